"""A book in a test's memory: tables as rows with their header first, fields as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from aop_excel.errors import NotAPlan
from aop_excel.workbook.book import Cell, Formula, NewRows, Rows, Value, column_letters

Held = Cell | Formula


class MemoryBook:
    """A `Book` without a file: every table stands at A1 of a sheet of its own name, and so does every field."""

    def __init__(
        self,
        tables: Mapping[str, Sequence[Sequence[Held]]] | None = None,
        fields: Mapping[str, Held] | None = None,
        name: str = "memory.xlsx",
        lists: Collection[str] = (),
        below: Mapping[str, list[Cell]] | None = None,
    ) -> None:
        self.name = name
        self._below = below or {}
        self._lists = lists
        self.changed = False
        self.saved = 0
        """How often changes were made lasting."""
        self._names = {table.lower(): table for table in tables or {}}
        self._tables = {
            table.lower(): [[_held(cell) for cell in row] for row in rows] for table, rows in (tables or {}).items()
        }
        self._fields = {field.lower(): _held(value) for field, value in (fields or {}).items()}

    def names(self) -> Collection[str]:
        return [*self._names.values(), *self._fields, *self._lists]

    def rows(self, table: str) -> Rows:
        return [[_shown(cell) for cell in row] for row in self._table(table)]

    def below(self, table: str) -> list[Cell]:
        header, *_ = self._table(table)
        return self._below.get(table.lower(), [None] * len(header))

    def replace_rows(self, table: str, rows: NewRows) -> None:
        columns, data = self._split(table, rows)
        _, *old = self._table(table)
        others = [place for place in range(len(self._table(table)[0])) if place not in columns]
        kept = len(old) - len(list(takewhile(lambda row: all(row[c] is None for c in others), reversed(old))))
        self._resize(table, max(len(data), kept, 1))
        for place, row in enumerate(self._table(table)[1:]):
            self._write(row, columns, data[place] if place < len(data) else [None] * len(columns))

    def append_rows(self, table: str, rows: NewRows) -> None:
        columns, data = self._split(table, rows)
        _, *old = self._table(table)
        used = len(old) - len(list(takewhile(lambda row: _is_blank(row, columns), reversed(old))))
        self._resize(table, max(len(old), used + len(data)))
        for row, values in zip(self._table(table)[1 + used :], data, strict=False):
            self._write(row, columns, values)

    def field(self, name: str) -> Cell:
        if name.lower() not in self._fields:
            raise NotAPlan(self.name, name)
        return _shown(self._fields[name.lower()])

    def set_field(self, name: str, value: Value | Formula) -> None:
        self.field(name)
        if not _same(self._fields[name.lower()], _held(value)):
            self.changed = True
        self._fields[name.lower()] = _held(value)

    def address(self, place: str, row: int | None = None, column: str | None = None) -> str:
        if place.lower() not in self._tables:
            self.field(place)
            return f"{place.lower()}!A1"
        letters = "A" if column is None else column_letters(self._column(place, column) + 1)
        return f"{self._names[place.lower()]}!{letters}{1 + (row or 0)}"

    def formulas(self, sheet: str, known: Collection[str] = ()) -> Mapping[tuple[int, int], str]:
        rows = self._tables.get(sheet.lower()) or [[self._fields.get(sheet.lower())]]
        cells = ((row, column, cell) for row, held in enumerate(rows, 1) for column, cell in enumerate(held, 1))
        found = {(row, column): cell.at(row, column) for row, column, cell in cells if isinstance(cell, Formula)}
        return {cell: formula for cell, formula in found.items() if formula not in known}

    def save(self) -> None:
        if self.changed:
            self.saved += 1
        self.changed = False

    def _table(self, name: str) -> list[list[Held]]:
        if name.lower() not in self._tables:
            raise NotAPlan(self.name, name)
        return self._tables[name.lower()]

    def _column(self, table: str, header: str) -> int:
        for place, name in enumerate(self._table(table)[0]):
            if str(name).casefold() == header.casefold():
                return place
        raise NotAPlan(self.name, f"{table}[{header}]")

    def _split(self, table: str, rows: NewRows) -> tuple[list[int], Sequence[Sequence[Value | Formula]]]:
        header, *data = rows
        if any(len(row) != len(header) for row in data):
            raise ValueError(f"every row of {table} must be as long as its header")
        return [self._column(table, str(title)) for title in header], data

    def _resize(self, table: str, count: int) -> None:
        rows = self._table(table)
        if len(rows) != count + 1:
            self.changed = True
        rows[count + 1 :] = []
        rows += [[None] * len(rows[0]) for _ in range(count + 1 - len(rows))]

    def _write(self, row: list[Held], columns: list[int], values: Sequence[Value | Formula]) -> None:
        for column, value in zip(columns, values, strict=True):
            if not _same(row[column], _held(value)):
                self.changed = True
            row[column] = _held(value)


def _held(value: Held) -> Held:
    """A value as books keep it: numbers are floats, an empty text is a blank cell."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return None if value == "" else value


def _shown(value: Held) -> Cell:
    shown = _held(value.value) if isinstance(value, Formula) else value
    assert not isinstance(shown, Formula)
    return shown


def _same(old: Held, new: Held) -> bool:
    return old == new and type(old) is type(new)


def _is_blank(row: list[Held], columns: list[int]) -> bool:
    """Whether a row shows nothing, besides formulas in other columns than these."""
    return all(
        _shown(cell) is None or (isinstance(cell, Formula) and place not in columns) for place, cell in enumerate(row)
    )
