"""Which lines are compared with which: cells, how fine they are, and what is not known of them."""

from __future__ import annotations

import pytest

from aop_excel.analysis.sold import BLANK, Cell, Row, Sold, cells, happened, level_of, planned, sold, unplaced
from aop_excel.domain.plan import BudgetLine, Kind
from tests.analysis.shop import M, actuals, plan, year

R, C, Q = Kind.REVENUE, Kind.COGS, Kind.QUANTITY


def row(kind: Kind, channel: str | None = None, group: str | None = None, *months: float | None) -> Row:
    filled = (*months, *[None] * (12 - len(months)))
    return Row(f"{kind.value} {channel} {group}", kind, channel, group, filled)


# How fine -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ([row(R, "Web", "Milk"), row(C, "Web", "Milk"), row(Q, "Web", "Milk")], ("channel", "group")),
        ([row(R, "Web", "Milk"), row(C, "Web", "Milk")], ("channel", "group")),
        ([row(R, "Web", "Milk"), row(C, "Web"), row(Q, "Web", "Milk")], ("channel",)),  # cost knows no groups
        ([row(R, "Web", "Milk"), row(C, None, "Milk"), row(Q, "Web", "Milk")], ("group",)),  # cost knows no channels
        ([row(R, "Web", "Milk"), row(C, "Web", "Milk"), row(Q, None, "Milk")], ("group",)),  # nor do quantities
        ([row(R, "Web", "Milk"), row(C, "Web", "Milk"), row(Q, "Web", "Milk"), row(Q)], ("channel", "group")),  # orders
        ([row(R, "Web", "Milk"), row(C, "Web", "Milk"), row(Q)], ("channel", "group")),  # only orders
        ([row(R, "Web"), row(C, None, "Milk"), row(Q, "Web")], ()),  # nothing in common
        ([row(R), row(C), row(Q)], ()),
        ([], ("channel", "group")),
    ],
)
def test_cells_are_as_fine_as_every_revenue_and_cost_allows(rows: list[Row], level: tuple[str, ...]) -> None:
    assert level_of(rows) == level


def test_the_lines_that_stand_in_the_way_are_named() -> None:
    rows = [row(R, "Web", "Milk"), row(C, "Web"), row(C, None, "Milk"), row(Q)]
    assert unplaced(rows) == ["cogs Web None", "cogs None Milk"]


def test_several_lines_of_a_cell_stand_together_however_its_name_is_written() -> None:
    rows = [row(R, "Web", "Bỉm tã"), row(R, "Web", "BỈM TÃ"), row(C, "Web", "Bi\u0309m ta\u0303"), row(R, "Web", "Sữa")]
    found = list(cells([], rows, ("channel", "group")))
    assert [(cell.channel, cell.group, len(cell.after)) for cell in found] == [("Web", "Bỉm tã", 3), ("Web", "Sữa", 1)]


def test_a_quantity_that_names_less_counts_something_else() -> None:
    rows = [row(R, "Web", "Milk"), row(Q, "Web", "Milk"), row(Q, "Web"), row(Q)]
    (found,) = cells([], rows, ("channel", "group"))
    assert [each.name for each in found.after] == ["revenue Web Milk", "quantity Web Milk"]


def test_of_the_whole_business_only_a_quantity_of_the_whole_counts() -> None:
    rows = [row(R, "Web"), row(C), row(Q, "Web"), row(Q)]
    (found,) = cells([], rows, ())
    assert (found.channel, found.group) == (None, None)
    assert [each.name for each in found.after] == ["revenue Web None", "cogs None None", "quantity None None"]


# What it comes to -----------------------------------------------------------------------------------------------------


def test_amounts_of_the_months_asked_for_add_up() -> None:
    rows = [row(R, "Web", "Milk", 10, 20, 40), row(R, "Web", "Milk", 1, 2, 4), row(C, "Web", "Milk", 5, None, 7)]
    rows += [row(Q, "Web", "Milk", 100, 200, 400)]
    assert sold(rows, [0, 2]) == Sold(quantity=500, revenue=55, cost=12)
    assert sold(rows, [0, 2]).profit == 43


@pytest.mark.parametrize(
    ("quantity", "known"),
    [
        ((3, 4), 7),
        ((3, 0), 3),  # none were counted, which is a number
        ((3, None), None),  # nobody counted in a month with sales
        ((None, None), None),
    ],
)
def test_a_quantity_is_known_where_every_month_with_sales_has_one(
    quantity: tuple[float | None, ...], known: float | None
) -> None:
    assert sold([row(R, "Web", "Milk", 10, 20), row(Q, "Web", "Milk", *quantity)], [0, 1]).quantity == known


def test_a_month_without_sales_needs_no_quantity() -> None:
    assert sold([row(R, "Web", "Milk", 10, 0), row(Q, "Web", "Milk", 3, None)], [0, 1]).quantity == 3


def test_a_cell_without_any_quantity_is_not_known() -> None:
    assert sold([row(R, "Web", "Milk", 10)], [0]).quantity is None


def test_a_planned_quantity_of_several_that_is_blank_is_not_known() -> None:
    boxes = Row("Boxes", Q, "Web", "Milk", year(1), due=year(1))
    tins = Row("Tins", Q, "Web", "Milk", BLANK, due=year(1))
    assert sold([row(R, "Web", "Milk", 10), boxes, tins], [0]).quantity is None


# Reported or not ------------------------------------------------------------------------------------------------------


def test_what_was_planned_is_due_and_a_blank_is_not_zero() -> None:
    lines = (
        BudgetLine(code="S", name="Sales", kind=R, channel="Web", group="Milk", months=year(10, 10, 0)),
        BudgetLine(code="G", name="Goods", kind=C, channel="Web", group="Milk", months=year(6, 6, None)),
    )
    shop = plan(*lines)
    (cell,) = cells(planned(shop), happened(shop, actuals(3, {"S": (11, 9, None), "G": (7, None, None)})), ("group",))
    assert [cell.is_reported(month) for month in range(3)] == [True, False, True]
    assert sold(cell.before, [0, 1, 2]) == Sold(None, 20 * M, 12 * M)  # a blank in a plan is nothing


def test_last_year_is_told_with_revenue_and_cost_or_not_at_all() -> None:
    before = (row(R, "Web", "Milk", 10, 10, None, None), row(C, "Web", "Milk", 6, None, None, 6))
    cell = Cell("Web", "Milk", before, (row(R, "Web", "Milk", 1, 1, 1, 1), row(C, "Web", "Milk", 1, 1, 1, 1)))
    assert [cell.is_reported(month) for month in range(4)] == [True, False, True, False]


def test_a_service_without_cost_is_reported_without() -> None:
    cell = Cell("Web", "Repairs", (row(R, "Web", "Repairs", 10),), (row(R, "Web", "Repairs", 12),))
    assert cell.is_reported(0)
