"""Versions of the plan as plain data."""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.report import Report
from aop_excel.analysis.versions.changes import Change, Value
from aop_excel.domain.versions import FrozenPart, FrozenVersion
from aop_excel.text import Language, Text


def compared_with(report: Report, language: Language) -> dict[str, Any]:
    """What variances are against: what was chosen, and what that is now."""
    label = report.baseline.label(language) if report.baseline else None
    return {"chosen": report.plan.versions.compared_with, "label": label}


def version(frozen: FrozenVersion, report: Report) -> dict[str, Any]:
    """One version as it was frozen, with its goals."""
    return {
        "number": frozen.number,
        "approved": frozen.approved.isoformat(),
        "reason": frozen.reason,
        "goal": frozen.goal,
        "trade_off": frozen.trade_off,
        "profit": frozen.profit,
        "lowest_cash": frozen.lowest_cash,
        "goals": [
            {"code": row.code, "target": row.target, "year_by_budget": row.by_budget}
            for row in report.history.frozen
            if row.version == frozen.number and row.part is FrozenPart.GOAL
        ],
        "seal": frozen.seal,
        "intact": frozen.number not in report.history.tampered,
    }


def change(made: Change, language: Language) -> dict[str, Any]:
    """One change; its version is `null` where nobody approved it yet."""
    return {
        "version": made.version,
        "part": made.part.value,
        "code": made.code,
        "label": made.name(language),
        "change": made.what(language),
        "before": _plain(made.before, language),
        "after": _plain(made.after, language),
        "difference": made.difference,
        "months": list(made.months),
    }


def _plain(value: Value, language: Language) -> float | str | None:
    return value(language) if isinstance(value, Text) else value
