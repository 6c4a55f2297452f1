"""Whether what could hurt the goals was thought of, and what to do then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aop_excel.analysis.alignment.misfit import Concern, Misfit, first, listed
from aop_excel.analysis.place import Place
from aop_excel.analysis.risks import RiskState
from aop_excel.domain.plan import Risk
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def high_risks_have_a_fallback(report: Report) -> Iterator[Misfit]:
    """Every high risk says what is done when it comes."""
    yield from _risks(
        [risk for risk in report.plan.risks if risk.high and not risk.fallback.strip()],
        "fallback",
        Concern.LINK,
        Text("Rủi ro cao chưa có phương án dự phòng: {codes}.", "High risks without a fallback: {codes}."),
        Text("Lúc rủi ro tới thì không còn bình tĩnh để nghĩ.", "When it comes there is no calm to think of one."),
        Text("Ghi việc sẽ làm khi dấu hiệu xuất hiện.", "Write what will be done once its sign shows."),
    )


def high_risks_have_a_trigger(report: Report) -> Iterator[Misfit]:
    """Every high risk has an early sign: best one that is measured, at least one in words."""
    unmeasured = [watch.risk for watch in report.risks if watch.state is RiskState.UNMEASURED and watch.risk.high]
    yield from _risks(
        [risk for risk in unmeasured if not risk.trigger.strip()],
        "trigger",
        Concern.LINK,
        Text("Rủi ro cao chưa có dấu hiệu cảnh báo: {codes}.", "High risks without a trigger: {codes}."),
        Text("Không biết nhìn vào đâu thì thấy khi đã muộn.", "Whoever does not know where to look sees it too late."),
        Text(
            "Chọn KPI cảnh báo và ngưỡng, hoặc ghi dấu hiệu bằng chữ.",
            "Choose a trigger KPI and its value, or put the sign in words.",
        ),
    )
    yield from _risks(
        [risk for risk in unmeasured if risk.trigger.strip()],
        "kpi",
        Concern.DETAIL,
        Text("Rủi ro cao có dấu hiệu chỉ bằng chữ: {codes}.", "High risks whose trigger is in words only: {codes}."),
        Text(
            "Chữ phải có người nhớ mà nhìn; KPI thì mỗi lần cập nhật đều được so.",
            "Words need someone to remember them; a KPI is looked at with every refresh.",
        ),
        Text(
            "Nếu đo được, chọn KPI cảnh báo và ngưỡng.", "Where it can be measured, choose a trigger KPI and its value."
        ),
    )


def goals_have_a_risk(report: Report) -> Iterator[Misfit]:
    """For every goal someone asked what could hurt it."""
    threatened = {risk.goal for risk in report.plan.risks}
    safe = [goal for goal in report.plan.goals if goal.code not in threatened]
    if safe:
        yield Misfit(
            Concern.DETAIL,
            (
                Text(
                    "Mục tiêu chưa nghĩ tới rủi ro nào: {codes}.", "Goals for which no risk was thought of: {codes}."
                ).format(codes=listed(goal.code for goal in safe)),
            ),
            Text("Điều chưa nghĩ tới thì không có phương án.", "For what was not thought of there is no fallback."),
            Text(
                "Hỏi: điều gì dễ làm hỏng mục tiêu này nhất? Ghi ở trang Rủi ro.",
                "Ask what is most likely to spoil it, and write that on Risks.",
            ),
            Place("aop_goals", first(safe), "code"),
        )


def _risks(
    risks: Sequence[Risk], column: str, concern: Concern, told: Text, reason: Text, cure: Text
) -> Iterator[Misfit]:
    if risks:
        told = told.format(codes=listed(risk.code for risk in risks))
        yield Misfit(concern, (told,), reason, cure, Place("aop_risks", first(risks), column))
