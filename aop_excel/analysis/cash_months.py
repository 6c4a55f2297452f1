"""The rows of Cash by month on one basis: each follows from amounts of the account and from the month before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from aop_excel.analysis.arrivals import arrivals
from aop_excel.analysis.cash_items import CashItem, Stream, goods
from aop_excel.analysis.pnl import Amounts
from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.domain.plan import Kind, Plan

AmountOf = Callable[[str, int], float]
"""(item of the account, position of the month) → its amount (đồng)."""

Flow = tuple[float, ...]

NOTHING = 0.5
"""A balance of less (đồng) is none at all, only what floats leave behind."""


def cash_months(
    plan: Plan,
    items: Sequence[CashItem],
    amount: AmountOf,
    cash_counts: Amounts | None = None,
    stock_counts: Amounts | None = None,
) -> dict[str, Amounts]:
    """The twelve months of every row by key (đồng, or days); without counts there are no rows of differences.

    Days to receive are receivables over the month's revenue times its days, days to pay are payables for goods over
    what was bought; the cash conversion cycle is days of stock + days to receive − days to pay for goods.
    """
    year = plan.settings.fiscal_year
    lengths = [year.month_end(position).day for position in range(MONTHS)]
    moved = {item.key: _moved(item.streams, amount, year) for item in items if item.streams}
    bills = [item for item in items if item.key.startswith("paid:")]
    customers = [item for item in items if item.key.startswith("received:")]
    bought = [item for item in bills if item.key == f"paid:{goods(plan).value}"]
    paid = _total(flow for key, flow in moved.items() if key.startswith("paid:"))
    received = _total(flow for key, flow in moved.items() if not key.startswith("paid:"))
    net = _less(received, paid)
    rows: dict[str, Amounts] = {**moved, "received": received, "paid": paid, "net": net}
    rows |= _roll("cash", plan.cash.opening_cash, net, cash_counts)
    rows["headroom"] = tuple(None if each is None else each - plan.cash.minimum for each in rows["cash_closing"])
    revenue, goods_bought, goods_sold = (
        tuple(amount(key, position) for position in range(MONTHS))
        for key in (Kind.REVENUE.value, goods(plan).value, Kind.COGS.value)
    )
    rows |= {"stock_bought": goods_bought, "stock_sold": goods_sold}
    keeps_stock = any(item.key == "stock_closing" for item in items)
    opening_stock = plan.cash.opening_stock if keeps_stock else 0.0
    rows |= _roll("stock", opening_stock, _less(goods_bought, goods_sold), stock_counts if keeps_stock else None)
    rows["stock_days"] = tuple(
        None if closing is None else days_of_stock(closing, position, goods_sold, lengths)
        for position, closing in enumerate(rows["stock_closing"])
    )
    receivables = _outstanding(customers, moved, amount)
    payables, goods_payables = _outstanding(bills, moved, amount), _outstanding(bought, moved, amount)
    to_receive, to_pay = _days(receivables, revenue, lengths), _days(goods_payables, goods_bought, lengths)
    rows |= {"receivables": receivables, "payables": payables, "goods_payables": goods_payables}
    rows |= {"days_to_receive": to_receive, "days_to_pay": to_pay}
    rows["cash_cycle"] = tuple(map(_cycle, rows["stock_days"], to_receive, to_pay))
    return rows


def days_of_stock(closing: float, position: int, sold: Sequence[float], lengths: Sequence[int]) -> float | None:
    """How many days a month's closing stock (đồng) lasts at the cost of goods of the months that follow, day by day.

    Beyond the year the daily rate of its last month with sales goes on. None where stock is left and nothing is sold.
    """
    if closing < NOTHING:
        return 0.0
    days = 0.0
    for month in range(position + 1, MONTHS):
        if closing <= sold[month]:
            return days + closing / sold[month] * lengths[month]
        closing -= sold[month]
        days += lengths[month]
    rates = [cost / length for cost, length in zip(sold, lengths, strict=True) if cost > 0]
    return days + closing / rates[-1] if rates else None


def _moved(streams: Iterable[Stream], amount: AmountOf, year: FiscalYear) -> Flow:
    """The money that moves in each month."""
    months = [0.0] * MONTHS
    for stream in streams:
        for position, parts in enumerate(arrivals(year, stream.days, stream.payout)):
            for part in parts:
                month = part.month
                owed = stream.opening if month is None else sum(amount(key, month) for key in stream.keys)
                months[position] += owed * part.days / part.of
    return tuple(months)


def _total(flows: Iterable[Flow]) -> Flow:
    return tuple(map(sum, zip([0.0] * MONTHS, *flows, strict=True)))


def _less(flow: Flow, other: Flow) -> Flow:
    return tuple(come - gone for come, gone in zip(flow, other, strict=True))


def _roll(name: str, opening: float | None, net: Flow, counts: Amounts | None) -> dict[str, Amounts]:
    """Balances from month to month: a count is the closing balance, its difference to what was calculated is told."""
    openings: list[float | None] = []
    differences: list[float | None] = []
    closings: list[float | None] = []
    for change, count in zip(net, counts or (None,) * MONTHS, strict=True):
        calculated = None if opening is None else opening + change
        openings.append(opening)
        differences.append(None if count is None or calculated is None else count - calculated)
        opening = calculated if count is None else count
        closings.append(opening)
    rows = {f"{name}_opening": tuple(openings), f"{name}_closing": tuple(closings)}
    return rows if counts is None else rows | {f"{name}_difference": tuple(differences)}


def _outstanding(items: Sequence[CashItem], moved: dict[str, Flow], amount: AmountOf) -> Flow:
    """What is still to be received or paid at the end of each month."""
    streams = [stream for item in items for stream in item.streams]
    owed = (sum(amount(key, month) for stream in streams for key in stream.keys) for month in range(MONTHS))
    changes = _less(tuple(owed), _total(moved[item.key] for item in items))
    opening = sum(stream.opening for stream in streams)
    return tuple(accumulate(changes, initial=opening))[1:]


def _days(balances: Flow, flow: Flow, lengths: Sequence[int]) -> Amounts:
    """The days for which a balance stands, at the month's flow; none where there is no balance."""
    return tuple(
        0.0 if abs(balance) < NOTHING else balance / month * length if month > 0 else None
        for balance, month, length in zip(balances, flow, lengths, strict=True)
    )


def _cycle(stock: float | None, to_receive: float | None, to_pay: float | None) -> float | None:
    return None if stock is None or to_receive is None or to_pay is None else stock + to_receive - to_pay
