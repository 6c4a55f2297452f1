"""What the engine says about hours and limits on Resources: rows, formulas and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.capacity import Workload
from aop_excel.analysis.pnl import Amounts
from aop_excel.analysis.resource_limits import LimitState
from aop_excel.analysis.resource_words import overloaded_months, passed_months
from aop_excel.domain.plan import LimitMeasure
from aop_excel.domain.record import Choice
from aop_excel.sheets.context import Context
from aop_excel.text import Text, figures


class HoursKind(Choice):
    """What a row of hours holds."""

    ASSIGNED = "assigned", "Được giao", "Assigned"
    FREE = "free", "Còn lại", "Left"
    WORKED = "worked", "Đã làm", "Worked"


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """One person's hours of one kind by month, and to date where that can be said."""

    load: Workload
    hours: HoursKind
    months: Amounts
    to_date: float | None = None


def capacity_rows(context: Context) -> Iterator[CapacityRow]:
    """For everyone the hours assigned and those left, and those worked where any are reported."""
    for load in context.report.workloads:
        yield CapacityRow(load, HoursKind.ASSIGNED, load.assigned, load.assigned_to_date)
        yield CapacityRow(load, HoursKind.FREE, load.free)
        if any(hours is not None for hours in load.worked):
            yield CapacityRow(load, HoursKind.WORKED, load.worked, load.worked_to_date)


FORMULAS = {
    HoursKind.ASSIGNED: "SUMPRODUCT((aop_assignments[person]=[@person])"
    "*(MOD(aop_assignments[first]-aop_start_month,12)<{k})"
    "*(MOD(aop_assignments[last]-aop_start_month,12)>={k}-1),aop_assignments[hours])",
    # The row of what is assigned stands right above.
    HoursKind.FREE: "SUMPRODUCT((aop_people[name]=[@person])*1,aop_people[hours])-R[-1]C",
    HoursKind.WORKED: "IF(SUMPRODUCT((aop_hours[person]=[@person])*ISNUMBER(aop_hours[m{m}]))=0,"
    '"",SUMPRODUCT((aop_hours[person]=[@person])*1,aop_hours[m{m}]))',
}
SOURCES = {HoursKind.ASSIGNED: "aop_assignments", HoursKind.FREE: "aop_people", HoursKind.WORKED: "aop_hours"}


def month_formula(row: CapacityRow, context: Context, position: int) -> str | None:
    """None where Excel would read a cell otherwise, or an assignment ended before its last month."""
    read_otherwise = _inexact_tables(context) & {"aop_people", SOURCES[row.hours]}
    ended_early = row.hours is HoursKind.ASSIGNED and row.load.ended_early[position]
    return None if read_otherwise or ended_early else FORMULAS[row.hours]


def remark(row: CapacityRow, context: Context) -> Text | None:
    """Who is overloaded when and by how much, who has no action, who worked more or less than planned."""
    load = row.load
    match row.hours:
        case HoursKind.ASSIGNED:
            return None if any(load.assigned) else Text("Chưa được giao việc", "No action assigned")
        case HoursKind.FREE:
            if not load.overloaded:
                return Text("● Đủ giờ", "● Enough hours")
            months = overloaded_months(load, context.year)
            return Text("■ Quá tải: {months}", "■ Overloaded: {months}").format(months=months)
        case HoursKind.WORKED:
            return _worked(load)


def _worked(load: Workload) -> Text | None:
    if load.worked_to_date is None or load.assigned_to_date is None:
        return None
    more = load.worked_to_date - load.assigned_to_date
    if not more:
        return Text("Đúng số giờ được giao", "As many hours as assigned")
    words = (
        Text("Nhiều hơn được giao {hours} giờ", "{hours} h more than assigned")
        if more > 0
        else Text("Ít hơn được giao {hours} giờ", "{hours} h less than assigned")
    )
    return words.format(hours=figures(f"{abs(more):,.10g}"))


def limit_words(row: LimitState, context: Context) -> Text:
    """Whether the limit is kept, and if not, in which months."""
    if row.limit.measured_by is None:
        return Text("Chỉ để nhắc: aop không kiểm được", "A reminder: aop cannot check it")
    if row.kept is None:
        return Text("Chưa kiểm được: thiếu mức hoặc số liệu", "Not checked: no amount, or no figures")
    if row.kept:
        return Text("● Giữ được", "● Kept")
    months = passed_months(row, context.year)
    return Text("■ Vượt {months}", "■ Passed {months}").format(months=months) if months else Text("■ Vượt", "■ Passed")


def number_of_people(row: LimitState, context: Context) -> str | None:
    """The one measure that is a short formula."""
    is_headcount = row.limit.measured_by is LimitMeasure.HEADCOUNT
    return "COUNTA(aop_people[name])" if is_headcount and "aop_people" not in _inexact_tables(context) else None


def _inexact_tables(context: Context) -> set[str]:
    """The tables with a cell that Excel's formulas would read otherwise."""
    return {table for table, _, _ in context.inexact}
