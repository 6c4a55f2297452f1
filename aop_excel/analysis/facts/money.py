"""Facts of money: variances, limits, past outlooks, bridges, cash."""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.bridge import Bridge
from aop_excel.analysis.budget_limits import BudgetLimit
from aop_excel.analysis.cash_items import CashItem
from aop_excel.analysis.cashflow import CashFigures, Crossing
from aop_excel.analysis.drivers import sentence
from aop_excel.analysis.items import Item
from aop_excel.analysis.past_outlooks import PastOutlook
from aop_excel.analysis.pnl import Basis, Figures
from aop_excel.analysis.report import ItemVariance, Report
from aop_excel.analysis.variance import Variance
from aop_excel.text import Language


def item(row: ItemVariance, report: Report, language: Language) -> dict[str, Any]:
    """One item of the account against plan."""
    return {
        "item": row.item.key,
        "label": row.item.label(language),
        "level": row.item.level.value,
        "month": variance(row.month),
        "year_to_date": variance(row.year_to_date),
        "year": variance(row.year),
        "method": report.account.outlooks[row.item.line.code].method.value if row.item.line else None,
        "required": row.required,
        "cause": row.comment.cause if row.comment else None,
    }


def variance(of: Variance) -> dict[str, Any]:
    """One comparison with plan."""
    return {
        "plan": of.plan,
        "actual": of.actual,
        "variance": of.amount,
        "percent": of.percent,
        "effect": of.effect,
        "favourable": of.favourable,
        "material": of.material,
    }


def budget_limit(limit: BudgetLimit) -> dict[str, Any]:
    """How much of a line may still be spent."""
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


def past(outlook: PastOutlook, language: Language) -> dict[str, Any]:
    """What earlier months foresaw of an item."""
    return {
        "item": outlook.key,
        "label": outlook.label(language),
        "year": list(outlook.year),
        "following": list(outlook.following),
        "bias": outlook.bias,
        "error": outlook.error,
    }


def bridge(bridge: Bridge, language: Language) -> dict[str, Any]:
    """What moved gross profit."""
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


def cash(report: Report, language: Language) -> dict[str, Any]:
    """Cash and stock: `rows` by basis and item, and the months from which on a limit is crossed."""
    year = report.plan.settings.fiscal_year

    def crossing(found: Crossing | None) -> dict[str, Any] | None:
        return {"month": f"{year.months[found.position]:%Y-%m}", "value": found.value} if found else None

    return {
        "short_by_plan": crossing(report.cash.short_by_plan),
        "short": crossing(report.cash.short),
        "out_of_stock": crossing(report.cash.out_of_stock),
        "overstocked": crossing(report.cash.overstocked),
        "rows": [row(*each, language) for each in report.cash.rows()],
    }


def row(basis: Basis, item: Item | CashItem, figures: Figures | CashFigures, language: Language) -> dict[str, Any]:
    """A row of the account or of Cash, by month."""
    return {
        "basis": basis.value,
        "item": item.key,
        "label": item.label(language),
        "months": list(figures.months),
        **({"year_to_date": figures.year_to_date} if isinstance(figures, Figures) else {}),
        "year": figures.year,
    }
