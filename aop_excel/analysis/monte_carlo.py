"""How likely the goals are: ten thousand years in which each risk happens or not, more or less strongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aop_excel.analysis.patterns import contributions
from aop_excel.domain.plan import Risk

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

RUNS, SEED = 10_000, 2027
"""How many years are drawn, and what the draws begin with: always the same, so that every refresh agrees."""

PROBABILITY: dict[int, float] = {1: 0.05, 2: 0.20, 3: 0.40, 4: 0.60, 5: 0.85}
"""How likely a risk is to happen in the months to come, by the likelihood from 1 to 5 that the owner gave it."""


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something is reached, as a share of the years drawn, and how its figure spreads over them.

    One year out of ten is below `low`, half are below `middle`, one out of ten is above `high`; None where no year has
    a figure. `with_fallbacks` is how often it is reached where the fallback of each risk that happens is used; None
    where no risk has one.
    """

    reached: float
    with_fallbacks: float | None
    low: float | None
    middle: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Swing:
    """What one risk does to the year's profit if it happens, nothing else does, and no fallback is used (đồng).

    `low` and `high` are the ends between which that lies in eight cases out of ten.
    """

    risk: Risk
    probability: float
    low: float
    average: float
    high: float

    @property
    def expected(self) -> float:
        """The average, times how likely the risk is."""
        return self.probability * self.average


@dataclass(frozen=True, slots=True)
class Chances:
    """What the risks make of the year.

    `goals` are by code, without those whose KPI has no outlook. `profit` is reached where it is at least the plan's,
    `cash` where closing cash is at least its minimum in all months to come; its figure is the lowest of them, and it is
    None where nobody knows the opening cash. Swings come the largest first.
    """

    goals: dict[str, Chance]
    profit: Chance
    cash: Chance | None
    swings: tuple[Swing, ...]


def chances(report: Report, probabilities: Mapping[int, float] = PROBABILITY, runs: int = RUNS) -> Chances | None:
    """Draw the year again and again; None where no risk changes any amount that is still to come.

    Each risk happens by the probability of its likelihood, independently of the others; the strength of each of its
    shocks is drawn from the triangular distribution between its ends with the peak at its most likely change. Fallbacks
    are judged on the same draws. All amounts are exact: see `patterns`.
    """
    risks = {risk.code for risk in report.plan.risks}
    shocks = [shock for shock in report.plan.shocks if shock.risk in risks]
    parts = contributions(report, shocks) if shocks else {}
    if not parts:
        return None
    from aop_excel.analysis.draws import Draws

    return Draws(report, shocks, parts, probabilities, runs).chances()
