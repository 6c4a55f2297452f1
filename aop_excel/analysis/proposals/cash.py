"""What a proposal does to the lowest cash of the year, and to stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aop_excel.analysis.cash_months import NOTHING
from aop_excel.analysis.cashflow import Cashflow
from aop_excel.analysis.drivers import money
from aop_excel.analysis.place import Place
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.proposals.budget import moved
from aop_excel.analysis.proposals.reason import Reason, Reasons, Standing, Subject
from aop_excel.analysis.proposals.trial import Trial
from aop_excel.analysis.proposals.words import Share, listed, number, shares
from aop_excel.text import Text


@dataclass(frozen=True, slots=True)
class Shortage:
    """A month (position in the fiscal year) whose closing cash is below the minimum, and lower than without it."""

    position: int
    closing: float
    without: float


def cash(trial: Trial) -> Reasons:
    """The month to come with the least cash, against the minimum and against what it would be without the proposal.

    A shortage that was there before is said to be so: the proposal makes it worse, or leaves it alone. It can be paid
    by keeping back spending that no sales hang on.
    """
    rests = Place("aop_minimum_cash")
    with_it, without = trial.projection.lowest_cash, lowest(trial.report.cash, trial)
    if with_it is None or without is None:
        words = Text("Điền tiền đầu năm ở trang Dòng tiền.", "Enter the opening cash on Cash.")
        yield Reason(Subject.CASH, Standing.TOLD, words, rests)
        return
    found = shortages(trial, trial.projection.cash)
    if not found:
        yield Reason(Subject.CASH, Standing.FINE, _fine(trial, with_it, without), rests, with_it[1])
        return
    worst = min(found, key=lambda each: each.closing)
    minimum = trial.report.plan.cash.minimum
    told = (_WORSENED if worst.without <= minimum - NOTHING else _CAUSED).format(
        month=_label(trial, worst.position),
        closing=money(worst.closing),
        without=money(worst.without),
        minimum=money(minimum),
    )
    if condition := _condition(trial, max(min(minimum, each.without) - each.closing for each in found)):
        yield Reason(Subject.CASH, Standing.IF, told, rests, worst.closing, condition)
    else:
        yield Reason(Subject.CASH, Standing.AGAINST, told, rests, worst.closing)


_CAUSED = Text(
    "Cuối {month} còn {closing}, dưới mức tối thiểu {minimum}; không có đề xuất thì còn {without}.",
    "End of {month}: {closing} left, below the minimum of {minimum}; without it {without}.",
)
_WORSENED = Text(
    "Vốn đã thiếu tiền, nay thiếu thêm: cuối {month} còn {closing} thay vì {without}; tối thiểu {minimum}.",
    "Cash is short already, and shorter with it: end of {month} {closing} instead of {without}; minimum {minimum}.",
)
_FINE = Text(
    "Thấp nhất cuối {month}: {closing}; không có đề xuất {without}; mức tối thiểu {minimum}.",
    "Lowest at the end of {month}: {closing}; without it {without}; the minimum is {minimum}.",
)
_SHORT_BEFORE = Text(
    "Vốn đã thiếu tiền (cuối {month} còn {closing}; tối thiểu {minimum}); đề xuất không làm thiếu thêm.",
    "Cash is short already (end of {month}: {closing}; minimum {minimum}); the proposal does not make it worse.",
)


def _fine(trial: Trial, with_it: tuple[int, float], without: tuple[int, float]) -> Text:
    minimum = trial.report.plan.cash.minimum
    words = _SHORT_BEFORE if with_it[1] <= minimum - NOTHING else _FINE
    return words.format(
        month=_label(trial, with_it[0]), closing=money(with_it[1]), without=money(without[1]), minimum=money(minimum)
    )


def shortages(trial: Trial, cashflow: Cashflow) -> list[Shortage]:
    """The months to come that are short of cash, and shorter than without the proposal."""
    minimum = trial.report.plan.cash.minimum
    found = []
    for position, (closing, without) in enumerate(zip(_closings(cashflow), _closings(trial.report.cash), strict=True)):
        if trial.report.account.counted[position] or closing is None or without is None:
            continue
        if closing <= minimum - NOTHING and closing <= without - NOTHING:
            found.append(Shortage(position, closing, without))
    return found


def lowest(cashflow: Cashflow, trial: Trial) -> tuple[int, float] | None:
    """The month to come with the least closing cash, and that balance (đồng)."""
    closings = enumerate(_closings(cashflow))
    known = [(each, at) for at, each in closings if each is not None and not trial.report.account.counted[at]]
    return min(known)[::-1] if known else None


def _closings(cashflow: Cashflow) -> Sequence[float | None]:
    return cashflow.figures[Basis.OUTLOOK, "cash_closing"].months


def _condition(trial: Trial, gap: float) -> Text | None:
    """What has to wait so that no month is short because of it (đồng): what its budget is taken from, or more."""
    moves = moved(trial)
    if moves and not any(spending.carries_revenue for spending, _ in moves[0]):
        months = {spending.line.code: spending.part(amount) for spending, amount in moves[0]}
        if not shortages(trial, trial.without(months).cash):
            return moves[1]
    if kept := _kept_back(trial, gap):
        return Text("chưa chi {listed}", "{listed} is kept back").format(listed=listed(kept))
    return None


def _kept_back(trial: Trial, gap: float) -> list[Share]:
    """The spending that no sales hang on, kept back in time, that comes to the gap (đồng); empty where none does."""
    able = [each for each in trial.report.displaceable if not each.carries_revenue and each.line is not trial.line]
    for count in range(1, len(able) + 1):
        kept = able[:count]
        if sum(each.available for each in kept) < gap - NOTHING:
            continue  # too little whenever it is kept back
        if not shortages(trial, trial.without({each.line.code: each.months for each in kept}).cash):
            return shares(kept, gap)[0]
    return []


def _label(trial: Trial, position: int) -> str:
    return trial.report.plan.settings.fiscal_year.label(position)


# Stock ----------------------------------------------------------------------------------------------------------------


def stock(trial: Trial) -> Reasons:
    """Whether what it sells runs out, or what it buys lies too long; nothing where it changes neither."""
    before, after = trial.report.cash, trial.projection.cash
    if not (any(trial.revenue) or any(trial.purchases)):
        return
    if after.out_of_stock and not before.out_of_stock:
        words = Text(
            "Hết hàng trong tháng {month}: thiếu {gap} theo giá vốn.",
            "Stock runs out in {month}: {gap} short, at cost.",
        ).format(month=_label(trial, after.out_of_stock.position), gap=money(-after.out_of_stock.value))
        condition = Text("nhập thêm hàng cho nó", "goods are bought for it")
        rests = Place("aop_proposals", trial.proposal.code, "purchases")
        yield Reason(Subject.STOCK, Standing.IF, words, rests, -after.out_of_stock.value, condition)
    elif after.overstocked and not before.overstocked:
        most = trial.report.plan.cash.most_days or 0
        words = Text(
            "Cuối {month} hàng đủ bán {days} ngày; giới hạn {most} ngày.",
            "End of {month}: stock for {days} days; the limit is {most}.",
        ).format(
            month=_label(trial, after.overstocked.position),
            days=number(round(after.overstocked.value)),
            most=number(most),
        )
        condition = Text(
            "nhập ít hơn, tồn kho không quá {most} ngày", "less is bought, for at most {most} days of stock"
        )
        yield Reason(
            Subject.STOCK, Standing.IF, words, Place("aop_most_stock_days"), None, condition.format(most=number(most))
        )
