"""Past outlooks: how the year was foreseen month by month, and how well the next month was."""

from __future__ import annotations

from aop_excel.analysis.past_outlooks import ENOUGH, PastOutlook
from aop_excel.domain.actuals import KeptOutlook
from aop_excel.sheets.context import Context
from aop_excel.sheets.scorecard import UNIT_WORDS
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Months, Sheet, Table


def _unit(row: PastOutlook, _: Context) -> Text:
    return UNIT_WORDS[row.unit]


def _item(label: Text) -> Column:
    return Column(key="label", label=label, width=36, show=lambda row, _: row.label)


UNIT = Column(key="unit", label=Text("Đơn vị", "Unit"), width=9, calculated=True, show=_unit)
KEY = Column(key="key", label=Text("Khóa", "Key"), hidden=True, show=lambda row, _: row.key)

YEAR_OUTLOOKS = Table(
    name="aop_year_outlooks",
    heading=Text("Ước cả năm, như đã lập sau mỗi tháng", "The year's outlook, as it was after each month"),
    author=Author.ENGINE,
    record=KeptOutlook,
    holds="actuals.year_outlooks",
    rows=lambda context: context.report.past_outlooks,
    accents=(Accent.RATIOS,),
    contents=(
        _item(Text("Khoản mục", "Item")),
        UNIT,
        Months(
            format=Format.MIXED,
            label=Text("Sau T{month}", "After {name}"),
            show=lambda row, _, position: row.year[position],
        ),
        KEY,
    ),
)

MONTH_OUTLOOKS = Table(
    name="aop_month_outlooks",
    heading=Text("Tháng sau, như đã ước ở tháng trước", "Each month, as it was foreseen the month before"),
    author=Author.ENGINE,
    record=KeptOutlook,
    holds="actuals.month_outlooks",
    rows=lambda context: context.report.past_outlooks,
    beside=True,
    accents=(Accent.RATIOS,),
    contents=(
        _item(Text("Ước cho tháng sau", "Foreseen for the next month")),
        UNIT,
        Months(format=Format.MIXED, show=lambda row, _, position: row.following[position]),
        Column(
            key="compared",
            label=Text("Số tháng đã so", "Months compared"),
            format=Format.WHOLE,
            width=10,
            calculated=True,
            show=lambda row, _: len(row.errors),
        ),
        Column(
            key="bias",
            label=Text("Lệch bình quân", "Bias"),
            format=Format.PERCENT,
            width=10,
            calculated=True,
            show=lambda row, _: row.bias,
        ),
        Column(
            key="error",
            label=Text("Sai số bình quân", "Error"),
            format=Format.PERCENT,
            width=10,
            calculated=True,
            show=lambda row, _: row.error,
        ),
        KEY,
    ),
)

PAST_OUTLOOKS = Sheet(
    key="past_outlooks",
    title=Text("Ước đã lập", "Past outlooks"),
    heading=Text("Các ước thực hiện đã lập", "Past outlooks"),
    guidance=Text(
        f"Mỗi lần cập nhật giữ lại ước của tháng báo cáo. Từ {ENOUGH} tháng trở lên: lệch (+ là ước cao hơn) và "
        "sai số của ước tháng sau, theo % thực tế (điểm % với tỷ lệ).",
        f"Each refresh keeps the report month's outlook. From {ENOUGH} months on: bias (+ means foreseen too high) and "
        "error of the next month's outlook, in % of actual (points for ratios).",
    ),
    blocks=(YEAR_OUTLOOKS, MONTH_OUTLOOKS),
    author=Author.ENGINE,
    freeze="aop_year_outlooks",
    frozen=1,
    printed="aop_year_outlooks",
)
