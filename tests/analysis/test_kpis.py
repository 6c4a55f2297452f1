from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from aop_excel.analysis.kpis import KPIS, OWN, Aggregate, Kpi, Unit, chosen, measure
from aop_excel.analysis.pnl import Basis, Period, pnl
from aop_excel.analysis.scorecard import actual_value
from aop_excel.domain.plan import Action, ActionStatus, Better, Channel, Direction, LastYear, Plan, TrackedKpi
from tests.analysis.shop import ACTIONS, DIRECTION, HAPPENED, LINES, M, Millions, actuals, plan, year

JAN, FEB, MAR = 0, 1, 2

SHOP = plan(*LINES, direction=DIRECTION, actions=ACTIONS)


def value(
    measured: str,
    basis: Basis,
    period: Period,
    *,
    shop: Plan = SHOP,
    happened: dict[str, tuple[Millions, ...]] | None = None,
    **tracked: Any,
) -> float | None:
    """A KPI of the shop; February is the report month, and closed."""
    kpi = chosen(TrackedKpi(code="K", measure=measured, **tracked), shop)
    account = pnl(shop, actuals(2, HAPPENED if happened is None else happened), FEB)
    return (
        actual_value(kpi, shop, account, period, FEB) if basis is Basis.ACTUAL else measure(kpi, account, basis, period)
    )


# Worked examples: what the shop's figures (tests/analysis/shop.py) come to on paper -----------------------------------


@dataclass(frozen=True)
class Worked:
    """A KPI's value in January and so far (January and February), and what the plan makes of it so far and by year."""

    january: float
    to_date: float
    planned_to_date: float | None
    planned_year: float | None


# Shop            January  to date   plan to date  plan year     last year: 80 a month
# revenue             105      195            200       1200
# of it Online         33       60             60        360     last year: 20 a month
# goods                67      127            126        756
# of it Online         22       42             42        252
# marketing             7       12             10         60
# operating costs      24       46             44        264
# purchases            70      120            120        720

WORKED = {
    "revenue": Worked(105 * M, 195 * M, 200 * M, 1200 * M),
    "revenue_growth": Worked(105 / 80 - 1, 195 / 160 - 1, 200 / 160 - 1, 1200 / 960 - 1),
    "revenue_to_plan": Worked(105 / 100, 195 / 200, 1, 1),
    "channel_share": Worked(33 / 105, 60 / 195, 0.30, 0.30),  # of Online
    "online_share": Worked(33 / 105, 60 / 195, 0.30, 0.30),
    "gross_profit": Worked(38 * M, 68 * M, 74 * M, 444 * M),
    "gross_margin": Worked(38 / 105, 68 / 195, 0.37, 0.37),
    "marketing_ratio": Worked(7 / 105, 12 / 195, 0.05, 0.05),
    "operating_profit": Worked(14 * M, 22 * M, 30 * M, 180 * M),
    "operating_margin": Worked(14 / 105, 22 / 195, 0.15, 0.15),
    "purchases_to_cogs": Worked(70 / 67, 120 / 127, 120 / 126, 720 / 756),
    "budget_used": Worked(24 / 22, 46 / 44, 1, 1),
    # Due by the end of January: A1 in time, A2 three days late. By the end of February also A3 in time and A4 not done;
    # A5 was cancelled. The plan's figures say nothing about it.
    "actions_on_time": Worked(1 / 2, 2 / 4, None, None),
}

IN_ONLINE = {
    "revenue": Worked(33 * M, 60 * M, 60 * M, 360 * M),
    "revenue_growth": Worked(33 / 20 - 1, 60 / 40 - 1, 60 / 40 - 1, 360 / 240 - 1),
    "revenue_to_plan": Worked(33 / 30, 60 / 60, 1, 1),
    "channel_share": WORKED["channel_share"],
    "gross_profit": Worked(11 * M, 18 * M, 18 * M, 108 * M),
    "gross_margin": Worked(11 / 33, 18 / 60, 0.30, 0.30),
}


def close(expected: float | None) -> Any:
    return None if expected is None else pytest.approx(expected, rel=1e-12)


