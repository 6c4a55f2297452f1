"""The elements right under the root of a worksheet part, and where new ones belong among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

from aop_excel.backends.invariants.sheet import SHEET_ORDER

_ORDER: Final = SHEET_ORDER.split()


class Child(NamedTuple):
    """An element: its name without prefix, where it begins, and its attributes without prefixes.

    A choice between versions of Excel goes by the name of the first thing that may be chosen.
    """

    name: str
    start: int
    told: dict[str, str]


def children(xml: bytes) -> list[Child]:
    """The elements in their order. Raises `ValueError` for what is not XML."""
    found: list[Child] = []
    path: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def begins(tag: str, told: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        chosen = [each for each in path[1:] if each not in ("AlternateContent", "Choice", "Fallback")]
        if path and not chosen:
            plain = {key.rpartition(" ")[2]: value for key, value in told.items()}
            if len(path) == 1:
                found.append(Child(name, parser.CurrentByteIndex, plain))
            elif found[-1].name in ("AlternateContent", "Choice"):
                found[-1] = found[-1]._replace(name=name)
        path.append(name)

    def ends(_tag: str) -> None:
        path.pop()

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return found


def place_of(name: str, xml: bytes, among: list[Child]) -> int:
    """Where an element of a worksheet that it does not have yet must begin."""
    later = _ORDER[_ORDER.index(name) + 1 :]
    return next((child.start for child in among if child.name in later), xml.rindex(b"</"))


def named(name: str, among: list[Child]) -> Iterator[Child]:
    """The elements of a name."""
    return (child for child in among if child.name == name)
