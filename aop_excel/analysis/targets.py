"""Revenue targets proposed from direction and goals: growth, channel shares, and the season."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from aop_excel.domain.calendar import FiscalYear, tet
from aop_excel.domain.phasing import round_half_away, split

_HAIR = 1e-9  # what shares such as 0.1 + 0.2 + 0.7 may miss the whole by


def propose_revenue(
    last_year: Mapping[str, Sequence[float]],
    growth: float,
    shares: Mapping[str, float],
    weights: Sequence[float] | None = None,
) -> dict[str, tuple[float, ...]]:
    """Revenue by channel and month (whole đồng) that meets the growth and share goals exactly.

    `last_year` gives each channel's twelve months in fiscal order, `growth` is a fraction, `shares` are channels'
    parts of the *year's* revenue; `weights` shape the year (last year's total by default). A named channel's share
    ramps month by month from last year's share to where the year's share comes out right; where such a ramp would
    leave 0..1, the share is the same in all months. The other channels divide the rest as they did last year; where
    the shares leave none, the largest named channel takes the đồng that rounding leaves over. Raises ValueError for
    goals that cannot be met. Source: “Phasing” among the rules for the numbers.
    """
    before = {channel: sum(months) for channel, months in last_year.items()}
    total = sum(before.values())
    _check(before, total, shares)
    shape = weights or [sum(month) for month in zip(*last_year.values(), strict=True)]
    annual = round_half_away(total * (1 + growth))
    if annual <= 0:
        raise ValueError(f"a growth of {growth:.0%} leaves no revenue to plan")
    months = split(annual, shape)
    targets = {
        channel: _ramped(months, before[channel] / total, share, round_half_away(share * annual))
        for channel, share in shares.items()
    }
    rest = _rest(months, targets)
    if any(amount < -len(shares) for amount in rest):  # each channel's month is within one đồng: less is only rounding
        targets = {channel: split(round_half_away(share * annual), months) for channel, share in shares.items()}
        rest = _rest(months, targets)
    others = [channel for channel in last_year if channel not in shares]
    if sum(shares.values()) > 1 - _HAIR:
        largest = max(shares, key=lambda channel: shares[channel])
        targets[largest] = tuple(month + left for month, left in zip(targets[largest], rest, strict=True))
        rest = [0.0] * len(months)
    divided = [_divide(amount, [before[channel] for channel in others]) for amount in rest]
    for place, channel in enumerate(others):
        targets[channel] = tuple(month[place] for month in divided)
    return {channel: targets[channel] for channel in last_year}


def seasonality(
    last_year_months: Sequence[float], last_year: FiscalYear, next_year: FiscalYear, uplift: float, days_before: int
) -> tuple[float, ...]:
    """Last year's shape with the Tết uplift moved to where Tết falls next year.

    In the `days_before` days up to the eve of Tết people buy `uplift` (a fraction) more: each month is freed of its
    part of last year's uplift and given its part of next year's. Where the next year starts in another month, each
    calendar month keeps its own shape. Raises ValueError for an uplift of -1 or less, or negative days.
    """
    if uplift <= -1 or days_before < 0:
        raise ValueError(f"no season has an uplift of {uplift} on {days_before} days before Tết")
    before = {day.month: (amount, day) for amount, day in zip(last_year_months, last_year.months, strict=True)}
    matched = [(*before[now.month], now) for now in next_year.months]
    return tuple(
        amount * _tet_factor(now, uplift, days_before) / _tet_factor(then, uplift, days_before)
        for amount, then, now in matched
    )


def _tet_factor(month: date, uplift: float, days_before: int) -> float:
    """1 + the uplift on the part of the month's days that lie before Tết; Tết of this or the next year may be near."""
    days = monthrange(month.year, month.month)[1]
    first, last = month, month.replace(day=days)
    inside = 0
    for year in (month.year, month.year + 1):
        start, eve = tet(year) - timedelta(days=days_before), tet(year) - timedelta(days=1)
        inside += max(0, (min(last, eve) - max(first, start)).days + 1)
    return 1 + uplift * inside / days


def _check(before: Mapping[str, float], total: float, shares: Mapping[str, float]) -> None:
    if total <= 0:
        raise ValueError("without revenue last year there is nothing to grow from")
    for channel, share in shares.items():
        if channel not in before:
            raise ValueError(f"a share is wanted for {channel}, which had no revenue last year")
        if not 0 <= share <= 1:
            raise ValueError(f"the share of {channel} is {share}, not between 0 and 1")
    if sum(shares.values()) > 1 + _HAIR:
        raise ValueError("the shares add up to more than 1")
    if set(shares) == set(before) and sum(shares.values()) < 1 - _HAIR:
        raise ValueError("every channel has a share, but they do not add up to 1")


def _rest(months: Sequence[float], targets: Mapping[str, Sequence[float]]) -> list[float]:
    """What the targets leave of each month; below 0 where they take more."""
    return [month - sum(target[k] for target in targets.values()) for k, month in enumerate(months)]


def _ramped(months: Sequence[float], start: float, share: float, annual: float) -> tuple[float, ...]:
    """One channel's months with a share that rises (or falls) evenly, adding up to `annual`."""
    step = (share - start) * sum(months) / sum(k * month for k, month in enumerate(months, 1))
    ramp = [start + step * k for k in range(1, 13)]
    if not all(0 <= each <= 1 for each in ramp):
        return split(annual, months)
    return split(annual, [each * month for each, month in zip(ramp, months, strict=True)])


def _divide(amount: float, weights: Sequence[float]) -> tuple[float, ...]:
    """Parts of a month in whole đồng; nothing to divide gives nothing."""
    if not weights:
        return ()
    return split(amount, weights if sum(weights) > 0 else [1.0] * len(weights))
