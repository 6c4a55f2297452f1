"""A table of a workbook, in a file or open: its rows, and how it takes new ones, grows and shrinks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from aop_excel.backends.filled_column import as_in_row, column_formula
from aop_excel.backends.formula_shift import has_addresses
from aop_excel.backends.refusals import NoRoomToGrow, TotalsInTheWay
from aop_excel.backends.resize import Resize
from aop_excel.backends.sheet_index import Area
from aop_excel.backends.table_part import TablePart
from aop_excel.backends.table_sheet import TableSheet
from aop_excel.workbook.book import Cell, Formula, Rows, Value, column_letters

NewData = Sequence[Sequence[Value | Formula]]
"""Rows to write, without a header."""


class BookTable:
    """A table: `part` is where it was when it was read, `last` the row of the sheet where its data ends now."""

    def __init__(self, part: TablePart, sheet: TableSheet) -> None:
        # ExcelJS saves every table as one without a header, though its header stands in the first row.
        self._header_denied = not part.header_rows and part.area.bottom > part.area.top and _stands_first(part, sheet)
        self.part = replace(part, header_rows=1) if self._header_denied else part
        self.last = part.last
        self.sheet = sheet
        self.neighbours: list[BookTable] = []
        """The other tables on its sheet."""
        self._named: set[int] = set()
        self._filled = False

    @property
    def resized(self) -> bool:
        """Whether its part must be written."""
        return self.last != self.part.last or (self._filled and self.part.insert_row) or self._header_denied

    @property
    def area(self) -> Area:
        """Where it stands now, with header and totals row."""
        area = self.part.area
        return Area(area.top, area.left, self.last + self.part.totals_rows, area.right)

    def column(self, header: str) -> int | None:
        """The sheet's column under a header; small and capital letters are one, as in Excel."""
        wanted = header.casefold()
        for number, name in enumerate(self.part.columns, self.part.area.left):
            if name.casefold() == wanted:
                return number
        return None

    def rows(self) -> Rows:
        """Header and data rows."""
        left, right = self.part.area.left, self.part.area.right
        data = [self.sheet.values(row, left, right) for row in range(self.part.first, self.last + 1)]
        return [list(self.part.columns), *data]

    def below(self) -> list[Cell]:
        """The cells right below its last row; none where totals stand there."""
        area = self.area
        return [] if self.part.totals_rows else self.sheet.values(area.bottom + 1, area.left, area.right)

    @property
    def resize(self) -> Resize:
        """Where its data ended when it was read, and where it ends now."""
        return Resize(self.part, self.last)

    def replace(self, columns: list[int], data: NewData) -> None:
        """Make `data` the rows of the given columns."""
        self._named.update(columns)
        last = self.part.first + max(len(data), 1) - 1
        self._resize(last if last >= self.last else max(last, self._last_of_others()))
        blank = [None] * len(columns)
        for place in range(self.last - self.part.first + 1):
            self._write(self.part.first + place, columns, data[place] if place < len(data) else blank)

    def append(self, columns: list[int], data: NewData) -> None:
        """Add `data` below the last row in which anything stands."""
        self._named.update(columns)
        first = self._last_used(columns) + 1
        self._resize(max(self.last, first + len(data) - 1))
        for row, values in enumerate(data, first):
            self._write(row, columns, values)

    def fill_down(self) -> None:
        """Give the new rows the formulas of the columns that only the owner fills, as Excel does."""
        first = self.part.first if self._filled and self.part.insert_row else self.part.last + 1
        for column in self._others if first <= self.last else []:
            if formula := self._formula(column):
                for row in range(first, self.last + 1):
                    filled = as_in_row(row, self.part.first, formula)
                    self.sheet.fill((self.part.first, column), row, column, filled)

    @property
    def _all_columns(self) -> range:
        return range(self.part.area.left, self.part.area.right + 1)

    @property
    def _others(self) -> list[int]:
        """The columns that nobody but the owner fills."""
        return [column for column in self._all_columns if column not in self._named]

    def _last_of_others(self) -> int:
        """The last row that holds anything in the owner's columns, besides a formula that is filled down."""
        formulas = {column: self._formula(column) for column in self._others}
        for row in range(self.last, self.part.first - 1, -1):
            for column, formula in formulas.items():
                content = self.sheet.content(row, column)
                filled = formula and content.formula == as_in_row(row, self.part.first, formula)
                if not content.blank and not filled:
                    return row
        return self.part.first - 1

    def _formula(self, column: int) -> str | None:
        """The formula of all rows of a column, as it reads in the first."""
        rows = range(self.part.first, min(self.last, self.part.last) + 1)
        told = self.part.formulas.get(self.part.columns[column - self.part.area.left])
        held = {row: self.sheet.content(row, column).formula for row in rows}
        return column_formula(told, held, self.part.first)

    def _last_used(self, columns: list[int]) -> int:
        """The last row that shows anything, besides formulas in other columns than these."""
        for row in range(self.last, self.part.first - 1, -1):
            for column in self._all_columns:
                content = self.sheet.content(row, column)
                if not content.shows_nothing and (column in columns or content.formula is None):
                    return row
        return self.part.first - 1

    def _write(self, row: int, columns: list[int], values: Sequence[Value | Formula]) -> None:
        for column, value in zip(columns, values, strict=True):
            style = None
            if value is not None:
                self._filled = True
                if self.sheet.style(row, column) is None:
                    style = self._style_above(row, column)
            self.sheet.write(row, column, value, style)

    def _style_above(self, row: int, column: int) -> str:
        """The style of the nearest data row above that has a cell in the column; two colours go on alternating."""
        styles = (self.sheet.style(above, column) for above in range(row - 1, self.part.first - 1, -1))
        nearest = tuple(islice((style for style in styles if style is not None), 4))
        if not nearest:
            return ""
        return nearest[1] if nearest == nearest[:2] * 2 else nearest[0]

    def _resize(self, last: int) -> None:
        """Let the data end at row `last`; the rows that leave the table are cleared."""
        if last == self.last:
            return
        if last > self.last:
            self._check_room(last)
        totals = self._totals_to_move()
        old = self.last
        self.last = last
        for column in self._all_columns if totals else []:
            self.sheet.copy((self.part.last + 1, column), last + 1, column)
        if last > old:
            self._format_rows(old + 1, cleared=totals)
        else:
            self._clear_rows(last + 1 + totals, old)
            self._clear_totals(old + 1)

    def _check_room(self, last: int) -> None:
        left, right = self.part.area.left, self.part.area.right
        totals = self.part.totals_rows
        needed = Area(self.last + 1 + totals, left, last + totals, right)
        used = self.sheet.first_used(needed)
        for other in self.neighbours:
            if not used and other.area.meets(needed):
                used = (max(other.area.top, needed.top), max(other.area.left, left))
        if used:
            raise NoRoomToGrow(self.part.name, self.part.sheet, f"{column_letters(used[1])}{used[0]}")

    def _totals_to_move(self) -> int:
        """How many totals rows move along, 0 or 1. Raises `TotalsInTheWay` where their formulas forbid it."""
        row = self.part.last + 1
        for column in self._all_columns if self.part.totals_rows else []:
            formula = self.sheet.formula_read(row, column)
            if formula and (formula.kind != "normal" or has_addresses(formula.text or "")):
                raise TotalsInTheWay(self.part.name, self.part.sheet, f"{column_letters(column)}{row}")
        return self.part.totals_rows

    def _format_rows(self, first: int, *, cleared: int) -> None:
        """Give the new rows the looks of those above; of the first, `cleared` held totals."""
        for row in range(first, self.last + 1):
            for column in self._all_columns:
                if row <= self.part.last and column not in self._named:
                    self.sheet.restore(row, column)
                elif row < first + cleared or self.sheet.style(row, column) is None:
                    self.sheet.format(row, column, self._style_above(row, column))

    def _clear_rows(self, first: int, last: int) -> None:
        for row in range(first, last + 1):
            for column in self._all_columns:
                self.sheet.clear(row, column)

    def _clear_totals(self, row: int) -> None:
        """Make a plain row of the one where totals stood."""
        for column in self._all_columns if self.part.totals_rows else []:
            if row == self.part.last + 1:
                self.sheet.format(row, column, self._style_above(self.last + 1, column))
            else:
                self.sheet.clear(row, column)


def _stands_first(part: TablePart, sheet: TableSheet) -> bool:
    """Whether the names of the columns are what the first row holds."""
    return sheet.values(part.area.top, part.area.left, part.area.right) == list(part.columns)
