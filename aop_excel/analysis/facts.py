"""A report as plain data with stable names, for other programs.

Amounts are in đồng, ratios are fractions, months are in fiscal order, and `null` is not reported or not applicable.
"""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.bridge import Bridge
from aop_excel.analysis.drivers import sentence
from aop_excel.analysis.goals import GoalProgress
from aop_excel.analysis.report import ItemVariance, Report
from aop_excel.analysis.scorecard import Score
from aop_excel.analysis.variance import Variance
from aop_excel.text import Language

VERSION = 1
"""Rises when a name changes its meaning or goes away; new names may come at any time."""


def facts(report: Report, language: Language) -> dict[str, Any]:
    """Everything the report says. Keys and codes are the same in both languages, only labels differ.

    `variances` are lines and totals with `month` and `year_to_date` (plan, actual, variance, percent, effect,
    favourable, material); `kpis` have months, year to date, targets and status; `goals` what is needed by now;
    `profit_and_loss` the amounts by basis and item; `bridge` what moved gross profit.
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
        "variances": [_item(row, language) for row in report.variances],
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
        "bridge": [_bridge(bridge, language) for bridge in report.bridges],
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
        "status": score.status.value,
    }


def _item(row: ItemVariance, language: Language) -> dict[str, Any]:
    return {
        "item": row.item.key,
        "label": row.item.label(language),
        "level": row.item.level.value,
        "month": _variance(row.month),
        "year_to_date": _variance(row.year_to_date),
        "cause": row.comment.cause if row.comment else None,
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
