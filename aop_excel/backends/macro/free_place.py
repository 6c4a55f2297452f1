"""Where a button can stand on a sheet without covering anything: in its top row, as far to the left as possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from aop_excel.backends.markup import attributes, elements, local_attributes, start_tags, text
from aop_excel.backends.sheet_index import Area
from aop_excel.backends.sheet_part import SheetPart
from aop_excel.workbook.addresses import LAST_COLUMN

WIDTH, HEIGHT, GAP = 112, 26, 6
"""Of the button and around it, in pixels of a screen at 100 %."""

EMU: Final = 9525
"""English metric units a pixel."""

_COLUMN, _MERGED, _FORMAT = start_tags("col"), start_tags("mergeCell"), start_tags("sheetFormatPr")
_ROW_HEIGHT: Final = re.compile(rb'\sht="([\d.]+)"')
_VML_ANCHOR: Final = re.compile(rb"<x:Anchor>([^<]*)</x:Anchor>")
_VML_SHAPE: Final = re.compile(rb"<v:shape[\s>].*?</v:shape\s*>", re.S)


class Box(NamedTuple):
    """A rectangle in pixels from the sheet's upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Box) -> bool:
        """Whether the two share a pixel."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Corner(NamedTuple):
    """A point on a sheet: column and row counted from 0, and how many pixels into them."""

    column: int
    right: int
    row: int
    down: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The widths of columns or the heights of rows in pixels, by number from 0; most have the usual size."""

    usual: int
    sizes: Mapping[int, int]

    def start(self, number: int) -> int:
        """Where a column or row begins."""
        own = sum(size - self.usual for line, size in self.sizes.items() if line < number)
        return number * self.usual + own

    def size(self, number: int) -> int:
        """How wide or high it is."""
        return self.sizes.get(number, self.usual)

    def at(self, pixel: int) -> tuple[int, int]:
        """The column or row of a pixel, and how many pixels into it that is."""
        number = 0
        while self.start(number + 1) <= pixel:
            number += 1
        return number, pixel - self.start(number)


def free_place(sheet: SheetPart, drawings: Iterable[bytes], vml: Iterable[bytes]) -> tuple[Corner, Corner]:
    """The upper left and lower right corner of a button beside the texts, merged cells and drawings of a sheet."""
    columns, rows = _columns(sheet.xml), _rows(sheet)
    top = max((rows.size(0) - HEIGHT) // 2, 1)
    taken = [*_texts(sheet, columns, rows, top + HEIGHT), *_merges(sheet.xml, columns, rows)]
    for drawing in drawings:
        taken += _drawn(drawing, columns, rows)
    for each in vml:
        taken += _drawn_of_old(each, columns, rows)
    for column in range(LAST_COLUMN):
        left = columns.start(column) + GAP
        box = Box(left, top, left + WIDTH, top + HEIGHT)
        if columns.size(column) and not any(box.meets(other) for other in taken):
            break
    return _corner(box.left, box.top, columns, rows), _corner(box.right, box.bottom, columns, rows)


def _corner(right: int, down: int, columns: Lines, rows: Lines) -> Corner:
    return Corner(*columns.at(right), *rows.at(down))


def _columns(xml: bytes) -> Lines:
    """Widths of columns; a width counts characters of seven pixels, with their margins."""
    told = _format(xml)
    usual = _pixels_wide(told.get("defaultColWidth", "9.140625"))
    sizes: dict[int, int] = {}
    for tag in _COLUMN.finditer(xml):
        column = attributes(tag[0])
        hidden = column.get("hidden") in ("1", "true")
        width = 0 if hidden else _pixels_wide(column.get("width", told.get("defaultColWidth", "9.140625")))
        last = int(column["max"])
        if last < LAST_COLUMN:
            sizes |= dict.fromkeys(range(int(column["min"]) - 1, last), width)
    return Lines(usual, sizes)


def _pixels_wide(width: str) -> int:
    return int(float(width) * 7 + 0.5)


def _rows(sheet: SheetPart) -> Lines:
    usual = _pixels_high(_format(sheet.xml).get("defaultRowHeight", "15"))
    sizes = {}
    for row in sheet.index.rows.values():
        tag = sheet.xml[row.start : row.inner]
        if attributes(tag).get("hidden") in ("1", "true"):
            sizes[row.number - 1] = 0
        elif height := _ROW_HEIGHT.search(tag):
            sizes[row.number - 1] = _pixels_high(height[1].decode())
    return Lines(usual, sizes)


def _pixels_high(points: str) -> int:
    return round(float(points) * 4 / 3)


def _format(xml: bytes) -> dict[str, str]:
    found = _FORMAT.search(xml)
    return attributes(found[0]) if found else {}


def _texts(sheet: SheetPart, columns: Lines, rows: Lines, bottom: int) -> Iterator[Box]:
    """What stands in the cells down to a pixel; a text goes on to the right, in letters as large as its row allows."""
    for row in sheet.index.rows.values():
        top = rows.start(row.number - 1)
        high = rows.size(row.number - 1)
        if top >= bottom:
            continue
        for column in row.cells:
            content = sheet.content(row.number, column)
            if content.blank:
                continue
            letters = len(str(content.value or ""))
            left, width = columns.start(column - 1), columns.size(column - 1)
            yield Box(left, top, left + max(width, round(letters * high * 0.36)), top + high)


def _merges(xml: bytes, columns: Lines, rows: Lines) -> Iterator[Box]:
    for tag in _MERGED.finditer(xml):
        area = Area.parse(attributes(tag[0])["ref"])
        yield Box(
            columns.start(area.left - 1), rows.start(area.top - 1), columns.start(area.right), rows.start(area.bottom)
        )


def _drawn(drawing: bytes, columns: Lines, rows: Lines) -> Iterator[Box]:
    """Pictures, charts and shapes: tied to two corners, or to one, or to none."""
    for kind in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
        for _, inner in elements(drawing, kind):
            left, top = _point(inner, "from", columns, rows) or _size(inner, "pos", "x", "y")
            right, bottom = _point(inner, "to", columns, rows) or (
                start + size for start, size in zip((left, top), _size(inner, "ext", "cx", "cy"), strict=True)
            )
            yield Box(left, top, right, bottom)


def _point(inner: bytes, name: str, columns: Lines, rows: Lines) -> tuple[int, int] | None:
    for _, told in elements(inner, name):
        column, right, row, down = (
            int(text(next(words for _, words in elements(told, each)))) for each in ("col", "colOff", "row", "rowOff")
        )
        return columns.start(column) + right // EMU, rows.start(row) + down // EMU
    return None


def _size(inner: bytes, name: str, *keys: str) -> tuple[int, int]:
    tag = start_tags(name).search(inner)
    told = local_attributes(tag[0]) if tag else {}
    first, second = (int(told.get(key, "0")) // EMU for key in keys)
    return first, second


def _drawn_of_old(vml: bytes, columns: Lines, rows: Lines) -> Iterator[Box]:
    """Controls and objects in a drawing of old days; notes are hidden until the mouse comes."""
    for shape in _VML_SHAPE.finditer(vml):
        anchor = _VML_ANCHOR.search(shape[0])
        if anchor and b'ObjectType="Note"' not in shape[0]:
            first, right, top, down, last, further, bottom, below = map(int, anchor[1].split(b","))
            yield Box(
                columns.start(first) + right, rows.start(top) + down,
                columns.start(last) + further, rows.start(bottom) + below,
            )  # fmt: skip
