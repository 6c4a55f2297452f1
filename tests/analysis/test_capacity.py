from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.capacity import Workload, workloads
from aop_excel.domain.actuals import Actuals, WorkedHours
from aop_excel.domain.plan import Action, ActionStatus, Assignment, Person, Plan
from tests.analysis.shop import plan

JAN, FEB, MAR, APR, MAY = range(5)
NONE_CLOSED = (False,) * 12
FIRST_QUARTER = (True, True, True, *[False] * 9)


def action(code: str = "A", **values: Any) -> Action:
    return Action(code=code, name=f"Action {code}", **values)


def gives(hours: float, first: int, last: int, *, to: str = "A", person: str = "Minh") -> Assignment:
    return Assignment(person=person, action=to, first=first, last=last, hours=hours)


def team(*assignments: Assignment, actions: tuple[Action, ...] = (action(),), **settings: int) -> Plan:
    """Minh has 100 hours a month, Lan 20."""
    people = (Person(name="Minh", hours=100), Person(name="Lan", hours=20))
    return plan(people=people, assignments=assignments, actions=actions, settings={**settings})


def minh(of: Plan, actuals: Actuals | None = None, counted: tuple[bool, ...] = NONE_CLOSED) -> Workload:
    return next(load for load in workloads(of, actuals or Actuals(), counted) if load.person.name == "Minh")


# Hours assigned -------------------------------------------------------------------------------------------------------


def test_assignments_of_a_month_add_up() -> None:
    # 60 hours from January to March and 50 from March to May: 110 hours in March, where there are 100.
    load = minh(team(gives(60, 1, 3), gives(50, 3, 5)))
    assert load.assigned == (60, 60, 110, 50, 50, *[0] * 7)
    assert load.free == (40, 40, -10, 50, 50, *[100] * 7)
    assert load.overloaded == (MAR,)


def test_exactly_as_many_hours_as_there_are_is_not_too_many() -> None:
    assert minh(team(gives(33.4, 1, 12), gives(33.3, 1, 12), gives(33.3, 1, 12))).overloaded == ()


def test_in_a_year_from_april_an_assignment_runs_over_new_year() -> None:
    # November to February are the eighth to the eleventh month.
    load = minh(team(gives(40, 11, 2), start_month=4))
    assert load.assigned == (*[0] * 7, 40, 40, 40, 40, 0)


def test_an_assignment_may_last_a_single_month() -> None:
    assert minh(team(gives(40, 12, 12))).assigned == (*[0] * 11, 40)


def test_who_has_no_assignment_is_shown_with_all_hours_free() -> None:
    lan = list(workloads(team(gives(40, 1, 12)), Actuals(), NONE_CLOSED))[1]
    assert (lan.person.name, lan.assigned, lan.free) == ("Lan", (0,) * 12, (20,) * 12)
    assert lan.overloaded == ()


def test_someone_without_hours_is_overloaded_by_anything() -> None:
    nobody = plan(people=(Person(name="Minh", hours=0),), assignments=(gives(1, 2, 2),), actions=(action(),))
    assert minh(nobody).overloaded == (FEB,)


# Actions that end -----------------------------------------------------------------------------------------------------


def test_a_cancelled_action_takes_no_hours() -> None:
    load = minh(team(gives(60, 1, 3), actions=(action(status=ActionStatus.CANCELLED),)))
    assert load.assigned == (0,) * 12
    assert load.ended_early == (True, True, True, *[False] * 9)


def test_an_action_takes_no_hours_after_the_month_in_which_it_was_done() -> None:
    load = minh(team(gives(60, 1, 5), actions=(action(done=date(2027, 3, 2), status=ActionStatus.DONE),)))
    assert load.assigned == (60, 60, 60, 0, 0, *[0] * 7)
    assert load.ended_early == (False, False, False, True, True, *[False] * 7)


@pytest.mark.parametrize(
    ("done", "months"), [(date(2027, 3, 31), 0), (date(2027, 4, 1), 1), (date(2028, 3, 1), 12), (date(2028, 4, 1), 12)]
)
def test_in_a_year_from_april_an_action_may_be_done_before_it_in_it_or_after_it(done: date, months: int) -> None:
    load = minh(team(gives(10, 4, 3), actions=(action(done=done, status=ActionStatus.DONE),), start_month=4))
    assert load.assigned == (*[10] * months, *[0] * (12 - months))


