"""What happened: the months' amounts by line, which months are closed, and why the numbers moved."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aop_excel.domain.cash import Balance
from aop_excel.domain.record import CalendarMonth, Code, Marks, Months, Note, Record


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


class Actuals(Record):
    """All actuals of the year, and which of its months are closed."""

    lines: tuple[ActualLine, ...] = ()
    closing: Annotated[tuple[ClosedMonths, ...], Field(min_length=1, max_length=1)] = (ClosedMonths(),)
    comments: tuple[Comment, ...] = ()
    balances: tuple[Balance, ...] = ()

    @property
    def closed(self) -> tuple[bool, ...]:
        """Whether each month, in fiscal order, is closed."""
        return self.closing[0].months
