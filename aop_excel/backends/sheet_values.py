"""The values on a worksheet as python-calamine reads them, once we know that it is safe to let it.

It trusts what a file says of itself, and the whole process ends where a lie makes it ask for more memory than there is.
So it never sees the owner's file, but one of our own making that holds only parts we have looked at.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from aop_excel.backends.days import day
from aop_excel.backends.markup import attributes, escaped_attribute, tag_end, text
from aop_excel.backends.sheet_index import SheetIndex, split_reference
from aop_excel.backends.zip_records import Packed, zipped
from aop_excel.errors import RefusedFile
from aop_excel.text import Text
from aop_excel.workbook.book import UNCALCULATED, Cell, Fault, column_letters

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_NEAR_ROW, _NEAR_COLUMN = 9_999, 702
CELL_LIMIT: Final = 7_100_000
"""A sheet's used rectangle may have this many cells: reading allocates them all, blank or not."""

_FAR: Final = re.compile(rb"""<(?:c(?! r="[A-Z]{1,2}[0-9]{1,4}")|row(?! r="[0-9]{1,4}"))[\s/>]""")
_PREFIXED: Final = re.compile(rb":(?:c|row)[\s/>]")
_ROW_OR_CELL: Final = re.compile(rb"<(?:[A-Za-z_][\w.\-]*+:)?(?:c|row)[\s/>]")
_STRINGS: Final = re.compile(rb"""\buniqueCount\s*+=\s*+["']\s*+(\d++)""")
_ERROR: Final = re.compile(rb"""<(?:[\w.\-]++:)?c(?=\s[^<>]*+>)([^<>]*?\st\s*+=\s*+["']e["'][^<>]*+)>""")
_ERROR_CODE: Final = re.compile(rb"(?:(?!</?(?:[\w.\-]++:)?c[\s/>]).)*?<(?:[\w.\-]++:)?v(?:\s[^<>]*+)?>([^<]*+)<", re.S)
_UNCALCULATED: Final = re.compile(
    rb"""<(?:[\w.\-]++:)?c(?=[\s>])([^<>]*+)>\s*+<(?:[\w.\-]++:)?f(?:\s[^<>]*?)?(?:/>|>[^<]*+</[^<>]*+>)\s*+"""
    rb"""(<(?:[\w.\-]++:)?v(?:\s[^<>]*?)?(?:/>|>\s*+</[^<>]*+>))?\s*+</(?:[\w.\-]++:)?c\s*+>"""
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


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a workbook, in which days are numbers: `day_styles` are those of the cells that show them."""

    book: CalamineWorkbook
    day_styles: frozenset[int]
    since_1904: bool


def open_values(sheets: Mapping[str, Packed], strings: bytes | None) -> CalamineWorkbook:
    """The values of the sheets, by their names; sheets are unpacked only when asked for. Days are numbers.

    Raises `ValueError` where the shared strings are not as Excel writes them.
    """
    from python_calamine import CalamineWorkbook  # not before a value is asked for

    if any(int(count[1]) > len(strings or b"") for count in _STRINGS.finditer(strings or b"")):
        raise ValueError("more shared strings are told than there are bytes")
    members: dict[str, Packed] = {
        "[Content_Types].xml": Packed.stored(_TYPES),
        "_rels/.rels": Packed.stored(_relationships([("officeDocument", "xl/workbook.xml")])),
    }
    links = [("worksheet", f"sheets/{number}.xml") for number, _ in enumerate(sheets)]
    members |= {f"xl/{target}": packed for (_, target), packed in zip(links, sheets.values(), strict=True)}
    if strings is not None:
        members["xl/sharedStrings.xml"] = Packed.stored(strings)
        links.append(("sharedStrings", "sharedStrings.xml"))
    members["xl/_rels/workbook.xml.rels"] = Packed.stored(_relationships(links))
    members["xl/workbook.xml"] = Packed.stored(_workbook(sheets))
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(zipped(members.items())))
    except BaseException as error:
        raise _as_value_error(error) from None


def _as_value_error(error: BaseException) -> BaseException:
    """Calamine's errors have no common class, and its panics are not even an `Exception`."""
    wanted = isinstance(error, KeyboardInterrupt | SystemExit | MemoryError)
    return error if wanted else ValueError(str(error))


_TYPES: Final = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relationships(links: list[tuple[str, str]]) -> bytes:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{told}</Relationships>'.encode()


def _workbook(sheets: Iterable[str]) -> bytes:
    told = "".join(
        f'<sheet name="{escaped_attribute(name)}" sheetId="{number + 1}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets)
    )
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<workbook xmlns="{namespace}" xmlns:r="{_OFFICE}"><sheets>{told}</sheets></workbook>'.encode()


def read_grid(values: Values, book: str, sheet: str, xml: bytes, index: SheetIndex) -> Grid:
    """A sheet's cells; formulas by their result. Times of day are fractions of a day, empty texts are blank.

    `book` is the file's name for messages, `xml` and `index` the sheet's own part. Raises `RefusedFile`.
    """
    try:
        last_row, last_column = _extent(xml, index)
        if last_row * last_column > CELL_LIMIT:
            cell = f"{column_letters(last_column)}{last_row}"
            raise RefusedFile(book, _TOO_WIDE.format(sheet=sheet, cell=cell))
        grid = [[_cell(value) for value in row] for row in _read(values.book, sheet)]
        for row, column in _shown_as_days(xml, index, values.day_styles):
            cells = grid[row - 1] if row <= len(grid) else []
            if column <= len(cells) and isinstance(number := cells[column - 1], float):
                cells[column - 1] = day(number, since_1904=values.since_1904)
        for (row, column), fault in _faults(xml, index):
            _place(grid, row, column, fault)
    except (ValueError, LookupError):
        raise RefusedFile(book, _UNREADABLE.format(sheet=sheet)) from None
    return grid


def _read(values: CalamineWorkbook, sheet: str) -> list[list[Any]]:
    try:
        return values.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except BaseException as error:
        raise _as_value_error(error) from None


def _cell(value: str | float | bool | date | time | timedelta) -> Cell:
    if value == "":
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else Fault("#NUM!")
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


def _faults(xml: bytes, index: SheetIndex) -> Iterator[tuple[tuple[int, int], Fault]]:
    """Error cells, and formulas that were saved without a result, with their row and column."""
    found: list[tuple[re.Match[bytes], Fault]] = []
    if b'"e"' in xml or b"'e'" in xml:
        for tag in _ERROR.finditer(xml, index.start, index.end):
            if code := _ERROR_CODE.match(xml, tag.end(), index.end):
                found.append((tag, Fault(text(code[1]))))
    for match in _UNCALCULATED.finditer(xml, index.start, index.end):
        if not (match[2] and attributes(match[1]).get("t") == "str"):
            found.append((match, UNCALCULATED))
    return zip(_places([tag for tag, _ in found], index), [fault for _, fault in found], strict=True)


def _shown_as_days(xml: bytes, index: SheetIndex, styles: frozenset[int]) -> list[tuple[int, int]]:
    """Row and column of the cells in any of these styles."""
    return _places(list(_cell_in(styles).finditer(xml, index.start, index.end)), index) if styles else []


@lru_cache(maxsize=1)
def _cell_in(styles: frozenset[int]) -> re.Pattern[bytes]:
    numbers = "|".join(map(str, sorted(styles))).encode()
    return re.compile(rb"""<(?:[\w.\-]++:)?c(?=\s)([^<>]*?\ss\s*+=\s*+["'](?:""" + numbers + rb""")["'][^<>]*+)""")


def _places(cells: list[re.Match[bytes]], index: SheetIndex) -> list[tuple[int, int]]:
    """Row and column of cells whose start tags were found; not every program writes them there."""
    told = [attributes(cell[1]).get("r") for cell in cells]
    if None not in told:
        return [split_reference(reference or "") for reference in told]
    places = {start: (row.number, column) for row in index.rows.values() for column, (start, _) in row.cells.items()}
    return [places[cell.start()] for cell in cells]


def _extent(xml: bytes, index: SheetIndex) -> tuple[int, int]:
    """The last row and column of a sheet's used rectangle, or bounds that one search can tell.

    Raises `ValueError` where cells stand elsewhere than they say, or where readers may see more of them than we do.
    """
    if not index.prefix and not _FAR.search(xml, index.start, index.end) and not _PREFIXED.search(xml):
        return _NEAR_ROW, _NEAR_COLUMN
    last_column = seen = 0
    for row in index.rows.values():
        _check_told(xml[row.start : row.inner], str(row.number))
        for column, (start, _) in row.cells.items():
            reference = f"{column_letters(column)}{row.number}"
            if not xml.startswith(f'<{index.prefix.decode()}c r="{reference}"'.encode(), start):
                _check_told(xml[start : tag_end(xml, start)], reference)
            last_column = max(last_column, column)
        seen += 1 + len(row.cells)
    if seen != sum(1 for _ in _ROW_OR_CELL.finditer(xml, index.start, index.end)):
        raise ValueError("there are more rows or cells than stand in their places")
    return max(index.rows, default=0), last_column


def _check_told(tag: bytes, reference: str) -> None:
    if attributes(tag).get("r", reference) != reference:
        raise ValueError(f"{reference} says it stood elsewhere")
