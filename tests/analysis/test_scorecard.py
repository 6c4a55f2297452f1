from typing import Any

import pytest

from aop_excel.analysis.report import analyse
from aop_excel.analysis.scorecard import Score
from aop_excel.analysis.status import Status
from aop_excel.domain.plan import Better, Kind, TrackedKpi
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, line, plan

GREEN, AMBER, RED, UNKNOWN = Status.GREEN, Status.AMBER, Status.RED, Status.UNKNOWN


def score(measured: str, closed: int = 2, settings: dict[str, Any] | None = None, **tracked: Any) -> Score:
    """One KPI of the shop on the scorecard."""
    kpi = TrackedKpi(code="K", measure=measured, **tracked)
    shop = plan(*LINES, direction=DIRECTION, kpis=(kpi,), settings=settings)
    return analyse(shop, actuals(closed, HAPPENED)).scores[0]


def sales(*months: float, limits: tuple[float, float] = (0.02, 0.05), band: float = 0, **tracked: Any) -> Score:
    """Revenue of months that are all closed, planned at 100 million each."""
    kpi = TrackedKpi(code="K", measure="revenue", amber=limits[0], red=limits[1], **tracked)
    shop = plan(line("SALES", Kind.REVENUE, 100), kpis=(kpi,), settings={"status_band": band})
    return analyse(shop, actuals(len(months), {"SALES": months})).scores[0]


# Figures --------------------------------------------------------------------------------------------------------------


def test_a_kpi_by_month_and_so_far() -> None:
    margin = score("gross_margin")
    assert margin.months[:2] == pytest.approx((38 / 105, 30 / 90))
    assert set(margin.months[2:]) == {None}
    assert margin.year_to_date == pytest.approx(68 / 195)
    assert (margin.plan_to_date, margin.plan_year) == (0.37, 0.37)


def test_kpis_stand_in_the_owners_order() -> None:
    kpis = tuple(TrackedKpi(code=code, measure="revenue") for code in ("C", "A", "B"))
    scores = analyse(plan(*LINES, kpis=kpis), actuals(2, HAPPENED)).scores
    assert [each.tracked.code for each in scores] == ["C", "A", "B"]


# Targets --------------------------------------------------------------------------------------------------------------


def test_without_a_typed_target_the_plan_is_the_target() -> None:
    revenue = score("revenue")
    assert (revenue.target_to_date, revenue.year_target) == (200 * M, 1200 * M)


def test_a_typed_target_of_a_ratio_holds_in_every_period() -> None:
    margin = score("gross_margin", target=0.35)
    assert (margin.target_to_date, margin.year_target) == (0.35, 0.35)


def test_a_typed_target_of_an_amount_follows_the_phasing_of_the_plan() -> None:
    # December alone sells half of the year, so that only 6 × 50 = 300 of 1200 are planned by the end of June.
    year = (50,) * 6 + (60,) * 5 + (600,)
    kpi = TrackedKpi(code="K", measure="revenue", target=1400 * M)
    shop = plan(line("SALES", Kind.REVENUE, *year), kpis=(kpi,))
    (found,) = analyse(shop, actuals(6, {"SALES": (55,) * 6})).scores
    assert (found.target_to_date, found.year_target) == (1400 * M * 300 / 1200, 1400 * M)
    assert (found.year_to_date, found.status) == (330 * M, RED)  # 330 of 350 is 5.7 % short, and red begins at 5 %


def test_a_typed_target_of_an_amount_that_nothing_is_planned_for_cannot_be_phased() -> None:
    kpi = TrackedKpi(code="K", measure="revenue", target=100 * M)
    (found,) = analyse(plan(kpis=(kpi,)), actuals(1, {})).scores
    assert (found.target_to_date, found.status, found.year_target) == (None, UNKNOWN, 100 * M)


