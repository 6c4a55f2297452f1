"""What is unusual but right passes every check without a word; what is wrong stands in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from aop_excel.commands import check
from aop_excel.errors import Problem
from tests.plans import SHOP, SHOP_FROM_APRIL, Draft, Starter, places

Drafts = Callable[[Starter], Draft]
MONTHS = tuple(f"m{month:02d}" for month in range(1, 13))


@pytest.fixture
def shop(drafts: Drafts) -> Draft:
    return drafts(SHOP)


def problems(draft: Draft) -> list[Problem]:
    return [located.problem for located in check(draft.book).troubles.problems]


def test_a_line_that_left_the_budget_without_a_trace(shop: Draft) -> None:
    shop.types("aop_actuals", "CP-MB", code="CP-KHO", **dict.fromkeys(MONTHS))
    shop.types("aop_budget", "CP-MB", **dict.fromkeys(places(shop.book, "aop_budget")))
    assert problems(shop) == []


def test_returns_are_revenue_below_nothing(shop: Draft) -> None:
    returns = dict.fromkeys(MONTHS, -1_000_000.0)
    shop.types("aop_budget", "DT-CH-DD", name="Returns", phasing=None, annual=-12_000_000.0, **returns)
    shop.types("aop_actuals", "DT-CH-DD", m01=-900_000.0, m02=-1_200_000.0)
    assert problems(shop) == []


def test_a_month_that_nothing_was_planned_in_may_stay_blank(shop: Draft) -> None:
    shop.types("aop_actuals", "DT-TS", m01=None)
    assert problems(shop) == []


def test_the_first_and_the_last_day_are_in_the_year(drafts: Drafts) -> None:
    shop = drafts(SHOP_FROM_APRIL)
    shop.types("aop_actions", "HD5", start=date(2027, 4, 1), due=date(2028, 3, 31))
    assert [each for each in problems(shop) if each.row == 5] == []


def test_an_assignment_runs_over_new_year_where_the_fiscal_year_does(drafts: Drafts) -> None:
    shop = drafts(SHOP_FROM_APRIL)
    shop.types("aop_assignments", 1, first=11.0, last=2.0)
    assert problems(shop) == []


def test_actions_in_a_row_wait_for_no_circle(shop: Draft) -> None:
    shop.types("aop_actions", "HD4", after="HD3")
    shop.types("aop_actions", "HD5", after="HD3")
    assert problems(shop) == []


def test_who_waits_for_a_circle_is_not_in_it(shop: Draft) -> None:
    shop.types("aop_actions", "HD1", after="HD2")
    shop.types("aop_actions", "HD4", after="HD3")
    (only,) = problems(shop)  # HD3 and HD4 wait too, but for the others
    assert (only.row, only.text.en) == (1, "“HD1” waits for itself: HD1 → HD2 → HD1")


def test_all_hours_may_be_given_away(shop: Draft) -> None:
    shop.types("aop_people", "Minh", hours=110.0)  # what HD1 and HD2 take together in March
    assert problems(shop) == []


def test_a_limit_may_be_reached(shop: Draft) -> None:
    shop.types("aop_limits", 2, measured_by="Operating costs of the year", amount=3e9)
    shop.types("aop_limits", 1, measured_by="People cost of the year", amount=372e6)
    assert problems(shop) == []


def test_a_limit_and_a_trigger_may_be_words_only(shop: Draft) -> None:
    shop.types("aop_limits", 1, measured_by=None, amount=None)
    shop.types("aop_risks", "RR1", kpi=None, comparison=None, threshold=None, in_a_row=None)
    assert problems(shop) == []


def test_a_priority_may_leave_a_rank_out(shop: Draft) -> None:
    shop.types("aop_priorities", 3, rank=9.0)
    assert problems(shop) == []


def test_a_cancelled_action_needs_no_day(shop: Draft) -> None:
    shop.types("aop_actions", "HD5", status="Cancelled")
    assert problems(shop) == []


def test_a_blank_comment_beside_one_that_says_why_hides_nothing(shop: Draft) -> None:
    shop.types("aop_comments", 1, cause="Best sellers")
    shop.types("aop_comments", 2, code="DT-ON-MSS")
    assert problems(shop) == []


def test_a_ratio_may_be_large_and_an_amount_nothing(shop: Draft) -> None:
    shop.types("aop_kpis", "BIEN-GOP", target=4.9)
    shop.types("aop_kpis", "DT", target=0.0)
    assert problems(shop) == []
