"""Everything we can say about a plan, computed once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from aop_excel.analysis.actions import ActionProgress, action_progress
from aop_excel.analysis.alignment import Misfit, alignment
from aop_excel.analysis.bridge import Bridge, Span, bridges
from aop_excel.analysis.budget_limits import BudgetLimit, budget_limits
from aop_excel.analysis.capacity import Workload, workloads
from aop_excel.analysis.cash_signals import CashSignal, cash_signals
from aop_excel.analysis.cashflow import Cashflow, cashflow
from aop_excel.analysis.cuts import CutList, cut_list
from aop_excel.analysis.gaps import Gap, gaps
from aop_excel.analysis.goals import GoalProgress, goal_progress
from aop_excel.analysis.items import Item, Level
from aop_excel.analysis.levers import Lever, levers
from aop_excel.analysis.monte_carlo import Chances, chances
from aop_excel.analysis.past_outlooks import PastOutlook, past_outlooks
from aop_excel.analysis.pnl import UNKNOWN, Basis, Figures, Pnl, pnl
from aop_excel.analysis.proposals import Verdict, judge
from aop_excel.analysis.resource_limits import LimitState, limit_states
from aop_excel.analysis.review import Finding, review
from aop_excel.analysis.risks import RiskWatch, watch_risks
from aop_excel.analysis.scenarios import ScenarioResult, scenario_results
from aop_excel.analysis.scorecard import Score, scorecard
from aop_excel.analysis.spending import Group, Spending, displaceable, first_open
from aop_excel.analysis.variance import Variance, variance
from aop_excel.analysis.versions.baseline import Baseline, baseline
from aop_excel.analysis.versions.history import History, history
from aop_excel.domain.actuals import Actuals, Comment
from aop_excel.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class ItemVariance:
    """One item of the account against plan: in the report month, year to date, and the outlook of the year.

    `required` is what each remaining month must bring to reach the year's plan (đồng; None where none remains).
    """

    item: Item
    month: Variance
    year_to_date: Variance
    year: Variance
    required: float | None
    comment: Comment | None

    @property
    def needs_comment(self) -> bool:
        """Whether a line's material variance still asks for a cause."""
        return self.is_material_line and not (self.comment and self.comment.cause.strip())

    @property
    def is_material_line(self) -> bool:
        """Causes are given for lines; a total's variance is theirs."""
        return self.item.level is Level.LINE and self.month.material


