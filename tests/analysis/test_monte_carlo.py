"""Chances against probabilities reckoned on paper, and against the scenarios they are made of."""

import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.analysis.monte_carlo import PROBABILITY, RUNS, chances
from aop_excel.analysis.report import Report, analyse
from aop_excel.analysis.scenarios import Case
from aop_excel.domain.cash import Cash
from aop_excel.domain.plan import Comparison, Goal, Kind, TrackedKpi
from aop_excel.domain.scenario import Part, Scenario, Shock, Shocked
from tests.analysis.shop import HAPPENED, LINES, M, actuals, line, plan
from tests.analysis.test_scenarios import CHEAPER, DEAR, FEWER, GOALS, KPIS, PRICE, SMALL, WEAK, named, small

CERTAIN = dict.fromkeys(range(1, 6), 1.0)
NEVER = dict.fromkeys(range(1, 6), 0.0)


def binomial(share: float, runs: int = RUNS) -> float:
    """Four standard errors of a share that is counted in so many runs: one seed in 16,000 misses by more."""
    return 4 * math.sqrt(share * (1 - share) / runs)


# One risk, reckoned on paper ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("likelihood", PROBABILITY)
def test_a_goal_that_one_risk_breaks_is_reached_as_often_as_the_risk_stays_away(likelihood: int) -> None:
    risk = DEAR.model_copy(update={"likelihood": likelihood})
    found = small(PRICE, risks=(risk,)).chances
    assert found is not None
    assert found.goals["G1"].reached == pytest.approx(
        1 - PROBABILITY[likelihood], abs=binomial(PROBABILITY[likelihood])
    )
    assert found.goals["G2"].reached == 1  # sales do not depend on it


def test_a_goal_that_two_risks_break_is_reached_where_both_stay_away() -> None:
    worse = Shock(risk="R2", what=Shocked.PURCHASE_PRICE, change=0.2)
    found = small(PRICE, worse).chances
    assert found is not None
    expected = (1 - PROBABILITY[3]) * (1 - PROBABILITY[2])  # 0.6 × 0.8: they are independent
    assert found.goals["G1"].reached == pytest.approx(expected, abs=binomial(expected))


def test_a_goal_that_depends_on_how_strong_the_risk_is() -> None:
    # Cost of goods of the whole year 720 × (1 + x), margin 1 − 0.6 (1 + x) ≥ 38 % where x ≤ 1/30. In a triangle from
    # 0 to 0.1 with its peak at 0.05, the share below 1/30 is (1/30)² / (0.1 × 0.05) = 2/9.
    shock = Shock(risk="R1", what=Shocked.PURCHASE_PRICE, change=0.05, low=0, high=0.1)
    found = chances(small(shock), CERTAIN)
    assert found is not None
    assert found.goals["G1"].reached == pytest.approx(2 / 9, abs=binomial(2 / 9))


def test_percentiles_of_profit_are_those_of_the_triangle() -> None:
    # Profit is 120 − 720 x million with x from 0.02 over 0.04 to 0.10. Below 0.04 lies a quarter of x.
    shock = Shock(risk="R1", what=Shocked.PURCHASE_PRICE, change=0.04, low=0.02, high=0.10)
    found = chances(small(shock), CERTAIN)
    assert found is not None
    low, high = 0.02, 0.10
    tenth = low + math.sqrt(0.1 * 0.08 * 0.02)
    half, ninth = (high - math.sqrt((1 - share) * 0.08 * 0.06) for share in (0.5, 0.9))
    profits = [(120 - 720 * x) * M for x in (ninth, half, tenth)]
    assert [found.profit.low, found.profit.middle, found.profit.high] == pytest.approx(profits, abs=0.6 * M)
    (swing,) = found.swings
    assert (swing.low, swing.high) == pytest.approx((-720 * ninth * M, -720 * tenth * M), abs=0.6 * M)
    assert swing.average == pytest.approx(-720 * (0.02 + 0.04 + 0.10) / 3 * M, abs=0.3 * M)


def test_cash_below_its_minimum_as_often_as_the_risk_happens() -> None:
    found = small(
        Shock(risk="R2", what=Shocked.DEMAND, change=-0.9), cash=Cash(opening_cash=50 * M, minimum=30 * M)
    ).chances
    assert found is not None
    assert found.cash is not None
    assert found.cash.reached == pytest.approx(1 - PROBABILITY[2], abs=binomial(PROBABILITY[2]))


