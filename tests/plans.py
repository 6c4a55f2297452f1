"""Plan workbooks that tests make, type into as an owner does, and look at by names, never by places."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from aop_excel.backends.file import FileBook
from aop_excel.cli import main
from aop_excel.domain.calendar import FiscalYear
from aop_excel.sheets import SHEETS, TABLES
from aop_excel.starters import starter_names
from aop_excel.text import LANGUAGES, Language
from aop_excel.workbook.book import Book, Cell, Formula, Value
from aop_excel.workbook.lists import column_lists, word_lists
from tests import libreoffice
from tests.memory_book import Held, MemoryBook

YEAR = 2027
Row = int | str
"""A row of a table: its number, counted from 1, or what stands in one of its cells, such as a code."""

Results = dict[str, list[dict[str, Cell]]]
"""Rows by table, each by column key."""


@dataclass(frozen=True)
class Starter:
    """A starter plan in one language, for a fiscal year that begins in January or April."""

    template: str
    language: Language
    start_month: int

    def __str__(self) -> str:
        return f"{self.template}-{self.language}-{self.start_month}"


STARTERS = tuple(Starter(*each) for each in product(starter_names(), LANGUAGES, (1, 4)))
SHOP = Starter("babycare_house", "en", 1)
SHOP_VI = Starter("babycare_house", "vi", 1)
SHOP_FROM_APRIL = Starter("babycare_house", "en", 4)
BLANK = Starter("blank", "en", 1)


def aop(*words: object) -> int:
    """Run the command line; its exit status."""
    return main([str(word) for word in words])


def new(path: Path, starter: Starter, *more: object) -> int:
    """`aop new` with a starter plan for 2027."""
    chosen = ("--template", starter.template, "--lang", starter.language, "--start-month", starter.start_month)
    return aop("new", path, *chosen, "--year", YEAR, *more)


def saved_by_libreoffice(path: Path) -> Path:
    """The same file after a spreadsheet program calculated and saved it."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(libreoffice.recalculate(path, Path(folder)), path)
    return path


# Looking ------------------------------------------------------------------------------------------------------------


def places(book: Book, table: str) -> dict[str, int]:
    """Where each described column stands in the table's rows, by column key, whatever language its header has."""
    header = [str(cell) for cell in book.rows(table)[0]]
    labels = {column.key: column.label for column in TABLES[table].columns(FiscalYear(YEAR, 1))}
    return {
        key: next(place for place, name in enumerate(header) if name in (label.vi, label.en))
        for key, label in labels.items()
        if label.vi in header or label.en in header
    }


def rows(book: Book, table: str) -> list[dict[str, Cell]]:
    """A table's rows by column key, without the blank ones at the end."""
    where = places(book, table)
    found = [{key: row[place] for key, place in where.items()} for row in book.rows(table)[1:]]
    while found and all(cell is None for cell in found[-1].values()):
        found.pop()
    return found


def look(path: Path, table: str, row: Row) -> dict[str, Cell]:
    """One row of a table in a file."""
    book = FileBook.open(path)
    return rows(book, table)[number(book, table, row) - 1]


def number(book: Book, table: str, row: Row) -> int:
    """A row's number, counted from 1."""
    if isinstance(row, int):
        return row
    return next(place for place, cells in enumerate(book.rows(table)) if place and row in cells)


def results(path: Path) -> Results:
    """What every table shows, by table and column key."""
    book = FileBook.open(path)
    return {table: rows(book, table) for table in TABLES}


def differences(ours: Results, theirs: Results) -> list[str]:
    """Where two sets of results differ by more than the last digit of a number."""
    return [
        f"{table} has {len(ours[table])} rows, {len(theirs[table])}"
        for table in ours
        if len(ours[table]) != len(theirs[table])
    ] + [
        f"{table} row {at} {key}: {value!r}, {other[key]!r}"
        for table in ours
        for at, (row, other) in enumerate(zip(ours[table], theirs[table], strict=False), 1)
        for key, value in row.items()
        if not libreoffice.same(value, other[key])
    ]


# Typing -------------------------------------------------------------------------------------------------------------


