"""Actuals: what happened by line and month, and which months are closed."""

from __future__ import annotations

from aop_excel.domain.actuals import ActualLine, ClosedMonths, Commitment
from aop_excel.sheets.columns import calendar_month
from aop_excel.sheets.context import Context
from aop_excel.sheets.totals import YEAR_TOTAL, year_total
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Column, Field, Fields, Format, Months, Sheet, Table

LAST_CLOSED = Fields(
    heading=Text("Tháng đã chốt", "Closed months"),
    fields=(
        Field(
            name="aop_last_closed",
            label=Text("Chốt đến", "Last closed"),
            help=Text(
                "Tháng thứ mấy, đếm từ đầu năm tài chính.", "Which month, counted from the start of the fiscal year."
            ),
            format=Format.WHOLE,
            author=Author.ENGINE,
            formula='MAX(1,SUMPRODUCT(MAX((TRIM(aop_closed[[m{first}]:[m{last}]])="x")'
            "*(COLUMN(aop_closed[[m{first}]:[m{last}]])-COLUMN(aop_closed[m{first}])+1))))",
            show=lambda context: max(
                (number for number, closed in enumerate(context.report.actuals.closed, 1) if closed), default=1
            ),
        ),
    ),
)

CLOSED = Table(
    name="aop_closed",
    heading=Text("Ghi x vào tháng đã chốt sổ", "Type x in the months whose books are closed"),
    record=ClosedMonths,
    holds="actuals.closing",
    single=True,
    contents=(
        Column(
            key="code",
            label=Text("Đã chốt", "Closed"),
            width=12,
            calculated=True,
            show=lambda *_: "x",
        ),
        Column(
            key="hint",
            label=Text("Chỉ tháng đã chốt mới tính vào lũy kế", "Only closed months count in year to date"),
            width=34,
            calculated=True,
            show=lambda *_: Text("← x = đã chốt", "← x = closed"),
        ),
        Months(format=Format.MARK),
    ),
)


def _name(row: ActualLine | None, context: Context) -> str | None:
    return context.line_names.get(row.code) if row else None


ACTUAL_LINES = Table(
    name="aop_actuals",
    heading=Text("Số thực hiện", "Actual amounts"),
    record=ActualLine,
    holds="actuals.lines",
    room=40,
    contents=(
        Column(
            key="code",
            label=Text("Mã", "Code"),
            format=Format.CODE,
            width=12,
            required=True,
            unique=True,
            refers="aop_budget.code",
            loose=True,
            help=Text("Mã ở trang Ngân sách; dòng mới được thêm khi cập nhật.", "As on Budget; new lines are added."),
        ),
        Column(
            key="name",
            label=Text("Dòng ngân sách", "Budget line"),
            width=34,
            calculated=True,
            # Not MATCH: to Excel, the code 6421 typed as a number is not the same as our text.
            formula='IFERROR(LOOKUP(2,1/(aop_budget[code]&""=[@code]&"")/([@code]<>""),aop_budget[name])&"","")',
            show=_name,
        ),
        Months(
            help=Text(
                "Để trống là chưa có số liệu; không phát sinh thì ghi 0.", "Blank is not reported yet; type 0 for none."
            )
        ),
        Column(
            key="total",
            label=Text("Cộng", "Total"),
            format=Format.AMOUNT,
            width=15,
            calculated=True,
            formula=YEAR_TOTAL,
            show=year_total,
        ),
    ),
)

COMMITMENTS = Table(
    name="aop_commitments",
    heading=Text("Đã cam kết: đã đặt, chưa vào sổ", "Committed: ordered, not billed yet"),
    record=Commitment,
    holds="actuals.commitments",
    room=12,
    beside=True,
    contents=(
        Column(key="what", label=Text("Nội dung", "What"), width=30),
        Column(
            key="code",
            label=Text("Mã dòng", "Line code"),
            format=Format.CODE,
            width=13,
            required=True,
            refers="aop_budget.code",
            help=Text("Dòng ngân sách sẽ chịu khoản này.", "The budget line that will bear it."),
        ),
        Column(key="amount", label=Text("Số tiền", "Amount"), format=Format.AMOUNT, width=15, required=True),
        calendar_month(13, label=Text("Tháng vào sổ", "Bill expected")),
        Column(
            key="billed",
            label=Text("Đã vào sổ", "Billed"),
            format=Format.MARK,
            width=11,
            help=Text(
                "Ghi x khi khoản này đã nằm trong số thực hiện; từ đó không tính hai lần.",
                "Type x once it stands in the actuals, so that it does not count twice.",
            ),
        ),
    ),
)

ACTUALS = Sheet(
    key="actuals",
    title=Text("Thực hiện", "Actuals"),
    heading=Text("Số thực hiện hằng tháng", "Actuals by month"),
    guidance=Text(
        "Mỗi tháng: điền số thực hiện, ghi x vào tháng đã chốt, rồi cập nhật. Trống: chưa có; 0: không có.",
        "Each month: enter actuals by line, type x under the closed month, refresh. Blank: not reported; 0: none.",
    ),
    blocks=(LAST_CLOSED, CLOSED, ACTUAL_LINES, COMMITMENTS),
    freeze="aop_actuals",
    frozen=2,
    printed="aop_actuals",
)
