"""Budget: how much we are ready to earn and spend, on what, month by month."""

from __future__ import annotations

from collections.abc import Mapping

from aop_excel.analysis.pnl import Basis, Figures
from aop_excel.domain.phasing import round_half_away, split
from aop_excel.domain.plan import BudgetLine, Kind, LimitType, OutlookMethod
from aop_excel.sheets.context import Context
from aop_excel.sheets.pnl import amount
from aop_excel.sheets.totals import YEAR_TOTAL, year_total
from aop_excel.text import Text
from aop_excel.workbook.book import Cell
from aop_excel.workbook.layout import (
    Accent,
    Author,
    Column,
    Field,
    Fields,
    Format,
    Months,
    Sheet,
    Table,
    month_key,
    words,
)
from aop_excel.workbook.reading import Reading


def _total(name: str, label: Text, item: str) -> Field:
    """A named cell with what the budget makes of the year; nothing is formula where the plan has no such item."""

    def figures(context: Context) -> Figures | None:
        return context.report.account.get(Basis.PLAN, item)

    return Field(
        name=name,
        label=label,
        format=Format.AMOUNT,
        author=Author.ENGINE,
        formula=lambda context: amount(Basis.PLAN, item, "year") if figures(context) else None,
        show=lambda context: found.year if (found := figures(context)) else 0.0,
    )


TOTALS = Fields(
    heading=Text("Cả năm theo ngân sách", "The year by this budget"),
    fields=(
        _total("aop_budget_revenue", Text("Doanh thu", "Revenue"), "revenue"),
        _total("aop_budget_gross_profit", Text("Lợi nhuận gộp", "Gross profit"), "gross_profit"),
        _total("aop_budget_costs", Text("Chi phí hoạt động", "Operating costs"), "operating_costs"),
        _total("aop_budget_profit", Text("Lợi nhuận hoạt động", "Operating profit"), "operating_profit"),
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


def _months_of_the_year(cells: Mapping[str, Cell], reading: Reading) -> dict[str, float | None]:
    """What `PHASED` gives in the months of a row: nothing where it reads no number or finds no phasing."""
    keys = [month_key(month) for month in reading.settings.fiscal_year.month_numbers]
    annual, phasing = cells["annual"], str(cells["phasing"]).casefold()  # as MATCH compares
    weights = next((p.record.months for p in reading.found["aop_phasing"] if p.record.name.casefold() == phasing), ())
    if not isinstance(annual, float) or not any(weights):
        return dict.fromkeys(keys)
    return dict(zip(keys, split(annual, [weight or 0 for weight in weights]), strict=True))


def _difference(row: BudgetLine | None, _: Context) -> float | None:
    if row is None or row.annual is None:
        return None
    return round_half_away(sum(amount or 0 for amount in row.months) - row.annual)


LINES = Table(
    name="aop_budget",
    heading=Text("Dòng ngân sách", "Budget lines"),
    record=BudgetLine,
    holds="lines",
    calculate=_months_of_the_year,
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
            width=18,
            options=words(Kind),
            required=True,
            help=Text("Quyết định dòng này đứng ở đâu trong lãi lỗ.", "Decides where it stands in profit and loss."),
        ),
        Column(key="channel", label=Text("Kênh", "Channel"), width=14, refers="aop_channels.name"),
        Column(key="group", label=Text("Nhóm hàng", "Product group"), width=20),
        Column(
            key="goal",
            label=Text("Phục vụ mục tiêu", "Goal served"),
            format=Format.CODE,
            refers="aop_goals.code",
            loose=True,
        ),
        Column(
            key="limit",
            label=Text("Giới hạn", "Limit"),
            format=Format.WORD,
            width=18,
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
        Column(
            key="method",
            label=Text("Cách ước", "Outlook method"),
            format=Format.WORD,
            width=18,
            options=words(OutlookMethod),
            help=Text(
                "Phần còn lại của năm được ước thế nào. Để trống: doanh thu và chi phí đi theo doanh thu ước theo mùa "
                "vụ, còn lại theo ngân sách.",
                "How the rest of the year is foreseen. Blank: revenue and what follows it by season, all else as "
                "budgeted.",
            ),
        ),
        Column(
            key="outlook",
            label=Text("Tự ước cả năm", "Manual outlook"),
            format=Format.AMOUNT,
            width=15,
            help=Text("Số của cả năm, khi chọn “Tự ước”.", "For the whole year, where “Manual” is chosen."),
        ),
        Column(
            key="reason",
            label=Text("Vì sao ước như vậy", "Why this outlook"),
            width=24,
            help=Text("Căn cứ của số tự ước.", "What the manual outlook rests on."),
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
    wide=2,
)
