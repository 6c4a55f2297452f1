"""Scenarios and chances as plain data."""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.monte_carlo import RUNS, SEED, Chance, Swing
from aop_excel.analysis.report import Report
from aop_excel.analysis.scenario_words import name_words
from aop_excel.analysis.scenarios import ScenarioResult
from aop_excel.text import Language


def scenario_facts(report: Report, language: Language) -> dict[str, Any]:
    """The keys `scenarios`, `chances` and `tornado` of what `aop show --json` prints."""
    return {
        "scenarios": [_scenario(each, report, language) for each in report.scenarios],
        "chances": _chances(report),
        "tornado": [_swing(each) for each in report.chances.swings] if report.chances else [],
    }


def _scenario(result: ScenarioResult, report: Report, language: Language) -> dict[str, Any]:
    month = report.plan.settings.fiscal_year.months[result.lowest_cash[0]] if result.lowest_cash else None
    return {
        "case": result.case.value,
        "code": result.code or None,
        "label": name_words(result)(language),
        "risks": list(result.risks),
        "fallbacks": result.fallbacks,
        "effects": len(result.shocks),
        "revenue": result.revenue,
        "gross_margin": result.gross_margin,
        "profit": result.profit,
        "difference": result.profit - report.scenarios[0].profit,
        "lowest_cash": result.lowest_cash[1] if result.lowest_cash else None,
        "lowest_cash_month": f"{month:%Y-%m}" if month else None,
        "below_minimum": result.below_minimum,
        "goals": [{"code": each.goal.code, "value": each.value, "reached": each.reached} for each in result.goals],
    }


def _chances(report: Report) -> dict[str, Any] | None:
    found = report.chances
    if found is None:
        return None
    return {
        "runs": RUNS,
        "seed": SEED,
        "goals": [{"code": code, **_chance(chance)} for code, chance in found.goals.items()],
        "profit": _chance(found.profit),
        "cash": _chance(found.cash) if found.cash else None,
    }


def _chance(chance: Chance) -> dict[str, Any]:
    return {
        "chance": chance.reached,
        "chance_with_fallbacks": chance.with_fallbacks,
        "low": chance.low,
        "middle": chance.middle,
        "high": chance.high,
    }


def _swing(swing: Swing) -> dict[str, Any]:
    return {
        "code": swing.risk.code,
        "probability": swing.probability,
        "low": swing.low,
        "average": swing.average,
        "high": swing.high,
        "expected": swing.expected,
    }
