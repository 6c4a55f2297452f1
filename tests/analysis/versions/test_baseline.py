"""Variance against a frozen version, or last year: by hand, and added up line by line for any two plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.report import ItemVariance, Report, analyse
from aop_excel.analysis.versions.earlier import frozen_before
from aop_excel.domain.plan import BudgetLine, Channel, Direction, Kind, LastYear, LastYearSales, Plan, SalesFigure
from aop_excel.domain.versions import PlanVersion
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, line, plan, year

FIRST = PlanVersion(number=1, approved=date(2027, 1, 2), reason="Approved")


def against(chosen: str, before: Plan, now: Plan, closed: int = 2) -> Report:
    """The plan of today with the one before frozen as version 1."""
    versions = frozen_before([before], [FIRST]).model_copy(update={"compared_with": chosen})
    return analyse(now.model_copy(update={"versions": versions}), actuals(closed, HAPPENED))


def by_key(rows: Sequence[ItemVariance]) -> dict[str, ItemVariance]:
    return {row.item.key: row for row in rows}


SHOP = plan(*LINES, direction=DIRECTION)
MORE_ADS = plan(*(line("ADS", Kind.MARKETING, 6) if each.code == "ADS" else each for each in LINES))


def test_the_current_plan_is_the_base_unless_another_is_chosen() -> None:
    report = against("current", SHOP, MORE_ADS)
    assert report.baseline is None
    assert report.compared is report.variances


def test_against_the_original_the_budget_of_then_counts() -> None:
    report = against("original", SHOP, MORE_ADS)
    ads = by_key(report.compared)["line:ADS"]
    # 7 and 5 million were spent; the original allowed 5 a month, today's plan 6.
    assert (ads.month.plan, ads.year_to_date.plan, ads.year.plan) == (5 * M, 10 * M, 60 * M)
    assert (ads.year_to_date.amount, by_key(report.variances)["line:ADS"].year_to_date.amount) == (2 * M, 0)
    assert report.baseline is not None
    assert report.baseline.label.en == "Version 1 (02/01/2027)"


def test_everything_else_stays_with_the_current_plan() -> None:
    then, now = against("original", SHOP, MORE_ADS), against("current", SHOP, MORE_ADS)
    assert (then.variances, then.budget_limits, then.scores, then.bridges) == (
        now.variances,
        now.budget_limits,
        now.scores,
        now.bridges,
    )


def test_a_line_that_the_plan_gave_up_still_stands_there() -> None:
    without = plan(*(each for each in LINES if each.code != "RENT"))
    rows = by_key(against("original", SHOP, without).compared)
    rent = rows["line:RENT"]
    assert (rent.month.plan, rent.month.actual, rent.month.effect) == (6 * M, 0, 6 * M)
    assert (rent.year.plan, rent.year.actual) == (72 * M, 0)
    # Operating profit to date of the original: 2 × (100 − 63 − 5 − 8 − 6 − 3) = 30; now 195 − 127 − 12 − 16 − 6 = 34
    assert (rows["operating_profit"].year_to_date.plan, rows["operating_profit"].year_to_date.actual) == (
        30 * M,
        34 * M,
    )


def test_a_line_that_is_another_now_stands_there_twice() -> None:
    fee = plan(*(line("ADS", Kind.VARIABLE, 5) if each.code == "ADS" else each for each in LINES))
    rows = by_key(against("original", SHOP, fee).compared)
    assert (rows["line:ADS"].month.plan, rows["line:ADS (v1)"].month.plan) == (0, 5 * M)
    assert rows["marketing"].month.plan == 5 * M


def test_a_cause_is_only_asked_for_lines_of_the_plan() -> None:
    without = plan(*(each for each in LINES if each.code not in ("RENT", "CAMERA")))
    report = against("original", SHOP, without, closed=1)
    assert {row.item.key for row in report.compared if row.is_material_line} >= {"line:RENT", "line:CAMERA"}
    assert not {"line:RENT", "line:CAMERA"} & {row.item.key for row in report.material}


@pytest.mark.parametrize("chosen", ["2", "20"])
def test_a_version_that_is_not_there_is_the_current_plan(chosen: str) -> None:
    assert against(chosen, SHOP, MORE_ADS).baseline is None


def test_the_latest_is_the_one_frozen_last() -> None:
    second = PlanVersion(number=2, approved=date(2027, 7, 1), reason="r", goal="G", trade_off="t")
    versions = frozen_before([SHOP], [FIRST, second]).model_copy(update={"compared_with": "latest"})
    report = analyse(SHOP.model_copy(update={"versions": versions}), actuals(2, HAPPENED))
    assert report.baseline is not None
    assert report.baseline.label.en == "Version 1 (02/01/2027)"  # the second names no goal there is, and is not frozen


# Effects add up -------------------------------------------------------------------------------------------------------

amounts = st.lists(st.integers(-(10**10), 10**10), min_size=12, max_size=12)
budget = st.dictionaries(
    st.sampled_from([f"L{number}" for number in range(6)]),
    st.tuples(st.sampled_from(Kind), st.sampled_from([None, "Store", "Online"]), amounts),
    max_size=6,
)


def of(rows: dict[str, tuple[Kind, str | None, list[int]]]) -> Plan:
    lines = (
        BudgetLine(code=code, name="A line", kind=kind, channel=channel, months=tuple(map(float, months)))
        for code, (kind, channel, months) in rows.items()
    )
    return plan(*lines)


@given(budget, budget, st.integers(1, 12), amounts)
def test_the_effects_of_all_lines_add_up_to_the_variance_of_profit(
    before: dict[str, tuple[Kind, str | None, list[int]]],
    now: dict[str, tuple[Kind, str | None, list[int]]],
    closed: int,
    happened: list[int],
) -> None:
    versions = frozen_before([of(before)], [FIRST]).model_copy(update={"compared_with": "original"})
    reported = {code: tuple(amount / M for amount in happened) for code in now}
    report = analyse(of(now).model_copy(update={"versions": versions}), actuals(closed, reported))
    lines = [row for row in report.compared if row.item.line and row.item.line.kind.in_profit]
    profit = by_key(report.compared)["operating_profit"]
    for period in ("month", "year_to_date", "year"):
        effects = [getattr(row, period).effect for row in lines]
        whole = getattr(profit, period).effect
        if None not in effects and whole is not None:
            assert whole == pytest.approx(sum(effects), abs=1)
    planned = {code: sum(months) for code, (kind, _, months) in before.items() if kind.in_profit}
    signs = {code: kind.sign for code, (kind, _, _) in before.items()}
    assert profit.year.plan == pytest.approx(sum(signs[code] * amount for code, amount in planned.items()), abs=1)


# Last year ------------------------------------------------------------------------------------------------------------


def last_year(direction: Direction) -> dict[str, ItemVariance]:
    shop = plan(*LINES, direction=direction)
    versions = shop.versions.model_copy(update={"compared_with": "last_year"})
    return by_key(analyse(shop.model_copy(update={"versions": versions}), actuals(2, HAPPENED)).compared)


def test_last_years_revenue_is_known_by_channel() -> None:
    rows = last_year(DIRECTION)
    # 60 and 20 million a month last year; 135 and 60 in these two months.
    assert (rows["revenue:Store"].year_to_date.amount, rows["revenue"].year_to_date.amount) == (15 * M, 35 * M)
    assert rows["revenue"].year.plan == 960 * M
    assert rows["revenue"].required == pytest.approx((960 - 195) / 10 * M)


def test_what_nobody_wrote_down_of_last_year_is_not_compared() -> None:
    rows = last_year(DIRECTION)
    for key in ("cogs", "gross_profit", "line:ADS", "operating_profit", "line:SALES-S"):
        assert (rows[key].month.plan, rows[key].month.amount, rows[key].required) == (None, None, None)
        assert not rows[key].month.material


def sales(figure: SalesFigure, channel: str, *, each: float) -> LastYearSales:
    return LastYearSales(channel=channel, figure=figure, months=year(*[each] * 12))


def test_last_years_cost_makes_gross_profit_known() -> None:
    store, online = sales(SalesFigure.COGS, "Store", each=36), sales(SalesFigure.COGS, "Online", each=14)
    both = last_year(DIRECTION.model_copy(update={"last_year_sales": (store, online)}))
    assert (both["gross_profit"].month.plan, both["gross_profit:Store"].month.plan) == (
        30 * M,
        24 * M,
    )  # 80 − 50, 60 − 36
    assert both["line:GOODS-S"].month.plan == 36 * M  # the only cost of the store without a group
    one = last_year(DIRECTION.model_copy(update={"last_year_sales": (store,)}))
    assert (one["gross_profit:Store"].month.plan, one["gross_profit"].month.plan) == (24 * M, None)


def test_a_line_that_shares_its_place_with_another_has_no_last_year() -> None:
    twin = line("SALES-S2", Kind.REVENUE, 10, channel="Store")
    direction = Direction(
        channels=(Channel(name="Store"),),
        last_year=(LastYear(channel="Store", months=year(*[60] * 12)),),
        last_year_sales=(sales(SalesFigure.REVENUE, "Store", each=60),),
    )
    shop = plan(*LINES, twin, direction=direction)
    versions = shop.versions.model_copy(update={"compared_with": "last_year"})
    rows = by_key(analyse(shop.model_copy(update={"versions": versions}), actuals(2, HAPPENED)).compared)
    assert rows["line:SALES-S"].month.plan is None
    assert rows["revenue:Store"].month.plan == 60 * M
