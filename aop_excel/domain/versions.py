"""Versions of the plan: what the owner asks to be frozen, what was frozen, and what Variance compares with."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from aop_excel.domain.record import Amount, Choice, Code, Months, Note, Record

Number = Annotated[int, Field(ge=1, le=999)]


class PlanVersion(Record):
    """A version as the owner asks for it: its number in order, the day it was approved, and why.

    From the second on it names the reason for the change, the goal it serves and what is traded away (domain rule:
    versions). It is frozen by the next refresh.
    """

    number: Number
    approved: date | None = None
    reason: Note = ""
    goal: Code | None = None
    trade_off: Note = ""


class FrozenVersion(Record):
    """A version once it is frozen, with what it planned for the year (đồng); `seal` proves that nothing was changed.

    The lowest cash is not known where nobody knows the opening cash.
    """

    number: Number
    approved: date
    reason: Note = ""
    goal: Code | None = None
    trade_off: Note = ""
    profit: Amount
    lowest_cash: Amount | None = None
    seal: Note = ""


class FrozenPart(Choice):
    """Which part of the plan a frozen row is."""

    GOAL = "goal", "Mục tiêu", "Goal"
    LINE = "line", "Dòng ngân sách", "Budget line"
    ACTION = "action", "Hành động", "Action"
    KPI = "kpi", "KPI", "KPI"
    CASH = "cash", "Dòng tiền", "Cash"


class FrozenRow(Record):
    """A goal, budget line, action, KPI or cash setting as a version froze it; what does not apply is blank.

    Words from a list are kept as their stable codes. `by_budget` is what the version's budget makes of a goal's KPI.
    """

    version: Number
    part: FrozenPart
    code: Code
    name: Note = ""
    kind: str | None = None
    channel: Note | None = None
    group: Note | None = None
    limit: str | None = None
    goal: Code | None = None
    measure: Note | None = None
    comparison: str | None = None
    target: Amount | None = None
    by_budget: Amount | None = None
    importance: int | None = None
    owner: Note = ""
    line: Code | None = None
    start: date | None = None
    due: date | None = None
    months: Months = (None,) * 12


CURRENT, ORIGINAL, LATEST, LAST_YEAR = "current", "original", "latest", "last_year"
"""What Variance can compare with, besides the number of a version."""


class Versions(Record):
    """All versions: those asked for, those frozen with their rows, and the seal of the latest one.

    `sealed` is that version's number and seal, kept apart from the others: a version that was taken out is missed.
    """

    compared_with: str = CURRENT
    sealed: Note = ""
    requests: tuple[PlanVersion, ...] = ()
    log: tuple[FrozenVersion, ...] = ()
    frozen: tuple[FrozenRow, ...] = ()
