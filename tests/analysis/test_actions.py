from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.actions import ActionProgress, ActionState, Steps, action_progress
from aop_excel.analysis.pnl import pnl
from aop_excel.domain.plan import Action, ActionStatus, Milestone
from tests.analysis.shop import HAPPENED, LINES, M, actuals, plan

DAY = date(2027, 2, 28)
NOT_STARTED, IN_PROGRESS, DONE, LATE, CANCELLED = ActionStatus
WORKING: dict[str, Any] = {"status": IN_PROGRESS}


def action(code: str = "A", **values: Any) -> Action:
    return Action(code=code, name=f"Action {code}", **values)


def progress(*actions: Action, milestones: tuple[Milestone, ...] = (), day: date = DAY) -> tuple[ActionProgress, ...]:
    shop = plan(*LINES, actions=actions, milestones=milestones)
    return action_progress(shop, pnl(shop, actuals(2, HAPPENED), 1), day)


def only(**values: Any) -> ActionProgress:
    (found,) = progress(action(**values))
    return found


def stands(**values: Any) -> tuple[ActionState, int | None]:
    return only(**values).state, only(**values).days


# States ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "days"), [(date(2027, 2, 27), 1), (date(2027, 1, 29), 30), (date(2026, 12, 31), 59), (DAY, 0)]
)
def test_an_action_whose_due_date_has_come_is_late(due: date, days: int) -> None:
    assert stands(due=due, **WORKING) == (ActionState.LATE, days)


def test_an_action_that_its_owner_calls_late_is_late() -> None:
    assert stands(status=LATE, due=date(2027, 6, 30)) == (ActionState.LATE, None)
    assert stands(status=LATE) == (ActionState.LATE, None)


@pytest.mark.parametrize(("due", "days"), [(date(2027, 3, 1), 1), (date(2027, 3, 30), 30)])
def test_an_action_due_within_30_days_is_due_soon(due: date, days: int) -> None:
    assert stands(due=due, **WORKING) == (ActionState.DUE_SOON, days)


def test_an_action_due_later_is_on_its_way() -> None:
    assert stands(due=date(2027, 3, 31), **WORKING) == (ActionState.ON_ITS_WAY, 31)
    assert stands(**WORKING) == (ActionState.ON_ITS_WAY, None)


@pytest.mark.parametrize("start", [DAY, date(2027, 1, 1)])
def test_an_action_whose_start_has_come_should_have_started(start: date) -> None:
    assert stands(start=start, due=date(2027, 3, 10)) == (ActionState.OVERDUE_START, 10)


def test_an_action_that_starts_later_is_not_to_start_yet() -> None:
    assert stands(start=date(2027, 3, 1), due=date(2027, 6, 30)) == (ActionState.NOT_YET, 122)
    assert stands() == (ActionState.NOT_YET, None)


@pytest.mark.parametrize(
    ("done", "days"), [(date(2027, 1, 20), 0), (date(2027, 1, 31), 0), (date(2027, 2, 3), 3), (DAY, 28)]
)
def test_an_action_is_done_on_time_or_days_late(done: date, days: int) -> None:
    assert stands(due=date(2027, 1, 31), done=done, status=DONE) == (ActionState.DONE, days)


def test_an_action_called_done_without_its_day_is_done() -> None:
    assert stands(due=date(2027, 1, 31), status=DONE) == (ActionState.DONE, None)


def test_an_action_done_after_the_day_was_not_done_on_it() -> None:
    # BabyCare House's HD2: due on the last day of the reported month, done twelve days after it.
    assert stands(due=DAY, done=date(2027, 3, 12), status=DONE) == (ActionState.LATE, 0)


def test_a_cancelled_action_is_never_late() -> None:
    assert stands(due=date(2027, 1, 1), status=CANCELLED) == (ActionState.CANCELLED, None)


# Blocked --------------------------------------------------------------------------------------------------------------


def after(before: Action, **values: Any) -> ActionProgress:
    """An action that starts on 10 March after another one."""
    second = action("B", after=before.code, **({"start": date(2027, 3, 10)} | values))
    return next(each for each in progress(before, second) if each.action.code == "B")


