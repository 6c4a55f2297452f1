"""What moved gross profit from plan, or last year, to actual: volume, mix, price and cost, with no residual."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.analysis.sold import Cell, Row, Sold, cells, happened, last_year, level_of, planned, sold, unplaced
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Plan
from aop_excel.domain.record import Choice


class Span(Choice):
    """What a bridge leads from and to."""

    YEAR_TO_DATE = "year_to_date", "Lũy kế so với kế hoạch", "To date against plan"
    MONTH = "month", "Tháng báo cáo so với kế hoạch", "Report month against plan"
    LAST_YEAR = "last_year", "Lũy kế so với năm trước", "To date against last year"


class Step(Choice):
    """One effect on gross profit, in the order in which they are told."""

    VOLUME = "volume", "Sản lượng", "Volume"
    MIX = "mix", "Cơ cấu hàng bán", "Mix"
    PRICE = "price", "Giá bán", "Price"
    COST = "cost", "Giá vốn", "Unit cost"
    SALES = "sales", "Doanh số", "Sales"
    SALES_MIX = "sales_mix", "Cơ cấu doanh số", "Sales mix"
    RATE = "rate", "Tỷ lệ lãi gộp", "Margin rate"
    NEW = "new", "Nhóm mới", "New groups"
    DROPPED = "dropped", "Nhóm ngừng bán", "Dropped groups"
    UNREPORTED = "unreported", "Chưa đủ số liệu", "Not reported"


BY_QUANTITY = (Step.VOLUME, Step.MIX, Step.PRICE, Step.COST)
BY_REVENUE = (Step.SALES, Step.SALES_MIX, Step.RATE)


@dataclass(frozen=True, slots=True)
class CellEffects:
    """One cell's gross profit before and after, and the effects that lead from one to the other (đồng)."""

    channel: str | None
    group: str | None
    before: float
    after: float
    effects: Mapping[Step, float]

    @property
    def moved(self) -> float:
        """How much moves in it, up and down."""
        return fsum(map(abs, self.effects.values()))


@dataclass(frozen=True, slots=True)
class Bridge:
    """Gross profit before and after, in đồng, and what lies between by cell, the most moving one first.

    `level` says what tells its cells apart; `unplaced` names the lines for which it is no finer.
    """

    span: Span
    cells: tuple[CellEffects, ...]
    level: tuple[str, ...]
    unplaced: tuple[str, ...]

    @property
    def start(self) -> float:
        """Gross profit as planned, or last year's."""
        return fsum(cell.before for cell in self.cells)

    @property
    def end(self) -> float:
        """Actual gross profit."""
        return fsum(cell.after for cell in self.cells)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The effects that it tells: by quantity, by revenue or both, as its cells have it; new and dropped always."""
        found = {step for cell in self.cells for step in cell.effects} | {Step.NEW, Step.DROPPED}
        return tuple(step for step in Step if step in found)

    def amount(self, step: Step) -> float:
        """An effect of all cells together (đồng)."""
        return fsum(cell.effects.get(step, 0.0) for cell in self.cells)


def bridges(plan: Plan, actuals: Actuals, account: Pnl, position: int) -> Iterator[Bridge]:
    """The bridges that can be told as of the report month: none where gross profit is not reported.

    Source of the rules: “Bridge” among the rules for the numbers.
    """
    closed = [month for month, counts in enumerate(account.counted) if counts]
    before, after = planned(plan), happened(plan, actuals)
    profit = account.figures[Basis.ACTUAL, "gross_profit"]
    if profit.year_to_date is not None:
        yield from _bridge(Span.YEAR_TO_DATE, before, after, closed)
    if profit.months[position] is not None:
        yield from _bridge(Span.MONTH, before, after, [position])
    if profit.year_to_date is not None and any(any(row.months[month] for month in closed) for row in last_year(plan)):
        yield from _bridge(Span.LAST_YEAR, last_year(plan), after, closed)


def _bridge(span: Span, before: Sequence[Row], after: Sequence[Row], months: Sequence[int]) -> Iterator[Bridge]:
    level = level_of([*before, *after])
    effects = [each for each in effects_of(tuple(cells(before, after, level)), months) if each.effects]
    if effects:
        effects.sort(key=lambda cell: (-cell.moved, cell.channel or "", cell.group or ""))
        yield Bridge(span, tuple(effects), level, tuple(unplaced([*before, *after])))


@dataclass(frozen=True, slots=True)
class _Compared:
    """A cell over the months in which it is reported, and what the other months add to the variance."""

    before: Sold
    after: Sold
    unreported: float | None

    @property
    def has_quantities(self) -> bool:
        """Only a unit sold before has a price, a cost and a margin."""
        return bool(self.before.quantity and self.before.quantity > 0 and self.after.quantity)

    @property
    def has_rate(self) -> bool:
        """Only revenue before has a margin rate."""
        return self.before.revenue > 0


def effects_of(compared: Sequence[Cell], months: Sequence[int]) -> Iterator[CellEffects]:
    """Each cell's effects over some months; they add up to its change of gross profit."""
    pairs = [_compare(cell, months) for cell in compared]
    both = [pair for pair in pairs if not pair.before.is_nothing and not pair.after.is_nothing]
    counted = [pair for pair in both if pair.has_quantities]
    others = [pair for pair in both if not pair.has_quantities and pair.has_rate]
    by_quantity = _weighed(counted, lambda sold: sold.quantity or 0.0)
    by_revenue = _weighed(others, lambda sold: sold.revenue)
    for cell, pair in zip(compared, pairs, strict=True):
        effects = _effects(pair, by_quantity, by_revenue)
        if pair.unreported is not None:
            effects[Step.UNREPORTED] = pair.unreported
        was, came = sold(cell.before, months), sold(cell.after, months)
        yield CellEffects(cell.channel, cell.group, was.profit, came.profit, effects)


