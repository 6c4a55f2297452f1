"""The rows of the profit and loss account, in reading order: add a total here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from aop_excel.domain.plan import BudgetLine, Kind, Plan
from aop_excel.text import Text, same


class Level(Enum):
    """How an item is shown: a budget line, a total of lines, or a main figure."""

    LINE = "line"
    TOTAL = "total"
    MAIN = "main"


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the account.

    A line has its budget line; a total adds up `adds`; a difference takes all of `less` from it. `key` is stable:
    `line:CODE`, `revenue`, `revenue:CHANNEL`, `gross_profit`, … `sign` is +1 for income, −1 for cost.
    """

    key: str
    label: Text
    level: Level
    sign: int
    line: BudgetLine | None = None
    adds: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


def items(plan: Plan) -> Iterator[Item]:
    """Every line and total of the plan; a total of costs the plan does not have is left out."""
    lines = _by_kind(plan.lines)
    yield from _by_channel(Kind.REVENUE, lines, Text("Doanh thu {channel}", "{channel} revenue"), sold_in(plan))
    yield from _by_channel(
        Kind.COGS, lines, Text("Giá vốn {channel}", "{channel} cost of goods"), _channels(lines[Kind.COGS])
    )
    yield from _gross_profit(lines)
    costs = []
    for key, label, kinds in OPERATING_COSTS:
        members = [line for kind in kinds for line in lines[kind]]
        if members:
            yield from map(_line, members)
            yield Item(key, label, Level.TOTAL, -1, adds=tuple(map(_key, members)))
            costs.append(key)
    if costs:
        label = Text("Tổng chi phí hoạt động", "Operating costs")
        yield Item("operating_costs", label, Level.MAIN, -1, adds=tuple(costs))
    label = Text("Lợi nhuận hoạt động", "Operating profit")
    yield Item("operating_profit", label, Level.MAIN, 1, adds=("gross_profit",), less=tuple(costs))
    for kind in MOVES_CASH_ONLY:
        if lines[kind]:
            yield from map(_line, lines[kind])
            yield Item(kind.value, kind.label, Level.TOTAL, kind.sign, adds=tuple(map(_key, lines[kind])))
    yield from map(_line, lines[Kind.QUANTITY])


def sold_in(plan: Plan) -> list[str]:
    """The channels that have revenue in this plan or had some last year."""
    planned = _channels(line for line in plan.lines if line.kind is Kind.REVENUE)
    return list(dict.fromkeys([*planned, *(row.channel for row in plan.direction.last_year)]))


OPERATING_COSTS = (
    ("marketing", Kind.MARKETING.label, (Kind.MARKETING,)),
    ("fixed_costs", Text("Định phí", "Fixed costs"), (Kind.PEOPLE, Kind.FIXED)),
    ("variable_costs", Text("Biến phí khác", "Other variable costs"), (Kind.VARIABLE,)),
)
"""The groups of cost between gross and operating profit: key, label, kinds."""

MOVES_CASH_ONLY = (Kind.PURCHASES, Kind.CAPITAL, Kind.TAX, Kind.PUT_IN, Kind.TAKEN_OUT)
"""The kinds that stand below operating profit, since they are neither revenue nor cost of the year."""


def _key(line: BudgetLine) -> str:
    return f"line:{line.code}"


def _line(line: BudgetLine) -> Item:
    return Item(_key(line), same(line.name), Level.LINE, line.kind.sign, line=line)


def _by_kind(lines: Iterable[BudgetLine]) -> dict[Kind, list[BudgetLine]]:
    kinds: dict[Kind, list[BudgetLine]] = {kind: [] for kind in Kind}
    for line in lines:
        kinds[line.kind].append(line)
    return kinds


def _channels(lines: Iterable[BudgetLine]) -> list[str]:
    return [line.channel for line in lines if line.channel]


def _by_channel(
    kind: Kind, lines: dict[Kind, list[BudgetLine]], label: Text, channels: Iterable[str]
) -> Iterator[Item]:
    """The lines of each channel with their total, then those of no channel, then the total of all."""
    parts = []
    for channel in dict.fromkeys(channels):
        members = [line for line in lines[kind] if line.channel == channel]
        yield from map(_line, members)
        total = f"{kind.value}:{channel}"
        yield Item(total, label.format(channel=channel), Level.TOTAL, kind.sign, adds=tuple(map(_key, members)))
        parts.append(total)
    others = [line for line in lines[kind] if not line.channel]
    yield from map(_line, others)
    yield Item(kind.value, kind.label, Level.MAIN, kind.sign, adds=(*parts, *map(_key, others)))


def _gross_profit(lines: dict[Kind, list[BudgetLine]]) -> Iterator[Item]:
    """Per channel only where every cost of goods names its channel: else a channel would look too profitable."""
    if all(line.channel for line in lines[Kind.COGS]):
        sold = set(_channels(lines[Kind.REVENUE]))
        for channel in dict.fromkeys(_channels(lines[Kind.COGS])):
            if channel in sold:
                label = Text("Lợi nhuận gộp {channel}", "{channel} gross profit").format(channel=channel)
                sales, cost = f"revenue:{channel}", f"cogs:{channel}"
                yield Item(f"gross_profit:{channel}", label, Level.TOTAL, 1, adds=(sales,), less=(cost,))
    label = Text("Lợi nhuận gộp", "Gross profit")
    yield Item("gross_profit", label, Level.MAIN, 1, adds=(Kind.REVENUE.value,), less=(Kind.COGS.value,))