@pytest.mark.parametrize(
    "before",
    [
        action(due=date(2027, 2, 15), **WORKING),  # late
        action(status=LATE),  # called late
        action(due=date(2027, 3, 11), **WORKING),  # done too late for it, at best
    ],
)
def test_an_action_waits_for_one_that_is_late_or_ends_after_its_start(before: Action) -> None:
    assert after(before).state is ActionState.BLOCKED
    assert after(before).waits_for == before


@pytest.mark.parametrize(
    "before",
    [
        action(due=date(2027, 3, 10), **WORKING),  # on the day it starts
        action(due=date(2027, 2, 15), done=date(2027, 2, 20), status=DONE),  # late, but done
        action(due=date(2027, 2, 15), status=CANCELLED),
        action(**WORKING),  # nobody said when
    ],
)
def test_nothing_else_blocks_it(before: Action) -> None:
    assert after(before).state is ActionState.NOT_YET
    assert after(before).waits_for is None


def test_an_action_without_a_start_is_blocked_by_a_late_one_only() -> None:
    assert after(action(due=date(2027, 12, 31), **WORKING), start=None).state is ActionState.NOT_YET
    assert after(action(due=date(2027, 2, 1), **WORKING), start=None).state is ActionState.BLOCKED


def test_a_blocked_action_that_is_late_itself_is_late() -> None:
    late = after(action(due=date(2027, 2, 1), **WORKING), start=date(2027, 2, 2), due=date(2027, 2, 20))
    assert (late.state, late.waits_for) == (ActionState.LATE, None)


def test_who_waits_for_an_unknown_action_or_for_itself_can_be_told() -> None:
    unknown, itself = progress(action("A", after="GONE"), action("B", after="B", due=date(2027, 2, 1)))[::-1]
    assert (unknown.state, itself.state) == (ActionState.NOT_YET, ActionState.LATE)


# Progress against time ------------------------------------------------------------------------------------------------


def test_time_passed_counts_the_first_and_the_last_day() -> None:
    # 1 February to 11 April are 28 + 31 + 11 = 70 days, of which 28 have passed; a quarter of the work is done.
    half = only(start=date(2027, 2, 1), due=date(2027, 4, 11), progress=0.25, **WORKING)
    assert half.time_passed == pytest.approx(28 / 70)
    assert half.behind == pytest.approx(0.4 - 0.25)


def test_who_is_ahead_is_behind_by_less_than_nothing() -> None:
    ahead = only(start=date(2027, 2, 1), due=date(2027, 4, 11), progress=0.5, **WORKING)
    assert ahead.behind == pytest.approx(-0.1)


def test_time_does_not_run_beyond_the_due_date_nor_before_the_start() -> None:
    assert only(start=date(2027, 1, 1), due=date(2027, 1, 31), progress=0.9, **WORKING).time_passed == 1
    assert only(start=date(2027, 3, 1), due=date(2027, 3, 31)).time_passed == 0
    assert only(start=DAY, due=DAY, **WORKING).time_passed == 1


def test_without_dates_or_progress_nobody_can_tell() -> None:
    assert only(due=date(2027, 4, 11), progress=0.5, **WORKING).behind is None
    assert only(start=date(2027, 2, 1), due=date(2027, 4, 11), **WORKING).behind is None


def test_an_action_that_was_not_started_has_done_nothing() -> None:
    assert only(start=date(2027, 2, 1), due=date(2027, 4, 11)).done == 0


def test_what_is_done_is_done_wholly_and_is_not_behind() -> None:
    done = only(start=date(2027, 1, 1), due=date(2027, 1, 31), done=date(2027, 1, 31), status=DONE)
    assert (done.done, done.time_passed, done.behind) == (1, None, None)


# Milestones and money -------------------------------------------------------------------------------------------------


def milestone(due: date, done: date | None = None, of: str = "A") -> Milestone:
    return Milestone(action=of, name="Step", due=due, done=done)


