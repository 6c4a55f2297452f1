"""Cash and stock of the small shop by head (million đồng), and a ledger kept day by day against any plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.analysis.cash_months import days_of_stock
from aop_excel.analysis.cashflow import Cashflow, Crossing
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.cash import Balance, Cash, Payment, Receipt
from aop_excel.domain.plan import BudgetLine, Kind, OutlookMethod, Plan
from tests.analysis.shop import HAPPENED, LINES, M, Millions, actuals, line, plan, year
from tests.analysis.test_arrivals import arrival

JAN, FEB, MAR, DEC = 0, 1, 2, 11
OPENING = Cash(opening_cash=100 * M, opening_stock=120 * M)
PLAN, ACTUAL, OUTLOOK = Basis.PLAN, Basis.ACTUAL, Basis.OUTLOOK


def crossed(crossing: Crossing | None) -> tuple[int, float] | None:
    """The month, and the row then: million đồng, or days."""
    if crossing is None:
        return None
    return crossing.position, round(crossing.value / M if abs(crossing.value) > 1000 else crossing.value, 6)


def cash_of(
    *lines: BudgetLine,
    cash: Cash = OPENING,
    closed: int = 2,
    happened: Mapping[str, tuple[Millions, ...]] = HAPPENED,
    counted: tuple[Balance, ...] = (),
    **settings: object,
) -> Cashflow:
    known = actuals(closed, happened).model_copy(update={"balances": counted})
    return analyse(plan(*(lines or LINES), cash=cash, settings=settings), known).cash


def months(cash: Cashflow, key: str, basis: Basis = OUTLOOK, count: int = 2) -> list[float | None]:
    """The first months of a row in million đồng, to the đồng."""
    return [None if each is None else round(each / M, 6) for each in cash.figures[basis, key].months[:count]]


# Without delays -------------------------------------------------------------------------------------------------------


def test_cash_is_what_comes_in_less_what_goes_out() -> None:
    # January: 72 + 33 in; goods 70, ads 7, staff 8, rent 6, delivery 3, camera 18 out. February: 90 in, 72 out.
    cash = cash_of()
    assert months(cash, "received") == [105, 90]
    assert months(cash, "paid") == [112, 72]
    assert months(cash, "net") == [-7, 18]
    assert months(cash, "cash_closing") == [93, 111]
    assert months(cash, "cash_opening") == [100, 93]
    # March as planned: 100 in, 60 + 5 + 14 + 3 out.
    assert months(cash_of(closed=0), "net", count=3) == [-2, 18, 18]


def test_money_is_told_by_channel_and_by_the_groups_of_the_account() -> None:
    cash = cash_of()
    assert [item.key for item in cash.items if item.streams] == [
        "received:Store", "received:Online", "paid:purchases", "paid:marketing", "paid:fixed_costs",
        "paid:variable_costs", "paid:capital",
    ]  # fmt: skip
    assert months(cash, "received:Online") == [33, 27]
    assert months(cash, "paid:fixed_costs") == [14, 14]
    assert months(cash, "paid:capital") == [18, 0]


def test_stock_grows_by_purchases_and_falls_by_the_cost_of_what_is_sold() -> None:
    cash = cash_of()  # 120 + 70 − 67 = 123, and 50 − 60 more is 113
    assert months(cash, "stock_closing") == [123, 113]
    assert months(cash, "stock_closing", PLAN) == [117, 114]  # 60 − 63 each month


def test_actual_is_known_of_closed_months_alone() -> None:
    cash = cash_of()
    assert months(cash, "cash_closing", ACTUAL, 3) == [93, 111, None]
    assert cash.figures[ACTUAL, "cash_closing"].year == pytest.approx(111 * M)
    assert cash.figures[ACTUAL, "net"].year == pytest.approx(11 * M)
    assert cash.figures[ACTUAL, "cash_opening"].year == 100 * M


def test_cost_of_goods_is_no_money_and_purchases_are_no_expense() -> None:
    more_stock = [each.model_copy(update={"months": year(*[500] * 12)}) if each.code == "STOCK" else each
                  for each in LINES]  # fmt: skip
    dearer = [each.model_copy(update={"months": year(*[900] * 12)}) if each.code == "GOODS-S" else each
              for each in LINES]  # fmt: skip
    net = months(cash_of(), "net", PLAN)
    assert months(cash_of(*dearer), "net", PLAN) == net
    assert months(cash_of(*more_stock), "net", PLAN) == [each - 440 for each in net if each is not None]


def test_a_rush_purchase_of_the_report_month_takes_its_money_at_once() -> None:
    rush = HAPPENED | {"STOCK": (70, 50 + 200)}
    before, after = cash_of(), cash_of(happened=rush)
    assert months(after, "cash_closing") == [93, 111 - 200]
    assert months(after, "stock_closing") == [123, 113 + 200]
    assert (before.short, crossed(after.short)) == (None, (FEB, -89))


def test_tax_and_the_owners_money_move_cash_but_no_profit() -> None:
    own = (line("TAX", Kind.TAX, 4), line("LOAN", Kind.PUT_IN, 50, *[0] * 11), line("WAGE", Kind.TAKEN_OUT, 10))
    report = analyse(plan(*LINES, *own, cash=OPENING), actuals(0, {}))
    profit = report.account.figures[PLAN, "operating_profit"].months[JAN]
    assert profit == 15 * M  # 100 − 63 − 5 − 14 − 3
    assert months(report.cash, "net", PLAN) == [-2 + 50 - 4 - 10, 18 - 4 - 10]
    assert months(report.cash, "received", PLAN) == [150, 100]


# Delays ---------------------------------------------------------------------------------------------------------------

SLOW = OPENING.model_copy(
    update={
        "receipts": (Receipt(channel="Online", days=7, payout=15, opening=20 * M),),
        "payments": (Payment(line="STOCK", days=30, opening=40 * M),),
    }
)


def test_marketplace_money_comes_on_the_payout_date() -> None:
    cash = cash_of(
        cash=SLOW
    )  # sold from 1 to 8 January comes on 15 January, from 9 January to 8 February a month later
    expected = [20 + 33 * 8 / 31, 33 * 23 / 31 + 27 * 8 / 28]
    assert months(cash, "received:Online") == pytest.approx(expected)
    assert months(cash, "receivables") == pytest.approx([33 * 23 / 31, 27 * 20 / 28])
    assert months(cash, "days_to_receive") == pytest.approx(
        [33 * 23 / 31 / 105 * 31 / M, 27 * 20 / 28 / 90 * 28 / M], abs=1e-6
    )


def test_purchases_on_credit_are_paid_a_month_later() -> None:
    cash = cash_of(cash=SLOW)  # 1 January is paid on the 31st, 2 to 29 January in February
    assert months(cash, "paid:purchases") == pytest.approx([40 + 70 / 31, 70 * 28 / 31])
    assert months(cash, "payables") == pytest.approx([70 * 30 / 31, 70 * 2 / 31 + 50])
    assert cash.figures[OUTLOOK, "days_to_pay"].months[JAN] == pytest.approx(30)
    assert cash.figures[OUTLOOK, "days_to_pay"].months[FEB] == pytest.approx((70 * 2 / 31 + 50) / 50 * 28)


def test_one_line_of_a_group_can_be_paid_later_than_the_others() -> None:
    cash = cash_of(cash=OPENING.model_copy(update={"payments": (Payment(line="RENT", days=31),)}))
    assert months(cash, "paid:fixed_costs", PLAN) == pytest.approx([8, 14 - 6 * 3 / 31])
    # Due on 1 February to 3 March: 28 of 31 days are paid in February.
    assert months(cash, "payables", PLAN) == pytest.approx([6, 6 + 6 * 3 / 31])
    assert months(cash, "goods_payables", PLAN) == [0, 0]
    assert months(cash, "days_to_pay", PLAN) == [0, 0]


def test_the_cycle_is_stock_and_customers_less_suppliers() -> None:
    cash = cash_of(cash=SLOW)
    stock, receive, pay, cycle = (
        cash.figures[OUTLOOK, key].months[FEB] for key in ("stock_days", "days_to_receive", "days_to_pay", "cash_cycle")
    )
    assert stock is not None
    assert receive is not None
    assert pay is not None
    assert cycle == pytest.approx(stock + receive - pay)


def test_what_a_given_up_channel_still_owes_is_received() -> None:
    cash = cash_of(cash=OPENING.model_copy(update={"receipts": (Receipt(channel="Stall", days=20, opening=6 * M),)}))
    assert months(cash, "received:Stall") == [6, 0]


def test_a_delay_of_what_is_never_paid_changes_nothing() -> None:
    cash = cash_of(cash=OPENING.model_copy(update={"payments": (Payment(line="SALES-S", days=30, opening=9 * M),)}))
    assert months(cash, "net") == [-7, 18]
    assert months(cash, "payables") == [0, 0]


# Counts ---------------------------------------------------------------------------------------------------------------


def test_a_count_is_the_balance_and_its_difference_is_told() -> None:
    cash = cash_of(counted=(Balance(month=1, cash=90 * M, stock=118 * M),))
    assert months(cash, "cash_difference") == [-3, None]  # 93 was calculated
    assert months(cash, "cash_closing") == [90, 108]
    assert months(cash, "stock_difference") == [-5, None]
    assert months(cash, "stock_closing") == [118, 108]
    assert months(cash, "cash_closing", ACTUAL) == [90, 108]
    assert (PLAN, "cash_difference") not in cash.figures


def test_only_one_of_the_two_may_be_counted() -> None:
    cash = cash_of(counted=(Balance(month=2, stock=113 * M),))
    assert months(cash, "stock_difference") == [None, 0]
    assert months(cash, "cash_difference") == [None, None]


def test_a_count_of_an_open_month_waits() -> None:
    cash = cash_of(counted=(Balance(month=3, cash=1 * M),))
    assert months(cash, "cash_closing", count=3) == [
        93,
        111,
        pytest.approx(months(cash_of(), "cash_closing", count=3)[2]),
    ]


def test_without_an_opening_balance_nothing_is_known_until_something_is_counted() -> None:
    cash = cash_of(cash=Cash(), counted=(Balance(month=2, cash=50 * M),))
    assert months(cash, "cash_closing") == [None, 50]
    assert months(cash, "cash_opening", count=3) == [None, None, 50]
    assert months(cash, "cash_difference") == [None, None]
    assert months(cash, "cash_closing", PLAN) == [None, None]
    assert months(cash, "stock_closing") == [None, None]
    assert cash.figures[OUTLOOK, "cash_closing"].year is not None
    assert cash.figures[PLAN, "cash_closing"].year is None


# Months that cross a limit --------------------------------------------------------------------------------------------


def test_the_first_month_short_of_cash_is_told_from_the_report_month_on() -> None:
    lean = Cash(opening_cash=100 * M, opening_stock=120 * M, minimum=95 * M)
    assert crossed(cash_of(cash=lean, closed=1).short) == (JAN, 93)
    assert cash_of(cash=lean, closed=2).short is None  # January is over
    assert crossed(cash_of(cash=lean, closed=2, report_month=1).short) == (JAN, 93)


def test_the_plan_itself_may_be_short() -> None:
    cash = cash_of(cash=Cash(opening_cash=100 * M, opening_stock=120 * M, minimum=99 * M))
    assert crossed(cash.short_by_plan) == (JAN, 98)


def test_cash_at_its_minimum_is_not_short() -> None:
    assert cash_of(cash=OPENING.model_copy(update={"minimum": 98 * M})).short_by_plan is None


def test_the_first_month_out_of_stock_is_told() -> None:
    cash = cash_of(cash=Cash(opening_cash=0, opening_stock=8 * M), closed=0)  # three less every month
    assert crossed(cash.out_of_stock) == (MAR, -1)
    assert cash.figures[OUTLOOK, "stock_days"].months[MAR] == 0


def test_the_first_month_with_too_much_stock_is_told() -> None:
    few = OPENING.model_copy(update={"most_days": 54})
    assert crossed(cash_of(cash=few, closed=0).overstocked) == (JAN, round(28 + (117 - 63) / 63 * 31, 6))
    assert cash_of(cash=OPENING.model_copy(update={"most_days": 55}), closed=0).overstocked is None


def test_days_of_stock_are_counted_along_the_months_to_come() -> None:
    sold, lengths = [31, 28, 62, *[30] * 9], [31, 28, 31, *[30] * 9]
    assert days_of_stock(14, JAN, sold, lengths) == 14  # one a day in February
    assert days_of_stock(28 + 10, JAN, sold, lengths) == 28 + 5  # then two a day in March
    assert days_of_stock(60, 10, sold, lengths) == 60  # December, and its rate after the year
    assert days_of_stock(60, 11, sold, lengths) == 60
    assert days_of_stock(0, JAN, sold, lengths) == 0
    assert days_of_stock(-5, JAN, sold, lengths) == 0
    assert days_of_stock(5, JAN, [0.0] * 12, lengths) is None
    assert days_of_stock(20, DEC, [30, *[0.0] * 11], [30] * 12) == 20  # the last rate that was known


# Plans that lack something --------------------------------------------------------------------------------------------


def test_a_plan_without_purchases_buys_goods_as_they_are_sold() -> None:
    lines = [each for each in LINES if each.kind is not Kind.PURCHASES]
    cash = cash_of(*lines)
    assert months(cash, "paid:cogs", PLAN) == [63, 63]
    assert months(cash, "stock_closing", PLAN) == [120, 120]
    assert months(cash, "net", PLAN) == [100 - 63 - 22 - 20, 100 - 63 - 22]


def test_a_service_has_no_stock_but_a_cycle() -> None:
    cash = cash_of(line("LESSONS", Kind.REVENUE, 50), line("RENT", Kind.FIXED, 6), happened={}, closed=0, cash=Cash())
    assert not [item.key for item in cash.items if item.key.startswith("stock")]
    assert months(cash, "net", PLAN) == [44, 44]
    assert months(cash, "cash_cycle", PLAN) == [0, 0]
    assert cash.out_of_stock is None


def test_stock_counted_in_a_plan_that_keeps_none_changes_nothing() -> None:
    lines = line("LESSONS", Kind.REVENUE, 50), line("RENT", Kind.FIXED, 6)
    counted = (Balance(month=1, stock=30 * M),)
    cash = cash_of(*lines, happened={"LESSONS": (50, 50)}, cash=Cash(), counted=counted)
    assert months(cash, "cash_cycle") == [0, 0]


def test_an_empty_plan_moves_no_money() -> None:
    cash = analyse(plan(), actuals(0, {})).cash
    assert set(cash.figures[OUTLOOK, "net"].months) == {0}
    assert set(cash.figures[OUTLOOK, "cash_closing"].months) == {None}
    assert (cash.short, cash.short_by_plan, cash.out_of_stock, cash.overstocked) == (None, None, None, None)


def test_what_is_not_reported_of_a_closed_month_moves_no_money() -> None:
    cash = cash_of(happened={"SALES-S": (72, None)})
    assert months(cash, "received") == [72, 0]
    assert months(cash, "paid") == [0, 0]


def test_a_line_that_starts_in_the_middle_of_the_year_moves_money_from_then_on() -> None:
    cash = cash_of(*LINES, line("NEW", Kind.VARIABLE, *[0] * 6, 12), happened={}, closed=0)
    assert months(cash, "paid:variable_costs", PLAN, 8) == [3] * 6 + [15, 3]


def test_goods_sold_below_cost_use_up_cash() -> None:
    cash = cash_of(line("SALES", Kind.REVENUE, 10), line("GOODS", Kind.COGS, 14), line("BUY", Kind.PURCHASES, 14),
                   happened={}, closed=0)  # fmt: skip
    assert months(cash, "cash_closing", PLAN, 12)[-1] == 100 - 12 * 4


def test_a_year_from_april_has_its_own_days() -> None:
    cash = cash_of(cash=SLOW, start_month=4)  # April has 30 days: 1 to 8 April come on the 15th
    assert months(cash, "received:Online") == pytest.approx([20 + 33 * 8 / 30, 33 * 22 / 30 + 27 * 8 / 31])
    assert months(cash_of(start_month=4, counted=(Balance(month=5, cash=1 * M),)), "cash_closing") == [93, 1]


# Any plan against a ledger kept day by day ----------------------------------------------------------------------------

amounts = st.lists(st.integers(0, 999).map(float), min_size=12, max_size=12)
KINDS = [kind for kind in Kind if kind is not Kind.QUANTITY]
budget = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from([None, "Store", "Online"]), amounts, amounts), max_size=6
)
opening = st.none() | st.integers(0, 500).map(float)
delay = st.tuples(st.integers(0, 120), st.none() | st.integers(1, 31), opening)


@st.composite
def shops(draw: st.DrawFn) -> tuple[Plan, Actuals]:
    """A plan of a few lines with their delays, some of its months closed."""
    rows = draw(budget)
    lines = [
        BudgetLine(code=f"L{number}", name="A line", kind=kind, channel=channel if kind is Kind.REVENUE else None,
                   months=tuple(planned), method=OutlookMethod.REMAINING)
        for number, (kind, channel, planned, _) in enumerate(rows)
    ]  # fmt: skip
    receipts = [
        Receipt(channel=channel, days=days, payout=payout, opening=owed)
        for channel in draw(st.lists(st.sampled_from(["Store", "Online"]), unique=True))
        for days, payout, owed in [draw(delay)]
    ]
    payments = [
        Payment(line=each.code, days=days, opening=owed)
        for each in lines
        if each.kind not in (Kind.REVENUE, Kind.COGS, Kind.PUT_IN) and draw(st.booleans())
        for days, _, owed in [draw(delay)]
    ]
    cash = Cash(opening_cash=1000, opening_stock=1000, receipts=tuple(receipts), payments=tuple(payments))
    start = {"start_month": draw(st.integers(1, 12))}
    reported = {f"L{number}": tuple(each / M for each in row[3]) for number, row in enumerate(rows)}
    return plan(*lines, cash=cash, settings=start), actuals(draw(st.integers(0, 12)), reported)


def amount_of(report: Report, each: BudgetLine, position: int, basis: Basis) -> float:
    """What a line is in a month: as planned, or as it happened where the month is closed."""
    if basis is OUTLOOK and report.actuals.closed[position]:
        found = next(row.months[position] for row in report.actuals.lines if row.code == each.code)
        return found or 0.0
    return each.months[position] or 0.0


def ledger(report: Report, basis: Basis) -> list[float]:
    """Net cash by month: every day's part of every line is booked on the day its money moves."""
    fiscal = report.plan.settings.fiscal_year
    receipts = {each.channel: each for each in report.plan.cash.receipts}
    payments = {each.line: each for each in report.plan.cash.payments}
    has_purchases = any(each.kind is Kind.PURCHASES for each in report.plan.lines)
    net = [0.0] * 12
    for each in report.plan.lines:
        if each.kind is Kind.COGS and has_purchases:
            continue
        receipt = receipts.get(each.channel) if each.kind is Kind.REVENUE and each.channel else None
        days = receipt.days if receipt else payments[each.code].days if each.code in payments else 0
        for position in range(12):
            days_of_month = [day for day in all_days(fiscal) if fiscal.index(day) == position]
            part = amount_of(report, each, position, basis) / len(days_of_month)
            for day in days_of_month:
                paid = fiscal.index(arrival(day, days, receipt.payout if receipt else None))
                if paid is not None:
                    net[paid] += part * each.kind.sign
    return net


