"""The values on a worksheet as python-calamine reads them, once we know that it is safe to let it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from aop_excel.backends.cells import read_content
from aop_excel.backends.markup import attributes, text
from aop_excel.backends.sheet_index import SheetIndex, split_reference
from aop_excel.errors import RefusedFile
from aop_excel.text import Text
from aop_excel.workbook.book import UNCALCULATED, Cell, Fault, column_letters

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

CELL_LIMIT: Final = 20_000_000
"""A sheet's used rectangle may have this many cells: reading allocates them all, blank or not."""

_WIDE_COLUMN: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]{2,3})\d""")
_ONE_LETTER, _LAST_COLUMN = 26, 16_384
_ERROR: Final = re.compile(
    rb"""<(?:[\w.\-]+:)?c(\s[^>]*?\st\s*=\s*["']e["'][^>]*)>(?:(?!</(?:[\w.\-]+:)?c\s*>).)*?"""
    rb"""<(?:[\w.\-]+:)?v[^>]*>([^<]*)<""",
    re.S,
)
_UNCALCULATED: Final = re.compile(
    rb"""<(?:[\w.\-]+:)?c(?=[\s>])([^>]*)>\s*<(?:[\w.\-]+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</[^>]*>)\s*"""
    rb"""(<(?:[\w.\-]+:)?v(?:\s[^>]*)?(?:/>|>\s*</[^>]*>))?\s*</(?:[\w.\-]+:)?c\s*>"""
)
_TOO_WIDE = Text(
    "trang “{sheet}” dùng đến tận ô {cell}, quá lớn để đọc. Hãy xóa các dòng và cột thừa "
    "(nhấn Ctrl+End trong Excel để thấy ô cuối), lưu lại rồi làm lại.",
    "sheet “{sheet}” is in use as far as cell {cell}, too large to read. Delete the rows and columns you do not need "
    "(press Ctrl+End in Excel to see the last cell), save, and try again.",
)
_UNREADABLE = Text(
    "không đọc được trang “{sheet}”. Hãy mở bằng Excel và lưu lại, hoặc khôi phục bản sao lưu.",
    "sheet “{sheet}” could not be read. Open the file in Excel and save it again, or restore a backup.",
)

Grid = list[list[Cell]]
"""Rows of cells from A1 on; as wide and long as the used part of the sheet."""


def open_values(content: bytes) -> CalamineWorkbook:
    """The workbook's values; reads the shared strings and styles at once, sheets when asked."""
    from python_calamine import CalamineWorkbook  # not before a value is asked for

    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def read_grid(values: CalamineWorkbook, book: str, sheet: str, xml: bytes, index: SheetIndex) -> Grid:
    """A sheet's cells; formulas by their result. Times of day are fractions of a day, empty texts are blank.

    `book` is the file's name for messages, `xml` and `index` the sheet's own part. Raises `RefusedFile`.
    """
    last = _absurd_extent(xml, index)
    if last:
        raise RefusedFile(book, _TOO_WIDE.format(sheet=sheet, cell=last))
    try:
        raw = values.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except Exception:  # calamine's errors have no common class but this
        raise RefusedFile(book, _UNREADABLE.format(sheet=sheet)) from None
    grid = [[_cell(value) for value in row] for row in raw]
    for row, column, fault in _faults(xml, index):
        _place(grid, row, column, fault)
    return grid


def _cell(value: str | float | bool | date | time | timedelta) -> Cell:
    if value == "":
        return None
    if type(value) is float or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (datetime.combine(date.min, value) - datetime.min) / timedelta(days=1)
    return value


def _place(grid: Grid, row: int, column: int, cell: Cell) -> None:
    """Put a cell into the grid; calamine ends at the last value, and a cell without one may stand beyond."""
    grid += [[] for _ in range(row - len(grid))]
    cells = grid[row - 1]
    cells += [None] * (column - len(cells))
    cells[column - 1] = cell


def _faults(xml: bytes, index: SheetIndex) -> Iterator[tuple[int, int, Fault]]:
    """Error cells, and formulas that were saved without a result, with their row and column."""
    found: list[tuple[bytes, Fault]] = []
    if b'"e"' in xml or b"'e'" in xml:
        found += [(match[1], Fault(text(match[2]))) for match in _ERROR.finditer(xml, index.start, index.end)]
    for match in _UNCALCULATED.finditer(xml, index.start, index.end):
        if not (match[2] and attributes(match[1]).get("t") == "str"):
            found.append((match[1], UNCALCULATED))
    if any("r" not in attributes(tag) for tag, _ in found):
        yield from _faults_by_place(xml, index)
        return
    for tag, fault in found:
        yield (*split_reference(attributes(tag)["r"]), fault)


def _faults_by_place(xml: bytes, index: SheetIndex) -> Iterator[tuple[int, int, Fault]]:
    """The same for a sheet whose cells do not tell their address."""
    for row in index.rows.values():
        for column, (start, end) in row.cells.items():
            value = read_content(xml[start:end], _NoStrings).value
            if isinstance(value, Fault):
                yield row.number, column, value


class _NoStrings(list[str]):
    """Stands for the shared strings where only errors are looked for."""

    def __getitem__(self, _place: object) -> str:  # type: ignore[override]
        return ""


def _absurd_extent(xml: bytes, index: SheetIndex) -> str | None:
    """The last cell of a sheet whose used rectangle is larger than we may read; the bounds are checked first."""
    last_row = max(index.rows, default=0)
    if last_row * _LAST_COLUMN <= CELL_LIMIT or (last_row * _ONE_LETTER <= CELL_LIMIT and not _WIDE_COLUMN.search(xml)):
        return None
    last_column = max((max(row.cells, default=0) for row in index.rows.values()), default=0)
    if last_row * last_column <= CELL_LIMIT:
        return None
    return f"{column_letters(last_column)}{last_row}"