def test_a_goal_not_to_be_passed_is_judged_on_its_other_side() -> None:
    costs = TrackedKpi(code="ADS", measure="marketing_ratio")
    goal = Goal(code="G1", name="Marketing", kpi="ADS", target=0.11, comparison=Comparison.AT_MOST)
    less = Shock(risk="R1", what=Shocked.ADVERTISING, change=-0.2)  # 12.5 of 100 instead of 10
    found = small(less, kpis=(costs,), goals=(goal,)).chances
    assert found is not None
    assert found.goals["G1"].reached == pytest.approx(0.6, abs=binomial(0.6))


# Fallbacks, swings ----------------------------------------------------------------------------------------------------


def test_fallbacks_are_judged_on_the_same_years() -> None:
    saves = CHEAPER.model_copy(update={"change": -0.1})  # 60 × 1.1 × 0.9 = 59.4: the margin is reached again
    found = small(PRICE, saves).chances
    assert found is not None
    assert found.goals["G1"].reached == pytest.approx(0.6, abs=binomial(0.6))
    assert found.goals["G1"].with_fallbacks == 1


def test_without_fallbacks_there_is_no_chance_with_them() -> None:
    found = small(PRICE).chances
    assert found is not None
    assert found.goals["G1"].with_fallbacks is None


def test_a_swing_is_that_of_the_risk_alone_and_the_largest_comes_first() -> None:
    found = small(FEWER, PRICE, CHEAPER).chances
    assert found is not None
    # Dear goods: 6 × 6 million. Weak demand: three months in which 8 million of gross profit are lost.
    assert [each.risk.code for each in found.swings] == ["R1", "R2"]
    effects = [effect for each in found.swings for effect in (each.low, each.average, each.high)]
    assert effects == pytest.approx([-36 * M] * 3 + [-24 * M] * 3)
    assert found.swings[0].expected == pytest.approx(-0.4 * 36 * M)


# Scenarios ------------------------------------------------------------------------------------------------------------

changes = st.floats(min_value=-1, max_value=2)
months = st.none() | st.integers(1, 12)


@st.composite
def certain_shocks(draw: st.DrawFn) -> Shock:
    what = draw(st.sampled_from(list(Shocked)))
    change = draw(changes.filter(lambda change: change > -0.9) if what is Shocked.ADVERTISING else changes)
    line = draw(st.sampled_from([each.code for each in LINES])) if what is Shocked.LINE else None
    part, risk = draw(st.sampled_from(list(Part))), draw(st.sampled_from(("R1", "R2")))
    channel = draw(st.sampled_from((None, "Store", "Online")))
    return Shock(risk=risk, part=part, what=what, change=change, line=line, channel=channel, first=draw(months),
                 last=draw(months))  # fmt: skip


def shop(shocks: list[Shock], closed: int) -> Report:
    both = ("R1", "R2")
    return analyse(
        plan(
            *LINES,
            shocks=tuple(shocks),
            risks=(DEAR, WEAK),
            scenarios=(
                Scenario(code="BOTH", name="Both", risks=both),
                Scenario(code="READY", name="Ready", risks=both, fallbacks=True),
            ),
            kpis=(
                TrackedKpi(code="MARGIN", measure="gross_margin"),
                TrackedKpi(code="SALES", measure="revenue", channel="Online"),
                TrackedKpi(code="PER", measure="own", numerator=("revenue",), denominator=("ORDERS",)),
            ),
            goals=tuple(
                Goal(code=code, name=code, kpi=code, target=target)
                for code, target in (("MARGIN", 0.36), ("SALES", 350 * M), ("PER", 480_000))
            ),
            cash=Cash(opening_cash=100 * M, minimum=80 * M),
        ),
        actuals(closed, HAPPENED),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(certain_shocks(), min_size=1, max_size=6), st.integers(0, 3))
def test_with_certain_risks_every_year_is_the_scenario(shocks: list[Shock], closed: int) -> None:
    report = shop(shocks, closed)
    found = chances(report, CERTAIN, runs=3)
    if found is None:
        assert {each.profit for each in report.scenarios} == {report.scenarios[0].profit}
        return
    both, ready = (named(report, Case.SCENARIO, code) for code in ("BOTH", "READY"))
    scale = 1e-9 * 5000 * M
    assert [found.profit.low, found.profit.middle, found.profit.high] == pytest.approx([both.profit] * 3, abs=scale)
    assert found.cash is not None
    assert both.lowest_cash is not None
    assert found.cash.middle == pytest.approx(both.lowest_cash[1], abs=scale)
    assert found.cash.reached == (not both.below_minimum)
    for goal in both.goals:
        chance = found.goals[goal.goal.code]
        assert chance.reached == bool(goal.reached)
        if goal.value is not None:
            assert chance.middle == pytest.approx(goal.value, abs=scale)
    if any(each.part is Part.FALLBACK for each in shocks):
        assert [found.goals[each.goal.code].with_fallbacks for each in ready.goals] == [
            float(bool(each.reached)) for each in ready.goals
        ]


