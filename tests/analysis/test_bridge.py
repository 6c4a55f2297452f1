"""What moved gross profit, worked out by hand, and identities that hold whatever was sold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.bridge import Bridge, CellEffects, Span, Step
from aop_excel.analysis.pnl import Basis, Period
from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.actuals import ActualLine, Actuals, ClosedMonths
from aop_excel.domain.plan import BudgetLine, Channel, Direction, Kind, LastYearSales, Plan, SalesFigure, Settings

Amounts = tuple[float | None, ...]
Shop = Mapping[Any, Amounts]
"""Months from the first of the year by kind (Q, R, C), channel and group."""

KINDS = {"Q": Kind.QUANTITY, "R": Kind.REVENUE, "C": Kind.COGS}
FIGURES = {"Q": SalesFigure.QUANTITY, "R": SalesFigure.REVENUE, "C": SalesFigure.COGS}


def year(*months: float | None) -> Amounts:
    return (*months, *[None] * (12 - len(months)))


def line(kind: str, channel: str | None, group: str | None, *months: float | None) -> BudgetLine:
    code = f"{kind}-{channel}-{group}"
    return BudgetLine(code=code, name=code, kind=KINDS[kind], channel=channel, group=group, months=year(*months))


def report(planned: Shop, actual: Shop, closed: int = 1, last_year: Shop | None = None, **settings: Any) -> Report:
    """What is said of a shop."""
    lines = [line(*key, *months) for key, months in planned.items()]
    lines += [line(*key) for key in actual if key not in planned]
    sales = tuple(
        LastYearSales(figure=FIGURES[kind], channel=channel, group=group, months=year(*months))
        for (kind, channel, group), months in (last_year or {}).items()
    )
    happened = tuple(ActualLine(code=f"{k}-{c}-{g}", months=year(*months)) for (k, c, g), months in actual.items())
    closing = ClosedMonths(months=tuple(month < closed for month in range(12)))
    plan = Plan(
        settings=Settings.model_validate({"year": 2027} | settings),
        direction=Direction(channels=(Channel(name="Web"), Channel(name="Shop")), last_year_sales=sales),
        lines=tuple(lines),
    )
    return analyse(plan, Actuals(lines=happened, closing=(closing,)))


def to_date(of: Report) -> Bridge:
    bridge = of.bridge(Span.YEAR_TO_DATE)
    assert bridge
    return bridge


def steps(bridge: Bridge) -> dict[str, Any]:
    return {step.value: pytest.approx(bridge.amount(step)) for step in bridge.steps if bridge.amount(step)}


def cell(bridge: Bridge, group: str | None, channel: str | None = "Web") -> CellEffects:
    (found,) = (each for each in bridge.cells if (each.channel, each.group) == (channel, group))
    return found


WEB_MILK, WEB_NAPPIES = ("Web", "Milk"), ("Web", "Nappies")


def two_groups(milk: tuple[Amounts, Amounts, Amounts], nappies: tuple[Amounts, Amounts, Amounts]) -> dict[Any, Amounts]:
    """Quantity, revenue and cost of two groups sold online."""
    found = {(kind, *WEB_MILK): months for kind, months in zip("QRC", milk, strict=True)}
    return found | {(kind, *WEB_NAPPIES): months for kind, months in zip("QRC", nappies, strict=True)}


# By quantity, on paper ------------------------------------------------------------------------------------------------
#
#           quantity    price     unit cost   margin      revenue       cost       gross profit
# Milk      10 → 12     100→110   70 → 80     30 → 30     1000 → 1320   700 → 960  300 → 360
# Nappies   30 → 24      50 → 50  30 → 30     20 → 20     1500 → 1200   900 → 720  600 → 480
#           40 → 36                                                                900 → 840, which is −60
#
# volume  (36 − 40) × 900/40 = −90
# mix     milk (12 − 36 × 1/4) × 30 = +90, nappies (24 − 36 × 3/4) × 20 = −60: +30
# price   12 × (110 − 100) = +120
# cost    12 × (70 − 80) = −120

PLANNED = two_groups(((10,), (1000,), (700,)), ((30,), (1500,), (900,)))
ACTUAL = two_groups(((12,), (1320,), (960,)), ((24,), (1200,), (720,)))


def test_volume_mix_price_and_cost_by_hand() -> None:
    bridge = to_date(report(PLANNED, ACTUAL))
    assert (bridge.start, bridge.end, bridge.level) == (900, 840, ("channel", "group"))
    assert steps(bridge) == {"volume": -90, "mix": 30, "price": 120, "cost": -120}


def test_each_cell_carries_its_part_of_every_effect() -> None:
    bridge = to_date(report(PLANNED, ACTUAL))
    # The volume of −90 falls on each by its share of the planned profit: a third on milk.
    assert cell(bridge, "Milk").effects == {Step.VOLUME: -30, Step.MIX: 90, Step.PRICE: 120, Step.COST: -120}
    assert cell(bridge, "Nappies").effects == {Step.VOLUME: -60, Step.MIX: -60, Step.PRICE: 0, Step.COST: 0}
    assert [each.group for each in bridge.cells] == ["Milk", "Nappies"]  # 360 move in milk, 120 in nappies
    assert (cell(bridge, "Milk").before, cell(bridge, "Milk").after) == (300, 360)


def test_the_month_and_the_months_so_far_have_their_own_prices() -> None:
    # January as above, February as planned: 20 milk and 60 nappies planned in two months, 22 and 54 sold.
    planned = {key: months * 2 for key, months in PLANNED.items()}
    actual = {key: (*ACTUAL[key], *PLANNED[key]) for key in PLANNED}
    found = report(planned, actual, closed=2)
    month = found.bridge(Span.MONTH)
    assert month
    assert steps(month) == {}
    # volume (76 − 80) × 1800/80 = −90; mix (22 − 19) × 30 + (54 − 57) × 20 = +30;
    # price 22 × (2320/22 − 100) = 120; cost 22 × (70 − 1660/22) = −120
    assert steps(to_date(found)) == {"volume": -90, "mix": 30, "price": 120, "cost": -120}


def test_only_closed_months_up_to_the_report_month_count() -> None:
    planned = {key: months * 3 for key, months in PLANNED.items()}
    actual = {key: (*ACTUAL[key], *PLANNED[key], *ACTUAL[key]) for key in PLANNED}
    looking_back = report(planned, actual, closed=3, report_month=2)
    assert (to_date(looking_back).start, to_date(looking_back).end) == (1800, 840 + 900)


def test_in_a_year_from_april_the_first_month_is_april() -> None:
    found = report(PLANNED, ACTUAL, start_month=4)
    assert found.report_month == 4
    assert steps(to_date(found)) == {"volume": -90, "mix": 30, "price": 120, "cost": -120}


def test_a_margin_below_zero_is_a_margin() -> None:
    # Sold at a loss of 10 each: two more units lose 20 more.
    planned = {("Q", *WEB_MILK): (10,), ("R", *WEB_MILK): (900,), ("C", *WEB_MILK): (1000,)}
    actual = {("Q", *WEB_MILK): (12,), ("R", *WEB_MILK): (1080,), ("C", *WEB_MILK): (1200,)}
    bridge = to_date(report(planned, actual))
    assert (bridge.start, bridge.end) == (-100, -120)
    assert steps(bridge) == {"volume": -20}


def test_more_returned_than_sold_leaves_no_residual() -> None:
    returned: dict[Any, Amounts] = ACTUAL | {
        ("Q", *WEB_MILK): (-2,),
        ("R", *WEB_MILK): (-200,),
        ("C", *WEB_MILK): (-140,),
    }
    bridge = to_date(report(PLANNED, returned))
    # 22 units in all: volume (22 − 40) × 22.5 = −405; mix (−2 − 5.5) × 30 + (24 − 16.5) × 20 = −75
    assert steps(bridge) == {"volume": -405, "mix": -75}
    assert bridge.end - bridge.start == -480


def test_several_lines_of_a_cell_count_as_one() -> None:
    split = {key: months for key, months in PLANNED.items() if key[0] != "R" or key[2] != "Milk"}
    shop = report(
        split | {("R", "Web", "MILK"): (400,), ("R", *WEB_MILK): (600,)}, ACTUAL | {("R", "Web", "MILK"): (0,)}
    )
    assert steps(to_date(shop)) == {"volume": -90, "mix": 30, "price": 120, "cost": -120}


# By revenue, on paper -------------------------------------------------------------------------------------------------
#
# The same without quantities. Margin rates: milk 30 % → 360/1320, nappies 40 % → 40 %; planned 900/2500 = 36 %.
# sales  (2520 − 2500) × 36 % = +7.2
# mix    milk (1320 − 2520 × 0.4) × 30 % = +93.6, nappies (1200 − 2520 × 0.6) × 40 % = −124.8: −31.2
# rate   milk 360 − 1320 × 30 % = −36


def without_quantities(amounts: dict[Any, Amounts]) -> dict[Any, Amounts]:
    return {key: months for key, months in amounts.items() if key[0] != "Q"}


def test_sales_mix_and_margin_rate_by_hand() -> None:
    bridge = to_date(report(without_quantities(PLANNED), without_quantities(ACTUAL)))
    assert steps(bridge) == {"sales": 7.2, "sales_mix": -31.2, "rate": -36}
    assert not {Step.VOLUME, Step.MIX, Step.PRICE, Step.COST} & set(bridge.steps)


def test_groups_with_and_without_quantities_are_told_apart() -> None:
    no_nappies = {key: months for key, months in ACTUAL.items() if key != ("Q", *WEB_NAPPIES)}
    bridge = to_date(report(PLANNED, no_nappies))
    # Milk by itself: volume (12 − 10) × 30 = 60, price and cost as before. Nappies: −300 of revenue at 40 %.
    assert steps(bridge) == {"volume": 60, "price": 120, "cost": -120, "sales": -120}
    assert list(bridge.steps) == [step for step in Step if step is not Step.UNREPORTED]


def test_a_quantity_planned_as_zero_prices_nothing() -> None:
    bridge = to_date(report(PLANNED | {("Q", *WEB_MILK): (0,)}, ACTUAL))
    assert cell(bridge, "Milk").effects.keys() == {Step.SALES, Step.SALES_MIX, Step.RATE}
    assert bridge.end - bridge.start == pytest.approx(sum(bridge.amount(step) for step in bridge.steps))


def test_costs_alone_have_no_margin_rate_to_start_from() -> None:
    # Goods lost, 50 planned and 80 it was: no revenue, so no sales and no mix.
    planned = without_quantities(PLANNED) | {("C", "Web", "Loss"): (50,)}
    bridge = to_date(report(planned, without_quantities(ACTUAL) | {("C", "Web", "Loss"): (80,)}))
    assert cell(bridge, "Loss").effects == {Step.RATE: -30}
    assert steps(bridge) == {"sales": 7.2, "sales_mix": -31.2, "rate": -66}


def test_a_cost_without_a_group_leaves_the_channel() -> None:
    planned = {("R", *WEB_MILK): (1000,), ("R", *WEB_NAPPIES): (1500,), ("C", "Web", None): (1600,)}
    actual = {("R", *WEB_MILK): (1320,), ("R", *WEB_NAPPIES): (1200,), ("C", "Web", None): (1680,)}
    bridge = to_date(report(planned, actual))
    assert (bridge.level, bridge.unplaced) == (("channel",), ("C-Web-None",))
    # 20 more at 36 % is 7.2; the margin rate falls by the other 67.2
    assert steps(bridge) == {"sales": 7.2, "rate": -67.2}
    assert [(each.channel, each.group) for each in bridge.cells] == [("Web", None)]


# New, dropped, not reported -------------------------------------------------------------------------------------------


def test_a_new_and_a_dropped_group_stand_apart() -> None:
    toys: dict[Any, Amounts] = {("Q", "Web", "Toys"): (5,), ("R", "Web", "Toys"): (500,), ("C", "Web", "Toys"): (350,)}
    only_milk = {key: months for key, months in ACTUAL.items() if key[2] == "Milk"}
    none_sold = {(kind, *WEB_NAPPIES): (0,) for kind in "QRC"}
    bridge = to_date(report(PLANNED, only_milk | none_sold | toys))
    # Nappies lose their 600, toys bring 150. Milk: two more at 30, price and cost as before.
    assert steps(bridge) == {"volume": 60, "price": 120, "cost": -120, "new": 150, "dropped": -600}


def test_a_line_that_starts_mid_year_is_new_only_once_it_was_not_planned() -> None:
    # Planned from February: in January nothing of it, in both months as planned.
    planned = PLANNED | {("Q", "Web", "Toys"): (0, 5), ("R", "Web", "Toys"): (0, 500), ("C", "Web", "Toys"): (0, 350)}
    january = report(planned, ACTUAL, closed=1)
    assert "Toys" not in [each.group for each in to_date(january).cells]
    both = {key: (*months, *months) for key, months in PLANNED.items()}
    planned = both | {key: months for key, months in planned.items() if key[2] == "Toys"}
    assert steps(to_date(report(planned, planned, closed=2))) == {}


def test_a_month_that_is_not_reported_stands_apart() -> None:
    # February's cost of milk is blank: its 300 planned against 1000 of revenue alone.
    planned = {key: months * 2 for key, months in PLANNED.items()}
    actual = {key: (*ACTUAL[key], *PLANNED[key]) for key in PLANNED} | {("C", *WEB_MILK): (960, None)}
    found = report(planned, actual, closed=2)
    bridge = to_date(found)
    assert cell(bridge, "Milk").effects[Step.UNREPORTED] == 700
    assert bridge.end == found.account.figures[Basis.ACTUAL, "gross_profit"].year_to_date == 1740 + 700
    # Milk counts for January only, nappies for both months: 10 + 60 units planned at 1500 profit, 12 + 54 sold.
    assert bridge.amount(Step.VOLUME) == pytest.approx((66 - 70) * 1500 / 70)
    assert bridge.amount(Step.PRICE) == pytest.approx(120)


def test_before_anything_is_reported_there_is_no_bridge() -> None:
    assert report(PLANNED, {}, closed=1).bridges == ()
    assert report({}, {}, closed=1).bridges == ()
    open_month = report(PLANNED, ACTUAL, closed=0)
    assert [bridge.span for bridge in open_month.bridges] == [Span.MONTH]


def test_without_a_plan_all_is_new() -> None:
    assert steps(to_date(report({}, ACTUAL))) == {"new": 840}


# From last year -------------------------------------------------------------------------------------------------------


def test_last_years_same_months_are_a_start_too() -> None:
    last_year = {key: (*months, 99_999) for key, months in PLANNED.items()}
    found = report(dict.fromkeys(PLANNED, ()), ACTUAL, last_year=last_year)
    bridge = found.bridge(Span.LAST_YEAR)
    assert bridge
    assert (bridge.start, bridge.end) == (900, 840)
    assert steps(bridge) == {"volume": -90, "mix": 30, "price": 120, "cost": -120}


def test_without_last_year_there_is_no_bridge_from_it() -> None:
    assert report(PLANNED, ACTUAL).bridge(Span.LAST_YEAR) is None
    other_months = {key: (None, *months) for key, months in PLANNED.items()}
    assert report(PLANNED, ACTUAL, last_year=other_months).bridge(Span.LAST_YEAR) is None


# Whatever was sold ----------------------------------------------------------------------------------------------------

CELLS = [("Web", "Milk"), ("Web", "Nappies"), ("Shop", "Milk"), ("Shop", "Toys")]
amounts = st.none() | st.integers(-2_000_000_000, 5_000_000_000).map(float) | st.sampled_from([0.0, 1.0])
quantities = st.none() | st.integers(-50, 5_000).map(float) | st.sampled_from([0.0, 1.0])


@st.composite
def sales(draw: st.DrawFn, months: int = 2) -> dict[Any, Amounts]:
    keys = [(kind, *each) for kind in "QRC" for each in CELLS if draw(st.integers(0, 9))]
    return {key: tuple(draw(quantities if key[0] == "Q" else amounts) for _ in range(months)) for key in keys}


def told(found: Report) -> Iterator[tuple[Bridge, float]]:
    """Each bridge with how exact it can be: to a hair of the largest amounts that meet in it."""
    for bridge in found.bridges:
        met = [abs(amount) for each in bridge.cells for amount in (each.before, each.after, *each.effects.values())]
        yield bridge, 1e-9 * max(1, *met)


@given(sales(), sales(), sales())
def test_the_effects_add_up_to_the_variance(planned: Any, actual: Any, last_year: Any) -> None:
    found = report(planned, actual, closed=2, last_year=last_year)
    account = found.account
    for bridge, hair in told(found):
        assert bridge.start + sum(bridge.amount(step) for step in bridge.steps) == pytest.approx(bridge.end, abs=hair)
        for each in bridge.cells:
            assert each.before + sum(each.effects.values()) == pytest.approx(each.after, abs=hair)
        if bridge.span is not Span.LAST_YEAR:
            period: Period = "year_to_date" if bridge.span is Span.YEAR_TO_DATE else 1
            assert bridge.start == account.figures[Basis.PLAN, "gross_profit"].of(period)
            assert bridge.end == account.figures[Basis.ACTUAL, "gross_profit"].of(period)


@given(sales())
def test_a_plan_that_came_true_has_no_effects(planned: Any) -> None:
    reported = {key: tuple(month or 0.0 for month in months) for key, months in planned.items()}
    for bridge, hair in told(report(planned, reported, closed=2)):
        assert bridge.start == bridge.end
        for step in bridge.steps:
            assert bridge.amount(step) == pytest.approx(0, abs=hair)


@given(sales(), sales(), st.randoms())
def test_the_order_of_lines_changes_nothing(planned: Any, actual: Any, dice: Any) -> None:
    first = report(planned, actual, closed=2)
    shuffled = list(planned.items())
    dice.shuffle(shuffled)
    second = report(dict(shuffled), dict(reversed(actual.items())), closed=2)
    for one, hair in told(first):
        other = second.bridge(one.span)
        assert other
        assert {step: pytest.approx(one.amount(step), abs=hair) for step in one.steps} == {
            step: other.amount(step) for step in other.steps
        }


def test_no_order_of_lines_changes_the_order_of_cells() -> None:
    orders = {
        tuple(each.group for each in to_date(report(dict(o), ACTUAL)).cells) for o in permutations(PLANNED.items())
    }
    assert orders == {("Milk", "Nappies")}


# By another route -----------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(*[st.integers(1, 10_000)] * 6), min_size=1, max_size=4))
def test_pandas_gets_the_same_effects(rows: list[tuple[int, ...]]) -> None:
    sold = pd.DataFrame(rows, columns=["Qp", "Rp", "Cp", "Qa", "Ra", "Ca"], index=CELLS[: len(rows)]).astype(float)
    price, cost = sold.Rp / sold.Qp, sold.Cp / sold.Qp
    share = sold.Qp / sold.Qp.sum()
    expected = {
        Step.VOLUME: (sold.Qa.sum() - sold.Qp.sum()) * (share * (price - cost)).sum(),
        Step.MIX: ((sold.Qa - sold.Qa.sum() * share) * (price - cost)).sum(),
        Step.PRICE: (sold.Qa * (sold.Ra / sold.Qa - price)).sum(),
        Step.COST: (sold.Qa * (cost - sold.Ca / sold.Qa)).sum(),
    }
    planned = {(kind, *place): (sold.loc[[place], f"{kind}p"].item(),) for kind in "QRC" for place in sold.index}
    actual = {(kind, *place): (sold.loc[[place], f"{kind}a"].item(),) for kind in "QRC" for place in sold.index}
    bridge = to_date(report(planned, actual))
    assert {step: bridge.amount(step) for step in expected} == pytest.approx(expected, rel=1e-9, abs=1e-3)
