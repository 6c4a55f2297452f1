"""What shocks do to the outlook: each changes the months to come of the lines it touches by a factor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aop_excel.analysis.sold import folded
from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.domain.plan import BudgetLine, Kind, Plan
from aop_excel.domain.scenario import Shock, Shocked

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

KINDS: dict[Shocked, frozenset[Kind]] = {
    Shocked.PURCHASE_PRICE: frozenset({Kind.COGS, Kind.PURCHASES}),
    Shocked.SELLING_PRICE: frozenset({Kind.REVENUE}),
    # Not what is bought: to buy less when demand is weak is a decision, a fallback.
    Shocked.DEMAND: frozenset({Kind.REVENUE, Kind.COGS, Kind.VARIABLE, Kind.QUANTITY}),
    Shocked.ADVERTISING: frozenset({Kind.MARKETING}),
    Shocked.LINE: frozenset(Kind),
}
"""The kinds of budget lines that each shock changes."""


def factor(shock: Shock, strength: float) -> float:
    """What the amounts are multiplied by at a strength between the ends of the shock's range.

    Advertising that has a fifth less effect takes 1 / 0.8 of its cost to sell the same.
    """
    return 1 / (1 + strength) if shock.what is Shocked.ADVERTISING else 1 + strength


def touched(shock: Shock, plan: Plan) -> Iterator[BudgetLine]:
    """The lines that a shock changes: of its kinds, and naming the channel and group that it names."""
    for line in plan.lines:
        fits = line.kind in KINDS[shock.what] and shock.channel in (None, line.channel)
        fits &= shock.group is None or folded(shock.group) == folded(line.group or "")
        if fits and (shock.what is not Shocked.LINE or shock.line == line.code):
            yield line


def lasts(shock: Shock, year: FiscalYear) -> range:
    """The months (positions 0 to 11) through which a shock lasts, closed ones among them."""
    first = 0 if shock.first is None else year.position(shock.first)
    last = MONTHS - 1 if shock.last is None else year.position(shock.last)
    return range(first, last + 1)


def cells(shock: Shock, report: Report) -> Iterator[tuple[str, int]]:
    """What a shock changes: lines (by code) and months to come (position 0 to 11) with an amount."""
    ahead = [p for p in lasts(shock, report.plan.settings.fiscal_year) if not report.account.counted[p]]
    for line in touched(shock, report.plan):
        months = report.account.outlooks[line.code].months
        yield from ((line.code, position) for position in ahead if months[position])


def shocked(report: Report, shocks: Sequence[Shock]) -> dict[str, tuple[float, ...]]:
    """The lines (by code) whose months to come are others where these shocks happen, at their most likely strength.

    Several shocks on the same line and month multiply. Months that count stay as they happened.
    """
    months: dict[str, list[float]] = {}
    for shock in shocks:
        for code, position in cells(shock, report):
            line = months.setdefault(code, [*report.account.outlooks[code].months])
            line[position] *= factor(shock, shock.change)
    return {code: tuple(line) for code, line in months.items()}
