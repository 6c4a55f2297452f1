"""Where the blocks of a sheet stand when it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aop_excel.domain.calendar import FiscalYear
from aop_excel.workbook.layout import Fields, Sheet, Table

TOP = 4
"""The first row of the first block, counted from 0: title, guidance and unit stand above."""

NARROW = 20
"""A first column narrower than this cannot hold labels; they stand in the second."""


@dataclass(frozen=True, slots=True)
class Place:
    """A block, the row of its heading, its first column, and the column that labels of fields stand in (from 0)."""

    block: Fields | Table
    row: int
    column: int
    label: int

    @property
    def name(self) -> str:
        """The table's name; empty for a group of fields."""
        return self.block.name if isinstance(self.block, Table) else ""


def place(sheet: Sheet, year: FiscalYear, rows_of: Callable[[Table], int]) -> list[Place]:
    """Stack the blocks from top to bottom, a blank row between; a table `beside` another starts in the same row."""
    label = 0 if max((table.columns(year)[0].width for table in sheet.tables), default=NARROW) >= NARROW else 1
    places: list[Place] = []
    row = TOP
    for block in sheet.blocks:
        if isinstance(block, Fields):
            places.append(Place(block, row, label, label))
            row += len(block.fields) + 2
        elif block.beside and places:
            neighbour = places[-1]
            assert isinstance(neighbour.block, Table)
            column = neighbour.column + len(neighbour.block.columns(year)) + 1
            places.append(Place(block, neighbour.row, column, label))
        else:
            places.append(Place(block, row, 0, label))
            row += rows_of(block) + 3
    return places
