"""The KPIs we know: add one to `KPIS`, and it can be chosen, computed, written as a formula and tested."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from aop_excel.analysis.items import sold_in
from aop_excel.analysis.pnl import Basis, Period, Pnl, add
from aop_excel.domain.plan import ActionStatus, Better, BudgetLine, Kind, Plan, TrackedKpi
from aop_excel.text import Text, same


class Unit(Enum):
    """What a KPI is counted in; ratios vary in percentage points."""

    MONEY = auto()
    RATIO = auto()
    COUNT = auto()


class Aggregate(Enum):
    """How months make a longer period: amounts add, ratios are recomputed from their parts, a state is the last."""

    SUM = auto()
    RATIO = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class Term:
    """Amounts of the account added up: item keys, on a basis of their own or (None) on the one asked for."""

    keys: tuple[str, ...]
    basis: Basis | None = None

    def of(self, channel: str | None, online: Sequence[str]) -> Term:
        """The same amounts with the channels filled in: `{channel}` is one or all, `{online}` each online one."""
        suffixes = [f":{name}" for name in online]
        filled = (
            key.format(channel=f":{channel}" if channel else "", online=suffix)
            for key in self.keys
            for suffix in (suffixes if "{online}" in key else [""])
        )
        return Term(tuple(filled), self.basis)


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measure of the business: `top`, over `bottom` where there is one, `less` a number.

    Item keys may hold `{channel}`, which the tracked KPI may name (`takes_channel`) or must (`needs_channel`), and
    `{online}`, which stands for every online channel. A KPI that is no quotient of amounts has `state`: what it is at
    the end of a month.
    """

    key: str
    label: Text
    unit: Unit
    better: Better
    aggregate: Aggregate
    top: Term | None = None
    bottom: Term | None = None
    less: float = 0
    needs_channel: bool = False
    takes_channel: bool = False
    state: Callable[[Plan, date], float | None] | None = None


def _actions_on_time(plan: Plan, day: date) -> float | None:
    """The share of actions due by `day` that were done by their due date; cancelled ones do not count."""
    due = [a for a in plan.actions if a.due and a.due <= day and a.status is not ActionStatus.CANCELLED]
    on_time = [a for a in due if a.done and a.due and a.done <= a.due]
    return len(on_time) / len(due) if due else None


def _of(*keys: str, basis: Basis | None = None) -> Term:
    return Term(keys, basis)


# fmt: off
KPIS: tuple[Kpi, ...] = (
    Kpi(
        "revenue", Text("Doanh thu", "Revenue"), Unit.MONEY, Better.HIGHER, Aggregate.SUM,
        top=_of("revenue{channel}"), takes_channel=True,
    ),
    Kpi(
        "revenue_growth", Text("Tăng trưởng doanh thu so với năm trước", "Revenue growth on last year"), Unit.RATIO,
        Better.HIGHER, Aggregate.RATIO,
        top=_of("revenue{channel}"), bottom=_of("revenue{channel}", basis=Basis.LAST_YEAR), less=1, takes_channel=True,
    ),
    Kpi(
        "revenue_to_plan", Text("Doanh thu so với kế hoạch", "Revenue against plan"), Unit.RATIO,
        Better.HIGHER, Aggregate.RATIO,
        top=_of("revenue{channel}"), bottom=_of("revenue{channel}", basis=Basis.PLAN), takes_channel=True,
    ),
    Kpi(
        "channel_share", Text("Tỷ trọng kênh trong doanh thu", "Channel share of revenue"), Unit.RATIO,
        Better.HIGHER, Aggregate.RATIO,
        top=_of("revenue{channel}"), bottom=_of("revenue"), takes_channel=True, needs_channel=True,
    ),
    Kpi(
        "online_share", Text("Tỷ trọng online trong doanh thu", "Online share of revenue"), Unit.RATIO,
        Better.HIGHER, Aggregate.RATIO, top=_of("revenue{online}"), bottom=_of("revenue"),
    ),
    Kpi(
        "gross_profit", Text("Lợi nhuận gộp", "Gross profit"), Unit.MONEY, Better.HIGHER, Aggregate.SUM,
        top=_of("gross_profit{channel}"), takes_channel=True,
    ),
    Kpi(
        "gross_margin", Text("Biên lợi nhuận gộp", "Gross margin"), Unit.RATIO, Better.HIGHER, Aggregate.RATIO,
        top=_of("gross_profit{channel}"), bottom=_of("revenue{channel}"), takes_channel=True,
    ),
    Kpi(
        "marketing_ratio", Text("Chi phí marketing trên doanh thu", "Marketing cost over revenue"), Unit.RATIO,
        Better.LOWER, Aggregate.RATIO, top=_of("marketing"), bottom=_of("revenue"),
    ),
    Kpi(
        "operating_profit", Text("Lợi nhuận hoạt động", "Operating profit"), Unit.MONEY, Better.HIGHER, Aggregate.SUM,
        top=_of("operating_profit"),
    ),
    Kpi(
        "operating_margin", Text("Biên lợi nhuận hoạt động", "Operating margin"), Unit.RATIO, Better.HIGHER,
        Aggregate.RATIO, top=_of("operating_profit"), bottom=_of("revenue"),
    ),
    Kpi(
        "purchases_to_cogs", Text("Nhập hàng trên giá vốn", "Purchases against cost of goods"), Unit.RATIO,
        Better.LOWER, Aggregate.RATIO, top=_of("purchases"), bottom=_of("cogs"),
    ),
    Kpi(
        "budget_used", Text("Chi phí hoạt động trên ngân sách cùng kỳ", "Operating costs over budget to date"),
        Unit.RATIO, Better.LOWER, Aggregate.RATIO,
        top=_of("operating_costs"), bottom=_of("operating_costs", basis=Basis.PLAN),
    ),
    Kpi(
        "actions_on_time", Text("Hành động đúng hạn", "Actions on time"), Unit.RATIO, Better.HIGHER, Aggregate.LAST,
        state=_actions_on_time,
    ),
)
# fmt: on

