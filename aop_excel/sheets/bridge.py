"""Profit bridge: what moved gross profit from plan, or last year, to actual, drawn as a waterfall and told by cell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from aop_excel.analysis.bridge import BY_QUANTITY, Bridge, CellEffects, Span, Step
from aop_excel.analysis.drivers import sentence
from aop_excel.sheets.context import Context
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.sheets.waterfall import ROWS, BridgeRow, bridge_rows, chart_of, waterfall
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Chart, Column, Field, Fields, Format, Sheet, Table

NOT_YET = {
    Span.YEAR_TO_DATE: Text(
        "Lũy kế: chưa có tháng nào đã chốt với doanh thu và giá vốn.",
        "To date: no closed month has revenue and cost of goods yet.",
    ),
    Span.MONTH: Text(
        "Tháng báo cáo: chưa có doanh thu và giá vốn.",
        "Report month: revenue and cost of goods are not there yet.",
    ),
    Span.LAST_YEAR: Text(
        "So với năm trước: điền bảng “Bán hàng năm trước theo kênh và nhóm hàng” ở trang Định hướng.",
        "Against last year: fill in “Last year's sales by channel and group” on Direction.",
    ),
}


def _told(context: Context, span: Span) -> Text:
    bridge = context.report.bridge(span)
    return sentence(bridge) if bridge else NOT_YET[span]


LEVEL_WORDS = {
    ("channel", "group"): Text("Theo kênh và nhóm hàng", "By channel and product group"),
    ("channel",): Text("Theo kênh", "By channel"),
    ("group",): Text("Theo nhóm hàng", "By product group"),
    (): Text("Toàn doanh nghiệp", "The whole business"),
}
FEW = 3
"""How many lines a sentence names."""


def _detail(context: Context) -> Text | None:
    """What tells the cells apart, whether units are counted, and which lines stand in the way of more detail."""
    bridge = next(iter(context.report.bridges), None)
    if bridge is None:
        return None
    units = Text("tính được số lượng", "in units sold")
    if not any(step in BY_QUANTITY for step in bridge.steps):
        units = Text("không có số lượng nên chỉ tách theo doanh thu", "without units, so by revenue only")
    told = Text("{level}, {units}.", "{level}, {units}.").format(level=LEVEL_WORDS[bridge.level], units=units)
    if not bridge.unplaced:
        return told
    names = "; ".join(bridge.unplaced[:FEW]) + (" …" if len(bridge.unplaced) > FEW else ".")
    return Text(
        "{told} Muốn chi tiết hơn, ghi kênh và nhóm hàng ở trang Ngân sách cho: {names}",
        "{told} For more detail, give these lines a channel and a product group on Budget: {names}",
    ).format(told=told, names=names)


def _end_row(context: Context) -> int:
    return next(row.number for row in bridge_rows(context) if row.is_end)


def _end(context: Context) -> float | None:
    """How far the end of the bridge is from actual gross profit in the account: nothing, once refreshed."""
    return 0.0 if context.report.bridge(Span.YEAR_TO_DATE) else None


def _check_formula(context: Context) -> str | None:
    if not context.report.bridge(Span.YEAR_TO_DATE):
        return None
    account = 'INDEX(aop_pnl[year_to_date],MATCH("actual|gross_profit",aop_pnl[key],0))'
    return f"IFERROR(ROUND(INDEX(aop_bridge[year_to_date],{_end_row(context)})-{account},0),0)"


SUMMARY = Fields(
    heading=Text("Điều gì làm lợi nhuận gộp thay đổi", "What moved gross profit"),
    fields=(
        Field(
            name="aop_bridge_month",
            label=Text("Tính đến", "As of"),
            author=Author.ENGINE,
            show=lambda context: context.month_label,
        ),
        *(
            Field(
                name=f"aop_bridge_told_{span.value}",
                label=span.label,
                format=Format.NOTE,
                author=Author.ENGINE,
                show=lambda context, span=span: _told(context, span),  # type: ignore[misc]
            )
            for span in Span
        ),
        Field(
            name="aop_bridge_detail",
            label=Text("Mức chi tiết", "Level of detail"),
            format=Format.NOTE,
            author=Author.ENGINE,
            show=_detail,
        ),
        Field(
            name="aop_bridge_check",
            label=Text("Khớp với trang Lãi lỗ", "Agrees with Profit and loss"),
            format=Format.CHECK,
            help=Text(
                "✓ khi cầu lũy kế cộng đúng bằng lợi nhuận gộp thực hiện; nếu lệch, hãy cập nhật lại.",
                "✓ when the bridge to date ends at actual gross profit; if it does not, refresh again.",
            ),
            author=Author.ENGINE,
            formula=_check_formula,
            show=_end,
        ),
    ),
)


def _amount(row: BridgeRow, context: Context, span: Span) -> float | None:
    bridge = context.report.bridge(span)
    return row.amount(bridge) if bridge else None


def _amount_formula(row: BridgeRow, context: Context, span: Span) -> str | None:
    if _amount(row, context, span) is None:
        return None
    if row.is_end:
        return f"SUM(R[-{row.number - 1}]C:R[-1]C)"
    column = row.step.value if row.step else "before"
    return f'SUMIFS(aop_bridge_cells[{column}],aop_bridge_cells[span],"{span.value}")'


STEPS = Table(
    name="aop_bridge",
    heading=Text("Cầu lợi nhuận gộp", "Gross profit bridge"),
    author=Author.ENGINE,
    rows=bridge_rows,
    room=ROWS,
    contents=(
        Column(key="label", label=Text("Bước", "Step"), width=34, show=lambda row, _: row.label),
        *(
            Column(
                key=span.value,
                label=span.label,
                format=Format.AMOUNT,
                width=18,
                formula=partial(_amount_formula, span=span),
                show=partial(_amount, span=span),
            )
            for span in Span
        ),
    ),
)

SPANS = {
    Span.YEAR_TO_DATE: Text("Lũy kế – kế hoạch", "To date – plan"),
    Span.MONTH: Text("Tháng – kế hoạch", "Month – plan"),
    Span.LAST_YEAR: Text("Lũy kế – năm trước", "To date – last year"),
}


def _cells(context: Context) -> Iterator[tuple[Bridge, CellEffects]]:
    return ((bridge, cell) for bridge in context.report.bridges for cell in bridge.cells)


def _effect(step: Step) -> Column:
    return Column(
        key=step.value,
        label=step.label,
        format=Format.AMOUNT,
        width=13,
        show=lambda row, _: row[1].effects.get(step),
    )


CELLS = Table(
    name="aop_bridge_cells",
    heading=Text("Từng kênh và nhóm hàng, biến động nhiều nhất trước", "By channel and group, the most moving first"),
    author=Author.ENGINE,
    rows=_cells,
    contents=(
        Column(
            key="group",
            label=Text("Nhóm hàng", "Product group"),
            width=34,
            show=lambda row, _: row[1].group or Text("Mọi nhóm hàng", "All groups"),
        ),
        Column(
            key="channel",
            label=Text("Kênh", "Channel"),
            width=18,
            show=lambda row, _: row[1].channel or Text("Mọi kênh", "All channels"),
        ),
        Column(key="told", label=Text("Cầu", "Bridge"), width=18, show=lambda row, _: SPANS[row[0].span]),
        Column(
            key="before",
            label=Text("Lợi nhuận gộp gốc", "Gross profit before"),
            format=Format.AMOUNT,
            width=18,
            show=lambda row, _: row[1].before,
        ),
        Column(
            key="change",
            label=Text("Thay đổi", "Change"),
            format=Format.AMOUNT,
            width=13,
            formula="SUM([@[volume]:[unreported]])",
            show=lambda row, _: row[1].after - row[1].before,
        ),
        *map(_effect, Step),
        Column(key="span", label=Text("Khóa cầu", "Bridge key"), hidden=True, show=lambda row, _: row[0].span.value),
    ),
)


CAPTIONS = {
    Span.YEAR_TO_DATE: Text("Lũy kế: kế hoạch → thực hiện", "To date: plan → actual"),
    Span.MONTH: Text("Tháng báo cáo: kế hoạch → thực hiện", "Report month: plan → actual"),
    Span.LAST_YEAR: Text("Lũy kế: năm trước → thực hiện", "To date: last year → actual"),
}
"""What a waterfall shows, whatever the month."""


def _title(context: Context, span: Span) -> Text:
    """With the months it is about, or that there is nothing to see yet."""
    words = {
        Span.YEAR_TO_DATE: Text("{caption}, {count} tháng (triệu đồng)", "{caption}, {count} months (VND million)"),
        Span.MONTH: Text("{caption}, {month} (triệu đồng)", "{caption}, {month} (VND million)"),
        Span.LAST_YEAR: Text("{caption}, {count} tháng (triệu đồng)", "{caption}, {count} months (VND million)"),
    }[span]
    if not context.report.bridge(span):
        words = Text("{caption}: chưa có số liệu", "{caption}: no figures yet")
    counted = sum(context.report.account.counted)
    return words.format(caption=CAPTIONS[span], count=counted, month=context.month_label)


WATERFALLS = {span: waterfall(span, partial(_title, span=span)) for span in Span}


def _chart(span: Span, *, columns: int, rows: int, beside: bool) -> Chart:
    caption = Text("{caption} (triệu đồng)", "{caption} (VND million)").format(caption=CAPTIONS[span])
    return chart_of(WATERFALLS[span], caption, columns=columns, rows=rows, beside=beside)


BRIDGE = Sheet(
    key="bridge",
    title=Text("Cầu lợi nhuận", "Profit bridge"),
    heading=Text("Cầu lợi nhuận gộp", "Gross profit bridge"),
    guidance=Text(
        "Vì sao lợi nhuận gộp khác kế hoạch: bán nhiều hay ít hơn, cơ cấu hàng, giá bán, giá vốn. Cần dòng doanh thu, "
        "giá vốn và số lượng có cùng kênh và nhóm hàng.",
        "Why gross profit differs from plan: more or less sold, what was sold, selling prices, unit costs. It takes "
        "lines of revenue, cost of goods and quantity of the same channel and product group.",
    ),
    blocks=(
        SUMMARY,
        STEPS,
        _chart(Span.YEAR_TO_DATE, columns=9, rows=ROWS + 3, beside=True),
        _chart(Span.MONTH, columns=4, rows=20, beside=False),
        _chart(Span.LAST_YEAR, columns=9, rows=20, beside=True),
        CELLS,
        *WATERFALLS.values(),
    ),
    author=Author.ENGINE,
    printed="aop_bridge_cells",
    button=REFRESH,
)
