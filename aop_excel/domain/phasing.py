"""How an annual amount becomes twelve months, or several lines, to the last đồng."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor, fsum, isfinite, trunc


def round_half_away(amount: float) -> float:
    """Whole đồng as Excel's `ROUND(amount, 0)` gives them: half a đồng goes away from zero."""
    whole = trunc(amount)
    if abs(amount - whole) >= 0.5:  # noqa: PLR2004 - half; adding 0.5 first would itself round for large amounts
        whole += 1 if amount > 0 else -1
    return float(whole)


def split(amount: float, weights: Sequence[float]) -> tuple[float, ...]:
    """Divide an amount over months in proportion to `weights`, in whole đồng, by running total.

    Month k is the rounded running total up to k less the one before, as in the Excel formula
    `ROUND(amount*share_k,0)-ROUND(amount*share_k-1,0)` over the cumulative shares: the months add up to
    `round_half_away(amount)`, and each year to date is within half a đồng of the exact share. Raises ValueError
    unless the weights are at least 0 with a positive sum.
    """
    _check(amount, weights)
    to_date = [0.0, *(round_half_away(amount * share) for share in cumulative_shares(weights))]
    return tuple(after - before for before, after in pairwise(to_date))


def cumulative_shares(weights: Sequence[float]) -> tuple[float, ...]:
    """The share of the year that has passed after each month; the last is exactly 1. Raises as `split` does."""
    _check(0.0, weights)
    # fsum adds without rounding in between, as LibreOffice's SUM does and Python's sum does not in every version.
    running = [fsum(weights[: month + 1]) for month in range(len(weights))]
    return tuple(sum_ / running[-1] for sum_ in running)


def apportion(amount: float, weights: Sequence[float]) -> tuple[float, ...]:
    """Divide an annual amount over lines in whole đồng by largest remainder (Hamilton); ties go to the earlier line.

    The parts add up to `round_half_away(amount)`, and each is its exact part rounded down or up. Raises as `split`
    does.
    """
    _check(amount, weights)
    whole = int(round_half_away(amount))
    exact = [Fraction(weight) for weight in weights]
    quotas = [abs(whole) * weight / sum(exact) for weight in exact]
    parts = [floor(quota) for quota in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda line: parts[line] - quotas[line])
    for line in by_remainder[: abs(whole) - sum(parts)]:
        parts[line] += 1
    return tuple(float(-part if whole < 0 else part) for part in parts)


def _check(amount: float, weights: Sequence[float]) -> None:
    if not isfinite(amount):
        raise ValueError(f"{amount} cannot be divided")
    if not all(isfinite(weight) and weight >= 0 for weight in weights):
        raise ValueError(f"weights must be at least 0, not {list(weights)}")
    if not any(weights):
        raise ValueError("weights must have a positive sum")
