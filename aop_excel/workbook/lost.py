"""What a workbook has lost of the plan that once stood in it: whole tables, named cells, lists to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aop_excel.domain.calendar import FiscalYear
from aop_excel.errors import NotAPlan, Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.book import Book
from aop_excel.workbook.layout import Field, Sheet, Table
from aop_excel.workbook.lists import column_lists, word_lists

REPAIR = Text(
    "Lấy lại bản trước bằng aop undo, hoặc chạy aop repair để tạo lại vào một tệp mới.",
    "Go back to the version before with aop undo, or run aop repair to make it again in a new file.",
)


def lost_places(book: Book, sheets: Sequence[Sheet]) -> list[Problem]:
    """The tables and named cells that are gone, one problem each. Raises `NotAPlan` where none of them is there."""
    found = gone(book, sheets)
    if len(found) == sum(len(sheet.names) for sheet in sheets):
        raise NotAPlan(book.name, found[0].name)
    return [_problem(place) for place in found]


def gone(book: Book, sheets: Sequence[Sheet]) -> list[Table | Field]:
    """The tables and fields that the workbook has no name for any more."""
    names = {name.lower() for name in book.names()}
    places: list[Table | Field] = [table for sheet in sheets for table in sheet.tables]
    places += [field for sheet in sheets for field in sheet.fields]
    return [place for place in places if not _stands(place, book, names)]


def gone_lists(book: Book, sheets: Sequence[Sheet], year: FiscalYear) -> list[str]:
    """The names of the lists to choose from that are no longer defined."""
    names = {name.lower() for name in book.names()}
    return [name for name in (*word_lists(sheets, year), *column_lists(sheets, year)) if name not in names]


def lost_lists(book: Book, sheets: Sequence[Sheet], year: FiscalYear) -> Iterator[Problem]:
    """A problem where cells have nothing left to choose from; no total is wrong for it."""
    if found := gone_lists(book, sheets, year):
        yield Problem(
            sheets[0].fields[0].name,
            Text(
                "{count} danh sách chọn của sổ đã mất ({names}), do một chương trình khác lưu tệp hoặc do bị xóa",
                "{count} lists to choose from are gone ({names}): another program saved the file, or they were deleted",
            ).format(count=len(found), names=", ".join(found)),
            REPAIR,
            severity=Severity.WARNING,
        )


def _stands(place: Table | Field, book: Book, names: set[str]) -> bool:
    if isinstance(place, Table):
        return place.name in names
    try:
        book.field(place.name)
    except NotAPlan:
        return False
    return True


def _problem(place: Table | Field) -> Problem:
    if isinstance(place, Table):
        words = Text("Bảng “{label}” ({name}) không còn trong sổ", "Table “{label}” ({name}) is gone")
        return Problem(place.name, words.format(label=place.heading, name=place.name), REPAIR)
    words = Text("Ô “{label}” ({name}) không còn tên", "The cell “{label}” ({name}) has lost its name")
    return Problem(place.name, words.format(label=place.label, name=place.name), REPAIR)
