"""Budget that went from one line to another: what some lines gave up, and which lines took it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aop_excel.analysis.variance import ROUNDED
from aop_excel.analysis.versions.changes import annual
from aop_excel.domain.plan import Kind
from aop_excel.domain.versions import FrozenPart, FrozenRow

SPENT = (Kind.MARKETING, Kind.PEOPLE, Kind.FIXED, Kind.VARIABLE, Kind.PURCHASES, Kind.CAPITAL)
"""What an owner may decide to spend on something else; the cost of goods goes with sales."""


@dataclass(frozen=True, slots=True)
class Move:
    """So much (đồng a year) that one line gave and another took, in the same version."""

    giver: FrozenRow
    taker: FrozenRow
    amount: float


def moves(before: Sequence[FrozenRow], after: Sequence[FrozenRow]) -> Iterator[Move]:
    """What fell in one line and rose in another: equal amounts first, then the largest of both.

    No line gives or takes more than it changed by; what is left over was saved, or is spent on top.
    """
    rows = {row.code: row for row in (*before, *after) if _is_spent(row)}
    changed = dict.fromkeys(rows, 0.0)
    for sign, side in ((-1, before), (1, after)):
        for row in side:
            if _is_spent(row):
                changed[row.code] += sign * annual(row)
    given = {code: -amount for code, amount in changed.items() if amount <= -ROUNDED}
    taken = {code: amount for code, amount in changed.items() if amount >= ROUNDED}
    for giver in list(given):
        equal = next((taker for taker in taken if abs(taken[taker] - given[giver]) < ROUNDED), None)
        if equal:
            yield Move(rows[giver], rows[equal], given.pop(giver))
            del taken[equal]
    while given and taken:
        giver, taker = max(given, key=lambda code: given[code]), max(taken, key=lambda code: taken[code])
        amount = min(given[giver], taken[taker])
        yield Move(rows[giver], rows[taker], amount)
        for left, code in ((given, giver), (taken, taker)):
            left[code] -= amount
            if left[code] < ROUNDED:
                del left[code]


def _is_spent(row: FrozenRow) -> bool:
    return row.part is FrozenPart.LINE and row.kind in {kind.value for kind in SPENT}
