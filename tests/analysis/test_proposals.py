"""Proposals held against a small shop: 100 million sold a month, 18 of cash left over, 20 for a camera in January.

By hand, in million đồng: cash is 50 at the start, 48 in January, then 66, 84, … ; at least 40 must stay.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.proposals import Answer, Reason, Standing, Subject, Verdict, judge
from aop_excel.analysis.proposals.cash import cash
from aop_excel.analysis.proposals.trial import starts
from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.actuals import Actuals, Commitment
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.cash import Cash
from aop_excel.domain.plan import (
    Assignment,
    BudgetLine,
    Direction,
    Goal,
    LimitMeasure,
    LimitType,
    NotThisYear,
    Person,
    ResourceLimit,
    TrackedKpi,
)
from aop_excel.domain.proposal import Proposal
from aop_excel.starters import starter
from aop_excel.text import LANGUAGES
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, plan

GOALS = (
    Goal(code="G1", name="Sales", kpi="SALES", target=1300 * M),
    Goal(code="G2", name="Margin", kpi="MARGIN", target=0.36, importance=2),
    Goal(code="G3", name="Online", kpi="ONLINE", target=0.30, importance=3),
)
KPIS = (
    TrackedKpi(code="SALES", measure="revenue"),
    TrackedKpi(code="MARGIN", measure="gross_margin", amber=0, red=0.02),
    TrackedKpi(code="ONLINE", measure="online_share", amber=0, red=0.02),
)
PEOPLE = (Person(name="Minh", hours=40), Person(name="Lan", hours=20))
WORK = (Assignment(person="Minh", action="A1", first=1, last=6, hours=30),)
NOT_NOW = Direction(channels=DIRECTION.channels, not_this_year=(NotThisYear(name="No new store"),))


def limited(code: str, limit: LimitType) -> tuple[BudgetLine, ...]:
    """The lines of the shop, one of them with another limit."""
    return tuple(line.model_copy(update={"limit": limit}) if line.code == code else line for line in LINES)


def shop(lines: tuple[BudgetLine, ...] = LINES, happened: Actuals | None = None, **parts: Any) -> Report:
    """The shop before the year begins, or as it went on."""
    given: dict[str, Any] = {
        "direction": NOT_NOW,
        "goals": GOALS,
        "kpis": KPIS,
        "people": PEOPLE,
        "assignments": WORK,
        "cash": Cash(opening_cash=50 * M, opening_stock=200 * M, minimum=40 * M),
    }
    return analyse(plan(*lines, **(given | parts)), happened or Actuals())


IDEA: dict[str, Any] = {"code": "P1", "name": "Idea", "goal": "G1", "first": 3, "last": 5}


def proposal(**given: Any) -> Proposal:
    """A proposal that serves sales from March through May, in million đồng."""
    amounts: dict[str, Any] = {
        key: given.pop(key) * M for key in ("one_off", "monthly", "purchases", "revenue") if key in given
    }
    return Proposal(**(IDEA | amounts | given))


def of(verdict: Verdict, subject: Subject) -> Reason:
    """The one reason about a subject."""
    [found] = [reason for reason in verdict.reasons if reason.subject is subject]
    return found


def conditions(verdict: Verdict) -> list[str]:
    return [condition.en for condition in verdict.conditions]


# Nothing at all -------------------------------------------------------------------------------------------------------


@given(first=st.integers(1, 12), last=st.integers(1, 12), closed=st.integers(0, 11))
@settings(max_examples=30, deadline=None)
def test_a_proposal_of_zero_changes_nothing(first: int, last: int, closed: int) -> None:
    found = shop(happened=actuals(closed, HAPPENED))
    idea = proposal(first=first, last=last, line="ADS", channel="Store")
    verdict = judge(found, idea)
    if last < first or last <= closed:
        assert (verdict.answer, verdict.trial) == (Answer.DOES_NOT_FIT, None)
        return
    assert verdict.answer is Answer.FITS
    assert verdict.trial is not None
    projection = verdict.trial.projection
    assert projection.account.figures == found.account.figures
    assert projection.cash.figures == found.cash.figures
    assert projection.goals == found.goals
    assert (verdict.cost, verdict.profit, verdict.payback) == (0, 0, 0)


# A larger cost --------------------------------------------------------------------------------------------------------

AMOUNT = st.integers(0, 60)
IDEAS = st.builds(
    proposal,
    first=st.integers(2, 9),
    last=st.integers(9, 12),
    goal=st.sampled_from(["G1", "G2", None]),
    channel=st.sampled_from(["Store", "Online", None]),
    line=st.sampled_from(["ADS", "CAMERA", "STOCK", "RENT", None]),
    one_off=AMOUNT,
    monthly=st.integers(0, 15),
    purchases=AMOUNT,
    revenue=AMOUNT,
    margin=st.sampled_from([None, 0.1, 0.4, 0.6]),
    person=st.sampled_from(["Minh", "Lan", "Nobody", None]),
    hours=st.sampled_from([0, 8, 15, 45]),
)
CAMERA_IN_JUNE = tuple(
    line.model_copy(update={"months": (*[0.0] * 5, 20.0 * M, *[0.0] * 6)}) if line.code == "CAMERA" else line
    for line in LINES
)
TIGHT = [
    shop(happened=actuals(1, HAPPENED)),
    shop(limited("ADS", LimitType.HARD), cash=Cash(opening_cash=0, opening_stock=80 * M, minimum=90 * M, most_days=60)),
    shop(
        CAMERA_IN_JUNE,
        cash=Cash(opening_cash=0, minimum=90 * M),
        limits=(
            ResourceLimit(name="Marketing", measured_by=LimitMeasure.MARKETING_SHARE, amount=0.06),
            ResourceLimit(name="Costs", measured_by=LimitMeasure.OPERATING_COSTS, amount=300 * M),
        ),
    ),
]
RANK = list(Answer)
STANDINGS = [Standing.TOLD, Standing.FINE, Standing.IF, Standing.AGAINST]


@given(found=st.sampled_from(TIGHT), idea=IDEAS, more=st.integers(1, 80), monthly=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_larger_cost_never_improves_a_verdict(found: Report, idea: Proposal, more: int, monthly: bool) -> None:
    key = "monthly" if monthly else "one_off"
    dearer = idea.model_copy(update={key: getattr(idea, key) + more * M})
    assert RANK.index(judge(found, dearer).answer) >= RANK.index(judge(found, idea).answer)


@given(found=st.sampled_from(TIGHT), idea=IDEAS, more=st.integers(1, 80))
@settings(max_examples=100, deadline=None)
def test_more_purchases_never_improve_the_cash_reason(found: Report, idea: Proposal, more: int) -> None:
    larger = idea.model_copy(update={"purchases": idea.purchases + more * M})
    [now, then] = [starts(found, each)[0] for each in (idea, larger)]
    assert STANDINGS.index(next(cash(then)).standing) >= STANDINGS.index(next(cash(now)).standing)
    assert now.projection.lowest_cash is not None
    assert then.projection.lowest_cash is not None
    assert then.projection.lowest_cash[1] <= now.projection.lowest_cash[1]


# 1. Goal and priority -------------------------------------------------------------------------------------------------


def test_it_is_told_how_far_a_goal_moves() -> None:
    # 1,200 by the plan; 3 × 20 more.
    reason = of(judge(shop(), proposal(revenue=20, margin=0.4, channel="Store")), Subject.GOAL)
    assert reason.sentence.en == (
        "Sales (importance 1): the year's outlook is 1,200.0 million, with it 1,260.0 million; "
        "the target is 1,300.0 million."
    )
    assert (reason.standing, reason.rests.table, reason.rests.record) == (Standing.FINE, "aop_goals", "G1")


@pytest.mark.parametrize(
    ("goal", "words"), [(None, "It serves no goal of the year."), ("G9", "The plan has no goal “G9”.")]
)
def test_what_serves_no_goal_does_not_fit(goal: str | None, words: str) -> None:
    verdict = judge(shop(), proposal(goal=goal))
    assert (verdict.answer, of(verdict, Subject.GOAL).sentence.en) == (Answer.DOES_NOT_FIT, words)


def test_what_sets_its_goal_back_needs_another_one() -> None:
    # Gross profit 444 of 1,200 is 37.0 %; with 60 sold at 10 % it is 450 of 1,260, 35.7 %.
    verdict = judge(shop(happened=actuals(2, HAPPENED)), proposal(goal="G2", revenue=20, margin=0.1, channel="Store"))
    assert "another goal is named: it sets G2 back" in conditions(verdict)


# 2. Not this year -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refused", "idea"),
    [
        ("Không mở cửa hàng mới", "Mở cửa hàng thứ hai"),
        ("No new store", "Open a new store in District 2"),
        ("Không thêm nhóm hàng mới", "Thêm nhóm hàng đồ chơi"),
        ("No new product groups", "Add a new product group: toys"),
    ],
)
def test_what_is_not_done_this_year_does_not_fit(refused: str, idea: str) -> None:
    direction = Direction(channels=DIRECTION.channels, not_this_year=(NotThisYear(name=refused),))
    verdict = judge(shop(direction=direction), proposal(name=idea))
    assert verdict.answer is Answer.DOES_NOT_FIT
    assert of(verdict, Subject.NOT_THIS_YEAR).rests.record == refused
    assert judge(shop(direction=direction), proposal(name="Livestream")).answer is Answer.FITS


# 3. Budget ------------------------------------------------------------------------------------------------------------


def test_a_watched_line_without_room_is_a_condition() -> None:
    # ADS has its 60 planned, so all 9 are too much; the camera of January can wait.
    verdict = judge(shop(), proposal(line="ADS", monthly=3, revenue=10, margin=0.4, channel="Store"))
    assert of(verdict, Subject.BUDGET).amount == 9 * M
    assert conditions(verdict) == ["9.0 million moves from CAMERA to ADS"]


def test_a_hard_line_without_room_is_against_where_nothing_gives_way() -> None:
    lines = tuple(line for line in limited("ADS", LimitType.HARD) if line.code != "CAMERA")
    verdict = judge(shop(lines), proposal(line="ADS", monthly=3, revenue=10, margin=0.4, channel="Store"))
    assert verdict.answer is Answer.DOES_NOT_FIT
    assert of(verdict, Subject.BUDGET).standing is Standing.AGAINST


def test_what_was_spent_less_leaves_room() -> None:
    # January took 2 of the 5 planned: 3 are left for the year.
    happened = actuals(1, HAPPENED | {"ADS": (2,)})
    spares = judge(
        shop(limited("ADS", LimitType.HARD), happened), proposal(line="ADS", one_off=3, revenue=10, channel="Store")
    )
    reason = next(each for each in spares.reasons if each.subject is Subject.BUDGET)
    assert (reason.standing, reason.sentence.en) == (
        Standing.FINE,
        "ADS has 3.0 million left for the year, the proposal takes 3.0 million.",
    )


def test_what_is_ordered_leaves_no_room() -> None:
    happened = actuals(1, HAPPENED | {"ADS": (2,)})
    happened = happened.model_copy(update={"commitments": (Commitment(code="ADS", amount=58 * M, month=12),)})
    reason = of(judge(shop(limited("ADS", LimitType.HARD), happened), proposal(line="ADS", one_off=3)), Subject.BUDGET)
    # 2 spent and 58 ordered are all 60.
    assert reason.amount == 3 * M


def test_cost_on_no_line_has_no_budget() -> None:
    verdict = judge(shop(), proposal(one_off=4, revenue=10, margin=0.5, channel="Store"))
    assert conditions(verdict) == ["4.0 million comes from CAMERA"]


def test_a_limit_of_the_resource_plan_is_kept_by_the_whole_year() -> None:
    # Marketing is 60 of 1,200, 5 %; with 30 of cost and 60 of sales it is 90 of 1,260, 7.1 %: 6 % allow 75.6.
    limit = ResourceLimit(name="Marketing", measured_by=LimitMeasure.MARKETING_SHARE, amount=0.06)
    verdict = judge(shop(limits=(limit,)), proposal(line="ADS", monthly=10, revenue=20, channel="Store"))
    [reason] = [each for each in verdict.reasons if each.rests.table == "aop_limits"]
    assert reason.sentence.en == "“Marketing”: 5.0% now, 7.1% with it."
    assert reason.standing is Standing.AGAINST
    assert reason.amount == pytest.approx(14.4 * M)


# 4. Cash --------------------------------------------------------------------------------------------------------------


def test_cash_that_falls_below_the_minimum_because_of_it_waits_for_a_better_month() -> None:
    # 48 − 30 = 18 in January; 66 − 30 = 36 in February; 84 − 30 = 54 in March. Nothing else can wait: the camera is
    # paid in January.
    lines = tuple(line for line in LINES if line.code != "CAMERA")
    found = shop(lines, cash=Cash(opening_cash=30 * M, opening_stock=200 * M, minimum=40 * M))
    verdict = judge(found, proposal(first=1, last=1, line="STOCK", purchases=30))
    assert (verdict.answer, verdict.begins) == (Answer.FITS_IF, 2)
    assert conditions(verdict)[0] == "it begins in 03/2027"
    told = next(each for each in verdict.reasons if each.subject is Subject.CASH)
    assert (
        told.sentence.en
        == "End of 01/2027: 18.0 million left, below the minimum of 40.0 million; without it 48.0 million."
    )
    assert verdict.lowest_cash == (0, 48 * M)


def test_a_shortage_that_was_there_before_is_told_as_such() -> None:
    found = shop(cash=Cash(opening_cash=30 * M, opening_stock=200 * M, minimum=40 * M))
    later = of(judge(found, proposal(purchases=10, line="CAMERA")), Subject.CASH)
    assert later.standing is Standing.FINE
    assert later.sentence.en.startswith("Cash is short already (end of 01/2027: 28.0 million")
    now = next(
        e for e in judge(found, proposal(first=1, purchases=10, line="CAMERA")).reasons if e.subject is Subject.CASH
    )
    assert now.sentence.en == (
        "Cash is short already, and shorter with it: end of 01/2027 18.0 million instead of 28.0 million; "
        "minimum 40.0 million."
    )


def test_spending_that_carries_no_sales_can_be_kept_back_for_it() -> None:
    # Cash is 0 + 18 a month: 90 in May, 88 in June after the camera. 6 for goods in June leave 82: the camera waits.
    found = shop(CAMERA_IN_JUNE, cash=Cash(opening_cash=0, opening_stock=200 * M, minimum=88 * M))
    verdict = judge(found, proposal(first=6, last=6, purchases=6))
    assert conditions(verdict) == ["CAMERA 6.0 million is kept back"]


def test_without_an_opening_balance_nobody_can_say() -> None:
    reason = of(judge(shop(cash=Cash()), proposal(one_off=500, line="RENT")), Subject.CASH)
    assert (reason.standing, reason.sentence.en) == (Standing.TOLD, "Enter the opening cash on Cash.")


def test_a_plan_without_purchases_pays_for_goods_as_they_are_sold() -> None:
    # 10 a month at 40 %: 6 of goods. 12 bought in March last through April, so that only May pays 6 more.
    lines = tuple(line for line in LINES if line.code != "STOCK")
    found = shop(lines)
    [trial, *_] = starts(found, proposal(purchases=12, revenue=10, margin=0.4, channel="Store"))
    with_it, without = (
        each.figures[Basis.OUTLOOK, "cash_closing"].months for each in (trial.projection.cash, found.cash)
    )
    changes = [(a or 0) - (b or 0) for a, b in zip(with_it, without, strict=True)]
    assert changes == pytest.approx([0, 0, -2 * M, 8 * M, 12 * M, *[12 * M] * 7])


def test_what_sells_more_than_there_is_needs_goods() -> None:
    # 200 in stock, and 3 less each month: 60 more of goods a month from March leave 200 − 9 − 180 = 11 in May, …
    idea = proposal(revenue=100, margin=0.2, channel="Store")
    assert "goods are bought for it" in conditions(judge(shop(), idea))
    assert "goods are bought for it" not in conditions(judge(shop(), idea.model_copy(update={"purchases": 90.0 * M})))


# 5. People ------------------------------------------------------------------------------------------------------------


def test_others_may_take_the_hours_that_someone_lacks() -> None:
    # Minh has 40, 30 of them given until June: 10 of 25 are free; Lan has 20.
    verdict = judge(shop(), proposal(person="Minh", hours=25))
    assert conditions(verdict) == ["Lan takes 15 of the 25 hours a month"]
    assert of(verdict, Subject.PEOPLE).sentence.en == (
        "Minh has only 10 free hours a month in 03/2027–05/2027; 25 are needed."
    )


def test_who_has_no_time_now_may_have_it_later() -> None:
    verdict = judge(shop(), proposal(person="Minh", hours=35))
    assert (verdict.answer, conditions(verdict)) == (Answer.FITS_IF, ["it begins in 07/2027"])
    assert judge(shop(), proposal(person="Minh", hours=70)).answer is Answer.DOES_NOT_FIT


def test_hours_of_nobody_are_offered_to_who_has_them() -> None:
    assert conditions(judge(shop(), proposal(hours=12))) == ["Lan takes 12 hours a month"]


def test_everyones_hours_together_have_a_limit() -> None:
    limit = ResourceLimit(name="Hours", measured_by=LimitMeasure.HOURS, amount=35)
    verdict = judge(shop(limits=(limit,)), proposal(person="Lan", hours=10))
    # 30 of Minh and 10 of Lan until June.
    assert conditions(verdict) == ["it begins in 07/2027"]


# 6. Margin, 7. payback, 8. what gives way -----------------------------------------------------------------------------


def test_a_margin_below_the_goal_is_told_with_the_margin_it_takes() -> None:
    # 444 of 1,200 is 37.0 %; 90 sold at 20 % make it 462 of 1,290, 35.8 %. For 36 % it takes 464.4: 20.4 of 90, 22.7 %.
    verdict = judge(shop(), proposal(revenue=30, margin=0.2, channel="Store"))
    assert (
        of(verdict, Subject.MARGIN).sentence.en
        == "The year's gross margin goes from 37.0% to 35.8%; the goal is 36.0%."
    )
    assert "its own margin is at least 22.7%" in conditions(verdict)


def test_another_goal_that_is_reached_no_longer_is_told() -> None:
    # Online is 60 of 200 so far; the year's outlook of 30 % falls with what the store sells more.
    found = shop(happened=actuals(2, HAPPENED | {"SALES-S": (70, 70), "SALES-O": (30, 30)}))
    verdict = judge(found, proposal(revenue=20, margin=0.4, channel="Store"))
    assert "G3 is reached in another way" in conditions(verdict)


@pytest.mark.parametrize(
    ("one_off", "monthly", "months"), [(4, 0, 1), (4, 2, 2), (5, 2, 3), (0, 4, 1), (7, 2, None), (0, 5, None)]
)
def test_payback_counts_the_months_until_it_has_earned_its_cost(one_off: int, monthly: int, months: int | None) -> None:
    # 10 a month at 40 % earn 4; by hand: 4 + 2 in March are 2 short, April makes up for it, …
    idea = proposal(line="ADS", one_off=one_off, monthly=monthly, revenue=10, margin=0.4, channel="Store")
    assert judge(shop(), idea).payback == months
    earned = pd.Series([4 - monthly - one_off, 4 - monthly, 4 - monthly], index=[1, 2, 3]).cumsum()
    last_short = max(earned.index[earned < 0], default=0)
    assert (None if last_short == 3 else last_short + 1) == months
    if months is None:
        assert f"it sells at least {(one_off + 3 * monthly) / 0.4 / 3:.1f} million a month" in conditions(
            judge(shop(), idea)
        )


def test_profit_changes_by_what_it_earns() -> None:
    verdict = judge(shop(), proposal(line="ADS", one_off=5, monthly=2, revenue=10, margin=0.4, channel="Store"))
    assert verdict.cost == 11 * M
    assert verdict.profit == pytest.approx(1 * M)


def test_what_gives_way_is_named_until_the_cost_is_covered() -> None:
    # The camera's 20 first; then ADS, which no sales hang on less than on the rest.
    reason = of(
        judge(shop(), proposal(line="RENT", one_off=25, revenue=30, margin=0.4, channel="Store")), Subject.DISPLACED
    )
    assert reason.sentence.en == "To pay its 25.0 million: CAMERA 20.0 million, ADS 5.0 million."


# Months ---------------------------------------------------------------------------------------------------------------


def test_only_months_to_come_count() -> None:
    verdict = judge(shop(happened=actuals(3, HAPPENED)), proposal(line="ADS", one_off=1, monthly=2))
    assert (verdict.begins, verdict.cost) == (3, 5 * M)
    assert of(verdict, Subject.TIME).sentence.en == "03/2027 is closed: looked at from 04/2027 on."


def test_in_a_year_from_april_it_runs_over_new_year() -> None:
    found = shop(settings={"start_month": 4})
    verdict = judge(found, proposal(first=12, last=2, line="ADS", monthly=1))
    assert (verdict.begins, verdict.cost) == (8, 3 * M)
    assert judge(found, proposal(first=2, last=5)).trial is None


def test_it_keeps_its_length_when_it_begins_later() -> None:
    assert [trial.months for trial in starts(shop(), proposal(first=9, last=11))] == [(8, 9, 10), (9, 10, 11)]
    assert [len(trial.months) for trial in starts(shop(), proposal(first=9, last=12))] == [4, 3, 2, 1]


# BabyCare House -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("start_month", [1, 4])
def test_the_three_temptations_of_babycare_house(language: Any, start_month: int) -> None:
    found = analyse(*starter("babycare_house", language, 2027, start_month))
    promotion, marketplace, purchase = found.verdicts
    answers = [verdict.answer for verdict in found.verdicts]
    assert answers == [Answer.FITS_IF, Answer.FITS, Answer.DOES_NOT_FIT]
    if start_month == 1:
        assert (promotion.begins, marketplace.begins, purchase.begins) == (10, 10, 6)
    against = [reason.subject for reason in purchase.reasons if reason.standing is Standing.AGAINST]
    assert against == [Subject.BUDGET, Subject.CASH]


def test_money_of_the_marketplace_comes_on_its_payout_day() -> None:
    """Day by day: sold evenly, due a week later, paid on the next 15th; 2 million are spent in November."""
    found = analyse(*starter("babycare_house", "en", 2027, 1))
    trial = found.verdicts[1].trial
    assert trial is not None
    days = pd.date_range("2027-11-01", "2027-12-31")
    due = days + pd.Timedelta(days=7)
    paid = due.where(due.day <= 15, due + pd.offsets.MonthBegin(1)).to_period("M")
    received = pd.Series([14 * M / day.days_in_month for day in days], index=paid).groupby(level=0).sum()
    november, december = received["2027-11"] - 2 * M, received["2027-12"]
    with_it, without = (
        each.figures[Basis.OUTLOOK, "cash_closing"].months for each in (trial.projection.cash, found.cash)
    )
    changes = [(with_it[month] or 0) - (without[month] or 0) for month in range(MONTHS)]
    assert changes == pytest.approx([0] * 10 + [november, november + december], abs=1)
