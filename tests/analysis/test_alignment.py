"""Each check fires in a plan that has exactly this fault, and is silent in the sound plan that all begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.alignment import BEGIN, CHECKS, Concern, Misfit
from aop_excel.analysis.alignment.misfit import listed
from aop_excel.analysis.report import analyse
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.cash import Cash
from aop_excel.domain.plan import (
    Action,
    ActionStatus,
    Assignment,
    BudgetLine,
    Comparison,
    Goal,
    Kind,
    LimitMeasure,
    Milestone,
    NotThisYear,
    Person,
    Plan,
    Priority,
    ResourceLimit,
    Risk,
    TrackedKpi,
)
from aop_excel.text import LANGUAGES
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, line, plan, year

NOTHING_HAPPENED = Actuals()

GROWTH = Goal(code="G1", name="Growth", kpi="GROWTH", target=0.25, importance=1, owner="Minh")
MARGIN = Goal(code="G2", name="Margin", kpi="MARGIN", target=0.37, importance=2, owner="Lan")
CAMPAIGN = Action(
    code="A1", name="Campaign", goal="G1", owner="Minh", start=date(2027, 2, 1), due=date(2027, 5, 31), line="ADS"
)
PRICES = Action(code="A2", name="Prices", goal="G2", owner="Lan", start=date(2027, 1, 4), due=date(2027, 3, 31))
DEMAND = Risk(code="R1", name="Weak demand", goal="G1", likelihood=2, impact=3)
SUPPLY = Risk(
    code="R2", name="Dear supply", goal="G2", likelihood=4, impact=4, kpi="MARGIN", threshold=0.35, fallback="Switch"
)

# 100 million of sales a month after 80 last year, at a margin of 37 %; all that is spent names a goal.
SOUND = plan(
    *(each.model_copy(update={"goal": "G1"}) for each in LINES),
    direction=DIRECTION.model_copy(
        update={
            "priorities": (Priority(name="Online", rank=1),),
            "not_this_year": (NotThisYear(name="No new store"),),
        }
    ),
    goals=(GROWTH, MARGIN),
    kpis=(TrackedKpi(code="GROWTH", measure="revenue_growth"), TrackedKpi(code="MARGIN", measure="gross_margin")),
    actions=(CAMPAIGN, PRICES),
    milestones=(
        Milestone(action="A1", name="Dates agreed", due=date(2027, 2, 20)),
        Milestone(action="A2", name="Signed", due=date(2027, 3, 10)),
    ),
    people=(Person(name="Minh", hours=100), Person(name="Lan", hours=40)),
    assignments=(Assignment(person="Minh", action="A1", first=2, last=5, hours=90),),
    limits=(ResourceLimit(name="No new hires", measured_by=LimitMeasure.HEADCOUNT, amount=2),),
    risks=(DEMAND, SUPPLY),
    cash=Cash(opening_cash=100 * M, minimum=50 * M),
)


def change(**parts: Any) -> Callable[[], Plan]:
    """The sound plan with other parts."""
    return lambda: SOUND.model_copy(update=parts)


def direction(**parts: Any) -> Callable[[], Plan]:
    return change(direction=SOUND.direction.model_copy(update=parts))


def having(record: Any, **attributes: Any) -> Any:
    return record.model_copy(update=attributes)


def without_goal(*codes: str) -> tuple[BudgetLine, ...]:
    return tuple(having(each, goal=None) if each.code in codes else each for each in SOUND.lines)


@dataclass(frozen=True)
class Fault:
    """One fault: the plan that has it, what is told about it, and the cell: table, row and column."""

    check: str
    plan: Callable[[], Plan]
    concern: Concern
    told: str
    cell: tuple[str, str | None, str | None]
    against: str | None = None


RESULT, LINK, DETAIL = Concern.RESULT, Concern.LINK, Concern.DETAIL
NEW_STORE = Action(
    code="A3", name="Open a second store", goal="G1", owner="Lan", start=date(2027, 6, 1), due=date(2027, 9, 30)
)
OPENED = Milestone(action="A3", name="Opened", due=date(2027, 9, 1))
EMPTY = having(line("EMPTY", Kind.FIXED), goal="G1")
FAULTS = (
    # Last year 80 a month: 30 % more is 104 a month, 4 × 12 more than planned. The store grows from 60 to 70 only.
    Fault("budgets_reach_the_goals", change(goals=(having(GROWTH, target=0.30), MARGIN)), RESULT,
          "By its own budget “Growth” comes to 25.0%, against a target of 30.0% (48.0 million of revenue short). "
          "Pulled down by: Store 16.7%.", ("aop_goals", "G1", "target")),
    # A margin of 40 % is 3 million a month more. The store earns 28 of 70, online 9 of 30.
    Fault("budgets_reach_the_goals", change(goals=(GROWTH, having(MARGIN, target=0.40))), RESULT,
          "By its own budget “Margin” comes to 37.0%, against a target of 40.0% (36.0 million of gross profit short). "
          "Pulled down by: Online 30.0%.", ("aop_goals", "G2", "target"), "GOODS-O"),
    # Advertising of 5 of every 100
    Fault("budgets_reach_the_goals", change(
        goals=(GROWTH, having(MARGIN, name="Ads", kpi="ADS", comparison=Comparison.AT_MOST, target=0.04)),
        kpis=(*SOUND.kpis, TrackedKpi(code="ADS", measure="marketing_ratio"))), RESULT,
          "By its own budget “Ads” comes to 5.0%, against a target of 4.0% (12.0 million of marketing cost too much).",
          ("aop_goals", "G2", "target")),
    Fault("budgets_reach_the_goals", change(
        goals=(GROWTH, having(MARGIN, name="Sales", kpi="SALES", target=1_260 * M)),
        kpis=(*SOUND.kpis, TrackedKpi(code="SALES", measure="revenue"))), RESULT,
          "By its own budget “Sales” comes to 1,200.0 million, against a target of 1,260.0 million "
          "(60.0 million of revenue short).", ("aop_goals", "G2", "target")),
    # 100 and 18 a month more, less the camera of 20 in January: the year's lowest is the first month
    Fault("cash_stays_above_its_minimum", change(cash=Cash(opening_cash=100 * M, minimum=99 * M)), RESULT,
          "By plan, 01/2027 ends with 98.0 million, below the minimum of 99.0 million.",
          ("aop_minimum_cash", None, None)),
    Fault("limits_are_kept", change(limits=(having(SOUND.limits[0], amount=1),)), RESULT,
          "“No new hires” is passed: 2 people against 1 people.", ("aop_limits", "No new hires", "amount")),
    Fault("nobody_is_overloaded", change(people=(having(SOUND.people[0], hours=80), SOUND.people[1])), RESULT,
          "Too many hours assigned: Minh: 02/2027–05/2027 (+10 h).", ("aop_people", "Minh", "hours")),
    Fault("what_was_given_up_is_not_done",
          change(actions=(*SOUND.actions, NEW_STORE), milestones=(*SOUND.milestones, OPENED)), LINK,
          "Looks like what you gave up (“No new store”): A3 “Open a second store”. Is it?",
          ("aop_actions", "A3", "name"), "No new store"),
    Fault("what_was_given_up_is_not_done",
          change(lines=(*SOUND.lines, having(line("FIT", Kind.CAPITAL, 1), name="Mở cửa hàng thứ hai", goal="G1"))),
          LINK, "Looks like what you gave up (“No new store”): FIT “Mở cửa hàng thứ hai”. Is it?",
          ("aop_budget", "FIT", "name"), "No new store"),
    Fault("goals_are_written_down", change(goals=()), LINK, "There is no goal yet.", ("aop_goals", None, None)),
    Fault("goals_are_few", change(settings=having(SOUND.settings, most_goals=1)), LINK,
          "There are 2 goals; 1 at most.", ("aop_goals", "G2", "name")),
    Fault("goals_have_a_kpi", change(goals=(GROWTH, having(MARGIN, kpi="GONE"))), LINK,
          "Goals whose KPI is not tracked: G2.", ("aop_goals", "G2", "kpi")),
    Fault("budgets_can_tell_of_the_goals", direction(last_year=()), LINK,
          "The budget cannot tell whether it reaches: G1.", ("aop_goals", "G1", "kpi")),
    Fault("the_opening_cash_is_known", change(cash=Cash()), LINK, "The opening cash is not filled in.",
          ("aop_opening_cash", None, None)),
    Fault("goals_have_an_action", change(actions=(CAMPAIGN, having(PRICES, status=ActionStatus.CANCELLED))), LINK,
          "Goals without an action: G2.", ("aop_goals", "G2", "code")),
    Fault("goals_have_an_owner", change(goals=(having(GROWTH, owner=" "), having(MARGIN, owner=""))), LINK,
          "Goals without an owner: G1, G2.", ("aop_goals", "G1", "owner")),
    Fault("actions_serve_a_goal", change(
        actions=(*SOUND.actions, having(NEW_STORE, name="Paint", goal=None)), milestones=(*SOUND.milestones, OPENED)),
          LINK, "Actions that serve no goal: A3.", ("aop_actions", "A3", "goal")),
    Fault("actions_have_money", change(lines=(*SOUND.lines, EMPTY), actions=(CAMPAIGN, having(PRICES, line="EMPTY"))),
          LINK, "Actions whose budget line has no money: A2.", ("aop_actions", "A2", "line")),
    Fault("actions_have_an_owner", change(actions=(CAMPAIGN, having(PRICES, owner=""))), LINK,
          "Actions without an owner: A2.", ("aop_actions", "A2", "owner")),
    Fault("actions_have_dates", change(actions=(having(CAMPAIGN, start=None), having(PRICES, due=None))), LINK,
          "Actions without a start or due date: A1, A2.", ("aop_actions", "A1", "start")),
    Fault("high_risks_have_a_fallback", change(risks=(DEMAND, having(SUPPLY, fallback=""))), LINK,
          "High risks without a fallback: R2.", ("aop_risks", "R2", "fallback")),
    Fault("high_risks_have_a_trigger", change(risks=(DEMAND, having(SUPPLY, kpi=None))), LINK,
          "High risks without a trigger: R2.", ("aop_risks", "R2", "trigger")),
    Fault("high_risks_have_a_trigger", change(risks=(DEMAND, having(SUPPLY, kpi=None, trigger="New price list"))),
          DETAIL, "High risks whose trigger is in words only: R2.", ("aop_risks", "R2", "kpi")),
    Fault("actions_have_a_milestone", change(milestones=SOUND.milestones[:1]), DETAIL,
          "Actions without a milestone: A2.", ("aop_actions", "A2", "code")),
    Fault("goals_are_ranked", change(goals=(GROWTH, having(MARGIN, importance=1))), DETAIL,
          "Of the same importance: G1, G2.", ("aop_goals", "G1", "importance")),
    Fault("the_direction_is_set", direction(priorities=()), DETAIL, "There are no priorities yet.",
          ("aop_priorities", None, None)),
    Fault("the_direction_is_set", direction(not_this_year=()), DETAIL, "Nothing is given up for this year.",
          ("aop_not_this_year", None, None)),
    Fault("goals_have_a_risk", change(risks=(SUPPLY,)), DETAIL, "Goals for which no risk was thought of: G1.",
          ("aop_goals", "G1", "code")),
    # (6 + 8) × 12 of (5 + 8 + 6 + 3) × 12 + 20
    Fault("spending_serves_a_goal", change(lines=without_goal("RENT", "STAFF", "GOODS-S", "STOCK")), DETAIL,
          "168.0 million (59% of operating costs and capital spending) names no goal. "
          "The largest: Line STAFF 96.0 million; Line RENT 72.0 million.", ("aop_budget", "STAFF", "goal")),
)  # fmt: skip


def found(of: Plan, happened: Actuals = NOTHING_HAPPENED) -> tuple[Misfit, ...]:
    return analyse(of, happened).alignment


def known_by(record: Any) -> str | None:
    return getattr(record, "code", None) or getattr(record, "name", None)


def test_a_sound_plan_has_no_fault() -> None:
    assert found(SOUND) == ()
    assert found(SOUND, actuals(2, HAPPENED)) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.check)
def test_a_fault_is_told_with_its_cell_and_its_cure(fault: Fault) -> None:
    (only,) = found(fault.plan())
    assert (only.check, only.concern, only.told.en) == (fault.check, fault.concern, fault.told)
    assert (only.place.table, known_by(only.place.record), only.place.column) == fault.cell
    assert known_by(only.against.record if only.against else None) == fault.against or fault.check == "goals_are_few"
    for words in (*only.sentences, only.reason, only.cure):
        assert all(words(language).endswith((".", "?")) for language in LANGUAGES)


def test_every_check_has_a_fault() -> None:
    assert {fault.check for fault in FAULTS} == {check.__name__ for check in CHECKS}


# What is no fault -----------------------------------------------------------------------------------------------------

CANCELLED = Action(code="A9", name="Open a third store", status=ActionStatus.CANCELLED, line="EMPTY")
DONE = Action(code="A8", name="Photos", goal="G1", status=ActionStatus.DONE, done=date(2027, 1, 20))
NO_FAULTS = {
    "a cancelled action needs nothing": change(actions=(*SOUND.actions, CANCELLED)),
    "a done action needs neither owner, dates, nor milestone": change(actions=(*SOUND.actions, DONE)),
    "an action without a line costs nothing": change(actions=(having(CAMPAIGN, line=None), PRICES)),
    "a gap that rounds away": change(goals=(having(GROWTH, target=0.2502), MARGIN)),
    "a goal that is passed": change(goals=(having(GROWTH, target=0.20), having(MARGIN, target=0.30))),
    "cash at its minimum": change(cash=Cash(opening_cash=100 * M, minimum=98 * M)),
    "a low risk without anything": change(risks=(having(DEMAND, trigger="", fallback=""), SUPPLY)),
    "goods and purchases follow what is sold": change(lines=without_goal("GOODS-S", "GOODS-O", "STOCK")),
    "a line without money serves no goal": change(lines=(*SOUND.lines, line("LATER", Kind.FIXED))),
    "a state that no budget tells of": change(
        goals=(having(GROWTH, kpi="ON-TIME", target=0.8), MARGIN),
        kpis=(*SOUND.kpis, TrackedKpi(code="ON-TIME", measure="actions_on_time")),
    ),
    "as many goals as allowed": change(settings=having(SOUND.settings, most_goals=2)),
    "an empty line of what was given up": change(
        lines=(*SOUND.lines, having(line("NEW", Kind.CAPITAL, 0), name="New store", goal="G1"))
    ),
}


@pytest.mark.parametrize("sound", NO_FAULTS.values(), ids=NO_FAULTS)
def test_what_is_no_fault_is_not_told(sound: Callable[[], Plan]) -> None:
    assert found(sound()) == ()


def test_a_blank_plan_is_told_where_to_begin() -> None:
    assert found(plan()) == (BEGIN,)
    assert BEGIN.place.table == "aop_last_year_result"


def test_a_plan_that_begins_with_its_direction_is_asked_for_goals_only() -> None:
    begun = plan(direction=SOUND.direction)
    assert [misfit.check for misfit in found(begun)] == ["goals_are_written_down"]


def test_the_later_and_lowest_month_of_cash_is_told_too() -> None:
    stock = having(next(each for each in SOUND.lines if each.code == "STOCK"), months=year(70, *[100] * 3, *[40] * 8))
    dear = having(SOUND, lines=(*(each for each in SOUND.lines if each.code != "STOCK"), stock))
    # January: 100 + 100 − 70 − 22 − 20 = 88; then three months of −22: 66, 44, 22.
    (only,) = found(dear)
    assert only.told.en == (
        "By plan, 03/2027 ends with 44.0 million, below the minimum of 50.0 million. "
        "Lowest: 22.0 million, at the end of 04/2027."
    )


def test_limits_count_closed_months_as_they_happened() -> None:
    staff = having(SOUND, limits=(ResourceLimit(name="Wages", measured_by=LimitMeasure.PEOPLE_COST, amount=96 * M),))
    assert found(staff) == ()
    happened = actuals(1, HAPPENED | {"STAFF": (9,)})
    (only,) = found(staff, happened)  # 9 in January, and 8 in each of the other eleven
    assert only.told.en == "“Wages” is passed: 97,000,000 VND against 96,000,000 VND, from 12/2027."


# Order ----------------------------------------------------------------------------------------------------------------

SLOPPY = SOUND.model_copy(
    update={
        "goals": (having(GROWTH, target=0.3, owner=""), having(MARGIN, target=0.4, importance=1, owner="")),
        "cash": Cash(opening_cash=100 * M, minimum=400 * M),
        "lines": (*without_goal("RENT", "STAFF", "ADS"), EMPTY, having(line("FIT", Kind.CAPITAL, 1), name="New store")),
        "actions": (*SOUND.actions, *(having(NEW_STORE, code=f"A{n}", owner="", line="EMPTY") for n in range(3, 12))),
        "risks": tuple(having(SUPPLY, code=f"R{n}", goal=None, fallback="", kpi=None) for n in range(9, 12)),
        "people": (Person(name="Minh", hours=10), Person(name="Lan", hours=0)),
        "limits": (*SOUND.limits, ResourceLimit(name="Hours", measured_by=LimitMeasure.HOURS, amount=5)),
    }
)


def test_what_endangers_the_year_comes_first() -> None:
    misfits = found(SLOPPY)
    concerns = [list(Concern).index(each.concern) for each in misfits]
    assert concerns == sorted(concerns)
    checks = [check.__name__ for check in CHECKS]
    assert all(
        checks.index(before.check) <= checks.index(after.check)
        for before, after in pairwise(misfits)
        if before.concern is after.concern
    )
    assert len(misfits) > 12


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(random: Random) -> None:
    def shuffled(records: Any) -> Any:
        return tuple(random.sample(records, len(records))) if isinstance(records, tuple) else records

    mixed = SLOPPY.model_copy(update={part: shuffled(getattr(SLOPPY, part)) for part in Plan.model_fields})
    assert found(mixed) == found(SLOPPY)


def test_codes_are_listed_as_people_count_and_many_are_cut_short() -> None:
    assert listed(["A10", "A2", "A1"]).en == "A1, A2, A10"
    assert listed(f"A{n}" for n in range(1, 9)).vi == "A1, A2, A3, A4, A5, A6, … (8)"


def test_a_worse_budget_misses_by_more() -> None:
    gaps = []
    for sales in (68, 66, 64):
        months = year(*[sales] * 12)
        lines = tuple(having(each, months=months) if each.code == "SALES-S" else each for each in SOUND.lines)
        told = next(each.told.en for each in found(having(SOUND, lines=lines)) if "“Growth”" in each.told.en)
        gaps.append(told.partition("(")[2].partition(" ")[0])
    assert gaps == ["24.0", "48.0", "72.0"]
