"""Whether people and limits bear the plan, with closed months as they happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aop_excel.analysis.alignment.misfit import Concern, Misfit, in_order
from aop_excel.analysis.place import Place
from aop_excel.analysis.resource_words import limit_figure, overloaded_months, passed_months
from aop_excel.analysis.review.finding import joined
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def limits_are_kept(report: Report) -> Iterator[Misfit]:
    """No limit of Resources is passed."""
    for state in sorted(report.resource_limits, key=lambda each: in_order(each.limit.name)):
        if state.kept is not False:
            continue
        limit = state.limit
        told = Text(
            "Vượt giới hạn “{limit}”: {now}, mức là {amount}", "“{limit}” is passed: {now} against {amount}"
        ).format(limit=limit.name, now=limit_figure(limit, state.now), amount=limit_figure(limit, limit.amount))
        if months := passed_months(state, report.plan.settings.fiscal_year):
            told = Text("{told}, {months}", "{told}, {months}").format(told=told, months=months)
        yield Misfit(
            Concern.RESULT,
            (Text("{told}.", "{told}.").format(told=told),),
            Text(
                "Bạn đặt giới hạn này để giữ sức; vượt nó là đổi kế hoạch mà không nói ra.",
                "You set it to stay within your strength; passing it changes the plan unsaid.",
            ),
            Text(
                "Bớt việc hoặc chi phí; nếu đã quyết định nới thì sửa mức, ghi lý do vào Ghi chú.",
                "Cut work or cost; if you decided to raise it, change it and give the reason in Note.",
            ),
            Place("aop_limits", limit, "amount"),
        )


def nobody_is_overloaded(report: Report) -> Iterator[Misfit]:
    """No person has more hours assigned in a month than there are."""
    loads = sorted((each for each in report.workloads if each.overloaded), key=lambda each: in_order(each.person.name))
    if not loads:
        return
    people = (
        Text("{person}: {months}", "{person}: {months}").format(
            person=load.person.name, months=overloaded_months(load, report.plan.settings.fiscal_year)
        )
        for load in loads
    )
    yield Misfit(
        Concern.RESULT,
        (
            Text("Bị giao quá số giờ: {people}.", "Too many hours assigned: {people}.").format(
                people=joined("; ", people)
            ),
        ),
        Text(
            "Việc giao quá sức sẽ trễ, và kéo trễ những việc sau nó.",
            "Work beyond the hours there are will be late, and what waits for it, too.",
        ),
        Text(
            "Dời hành động sang tháng khác, giao bớt cho người khác, hoặc bỏ bớt việc.",
            "Move an action to other months, give a part to someone else, or leave something out.",
        ),
        Place("aop_people", loads[0].person, "hours"),
    )
