"""Approving the plan, and changing it with a reason: the versions that the command line asks for."""

from __future__ import annotations

from datetime import datetime

from aop_excel.analysis.versions.requests import is_unchanged, latest, open_requests
from aop_excel.commands import Outcome, freeze
from aop_excel.domain.plan import Plan
from aop_excel.domain.versions import PlanVersion
from aop_excel.errors import AopError
from aop_excel.text import Text
from aop_excel.workbook.book import Book


class AlreadyApproved(AopError):
    """The plan was approved before."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                "Kế hoạch đã được duyệt, đang ở phiên bản {number}. Để chốt một thay đổi, chạy aop rebaseline.",
                "The plan is approved already, at version {number}. To freeze a change, run aop rebaseline.",
            ).format(number=number)
        )


class NotApproved(AopError):
    """There is no version yet that could be changed."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Kế hoạch chưa được duyệt lần nào. Hãy chạy aop approve trước.",
                "The plan was never approved. Run aop approve first.",
            )
        )


class NothingChanged(AopError):
    """The plan still says what its latest version says."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                "Không có gì thay đổi kể từ phiên bản {number}. Sửa kế hoạch trong Excel và lưu trước.",
                "Nothing has changed since version {number}. Change the plan in Excel and save it first.",
            ).format(number=number)
        )


class Unexplained(AopError):
    """A change of the plan lacks what it must be explained by."""

    exit_status = 2

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            Text(
                "Đổi kế hoạch phải nói rõ lý do, mục tiêu phục vụ và điều đánh đổi. Còn thiếu: {missing}.",
                "A change names its reason, the goal it serves and what is traded away; missing: {missing}.",
            ).format(missing=", ".join(missing))
        )


class UnknownGoal(AopError):
    """The plan has no goal of that code."""

    exit_status = 2

    def __init__(self, goal: str, known: list[str]) -> None:
        super().__init__(
            Text(
                "Kế hoạch không có mục tiêu “{goal}”. Chọn một trong: {known}.",
                "The plan has no goal “{goal}”. Choose one of: {known}.",
            ).format(goal=goal, known=", ".join(known) or "–")
        )


class RowIsWaiting(AopError):
    """A row for the next version was typed in the workbook already."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                "Ở trang Phiên bản đã có dòng cho phiên bản {number}. Điền đủ rồi chạy aop refresh, hoặc xóa dòng.",
                "Versions already has a row for version {number}. Complete it and run aop refresh, or clear that row.",
            ).format(number=number)
        )


FIRST_REASON = Text("Duyệt kế hoạch năm", "Annual plan approved")


def approve(book: Book, now: datetime, reason: str | None) -> Outcome:
    """Freeze the plan as version 1. Raises `AlreadyApproved`, `RowIsWaiting`."""

    def first(plan: Plan) -> PlanVersion:
        if number := latest(plan):
            raise AlreadyApproved(number)
        words = (reason or "").strip() or FIRST_REASON(plan.settings.language)
        return _next(plan, PlanVersion(number=1, approved=now.date(), reason=words))

    return freeze(book, now, first)


def rebaseline(book: Book, now: datetime, reason: str | None, goal: str | None, trade_off: str | None) -> Outcome:
    """Freeze the plan as it stands as the next version.

    Raises `Unexplained`, `NotApproved`, `UnknownGoal`, `NothingChanged`, `RowIsWaiting`.
    """
    told = {"--reason": reason, "--goal": goal, "--trade-off": trade_off}
    if missing := [option for option, words in told.items() if not (words or "").strip()]:
        raise Unexplained(missing)

    def following(plan: Plan) -> PlanVersion:
        number = latest(plan)
        if not number:
            raise NotApproved
        served = next((each.code for each in plan.goals if each.code.casefold() == str(goal).strip().casefold()), None)
        if served is None:
            raise UnknownGoal(str(goal), [each.code for each in plan.goals])
        if is_unchanged(plan, number):
            raise NothingChanged(number)
        return _next(
            plan,
            PlanVersion(
                number=number + 1,
                approved=now.date(),
                reason=str(reason).strip(),
                goal=served,
                trade_off=str(trade_off).strip(),
            ),
        )

    return freeze(book, now, following)


def _next(plan: Plan, version: PlanVersion) -> PlanVersion:
    for request, _ in open_requests(plan):
        raise RowIsWaiting(request.number)
    return version