OWN = "own"
"""The measure of a KPI that the owner defines by naming lines and kinds."""

OWN_LABEL = Text("Tự định nghĩa", "My own")


def chosen(tracked: TrackedKpi, plan: Plan) -> Kpi:
    """The KPI that a row of the KPI table means, with its channel or its own lines filled in."""
    if tracked.measure == OWN:
        return _own(tracked, plan)
    kpi = next(kpi for kpi in KPIS if kpi.key == tracked.measure)
    label = kpi.label
    if tracked.name:
        label = same(tracked.name)
    elif tracked.channel:
        label = Text("{kpi} – {channel}", "{kpi} – {channel}").format(kpi=kpi.label, channel=tracked.channel)
    online = [channel.name for channel in plan.direction.channels if channel.online and channel.name in sold_in(plan)]
    return replace(
        kpi,
        label=label,
        better=tracked.better or kpi.better,
        top=kpi.top and kpi.top.of(tracked.channel, online),
        bottom=kpi.bottom and kpi.bottom.of(tracked.channel, online),
    )


def measure(kpi: Kpi, account: Pnl, basis: Basis, period: Period) -> float | None:
    """What the KPI is in a period; None where a part of it is not reported, or there is nothing to divide by.

    A state has no value here: it is asked of the plan at a date.
    """
    if kpi.top is None:
        return None
    top = total(kpi.top, account, basis, period)
    if kpi.bottom is None or top is None:
        return top
    bottom = total(kpi.bottom, account, basis, period)
    return top / bottom - kpi.less if bottom else None


def required(kpi: Kpi, account: Pnl, target: float | None) -> float | None:
    """What each remaining month must bring for the year to come to `target`: an amount, or a ratio of those months.

    A ratio's remaining months are weighed by the outlook of what it is divided by. None where no month remains, for a
    range, and for a state. Source: “Outlook” among the rules for the numbers.
    """
    if target is None or kpi.top is None or kpi.better is Better.RANGE or not account.open_months:
        return None
    done = _so_far(kpi.top, account)
    if kpi.bottom is None:
        return None if done is None else (target - done) / account.open_months
    whole, passed = total(kpi.bottom, account, Basis.OUTLOOK, "year"), _so_far(kpi.bottom, account)
    if done is None or whole is None or passed is None or whole == passed:
        return None
    return ((target + kpi.less) * whole - done) / (whole - passed) - kpi.less


def _so_far(term: Term, account: Pnl) -> float | None:
    """What a term came to in the closed months; nothing before the first of them."""
    return total(term, account, Basis.ACTUAL, "year_to_date") if any(account.counted) else 0.0


def total(term: Term, account: Pnl, basis: Basis, period: Period) -> float | None:
    """What is reported of a term, as in every total; None where the plan lacks one of its items."""
    figures = [account.get(term.basis or basis, key) for key in term.keys]
    return None if None in figures else add(each.of(period) for each in figures if each)


def _own(tracked: TrackedKpi, plan: Plan) -> Kpi:
    top, bottom = _own_lines(tracked.numerator, plan), _own_lines(tracked.denominator, plan)
    if not tracked.denominator:
        unit, aggregate = Unit.COUNT if _counts(top) else Unit.MONEY, Aggregate.SUM
    else:
        # Money over a quantity is a price; all else over its like is a ratio.
        unit, aggregate = Unit.MONEY if _counts(bottom) and not _counts(top) else Unit.RATIO, Aggregate.RATIO
    return Kpi(
        OWN,
        same(tracked.name or tracked.code),
        unit,
        tracked.better or Better.HIGHER,
        aggregate,
        Term(tuple(top)),
        Term(tuple(bottom)) if tracked.denominator else None,
    )


def _own_lines(parts: tuple[str, ...], plan: Plan) -> dict[str, BudgetLine | None]:
    """The account's keys for an owner's parts: a kind stands for all its lines, any other part is a line's code."""
    by_code = {line.code: line for line in plan.lines}
    kinds = {kind.value for kind in Kind}
    found: dict[str, BudgetLine | None] = {}
    for part in parts:
        if part in kinds:
            found.update({f"line:{line.code}": line for line in plan.lines if line.kind.value == part})
        else:
            found[f"line:{part}"] = by_code.get(part)
    return found


def _counts(lines: dict[str, BudgetLine | None]) -> bool:
    return bool(lines) and all(line is not None and line.kind is Kind.QUANTITY for line in lines.values())
