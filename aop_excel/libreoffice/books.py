"""Open spreadsheets, their sheets, tables and names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from aop_excel.libreoffice.formulas import from_libreoffice, to_libreoffice
from aop_excel.libreoffice.ranges import Area, Range
from aop_excel.libreoffice.uno_module import uno_module

if TYPE_CHECKING:
    from aop_excel.libreoffice.engine import App

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


class Named(Protocol):
    """What is found by its name."""

    @property
    def name(self) -> str:
        """The name."""


_T = TypeVar("_T", bound=Named)


class Collection(ABC, Generic[_T]):
    """What xlwings finds by name, capitals or not, or by number, counted from 1."""

    @abstractmethod
    def __iter__(self) -> Iterator[_T]: ...

    def __call__(self, wanted: str | int) -> _T:  # noqa: D102 - the class says it
        if isinstance(wanted, int):
            return list(self)[wanted - 1]
        for each in self:
            if each.name.lower() == wanted.lower():
                return each
        raise KeyError(wanted)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: str) -> bool:
        return any(each.name.lower() == name.lower() for each in self)


class Books(Collection["Book"]):
    """The spreadsheets of a LibreOffice, in the order in which it tells them."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def active(self) -> Book | None:
        """The one that was opened last."""
        return next(reversed(list(self)), None)

    def __iter__(self) -> Iterator[Book]:
        components = self.app.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if document.supportsService(_SPREADSHEET):
                yield Book(self.app, document)


class Book:
    """An open spreadsheet."""

    def __init__(self, app: App, document: Any) -> None:
        self.app = app
        self.document = document

    @property
    def fullname(self) -> str:
        """Where its file lies; its title where it has none yet."""
        url = self.document.URL
        return str(uno_module().fileUrlToSystemPath(url) if url else self.document.Title)

    @property
    def name(self) -> str:
        """The name of its file."""
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The names that are defined for the whole of it."""
        return Names(self)


class Sheets(Collection["Sheet"]):
    """The sheets of a book in their order."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        """The sheet its owner sees."""
        return Sheet(self.book, self.book.document.CurrentController.ActiveSheet)

    def __iter__(self) -> Iterator[Sheet]:
        sheets = self.book.document.Sheets
        ranges = cache(partial(_database_ranges, self.book.document))  # asked once for all sheets
        return (Sheet(self.book, sheets.getByIndex(number), ranges) for number in range(sheets.Count))


def _database_ranges(document: Any) -> dict[int, list[Any]]:
    """LibreOffice's own objects for all tables of a spreadsheet, by the number of their sheet, from 0."""
    found: dict[int, list[Any]] = {}
    for name in document.DatabaseRanges.ElementNames:
        each = document.DatabaseRanges.getByName(name)
        found.setdefault(each.DataArea.Sheet, []).append(each)
    return found


class Sheet:
    """A sheet; `grid` is LibreOffice's own object for it, `ranges` gives those of the tables of all sheets."""

    def __init__(self, book: Book, grid: Any, ranges: Callable[[], Mapping[int, list[Any]]] | None = None) -> None:
        self.book = book
        self.grid = grid
        self.ranges = ranges or partial(_database_ranges, book.document)

    @property
    def name(self) -> str:
        """What its tab says."""
        return str(self.grid.Name)

    @property
    def index(self) -> int:
        """Its place, counted from 1."""
        return int(self.grid.RangeAddress.Sheet) + 1

    @property
    def tables(self) -> Tables:
        """The tables on it."""
        return Tables(self)

    @property
    def used_range(self) -> Range:
        """The cells from the first to the last that hold or look like anything."""
        cursor = self.grid.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range(self, Area.of(cursor.RangeAddress))

    def range(self, first: Any, last: Any = None) -> Range:
        """The cells between two corners, each as row and column counted from 1, or as a range."""
        corners = [
            each.area if isinstance(each, Range) else Area(each[0], each[1], 1, 1) for each in (first, last or first)
        ]
        return Range(self, Area.spanning(*corners))


class Tables(Collection["Table"]):
    """Excel's tables, which LibreOffice calls database ranges."""

    def __init__(self, sheet: Sheet) -> None:
        self._here = [Table(sheet, found) for found in sheet.ranges().get(sheet.index - 1, [])]

    def __iter__(self) -> Iterator[Table]:
        return iter(self._here)


class Table:
    """A table, with its header and its totals row if it has them."""

    def __init__(self, sheet: Sheet, found: Any) -> None:
        self.sheet = sheet
        self.found = found

    @property
    def parent(self) -> Sheet:
        """The sheet it stands on."""
        return self.sheet

    @property
    def name(self) -> str:
        """What formulas call it."""
        return str(self.found.Name)

    @property
    def show_headers(self) -> bool:
        """Whether its first row names its columns."""
        return bool(self.found.ContainsHeader)

    @property
    def show_totals(self) -> bool:
        """Whether its last row holds totals."""
        return bool(self.found.TotalsRow)

    @property
    def range(self) -> Range:
        """All its cells."""
        return Range(self.sheet, Area.of(self.found.DataArea))

    def resize(self, cells: Any) -> None:
        """Let it cover other cells, beginning with the same header; names that stand for its columns follow."""
        area = cells.impl if hasattr(cells, "impl") else cells
        self.found.setDataArea(area.cells.RangeAddress)
        for name in self.sheet.book.names:
            if f"{self.name.lower()}[" in name.formula.lower():
                name.renew()


class Names(Collection["Name"]):
    """The defined names of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __iter__(self) -> Iterator[Name]:
        ranges = self.book.document.NamedRanges
        return (Name(ranges.getByName(name)) for name in ranges.ElementNames)

    def snapshot(self) -> list[tuple[str, Name]]:
        """All names with what they are called."""
        return [(name.name, name) for name in self]


class Name:
    """A defined name."""

    def __init__(self, found: Any) -> None:
        self.found = found

    @property
    def name(self) -> str:
        """What formulas call it."""
        return str(self.found.Name)

    @property
    def formula(self) -> str:
        """What it stands for, as LibreOffice writes it."""
        return str(self.found.Content)

    @property
    def refers_to(self) -> str:
        """What it stands for, as Excel writes it: `=Start!$B$7`."""
        return from_libreoffice(f"={self.formula}")

    def renew(self) -> None:
        """Let it stand for the same words again: LibreOffice looks up a table's rows only when it reads them."""
        self.found.setContent(to_libreoffice(self.refers_to)[1:])
