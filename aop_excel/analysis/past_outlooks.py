"""The outlooks of earlier months, kept: how the year was foreseen as it went on, and how well the next month was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aop_excel.analysis.kpis import Unit, measure
from aop_excel.analysis.pnl import Amounts, Basis, Pnl
from aop_excel.analysis.scorecard import Score
from aop_excel.domain.actuals import Actuals, KeptOutlook
from aop_excel.domain.phasing import round_half_away
from aop_excel.domain.plan import Kind
from aop_excel.domain.record import LARGEST
from aop_excel.text import Text, same

ENOUGH = 3
"""How many months must have been foreseen before anything is said about how well."""

_KPI = "kpi:"
_NO_AMOUNT = 10

_NONE: Amounts = (None,) * 12


@dataclass(frozen=True, slots=True)
class PastOutlook:
    """One item of the account, or a KPI: what was foreseen of it, and what came (đồng; fractions for ratios).

    `year` holds the outlook of the whole year as of each month; `following` what was foreseen of each month in the
    month before it; `actual` what each closed month came to.
    """

    key: str
    label: Text
    unit: Unit
    year: Amounts
    following: Amounts
    actual: Amounts

    @property
    def errors(self) -> list[tuple[float, float]]:
        """Forecast less actual, and the actual, of each month for which both are known."""
        pairs = zip(self.following, self.actual, strict=True)
        return [(told - came, came) for told, came in pairs if told is not None and came is not None]

    @property
    def bias(self) -> float | None:
        """How far the forecasts were too high on average: a share of the actuals, points for ratios. None for few."""
        return self._over(sum(error for error, _ in self.errors))

    @property
    def error(self) -> float | None:
        """How far they were off on average, whichever way."""
        return self._over(sum(abs(error) for error, _ in self.errors))

    def _over(self, total: float) -> float | None:
        found = self.errors
        if len(found) < ENOUGH:
            return None
        whole = len(found) if self.unit is Unit.RATIO else sum(abs(came) for _, came in found)
        return total / whole if whole else None


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """Something whose outlook is kept: now for the year and the month after the report month, and its actuals."""

    key: str
    label: Text
    unit: Unit
    year: float | None
    following: float | None
    actual: Amounts


def past_outlooks(
    actuals: Actuals, account: Pnl, scores: Sequence[Score], report_position: int
) -> tuple[PastOutlook, ...]:
    """All outlooks that were kept, and those of the report month (position 0 to 11) if it is closed.

    An outlook is not changed any more once one of a later month is kept: looking back at an earlier month does not
    rewrite what was foreseen then. What the plan no longer has stays, at the end.
    """
    year = {kept.key: kept for kept in actuals.year_outlooks}
    following = {kept.key: kept for kept in actuals.month_outlooks}
    latest = max((_last(kept.months) for kept in year.values()), default=-1)
    is_new = account.counted[report_position] and report_position >= latest
    now = list(_foreseen(account, scores, report_position))
    rows = [
        PastOutlook(
            each.key,
            each.label,
            each.unit,
            _with(_months(year, each.key), report_position, _rounded(each.year, each.unit), is_new=is_new),
            _with(
                _months(following, each.key), report_position + 1, _rounded(each.following, each.unit), is_new=is_new
            ),
            each.actual,
        )
        for each in now
    ]
    gone = (year | following).keys() - {each.key for each in now}
    rows += [_without_plan(key, year, following) for key in sorted(gone)]
    return tuple(rows)


def _foreseen(account: Pnl, scores: Sequence[Score], report_position: int) -> Iterator[_Foreseen]:
    following = report_position + 1
    for item in account.items:
        foreseen, actual = account.figures[Basis.OUTLOOK, item.key], account.figures[Basis.ACTUAL, item.key]
        next_month = foreseen.months[following] if following < len(foreseen.months) else None
        unit = Unit.COUNT if item.line and item.line.kind is Kind.QUANTITY else Unit.MONEY
        yield _Foreseen(item.key, item.label, unit, foreseen.year, next_month, _closed(actual.months, account))
    for score in scores:
        next_month = measure(score.kpi, account, Basis.OUTLOOK, following) if following < len(score.months) else None
        months = _closed(score.months, account)
        yield _Foreseen(
            f"{_KPI}{score.tracked.code}", score.kpi.label, score.kpi.unit, score.outlook, next_month, months
        )


def _rounded(value: float | None, unit: Unit) -> float | None:
    """As it is kept: whole đồng and counts, ratios to a millionth, so that every program saves it as it is.

    What a workbook cannot hold as an amount is not kept: a plan of 1 đồng so far can make a season of any size.
    """
    if value is None or abs(value) > LARGEST:
        return None
    return round(value, 6) if unit is Unit.RATIO else round_half_away(value)


def _closed(months: Amounts, account: Pnl) -> Amounts:
    return tuple(amount if counts else None for amount, counts in zip(months, account.counted, strict=True))


def _last(months: Amounts) -> int:
    return max((position for position, amount in enumerate(months) if amount is not None), default=-1)


def _months(kept: Mapping[str, KeptOutlook], key: str) -> Amounts:
    return kept[key].months if key in kept else _NONE


def _with(months: Amounts, position: int, value: float | None, *, is_new: bool) -> Amounts:
    """The months with a new value at a position, if it is new and there is such a month."""
    if not is_new or position >= len(months):
        return months
    return (*months[:position], value, *months[position + 1 :])


def _without_plan(key: str, year: Mapping[str, KeptOutlook], following: Mapping[str, KeptOutlook]) -> PastOutlook:
    """What is left of something the plan no longer has; a KPI's unit is not kept, but small figures are ratios."""
    label = (year.get(key) or following[key]).label
    told = (*_months(year, key), *_months(following, key))
    is_ratio = key.startswith(_KPI) and all(abs(amount or 0) < _NO_AMOUNT for amount in told)
    unit = Unit.RATIO if is_ratio else Unit.MONEY
    return PastOutlook(key, same(label), unit, _months(year, key), _months(following, key), _NONE)
