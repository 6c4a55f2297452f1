"""Where the year of a budget line will end: what is reported so far, and what the months to come should bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aop_excel.domain.plan import BudgetLine, Kind, OutlookMethod

_FOLLOW_THE_SEASON = frozenset({Kind.REVENUE, Kind.COGS, Kind.VARIABLE, Kind.QUANTITY})
"""Revenue, and what rises and falls with it."""


@dataclass(frozen=True, slots=True)
class LineOutlook:
    """A line's twelve months as foreseen (đồng): what is reported of closed months, a forecast of all others.

    A forecast is `pace`, times the month's plan where it `follows_plan`. `start` is the position of the month in which
    the line begins: the first that is not zero. A run-rate foresees nothing before it.
    """

    method: OutlookMethod
    months: tuple[float, ...]
    pace: float
    follows_plan: bool
    start: int

    def has_begun(self, position: int) -> bool:
        """Whether a month is foreseen at all; the owner's own figure is for any month."""
        return self.method is not OutlookMethod.RUN_RATE or position >= self.start


def method_of(line: BudgetLine) -> OutlookMethod:
    """The owner's choice, else what suits its kind."""
    default = OutlookMethod.SEASONAL if line.kind in _FOLLOW_THE_SEASON else OutlookMethod.REMAINING
    return line.method or default


def line_outlook(line: BudgetLine, reported: Sequence[float | None], counted: Sequence[bool]) -> LineOutlook:
    """Foresee a line's year from its reported months, of which those `counted` are closed.

    A closed month without a figure is foreseen like an open one. Remaining budget: the plan. Run-rate: the average of
    the reported months since the line began. Seasonal: the plan times what the reported months came to over their
    plan. Manual: what is left of the owner's figure, in the plan's shape. Where a method has nothing to go by, the
    plan stands. Source: “Outlook” among the rules for the numbers.
    """
    planned = [amount or 0.0 for amount in line.months]
    known = [amount if counts else None for amount, counts in zip(reported, counted, strict=True)]
    begun = [position for position in range(12) if planned[position] or known[position]]
    start = begun[0] if begun else 0
    method = method_of(line)
    pace, follows_plan = _pace(method, line, planned, known, start)
    outlook = LineOutlook(method, (), pace, follows_plan, start)
    months = (
        pace * plan if follows_plan else pace if outlook.has_begun(position) else 0.0
        for position, plan in enumerate(planned)
    )
    told = (forecast if amount is None else amount for amount, forecast in zip(known, months, strict=True))
    return replace(outlook, months=tuple(told))


def _pace(
    method: OutlookMethod, line: BudgetLine, planned: Sequence[float], known: Sequence[float | None], start: int
) -> tuple[float, bool]:
    """What makes a forecast, and whether it is a factor of the plan."""
    done = sum(amount for amount in known if amount is not None)
    if method is OutlookMethod.RUN_RATE and (months := sum(amount is not None for amount in known[start:])):
        return done / months, False
    if method is OutlookMethod.SEASONAL and (plan := _planned(planned, known, reported=True)):
        return done / plan, True
    if method is OutlookMethod.MANUAL and line.outlook is not None and None in known:
        plan = _planned(planned, known, reported=False)
        return ((line.outlook - done) / plan, True) if plan else ((line.outlook - done) / known.count(None), False)
    return 1.0, True


def _planned(planned: Sequence[float], known: Sequence[float | None], *, reported: bool) -> float:
    """The plan of the months that are reported, or of those that are not."""
    return sum(plan for plan, amount in zip(planned, known, strict=True) if (amount is not None) is reported)
