"""Gaps and levers in words: the pace that is needed, what carries most, and how a lever's amount is computed."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import TYPE_CHECKING

from aop_excel.analysis.drivers import money
from aop_excel.analysis.gaps import Driver, Gap, Split
from aop_excel.analysis.goals import GoalStatus
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.lever_words import lever_words
from aop_excel.analysis.review.words import figure, inside
from aop_excel.domain.calendar import MONTHS
from aop_excel.domain.plan import Kind
from aop_excel.text import Language, Text, figures

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def none_missed(report: Report) -> Text | None:
    """A line where no goal is missed; None where one is."""
    if report.gaps:
        return None
    if not report.goals:
        return Text("Chưa có mục tiêu nào được đo bằng KPI.", "No goal is measured by a KPI yet.")
    if all(each.status is GoalStatus.UNKNOWN for each in report.goals):
        return Text(
            "Chưa có số liệu: điền Thực hiện, đánh dấu tháng đã chốt rồi cập nhật.",
            "No figures yet: enter Actuals, mark the month closed, then refresh.",
        )
    return Text("Không mục tiêu nào bị lệch: cứ theo kế hoạch.", "No goal is missed: keep to the plan.")


def missed(report: Report) -> Text:
    """How many goals are missed, or that none is."""
    words = Text("{count} mục tiêu có nguy cơ hoặc lệch: {codes}.", "{count} at risk or off track: {codes}.")
    codes = ", ".join(gap.progress.goal.code for gap in report.gaps)
    return none_missed(report) or words.format(count=len(report.gaps), codes=codes)


def amount(gap: Gap, value: float) -> Text:
    """An amount of what a gap's KPI divides: money in words, quantities as they are."""
    if _counts_units(gap):
        return figures(f"{value:,.0f}")
    return money(value, signed=value < 0)


def _counts_units(gap: Gap) -> bool:
    return gap.base is None and gap.progress.score.kpi.unit is Unit.COUNT


def gap_words(gap: Gap) -> Text:
    """What is missing: an amount, points, or both."""
    whole = None if gap.amount is None else amount(gap, gap.amount)
    if whole and (gap.points is None or gap.progress.score.kpi.unit is not Unit.RATIO):
        return whole
    points = Text("{points} điểm %", "{points} points").format(points=figures(f"{(gap.points or 0.0) * 100:,.1f}"))
    return (
        Text("{points}, tức {whole}", "{points}, that is {whole}").format(points=points, whole=whole)
        if whole
        else points
    )


def pace_words(gap: Gap, report: Report) -> Text:
    """What each remaining month must bring, against what the outlook foresees of it."""
    left = report.account.open_months
    if gap.amount is None:
        return Text("Xem ngày xong của các hành động.", "See the actions' due dates and days done.")
    if not left:
        return Text("Năm đã hết: không còn tháng nào để bù.", "The year is over: no month is left to make it up.")
    ahead = fsum(
        times * report.account.outlooks[code].months[month]
        for code, times in gap.parts.top.items()
        for month in range(MONTHS)
        if not report.account.counted[month]
    )
    needed = ahead + gap.sign * gap.amount
    words = _AT_LEAST if gap.sign > 0 else _AT_MOST
    told = words.format(
        what=_numerator(gap, report),
        needed=amount(gap, needed / left),
        ahead=amount(gap, ahead / left),
        more=figures(f"{abs(gap.amount / ahead):.1%}") if ahead > 0 else "–",
    )
    if gap.progress.score.kpi.unit is Unit.RATIO and gap.progress.required is not None:
        required = figure(gap.progress.required, Unit.RATIO)
        told = Text("{told}: KPI {required}", "{told}: a KPI of {required}").format(told=told, required=required)
    return Text("{told}.", "{told}.").format(told=told)


_AT_LEAST = Text(
    "Mỗi tháng còn lại cần {needed} {what}, hơn {more} so với ước {ahead}",
    "Each month left needs {needed} of {what}, {more} above the {ahead} foreseen",
)
_AT_MOST = Text(
    "Mỗi tháng còn lại chỉ được {needed} {what}, kém {more} so với ước {ahead}",
    "Each month left may take {needed} of {what}, {more} below the {ahead} foreseen",
)


def _numerator(gap: Gap, report: Report) -> Text:
    kpi = gap.progress.score.kpi
    keys = kpi.top.keys if kpi.top else ()
    labels = [item.label for item in report.account.items if item.key in keys]
    label = labels[0] if len(labels) == 1 else kpi.label
    return inside(label)


def driver_words(driver: Driver, gap: Gap, report: Report) -> Text | None:
    """The line that carries most of a driver, with its part; None where there is only the driver."""
    names = {line.code: line.name for line in report.plan.lines}
    if driver.line is None or not driver.most:
        return None
    return Text("Nhiều nhất: {name} {amount}.", "Most: {name} {amount}.").format(
        name=names[driver.line],
        amount=figures(f"{driver.most:+,.0f}") if _counts_units(gap) else money(driver.most, signed=True),
    )


def spend_words(gap: Gap, report: Report) -> Text | None:
    """What the marketing for the goal is foreseen to spend against plan; None where none serves it."""
    goal = gap.progress.goal.code
    lines = [line for line in report.plan.lines if line.kind is Kind.MARKETING and line.goal == goal]
    if not lines or any(gap.closes(line.code) for line in lines):
        return None
    planned = fsum(amount or 0.0 for line in lines for amount in line.months)
    foreseen = fsum(month for line in lines for month in report.account.outlooks[line.code].months)
    told = _OVER if foreseen > planned + 1 else _UNDER if foreseen < planned - 1 else _AS_PLANNED
    return told.format(
        codes=", ".join(line.code for line in lines),
        foreseen=money(foreseen),
        planned=money(planned),
        gap=money(abs(foreseen - planned)),
    )


_SPEND = (
    "Chi cho mục tiêu này ({codes}): ước {foreseen}, kế hoạch {planned}",
    ("Spent for this goal ({codes}): {foreseen} foreseen, {planned} planned"),
)
_OVER = Text(_SPEND[0] + ", nhiều hơn {gap}.", _SPEND[1] + ", {gap} more.")
_UNDER = Text(_SPEND[0] + ", ít hơn {gap}.", _SPEND[1] + ", {gap} less.")
_AS_PLANNED = Text(_SPEND[0] + ".", _SPEND[1] + ".")


def gap_lines(report: Report, language: Language) -> Iterator[str]:
    """Gaps with their drivers and levers as lines for a terminal."""
    yield missed(report)(language)
    for gap in report.gaps:
        goal = gap.progress.goal
        yield ""
        yield Text("{code} {name}: thiếu {gap}", "{code} {name}: {gap} missing").format(
            code=goal.code, name=goal.name, gap=gap_words(gap)
        )(language)
        yield f"  {pace_words(gap, report)(language)}"
        for split in Split:
            parts = [f"{each.label(language)} {amount(gap, each.amount)(language)}" for each in gap.of(split)]
            if parts:
                yield f"  {split.label(language)}: {'; '.join(parts)}"
        if spent := spend_words(gap, report):
            yield f"  {spent(language)}"
        for lever in report.levers:
            if lever.gap is gap:
                yield f"  → {lever.kind.label(language)}: {lever_words(lever)(language)}"
