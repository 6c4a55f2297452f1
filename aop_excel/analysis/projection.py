"""The rest of the year with something changed: what a proposal, a cut or a shock makes of profit, goals and cash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aop_excel.analysis.cashflow import Cashflow, cashflow
from aop_excel.analysis.goals import GoalProgress, goal_progress
from aop_excel.analysis.pnl import Basis, Pnl, pnl
from aop_excel.analysis.scorecard import Score, scorecard
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import BudgetLine, Plan

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


@dataclass(frozen=True)
class Projection:
    """The outlook of the year with something changed, and what it makes of KPIs, goals and cash.

    Only the outlook differs from the report's own: plan and actual figures stay what they are. What nobody asks for is
    not computed.
    """

    plan: Plan
    actuals: Actuals
    report_position: int
    account: Pnl

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Every tracked KPI."""
        return tuple(scorecard(self.plan, self.actuals, self.account, self.report_position))

    @cached_property
    def goals(self) -> tuple[GoalProgress, ...]:
        """Every goal that a KPI measures."""
        return tuple(goal_progress(self.plan, self.scores, self.account))

    @cached_property
    def cash(self) -> Cashflow:
        """Cash and stock by month."""
        return cashflow(self.plan, self.actuals, self.account, self.report_position)

    @property
    def profit(self) -> float:
        """The year's operating profit (đồng)."""
        return self.account.figures[Basis.OUTLOOK, "operating_profit"].year or 0.0

    @property
    def lowest_cash(self) -> tuple[int, float] | None:
        """The month (position 0 to 11) to come with the least closing cash, and that balance (đồng).

        None where nobody knows the opening cash. Once every month is closed, the last one is all that is left to say.
        """
        closings = self.cash.figures[Basis.OUTLOOK, "cash_closing"].months
        ahead = [position for position in range(MONTHS) if not self.account.counted[position]] or [MONTHS - 1]
        known = [(closing, position) for position in ahead if (closing := closings[position]) is not None]
        if not known:
            return None
        closing, position = min(known)
        return position, closing


def projected(report: Report, foreseen: Mapping[str, Sequence[float]], added: Sequence[BudgetLine] = ()) -> Projection:
    """Foresee the year again with other months of some lines (by code, in fiscal order, đồng).

    Months that count to date are over, and stay as they are. `added` are lines that the plan does not have, such as
    a proposal's: nothing is budgeted for them, and they come to what is `foreseen`. Changing nothing gives the
    report's own outlook.
    """
    plan = report.plan
    if added:
        unplanned = tuple(line.model_copy(update={"months": (0.0,) * MONTHS}) for line in added)
        plan = plan.model_copy(update={"lines": (*plan.lines, *unplanned)})
    position = report.report_position
    return Projection(plan, report.actuals, position, pnl(plan, report.actuals, position, foreseen))


def changed(report: Report, additions: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, ...]]:
    """The outlook of lines (by code) with so much added in each month (đồng; less than zero takes away)."""
    outlooks = report.account.outlooks
    return {
        code: tuple(now + more for now, more in zip(outlooks[code].months, months, strict=True))
        for code, months in additions.items()
    }
