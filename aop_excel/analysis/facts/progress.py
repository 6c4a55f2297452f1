"""Facts of the plan's parts: how goals, KPIs, actions, people, limits and risks stand."""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.actions import ActionProgress
from aop_excel.analysis.capacity import Workload
from aop_excel.analysis.goals import GoalProgress
from aop_excel.analysis.resource_limits import LimitState
from aop_excel.analysis.risks import RiskWatch
from aop_excel.analysis.scorecard import Score
from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Language


def goal(progress: GoalProgress) -> dict[str, Any]:
    """How a goal is moving."""
    return {
        "code": progress.goal.code,
        "name": progress.goal.name,
        "kpi": progress.goal.kpi,
        "target": progress.goal.target,
        "year_to_date": progress.score.year_to_date,
        "needed_by_now": progress.expected,
        "year_by_budget": progress.score.plan_year,
        "outlook": progress.score.outlook,
        "required": progress.required,
        "status": progress.status.value,
    }


def kpi(score: Score, language: Language) -> dict[str, Any]:
    """One KPI against its target."""
    return {
        "code": score.tracked.code,
        "measure": score.kpi.key,
        "channel": score.tracked.channel,
        "label": score.kpi.label(language),
        "unit": score.kpi.unit.name.lower(),
        "months": list(score.months),
        "year_to_date": score.year_to_date,
        "target_to_date": score.target_to_date,
        "year_target": score.year_target,
        "outlook": score.outlook,
        "required": score.required,
        "status": score.status.value,
    }


def action(progress: ActionProgress) -> dict[str, Any]:
    """How an action stands."""
    return {
        "code": progress.action.code,
        "name": progress.action.name,
        "goal": progress.action.goal,
        "state": progress.state.value,
        "days": progress.days,
        "waits_for": progress.waits_for.code if progress.waits_for else None,
        "time_passed": progress.time_passed,
        "done": progress.done,
        "milestones": {"total": progress.steps.total, "done": progress.steps.done, "late": progress.steps.late},
        "line": progress.action.line,
        "line_plan_to_date": progress.plan_to_date,
        "line_actual_to_date": progress.actual_to_date,
        "line_shared_with": list(progress.shared_with),
    }


def workload(load: Workload) -> dict[str, Any]:
    """One person's hours."""
    return {
        "person": load.person.name,
        "hours": load.person.hours,
        "assigned": list(load.assigned),
        "worked": list(load.worked),
        "assigned_to_date": load.assigned_to_date,
        "worked_to_date": load.worked_to_date,
    }


def resource_limit(state: LimitState) -> dict[str, Any]:
    """Whether a limit is kept."""
    return {
        "name": state.limit.name,
        "measured_by": state.limit.measured_by.value if state.limit.measured_by else None,
        "amount": state.limit.amount,
        "now": state.now,
        "kept": state.kept,
    }


def risk(watch: RiskWatch, year: FiscalYear) -> dict[str, Any]:
    """Whether a risk has fired."""
    return {
        "code": watch.risk.code,
        "name": watch.risk.name,
        "level": watch.risk.level,
        "state": watch.state.value,
        "kpi": watch.risk.kpi,
        "threshold": watch.risk.threshold,
        "last": watch.last,
        "since": None if watch.since is None else f"{year.months[watch.since]:%Y-%m}",
        "fallback": watch.risk.fallback,
    }
