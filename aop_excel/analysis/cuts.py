"""Costs must fall: what goes first, to the amount, and what it makes of profit, cash and goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from aop_excel.analysis.projection import Projection, changed, projected
from aop_excel.analysis.spending import Spending, carried, displaceable, first_open, kept, sales_of, to_come
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.cut import Counts
from aop_excel.domain.record import Choice

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

HALF = 0.5
"""Half a đồng: less than this is rounding."""


class Step(Choice):
    """What is done about a line."""

    CUT = "cut", "Cắt", "Cut"
    POSTPONE = "postpone", "Hoãn", "Postpone"
    CARE = "care", "Đàm phán lại", "Renegotiate"
    STAYS = "stays", "Giữ", "Stays"


@dataclass(frozen=True, slots=True)
class Cut:
    """One line of the list: `above` is what all lines before it can give, `amount` what is asked of this one (đồng).

    A line that does not count, since it is no cost and cost is asked for, gives nothing.
    """

    spending: Spending
    counts: bool
    above: float
    amount: float

    @property
    def step(self) -> Step:
        """Costs are cut; what moves cash only is postponed."""
        return Step.CUT if self.spending.in_profit else Step.POSTPONE

    @property
    def available(self) -> float:
        """What it could give to what is asked for (đồng)."""
        return self.spending.available if self.counts else 0.0

    @property
    def stake(self) -> float:
        """The revenue that may go with the cut (đồng), at most: on average each đồng carries `rate`."""
        return self.spending.rate * self.amount

    @property
    def months(self) -> tuple[float, ...]:
        """The cut by month, in the proportion of what each has available (đồng)."""
        part = self.amount / self.spending.available
        return tuple(part * month for month in self.spending.months)


@dataclass(frozen=True, slots=True)
class CutList:
    """What to cut from a month (position 0 to 11; 12 where the year is over) on, to the `asked` amount (đồng).

    `kept` is what is not cut, with its reason. `before` is the outlook of the year, `after` the same with the cuts,
    `at_worst` with the revenue at stake lost as well.
    """

    asked: float
    first: int
    cuts: tuple[Cut, ...]
    kept: tuple[Spending, ...]
    before: Projection
    after: Projection
    at_worst: Projection

    @property
    def reached(self) -> float:
        """What the cuts come to (đồng)."""
        return fsum(cut.amount for cut in self.cuts)

    @property
    def missing(self) -> float:
        """By how much the amount cannot be reached (đồng); zero where it is."""
        missing = self.asked - self.reached
        return missing if missing >= HALF else 0.0

    @property
    def stake(self) -> float:
        """The revenue at stake with all cuts (đồng), at most."""
        return fsum(cut.stake for cut in self.cuts)


def cut_list(report: Report) -> CutList | None:
    """The list that the plan's request asks for; None where nothing is asked.

    Only costs count, which profit is made of, unless money paid out is asked for. The ranking does not depend on the
    amount: a larger one takes more from the same list. What runs the business each month is never cut here: rent and
    pay can be renegotiated, not stopped.
    """
    request = report.plan.cut
    if not request.amount:
        return None
    asked_from = 0 if request.month is None else report.plan.settings.fiscal_year.position(request.month)
    first = max(first_open(report), asked_from)
    cuts = tuple(_cuts(displaceable(report, first), request.amount, request.counts))
    spared = {cut.spending.line.code: tuple(-month for month in cut.months) for cut in cuts if cut.amount}
    lost = _lost(report, cuts, first)
    return CutList(
        request.amount,
        first,
        cuts,
        kept(report, first),
        projected(report, {}),
        projected(report, changed(report, spared)),
        projected(report, changed(report, {**lost, **spared})),
    )


def _cuts(ranked: Sequence[Spending], asked: float, what: Counts) -> Iterator[Cut]:
    above = 0.0
    for spending in ranked:
        counts = spending.in_profit or what is Counts.MONEY
        available = spending.available if counts else 0.0
        yield Cut(spending, counts, above, max(0.0, min(available, asked - above)))
        above += available


def _lost(report: Report, cuts: Sequence[Cut], first: int) -> dict[str, tuple[float, ...]]:
    """What lines of revenue lose with the cuts, and what is no longer needed to earn it, by month (đồng).

    Each line of revenue loses its part of what is at stake; cost that follows sales, and what is bought for them, falls
    with the revenue of its channel and product group, as far as it names them.
    """
    lines = report.plan.lines
    stakes: dict[str, float] = {}
    for cut in cuts:
        sold = carried(cut.spending.line, lines)[0] if cut.stake else []
        whole = to_come(report, sold, first)
        for line in sold:
            stakes[line.code] = stakes.get(line.code, 0.0) + cut.stake * to_come(report, [line], first) / whole
    shares = {}
    for line in lines:
        sold = sales_of(line, lines)
        whole = to_come(report, sold, first)
        if whole > 0 and (lost := fsum(stakes.get(each.code, 0.0) for each in sold)):
            shares[line.code] = min(1.0, lost / whole)
    return {code: _part(report, code, share, first) for code, share in shares.items()}


def _part(report: Report, code: str, share: float, first: int) -> tuple[float, ...]:
    months = report.account.outlooks[code].months
    return tuple(-share * months[place] if place >= first else 0.0 for place in range(MONTHS))
