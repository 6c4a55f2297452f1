"""Where the columns and rows of a sheet lie, in pixels of a screen at 100 %."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from aop_excel.backends.markup import attributes, start_tags
from aop_excel.backends.sheet_part import SheetPart
from aop_excel.workbook.addresses import LAST_COLUMN

EMU: Final = 9525
"""English metric units a pixel."""

_USUAL_WIDTH, _USUAL_HEIGHT = "9.140625", "15"
_COLUMN, _FORMAT = start_tags("col"), start_tags("sheetFormatPr")
_ROW_HEIGHT: Final = re.compile(rb'\sht="([\d.]+)"')


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


def corner_at(right: int, down: int, columns: Lines, rows: Lines) -> Corner:
    """The point so many pixels to the right and down."""
    return Corner(*columns.at(right), *rows.at(down))


def columns_of(sheet: SheetPart) -> Lines:
    """Widths of columns; a width counts characters of seven pixels, with their margins."""
    told = _format(sheet)
    usual = _pixels_wide(told.get("defaultColWidth", _USUAL_WIDTH))
    sizes: dict[int, int] = {}
    for tag in _COLUMN.finditer(sheet.xml, 0, sheet.index.start):
        column = attributes(tag[0])
        hidden = column.get("hidden") in ("1", "true")
        width = 0 if hidden else _pixels_wide(column.get("width", told.get("defaultColWidth", _USUAL_WIDTH)))
        last = int(column["max"])
        if last < LAST_COLUMN:
            sizes |= dict.fromkeys(range(int(column["min"]) - 1, last), width)
    return Lines(usual, sizes)


def _pixels_wide(width: str) -> int:
    return int(float(width) * 7 + 0.5)


def rows_of(sheet: SheetPart) -> Lines:
    """Heights of rows, which are told in points."""
    usual = _pixels_high(_format(sheet).get("defaultRowHeight", _USUAL_HEIGHT))
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


def _format(sheet: SheetPart) -> dict[str, str]:
    found = _FORMAT.search(sheet.xml, 0, sheet.index.start)
    return attributes(found[0]) if found else {}