def _compare(cell: Cell, months: Sequence[int]) -> _Compared:
    reported = [month for month in months if cell.is_reported(month)]
    others = [month for month in months if month not in reported]
    left_out = sold(cell.after, others).profit - sold(cell.before, others).profit if others else None
    return _Compared(sold(cell.before, reported), sold(cell.after, reported), left_out)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Cells that are weighed against each other, by quantity or by revenue: what all of them weigh before and after."""

    weight: Callable[[Sold], float]
    before: float
    after: float

    def volume(self, pair: _Compared) -> float:
        """What the change of the total does at the cell's old share and margin: over all cells (ΣQa − ΣQp)·m̄p."""
        return (self.after - self.before) * pair.before.profit / self.before

    def mix(self, pair: _Compared) -> float:
        """What the change of the cell's share does at its old margin: (Qa − ΣQa·mix p)·mp."""
        own = self.weight(pair.before)
        return (self.weight(pair.after) - self.after * own / self.before) * pair.before.profit / own

    def at_old(self, pair: _Compared, amount: float) -> float:
        """An amount of before at the weight of after: Qa·Pp for revenue, Qa·Cp for cost."""
        return self.weight(pair.after) * amount / self.weight(pair.before)


def _weighed(pairs: Sequence[_Compared], weight: Callable[[Sold], float]) -> _Weighed:
    return _Weighed(weight, fsum(weight(pair.before) for pair in pairs), fsum(weight(pair.after) for pair in pairs))


def _effects(pair: _Compared, by_quantity: _Weighed, by_revenue: _Weighed) -> dict[Step, float]:
    before, after = pair.before, pair.after
    if before.is_nothing:
        return {} if after.is_nothing else {Step.NEW: after.profit}
    if after.is_nothing:
        return {Step.DROPPED: -before.profit}
    if pair.has_quantities:
        return {
            Step.VOLUME: by_quantity.volume(pair),
            Step.MIX: by_quantity.mix(pair),
            Step.PRICE: after.revenue - by_quantity.at_old(pair, before.revenue),
            Step.COST: by_quantity.at_old(pair, before.cost) - after.cost,
        }
    if pair.has_rate:
        return {
            Step.SALES: by_revenue.volume(pair),
            Step.SALES_MIX: by_revenue.mix(pair),
            Step.RATE: after.profit - by_revenue.at_old(pair, before.profit),
        }
    return {Step.RATE: after.profit - before.profit}
