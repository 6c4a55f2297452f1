"""The plan is missed: how far each missed goal is from its target, and what that gap is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING

from aop_excel.analysis.bridge import Step, effects_of
from aop_excel.analysis.goals import GoalProgress, GoalStatus
from aop_excel.analysis.parts import Parts, parts_of
from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.analysis.sold import MONEY, SOLD, Cell, Row, cells, level_of
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import BudgetLine, Comparison, Kind
from aop_excel.domain.record import Choice
from aop_excel.text import Text, same

if TYPE_CHECKING:
    from aop_excel.analysis.kpis import Term
    from aop_excel.analysis.report import Report


class Split(Choice):
    """By what a gap is split."""

    WHERE = "where", "Ở đâu", "Where"
    WHEN = "when", "Tháng nào", "When"
    WHY = "why", "Vì sao", "Why"


@dataclass(frozen=True, slots=True)
class Driver:
    """What makes a part of a gap: its amount, and the line (by code) that carries most of it, with its part.

    Above zero it widens the gap, below zero it narrows it. Amounts are in the unit of what the KPI divides: đồng,
    or units of a quantity.
    """

    split: Split
    label: Text
    amount: float
    line: str | None
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A goal that will be missed by the outlook of the year, and what that is made of.

    `amount` is what is missing of the KPI's numerator with its denominator (`base`, None for an amount) as foreseen:
    `amount / base` is the gap in points. The drivers of each split add up to it. A goal of a state, such as actions on
    time, has no amount; its gap is in points only, and has no drivers.
    """

    progress: GoalProgress
    sign: int
    amount: float | None
    base: float | None
    ratio: float
    parts: Parts
    drivers: tuple[Driver, ...]

    @property
    def points(self) -> float | None:
        """The gap as a difference of the KPI; None where that is an amount."""
        if self.amount is not None:
            return self.amount / self.base if self.base else None
        return self.sign * (self.progress.goal.target - (self.progress.score.outlook or 0.0))

    def of(self, split: Split) -> tuple[Driver, ...]:
        """The drivers of one split."""
        return tuple(driver for driver in self.drivers if driver.split is split)

    def closes(self, code: str) -> float:
        """What a đồng more of a line (by code) takes from the gap; below zero it widens it."""
        return self.sign * self.parts.worth(code, self.ratio)


MISSED = (GoalStatus.OFF_TRACK, GoalStatus.AT_RISK)


def gaps(report: Report) -> tuple[Gap, ...]:
    """The gap of every goal that is at risk or off track, the most important goal first.

    Split rule. A KPI is top ÷ bottom, each an amount of lines; an amount is its top alone. What is missing is
    `target × bottom − top` at the outlook of the year (the other way round for a goal of at most). It is what the
    budget itself leaves to the target, `(target − r) × bottom` with the budget's own ratio r, and what every line
    adds to it in every month by being elsewhere than planned: `r × Δbottom − Δtop`. These add up without a rest,
    whether by channel, by month, or by the effects that a bridge of gross profit has: volume, mix, price and cost of
    the year's outlook against the plan.
    """
    found = [_gap(each, report) for each in report.goals if each.status in MISSED]
    return tuple(sorted(found, key=lambda gap: gap.progress.goal.importance))


def _gap(progress: GoalProgress, report: Report) -> Gap:
    goal, kpi, account = progress.goal, progress.score.kpi, report.account
    sign = 1 if goal.comparison is Comparison.AT_LEAST else -1
    target = goal.target + kpi.less
    if kpi.top is None:
        return Gap(progress, sign, None, None, target, Parts({}, {}), ())
    parts = parts_of(kpi, account)
    top, planned_top = (_total(kpi.top, account, basis) for basis in (Basis.OUTLOOK, Basis.PLAN))
    if kpi.bottom is None:
        base, short, ratio = None, target - top, 0.0
        budget = target - planned_top
    else:
        base, planned_base = (_total(kpi.bottom, account, basis) for basis in (Basis.OUTLOOK, Basis.PLAN))
        short = target * base - top
        ratio = planned_top / planned_base if planned_base else target
        budget = short - (ratio * base - top) + (0.0 if planned_base else -planned_top)
    weights = {code: -sign * parts.worth(code, ratio) for code in parts.codes}
    of_budget = [Driver(split, _BUDGET, sign * budget, None) for split in Split if abs(budget) >= HALF]
    gap = Gap(progress, sign, sign * short, base, target if kpi.bottom else 0.0, parts, ())
    found = [*_where(weights, report), *_when(weights, report), *_why(weights, report)]
    drivers = [driver for driver in found if abs(driver.amount) >= HALF]
    return replace(gap, drivers=tuple(_in_order([*of_budget, *drivers])))


HALF = 0.5
_BUDGET = Text("Ngân sách so với chỉ tiêu", "The budget itself against the target")


def _in_order(drivers: Sequence[Driver]) -> Iterator[Driver]:
    """By split; the largest first where it is not by month."""
    for split in Split:
        its = [driver for driver in drivers if driver.split is split]
        yield from its if split is Split.WHEN else sorted(its, key=lambda driver: -driver.amount)


