"""The gap of a missed goal: its drivers add up to it, and its levers are arithmetic."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.analysis.gap_words import gap_lines, missed, pace_words
from aop_excel.analysis.gaps import Gap, Split
from aop_excel.analysis.kpis import KPIS, OWN
from aop_excel.analysis.lever_words import lever_words
from aop_excel.analysis.levers import Lever, LeverKind
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.projection import changed, projected
from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Action, BudgetLine, Comparison, Goal, Kind, Plan, Risk, TrackedKpi
from aop_excel.starters import starter
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, line, plan

STARTER = starter("babycare_house", "en", 2027, 1)


def shop(*goals: Goal, **parts: Any) -> Report:
    """BabyCare House with other goals."""
    asked, happened = STARTER
    return analyse(asked.model_copy(update={"goals": goals, **parts}), happened)


def goal(kpi: str, target: float, **more: Any) -> Goal:
    return Goal(code="G", name="Goal", kpi=kpi, target=target, **more)


def only(report: Report) -> Gap:
    [gap] = report.gaps
    return gap


def amounts(gap: Gap, split: Split) -> dict[str, float]:
    return {driver.label.en: driver.amount for driver in gap.of(split)}


def lever(report: Report, kind: LeverKind) -> Lever:
    return next(each for each in report.levers if each.kind is kind)


# By another route ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outlook() -> pd.DataFrame:
    """What BabyCare House planned and foresees: a row a line and month."""
    report = shop()
    return pd.DataFrame(
        [
            {"code": each.code, "kind": each.kind.value, "channel": each.channel, "group": each.group, "month": month,
             "plan": each.months[month] or 0.0, "outlook": report.account.outlooks[each.code].months[month]}
            for each in report.plan.lines
            for month in range(12)
        ]
    )  # fmt: skip


def test_growth_by_channel_month_and_volume_mix_and_price(outlook: pd.DataFrame) -> None:
    gap = only(shop(goal("TANG-TRUONG", 0.20)))
    revenue = outlook[outlook.kind == "revenue"]
    # 20 % more than last year's 4 billion
    assert gap.amount == pytest.approx(4_800 * M - revenue.outlook.sum())
    assert gap.points == pytest.approx(0.20 - (revenue.outlook.sum() / (4_000 * M) - 1))
    short = (revenue.plan - revenue.outlook).groupby(revenue.channel).sum()
    assert amounts(gap, Split.WHERE) == pytest.approx(short.to_dict())
    by_month = (revenue.plan - revenue.outlook).groupby(revenue.month).sum()
    told = list(amounts(gap, Split.WHEN).values())
    assert told == pytest.approx([*by_month[:6], by_month[6:].sum()])
    cells = outlook.groupby(["channel", "group", "kind"])[["plan", "outlook"]].sum().unstack("kind")
    units, price = cells["plan"]["quantity"], cells["plan"]["revenue"] / cells["plan"]["quantity"]
    sold = cells["outlook"]["quantity"]
    volume = (sold.sum() - units.sum()) * cells["plan"]["revenue"].sum() / units.sum()
    mix = ((sold - sold.sum() * units / units.sum()) * price).sum()
    dearer = (cells["outlook"]["revenue"] - sold * price).sum()
    expected = {"Volume": -volume, "Mix": -mix, "Price": -dearer}
    assert amounts(gap, Split.WHY) == pytest.approx(expected)


def test_margin_by_cost_price_and_mix_at_the_foreseen_revenue(outlook: pd.DataFrame) -> None:
    gap = only(shop(goal("BIEN-GOP", 0.38)))
    totals = outlook.groupby("kind")[["plan", "outlook"]].sum()
    revenue, cost = totals.loc["revenue"], totals.loc["cogs"]
    assert gap.amount == pytest.approx(0.38 * revenue.outlook - (revenue.outlook - cost.outlook))
    assert gap.points == pytest.approx(0.38 - (1 - cost.outlook / revenue.outlook))
    planned = 1 - cost.plan / revenue.plan
    cells = outlook.groupby(["channel", "group", "kind"])[["plan", "outlook"]].sum().unstack("kind")
    sold, units = cells["outlook"]["quantity"], cells["plan"]["quantity"]
    old_price, old_cost = cells["plan"]["revenue"] / units, cells["plan"]["cogs"] / units
    expected = {
        "The budget itself against the target": (0.38 - planned) * revenue.outlook,
        "Unit cost": (cells["outlook"]["cogs"] - sold * old_cost).sum(),
        "Price": (1 - planned) * (sold * old_price - cells["outlook"]["revenue"]).sum(),
        "Mix": (sold * (old_cost - (1 - planned) * old_price)).sum(),
    }
    assert amounts(gap, Split.WHY) == pytest.approx(expected)  # volume changes no margin


def test_share_is_what_one_channel_lacks_and_the_other_has_too_much(outlook: pd.DataFrame) -> None:
    gap = only(shop(goal("TY-TRONG-ON", 0.50)))
    revenue = outlook[outlook.kind == "revenue"].groupby("channel")[["plan", "outlook"]].sum()
    whole = revenue.outlook.sum()
    assert gap.amount == pytest.approx(0.50 * whole - revenue.outlook["Online"])
    more = revenue.outlook - revenue.plan
    expected = {
        "The budget itself against the target": 0.05 * whole,  # the budget has 45 %
        "Online": -0.55 * more["Online"],
        "Store": 0.45 * more["Store"],
    }
    assert amounts(gap, Split.WHERE) == pytest.approx(expected)


def test_profit_has_spending_among_its_drivers(outlook: pd.DataFrame) -> None:
    gap = only(shop(goal("LN", 498 * M)))
    totals = outlook.groupby("kind")[["plan", "outlook"]].sum()
    spent = totals.outlook - totals.plan
    why = amounts(gap, Split.WHY)
    assert why["Marketing"] == pytest.approx(spent["marketing"])
    assert why["Other fixed cost"] == pytest.approx(spent["fixed"])
    sales = sum(why[name] for name in ("Volume", "Mix", "Price", "Unit cost"))
    assert sales == pytest.approx(spent["cogs"] - spent["revenue"])


def test_the_pace_is_what_is_missing_over_the_months_that_are_left(outlook: pd.DataFrame) -> None:
    report = shop(goal("TANG-TRUONG", 0.20))
    ahead = outlook[(outlook.kind == "revenue") & (outlook.month >= 6)].outlook.sum()
    missing = 4_800 * M - outlook[outlook.kind == "revenue"].outlook.sum()
    assert pace_words(only(report), report).en == (
        f"Each month left needs {(ahead + missing) / 6 / M:.1f} million of revenue, "
        f"{missing / ahead:.1%} above the {ahead / 6 / M:.1f} million foreseen: a KPI of 20.7%."
    )


def test_too_much_spent_is_a_gap_of_at_most() -> None:
    report = shop(goal("MKT-DT", 0.04, comparison=Comparison.AT_MOST))
    gap = only(report)
    revenue, spent = (report.account.figures[Basis.OUTLOOK, key].year or 0.0 for key in ("revenue", "marketing"))
    assert gap.amount == pytest.approx(spent - 0.04 * revenue)
    assert "may take" in pace_words(gap, report).en


def test_a_goal_of_a_state_has_points_only() -> None:
    gap = only(shop(goal("DUNG-HAN", 0.9)))
    assert (gap.amount, gap.drivers) == (None, ())
    assert gap.points == pytest.approx(0.9 - 4 / 6)


# Drivers add up ------------------------------------------------------------------------------------------------------

KEYS = [kpi.key for kpi in KPIS if kpi.state is None and kpi.key != "channel_share"]
FACTOR = st.sampled_from([0.0, 0.3, 0.9, 1.0, 1.1, 2.0])


@st.composite
def plans_with_a_goal(draw: st.DrawFn) -> tuple[Plan, Actuals]:
    key = draw(st.sampled_from([*KEYS, "channel_share", OWN]))
    channel = draw(st.sampled_from(["Store", "Online"])) if key == "channel_share" else None
    own: dict[str, Any] = (
        {"numerator": ("ADS", "people"), "denominator": draw(st.sampled_from([(), ("revenue",)]))} if key == OWN else {}
    )
    tracked = TrackedKpi(code="K", measure=key, channel=channel, red=0, **own)
    comparison = draw(st.sampled_from(Comparison))
    wanted = goal("K", draw(st.sampled_from([-0.5, 0.05, 0.4, 1.2, 900 * M])), comparison=comparison)
    groups = draw(st.booleans())
    lines = [
        each.model_copy(update={"group": draw(st.sampled_from(["Milk", "Gear"])) if groups else None}) for each in LINES
    ]
    if draw(st.booleans()):
        lines.append(BudgetLine(code="UNITS-S", name="Units", kind=Kind.QUANTITY, channel="Store", months=(10,) * 12))
        lines.append(BudgetLine(code="UNITS-O", name="Units", kind=Kind.QUANTITY, channel="Online", months=(5,) * 12))
    closed = draw(st.integers(1, 12))
    happened = {
        each.code: tuple(draw(FACTOR) * (each.months[month] or 0.0) / M for month in range(closed)) for each in lines
    }
    return plan(*lines, direction=DIRECTION, goals=(wanted,), kpis=(tracked,)), actuals(closed, happened)


@settings(max_examples=150, deadline=None)
@given(plans_with_a_goal())
def test_the_drivers_of_each_split_add_up_to_the_gap(both: tuple[Plan, Actuals]) -> None:
    report = analyse(*both)
    for gap in report.gaps:
        assert gap.amount is not None
        for split in Split:
            told = sum(driver.amount for driver in gap.of(split))
            assert told == pytest.approx(gap.amount, rel=1e-9, abs=8)  # drivers below half a đồng are left out
        score, wanted = gap.progress.score, gap.progress.goal
        assert score.outlook is not None
        short = gap.sign * (wanted.target - score.outlook)
        assert (gap.amount / gap.base if gap.base else gap.amount) == pytest.approx(short, rel=1e-6, abs=1e-9)
        assert list(gap_lines(report, "vi"))
        assert list(gap_lines(report, "en"))


# Levers --------------------------------------------------------------------------------------------------------------


def closing(report: Report, additions: dict[str, tuple[float, ...]]) -> float:
    """The KPI of the only goal with something added to lines."""
    [found] = projected(report, changed(report, additions)).goals
    assert found.score.outlook is not None
    return found.score.outlook


def ahead(report: Report, code: str, part: float) -> tuple[float, ...]:
    """A part of a line's months to come."""
    months = report.account.outlooks[code].months
    return tuple(
        part * amount if not over else 0.0 for amount, over in zip(months, report.account.counted, strict=True)
    )


