"""The versions of a plan: those frozen so far and the one that is due, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aop_excel.analysis.cashflow import Cashflow
from aop_excel.analysis.goals import GoalProgress
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.analysis.scorecard import Score
from aop_excel.analysis.versions.changes import LOWEST_CASH, PROFIT, Change, ChangedPart, changes
from aop_excel.analysis.versions.freezing import freeze, kept
from aop_excel.analysis.versions.moves import moves
from aop_excel.analysis.versions.requests import due, rows_of
from aop_excel.analysis.versions.seals import changed, seal, sealed
from aop_excel.domain.plan import Comparison, Plan
from aop_excel.domain.versions import FrozenPart, FrozenRow, FrozenVersion
from aop_excel.text import Text, same


@dataclass(frozen=True, slots=True)
class State:
    """What a plan, or a version of it, says: its rows, and the year's profit and lowest closing cash by it (đồng)."""

    rows: tuple[FrozenRow, ...]
    profit: float
    lowest_cash: float | None


@dataclass(frozen=True, slots=True)
class Eased:
    """A goal that asks for less than before, or was given up (`after` is None)."""

    before: FrozenRow
    after: FrozenRow | None


@dataclass(frozen=True)
class History:
    """All versions in order, their rows, the seal kept apart, and the numbers of those that were `tampered` with.

    `newly_frozen` are the rows of the version that was due. `changes` are those of every version against the one
    before it, and last those that are `unapproved`: of the plan as it stands against the latest version. `eased` are
    the goals that the latest version asks less of than the one before, `eased_unapproved` those of which the plan as
    it stands asks less than the latest version.
    """

    log: tuple[FrozenVersion, ...]
    frozen: tuple[FrozenRow, ...]
    newly_frozen: tuple[FrozenRow, ...]
    sealed: str
    tampered: frozenset[int]
    changes: tuple[Change, ...]
    eased: tuple[Eased, ...]
    eased_unapproved: tuple[Eased, ...]

    @property
    def latest(self) -> FrozenVersion | None:
        """The version that holds now; None before the plan is approved."""
        return max(self.log, key=lambda each: each.number, default=None)

    @property
    def unapproved(self) -> tuple[Change, ...]:
        """How the plan as it stands differs from its latest version, with what that does to the year."""
        return tuple(change for change in self.changes if change.version is None)


def history(
    plan: Plan, account: Pnl, cash: Cashflow, scores: Sequence[Score], goals: Sequence[GoalProgress]
) -> History:
    """Freeze the version that is due, and say what changed from each version to the next."""
    versions = plan.versions
    log, frozen, kept_apart = list(versions.log), list(versions.frozen), versions.sealed
    by_budget = {goal.goal.code: goal.score.plan_year for goal in goals}
    number = max((version.number for version in log), default=0)
    now = State(freeze(plan, number + 1, by_budget), _profit(account), _lowest(cash))
    if request := due(plan):
        version = FrozenVersion(**request.model_dump(), profit=now.profit, lowest_cash=now.lowest_cash)
        before = next((each.seal for each in log if each.number == request.number - 1), "")
        log.append(version.model_copy(update={"seal": seal(version, now.rows, before)}))
        frozen += now.rows
        kept_apart = f"{request.number} {log[-1].seal}"
    elif log and not sealed(versions)[0]:
        kept_apart = f"{number} {next(each.seal for each in log if each.number == number)}"
    updated = versions.model_copy(update={"log": tuple(log), "frozen": tuple(frozen), "sealed": kept_apart})
    units = {score.tracked.code: score.kpi.unit for score in scores}
    whole = plan.model_copy(update={"versions": updated})
    order = {each.number: State(rows_of(whole, each.number), each.profit, each.lowest_cash) for each in log}
    steps = sorted(order)
    found: list[Change] = []
    for earlier, later in pairwise(steps):
        found += _between(order[earlier], order[later], later, plan, units)
    unapproved = list(_between(order[steps[-1]], now, None, plan, units)) if steps and not request else []
    return History(
        tuple(sorted(log, key=lambda each: each.number)),
        tuple(frozen),
        now.rows if request else (),
        kept_apart,
        changed(updated),
        (*found, *unapproved),
        tuple(_eased(order[steps[-2]].rows, order[steps[-1]].rows)) if len(steps) > 1 else (),
        tuple(_eased(order[steps[-1]].rows, now.rows)) if unapproved else (),
    )


def _profit(account: Pnl) -> float:
    return kept(account.figures[Basis.PLAN, "operating_profit"].year) or 0.0


def _lowest(cash: Cashflow) -> float | None:
    closings = [each for each in cash.figures[Basis.PLAN, "cash_closing"].months if each is not None]
    return kept(min(closings, default=None))


def _between(
    before: State, after: State, version: int | None, plan: Plan, units: Mapping[str, Unit]
) -> Iterator[Change]:
    """What changed, after what it does to the year; nothing where nothing changed."""
    found = list(changes(before.rows, after.rows, version, plan.settings.fiscal_year, units))
    if not found:
        return
    yield from _effects(before, after, version, units)
    yield from (change for change in found if change.part is ChangedPart.GOAL)
    for move in moves(before.rows, after.rows):
        yield Change(
            version,
            ChangedPart.MOVE,
            f"{move.giver.code} → {move.taker.code}",
            same(f"{move.giver.name} → {move.taker.name}"),
            Text("Chuyển giữa hai dòng", "Moved between lines"),
            unit=Unit.MONEY,
            amount=move.amount,
        )
    yield from (change for change in found if change.part is not ChangedPart.GOAL)


def _effects(before: State, after: State, version: int | None, units: Mapping[str, Unit]) -> Iterator[Change]:
    def effect(code: str, name: Text, was: float | None, now: float | None, unit: Unit) -> Change:
        return Change(version, ChangedPart.EFFECT, code, name, _BY_PLAN, was, now, unit)

    yield effect(PROFIT, _PROFIT, before.profit, after.profit, Unit.MONEY)
    if before.lowest_cash is not None or after.lowest_cash is not None:
        yield effect(LOWEST_CASH, _LOWEST, before.lowest_cash, after.lowest_cash, Unit.MONEY)
    old = {row.code: row for row in before.rows if row.part is FrozenPart.GOAL}
    for row in after.rows:
        if row.part is FrozenPart.GOAL and row.code in old:
            was, unit = old[row.code].by_budget, units.get(row.measure or "", Unit.RATIO)
            if was is not None or row.by_budget is not None:
                yield effect(row.code, same(row.name), was, row.by_budget, unit)


_BY_PLAN = Text("Cả năm theo kế hoạch", "The year by plan")
_PROFIT = Text("Lợi nhuận hoạt động", "Operating profit")
_LOWEST = Text("Tiền cuối tháng thấp nhất", "Lowest closing cash")


def _eased(before: Sequence[FrozenRow], after: Sequence[FrozenRow]) -> Iterator[Eased]:
    new = {row.code: row for row in after if row.part is FrozenPart.GOAL}
    for row in before:
        if row.part is not FrozenPart.GOAL or row.target is None:
            continue
        now = new.get(row.code)
        if now is None:
            yield Eased(row, None)
        elif now.target is not None and now.measure == row.measure and now.comparison == row.comparison:
            asks_less = (
                now.target > row.target if row.comparison == Comparison.AT_MOST.value else now.target < row.target
            )
            if asks_less:
                yield Eased(row, now)
