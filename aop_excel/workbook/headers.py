"""Which column of a workbook's table is which: headers are found by name, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.names import bare, fold
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.book import Cell
from aop_excel.workbook.layout import MONTH_LABEL, MONTH_NAMES, Author, Column, Table
from aop_excel.workbook.typed import shown


def find_headers(table: Table, header: Sequence[Cell], year: FiscalYear) -> tuple[dict[str, int], list[Problem]]:
    """The place of every described column in a header row, by column key, and the columns that are not there."""
    folded: dict[str, list[int]] = {}
    plain: dict[str, list[int]] = {}
    for place, cell in enumerate(header):
        folded.setdefault(fold(shown(cell)), []).append(place)
        plain.setdefault(bare(shown(cell)), []).append(place)
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for column in table.columns(year):
        at = _places(column, folded, plain)
        if at:
            found[column.key] = at[0]
        if len(at) > 1 and _needed(column, table):
            problems.append(_twice(table, column, [shown(header[place]) for place in at]))
        elif not at and _needed(column, table):
            problems.append(_missing(table, column, header))
    return found, [*problems, *_out_of_order(table, found, year)]


def _out_of_order(table: Table, found: dict[str, int], year: FiscalYear) -> Iterator[Problem]:
    """The twelve months stand side by side in the order of the fiscal year: formulas run from the first to the last.

    In the tables that results are taken from by position this is an error; in the others only a row's own total is off.
    """
    months = [column.key for column in table.columns(year) if is_month(column)]
    if not all(key in found for key in months):
        return  # told already: a column is missing
    places = [found[key] for key in months]
    if places != list(range(min(places, default=0), min(places, default=0) + len(places))):
        yield Problem(
            table.name,
            Text(
                "Các cột tháng của bảng “{table}” không đứng liền nhau theo thứ tự năm tài chính",
                "The month columns of table “{table}” are not side by side in the order of the fiscal year",
            ).format(table=table.heading),
            Text(
                "Xếp lại từ {first} đến {last}, cột khác để ra ngoài.",
                "Put them from {first} to {last}, and other columns beside them.",
            ).format(first=_month(year, 0), last=_month(year, 11)),
            severity=Severity.ERROR if table.name in BY_POSITION else Severity.WARNING,
        )


BY_POSITION = frozenset({"aop_closed", "aop_pnl"})


def is_month(column: Column) -> bool:
    """Whether a column holds what was typed for a month."""
    return column.position is not None and column.key.startswith("m")


def _month(year: FiscalYear, position: int) -> Text:
    month = year.month_numbers[position]
    return MONTH_LABEL.format(month=month, name=MONTH_NAMES[month - 1])


def _places(column: Column, folded: dict[str, list[int]], plain: dict[str, list[int]]) -> list[int]:
    """Where headers stand that name the column exactly, else those that do without their diacritics."""
    exact = [place for name in _names(column) for place in folded.get(fold(name), ())]
    alike = exact or [place for name in _names(column) for place in plain.get(bare(name), ())]
    return list(dict.fromkeys(alike))


def _names(column: Column) -> Iterator[str]:
    """The header in both languages, and for months what else people call them."""
    yield column.label.vi
    yield column.label.en
    if is_month(column):
        month = int(column.key[1:])
        for pattern in ("Tháng {0}", "Tháng {0:02d}", "Th{0}", "Th{0:02d}", "T{0:02d}", "M{0}", "M{0:02d}"):
            yield pattern.format(month)
        yield MONTH_FULL_NAMES[month - 1]


MONTH_FULL_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
assert all(full.startswith(short) for full, short in zip(MONTH_FULL_NAMES, MONTH_NAMES, strict=True))


def _needed(column: Column, table: Table) -> bool:
    """A calculated column of the owner's may be deleted: nothing is read from it."""
    return table.author is Author.ENGINE or not column.calculated


def _missing(table: Table, column: Column, header: Sequence[Cell]) -> Problem:
    found = ", ".join(f"“{shown(cell)}”" for cell in header)
    optional = not (column.required or column.fetched) and column.position is None and table.author is Author.OWNER
    return Problem(
        table.name,
        Text("Bảng “{table}” thiếu cột “{column}”", "Table “{table}” has no column “{column}”").format(
            table=table.heading, column=column.label
        ),
        Text(
            "Đặt lại tên cột như cũ hoặc thêm lại cột. Các cột đang có: {found}.",
            "Give the column its name back, or add it again. The columns found: {found}.",
        ).format(found=found),
        severity=Severity.WARNING if optional else Severity.ERROR,
    )


def _twice(table: Table, column: Column, headers: Sequence[str]) -> Problem:
    return Problem(
        table.name,
        Text(
            "Bảng “{table}” có nhiều cột cùng là “{column}”: {headers}",
            "Table “{table}” has several columns that can be “{column}”: {headers}",
        ).format(table=table.heading, column=column.label, headers=", ".join(f"“{name}”" for name in headers)),
        Text("Đổi tên hoặc xóa cột thừa.", "Give the other one another name, or delete it."),
    )
