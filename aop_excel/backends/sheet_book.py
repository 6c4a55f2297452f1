"""A workbook whose tables and named cells stand on sheets: what it is asked for, whoever holds the sheets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from aop_excel.backends.book_table import BookTable
from aop_excel.backends.refusals import TooLong
from aop_excel.backends.sheet_index import ROW_LIMIT
from aop_excel.backends.table_part import TablePart
from aop_excel.backends.table_sheet import TableSheet
from aop_excel.backends.workbook_part import NamedCell
from aop_excel.errors import NotAPlan
from aop_excel.text import Text
from aop_excel.workbook.addresses import quoted
from aop_excel.workbook.book import Cell, Formula, NewRows, Rows, Value, column_letters


class SheetBook(ABC):
    """The part of a `Book` that reads and writes cells; names are found in small letters."""

    _tables: dict[str, BookTable]
    """The tables that were asked for so far."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What the owner calls it."""

    @property
    @abstractmethod
    def _parts(self) -> Mapping[str, TablePart]:
        """All tables."""

    @property
    @abstractmethod
    def _cells(self) -> Mapping[str, NamedCell]:
        """The names that stand for one cell."""

    @abstractmethod
    def _has_sheet(self, sheet: str) -> bool:
        """Whether a sheet of cells is there."""

    @abstractmethod
    def _sheet(self, sheet: str) -> TableSheet:
        """A sheet's cells."""

    def rows(self, table: str) -> Rows:
        """Header and data rows."""
        return self._table(table).rows()

    def below(self, table: str) -> list[Cell]:
        """The cells right below a table; none for one with a totals row, below which nobody adds a row to it."""
        return self._table(table).below()

    def replace_rows(self, table: str, rows: NewRows) -> None:
        """Make `rows` the table's data in the columns their header names.

        Raises `NoRoomToGrow`, `TotalsInTheWay` or `CellInTheWay`; then the book must not be saved. A row that would
        leave the table but holds something of the owner's in another column stays, blank in the named columns.
        """
        self._table(table).replace(*self._split(table, rows))

    def append_rows(self, table: str, rows: NewRows) -> None:
        """Add rows below the last one in which anything stands; raises what `replace_rows` does.

        A formula in a column that is not named does not count, so that prepared rows are used.
        """
        self._table(table).append(*self._split(table, rows))

    def field(self, name: str) -> Cell:
        """The value of a named cell."""
        cell = self._cell(name)
        return self._sheet(cell.sheet).value(cell.row, cell.column)

    def set_field(self, name: str, value: Value | Formula) -> None:
        """Write a named cell. Raises `CellInTheWay`."""
        cell = self._cell(name)
        self._sheet(cell.sheet).write(cell.row, cell.column, value)

    def address(self, place: str, row: int | None = None, column: str | None = None) -> str:
        """Where a table's cell or a field stands; a column alone means its header, a row alone its first cell."""
        if place.lower() in self._parts:
            table = self._table(place)
            sheet = table.part.sheet
            at_row = table.part.area.top if row is None else table.part.first + row - 1
            at_column = table.part.area.left if column is None else self._column(place, column)
        else:
            cell = self._cell(place)
            sheet, at_row, at_column = cell.sheet, cell.row, cell.column
        return f"{quoted(sheet)}!{column_letters(at_column)}{at_row}"

    def _table(self, name: str) -> BookTable:
        key = name.lower()
        if key not in self._tables:
            if key not in self._parts:
                raise NotAPlan(self.name, name)
            part = self._parts[key]
            if part.last - part.first >= ROW_LIMIT:
                raise TooLong(Text("Bảng {table}", "Table {table}").format(table=part.name), ROW_LIMIT)
            table = self._tables[key] = BookTable(part, self._sheet(part.sheet))
            for other in self._parts.values():
                if other.sheet == part.sheet and other is not part:
                    table.neighbours.append(self._table(other.name))
        return self._tables[key]

    def _cell(self, name: str) -> NamedCell:
        cell = self._cells.get(name.lower())
        if not cell or not self._has_sheet(cell.sheet):
            raise NotAPlan(self.name, name)
        return cell

    def _column(self, table: str, header: str) -> int:
        column = self._table(table).column(header)
        if column is None:
            raise NotAPlan(self.name, f"{table}[{header}]")
        return column

    def _split(self, table: str, rows: NewRows) -> tuple[list[int], Sequence[Sequence[Value | Formula]]]:
        """The columns that the header row names, and the data rows."""
        header, *data = rows
        if any(len(row) != len(header) for row in data):
            raise ValueError(f"every row of {table} must be as long as its header")
        return [self._column(table, str(title)) for title in header], data