# Status ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measured", "tracked", "status"),
    [
        ("revenue", {"amber": 0.02, "red": 0.05}, AMBER),  # 195 of 200: 2.5 % short
        ("revenue", {"amber": 0.02, "red": 0.025}, RED),
        ("revenue", {"amber": 0.03, "red": 0.05}, GREEN),
        ("revenue", {"channel": "Online"}, GREEN),  # 60 of 60
        ("revenue", {"channel": "Store"}, AMBER),  # 135 of 140: 3.6 %
        ("gross_margin", {"target": 0.35, "amber": 0, "red": 0.02}, AMBER),  # 34.87 %
        ("gross_margin", {"target": 0.37, "amber": 0, "red": 0.02}, RED),  # 2.1 points short
        ("marketing_ratio", {"target": 0.07, "amber": 0, "red": 0.01}, GREEN),  # 6.15 %
        ("marketing_ratio", {"target": 0.05, "amber": 0, "red": 0.02}, AMBER),
        ("marketing_ratio", {"target": 0.05, "amber": 0, "red": 0.01}, RED),
        ("budget_used", {"target": 1, "amber": 0.02, "red": 0.05}, AMBER),  # 46 of 44: 104.5 %
        ("operating_profit", {"amber": 0.05, "red": 0.25}, RED),  # 22 of 30: 26.7 % short
        ("actions_on_time", {"target": 0.8}, UNKNOWN),  # nothing is due
    ],
)
def test_the_status_of_the_shops_kpis(measured: str, tracked: dict[str, Any], status: Status) -> None:
    assert score(measured, **tracked).status is status


def test_before_a_month_is_closed_nothing_is_judged() -> None:
    found = score("revenue", closed=0)
    assert (found.year_to_date, found.status) == (None, UNKNOWN)
    assert found.months[0] == 105 * M


def test_a_kpi_without_target_and_plan_is_not_judged() -> None:
    assert score("revenue", channel="Market stall", target=0.5).status is UNKNOWN


def test_a_ratio_within_its_range_is_green_and_beyond_either_end_is_not() -> None:
    limits: dict[str, Any] = {"better": Better.RANGE, "amber": 0.0, "red": 0.10}
    stock = 120 / 127  # purchases against cost of goods: 94.5 %
    assert score("purchases_to_cogs", target=0.90, target_to=1.00, **limits).status is GREEN
    assert score("purchases_to_cogs", target=0.80, target_to=0.90, **limits).status is AMBER
    assert score("purchases_to_cogs", target=1.00, target_to=1.10, **limits).status is AMBER
    assert score("purchases_to_cogs", target=stock + 0.11, target_to=1.20, **limits).status is RED


@pytest.mark.parametrize(("sold", "status"), [(89, AMBER), (90, GREEN), (100, GREEN), (110, GREEN), (111, AMBER)])
def test_both_ends_of_an_amounts_range_follow_the_phasing(sold: float, status: Status) -> None:
    # 1080 to 1320 in the year is 90 to 110 in January.
    january = sales(sold, limits=(0, 0.05), better=Better.RANGE, target=1080 * M, target_to=1320 * M)
    assert january.status is status


# Band: sales so far, with 100 million planned each month --------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "without", "with_band"),
    [
        ((94,), RED, RED),  # 6 % short
        ((94, 98), AMBER, RED),  # 4 % short: better than the limit of 5 %, not by the band of 2 %
        ((94, 98, 101), AMBER, AMBER),  # 7 of 300 is 2.3 % short
        ((94, 98, 101, 102), GREEN, AMBER),  # 5 of 400 is 1.25 %
        ((94, 98, 101, 102, 106), GREEN, GREEN),  # a million over plan: past the limit and its band
        ((100, 96, 88), RED, RED),  # falling does not wait
    ],
)
def test_with_a_band_a_status_needs_more_to_improve(
    months: tuple[float, ...], without: Status, with_band: Status
) -> None:
    assert sales(*months).status is without
    assert sales(*months, band=0.02).status is with_band
