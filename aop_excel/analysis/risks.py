"""Which risks have shown their early sign, and how near the others are to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aop_excel.analysis.scorecard import Score
from aop_excel.analysis.status import HAIR
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import Better, Comparison, Plan, Risk
from aop_excel.domain.record import Choice


class RiskState(Choice):
    """Whether a risk's trigger was reached, the most urgent first."""

    FIRED = "fired", "■ Đã xảy ra", "■ Fired"
    NEAR = "near", "▲ Gần ngưỡng", "▲ Near its trigger"
    PASSED = "passed", "▲ Đã qua", "▲ Passed"
    QUIET = "quiet", "● Chưa", "● Not so far"
    NO_FIGURES = "no_figures", "Chưa có số liệu", "No figures yet"
    UNMEASURED = "unmeasured", "Không có dấu hiệu đo được", "No sign that can be measured"


NEAR = 0.05
"""How far from its trigger, as a share of it, a KPI is near."""


@dataclass(frozen=True, slots=True)
class RiskWatch:
    """One risk as of the last closed month.

    `last` is the KPI's value in that month. `since` and `until` are the first and last month (position 0 to 11) of the
    latest time in which the trigger was reached; None if it never was.
    """

    risk: Risk
    state: RiskState
    score: Score | None = None
    comparison: Comparison | None = None
    last_month: int | None = None
    last: float | None = None
    since: int | None = None
    until: int | None = None

    @property
    def room(self) -> float | None:
        """How far the last value is from the trigger; zero or less means that this month reaches it."""
        if self.last is None or self.risk.threshold is None:
            return None
        gap = self.last - self.risk.threshold
        return gap if self.comparison is Comparison.AT_MOST else -gap


def watch_risks(plan: Plan, scores: Sequence[Score], counted: Sequence[bool]) -> tuple[RiskWatch, ...]:
    """Hold every risk's trigger against its KPI in the closed months, the most urgent first."""
    by_code = {score.tracked.code: score for score in scores}
    order = list(RiskState)
    watched = [_watch(risk, by_code.get(risk.kpi or ""), counted) for risk in plan.risks]
    return tuple(sorted(watched, key=lambda each: (order.index(each.state), -each.risk.level)))


def bad_side(better: Better) -> Comparison | None:
    """The side of a trigger on which a KPI hurts; a range has two."""
    return {Better.HIGHER: Comparison.AT_MOST, Better.LOWER: Comparison.AT_LEAST}.get(better)


def fired_in(values: Sequence[float | None], comparison: Comparison, threshold: float, in_a_row: int) -> list[int]:
    """The months that end so many in a row in which the trigger is reached; one without a value breaks the row."""
    found, run = [], 0
    for position, value in enumerate(values):
        run = run + 1 if value is not None and _reaches(value, comparison, threshold) else 0
        if run >= in_a_row:
            found.append(position)
    return found


def _watch(risk: Risk, score: Score | None, counted: Sequence[bool]) -> RiskWatch:
    comparison = risk.comparison or (bad_side(score.kpi.better) if score else None)
    if score is None or comparison is None or risk.threshold is None:
        return RiskWatch(risk, RiskState.UNMEASURED)
    values = [value if counts else None for value, counts in zip(score.months, counted, strict=True)]
    last = max((position for position in range(MONTHS) if counted[position]), default=None)
    if last is None or values[last] is None:
        return RiskWatch(risk, RiskState.NO_FIGURES, score, comparison)
    fired = fired_in(values, comparison, risk.threshold, risk.in_a_row)
    until = fired[-1] if fired else None
    since = next((p for p in reversed(fired) if p - 1 not in fired), None)
    watch = RiskWatch(risk, RiskState.QUIET, score, comparison, last, values[last], since, until)
    return replace(watch, state=_state(watch))


def _state(watch: RiskWatch) -> RiskState:
    assert watch.room is not None
    assert watch.risk.threshold is not None
    if watch.until is not None and watch.until == watch.last_month:
        return RiskState.FIRED
    if watch.room <= NEAR * abs(watch.risk.threshold) + HAIR:
        return RiskState.NEAR
    return RiskState.QUIET if watch.until is None else RiskState.PASSED


def _reaches(value: float, comparison: Comparison, threshold: float) -> bool:
    hair = HAIR * max(abs(value), abs(threshold))
    return value <= threshold + hair if comparison is Comparison.AT_MOST else value >= threshold - hair
