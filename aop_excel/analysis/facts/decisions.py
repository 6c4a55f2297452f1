"""What to cut first, and what missed goals are made of, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aop_excel.analysis.cut_words import summary, why_cut
from aop_excel.analysis.cuts import Cut
from aop_excel.analysis.gap_words import driver_words, pace_words
from aop_excel.analysis.gaps import Gap
from aop_excel.analysis.lever_words import lever_words
from aop_excel.analysis.levers import Lever
from aop_excel.domain.calendar import MONTHS
from aop_excel.text import Language

if TYPE_CHECKING:
    from aop_excel.analysis.projection import Projection
    from aop_excel.analysis.report import Report


def cuts(report: Report, language: Language) -> dict[str, Any] | None:
    """The list of what to cut first (đồng); None where nothing is asked."""
    found = report.cut_list
    if found is None:
        return None
    year = report.plan.settings.fiscal_year
    return {
        "asked": found.asked,
        "counts": report.plan.cut.counts.value,
        "from": f"{year.months[found.first]:%Y-%m}" if found.first < MONTHS else None,
        "reached": found.reached,
        "missing": found.missing,
        "revenue_at_stake": found.stake,
        "told": summary(found, year)(language),
        "lines": [_cut(rank, cut, language) for rank, cut in enumerate(found.cuts, 1)],
        "kept": [{"code": each.line.code, "reason": each.group.value, "amount": each.available} for each in found.kept],
        "before": _projection(found.before, report),
        "after": _projection(found.after, report),
        "at_worst": _projection(found.at_worst, report),
    }


def gaps(report: Report, language: Language) -> list[dict[str, Any]]:
    """Every missed goal's gap with its drivers."""
    return [_gap(gap, report, language) for gap in report.gaps]


def levers(report: Report, language: Language) -> list[dict[str, Any]]:
    """What could close the gaps."""
    return [_lever(lever, language) for lever in report.levers]


def _cut(rank: int, cut: Cut, language: Language) -> dict[str, Any]:
    spending = cut.spending
    return {
        "rank": rank,
        "code": spending.line.code,
        "step": cut.step.value,
        "group": spending.group.value,
        "goal": spending.goal.code if spending.goal else None,
        "committed": spending.committed,
        "available": spending.available,
        "cut": cut.amount if cut.counts else None,
        "revenue_at_stake": cut.stake,
        "told": why_cut(cut)(language),
    }


def _projection(of: Projection, report: Report) -> dict[str, Any]:
    low = of.lowest_cash
    return {
        "profit": of.profit,
        "lowest_cash": low[1] if low else None,
        "lowest_cash_month": f"{report.plan.settings.fiscal_year.months[low[0]]:%Y-%m}" if low else None,
        "goals": {each.goal.code: each.score.outlook for each in of.goals},
    }


def _gap(gap: Gap, report: Report, language: Language) -> dict[str, Any]:
    return {
        "goal": gap.progress.goal.code,
        "amount": gap.amount,
        "points": gap.points,
        "told": pace_words(gap, report)(language),
        "drivers": [
            {
                "split": driver.split.value,
                "label": driver.label(language),
                "amount": driver.amount,
                "line": driver.line,
                "told": words(language) if (words := driver_words(driver, gap, report)) else None,
            }
            for driver in gap.drivers
        ],
    }


def _lever(lever: Lever, language: Language) -> dict[str, Any]:
    return {
        "goal": lever.gap.progress.goal.code,
        "lever": lever.kind.value,
        "code": lever.code,
        "amount": lever.amount,
        "closes": lever.closes,
        "told": lever_words(lever)(language),
    }
