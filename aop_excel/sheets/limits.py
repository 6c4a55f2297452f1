"""Limits: the budget as a limit for decisions, line by line, the worst first."""

from __future__ import annotations

from aop_excel.analysis.budget_limits import BudgetLimit, BudgetState
from aop_excel.analysis.pnl import Basis
from aop_excel.sheets.context import Context
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Sheet, Table

PERIOD = Fields(
    heading=Text("Kỳ báo cáo", "Reporting period"),
    fields=(
        Field(
            name="aop_limits_month",
            label=Text("Tháng", "Month"),
            author=Author.ENGINE,
            show=lambda context: context.month_label,
        ),
    ),
)


def _year_of(basis: Basis, period: str) -> str:
    return f'INDEX(aop_pnl[{period}],MATCH("{basis.value}|line:"&[@code],aop_pnl[key],0))'


def _committed(_: BudgetLimit, context: Context) -> str | None:
    """Ordered less what is marked as billed; None where a commitment was typed as Excel's formulas do not read it."""
    if any(table == "aop_commitments" for table, _, _ in context.inexact):
        return None
    ordered = "SUMIFS(aop_commitments[amount],aop_commitments[code],[@code]"
    return f'{ordered})-{ordered},aop_commitments[billed],"*x*")'


def _state(row: BudgetLimit, _: Context) -> Text:
    mark = "●" if row.state is BudgetState.WITHIN else "■" if row.is_hard else "▲"
    return Text("{mark} {state}", "{mark} {state}").format(mark=mark, state=row.state.label)


LIMIT_USE = Table(
    name="aop_limit_use",
    heading=Text("Đã dùng bao nhiêu, còn được chi bao nhiêu", "What is used, and what may still be spent"),
    author=Author.ENGINE,
    rows=lambda context: context.report.budget_limits,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=12, show=lambda row, _: row.line.code),
        Column(key="name", label=Text("Dòng ngân sách", "Budget line"), width=34, show=lambda row, _: row.line.name),
        Column(key="status", label=Text("Tình trạng", "State"), width=26, show=_state),
        Column(
            key="committed",
            label=Text("Đã cam kết", "Committed"),
            format=Format.AMOUNT,
            width=15,
            formula=_committed,
            show=lambda row, _: row.committed,
        ),
        Column(key="limit", label=Text("Giới hạn", "Limit"), width=18, show=lambda row, _: row.line.limit),
        Column(
            key="month_left",
            label=Text("Còn trong tháng", "Left in the month"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.month.left,
        ),
        Column(
            key="to_date_left",
            label=Text("Còn lũy kế", "Left to date"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.year_to_date.left,
        ),
        Column(
            key="annual",
            label=Text("Hạn mức cả năm", "Limit of the year"),
            format=Format.AMOUNT,
            width=15,
            formula=_year_of(Basis.PLAN, "year"),
            show=lambda row, _: row.year.limit,
        ),
        Column(
            key="outlook",
            label=Text("Ước cả năm", "Full-year outlook"),
            format=Format.AMOUNT,
            width=15,
            formula='MAX(INDEX(aop_outlook[year],MATCH("line:"&[@code],aop_outlook[key],0)),[@used])',
            show=lambda row, _: row.outlook,
        ),
        Column(
            key="used",
            label=Text("Đã dùng", "Used"),
            format=Format.AMOUNT,
            width=15,
            formula=f"N({_year_of(Basis.ACTUAL, 'year_to_date')})+[@committed]",
            show=lambda row, _: row.year.used,
        ),
        Column(
            key="left",
            label=Text("Còn cả năm", "Left of the year"),
            format=Format.AMOUNT,
            width=15,
            formula="[@annual]-[@used]",
            show=lambda row, _: row.year.left,
        ),
    ),
)

LIMITS = Sheet(
    key="limits",
    title=Text("Hạn mức", "Limits"),
    heading=Text("Ngân sách là hạn mức", "The budget as a limit"),
    guidance=Text(
        "Trước khi chi, xem ở đây. Đã dùng = thực hiện lũy kế + đã cam kết (ghi ở trang Thực hiện). ■ không được vượt; "
        "▲ theo dõi.",
        "Look here before you spend. Used = actual to date + committed (written on Actuals). ■ hard limit; ▲ watched.",
    ),
    blocks=(PERIOD, LIMIT_USE),
    author=Author.ENGINE,
    freeze="aop_limit_use",
    frozen=2,
    button=REFRESH,
)