@dataclass(frozen=True)
class Report:
    """A plan, its actuals, and what follows from them as of the report month (position 0 to 11)."""

    plan: Plan
    actuals: Actuals
    report_position: int
    account: Pnl
    variances: tuple[ItemVariance, ...]
    scores: tuple[Score, ...]
    goals: tuple[GoalProgress, ...]
    budget_limits: tuple[BudgetLimit, ...]
    past_outlooks: tuple[PastOutlook, ...]
    actions: tuple[ActionProgress, ...]
    workloads: tuple[Workload, ...]
    resource_limits: tuple[LimitState, ...]
    risks: tuple[RiskWatch, ...]
    bridges: tuple[Bridge, ...]
    cash: Cashflow

    @cached_property
    def cash_signals(self) -> tuple[CashSignal, ...]:
        """What cash and stock tell the owner."""
        return tuple(cash_signals(self.plan, self.cash, self.report_position))

    @cached_property
    def review(self) -> tuple[Finding, ...]:
        """The three questions of the monthly review, answered."""
        return review(self)

    @cached_property
    def cut_list(self) -> CutList | None:
        """What to cut first, where the owner asks for it."""
        return cut_list(self)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """How far the missed goals are from their targets, and why."""
        return gaps(self)

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """What could close these gaps."""
        return levers(self)

    @cached_property
    def alignment(self) -> tuple[Misfit, ...]:
        """What does not hold together in the plan, the most urgent first."""
        return alignment(self)

    @cached_property
    def scenarios(self) -> tuple[ScenarioResult, ...]:
        """The year side by side: as foreseen, under each risk, and in the owner's scenarios."""
        return scenario_results(self)

    @cached_property
    def chances(self) -> Chances | None:
        """How likely the goals are, given the risks; None where no risk changes anything."""
        return chances(self)

    @cached_property
    def history(self) -> History:
        """The versions of the plan, and what each of them changed."""
        return history(self.plan, self.account, self.cash, self.scores, self.goals)

    @cached_property
    def baseline(self) -> Baseline | None:
        """What the owner wants Variance to compare with; None for the plan as it stands."""
        versions = self.history
        return baseline(self.plan, self.actuals, self.account, self.report_position, versions.log, versions.frozen)

    @cached_property
    def compared(self) -> tuple[ItemVariance, ...]:
        """The variances that the owner looks at: against the plan as it stands, a frozen version or last year."""
        if self.baseline is None:
            return self.variances
        return tuple(_variances(self.plan, self.actuals, self.account, self.report_position, self.baseline))

    @cached_property
    def displaceable(self) -> tuple[Spending, ...]:
        """The spending that could give way to something else, what goes first in front; goods are for selling."""
        return tuple(each for each in displaceable(self, first_open(self)) if each.group is not Group.GOODS)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Whether each proposal fits the plan."""
        return tuple(judge(self, proposal) for proposal in self.plan.proposals)

    @property
    def day(self) -> date:
        """The last day of the report month, as of which everything is said."""
        return self.plan.settings.fiscal_year.month_end(self.report_position)

    @property
    def report_month(self) -> int:
        """The calendar month that is reported, 1 to 12."""
        return self.plan.settings.fiscal_year.month_numbers[self.report_position]

    def bridge(self, span: Span) -> Bridge | None:
        """A bridge of gross profit; None where there is nothing yet to tell."""
        return next((bridge for bridge in self.bridges if bridge.span is span), None)

    @cached_property
    def material(self) -> tuple[ItemVariance, ...]:
        """The lines of the plan whose variance in the report month asks for a cause, as the owner compares them."""
        codes = {line.code for line in self.plan.lines}
        return tuple(
            row for row in self.compared if row.is_material_line and row.item.line and row.item.line.code in codes
        )

    @property
    def missing_comments(self) -> int:
        """How many material lines of the report month have no cause yet."""
        return sum(row.needs_comment for row in self.material)


def analyse(plan: Plan, actuals: Actuals) -> Report:
    """Say everything about a plan: the one entry to this package."""
    position = report_position(plan, actuals)
    account = pnl(plan, actuals, position)
    scores = tuple(scorecard(plan, actuals, account, position))
    loads = tuple(workloads(plan, actuals, account.counted))
    return Report(
        plan,
        actuals,
        position,
        account,
        tuple(_variances(plan, actuals, account, position)),
        scores,
        tuple(goal_progress(plan, scores, account)),
        tuple(budget_limits(plan, actuals, account, position)),
        past_outlooks(actuals, account, scores, position),
        action_progress(plan, account, plan.settings.fiscal_year.month_end(position)),
        loads,
        tuple(limit_states(plan, account, loads)),
        watch_risks(plan, scores, account.counted),
        tuple(bridges(plan, actuals, account, position)),
        cashflow(plan, actuals, account, position),
    )


def report_position(plan: Plan, actuals: Actuals) -> int:
    """The month the owner chose, else the last closed one, else the first of the year."""
    if plan.settings.report_month is not None:
        return plan.settings.fiscal_year.position(plan.settings.report_month)
    return max((position for position, closed in enumerate(actuals.closed) if closed), default=0)


def _variances(
    plan: Plan, actuals: Actuals, account: Pnl, position: int, against: Baseline | None = None
) -> Iterator[ItemVariance]:
    month = plan.settings.fiscal_year.month_numbers[position]
    of_month = [comment for comment in actuals.comments if comment.month == month]
    # Where a line has several, the last one that says why: a blank one never hides it.
    comments = {comment.code: comment for comment in sorted(of_month, key=lambda comment: bool(comment.cause))}
    figures = (against.account if against else account).figures
    for item in against.items if against else account.items:
        planned = against.figures.get(item.key, UNKNOWN) if against else figures[Basis.PLAN, item.key]
        actual, foreseen = (figures[basis, item.key] for basis in (Basis.ACTUAL, Basis.OUTLOOK))
        yield ItemVariance(
            item,
            variance(planned.months[position], actual.months[position], item.sign, plan.settings),
            variance(planned.year_to_date, actual.year_to_date, item.sign, plan.settings),
            variance(planned.year, foreseen.year, item.sign, plan.settings),
            _required(planned, actual, account.open_months),
            comments.get(item.line.code) if item.line else None,
        )


def _required(planned: Figures, actual: Figures, open_months: int) -> float | None:
    if not open_months or planned.year is None:
        return None
    return (planned.year - (actual.year_to_date or 0.0)) / open_months
