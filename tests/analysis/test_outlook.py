"""Outlooks reckoned by head: a line of 100 million a month, or one with a season, of which some months are closed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.outlook import line_outlook, method_of
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.plan import BudgetLine, Goal, Kind, OutlookMethod, TrackedKpi
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, Millions, actuals, line, plan, year

REMAINING, RUN_RATE, SEASONAL, MANUAL = OutlookMethod


def foreseen(planned: BudgetLine, *happened: Millions, closed: int | None = None, **choice: object) -> list[float]:
    """The months of a line's outlook in million đồng, after these months."""
    counted = [position < (len(happened) if closed is None else closed) for position in range(12)]
    chosen = planned.model_copy(update=choice)
    return [amount / M for amount in line_outlook(chosen, year(*happened), counted).months]


# Methods --------------------------------------------------------------------------------------------------------------


def test_remaining_budget_adds_the_plan_of_the_open_months() -> None:
    assert foreseen(line("RENT", Kind.FIXED, 100), 130, 90) == [130, 90, *[100] * 10]


def test_run_rate_goes_on_as_it_was_on_average() -> None:
    assert foreseen(line("POWER", Kind.FIXED, 100), 130, 90, method=RUN_RATE) == [130, 90, *[110] * 10]


def test_a_run_rate_counts_from_the_month_in_which_the_line_begins() -> None:
    # Nothing until April, as planned; April and May come to 130 and 90.
    late = line("RENT 2", Kind.FIXED, 0, 0, 0, *[100] * 9)
    assert foreseen(late, 0, 0, 0, 130, 90, method=RUN_RATE) == [0, 0, 0, 130, 90, *[110] * 7]


def test_a_run_rate_foresees_nothing_before_the_line_begins() -> None:
    # Nobody types zeros before a line begins: those blanks are no months at its pace.
    late = line("RENT 2", Kind.FIXED, None, None, None, *[100] * 9)
    assert foreseen(late, None, None, None, 130, 90, method=RUN_RATE) == [0, 0, 0, 130, 90, *[110] * 7]


def test_seasonal_keeps_the_shape_of_the_plan() -> None:
    # The plan gives January and February 60 + 40 = a tenth of 1000; they came to 120, so the year will to 1200.
    season = line("SALES", Kind.REVENUE, 60, 40, *[90] * 10)
    months = foreseen(season, 66, 54)
    assert months == pytest.approx([66, 54, *[108] * 10])
    assert sum(months) == pytest.approx(120 / (100 / 1000))


def test_seasonal_of_a_line_that_starts_in_the_middle_of_the_year_waits_for_it() -> None:
    shop = line("SALES 2", Kind.REVENUE, *[0] * 6, *[50] * 6)
    assert foreseen(shop, 0, 0, 0) == [*[0] * 6, *[50] * 6]
    assert foreseen(shop, *[0] * 6, 60) == pytest.approx([*[0] * 6, *[60] * 6])


def test_a_manual_outlook_is_the_owners_in_the_plans_shape() -> None:
    # 500 for the year less 100 that came leaves 400; the plan's open months are 2 × 150 and 8 × 12.5 = 400.
    months = foreseen(
        line("TRIP", Kind.MARKETING, 50, 50, 150, 150, *[12.5] * 8), 40, 60, method=MANUAL, outlook=500 * M
    )
    assert months == pytest.approx([40, 60, 150, 150, *[12.5] * 8])


def test_a_manual_outlook_without_a_plan_is_spread_evenly() -> None:
    months = foreseen(line("FINE", Kind.FIXED, 0), 10, 20, method=MANUAL, outlook=80 * M)
    assert months == pytest.approx([10, 20, *[5] * 10])


def test_a_month_without_a_figure_is_foreseen_though_it_is_closed() -> None:
    # January 110 of 100; February is not reported and must not count as zero.
    assert foreseen(line("SALES", Kind.REVENUE, 100), 110, None, closed=2) == pytest.approx([110, *[110] * 11])


def test_zero_is_a_figure() -> None:
    assert foreseen(line("SALES", Kind.REVENUE, 100), 110, 0) == pytest.approx([110, 0, *[55] * 10])


@pytest.mark.parametrize("method", OutlookMethod)
def test_without_a_plan_nothing_more_comes_but_what_the_method_says(method: OutlookMethod) -> None:
    months = foreseen(line("NEW", Kind.FIXED, 0), 30, 10, method=method, outlook=40 * M)
    assert months == [30, 10, *[20 if method is RUN_RATE else 0] * 10]


