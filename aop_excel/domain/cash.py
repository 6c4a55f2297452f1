"""Cash and stock: what the year begins with, the limits to keep, how long money takes, and what was counted."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aop_excel.domain.record import Amount, CalendarMonth, Code, Record

Days = Annotated[int, Field(ge=0, le=365)]
NotNegative = Annotated[Amount, Field(ge=0)]


class Receipt(Record):
    """How the money of a channel's sales arrives: `days` after the sale, and then on its next payout date.

    `payout` is a day of the month; 31 is the last day of every month. `opening` is what is still to come for sales
    before the year (đồng).
    """

    channel: Code
    days: Days = 0
    payout: Annotated[int, Field(ge=1, le=31)] | None = None
    opening: NotNegative | None = None


class Payment(Record):
    """How many days after its bill a budget line is paid; `opening` is still owed from before the year (đồng)."""

    line: Code
    days: Days = 0
    opening: NotNegative | None = None


class Balance(Record):
    """Cash and stock as counted at the end of a calendar month (đồng); None is not counted."""

    month: CalendarMonth
    cash: Amount | None = None
    stock: NotNegative | None = None


class Cash(Record):
    """What cash and stock begin the year with, and their limits: đồng, and days for the stock at most.

    Blank balances are not known. Channels and lines without a row are paid on the same day.
    """

    opening_cash: Amount | None = None
    opening_stock: NotNegative | None = None
    minimum: NotNegative = 0
    most_days: Annotated[float, Field(ge=1)] | None = None
    receipts: tuple[Receipt, ...] = ()
    payments: tuple[Payment, ...] = ()
