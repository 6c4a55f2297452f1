"""Direction: where last year ended, what matters this year, and what is left undone."""

from __future__ import annotations

from aop_excel.domain.phasing import cumulative_shares
from aop_excel.domain.plan import Channel, LastYear, LastYearSales, NotThisYear, Phasing, Priority, SalesFigure
from aop_excel.sheets.context import Context
from aop_excel.sheets.totals import YEAR_TOTAL, year_total
from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Field, Fields, Format, Months, Sheet, Table, words

ANSWERS = Fields(
    heading=Text("Ba câu hỏi trước mọi con số", "Three questions before any number"),
    fields=(
        Field(
            name="aop_last_year_result",
            label=Text("Năm trước kết thúc thế nào?", "Where did last year end?"),
            format=Format.NOTE,
            holds="direction.last_year_result",
        ),
        Field(
            name="aop_wanted_result",
            label=Text("Năm nay muốn kết quả gì?", "What result do we want?"),
            format=Format.NOTE,
            holds="direction.wanted_result",
        ),
        Field(
            name="aop_what_matters",
            label=Text("Điều gì quan trọng nhất?", "What matters most?"),
            format=Format.NOTE,
            holds="direction.what_matters",
        ),
    ),
)

PRIORITIES = Table(
    name="aop_priorities",
    heading=Text("Ưu tiên, theo thứ tự", "Priorities, in order"),
    record=Priority,
    holds="direction.priorities",
    room=5,
    contents=(
        Column(key="name", label=Text("Ưu tiên", "Priority"), width=30, required=True, unique=True),
        Column(
            key="rank",
            label=Text("Thứ tự", "Rank"),
            format=Format.WHOLE,
            width=13,
            required=True,
            help=Text("1 là quan trọng nhất.", "1 comes first."),
        ),
        Column(key="reason", label=Text("Vì sao", "Why"), width=13),
    ),
)

NOT_THIS_YEAR = Table(
    name="aop_not_this_year",
    heading=Text("Năm nay chấp nhận KHÔNG làm", "What we accept NOT to do this year"),
    record=NotThisYear,
    holds="direction.not_this_year",
    room=4,
    contents=(
        Column(key="name", label=Text("Không làm", "Not this year"), width=30, required=True, unique=True),
        Column(key="reason", label=Text("Lý do", "Reason"), width=13),
    ),
)

CHANNELS = Table(
    name="aop_channels",
    heading=Text("Kênh bán", "Sales channels"),
    record=Channel,
    holds="direction.channels",
    room=4,
    contents=(
        Column(key="name", label=Text("Kênh", "Channel"), width=30, required=True, unique=True),
        Column(
            key="online",
            label=Text("Online?", "Online?"),
            format=Format.MARK,
            width=13,
            help=Text("Ghi x nếu là kênh online.", "Type x for an online channel."),
        ),
    ),
)

LAST_YEAR = Table(
    name="aop_last_year",
    heading=Text("Doanh thu năm trước theo kênh và tháng", "Last year's revenue by channel and month"),
    record=LastYear,
    holds="direction.last_year",
    room=4,
    contents=(
        Column(
            key="channel",
            label=Text("Kênh", "Channel"),
            width=30,
            required=True,
            unique=True,
            refers="aop_channels.name",
        ),
        Months(),
        Column(
            key="total",
            label=Text("Cả năm", "Full year"),
            format=Format.AMOUNT,
            width=15,
            calculated=True,
            formula=YEAR_TOTAL,
            show=year_total,
        ),
    ),
)


def _share_so_far(row: Phasing | None, _: Context, position: int) -> float | None:
    weights = [weight or 0 for weight in row.months] if row else []
    return cumulative_shares(weights)[position] if any(weights) else None


PHASING = Table(
    name="aop_phasing",
    heading=Text("Cách phân bổ theo tháng (trọng số)", "How the year is phased (weights)"),
    record=Phasing,
    holds="phasings",
    room=6,
    contents=(
        Column(
            key="name",
            label=Text("Cách phân bổ", "Phasing"),
            width=30,
            required=True,
            unique=True,
            help=Text(
                "Tên dùng ở cột Phân bổ của trang Ngân sách. Chỉ tỷ lệ giữa các tháng là quan trọng.",
                "The name used in the Phasing column of Budget. Only the proportions between months count.",
            ),
        ),
        Months(format=Format.WEIGHT),
        Months(
            prefix="c",
            format=Format.PERCENT,
            width=9,
            label=Text("Đến T{month}", "To {name}"),
            formula='IF(SUM([@[m{first}]:[m{last}]])=0,"",SUM([@[m{first}]:[m{m}]])/SUM([@[m{first}]:[m{last}]]))',
            show=_share_so_far,
        ),
    ),
)

LAST_YEAR_SALES = Table(
    name="aop_last_year_sales",
    heading=Text(
        "Bán hàng năm trước theo kênh và nhóm hàng (không bắt buộc)",
        "Last year's sales by channel and group (optional)",
    ),
    record=LastYearSales,
    holds="direction.last_year_sales",
    room=12,
    contents=(
        Column(
            key="group",
            label=Text("Nhóm hàng", "Product group"),
            width=30,
            help=Text(
                "Tên như ở trang Ngân sách, để so năm nay với năm trước ở trang Cầu lợi nhuận.",
                "Named as on Budget, so that Profit bridge can compare this year with last year.",
            ),
        ),
        Column(key="channel", label=Text("Kênh", "Channel"), width=13, refers="aop_channels.name"),
        Column(
            key="figure",
            label=Text("Số liệu", "Figure"),
            format=Format.WORD,
            width=18,
            options=words(SalesFigure),
            required=True,
            help=Text(
                "Doanh thu, số lượng hoặc giá vốn: mỗi loại một dòng.", "Revenue, quantity or cost: one row for each."
            ),
        ),
        Months(),
        Column(
            key="total",
            label=Text("Cả năm", "Full year"),
            format=Format.AMOUNT,
            width=15,
            calculated=True,
            formula=YEAR_TOTAL,
            show=year_total,
        ),
    ),
)

DIRECTION = Sheet(
    key="direction",
    title=Text("Định hướng", "Direction"),
    heading=Text("Định hướng", "Direction"),
    guidance=Text(
        "Trả lời trang này trước mọi con số: mọi trang sau gắn với nó. Ít ưu tiên, có thứ tự, và rõ điều không làm.",
        "Answer this page before any number: all others follow from it. Few priorities, ranked, and what is not done.",
    ),
    blocks=(ANSWERS, PRIORITIES, NOT_THIS_YEAR, CHANNELS, LAST_YEAR, PHASING, LAST_YEAR_SALES),
    frozen=1,
    pages=2,
    printed="aop_last_year_sales",
)
