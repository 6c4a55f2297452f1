"""A budget of 10 million a month for one line, and what is left of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.limits import BudgetLimit, LimitState
from aop_excel.analysis.report import analyse
from aop_excel.domain.actuals import Commitment
from aop_excel.domain.plan import Kind, LimitType, OutlookMethod
from tests.analysis.shop import M, Millions, actuals, line, plan

HARD, WATCH, NONE = LimitType.HARD, LimitType.WATCH, LimitType.NONE


def ordered(amount: float, month: int, *, billed: bool = False, code: str = "ADS") -> Commitment:
    """A commitment in million đồng."""
    return Commitment(code=code, amount=amount * M, month=month, billed=billed)


def limit(*spent: Millions, commitments: tuple[Commitment, ...] = (), start_month: int = 1) -> BudgetLimit:
    """The line's limit after these months."""
    ads = line("ADS", Kind.MARKETING, 10)
    happened = actuals(len(spent), {"ADS": spent}).model_copy(update={"commitments": commitments})
    [found] = analyse(plan(ads, settings={"start_month": start_month}), happened).limits
    return found


def left(found: BudgetLimit) -> tuple[float, float, float]:
    return found.month.left / M, found.year_to_date.left / M, found.year.left / M


@pytest.mark.parametrize(
    ("spent", "state", "remains"),
    [
        ((10, 10), LimitState.WITHIN, (0, 0, 100)),
        ((9, 8), LimitState.WITHIN, (2, 3, 103)),
        ((5, 14), LimitState.OVER_IN_MONTH, (-4, 1, 101)),
        ((10, 14), LimitState.WILL_EXCEED, (-4, -4, 96)),  # 24 and the plan of ten months: 124
        ((60, 61), LimitState.OVER, (-51, -101, -1)),
    ],
)
def test_the_worst_is_said(spent: tuple[float, ...], state: LimitState, remains: tuple[float, float, float]) -> None:
    found = limit(*spent)
    assert left(found) == pytest.approx(remains)
    assert found.state is state


def test_what_is_ordered_counts_from_its_month_and_in_the_year_at_once() -> None:
    found = limit(10, 10, commitments=(ordered(3, 2), ordered(4, 3), ordered(50, 2, billed=True)))
    assert left(found) == pytest.approx((-3, -3, 93))
    assert found.committed == 7 * M


def test_a_bill_that_is_overdue_counts_in_the_report_month() -> None:
    assert left(limit(10, 10, 10, commitments=(ordered(3, 1),))) == pytest.approx((-3, -3, 87))


def test_the_year_is_foreseen_at_no_less_than_what_is_ordered() -> None:
    found = limit(10, 10, commitments=(ordered(105, 9),))
    assert (found.outlook, found.state) == (125 * M, LimitState.OVER)


def test_months_of_a_fiscal_year_from_april() -> None:
    # The second month is May; March is the last.
    found = limit(10, 10, commitments=(ordered(3, 5), ordered(4, 3)), start_month=4)
    assert left(found) == pytest.approx((-3, -3, 93))


def test_it_is_over_to_date_where_the_year_will_still_hold() -> None:
    ads = line("ADS", Kind.MARKETING, 10).model_copy(update={"method": OutlookMethod.MANUAL, "outlook": 120 * M})
    [found] = analyse(plan(ads), actuals(2, {"ADS": (14, 10)})).limits
    assert found.state is LimitState.OVER_TO_DATE


def test_only_costs_with_a_limit_have_one_the_worst_first() -> None:
    def spends(code: str, kind: Kind, of: LimitType):  # type: ignore[no-untyped-def]
        return line(code, kind, 10).model_copy(update={"limit": of})

    lines = [
        spends("SALES", Kind.REVENUE, HARD),
        spends("FREE", Kind.FIXED, NONE),
        spends("FINE", Kind.FIXED, HARD),
        spends("WATCHED", Kind.FIXED, WATCH),
        spends("HARD", Kind.PURCHASES, HARD),
        spends("MUCH", Kind.FIXED, WATCH),
        spends("LOAN", Kind.PUT_IN, HARD),
    ]
    spent: dict[str, tuple[Millions, ...]] = {"FINE": (9,), "WATCHED": (12,), "HARD": (11,), "MUCH": (200,)}
    found = analyse(plan(*lines), actuals(1, spent)).limits
    assert [each.line.code for each in found] == ["MUCH", "HARD", "WATCHED", "FINE"]


def test_rounding_is_no_excess() -> None:
    assert limit(10.0000004).state is LimitState.WITHIN


amounts = st.integers(0, 30)


@given(st.lists(amounts, min_size=1, max_size=12), st.lists(st.tuples(amounts, st.integers(1, 12)), max_size=4))
def test_what_is_left_and_what_is_used_are_the_whole(spent: list[int], orders: list[tuple[int, int]]) -> None:
    found = limit(*spent, commitments=tuple(ordered(amount, month) for amount, month in orders))
    assert found.year.used == pytest.approx((sum(spent) + sum(amount for amount, _ in orders)) * M)
    for use in (found.month, found.year_to_date, found.year):
        assert use.left + use.used == pytest.approx(use.limit)
    assert found.outlook >= found.year.used
