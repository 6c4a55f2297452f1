"""The profit and loss account by month: every line and total, planned, actual, foreseen and last year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from aop_excel.analysis.items import Item, items
from aop_excel.analysis.outlook import LineOutlook, line_outlook
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Plan
from aop_excel.domain.record import Choice

Amounts = tuple[float | None, ...]

Period = int | Literal["year_to_date", "year"]
"""A month's position in the fiscal year (0 to 11), the closed months so far, or the whole year."""


class Basis(Choice):
    """Which set of figures."""

    PLAN = "plan", "Kế hoạch", "Plan"
    ACTUAL = "actual", "Thực hiện", "Actual"
    OUTLOOK = "outlook", "Ước thực hiện", "Outlook"
    LAST_YEAR = "last_year", "Năm trước", "Last year"
    BASELINE = "baseline", "So với", "Compared"


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of one item on one basis: twelve months in fiscal order, year to date, and the year (đồng)."""

    months: Amounts
    year_to_date: float | None
    year: float | None

    def of(self, period: Period) -> float | None:
        """The amount of one period."""
        if isinstance(period, int):
            return self.months[period]
        return self.year_to_date if period == "year_to_date" else self.year


UNKNOWN = Figures((None,) * 12, None, None)
"""Where nothing is known of an item."""


@dataclass(frozen=True)
class Pnl:
    """All items in reading order, their figures by basis and key, and which months count in year to date.

    `outlooks` says of each line, by its code, how its year was foreseen.
    """

    items: tuple[Item, ...]
    figures: dict[tuple[Basis, str], Figures]
    outlooks: dict[str, LineOutlook]
    counted: tuple[bool, ...]

    @property
    def open_months(self) -> int:
        """How many months of the year are still to come, as far as year to date goes."""
        return self.counted.count(False)

    def get(self, basis: Basis, key: str) -> Figures | None:
        """The figures of an item; None where the plan has no such item on this basis."""
        return self.figures.get((basis, key))

    def rows(self) -> Iterator[tuple[Basis, Item, Figures]]:
        """Every figure there is, basis by basis, in reading order."""
        for basis in Basis:
            for item in self.items:
                if (basis, item.key) in self.figures:
                    yield basis, item, self.figures[basis, item.key]


def pnl(
    plan: Plan, actuals: Actuals, report_position: int, foreseen: Mapping[str, Sequence[float]] | None = None
) -> Pnl:
    """Compute the account; year to date counts the closed months up to the report month (position 0 to 11).

    `foreseen` gives lines (by code) other months to come than their outlook method does; months that count stay.
    """
    counted = tuple(closed and position <= report_position for position, closed in enumerate(actuals.closed))
    account = Pnl(tuple(items(plan)), {}, {}, counted)
    reported = {line.code: line.months for line in actuals.lines}
    for item in account.items:
        if item.line is None:
            for basis in (Basis.PLAN, Basis.ACTUAL, Basis.OUTLOOK):
                account.figures[basis, item.key] = _combined(item, basis, account)
        else:
            actual = reported.get(item.line.code, (None,) * 12)
            outlook = line_outlook(item.line, actual, counted)
            if foreseen and item.line.code in foreseen:
                outlook = replace(outlook, months=_to_come(outlook.months, foreseen[item.line.code], counted))
            account.outlooks[item.line.code] = outlook
            planned = [amount or 0.0 for amount in item.line.months]
            account.figures[Basis.PLAN, item.key] = _figures(planned, counted)
            account.figures[Basis.ACTUAL, item.key] = _figures(actual, counted)
            account.figures[Basis.OUTLOOK, item.key] = _figures(outlook.months, counted)
    if plan.direction.last_year:
        channels = {f"revenue:{row.channel}": _figures(row.months, counted) for row in plan.direction.last_year}
        account.figures.update({(Basis.LAST_YEAR, key): figures for key, figures in channels.items()})
        account.figures[Basis.LAST_YEAR, "revenue"] = _over(add, list(channels.values()))
    return account


def add(amounts: Iterable[float | None]) -> float | None:
    """The sum of what is reported; None where nothing is."""
    reported = [amount for amount in amounts if amount is not None]
    return sum(reported) if reported else None


def subtract(amounts: Iterable[float | None]) -> float | None:
    """The first less all others; None where any of them is not reported."""
    known: list[float] = []
    for amount in amounts:
        if amount is None:
            return None
        known.append(amount)
    return known[0] - sum(known[1:])


def _to_come(months: Sequence[float], foreseen: Sequence[float], counted: Sequence[bool]) -> tuple[float, ...]:
    return tuple(old if over else new for old, new, over in zip(months, foreseen, counted, strict=True))


def _figures(months: Sequence[float | None], counted: Sequence[bool]) -> Figures:
    closed = (amount for amount, counts in zip(months, counted, strict=True) if counts)
    return Figures(tuple(months), add(closed), add(months))


def _combined(item: Item, basis: Basis, account: Pnl) -> Figures:
    parts = [account.figures[basis, key] for key in (*item.adds, *item.less)]
    if not parts:
        return Figures((0.0,) * 12, 0.0, 0.0)
    return _over(subtract if item.less else add, parts)


def _over(rule: Callable[[Iterable[float | None]], float | None], parts: Sequence[Figures]) -> Figures:
    return Figures(
        tuple(rule(month) for month in zip(*(part.months for part in parts), strict=True)),
        rule(part.year_to_date for part in parts),
        rule(part.year for part in parts),
    )
