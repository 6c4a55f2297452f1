from aop_excel.analysis.items import Item, Level, items
from aop_excel.domain.plan import BudgetLine, Kind
from tests.analysis.shop import DIRECTION, LINES, line, plan


def keys(*lines: BudgetLine) -> list[str]:
    return [item.key for item in items(plan(*lines))]


def named(*lines: BudgetLine) -> dict[str, Item]:
    return {item.key: item for item in items(plan(*lines))}


def test_the_account_reads_from_sales_down_to_profit_and_then_to_cash() -> None:
    assert [item.key for item in items(plan(*LINES, direction=DIRECTION))] == [
        "line:SALES-S",
        "revenue:Store",
        "line:SALES-O",
        "revenue:Online",
        "revenue",
        "line:GOODS-S",
        "cogs:Store",
        "line:GOODS-O",
        "cogs:Online",
        "cogs",
        "gross_profit:Store",
        "gross_profit:Online",
        "gross_profit",
        "line:ADS",
        "marketing",
        "line:STAFF",
        "line:RENT",
        "fixed_costs",
        "line:DELIVERY",
        "variable_costs",
        "operating_costs",
        "operating_profit",
        "line:STOCK",
        "purchases",
        "line:CAMERA",
        "capital",
        "line:ORDERS",
    ]


def test_every_line_stands_in_the_account_exactly_once() -> None:
    mixed = [
        line(f"{kind.value}-{channel}", kind, 1, channel=channel)
        for channel in (None, "Online", "Store")
        for kind in Kind
    ]
    shown = [item.line for item in items(plan(*mixed)) if item.line]
    assert sorted(each.code for each in shown) == sorted(each.code for each in mixed)


def test_a_part_stands_above_its_total() -> None:
    order = keys(*LINES)
    for item in items(plan(*LINES)):
        for part in (*item.adds, *item.less):
            assert order.index(part) < order.index(item.key), f"{part} stands below {item.key}"


def test_income_has_a_plus_and_every_cost_a_minus() -> None:
    signs = {item.key: item.sign for item in items(plan(*LINES))}
    gains = {"revenue", "revenue:Store", "gross_profit", "operating_profit", "line:SALES-S", "line:ORDERS"}
    costs = {"cogs", "marketing", "fixed_costs", "variable_costs", "operating_costs", "purchases", "capital"}
    assert {signs[key] for key in gains} == {1}
    assert {signs[key] for key in costs | {"line:RENT", "line:STOCK"}} == {-1}


def test_gross_profit_by_channel_is_left_out_when_one_cost_of_goods_names_no_channel() -> None:
    # Gift wrapping belongs to both channels: without its share each would look too profitable.
    found = keys(*LINES, line("WRAPPING", Kind.COGS, 4))
    assert "gross_profit" in found
    assert not any(key.startswith("gross_profit:") for key in found)


def test_revenue_of_no_channel_still_counts_in_revenue() -> None:
    found = named(*LINES, line("GIFTS", Kind.REVENUE, 2))
    assert found["revenue"].adds == ("revenue:Store", "revenue:Online", "line:GIFTS")


def test_goods_of_a_channel_that_sells_nothing_give_it_no_gross_profit() -> None:
    found = keys(line("SALES", Kind.REVENUE, 10, channel="Store"), line("GOODS", Kind.COGS, 6, channel="Online"))
    assert "cogs:Online" in found
    assert "gross_profit:Online" not in found


def test_a_plan_without_marketing_has_no_row_for_it() -> None:
    found = named(line("SALES", Kind.REVENUE, 10), line("RENT", Kind.FIXED, 2))
    assert not {"marketing", "variable_costs", "purchases", "capital"} & found.keys()
    assert found["operating_profit"].less == ("fixed_costs",)


def test_a_line_is_called_by_its_own_name_in_both_languages() -> None:
    rent = named(line("RENT", Kind.FIXED, 2))["line:RENT"]
    assert (rent.label.vi, rent.label.en, rent.level) == ("Line RENT", "Line RENT", Level.LINE)


def test_a_total_names_its_channel() -> None:
    label = named(*LINES)["revenue:Online"].label
    assert (label.vi, label.en) == ("Doanh thu Online", "Online revenue")
