"""The styles of one workbook added to those of another, so that a sheet can move between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aop_excel.backends.markup import splice, start_tags, with_attribute

_ORDER: Final = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_CHILD: Final = {
    "numFmts": "numFmt",
    "fonts": "font",
    "fills": "fill",
    "borders": "border",
    "cellXfs": "xf",
    "dxfs": "dxf",
}
"""What each collection holds that a sheet points to."""
_ROOT: Final = start_tags("styleSheet")
_NUMBER_FORMAT: Final = re.compile(rb"""(\bnumFmtId=["'])(\d+)""")
_STYLE_OF_CELL: Final = re.compile(rb"""(<(?:c|row)\s[^<>]*?\bs=")(\d+)""")
_STYLE_OF_COLUMN: Final = re.compile(rb"""(<col\s[^<>]*?\bstyle=")(\d+)""")
_FORMAT_OF_RULE: Final = re.compile(rb"""(\b\w*[dD]xfId=")(\d+)""")
_FIRST_OWN_FORMAT: Final = 164


@dataclass(frozen=True, slots=True)
class Moved:
    """How the style numbers of a sheet change: those of cells, and those of conditional formats."""

    cells: int
    rules: int

    def restyled(self, xml: bytes) -> bytes:
        """A worksheet or table part as XlsxWriter writes it, with its style numbers moved."""
        xml = _added(_STYLE_OF_CELL, xml, self.cells)
        xml = _added(_STYLE_OF_COLUMN, xml, self.cells)
        return _added(_FORMAT_OF_RULE, xml, self.rules)


@dataclass(frozen=True, slots=True)
class _Collection:
    """A collection of styles: its start tag, where that stands, where its end tag begins, and how many it holds."""

    tag: bytes
    span: tuple[int, int]
    end: int
    count: int


def merged(styles: bytes, more: bytes) -> tuple[bytes, Moved]:
    """The styles part with those of `more`, as XlsxWriter writes it, added at the end of each collection."""
    counts = {name: found.count if (found := _find(styles, name)) else 0 for name in _CHILD}
    added = _renumbered(styles, more, counts)
    root = _ROOT.search(styles)
    prefix = root[1] if root else b""
    for name in _CHILD:
        if added[name]:
            styles = _with(styles, name, added[name], prefix)
    return styles, Moved(counts["cellXfs"], counts["dxfs"])


def _renumbered(styles: bytes, more: bytes, counts: dict[str, int]) -> dict[str, list[bytes]]:
    """The children that `more` brings to each collection, with the numbers they will have."""
    known = [int(number[2]) for number in _NUMBER_FORMAT.finditer(styles)]
    shift = max([_FIRST_OWN_FORMAT, *(number + 1 for number in known)]) - _FIRST_OWN_FORMAT

    def own_format(match: re.Match[bytes]) -> bytes:
        number = int(match[2])
        return match[1] + b"%d" % (number + shift if number >= _FIRST_OWN_FORMAT else number)

    added = {}
    for name in _CHILD:
        found = _find(more, name)
        inner = _NUMBER_FORMAT.sub(own_format, more[found.span[1] : found.end]) if found else b""
        if name == "cellXfs":
            for attribute, collection in ((b"fontId", "fonts"), (b"fillId", "fills"), (b"borderId", "borders")):
                inner = _added(re.compile(rb"(\b" + attribute + rb'=")(\d+)'), inner, counts[collection])
        added[name] = _children(inner, name)
    return added


def _children(inner: bytes, collection: str) -> list[bytes]:
    name = _CHILD[collection].encode()
    return re.findall(rb"<" + name + rb"(?=[\s/>])[^>]*?/>|<" + name + rb"(?=[\s>]).*?</" + name + rb">", inner, re.S)


def _find(styles: bytes, name: str) -> _Collection | None:
    opening = start_tags(name).search(styles)
    if not opening:
        return None
    if opening[0].endswith(b"/>"):
        return _Collection(opening[0], opening.span(), opening.end(), 0)
    end = styles.index(b"</" + opening[1] + name.encode(), opening.end())
    child = _CHILD.get(name)
    count = len(start_tags(child).findall(styles, opening.end(), end)) if child else 0
    return _Collection(opening[0], opening.span(), end, count)


def _with(styles: bytes, name: str, children: list[bytes], prefix: bytes) -> bytes:
    """The styles part with more children at the end of a collection, which is made where it belongs if need be."""
    inner = b"".join(re.sub(rb"<(/?)(?=\w)", rb"<\g<1>" + prefix, child) for child in children)
    found = _find(styles, name)
    if found is None:
        start = b"<" + prefix + name.encode() + b' count="%d">' % len(children)
        place = _place(styles, name)
        return splice(styles, [(place, place, start + inner + b"</" + prefix + name.encode() + b">")])
    tag = with_attribute(found.tag, "count", str(found.count + len(children)))
    if found.tag.endswith(b"/>"):
        tag = tag[:-2].rstrip() + b">"
        inner += b"</" + prefix + name.encode() + b">"
    return splice(styles, [(*found.span, tag), (found.end, found.end, inner)])


def _place(styles: bytes, name: str) -> int:
    """Where a missing collection belongs: after the last one there is that comes before it."""
    for before in reversed(_ORDER[: _ORDER.index(name)]):
        if found := _find(styles, before):
            closed = found.tag.endswith(b"/>")
            return found.span[1] if closed else styles.index(b">", found.end) + 1
    root = _ROOT.search(styles)
    if not root or root[0].endswith(b"/>"):
        raise ValueError("not a styles part")
    return root.end()


def _added(pattern: re.Pattern[bytes], xml: bytes, more: int) -> bytes:
    return pattern.sub(lambda match: match[1] + b"%d" % (int(match[2]) + more), xml) if more else xml
