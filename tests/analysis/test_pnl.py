import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.pnl import Basis, Figures, Period, Pnl, pnl
from aop_excel.domain.actuals import ActualLine, Actuals, ClosedMonths
from aop_excel.domain.plan import BudgetLine, Direction, Kind, LastYear
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, Millions, actuals, line, plan, year

SHOP = pnl(plan(*LINES, direction=DIRECTION), actuals(2, HAPPENED), 1)
JAN, FEB, MAR = 0, 1, 2


def figures(account: Pnl, basis: Basis, key: str) -> Figures:
    found = account.get(basis, key)
    assert found is not None, f"{key} is missing"
    return found


def amount(account: Pnl, basis: Basis, key: str, period: Period) -> float | None:
    """In million đồng."""
    found = figures(account, basis, key).of(period)
    return None if found is None else found / M


# What the totals are made of ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "january", "to_date", "planned_to_date", "planned_year"),
    [
        ("revenue:Store", 72, 72 + 63, 140, 840),
        ("revenue:Online", 33, 33 + 27, 60, 360),
        ("revenue", 72 + 33, 105 + 90, 200, 1200),
        ("cogs:Store", 45, 45 + 40, 84, 504),
        ("cogs:Online", 22, 22 + 20, 42, 252),
        ("cogs", 45 + 22, 67 + 60, 126, 756),
        ("gross_profit:Store", 72 - 45, 135 - 85, 140 - 84, 840 - 504),
        ("gross_profit:Online", 33 - 22, 60 - 42, 60 - 42, 360 - 252),
        ("gross_profit", 105 - 67, 195 - 127, 200 - 126, 1200 - 756),
        ("marketing", 7, 7 + 5, 10, 60),
        ("fixed_costs", 8 + 6, 2 * (8 + 6), 28, 168),
        ("variable_costs", 3, 3 + 3, 6, 36),
        ("operating_costs", 7 + 14 + 3, 12 + 28 + 6, 44, 264),
        ("operating_profit", 38 - 24, 68 - 46, 74 - 44, 444 - 264),
        ("purchases", 70, 70 + 50, 120, 720),
        ("capital", 18, 18, 20, 20),
    ],
)
def test_every_total_of_the_shop(
    key: str, january: float, to_date: float, planned_to_date: float, planned_year: float
) -> None:
    assert amount(SHOP, Basis.ACTUAL, key, JAN) == january
    assert amount(SHOP, Basis.ACTUAL, key, "year_to_date") == to_date
    assert amount(SHOP, Basis.PLAN, key, "year_to_date") == planned_to_date
    assert amount(SHOP, Basis.PLAN, key, "year") == planned_year


def test_last_year_is_known_for_revenue_alone() -> None:
    known = {item.key for basis, item, _ in SHOP.rows() if basis is Basis.LAST_YEAR}
    assert known == {"revenue:Store", "revenue:Online", "revenue"}
    assert amount(SHOP, Basis.LAST_YEAR, "revenue", JAN) == 60 + 20
    assert amount(SHOP, Basis.LAST_YEAR, "revenue", "year_to_date") == 160
    assert amount(SHOP, Basis.LAST_YEAR, "revenue", "year") == 12 * 80


def test_stock_and_a_camera_are_cash_and_no_expense() -> None:
    without = pnl(
        plan(*(each for each in LINES if each.kind not in (Kind.PURCHASES, Kind.CAPITAL)), direction=DIRECTION),
        actuals(2, HAPPENED),
        1,
    )
    for basis in (Basis.PLAN, Basis.ACTUAL):
        assert figures(without, basis, "operating_profit") == figures(SHOP, basis, "operating_profit")
    assert without.get(Basis.PLAN, "purchases") is None


def test_orders_are_counted_but_never_added_to_money() -> None:
    assert figures(SHOP, Basis.ACTUAL, "line:ORDERS").of("year_to_date") == 400
    assert not any("line:ORDERS" in item.adds for item in SHOP.items)


# Which months count ---------------------------------------------------------------------------------------------------


def test_only_closed_months_count_in_year_to_date() -> None:
    march_is_open = HAPPENED | {"SALES-S": (72, 63, 80)}
    account = pnl(plan(*LINES), actuals(2, march_is_open), MAR)
    assert amount(account, Basis.ACTUAL, "revenue:Store", MAR) == 80
    assert amount(account, Basis.ACTUAL, "revenue:Store", "year_to_date") == 135
    assert amount(account, Basis.PLAN, "revenue:Store", "year_to_date") == 140
    assert account.counted == (True, True, *[False] * 10)


