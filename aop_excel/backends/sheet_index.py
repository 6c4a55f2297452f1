"""Where the rows and cells of a worksheet part stand, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from aop_excel.backends.markup import tag_end
from aop_excel.backends.refusals import BrokenSheet
from aop_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, column_number
from aop_excel.workbook.book import column_letters

_SHEET_DATA: Final = re.compile(rb"<((?:[A-Za-z_][\w.\-]*+:)?)sheetData(?=[\s/>])")
_ROW_NUMBER: Final = re.compile(rb"""\sr\s*+=\s*+["'](\d++)["']""")
_CELL_COLUMN: Final = re.compile(rb"""<[^<>]*?\sr\s*+=\s*+["']([A-Za-z]{1,3})(\d++)["']""")

_QUOTED_END: Final = re.compile(rb"""<[^<>"']*+(?:"[^"<>]*+"[^<>"']*+|'[^'<>]*+'[^<>"']*+)*+(?:"[^"<>]*+|'[^'<>]*+)>""")
"""A tag that a `>` inside quotes would seem to end."""

ROW_LIMIT: Final = 200_000
"""A sheet that we change may have this many rows in use."""


class TooManyRows(ValueError):
    """A sheet that we would change has more rows than we may hold in memory."""


Span = tuple[int, int]
"""Where something begins and ends."""


@dataclass(slots=True)
class RowSpan:
    """A `<row>` element: its number, start, end of its start tag, end, and its cells by column number."""

    number: int
    start: int
    inner: int
    end: int
    find_cells: Callable[[RowSpan], dict[int, Span]] = field(compare=False)
    _cells: dict[int, Span] | None = None

    @property
    def cells(self) -> dict[int, Span]:
        """Where its cells stand; looked for when first asked, since most rows of a long sheet are not.

        Raises `BrokenSheet` where one says it stood in another row, or stands there twice.
        """
        if self._cells is None:
            self._cells = self.find_cells(self)
        return self._cells


@dataclass(slots=True)
class SheetIndex:
    """The `<sheetData>` element: where it begins and ends, and its rows by number in the order of the file."""

    prefix: bytes
    start: int
    inner: int
    end: int
    rows: dict[int, RowSpan]

    @property
    def self_closed(self) -> bool:
        """Whether the sheet has no row at all, written `<sheetData/>`."""
        return self.inner == self.end


def index(xml: bytes, sheet: str = "") -> SheetIndex:
    """Where everything stands; `sheet` is its name for messages.

    Raises `ValueError` for what is not a worksheet, `TooManyRows` for one too long.
    """
    return quick_index(xml, sheet) or parsed_index(xml)


def quick_index(xml: bytes, sheet: str = "") -> SheetIndex | None:
    """The index found by searching; None where the sheet holds what only a parser understands (comments, CDATA)."""
    found = _SHEET_DATA.search(xml)
    if not found or xml.find(b"<!--", 0, found.start()) >= 0:
        return None
    prefix = found[1]
    inner = tag_end(xml, found.start())
    if xml[inner - 2 : inner] == b"/>":
        return SheetIndex(prefix, found.start(), inner, inner, {})
    close = xml.find(b"</" + prefix + b"sheetData", inner)
    if close < 0 or xml.find(b"<!", inner, close) >= 0 or xml.find(b"<?", inner, close) >= 0:
        return None
    if xml.find(b"sheetData", inner, close) >= 0 or xml.find(b"sheetData", tag_end(xml, close)) >= 0:
        return None
    if xml.count(b"<", inner, close) != xml.count(b">", inner, close) and _QUOTED_END.search(xml, inner, close):
        return None
    rows = _quick_rows(xml, prefix, (inner, close), sheet)
    return None if rows is None else SheetIndex(prefix, found.start(), inner, tag_end(xml, close), rows)


def _quick_rows(xml: bytes, prefix: bytes, span: Span, sheet: str) -> dict[int, RowSpan] | None:
    position, end = span
    row_start = re.compile(rb"<" + prefix + rb"row(\s[^<>]*?)?(/?)>")
    row_end = b"</" + prefix + b"row"
    find_cells = _cell_finder(xml, prefix, sheet)
    rows: dict[int, RowSpan] = {}
    number = 0
    while match := row_start.search(xml, position, end):
        told = _ROW_NUMBER.search(match[1] or b"")
        number = int(told[1]) if told else number + 1
        position = match.end()
        if not match[2]:
            closing = xml.find(row_end, position, end)
            if closing < 0:
                return None
            position = tag_end(xml, closing)
        _check_row(number, rows)
        rows[number] = RowSpan(number, match.start(), match.end(), position, find_cells)
    return rows


def _check_row(number: int, rows: dict[int, RowSpan]) -> None:
    if number in rows:
        raise ValueError(f"row {number} stands there twice")
    if not 1 <= number <= LAST_ROW:
        raise ValueError(f"there is no row {number}")
    if len(rows) >= ROW_LIMIT:
        raise TooManyRows


def _cell_finder(xml: bytes, prefix: bytes, sheet: str) -> Callable[[RowSpan], dict[int, Span]]:
    cell = re.compile(rb"<" + prefix + rb"c(?=[\s/>])[^<>]*?(?:/>|>.*?(?:</" + prefix + rb"c\s*+>|\Z))", re.S)

    def find_cells(row: RowSpan) -> dict[int, Span]:
        cells: dict[int, Span] = {}
        column = 0
        number = str(row.number).encode()
        for match in cell.finditer(xml, row.inner, row.end):
            told = _CELL_COLUMN.match(xml, match.start(), match.end())
            column = column_number(told[1].decode()) if told else column + 1
            if column in cells or (told and told[2] != number):
                raise BrokenSheet(sheet)
            if column <= LAST_COLUMN:
                cells[column] = match.span()
        return cells

    return find_cells


def parsed_index(xml: bytes) -> SheetIndex:
    """The index found by a real XML parser, slower and always right."""
    reading = _Parsing(xml)
    try:
        return reading.index()
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None


class _Parsing:
    """One run of expat over a sheet, which tells the byte at which an element begins, but not where it ends."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.found: SheetIndex | None = None
        self.path: list[str] = []
        self.row: RowSpan | None = None
        self.cell = (0, 0)
        self.number = self.column = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.begins
        self.parser.EndElementHandler = self.ends

    def index(self) -> SheetIndex:
        self.parser.Parse(self.xml, True)
        if self.found is None:
            raise ValueError("not a worksheet")
        return self.found

    def begins(self, name: str, told: dict[str, str]) -> None:
        self.path.append(name.rpartition(" ")[2])
        at = self.parser.CurrentByteIndex
        if self.path[-1] == "sheetData" and self.found:
            raise ValueError("there are two sheets in one")
        match self.path[1:]:
            case ["sheetData"]:
                found = _SHEET_DATA.match(self.xml, at)
                self.found = SheetIndex(found[1] if found else b"", at, tag_end(self.xml, at), 0, {})
            case ["sheetData", "row"]:
                self.number = int(told.get("r", self.number + 1))
                self.column = 0
                self.row = RowSpan(self.number, at, tag_end(self.xml, at), 0, lambda *_: {}, {})
            case ["sheetData", "row", "c"]:
                self.column += 1
                if "r" in told:
                    row, self.column = split_reference(told["r"])
                    if row != self.number:
                        raise ValueError(f"{told['r']} stands in row {self.number}")
                self.cell = (at, tag_end(self.xml, at))

    def ends(self, _name: str) -> None:
        at = self.parser.CurrentByteIndex
        match self.path[1:]:
            case ["sheetData"] if self.found:
                self.found.end = self.end(self.found.inner, at)
            case ["sheetData", "row"] if self.found and self.row:
                self.row.end = self.end(self.row.inner, at)
                _check_row(self.row.number, self.found.rows)
                self.found.rows[self.row.number] = self.row
            case ["sheetData", "row", "c"] if self.row and self.column <= LAST_COLUMN:
                if self.column in self.row.cells:
                    raise ValueError(f"column {self.column} stands twice in row {self.number}")
                self.row.cells[self.column] = (self.cell[0], self.end(self.cell[1], at))
        self.path.pop()

    def end(self, inner: int, at: int) -> int:
        """Where an element ends; for `<c/>` expat reports the end of its one tag, not the start of an end tag."""
        return inner if self.xml[inner - 2 : inner] == b"/>" else tag_end(self.xml, at)


_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def split_reference(reference: str) -> tuple[int, int]:
    """`$B$4` → row 4, column 2. Raises `ValueError` for what is not one cell of a sheet."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(f"{reference} is not a cell")
    row, column = int(match[2]), column_number(match[1])
    if not (1 <= row <= LAST_ROW and column <= LAST_COLUMN):
        raise ValueError(f"there is no cell {reference}")
    return row, column


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, first and last row and column counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, reference: str) -> Area:
        """`B4:D9`, or `B4` for one cell. Raises `ValueError` for anything else."""
        first, _, last = reference.partition(":")
        area = cls(*split_reference(first), *split_reference(last or first))
        if area.top > area.bottom or area.left > area.right:
            raise ValueError(f"{reference} ends before it begins")
        return area

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    @property
    def reference(self) -> str:
        """As Excel writes it: `B4:D9`."""
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right
