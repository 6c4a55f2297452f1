"""Variance: every line and total against plan: the report month, year to date, the year's outlook; with comments."""

from __future__ import annotations

from collections.abc import Callable

from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.report import ItemVariance
from aop_excel.analysis.variance import ROUNDED, Variance
from aop_excel.analysis.versions.baseline import Baseline
from aop_excel.domain.actuals import Comment
from aop_excel.domain.plan import OutlookMethod
from aop_excel.domain.versions import CURRENT, LAST_YEAR, LATEST, ORIGINAL
from aop_excel.sheets.columns import ITEM, ITEM_KEY, LEVEL, LINE_CODE, calendar_month, owner
from aop_excel.sheets.context import Context
from aop_excel.sheets.pnl import MONTHS_TO_DATE, NOT_KNOWN
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text, same
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Sheet, Table

FAVOURABLE = Text("Thuận lợi", "Favourable")
UNFAVOURABLE = Text("Bất lợi", "Unfavourable")
ON_PLAN = Text("Đúng kế hoạch", "On plan")
MATERIAL = Text("Trọng yếu", "Material")

NUMBERED = range(2, 21)
"""The versions that can be chosen by their number; 1 is the original."""

COMPARED_WITH = (
    (CURRENT, Text("Kế hoạch hiện tại", "Current plan")),
    (ORIGINAL, Text("Kế hoạch gốc (phiên bản 1)", "Original plan (version 1)")),
    (LATEST, Text("Phiên bản mới nhất", "Latest version")),
    (LAST_YEAR, Text("Năm trước", "Last year")),
    *((str(number), Text(f"Phiên bản {number}", f"Version {number}")) for number in NUMBERED),
)

PERIOD = Fields(
    heading=Text("Kỳ báo cáo", "Reporting period"),
    fields=(
        Field(
            name="aop_variance_month",
            label=Text("Tháng", "Month"),
            author=Author.ENGINE,
            formula="aop_month_label",
            show=lambda context: context.month_label,
        ),
        Field(
            name="aop_variance_counted",
            label=Text("Số tháng đã chốt trong lũy kế", "Closed months in year to date"),
            format=Format.WHOLE,
            author=Author.ENGINE,
            formula=MONTHS_TO_DATE,
            show=lambda context: sum(context.report.account.counted),
        ),
        Field(
            name="aop_missing_comments",
            label=Text("Dòng trọng yếu chưa có nguyên nhân", "Material lines without a cause"),
            format=Format.WHOLE,
            author=Author.ENGINE,
            show=lambda context: context.report.missing_comments,
        ),
        Field(
            name="aop_compared_with",
            label=Text("So với (bạn chọn)", "Compare with (yours)"),
            format=Format.WORD,
            options=COMPARED_WITH,
            holds="versions.compared_with",
            help=Text(
                "Để trống: kế hoạch hiện tại. Các cột KH đổi theo ở lần cập nhật tới.",
                "Blank: the current plan. The Plan columns follow at the next refresh.",
            ),
        ),
        Field(
            name="aop_compared_now",
            label=Text("Các cột KH đang là", "Plan columns show"),
            author=Author.ENGINE,
            show=lambda context: compared_now(context.report.baseline),
        ),
    ),
)


def compared_now(baseline: Baseline | None) -> Text:
    """What the plan columns show."""
    return baseline.label if baseline else dict(COMPARED_WITH)[CURRENT]


def _base(context: Context) -> Basis:
    return Basis.PLAN if context.report.baseline is None else Basis.BASELINE


def _planned(row: ItemVariance, of: Variance, context: Context, *, to_date: bool) -> float | str | None:
    """What it is compared with; `n/a` where nobody knows, and nothing to date while no month is closed."""
    baseline = context.report.baseline
    if of.plan is not None or baseline is None or (to_date and baseline.is_known(row.item.key)):
        return of.plan
    return NOT_KNOWN


def _happened(row: ItemVariance, context: Context, formula: str) -> str | None:
    """A formula, where the account of today has the item: what a version alone has is nothing now."""
    return formula if (Basis.ACTUAL, row.item.key) in context.report.account.figures else None


def _word(effect: Variance) -> Text | None:
    if effect.amount is None:
        return None
    return {True: FAVOURABLE, False: UNFAVOURABLE, None: ON_PLAN}[effect.favourable]


