from typing import Any

import pytest

from aop_excel.analysis.capacity import workloads
from aop_excel.analysis.pnl import pnl
from aop_excel.analysis.resource_limits import LimitState, limit_states
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Action, Assignment, Kind, LimitMeasure, Person, ResourceLimit
from tests.analysis.shop import HAPPENED, LINES, M, Millions, actuals, line, plan

PEOPLE = (Person(name="Minh", hours=100), Person(name="Lan", hours=100))
ASSIGNMENTS = (
    Assignment(person="Minh", action="A", first=1, last=3, hours=60),
    Assignment(person="Lan", action="A", first=3, last=4, hours=50),
)


def state(
    measured_by: LimitMeasure | None,
    amount: float | None,
    happened: dict[str, tuple[Millions, ...]] | None = None,
    **parts: Any,
) -> LimitState:
    """One limit of the shop; what happened in January and February counts."""
    limit = ResourceLimit(name="Limit", measured_by=measured_by, amount=amount)
    parts = {"people": PEOPLE, "assignments": ASSIGNMENTS, "actions": (Action(code="A", name="A"),)} | parts
    shop = plan(*parts.pop("lines", LINES), limits=(limit,), **parts)
    reported = Actuals() if happened is None else actuals(2, happened)
    account = pnl(shop, reported, 1)
    (found,) = limit_states(shop, account, tuple(workloads(shop, reported, account.counted)))
    return found


def test_no_new_hires_is_kept_by_as_many_people_as_now() -> None:
    assert (state(LimitMeasure.HEADCOUNT, 2).now, state(LimitMeasure.HEADCOUNT, 2).kept) == (2, True)
    assert (state(LimitMeasure.HEADCOUNT, 1).kept, state(LimitMeasure.HEADCOUNT, 1).over) == (False, ())


def test_hours_are_those_of_everyone_in_the_largest_month() -> None:
    # January and February 60, March 110, April 50
    kept, broken = state(LimitMeasure.HOURS, 110), state(LimitMeasure.HOURS, 59)
    assert (kept.now, kept.kept, kept.over) == (110, True, ())
    assert (broken.kept, broken.over) == (False, (0, 1, 2))


def test_hours_of_nobody_are_none() -> None:
    assert state(LimitMeasure.HOURS, 0, people=(), assignments=()).now == 0


def test_people_cost_of_the_year_is_what_happened_and_what_is_planned() -> None:
    # Staff: planned 8 a month, 96 in all; January 9 and February 10 make it 99. 59 is passed in the sixth month:
    # 9 + 10 + 4 × 8 = 51 after six, 59 after seven, 67 after eight.
    raised = HAPPENED | {"STAFF": (9, 10)}
    assert state(LimitMeasure.PEOPLE_COST, 99 * M, raised).kept is True
    broken = state(LimitMeasure.PEOPLE_COST, 59 * M, raised)
    assert (broken.now, broken.kept, broken.over) == (99 * M, False, (7, 8, 9, 10, 11))


def test_a_closed_month_that_is_not_reported_is_taken_as_planned() -> None:
    assert state(LimitMeasure.PEOPLE_COST, 1, HAPPENED | {"STAFF": (None, 10)}).now == (96 + 2) * M


def test_a_month_that_is_not_closed_is_taken_as_planned() -> None:
    assert state(LimitMeasure.PEOPLE_COST, 1, HAPPENED | {"STAFF": (8, 8, 50)}).now == 96 * M


def test_operating_costs_are_marketing_people_fixed_and_variable_cost() -> None:
    # Planned 5 + 8 + 6 + 3 a month, 264 in all; January and February cost 46 where 44 were planned.
    assert state(LimitMeasure.OPERATING_COSTS, 266 * M, HAPPENED).now == 266 * M
    assert state(LimitMeasure.OPERATING_COSTS, 266 * M, HAPPENED).kept is True
    assert state(LimitMeasure.OPERATING_COSTS, 265 * M, HAPPENED).over == (11,)


def test_marketing_is_held_against_revenue_of_the_year() -> None:
    # 12 of 195 to date, then 5 of 100 each month: 62 of 1,195 in the year.
    found = state(LimitMeasure.MARKETING_SHARE, 0.05, HAPPENED)
    assert found.now == pytest.approx(62 / 1195)
    assert (found.kept, found.over) == (False, tuple(range(12)))  # 7 of 105 in January, and never below 5 % again


def test_a_share_that_comes_right_within_the_year_is_kept() -> None:
    assert state(LimitMeasure.MARKETING_SHARE, 0.052, HAPPENED).over == ()
    assert state(LimitMeasure.MARKETING_SHARE, 0.052, HAPPENED).kept is True


def test_without_revenue_there_is_no_share() -> None:
    found = state(LimitMeasure.MARKETING_SHARE, 0.05, lines=(line("ADS", Kind.MARKETING, 5),))
    assert (found.now, found.kept, found.over) == (None, None, ())


def test_before_the_first_sale_there_is_no_share_to_date() -> None:
    # A shop that opens in April: 5 a month on leaflets, 3 of them before anything is sold.
    opening = (line("ADS", Kind.MARKETING, 5), line("SALES", Kind.REVENUE, *[0] * 3, *[100] * 9))
    found = state(LimitMeasure.MARKETING_SHARE, 0.06, lines=opening)
    assert found.now == pytest.approx(60 / 900)
    assert found.over == tuple(range(3, 12))  # 20 of 100 in April, down to 60 of 900


@pytest.mark.parametrize("measured_by", [None, *LimitMeasure])
def test_nobody_can_say_whether_a_limit_without_amount_is_kept(measured_by: LimitMeasure | None) -> None:
    found = state(measured_by, None)
    assert (found.kept, found.over) == (None, ())


def test_a_reminder_measures_nothing() -> None:
    found = state(None, 4)
    assert (found.now, found.kept) == (None, None)