def assert_worked(kpi: Kpi, worked: Worked, **tracked: Any) -> None:
    assert value(kpi.key, Basis.ACTUAL, JAN, **tracked) == close(worked.january)
    assert value(kpi.key, Basis.ACTUAL, "year_to_date", **tracked) == close(worked.to_date)
    assert value(kpi.key, Basis.PLAN, "year_to_date", **tracked) == close(worked.planned_to_date)
    assert value(kpi.key, Basis.PLAN, "year", **tracked) == close(worked.planned_year)


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.key)
def test_every_kpi_comes_to_its_worked_example(kpi: Kpi) -> None:
    assert kpi.key in WORKED, f"work out an example of {kpi.key}"
    assert_worked(kpi, WORKED[kpi.key], channel="Online" if kpi.needs_channel else None)


@pytest.mark.parametrize("kpi", [kpi for kpi in KPIS if kpi.takes_channel], ids=lambda kpi: kpi.key)
def test_every_kpi_that_takes_a_channel_has_a_worked_example_of_one(kpi: Kpi) -> None:
    assert kpi.key in IN_ONLINE, f"work out an example of {kpi.key} in a channel"
    assert_worked(kpi, IN_ONLINE[kpi.key], channel="Online")


# What holds for all of them -------------------------------------------------------------------------------------------


def test_a_kpi_has_a_key_of_its_own_and_a_label_in_both_languages() -> None:
    assert len({kpi.key for kpi in KPIS} | {OWN}) == len(KPIS) + 1
    assert len({kpi.label.vi for kpi in KPIS}) == len({kpi.label.en for kpi in KPIS}) == len(KPIS)


@pytest.mark.parametrize("kpi", [kpi for kpi in KPIS if kpi.aggregate is Aggregate.SUM], ids=lambda kpi: kpi.key)
def test_an_amount_of_the_year_is_the_sum_of_its_months(kpi: Kpi) -> None:
    months = [value(kpi.key, Basis.PLAN, month) or 0 for month in range(12)]
    assert sum(months) == value(kpi.key, Basis.PLAN, "year")


def test_a_ratio_is_recomputed_from_its_parts_and_never_averaged() -> None:
    # January 38 / 105 = 36.2 %, February 30 / 90 = 33.3 %: together 68 / 195 = 34.87 %, not the mean 34.76 %.
    assert value("gross_margin", Basis.ACTUAL, JAN) == close(38 / 105)
    assert value("gross_margin", Basis.ACTUAL, FEB) == close(30 / 90)
    assert value("gross_margin", Basis.ACTUAL, "year_to_date") == close(68 / 195)


@pytest.mark.parametrize("kpi", [kpi for kpi in KPIS if kpi.state is None], ids=lambda kpi: kpi.key)
def test_a_month_with_no_figures_has_no_value(kpi: Kpi) -> None:
    assert value(kpi.key, Basis.ACTUAL, MAR, channel="Online" if kpi.needs_channel else None) is None


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.key)
def test_an_empty_plan_has_no_ratios_and_no_profit_out_of_nothing(kpi: Kpi) -> None:
    found = value(kpi.key, Basis.PLAN, "year", shop=plan(), happened={})
    assert found == (0 if kpi.key in ("revenue", "gross_profit", "operating_profit") else None)


def test_without_a_plan_revenue_is_not_held_against_it() -> None:
    unplanned = plan(*(line for line in LINES if line.channel != "Online"), direction=DIRECTION)
    assert value("revenue_to_plan", Basis.ACTUAL, JAN, shop=unplanned, channel="Online") is None


def test_without_last_year_there_is_no_growth() -> None:
    assert value("revenue_growth", Basis.ACTUAL, JAN, shop=plan(*LINES)) is None


def test_a_month_without_sales_has_no_margin() -> None:
    closed_for_repairs = HAPPENED | {"SALES-S": (0.0,), "SALES-O": (0.0,)}
    assert value("revenue", Basis.ACTUAL, JAN, happened=closed_for_repairs) == 0
    assert value("gross_margin", Basis.ACTUAL, JAN, happened=closed_for_repairs) is None