class Owner:
    """The owner with the file open; what is typed into a cell replaces a formula there, as it does in Excel."""

    def __init__(self, path: Path) -> None:
        self.book = FileBook.open(path)

    def types(self, table: str, row: Row, **cells: Value | Formula) -> None:
        """Type into cells of one row, named by column key."""
        where = places(self.book, table)
        at = number(self.book, table, row)
        # The port knows no single cells of a table: only owners type one.
        file_table = self.book._table(table)
        for key, value in cells.items():
            file_table.sheet.write(file_table.part.first + at - 1, file_table.part.area.left + where[key], value)

    def adds(self, table: str, **cells: Value) -> None:
        """Fill the first blank row of a table."""
        self.types(table, len(self._filled(table)) + 1, **cells)

    def clears(self, table: str, row: Row) -> None:
        """Press Delete on the cells of a row that hold no formula of ours."""
        keys = [column.key for column in TABLES[table].columns(FiscalYear(YEAR, 1)) if not column.calculated]
        self.types(table, row, **dict.fromkeys(keys))

    def sets(self, field: str, value: Value | Formula) -> None:
        """Type into a named cell."""
        self.book.set_field(field, value)

    def _filled(self, table: str) -> list[dict[str, Cell]]:
        first = TABLES[table].columns(FiscalYear(YEAR, 1))[0].key
        found = rows(self.book, table)
        while found and found[-1][first] is None:
            found.pop()
        return found


@contextmanager
def owner(path: Path) -> Iterator[Owner]:
    """Open a file, type, save."""
    typing = Owner(path)
    yield typing
    typing.book.save()


@contextmanager
def in_excel(path: Path) -> Iterator[Owner]:
    """Open a file, type, and save as Excel does: the new file takes the old one's place, and no version is kept."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copyfile(path, Path(folder) / path.name))
        with owner(copy) as typing:
            yield typing
        written = Path(shutil.copyfile(copy, path.with_name("4F2A1B00")))
        written.replace(path)


class Draft:
    """A plan's tables and fields in memory, to be typed into before it is read; addresses are those of its file."""

    def __init__(self, book: Book, fields: dict[str, Cell]) -> None:
        self._file = book
        self.tables: dict[str, list[list[Held]]] = {table: [[*row] for row in book.rows(table)] for table in TABLES}
        self.fields: dict[str, Held] = {**fields}
        year = FiscalYear(YEAR, 1)
        self.lists = {*word_lists(SHEETS, year), *column_lists(SHEETS, year)}

    @property
    def book(self) -> MemoryBook:
        """The book as it stands."""
        return _LikeTheFile(self._file, self.tables, self.fields, self.lists)

    def types(self, table: str, row: Row, **cells: Held) -> None:
        """Type into cells of one row, named by column key."""
        where = places(self.book, table)
        at = number(self.book, table, row)
        for key, value in cells.items():
            self.tables[table][at][where[key]] = value

    def adds(self, table: str, **cells: Cell) -> None:
        """Type into a new row at the end."""
        self.tables[table].append([None] * len(self.tables[table][0]))
        self.types(table, len(self.tables[table]) - 1, **cells)

    def renames(self, table: str, **headers: str) -> None:
        """Type over headers, named by column key."""
        where = places(self.book, table)
        for key, header in headers.items():
            self.tables[table][0][where[key]] = header

    def number(self, table: str, row: Row) -> int:
        """A row's number, counted from 1."""
        return number(self.book, table, row)


class _LikeTheFile(MemoryBook):
    """A draft whose tables and fields stand where they do in the file it was made from."""

    def __init__(
        self, file: Book, tables: dict[str, list[list[Held]]], fields: dict[str, Held], lists: Collection[str]
    ) -> None:
        super().__init__(tables, fields, lists=lists)
        self._file = file

    def address(self, place: str, row: int | None = None, column: str | None = None) -> str:
        if column is not None:  # it may have been renamed since
            at = [str(header) for header in self.rows(place)[0]].index(column)
            column = str(self._file.rows(place)[0][at])
        return self._file.address(place, row, column)
