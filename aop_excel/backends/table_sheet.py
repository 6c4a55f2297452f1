"""What a table needs of the sheet it stands on, whoever holds that sheet."""

from __future__ import annotations

from typing import Protocol

from aop_excel.backends.cells import Content, FormulaXml
from aop_excel.backends.sheet_index import Area
from aop_excel.workbook.book import Cell, Formula, Value


class TableSheet(Protocol):
    """Cells by row and column, counted from 1; what was written is what is read afterwards."""

    def value(self, row: int, column: int) -> Cell:
        """What a cell shows."""

    def values(self, row: int, left: int, right: int) -> list[Cell]:
        """A row's cells from one column to another."""

    def content(self, row: int, column: int) -> Content:
        """What a cell holds, with its formula."""

    def formula_read(self, row: int, column: int) -> FormulaXml | None:
        """A cell's formula before anything was written."""

    def style(self, row: int, column: int) -> str | None:
        """A cell's style, None where the sheet has no such cell yet."""

    def first_used(self, area: Area) -> tuple[int, int] | None:
        """The first cell of an area that holds anything."""

    def write(self, row: int, column: int, value: Value | Formula, style: str | None = None) -> None:
        """Let a cell hold a value, in a style or else in its own."""

    def fill(self, source: tuple[int, int], row: int, column: int, formula: str) -> None:
        """Let a cell hold a formula that is filled down from `source`."""

    def format(self, row: int, column: int, style: str) -> None:
        """Let a cell hold nothing, in a style."""

    def clear(self, row: int, column: int) -> None:
        """Let a cell hold nothing, in its own style."""

    def copy(self, source: tuple[int, int], row: int, column: int) -> None:
        """Let a cell be as the one at `source` was before anything was written."""

    def restore(self, row: int, column: int) -> None:
        """Let a cell be as it was before anything was written."""
