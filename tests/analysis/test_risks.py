from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.pnl import pnl
from aop_excel.analysis.report import analyse
from aop_excel.analysis.risks import RiskState, RiskWatch, fired_in, watch_risks
from aop_excel.analysis.scorecard import scorecard
from aop_excel.domain.plan import Better, Comparison, Kind, Risk, TrackedKpi
from tests.analysis.shop import M, Millions, actuals, line, plan

AT_LEAST, AT_MOST = Comparison

# A shop that sells 100 million a month; advertising of 3, 5, 6, 4, … million is 3, 5, 6, 4, … % of it.
LINES = (line("SALES", Kind.REVENUE, 100), line("ADS", Kind.MARKETING, 4))
ADS = TrackedKpi(code="ADS", measure="marketing_ratio")


def risk(**values: Any) -> Risk:
    asked: dict[str, Any] = {"kpi": "ADS", "comparison": AT_LEAST, "threshold": 0.05} | values
    return Risk(code="R", name="Dearer clicks", likelihood=3, impact=4, **asked)


def watch(
    *spent: Millions,
    closed: int | None = None,
    report: int = 12,
    start_month: int = 1,
    tracked: TrackedKpi = ADS,
    **trigger: Any,
) -> RiskWatch:
    """What the risk's trigger says after months in which so much was spent, all of them closed."""
    shop = plan(*LINES, kpis=(tracked,), risks=(risk(**trigger),), settings={"start_month": start_month})
    happened = actuals(len(spent) if closed is None else closed, {"SALES": (100,) * 12, "ADS": spent})
    account = pnl(shop, happened, report - 1)
    (found,) = watch_risks(shop, tuple(scorecard(shop, happened, account, report - 1)), account.counted)
    return found


def state(*spent: Millions, **trigger: Any) -> RiskState:
    return watch(*spent, **trigger).state


# Fired or not ---------------------------------------------------------------------------------------------------------


def test_a_risk_fires_in_the_month_that_reaches_its_trigger() -> None:
    found = watch(3, 4, 5)
    assert (found.state, found.since, found.until) == (RiskState.FIRED, 2, 2)
    assert found.last == pytest.approx(0.05)
    assert found.room == pytest.approx(0)


def test_it_has_fired_since_the_first_month_of_the_row() -> None:
    assert watch(3, 6, 7, 6).since == 1
    assert watch(6, 3, 7, 6).since == 2


def test_two_months_in_a_row_fire_in_the_second() -> None:
    assert state(3, 6, in_a_row=2) is RiskState.NEAR
    found = watch(3, 6, 7, 6, in_a_row=2)
    assert (found.state, found.since, found.until) == (RiskState.FIRED, 2, 3)


def test_a_month_below_breaks_the_row() -> None:
    assert state(6, 3, 6, in_a_row=2) is RiskState.NEAR
    assert state(6, 3, 6, 6, in_a_row=2) is RiskState.FIRED


def test_a_month_that_is_not_reported_breaks_the_row() -> None:
    assert state(6, None, 6, in_a_row=2) is RiskState.NEAR


def test_a_risk_that_fired_and_came_right_has_passed() -> None:
    found = watch(3, 6, 7, 3, 3)
    assert (found.state, found.since, found.until) == (RiskState.PASSED, 1, 2)


def test_only_closed_months_up_to_the_report_month_count() -> None:
    assert state(3, 3, 9, closed=2) is RiskState.QUIET
    assert state(3, 3, 9, report=2) is RiskState.QUIET
    assert state(3, 3, 9, report=3) is RiskState.FIRED


def test_in_a_year_from_april_the_months_are_those_of_the_fiscal_year() -> None:
    # A report month of June is the third: April 3 %, May 4 %, June 6 %.
    found = watch(3, 4, 6, start_month=4)
    assert (found.state, found.since, found.last_month) == (RiskState.FIRED, 2, 2)


# At most, and the bad side --------------------------------------------------------------------------------------------


def test_a_trigger_can_be_a_value_that_is_not_to_be_fallen_below() -> None:
    found = watch(6, 5, 2, comparison=AT_MOST, threshold=0.03)
    assert (found.state, found.since) == (RiskState.FIRED, 2)
    assert found.room == pytest.approx(-0.01)


