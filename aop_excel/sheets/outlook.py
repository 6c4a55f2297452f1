"""Outlook: where the year will end, month by month, and what earlier months foresaw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aop_excel.analysis.items import Item
from aop_excel.analysis.outlook import LineOutlook
from aop_excel.analysis.past_outlooks import ENOUGH, PastOutlook
from aop_excel.analysis.pnl import Basis, Figures
from aop_excel.domain.actuals import KeptOutlook
from aop_excel.domain.plan import OutlookMethod
from aop_excel.sheets.columns import ITEM, ITEM_KEY, LEVEL, LINE_CODE
from aop_excel.sheets.context import Context
from aop_excel.sheets.pnl import FLAGS, account_rows, key, made_of
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.sheets.scorecard import UNIT_WORDS
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Months, Sheet, Table


def _unit(row: PastOutlook, _: Context) -> Text:
    return UNIT_WORDS[row.unit]


def _item(label: Text) -> Column:
    return Column(key="label", label=label, width=36, show=lambda row, _: row.label)


# The outlook of the year. It has a table of its own, since its formulas look through all of `aop_pnl`.

PLANNED, REPORTED = (f"INDEX(aop_pnl[[m{{first}}]:[m{{last}}]],[@{place}],0)" for place in ("plan_at", "actual_at"))
DONE = f"SUMPRODUCT({FLAGS},{REPORTED})"
KNOWN = f"{FLAGS}*ISNUMBER({REPORTED})"
PLANNED_IN_MONTH, REPORTED_IN_MONTH = (f"INDEX(aop_pnl[m{{m}}],[@{place}])" for place in ("plan_at", "actual_at"))


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """One item of the account; a line with its rows in `aop_pnl`, counted from 1, a total with what it is `made_of`."""

    item: Item
    figures: Figures
    made_of: str | None
    line: LineOutlook | None
    plan_at: int | None
    actual_at: int | None


def _rows(context: Context) -> Iterator[OutlookRow]:
    account = context.report.account
    others = (key(basis, item.key) for basis, item, _ in account.rows() if basis is not Basis.OUTLOOK)
    places = {each: number for number, each in enumerate(others, 2)}  # after the row of months that count
    for row in account_rows(context, {Basis.OUTLOOK}):
        if row.item.line is None:
            yield OutlookRow(row.item, row.figures, made_of(row), None, None, None)
        else:
            plan_at, actual_at = (places[key(basis, row.item.key)] for basis in (Basis.PLAN, Basis.ACTUAL))
            line = account.outlooks[row.item.line.code]
            yield OutlookRow(row.item, row.figures, None, line, plan_at, actual_at)


def _place_formula(basis: Basis) -> Callable[[OutlookRow, Context], str | None]:
    return lambda row, _: f'MATCH("{basis.value}|"&[@key],aop_pnl[key],0)' if row.line else None


def _pace_formula(row: OutlookRow, _: Context) -> str | None:
    """What makes a line's forecast, as `analysis.outlook` has it; a run-rate counts from where the line begins."""
    if row.line and row.line.method is OutlookMethod.SEASONAL:
        return f"IFERROR({DONE}/SUMPRODUCT({KNOWN},{PLANNED}),1)"
    if row.line and row.line.method is OutlookMethod.RUN_RATE and not row.line.follows_plan and not row.line.start:
        return f"IFERROR({DONE}/SUMPRODUCT({KNOWN}),1)"
    return None


def _month_formula(row: OutlookRow, _: Context, position: int) -> str | None:
    if row.line is None:
        return row.made_of
    pace = "[@pace]" if row.line.has_begun(position) else "0"
    forecast = f"{PLANNED_IN_MONTH}*[@pace]" if row.line.follows_plan else pace
    is_known = f'AND(TRIM(aop_closed[m{{m}}])="x",{{k}}<=aop_month_no,ISNUMBER({REPORTED_IN_MONTH}))'
    return f"IF({is_known},{REPORTED_IN_MONTH},{forecast})"


OUTLOOKS = Table(
    name="aop_outlook",
    heading=Text("Ước thực hiện theo tháng", "Outlook by month"),
    author=Author.ENGINE,
    rows=_rows,
    accents=(Accent.LEVELS,),
    contents=(
        LINE_CODE,
        ITEM,
        Column(
            key="method",
            label=Text("Cách ước", "Outlook method"),
            width=17,
            show=lambda row, _: row.line.method if row.line else None,
        ),
        Months(formula=_month_formula, show=lambda row, _, position: row.figures.months[position]),
        Column(
            key="year",
            label=Text("Cả năm", "Full year"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: "SUM([@[m{first}]:[m{last}]])" if row.line else row.made_of,
            show=lambda row, _: row.figures.year,
        ),
        Column(
            key="pace",
            label=Text("Nhịp ước", "Pace"),
            hidden=True,
            formula=_pace_formula,
            show=lambda row, _: row.line.pace if row.line else None,
        ),
        Column(
            key="plan_at",
            label=Text("Dòng kế hoạch", "Row of plan"),
            format=Format.WHOLE,
            hidden=True,
            formula=_place_formula(Basis.PLAN),
            show=lambda row, _: row.plan_at,
        ),
        Column(
            key="actual_at",
            label=Text("Dòng thực hiện", "Row of actual"),
            format=Format.WHOLE,
            hidden=True,
            formula=_place_formula(Basis.ACTUAL),
            show=lambda row, _: row.actual_at,
        ),
        LEVEL,
        ITEM_KEY,
    ),
)

# What earlier months foresaw

UNIT = Column(key="unit", label=Text("Đơn vị", "Unit"), width=9, calculated=True, show=_unit)
KEY = Column(key="key", label=Text("Khóa", "Key"), hidden=True, required=True, show=lambda row, _: row.key)

YEAR_OUTLOOKS = Table(
    name="aop_year_outlooks",
    heading=Text("Ước cả năm, như đã lập sau mỗi tháng", "The year's outlook, as it was after each month"),
    author=Author.ENGINE,
    record=KeptOutlook,
    holds="actuals.year_outlooks",
    rows=lambda context: context.report.past_outlooks,
    beside=True,
    accents=(Accent.RATIOS,),
    contents=(
        _item(Text("Ước cho cả năm", "Foreseen for the year")),
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

OUTLOOK = Sheet(
    key="outlook",
    title=Text("Ước thực hiện", "Outlook"),
    heading=Text("Ước thực hiện cả năm", "Full-year outlook"),
    guidance=Text(
        "Tháng đã chốt là số thực hiện, tháng còn lại là ước theo cách chọn ở Ngân sách. Bên phải: các ước đã lập, "
        f"và từ {ENOUGH} tháng trở lên, chúng lệch bao nhiêu (+ là ước cao hơn).",
        "Closed months are actual, the others are foreseen by the method chosen on Budget. On the right: past outlooks "
        f"and, from {ENOUGH} months on, how far they were off (+ means too high).",
    ),
    blocks=(OUTLOOKS, YEAR_OUTLOOKS, MONTH_OUTLOOKS),
    author=Author.ENGINE,
    freeze="aop_outlook",
    frozen=2,
    printed="aop_outlook",
    button=REFRESH,
)
