"""Hours that are too many, and limits that are passed, in words."""

from __future__ import annotations

from itertools import groupby

from aop_excel.analysis.capacity import Workload
from aop_excel.analysis.periods import periods
from aop_excel.analysis.resource_limits import LimitState
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import LimitMeasure, ResourceLimit
from aop_excel.text import Text, figures, same


def overloaded_months(load: Workload, year: FiscalYear) -> Text:
    """The months in which a person has too much to do, each with the hours too many: `03/2027–05/2027 (+10 h)`."""
    runs = groupby(load.overloaded, lambda position: load.free[position])
    found = [(periods(months, year), figures(f"{-free:,.10g}")) for free, months in runs]
    return Text(
        ", ".join(f"{months} (+{hours.vi} giờ)" for months, hours in found),
        ", ".join(f"{months} (+{hours.en} h)" for months, hours in found),
    )


UNITS = {
    LimitMeasure.HEADCOUNT: Text("người", "people"),
    LimitMeasure.HOURS: Text("giờ", "hours"),
    LimitMeasure.PEOPLE_COST: Text("đồng", "VND"),
    LimitMeasure.OPERATING_COSTS: Text("đồng", "VND"),
    LimitMeasure.MARKETING_SHARE: same("%"),
}


def limit_unit(limit: ResourceLimit) -> Text:
    """What the limit is counted in; a reminder has the owner's unit."""
    return UNITS[limit.measured_by] if limit.measured_by else same(limit.unit)


def limit_figure(limit: ResourceLimit, value: float | None) -> Text:
    """What the limit is, or what it is held against, with its unit."""
    if limit.measured_by is LimitMeasure.MARKETING_SHARE:
        return figures(f"{value:.1%}")
    return Text("{number} {unit}", "{number} {unit}").format(number=figures(f"{value:,.10g}"), unit=limit_unit(limit))


def passed_months(state: LimitState, year: FiscalYear) -> Text | None:
    """When a limit is passed: each month of hours, from which month on for the others; None for a number of people."""
    if not state.over:
        return None
    if state.limit.measured_by is LimitMeasure.HOURS:
        return same(periods(state.over, year))
    return Text("từ {month}", "from {month}").format(month=year.label(state.over[0]))
