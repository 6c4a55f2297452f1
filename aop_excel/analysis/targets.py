"""Revenue targets proposed from direction and goals: growth, channel shares, and the season."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from aop_excel.domain.calendar import FiscalYear, tet
from aop_excel.domain.phasing import round_half_away, split


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
    leave 0..1, the share is the same in all months. The other channels divide the rest as they did last year. Raises
    ValueError for goals that cannot be met. Source: “Phasing” among the rules for the numbers.
    """
    before = {channel: sum(months) for channel, months in last_year.items()}
    total = sum(before.values())
    _check(before, total, shares)
    shape = weights or [sum(month) for month in zip(*last_year.values(), strict=True)]
    annual = round_half_away(total * (1 + growth))
    months = split(annual, shape)
    targets = {
        channel: _ramped(months, before[channel] / total, share, round_half_away(share * annual))
        for channel, share in shares.items()
    }
    rest = [month - sum(target[k] for target in targets.values()) for k, month in enumerate(months)]
    if any(amount < 0 for amount in rest):
        targets = {channel: split(round_half_away(share * annual), months) for channel, share in shares.items()}
        rest = [month - sum(target[k] for target in targets.values()) for k, month in enumerate(months)]
    others = [channel for channel in last_year if channel not in shares]
    divided = [_divide(amount, [before[channel] for channel in others]) for amount in rest]
    for place, channel in enumerate(others):
        targets[channel] = tuple(month[place] for month in divided)
    return {channel: targets[channel] for channel in last_year}


def seasonality(
    last_year_months: Sequence[float], last_year: FiscalYear, next_year: FiscalYear, uplift: float, days_before: int
) -> tuple[float, ...]:
    """Last year's shape with the Tết uplift moved to where Tết falls next year.

    In the `days_before` days up to the eve of Tết people buy `uplift` (a fraction) more: each month is freed of its
    part of last year's uplift and given its part of next year's.
    """
    return tuple(
        amount * _tet_factor(now, uplift, days_before) / _tet_factor(before, uplift, days_before)
        for amount, before, now in zip(last_year_months, last_year.months, next_year.months, strict=True)
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
    if sum(shares.values()) > 1 + 1e-12:
        raise ValueError("the shares add up to more than 1")
    if set(shares) == set(before) and abs(sum(shares.values()) - 1) > 1e-12:  # noqa: PLR2004 - a float's last digits
        raise ValueError("every channel has a share, but they do not add up to 1")


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
