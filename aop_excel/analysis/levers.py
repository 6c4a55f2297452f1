"""What stands in the plan that could close the gap of a missed goal, with amounts that are computed, not promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from aop_excel.analysis.actions import ActionProgress, ActionState
from aop_excel.analysis.gaps import HALF, Gap
from aop_excel.analysis.risks import RiskState, RiskWatch
from aop_excel.analysis.sold import MONEY, cells, level_of, planned
from aop_excel.analysis.spending import (
    Group,
    Spending,
    carried,
    displaceable,
    first_open,
    sales_of,
    to_come,
    uncommitted,
)
from aop_excel.domain.plan import BudgetLine, Kind
from aop_excel.domain.record import Choice
from aop_excel.text import Text, same

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


class LeverKind(Choice):
    """What could be done, in the order in which it is told."""

    FALLBACK = "fallback", "Phương án dự phòng", "Fallback"
    ACTION = "action", "Làm sớm hành động", "Pull an action forward"
    MOVE = "move", "Chuyển ngân sách", "Move budget"
    LEAVE = "leave", "Để lại không chi", "Leave unspent"
    MIX = "mix", "Đổi cơ cấu bán", "Shift what is sold"
    PRICE = "price", "Giá bán", "Price"


@dataclass(frozen=True, slots=True)
class Sold:
    """A channel and product group as foreseen for the months to come: its revenue (đồng), and what a đồng of it closes.

    `price` is what a đồng closes that comes from a higher price, at the same quantity and cost.
    """

    label: Text
    line: str
    revenue: float
    worth: float
    price: float


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that could be done about a gap.

    `amount` is what is moved, left, sold otherwise or earned more (đồng), and None where the plan does not say;
    `closes` is how much of the gap that comes to, at most all of it, by arithmetic on the outlook. What it rests on
    is the row of `table` with this `code`.
    """

    kind: LeverKind
    gap: Gap
    amount: float | None
    closes: float | None
    table: str
    code: str
    risk: RiskWatch | None = None
    action: ActionProgress | None = None
    spending: Spending | None = None
    to: BudgetLine | None = None
    rate: float | None = None
    needed: float | None = None
    low: Sold | None = None
    high: Sold | None = None


def levers(report: Report) -> tuple[Lever, ...]:
    """What could close the gaps, goal by goal, the most important first.

    Fallbacks of risks that fired; actions for the goal that have not started, are late or blocked, with what their
    line has not spent; what lines for less important goals still have uncommitted: left unspent where that itself
    closes the gap, less the revenue it carries, else moved to marketing that carries more of what is missing; the shift
    S of revenue from the
    channel and group that closes least to the one that closes most per đồng, S = gap ÷ (high − low); and the price
    rise of the group on which the smallest one is enough, if quantities stay.
    """
    return tuple(lever for gap in report.gaps for lever in _of_gap(gap, report))


def _of_gap(gap: Gap, report: Report) -> Iterator[Lever]:
    yield from _fallbacks(gap, report)
    yield from _actions(gap, report)
    if gap.amount is None or gap.amount < HALF:
        return
    yield from _budgets(gap, gap.amount, report)
    found = sold_ahead(gap, report)
    yield from _mix(gap, gap.amount, found)
    yield from _price(gap, gap.amount, found)


def _fallbacks(gap: Gap, report: Report) -> Iterator[Lever]:
    goal = gap.progress.goal
    for watch in report.risks:
        touches = goal.code == watch.risk.goal or goal.kpi == watch.risk.kpi
        if touches and watch.state is RiskState.FIRED and watch.risk.fallback:
            yield Lever(LeverKind.FALLBACK, gap, None, None, "aop_risks", watch.risk.code, risk=watch)


_TO_PULL = (ActionState.LATE, ActionState.BLOCKED, ActionState.OVERDUE_START, ActionState.NOT_YET)


def _actions(gap: Gap, report: Report) -> Iterator[Lever]:
    lines = {line.code: line for line in report.plan.lines}
    for each in report.actions:
        if each.action.goal == gap.progress.goal.code and each.state in _TO_PULL:
            line = lines.get(each.action.line or "")
            amount = fsum(uncommitted(report, line)) if line else None
            yield Lever(LeverKind.ACTION, gap, amount, None, "aop_actions", each.action.code, action=each)


def _budgets(gap: Gap, missing: float, report: Report) -> Iterator[Lever]:
    """The budget of less important lines: left where that closes the gap, else moved to where it earns most of it.

    What a line carries itself, on average, is lost either way.
    """
    importance = gap.progress.goal.importance
    best = _best_marketing(gap, report)
    for spending in displaceable(report, first_open(report)):
        is_less = spending.goal is None or spending.goal.importance > importance
        if not is_less or spending.group is Group.GOODS:
            continue
        code, amount = spending.line.code, spending.available
        sold = carried(spending.line, report.plan.lines)[0] if spending.rate else []
        lost = max(0.0, spending.rate * _worth_of_sales(gap, sold, report))
        left = -gap.closes(code)
        if left > lost:
            closes = min(missing, (left - lost) * amount)
            yield Lever(LeverKind.LEAVE, gap, amount, closes, "aop_budget", code, spending=spending)
        elif best and best[0].code != code and (gain := best[2] - lost) > 0:
            needed = missing / gain
            yield Lever(
                LeverKind.MOVE,
                gap,
                amount,
                min(missing, gain * amount),
                "aop_budget",
                code,
                spending=spending,
                to=best[0],
                rate=best[1],
                needed=needed,
            )


