"""What Variance compares with other than the plan as it stands: a frozen version, or last year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aop_excel.analysis.items import Item
from aop_excel.analysis.pnl import Amounts, Basis, Figures, Pnl, add, pnl, subtract
from aop_excel.analysis.versions.changes import NO_MONTHS
from aop_excel.domain.actuals import ActualLine, Actuals
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import BudgetLine, Kind, LastYearSales, Plan, SalesFigure
from aop_excel.domain.versions import CURRENT, LAST_YEAR, LATEST, ORIGINAL, FrozenPart, FrozenRow, FrozenVersion
from aop_excel.text import Text


@dataclass(frozen=True, slots=True)
class Baseline:
    """Figures to compare with, by the keys of `items`; a key without figures is not known.

    `account` has the same items as they happened and as they are foreseen: those of lines that the plan no longer has
    are nothing. Totals of a version `add_up`; last year is known by what the owner wrote down of it.
    """

    label: Text
    items: tuple[Item, ...]
    figures: Mapping[str, Figures]
    account: Pnl
    add_up: bool

    def is_known(self, key: str) -> bool:
        """Whether anything is known of an item."""
        return key in self.figures


def baseline(
    plan: Plan,
    actuals: Actuals,
    account: Pnl,
    report_position: int,
    log: Sequence[FrozenVersion],
    frozen: Sequence[FrozenRow],
) -> Baseline | None:
    """What the owner wants Variance to compare with; None for the plan as it stands, and for what is not there."""
    if plan.versions.compared_with == LAST_YEAR:
        return _last_year(plan, account)
    number = wanted(plan.versions.compared_with, [version.number for version in log])
    version = next((each for each in log if each.number == number), None)
    if version is None:
        return None
    rows = [row for row in frozen if row.version == number and row.part is FrozenPart.LINE]
    return _of_version(version, rows, plan, actuals, account, report_position)


def wanted(compared_with: str, numbers: Sequence[int]) -> int | None:
    """The number of the version meant, whether it is there or not; None where none is meant."""
    if compared_with == ORIGINAL:
        return 1
    if compared_with == LATEST:
        return max(numbers, default=1)
    return None if compared_with in (CURRENT, LAST_YEAR) else int(compared_with)


def _of_version(
    version: FrozenVersion,
    rows: Sequence[FrozenRow],
    plan: Plan,
    actuals: Actuals,
    account: Pnl,
    report_position: int,
) -> Baseline:
    """A version's lines within the account of today; those that are gone, or are of another kind now, stay apart."""
    current = {line.code: line for line in plan.lines}
    months: dict[str, Amounts] = dict.fromkeys(current, (0.0,) * MONTHS)
    gone = []
    for row in rows:
        line = current.get(row.code)
        if line and (line.kind.value, line.channel) == (row.kind, row.channel):
            months[row.code] = row.months
        else:
            code = row.code
            while code in months:
                code = f"{code} (v{version.number})"
            months[code] = row.months
            gone.append(_line(row, code))
    lines = tuple(line.model_copy(update={"months": months[line.code]}) for line in (*plan.lines, *gone))
    nothing = tuple(0.0 if closed else None for closed in actuals.closed)
    of_gone = tuple(ActualLine(code=line.code, months=nothing) for line in gone)
    reported = tuple(each for each in actuals.lines if each.code in current)
    happened = actuals.model_copy(update={"lines": (*reported, *of_gone)})
    planned = pnl(plan.model_copy(update={"lines": lines}), happened, report_position)
    today = pnl(plan.model_copy(update={"lines": (*plan.lines, *gone)}), happened, report_position)
    today.figures.update(account.figures)
    figures = {item.key: planned.figures[Basis.PLAN, item.key] for item in today.items}
    label = Text("Phiên bản {number} ({day:%d/%m/%Y})", "Version {number} ({day:%d/%m/%Y})")
    return Baseline(label.format(number=version.number, day=version.approved), today.items, figures, today, add_up=True)


def _line(row: FrozenRow, code: str) -> BudgetLine:
    """A line of a version that the plan does not have any more: nothing is planned for it."""
    name = row.name.strip() or row.code
    kind = next((kind for kind in Kind if kind.value == row.kind), Kind.FIXED)
    return BudgetLine(code=code, name=name, kind=kind, channel=row.channel, group=row.group, months=(0.0,) * MONTHS)


# Last year


def _last_year(plan: Plan, account: Pnl) -> Baseline:
    months = dict(_known_last_year(plan, account))
    figures = {
        key: Figures(
            each, add(amount for amount, counts in zip(each, account.counted, strict=True) if counts), add(each)
        )
        for key, each in months.items()
    }
    return Baseline(Text("Năm trước", "Last year"), account.items, figures, account, add_up=False)


def _known_last_year(plan: Plan, account: Pnl) -> Iterator[tuple[str, Amounts]]:
    """The months of every item that Direction tells of last year.

    Revenue by channel, with its total; by line where just one line has the channel and group of a row of last year's
    sales. Cost of goods and gross profit where the cost of every channel that sold is there.
    """
    revenue = {row.channel: row.months for row in plan.direction.last_year}
    sales = plan.direction.last_year_sales
    cost = {channel: _sum(rows) for channel, rows in _costs(sales).items()}
    keys = {item.key for item in account.items}
    known: dict[str, Amounts] = {}
    known.update({f"revenue:{channel}": months for channel, months in revenue.items()})
    known.update({f"cogs:{channel}": months for channel, months in cost.items()})
    if revenue:
        known["revenue"] = _sum(revenue.values())
    if cost and revenue and (cost.keys() == {None} or revenue.keys() <= cost.keys()):
        known["cogs"] = _sum(cost.values())
        known["gross_profit"] = _less(known["revenue"], known["cogs"])
    for channel in revenue.keys() & cost.keys():
        known[f"gross_profit:{channel}"] = _less(revenue[channel], cost[channel])
    known.update(_lines_of_last_year(plan, sales))
    yield from ((key, months) for key, months in known.items() if key in keys and months != NO_MONTHS)


def _lines_of_last_year(plan: Plan, sales: Sequence[LastYearSales]) -> Iterator[tuple[str, Amounts]]:
    for line in plan.lines:
        figure = _FIGURES.get(line.kind)
        place = (line.channel, line.group)
        twins = [other for other in plan.lines if (other.kind, other.channel, other.group) == (line.kind, *place)]
        rows = [row.months for row in sales if row.figure is figure and (row.channel, row.group) == place]
        if figure and rows and len(twins) == 1:
            yield f"line:{line.code}", _sum(rows)


_FIGURES = {
    Kind.REVENUE: SalesFigure.REVENUE,
    Kind.COGS: SalesFigure.COGS,
    Kind.QUANTITY: SalesFigure.QUANTITY,
}


def _costs(sales: Sequence[LastYearSales]) -> dict[str | None, list[Amounts]]:
    costs: dict[str | None, list[Amounts]] = {}
    for row in sales:
        if row.figure is SalesFigure.COGS:
            costs.setdefault(row.channel, []).append(row.months)
    return costs


def _sum(rows: Iterable[Amounts]) -> Amounts:
    return tuple(add(month) for month in zip(*rows, strict=True))


def _less(whole: Amounts, part: Amounts) -> Amounts:
    return tuple(subtract(pair) for pair in zip(whole, part, strict=True))
