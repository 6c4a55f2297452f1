"""Which risk moves the year's profit most: a table of fixed length, and the hidden columns of its chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aop_excel.analysis.monte_carlo import Swing
from aop_excel.analysis.risk_words import state_words
from aop_excel.sheets.context import Context
from aop_excel.text import Text, same
from aop_excel.workbook.layout import Accent, Author, Chart, ChartKind, Column, Format, Mark, Series, Table

ROWS = 6
"""How many risks are drawn: charts are drawn over rows that never become more or fewer."""

LONGEST_LABEL = 46


@dataclass(frozen=True, slots=True)
class TornadoRow:
    """One of the largest swings, or a blank row."""

    number: int
    swing: Swing | None


def _rows(context: Context) -> list[TornadoRow]:
    swings = context.report.chances.swings[:ROWS] if context.report.chances else ()
    return [TornadoRow(number, dict(enumerate(swings, 1)).get(number)) for number in range(1, ROWS + 1)]


def _amount(key: str, label: Text, of: Callable[[Swing], float]) -> Column:
    return Column(
        key=key, label=label, format=Format.AMOUNT, width=15, show=lambda row, _: of(row.swing) if row.swing else None
    )


def _status(row: TornadoRow, context: Context) -> Text | None:
    watches = {watch.risk.code: watch for watch in context.report.risks}
    return state_words(watches[row.swing.risk.code], context.year) if row.swing else None


TORNADO = Table(
    name="aop_tornado",
    heading=Text("Rủi ro nào làm lợi nhuận cả năm thay đổi nhiều nhất", "Which risk moves the year's profit most"),
    author=Author.ENGINE,
    rows=_rows,
    room=ROWS,
    accents=(Accent.STATUS,),
    contents=(
        Column(
            key="name",
            label=Text("Rủi ro", "Risk"),
            width=40,
            show=lambda row, _: f"{row.swing.risk.code} {row.swing.risk.name}" if row.swing else None,
        ),
        Column(key="status", label=Text("Trạng thái", "Status"), width=29, show=_status),
        Column(
            key="probability",
            label=Text("Xác suất xảy ra", "Probability"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.swing.probability if row.swing else None,
        ),
        _amount("low", Text("Nặng (10% số lần)", "Severe (1 in 10)"), lambda swing: swing.low),
        _amount("average", Text("Bình quân", "Average"), lambda swing: swing.average),
        _amount("high", Text("Nhẹ (90% số lần)", "Mild (9 in 10)"), lambda swing: swing.high),
        Column(
            key="expected",
            label=Text("Xác suất × bình quân", "Probability × average"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: "[@probability]*[@average]" if row.swing else None,
            show=lambda row, _: row.swing.expected if row.swing else None,
        ),
    ),
)

CAPTION = Text(
    "Nếu chỉ rủi ro đó xảy ra: lợi nhuận cả năm thay đổi (triệu đồng)",
    "If only that risk happens: change of the year's profit (VND million)",
)
EMPTY = Text("Chưa rủi ro nào có tác động", "No risk has an effect yet")


def _label(row: TornadoRow, _: Context) -> Text | None:
    if row.swing is None:
        return None
    name = f"{row.swing.risk.code} {row.swing.risk.name}"
    return same(name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…")


def _part(key: str, label: Text, formula: str, of: Callable[[float, float], float]) -> Column:
    """A part of a bar, from the low and the high end."""
    return Column(
        key=key,
        label=label,
        format=Format.AMOUNT,
        hidden=True,
        formula=lambda row, _: formula.format(row=row.number) if row.swing else None,
        show=lambda row, _: of(row.swing.low, row.swing.high) if row.swing else None,
    )


LOW, HIGH = "INDEX(aop_tornado[low],{row})", "INDEX(aop_tornado[high],{row})"

BARS = Table(
    name="aop_tornado_bars",
    heading=Text("Số liệu của biểu đồ", "Figures of the chart"),
    author=Author.ENGINE,
    rows=_rows,
    room=ROWS,
    beside=True,
    contents=(
        Column(
            key="title",
            label=Text("Tên biểu đồ", "Chart title"),
            hidden=True,
            show=lambda row, context: (CAPTION if context.report.chances else EMPTY) if row.number == 1 else None,
        ),
        Column(key="label", label=Text("Tên thanh", "Bar"), hidden=True, show=_label),
        _part(
            "sure",
            Text("Ít nhất", "At least"),
            f"MAX(0,{LOW})+MIN(0,{HIGH})",
            lambda low, high: max(0, low) + min(0, high),
        ),
        _part(
            "worse",
            Text("Có thể xấu hơn", "Possibly worse"),
            f"MIN(0,{LOW})-MIN(0,{HIGH})",
            lambda low, high: min(0, low) - min(0, high),
        ),
        _part(
            "better",
            Text("Có thể tốt hơn", "Possibly better"),
            f"MAX(0,{HIGH})-MAX(0,{LOW})",
            lambda low, high: max(0, high) - max(0, low),
        ),
    ),
)
"""What is stacked from zero: what is sure if the risk happens, and what may come on top of it."""

TORNADO_CHART = Chart(
    kind=ChartKind.BARS,
    table=BARS.name,
    caption=CAPTION,
    title="title",
    category="label",
    series=(
        Series(key="sure", mark=Mark.TOTAL),
        Series(key="worse", mark=Mark.UNFAVOURABLE),
        Series(key="better", mark=Mark.FAVOURABLE),
    ),
    columns=11,
    rows=18,
)
