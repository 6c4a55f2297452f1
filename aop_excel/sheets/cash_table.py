"""The table of cash and stock by month, and how each of its cells is calculated in Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aop_excel.analysis.arrivals import arrivals
from aop_excel.analysis.cash_items import CashItem, Stream, Year, goods
from aop_excel.analysis.cash_months import NOTHING
from aop_excel.analysis.cashflow import CashFigures
from aop_excel.analysis.items import Level
from aop_excel.analysis.pnl import Basis
from aop_excel.domain.cash import Receipt
from aop_excel.domain.plan import Kind, Plan
from aop_excel.sheets.context import Context
from aop_excel.sheets.pnl import COUNTED, MONTHS_COUNTED, THIS_YEAR, amount, key
from aop_excel.sheets.totals import YEAR_TOTAL
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Months, Table, month_key

YEARS = {
    Year.SUM: YEAR_TOTAL,
    Year.FIRST: "[@m{first}]",
    Year.LAST: f'IF(COUNT({THIS_YEAR})=0,"",LOOKUP(2,1/ISNUMBER({THIS_YEAR}),{THIS_YEAR}))',
}
"""How the months of a row make its year."""


@dataclass(frozen=True, slots=True)
class CashRow:
    """One row of the sheet, and the places of all rows by basis and key; the closed months stand in the first place."""

    basis: Basis
    item: CashItem
    figures: CashFigures
    places: Mapping[tuple[Basis, str], int]

    def cell(self, item_key: str, basis: Basis | None = None, months: int = 0) -> str:
        """The cell of another row in the same month, or so many months later."""
        return self._cell(self.places[basis or self.basis, item_key], months)

    def counts(self, months: int = 0) -> str:
        """1 where the month, or the one so many months later, counts in year to date."""
        return self._cell(0, months)

    def _cell(self, place: int, months: int) -> str:
        """The twelve months always stand side by side."""
        column = f"C[{months}]" if months else "C"
        return f"R[{place - self.places[self.basis, self.item.key]}]{column}"


CellFormula = Callable[[CashRow, Context, int], str | None]
"""(row, context, position of the month) → its formula; None for a plain value."""


def _rows(context: Context) -> Iterator[CashRow | None]:
    yield None
    rows = list(context.report.cash.rows())
    places = {(basis, item.key): place for place, (basis, item, _) in enumerate(rows, 1)}
    for basis, item, figures in rows:
        yield CashRow(basis, item, figures, places)


# Formulas of a month --------------------------------------------------------------------------------------------------


def _month_formula(row: CashRow | None, context: Context, position: int) -> str | None:
    if row is None:
        return f'INDEX(aop_pnl[m{{m}}],MATCH("{COUNTED}",aop_pnl[key],0))'
    if row.basis is Basis.ACTUAL:
        expected = row.cell(row.item.key, Basis.OUTLOOK)
        return f'IF(AND({row.counts()}=1,ISNUMBER({expected})),{expected},"")'
    if row.item.streams:
        return _money(row, context, position)
    formula = FORMULAS.get(row.item.key)
    return formula(row, context, position) if formula else None


def _amount(row: CashRow, context: Context, item: str, position: int, month: int | None = None) -> str:
    """What an item of the account is in `month`, else at `position` itself, as `analysis.cashflow.amount` takes it."""
    if not context.report.account.get(Basis.PLAN, item):
        return "0"
    month = position if month is None else month
    column = month_key(context.report.plan.settings.fiscal_year.month_numbers[month])
    if row.basis is not Basis.OUTLOOK:
        return f"N({amount(row.basis, item, column)})"
    actual, foreseen = amount(Basis.ACTUAL, item, column), amount(Basis.OUTLOOK, item, column)
    return f"N(IF({row.counts(month - position)}=1,{actual},{foreseen}))"


def _money(row: CashRow, context: Context, position: int) -> str | None:
    """What moves in a month: so many of the days over which each amount is spread."""
    year = context.report.plan.settings.fiscal_year
    terms = []
    for stream in row.item.streams:
        for part in arrivals(year, stream.days, stream.payout)[position]:
            share = "" if part.days == part.of else f"*{part.days}/{part.of}"
            if part.month is None:
                amounts = _outstanding([stream], context)
            else:
                amounts = [_amount(row, context, item, position, part.month) for item in stream.keys]
            if amounts is None:
                return None
            terms += [f"{each}{share}" for each in amounts]
    return "+".join(terms) or "0"


def _outstanding(streams: Iterable[Stream], context: Context) -> list[str] | None:
    """What the owner typed as outstanding at the start of the year; None where Excel would not read it as we did."""
    terms = []
    for delay in (stream.delay for stream in streams if stream.delay):
        table, column = ("aop_receipts", "channel") if isinstance(delay, Receipt) else ("aop_payments", "line")
        named = getattr(delay, column)
        if (table, named, "opening") in context.inexact:
            return None
        terms.append(f'SUMIFS({table}[opening],{table}[{column}],"{named}")')
    return terms


def _total(*beginnings: str) -> CellFormula:
    """The rows of money whose keys begin so; they stand one below the other."""

    def formula(row: CashRow, _: Context, __: int) -> str:
        parts = [part for basis, part in row.places if basis is row.basis and part.startswith(beginnings)]
        return f"SUM({row.cell(parts[0])}:{row.cell(parts[-1])})" if parts else "0"

    return formula


def _net(row: CashRow, _: Context, __: int) -> str:
    return f"{row.cell('received')}-{row.cell('paid')}"


def _headroom(row: CashRow, _: Context, __: int) -> str:
    closing = row.cell("cash_closing")
    return f'IF(ISNUMBER({closing}),{closing}-aop_minimum_cash,"")'


def _of_account(kind: Callable[[Plan], Kind]) -> CellFormula:
    return lambda row, context, position: _amount(row, context, kind(context.report.plan).value, position)


# Balances -------------------------------------------------------------------------------------------------------------


def _opening(name: str, field: str) -> CellFormula:
    def formula(row: CashRow, _: Context, position: int) -> str:
        if position:
            return row.cell(f"{name}_closing", months=-1)
        return f'IF(ISNUMBER({field}),{field},"")'

    return formula


def _closing(name: str, *changes: str) -> CellFormula:
    """The count of a month that was counted, else the opening balance plus the first change, less the second."""

    def formula(row: CashRow, context: Context, position: int) -> str | None:
        calculated = f'IF(ISNUMBER({row.cell(f"{name}_opening")}),{_calculated(row, name, changes)},"")'
        if row.basis is Basis.PLAN:
            return calculated
        if not (count := _count(row, name, context, position)):
            return None
        return f"IF({count.is_made},{count.amount},{calculated})"

    return formula


def _difference(name: str, *changes: str) -> CellFormula:
    """How far a count is from what was calculated."""

    def formula(row: CashRow, context: Context, position: int) -> str | None:
        if not (count := _count(row, name, context, position)):
            return None
        is_known = f"AND({count.is_made},ISNUMBER({row.cell(f'{name}_opening')}))"
        return f'IF({is_known},{count.amount}-({_calculated(row, name, changes)}),"")'

    return formula


def _calculated(row: CashRow, name: str, changes: Sequence[str]) -> str:
    return f"{row.cell(f'{name}_opening')}+{'-'.join(map(row.cell, changes))}"


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted at the end of a month, in Excel: whether it was, and how much."""

    is_made: str
    amount: str


