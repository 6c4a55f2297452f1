"""What cash and stock tell the owner, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.cashflow import Cashflow, Crossing
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.plan import Plan
from aop_excel.text import Text, counted, figures


@dataclass(frozen=True, slots=True)
class CashSignal:
    """One thing that is watched, how it stands, and the month and amounts to know."""

    subject: Text
    status: Urgency
    words: Text


def cash_signals(plan: Plan, cash: Cashflow, report_position: int) -> Iterator[CashSignal]:
    """Cash against its minimum, then stock that runs out or lasts too long, from the report month on by the outlook."""
    yield _of_cash(plan, cash, report_position)
    if cash.get(Basis.OUTLOOK, "stock_closing"):
        yield _of_stock(plan, cash)
        yield _of_too_much_stock(plan, cash)


_MINIMUM = Text("Tiền so với mức tối thiểu", "Cash against its minimum")
_STOCK = Text("Đủ hàng để bán", "Enough stock to sell")
_LEFT = Text("Cuối {month} còn {left}, thiếu {gap}.", "End of {month}: {left} left, {gap} short.")
_OVERDRAWN = Text("Cuối {month} âm {left}, thiếu {gap}.", "End of {month}: {left} below zero, {gap} short.")
_TOO_MUCH = Text("Tồn kho so với giới hạn", "Stock against its limit")
_OPENING_CASH = Text("Điền tiền đầu năm ở trang Dòng tiền.", "Enter the opening cash on Cash.")
_OPENING_STOCK = Text("Điền tồn kho đầu năm ở trang Dòng tiền.", "Enter the opening stock on Cash.")


def _of_cash(plan: Plan, cash: Cashflow, report_position: int) -> CashSignal:
    if _last(cash, "cash_closing") is None:
        return CashSignal(_MINIMUM, Urgency.UNKNOWN, _OPENING_CASH)
    if cash.short:
        gap = plan.cash.minimum - cash.short.value
        told = _LEFT if cash.short.value >= 0 else _OVERDRAWN
        left = _amount(abs(cash.short.value))
        words = told.format(month=_month(plan, cash.short), left=left, gap=_amount(gap))
        return CashSignal(_MINIMUM, Urgency.ACT, words)
    closings = cash.figures[Basis.OUTLOOK, "cash_closing"].months
    ahead = [Crossing(p, each) for p, each in enumerate(closings) if each is not None and p >= report_position]
    lowest = min(ahead, key=lambda each: each.value)
    words = Text("Thấp nhất vào cuối {month}: {left}.", "Lowest at the end of {month}: {left}.")
    words = words.format(month=_month(plan, lowest), left=_amount(lowest.value))
    return CashSignal(_MINIMUM, Urgency.FINE, words)


def _of_stock(plan: Plan, cash: Cashflow) -> CashSignal:
    if _last(cash, "stock_closing") is None:
        return CashSignal(_STOCK, Urgency.UNKNOWN, _OPENING_STOCK)
    if cash.out_of_stock is None:
        return CashSignal(_STOCK, Urgency.FINE, Text("Không tháng nào hết hàng.", "No month runs out of stock."))
    words = Text(
        "Hết hàng trong tháng {month}: thiếu {gap} theo giá vốn.", "Stock runs out in {month}: {gap} short, at cost."
    ).format(month=_month(plan, cash.out_of_stock), gap=_amount(-cash.out_of_stock.value))
    return CashSignal(_STOCK, Urgency.ACT, words)


def _of_too_much_stock(plan: Plan, cash: Cashflow) -> CashSignal:
    most = plan.cash.most_days
    if most is None:
        limit = Text("Điền số ngày tồn kho tối đa ở trang Dòng tiền.", "Enter the most days of stock on Cash.")
        return CashSignal(_TOO_MUCH, Urgency.UNKNOWN, limit)
    if _last(cash, "stock_closing") is None:
        return CashSignal(_TOO_MUCH, Urgency.UNKNOWN, _OPENING_STOCK)
    if cash.overstocked is None:
        words = Text("Không tháng nào quá {most} bán.", "No month has stock for more than {most}.")
        return CashSignal(_TOO_MUCH, Urgency.FINE, words.format(most=_days(most)))
    words = Text(
        "Cuối {month} đủ bán {days}; giới hạn {most} ngày.",
        "End of {month}: enough for {days}; the limit is {most}.",
    ).format(
        month=_month(plan, cash.overstocked), days=_days(round(cash.overstocked.value)), most=figures(f"{most:,.10g}")
    )
    return CashSignal(_TOO_MUCH, Urgency.LOOK_AT, words)


def _last(cash: Cashflow, row: str) -> float | None:
    return cash.figures[Basis.OUTLOOK, row].year


def _month(plan: Plan, crossing: Crossing) -> str:
    return plan.settings.fiscal_year.label(crossing.position)


def _amount(value: float) -> Text:
    return figures(f"{round(value):,}".replace("-", "−"))


def _days(count: float) -> Text:
    """As exact as the owner types a limit, such as 90.5 days."""
    return counted(count, Text("{count} ngày", "{count} day"), Text("{count} ngày", "{count} days"))
