"""A report as plain data with stable names, for other programs.

Amounts are in đồng, ratios are fractions, months are in fiscal order, and `null` is not reported or not applicable.
"""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.actions import ActionProgress
from aop_excel.analysis.bridge import Bridge
from aop_excel.analysis.budget_limits import BudgetLimit
from aop_excel.analysis.capacity import Workload
from aop_excel.analysis.cashflow import Crossing
from aop_excel.analysis.drivers import sentence
from aop_excel.analysis.facts.proposals import proposal
from aop_excel.analysis.goals import GoalProgress
from aop_excel.analysis.past_outlooks import PastOutlook
from aop_excel.analysis.report import ItemVariance, Report
from aop_excel.analysis.resource_limits import LimitState
from aop_excel.analysis.risks import RiskWatch
from aop_excel.analysis.scorecard import Score
from aop_excel.analysis.variance import Variance
from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Language

VERSION = 1
"""Rises when a name changes its meaning or goes away; new names may come at any time."""


def facts(report: Report, language: Language) -> dict[str, Any]:
    """Everything the report says, a list for each kind of thing; README tells every name.

    Keys and codes are the same in both languages, only labels differ.
    """
    settings = report.plan.settings
    year = settings.fiscal_year
    return {
        "version": VERSION,
        "company": settings.company,
        "months": [f"{month:%Y-%m}" for month in year.months],
        "report_month": f"{year.months[report.report_position]:%Y-%m}",
        "closed": list(report.actuals.closed),
        "missing_comments": report.missing_comments,
        "goals": [_goal(goal) for goal in report.goals],
        "kpis": [_kpi(score, language) for score in report.scores],
        "variances": [_item(row, report, language) for row in report.variances],
        "budget_limits": [_budget_limit(limit) for limit in report.budget_limits],
        "actions": [_action(action) for action in report.actions],
        "capacity": [_workload(load) for load in report.workloads],
        "resource_limits": [_resource_limit(state) for state in report.resource_limits],
        "risks": [_risk(watch, year) for watch in report.risks],
        "profit_and_loss": [
            {
                "basis": basis.value,
                "item": item.key,
                "label": item.label(language),
                "months": list(figures.months),
                "year_to_date": figures.year_to_date,
                "year": figures.year,
            }
            for basis, item, figures in report.account.rows()
        ],
        "past_outlooks": [_past(outlook, language) for outlook in report.past_outlooks],
        "bridge": [_bridge(bridge, language) for bridge in report.bridges],
        "cash": _cash(report, language),
        "proposals": [proposal(verdict, year, language) for verdict in report.verdicts],
        "review": [
            {
                "question": finding.question.value,
                "urgency": finding.urgency.value if finding.urgency else None,
                "told": finding.words(language),
            }
            for finding in report.review
        ],
    }


def _cash(report: Report, language: Language) -> dict[str, Any]:
    """Cash and stock: `rows` by basis and item, and the months from which on a limit is crossed."""
    year = report.plan.settings.fiscal_year

    def crossing(found: Crossing | None) -> dict[str, Any] | None:
        return {"month": f"{year.months[found.position]:%Y-%m}", "value": found.value} if found else None

    return {
        "short_by_plan": crossing(report.cash.short_by_plan),
        "short": crossing(report.cash.short),
        "out_of_stock": crossing(report.cash.out_of_stock),
        "overstocked": crossing(report.cash.overstocked),
        "rows": [
            {
                "basis": basis.value,
                "item": item.key,
                "label": item.label(language),
                "months": list(figures.months),
                "year": figures.year,
            }
            for basis, item, figures in report.cash.rows()
        ],
    }


def _goal(progress: GoalProgress) -> dict[str, Any]:
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


def _kpi(score: Score, language: Language) -> dict[str, Any]:
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


def _action(progress: ActionProgress) -> dict[str, Any]:
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


def _workload(load: Workload) -> dict[str, Any]:
    return {
        "person": load.person.name,
        "hours": load.person.hours,
        "assigned": list(load.assigned),
        "worked": list(load.worked),
        "assigned_to_date": load.assigned_to_date,
        "worked_to_date": load.worked_to_date,
    }


def _resource_limit(state: LimitState) -> dict[str, Any]:
    return {
        "name": state.limit.name,
        "measured_by": state.limit.measured_by.value if state.limit.measured_by else None,
        "amount": state.limit.amount,
        "now": state.now,
        "kept": state.kept,
    }


def _risk(watch: RiskWatch, year: FiscalYear) -> dict[str, Any]:
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


def _item(row: ItemVariance, report: Report, language: Language) -> dict[str, Any]:
    return {
        "item": row.item.key,
        "label": row.item.label(language),
        "level": row.item.level.value,
        "month": _variance(row.month),
        "year_to_date": _variance(row.year_to_date),
        "year": _variance(row.year),
        "method": report.account.outlooks[row.item.line.code].method.value if row.item.line else None,
        "required": row.required,
        "cause": row.comment.cause if row.comment else None,
    }


def _budget_limit(limit: BudgetLimit) -> dict[str, Any]:
    return {
        "code": limit.line.code,
        "limit": limit.line.limit.value,
        "state": limit.state.value,
        "committed": limit.committed,
        "month_left": limit.month.left,
        "year_to_date_left": limit.year_to_date.left,
        "year_used": limit.year.used,
        "year_left": limit.year.left,
        "outlook": limit.outlook,
    }


def _past(outlook: PastOutlook, language: Language) -> dict[str, Any]:
    return {
        "item": outlook.key,
        "label": outlook.label(language),
        "year": list(outlook.year),
        "following": list(outlook.following),
        "bias": outlook.bias,
        "error": outlook.error,
    }


def _bridge(bridge: Bridge, language: Language) -> dict[str, Any]:
    return {
        "span": bridge.span.value,
        "start": bridge.start,
        "end": bridge.end,
        "steps": [
            {"step": step.value, "label": step.label(language), "amount": bridge.amount(step)} for step in bridge.steps
        ],
        "cells": [
            {
                "channel": cell.channel,
                "group": cell.group,
                "before": cell.before,
                "after": cell.after,
                "effects": {step.value: amount for step, amount in cell.effects.items()},
            }
            for cell in bridge.cells
        ],
        "label": sentence(bridge)(language),
    }


def _variance(of: Variance) -> dict[str, Any]:
    return {
        "plan": of.plan,
        "actual": of.actual,
        "variance": of.amount,
        "percent": of.percent,
        "effect": of.effect,
        "favourable": of.favourable,
        "material": of.material,
    }
