"""Profit and loss by month: every line and total as planned, as it happened, and last year's revenue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aop_excel.analysis.items import Item, Level
from aop_excel.analysis.pnl import UNKNOWN, Basis, Figures
from aop_excel.sheets.context import Context
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.sheets.totals import YEAR_TOTAL
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Months, Sheet, Table, month_key

COUNTED = "counted"
"""The key of the first row: 1 for a month that counts in year to date, else 0."""

NOT_KNOWN = "n/a"
"""What stands where there is no figure to compare with."""

MONTHS_COUNTED = Text("Tháng tính vào lũy kế (1 = có)", "Months in year to date (1 = yes)")

FLAGS = f'INDEX(aop_pnl[[m{{first}}]:[m{{last}}]],MATCH("{COUNTED}",aop_pnl[key],0),0)'
THIS_YEAR = "[@[m{first}]:[m{last}]]"
YEAR_TO_DATE = f'IF(SUMPRODUCT(ISNUMBER({THIS_YEAR})*{FLAGS})=0,"",SUMPRODUCT({THIS_YEAR},{FLAGS}))'
"""The sum of what the months of a row that count hold; blank where they hold nothing."""

MONTHS_TO_DATE = f'INDEX(aop_pnl[year_to_date],MATCH("{COUNTED}",aop_pnl[key],0))'
"""How many months count."""


@dataclass(frozen=True, slots=True)
class PnlRow:
    """One row of the sheet; `adds` and `less` are the distances, in rows, to the rows it is made of."""

    basis: Basis
    item: Item
    figures: Figures
    adds: tuple[int, ...]
    less: tuple[int, ...]


def key(basis: Basis, item_key: str) -> str:
    """The key of a row: `plan|revenue`."""
    return f"{basis.value}|{item_key}"


def _rows(context: Context) -> Iterator[PnlRow | None]:
    yield None
    yield from account_rows(context, {Basis.PLAN, Basis.ACTUAL, Basis.LAST_YEAR})
    yield from _baseline_rows(context)


def account_rows(context: Context, bases: Collection[Basis]) -> Iterator[PnlRow]:
    """Every row of the account on some bases, in reading order."""
    return _placed([row for row in context.report.account.rows() if row[0] in bases])


def _baseline_rows(context: Context) -> Iterator[PnlRow]:
    """What Variance compares with, where that is not the plan as it stands; totals only where they add up."""
    baseline = context.report.baseline
    if baseline is None:
        return
    rows = [(Basis.BASELINE, item, baseline.figures.get(item.key, UNKNOWN)) for item in baseline.items]
    if baseline.add_up:
        yield from _placed(rows)
    else:
        yield from (PnlRow(basis, item, figures, (), ()) for basis, item, figures in rows)


def _placed(rows: Sequence[tuple[Basis, Item, Figures]]) -> Iterator[PnlRow]:
    places = {(basis, item.key): place for place, (basis, item, _) in enumerate(rows)}
    for place, (basis, item, figures) in enumerate(rows):
        adds = tuple(places[basis, part] - place for part in item.adds if (basis, part) in places)
        less = tuple(places[basis, part] - place for part in item.less)
        yield PnlRow(basis, item, figures, adds, less)


def _month_formula(row: PnlRow | None, context: Context, position: int) -> str | None:
    if row is None:
        return 'IF(AND(TRIM(aop_closed[m{m}])="x",{k}<=aop_month_no),1,0)'
    if row.basis is Basis.BASELINE:
        return made_of(row)  # a line is as it was frozen
    source = SOURCES[row.basis]
    if row.basis is Basis.LAST_YEAR and row.item.key != "revenue":
        code = row.item.key.partition(":")[2]
    elif row.item.line is not None:
        code = row.item.line.code
    else:
        return made_of(row)
    month = context.report.plan.settings.fiscal_year.month_numbers[position]
    return None if (source.table, code, month_key(month)) in context.inexact else source.formula


def amount(basis: Basis, item: str, column: str) -> str:
    """A formula that fetches an item of the account in a month (`m07`), year to date or for the year."""
    if basis is Basis.OUTLOOK:
        return f'INDEX(aop_outlook[{column}],MATCH("{item}",aop_outlook[key],0))'
    return f'INDEX(aop_pnl[{column}],MATCH("{key(basis, item)}",aop_pnl[key],0))'


@dataclass(frozen=True, slots=True)
class Source:
    """Where a basis has its amounts from, and the formula that fetches one month of one line or channel."""

    table: str
    formula: str


SOURCES = {
    Basis.PLAN: Source("aop_budget", "SUMIFS(aop_budget[m{m}],aop_budget[code],[@code])"),
    Basis.ACTUAL: Source(
        "aop_actuals",
        'IF(COUNTIFS(aop_actuals[code],[@code],aop_actuals[m{m}],"<>")=0,"",'
        "SUMIFS(aop_actuals[m{m}],aop_actuals[code],[@code]))",
    ),
    Basis.LAST_YEAR: Source(
        "aop_last_year",
        'IF(COUNTIFS(aop_last_year[channel],[@code],aop_last_year[m{m}],"<>")=0,"",'
        "SUMIFS(aop_last_year[m{m}],aop_last_year[channel],[@code]))",
    ),
}


def made_of(row: PnlRow) -> str | None:
    """The formula of a total or a difference, in any column.

    A total adds up what is reported; a difference needs all its parts. None for a total of nothing.
    """
    if row.less:
        parts = [f"R[{distance}]C" for distance in (*row.adds, *row.less)]
        return f'IF(COUNT({",".join(parts)})<{len(parts)},"",{"-".join(parts)})'
    if row.adds:
        parts = list(_ranges(row.adds))
        return f'IF(COUNT({",".join(parts)})=0,"",SUM({",".join(parts)}))'
    return None


def _ranges(distances: Sequence[int]) -> Iterator[str]:
    """Neighbouring rows as one range: −3, −2, −1 is `R[-3]C:R[-1]C`."""
    for _, run in groupby(enumerate(sorted(distances)), lambda pair: pair[1] - pair[0]):
        rows = [distance for _, distance in run]
        yield f"R[{rows[0]}]C" if len(rows) == 1 else f"R[{rows[0]}]C:R[{rows[-1]}]C"


def _year_to_date_formula(row: PnlRow | None, _: Context) -> str | None:
    if row is None:
        return f"SUM({THIS_YEAR})"
    return _over_months(row, YEAR_TO_DATE)


def _year_formula(row: PnlRow | None, _: Context) -> str | None:
    if row is None:
        return None
    return _over_months(row, YEAR_TOTAL)


def _over_months(row: PnlRow, formula: str) -> str | None:
    """A total is made of rows, all else of its own months; what is not known has none."""
    if row.adds or row.less:
        return made_of(row)
    if row.basis is Basis.BASELINE:
        return None if row.figures == UNKNOWN else formula
    return made_of(row) if row.item.line is None and row.basis is not Basis.LAST_YEAR else formula


def _month(row: PnlRow | None, context: Context, position: int) -> float | str | None:
    if row is None:
        return float(context.report.account.counted[position])
    # A blank cell would be fetched as 0: what is not known of last year says so.
    return (
        NOT_KNOWN
        if row.basis is Basis.BASELINE and row.figures.months[position] is None
        else row.figures.months[position]
    )


def _year_to_date(row: PnlRow | None, context: Context) -> float | str | None:
    if row is None:
        return float(sum(context.report.account.counted))
    return NOT_KNOWN if row.figures == UNKNOWN and row.basis is Basis.BASELINE else row.figures.year_to_date


def _year(row: PnlRow | None, _: Context) -> float | str | None:
    if row is None:
        return None
    return NOT_KNOWN if row.figures == UNKNOWN and row.basis is Basis.BASELINE else row.figures.year


def _code(row: PnlRow | None, _: Context) -> str | None:
    if row is None:
        return None
    if row.item.line is not None:
        return row.item.line.code
    return row.item.key.partition(":")[2] or None


PNL_TABLE = Table(
    name="aop_pnl",
    heading=Text("Lãi lỗ theo tháng", "Profit and loss by month"),
    author=Author.ENGINE,
    rows=_rows,
    accents=(Accent.LEVELS,),
    contents=(
        Column(
            key="basis",
            label=Text("Số liệu", "Figures"),
            width=12,
            show=lambda row, _: row.basis if row else Text("Đã chốt", "Closed"),
        ),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=14, show=_code),
        Column(
            key="item",
            label=Text("Khoản mục", "Item"),
            width=34,
            show=lambda row, _: row.item.label if row else MONTHS_COUNTED,
        ),
        Months(
            formula=_month_formula,
            show=_month,
        ),
        Column(
            key="year_to_date",
            label=Text("Lũy kế", "Year to date"),
            format=Format.AMOUNT,
            width=15,
            formula=_year_to_date_formula,
            show=_year_to_date,
        ),
        Column(
            key="year",
            label=Text("Cả năm", "Full year"),
            format=Format.AMOUNT,
            width=15,
            formula=_year_formula,
            show=_year,
        ),
        Column(
            key="level",
            label=Text("Cấp", "Level"),
            hidden=True,
            show=lambda row, _: row.item.level.value if row else Level.LINE.value,
        ),
        Column(
            key="key",
            label=Text("Khóa", "Key"),
            hidden=True,
            show=lambda row, _: key(row.basis, row.item.key) if row else COUNTED,
        ),
    ),
)

PNL = Sheet(
    key="pnl",
    title=Text("Lãi lỗ", "Profit and loss"),
    heading=Text("Lãi lỗ theo tháng", "Profit and loss by month"),
    guidance=Text(
        "Trang này do aop tính: kế hoạch, thực hiện và năm trước theo từng tháng; các trang kết quả lấy số từ đây.",
        "Filled by aop: plan, actual and last year by month; the other result pages take their figures from here.",
    ),
    blocks=(PNL_TABLE,),
    author=Author.ENGINE,
    freeze="aop_pnl",
    frozen=3,
    button=REFRESH,
)
