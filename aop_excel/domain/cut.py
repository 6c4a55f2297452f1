"""What the owner asks for when costs must fall."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aop_excel.domain.record import Amount, CalendarMonth, Choice, Record


class Counts(Choice):
    """What must fall: cost, which profit is made of, or any money paid out."""

    COST = "cost", "Chi phí (lợi nhuận)", "Cost (profit)"
    MONEY = "money", "Tiền chi ra", "Money paid out"


class CutRequest(Record):
    """How much less to spend (đồng) from which calendar month on; without a month, from the first open one.

    Goods, capital spending and other money that is no cost of the year count only where `counts` says so.
    """

    amount: Annotated[Amount, Field(ge=0)] | None = None
    month: CalendarMonth | None = None
    counts: Counts = Counts.COST
