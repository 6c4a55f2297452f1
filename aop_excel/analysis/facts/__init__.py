"""A report as plain data with stable names, for other programs.

Amounts are in đồng, ratios are fractions, months are in fiscal order, and `null` is not reported or not applicable.
"""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.facts import decisions, money, progress
from aop_excel.analysis.facts.alignment import alignment_facts
from aop_excel.analysis.facts.proposals import proposal
from aop_excel.analysis.facts.scenarios import scenario_facts
from aop_excel.analysis.facts.versions import change, compared_with, version
from aop_excel.analysis.report import Report
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
        "goals": [progress.goal(goal) for goal in report.goals],
        "kpis": [progress.kpi(score, language) for score in report.scores],
        "compared_with": compared_with(report, language),
        "variances": [money.item(row, report, language) for row in report.compared],
        "budget_limits": [money.budget_limit(limit) for limit in report.budget_limits],
        "actions": [progress.action(action) for action in report.actions],
        "capacity": [progress.workload(load) for load in report.workloads],
        "resource_limits": [progress.resource_limit(state) for state in report.resource_limits],
        "risks": [progress.risk(watch, year) for watch in report.risks],
        "profit_and_loss": [money.row(*each, language) for each in report.account.rows()],
        "past_outlooks": [money.past(outlook, language) for outlook in report.past_outlooks],
        "bridge": [money.bridge(bridge, language) for bridge in report.bridges],
        "cash": money.cash(report, language),
        "versions": [version(each, report) for each in report.history.log],
        "changes": [change(each, language) for each in report.history.changes],
        "alignment": alignment_facts(report.alignment, language),
        "review": [
            {
                "question": finding.question.value,
                "urgency": finding.urgency.value if finding.urgency else None,
                "told": finding.words(language),
            }
            for finding in report.review
        ],
        "proposals": [proposal(verdict, settings.fiscal_year, language) for verdict in report.verdicts],
        "cuts": decisions.cuts(report, language),
        "gaps": decisions.gaps(report, language),
        "levers": decisions.levers(report, language),
        **scenario_facts(report, language),
    }