def _total(term: Term, account: Pnl, basis: Basis) -> float:
    return fsum(account.figures[term.basis or basis, key].year or 0.0 for key in term.keys)


Moved = Callable[[BudgetLine, int], float]


def _moved(weights: dict[str, float], account: Pnl) -> Moved:
    """What a line adds to the gap in a month."""
    return lambda line, month: (
        weights.get(line.code, 0.0) * (account.outlooks[line.code].months[month] - (line.months[month] or 0.0))
    )


def _driver(split: Split, label: Text, lines: Iterable[tuple[BudgetLine, float]]) -> Driver:
    members = list(lines)
    amount = fsum(moved for _, moved in members)
    side = 1 if amount >= 0 else -1
    most = max(members, key=lambda each: side * each[1], default=None)
    return Driver(split, label, amount, most[0].code, most[1]) if most else Driver(split, label, amount, None)


def _where(weights: dict[str, float], report: Report) -> Iterator[Driver]:
    """By channel; what has none by its kind."""
    moved = _moved(weights, report.account)
    found: dict[Text, list[tuple[BudgetLine, float]]] = {}
    for line in report.plan.lines:
        if weights.get(line.code):
            label = same(line.channel) if line.channel else line.kind.label
            found.setdefault(label, []).append((line, fsum(moved(line, month) for month in range(MONTHS))))
    for label, lines in found.items():
        yield _driver(Split.WHERE, label, lines)


def _when(weights: dict[str, float], report: Report) -> Iterator[Driver]:
    """By closed month, and all months to come together."""
    moved, counted = _moved(weights, report.account), report.account.counted
    lines = [line for line in report.plan.lines if weights.get(line.code)]
    for month in (month for month in range(MONTHS) if counted[month]):
        label = same(report.plan.settings.fiscal_year.label(month))
        yield _driver(Split.WHEN, label, ((line, moved(line, month)) for line in lines))
    ahead = [month for month in range(MONTHS) if not counted[month]]
    label = Text("{count} tháng còn lại, theo ước", "{count} months to come, as foreseen").format(count=len(ahead))
    yield _driver(Split.WHEN, label, ((line, fsum(moved(line, month) for month in ahead)) for line in lines))


def _why(weights: dict[str, float], report: Report) -> Iterator[Driver]:
    """By the effects of the bridge from plan to outlook, and by kind for lines that are not in it.

    A cell whose lines do not all count alike, such as one of all channels in a goal for one of them, has no effects of
    its own; its revenue and cost are then told by kind, too.
    """
    moved = _moved(weights, report.account)
    before, after = ([_row(line, report, basis) for line in report.plan.lines if line.kind in SOLD] for basis in _ENDS)
    compared = [cell for cell in cells(before, after, level_of([*before, *after])) if _counts(cell, weights)]
    alike = [cell for cell in compared if all(len(_weights(cell, kind, weights)) <= 1 for kind in MONEY)]
    lines = {line.code: line for line in report.plan.lines}
    found: dict[Step, list[tuple[BudgetLine, float]]] = {}
    whole = effects_of(alike, range(MONTHS))
    sales = effects_of([_without(cell, Kind.COGS) for cell in alike], range(MONTHS))
    for cell, profit, revenue in zip(alike, whole, sales, strict=True):
        first = lines[next(row.name for row in cell.after if row.kind in MONEY)]
        of_sales, of_cost = (next(iter(_weights(cell, kind, weights)), 0.0) for kind in MONEY)
        for step in Step:
            change, kept = revenue.effects.get(step, 0.0), profit.effects.get(step, 0.0)
            amount = of_sales * change + of_cost * (change - kept)
            if amount:
                found.setdefault(step, []).append((first, amount))
    for step, amounts in found.items():
        yield _driver(Split.WHY, step.label, amounts)
    told = {row.name for cell in alike for row in cell.after if row.kind in MONEY}
    by_kind: dict[Kind, list[tuple[BudgetLine, float]]] = {}
    for line in report.plan.lines:
        if weights.get(line.code) and line.code not in told:
            amount = fsum(moved(line, month) for month in range(MONTHS))
            by_kind.setdefault(line.kind, []).append((line, amount))
    for kind, others in by_kind.items():
        yield _driver(Split.WHY, kind.label, others)


_ENDS = (Basis.PLAN, Basis.OUTLOOK)


def _row(line: BudgetLine, report: Report, basis: Basis) -> Row:
    """A line in the bridge, under its code."""
    months: tuple[float | None, ...] = line.months
    if basis is Basis.OUTLOOK:
        months = report.account.outlooks[line.code].months
    elif line.kind in MONEY:
        months = tuple(amount or 0.0 for amount in line.months)
    return Row(line.code, line.kind, line.channel, line.group, months)


def _counts(cell: Cell, weights: dict[str, float]) -> bool:
    return any(weights.get(row.name) for row in cell.after if row.kind in MONEY)


def _weights(cell: Cell, kind: Kind, weights: dict[str, float]) -> set[float]:
    return {weights.get(row.name, 0.0) for row in cell.after if row.kind is kind}


def _without(cell: Cell, kind: Kind) -> Cell:
    before, after = (tuple(row for row in side if row.kind is not kind) for side in (cell.before, cell.after))
    return replace(cell, before=before, after=after)