@settings(max_examples=20, deadline=None)
@given(st.lists(certain_shocks(), min_size=1, max_size=4))
def test_where_no_risk_happens_every_year_is_the_outlook(shocks: list[Shock]) -> None:
    report = shop(shocks, 2)
    found = chances(report, NEVER, runs=5)
    if found is not None:
        base = report.scenarios[0]
        assert (found.profit.low, found.profit.high) == (base.profit, base.profit)
        assert base.lowest_cash is not None
        assert found.cash is not None
        assert found.cash.low == base.lowest_cash[1]


# Nothing to draw ------------------------------------------------------------------------------------------------------


def test_without_effects_or_months_to_come_there_are_no_chances() -> None:
    own = Shock(scenario="S", what=Shocked.DEMAND, change=-0.1)
    assert small().chances is None
    assert small(own).chances is None
    assert small(PRICE, closed=12).chances is None
    assert small(PRICE.model_copy(update={"risk": "R9"})).chances is None


def test_what_nobody_knows_has_no_chance() -> None:
    growth = TrackedKpi(code="GROWTH", measure="revenue_growth")
    on_time = TrackedKpi(code="TIME", measure="actions_on_time")
    goals = tuple(Goal(code=code, name=code, kpi=code, target=0.2) for code in ("GROWTH", "TIME"))
    found = small(PRICE, kpis=(growth, on_time), goals=goals, cash=Cash()).chances
    assert found is not None
    assert (found.goals, found.cash) == ({}, None)


def test_a_ratio_of_nothing_has_no_figures() -> None:
    found = chances(small(Shock(risk="R1", what=Shocked.DEMAND, change=-1)), CERTAIN)
    assert found is not None
    margin = found.goals["G1"]
    assert (margin.reached, margin.low, margin.middle, margin.high) == (0, None, None, None)


def test_what_sums_leave_behind_of_nothing_is_no_revenue() -> None:
    # Two shocks take all revenue away, of amounts and months that floats do not add up to the last digit.
    lines = (line("A", Kind.REVENUE, 100 / 3), line("B", Kind.REVENUE, 70 / 7.3, channel="Online"), *SMALL[1:])
    gone = Shock(risk="R1", what=Shocked.SELLING_PRICE, change=-1)
    half = Shock(risk="R1", what=Shocked.DEMAND, change=-0.3, low=-0.6, high=0.1, channel="Online", first=3, last=9)
    report = analyse(plan(*lines, shocks=(gone, half), risks=(DEAR,), kpis=KPIS, goals=GOALS), actuals(0, {}))
    found = chances(report, CERTAIN)
    assert found is not None
    margin = found.goals["G1"]
    assert (margin.reached, margin.low, margin.middle, margin.high) == (0, None, None, None)


def test_every_draw_is_the_same_draw() -> None:
    wide = PRICE.model_copy(update={"low": 0.0, "high": 0.3})
    assert small(wide, FEWER).chances == small(wide, FEWER).chances


def test_another_risk_does_not_move_the_draws_of_the_others() -> None:
    wide = PRICE.model_copy(update={"low": 0.0, "high": 0.3})
    alone, beside = small(wide).chances, small(FEWER, wide, CHEAPER).chances
    assert alone is not None
    assert beside is not None
    before, after = alone.swings[0], next(each for each in beside.swings if each.risk.code == "R1")
    assert (before.low, before.average, before.high) == pytest.approx((after.low, after.average, after.high))


def test_a_plan_without_effects_needs_no_numpy(tmp_path: Path) -> None:
    story = """
import sys
from aop_excel.cli import main
plan = sys.argv[1]
for words in (["new", plan, "--year", "2027"], ["refresh", plan], ["show", plan, "--json"]):
    assert main(words) == 0
    assert "numpy" not in sys.modules
assert main(["new", plan, "--year", "2027", "--template", "babycare_house", "--force"]) == 0
assert "numpy" in sys.modules
"""
    subprocess.run([sys.executable, "-c", story, tmp_path / "plan.xlsx"], check=True, stdout=subprocess.DEVNULL)
