"""How the actions stand on a day: what is late, blocked or due, and what was done and spent by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.domain.plan import Action, ActionStatus, Milestone, Plan
from aop_excel.domain.record import Choice


class ActionState(Choice):
    """Where an action stands, the most urgent first."""

    LATE = "late", "■ Trễ hạn", "■ Late"
    BLOCKED = "blocked", "■ Bị chặn", "■ Blocked"
    OVERDUE_START = "overdue_start", "▲ Trễ bắt đầu", "▲ Should have started"
    DUE_SOON = "due_soon", "▲ Sắp đến hạn", "▲ Due soon"
    ON_ITS_WAY = "on_its_way", "● Đang thực hiện", "● On its way"
    NOT_YET = "not_yet", "Chưa đến ngày bắt đầu", "Not to start yet"
    DONE = "done", "● Hoàn thành", "● Done"
    CANCELLED = "cancelled", "Đã hủy", "Cancelled"


SOON = 30
"""Days before its due date in which an action, or a decision, is due soon."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How many milestones an action has, how many were reached, and how many are late."""

    total: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class ActionProgress:
    """One action on one day.

    `days` is how late it is or was done, else how many are left; None without a due date, or where it is only called
    late or done. `waits_for` blocks it. `time_passed` and `done` are shares of its days and of its work. The amounts
    to date are those of its whole budget line (đồng), which other actions (`shared_with`, by code) may spend too.
    """

    action: Action
    state: ActionState
    days: int | None
    waits_for: Action | None
    time_passed: float | None
    done: float | None
    steps: Steps
    plan_to_date: float | None
    actual_to_date: float | None
    shared_with: tuple[str, ...]

    @property
    def behind(self) -> float | None:
        """How much more of its time has passed than of its work is done; below zero is ahead."""
        return None if self.time_passed is None or self.done is None else self.time_passed - self.done


def action_progress(plan: Plan, account: Pnl, day: date) -> tuple[ActionProgress, ...]:
    """Every action at the end of a day, the most urgent first."""
    by_code = {action.code: action for action in plan.actions}
    milestones: dict[str, list[Milestone]] = {}
    for milestone in plan.milestones:
        milestones.setdefault(milestone.action, []).append(milestone)
    on_line: dict[str, list[str]] = {}
    for action in plan.actions:
        if action.line:
            on_line.setdefault(action.line, []).append(action.code)
    found = [
        _progress(action, by_code, milestones.get(action.code, ()), on_line, account, day) for action in plan.actions
    ]
    order = list(ActionState)
    return tuple(sorted(found, key=lambda each: (order.index(each.state), each.action.due or date.max)))


def is_done(action: Action, day: date) -> bool:
    """Whether it was done by the end of a day; one that is called done without a date was."""
    if action.status is ActionStatus.CANCELLED:
        return False
    return action.done <= day if action.done else action.status is ActionStatus.DONE


def is_late(action: Action, day: date) -> bool:
    """Whether its due date has come and it was not done, or its owner calls it late."""
    if action.status is ActionStatus.CANCELLED or is_done(action, day):
        return False
    return action.status is ActionStatus.LATE or (action.due is not None and action.due <= day)


def _progress(
    action: Action,
    by_code: Mapping[str, Action],
    milestones: Sequence[Milestone],
    on_line: Mapping[str, list[str]],
    account: Pnl,
    day: date,
) -> ActionProgress:
    waits_for = _blocking(action, by_code, day)
    state = _state(action, waits_for, day)
    open_ = state not in (ActionState.DONE, ActionState.CANCELLED)
    planned, actual = (
        account.get(basis, f"line:{action.line}") if action.line else None for basis in (Basis.PLAN, Basis.ACTUAL)
    )
    return ActionProgress(
        action,
        state,
        _days(action, state, day),
        waits_for if state is ActionState.BLOCKED else None,
        _time_passed(action, day) if open_ else None,
        _work_done(action, state),
        _steps(milestones, day),
        planned.year_to_date if planned else None,
        actual.year_to_date if actual else None,
        tuple(code for code in on_line.get(action.line or "", ()) if code != action.code),
    )


def _state(action: Action, waits_for: Action | None, day: date) -> ActionState:
    waiting = action.status is ActionStatus.NOT_STARTED
    rules = (
        (ActionState.CANCELLED, action.status is ActionStatus.CANCELLED),
        (ActionState.DONE, is_done(action, day)),
        (ActionState.LATE, is_late(action, day)),
        (ActionState.BLOCKED, waits_for is not None),
        (ActionState.OVERDUE_START, waiting and action.start is not None and action.start <= day),
        (ActionState.DUE_SOON, action.due is not None and (action.due - day).days <= SOON),
        (ActionState.NOT_YET, waiting),
    )
    return next((state for state, holds in rules if holds), ActionState.ON_ITS_WAY)


def _blocking(action: Action, by_code: Mapping[str, Action], day: date) -> Action | None:
    """The action before it, where that one is late or due only after this one's start; a cancelled one blocks none."""
    before = by_code.get(action.after) if action.after else None
    if before is None or before.status is ActionStatus.CANCELLED or is_done(before, day):
        return None
    too_late = before.due is not None and action.start is not None and before.due > action.start
    return before if too_late or is_late(before, day) else None


def _days(action: Action, state: ActionState, day: date) -> int | None:
    if action.due is None or state is ActionState.CANCELLED:
        return None
    if state is ActionState.DONE:
        return max(0, (action.done - action.due).days) if action.done else None
    if state is ActionState.LATE:
        return (day - action.due).days if action.due <= day else None
    return (action.due - day).days


def _time_passed(action: Action, day: date) -> float | None:
    """The share of the days from start to due date, both included, that had passed at the end of the day."""
    if action.start is None or action.due is None:
        return None
    passed = (day - action.start).days + 1
    return min(1.0, max(0.0, passed / ((action.due - action.start).days + 1)))


def _work_done(action: Action, state: ActionState) -> float | None:
    if state is ActionState.DONE:
        return 1.0
    if action.progress is None and action.status is ActionStatus.NOT_STARTED:
        return 0.0
    return action.progress


def _steps(milestones: Sequence[Milestone], day: date) -> Steps:
    ahead = [milestone for milestone in milestones if milestone.done is None or milestone.done > day]
    late = [milestone for milestone in ahead if milestone.due <= day]
    return Steps(len(milestones), len(milestones) - len(ahead), len(late))
