"""Proposals with their verdicts as plain data."""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.proposals import Reason, Verdict
from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Language


def proposal(verdict: Verdict, year: FiscalYear, language: Language) -> dict[str, Any]:
    """A proposal, its verdict, and its figures in the months in which it would run."""
    lowest = verdict.lowest_cash
    return {
        "code": verdict.proposal.code,
        "name": verdict.proposal.name,
        "goal": verdict.proposal.goal,
        "verdict": verdict.answer.value,
        "conditions": [condition(language) for condition in verdict.conditions],
        "begins": None if verdict.begins is None else f"{year.months[verdict.begins]:%Y-%m}",
        "cost": verdict.cost,
        "profit": verdict.profit,
        "lowest_cash": {"month": f"{year.months[lowest[0]]:%Y-%m}", "value": lowest[1]} if lowest else None,
        "lowest_cash_without": verdict.lowest_without,
        "payback": verdict.payback,
        "reasons": [_reason(reason, language) for reason in verdict.reasons],
    }


def _reason(reason: Reason, language: Language) -> dict[str, Any]:
    return {
        "subject": reason.subject.value,
        "standing": reason.standing.value,
        "told": reason.sentence(language),
        "figure": reason.amount,
        "condition": reason.condition(language) if reason.condition else None,
        "rests_on": [part for part in (reason.rests.table, reason.rests.known_by, reason.rests.column) if part],
    }