def test_months_closed_after_the_report_month_do_not_count_yet() -> None:
    january = pnl(plan(*LINES, direction=DIRECTION), actuals(2, HAPPENED), JAN)
    assert amount(january, Basis.ACTUAL, "revenue", "year_to_date") == 105
    assert amount(january, Basis.PLAN, "revenue", "year_to_date") == 100
    assert amount(january, Basis.LAST_YEAR, "revenue", "year_to_date") == 80


def test_a_month_left_open_between_closed_ones_does_not_count() -> None:
    closed = ClosedMonths(months=(True, False, True, *[False] * 9))
    sales = ActualLine(code="SALES", months=year(90, 80, 110))
    account = pnl(plan(line("SALES", Kind.REVENUE, 100)), Actuals(lines=(sales,), closing=(closed,)), MAR)
    assert amount(account, Basis.ACTUAL, "revenue", "year_to_date") == 90 + 110
    assert amount(account, Basis.PLAN, "revenue", "year_to_date") == 200


def test_before_the_first_month_is_closed_there_is_no_year_to_date() -> None:
    account = pnl(plan(*LINES), actuals(0, HAPPENED), JAN)
    assert amount(account, Basis.ACTUAL, "revenue", "year_to_date") is None
    assert amount(account, Basis.PLAN, "revenue", "year_to_date") is None
    assert amount(account, Basis.ACTUAL, "revenue", JAN) == 105


# Blank is not zero ----------------------------------------------------------------------------------------------------


def test_blank_is_not_reported_and_zero_is_an_amount() -> None:
    account = pnl(plan(*LINES), actuals(3, {"SALES-S": (72, None, 0)}), MAR)
    assert [amount(account, Basis.ACTUAL, "revenue:Store", month) for month in (JAN, FEB, MAR)] == [72, None, 0]
    assert amount(account, Basis.ACTUAL, "revenue:Store", "year_to_date") == 72
    assert amount(account, Basis.ACTUAL, "revenue:Online", "year_to_date") is None


def test_a_total_adds_up_what_is_reported() -> None:
    account = pnl(plan(*LINES), actuals(1, {"SALES-S": (72,), "RENT": (6,)}), JAN)
    assert amount(account, Basis.ACTUAL, "revenue", JAN) == 72
    assert amount(account, Basis.ACTUAL, "fixed_costs", JAN) == 6


def test_profit_is_not_guessed_where_a_cost_is_not_reported_at_all() -> None:
    no_goods = {code: months for code, months in HAPPENED.items() if not code.startswith("GOODS")}
    account = pnl(plan(*LINES), actuals(2, no_goods), FEB)
    assert amount(account, Basis.ACTUAL, "revenue", JAN) == 105
    assert amount(account, Basis.ACTUAL, "gross_profit", JAN) is None
    assert amount(account, Basis.ACTUAL, "gross_profit", "year_to_date") is None
    assert amount(account, Basis.ACTUAL, "operating_profit", "year_to_date") is None


def test_a_blank_month_of_the_budget_is_a_plan_of_nothing() -> None:
    account = pnl(plan(line("SALES", Kind.REVENUE, 10, None, 30)), actuals(0, {}), JAN)
    assert [amount(account, Basis.PLAN, "revenue", month) for month in (JAN, FEB, MAR, 11)] == [10, 0, 30, 0]
    assert amount(account, Basis.PLAN, "revenue", "year") == 40


def test_a_line_without_its_row_in_actuals_is_not_reported() -> None:
    account = pnl(plan(*LINES), actuals(2, {}), FEB)
    assert set(figures(account, Basis.ACTUAL, "line:RENT").months) == {None}


def test_actuals_of_a_line_no_longer_in_the_plan_count_nowhere() -> None:
    account = pnl(plan(*LINES), actuals(2, HAPPENED | {"GONE": (999, 999)}), FEB)
    assert amount(account, Basis.ACTUAL, "revenue", "year_to_date") == 195
    assert amount(account, Basis.ACTUAL, "operating_profit", "year_to_date") == 22


# Plans that lack something --------------------------------------------------------------------------------------------


def test_a_service_without_goods_keeps_all_its_revenue_as_gross_profit() -> None:
    account = pnl(plan(line("LESSONS", Kind.REVENUE, 50)), actuals(1, {"LESSONS": (48,)}), JAN)
    assert amount(account, Basis.ACTUAL, "gross_profit", JAN) == 48
    assert amount(account, Basis.ACTUAL, "operating_profit", JAN) == 48
    assert amount(account, Basis.ACTUAL, "gross_profit", FEB) is None


