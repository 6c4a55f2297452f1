"""Whether the limits on people, hours and money are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from aop_excel.analysis.capacity import Workload
from aop_excel.analysis.items import OPERATING_COSTS
from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.analysis.status import HAIR
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import Kind, LimitMeasure, Plan, ResourceLimit


@dataclass(frozen=True, slots=True)
class LimitState:
    """A limit and what it is held against: people, hours, đồng, or a fraction of revenue.

    `over` are the months (position 0 to 11) in which it is passed: for hours each of them, for what counts by the year
    all from the one after which it stays passed; none for a number of people. `now` is None where nothing measures it.
    """

    limit: ResourceLimit
    now: float | None
    over: tuple[int, ...] = ()

    @property
    def kept(self) -> bool | None:
        """None where nobody can say: no measure, no amount, or nothing to measure."""
        if self.now is None or self.limit.amount is None:
            return None
        return not _beyond(self.now, self.limit.amount)


def limit_states(plan: Plan, account: Pnl, workloads: Sequence[Workload]) -> Iterator[LimitState]:
    """Hold every limit against the plan, with closed months as they happened."""
    hours = [sum(month) for month in zip(*(load.assigned for load in workloads), strict=True)] or [0.0] * MONTHS
    for limit in plan.limits:
        match limit.measured_by:
            case None:
                yield LimitState(limit, None)
            case LimitMeasure.HEADCOUNT:
                yield LimitState(limit, float(len(plan.people)))
            case LimitMeasure.HOURS:
                yield LimitState(limit, max(hours), _over(hours, limit.amount))
            case LimitMeasure.PEOPLE_COST | LimitMeasure.OPERATING_COSTS:
                to_date = list(accumulate(expected_months(account, _COSTS[limit.measured_by])))
                yield LimitState(limit, to_date[-1], _staying_over(to_date, limit.amount))
            case LimitMeasure.MARKETING_SHARE:
                shares = _shares(account)
                yield LimitState(limit, shares[-1], _staying_over(shares, limit.amount))


def expected_months(account: Pnl, kinds: Sequence[Kind]) -> list[float]:
    """What lines of these kinds come to in each month (đồng): closed ones as they happened, the others as planned."""
    months = [0.0] * MONTHS
    for item in account.items:
        if item.line and item.line.kind in kinds:
            actual = account.figures[Basis.ACTUAL, item.key].months
            planned = account.figures[Basis.PLAN, item.key].months
            for position in range(MONTHS):
                happened = actual[position] if account.counted[position] else None
                months[position] += (planned[position] or 0.0) if happened is None else happened
    return months


def _shares(account: Pnl) -> list[float | None]:
    """Marketing over revenue from the beginning of the year to each month."""
    marketing = accumulate(expected_months(account, (Kind.MARKETING,)))
    revenue = accumulate(expected_months(account, (Kind.REVENUE,)))
    return [spent / sold if sold > 0 else None for spent, sold in zip(marketing, revenue, strict=True)]


def _over(months: Sequence[float | None], amount: float | None) -> tuple[int, ...]:
    if amount is None:
        return ()
    return tuple(p for p, value in enumerate(months) if value is not None and _beyond(value, amount))


def _staying_over(to_date: Sequence[float | None], amount: float | None) -> tuple[int, ...]:
    """The months from which on a limit of the year is passed for good."""
    over = set(_over(to_date, amount))
    first = next((p + 1 for p in reversed(range(MONTHS)) if p not in over), 0)
    return tuple(range(first, MONTHS))


def _beyond(value: float, amount: float) -> bool:
    return value - amount > HAIR * max(1.0, abs(amount))


_COSTS = {
    LimitMeasure.PEOPLE_COST: (Kind.PEOPLE,),
    LimitMeasure.OPERATING_COSTS: tuple(kind for _, _, kinds in OPERATING_COSTS for kind in kinds),
}
