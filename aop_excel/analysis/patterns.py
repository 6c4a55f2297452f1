"""Which amounts of the outlook are changed by the same shocks, and what they contribute to what is asked of the year.

Everything asked is a sum of lines' amounts by month (a ratio is two of them), and shocks multiply amounts. So a year
in which shocks happen is the outlook plus, for all amounts with the same shocks, their contribution times how much
they change: exact, and one product of matrices for any number of years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aop_excel.analysis.cashflow import cashflow
from aop_excel.analysis.kpis import total
from aop_excel.analysis.pnl import Basis, pnl
from aop_excel.analysis.shocks import cells
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.scenario import Shock

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

Pattern = tuple[int, ...]
"""The places of the shocks that change the same amounts, in rising order."""


@dataclass(frozen=True, slots=True)
class YearSums:
    """What is asked of a year (đồng): profit, closing cash of the months to come, and what the goals' KPIs are made of.

    `terms` holds for each goal what is measured and, where it is a quotient, what it is divided by. `cash` is empty
    where nobody knows the opening cash; where no month is to come, it is that of the last one.
    """

    profit: float
    cash: tuple[float, ...]
    terms: tuple[tuple[float, ...], ...]

    @property
    def row(self) -> tuple[float, ...]:
        """All of it in one row."""
        return (self.profit, *self.cash, *(each for terms in self.terms for each in terms))


def year_sums(report: Report, foreseen: Mapping[str, Sequence[float]]) -> YearSums:
    """What is asked of the year with other months of some lines (by code) foreseen."""
    account = pnl(report.plan, report.actuals, report.report_position, foreseen)
    cash = cashflow(report.plan, report.actuals, account, report.report_position)
    closings = cash.figures[Basis.OUTLOOK, "cash_closing"].months
    ahead = [position for position in range(MONTHS) if not account.counted[position]] or [MONTHS - 1]
    return YearSums(
        account.figures[Basis.OUTLOOK, "operating_profit"].year or 0.0,
        tuple(closing for position in ahead if (closing := closings[position]) is not None),
        tuple(
            tuple(total(term, account, Basis.OUTLOOK, "year") or 0.0 for term in (kpi.top, kpi.bottom) if term)
            for kpi in (progress.score.kpi for progress in report.goals)
        ),
    )


def contributions(report: Report, shocks: Sequence[Shock]) -> dict[Pattern, tuple[float, ...]]:
    """For each set of shocks that change the same amounts, what these amounts contribute to the year's sums."""
    whole = year_sums(report, {}).row
    return {
        pattern: tuple(all_of_it - rest for all_of_it, rest in zip(whole, year_sums(report, without).row, strict=True))
        for pattern, without in _without_each(report, shocks)
    }


def _without_each(report: Report, shocks: Sequence[Shock]) -> Iterator[tuple[Pattern, dict[str, tuple[float, ...]]]]:
    """Each pattern, with the months of its lines (by code) as they are without what the pattern changes."""
    touching: dict[tuple[str, int], Pattern] = {}
    for place, shock in enumerate(shocks):
        for cell in cells(shock, report):
            touching[cell] = (*touching.get(cell, ()), place)
    for pattern in dict.fromkeys(touching.values()):
        without: dict[str, list[float]] = {}
        for (code, position), found in touching.items():
            if found == pattern:
                without.setdefault(code, [*report.account.outlooks[code].months])[position] = 0.0
        yield pattern, {code: tuple(months) for code, months in without.items()}