def test_an_empty_plan_has_an_account_of_zeros() -> None:
    account = pnl(plan(), actuals(0, {}), JAN)
    assert [item.key for item in account.items] == ["revenue", "cogs", "gross_profit", "operating_profit"]
    assert amount(account, Basis.PLAN, "operating_profit", "year") == 0


def test_a_channel_given_up_this_year_keeps_last_years_revenue() -> None:
    direction = Direction(last_year=(*DIRECTION.last_year, LastYear(channel="Market stall", months=year(*[5] * 12))))
    account = pnl(plan(*LINES, direction=direction), actuals(2, HAPPENED), FEB)
    assert amount(account, Basis.LAST_YEAR, "revenue:Market stall", "year") == 60
    assert amount(account, Basis.PLAN, "revenue:Market stall", "year") == 0
    assert amount(account, Basis.ACTUAL, "revenue:Market stall", "year_to_date") == 0
    assert amount(account, Basis.LAST_YEAR, "revenue", "year") == 12 * (60 + 20 + 5)
    assert amount(account, Basis.ACTUAL, "revenue", "year_to_date") == 195
    assert account.get(Basis.PLAN, "gross_profit:Market stall") is None


def test_a_month_that_last_year_lacks_is_blank_not_zero() -> None:
    direction = Direction(last_year=(LastYear(channel="Store", months=year(60, None)),))
    account = pnl(plan(*LINES, direction=direction), actuals(2, HAPPENED), FEB)
    assert amount(account, Basis.LAST_YEAR, "revenue", FEB) is None
    assert amount(account, Basis.LAST_YEAR, "revenue", "year_to_date") == 60


# Against pandas -------------------------------------------------------------------------------------------------------

months = st.lists(st.none() | st.integers(-999, 999), min_size=12, max_size=12)
books = st.lists(
    st.tuples(st.sampled_from(Kind), st.sampled_from([None, "Store", "Online"]), months, months), max_size=10
)
GROUPS = {
    "revenue": [Kind.REVENUE],
    "cogs": [Kind.COGS],
    "marketing": [Kind.MARKETING],
    "fixed_costs": [Kind.PEOPLE, Kind.FIXED],
    "variable_costs": [Kind.VARIABLE],
    "operating_costs": [Kind.MARKETING, Kind.PEOPLE, Kind.FIXED, Kind.VARIABLE],
    "purchases": [Kind.PURCHASES],
    "capital": [Kind.CAPITAL],
}


@given(books, st.lists(st.booleans(), min_size=12, max_size=12), st.integers(0, 11))
def test_pandas_adds_up_the_same_totals(
    rows: list[tuple[Kind, str | None, list[int | None], list[int | None]]], closed: list[bool], position: int
) -> None:
    lines = [
        BudgetLine(code=f"L{number}", name="A line", kind=kind, channel=channel, months=tuple(planned))
        for number, (kind, channel, planned, _) in enumerate(rows)
    ]
    reported = tuple(ActualLine(code=f"L{number}", months=tuple(row[3])) for number, row in enumerate(rows))
    happened = Actuals(lines=reported, closing=(ClosedMonths(months=tuple(closed)),))
    account = pnl(plan(*lines), happened, position)
    index = pd.MultiIndex.from_tuples([row[:2] for row in rows], names=["kind", "channel"])
    planned_frame = pd.DataFrame([row[2] for row in rows], index, range(12), dtype=float).fillna(0)
    actual_frame = pd.DataFrame([row[3] for row in rows], index, range(12), dtype=float)
    counted = [month for month in range(position + 1) if closed[month]]
    for key, kinds in GROUPS.items():
        is_kind = index.get_level_values("kind").isin(kinds)
        if is_kind.any():
            assert_adds_up(figures(account, Basis.PLAN, key), planned_frame[is_kind], counted)
            assert_adds_up(figures(account, Basis.ACTUAL, key), actual_frame[is_kind], counted)
        for channel in ("Store", "Online"):
            sold = is_kind & (index.get_level_values("channel") == channel)
            if key in ("revenue", "cogs") and sold.any():
                assert_adds_up(figures(account, Basis.ACTUAL, f"{key}:{channel}"), actual_frame[sold], counted)


def assert_adds_up(found: Figures, frame: pd.DataFrame, counted: list[int]) -> None:
    by_month = frame.sum(min_count=1)
    expected: list[float] = [*by_month, by_month[counted].sum(min_count=1), by_month.sum(min_count=1)]
    amounts: list[Millions] = [*found.months, found.year_to_date, found.year]
    assert amounts == [None if math.isnan(each) else each for each in expected]
