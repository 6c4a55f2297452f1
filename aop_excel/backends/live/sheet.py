"""A sheet of an open workbook: read in blocks when it is first asked for, changed only when the book is saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from aop_excel.backends.cells import Content, FormulaXml, content_of, shown
from aop_excel.backends.live.cells import cell
from aop_excel.backends.live.formulas import in_full
from aop_excel.backends.live.reading import area_of, read
from aop_excel.backends.live.refusals import TotalsShown, answering
from aop_excel.backends.sheet_index import Area
from aop_excel.workbook.addresses import LAST_COLUMN, LAST_ROW
from aop_excel.workbook.book import Cell, Fault, Formula, Value, column_letters

if TYPE_CHECKING:
    import xlwings as xw

READ_WHOLE: Final = 300_000
"""A sheet whose used cells are no more than this is read as a whole; of a larger one only what is asked for."""

Place = tuple[int, int]
"""A cell's row and column."""


class LiveSheet:
    """What a sheet's cells hold, and what they shall hold; `tables` says where those on it stand.

    Raises `NoAnswer` in the name of `book` and `program` when its cells cannot be read.
    """

    def __init__(self, sheet: xw.Sheet, tables: Mapping[str, Area], book: str, program: str) -> None:
        self.sheet = sheet
        self.name = sheet.name
        self._tables = tables
        self._book, self._program = book, program
        self._read: list[Area] = []
        self._values: dict[Place, Cell] = {}
        self._formulas: dict[Place, str] = {}
        self.written: dict[Place, Value | Formula] = {}
        """What was written, whether that changes a cell or not."""

    @property
    def changes(self) -> set[Place]:
        """The cells that do not hold yet what was written."""
        return {place for place, value in self.written.items() if not self._holds(place, value)}

    def value(self, row: int, column: int) -> Cell:
        """What a cell shows: what was written, or else what was read."""
        return self.values(row, column, column)[0]

    def values(self, row: int, left: int, right: int) -> list[Cell]:
        """A row's cells from one column to another."""
        self._see(Area(row, left, row, right))
        places = [(row, column) for column in range(left, right + 1)]
        return [shown(self.written[place]) if place in self.written else self._values.get(place) for place in places]

    def content(self, row: int, column: int) -> Content:
        """What a cell holds, with its formula."""
        place = (row, column)
        return _content(self.written[place], place) if place in self.written else self._held(place)

    def formula_read(self, row: int, column: int) -> FormulaXml | None:
        """A cell's formula before anything was written."""
        formula = self._held((row, column)).formula
        return None if formula is None else FormulaXml(formula)

    def style(self, _row: int, _column: int) -> str:
        """The program keeps the looks of cells by itself: there is always one, and it is always the right one."""
        return ""

    def first_used(self, area: Area) -> Place | None:
        """The first cell of an area that holds anything."""
        self._see(area)
        cells = ((row, column) for row in area.rows for column in area.columns)
        return next((place for place in cells if not self.content(*place).blank), None)

    def write(self, row: int, column: int, value: Value | Formula, _style: str | None = None) -> None:
        """Let a cell hold a value."""
        _content(value, (row, column))  # refuses what no cell can hold, before anything is changed
        self.written[row, column] = value

    def fill(self, _source: Place, row: int, column: int, formula: str) -> None:
        """Let a cell hold a formula that is filled down."""
        self.written[row, column] = Formula(formula, None)

    def format(self, row: int, column: int, _style: str) -> None:
        """Let a cell hold nothing."""
        self.written[row, column] = None

    def clear(self, row: int, column: int) -> None:
        """Let a cell hold nothing."""
        self.written[row, column] = None

    def copy(self, source: Place, _row: int, _column: int) -> None:
        """Totals would have to move, which is Excel's own business: raises `TotalsShown`."""
        raise TotalsShown(self.name, f"{column_letters(source[1])}{source[0]}")

    def restore(self, row: int, column: int) -> None:
        """Let a cell be as it was read."""
        self.written.pop((row, column), None)

    def formulas(self, known: Collection[str] = ()) -> Mapping[Place, str]:
        """The formulas that are not `known`, by row and column."""
        for area in self._tables.values() or [Area(1, 1, 1, 1)]:
            self._see(area)
        held = {place: words for place, words in self._formulas.items() if place not in self.written}
        ours = {place: value.at(*place) for place, value in self.written.items() if isinstance(value, Formula)}
        return {place: words for place, words in (held | ours).items() if words not in known}

    def before(self, area: Area) -> list[list[Value | Formula]]:
        """What the cells of an area held before anything was written."""
        return [[self._as_read((row, column)) for column in area.columns] for row in area.rows]

    def after(self, area: Area) -> list[list[Value | Formula]]:
        """What the cells of an area shall hold."""
        return [[self.written[row, column] for column in area.columns] for row in area.rows]

    def _holds(self, place: Place, value: Value | Formula) -> bool:
        """Whether a cell holds a value already; of a formula the program itself knows the result."""
        held = self._held(place)
        if isinstance(value, Formula):
            return held.formula == value.at(*place)
        return held.same_as(_content(value, place))

    def _held(self, place: Place) -> Content:
        self._see(Area(*place, *place))
        formula, value = self._formulas.get(place), self._values.get(place)
        if isinstance(value, Fault):
            return Content(formula, value)
        told = _content(value, place).value
        return Content(formula, "" if formula and told is None else told)

    def _as_read(self, place: Place) -> Value | Formula:
        formula, value = self._formulas.get(place), self._values.get(place)
        if formula is not None:
            return Formula(formula, None)
        return Formula(value.code, None) if isinstance(value, Fault) else value

    def _see(self, area: Area) -> None:
        """Read the cells of an area, and all others of the sheet with them, unless those are too many."""
        if any(
            area.top >= read.top and area.left >= read.left and area.bottom <= read.bottom and area.right <= read.right
            for read in self._read
        ):
            return
        if not self._read:
            with answering(self._book, self._program):
                used = area_of(self.sheet.used_range)
            if len(used.rows) * len(used.columns) <= READ_WHOLE:
                self._take(used)
                self._read.append(Area(1, 1, LAST_ROW, LAST_COLUMN))
                return
        self._take(area)
        self._read.append(area)

    def _take(self, area: Area) -> None:
        with answering(self._book, self._program):
            found = list(read(self.sheet, area))
        for row, column, told, typed in found:
            if (held := cell(told)) is not None:
                self._values[row, column] = held
            if typed.startswith("=") and typed != held:  # a text that begins with = is told like a formula
                self._formulas[row, column] = in_full(typed[1:], self._table_at(row, column))

    def _table_at(self, row: int, column: int) -> str:
        return next((name for name, area in self._tables.items() if (row, column) in area), "")


def _content(value: Value | Formula, place: Place) -> Content:
    return content_of(value, *place, since_1904=False)
