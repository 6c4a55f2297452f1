"""A bridge as the rows of a table, and the hidden columns from which its waterfall chart is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import fsum

from aop_excel.analysis.bridge import BY_QUANTITY, Bridge, Span, Step
from aop_excel.analysis.drivers import MILLION
from aop_excel.sheets.context import Context
from aop_excel.text import Text, figures
from aop_excel.workbook.layout import Author, Chart, ChartKind, Column, Format, Mark, Series, Table

ROWS = len(Step) + 2
"""The start, every step there can be, and the end."""

BARS = 9
"""How many columns a waterfall has room for: charts are drawn over rows that never become more or fewer."""

START = Text("Lợi nhuận gộp gốc", "Gross profit before")
END = Text("Lợi nhuận gộp thực hiện", "Actual gross profit")


@dataclass(frozen=True, slots=True)
class BridgeRow:
    """One row of the bridges: where they start, an effect (`step`), where they end, or a blank one (no label)."""

    number: int
    label: Text | None
    step: Step | None = None
    is_end: bool = False

    def amount(self, bridge: Bridge) -> float | None:
        """What stands there in one bridge (đồng)."""
        if self.step:
            return bridge.amount(self.step) if self.step in bridge.steps else None
        return None if self.label is None else bridge.end if self.is_end else bridge.start


def bridge_rows(context: Context) -> list[BridgeRow]:
    """All steps that any of the bridges tells, between start and end, and blank rows up to their fixed number."""
    told = {step for bridge in context.report.bridges for step in bridge.steps} or set(BY_QUANTITY)
    steps = [step for step in Step if step in told]
    last = len(steps) + 2
    return [
        BridgeRow(1, START),
        *(BridgeRow(number, step.label, step) for number, step in enumerate(steps, 2)),
        BridgeRow(last, END, is_end=True),
        *(BridgeRow(number, None) for number in range(last + 1, ROWS + 1)),
    ]


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of a waterfall: the rows of the bridge in it, their amount and the running total after it (đồng).

    Without rows it is one of those that only fill up their fixed number.
    """

    number: int
    rows: tuple[BridgeRow, ...] = ()
    amount: float = 0.0
    running: float = 0.0

    @property
    def before(self) -> float:
        """The running total before it."""
        return self.running - self.amount

    @property
    def floats(self) -> bool:
        """Whether it hangs between two totals."""
        return bool(self.rows) and self.rows[0].step is not None


def bars(context: Context, span: Span) -> list[Bar]:
    """The columns of one bridge from left to right, up to their fixed number."""
    bridge = context.report.bridge(span)
    found = [*_bars(context, bridge)] if bridge else []
    return [*found, *(Bar(number) for number in range(len(found) + 1, BARS + 1))]


def _bars(context: Context, bridge: Bridge) -> Iterator[Bar]:
    """Those of a bridge; where there are too many steps, the smallest share the last column before the end."""
    start, *steps, end = ((row, amount) for row in bridge_rows(context) if (amount := row.amount(bridge)) is not None)
    by_size = sorted(steps, key=lambda each: -abs(each[1]))
    others = by_size[BARS - 3 :] if len(steps) > BARS - 2 else []
    groups = [[start], *([step] for step in steps if step not in others), *([others] if others else []), [end]]
    running = 0.0
    for number, group in enumerate(groups, 1):
        amount = fsum(amount for _, amount in group)
        running = amount if group in ([start], [end]) else running + amount
        yield Bar(number, tuple(row for row, _ in group), amount, running)


START_WORDS = {
    Span.YEAR_TO_DATE: Text("Kế hoạch", "Plan"),
    Span.MONTH: Text("Kế hoạch", "Plan"),
    Span.LAST_YEAR: Text("Năm trước", "Last year"),
}
END_WORDS, OTHERS = Text("Thực hiện", "Actual"), Text("Khác", "Other")


def _label(bar: Bar, span: Span) -> Text | None:
    """Its name, and below it its amount in millions: at its foot a number is right for a bar across zero too."""
    if not bar.rows:
        return None
    amount = f"{bar.amount / MILLION:{'+' if bar.floats else ''},.1f}".replace("-", "−")
    return Text("{name}\n{amount}", "{name}\n{amount}").format(name=_name(bar, span), amount=figures(amount))


def _name(bar: Bar, span: Span) -> Text:
    if len(bar.rows) > 1:
        return OTHERS
    [row] = bar.rows
    return row.step.label if row.step else END_WORDS if row.is_end else START_WORDS[span]


def _sum_of(bar: Bar, span: Span) -> str | None:
    return "+".join(f"INDEX(aop_bridge[{span.value}],{row.number})" for row in bar.rows) or None