def test_milestones_are_reached_or_late_by_the_day() -> None:
    (found,) = progress(
        action(),
        milestones=(
            milestone(date(2027, 1, 31), date(2027, 2, 20)),
            milestone(date(2027, 2, 15)),
            milestone(DAY, date(2027, 3, 1)),
            milestone(date(2027, 3, 1)),
            milestone(date(2027, 2, 1), of="B"),
        ),
    )
    assert found.steps == Steps(total=4, done=1, late=2)


def test_spend_is_that_of_the_whole_budget_line_to_date() -> None:
    first, second, other = progress(action("A", line="ADS"), action("B", line="ADS"), action("C", line="RENT"))
    assert (first.plan_to_date, first.actual_to_date, first.shared_with) == (10 * M, 12 * M, ("B",))
    assert (second.plan_to_date, second.actual_to_date, second.shared_with) == (10 * M, 12 * M, ("A",))
    assert (other.plan_to_date, other.actual_to_date, other.shared_with) == (12 * M, 12 * M, ())


def test_without_a_line_that_the_budget_knows_nothing_is_spent() -> None:
    for found in progress(action("A"), action("B", line="GONE"), action("C")):
        assert (found.plan_to_date, found.actual_to_date, found.shared_with) == (None, None, ())


# Order ----------------------------------------------------------------------------------------------------------------


def test_the_most_urgent_comes_first() -> None:
    found = progress(
        action("CANCELLED", status=CANCELLED),
        action("DONE", status=DONE),
        action("LATER", start=date(2027, 5, 1)),
        action("ON-ITS-WAY", **WORKING),
        action("SOON-2", due=date(2027, 3, 20), **WORKING),
        action("SOON-1", due=date(2027, 3, 2), **WORKING),
        action("NOT-STARTED", start=date(2027, 2, 1)),
        action("BLOCKED", after="LATE-1"),
        action("LATE-2", due=date(2027, 2, 20), **WORKING),
        action("LATE-1", due=date(2027, 2, 10), **WORKING),
    )
    assert [each.action.code for each in found] == [
        "LATE-1", "LATE-2", "BLOCKED", "NOT-STARTED", "SOON-1", "SOON-2", "ON-ITS-WAY", "LATER", "DONE", "CANCELLED",
    ]  # fmt: skip


# What always holds ----------------------------------------------------------------------------------------------------

DAYS = st.integers(-400, 400).map(lambda days: DAY + timedelta(days=days))


@st.composite
def any_actions(draw: st.DrawFn) -> tuple[Action, ...]:
    found = []
    for number in range(draw(st.integers(0, 5))):
        start = draw(st.none() | DAYS)
        later = DAYS if start is None else st.dates(start, start + timedelta(days=300))
        found.append(
            action(
                f"A{number}",
                start=start,
                due=draw(st.none() | later),
                done=draw(st.none() | later),
                status=draw(st.sampled_from(ActionStatus)),
                progress=draw(st.none() | st.floats(0, 1)),
                after=draw(st.none() | st.sampled_from([f"A{each}" for each in range(5)])),
            )
        )
    return tuple(found)


@given(any_actions(), DAYS)
def test_every_action_stands_somewhere_and_says_so_within_bounds(actions: tuple[Action, ...], day: date) -> None:
    found = progress(*actions, day=day)
    assert sorted(each.action.code for each in found) == [each.code for each in actions]
    for each in found:
        assert each.days is None or each.days >= 0
        assert each.time_passed is None or 0 <= each.time_passed <= 1
        assert (each.waits_for is not None) == (each.state is ActionState.BLOCKED)


@given(any_actions(), DAYS)
def test_what_is_late_stays_late_while_nothing_is_done(actions: tuple[Action, ...], day: date) -> None:
    open_ = tuple(each.model_copy(update={"done": None}) for each in actions)
    today = {each.action.code: each.state for each in progress(*open_, day=day)}
    for each in progress(*open_, day=day + timedelta(days=1)):
        if today[each.action.code] is ActionState.LATE:
            assert each.state is ActionState.LATE
