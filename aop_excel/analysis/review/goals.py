"""How the goals are moving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isclose
from typing import TYPE_CHECKING

from aop_excel.analysis.action_words import goal_words
from aop_excel.analysis.goals import GoalProgress, GoalStatus
from aop_excel.analysis.review.finding import Answer
from aop_excel.analysis.review.replanning import eased_goals
from aop_excel.analysis.review.words import figure, largest
from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.plan import Comparison
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

_URGENCY = {
    GoalStatus.OFF_TRACK: Urgency.ACT,
    GoalStatus.AT_RISK: Urgency.LOOK_AT,
    GoalStatus.ON_TRACK: Urgency.FINE,
    GoalStatus.UNKNOWN: None,
}
_PACE = {
    Comparison.AT_LEAST: Text("Mỗi tháng còn lại cần {pace}.", "Each remaining month must bring {pace}."),
    Comparison.AT_MOST: Text("Mỗi tháng còn lại nhiều nhất {pace}.", "Each remaining month may be {pace} at most."),
}


def goals(report: Report) -> Answer:
    """Every goal: where it is, where the year will end, what is furthest behind, how its actions stand; eased ones."""
    if not report.goals:
        yield Urgency.LOOK_AT, (Text("Chưa có mục tiêu nào được đo bằng KPI.", "No goal is measured by a KPI yet."),)
    for progress in sorted(report.goals, key=lambda each: each.goal.importance):
        yield _URGENCY[progress.status], tuple(_of_goal(progress, report))
    yield from eased_goals(report)


def _of_goal(progress: GoalProgress, report: Report) -> Iterator[Text]:
    unit = progress.score.kpi.unit
    if progress.status is GoalStatus.UNKNOWN:
        yield Text("{goal}: chưa có số liệu.", "{goal}: no figures yet.").format(goal=progress.goal.name)
    else:
        yield Text(
            "{goal}: đến nay {now}, ước cả năm {year} so với chỉ tiêu {target}{near}.",
            "{goal}: so far {now}, the year's outlook is {year} against a target of {target}{near}.",
        ).format(
            near=_NEAR if progress.status is GoalStatus.ON_TRACK and not _reached(progress) else "",
            goal=progress.goal.name,
            now=figure(progress.score.year_to_date, unit),
            year=figure(progress.score.outlook, unit),
            target=figure(progress.goal.target, unit),
        )
    if progress.status in (GoalStatus.OFF_TRACK, GoalStatus.AT_RISK):
        if progress.required is not None:
            pace = figure(progress.required, unit)
            yield _PACE[progress.goal.comparison].format(pace=pace)
        yield from _behind(progress, report)
    yield Text("Hành động: {words}.", "Actions: {words}.").format(words=goal_words(progress.goal.code, report.actions))


_NEAR = Text(", lệch trong ngưỡng cho phép", ", short of it by less than the amber limit")


def _reached(progress: GoalProgress) -> bool:
    """Whether the year's outlook, as shown, is at the target; nearer to it than the amber limit is on track, too."""
    target, outlook = progress.goal.target, progress.score.outlook
    if outlook is None:
        return False
    if progress.goal.comparison is Comparison.AT_MOST:
        target, outlook = -target, -outlook
    return outlook >= target or isclose(outlook, target)


def _behind(progress: GoalProgress, report: Report) -> Iterator[Text]:
    """The lines of what the goal measures whose outlook falls most short of plan."""
    top = progress.score.kpi.top
    parts = set(_lines_of(top.keys, report)) if top else set()
    rows = [row for row in report.variances if row.item.key in parts]
    if short := largest(rows, "year", favourable=False):
        yield Text("Kém nhất: {lines}.", "Furthest behind: {lines}.").format(lines=short)


def _lines_of(keys: Iterable[str], report: Report) -> Iterator[str]:
    """The keys of the lines that items of the account are made of."""
    items = {item.key: item for item in report.account.items}
    for key in keys:
        item = items.get(key)
        if item and item.line:
            yield key
        elif item:
            yield from _lines_of((*item.adds, *item.less), report)
