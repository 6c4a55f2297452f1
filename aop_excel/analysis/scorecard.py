"""Every tracked KPI by month and for the year so far, against its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.kpis import Aggregate, Kpi, chosen, measure, required
from aop_excel.analysis.pnl import Amounts, Basis, Period, Pnl, pnl
from aop_excel.analysis.status import Status, judge, shortfall
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Plan, TrackedKpi


@dataclass(frozen=True, slots=True)
class Score:
    """One KPI: actual by month and year to date, the target of the same period, and of the year.

    Amounts in đồng, ratios as fractions (0.35 is 35 %). `plan_year` is what the budget itself makes of the KPI,
    `outlook` where the year will end, `required` what each remaining month must bring to reach the year's target.
    """

    tracked: TrackedKpi
    kpi: Kpi
    months: Amounts
    year_to_date: float | None
    target_to_date: float | None
    plan_to_date: float | None
    plan_year: float | None
    outlook: float | None
    required: float | None
    status: Status

    @property
    def year_target(self) -> float | None:
        """The owner's target for the year, else the plan's own figure."""
        return self.plan_year if self.tracked.target is None else self.tracked.target


def scorecard(plan: Plan, actuals: Actuals, account: Pnl, report_position: int) -> Iterator[Score]:
    """Score every tracked KPI as of the report month (position 0 to 11)."""
    accounts = list(_accounts_to_date(plan, actuals, account, report_position))
    for tracked in plan.kpis:
        kpi = chosen(tracked, plan)
        status = Status.UNKNOWN
        for position, earlier in accounts:
            actual = actual_value(kpi, plan, earlier, "year_to_date", position)
            status = _status(tracked, kpi, actual, earlier, status, plan)
        to_date = actual_value(kpi, plan, account, "year_to_date", report_position)
        plan_year = measure(kpi, account, Basis.PLAN, "year")
        yield Score(
            tracked,
            kpi,
            tuple(actual_value(kpi, plan, account, month, report_position) for month in range(12)),
            to_date,
            _target_to_date(tracked.target, kpi, account),
            measure(kpi, account, Basis.PLAN, "year_to_date"),
            plan_year,
            measure(kpi, account, Basis.OUTLOOK, "year") if kpi.state is None else to_date,
            required(kpi, account, plan_year if tracked.target is None else tracked.target),
            status,
        )


def actual_value(kpi: Kpi, plan: Plan, account: Pnl, period: Period, report_position: int) -> float | None:
    """What the KPI actually is; a state is looked at on the period's last day, not beyond the report month."""
    if kpi.state is None:
        return measure(kpi, account, Basis.ACTUAL, period)
    position = period if isinstance(period, int) else report_position
    return kpi.state(plan, plan.settings.fiscal_year.month_end(position)) if position <= report_position else None


def _accounts_to_date(plan: Plan, actuals: Actuals, account: Pnl, report_position: int) -> Iterator[tuple[int, Pnl]]:
    """The account at the end of each closed month, oldest first; only a band makes the past matter."""
    if plan.settings.status_band:
        for position in range(report_position):
            if actuals.closed[position]:
                yield position, pnl(plan, actuals, position)
    yield report_position, account


def _target_to_date(target: float | None, kpi: Kpi, account: Pnl) -> float | None:
    """A typed target holds for every period of a ratio, and in proportion to the plan's phasing for an amount."""
    planned = measure(kpi, account, Basis.PLAN, "year_to_date")
    if target is None or kpi.aggregate is not Aggregate.SUM:
        return planned if target is None else target
    plan_year = measure(kpi, account, Basis.PLAN, "year")
    return target * planned / plan_year if planned is not None and plan_year else None


def _status(tracked: TrackedKpi, kpi: Kpi, actual: float | None, account: Pnl, previous: Status, plan: Plan) -> Status:
    target = _target_to_date(tracked.target, kpi, account)
    if actual is None or target is None:
        return Status.UNKNOWN
    target_to = None if tracked.target_to is None else _target_to_date(tracked.target_to, kpi, account)
    short = shortfall(actual, target, kpi.better, kpi.unit, target_to)
    return judge(short, tracked.amber, tracked.red, previous, plan.settings.status_band)
