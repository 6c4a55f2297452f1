import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.report import analyse
from aop_excel.analysis.variance import Variance, variance
from aop_excel.domain.plan import BudgetLine, Kind, Settings
from tests.analysis.shop import M, actuals, line, plan

SETTINGS = Settings(year=2027)


def revenue(planned: float | None, actual: float | None, **limits: float) -> Variance:
    return variance(planned, actual, 1, Settings.model_validate({"year": 2027, **limits}))


def cost(planned: float | None, actual: float | None) -> Variance:
    return variance(planned, actual, -1, SETTINGS)


# Sign and % -----------------------------------------------------------------------------------------------------------


def test_selling_more_than_planned_is_favourable() -> None:
    sold = revenue(100 * M, 110 * M)
    assert (sold.amount, sold.percent, sold.effect, sold.favourable) == (10 * M, 0.1, 10 * M, True)


def test_selling_less_than_planned_is_unfavourable() -> None:
    sold = revenue(100 * M, 92 * M)
    assert (sold.amount, sold.percent, sold.effect, sold.favourable) == (-8 * M, -0.08, -8 * M, False)


def test_a_month_under_budget_is_favourable_for_a_cost() -> None:
    rent = cost(20 * M, 18 * M)
    assert (rent.amount, rent.percent, rent.effect, rent.favourable) == (-2 * M, -0.1, 2 * M, True)


def test_advertising_over_budget_is_unfavourable() -> None:
    ads = cost(12 * M, 15 * M)
    assert (ads.amount, ads.percent, ads.effect, ads.favourable) == (3 * M, 0.25, -3 * M, False)


def test_a_loss_smaller_than_planned_is_favourable_and_its_percent_positive() -> None:
    profit = revenue(-40 * M, -30 * M)
    assert (profit.amount, profit.percent, profit.favourable) == (10 * M, 0.25, True)


def test_a_month_exactly_on_plan_is_neither() -> None:
    assert (cost(20 * M, 20 * M).favourable, cost(20 * M, 20 * M).percent) == (None, 0)


def test_what_floats_leave_over_is_on_plan() -> None:
    assert revenue(0, -2.3e-10).favourable is None
    assert (revenue(0, 0.4).favourable, revenue(0, 1).favourable) == (None, True)


@pytest.mark.parametrize("planned", [0, None])
def test_without_a_plan_there_is_no_percent(planned: float | None) -> None:
    assert revenue(planned, 3 * M).percent is None


def test_an_unplanned_cost_has_an_amount_and_is_unfavourable() -> None:
    repair = cost(0, 3 * M)
    assert (repair.amount, repair.favourable, repair.percent) == (3 * M, False, None)


def test_a_month_not_reported_has_no_variance() -> None:
    blank = revenue(100 * M, None)
    assert (blank.amount, blank.percent, blank.effect, blank.favourable, blank.material) == (None,) * 4 + (False,)


def test_a_month_of_zero_sales_is_reported() -> None:
    assert (revenue(100 * M, 0).amount, revenue(100 * M, 0).percent) == (-100 * M, -1)


# Material -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("planned", "actual", "material"),
    [
        (50 * M, 55 * M, True),  # 10 % and 5 million: both limits exactly
        (50 * M, 45 * M, True),  # bad alike
        (51 * M, 56 * M, False),  # 5 million, but 9.8 %
        (40 * M, 44 * M + 999_999, False),  # 12.5 %, but a đồng short of 5 million
        (10 * M, 14 * M, False),  # 40 % of a small line
        (900 * M, 950 * M, True),  # 5.6 %, but 50 million: the override
        (900 * M, 950 * M - 1, False),
        (900 * M, 850 * M, True),
        (0, 5 * M, True),  # no plan: the floor alone decides
        (0, 5 * M - 1, False),
    ],
)
def test_material_means_large_in_money_and_in_percent_or_beyond_the_override(
    planned: float, actual: float, material: bool
) -> None:
    assert revenue(planned, actual).material is material
    assert cost(planned, actual).material is material


def test_the_owner_sets_what_is_material() -> None:
    strict = {"material_percent": 0.02, "material_floor": 1 * M, "material_override": 3 * M}
    assert revenue(50 * M, 51 * M, **strict).material
    assert not revenue(50 * M, 51 * M - 1, **strict).material
    assert not revenue(100 * M, 101 * M, **strict).material
    assert revenue(1000 * M, 1003 * M, **strict).material


# The whole adds up ----------------------------------------------------------------------------------------------------

amounts = st.lists(st.integers(-(10**12), 10**12), min_size=12, max_size=12)
budgets = st.lists(
    st.tuples(st.sampled_from(Kind), st.sampled_from([None, "Store", "Online"]), amounts, amounts), max_size=12
)


@given(budgets, st.integers(0, 12), st.integers(1, 12))
def test_the_effects_of_all_lines_in_profit_add_up_to_the_variance_of_operating_profit(
    rows: list[tuple[Kind, str | None, list[int], list[int]]], closed: int, month: int
) -> None:
    lines = [
        BudgetLine(code=f"L{number}", name="A line", kind=kind, channel=channel, months=tuple(planned))
        for number, (kind, channel, planned, _) in enumerate(rows)
    ]
    happened = {f"L{number}": tuple(amount / M for amount in actual) for number, (*_, actual) in enumerate(rows)}
    report = analyse(plan(*lines, settings={"report_month": month}), actuals(closed, happened))
    effects = [row for row in report.variances if row.item.line and row.item.line.kind.in_profit]
    profit = next(row for row in report.variances if row.item.key == "operating_profit")
    counted = min(closed, month)
    assert profit.month.amount == pytest.approx(sum(row.month.effect or 0 for row in effects), abs=0.01)
    if counted and rows:
        assert profit.year_to_date.amount == pytest.approx(sum(row.year_to_date.effect or 0 for row in effects), abs=1)


def test_a_cost_that_falls_lifts_profit_by_as_much() -> None:
    shop = plan(line("SALES", Kind.REVENUE, 100), line("RENT", Kind.FIXED, 20), settings={"report_month": 1})
    report = analyse(shop, actuals(1, {"SALES": (90,), "RENT": (17,)}))
    effects = {row.item.key: row.month.effect for row in report.variances}
    assert effects["line:SALES"] == -10 * M
    assert effects["line:RENT"] == 3 * M
    assert effects["operating_profit"] == -7 * M  # 90 − 17 = 73 against 80