def test_a_price_that_is_raised_by_as_much_closes_the_gap() -> None:
    report = shop(goal("TANG-TRUONG", 0.20))
    found = lever(report, LeverKind.PRICE)
    assert found.rate == pytest.approx(0.064, abs=0.001)
    assert closing(report, {found.code: ahead(report, found.code, found.rate or 0)}) == pytest.approx(0.20)


def test_revenue_that_is_shifted_to_a_better_group_closes_the_gap() -> None:
    report = shop(goal("BIEN-GOP", 0.37))
    found = lever(report, LeverKind.MIX)
    low, high = found.low, found.high
    assert low is not None
    assert high is not None
    assert found.amount is not None
    assert (low.label.en, high.label.en) == ("Online, Milk and nutrition", "Online, Gear and clothes")
    # Each đồng of gear leaves 44.8 % and of milk 28.4 %: the gap over the difference of the two.
    assert found.amount == pytest.approx((only(report).amount or 0) / (high.worth - low.worth))
    less, more = -found.amount / low.revenue, found.amount / high.revenue
    moved = {
        code: ahead(report, code, part)
        for codes, part in ((("DT-ON-SUA", "GV-ON-SUA"), less), (("DT-ON-DD", "GV-ON-DD"), more))
        for code in codes
    }
    assert closing(report, moved) == pytest.approx(0.37)


