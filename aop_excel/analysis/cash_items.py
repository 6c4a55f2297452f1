"""The rows of Cash, in reading order: what money comes in and goes out for which items of the account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from aop_excel.analysis.items import OPERATING_COSTS, Level
from aop_excel.domain.cash import Payment, Receipt
from aop_excel.domain.plan import BudgetLine, Kind, Plan
from aop_excel.text import Text


class Year(Enum):
    """How the months of a row make the year: flows add up, balances are the first or the last known."""

    SUM = auto()
    FIRST = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class Stream:
    """Amounts of the account that move as cash together: of the items `keys`, on the same day or by one delay."""

    keys: tuple[str, ...]
    delay: Receipt | Payment | None = None

    @property
    def days(self) -> int:
        """The days between the amount and its money."""
        return self.delay.days if self.delay else 0

    @property
    def payout(self) -> int | None:
        """The day of the month on which money arrives at all."""
        return self.delay.payout if isinstance(self.delay, Receipt) else None

    @property
    def opening(self) -> float:
        """What was outstanding on the first day of the year (đồng)."""
        return (self.delay.opening if self.delay else None) or 0.0


@dataclass(frozen=True, slots=True)
class CashItem:
    """One row: money that moves has its streams, all other rows are made of those above; `key` is stable."""

    key: str
    label: Text
    level: Level = Level.LINE
    year: Year = Year.SUM
    streams: tuple[Stream, ...] = ()


def cash_items(plan: Plan) -> Iterator[CashItem]:
    """Every row of the plan; what it has no line for is left out, and stock where it has neither goods nor stock."""
    lines = {kind: [line for line in plan.lines if line.kind is kind] for kind in Kind}
    yield CashItem("cash_opening", Text("Tiền đầu tháng", "Opening cash"), Level.MAIN, Year.FIRST)
    yield from sales(plan)
    if lines[Kind.PUT_IN]:
        yield CashItem(Kind.PUT_IN.value, Kind.PUT_IN.label, streams=(Stream((Kind.PUT_IN.value,)),))
    yield CashItem("received", Text("Tổng thu", "Money in"), Level.TOTAL)
    yield from paid(plan)
    yield CashItem("paid", Text("Tổng chi", "Money out"), Level.TOTAL)
    yield CashItem("net", Text("Thu trừ chi", "Net cash flow"), Level.TOTAL)
    yield CashItem("cash_difference", Text("Chênh lệch kiểm kê tiền", "Cash counted less calculated"))
    yield CashItem("cash_closing", Text("Tiền cuối tháng", "Closing cash"), Level.MAIN, Year.LAST)
    yield CashItem("headroom", Text("Trên mức tối thiểu", "Above the minimum"), year=Year.LAST)
    if lines[Kind.COGS] or lines[Kind.PURCHASES] or plan.cash.opening_stock:
        yield from _STOCK
    yield from _CYCLE


_STOCK = (
    CashItem("stock_opening", Text("Tồn kho đầu tháng", "Opening stock"), Level.MAIN, Year.FIRST),
    CashItem("stock_bought", Text("Nhập hàng trong tháng", "Goods bought")),
    CashItem("stock_sold", Text("Giá vốn hàng đã bán", "Goods sold, at cost")),
    CashItem("stock_difference", Text("Chênh lệch kiểm kê kho", "Stock counted less calculated")),
    CashItem("stock_closing", Text("Tồn kho cuối tháng", "Closing stock"), Level.MAIN, Year.LAST),
    CashItem("stock_days", Text("Số ngày tồn kho", "Days of stock"), year=Year.LAST),
)

_CYCLE = (
    CashItem("receivables", Text("Phải thu cuối tháng", "Receivables"), Level.TOTAL, Year.LAST),
    CashItem("payables", Text("Phải trả cuối tháng", "Payables"), Level.TOTAL, Year.LAST),
    CashItem("goods_payables", Text("trong đó tiền hàng", "of which for goods"), year=Year.LAST),
    CashItem("days_to_receive", Text("Số ngày thu tiền", "Days to receive"), year=Year.LAST),
    CashItem("days_to_pay", Text("Số ngày trả tiền hàng", "Days to pay for goods"), year=Year.LAST),
    CashItem("cash_cycle", Text("Vòng quay tiền mặt (ngày)", "Cash conversion cycle (days)"), Level.TOTAL, Year.LAST),
)


def goods(plan: Plan) -> Kind:
    """The kind of what is bought: purchases; in a plan without them goods are bought as they are sold."""
    return Kind.PURCHASES if any(line.kind is Kind.PURCHASES for line in plan.lines) else Kind.COGS


def sales(plan: Plan) -> Iterator[CashItem]:
    """The money of each channel's sales, then of those without a channel."""
    delays = {receipt.channel: receipt for receipt in plan.cash.receipts}
    sold = [line for line in plan.lines if line.kind is Kind.REVENUE]
    channels = dict.fromkeys(line.channel for line in sold if line.channel)
    label = Text("Thu tiền {channel}", "Received from {channel}")
    for channel in dict.fromkeys([*channels, *delays]):
        keys = (f"revenue:{channel}",) if channel in channels else ()
        stream = Stream(keys, delays.get(channel))
        if keys or stream.opening:
            yield CashItem(f"received:{channel}", label.format(channel=channel), streams=(stream,))
    others = tuple(f"line:{line.code}" for line in sold if not line.channel)
    if others:
        label = Text("Thu tiền bán hàng", "Received from sales")
        yield CashItem("received:", label, streams=(Stream(others),))


def paid(plan: Plan) -> Iterator[CashItem]:
    """The money that goes out, by the groups of the profit and loss account and the kinds that only move cash."""
    delays = {payment.line: payment for payment in plan.cash.payments}
    bought = goods(plan)
    groups = (
        (bought.value, Text("Trả tiền hàng", "Paid for goods"), (bought,)),
        *OPERATING_COSTS,
        *((kind.value, kind.label, (kind,)) for kind in (Kind.CAPITAL, Kind.TAX, Kind.TAKEN_OUT)),
    )
    for key, label, kinds in groups:
        members = [line for line in plan.lines if line.kind in kinds]
        if members:
            yield CashItem(f"paid:{key}", label, streams=tuple(_streams(key, members, delays)))


def _streams(group: str, members: Iterable[BudgetLine], delays: Mapping[str, Payment]) -> Iterator[Stream]:
    """The whole group where no line has a delay; else the lines paid on the same day, and each of the others."""
    at_once = tuple(f"line:{line.code}" for line in members if line.code not in delays)
    delayed = [line for line in members if line.code in delays]
    if not delayed:
        yield Stream((group,))
        return
    if at_once:
        yield Stream(at_once)
    for line in delayed:
        yield Stream((f"line:{line.code}",), delays[line.code])
