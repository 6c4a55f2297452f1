"""Which of the versions that the owner asks for can be frozen, and what stands in the way of the others."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from aop_excel.analysis.versions.changes import changes
from aop_excel.analysis.versions.freezing import freeze
from aop_excel.analysis.versions.seals import sealed
from aop_excel.domain.plan import Plan
from aop_excel.domain.versions import FrozenRow, PlanVersion


class Hindrance(Enum):
    """Why a version is not frozen."""

    ORDER = auto()  # its number is not the next one
    DAY = auto()
    REASON = auto()
    GOAL = auto()
    UNKNOWN_GOAL = auto()
    TRADE_OFF = auto()
    UNCHANGED = auto()  # the plan is still that of the version before


def latest(plan: Plan) -> int:
    """The number of the latest version that was frozen, even if it was taken out since; 0 where none was."""
    return max([sealed(plan.versions)[0], *(version.number for version in plan.versions.log)])


def rows_of(plan: Plan, number: int) -> tuple[FrozenRow, ...]:
    """The rows of a frozen version."""
    return tuple(row for row in plan.versions.frozen if row.version == number)


def open_requests(plan: Plan) -> Iterator[tuple[PlanVersion, tuple[Hindrance, ...]]]:
    """Every version that is asked for and not frozen, with what stands in its way: nothing where it is due."""
    last = latest(plan)
    due = False
    for request in sorted(plan.versions.requests, key=lambda each: each.number):
        if request.number > last:
            hindrances = tuple(_hindrances(request, plan, last, due=due))
            due = due or not hindrances
            yield request, hindrances


def due(plan: Plan) -> PlanVersion | None:
    """The version that is to be frozen now."""
    return next((request for request, hindrances in open_requests(plan) if not hindrances), None)


def _hindrances(request: PlanVersion, plan: Plan, last: int, *, due: bool) -> Iterator[Hindrance]:
    if request.approved is None:
        yield Hindrance.DAY
    if request.number > 1:
        yield from _unexplained(request, plan)
    if request.number != last + 1 + due:
        yield Hindrance.ORDER
    elif due or (last and is_unchanged(plan, last)):
        yield Hindrance.UNCHANGED


def _unexplained(request: PlanVersion, plan: Plan) -> Iterator[Hindrance]:
    if not request.reason.strip():
        yield Hindrance.REASON
    if request.goal is None:
        yield Hindrance.GOAL
    elif request.goal not in {goal.code for goal in plan.goals}:
        yield Hindrance.UNKNOWN_GOAL
    if not request.trade_off.strip():
        yield Hindrance.TRADE_OFF


def is_unchanged(plan: Plan, number: int) -> bool:
    """Whether the plan says what a version says."""
    return next(changes(rows_of(plan, number), freeze(plan, number), None, plan.settings.fiscal_year), None) is None
