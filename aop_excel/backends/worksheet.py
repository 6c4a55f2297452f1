"""A sheet of the file: what its cells hold, as read and as written since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aop_excel.backends.cells import BLANK, Content, FormulaXml, content_of, shown
from aop_excel.backends.sheet_index import Area
from aop_excel.backends.sheet_values import Grid, Values, read_grid
from aop_excel.workbook.book import Cell, Formula, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from aop_excel.backends.sheet_part import SheetPart


class Worksheet:
    """A sheet: `xml` is its part, in which cells are changed, `values` gives the workbook to read values from."""

    def __init__(self, book: str, xml: SheetPart, values: Callable[[], Values], *, since_1904: bool) -> None:
        self.book = book
        self.xml = xml
        self._values = values
        self._since_1904 = since_1904
        self._grid: Grid | None = None
        self._written: dict[tuple[int, int], Cell] = {}

    @property
    def name(self) -> str:
        """What its tab says."""
        return self.xml.sheet

    @property
    def written(self) -> Collection[tuple[int, int]]:
        """The cells that were written, whether that changed them or not, by row and column."""
        return self._written.keys()

    def value(self, row: int, column: int) -> Cell:
        """What a cell holds: what was written, or else what was read."""
        return self._written[row, column] if (row, column) in self._written else self._read(row, column, column)[0]

    def values(self, row: int, left: int, right: int) -> list[Cell]:
        """A row's cells from one column to another."""
        cells = self._read(row, left, right)
        if self._written:
            cells = [self._written.get((row, column), cell) for column, cell in enumerate(cells, left)]
        return cells

    def write(self, row: int, column: int, value: Value | Formula, style: str | None = None) -> None:
        """Let a cell hold a value, in a style or else in its own. Raises `CellInTheWay`."""
        content = content_of(value, row, column, since_1904=self._since_1904)
        self.xml.put(row, column, content, style)
        self._written[row, column] = shown(value)

    def format(self, row: int, column: int, style: str) -> None:
        """Let a cell hold nothing, in a style."""
        self.xml.put(row, column, BLANK, style)
        self._written[row, column] = None

    def clear(self, row: int, column: int) -> None:
        """Let a cell hold nothing, in the style that it was read with."""
        self.xml.clear(row, column)
        self._written[row, column] = None

    def copy(self, source: tuple[int, int], row: int, column: int) -> None:
        """Let a cell be as the one at `source` was when it was read."""
        self.xml.copy(source, row, column)
        self._written[row, column] = self._read(source[0], source[1], source[1])[0]

    def restore(self, row: int, column: int) -> None:
        """Let a cell be as it was read."""
        self.xml.restore(row, column)
        self._written.pop((row, column), None)

    def fill(self, source: tuple[int, int], row: int, column: int, formula: str) -> None:
        """Let a cell hold a formula of the kind that stands at `source`."""
        self.xml.fill(source, row, column, formula)

    def content(self, row: int, column: int) -> Content:
        """What a cell will hold."""
        return self.xml.content(row, column)

    def formula_read(self, row: int, column: int) -> FormulaXml | None:
        """A cell's formula as it was read."""
        return self.xml.formula_read(row, column)

    def style(self, row: int, column: int) -> str | None:
        """A cell's style, None where there is no cell."""
        return self.xml.style(row, column)

    def first_used(self, area: Area) -> tuple[int, int] | None:
        """The first cell of an area that will hold anything."""
        return self.xml.first_used(area)

    @property
    def grid(self) -> Grid:
        """All cells as they were read, from A1 on."""
        if self._grid is None:
            self._grid = read_grid(self._values(), self.book, self.name, self.xml.xml, self.xml.index)
        return self._grid

    def _read(self, row: int, left: int, right: int) -> list[Cell]:
        cells = self.grid[row - 1][left - 1 : right] if row <= len(self.grid) else []
        return cells + [None] * (right - left + 1 - len(cells))
