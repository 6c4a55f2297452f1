"""Whether the plan holds together: what does not, the most urgent first. Add a check to `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from aop_excel.analysis.alignment.direction import (
    goals_are_few,
    goals_are_ranked,
    goals_are_written_down,
    the_direction_is_set,
    what_was_given_up_is_not_done,
)
from aop_excel.analysis.alignment.goals import budgets_can_tell_of_the_goals, budgets_reach_the_goals
from aop_excel.analysis.alignment.links import (
    actions_have_a_milestone,
    actions_have_an_owner,
    actions_have_dates,
    actions_have_money,
    actions_serve_a_goal,
    goals_have_a_kpi,
    goals_have_an_action,
    goals_have_an_owner,
)
from aop_excel.analysis.alignment.misfit import Concern, Misfit
from aop_excel.analysis.alignment.money import (
    cash_stays_above_its_minimum,
    spending_serves_a_goal,
    the_opening_cash_is_known,
)
from aop_excel.analysis.alignment.resources import limits_are_kept, nobody_is_overloaded
from aop_excel.analysis.alignment.risks import goals_have_a_risk, high_risks_have_a_fallback, high_risks_have_a_trigger
from aop_excel.analysis.place import Place
from aop_excel.domain.plan import Plan
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

__all__ = ["BEGIN", "CHECKS", "Concern", "Misfit", "alignment"]

CHECKS: tuple[Callable[[Report], Iterator[Misfit]], ...] = (
    budgets_reach_the_goals,
    cash_stays_above_its_minimum,
    limits_are_kept,
    nobody_is_overloaded,
    what_was_given_up_is_not_done,
    goals_are_written_down,
    goals_are_few,
    goals_have_a_kpi,
    budgets_can_tell_of_the_goals,
    the_opening_cash_is_known,
    goals_have_an_action,
    goals_have_an_owner,
    actions_serve_a_goal,
    actions_have_money,
    actions_have_an_owner,
    actions_have_dates,
    high_risks_have_a_fallback,
    high_risks_have_a_trigger,
    actions_have_a_milestone,
    goals_are_ranked,
    the_direction_is_set,
    goals_have_a_risk,
    spending_serves_a_goal,
)
"""In the order in which they matter, as far as their findings are of the same concern."""


def alignment(report: Report) -> tuple[Misfit, ...]:
    """What does not hold together in the plan, the most urgent first; of a plan that is blank, where to begin.

    The order of the owner's rows never matters.
    """
    if _is_blank(report.plan):
        return (BEGIN,)
    found = [replace(misfit, check=check.__name__) for check in CHECKS for misfit in check(report)]
    order = list(Concern)
    return tuple(sorted(found, key=lambda each: order.index(each.concern)))


BEGIN = Misfit(
    Concern.BEGIN,
    (Text("Kế hoạch còn trống.", "The plan is still blank."),),
    Text(
        "Mọi con số về sau đều dựa vào hướng đi đã chọn.",
        "Every number that follows rests on the direction that was chosen.",
    ),
    Text(
        "Điền Định hướng trước: muốn gì, điều gì quan trọng nhất, điều gì năm nay không làm.",
        "Fill in Direction first: what you want, what matters most, what you will not do.",
    ),
    Place("aop_last_year_result"),
    check="begin",
)


def _is_blank(plan: Plan) -> bool:
    direction = plan.direction
    parts = (direction.priorities, direction.not_this_year, plan.goals, plan.lines, plan.actions, plan.risks)
    return not any((*parts, plan.people, plan.limits))
