"""A proposal as it would change the rest of the year, from the month in which it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aop_excel.analysis.cash_items import goods
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.projection import Projection, changed, projected
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import BudgetLine, Kind
from aop_excel.domain.proposal import Proposal

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

Year = tuple[float, ...]
"""Twelve amounts in fiscal order (đồng)."""


@dataclass(frozen=True)
class Trial:
    """A proposal in the months (positions in the fiscal year) that it would run in; never in one that is closed."""

    report: Report
    proposal: Proposal
    months: tuple[int, ...]

    @cached_property
    def line(self) -> BudgetLine | None:
        """The line of cost that it is charged to."""
        lines = {line.code: line for line in self.report.plan.lines if line.kind.sign < 0}
        return lines.get(self.proposal.line or "")

    @property
    def kind(self) -> Kind:
        """What its cost is: as the line it is charged to, else cost that comes and goes with it."""
        return self.line.kind if self.line else Kind.VARIABLE

    @property
    def cost(self) -> Year:
        """Its cost: what is spent once falls in its first month."""
        return self._year(self.proposal.monthly, self.proposal.one_off)

    @property
    def revenue(self) -> Year:
        """What it is expected to sell."""
        return self._year(self.proposal.revenue)

    @property
    def purchases(self) -> Year:
        """The goods that are bought for it, all in its first month."""
        return self._year(0.0, self.proposal.purchases)

    @property
    def charged(self) -> Year:
        """What its budget line bears: cost, and the goods where it is a line of purchases."""
        if self.kind is not Kind.PURCHASES:
            return self.cost
        return tuple(cost + bought for cost, bought in zip(self.cost, self.purchases, strict=True))

    @property
    def margin(self) -> float:
        """Its gross margin; where none is given, that of its channel or of all sales by the outlook."""
        if self.proposal.margin is not None:
            return self.proposal.margin
        for channel in (f":{self.proposal.channel}", ""):
            profit = self.report.account.get(Basis.OUTLOOK, f"gross_profit{channel}")
            sales = self.report.account.get(Basis.OUTLOOK, f"revenue{channel}")
            if profit and sales and profit.year is not None and sales.year:
                return profit.year / sales.year
        return 0.0

    @property
    def contributions(self) -> Year:
        """What each month brings: the gross profit of its sales less its cost."""
        return tuple(sold * self.margin - cost for sold, cost in zip(self.revenue, self.cost, strict=True))

    @cached_property
    def projection(self) -> Projection:
        """The year with it."""
        return self.without({})

    def without(self, kept_back: Mapping[str, Sequence[float]]) -> Projection:
        """The year with it, and so much less spent on other lines (by code)."""
        additions = {code: tuple(-amount for amount in months) for code, months in kept_back.items()}
        if self.line and any(self.charged):
            others = additions.get(self.line.code, (0.0,) * MONTHS)
            additions[self.line.code] = tuple(more + less for more, less in zip(self.charged, others, strict=True))
        added = self._lines()
        foreseen = changed(self.report, additions) | {line.code: months for line, months in added}
        return projected(self.report, foreseen, [line for line, _ in added])

    def _lines(self) -> list[tuple[BudgetLine, Year]]:
        """What no line of the plan bears: its sales and what they cost, goods, and cost that is charged to no line."""
        sold_at_cost = tuple(sold * (1 - self.margin) for sold in self.revenue)
        lines = [(Kind.REVENUE, self.revenue), (Kind.COGS, sold_at_cost)]
        if not self.line:
            lines.append((Kind.VARIABLE, self.cost))
        if self.kind is not Kind.PURCHASES:
            lines.append(self._goods(sold_at_cost))
        return [(self._line(kind), months) for kind, months in lines if any(months)]

    def _goods(self, sold: Year) -> tuple[Kind, Year]:
        """Goods bought in advance; a plan without purchases pays for goods as they are sold, so these are paid before.

        They move cash alone: out when they are bought, and less for what is sold of them later.
        """
        if goods(self.report.plan) is Kind.PURCHASES:
            return Kind.PURCHASES, self.purchases
        left, months = 0.0, []
        for bought, used in zip(self.purchases, sold, strict=True):
            left += bought
            months.append(bought - min(used, left))
            left -= min(used, left)
        return Kind.CAPITAL, tuple(months)

    def _line(self, kind: Kind) -> BudgetLine:
        channel = self.proposal.channel if kind in (Kind.REVENUE, Kind.COGS) else None
        code = f"{self.proposal.code[:40]} {kind.value}"
        while any(line.code == code for line in self.report.plan.lines):
            code += "'"
        return BudgetLine(code=code, name=self.proposal.name, kind=kind, channel=channel)

    def _year(self, monthly: float, once: float = 0.0) -> Year:
        first = self.months[0]
        return tuple(
            (monthly + (once if position == first else 0.0)) if position in self.months else 0.0
            for position in range(MONTHS)
        )


def starts(report: Report, proposal: Proposal) -> list[Trial]:
    """The proposal as typed, then begun later and later in the year; none where all its months are closed.

    It keeps its length; one that runs to the end of the year is shortened instead.
    """
    year, counted = report.plan.settings.fiscal_year, report.account.counted
    first, last = year.position(proposal.first), year.position(proposal.last)
    open_months = [position for position in range(first, last + 1) if not counted[position]]
    if not open_months:
        return []
    begin, length = open_months[0], last - open_months[0] + 1
    trials = []
    for start in range(begin, MONTHS):
        end = MONTHS - 1 if last == MONTHS - 1 else start + length - 1
        months = tuple(position for position in range(start, min(end, MONTHS - 1) + 1) if not counted[position])
        if end < MONTHS and months and months[0] == start:
            trials.append(Trial(report, proposal, months))
    return trials