def test_a_shift_that_is_too_large_says_what_it_would_take() -> None:
    found = lever(shop(goal("BIEN-GOP", 0.40)), LeverKind.MIX)
    assert found.low is not None
    assert found.amount == found.low.revenue
    assert "It would take" in lever_words(found).en
    assert (found.closes or 0) < (found.gap.amount or 0)


def test_spending_left_closes_a_gap_less_the_revenue_it_carries() -> None:
    report = shop(goal("MKT-DT", 0.04, comparison=Comparison.AT_MOST, importance=1))
    left = lever(report, LeverKind.LEAVE)
    # Livestream has 2 million in each of six months, and carries the average of all online marketing.
    livestream = {code: ahead(report, code, -12 * M / sum(ahead(report, code, 1))) for code in ("MKT-KOC",)}
    carried = sum(sum(ahead(report, code, 1)) for code in ("MKT-QC", "MKT-KOC"))
    sales = {f"DT-ON-{group}": 0.0 for group in ("SUA", "BIM", "MSS", "DD")}
    lost = {code: ahead(report, code, -12 * M / carried) for code in sales}
    found = next(each for each in report.levers if each.code == "MKT-KOC")
    gap = only(report)
    assert (left.kind, found.amount) == (LeverKind.LEAVE, 12 * M)
    assert gap.base is not None
    revenue = sum(map(sum, lost.values()))
    was, now = 0.04 * gap.base + (gap.amount or 0), closing(report, {**livestream, **lost}) * (gap.base + revenue)
    assert found.closes == pytest.approx(was - now + 0.04 * revenue)


