"""What happened: the months' amounts by line, which months are closed, why the numbers moved, what was foreseen."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aop_excel.domain.cash import Balance
from aop_excel.domain.record import Amount, CalendarMonth, Code, Marks, MonthlyHours, Months, Name, Note, Record
from aop_excel.domain.review import Decision, ReviewNote


class ActualLine(Record):
    """The actual amounts of one budget line by month, in fiscal order (đồng); None is not reported."""

    code: Code
    months: Months


class ClosedMonths(Record):
    """Which months, in fiscal order, the owner has closed; only these count in year to date."""

    months: Marks = (False,) * 12


class Comment(Record):
    """Why a line differed from plan in one calendar month, and who looks after it."""

    month: CalendarMonth
    code: Code
    cause: Note = ""
    owner: Note = ""
    response: Note = ""


class Commitment(Record):
    """What is ordered on a budget line but not billed yet (đồng), and the calendar month its bill is expected in."""

    what: Note = ""
    code: Code
    amount: Annotated[Amount, Field(ge=0)]
    month: CalendarMonth
    billed: bool = False


class KeptOutlook(Record):
    """What an earlier refresh foresaw of an item of the account or a KPI, by month in fiscal order."""

    key: Name
    label: Note = ""
    months: Months


class WorkedHours(Record):
    """Hours that a person worked by month, in fiscal order, on one action or on all; None is not reported."""

    person: Name
    action: Code | None = None
    months: MonthlyHours


class Actuals(Record):
    """All actuals of the year, and which of its months are closed.

    `year_outlooks` keep the outlook of the year as of each month, `month_outlooks` what was foreseen of each month in
    the month before.
    """

    lines: tuple[ActualLine, ...] = ()
    closing: Annotated[tuple[ClosedMonths, ...], Field(min_length=1, max_length=1)] = (ClosedMonths(),)
    comments: tuple[Comment, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    year_outlooks: tuple[KeptOutlook, ...] = ()
    month_outlooks: tuple[KeptOutlook, ...] = ()
    hours: tuple[WorkedHours, ...] = ()
    balances: tuple[Balance, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notes: tuple[ReviewNote, ...] = ()

    @property
    def closed(self) -> tuple[bool, ...]:
        """Whether each month, in fiscal order, is closed."""
        return self.closing[0].months
