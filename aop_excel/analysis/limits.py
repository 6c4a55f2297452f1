"""The budget as a limit: which lines have been overspent, or will be, with what is ordered but not yet billed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import BudgetLine, LimitType, Plan
from aop_excel.domain.record import Choice

_HALF = 0.5
"""Half a đồng: less than this over a limit is rounding."""


class LimitState(Choice):
    """How a line stands against its limit, the worst first."""

    OVER = "over", "Đã vượt cả năm", "Over for the year"
    WILL_EXCEED = "will_exceed", "Sẽ vượt cả năm", "Will exceed the year"
    OVER_TO_DATE = "over_to_date", "Vượt lũy kế", "Over year to date"
    OVER_IN_MONTH = "over_in_month", "Vượt trong tháng", "Over in the month"
    WITHIN = "within", "Trong hạn mức", "Within the limit"


@dataclass(frozen=True, slots=True)
class Use:
    """What was used of a limit in one period (đồng)."""

    used: float
    limit: float

    @property
    def left(self) -> float:
        """What may still be spent; below zero where it is overspent."""
        return self.limit - self.used


@dataclass(frozen=True, slots=True)
class BudgetLimit:
    """A line of cost against its limit in the report month, year to date and the year (đồng).

    What is used is what was billed and what is `committed`: ordered, but not billed yet. A commitment counts from the
    month in which its bill is expected, or the report month where that has passed; in the year it always counts.
    `outlook` is where the year will end, at least at what is used already.
    """

    line: BudgetLine
    committed: float
    month: Use
    year_to_date: Use
    year: Use
    outlook: float

    @property
    def is_hard(self) -> bool:
        """Whether it must not be exceeded, rather than watched."""
        return self.line.limit is LimitType.HARD

    @property
    def state(self) -> LimitState:
        """The worst that can be said of it."""
        if self.year.left < -_HALF:
            return LimitState.OVER
        if self.outlook - self.year.limit > _HALF:
            return LimitState.WILL_EXCEED
        if self.year_to_date.left < -_HALF:
            return LimitState.OVER_TO_DATE
        return LimitState.OVER_IN_MONTH if self.month.left < -_HALF else LimitState.WITHIN


def budget_limits(plan: Plan, actuals: Actuals, account: Pnl, report_position: int) -> list[BudgetLimit]:
    """Every line of cost with a limit, the worst first: by state, hard before watched, then by what is over."""
    states = list(LimitState)
    found = _limits(plan, actuals, account, report_position)
    return sorted(found, key=lambda each: (states.index(each.state), not each.is_hard, each.year.limit - each.outlook))


def _limits(plan: Plan, actuals: Actuals, account: Pnl, report_position: int) -> Iterator[BudgetLimit]:
    year = plan.settings.fiscal_year
    committed: dict[str, list[tuple[int, float]]] = {}
    for each in actuals.commitments:
        if not each.billed:
            committed.setdefault(each.code, []).append((year.position(each.month), each.amount))
    for line in plan.lines:
        if line.kind.sign > 0 or line.limit is LimitType.NONE:
            continue
        ordered = committed.get(line.code, [])
        due = sum(amount for position, amount in ordered if position <= report_position)
        total = sum(amount for _, amount in ordered)
        key = f"line:{line.code}"
        planned, actual = account.figures[Basis.PLAN, key], account.figures[Basis.ACTUAL, key]
        used = (actual.year_to_date or 0.0) + total
        yield BudgetLimit(
            line,
            total,
            Use((actual.months[report_position] or 0.0) + due, planned.months[report_position] or 0.0),
            Use((actual.year_to_date or 0.0) + due, planned.year_to_date or 0.0),
            Use(used, planned.year or 0.0),
            max(account.figures[Basis.OUTLOOK, key].year or 0.0, used),
        )
