"""What people type for a month."""

from datetime import date

import pytest

from aop_excel.domain.calendar import FiscalYear
from aop_excel.workbook.book import Cell
from aop_excel.workbook.months import month
from aop_excel.workbook.typed import Misread

FROM_APRIL = FiscalYear(2026, 4)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (4.0, 4),
        ("4", 4),
        ("04", 4),
        ("T4", 4),
        ("Th 4", 4),
        ("tháng 4", 4),
        ("THÁNG 12", 12),
        ("thang 1/2027", 1),
        ("April", 4),
        ("apr", 4),
        ("Sept.", 9),
        ("Jan 2027", 1),
        ("04/2026", 4),
        ("3/2027", 3),
        ("12-2026", 12),
        (date(2026, 4, 1), 4),
        (46_113.0, 4),  # what Excel keeps for 1 April 2026
        (13.0, 13),  # the record says that it is too large
        (None, None),
        ("  ", None),
    ],
)
def test_a_month_is_understood(typed: Cell, number: int | None) -> None:
    assert month(typed, FROM_APRIL) == number


@pytest.mark.parametrize("typed", ["13/2026", "T13", "0", "Spring", "Ap", "4.5", 4.5, "Q1", True, 1e9, "31/04/2026"])
def test_what_is_no_month_is_asked_about(typed: Cell) -> None:
    found = month(typed, FROM_APRIL)
    assert isinstance(found, Misread)
    assert found.text.en.endswith("is not a month")


@pytest.mark.parametrize("typed", ["03/2026", "4/2027", "April 2027", date(2027, 4, 1), 46_478.0])
def test_a_month_of_another_year_is_not_taken_for_one_of_this(typed: Cell) -> None:
    found = month(typed, FROM_APRIL)
    assert isinstance(found, Misread)
    assert found.text.en.endswith("lies outside the fiscal year, which goes from 04/2026 to 03/2027")
    assert isinstance(month(typed), int), "where the year is not known yet, any will do"