def _of(bar: Bar, formula: str, *, floats: bool) -> str | None:
    return formula if bar.rows and bar.floats is floats else None


def _part(key: str, label: Text, formula: str, of: Callable[[float, float], float]) -> Column:
    """A part of the columns that float, from the running total before and after; totals and blank rows have none."""
    return Column(
        key=key,
        label=label,
        format=Format.AMOUNT,
        hidden=True,
        formula=lambda bar, _: _of(bar, formula, floats=True),
        show=lambda bar, _: of(bar.before, bar.running) if bar.floats else None,
    )


BEFORE = "[@running]-[@amount]"
PARTS = (
    _part(
        "base",
        Text("Phần đỡ", "Support"),
        f"MAX(0,MIN([@running],{BEFORE}))+MIN(0,MAX([@running],{BEFORE}))",
        lambda before, after: max(0, min(after, before)) + min(0, max(after, before)),
    ),
    _part(
        "up",
        Text("Thuận lợi", "Favourable"),
        f"IF([@amount]>0,MAX(0,[@running])-MAX(0,{BEFORE}),0)",
        lambda before, after: max(0, after) - max(0, before) if after > before else 0,
    ),
    _part(
        "up_below",
        Text("Thuận lợi, dưới 0", "Favourable, below zero"),
        f"IF([@amount]>0,MIN(0,{BEFORE})-MIN(0,[@running]),0)",
        lambda before, after: min(0, before) - min(0, after) if after > before else 0,
    ),
    _part(
        "down",
        Text("Bất lợi", "Unfavourable"),
        f"IF([@amount]<0,MAX(0,{BEFORE})-MAX(0,[@running]),0)",
        lambda before, after: max(0, before) - max(0, after) if after < before else 0,
    ),
    _part(
        "down_below",
        Text("Bất lợi, dưới 0", "Unfavourable, below zero"),
        f"IF([@amount]<0,MIN(0,[@running])-MIN(0,{BEFORE}),0)",
        lambda before, after: min(0, after) - min(0, before) if after < before else 0,
    ),
)
"""What is stacked: an invisible support, and what floats on it above zero, or hangs from it below."""


def waterfall(span: Span, title: Callable[[Context], Text]) -> Table:
    """The hidden table of one waterfall.

    A column across zero is drawn in two parts, since what is above zero and what is below are stacked apart.
    """
    return Table(
        name=f"aop_waterfall_{span.value}",
        heading=Text("Số liệu của biểu đồ", "Figures of the chart"),
        author=Author.ENGINE,
        rows=lambda context: bars(context, span),
        room=BARS,
        beside=True,
        contents=(
            Column(
                key="title",
                label=Text("Tên biểu đồ", "Chart title"),
                hidden=True,
                show=lambda bar, context: title(context) if bar.number == 1 else None,
            ),
            Column(key="label", label=Text("Tên cột", "Bar"), hidden=True, show=lambda bar, _: _label(bar, span)),
            Column(
                key="amount",
                label=Text("Số tiền", "Amount"),
                format=Format.AMOUNT,
                hidden=True,
                formula=lambda bar, _: (
                    "+".join(f"INDEX(aop_bridge[{span.value}],{row.number})" for row in bar.rows) or None
                ),
                show=lambda bar, _: bar.amount if bar.rows else None,
            ),
            Column(
                key="running",
                label=Text("Cộng dồn", "Running total"),
                format=Format.AMOUNT,
                hidden=True,
                formula=lambda bar, _: "R[-1]C+[@amount]" if bar.floats else "[@amount]" if bar.rows else None,
                show=lambda bar, _: bar.running if bar.rows else None,
            ),
            Column(
                key="total",
                label=Text("Lợi nhuận gộp", "Gross profit"),
                format=Format.AMOUNT,
                hidden=True,
                formula=lambda bar, _: _of(bar, "[@amount]", floats=False),
                show=lambda bar, _: bar.amount if bar.rows and not bar.floats else None,
            ),
            *PARTS,
        ),
    )


def chart_of(table: Table, caption: Text, *, columns: int, rows: int, beside: bool) -> Chart:
    """The waterfall chart over its hidden table."""
    return Chart(
        kind=ChartKind.STACKED,
        table=table.name,
        caption=caption,
        title="title",
        category="label",
        series=(
            Series(key="base", mark=Mark.INVISIBLE, named=False),
            Series(key="total", mark=Mark.TOTAL),
            Series(key="up", mark=Mark.FAVOURABLE),
            Series(key="up_below", mark=Mark.FAVOURABLE, named=False),
            Series(key="down", mark=Mark.UNFAVOURABLE),
            Series(key="down_below", mark=Mark.UNFAVOURABLE, named=False),
        ),
        columns=columns,
        rows=rows,
        beside=beside,
    )
