"""Everything we can say about a plan, computed once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from aop_excel.analysis.actions import ActionProgress, action_progress
from aop_excel.analysis.bridge import Bridge, Span, bridges
from aop_excel.analysis.budget_limits import BudgetLimit, budget_limits
from aop_excel.analysis.capacity import Workload, workloads
from aop_excel.analysis.cash_signals import CashSignal, cash_signals
from aop_excel.analysis.cashflow import Cashflow, cashflow
from aop_excel.analysis.goals import GoalProgress, goal_progress
from aop_excel.analysis.items import Item, Level
from aop_excel.analysis.past_outlooks import PastOutlook, past_outlooks
from aop_excel.analysis.pnl import Basis, Figures, Pnl, pnl
from aop_excel.analysis.proposals import Verdict, judge
from aop_excel.analysis.resource_limits import LimitState, limit_states
from aop_excel.analysis.review import Finding, review
from aop_excel.analysis.risks import RiskWatch, watch_risks
from aop_excel.analysis.scorecard import Score, scorecard
from aop_excel.analysis.spending import Spending, displaceable
from aop_excel.analysis.variance import Variance, variance
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
    def displaceable(self) -> tuple[Spending, ...]:
        """The spending that could give way to something else, what goes first in front."""
        return displaceable(self)

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

    @property
    def missing_comments(self) -> int:
        """How many material lines of the report month have no cause yet."""
        return sum(row.needs_comment for row in self.variances)


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


def _variances(plan: Plan, actuals: Actuals, account: Pnl, position: int) -> Iterator[ItemVariance]:
    month = plan.settings.fiscal_year.month_numbers[position]
    of_month = [comment for comment in actuals.comments if comment.month == month]
    # Where a line has several, the last one that says why: a blank one never hides it.
    comments = {comment.code: comment for comment in sorted(of_month, key=lambda comment: bool(comment.cause))}
    for item in account.items:
        planned, actual, foreseen = (
            account.figures[basis, item.key] for basis in (Basis.PLAN, Basis.ACTUAL, Basis.OUTLOOK)
        )
        yield ItemVariance(
            item,
            variance(planned.months[position], actual.months[position], item.sign, plan.settings),
            variance(planned.year_to_date, actual.year_to_date, item.sign, plan.settings),
            variance(planned.year, foreseen.year, item.sign, plan.settings),
            _required(planned, actual, account.open_months),
            comments.get(item.line.code) if item.line else None,
        )


def _required(planned: Figures, actual: Figures, open_months: int) -> float | None:
    return ((planned.year or 0.0) - (actual.year_to_date or 0.0)) / open_months if open_months else None
