"""Whether a figure is where it should be: green, amber or red."""

from __future__ import annotations

from aop_excel.analysis.kpis import Unit
from aop_excel.domain.plan import Better
from aop_excel.domain.record import Choice

HAIR = 1e-9
"""What the last digits of a float may be off: 35 % less 33 % is not quite 2 points."""


class Status(Choice):
    """The state of a KPI; the mark says it without colour."""

    GREEN = "green", "● Xanh", "● Green"
    AMBER = "amber", "▲ Vàng", "▲ Amber"
    RED = "red", "■ Đỏ", "■ Red"
    UNKNOWN = "unknown", "Chưa có số liệu", "No figures yet"


def shortfall(value: float, target: float, better: Better, unit: Unit, target_to: float | None = None) -> float:
    """How far `value` is on the wrong side of its target; zero or less means reached.

    In points (0.01 = one point) for ratios, as a share of |target| for amounts. A range runs from `target` to
    `target_to`.
    """
    if better is Better.RANGE:
        gap = max(target - value, value - (target if target_to is None else target_to))
    else:
        gap = target - value if better is Better.HIGHER else value - target
    # A float a hair above target must not look missed: amounts are whole đồng, ratios are shown to 0.1 point.
    if abs(gap) <= HAIR * max(abs(target), abs(value)):
        return 0.0
    if unit is Unit.RATIO:
        return gap
    return gap / abs(target) if target else (1.0 if gap > 0 else -1.0)


def judge(short: float, amber: float, red: float, previous: Status = Status.UNKNOWN, band: float = 0) -> Status:
    """Turn a shortfall into a status: it worsens at the limit, and improves only past limit and band.

    Source: “KPI status” among the rules for the numbers.
    """
    if _beyond(short, red - (band if previous is Status.RED else 0)):
        return Status.RED
    if _beyond(short, amber - (band if previous in (Status.RED, Status.AMBER) else 0)):
        return Status.AMBER
    return Status.GREEN


def _beyond(short: float, limit: float) -> bool:
    """A limit of exactly zero is the target itself: being on it is not a miss."""
    return short > 0 if abs(limit) <= HAIR else short >= limit - HAIR
