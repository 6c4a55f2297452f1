"""What the review says of the shop, sentence by sentence: the amounts are reckoned by head."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aop_excel.analysis.report import Report, analyse
from aop_excel.analysis.review import Question
from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.actuals import Comment, Commitment
from aop_excel.domain.plan import (
    Action,
    ActionStatus,
    Assignment,
    Comparison,
    Goal,
    Kind,
    LimitMeasure,
    LimitType,
    Person,
    ResourceLimit,
    Risk,
    TrackedKpi,
)
from aop_excel.domain.review import Decision, ReviewNote
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, Millions, actuals, line, plan

ACT, LOOK_AT, FINE = Urgency.ACT, Urgency.LOOK_AT, Urgency.FINE
GOALS, DRIFT, RISKS, DECISIONS, NOTES = Question


def told(report: Report, question: Question) -> list[tuple[Urgency | None, str]]:
    """The answer to a question, in English."""
    return [(each.urgency, each.words.en) for each in report.review if each.question is question]


def shop(closed: int = 2, happened: dict[str, Any] | None = None, **parts: Any) -> Report:
    """The shop after some months; `happened` adds to its actuals, `parts` to its plan."""
    return analyse(
        plan(*LINES, direction=DIRECTION, **parts), actuals(closed, HAPPENED).model_copy(update=happened or {})
    )


# Goals: the year will sell 1170 of 1200 ------------------------------------------------------------------------------

SELL = Goal(code="G1", name="Sell", kpi="SALES", target=1200 * M)
SALES = TrackedKpi(code="SALES", measure="revenue", amber=0.02, red=0.05)


def test_a_goal_behind_names_its_pace_and_what_is_furthest_behind() -> None:
    [(urgency, words)] = told(shop(goals=(SELL,), kpis=(SALES,)), GOALS)
    assert urgency is LOOK_AT
    assert words == (
        "Sell: so far 195.0 million, the year's outlook is 1,170.0 million against a target of 1,200.0 million. "
        "Each remaining month must bring 100.5 million. Furthest behind: Line SALES-S −30.0 million. "
        "Actions: No action yet."
    )


def test_a_goal_on_track_is_told_in_a_sentence() -> None:
    goal = SELL.model_copy(update={"target": 1170 * M})
    [(urgency, words)] = told(shop(goals=(goal,), kpis=(SALES,)), GOALS)
    assert urgency is FINE
    assert words == (
        "Sell: so far 195.0 million, the year's outlook is 1,170.0 million against a target of 1,170.0 million. "
        "Actions: No action yet."
    )


def test_a_loss_and_a_pace_that_must_not_be_passed_are_told_as_such() -> None:
    costs = Goal(code="G", name="Ads", kpi="ADS", comparison=Comparison.AT_MOST, target=0.05)
    share = TrackedKpi(code="ADS", measure="marketing_ratio")
    [(_, words)] = told(shop(goals=(costs,), kpis=(share,)), GOALS)
    # 12 of 195 so far; 62 of 1170 by the outlook; 58.5 may be spent, 46.5 of it for the 975 to come.
    assert "Each remaining month may be 4.8% at most." in words
    profit = Goal(code="G", name="Earn", kpi="P", target=10 * M)
    report = shop(
        happened={"lines": actuals(2, HAPPENED | {"SALES-S": (0, 0), "SALES-O": (0, 0)}).lines},
        goals=(profit,),
        kpis=(TrackedKpi(code="P", measure="operating_profit"),),
    )
    # Goods 127, ads 12, staff 16, rent 12, delivery 6: 173 lost; nothing more is sold, by the season.
    assert "Earn: so far −173.0 million" in told(report, GOALS)[0][1]


def test_a_goal_that_is_nearly_reached_is_said_to_be_short_of_it() -> None:
    goal = SELL.model_copy(update={"target": 1180 * M})  # less than 2 % above the outlook
    [(urgency, words)] = told(shop(goals=(goal,), kpis=(SALES,)), GOALS)
    assert urgency is FINE
    assert "1,170.0 million against a target of 1,180.0 million, short of it by less than the amber limit." in words


def test_the_most_urgent_goal_comes_first_then_the_most_important() -> None:
    goals = (
        SELL.model_copy(update={"code": "G2", "name": "Second", "importance": 2}),
        SELL.model_copy(update={"code": "G3", "name": "Far", "importance": 3, "target": 1500 * M}),
        SELL.model_copy(update={"code": "G1", "name": "First", "importance": 1}),
    )
    answer = told(shop(goals=goals, kpis=(SALES,)), GOALS)
    assert [words.partition(":")[0] for _, words in answer] == ["Far", "First", "Second"]


def test_a_goals_actions_are_told_with_it() -> None:
    action = Action(code="A1", name="Photos", goal="G1", due=date(2027, 2, 10), status=ActionStatus.IN_PROGRESS)
    [(_, words)] = told(shop(goals=(SELL,), kpis=(SALES,), actions=(action,)), GOALS)
    assert words.endswith("Actions: 0/1 done; late: A1.")


def test_without_goals_or_figures_that_is_said() -> None:
    assert told(shop(), GOALS) == [(LOOK_AT, "No goal is measured by a KPI yet.")]
    [(urgency, words)] = told(shop(0, goals=(SELL,), kpis=(SALES,)), GOALS)
    assert (urgency, words) == (None, "Sell: no figures yet. Actions: No action yet.")


# Budget and resources -------------------------------------------------------------------------------------------------


def drifted(words: str, report: Report) -> tuple[Urgency | None, str]:
    """The one sentence about drift that begins so."""
    [found] = [each for each in told(report, DRIFT) if each[1].startswith(words)]
    return found


def test_before_a_month_is_closed_nothing_is_said_of_profit() -> None:
    nothing_closed = "No month is closed yet: enter actuals and type x under the closed month on Actuals."
    assert drifted("No month is closed", shop(0)) == (None, nothing_closed)
    assert drifted("Nothing", analyse(plan(), actuals(0, {}))) == (None, "Nothing is budgeted yet.")


def test_profit_is_told_with_the_lines_that_moved_it_most() -> None:
    # To date sales −5, goods −1, advertising −2; by the outlook sales −30, goods −6, advertising −2.
    assert drifted("Operating profit", shop()) == (
        LOOK_AT,
        "Operating profit to date is 8.0 million below plan; by the year's outlook −38.0 million. "
        "Down: Line SALES-S −5.0 million; Line ADS −2.0 million; Line GOODS-S −1.0 million.",
    )


def test_on_plan_is_said_without_an_amount() -> None:
    on_plan = analyse(plan(*LINES), actuals(1, {each.code: ((each.months[0] or 0) / M,) for each in LINES}))
    assert drifted("Operating profit", on_plan) == (
        FINE,
        "Operating profit is on plan, to date and by the year's outlook.",
    )


def test_a_name_over_several_lines_of_its_cell_makes_one_line() -> None:
    ads = line("ADS", Kind.MARKETING, 10).model_copy(update={"name": "Ads\non the web"})
    assert drifted("Ads", analyse(plan(ads), actuals(1, {"ADS": (12,)})))[1].startswith("Ads on the web (watch): ")


def test_a_line_over_its_limit_is_urgent_where_the_limit_is_hard() -> None:
    ads = line("ADS", Kind.MARKETING, 10).model_copy(update={"limit": LimitType.HARD})
    power = line("POWER", Kind.FIXED, 10)
    spent: dict[str, tuple[Millions, ...]] = {"ADS": (12,), "POWER": (11,)}
    report = analyse(plan(ads, power), actuals(1, spent))
    assert drifted("Line ADS", report) == (ACT, "Line ADS (hard limit): will exceed the year by 2.0 million.")
    assert drifted("Line POWER", report) == (LOOK_AT, "Line POWER (watch): will exceed the year by 1.0 million.")


def test_what_is_ordered_counts_in_the_sentence() -> None:
    ads = line("ADS", Kind.MARKETING, 10)
    order = Commitment(code="ADS", amount=115 * M, month=3)
    report = analyse(plan(ads), actuals(1, {"ADS": (10,)}).model_copy(update={"commitments": (order,)}))
    assert drifted("Line ADS", report)[1] == "Line ADS (watch): over for the year by 5.0 million."


def test_a_single_one_is_told_as_one() -> None:
    lines = [line(f"L{number}", Kind.FIXED, 10) for number in range(7)]
    report = analyse(plan(*lines), actuals(1, {"L0": (20,)} | {f"L{number}": (12,) for number in range(1, 7)}))
    answer = [words for _, words in told(report, DRIFT)]
    assert "1 more line is over its limit, or will be; see Limits." in answer
    assert "1 material variance has no cause yet: Line L0." in answer


def test_many_lines_over_their_limit_are_counted() -> None:
    lines = [line(f"L{number}", Kind.FIXED, 10) for number in range(9)]
    report = analyse(plan(*lines), actuals(1, {f"L{number}": (20,) for number in range(9)}))
    answer = [words for _, words in told(report, DRIFT)]
    assert sum("will exceed the year" in words for words in answer) == 6
    assert "3 more lines are over their limit, or will be; see Limits." in answer


def test_who_is_overloaded_from_now_on_is_named() -> None:
    report = shop(
        people=(Person(name="Minh", hours=40),),
        actions=(Action(code="A1", name="Photos"),),
        assignments=(Assignment(person="Minh", action="A1", first=1, last=4, hours=50),),
    )
    assert drifted("Minh", report) == (LOOK_AT, "Minh has more work than hours in 02/2027–04/2027.")


def test_a_limit_that_is_passed_is_named() -> None:
    people = (Person(name="Minh", hours=40), Person(name="Lan", hours=40))
    limit = ResourceLimit(name="No new hires", measured_by=LimitMeasure.HEADCOUNT, amount=1)
    assert drifted("The limit", shop(people=people, limits=(limit,))) == (ACT, "The limit “No new hires” is passed.")


@pytest.mark.parametrize(
    ("action", "urgency", "state"),
    [
        ({"due": date(2027, 2, 10), "status": ActionStatus.IN_PROGRESS}, ACT, "18 days late"),
        ({"due": date(2027, 3, 10), "status": ActionStatus.IN_PROGRESS}, LOOK_AT, "due in 10 days"),
        ({"start": date(2027, 2, 1)}, LOOK_AT, "should have started: 01/02/2027"),
    ],
)
def test_an_action_that_slips_is_named(action: dict[str, Any], urgency: Urgency, state: str) -> None:
    slipping = Action(code="A1", name="Photos", owner="Minh", **action)
    assert drifted("Action", shop(actions=(slipping,))) == (urgency, f"Action A1 Photos (Minh): {state}.")


def test_an_action_that_does_not_slip_is_not() -> None:
    report = shop(actions=(Action(code="A1", name="Photos", due=date(2027, 6, 30), status=ActionStatus.IN_PROGRESS),))
    assert not [words for _, words in told(report, DRIFT) if words.startswith("Action")]


def test_material_variances_without_a_cause_are_named_until_they_have_one() -> None:
    # February: sales of the store −7 of 70, purchases −10 of 60; all others are below 10 % or 5 million.
    named = "2 material variances have no cause yet: Line SALES-S; Line STOCK."
    assert drifted("2 material", shop()) == (LOOK_AT, named)
    causes = tuple(Comment(month=2, code=code, cause="Tết") for code in ("SALES-S", "STOCK"))
    report = shop(happened={"comments": causes})
    assert not [words for _, words in told(report, DRIFT) if "without a cause" in words]


# Risks ----------------------------------------------------------------------------------------------------------------

MARGIN = TrackedKpi(code="K", measure="gross_margin")
PRICES = Risk(code="R", name="Prices rise", likelihood=4, impact=4, kpi="K", fallback="Change supplier.")


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        # January 38 of 105 is 36.2 %, February 30 of 90 is 33.3 %.
        (0.34, (ACT, "Prices rise: fired since 02/2027 (Gross margin ≤ 34%). Fallback: Change supplier.")),
        (0.32, (LOOK_AT, "Prices rise: near its trigger (Gross margin ≤ 32%). Fallback: Change supplier.")),
        (0.20, (FINE, "No risk has reached its trigger.")),
        (None, (LOOK_AT, "Prices rise: level 16, and no sign to measure it by.")),
    ],
)
def test_a_risk_is_told_when_its_sign_shows(threshold: float | None, expected: tuple[Urgency, str]) -> None:
    risk = PRICES.model_copy(update={"threshold": threshold})
    assert told(shop(kpis=(MARGIN,), risks=(risk,)), RISKS) == [expected]


def test_risks_that_nobody_can_see_are_not_fine() -> None:
    low = PRICES.model_copy(update={"impact": 1, "kpi": None})
    assert told(shop(risks=(low,)), RISKS) == [(None, "No risk has a sign that can be measured yet.")]
    seen = PRICES.model_copy(update={"threshold": 0.34})
    before = told(shop(closed=0, kpis=(MARGIN,), risks=(seen, low)), RISKS)
    assert before == [(None, "There are no figures yet to tell whether a risk has shown.")]


def test_no_risk_at_all_is_one() -> None:
    assert told(shop(), RISKS) == [(LOOK_AT, "No risk is written down yet.")]


# Decisions and notes --------------------------------------------------------------------------------------------------


def decided(day: date, **details: Any) -> Decision:
    return Decision(what="Try bundles", reason="Milk is below plan.", decided=day, **details)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (
            decided(date(2027, 1, 20), owner="Lan"),
            (FINE, "Try bundles (carried forward since 20/01/2027). Why: Milk is below plan. Owner: Lan."),
        ),
        (
            decided(date(2027, 2, 3), due=date(2027, 2, 28)),
            (ACT, "Try bundles (decided 03/02/2027). Why: Milk is below plan. Due 28/02/2027."),
        ),
        (
            decided(date(2027, 3, 4), due=date(2027, 3, 30)),
            (LOOK_AT, "Try bundles (decided 04/03/2027). Why: Milk is below plan. Due 30/03/2027."),
        ),
    ],
)
def test_an_open_decision_is_carried_forward(decision: Decision, expected: tuple[Urgency, str]) -> None:
    assert told(shop(happened={"decisions": (decision,)}), DECISIONS) == [expected]


def test_a_decision_that_is_done_is_not() -> None:
    done = decided(date(2027, 1, 20), done=date(2027, 2, 20))
    assert told(shop(happened={"decisions": (done,)}), DECISIONS) == []


def test_the_notes_of_the_report_month_are_told() -> None:
    notes = (ReviewNote(month=1, note="Rain"), ReviewNote(month=2, note="Tết was early"))
    assert told(shop(happened={"notes": notes}), NOTES) == [(None, "Tết was early")]


# Order ----------------------------------------------------------------------------------------------------------------


def test_each_question_is_answered_the_most_urgent_first() -> None:
    report = shop(
        goals=(SELL,), kpis=(SALES, MARGIN), risks=(PRICES,), happened={"notes": (ReviewNote(month=2, note="x"),)}
    )
    questions = [each.question for each in report.review]
    assert questions == sorted(questions, key=list(Question).index)
    order = [*Urgency, None]
    for question in Question:
        urgencies = [order.index(urgency) for urgency, _ in told(report, question)]
        assert urgencies == sorted(urgencies)


def test_both_languages_say_the_same_number_of_things() -> None:
    report = shop(goals=(SELL,), kpis=(SALES, MARGIN), risks=(PRICES,))
    assert all(each.words.vi and each.words.en for each in report.review)
    assert all("{" not in each.words.vi + each.words.en for each in report.review)