def _best_marketing(gap: Gap, report: Report) -> tuple[BudgetLine, float, float] | None:
    """The marketing that closes most of the gap per đồng, with the revenue a đồng carries, and what that closes.

    What serves the goal itself comes before all other. Where marketing itself widens the gap, as in a goal for profit,
    more of it is no lever.
    """
    first, lines = first_open(report), report.plan.lines
    found = []
    for line in lines:
        sold, beside = carried(line, lines) if line.kind is Kind.MARKETING else ([], [])
        spent = to_come(report, beside, first)
        if sold and spent > 0 and gap.closes(line.code) >= 0:
            rate = to_come(report, sold, first) / spent
            found.append((line, rate, rate * _worth_of_sales(gap, sold, report)))
    goal = gap.progress.goal.code
    gains = [each for each in found if each[2] > 0]
    return max(gains, key=lambda each: (each[0].goal == goal, each[2]), default=None)


def _worth_of_sales(gap: Gap, sold: Sequence[BudgetLine], report: Report) -> float:
    """What a đồng more of these sales closes, in their present proportion, with the cost that follows them."""
    first, lines = first_open(report), report.plan.lines
    revenue = to_come(report, sold, first)
    if revenue <= 0:
        return 0.0
    codes = {line.code for line in sold}
    closed = [gap.closes(line.code) * to_come(report, [line], first) for line in sold]
    for line in lines:
        if line.kind in (Kind.COGS, Kind.VARIABLE) and (worth := gap.closes(line.code)):
            its = sales_of(line, lines)
            whole = to_come(report, its, first)
            shared = to_come(report, [each for each in its if each.code in codes], first)
            if whole > 0:
                closed.append(worth * to_come(report, [line], first) * shared / whole)
    return fsum(closed) / revenue


def sold_ahead(gap: Gap, report: Report) -> tuple[Sold, ...]:
    """What will be sold in the months to come, by channel and product group as far as the lines name them."""
    first = first_open(report)
    lines = {line.code: line for line in report.plan.lines}
    rows = [row for row in planned(report.plan) if row.kind in MONEY]
    found = []
    for cell in cells(rows, [], level_of(rows)) if rows else ():
        sold = [
            line
            for line in lines.values()
            if line.kind is Kind.REVENUE
            and (not cell.channel or line.channel == cell.channel)
            and (not cell.group or line.group == cell.group)
        ]
        revenue = to_come(report, sold, first)
        if revenue > 0:
            label = same(", ".join(name for name in (cell.channel, cell.group) if name))
            if not cell.channel and not cell.group:
                label = Text("Toàn doanh nghiệp", "The whole business")
            price = fsum(gap.closes(line.code) * to_come(report, [line], first) for line in sold) / revenue
            found.append(Sold(label, sold[0].code, revenue, _worth_of_sales(gap, sold, report), price))
    return tuple(found)


def _mix(gap: Gap, missing: float, found: Sequence[Sold]) -> Iterator[Lever]:
    high = max(found, key=lambda each: each.worth, default=None)
    low = min(found, key=lambda each: each.worth, default=None)
    if high is None or low is None or high.worth - low.worth < SAME_MARGIN:
        return
    needed = missing / (high.worth - low.worth)
    closes = min(missing, low.revenue * (high.worth - low.worth))
    amount = min(needed, low.revenue)
    yield Lever(LeverKind.MIX, gap, amount, closes, "aop_budget", high.line, needed=needed, low=low, high=high)


SAME_MARGIN = 0.005
"""Half a point between two groups is no reason to sell the one rather than the other."""

MOST_PRICE = 0.2
"""A price that would have to rise by more than a fifth is no lever."""


def _price(gap: Gap, missing: float, found: Sequence[Sold]) -> Iterator[Lever]:
    """On the group that needs the smallest rise; on all of them, where that would be too much for one."""
    raised = [each for each in found if each.price > 0]
    if not raised:
        return
    best = max(raised, key=lambda each: each.price * each.revenue)
    revenue = fsum(each.revenue for each in raised)
    whole = Sold(_EVERYTHING, best.line, revenue, 0.0, fsum(each.price * each.revenue for each in raised) / revenue)
    for each in (best, whole):
        rise = missing / (each.price * each.revenue)
        if rise <= MOST_PRICE:
            yield Lever(
                LeverKind.PRICE, gap, rise * each.revenue, missing, "aop_budget", each.line, rate=rise, high=each
            )
            return


_EVERYTHING = Text("mọi nhóm hàng", "all groups")
