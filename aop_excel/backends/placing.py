"""Where the blocks of a sheet stand when it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aop_excel.domain.calendar import FiscalYear
from aop_excel.workbook.layout import Chart, Fields, Sheet, Table

TOP = 4
"""The first row of the first block, counted from 0: title, guidance and unit stand above."""

NARROW = 20
"""A first column narrower than this cannot hold labels; they stand in the second."""


@dataclass(frozen=True, slots=True)
class Place:
    """A block, the row of its heading, its first column, and the column that labels of fields stand in (from 0)."""

    block: Fields | Table | Chart
    row: int
    column: int
    label: int

    @property
    def name(self) -> str:
        """The table's name; empty for other blocks."""
        return self.block.name if isinstance(self.block, Table) else ""


def place(sheet: Sheet, year: FiscalYear, rows_of: Callable[[Table], int]) -> list[Place]:
    """Stack the blocks from top to bottom, a blank row between; one `beside` another starts in the same row."""
    label = 0 if max((table.columns(year)[0].width for table in sheet.tables), default=NARROW) >= NARROW else 1
    places: list[Place] = []
    row = TOP
    for block in sheet.blocks:
        if not isinstance(block, Fields) and block.beside and places:
            neighbour = places[-1]
            column = neighbour.column + _columns(neighbour.block, year) + 1
            places.append(Place(block, neighbour.row, column, label))
        else:
            places.append(Place(block, row, 0, label))
        row = max(row, places[-1].row + _rows(block, rows_of) + 1)
    return places


def _columns(block: Fields | Table | Chart, year: FiscalYear) -> int:
    assert not isinstance(block, Fields), "fields take the whole width"
    return len(block.columns(year)) if isinstance(block, Table) else block.columns


def _rows(block: Fields | Table | Chart, rows_of: Callable[[Table], int]) -> int:
    """How many rows a block takes, its headings among them."""
    if isinstance(block, Fields):
        return len(block.fields) + 1
    return rows_of(block) + 2 if isinstance(block, Table) else block.rows
