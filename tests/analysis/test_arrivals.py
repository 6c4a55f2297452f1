"""Which part of a month's money moves in which month: by hand, and day by day with real dates."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.analysis.arrivals import Part, arrivals
from aop_excel.domain.calendar import FiscalYear

YEAR = FiscalYear(2027, 1)
JAN, FEB, MAR, DEC = 0, 1, 2, 11


def test_without_a_delay_a_month_is_paid_in_itself_and_what_was_outstanding_at_once() -> None:
    paid = arrivals(YEAR, 0)
    assert paid[JAN] == (Part(None, 1, 1), Part(JAN, 31, 31))
    assert paid[FEB] == (Part(FEB, 28, 28),)
    assert paid[DEC] == (Part(DEC, 31, 31),)


def test_after_30_days_only_the_first_day_of_january_is_paid_in_january() -> None:
    paid = arrivals(YEAR, 30)
    assert paid[JAN] == (Part(None, 30, 30), Part(JAN, 1, 31))  # the last 30 days of December come by 30 January
    assert paid[FEB] == (Part(JAN, 28, 31),)  # of 2 to 29 January
    assert paid[MAR] == (Part(JAN, 2, 31), Part(FEB, 28, 28), Part(MAR, 1, 31))


def test_what_was_outstanding_comes_from_the_last_days_before_the_year() -> None:
    paid = arrivals(YEAR, 45)  # from 17 November to 31 December, due from 1 January to 14 February
    assert paid[JAN] == (Part(None, 31, 45),)
    assert paid[FEB] == (Part(None, 14, 45), Part(JAN, 14, 31))


def test_a_marketplace_pays_on_its_next_payout_date() -> None:
    paid = arrivals(YEAR, 7, 15)
    assert paid[JAN] == (Part(None, 23, 23), Part(JAN, 8, 31))  # of 9 to 31 December; sold by 8 January
    assert paid[FEB] == (Part(JAN, 23, 31), Part(FEB, 8, 28))


def test_a_payout_on_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert arrivals(YEAR, 0, 31)[FEB] == (Part(FEB, 28, 28),)
    assert arrivals(YEAR, 1, 31)[FEB] == (Part(JAN, 1, 31), Part(FEB, 27, 28))
    assert arrivals(FiscalYear(2028, 1), 1, 31)[FEB] == (Part(JAN, 1, 31), Part(FEB, 28, 29))


def test_a_year_from_april_runs_into_the_next_calendar_year() -> None:
    paid = arrivals(FiscalYear(2027, 4), 10)
    assert paid[0] == (Part(None, 10, 10), Part(0, 20, 30))
    assert paid[10] == (Part(9, 10, 31), Part(10, 19, 29))  # February 2028 has 29 days


def test_what_is_due_after_the_year_moves_in_no_month() -> None:
    assert arrivals(YEAR, 365) == ((Part(None, 31, 365),), *(  # nothing but last year's, day by day
        (Part(None, (YEAR.month_end(month)).day, 365),) for month in range(1, 12)
    ))  # fmt: skip


# Day by day -----------------------------------------------------------------------------------------------------------


def arrival(sold: date, days: int, payout: int | None) -> date:
    """The day on which the money of a day comes, found by walking through the calendar."""
    day = sold + timedelta(days=days)
    while payout is not None and day.day != min(payout, monthrange(day.year, day.month)[1]):
        day += timedelta(days=1)
    return day


@settings(max_examples=30, deadline=None)
@given(
    st.builds(FiscalYear, st.integers(2001, 2099), st.integers(1, 12)),
    st.integers(0, 365),
    st.none() | st.integers(1, 31),
)
def test_a_walk_through_the_calendar_finds_the_same_days(year: FiscalYear, days: int, payout: int | None) -> None:
    sold = [date.fromordinal(ordinal) for ordinal in range(year.first_day.toordinal() - 400, year.last_day.toordinal())]
    sold.append(year.last_day)
    comes = {day: arrival(day, days, payout) for day in sold}
    still_to_come = [day for day in sold if comes[day] >= year.first_day]
    found = Counter((year.index(day), year.index(comes[day])) for day in still_to_come)
    outstanding = sum(day < year.first_day for day in still_to_come)
    if not outstanding:  # what is given as outstanding all the same moves on the first day
        found[None, 0] = outstanding = 1
    parts = [(paid, part) for paid, month in enumerate(arrivals(year, days, payout)) for part in month]
    assert {(part.month, paid): part.days for paid, part in parts} == {
        (month, paid): count for (month, paid), count in found.items() if paid is not None
    }
    for _, part in parts:
        assert part.of == (outstanding if part.month is None else year.month_end(part.month).day)


@pytest.mark.parametrize("payout", [None, 25])
def test_all_that_is_due_by_the_end_of_the_year_moves_once(payout: int | None) -> None:
    parts = [part for month in arrivals(YEAR, 20, payout) for part in month]
    for position in range(11):
        assert sum(part.days for part in parts if part.month == position) == YEAR.month_end(position).day
    assert 0 < sum(part.days for part in parts if part.month == DEC) < 31
