"""What spending could give way to something else: what may still be kept back, and what goes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aop_excel.analysis.status import HAIR
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import ActionStatus, BudgetLine, Kind

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

NO_GOAL = 99
"""Spending that serves no goal comes after every importance."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What a line is still to spend in the open months and nobody has ordered yet (đồng), by month in fiscal order.

    `importance` is that of the goal it serves, 1 the most important; `carries_revenue` where sales of this year hang
    on it; `in_use` where an action that is not done yet is paid from it.
    """

    line: BudgetLine
    months: tuple[float, ...]
    importance: int
    carries_revenue: bool
    in_use: bool

    @property
    def amount(self) -> float:
        """All that could be kept back (đồng)."""
        return sum(self.months)

    def part(self, amount: float) -> tuple[float, ...]:
        """So much of it (đồng), from each month in proportion."""
        return tuple(month * amount / self.amount for month in self.months)


def displaceable(report: Report) -> tuple[Spending, ...]:
    """The spending that could give way, what goes first in front.

    Only what an owner can really leave out or postpone, and is not committed: capital spending, marketing, and fixed
    cost that is no running cost, which is to say not spent in every month. People, rent and other running cost, what
    follows sales, goods, tax and the owner's money stay. First goes what no sales of this year hang on, marketing of a
    channel that sells last; then what serves no goal, or the least important one; then what no action waits for.
    """
    found = [spending for spending in _spending(report) if spending.amount > HAIR]
    return tuple(sorted(found, key=lambda each: (each.carries_revenue, -each.importance, each.in_use)))


def _spending(report: Report) -> Iterator[Spending]:
    plan, account = report.plan, report.account
    importance = {goal.code: goal.importance for goal in plan.goals}
    waiting = {
        action.line for action in plan.actions if action.status not in (ActionStatus.DONE, ActionStatus.CANCELLED)
    }
    sold = {line.channel for line in plan.lines if line.kind is Kind.REVENUE}
    for line in plan.lines:
        months = account.outlooks[line.code].months
        ahead = [0.0 if over else max(0.0, amount) for amount, over in zip(months, account.counted, strict=True)]
        is_now_and_then = line.kind is Kind.FIXED and not _runs(ahead, account.counted)
        if line.kind in (Kind.CAPITAL, Kind.MARKETING) or is_now_and_then:
            yield Spending(
                line,
                _free(ahead, _committed(report, line)),
                importance.get(line.goal or "", NO_GOAL),
                line.kind is Kind.MARKETING and (line.channel is None or line.channel in sold),
                line.code in waiting,
            )


def _runs(ahead: Sequence[float], counted: Sequence[bool]) -> bool:
    """Whether something is spent in every month to come."""
    return all(amount > 0 for amount, over in zip(ahead, counted, strict=True) if not over)


def _committed(report: Report, line: BudgetLine) -> float:
    return sum(each.amount for each in report.actuals.commitments if each.code == line.code and not each.billed)


def _free(ahead: Sequence[float], committed: float) -> tuple[float, ...]:
    """What is left of each month once what is ordered is taken from the first of them."""
    free = [0.0] * MONTHS
    for position, amount in enumerate(ahead):
        taken = min(amount, committed)
        committed -= taken
        free[position] = amount - taken
    return tuple(free)
