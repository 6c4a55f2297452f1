"""Whose hours are given to actions, month by month, and who has more to do than time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aop_excel.analysis.pnl import Amounts, add
from aop_excel.analysis.status import HAIR
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.domain.plan import Action, ActionStatus, Assignment, Person, Plan


@dataclass(frozen=True, slots=True)
class Workload:
    """One person's hours by month, in fiscal order: assigned to actions, and worked (None is not reported).

    `ended_early` marks the months in which an assignment still runs whose action takes no hours any more.
    """

    person: Person
    assigned: tuple[float, ...]
    ended_early: tuple[bool, ...]
    worked: Amounts
    assigned_to_date: float | None
    worked_to_date: float | None

    @property
    def free(self) -> tuple[float, ...]:
        """The hours left in each month; below zero is what the person has too much."""
        return tuple(self.person.hours - hours for hours in self.assigned)

    @property
    def overloaded(self) -> tuple[int, ...]:
        """The months (position 0 to 11) with more hours assigned than there are."""
        return tuple(position for position, hours in enumerate(self.free) if hours < -HAIR)


def workloads(plan: Plan, actuals: Actuals, counted: Sequence[bool]) -> Iterator[Workload]:
    """Add up everyone's hours, those of people without an assignment too; `counted` are the months to date.

    A cancelled action takes no hours, one that is done takes none after the month in which it was done. Source:
    “Capacity” among the rules for the numbers.
    """
    year = plan.settings.fiscal_year
    last_months = {action.code: _last_month(action, year) for action in plan.actions}
    assignments: dict[str, list[Assignment]] = {person.name: [] for person in plan.people}
    for assignment in plan.assignments:
        assignments.setdefault(assignment.person, []).append(assignment)
    worked: dict[str, list[Amounts]] = {}
    for row in actuals.hours:
        worked.setdefault(row.person, []).append(row.months)
    for person in plan.people:
        assigned, ended_early = [0.0] * MONTHS, [False] * MONTHS
        for each in assignments[person.name]:
            for position in range(year.position(each.first), year.position(each.last) + 1):
                if position <= last_months.get(each.action, MONTHS):
                    assigned[position] += each.hours
                else:
                    ended_early[position] = True
        months = tuple(add(month) for month in zip(*worked.get(person.name, [(None,) * MONTHS]), strict=True))
        yield Workload(
            person,
            tuple(assigned),
            tuple(ended_early),
            months,
            _to_date(assigned, counted),
            _to_date(months, counted),
        )


def _last_month(action: Action, year: FiscalYear) -> int:
    """The position of the last month in which an action takes hours: below 0 for none, 12 for no end."""
    if action.status is ActionStatus.CANCELLED:
        return -1
    return MONTHS if action.done is None else _months_since(year.first_day, action.done)


def _months_since(first: date, day: date) -> int:
    return (day.year - first.year) * MONTHS + day.month - first.month


def _to_date(months: Sequence[float | None], counted: Sequence[bool]) -> float | None:
    return add(hours for hours, counts in zip(months, counted, strict=True) if counts)
