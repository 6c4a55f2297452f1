"""The first month of the fiscal year, changed in a workbook whose tables were made for another one."""

from __future__ import annotations

from collections.abc import Sequence

from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.errors import Problem
from aop_excel.text import Text
from aop_excel.workbook.book import Book, Cell
from aop_excel.workbook.headers import find_headers, is_month
from aop_excel.workbook.layout import Author, Months, Sheet, Table


def moved_start(book: Book, sheets: Sequence[Sheet], typed: int) -> Problem | None:
    """The first month that was changed after the workbook was made: every table's months begin with another one."""
    begin: set[int | None] = set()
    for table in (table for sheet in sheets for table in sheet.tables):
        if table.author is Author.OWNER and any(isinstance(content, Months) for content in table.contents):
            begin.add(_first_month(table, book.rows(table.name)[0]))
            if begin & {typed, None} or len(begin) > 1:
                return None
    [first] = begin
    field = next(field for sheet in sheets for field in sheet.fields if field.holds == "settings.start_month")
    return Problem(
        field.name,
        Text(
            "Năm tài chính bắt đầu từ tháng {typed}, nhưng các cột tháng của sổ này bắt đầu từ tháng {first}",
            "The fiscal year begins in month {typed}, but the month columns of this workbook begin with month {first}",
        ).format(typed=typed, first=first),
        Text(
            "Gõ lại {first}; muốn năm tài chính khác thì tạo sổ mới bằng aop new --start-month.",
            "Type {first} again; for another fiscal year make a new workbook with aop new --start-month.",
        ).format(first=first),
    )


def _first_month(table: Table, header: Sequence[Cell]) -> int | None:
    """The month with which a table's fiscal year begins; None where its months are not twelve in order."""
    places = find_headers(table, header, _CALENDAR)[0]
    keys = [column.key for column in table.columns(_CALENDAR) if is_month(column) and column.key in places]
    at = {places[key]: int(key[1:]) for key in keys}
    months = [at[place] for place in sorted(at)]
    in_order = [(months[0] + position - 1) % MONTHS + 1 for position in range(MONTHS)] if months else []
    return months[0] if months == in_order and max(at) - min(at) == MONTHS - 1 else None


_CALENDAR = FiscalYear(2000, 1)
