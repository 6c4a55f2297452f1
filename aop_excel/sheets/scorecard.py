"""Scorecard: every tracked KPI by month, year to date, against its target."""

from __future__ import annotations

from aop_excel.analysis.kpis import Kpi, Term, Unit
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.scorecard import Score
from aop_excel.sheets.context import Context
from aop_excel.sheets.pnl import amount
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text, same
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Months, Sheet, Table

UNIT_WORDS = {Unit.MONEY: Text("đồng", "VND"), Unit.RATIO: same("%"), Unit.COUNT: Text("số lượng", "units")}


def formula(kpi: Kpi, basis: Basis, column: str, context: Context) -> str | None:
    """The KPI in one column of the profit and loss table; None where the plan has no such amounts."""
    terms = [term for term in (kpi.top, kpi.bottom) if term]
    if not terms or not all(_in_account(term, basis, context) for term in terms):
        return None
    top, *bottom = (_amounts(term, basis, column) for term in terms)
    quotient = f"{top}/{bottom[0]}" if bottom else top
    return f'IFERROR({quotient}{f"-{kpi.less:g}" if kpi.less else ""},"")'


def _in_account(term: Term, basis: Basis, context: Context) -> bool:
    account = context.report.account
    return bool(term.keys) and all(account.get(term.basis or basis, item) for item in term.keys)


def _amounts(term: Term, basis: Basis, column: str) -> str:
    amounts = [amount(term.basis or basis, item, column) for item in term.keys]
    if len(amounts) == 1:
        return amounts[0]
    parts = ",".join(amounts)
    return f'IF(COUNT({parts})=0,"",SUM({parts}))'


def pick(score: Score, column: str) -> str:
    """A formula that fetches one column of a KPI's row on the scorecard."""
    return f'INDEX(aop_scorecard[{column}],MATCH("{score.tracked.code}",aop_scorecard[code],0))'


def _target_formula(row: Score, context: Context) -> str | None:
    if row.tracked.target is not None:
        return None
    return formula(row.kpi, Basis.PLAN, "year_to_date", context)


PERIOD = Fields(
    heading=Text("Kỳ báo cáo", "Reporting period"),
    fields=(
        Field(
            name="aop_scorecard_month",
            label=Text("Chỉ tiêu và trạng thái tính đến", "Targets and status as of"),
            author=Author.ENGINE,
            show=lambda context: context.month_label,
        ),
        Field(
            name="aop_scorecard_stale",
            label=Text("Tháng báo cáo trên trang Bắt đầu", "Report month on Start"),
            author=Author.ENGINE,
            formula=Text(
                'IF(aop_scorecard_month=aop_month_label,aop_month_label,aop_month_label&" – hãy cập nhật lại")',
                'IF(aop_scorecard_month=aop_month_label,aop_month_label,aop_month_label&" – please refresh")',
            ),
            show=lambda context: context.month_label,
        ),
    ),
)

SCORES = Table(
    name="aop_scorecard",
    heading=Text("Bảng điểm KPI", "KPI scorecard"),
    author=Author.ENGINE,
    rows=lambda context: context.report.scores,
    room=12,
    accents=(Accent.STATUS, Accent.RATIOS),
    sparkline="trend",
    contents=(
        Column(
            key="code", label=Text("Mã", "Code"), format=Format.CODE, width=15, show=lambda row, _: row.tracked.code
        ),
        Column(key="kpi", label=Text("KPI", "KPI"), width=40, show=lambda row, _: row.kpi.label),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=9, show=lambda row, _: UNIT_WORDS[row.kpi.unit]),
        Column(key="status", label=Text("Trạng thái", "Status"), width=18, show=lambda row, _: row.status),
        Column(
            key="year_to_date",
            label=Text("Lũy kế", "Year to date"),
            format=Format.MIXED,
            width=15,
            formula=lambda row, context: formula(row.kpi, Basis.ACTUAL, "year_to_date", context),
            show=lambda row, _: row.year_to_date,
        ),
        Column(
            key="target_to_date",
            label=Text("Chỉ tiêu lũy kế", "Target to date"),
            format=Format.MIXED,
            width=15,
            formula=_target_formula,
            show=lambda row, _: row.target_to_date,
        ),
        Column(
            key="year_target",
            label=Text("Chỉ tiêu năm", "Year's target"),
            format=Format.MIXED,
            width=16,
            formula=lambda row, context: (
                formula(row.kpi, Basis.PLAN, "year", context) if row.tracked.target is None else None
            ),
            show=lambda row, _: row.year_target,
        ),
        Column(
            key="outlook",
            label=Text("Ước cả năm", "Full-year outlook"),
            format=Format.MIXED,
            width=16,
            formula=lambda row, context: formula(row.kpi, Basis.OUTLOOK, "year", context),
            show=lambda row, _: row.outlook,
        ),
        Column(
            key="required",
            label=Text("Cần mỗi tháng còn lại", "Required per remaining month"),
            format=Format.MIXED,
            width=15,
            show=lambda row, _: row.required,
        ),
        Column(key="trend", label=Text("Xu hướng", "Trend"), width=16, show=lambda *_: None),
        Months(
            format=Format.MIXED,
            formula=lambda row, context, _: formula(row.kpi, Basis.ACTUAL, "m{m}", context),
            show=lambda row, _, position: row.months[position],
        ),
        Column(key="owner", label=Text("Người phụ trách", "Owner"), width=18, show=lambda row, _: row.tracked.owner),
    ),
)

SCORECARD = Sheet(
    key="scorecard",
    title=Text("Bảng điểm", "Scorecard"),
    heading=Text("Bảng điểm KPI", "KPI scorecard"),
    guidance=Text(
        "Xanh: đạt; vàng và đỏ: kém chỉ tiêu, cần việc làm và người phụ trách. Lũy kế chỉ tính tháng đã chốt.",
        "Green: reached; amber and red: short of target, which calls for an action. Only closed months count.",
    ),
    blocks=(PERIOD, SCORES),
    author=Author.ENGINE,
    freeze="aop_scorecard",
    frozen=2,
    wide=2,
    button=REFRESH,
)
