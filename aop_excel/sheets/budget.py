"""Budget: how much we are ready to earn and spend, on what, month by month."""

from __future__ import annotations

from collections.abc import Callable

from aop_excel.domain.phasing import round_half_away
from aop_excel.domain.plan import BudgetLine, Kind, LimitType
from aop_excel.sheets.context import Context
from aop_excel.sheets.totals import YEAR_TOTAL, year_total
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Months, Sheet, Table, words


def _total(*kinds: Kind) -> str:
    """The year's amount of all lines of some kinds, whichever language the kind was typed in."""
    names = ",".join(f'"{word}"' for kind in kinds for word in dict.fromkeys((kind.label.vi, kind.label.en)))
    return f"SUMPRODUCT(SUMIFS(aop_budget[total],aop_budget[kind],{{{names}}}))"


def _unless_inexact(formula: str) -> Callable[[Context], str | None]:
    """The formula, unless some cell of the budget means more to us than to Excel (`5tr`, `gia von`)."""
    return lambda context: None if any(table == "aop_budget" for table, _, _ in context.inexact) else formula


def _sum(context: Context, *kinds: Kind) -> float:
    return sum(sum(m or 0 for m in line.months) for line in context.report.plan.lines if line.kind in kinds)


COSTS = tuple(kind for kind in Kind if kind.is_operating_cost)

TOTALS = Fields(
    heading=Text("Cả năm theo ngân sách", "The year by this budget"),
    fields=(
        Field(
            name="aop_budget_revenue",
            label=Text("Doanh thu", "Revenue"),
            format=Format.AMOUNT,
            author=Author.ENGINE,
            formula=_unless_inexact(_total(Kind.REVENUE)),
            show=lambda context: _sum(context, Kind.REVENUE),
        ),
        Field(
            name="aop_budget_gross_profit",
            label=Text("Lợi nhuận gộp", "Gross profit"),
            format=Format.AMOUNT,
            author=Author.ENGINE,
            formula=_unless_inexact(f"{_total(Kind.REVENUE)}-{_total(Kind.COGS)}"),
            show=lambda context: _sum(context, Kind.REVENUE) - _sum(context, Kind.COGS),
        ),
        Field(
            name="aop_budget_costs",
            label=Text("Chi phí hoạt động", "Operating costs"),
            format=Format.AMOUNT,
            author=Author.ENGINE,
            formula=_unless_inexact(_total(*COSTS)),
            show=lambda context: _sum(context, *COSTS),
        ),
        Field(
            name="aop_budget_profit",
            label=Text("Lợi nhuận hoạt động", "Operating profit"),
            format=Format.AMOUNT,
            author=Author.ENGINE,
            formula="aop_budget_gross_profit-aop_budget_costs",
            show=lambda context: _sum(context, Kind.REVENUE) - _sum(context, Kind.COGS) - _sum(context, *COSTS),
        ),
    ),
)

PHASED = (
    "IF(ISNUMBER([@annual]),IFERROR(ROUND([@annual]*INDEX(aop_phasing[c{m}],MATCH([@phasing],aop_phasing[name],0)),0)"
    '-ROUND([@annual]*INDEX(aop_phasing[c{p}],MATCH([@phasing],aop_phasing[name],0)),0),""),"")'
)
FIRST_PHASED = (
    "IF(ISNUMBER([@annual]),"
    'IFERROR(ROUND([@annual]*INDEX(aop_phasing[c{m}],MATCH([@phasing],aop_phasing[name],0)),0),""),"")'
)


def _spread(row: BudgetLine | None, _: Context, position: int) -> str | None:
    """Months typed by hand stay as they are; a line with a phasing, and a blank row, spread the year by formula."""
    if row and not row.phasing:
        return None
    return PHASED if position else FIRST_PHASED


def _difference(row: BudgetLine | None, _: Context) -> float | None:
    if row is None or row.annual is None:
        return None
    return round_half_away(sum(amount or 0 for amount in row.months) - row.annual)


LINES = Table(
    name="aop_budget",
    heading=Text("Dòng ngân sách", "Budget lines"),
    record=BudgetLine,
    holds="lines",
    room=40,
    accents=(Accent.CHECK,),
    contents=(
        Column(
            key="code",
            label=Text("Mã", "Code"),
            format=Format.CODE,
            width=12,
            required=True,
            unique=True,
            help=Text("Mã ngắn, không trùng; số thực hiện ghép theo mã này.", "Short and unique; actuals match by it."),
        ),
        Column(key="name", label=Text("Dòng ngân sách", "Budget line"), width=32, required=True),
        Column(
            key="kind",
            label=Text("Loại", "Kind"),
            format=Format.WORD,
            width=16,
            options=words(Kind),
            required=True,
            help=Text("Quyết định dòng này đứng ở đâu trong lãi lỗ.", "Decides where it stands in profit and loss."),
        ),
        Column(key="channel", label=Text("Kênh", "Channel"), width=11, refers="aop_channels.name"),
        Column(key="group", label=Text("Nhóm hàng", "Product group"), width=17),
        Column(
            key="goal",
            label=Text("Phục vụ mục tiêu", "Goal served"),
            format=Format.CODE,
            width=9,
            refers="aop_goals.code",
            loose=True,
        ),
        Column(
            key="limit",
            label=Text("Giới hạn", "Limit"),
            format=Format.WORD,
            width=15,
            options=words(LimitType),
            help=Text("Không được vượt, hay chỉ theo dõi.", "Never to be exceeded, or only watched."),
        ),
        Column(
            key="phasing",
            label=Text("Phân bổ", "Phasing"),
            width=18,
            refers="aop_phasing.name",
            help=Text(
                "Một cách phân bổ ở trang Định hướng. Để trống nếu tự nhập từng tháng.",
                "One of the phasings on Direction. Blank if you type every month yourself.",
            ),
        ),
        Column(key="annual", label=Text("Cả năm", "Full year"), format=Format.AMOUNT, width=14),
        Months(
            width=12,
            formula=_spread,
            help=Text(
                "Công thức chia từ Cả năm; gõ đè nếu muốn.", "A formula spreads the full year; overtype where you like."
            ),
        ),
        Column(
            key="total",
            label=Text("Cộng các tháng", "Sum of months"),
            format=Format.AMOUNT,
            width=14,
            calculated=True,
            formula=YEAR_TOTAL,
            show=year_total,
        ),
        Column(
            key="check",
            label=Text("Kiểm tra", "Check"),
            format=Format.CHECK,
            width=9,
            calculated=True,
            formula='IF(ISNUMBER([@annual]),ROUND(SUM([@total])-[@annual],0),"")',
            show=_difference,
            help=Text("✓ khi các tháng cộng đúng bằng cả năm.", "✓ when the months add up to the full year."),
        ),
        Column(key="note", label=Text("Ghi chú", "Note"), width=20),
    ),
)

BUDGET = Sheet(
    key="budget",
    title=Text("2 Ngân sách", "2 Budget"),
    heading=Text("2. Ngân sách chi tiết", "2. Detailed budget"),
    guidance=Text(
        "Mỗi dòng một khoản thu hoặc chi. Điền Cả năm và Phân bổ, các tháng tự chia; ngân sách là giới hạn chi.",
        "One line per income or cost. Enter Full year and Phasing, the months follow; a budget is a limit.",
    ),
    blocks=(TOTALS, LINES),
    freeze="aop_budget",
    frozen=2,
)