def _count(row: CashRow, name: str, context: Context, position: int) -> Count | None:
    """The count of cash or stock; None where Excel would not read its cells as we did."""
    month = context.report.plan.settings.fiscal_year.month_numbers[position]
    if {("aop_balances", f"{month}", column) for column in ("month", name)} & context.inexact:
        return None
    is_counted = f'COUNTIFS(aop_balances[month],{month},aop_balances[{name}],"<>")'
    return Count(
        f"{is_counted}*{row.counts()}>0",
        f"SUMIFS(aop_balances[{name}],aop_balances[month],{month})",
    )


# What is outstanding --------------------------------------------------------------------------------------------------


def _still_open(beginning: Callable[[Plan], str]) -> CellFormula:
    """The balance of the month before, plus what was sold or billed, less the money of the rows that begin so."""

    def formula(row: CashRow, context: Context, position: int) -> str | None:
        money = beginning(context.report.plan)
        items = [item for item in context.report.cash.items if item.key.startswith(money)]
        owed: Sequence[str] | None = [row.cell(row.item.key, months=-1)]
        if not position:
            owed = _outstanding((stream for item in items for stream in item.streams), context)
        if owed is None:
            return None
        groups = [item.key.removeprefix("paid:") for item in items] if money != "received:" else [Kind.REVENUE.value]
        terms = [*owed, *(_amount(row, context, group, position) for group in groups)]
        return "+".join(terms or ["0"]) + "".join(f"-{row.cell(item.key)}" for item in items)

    return formula


