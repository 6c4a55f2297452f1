"""A plan as rows that can be kept: all that a later version is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aop_excel.domain.cash import Cash
from aop_excel.domain.plan import Plan
from aop_excel.domain.versions import FrozenPart, FrozenRow
from aop_excel.text import Text

CASH_SETTINGS = {
    "opening_cash": Text("Tiền đầu năm", "Cash at the start"),
    "opening_stock": Text("Tồn kho đầu năm", "Stock at the start"),
    "minimum": Text("Mức tiền tối thiểu", "Minimum cash"),
}
"""What of Cash belongs to the plan that was approved, by the name in its record."""


def freeze(plan: Plan, version: int, by_budget: Mapping[str, float | None] | None = None) -> tuple[FrozenRow, ...]:
    """The goals, budget lines, actions, KPIs and cash settings of a plan as rows of a version.

    `by_budget` says what the budget makes of each goal's KPI, by the goal's code. What is done about the plan (states,
    progress, actuals) is no part of it.
    """
    return (
        *_goals(plan, version, by_budget or {}),
        *_lines(plan, version),
        *_actions(plan, version),
        *_kpis(plan, version),
        *_cash(plan.cash, version, plan),
    )


def kept(amount: float | None) -> float | None:
    """A number with the 15 digits that every program saves as they are."""
    return None if amount is None else float(f"{amount:.15g}")


def _goals(plan: Plan, version: int, by_budget: Mapping[str, float | None]) -> Iterator[FrozenRow]:
    for goal in plan.goals:
        yield FrozenRow(
            version=version,
            part=FrozenPart.GOAL,
            code=goal.code,
            name=goal.name,
            measure=goal.kpi,
            comparison=goal.comparison.value,
            target=kept(goal.target),
            by_budget=kept(by_budget.get(goal.code)),
            importance=goal.importance,
            owner=goal.owner,
        )


def _lines(plan: Plan, version: int) -> Iterator[FrozenRow]:
    for line in plan.lines:
        yield FrozenRow(
            version=version,
            part=FrozenPart.LINE,
            code=line.code,
            name=line.name,
            kind=line.kind.value,
            channel=line.channel,
            group=line.group,
            limit=line.limit.value,
            goal=line.goal,
            months=tuple(map(kept, line.months)),
        )


def _actions(plan: Plan, version: int) -> Iterator[FrozenRow]:
    for action in plan.actions:
        yield FrozenRow(
            version=version,
            part=FrozenPart.ACTION,
            code=action.code,
            name=action.name,
            goal=action.goal,
            owner=action.owner,
            line=action.line,
            start=action.start,
            due=action.due,
        )


def _kpis(plan: Plan, version: int) -> Iterator[FrozenRow]:
    for kpi in plan.kpis:
        yield FrozenRow(
            version=version,
            part=FrozenPart.KPI,
            code=kpi.code,
            name=kpi.name,
            measure=kpi.measure,
            channel=kpi.channel,
            target=kept(kpi.target),
            owner=kpi.owner,
        )


def _cash(cash: Cash, version: int, plan: Plan) -> Iterator[FrozenRow]:
    for setting, label in CASH_SETTINGS.items():
        yield FrozenRow(
            version=version,
            part=FrozenPart.CASH,
            code=setting,
            name=label(plan.settings.language),
            target=kept(getattr(cash, setting)),
        )
