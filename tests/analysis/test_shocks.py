from typing import Any

import pytest

from aop_excel.analysis.report import Report, analyse
from aop_excel.analysis.shocks import factor, shocked, touched
from aop_excel.domain.plan import BudgetLine, Kind
from aop_excel.domain.scenario import Shock, Shocked
from tests.analysis.shop import LINES, M, actuals, line, plan

MILK = BudgetLine(code="MILK", name="Milk", kind=Kind.REVENUE, channel="Store", group="Sữa", months=(10.0 * M,) * 12)
SHOP = plan(*LINES, MILK)


def shock(what: Shocked, change: float, **values: Any) -> Shock:
    return Shock(risk="R1", what=what, change=change, **values)


def codes(one: Shock) -> set[str]:
    return {each.code for each in touched(one, SHOP)}


def report(closed: int = 0, start_month: int = 1) -> Report:
    shop = plan(*LINES, settings={"start_month": start_month})
    happened = {code: tuple(each or 0 for each in line_of(code)) for code in ("SALES-S", "GOODS-S")}
    return analyse(shop, actuals(closed, happened))


def line_of(code: str) -> tuple[float, ...]:
    return tuple((each or 0) / M for each in next(each for each in LINES if each.code == code).months)


# What is touched ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (Shocked.PURCHASE_PRICE, {"GOODS-S", "GOODS-O", "STOCK"}),
        (Shocked.SELLING_PRICE, {"SALES-S", "SALES-O", "MILK"}),
        (Shocked.DEMAND, {"SALES-S", "SALES-O", "MILK", "GOODS-S", "GOODS-O", "DELIVERY", "ORDERS"}),
        (Shocked.ADVERTISING, {"ADS"}),
    ],
)
def test_each_kind_of_shock_touches_its_lines(what: Shocked, expected: set[str]) -> None:
    assert codes(shock(what, 0.1)) == expected


def test_channel_and_group_narrow_it_to_the_lines_that_name_them() -> None:
    assert codes(shock(Shocked.DEMAND, -0.1, channel="Online")) == {"SALES-O", "GOODS-O", "DELIVERY"}
    assert codes(shock(Shocked.DEMAND, -0.1, group="SỮA")) == {"MILK"}  # names are compared as people read them
    assert codes(shock(Shocked.DEMAND, -0.1, channel="Online", group="Sữa")) == set()
    assert codes(shock(Shocked.ADVERTISING, -0.1, channel="Online")) == set()  # ads that name no channel


def test_a_single_line_may_be_of_any_kind() -> None:
    assert codes(shock(Shocked.LINE, -1, line="CAMERA")) == {"CAMERA"}
    assert codes(shock(Shocked.LINE, -1, line="NONE")) == set()


# By how much ----------------------------------------------------------------------------------------------------------


def test_less_effective_advertising_costs_more_for_the_same_sales() -> None:
    # 100 đồng of advertising sold 1,000; with a fifth less effect 125 đồng do.
    assert factor(shock(Shocked.ADVERTISING, -0.2), -0.2) == pytest.approx(125 / 100)
    assert factor(shock(Shocked.PURCHASE_PRICE, 1.5), 1.5) == 2.5
    assert factor(shock(Shocked.LINE, -1, line="CAMERA"), -1) == 0


def test_only_months_to_come_change() -> None:
    found = shocked(report(closed=2), [shock(Shocked.DEMAND, -0.1, channel="Store")])
    assert [amount / M for amount in found["SALES-S"]] == pytest.approx([70, 70, *[63] * 10])
    assert [amount / M for amount in found["GOODS-S"]] == pytest.approx([42, 42, *[37.8] * 10])


def test_it_lasts_from_one_month_through_another() -> None:
    found = shocked(report(), [shock(Shocked.SELLING_PRICE, 0.1, channel="Store", first=8, last=9)])
    assert [amount / M for amount in found["SALES-S"]] == pytest.approx([*[70] * 7, 77, 77, *[70] * 3])
    until_spring = shocked(report(), [shock(Shocked.SELLING_PRICE, 0.1, channel="Store", last=2)])
    assert [amount / M for amount in until_spring["SALES-S"]] == pytest.approx([77, 77, *[70] * 10])


def test_in_a_year_from_april_it_may_run_over_new_year() -> None:
    found = shocked(report(start_month=4), [shock(Shocked.SELLING_PRICE, 0.1, channel="Store", first=12, last=2)])
    assert [amount / M for amount in found["SALES-S"]] == pytest.approx([*[70] * 8, 77, 77, 77, 70])


def test_several_shocks_on_the_same_line_and_month_multiply() -> None:
    weak = shock(Shocked.DEMAND, -0.1, channel="Store", first=6, last=8)
    dear = shock(Shocked.PURCHASE_PRICE, 0.05, channel="Store", first=8, last=12)
    found = shocked(report(), [weak, dear])
    assert [amount / M for amount in found["GOODS-S"]] == pytest.approx(
        [*[42] * 5, 37.8, 37.8, 42 * 0.9 * 1.05, *[44.1] * 4]
    )


def test_once_every_month_is_closed_nothing_is_left_to_change() -> None:
    assert shocked(report(closed=12), [shock(Shocked.DEMAND, -0.5)]) == {}


def test_a_line_of_nothing_is_not_touched() -> None:
    empty = analyse(plan(line("ADS", Kind.MARKETING, 0)), actuals(0, {}))
    assert shocked(empty, [shock(Shocked.ADVERTISING, -0.5)]) == {}
