"""Whether the plan starts from a direction and keeps to it: priorities, what is given up, few goals in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aop_excel.analysis.alignment.misfit import Concern, Misfit, first, in_order, listed
from aop_excel.analysis.contradictions import contradicted
from aop_excel.analysis.place import Place
from aop_excel.domain.plan import Action, ActionStatus, BudgetLine, NotThisYear
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def what_was_given_up_is_not_done(report: Report) -> Iterator[Misfit]:
    """No action and no budget line looks like what was given up for this year: each such thing is told once."""
    plan = report.plan
    given_up = sorted(plan.direction.not_this_year, key=lambda each: in_order(each.name))
    found: dict[NotThisYear, list[Action | BudgetLine]] = {}
    actions = sorted((each for each in plan.actions if each.status is not ActionStatus.CANCELLED), key=_code)
    lines = sorted((each for each in plan.lines if any(each.months)), key=_code)
    candidates: list[Action | BudgetLine] = [*actions, *lines]
    for each in candidates:
        if against := contradicted(given_up, each.name):
            found.setdefault(against, []).append(each)
    for against in (each for each in given_up if each in found):
        culprit = found[against][0]
        table = "aop_actions" if isinstance(culprit, Action) else "aop_budget"
        names = [f"{each.code} “{each.name}”" for each in found[against]]
        yield Misfit(
            Concern.LINK,
            (
                Text(
                    "Có vẻ trái với “{given_up}”: {names}. Có đúng vậy không?",
                    "Looks like what you gave up (“{given_up}”): {names}. Is it?",
                ).format(names=listed(names), given_up=against.name),
            ),
            Text(
                "Làm điều đã quyết định không làm thì lấy mất sức của điều quan trọng hơn.",
                "What was decided against takes the strength from what matters more.",
            ),
            Text(
                "Đúng vậy thì bỏ việc ấy, hoặc sửa Năm nay không làm; không phải thì gọi tên khác.",
                "If so, drop it, or change Not this year; if not, call it something else.",
            ),
            Place(table, culprit, "name"),
            Place("aop_not_this_year", against, "name"),
        )


def goals_are_written_down(report: Report) -> Iterator[Misfit]:
    """There is a goal; until then, nothing is held against any."""
    if not report.plan.goals:
        yield Misfit(
            Concern.LINK,
            (Text("Chưa có mục tiêu nào.", "There is no goal yet."),),
            Text(
                "Ngân sách và hành động chỉ có nghĩa khi biết chúng đưa tới kết quả gì.",
                "Budget and actions mean something once it is known what they are to lead to.",
            ),
            Text(
                "Ghi ba đến năm mục tiêu ở trang Mục tiêu, mỗi mục tiêu đo bằng một KPI.",
                "Write three to five goals on Goals, each measured by one KPI.",
            ),
            Place("aop_goals"),
        )


def goals_are_few(report: Report) -> Iterator[Misfit]:
    """There are no more goals than the owner's setting allows."""
    goals, most = report.plan.goals, report.plan.settings.most_goals
    if len(goals) > most:
        last = max(goals, key=lambda each: (each.importance, in_order(each.code)))
        yield Misfit(
            Concern.LINK,
            (
                Text(
                    "Có {count} mục tiêu, nhiều nhất nên là {most}.", "There are {count} goals; {most} at most."
                ).format(count=len(goals), most=most),
            ),
            Text(
                "Nhiều mục tiêu thì không mục tiêu nào quyết định được việc gì.",
                "With many goals, none of them decides anything.",
            ),
            Text(
                "Giữ những mục tiêu quan trọng nhất; phần còn lại để sang năm, hoặc theo dõi như KPI.",
                "Keep the most important; leave the others for next year, or only follow them as KPIs.",
            ),
            Place("aop_goals", last, "name"),
            Place("aop_most_goals"),
        )


def goals_are_ranked(report: Report) -> Iterator[Misfit]:
    """No two goals are equally important."""
    goals = report.plan.goals
    count = Counter(each.importance for each in goals)
    equal = [each for each in goals if count[each.importance] > 1]
    if equal:
        yield Misfit(
            Concern.DETAIL,
            (
                Text("Cùng mức quan trọng: {goals}.", "Of the same importance: {goals}.").format(
                    goals=listed(each.code for each in equal)
                ),
            ),
            Text(
                "Khi hai mục tiêu tranh nhau tiền hay giờ, không biết bên nào nhường.",
                "When two goals want the same money or hours, nobody knows which gives way.",
            ),
            Text(
                "Cho mỗi mục tiêu một mức riêng: 1 là quan trọng nhất.",
                "Give each goal an importance of its own: 1 comes first.",
            ),
            Place("aop_goals", first(equal), "importance"),
        )


def the_direction_is_set(report: Report) -> Iterator[Misfit]:
    """Something matters most, and something is given up."""
    if not report.plan.direction.priorities:
        yield Misfit(
            Concern.DETAIL,
            (Text("Chưa có ưu tiên nào.", "There are no priorities yet."),),
            Text(
                "Không có thứ tự ưu tiên thì việc gấp luôn thắng việc quan trọng.",
                "Without an order, what is urgent always wins over what matters.",
            ),
            Text("Ghi hai, ba ưu tiên theo thứ tự ở trang Định hướng.", "Write two or three, in order, on Direction."),
            Place("aop_priorities"),
        )
    if not report.plan.direction.not_this_year:
        yield Misfit(
            Concern.DETAIL,
            (Text("Chưa ghi điều gì năm nay không làm.", "Nothing is given up for this year."),),
            Text(
                "Chọn điều gì cũng là bỏ điều khác; chưa bỏ gì thì chưa chọn.",
                "To choose is to leave something out; until then nothing is chosen.",
            ),
            Text(
                "Ghi ở trang Định hướng điều bạn chấp nhận năm nay không làm.",
                "Write on Direction what you accept not to do this year.",
            ),
            Place("aop_not_this_year"),
        )


def _code(record: Action | BudgetLine) -> tuple[tuple[int, int, str], ...]:
    return in_order(record.code)