def _percent(of: Variance) -> float | str | None:
    return NOT_KNOWN if of.amount is not None and of.percent is None else of.percent


def _comparison(
    prefix: str, period: Text, figure: str, of: Callable[[ItemVariance], Variance], *, basis: Basis = Basis.ACTUAL
) -> tuple[Column, ...]:
    """Plan, actual or outlook, variance, %, word of one period; `figure` fetches an amount of a basis."""
    plan, actual, variance = f"[@{prefix}plan]", f"[@{prefix}actual]", f"[@{prefix}variance]"
    effect = f"{variance}*[@sign]"
    words = {"good": FAVOURABLE, "bad": UNFAVOURABLE, "on": ON_PLAN}
    word = f'IF(ABS({variance})<{ROUNDED},"{{on}}",IF({effect}>0,"{{good}}","{{bad}}"))'

    def column(key: str, label: Text, **details: object) -> Column:
        return Column(key=f"{prefix}{key}", label=label.format(period=period), **details)  # type: ignore[arg-type]

    return (
        column(
            "plan",
            Text("KH {period}", "Plan {period}"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda _, context: figure.replace("BASIS", _base(context).value),
            show=lambda row, context: _planned(row, of(row), context, to_date=prefix == "ytd_"),
        ),
        column(
            "actual",
            _FIGURES[basis],
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, context: _happened(
                row, context, FORESEEN if basis is Basis.OUTLOOK else figure.replace("BASIS", basis.value)
            ),
            show=lambda row, _: of(row).actual,
        ),
        column(
            "variance",
            Text("Chênh lệch {period}", "Variance {period}"),
            format=Format.AMOUNT,
            width=15,
            formula=f'IF(COUNT({plan},{actual})<2,"",{actual}-{plan})',
            show=lambda row, _: of(row).amount,
        ),
        column(
            "percent",
            Text("% {period}", "% {period}"),
            format=Format.PERCENT,
            width=9,
            formula=f'IF({variance}="","",IF({plan}=0,"{NOT_KNOWN}",{variance}/ABS({plan})))',
            show=lambda row, _: _percent(of(row)),
        ),
        column(
            "effect",
            Text("Đánh giá {period}", "Effect {period}"),
            width=14,
            formula=same(f'IF({variance}="","",{word})').format(**words),
            show=lambda row, _: _word(of(row)),
        ),
    )


FORESEEN = "INDEX(aop_outlook[year],MATCH([@key],aop_outlook[key],0))"
_FIGURES = {
    Basis.ACTUAL: Text("TH {period}", "Actual {period}"),
    Basis.OUTLOOK: Text("Ước {period}", "Outlook {period}"),
}


def _material(prefix: str, period: Text, of: Callable[[ItemVariance], Variance]) -> Column:
    """Whether the variance of a period asks for a cause."""
    plan, variance = f"[@{prefix}plan]", f"[@{prefix}variance]"
    large = f"IF({plan}=0,TRUE,ABS({variance}/{plan})>=aop_material_percent)"
    material = f"OR(ABS({variance})>=aop_material_override,AND(ABS({variance})>=aop_material_floor,{large}))"
    return Column(
        key=f"{prefix}material",
        label=Text("Trọng yếu {period}", "Material {period}").format(period=period),
        width=11,
        formula=same(f'IF({variance}="","",IF({material},"{{material}}",""))').format(material=MATERIAL),
        show=lambda row, _: MATERIAL if of(row).material else None,
    )


MONTH, TO_DATE, YEAR = Text("tháng", "month"), Text("lũy kế", "YTD"), Text("cả năm", "year")
OPEN_MONTHS = f"(12-{MONTHS_TO_DATE})"


def _method(row: ItemVariance, context: Context) -> OutlookMethod | None:
    outlook = context.report.account.outlooks.get(row.item.line.code) if row.item.line else None
    return outlook.method if outlook else None


CAUSE = (
    'IFERROR(LOOKUP(2,1/((aop_comments[code]&""=[@code]&"")'
    '*(aop_comments[month]=MOD(aop_start_month+aop_month_no-2,12)+1)*(aop_comments[cause]<>"")),aop_comments[cause])&"","")'
)


def _cause_formula(row: ItemVariance, context: Context) -> str | None:
    if row.item.line is None:
        return None
    cells = {("aop_comments", row.item.line.code, key) for key in ("code", "month", "cause")}
    return CAUSE if cells.isdisjoint(context.inexact) else None


VARIANCES = Table(
    name="aop_variance",
    heading=Text("Thực hiện so với kế hoạch", "Actual against plan"),
    author=Author.ENGINE,
    rows=lambda context: context.report.compared,
    accents=(Accent.LEVELS, Accent.FAVOURABLE, Accent.MATERIAL),
    contents=(
        LINE_CODE,
        ITEM,
        *_comparison(
            "",
            MONTH,
            'INDEX(aop_pnl[[m{first}]:[m{last}]],MATCH("BASIS|"&[@key],aop_pnl[key],0),aop_month_no)',
            lambda row: row.month,
        ),
        _material("", MONTH, lambda row: row.month),
        *_comparison(
            "ytd_",
            TO_DATE,
            'INDEX(aop_pnl[year_to_date],MATCH("BASIS|"&[@key],aop_pnl[key],0))',
            lambda row: row.year_to_date,
        ),
        _material("ytd_", TO_DATE, lambda row: row.year_to_date),
        *_comparison(
            "year_",
            YEAR,
            'INDEX(aop_pnl[year],MATCH("BASIS|"&[@key],aop_pnl[key],0))',
            lambda row: row.year,
            basis=Basis.OUTLOOK,
        ),
        Column(
            key="method",
            label=Text("Cách ước", "Outlook method"),
            width=16,
            show=_method,
        ),
        Column(
            key="required",
            label=Text("Cần mỗi tháng còn lại", "Required per remaining month"),
            format=Format.AMOUNT,
            width=15,
            formula=f'IF(OR({OPEN_MONTHS}=0,NOT(ISNUMBER([@year_plan]))),"",([@year_plan]-N([@ytd_actual]))/{OPEN_MONTHS})',
            show=lambda row, _: row.required,
        ),
        Column(
            key="cause",
            label=Text("Nguyên nhân", "Cause"),
            format=Format.NOTE,
            width=36,
            formula=_cause_formula,
            show=lambda row, _: row.comment.cause if row.comment else None,
        ),
        LEVEL,
        ITEM_KEY,
        Column(
            key="sign",
            label=Text("Chiều", "Sign"),
            format=Format.WHOLE,
            hidden=True,
            show=lambda row, _: row.item.sign,
        ),
    ),
)

COMMENTS = Table(
    name="aop_comments",
    heading=Text("Giải trình (bạn điền)", "Comments (yours to fill)"),
    record=Comment,
    holds="actuals.comments",
    room=12,
    beside=True,
    contents=(
        calendar_month(11),
        Column(
            key="code",
            label=Text("Mã dòng", "Line code"),
            format=Format.CODE,
            width=13,
            required=True,
            refers="aop_budget.code",
            loose=True,
        ),
        Column(
            key="cause",
            label=Text("Nguyên nhân", "Cause"),
            format=Format.NOTE,
            width=46,
            fetched=True,
            help=Text(
                "Giữ nguyên theo dòng và tháng, kể cả khi bảng bên trái được tính lại.",
                "Kept by line and month, also when the table on the left is refilled.",
            ),
        ),
        owner(18),
        Column(key="response", label=Text("Việc cần làm", "What we do"), format=Format.NOTE, width=36),
    ),
)

VARIANCE = Sheet(
    key="variance",
    title=Text("Chênh lệch", "Variance"),
    heading=Text("Chênh lệch so với kế hoạch", "Variance against plan"),
    guidance=Text(
        "Chênh lệch = thực hiện (hoặc ước cả năm) − kế hoạch. Thuận lợi: làm lợi nhuận tăng. Dòng trọng yếu cần "
        "nguyên nhân ở bảng giải trình bên phải.",
        "Variance = actual (or the year's outlook) − plan. Favourable: it raises profit. Material lines ask for "
        "a cause in the comments table on the right.",
    ),
    blocks=(PERIOD, VARIANCES, COMMENTS),
    author=Author.ENGINE,
    freeze="aop_variance",
    frozen=2,
    wide=2,
    printed="aop_variance",
    button=REFRESH,
)
