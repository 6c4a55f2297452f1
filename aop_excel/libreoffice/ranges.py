"""Cells of a sheet: their values and formulas, read and written as a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from aop_excel.libreoffice.formulas import from_libreoffice, to_libreoffice
from aop_excel.libreoffice.uno_module import uno_module
from aop_excel.libreoffice.values import DATE, LOGICAL, TIME, entered, error_value, formatted, kind_of

if TYPE_CHECKING:
    from aop_excel.libreoffice.books import Sheet

_CONTENTS: Final = 1 | 2 | 4 | 16
"""LibreOffice's flags for numbers, days, texts and formulas."""

_ERRORS: Final = 4
"""LibreOffice's flag for the results of formulas that are errors."""

_FORMATS: Final = {DATE: "YYYY-MM-DD", LOGICAL: "BOOLEAN"}
_DEFINED_BY_OWNER: Final = 1


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells: its first row and column, counted from 1, and how many there are of each."""

    row: int
    column: int
    rows: int
    columns: int

    @classmethod
    def of(cls, address: Any) -> Area:
        """The rectangle at an address of LibreOffice's, which counts from 0."""
        top, left = address.StartRow, address.StartColumn
        return cls(top + 1, left + 1, address.EndRow - top + 1, address.EndColumn - left + 1)

    @classmethod
    def spanning(cls, first: Area, last: Area) -> Area:
        """The smallest rectangle that holds both."""
        top, left = min(first.row, last.row), min(first.column, last.column)
        bottom = max(first.row + first.rows, last.row + last.rows)
        right = max(first.column + first.columns, last.column + last.columns)
        return cls(top, left, bottom - top, right - left)


class Range:
    """A block of cells."""

    max_cells_per_read = max_cells_per_write = None
    """LibreOffice gives and takes blocks of any size at once."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.sheet = sheet
        self.area = area
        self.row, self.column = area.row, area.column
        self.options: dict[str, object] = {}

    @property
    def cells(self) -> Any:
        """LibreOffice's own object for them."""
        area = self.area
        left, top = area.column - 1, area.row - 1
        return self.sheet.grid.getCellRangeByPosition(left, top, left + area.columns - 1, top + area.rows - 1)

    @property
    def api(self) -> Any:
        """The same; xlwings asks whether there is one."""
        return self.cells

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return self.area.rows, self.area.columns

    def __len__(self) -> int:
        return self.area.rows * self.area.columns

    def __call__(self, row: int, column: int | None = None) -> Range:
        """A cell, by row and column counted from 1 within the block, or by its number in reading order."""
        if column is None:
            row, column = (place + 1 for place in divmod(row - 1, self.shape[1]))
        return Range(self.sheet, Area(self.row + row - 1, self.column + column - 1, 1, 1))

    @property
    def raw_value(self) -> list[list[object]]:
        """What the cells show; numbers in cells formatted as days or as true and false are those."""
        cells = self.cells
        rows: list[list[object]] = [list(row) for row in cells.getDataArray()]
        zero = self._day_zero
        for kind, area in self._formats(cells):
            for row in range(area.row - self.row, area.row - self.row + area.rows):
                for column in range(area.column - self.column, area.column - self.column + area.columns):
                    number = rows[row][column]
                    if isinstance(number, float):
                        rows[row][column] = formatted(number, kind, zero)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is None:
                    values[column] = error_value(cells.getCellByPosition(column, row).getError())
        return rows

    @raw_value.setter
    def raw_value(self, rows: Sequence[Sequence[object]] | object) -> None:
        self._enter(rows)

    @property
    def formula(self) -> tuple[tuple[str, ...], ...]:
        """The formulas, and what was typed into the cells that have none."""
        return tuple(tuple(_as_excel(words) for words in row) for row in self.cells.getFormulaArray())

    @formula.setter
    def formula(self, rows: Sequence[Sequence[object]] | object) -> None:
        self._enter(rows)

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        """The areas in which formulas give errors."""
        if (cell_type, value_type) != ("formulas", "errors"):
            raise NotImplementedError(cell_type, value_type)
        found = self.cells.queryFormulaCells(_ERRORS)
        return [Range(self.sheet, Area.of(address)) for address in found.RangeAddresses]

    def autofill(self, destination: Any, type_: str) -> None:
        """Give the rows below, down to the end of `destination`, the formats of this one; what they hold stays."""
        if type_ != "fill_formats":
            raise NotImplementedError(type_)
        area = destination.impl.area
        for row in range(self.row + self.area.rows, area.row + area.rows):
            target = Range(self.sheet, Area(row, self.column, 1, self.area.columns)).cells
            held = target.getFormulaArray()
            corner = target.getCellByPosition(0, 0).getCellAddress()
            self.sheet.grid.copyRange(corner, self.cells.RangeAddress)
            target.clearContents(_CONTENTS)
            target.setFormulaArray(held)

    @property
    def _day_zero(self) -> datetime:
        zero = self.sheet.book.document.NullDate
        return datetime(zero.Year, zero.Month, zero.Day)

    def _formats(self, cells: Any) -> Iterator[tuple[int, Area]]:
        """The areas whose number format makes more of a number, each with its kind."""
        formats = self.sheet.book.document.NumberFormats
        groups = cells.UniqueCellFormatRanges
        kinds: dict[int, int] = {}
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            key = group.NumberFormat
            if key not in kinds:
                kinds[key] = formats.getByKey(key).Type & ~_DEFINED_BY_OWNER
            if kinds[key] & (DATE | TIME | LOGICAL):
                for address in group.RangeAddresses:
                    yield kinds[key], Area.of(address)

    def _enter(self, rows: Sequence[Sequence[object]] | object) -> None:
        """Enter values as an owner types them: what looks like a number becomes one, what begins with = calculates."""
        values = rows if isinstance(rows, list | tuple) else [[rows]]
        zero = self._day_zero
        words = tuple(tuple(_as_libreoffice(entered(value, zero)) for value in row) for row in values)
        cells = self.cells
        cells.setFormulaArray(words)
        wanted = {
            (row, column): kind
            for row, cells_of_row in enumerate(values)
            for column, value in enumerate(cells_of_row)
            if (kind := kind_of(value))
        }
        if wanted:
            self._format(cells, wanted)

    def _format(self, cells: Any, wanted: dict[tuple[int, int], int]) -> None:
        """Format cells so that they show a day, or true and false; those that do already stay as they are."""
        for kind, area in self._formats(cells):
            for row in range(area.row - self.row, area.row - self.row + area.rows):
                for column in range(area.column - self.column, area.column - self.column + area.columns):
                    if wanted.get((row, column), 0) & kind:
                        del wanted[row, column]
        formats = self.sheet.book.document.NumberFormats
        english = uno_module().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        for (row, column), kind in wanted.items():
            key = formats.queryKey(_FORMATS[kind], english, False)
            cell = cells.getCellByPosition(column, row)
            cell.NumberFormat = key if key != -1 else formats.addNew(_FORMATS[kind], english)


def _as_excel(words: str) -> str:
    """What a cell holds, without the apostrophe before a text and the braces around a formula for several cells."""
    if words.startswith("{="):
        words = words[1:-1]
    return from_libreoffice(words) if words.startswith("=") else words.removeprefix("'")


def _as_libreoffice(words: str) -> str:
    return to_libreoffice(words) if words.startswith("=") else words
