"""Words that several reasons are told in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aop_excel.analysis.drivers import money
from aop_excel.analysis.review.finding import joined
from aop_excel.analysis.spending import Spending
from aop_excel.text import Text, figures, same

Share = tuple[Spending, float]
"""Spending that gives way, and how much of it (đồng)."""


def shares(spendings: Iterable[Spending], needed: float) -> tuple[list[Share], float]:
    """What gives way, from what goes first on, until so much is covered; and what cannot be covered (đồng)."""
    found = []
    for spending in spendings:
        if needed <= ROUNDED:
            break
        amount = min(spending.available, needed)
        found.append((spending, amount))
        needed -= amount
    return found, needed if needed > ROUNDED else 0.0


ROUNDED = 0.5
"""Less than half a đồng is nothing."""


def listed(found: Sequence[Share]) -> Text:
    """`DT-TS 20.0 million, MKT-KOC 3.3 million`."""
    each = Text("{code} {amount}", "{code} {amount}")
    return joined(", ", (each.format(code=spending.line.code, amount=money(amount)) for spending, amount in found))


def codes(found: Sequence[Share]) -> Text:
    """`DT-TS, MKT-KOC`."""
    return same(", ".join(spending.line.code for spending, _ in found))


def number(value: float) -> Text:
    """Hours or days as people write them: `12`, `7.5`."""
    return figures(f"{value:,.10g}")


def percent(value: float) -> Text:
    """A ratio in %: `36.8%`."""
    return figures(f"{value:.1%}")