def test_a_channel_without_its_own_cost_of_goods_has_no_margin_of_its_own() -> None:
    sharing = plan(*(line.model_copy(update={"channel": None}) if line.code == "GOODS-O" else line for line in LINES))
    assert value("gross_margin", Basis.ACTUAL, JAN, shop=sharing, channel="Online") is None
    assert value("gross_margin", Basis.ACTUAL, JAN, shop=sharing) == close(38 / 105)


def test_a_channel_that_the_plan_does_not_know_has_no_figures() -> None:
    assert value("revenue", Basis.ACTUAL, JAN, channel="Market stall") is None


# Online share ---------------------------------------------------------------------------------------------------------


def test_the_online_share_adds_up_every_online_channel() -> None:
    both_online = Direction(
        channels=(Channel(name="Store", online=True), Channel(name="Online", online=True)), last_year=()
    )
    assert value("online_share", Basis.ACTUAL, JAN, shop=plan(*LINES, direction=both_online)) == 1


def test_an_online_channel_that_sells_nothing_does_not_hide_the_share_of_the_others() -> None:
    planned_for_later = Direction(channels=(*DIRECTION.channels, Channel(name="Marketplace", online=True)))
    assert value("online_share", Basis.ACTUAL, JAN, shop=plan(*LINES, direction=planned_for_later)) == close(33 / 105)


def test_an_online_channel_given_up_this_year_counts_as_nothing_sold() -> None:
    given_up = Direction(
        channels=(*DIRECTION.channels, Channel(name="Marketplace", online=True)),
        last_year=(*DIRECTION.last_year, LastYear(channel="Marketplace", months=year(*[10] * 12))),
    )
    shop = plan(*LINES, direction=given_up)
    assert value("online_share", Basis.ACTUAL, JAN, shop=shop) == close(33 / 105)
    assert value("revenue_growth", Basis.ACTUAL, JAN, shop=shop) == close(105 / 90 - 1)


def test_without_an_online_channel_there_is_no_online_share() -> None:
    only_stores = Direction(channels=(Channel(name="Store"), Channel(name="Online")))
    assert value("online_share", Basis.ACTUAL, JAN, shop=plan(*LINES, direction=only_stores)) is None


# Actions on time ------------------------------------------------------------------------------------------------------


def test_actions_are_looked_at_on_the_last_day_of_the_month_and_not_beyond_the_report_month() -> None:
    assert value("actions_on_time", Basis.ACTUAL, JAN) == 1 / 2
    assert value("actions_on_time", Basis.ACTUAL, FEB) == 2 / 4
    assert value("actions_on_time", Basis.ACTUAL, MAR) is None


def test_an_action_called_done_without_its_day_was_not_seen_to_be_in_time() -> None:
    done = Action(code="A1", name="Storefront", due=date(2027, 1, 20), status=ActionStatus.DONE)
    assert value("actions_on_time", Basis.ACTUAL, JAN, shop=plan(actions=(done,))) == 0


def test_while_nothing_is_due_there_is_nothing_to_judge() -> None:
    assert value("actions_on_time", Basis.ACTUAL, FEB, shop=plan(actions=ACTIONS[-2:])) is None


# The owner's own KPIs -------------------------------------------------------------------------------------------------


def own(period: Period, *numerator: str, over: tuple[str, ...] = (), basis: Basis = Basis.ACTUAL) -> float | None:
    return value(OWN, basis, period, numerator=numerator, denominator=over)


def own_kpi(*numerator: str, over: tuple[str, ...] = (), **tracked: Any) -> Kpi:
    return chosen(TrackedKpi(code="K", measure=OWN, numerator=numerator, denominator=over, **tracked), SHOP)


def test_an_own_kpi_can_be_one_line() -> None:
    assert own(JAN, "ADS") == 7 * M
    assert own("year_to_date", "ADS") == 12 * M
    assert own("year", "ADS", basis=Basis.PLAN) == 60 * M


def test_an_own_kpi_can_add_up_lines() -> None:
    assert own("year_to_date", "STAFF", "RENT") == (16 + 12) * M


def test_a_kind_stands_for_all_its_lines() -> None:
    assert own("year_to_date", "revenue") == 195 * M
    assert own("year_to_date", "people", "fixed", "variable") == (16 + 12 + 6) * M


