"""How the plan itself has changed: goals that ask for less, and changes that nobody approved yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aop_excel.analysis.drivers import money
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.review.finding import Answer
from aop_excel.analysis.urgency import Urgency
from aop_excel.analysis.version_words import figure
from aop_excel.analysis.versions.changes import PROFIT, ChangedPart
from aop_excel.analysis.versions.history import Eased
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def eased_goals(report: Report) -> Answer:
    """Goals whose target the latest version lowered, with its reason, and those lowered since without one."""
    latest = report.history.latest
    for eased in report.history.eased_unapproved:
        yield Urgency.ACT, (_told(eased, report, None), _FREEZE_IT)
    for eased in report.history.eased if latest else ():
        assert latest is not None
        yield Urgency.LOOK_AT, tuple(_explained(eased, report))


def _explained(eased: Eased, report: Report) -> Iterator[Text]:
    latest = report.history.latest
    assert latest is not None
    yield _told(eased, report, latest.number)
    yield Text("Vì: {reason}.", "Why: {reason}.").format(reason=latest.reason.rstrip("."))
    yield Text("Đánh đổi: {words}.", "Traded away: {words}.").format(words=latest.trade_off.rstrip("."))


def _told(eased: Eased, report: Report, version: int | None) -> Text:
    units = {score.tracked.code: score.kpi.unit for score in report.scores}
    unit = units.get(eased.before.measure or "", Unit.RATIO)
    if version is None:
        when = Text("nhưng chưa duyệt", "but nobody approved it yet")
    else:
        when = Text("ở phiên bản {number}", "by version {number}").format(number=version)
    if eased.after is None:
        words = Text("Mục tiêu {goal} đã bỏ {when}.", "The goal {goal} was given up, {when}.")
        return words.format(goal=eased.before.name, when=when)
    return Text(
        "Chỉ tiêu của mục tiêu {goal} nới từ {before} thành {after}, {when}.",
        "The target of the goal {goal} was eased from {before} to {after}, {when}.",
    ).format(
        goal=eased.before.name,
        before=figure(eased.before.target, unit),
        after=figure(eased.after.target, unit),
        when=when,
    )


_FREEZE_IT = Text(
    "Ghi lý do, mục tiêu và đánh đổi thành một phiên bản mới ở trang Phiên bản.",
    "Give reason, goal and trade-off as a new version on Versions.",
)


def unapproved_changes(report: Report) -> Answer:
    """Frozen versions that were touched, and how far the plan as it stands is from the latest one."""
    if report.history.tampered:
        numbers = ", ".join(map(str, sorted(report.history.tampered)))
        words = Text(
            "Phiên bản {numbers} đã bị sửa hay xóa sau khi chốt, xem trang Phiên bản.",
            "Version {numbers} was changed or taken out after it was frozen; see Versions.",
        )
        yield Urgency.ACT, (words.format(numbers=numbers),)
    latest, changes = report.history.latest, report.history.unapproved
    if latest is None or not changes:
        return
    count = sum(change.part is not ChangedPart.EFFECT for change in changes)
    profit = next(change.difference for change in changes if change.code == PROFIT)
    words = Text(
        "Kế hoạch khác phiên bản {number} ở {count} chỗ chưa duyệt; lợi nhuận kế hoạch {profit}.",
        "The plan differs from version {number} in {count} places that nobody approved; planned profit {profit}.",
    )
    told = words.format(number=latest.number, count=count, profit=money(profit or 0.0, signed=True))
    yield Urgency.LOOK_AT, (told,)
