from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.domain.calendar import FiscalYear, tet

CALENDAR_2027 = FiscalYear(2027, 1)
FROM_APRIL_2027 = FiscalYear(2027, 4)

years = st.builds(FiscalYear, st.integers(2000, 2100), st.integers(1, 12))


def test_a_calendar_year_runs_from_january_to_december() -> None:
    assert CALENDAR_2027.month_numbers == (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    assert (CALENDAR_2027.first_day, CALENDAR_2027.last_day) == (date(2027, 1, 1), date(2027, 12, 31))
    assert CALENDAR_2027.label(6) == "07/2027"


def test_a_year_from_april_ends_in_march_of_the_next_calendar_year() -> None:
    assert FROM_APRIL_2027.month_numbers == (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
    assert (FROM_APRIL_2027.first_day, FROM_APRIL_2027.last_day) == (date(2027, 4, 1), date(2028, 3, 31))
    assert FROM_APRIL_2027.months[9] == date(2028, 1, 1)
    assert (FROM_APRIL_2027.label(0), FROM_APRIL_2027.label(11)) == ("04/2027", "03/2028")


def test_a_leap_february_has_29_days() -> None:
    assert FROM_APRIL_2027.month_end(10) == date(2028, 2, 29)
    assert CALENDAR_2027.month_end(1) == date(2027, 2, 28)


def test_a_calendar_month_has_its_position() -> None:
    assert [FROM_APRIL_2027.position(month) for month in (4, 12, 1, 3)] == [0, 8, 9, 11]


def test_a_day_outside_the_year_has_no_month() -> None:
    assert FROM_APRIL_2027.index(date(2027, 4, 1)) == 0
    assert FROM_APRIL_2027.index(date(2028, 3, 31)) == 11
    assert FROM_APRIL_2027.index(date(2027, 3, 31)) is None
    assert FROM_APRIL_2027.index(date(2028, 4, 1)) is None


@given(years)
def test_months_follow_each_other_without_a_gap(year: FiscalYear) -> None:
    assert len(year.months) == 12
    for position in range(11):
        assert year.month_end(position) + timedelta(days=1) == year.months[position + 1]
    assert year.last_day == year.month_end(11)


@given(years, st.integers(0, 11))
def test_position_and_index_agree_with_the_months(year: FiscalYear, position: int) -> None:
    assert year.position(year.months[position].month) == position
    assert year.index(year.months[position]) == year.index(year.month_end(position)) == position


@pytest.mark.parametrize(("year", "month"), [(1999, 1), (2101, 1), (2027, 0), (2027, 13)])
def test_an_impossible_fiscal_year_is_refused(year: int, month: int) -> None:
    with pytest.raises(ValueError, match="fiscal year"):
        FiscalYear(year, month)


def test_a_thirteenth_month_is_refused() -> None:
    with pytest.raises(ValueError, match="13"):
        CALENDAR_2027.position(13)
    for position in (-1, 12):
        with pytest.raises(ValueError, match="0 to 11"):
            CALENDAR_2027.label(position)


@pytest.mark.parametrize(
    "day", [date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13)]
)
def test_tet_moves(day: date) -> None:
    assert tet(day.year) == day


def test_tet_can_come_a_day_before_the_chinese_new_year() -> None:
    assert tet(2007) == date(2007, 2, 17)  # 18 February in China
    assert tet(2030) == date(2030, 2, 2)  # 3 February in China


def test_tet_of_every_planned_year_is_known() -> None:
    for year in range(2000, 2101):
        assert date(year, 1, 20) <= tet(year) <= date(year, 2, 21)


def test_tet_of_a_far_year_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="2500"):
        tet(2500)
