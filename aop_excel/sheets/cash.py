"""Cash: what the year begins with and how long money takes, and from that cash and stock by month."""

from __future__ import annotations

from collections.abc import Callable

from aop_excel.analysis.cashflow import Cashflow, Crossing
from aop_excel.analysis.pnl import Basis
from aop_excel.domain.cash import Balance, Payment, Receipt
from aop_excel.sheets.cash_table import CASH_TABLE
from aop_excel.sheets.columns import calendar_month
from aop_excel.sheets.context import Context
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Column, Field, Fields, Format, Sheet, Table

OPENING = Fields(
    heading=Text("Đầu năm và giới hạn (bạn điền)", "Opening balances and limits (yours to fill)"),
    fields=(
        Field(
            name="aop_opening_cash",
            label=Text("Tiền đầu năm", "Opening cash"),
            format=Format.AMOUNT,
            holds="cash.opening_cash",
            help=Text(
                "Tiền mặt và tiền gửi vào ngày đầu năm tài chính.",
                "Cash and bank balances on the first day of the fiscal year.",
            ),
        ),
        Field(
            name="aop_opening_stock",
            label=Text("Tồn kho đầu năm", "Opening stock"),
            format=Format.AMOUNT,
            holds="cash.opening_stock",
            help=Text("Theo giá vốn, vào ngày đầu năm tài chính.", "At cost, on the first day of the fiscal year."),
        ),
        Field(
            name="aop_minimum_cash",
            label=Text("Mức tiền tối thiểu", "Minimum cash"),
            format=Format.AMOUNT,
            holds="cash.minimum",
            help=Text("Dưới mức này là phải xử lý.", "Below this, something must be done."),
        ),
        Field(
            name="aop_most_stock_days",
            label=Text("Số ngày tồn kho tối đa", "Most days of stock"),
            format=Format.HOURS,
            holds="cash.most_days",
            help=Text("Hàng đủ bán nhiều ngày hơn là đọng vốn.", "Stock for more days than this ties up money."),
        ),
    ),
)

NONE = Text("Không có", "None")


def _month(of: Callable[[Cashflow], Crossing | None], basis: Basis, row: str) -> Callable[[Context], object]:
    """The month of a crossing; blank where nobody knows the balances of the row."""

    def show(context: Context) -> object:
        report = context.report
        if crossing := of(report.cash):
            return report.plan.settings.fiscal_year.label(crossing.position)
        figures = report.cash.get(basis, row)
        return NONE if figures and figures.year is not None else None

    return show


def _value(of: Callable[[Cashflow], Crossing | None]) -> Callable[[Context], float | None]:
    def show(context: Context) -> float | None:
        crossing = of(context.report.cash)
        return crossing.value if crossing else None

    return show


AHEAD = Fields(
    heading=Text("Những tháng cần biết trước", "Months to know in advance"),
    fields=(
        Field(
            name="aop_short_by_plan",
            label=Text("Kế hoạch: tháng đầu thiếu tiền", "Plan: first month short of cash"),
            author=Author.ENGINE,
            show=_month(lambda cash: cash.short_by_plan, Basis.PLAN, "cash_closing"),
        ),
        Field(
            name="aop_short_month",
            label=Text("Tháng đầu thiếu tiền", "First month short of cash"),
            author=Author.ENGINE,
            help=Text(
                "Tiền cuối tháng dưới mức tối thiểu, theo ước thực hiện từ tháng báo cáo.",
                "Closing cash below the minimum, by the outlook from the report month on.",
            ),
            show=_month(lambda cash: cash.short, Basis.OUTLOOK, "cash_closing"),
        ),
        Field(
            name="aop_short_cash",
            label=Text("Tiền cuối tháng đó", "Closing cash of that month"),
            format=Format.AMOUNT,
            author=Author.ENGINE,
            show=_value(lambda cash: cash.short),
        ),
        Field(
            name="aop_out_of_stock_month",
            label=Text("Tháng đầu hết hàng", "First month out of stock"),
            author=Author.ENGINE,
            show=_month(lambda cash: cash.out_of_stock, Basis.OUTLOOK, "stock_closing"),
        ),
        Field(
            name="aop_overstocked_month",
            label=Text("Tháng đầu tồn kho quá nhiều", "First month with too much stock"),
            author=Author.ENGINE,
            show=_month(lambda cash: cash.overstocked, Basis.OUTLOOK, "stock_days"),
        ),
        Field(
            name="aop_overstocked_days",
            label=Text("Số ngày tồn kho tháng đó", "Days of stock of that month"),
            format=Format.HOURS,
            author=Author.ENGINE,
            show=_value(lambda cash: cash.overstocked),
        ),
    ),
)

