"""Whether goals and actions hang together, and each has who does it, when and with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aop_excel.analysis.alignment.misfit import Concern, Misfit, first, listed
from aop_excel.analysis.place import Place
from aop_excel.domain.plan import Action, ActionStatus, Goal
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def goals_have_a_kpi(report: Report) -> Iterator[Misfit]:
    """Every goal is measured by a KPI that is tracked."""
    tracked = {each.code for each in report.plan.kpis}
    yield from _goals(
        [goal for goal in report.plan.goals if goal.kpi not in tracked],
        "kpi",
        Text("Mục tiêu chưa có KPI theo dõi: {codes}.", "Goals whose KPI is not tracked: {codes}."),
        Text("Không đo được thì không biết đã đạt hay chưa.", "What is not measured is never known to be reached."),
        Text("Chọn một KPI của trang KPI.", "Choose a KPI of the KPI tab."),
    )


def goals_have_an_action(report: Report) -> Iterator[Misfit]:
    """Every goal has at least one action that is not cancelled."""
    served = {action.goal for action in _alive(report)}
    yield from _goals(
        [goal for goal in report.plan.goals if goal.code not in served],
        "code",
        Text("Mục tiêu chưa có hành động nào: {codes}.", "Goals without an action: {codes}."),
        Text(
            "Không ai làm gì khác đi thì kết quả cũng như năm trước.",
            "If nobody does anything else, neither will come anything else.",
        ),
        Text(
            "Ghi ở trang Hành động việc đưa tới mục tiêu này, hoặc bỏ mục tiêu.",
            "Write on Actions what is to lead there, or drop the goal.",
        ),
    )


def goals_have_an_owner(report: Report) -> Iterator[Misfit]:
    """Every goal has someone who looks after it."""
    yield from _goals(
        [goal for goal in report.plan.goals if not goal.owner.strip()],
        "owner",
        Text("Mục tiêu chưa có người phụ trách: {codes}.", "Goals without an owner: {codes}."),
        _NOBODY,
        Text("Ghi một người cho mỗi mục tiêu.", "Name one person for each."),
    )


def actions_serve_a_goal(report: Report) -> Iterator[Misfit]:
    """Every action names the goal it serves, as soon as there are goals."""
    if report.plan.goals:
        yield from _actions(
            [action for action in _alive(report) if action.goal is None],
            "goal",
            Text("Hành động không phục vụ mục tiêu nào: {codes}.", "Actions that serve no goal: {codes}."),
            Text(
                "Việc không dẫn tới mục tiêu nào lấy giờ và tiền của việc có dẫn tới.",
                "What leads to no goal takes hours and money from what does.",
            ),
            Text("Ghi mã mục tiêu, hoặc để việc này sang năm.", "Name the goal, or leave the action for another year."),
        )


def actions_have_money(report: Report) -> Iterator[Misfit]:
    """An action that names a budget line finds money on it; one that names none costs nothing."""
    empty = {line.code for line in report.plan.lines if not any(line.months)}
    yield from _actions(
        [action for action in _open(report) if action.line in empty],
        "line",
        Text("Hành động có dòng ngân sách chưa có tiền: {codes}.", "Actions whose budget line has no money: {codes}."),
        Text(
            "Việc cần tiền mà ngân sách không có thì hoặc dừng, hoặc vượt chi.",
            "What needs money that was not budgeted stops, or overspends.",
        ),
        Text(
            "Điền số tiền cho dòng ấy, hoặc để trống dòng ngân sách nếu không tốn tiền.",
            "Budget an amount on that line, or clear it where the action costs nothing.",
        ),
    )


def actions_have_an_owner(report: Report) -> Iterator[Misfit]:
    """Every action that is not done has someone who does it."""
    yield from _actions(
        [action for action in _open(report) if not action.owner.strip()],
        "owner",
        Text("Hành động chưa có người phụ trách: {codes}.", "Actions without an owner: {codes}."),
        _NOBODY,
        Text("Ghi một người cho mỗi hành động.", "Name one person for each."),
    )


def actions_have_dates(report: Report) -> Iterator[Misfit]:
    """Every action that is not done has a start and a due date."""
    undated = [action for action in _open(report) if action.start is None or action.due is None]
    column = "due" if undated and first(undated).due is None else "start"
    yield from _actions(
        undated,
        column,
        Text("Hành động chưa có ngày bắt đầu hoặc hạn: {codes}.", "Actions without a start or due date: {codes}."),
        Text("Không có hạn thì không bao giờ trễ, và ít khi xong.", "What has no date is never late, and seldom done."),
        Text("Điền Bắt đầu và Hạn hoàn thành.", "Enter Start and Due."),
    )


def actions_have_a_milestone(report: Report) -> Iterator[Misfit]:
    """Every action that is not done has a step that can be seen from outside."""
    seen = {milestone.action for milestone in report.plan.milestones}
    yield from _actions(
        [action for action in _open(report) if action.code not in seen],
        "code",
        Text("Hành động chưa có cột mốc: {codes}.", "Actions without a milestone: {codes}."),
        Text("Không có cột mốc thì tới hạn mới biết là trễ.", "Without one, a delay shows only on the last day."),
        Text(
            "Ghi ở bảng Cột mốc một bước mà người ngoài nhìn thấy được, với hạn của nó.",
            "Write in Milestones a step that others can see, with its date.",
        ),
        Concern.DETAIL,
    )


_NOBODY = Text("Việc của mọi người là việc không của ai.", "What is everybody's is nobody's.")


def _alive(report: Report) -> list[Action]:
    return [action for action in report.plan.actions if action.status is not ActionStatus.CANCELLED]


def _open(report: Report) -> list[Action]:
    """What is still to be done; nothing can be put right in what is."""
    return [action for action in _alive(report) if action.status is not ActionStatus.DONE]


def _goals(goals: Sequence[Goal], column: str, told: Text, reason: Text, cure: Text) -> Iterator[Misfit]:
    if goals:
        told = told.format(codes=listed(goal.code for goal in goals))
        yield Misfit(Concern.LINK, (told,), reason, cure, Place("aop_goals", first(goals), column))


def _actions(
    actions: Sequence[Action], column: str, told: Text, reason: Text, cure: Text, concern: Concern = Concern.LINK
) -> Iterator[Misfit]:
    if actions:
        told = told.format(codes=listed(action.code for action in actions))
        yield Misfit(concern, (told,), reason, cure, Place("aop_actions", first(actions), column))