def all_days(fiscal: FiscalYear) -> list[date]:
    first, last = fiscal.first_day.toordinal(), fiscal.last_day.toordinal()
    return [date.fromordinal(ordinal) for ordinal in range(first, last + 1)]


def without_openings(of: Plan) -> Plan:
    """The plan as if nothing had been outstanding when the year began."""
    receipts = tuple(each.model_copy(update={"opening": None}) for each in of.cash.receipts)
    payments = tuple(each.model_copy(update={"opening": None}) for each in of.cash.payments)
    return of.model_copy(update={"cash": of.cash.model_copy(update={"receipts": receipts, "payments": payments})})


@settings(max_examples=25, deadline=None)
@given(shops())
def test_a_ledger_kept_day_by_day_has_the_same_cash(shop: tuple[Plan, Actuals]) -> None:
    report = analyse(without_openings(shop[0]), shop[1])
    for basis in (PLAN, OUTLOOK):
        assert list(report.cash.figures[basis, "net"].months) == pytest.approx(ledger(report, basis), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(shops())
def test_balances_roll_forward_and_nothing_is_lost(shop: tuple[Plan, Actuals]) -> None:
    report = analyse(*shop)
    for basis in (PLAN, OUTLOOK):
        row = {item.key: known(report.cash, basis, item.key) for item in report.cash.items
               if "difference" not in item.key}  # fmt: skip
        assert row["cash_opening"][1:] == row["cash_closing"][:-1]
        rolled = zip(row["cash_opening"], row["net"], strict=True)
        assert row["cash_closing"] == pytest.approx([had + change for had, change in rolled])
        if "stock_closing" in row:
            moved = [
                a + b - c for a, b, c in zip(row["stock_opening"], row["stock_bought"], row["stock_sold"], strict=True)
            ]
            assert row["stock_closing"] == pytest.approx(moved)
            assert row["stock_opening"][1:] == row["stock_closing"][:-1]
        owed_at_first = sum(each.opening or 0 for each in report.plan.cash.receipts)
        sold = sum(amount_of(report, each, month, basis) for each in report.plan.lines if each.kind is Kind.REVENUE
                   for month in range(12))  # fmt: skip
        received = sum(sum(months) for key, months in row.items() if key.startswith("received:"))
        assert received + row["receivables"][-1] == pytest.approx(owed_at_first + sold, abs=1e-6)
        we_owed = sum(each.opening or 0 for each in report.plan.cash.payments)
        has_purchases = any(each.kind is Kind.PURCHASES for each in report.plan.lines)
        free = {Kind.REVENUE, Kind.PUT_IN} | ({Kind.COGS} if has_purchases else set())
        bills = sum(amount_of(report, each, month, basis) for each in report.plan.lines if each.kind not in free
                    for month in range(12))  # fmt: skip
        assert sum(row["paid"]) + row["payables"][-1] == pytest.approx(we_owed + bills, abs=1e-6)


def known(cash: Cashflow, basis: Basis, key: str) -> list[float]:
    return [each if each is not None else float("nan") for each in cash.figures[basis, key].months]


@settings(max_examples=40, deadline=None)
@given(shops())
def test_the_outlook_of_a_closed_year_is_what_happened(shop: tuple[Plan, Actuals]) -> None:
    happened = {each.code: tuple((month or 0) / M for month in each.months) for each in shop[1].lines}
    cash = analyse(shop[0], actuals(12, happened)).cash
    for item in cash.items:
        assert cash.figures[OUTLOOK, item.key] == cash.figures[ACTUAL, item.key]


@settings(max_examples=40, deadline=None)
@given(shops())
def test_without_delays_money_is_revenue_and_bills(shop: tuple[Plan, Actuals]) -> None:
    at_once = shop[0].model_copy(update={"cash": Cash(opening_cash=0)})
    report = analyse(at_once, shop[1])
    customers = [item.key for item in report.cash.items if item.key.startswith("received:")]
    for position in range(12):
        received = sum(report.cash.figures[PLAN, key].months[position] or 0 for key in customers)
        assert received == pytest.approx(report.account.figures[PLAN, "revenue"].months[position])
    for row in ("receivables", "payables"):
        assert known(report.cash, PLAN, row) == pytest.approx([0] * 12, abs=1e-6)