def test_a_line_named_twice_counts_once() -> None:
    assert own(JAN, "SALES-O", "revenue") == 105 * M


def test_an_own_kpi_can_be_a_ratio_of_two_groups_of_lines() -> None:
    assert own("year_to_date", "ADS", "DELIVERY", over=("SALES-O",)) == close(18 / 60)
    assert own("year", "ADS", "DELIVERY", over=("SALES-O",), basis=Basis.PLAN) == close(8 / 30)


def test_money_over_a_quantity_is_a_price() -> None:
    assert own("year_to_date", "revenue", over=("ORDERS",)) == close(195 * M / 400)
    assert own(JAN, "revenue", over=("quantity",)) == 500_000  # 105 million from 210 orders


def test_an_own_kpi_says_what_it_is_counted_in() -> None:
    found = {
        "nothing yet": own_kpi(),
        "amount": own_kpi("ADS"),
        "orders": own_kpi("ORDERS"),
        "ratio": own_kpi("ADS", over=("revenue",)),
        "price": own_kpi("revenue", over=("ORDERS",)),
        "orders per order": own_kpi("ORDERS", over=("quantity",)),
        "orders per đồng": own_kpi("ORDERS", over=("ADS",)),
    }
    assert {name: (kpi.unit, kpi.aggregate) for name, kpi in found.items()} == {
        "nothing yet": (Unit.MONEY, Aggregate.SUM),
        "amount": (Unit.MONEY, Aggregate.SUM),
        "orders": (Unit.COUNT, Aggregate.SUM),
        "ratio": (Unit.RATIO, Aggregate.RATIO),
        "price": (Unit.MONEY, Aggregate.RATIO),
        "orders per order": (Unit.RATIO, Aggregate.RATIO),
        "orders per đồng": (Unit.RATIO, Aggregate.RATIO),
    }


def test_an_own_kpi_adds_up_what_is_reported_as_every_total_does() -> None:
    no_rent = {code: months for code, months in HAPPENED.items() if code != "RENT"}
    assert value(OWN, Basis.ACTUAL, JAN, happened=no_rent, numerator=("STAFF", "RENT")) == 8e6
    assert value(OWN, Basis.ACTUAL, JAN, happened=no_rent, numerator=("RENT",)) is None
    assert value(OWN, Basis.ACTUAL, JAN, happened=no_rent, numerator=("ADS",), denominator=("RENT",)) is None


def test_an_own_kpi_of_nothing_or_of_an_unknown_line_has_no_value() -> None:
    assert own(JAN) is None
    assert own(JAN, "GONE") is None
    assert own(JAN, "ADS", "GONE") is None
    assert own(JAN, "ADS", over=("GONE",)) is None


def test_an_own_kpi_over_zero_has_no_value() -> None:
    assert own(FEB, "ADS", over=("CAMERA",)) is None  # no camera was bought in February


def test_the_owner_says_which_way_an_own_kpi_should_move() -> None:
    assert own_kpi("ADS").better is Better.HIGHER
    assert own_kpi("ADS", better=Better.LOWER).better is Better.LOWER


# Names ----------------------------------------------------------------------------------------------------------------


def test_a_kpi_of_a_channel_names_it_unless_the_owner_named_the_kpi() -> None:
    plain = chosen(TrackedKpi(code="K", measure="gross_margin", channel="Online"), SHOP).label
    named = chosen(TrackedKpi(code="K", measure="gross_margin", channel="Online", name="Our margin"), SHOP).label
    assert (plain.vi, plain.en) == ("Biên lợi nhuận gộp – Online", "Gross margin – Online")
    assert (named.vi, named.en) == ("Our margin", "Our margin")


def test_an_own_kpi_without_a_name_is_called_by_its_code() -> None:
    assert (own_kpi("ADS").label.en, own_kpi("ADS", name="Adverts").label.en) == ("K", "Adverts")


def test_the_owner_may_turn_round_what_is_better() -> None:
    stocking_up = chosen(TrackedKpi(code="K", measure="purchases_to_cogs", better=Better.HIGHER), SHOP)
    assert stocking_up.better is Better.HIGHER
