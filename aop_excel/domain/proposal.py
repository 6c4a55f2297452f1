"""What is proposed in the course of the year, to be held against the plan before it is decided."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aop_excel.domain.cash import NotNegative
from aop_excel.domain.record import CalendarMonth, Code, Hours, Name, Note, Record

Margin = Annotated[float, Field(allow_inf_nan=False, ge=-1, le=1)]


class Proposal(Record):
    """An opportunity: which goal it serves, from one calendar month through another, what it costs and brings (đồng).

    `one_off` and `purchases` (goods, which are cash but no expense) fall in the first month, `monthly` cost and
    `revenue` in each. `margin` is the gross margin of that revenue; blank is that of its channel by the outlook. `line`
    is the budget line it is charged to; `hours` a month are asked of `person`.
    """

    code: Code
    name: Name
    goal: Code | None = None
    channel: Code | None = None
    line: Code | None = None
    first: CalendarMonth
    last: CalendarMonth
    one_off: NotNegative = 0
    monthly: NotNegative = 0
    purchases: NotNegative = 0
    revenue: NotNegative = 0
    margin: Margin | None = None
    person: Name | None = None
    hours: Hours = 0
    note: Note = ""
