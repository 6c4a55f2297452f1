"""Where cells stand, as Excel writes it: `'2 Budget'!F12`."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from aop_excel.workbook.book import column_letters

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]?\d*[Cc]?\d*")


class Place(NamedTuple):
    """A cell, or a rectangle of cells, on a sheet; rows and columns are counted from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right

    @property
    def address(self) -> str:
        """The address of its first cell."""
        return f"{quoted(self.sheet)}!{column_letters(self.left)}{self.top}"

    def meets(self, other: Place) -> bool:
        """Whether the two share a cell."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right and self.sheet == other.sheet


def place(address: str) -> Place:
    """The cell at an address that names its sheet. Raises `ValueError` for anything else."""
    sheet, _, cell = address.rpartition("!")
    found = _CELL.fullmatch(cell)
    if not sheet or not found:
        raise ValueError(f"{address} is not the address of a cell")
    row, column = int(found[2]), column_number(found[1])
    return Place(unquoted(sheet), row, column, row, column)


@cache
def column_number(letters: str) -> int:
    """`A` → 1, `AB` → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def quoted(sheet: str) -> str:
    """A sheet's name as it stands in an address: in quotes where Excel needs them."""
    if _PLAIN_SHEET.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def unquoted(sheet: str) -> str:
    """A sheet's name as its tab says it."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
