"""The year side by side: as foreseen, under each risk, with its fallback, and in the owner's scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aop_excel.analysis.cash_months import NOTHING
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.projection import Projection, projected
from aop_excel.analysis.shocks import shocked
from aop_excel.analysis.status import shortfall
from aop_excel.domain.plan import Better, Comparison, Goal, Plan
from aop_excel.domain.record import Choice
from aop_excel.domain.scenario import Part, Scenario, Shock

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


class Case(Choice):
    """What kind of year it is."""

    BASE = "base", "Theo ước thực hiện", "As foreseen"
    RISK = "risk", "Rủi ro xảy ra", "The risk happens"
    FALLBACK = "fallback", "Rủi ro, có dự phòng", "The risk, with its fallback"
    SCENARIO = "scenario", "Kịch bản", "Scenario"


@dataclass(frozen=True, slots=True)
class GoalInCase:
    """What becomes of a goal: its KPI's value for the year, and whether that reaches the target (None: unknown)."""

    goal: Goal
    value: float | None
    reached: bool | None


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """The whole year in one case (đồng; the margin as a fraction).

    `code` is the risk's or the scenario's, `risks` are those that happen in it. `lowest_cash` is the lowest closing
    cash of the months to come and its month (position 0 to 11); None where nobody knows the opening cash.
    """

    case: Case
    code: str
    name: str
    risks: tuple[str, ...]
    shocks: tuple[Shock, ...]
    fallbacks: bool
    revenue: float
    gross_margin: float | None
    profit: float
    lowest_cash: tuple[int, float] | None
    below_minimum: bool | None
    goals: tuple[GoalInCase, ...]

    @property
    def reached(self) -> int:
        """How many goals it reaches."""
        return sum(bool(each.reached) for each in self.goals)


def scenario_results(report: Report) -> tuple[ScenarioResult, ...]:
    """Every case, each at the most likely strength of its shocks; a risk without shocks has none.

    Base is the outlook: before the first month is closed, the plan.
    """
    return tuple(_results(report))


def shocks_of(plan: Plan, scenario: Scenario) -> tuple[Shock, ...]:
    """The shocks of a scenario: those of the risks that happen in it, and its own."""
    return tuple(
        shock
        for shock in plan.shocks
        if (shock.scenario == scenario.code or (shock.risk is not None and shock.risk in scenario.risks))
        and (scenario.fallbacks or shock.part is Part.HAPPENS)
    )


def is_reached(value: float, goal: Goal) -> bool:
    """Whether a KPI's year is on the right side of the goal's target, or a hair beside it."""
    better = Better.HIGHER if goal.comparison is Comparison.AT_LEAST else Better.LOWER
    return shortfall(value, goal.target, better, Unit.RATIO) <= 0


def is_short(lowest: float, minimum: float) -> bool:
    """Whether closing cash is below its minimum."""
    return lowest <= minimum - NOTHING


def _results(report: Report) -> Iterator[ScenarioResult]:
    plan = report.plan
    yield _result(report, Case.BASE, "", "", (), ())
    for risk in plan.risks:
        effects = [shock for shock in plan.shocks if shock.risk == risk.code]
        happens = [shock for shock in effects if shock.part is Part.HAPPENS]
        if effects:
            yield _result(report, Case.RISK, risk.code, risk.name, (risk.code,), happens)
        if len(happens) < len(effects):
            yield _result(report, Case.FALLBACK, risk.code, risk.name, (risk.code,), effects, fallbacks=True)
    for each in plan.scenarios:
        shocks = shocks_of(plan, each)
        yield _result(report, Case.SCENARIO, each.code, each.name, each.risks, shocks, fallbacks=each.fallbacks)


def _result(
    report: Report,
    case: Case,
    code: str,
    name: str,
    risks: tuple[str, ...],
    shocks: Sequence[Shock],
    *,
    fallbacks: bool = False,
) -> ScenarioResult:
    year = projected(report, shocked(report, shocks))
    revenue, gross = (year.account.figures[Basis.OUTLOOK, key].year or 0.0 for key in ("revenue", "gross_profit"))
    lowest = year.lowest_cash
    return ScenarioResult(
        case,
        code,
        name,
        risks,
        tuple(shocks),
        fallbacks,
        revenue,
        gross / revenue if revenue else None,
        year.profit,
        lowest,
        None if lowest is None else is_short(lowest[1], report.plan.cash.minimum),
        tuple(_goals(year)),
    )


def _goals(year: Projection) -> Iterator[GoalInCase]:
    for progress in year.goals:
        value = progress.score.outlook
        yield GoalInCase(progress.goal, value, None if value is None else is_reached(value, progress.goal))