def _days(balance: str, kind: Callable[[Plan], Kind]) -> CellFormula:
    """For how many days the month's amounts of a kind make the balance."""

    def formula(row: CashRow, context: Context, position: int) -> str:
        plan = context.report.plan
        flow = _amount(row, context, kind(plan).value, position)
        days = f"{row.cell(balance)}/{flow}*{plan.settings.fiscal_year.month_end(position).day}"
        return f'IF(ABS({row.cell(balance)})<{NOTHING},0,IF({flow}>0,{days},""))'

    return formula


def _cycle(row: CashRow, _: Context, __: int) -> str:
    stock = [row.cell("stock_days")] if (row.basis, "stock_days") in row.places else []
    to_receive, to_pay = row.cell("days_to_receive"), row.cell("days_to_pay")
    parts = [*stock, to_receive, to_pay]
    return f'IF(COUNT({",".join(parts)})<{len(parts)},"",{"+".join([*stock, to_receive])}-{to_pay})'


FORMULAS: dict[str, CellFormula] = {
    "cash_opening": _opening("cash", "aop_opening_cash"),
    "received": _total("received:", Kind.PUT_IN.value),
    "paid": _total("paid:"),
    "net": _net,
    "cash_difference": _difference("cash", "net"),
    "cash_closing": _closing("cash", "net"),
    "headroom": _headroom,
    "stock_opening": _opening("stock", "aop_opening_stock"),
    "stock_bought": _of_account(goods),
    "stock_sold": _of_account(lambda _: Kind.COGS),
    "stock_difference": _difference("stock", "stock_bought", "stock_sold"),
    "stock_closing": _closing("stock", "stock_bought", "stock_sold"),
    "receivables": _still_open(lambda _: "received:"),
    "payables": _still_open(lambda _: "paid:"),
    "goods_payables": _still_open(lambda plan: f"paid:{goods(plan).value}"),
    "days_to_receive": _days("receivables", lambda _: Kind.REVENUE),
    "days_to_pay": _days("goods_payables", goods),
    "cash_cycle": _cycle,
}
"""How the rows are calculated that are not money moving; days of stock look ahead, which no short formula can."""

BELOW_ZERO = frozenset({"headroom", "stock_closing"})
"""The rows whose months below zero are alarms."""

CASH_TABLE = Table(
    name="aop_cash",
    heading=Text("Dòng tiền và tồn kho theo tháng", "Cash and stock by month"),
    author=Author.ENGINE,
    rows=_rows,
    accents=(Accent.BELOW_ZERO, Accent.LEVELS),
    contents=(
        Column(
            key="item",
            label=Text("Khoản mục", "Item"),
            width=34,
            show=lambda row, _: row.item.label if row else MONTHS_COUNTED,
        ),
        Column(
            key="basis",
            label=Text("Số liệu", "Figures"),
            width=13,
            show=lambda row, _: row.basis if row else Text("Đã chốt", "Closed"),
        ),
        Months(
            formula=_month_formula,
            show=lambda row, context, position: (
                row.figures.months[position] if row else float(context.report.account.counted[position])
            ),
        ),
        Column(
            key="year",
            label=Text("Cả năm", "Full year"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: YEARS[row.item.year] if row else None,
            show=lambda row, _: row.figures.year if row else None,
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
        Column(
            key="alarm",
            label=Text("Báo khi âm", "Alarm below zero"),
            hidden=True,
            show=lambda row, _: "x" if row and row.item.key in BELOW_ZERO else None,
        ),
    ),
)
