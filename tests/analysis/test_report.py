from typing import Any

import pytest

from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.actuals import Actuals, ClosedMonths, Comment
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, plan


def report(closed: int, comments: tuple[Comment, ...] = (), **settings: Any) -> Report:
    happened = actuals(closed, HAPPENED).model_copy(update={"comments": comments})
    return analyse(plan(*LINES, direction=DIRECTION, settings=settings), happened)


# Which month ----------------------------------------------------------------------------------------------------------


def test_the_report_month_is_the_last_closed_one() -> None:
    found = report(2)
    assert (found.report_position, found.report_month) == (1, 2)


def test_the_owner_chooses_another_report_month() -> None:
    found = report(2, report_month=1)
    assert (found.report_position, found.report_month) == (0, 1)


def test_the_owner_may_look_at_a_month_still_open() -> None:
    assert report(2, report_month=3).report_position == 2


def test_before_any_month_is_closed_the_first_one_is_reported() -> None:
    found = report(0)
    assert (found.report_position, found.report_month) == (0, 1)


def test_the_last_closed_month_counts_even_after_one_left_open() -> None:
    closing = ClosedMonths(months=(True, False, True, *[False] * 9))
    assert analyse(plan(*LINES), Actuals(closing=(closing,))).report_month == 3


@pytest.mark.parametrize(("chosen", "position"), [(4, 0), (5, 1), (12, 8), (1, 9), (3, 11)])
def test_in_a_year_from_april_a_month_is_found_where_it_stands(chosen: int, position: int) -> None:
    found = report(2, start_month=4, report_month=chosen)
    assert (found.report_position, found.report_month) == (position, chosen)


def test_in_a_year_from_april_the_second_month_is_may() -> None:
    assert report(2, start_month=4).report_month == 5


# Variances ------------------------------------------------------------------------------------------------------------


def test_every_item_is_compared_in_the_month_and_so_far() -> None:
    rows = {row.item.key: row for row in report(2).variances}
    store, ads, profit = rows["line:SALES-S"], rows["marketing"], rows["operating_profit"]
    assert (store.month.plan, store.month.actual, store.month.amount) == (70 * M, 63 * M, -7 * M)
    assert (store.year_to_date.plan, store.year_to_date.actual) == (140 * M, 135 * M)
    assert (ads.month.amount, ads.year_to_date.amount, ads.year_to_date.effect) == (0, 2 * M, -2 * M)
    assert (profit.month.amount, profit.year_to_date.amount) == (8 * M - 15 * M, 22 * M - 30 * M)


def test_an_open_report_month_is_compared_as_far_as_it_is_reported() -> None:
    rows = {row.item.key: row for row in report(1, report_month=2).variances}
    assert rows["revenue"].month.actual == 90 * M
    assert rows["revenue"].year_to_date.actual == 105 * M


# Comments: in February Store sales (−7 million, −10 %) and the stock bought (−10 million, −17 %) are material. --------


def material(found: Report) -> list[str]:
    return [row.item.key for row in found.variances if row.is_material_line]


def test_material_lines_ask_for_a_cause_and_totals_do_not() -> None:
    found = report(2)
    assert material(found) == ["line:SALES-S", "line:STOCK"]
    assert found.missing_comments == 2
    total = next(row for row in found.variances if row.item.key == "revenue")
    assert (total.month.amount, total.month.material, total.needs_comment) == (-10 * M, True, False)


def test_a_cause_given_for_the_line_and_month_is_no_longer_missing() -> None:
    found = report(2, (Comment(month=2, code="SALES-S", cause="Closed for three days", owner="Lan"),))
    row = next(row for row in found.variances if row.item.key == "line:SALES-S")
    assert row.comment is not None
    assert row.comment.cause == "Closed for three days"
    assert found.missing_comments == 1


@pytest.mark.parametrize(
    "comment",
    [
        Comment(month=1, code="SALES-S", cause="January was good"),
        Comment(month=2, code="SALES-O", cause="Another line"),
        Comment(month=2, code="SALES-S", cause="   "),
        Comment(month=2, code="SALES-S", owner="Lan", response="Will look"),
    ],
)
def test_a_cause_is_still_missing(comment: Comment) -> None:
    assert report(2, (comment,)).missing_comments == 2


def test_in_a_year_from_april_a_comment_of_may_belongs_to_the_second_month() -> None:
    comments = (Comment(month=5, code="SALES-S", cause="Rain"), Comment(month=2, code="STOCK", cause="Not this month"))
    assert report(2, comments, start_month=4).missing_comments == 1


def test_with_nothing_material_nothing_is_missing() -> None:
    assert report(2, material_floor=20 * M).missing_comments == 0
