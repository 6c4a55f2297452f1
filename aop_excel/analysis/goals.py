"""How the goals are moving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aop_excel.analysis.kpis import Aggregate, required
from aop_excel.analysis.pnl import Pnl
from aop_excel.analysis.scorecard import Score
from aop_excel.analysis.status import Status, judge, shortfall
from aop_excel.domain.plan import Better, Comparison, Goal, Plan
from aop_excel.domain.record import Choice


class GoalStatus(Choice):
    """Where a goal stands on its way to the year's target."""

    ON_TRACK = "on_track", "● Đúng tiến độ", "● On track"
    AT_RISK = "at_risk", "▲ Có nguy cơ", "▲ At risk"
    OFF_TRACK = "off_track", "■ Lệch kế hoạch", "■ Off track"
    UNKNOWN = "unknown", "Chưa có số liệu", "No figures yet"


_GOAL_STATUS = {
    Status.GREEN: GoalStatus.ON_TRACK,
    Status.AMBER: GoalStatus.AT_RISK,
    Status.RED: GoalStatus.OFF_TRACK,
}


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A goal and its KPI's score.

    `expected` is the value it should have by now to be on its way, `required` what each remaining month must bring to
    reach the goal's target.
    """

    goal: Goal
    score: Score
    expected: float | None
    required: float | None
    status: GoalStatus


def goal_progress(plan: Plan, scores: Sequence[Score], account: Pnl) -> Iterator[GoalProgress]:
    """Judge every goal whose KPI is tracked, on the outlook of the year."""
    by_code = {score.tracked.code: score for score in scores}
    for goal in plan.goals:
        if score := by_code.get(goal.kpi):
            pace = required(score.kpi, account, goal.target)
            yield GoalProgress(goal, score, _expected(goal, score), pace, _status(goal, score))


def _expected(goal: Goal, score: Score) -> float | None:
    """The plan's own path, moved so that it ends at the goal's target.

    A share that ramps through the year is not judged against December's level in March.
    """
    if score.plan_to_date is None or score.plan_year is None:
        return None if score.kpi.aggregate is Aggregate.SUM else goal.target
    if score.kpi.aggregate is Aggregate.SUM:
        return goal.target * score.plan_to_date / score.plan_year if score.plan_year else None
    return score.plan_to_date + goal.target - score.plan_year


def _status(goal: Goal, score: Score) -> GoalStatus:
    if score.year_to_date is None or score.outlook is None:
        return GoalStatus.UNKNOWN
    better = Better.HIGHER if goal.comparison is Comparison.AT_LEAST else Better.LOWER
    short = shortfall(score.outlook, goal.target, better, score.kpi.unit)
    return _GOAL_STATUS[judge(short, score.tracked.amber, score.tracked.red)]
