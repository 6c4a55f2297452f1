"""Versions of one plan: when one is frozen, what stands in the way, what it does to the year, which goals it eases."""

from __future__ import annotations

from datetime import date

import pytest

from aop_excel.analysis.report import Report, analyse
from aop_excel.analysis.review import Question
from aop_excel.analysis.urgency import Urgency
from aop_excel.analysis.versions.changes import ChangedPart
from aop_excel.analysis.versions.earlier import frozen_before
from aop_excel.analysis.versions.requests import Hindrance, due, open_requests
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.cash import Cash
from aop_excel.domain.plan import Comparison, Goal, Kind, Plan, TrackedKpi
from aop_excel.domain.versions import PlanVersion, Versions
from tests.analysis.shop import M, line, plan

GOALS = (
    Goal(code="G1", name="Profit", kpi="OP", target=1000 * M),
    Goal(code="G2", name="Marketing share", kpi="MS", comparison=Comparison.AT_MOST, target=0.06),
)
KPIS = (TrackedKpi(code="OP", measure="operating_profit"), TrackedKpi(code="MS", measure="marketing_ratio"))
SHOP = plan(
    line("SALES", Kind.REVENUE, 100),
    line("ADS", Kind.MARKETING, 5),
    goals=GOALS,
    kpis=KPIS,
    cash=Cash(opening_cash=50 * M),
)
MORE_ADS = SHOP.model_copy(update={"lines": (SHOP.lines[0], line("ADS", Kind.MARKETING, *[5] * 6, *[7] * 6))})
FIRST = PlanVersion(number=1, approved=date(2027, 1, 2), reason="Approved")
SECOND = PlanVersion(number=2, approved=date(2027, 7, 5), reason="Sales slow", goal="G1", trade_off="Less profit")


def with_past(now: Plan, *more: PlanVersion) -> Plan:
    """A plan whose first version was the shop's."""
    return now.model_copy(update={"versions": frozen_before([SHOP], [FIRST, *more])})


def report(now: Plan) -> Report:
    return analyse(now, Actuals())


def hindrances(now: Plan) -> list[tuple[int, tuple[Hindrance, ...]]]:
    return [(request.number, found) for request, found in open_requests(now)]


def told(now: Plan, question: Question) -> list[tuple[Urgency | None, str]]:
    return [(each.urgency, each.words.en) for each in report(now).review if each.question is question]


def test_a_plan_that_nobody_approved_has_no_history() -> None:
    history = report(SHOP).history
    assert (history.log, history.frozen, history.changes, history.sealed, history.latest) == ((), (), (), "", None)


def test_the_first_version_needs_a_day_only() -> None:
    asked = Versions(requests=(PlanVersion(number=1),))
    assert hindrances(SHOP.model_copy(update={"versions": asked})) == [(1, (Hindrance.DAY,))]
    dated = Versions(requests=(PlanVersion(number=1, approved=date(2027, 1, 2)),))
    (version,) = report(SHOP.model_copy(update={"versions": dated})).history.log
    # (100 − 5) million a month; 50 million in January grow by 95 each month.
    assert (version.profit, version.lowest_cash) == (1140 * M, 145 * M)


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ({"approved": None}, Hindrance.DAY),
        ({"reason": " "}, Hindrance.REASON),
        ({"goal": None}, Hindrance.GOAL),
        ({"goal": "G9"}, Hindrance.UNKNOWN_GOAL),
        ({"trade_off": ""}, Hindrance.TRADE_OFF),
        ({"number": 3}, Hindrance.ORDER),
    ],
)
def test_a_change_is_explained(missing: dict[str, object], expected: Hindrance) -> None:
    now = with_past(MORE_ADS, SECOND.model_copy(update=missing))
    assert [found for _, found in hindrances(now)] == [(expected,)]
    assert due(now) is None
    assert len(report(now).history.log) == 1


def test_nothing_is_frozen_twice() -> None:
    assert hindrances(with_past(SHOP, SECOND)) == [(2, (Hindrance.UNCHANGED,))]
    both = SHOP.model_copy(update={"versions": Versions(requests=(FIRST, SECOND))})
    assert hindrances(both) == [(1, ()), (2, (Hindrance.UNCHANGED,))]


def test_the_next_version_tells_what_it_does_to_the_year() -> None:
    history = report(with_past(MORE_ADS, SECOND)).history
    effects = {each.code: (each.before, each.after) for each in history.changes if each.part is ChangedPart.EFFECT}
    assert effects == {
        "operating_profit": (1140 * M, 1128 * M),  # 6 × 2 million more for advertising
        "lowest_cash": (145 * M, 145 * M),  # January, which is as before
        "G1": (1140 * M, 1128 * M),
        "G2": (60 / 1200, 72 / 1200),
    }
    assert [(each.version, each.code) for each in history.changes if each.part is ChangedPart.LINE] == [(2, "ADS")]
    assert history.unapproved == ()


def test_what_changed_since_is_not_approved() -> None:
    history = report(with_past(MORE_ADS)).history
    assert {each.version for each in history.changes} == {None}
    assert history.unapproved == history.changes
    (sentence,) = [words for _, words in told(with_past(MORE_ADS), Question.DRIFT) if "version" in words]
    assert sentence == (
        "The plan differs from version 1 in 1 places that nobody approved; planned profit −12.0 million."
    )


def test_a_frozen_plan_is_not_nagged_about() -> None:
    assert [words for _, words in told(with_past(SHOP), Question.DRIFT) if "version" in words] == []


@pytest.mark.parametrize(
    ("goal", "target", "eased"), [(0, 900 * M, True), (0, 1100 * M, False), (1, 0.07, True), (1, 0.05, False)]
)
def test_a_goal_that_asks_for_less_is_eased(goal: int, target: float, eased: bool) -> None:
    goals = list(GOALS)
    goals[goal] = GOALS[goal].model_copy(update={"target": target})
    now = SHOP.model_copy(update={"goals": tuple(goals)})
    assert bool(report(with_past(now, SECOND)).history.eased) is eased
    assert bool(report(with_past(now)).history.eased_unapproved) is eased


def test_review_tells_why_a_target_was_lowered() -> None:
    now = SHOP.model_copy(update={"goals": (GOALS[0].model_copy(update={"target": 900 * M}), GOALS[1])})
    assert (
        Urgency.LOOK_AT,
        "The target of the goal Profit was eased from 1,000.0 million to 900.0 million, by version 2. "
        "Why: Sales slow. Traded away: Less profit.",
    ) in told(with_past(now, SECOND), Question.GOALS)
    assert (
        Urgency.ACT,
        "The target of the goal Profit was eased from 1,000.0 million to 900.0 million, but nobody approved it yet. "
        "Give reason, goal and trade-off as a new version on Versions.",
    ) in told(with_past(now), Question.GOALS)


def test_a_goal_that_was_given_up_is_told() -> None:
    now = SHOP.model_copy(update={"goals": GOALS[:1]})
    words = "The goal Marketing share was given up, by version 2. Why: Sales slow. Traded away: Less profit."
    assert (Urgency.LOOK_AT, words) in told(with_past(now, SECOND), Question.GOALS)


def test_a_tampered_version_is_told_on_review() -> None:
    now = with_past(SHOP)
    rows = (now.versions.frozen[0].model_copy(update={"target": 1.0}), *now.versions.frozen[1:])
    tampered = now.model_copy(update={"versions": now.versions.model_copy(update={"frozen": rows})})
    assert (
        Urgency.ACT,
        "Version 1 was changed or taken out after it was frozen; see Versions.",
    ) in told(tampered, Question.DRIFT)
