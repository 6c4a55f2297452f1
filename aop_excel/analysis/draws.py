"""The years that a Monte Carlo draws, as arrays: this imports numpy, so import it only where years are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from aop_excel.analysis.cash_months import NOTHING
from aop_excel.analysis.monte_carlo import SEED, Chance, Chances, Swing
from aop_excel.analysis.patterns import Pattern, year_sums
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.shocks import factor
from aop_excel.analysis.status import HAIR
from aop_excel.domain.plan import Comparison
from aop_excel.domain.scenario import Part, Shock

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]


class Draws:
    """Years in which the risks of these shocks happen or not, a row each, with and without the fallbacks."""

    def __init__(
        self,
        report: Report,
        shocks: Sequence[Shock],
        parts: Mapping[Pattern, tuple[float, ...]],
        probabilities: Mapping[int, float],
        runs: int,
    ) -> None:
        shaken = {shock.risk for shock in shocks}
        self.report = report
        self.risks = [risk for risk in report.plan.risks if risk.code in shaken]
        self.probabilities = [probabilities[risk.likelihood] for risk in self.risks]
        self.patterns, self.parts = list(parts), np.array(list(parts.values()))
        self.base = year_sums(report, {})
        codes = [risk.code for risk in self.risks]
        self.risk_of = np.array([codes.index(shock.risk or "") for shock in shocks])
        drawn = np.stack([_drawn(code, runs) for code in codes], axis=1)
        self.happens: Marks = (drawn < self.probabilities)[:, self.risk_of]
        self.is_fallback: Marks = np.array([shock.part is Part.FALLBACK for shock in shocks])
        rows = [sum(earlier == risk for earlier in self.risk_of[:place]) for place, risk in enumerate(self.risk_of)]
        named = [f"{shock.risk} {row}" for shock, row in zip(shocks, rows, strict=True)]
        self.factors: Numbers = np.stack(
            [_factors(shock, _drawn(name, runs)) for shock, name in zip(shocks, named, strict=True)], axis=1
        )

    def chances(self) -> Chances:
        """What is counted in these years."""
        alone = self._years(self.happens & ~self.is_fallback)
        used = self._years(self.happens) if self.is_fallback.any() else None

        def chance(figure: Callable[[Numbers], Numbers], is_reached: Callable[[Numbers], Marks]) -> Chance:
            figures = figure(alone)
            with_fallbacks = None if used is None else float(is_reached(figure(used)).mean())
            return Chance(float(is_reached(figures).mean()), with_fallbacks, *_percentiles(figures))

        planned = self.report.account.figures[Basis.PLAN, "operating_profit"].year or 0.0
        minimum, months = self.report.plan.cash.minimum, len(self.base.cash)
        return Chances(
            {goal: chance(figure, is_reached) for goal, figure, is_reached in self._goals()},
            chance(lambda years: years[:, 0], lambda profits: profits > planned - NOTHING),
            chance(lambda years: years[:, 1 : 1 + months].min(axis=1), lambda lowest: lowest > minimum - NOTHING)
            if months
            else None,
            tuple(sorted(self._swings(), key=lambda each: -max(abs(each.low), abs(each.high)))),
        )

    def _years(self, happens: Marks) -> Numbers:
        """What is asked of each year; the outlook, and what the shocks that happen change in it."""
        return np.asarray(np.array(self.base.row) + self._changes(happens) @ self.parts)

    def _changes(self, happens: Marks) -> Numbers:
        """By how much the amounts of each pattern change, as a fraction of them."""
        factors = np.where(happens, self.factors, 1.0)
        return np.stack([factors[:, pattern].prod(axis=1) for pattern in map(list, self.patterns)], axis=1) - 1.0

    def _goals(self) -> Iterator[tuple[str, Callable[[Numbers], Numbers], Callable[[Numbers], Marks]]]:
        """For each goal with an outlook: its code, its figure in each year, and whether a figure reaches its target."""
        column = 1 + len(self.base.cash)
        for progress, terms in zip(self.report.goals, self.base.terms, strict=True):
            goal, kpi, first = progress.goal, progress.score.kpi, column
            column += len(terms)
            if not terms or progress.score.outlook is None:
                continue

            def figure(years: Numbers, first: int = first, count: int = len(terms), less: float = kpi.less) -> Numbers:
                if count == 1:
                    return years[:, first]
                below, foreseen = years[:, first + 1], self.base.row[first + 1]
                is_nothing = np.abs(below) <= HAIR * abs(foreseen)  # sums that cancel leave some digits behind
                return years[:, first] / np.where(is_nothing, np.nan, below) - less

            side = 1.0 if goal.comparison is Comparison.AT_LEAST else -1.0

            def is_reached(figures: Numbers, target: float = goal.target, side: float = side) -> Marks:
                return side * (target - figures) <= HAIR * np.maximum(np.abs(figures), abs(target))

            yield goal.code, figure, is_reached

    def _swings(self) -> Iterator[Swing]:
        for place, (risk, probability) in enumerate(zip(self.risks, self.probabilities, strict=True)):
            happens = np.broadcast_to((self.risk_of == place) & ~self.is_fallback, self.happens.shape)
            effects = self._changes(happens) @ self.parts[:, 0]
            low, high = np.percentile(effects, [10, 90])
            yield Swing(risk, probability, float(low), float(effects.mean()), float(high))


def _drawn(name: str, runs: int) -> Numbers:
    """Numbers between 0 and 1 for a risk or one of its shocks: its own, so that no other row of the plan moves them.

    This generator's draws are frozen for good: the same on every computer, with every version of numpy.
    """
    return np.random.RandomState(crc32(f"{SEED} {name}".encode())).random_sample(runs)


def _percentiles(figures: Numbers) -> tuple[float | None, ...]:
    """What a tenth, half and nine tenths of the figures are below, without those that there are none of."""
    known = figures[~np.isnan(figures)]
    return tuple(map(float, np.percentile(known, [10, 50, 90]))) if len(known) else (None, None, None)


def _factors(shock: Shock, drawn: Numbers) -> Numbers:
    """What a shock multiplies amounts by: its strength is the triangular distribution's at draws from 0 to 1."""
    low, peak, high = shock.least, shock.change, shock.most
    rising = low + np.sqrt(drawn * (high - low) * (peak - low))
    falling = high - np.sqrt((1 - drawn) * (high - low) * (high - peak))
    strengths = np.where(drawn * (high - low) < peak - low, rising, falling)
    return np.asarray(factor(shock, cast("float", strengths)))  # all at once
