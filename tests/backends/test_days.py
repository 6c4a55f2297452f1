"""Which numbers are days: calamine and openpyxl are asked for their opinion."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from python_calamine import CalamineWorkbook

from aop_excel.backends.days import day, day_styles
from aop_excel.backends.file import FileBook
from aop_excel.backends.markup import escaped_attribute

DAYS = ["dd/mm/yyyy", "d-mmm", "hh:mm", "[$-42A]dd mmmm yyyy;@", "mm:ss.0", 'yyyy"năm"', "h:mm AM/PM", "[Red]d/m"]
QUANTITIES = [
    "General", "0", "#,##0", "0.0%", '#,##0 "đồng"', "#,##0\\ \\d", '"ngày" 0', "[h]:mm", "[mm]:ss", "@", "0.00E+00",
    "[>=1000]#,##0;[<=-1000]-#,##0;0.0%", "[Red]-#,##0", '_-* #,##0\\ "₫"_-', '+#,##0;-#,##0;"✓"', "_d0", "*d0",
]  # fmt: skip


def styles_part(codes: list[str]) -> bytes:
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escaped_attribute(code)}"/>'
        for number, code in enumerate(codes, 164)
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in range(164, 164 + len(codes)))
    return f"<styleSheet><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>".encode()


def test_a_style_is_one_of_days_by_what_it_shows() -> None:
    assert day_styles(styles_part(DAYS + QUANTITIES)) == set(range(len(DAYS)))
    assert all(is_date_format(code) for code in DAYS)
    assert not any(is_date_format(code) for code in QUANTITIES[:7])


def test_excels_own_formats_are_known_by_their_number() -> None:
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 9, 45, 46, 3, 57))
    assert day_styles(f"<styleSheet><cellXfs>{styles}</cellXfs></styleSheet>".encode()) == {1, 2, 4, 7}


@pytest.mark.parametrize("since_1904", [False, True])
@given(st.one_of(st.integers(61, 2_957_003).map(float), st.floats(61, 2_957_003)))
def test_a_day_is_what_openpyxl_says(since_1904: bool, number: float) -> None:
    found = day(number, since_1904=since_1904)
    known = from_excel(number, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
    assert isinstance(found, date)
    moment = found if isinstance(found, datetime) else datetime.combine(found, datetime.min.time())
    assert abs((moment - known).total_seconds()) <= 0.001


@pytest.mark.parametrize("number", [-5.0, -9e15, -0.5, 0.0, 0.25, 0.999, 2_958_466.0, 1e15, 1e300])
def test_what_is_no_day_stays_a_number(number: float, tmp_path: Path) -> None:
    """An amount in a cell that is formatted as a date must not become nothing."""
    assert day(number, since_1904=False) == number

    with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet("Start").write_number("A1", number, style)
        book.define_name("aop_year", "=Start!$A$1")
    assert FileBook.open(tmp_path / "plan.xlsx").field("aop_year") == number


def test_all_cells_are_read_as_calamine_reads_them(tmp_path: Path) -> None:
    numbers = [1.0, 1.5, 59.0, 60.0, 61.0, 46_082.0, 46_082.395833333336, 46_082.123456789, 2_958_465.0]
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Start")
        for row, code in enumerate(DAYS + QUANTITIES[:7]):
            for column, number in enumerate(numbers):
                sheet.write_number(row, column, number, book.add_format({"num_format": code}))
    theirs: Any = CalamineWorkbook.from_path(path).get_sheet_by_name("Start").to_python()
    assert FileBook.open(path).cells("Start") == theirs
    assert openpyxl.load_workbook(path)["Start"]["F1"].value == datetime(2026, 3, 1)