def test_an_action_called_done_without_its_day_keeps_its_hours() -> None:
    assert minh(team(gives(60, 1, 3), actions=(action(status=ActionStatus.DONE),))).assigned[:4] == (60, 60, 60, 0)


# Hours worked ---------------------------------------------------------------------------------------------------------


def worked(*months: float | None, on: str | None = None) -> WorkedHours:
    return WorkedHours(person="Minh", action=on, months=(*months, *[None] * (12 - len(months))))


def test_hours_worked_on_several_actions_add_up() -> None:
    actuals = Actuals(hours=(worked(50, 0, None, 7, on="A"), worked(20, None, None), worked(None, 5)))
    load = minh(team(gives(60, 1, 12)), actuals, FIRST_QUARTER)
    assert load.worked == (70, 5, None, 7, *[None] * 8)
    assert (load.assigned_to_date, load.worked_to_date) == (180, 75)  # April is not closed


def test_before_any_month_is_closed_nothing_can_be_said_to_date() -> None:
    load = minh(team(gives(60, 1, 12)), Actuals(hours=(worked(50),)))
    assert (load.assigned_to_date, load.worked_to_date) == (None, None)


def test_hours_that_nobody_wrote_down_are_not_zero() -> None:
    load = minh(team(gives(60, 1, 12)), counted=FIRST_QUARTER)
    assert (load.worked, load.worked_to_date) == ((None,) * 12, None)


# What always holds ----------------------------------------------------------------------------------------------------

CODES = ("A", "B")
MONTH = st.integers(1, 12)
HOURS = st.integers(0, 200).map(float)


@st.composite
def assigned_teams(draw: st.DrawFn) -> Plan:
    """Any assignments that run forward, to two actions that nothing ends."""
    start = draw(MONTH)
    of: list[Assignment] = []
    for _ in range(draw(st.integers(0, 6))):
        first, last = sorted(draw(st.tuples(st.integers(0, 11), st.integers(0, 11))))
        months = [(start - 1 + position) % 12 + 1 for position in (first, last)]
        who, what = draw(st.sampled_from(("Minh", "Lan"))), draw(st.sampled_from(CODES))
        of.append(gives(draw(HOURS), *months, to=what, person=who))
    return team(*of, actions=tuple(map(action, CODES)), start_month=start)


def length(assignment: Assignment) -> int:
    """How many months it lasts, counted round the calendar."""
    return (assignment.last - assignment.first) % 12 + 1


@given(assigned_teams())
def test_hours_assigned_are_the_sum_over_the_assignments(of: Plan) -> None:
    for load in workloads(of, Actuals(), NONE_CLOSED):
        its = [each for each in of.assignments if each.person == load.person.name]
        assert sum(load.assigned) == sum(each.hours * length(each) for each in its)


@given(assigned_teams())
def test_nobody_is_overloaded_who_has_hours_for_all_assignments_at_once(of: Plan) -> None:
    for load in workloads(of, Actuals(), NONE_CLOSED):
        its = [each for each in of.assignments if each.person == load.person.name]
        if sum(each.hours for each in its) <= load.person.hours:
            assert load.overloaded == ()
        assert all(load.assigned[position] > load.person.hours for position in load.overloaded)


@given(assigned_teams(), st.sampled_from(CODES))
def test_cancelling_an_action_leaves_what_the_others_take(of: Plan, code: str) -> None:
    cancelled = of.model_copy(
        update={
            "actions": tuple(
                each.model_copy(update={"status": ActionStatus.CANCELLED}) if each.code == code else each
                for each in of.actions
            )
        }
    )
    without = of.model_copy(update={"assignments": tuple(each for each in of.assignments if each.action != code)})
    assert [load.assigned for load in workloads(cancelled, Actuals(), NONE_CLOSED)] == [
        load.assigned for load in workloads(without, Actuals(), NONE_CLOSED)
    ]
