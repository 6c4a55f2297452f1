"""A shop small enough to reckon by head: round numbers of million đồng, two months closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aop_excel.domain.actuals import ActualLine, Actuals, ClosedMonths
from aop_excel.domain.plan import Action, ActionStatus, BudgetLine, Channel, Direction, Kind, LastYear, Plan, Settings

M = 1_000_000
Millions = float | None


def year(*first: Millions) -> tuple[Millions, ...]:
    """Twelve months in million đồng, from the first of the year; those not given are blank."""
    return tuple(None if each is None else each * M for each in (*first, *[None] * (12 - len(first))))


def line(code: str, kind: Kind, *months: Millions, channel: str | None = None) -> BudgetLine:
    """A budget line in million đồng; a single amount is every month's."""
    planned = year(*(months * 12 if len(months) == 1 else months))
    return BudgetLine(code=code, name=f"Line {code}", kind=kind, channel=channel, months=planned)


def plan(*lines: BudgetLine, settings: dict[str, Any] | None = None, **parts: Any) -> Plan:
    """A plan for 2027 of these lines."""
    return Plan(settings=Settings.model_validate({"year": 2027} | (settings or {})), lines=lines, **parts)


def actuals(closed: int, reported: Mapping[str, tuple[Millions, ...]]) -> Actuals:
    """What happened, in million đồng by line; the first `closed` months are closed."""
    lines = tuple(ActualLine(code=code, months=year(*months)) for code, months in reported.items())
    return Actuals(lines=lines, closing=(ClosedMonths(months=tuple(month < closed for month in range(12))),))


LINES = (
    line("SALES-S", Kind.REVENUE, 70, channel="Store"),
    line("SALES-O", Kind.REVENUE, 30, channel="Online"),
    line("GOODS-S", Kind.COGS, 42, channel="Store"),
    line("GOODS-O", Kind.COGS, 21, channel="Online"),
    line("ADS", Kind.MARKETING, 5),
    line("STAFF", Kind.PEOPLE, 8),
    line("RENT", Kind.FIXED, 6),
    line("DELIVERY", Kind.VARIABLE, 3, channel="Online"),
    line("STOCK", Kind.PURCHASES, 60),
    line("CAMERA", Kind.CAPITAL, 20, *[0] * 11),
    BudgetLine(code="ORDERS", name="Orders", kind=Kind.QUANTITY, months=(200,) * 12),
)

# What happened          January and February, in million đồng
HAPPENED: dict[str, tuple[Millions, ...]] = {
    "SALES-S": (72, 63),  # 135 against 140
    "SALES-O": (33, 27),  # 60, as planned
    "GOODS-S": (45, 40),  # 85 against 84
    "GOODS-O": (22, 20),  # 42, as planned
    "ADS": (7, 5),  # 12 against 10
    "STAFF": (8, 8),
    "RENT": (6, 6),
    "DELIVERY": (3, 3),
    "STOCK": (70, 50),  # 120, as planned
    "CAMERA": (18, 0),
    "ORDERS": (210 / M, 190 / M),  # orders, not đồng
}

DIRECTION = Direction(
    channels=(Channel(name="Store"), Channel(name="Online", online=True)),
    last_year=(LastYear(channel="Store", months=year(*[60] * 12)), LastYear(channel="Online", months=year(*[20] * 12))),
)

ACTIONS = (
    Action(code="A1", name="Storefront", due=date(2027, 1, 20), done=date(2027, 1, 20), status=ActionStatus.DONE),
    Action(code="A2", name="Prices", due=date(2027, 1, 31), done=date(2027, 2, 3), status=ActionStatus.DONE),
    Action(code="A3", name="Photos", due=date(2027, 2, 28), done=date(2027, 2, 10), status=ActionStatus.DONE),
    Action(code="A4", name="Weekly sheet", due=date(2027, 2, 28), status=ActionStatus.IN_PROGRESS),
    Action(code="A5", name="Leaflets", due=date(2027, 2, 1), status=ActionStatus.CANCELLED),
    Action(code="A6", name="Peak season", due=date(2027, 11, 30)),
    Action(code="A7", name="Some day"),
)