@pytest.mark.parametrize("method", OutlookMethod)
def test_before_a_month_is_closed_the_plan_stands(method: OutlookMethod) -> None:
    assert foreseen(line("SALES", Kind.REVENUE, 100), method=method, outlook=1200 * M) == [100] * 12


def test_the_kind_chooses_where_the_owner_does_not() -> None:
    chosen = {kind: method_of(line("X", kind, 1)) for kind in Kind}
    seasonal = {Kind.REVENUE, Kind.COGS, Kind.VARIABLE, Kind.QUANTITY}
    assert {kind for kind, method in chosen.items() if method is SEASONAL} == seasonal
    assert {kind for kind, method in chosen.items() if method is REMAINING} == set(Kind) - seasonal
    assert method_of(BudgetLine(code="X", name="X", kind=Kind.REVENUE, method=REMAINING)) is REMAINING


months = st.lists(st.none() | st.integers(-1000, 1000), min_size=12, max_size=12)


@given(months, months, st.sampled_from(OutlookMethod), st.integers(-5000, 5000))
def test_the_outlook_of_a_closed_year_is_what_happened(
    planned: list[int | None], happened: list[int | None], method: OutlookMethod, outlook: int
) -> None:
    of = BudgetLine(code="X", name="X", kind=Kind.FIXED, months=tuple(planned), method=method, outlook=outlook)
    reported = [amount if amount is not None else 7 for amount in happened]
    assert line_outlook(of, reported, [True] * 12).months == tuple(reported)


@given(months, months, st.integers(0, 11), st.integers(-5000, 5000))
def test_a_manual_outlook_is_met_to_the_dong(
    planned: list[int | None], happened: list[int | None], closed: int, outlook: int
) -> None:
    of = BudgetLine(code="X", name="X", kind=Kind.FIXED, months=tuple(planned), method=MANUAL, outlook=outlook)
    counted = [position < closed for position in range(12)]
    assert sum(line_outlook(of, happened, counted).months) == pytest.approx(outlook, abs=1e-6)


# In the account -------------------------------------------------------------------------------------------------------


def shop(closed: int = 2, **parts: Any) -> Report:
    return analyse(plan(*LINES, direction=DIRECTION, **parts), actuals(closed, HAPPENED))


def test_totals_are_made_of_their_lines() -> None:
    # Store 135/140 × 840 = 810, online as planned 360; goods 85/84 × 504 = 510 and 252.
    account = shop().account
    found = {key: account.figures[Basis.OUTLOOK, key].year for key in ("revenue", "cogs", "gross_profit", "marketing")}
    assert list(found.values()) == pytest.approx([1170 * M, 762 * M, 408 * M, 62 * M])


def test_what_each_remaining_month_must_bring() -> None:
    rows = {row.item.key: row.required for row in shop().variances}
    assert rows["revenue"] == pytest.approx((1200 - 195) / 10 * M)
    assert rows["line:ADS"] == pytest.approx((60 - 12) / 10 * M)
    assert {row.required for row in shop(12).variances} == {None}


def test_a_ratio_needs_the_average_that_makes_the_year_right() -> None:
    kpis = (TrackedKpi(code="K", measure="gross_margin", target=0.40), TrackedKpi(code="G", measure="revenue_growth"))
    margin, growth = shop(kpis=kpis).scores
    # 40 % of 1170 is 468; 195 − 127 = 68 has come, so 400 must come of the 975 that are left to sell.
    assert margin.required == pytest.approx(400 / 975)
    # 25 % on 960 is 1200; 195 has come. Last year's other ten months were 800: 1005 is 25.6 % more.
    assert growth.required == pytest.approx(1005 / 800 - 1)


def test_a_goals_own_target_makes_its_pace() -> None:
    goals = (Goal(code="G", name="Sell", kpi="K", target=1400 * M),)
    [goal] = shop(goals=goals, kpis=(TrackedKpi(code="K", measure="revenue", target=1300 * M),)).goals
    assert goal.required == pytest.approx((1400 - 195) / 10 * M)
    assert goal.score.required == pytest.approx((1300 - 195) / 10 * M)


def test_a_state_has_no_pace_and_stands_as_it_is() -> None:
    [score] = shop(kpis=(TrackedKpi(code="K", measure="actions_on_time", target=0.9),)).scores
    assert (score.outlook, score.required) == (score.year_to_date, None)


def test_an_owner_in_april_has_the_same_outlook() -> None:
    april = analyse(plan(*LINES, direction=DIRECTION, settings={"start_month": 4}), actuals(2, HAPPENED))
    assert april.account.figures[Basis.OUTLOOK, "revenue"] == shop().account.figures[Basis.OUTLOOK, "revenue"]