LINE_NAME = 'IFERROR(LOOKUP(2,1/(aop_budget[code]&""=[@line]&"")/([@line]<>""),aop_budget[name])&"","")'


def _line_name(row: Payment | None, context: Context) -> str | None:
    return context.line_names.get(row.line) if row else None


PAYMENTS = Table(
    name="aop_payments",
    heading=Text("Bao lâu thì trả tiền (dòng khác: trả ngay)", "When bills are paid (others on the same day)"),
    record=Payment,
    holds="cash.payments",
    room=12,
    contents=(
        Column(
            key="name",
            label=Text("Dòng ngân sách", "Budget line"),
            width=34,
            calculated=True,
            formula=LINE_NAME,
            show=_line_name,
        ),
        Column(
            key="line",
            label=Text("Mã dòng", "Line code"),
            format=Format.CODE,
            width=13,
            required=True,
            unique=True,
            refers="aop_budget.code",
            help=Text("Mã ở trang Ngân sách.", "A code on Budget."),
        ),
        Column(
            key="days",
            label=Text("Số ngày sau", "Days later"),
            format=Format.WHOLE,
            width=13,
            help=Text("Số ngày từ lúc phát sinh đến lúc trả tiền.", "Days from the bill to its payment."),
        ),
        Column(
            key="opening",
            label=Text("Còn nợ đầu năm", "Owed at the start"),
            format=Format.AMOUNT,
            width=13,
            help=Text(
                "Khoản của năm trước chưa trả; coi như phát sinh đều trong số ngày trên.",
                "Bills of last year not paid yet, taken to be spread evenly over the days on the left.",
            ),
        ),
    ),
)

RECEIPTS = Table(
    name="aop_receipts",
    heading=Text("Bao lâu thì thu được tiền (kênh khác: ngay)", "When sales are paid for (others at once)"),
    record=Receipt,
    holds="cash.receipts",
    room=12,
    beside=True,
    contents=(
        Column(
            key="channel",
            label=Text("Kênh", "Channel"),
            width=13,
            required=True,
            unique=True,
            refers="aop_channels.name",
        ),
        Column(
            key="days",
            label=Text("Số ngày sau", "Days later"),
            format=Format.WHOLE,
            width=13,
            help=Text("Số ngày từ lúc bán đến lúc tiền về.", "Days from the sale to its money."),
        ),
        Column(
            key="payout",
            label=Text("Ngày trả của sàn", "Payout day"),
            format=Format.WHOLE,
            width=13,
            help=Text(
                "Ngày trong tháng sàn chuyển tiền, 1 đến 31; trống nếu ngày nào cũng nhận được.",
                "The day of the month on which the marketplace pays, 1 to 31; blank if any day.",
            ),
        ),
        Column(
            key="opening",
            label=Text("Còn phải thu đầu năm", "To come at the start"),
            format=Format.AMOUNT,
            width=13,
            help=Text(
                "Tiền bán hàng năm trước chưa về; về dần như tiền bán những ngày cuối năm.",
                "Money for last year's sales still to come; arrives as that of its last days.",
            ),
        ),
    ),
)

BALANCES = Table(
    name="aop_balances",
    heading=Text("Kiểm kê cuối tháng", "Counted at month's end"),
    record=Balance,
    holds="actuals.balances",
    room=12,
    beside=True,
    contents=(
        calendar_month(13, unique=True),
        Column(
            key="cash",
            label=Text("Tiền", "Cash"),
            format=Format.AMOUNT,
            width=13,
            help=Text("Tiền mặt và tiền gửi đếm được; trống nếu không đếm.", "Cash and bank as counted; blank if not."),
        ),
        Column(
            key="stock",
            label=Text("Tồn kho", "Stock"),
            format=Format.AMOUNT,
            width=13,
            help=Text("Theo giá vốn, đếm được; trống nếu không đếm.", "At cost, as counted; blank if not."),
        ),
    ),
)

CASH = Sheet(
    key="cash",
    title=Text("Dòng tiền", "Cash"),
    heading=Text("Dòng tiền và tồn kho", "Cash and stock"),
    guidance=Text(
        "Điền số dư đầu năm, mức tối thiểu và thời gian thu, trả tiền. Nhập hàng là tiền ra ngay khi trả, dù chưa bán.",
        "Enter opening balances, limits and how long money takes. Purchases are cash out when paid, sold or not.",
    ),
    blocks=(OPENING, AHEAD, PAYMENTS, RECEIPTS, BALANCES, CASH_TABLE),
    author=Author.ENGINE,
    repeated="aop_cash",
    frozen=2,
    button=REFRESH,
)
