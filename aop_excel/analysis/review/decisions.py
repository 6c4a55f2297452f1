"""What was decided and is not done yet, and what was noted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aop_excel.analysis.actions import SOON
from aop_excel.analysis.review.finding import Answer
from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.review import Decision
from aop_excel.text import Text, same

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def decisions(report: Report) -> Answer:
    """Every open decision, the oldest first; one from before the report month is carried forward."""
    for decision in sorted(report.actuals.decisions, key=lambda each: each.decided):
        if decision.done is None:
            yield _urgency(decision, report), tuple(_told(decision, report))


def notes(report: Report) -> Answer:
    """The notes of the report month."""
    for note in report.actuals.notes:
        if note.month == report.report_month:
            yield None, (same(note.note),)


def _urgency(decision: Decision, report: Report) -> Urgency:
    left = (decision.due - report.day).days if decision.due else None
    if left is None or left > SOON:
        return Urgency.FINE
    return Urgency.ACT if left <= 0 else Urgency.LOOK_AT


def _told(decision: Decision, report: Report) -> Iterator[Text]:
    is_carried = decision.decided < report.day.replace(day=1)
    since = Text("{what} (chuyển sang từ {day:%d/%m/%Y}).", "{what} (carried forward since {day:%d/%m/%Y}).")
    new = Text("{what} (quyết định {day:%d/%m/%Y}).", "{what} (decided {day:%d/%m/%Y}).")
    yield (since if is_carried else new).format(what=decision.what, day=decision.decided)
    yield Text("Vì: {reason}.", "Why: {reason}.").format(reason=decision.reason.rstrip("."))
    if decision.due:
        yield Text("Hạn {day:%d/%m/%Y}.", "Due {day:%d/%m/%Y}.").format(day=decision.due)
    if decision.owner:
        yield Text("Phụ trách: {owner}.", "Owner: {owner}.").format(owner=decision.owner)