def test_marketing_that_carries_more_than_it_costs_is_not_left_for_profit() -> None:
    assert all(each.kind is not LeverKind.LEAVE for each in shop(goal("LN", 498 * M)).levers)


def test_a_party_is_left_for_profit() -> None:
    party = line("PARTY", Kind.FIXED, *[0] * 10, 9, 0)
    tracked = TrackedKpi(code="K", measure="operating_profit", red=0.01)
    report = analyse(plan(*LINES, party, goals=(goal("K", 400 * M),), kpis=(tracked,)), actuals(2, HAPPENED))
    left = lever(report, LeverKind.LEAVE)
    assert (left.code, left.amount, left.closes) == ("PARTY", 9 * M, 9 * M)


def test_money_is_moved_to_what_carries_more() -> None:
    moved = lever(shop(*STARTER[0].goals), LeverKind.MOVE)
    assert (moved.code, moved.amount, moved.to and moved.to.code) == ("DT-TS", 20 * M, "MKT-CH")
    # Store revenue to come per đồng of store promotions to come.
    assert moved.rate == pytest.approx(1_175_256_516 / 18_622_704, rel=1e-3)


def test_a_fired_risk_tells_its_fallback_and_a_late_action_its_money() -> None:
    risk = Risk(
        code="R1", name="Few come", goal="G", likelihood=3, impact=3, kpi="K", threshold=200 * M, fallback="Call them"
    )
    late = Action(code="A1", name="Photos", goal="G", line="ADS")
    tracked = TrackedKpi(code="K", measure="revenue", red=0.01)
    asked = plan(*LINES, goals=(goal("K", 1_500 * M),), kpis=(tracked,), risks=(risk,), actions=(late,))
    report = analyse(asked, actuals(2, HAPPENED))
    assert [(each.kind, each.code, each.amount) for each in report.levers][:2] == [
        (LeverKind.FALLBACK, "R1", None),
        (LeverKind.ACTION, "A1", 50 * M),  # ten months of 5 million
    ]
    assert lever_words(report.levers[0]).en == "Few come has happened: Call them."


# Nothing to tell -----------------------------------------------------------------------------------------------------


def test_goals_that_are_reached_need_one_line() -> None:
    assert list(gap_lines(shop(goal("BIEN-GOP", 0.30)), "en")) == ["No goal is missed: keep to the plan."]


def test_without_goals_or_figures_that_is_said() -> None:
    assert missed(shop()).vi == "Chưa có mục tiêu nào được đo bằng KPI."
    unreported = analyse(STARTER[0], Actuals())
    assert missed(unreported).en == "No figures yet: enter Actuals, mark the month closed, then refresh."


def test_a_year_that_is_over_has_no_pace() -> None:
    tracked = TrackedKpi(code="K", measure="revenue", red=0.01)
    asked = plan(line("S", Kind.REVENUE, 10), goals=(goal("K", 200 * M),), kpis=(tracked,))
    report = analyse(asked, actuals(12, {"S": (9,) * 12}))
    assert pace_words(only(report), report).en == "The year is over: no month is left to make it up."
    assert report.levers == ()
