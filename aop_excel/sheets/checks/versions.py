"""Checks of the versions: those asked for can be frozen, and those frozen are as they were."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.versions.baseline import wanted
from aop_excel.analysis.versions.requests import Hindrance, due, latest, open_requests
from aop_excel.analysis.versions.seals import changed
from aop_excel.domain.versions import LAST_YEAR
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.reading import Reading

_NAMED = 6
"""How many versions or goals are named at most."""


def versions_can_be_frozen(reading: Reading) -> Iterator[Problem]:
    """A version that is asked for has all it needs; the next refresh freezes it."""
    rows = {each.record.number: each.row for each in reading.found["aop_versions"]}
    expected = latest(reading.plan) + 1
    goals = ", ".join(goal.code for goal in reading.plan.goals[:_NAMED]) or "–"
    for request, hindrances in open_requests(reading.plan):
        for hindrance in hindrances:
            column, text, cure = _HINDRANCES[hindrance]
            told = {"number": request.number, "before": request.number - 1, "next": expected, "goal": request.goal}
            yield Problem(
                "aop_versions",
                text.format(**told),
                cure.format(goals=goals, **told),
                rows[request.number],
                column,
                Severity.WARNING,
            )


_FILL_IN_AND_REFRESH = Text("Điền ô này rồi cập nhật lại.", "Fill in this cell and refresh again.")
_HINDRANCES = {
    Hindrance.ORDER: (
        "number",
        Text(
            "Phiên bản {number} chưa chốt được: phiên bản tiếp theo là {next}",
            "Version {number} cannot be frozen: the next one is {next}",
        ),
        Text("Ghi số {next}, hoặc xóa dòng này.", "Type {next}, or clear this row."),
    ),
    Hindrance.DAY: (
        "approved",
        Text("Phiên bản {number} chưa chốt: thiếu ngày duyệt", "Version {number} is not frozen: it has no day"),
        _FILL_IN_AND_REFRESH,
    ),
    Hindrance.REASON: (
        "reason",
        Text("Phiên bản {number} chưa chốt: thiếu lý do", "Version {number} is not frozen: it has no reason"),
        _FILL_IN_AND_REFRESH,
    ),
    Hindrance.GOAL: (
        "goal",
        Text(
            "Phiên bản {number} chưa chốt: chưa ghi phục vụ mục tiêu nào",
            "Version {number} is not frozen: it names no goal that it serves",
        ),
        Text("Ghi mã một mục tiêu: {goals}.", "Enter the code of a goal: {goals}."),
    ),
    Hindrance.UNKNOWN_GOAL: (
        "goal",
        Text(
            "Phiên bản {number} chưa chốt: không có mục tiêu “{goal}”",
            "Version {number} is not frozen: there is no goal “{goal}”",
        ),
        Text("Ghi mã một mục tiêu: {goals}.", "Enter the code of a goal: {goals}."),
    ),
    Hindrance.TRADE_OFF: (
        "trade_off",
        Text(
            "Phiên bản {number} chưa chốt: chưa ghi đánh đổi điều gì",
            "Version {number} is not frozen: it does not say what is traded away",
        ),
        _FILL_IN_AND_REFRESH,
    ),
    Hindrance.UNCHANGED: (
        "number",
        Text(
            "Phiên bản {number} chưa chốt: kế hoạch không khác gì phiên bản {before}",
            "Version {number} is not frozen: nothing has changed since version {before}",
        ),
        Text("Sửa kế hoạch rồi cập nhật lại, hoặc xóa dòng này.", "Change the plan and refresh, or clear this row."),
    ),
}


def frozen_versions_stay_as_they_are(reading: Reading) -> Iterator[Problem]:
    """No frozen version was edited or taken out, and what is typed of one is what was frozen."""
    log = {each.record.number: each for each in reading.found["aop_version_log"]}
    wrong = changed(reading.plan.versions)
    for number in sorted(wrong & log.keys()):
        text = _EDITED.format(number=number)
        yield Problem("aop_version_log", text, _TAKE_BACK, log[number].row, "number", Severity.WARNING)
    if gone := sorted(wrong - log.keys()):
        numbers = ", ".join(map(str, gone[:_NAMED])) + (" …" if len(gone) > _NAMED else "")
        yield Problem("aop_version_log", _GONE.format(numbers=numbers), _TAKE_BACK, severity=Severity.WARNING)
    for each in reading.found["aop_versions"]:
        frozen = log.get(each.record.number)
        for column in _TYPED if frozen else ():
            if getattr(each.record, column) != getattr(frozen.record, column):  # type: ignore[union-attr]
                text = _DIFFERS.format(number=each.record.number)
                yield Problem("aop_versions", text, _NEXT_VERSION, each.row, column, Severity.WARNING)


_TYPED = ("approved", "reason", "goal", "trade_off")
_EDITED = Text(
    "Phiên bản {number} đã bị sửa sau khi chốt: niêm phong không còn khớp",
    "Version {number} was changed after it was frozen: its seal does not fit any more",
)
_GONE = Text("Phiên bản {numbers} đã bị xóa khỏi sổ", "Version {numbers} was taken out of the workbook")
_TAKE_BACK = Text(
    "Lấy lại tệp trước khi bị sửa: aop undo hoặc bản sao lưu. Không sửa hay xóa dòng đã chốt.",
    "Go back to the file before that: aop undo, or a backup. Do not edit or delete frozen rows.",
)
_DIFFERS = Text(
    "Phiên bản {number} đã chốt, sửa ở đây không đổi được nó",
    "Version {number} is frozen; what is typed here does not change it",
)
_NEXT_VERSION = Text(
    "Ghi lại như bảng các phiên bản đã chốt; muốn đổi thì thêm phiên bản mới.",
    "Type it as in the table of frozen versions; to change it, add a new version.",
)


def what_variance_compares_with_is_there(reading: Reading) -> Iterator[Problem]:
    """The version that Variance is to compare with was frozen; last year has figures."""
    plan = reading.plan
    chosen = plan.versions.compared_with
    if chosen == LAST_YEAR:
        if not plan.direction.last_year:
            yield Problem("aop_compared_with", *_NO_LAST_YEAR, severity=Severity.WARNING)
        return
    coming = due(plan)
    there = [version.number for version in plan.versions.log] + ([coming.number] if coming else [])
    number = wanted(chosen, there)
    if number is not None and number not in there:
        cure = _CHOOSE.format(numbers=", ".join(map(str, there[-_NAMED:]))) if there else _APPROVE_FIRST
        text = _NO_VERSION.format(number=number)
        yield Problem("aop_compared_with", text, cure, severity=Severity.WARNING)


_NO_VERSION = Text(
    "Chưa có phiên bản {number}; đang so với kế hoạch hiện tại",
    "There is no version {number}; Variance compares with the current plan",
)
_CHOOSE = Text("Chọn một trong các phiên bản: {numbers}.", "Choose one of the versions: {numbers}.")
_APPROVE_FIRST = Text(
    "Duyệt kế hoạch trước: điền dòng 1 ở trang Phiên bản, hoặc chạy aop approve.",
    "Approve the plan first: fill row 1 on Versions, or run aop approve.",
)
_NO_LAST_YEAR = (
    Text("Chưa có số liệu năm trước để so", "There are no figures of last year to compare with"),
    Text("Điền doanh thu năm trước ở trang Định hướng.", "Enter last year's revenue on Direction."),
)
