"""Reading and changing XML where it stands, so that every byte we do not mean to change stays as it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

# Every pattern of this package reads any bytes in time proportional to their number: possessive repeats (`*+`) never
# try again with less, and nothing reads past a `<`, which no tag may hold.
_ATTRIBUTE: Final = re.compile(rb"""(?<![\w:.\-])([A-Za-z_:][\w:.\-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_ENTITY: Final = re.compile(r"&(?:#x0*+([0-9A-Fa-f]{1,6})|#0*+([0-9]{1,7})|(\w{1,8}));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NOT_TEXT: Final = re.compile(rb"<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.S)
_INSIDE_TAG: Final = rb"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>"""
_TAG: Final = re.compile(rb"<" + _INSIDE_TAG)


Splice = tuple[int, int, bytes]
"""Start, end, and what stands there instead."""


def start_tags(names: str) -> re.Pattern[bytes]:
    """Finds the start tags of an element, whatever namespace prefix it carries (group 1, with its colon).

    `names` can be alternatives: `sort(?:State|Condition)`.
    """
    return re.compile(rb"<((?:[A-Za-z_][\w.\-]*+:)?)(?:" + names.encode() + rb")(?=[\s/>])" + _INSIDE_TAG)


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a start tag by their name as written (prefix included)."""
    return {m[1].decode(): text(m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(tag)}


def local_attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a start tag by their name without prefix."""
    return {name.rpartition(":")[2]: value for name, value in attributes(tag).items()}


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The start tag with one attribute set; the others keep their bytes and order."""
    written = f'{name}="{escaped_attribute(value)}"'.encode()
    for match in _ATTRIBUTE.finditer(tag):
        if match[1].decode() == name:
            return tag[: match.start()] + written + tag[match.end() :]
    closing = 2 if tag.endswith(b"/>") else 1
    return tag[:-closing].rstrip() + b" " + written + tag[-closing:]


def without_attribute(tag: bytes, name: str) -> bytes:
    """The start tag without one attribute."""
    return re.sub(rb"(?<!\s)\s++" + name.encode() + rb"""\s*+=\s*+(?:"[^"]*+"|'[^']*+')""", b"", tag, count=1)


def tag_end(xml: bytes, start: int) -> int:
    """Where the tag that begins at `start` ends; a `>` inside quotes does not end it."""
    tag = _TAG.match(xml, start)
    if not tag:
        raise ValueError("a tag does not end")
    return tag.end()


def elements(xml: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    """Start tag and inner XML of each element of a name; for those that do not nest in themselves."""
    for tag, end in spans(xml, name):
        yield tag[0], xml[tag.end() : end]


def spans(xml: bytes, name: str, position: int = 0) -> Iterator[tuple[re.Match[bytes], int]]:
    """Start tag of each element of a name from a position on, and where its inner XML ends."""
    starts = start_tags(name)
    while tag := starts.search(xml, position):
        position = tag.end()
        if tag[0].endswith(b"/>"):
            yield tag, position
            continue
        end = _end_tags(tag[1], name).search(xml, position)
        yield tag, end.start() if end else len(xml)
        position = end.end() if end else len(xml)


@lru_cache(maxsize=64)
def _end_tags(prefix: bytes, name: str) -> re.Pattern[bytes]:
    return re.compile(rb"</" + re.escape(prefix) + name.encode() + rb"\s*+>")


def reworded(
    xml: bytes, name: str, change: Callable[[re.Match[bytes], str], str], position: int = 0
) -> Iterator[Splice]:
    """What gives the elements of a name the text into which `change` turns their start tag and their old text."""
    for tag, end in spans(xml, name, position):
        old = text(xml[tag.end() : end])
        new = change(tag, old)
        if new != old:
            yield tag.end(), end, escaped(new).encode()


def element_span(xml: bytes, tag: re.Match[bytes]) -> tuple[int, int]:
    """Where the element of a start tag begins and ends; for those that do not nest in themselves."""
    if tag[0].endswith(b"/>"):
        return tag.span()
    name = re.split(rb"[\s>]", tag[0][1:], maxsplit=1)[0]
    close = re.compile(rb"</" + re.escape(name) + rb"\s*+>").search(xml, tag.end())
    return tag.start(), close.end() if close else tag.end()


def text(raw: bytes) -> str:
    """The characters that a piece of XML without elements stands for."""
    if b"<" in raw:
        raw = _NOT_TEXT.sub(lambda m: escaped((m[1] or b"").decode()).encode(), raw)
    characters = raw.decode()
    if "\r" in characters:
        characters = characters.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_character, characters) if "&" in characters else characters


def escaped(characters: str) -> str:
    """Text between tags."""
    return characters.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_attribute(characters: str) -> str:
    """Text between the quotes of an attribute."""
    return escaped(characters).replace('"', "&quot;").replace("\n", "&#10;")


def _character(entity: re.Match[str]) -> str:
    if entity[3]:
        return _NAMED.get(entity[3], entity[0])
    code = int(entity[1], 16) if entity[1] else int(entity[2])
    return chr(code) if code <= sys.maxunicode else entity[0]


def splice(xml: bytes, changes: list[Splice]) -> bytes:
    """Replace pieces given as start, end and new bytes; where two insert at one place, the first listed comes first."""
    pieces = []
    done = 0
    for start, end, new in sorted(changes, key=lambda change: change[:2]):
        if start < done:
            raise ValueError("two changes overlap")
        pieces += [xml[done:start], new]
        done = end
    return b"".join([*pieces, xml[done:]])
