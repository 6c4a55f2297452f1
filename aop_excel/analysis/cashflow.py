"""Cash and stock by month: as planned, as it happened, and as it will be if nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from aop_excel.analysis.cash_items import CashItem, Year, cash_items
from aop_excel.analysis.cash_months import NOTHING, cash_months
from aop_excel.analysis.pnl import Amounts, Basis, Pnl, add
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class CashFigures:
    """The amounts of one row on one basis: twelve months in fiscal order, and the year (đồng, or days)."""

    months: Amounts
    year: float | None


@dataclass(frozen=True, slots=True)
class Crossing:
    """A month (position in the fiscal year) that crosses a limit, and what the row is then (đồng, or days)."""

    position: int
    value: float


@dataclass(frozen=True)
class Cashflow:
    """All rows of Cash in reading order, their figures by basis and key, and the months that cross a limit.

    From the report month on by the outlook: `short` is the first month whose closing cash is below the minimum,
    `out_of_stock` the first whose stock is below zero, `overstocked` the first whose stock lasts for more than the
    days allowed. `short_by_plan` is the first month of the plan that is short.
    """

    items: tuple[CashItem, ...]
    figures: dict[tuple[Basis, str], CashFigures]
    short_by_plan: Crossing | None
    short: Crossing | None
    out_of_stock: Crossing | None
    overstocked: Crossing | None

    def get(self, basis: Basis, key: str) -> CashFigures | None:
        """The figures of a row; None where there is no such row on this basis."""
        return self.figures.get((basis, key))

    def rows(self) -> Iterator[tuple[Basis, CashItem, CashFigures]]:
        """Every figure there is, basis by basis, in reading order."""
        for basis in (Basis.PLAN, Basis.ACTUAL, Basis.OUTLOOK):
            for item in self.items:
                if (basis, item.key) in self.figures:
                    yield basis, item, self.figures[basis, item.key]


def cashflow(plan: Plan, actuals: Actuals, account: Pnl, report_position: int) -> Cashflow:
    """Follow cash and stock through the year (source of the rules: “Cash and stock”).

    closing = opening + money in − money out; closing stock = opening + goods bought − goods sold at cost. Where a
    closed month was counted, its count is the closing balance, the difference has a row of its own, and the next
    month goes on from the count. The outlook has the closed months as they happened; actual is the outlook of those
    months alone. What is not reported moves no money; what depends on a balance nobody knows is None.
    """
    items = tuple(cash_items(plan))
    counts = {plan.settings.fiscal_year.position(each.month): each for each in actuals.balances}
    months_counted = [counts.get(position) if account.counted[position] else None for position in range(MONTHS)]
    cash = tuple(each.cash if each else None for each in months_counted)
    stock = tuple(each.stock if each else None for each in months_counted)
    planned = cash_months(plan, items, partial(amount, account, Basis.PLAN))
    expected = cash_months(plan, items, partial(amount, account, Basis.OUTLOOK), cash, stock)
    happened = {key: _only(account.counted, months) for key, months in expected.items()}
    months = {Basis.PLAN: planned, Basis.ACTUAL: happened, Basis.OUTLOOK: expected}
    figures = {
        (basis, item.key): CashFigures(rows[item.key], _year(item.year, rows[item.key]))
        for basis, rows in months.items()
        for item in items
        if item.key in rows
    }
    minimum, most = plan.cash.minimum, plan.cash.most_days
    return Cashflow(
        items,
        figures,
        _first(planned["cash_closing"], lambda closing: closing <= minimum - NOTHING),
        _first(expected["cash_closing"], lambda closing: closing <= minimum - NOTHING, report_position),
        _first(expected["stock_closing"], lambda closing: closing <= -NOTHING, report_position),
        _first(expected["stock_days"], lambda days: most is not None and round(days) > most, report_position),
    )


def _only(counted: Sequence[bool], months: Amounts) -> Amounts:
    return tuple(month if counts else None for month, counts in zip(months, counted, strict=True))


def _year(rule: Year, months: Amounts) -> float | None:
    if rule is Year.SUM:
        return add(months)
    if rule is Year.FIRST:
        return months[0]
    return next((month for month in reversed(months) if month is not None), None)


def _first(months: Amounts, crosses: Callable[[float], bool], start: int = 0) -> Crossing | None:
    found = ((position, each) for position, each in enumerate(months) if each is not None and crosses(each))
    return next((Crossing(position, each) for position, each in found if position >= start), None)


def amount(account: Pnl, basis: Basis, key: str, position: int) -> float:
    """One month of an item of the account as cash sees it: nothing where it is not reported, or there is no such item.

    The outlook is actual where the month counts.
    """
    if basis is Basis.OUTLOOK and account.counted[position]:
        basis = Basis.ACTUAL
    figures = account.get(basis, key)
    return (figures.months[position] if figures else None) or 0.0