def test_without_a_comparison_a_trigger_lies_on_the_bad_side_of_its_kpi() -> None:
    sales = TrackedKpi(code="ADS", measure="revenue")
    assert watch(6, comparison=None).comparison is AT_LEAST  # marketing over revenue: lower is better
    assert watch(6, comparison=None, tracked=sales, threshold=100 * M).comparison is AT_MOST
    turned = ADS.model_copy(update={"better": Better.HIGHER})
    assert watch(6, comparison=None, tracked=turned).comparison is AT_MOST


def test_a_hair_beside_the_trigger_reaches_it() -> None:
    assert fired_in([0.1 + 0.2], AT_MOST, 0.3, 1) == [0]
    assert fired_in([0.35 - 0.33], AT_LEAST, 0.02, 1) == [0]


# How near -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("spent", "expected"), [(4.7, RiskState.QUIET), (4.75, RiskState.NEAR), (4.9, RiskState.NEAR)])
def test_a_twentieth_of_the_trigger_before_it_is_near(spent: float, expected: RiskState) -> None:
    assert state(spent) is expected


def test_an_amount_is_near_by_the_same_share() -> None:
    sales = TrackedKpi(code="ADS", measure="revenue")
    for threshold, expected in ((95 * M, RiskState.QUIET), (96 * M, RiskState.NEAR), (100 * M, RiskState.FIRED)):
        assert state(4, tracked=sales, comparison=AT_MOST, threshold=threshold) is expected


def test_a_trigger_of_zero_and_negative_figures() -> None:
    profit = TrackedKpi(code="ADS", measure="operating_profit")
    assert state(101, tracked=profit, comparison=AT_MOST, threshold=0) is RiskState.FIRED
    assert state(99, tracked=profit, comparison=AT_MOST, threshold=0) is RiskState.QUIET
    found = watch(120, tracked=profit, comparison=AT_MOST, threshold=-10 * M)
    assert (found.state, found.last, found.room) == (RiskState.FIRED, -20 * M, -10 * M)


# Nothing to say -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [{"kpi": None}, {"kpi": "GONE"}, {"threshold": None}])
def test_a_sign_in_words_only_cannot_be_measured(missing: dict[str, Any]) -> None:
    found = watch(9, **missing)
    assert (found.state, found.last, found.room) == (RiskState.UNMEASURED, None, None)


def test_a_range_needs_a_side() -> None:
    within = ADS.model_copy(update={"better": Better.RANGE, "target": 0.03, "target_to": 0.05})
    assert state(9, tracked=within, comparison=None) is RiskState.UNMEASURED
    assert state(9, tracked=within) is RiskState.FIRED


def test_before_a_month_is_closed_or_reported_there_are_no_figures() -> None:
    assert state(closed=0) is RiskState.NO_FIGURES
    assert state(9, None) is RiskState.NO_FIGURES


def test_the_most_urgent_comes_first_and_of_two_the_larger() -> None:
    def of(code: str, impact: int, threshold: float | None) -> Risk:
        return risk(threshold=threshold).model_copy(update={"code": code, "impact": impact})

    shop = plan(
        *LINES,
        kpis=(ADS,),
        risks=(of("WORDS", 5, None), of("QUIET", 5, 0.5), of("SMALL", 1, 0.04), of("LARGE", 5, 0.04)),
    )
    report = analyse(shop, actuals(1, {"SALES": (100,), "ADS": (4,)}))
    assert [each.risk.code for each in report.risks] == ["LARGE", "SMALL", "QUIET", "WORDS"]


# What always holds ----------------------------------------------------------------------------------------------------

VALUES = st.lists(st.none() | st.integers(-3, 3).map(float), min_size=12, max_size=12)
SIDES = st.sampled_from(Comparison)


@given(VALUES, SIDES, st.integers(-3, 3).map(float), st.integers(1, 11))
def test_one_month_more_never_fires_where_one_less_does_not(
    values: list[float | None], side: Comparison, threshold: float, in_a_row: int
) -> None:
    more, fewer = (set(fired_in(values, side, threshold, count)) for count in (in_a_row + 1, in_a_row))
    assert more <= fewer
    assert {position - 1 for position in more} <= fewer


@given(VALUES, SIDES, st.integers(-3, 3).map(float), st.integers(1, 4))
def test_each_of_the_months_in_a_row_reaches_the_trigger_alone(
    values: list[float | None], side: Comparison, threshold: float, in_a_row: int
) -> None:
    alone = set(fired_in(values, side, threshold, 1))
    for position in fired_in(values, side, threshold, in_a_row):
        assert set(range(position - in_a_row + 1, position + 1)) <= alone
