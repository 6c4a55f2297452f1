"""What was sold, by channel and product group: the cells that a bridge compares, before and after."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from aop_excel.analysis.pnl import Amounts
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Kind, Plan, SalesFigure

MONEY = (Kind.REVENUE, Kind.COGS)
SOLD = (*MONEY, Kind.QUANTITY)
"""The kinds of line that gross profit and its bridge are made of."""

KIND_OF = {
    SalesFigure.REVENUE: Kind.REVENUE,
    SalesFigure.QUANTITY: Kind.QUANTITY,
    SalesFigure.COGS: Kind.COGS,
}
"""What a figure of last year would be as a budget line."""

LEVELS: tuple[tuple[str, ...], ...] = (("channel", "group"), ("channel",), ("group",), ())
"""What tells cells apart, from fine to coarse."""

BLANK: Amounts = (None,) * 12


@dataclass(frozen=True, slots=True)
class Row:
    """Twelve amounts of one kind in fiscal order (đồng, quantities in units).

    In a month in which something is `due`, a blank is not reported; elsewhere it is nothing.
    """

    name: str
    kind: Kind
    channel: str | None
    group: str | None
    months: Amounts
    due: Amounts = BLANK


@dataclass(frozen=True, slots=True)
class Sold:
    """What a cell sold in some months; the quantity is None where it is not known."""

    quantity: float | None
    revenue: float
    cost: float

    @property
    def profit(self) -> float:
        """Gross profit, in đồng."""
        return self.revenue - self.cost

    @property
    def is_nothing(self) -> bool:
        """Whether neither an amount nor a quantity stands there."""
        return not (self.revenue or self.cost or self.quantity)


@dataclass(frozen=True, slots=True)
class Cell:
    """One channel and product group, or all of them where the name is None, with the rows that fall to it."""

    channel: str | None
    group: str | None
    before: tuple[Row, ...]
    after: tuple[Row, ...]

    def is_reported(self, month: int) -> bool:
        """Whether revenue and cost of a month can be compared.

        Every amount that is due afterwards must be there, and before it revenue and cost, or neither.
        """
        if any(row.kind in MONEY and row.months[month] is None and row.due[month] for row in self.after):
            return False
        kinds = {row.kind for row in (*self.before, *self.after)} & set(MONEY)
        given = {row.kind for row in self.before if row.months[month] is not None} & kinds
        return not given or given == kinds


def planned(plan: Plan) -> list[Row]:
    """The budget lines of a bridge; a blank amount in a plan is 0, a blank quantity is not known."""
    return [
        Row(
            line.name,
            line.kind,
            line.channel,
            line.group,
            line.months if line.kind is Kind.QUANTITY else tuple(amount or 0.0 for amount in line.months),
        )
        for line in plan.lines
        if line.kind in SOLD
    ]


def happened(plan: Plan, actuals: Actuals) -> list[Row]:
    """The same lines as they happened; where something was planned, it is due."""
    reported = {line.code: line.months for line in actuals.lines}
    return [
        Row(line.name, line.kind, line.channel, line.group, reported.get(line.code, BLANK), due=line.months)
        for line in plan.lines
        if line.kind in SOLD
    ]


def last_year(plan: Plan) -> list[Row]:
    """Last year's sales, as the owner gave them on Direction."""
    return [
        Row(f"{row.channel or '…'} / {row.group or '…'}", KIND_OF[row.figure], row.channel, row.group, row.months)
        for row in plan.direction.last_year_sales
    ]


def level_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The finest level at which every revenue and cost has its place, and quantities have one too.

    A quantity that names less than revenue and cost do counts something else, such as orders; where all of them do, a
    coarser level is taken. Where none is left that has names, it is the finest, without quantities.
    """
    possible = [level for level in LEVELS if all(_names(row, level) for row in rows if row.kind in MONEY)]
    counted = [row for row in rows if row.kind is Kind.QUANTITY]
    named = (level for level in possible if level and any(_names(row, level) for row in counted))
    return next(named, possible[0])


def unplaced(rows: Iterable[Row]) -> list[str]:
    """The revenues and costs that do not name both channel and group, and so make a bridge coarse."""
    return list(dict.fromkeys(row.name for row in rows if row.kind in MONEY and not _names(row, LEVELS[0])))


def cells(before: Sequence[Row], after: Sequence[Row], level: tuple[str, ...]) -> Iterator[Cell]:
    """The rows of each cell at a level; quantities that have no place there are left out.

    In a business told as a whole only a quantity of the whole has one: units of different goods do not add up.
    """
    found: dict[tuple[str, ...], tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((before, after)):
        for row in rows:
            if _has_place(row, level):
                key = tuple(folded(getattr(row, name)) for name in level)
                found.setdefault(key, ([], []))[side].append(row)
    for was, came in found.values():
        first = next(iter((*came, *was)))
        names = {name: getattr(first, name) for name in level}
        yield Cell(names.get("channel"), names.get("group"), tuple(was), tuple(came))


def sold(rows: Sequence[Row], months: Sequence[int]) -> Sold:
    """What some rows add up to; the quantity is known where no month with sales lacks one that is due."""
    revenue, cost, counted = ([row for row in rows if row.kind is kind] for kind in SOLD)
    is_known = all(_is_counted(counted, month) or not _any(revenue + cost, month) for month in months)
    is_known &= not any(row.months[month] is None and row.due[month] for row in counted for month in months)
    return Sold(_total(counted, months) if is_known else None, _total(revenue, months), _total(cost, months))


def _total(rows: Sequence[Row], months: Sequence[int]) -> float:
    return fsum(row.months[month] or 0.0 for row in rows for month in months)


def _is_counted(rows: Sequence[Row], month: int) -> bool:
    return any(row.months[month] is not None for row in rows)


def _any(rows: Sequence[Row], month: int) -> bool:
    return any(row.months[month] for row in rows)


def _has_place(row: Row, level: tuple[str, ...]) -> bool:
    is_part = row.kind is Kind.QUANTITY and not level and bool(row.channel or row.group)
    return _names(row, level) and not is_part


def _names(row: Row, level: tuple[str, ...]) -> bool:
    return all(getattr(row, name) for name in level)


def folded(name: str) -> str:
    """A name for comparing: composed, upper and lower case alike."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
