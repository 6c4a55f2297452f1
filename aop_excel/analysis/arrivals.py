"""In which months the money of a month's sales or bills moves, to the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from aop_excel.domain.calendar import MONTHS, FiscalYear


@dataclass(frozen=True, slots=True)
class Part:
    """`days` out of the `of` days over which an amount is spread.

    `month` is the amount's position in the fiscal year; None is what was outstanding on the first day of the year.
    """

    month: int | None
    days: int
    of: int


@cache
def arrivals(year: FiscalYear, days: int, payout: int | None = None) -> tuple[tuple[Part, ...], ...]:
    """For each month of the year, the parts of amounts whose money moves in it.

    A month's amount is spread evenly over its days, each part is due `days` later and moves on the next payout date
    (a day of the month) on or after that, without one on the day it is due. What was outstanding on the first day is
    taken to come from the last days before the year that had not been paid by then. What moves after the year is in
    no month. Source of the rule: “Cash and stock”.
    """
    spread = [(None, *_outstanding_days(year, days, payout)), *_months(year)]
    months = []
    before = dict.fromkeys((month for month, _, _ in spread), 0)
    for first in year.months:
        paid_until = _last_payment(first, payout).toordinal() - days
        parts = []
        for month, start, length in spread:
            moved = min(max(paid_until - start + 1, 0), length)
            if moved > before[month]:
                parts.append(Part(month, moved - before[month], length))
            before[month] = moved
        months.append(tuple(parts))
    return tuple(months)


def _months(year: FiscalYear) -> Iterator[tuple[int, int, int]]:
    """Position, ordinal of the first day, number of days."""
    for position in range(MONTHS):
        first = year.months[position]
        yield position, first.toordinal(), (year.month_end(position) - first).days + 1


def _outstanding_days(year: FiscalYear, days: int, payout: int | None) -> tuple[int, int]:
    """The days before the year that were not paid yet; where there are none, its first day stands for them."""
    last = year.first_day - timedelta(days=1)
    first_unpaid = _last_payment(last, payout).toordinal() - days + 1
    length = year.first_day.toordinal() - first_unpaid
    return first_unpaid, max(length, 1)


def _last_payment(day: date, payout: int | None) -> date:
    """The last day of that month on which money moves."""
    end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return end if payout is None else end.replace(day=min(payout, end.day))
