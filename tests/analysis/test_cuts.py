"""Costs must fall: the list reaches the amount or says by how much it cannot, and never depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.analysis.cut_words import cut_lines, running, summary
from aop_excel.analysis.cuts import CutList, Step
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.report import Report, analyse
from aop_excel.analysis.spending import Group, displaceable, first_open, kept, uncommitted
from aop_excel.domain.actuals import Commitment
from aop_excel.domain.cut import Counts, CutRequest
from aop_excel.domain.plan import Action, ActionStatus, BudgetLine, Goal, Kind, TrackedKpi
from aop_excel.starters import starter
from tests.analysis.shop import HAPPENED, M, actuals, line, plan

GOALS = (
    Goal(code="G1", name="Sales", kpi="REV", target=1300 * M),
    Goal(code="G2", name="Looks", kpi="REV", target=1, importance=2),
)
KPIS = (TrackedKpi(code="REV", measure="revenue"),)


def of(code: str, kind: Kind, *months: float, goal: str | None = None, channel: str | None = None) -> BudgetLine:
    return line(code, kind, *months, channel=channel).model_copy(update={"goal": goal})


SHOP = (
    of("SALES-S", Kind.REVENUE, 70, channel="Store"),
    of("SALES-O", Kind.REVENUE, 30, channel="Online"),
    of("GOODS", Kind.COGS, 60),
    of("ADS-O", Kind.MARKETING, 3, goal="G1", channel="Online"),  # 10 of revenue each
    of("ADS-S", Kind.MARKETING, 1, goal="G2", channel="Store"),  # 70 of revenue each
    of("LEAFLETS", Kind.MARKETING, 1, goal="G1", channel="Store"),
    of("PARTY", Kind.FIXED, *[0] * 10, 9, 0),
    of("SIGN", Kind.FIXED, *[0] * 6, 4, *[0] * 5, goal="G2"),
    of("RENT", Kind.FIXED, 6),
    of("STAFF", Kind.PEOPLE, 8),
    of("FEES", Kind.VARIABLE, 2),
    of("STOCK", Kind.PURCHASES, 60),
    of("CAMERA", Kind.CAPITAL, *[0] * 5, 20, *[0] * 6, goal="G1"),
    of("TAX", Kind.TAX, 1),
)
CLOSED = 2
RANKED = ["PARTY", "SIGN", "CAMERA", "ADS-S", "ADS-O", "LEAFLETS", "STOCK"]


def report(
    amount: float | None,
    *,
    month: int | None = None,
    counts: Counts = Counts.COST,
    ordered: Sequence[Commitment] = (),
    **parts: Any,
) -> Report:
    request = CutRequest(amount=amount, month=month, counts=counts)
    asked = plan(*SHOP, goals=GOALS, kpis=KPIS, cut=request, **parts)
    happened = {each: HAPPENED.get(each, (3, 3)) for each in ("SALES-S", "SALES-O")}
    return analyse(asked, actuals(CLOSED, happened).model_copy(update={"commitments": tuple(ordered)}))


def cuts(amount: float, **request: object) -> CutList:
    found = report(amount, **request).cut_list  # type: ignore[arg-type]
    assert found is not None
    return found


def taken(found: CutList) -> dict[str, float]:
    return {cut.spending.line.code: round(cut.amount / M, 3) for cut in found.cuts if cut.amount}


# The order -----------------------------------------------------------------------------------------------------------


def test_what_serves_no_goal_goes_first_and_what_carries_most_revenue_last() -> None:
    found = displaceable(report(None), CLOSED)
    # ADS-S is for the less important goal; online ads carry 10 a đồng, leaflets for the same goal carry 35.
    assert [each.line.code for each in found] == RANKED
    assert [each.group for each in found[:4]] == [
        Group.NO_GOAL,
        Group.SERVES_GOAL,
        Group.SERVES_GOAL,
        Group.CARRIES_REVENUE,
    ]


def test_what_has_to_stay_is_named_with_its_reason() -> None:
    stays = {each.line.code: each.group for each in kept(report(None), CLOSED)}
    assert stays == {
        "RENT": Group.RUNNING,
        "STAFF": Group.RUNNING,
        "GOODS": Group.FOLLOWS_SALES,
        "FEES": Group.FOLLOWS_SALES,
        "TAX": Group.OWED,
    }


def test_rent_stays_whatever_goal_it_is_said_to_serve() -> None:
    tagged = tuple(each.model_copy(update={"goal": "G2"}) if each.code == "RENT" else each for each in SHOP)
    asked = analyse(plan(*tagged, goals=GOALS, kpis=KPIS), actuals(CLOSED, {}))
    assert next(each.group for each in kept(asked, CLOSED) if each.line.code == "RENT") is Group.RUNNING


def test_a_line_is_as_important_as_the_open_action_that_spends_it() -> None:
    action = Action(code="A1", name="Window", goal="G1", line="ADS-S")
    assert [each.line.code for each in displaceable(report(None, actions=(action,)), CLOSED)][3:6] == [
        "ADS-O",
        "ADS-S",
        "LEAFLETS",
    ]
    done = action.model_copy(update={"status": ActionStatus.DONE})
    assert [each.line.code for each in displaceable(report(None, actions=(done,)), CLOSED)] == RANKED


def test_what_is_ordered_cannot_be_cut() -> None:
    ordered = (
        Commitment(code="ADS-O", amount=2 * M, month=1),  # its bill is late: it comes in March
        Commitment(code="ADS-O", amount=4 * M, month=5),  # more than May has: June pays the rest
        Commitment(code="ADS-O", amount=9 * M, month=7, billed=True),
    )
    asked = report(None, ordered=ordered)
    ads = next(each for each in SHOP if each.code == "ADS-O")
    assert [month / M for month in uncommitted(asked, ads)] == [0, 0, 1, 3, 0, 2, 3, 3, 3, 3, 3, 3]
    found = next(each for each in displaceable(asked, 4) if each.line.code == "ADS-O")
    assert (found.available, found.committed) == (20 * M, 4 * M)


# The amount ----------------------------------------------------------------------------------------------------------


def test_the_list_reaches_the_amount() -> None:
    found = cuts(20 * M)
    assert taken(found) == {"PARTY": 9, "SIGN": 4, "ADS-S": 7}
    assert (found.reached, found.missing) == (20 * M, 0)
    # Each đồng of the store's two lines carries 70 ÷ 2 of revenue.
    assert found.stake == pytest.approx(7 * 35 * M, rel=0.1)


def test_money_paid_out_can_be_postponed_where_that_is_what_must_fall() -> None:
    found = cuts(20 * M, counts=Counts.MONEY)
    assert taken(found) == {"PARTY": 9, "SIGN": 4, "CAMERA": 7}
    assert [cut.step for cut in found.cuts[:3]] == [Step.CUT, Step.CUT, Step.POSTPONE]
    assert found.after.profit == pytest.approx(found.before.profit + 13 * M)


def test_what_cannot_be_reached_is_said() -> None:
    found = cuts(100 * M)
    # 9 + 4 + 10 months of 1 + 3 + 1
    assert (found.reached, found.missing) == (63 * M, 37 * M)
    assert (
        summary(found, report(1).plan.settings.fiscal_year).en
        == "Only 63.0 million can be cut from 03/2027 on: 37.0 million is missing."
    )
    words = running(found)
    assert words is not None
    assert words.en.startswith("What is missing is 26% of what running the business still costs (140.0 million)")


@pytest.mark.parametrize(("month", "first"), [(None, 2), (1, 2), (8, 7)])
def test_months_that_are_over_cannot_be_cut(month: int | None, first: int) -> None:
    assert cuts(1 * M, month=month).first == first


def test_nothing_asked_is_nothing_cut() -> None:
    for amount in (None, 0):
        asked = report(amount)
        assert asked.cut_list is None
        assert list(cut_lines(asked, "en")) == [
            "Nothing has to be cut. When costs must fall, type the amount above and refresh."
        ]


def test_a_year_that_is_over_has_nothing_to_cut() -> None:
    asked = plan(*SHOP, goals=GOALS, kpis=KPIS, cut=CutRequest(amount=M))
    over = analyse(asked, actuals(12, {each.code: tuple(m and m / M for m in each.months) for each in SHOP}))
    assert first_open(over) == 12
    assert over.cut_list is not None
    assert (over.cut_list.reached, over.cut_list.missing) == (0, M)
    assert next(cut_lines(over, "vi")) == "Mọi tháng đã chốt: năm nay không còn gì để cắt."


# What it makes of the year -------------------------------------------------------------------------------------------


def test_profit_rises_by_the_cuts_and_falls_with_the_revenue_at_stake() -> None:
    found = cuts(20 * M)
    assert found.after.profit - found.before.profit == pytest.approx(20 * M)
    lost = found.stake
    revenue = [each.account.figures[Basis.OUTLOOK, "revenue"].year or 0.0 for each in (found.before, found.at_worst)]
    assert revenue[0] - revenue[1] == pytest.approx(lost)
    # Goods and fees of no channel follow all revenue to come: 600 and 20 of about 1,000.
    ahead = sum(
        (found.before.account.outlooks[code].months[m]) for code in ("SALES-S", "SALES-O") for m in range(2, 12)
    )
    assert found.at_worst.profit - found.before.profit == pytest.approx(20 * M - lost + lost * 620 * M / ahead)


# Properties ----------------------------------------------------------------------------------------------------------

AMOUNTS = st.floats(0, 400 * M, allow_nan=False)
MONTHS = st.tuples(*[st.integers(0, 9)] * 12)
COSTS = (Kind.MARKETING, Kind.FIXED, Kind.PEOPLE, Kind.CAPITAL, Kind.PURCHASES, Kind.VARIABLE)


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, Report]:
    """The same plan with a smaller and a larger request."""
    small, large = sorted(draw(st.tuples(AMOUNTS, AMOUNTS)))
    goal, channel = st.sampled_from([None, "G1", "G2"]), st.sampled_from([None, "Store", "Online"])
    spent = [
        of(f"C{place}", draw(st.sampled_from(COSTS)), *draw(MONTHS), goal=draw(goal), channel=draw(channel))
        for place in range(draw(st.integers(0, 6)))
    ]
    month, counts = draw(st.sampled_from([None, *range(1, 13)])), draw(st.sampled_from(Counts))
    ordered = tuple(
        Commitment(code=each.code, amount=draw(st.integers(0, 30)) * M, month=draw(st.integers(1, 12)))
        for each in spent
    )
    closed = draw(st.integers(0, 12))
    start = draw(st.sampled_from([1, 4]))
    happened = actuals(closed, {"SALES-S": (60,) * closed}).model_copy(update={"commitments": ordered})
    return tuple(  # type: ignore[return-value]
        analyse(
            plan(*SHOP[:3], *spent, goals=GOALS, kpis=KPIS, settings={"start_month": start},
                 cut=CutRequest(amount=amount, month=month, counts=counts)),
            happened,
        )
        for amount in (small, large)
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(reports())
def test_the_amount_is_reached_or_what_is_missing_is_told(both: tuple[Report, Report]) -> None:
    for each in both:
        found = each.cut_list
        if found is None:
            assert not each.plan.cut.amount
            continue
        assert found.reached + found.missing == pytest.approx(found.asked, abs=1)
        if found.missing:
            assert all(cut.amount == cut.available for cut in found.cuts)


@settings(max_examples=60, deadline=None)
@given(reports())
def test_no_line_is_cut_by_more_than_is_available(both: tuple[Report, Report]) -> None:
    for each in both:
        for cut in each.cut_list.cuts if each.cut_list else ():
            line = cut.spending.line
            assert 0 <= cut.amount <= cut.spending.available
            still = each.account.outlooks[line.code].months
            assert all(0 <= month <= still[place] + 1e-6 for place, month in enumerate(cut.months))
            assert not any(month for place, month in enumerate(cut.months) if each.account.counted[place])


@settings(max_examples=60, deadline=None)
@given(reports())
def test_a_larger_amount_goes_on_where_the_smaller_one_ends(both: tuple[Report, Report]) -> None:
    small, large = (each.cut_list for each in both)
    if small is None or large is None:
        return
    assert [cut.spending for cut in small.cuts] == [cut.spending for cut in large.cuts]
    assert all(less.amount <= more.amount + 1e-6 for less, more in zip(small.cuts, large.cuts, strict=True))
    # A line is only begun once those before it that count are used up.
    for found in (small, large):
        counted = [cut for cut in found.cuts if cut.counts]
        assert all(before.amount == before.available for before, after in pairwise(counted) if after.amount)


# BabyCare House ------------------------------------------------------------------------------------------------------


def test_babycare_house_cuts_25_million_from_august() -> None:
    shop = analyse(*starter("babycare_house", "en", 2027, 1))
    found = shop.cut_list
    assert found is not None
    assert taken(found) == {"MKT-KOC": 10, "MKT-QC": 15}
    # Livestream: 2 million a month from August on. Advertising: the budget of those months less 9 million ordered.
    advertising = next(line for line in shop.plan.lines if line.code == "MKT-QC")
    assert found.cuts[2].available == pytest.approx(sum(m or 0 for m in advertising.months[7:]) - 9 * M)
    assert found.after.profit - found.before.profit == pytest.approx(25 * M)
