"""Which spending can make room, in the order in which it goes, and which has to stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING

from aop_excel.analysis.actions import ActionState
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import BudgetLine, Goal, Kind
from aop_excel.domain.record import Choice

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


class Group(Choice):
    """What spending is to the plan: what makes room, in the order in which it goes, then what stays."""

    NO_GOAL = "no_goal", "Không phục vụ mục tiêu nào", "Serves no goal"
    SERVES_GOAL = "serves_goal", "Không kéo doanh thu năm nay", "Brings no revenue this year"
    CARRIES_REVENUE = "carries_revenue", "Kéo doanh thu", "Carries revenue"
    GOODS = "goods", "Hàng để bán", "Goods to sell"
    RUNNING = "running", "Nuôi bộ máy hằng tháng", "Runs the business"
    FOLLOWS_SALES = "follows_sales", "Đi theo doanh thu", "Follows sales"
    OWED = "owed", "Phải nộp", "Is owed"


MAKES_ROOM = (Group.NO_GOAL, Group.SERVES_GOAL, Group.CARRIES_REVENUE, Group.GOODS)

WORTH = 1
"""Less than a đồng is not worth a row."""

ONE_OFF = 3
"""A fixed cost that is planned in more months of the year than this runs the business."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What a line still has to spend in the months to come, less what is ordered and not billed yet (đồng).

    `months` are in fiscal order, zero before the month asked about; `committed` is what orders take of them. `goal` is
    the most important one that the line, or an open action that spends from it (`actions`, by code), serves. `rate` is
    the revenue that a đồng of it carries.
    """

    line: BudgetLine
    group: Group
    goal: Goal | None
    actions: tuple[str, ...]
    months: tuple[float, ...]
    committed: float
    rate: float

    @property
    def available(self) -> float:
        """What could still be left unspent (đồng)."""
        return fsum(self.months)

    @property
    def stake(self) -> float:
        """The revenue that goes with all of it (đồng): at most, since the last đồng carries less than the average."""
        return self.rate * self.available

    @property
    def carries_revenue(self) -> bool:
        """Whether sales of this year hang on it."""
        return self.group is Group.CARRIES_REVENUE

    def part(self, amount: float) -> tuple[float, ...]:
        """So much of it (đồng) by month, from each in proportion."""
        return tuple(month * amount / self.available for month in self.months)

    @property
    def in_profit(self) -> bool:
        """Whether leaving it saves cost; all else keeps cash only, and is postponed rather than cut."""
        return self.line.kind.in_profit


def displaceable(report: Report, first: int) -> tuple[Spending, ...]:
    """Spending from a month (position 0 to 11) on that could make room, what goes first at the top.

    What serves no goal goes before what serves one, then comes what carries revenue, then goods to sell. Within these,
    what serves no goal or the least important one goes first, and then where least revenue is at stake for each đồng.
    What is committed, runs the business, follows sales or is owed is not in it.
    """
    found = [each for each in _spending(report, first) if each.group in MAKES_ROOM and each.available >= WORTH]
    order = list(Group)
    return tuple(sorted(found, key=lambda each: (order.index(each.group), -_importance(each), each.rate)))


def kept(report: Report, first: int) -> tuple[Spending, ...]:
    """Spending from a month (position 0 to 11) on that cannot simply be left: the reason is its group."""
    found = [each for each in _spending(report, first) if each.group not in MAKES_ROOM and each.available >= WORTH]
    order = list(Group)
    return tuple(sorted(found, key=lambda each: (order.index(each.group), -each.available)))


def first_open(report: Report) -> int:
    """The first month (position 0 to 11) that does not count to date yet; 12 where the year is over."""
    return next((place for place, over in enumerate(report.account.counted) if not over), MONTHS)


def uncommitted(report: Report, line: BudgetLine) -> tuple[float, ...]:
    """What a line is foreseen to spend in each month to come (đồng), less what is ordered and not billed yet.

    An order is taken from the month in which its bill is expected, or the first one to come where that is over; what
    that month has no money for, from the months after it and then from those before.
    """
    year = report.plan.settings.fiscal_year
    counted = report.account.counted
    months = [
        0.0 if over else max(0.0, amount)
        for amount, over in zip(report.account.outlooks[line.code].months, counted, strict=True)
    ]
    start = first_open(report)
    for order in report.actuals.commitments:
        if order.code == line.code and not order.billed:
            due, left = max(start, year.position(order.month)), order.amount
            for month in (*range(due, MONTHS), *range(due - 1, -1, -1)):
                taken = min(left, months[month])
                months[month] -= taken
                left -= taken
    return tuple(months)


def _spending(report: Report, first: int) -> Iterator[Spending]:
    goals = {goal.code: goal for goal in report.plan.goals}
    for line in report.plan.lines:
        if line.kind.sign > 0:
            continue
        spent_on = [
            each.action
            for each in report.actions
            if each.action.line == line.code and each.state not in (ActionState.DONE, ActionState.CANCELLED)
        ]
        served = [goals[code] for code in (line.goal, *(action.goal for action in spent_on)) if code in goals]
        goal = min(served, key=lambda each: each.importance, default=None)
        months = tuple(amount if place >= first else 0.0 for place, amount in enumerate(uncommitted(report, line)))
        rate = _rate(report, line, first)
        yield Spending(
            line,
            _group(line, goal, rate),
            goal,
            tuple(action.code for action in spent_on),
            months,
            max(0.0, to_come(report, [line], first) - fsum(months)),
            rate,
        )


def _group(line: BudgetLine, goal: Goal | None, rate: float) -> Group:
    if line.kind in _GROUPS:
        return _GROUPS[line.kind]
    if line.kind is Kind.MARKETING and rate:
        return Group.CARRIES_REVENUE
    if line.kind is Kind.FIXED and sum(bool(amount) for amount in line.months) > ONE_OFF:
        return Group.RUNNING
    return Group.NO_GOAL if goal is None else Group.SERVES_GOAL


_GROUPS = {
    Kind.PURCHASES: Group.GOODS,
    Kind.PEOPLE: Group.RUNNING,
    Kind.TAKEN_OUT: Group.RUNNING,
    Kind.COGS: Group.FOLLOWS_SALES,
    Kind.VARIABLE: Group.FOLLOWS_SALES,
    Kind.TAX: Group.OWED,
}


def _importance(spending: Spending) -> float:
    """Importance 1 comes first among goals, and so goes last; what serves none is less important than all."""
    return spending.goal.importance if spending.goal else inf


def carried(line: BudgetLine, lines: Sequence[BudgetLine]) -> tuple[list[BudgetLine], list[BudgetLine]]:
    """The lines of revenue that a line of marketing or purchases carries, and all lines that carry them with it.

    Marketing carries its channel's revenue, else that of the goal it serves, else all revenue. Purchases carry the
    revenue of their product group, else of all groups; what carries it is the cost of those goods.
    """
    sold = [each for each in lines if each.kind is Kind.REVENUE]
    if line.kind is Kind.PURCHASES:
        costs = [each for each in lines if each.kind is Kind.COGS]
        of_group = [[each for each in part if line.group and each.group == line.group] for part in (sold, costs)]
        return (of_group[0], of_group[1]) if all(of_group) else (sold, costs)
    beside = [each for each in lines if each.kind is line.kind]
    for name in ("channel", "goal"):
        its = getattr(line, name)
        if its and (revenue := [each for each in sold if getattr(each, name) == its]):
            return revenue, [each for each in beside if getattr(each, name) == its]
    return sold, beside


_FOLLOWS_SALES = (Kind.REVENUE, Kind.COGS, Kind.VARIABLE, Kind.PURCHASES, Kind.QUANTITY)


def sales_of(line: BudgetLine, lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """The lines of revenue that a line rises and falls with: its own, or those of its channel and group."""
    if line.kind is Kind.REVENUE:
        return [line]
    if line.kind not in _FOLLOWS_SALES:
        return []
    return [
        each
        for each in lines
        if each.kind is Kind.REVENUE
        and (not line.channel or each.channel == line.channel)
        and (not line.group or each.group == line.group)
    ]


def to_come(report: Report, lines: Sequence[BudgetLine], first: int) -> float:
    """The outlook of some lines from a month (position 0 to 11) on, as far as it is still to come (đồng)."""
    counted = report.account.counted
    return fsum(
        report.account.outlooks[line.code].months[month]
        for line in lines
        for month in range(first, MONTHS)
        if not counted[month]
    )


def _rate(report: Report, line: BudgetLine, first: int) -> float:
    """The revenue to come per đồng of what carries it, on average over the months from the first one on."""
    if line.kind not in (Kind.MARKETING, Kind.PURCHASES):
        return 0.0
    revenue, beside = (to_come(report, lines, first) for lines in carried(line, report.plan.lines))
    return max(0.0, revenue / beside) if beside > 0 else 0.0
