"""The year under risks and scenarios, against sums made by hand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.report import Report, analyse
from aop_excel.analysis.scenarios import Case, ScenarioResult
from aop_excel.domain.cash import Cash
from aop_excel.domain.plan import Goal, Kind, Risk, TrackedKpi
from aop_excel.domain.scenario import Part, Scenario, Shock, Shocked
from tests.analysis.shop import HAPPENED, LINES, M, actuals, line, plan

# A shop that sells 100 million a month at a cost of 60, with 10 of advertising and 20 of rent: profit 10 a month,
# 120 a year. It buys what it sells, and begins with 50 in cash, of which 30 must stay.
SMALL = (
    line("SALES", Kind.REVENUE, 100, channel="Online"),
    line("GOODS", Kind.COGS, 60, channel="Online"),
    line("ADS", Kind.MARKETING, 10, channel="Online"),
    line("RENT", Kind.FIXED, 20),
)
KPIS = (TrackedKpi(code="MARGIN", measure="gross_margin"), TrackedKpi(code="SALES", measure="revenue"))
GOALS = (
    Goal(code="G1", name="Margin", kpi="MARGIN", target=0.38),
    Goal(code="G2", name="Sales", kpi="SALES", target=1150 * M),
)
DEAR = Risk(code="R1", name="Dear goods", likelihood=3, impact=4)
WEAK = Risk(code="R2", name="Weak demand", likelihood=2, impact=3)
PRICE = Shock(risk="R1", what=Shocked.PURCHASE_PRICE, change=0.1, first=7, last=12)
CHEAPER = Shock(risk="R1", part=Part.FALLBACK, what=Shocked.PURCHASE_PRICE, change=-0.05, first=7, last=12)
FEWER = Shock(risk="R2", what=Shocked.DEMAND, change=-0.2, first=10, last=12)


def small(*shocks: Shock, closed: int = 0, **parts: Any) -> Report:
    cash = Cash(opening_cash=50 * M, minimum=30 * M)
    parts = {"cash": cash, "risks": (DEAR, WEAK), "kpis": KPIS, "goals": GOALS} | parts
    happened = {each.code: tuple((month or 0) / M for month in each.months) for each in SMALL}
    return analyse(plan(*SMALL, settings=None, shocks=shocks, **parts), actuals(closed, happened))


def named(report: Report, case: Case, code: str = "") -> ScenarioResult:
    return next(each for each in report.scenarios if (each.case, each.code) == (case, code))


def lowest(result: ScenarioResult) -> tuple[int, int]:
    """The position of the month and the cash in whole đồng."""
    assert result.lowest_cash is not None
    position, cash = result.lowest_cash
    return position, round(cash)


def test_a_risk_alone_against_a_sum_by_hand() -> None:
    # Goods cost 6 more in each of six months: profit 120 − 36; margin (480 − 36) / 1,200.
    found = named(small(PRICE), Case.RISK, "R1")
    assert found.profit == pytest.approx(84 * M)
    assert found.revenue == 1200 * M
    assert found.gross_margin == pytest.approx(444 / 1200)
    assert [(each.goal.code, each.reached) for each in found.goals] == [("G1", False), ("G2", True)]
    assert found.reached == 1


def test_with_its_fallback_it_hurts_less() -> None:
    # 60 × 1.1 × 0.95 = 62.7: 2.7 more in each of six months.
    found = named(small(PRICE, CHEAPER), Case.FALLBACK, "R1")
    assert found.profit == pytest.approx((120 - 6 * 2.7) * M)
    assert found.fallbacks


def test_the_lowest_cash_and_its_month() -> None:
    # Cash is 50 and grows by 10 a month; from July on by 4. With demand of 80 %, in the last three months 80 − 48 − 10
    # − 20 = 2 a month. Money is taken out in September: 80 of the 122 there are.
    taken = line("OUT", Kind.TAKEN_OUT, *[0] * 8, 90, 0, 0, 0)
    happened = actuals(0, {})
    cash = Cash(opening_cash=50 * M, minimum=40 * M)
    report = analyse(plan(*SMALL, taken, shocks=(PRICE, FEWER), risks=(DEAR, WEAK), cash=cash), happened)
    assert lowest(named(report, Case.BASE)) == (8, (50 + 90 - 90) * M)
    assert named(report, Case.BASE).below_minimum is False
    dear = named(report, Case.RISK, "R1")  # 50 + 6 × 10 + 3 × 4 − 90
    assert lowest(dear) == (8, 32 * M)
    assert dear.below_minimum is True
    assert lowest(named(report, Case.RISK, "R2")) == (8, 50 * M)


def test_cash_that_is_at_its_minimum_is_not_below() -> None:
    report = small(PRICE, cash=Cash(opening_cash=26 * M, minimum=36 * M))
    assert lowest(named(report, Case.RISK, "R1")) == (0, 36 * M)
    assert named(report, Case.RISK, "R1").below_minimum is False


def test_a_scenario_is_made_of_risks_and_of_its_own_effects() -> None:
    own = Shock(scenario="OWN", what=Shocked.SELLING_PRICE, change=0.01)
    scenarios = (
        Scenario(code="BAD", name="Bad", risks=("R1", "R2")),
        Scenario(code="OWN", name="Own", risks=("R1",), fallbacks=True),
        Scenario(code="EMPTY", name="Empty"),
    )
    report = small(PRICE, CHEAPER, FEWER, own, scenarios=scenarios)
    # July to September 6 more for goods; October to December 80 sold at 48 × 1.1 = 52.8: profit 80 − 52.8 − 30 = −2.8.
    assert named(report, Case.SCENARIO, "BAD").profit == pytest.approx((6 * 10 + 3 * 4 - 3 * 2.8) * M)
    assert named(report, Case.SCENARIO, "OWN").profit == pytest.approx((120 - 6 * 2.7 + 12) * M)
    assert named(report, Case.SCENARIO, "EMPTY").profit == 120 * M
    assert [each.code for each in report.scenarios] == ["", "R1", "R1", "R2", "BAD", "OWN", "EMPTY"]


def test_a_risk_without_effects_is_not_listed() -> None:
    assert [each.case for each in small().scenarios] == [Case.BASE]
    assert [each.code for each in small(FEWER).scenarios] == ["", "R2"]


def test_without_opening_cash_nobody_knows_the_lowest() -> None:
    found = named(small(PRICE, cash=Cash()), Case.RISK, "R1")
    assert (found.lowest_cash, found.below_minimum) == (None, None)


def test_a_goal_without_its_kpi_is_not_counted() -> None:
    lost = Goal(code="G3", name="Lost", kpi="NONE", target=1)
    assert [each.goal.code for each in named(small(PRICE, goals=(*GOALS, lost)), Case.BASE).goals] == ["G1", "G2"]


def test_a_goal_whose_kpi_has_no_outlook_is_unknown() -> None:
    growth = TrackedKpi(code="GROWTH", measure="revenue_growth")  # of a shop without a last year
    goal = Goal(code="G1", name="Growth", kpi="GROWTH", target=0.2)
    (found,) = named(small(PRICE, kpis=(growth,), goals=(goal,)), Case.RISK, "R1").goals
    assert (found.value, found.reached) == (None, None)


def test_once_the_year_is_over_every_case_is_what_happened() -> None:
    report = small(PRICE, FEWER, closed=12)
    assert {each.profit for each in report.scenarios} == {120 * M}
    assert {lowest(each) for each in report.scenarios} == {(11, 170 * M)}


def test_demand_of_nothing_leaves_the_fixed_costs() -> None:
    none = Shock(risk="R2", what=Shocked.DEMAND, change=-1)
    found = named(small(none), Case.RISK, "R2")
    assert (found.revenue, found.profit, found.gross_margin) == (0, -360 * M, None)


amounts = st.floats(min_value=0, max_value=500)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(Kind)), st.lists(amounts, min_size=12, max_size=12)), max_size=8),
    st.integers(0, 12),
    st.integers(1, 12),
)
def test_a_scenario_without_a_shock_equals_the_outlook(
    lines: list[tuple[Kind, list[float]]], closed: int, start_month: int
) -> None:
    budget = [line(f"L{number}", kind, *months) for number, (kind, months) in enumerate(lines)]
    quiet = Scenario(code="QUIET", name="Quiet", risks=("R1",), fallbacks=True)
    same = Shock(scenario="QUIET", what=Shocked.DEMAND, change=0)
    report = analyse(
        plan(*budget, settings={"start_month": start_month}, scenarios=(quiet,), shocks=(same,), kpis=KPIS, goals=GOALS,
             cash=Cash(opening_cash=10 * M)),
        actuals(closed, {f"L{number}": tuple(months) for number, (_, months) in enumerate(lines)}),
    )  # fmt: skip
    base, quiet_year = report.scenarios
    figures = report.account.figures
    assert (base.revenue, base.profit) == (
        figures[Basis.OUTLOOK, "revenue"].year,
        figures[Basis.OUTLOOK, "operating_profit"].year,
    )
    assert quiet_year.profit == base.profit
    assert (quiet_year.revenue, quiet_year.gross_margin) == (base.revenue, base.gross_margin)
    assert (quiet_year.lowest_cash, quiet_year.goals) == (base.lowest_cash, base.goals)
    if not closed:
        assert base.profit == pytest.approx(figures[Basis.PLAN, "operating_profit"].year)


def test_the_shop_under_a_purchase_price_by_another_route() -> None:
    import pandas as pd

    shock = Shock(risk="R1", what=Shocked.PURCHASE_PRICE, change=0.08, channel="Store")
    report = analyse(plan(*LINES, risks=(DEAR,), shocks=(shock,)), actuals(2, HAPPENED))
    outlook = pd.DataFrame({code: each.months for code, each in report.account.outlooks.items()})
    outlook.loc[2:, "GOODS-S"] *= 1.08
    year = outlook.sum()
    earned, spent = ["SALES-S", "SALES-O"], ["GOODS-S", "GOODS-O", "ADS", "STAFF", "RENT", "DELIVERY"]
    assert named(report, Case.RISK, "R1").profit == pytest.approx(year[earned].sum() - year[spent].sum())
