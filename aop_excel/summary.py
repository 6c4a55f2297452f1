"""What a refresh, a check or a plan says, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from aop_excel.analysis.alignment import BEGIN
from aop_excel.analysis.budget_limits import BudgetState
from aop_excel.analysis.cut_words import cut_lines
from aop_excel.analysis.gap_words import gap_lines
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.pnl import Basis, Figures
from aop_excel.analysis.proposals import Standing, answer_words
from aop_excel.analysis.report import Report
from aop_excel.analysis.urgency import Urgency
from aop_excel.analysis.version_words import change_words
from aop_excel.commands import Outcome
from aop_excel.sheets.start import SEVERITY
from aop_excel.text import Language, Text, figures

_NAMED = 3
"""How many lines are named before the rest is only counted."""


def result(outcome: Outcome) -> Text:
    """What a refresh did with the results, in a word or two."""
    if outcome.has_errors:
        return Text("CHƯA cập nhật", "NOT refreshed")
    return Text("đã cập nhật", "refreshed") if outcome.changed else Text("không có gì thay đổi", "nothing changed")


def summary(outcome: Outcome) -> Iterator[str]:
    """The report month, revenue, gross margin and goals in a few lines, then the problems."""
    if outcome.report:
        yield from _figures(outcome.report, outcome.language)
        yield from _alignment(outcome)
    yield from problems(outcome)


def problems(outcome: Outcome) -> Iterator[str]:
    """Every problem with its cell; the cure stands once below those that it cures."""
    language = outcome.language
    if not outcome.troubles.problems:
        yield Text("Không có vấn đề nào.", "No problems.")(language)
        return
    yield Text("Vấn đề ({count}):", "Problems ({count}):").format(count=len(outcome.troubles.problems))(language)
    for cure, cured in groupby(outcome.troubles.problems, lambda located: located.problem.cure):
        for located in cured:
            problem = located.problem
            yield f"  {SEVERITY[problem.severity](language)}  {located.address}: {problem.text(language)}"
        yield f"      → {cure(language)}"


def alignment(outcome: Outcome) -> Iterator[str]:
    """Everything that does not hold together, with its cells, why it matters and its cure; nothing of no report."""
    language = outcome.language
    if outcome.report is None:
        return
    if not outcome.alignment:
        yield Text("Kế hoạch ăn khớp.", "The plan holds together.")(language)
        return
    yield _HOLDS(language)
    for placed in outcome.alignment:
        misfit = placed.misfit
        yield f"  {misfit.concern.label(language)}  {placed.addresses}: {misfit.told(language)}"
        yield f"      {misfit.reason(language)}"
        yield f"      → {misfit.cure(language)}"


_HOLDS = Text("Kế hoạch đã ăn khớp chưa:", "Does the plan hold together:")


def _alignment(outcome: Outcome) -> Iterator[str]:
    """How much does not hold together, and the most urgent of it."""
    if outcome.alignment and outcome.alignment[0].misfit is not BEGIN:
        urgent = outcome.alignment[0].misfit
        yield "  " + Text(
            "Điểm chưa khớp trong kế hoạch: {count}. Trước hết: {told}",
            "Points where the plan does not hold together: {count}. First: {told}",
        ).format(count=len(outcome.alignment), told=urgent.told)(outcome.language)


def frozen(outcome: Outcome) -> Iterator[str]:
    """The version that was frozen, its seal, what it does to the year and what it changed; then the problems."""
    latest = outcome.report.history.latest if outcome.report else None
    if outcome.report and latest:
        yield Text(
            "  Đã chốt phiên bản {number}, ngày {day:%d/%m/%Y}. Niêm phong: {seal}",
            "  Version {number} is frozen, {day:%d/%m/%Y}. Seal: {seal}",
        ).format(number=latest.number, day=latest.approved, seal=latest.seal)(outcome.language)
        for change in outcome.report.history.changes:
            if change.version == latest.number:
                yield f"  {change_words(change)(outcome.language)}"
    else:
        yield Text("  CHƯA chốt: sửa các lỗi dưới đây trước.", "  NOT frozen: put right the errors below first.")(
            outcome.language
        )
    yield from problems(outcome)


def review(report: Report, language: Language) -> Iterator[str]:
    """The month's review: each question with its answers, a line each."""
    label = report.plan.settings.fiscal_year.label(report.report_position)
    yield Text("Rà soát tháng {month}", "Review of {month}").format(month=label)(language)
    for question, findings in groupby(report.review, lambda finding: finding.question):
        yield ""
        yield question.label(language)
        for finding in findings:
            status = f"{finding.urgency.label(language)}: " if finding.urgency else ""
            yield f"  {status}{finding.words(language)}"


def decide(report: Report, language: Language) -> Iterator[str]:
    """The three questions a plan must answer: what fits it, what goes first if costs must fall, where to adjust."""
    for number, (question, lines) in enumerate(
        (
            (_FITS, _verdicts(report, language)),
            (_GOES_FIRST, cut_lines(report, language)),
            (_ADJUST, gap_lines(report, language)),
        )
    ):
        if number:
            yield ""
        yield question(language)
        yield from (f"  {line}" if line else "" for line in lines)


_FITS = Text("Có cơ hội mới: có phù hợp kế hoạch không?", "A new opportunity: does it fit?")
_GOES_FIRST = Text("Chi phí phải giảm: cắt gì trước?", "Costs must fall: what goes first?")
_ADJUST = Text("Lệch kế hoạch: điều chỉnh ở đâu?", "The plan is missed: where do we adjust?")


def _verdicts(report: Report, language: Language) -> Iterator[str]:
    """Every proposal with its verdict, its conditions and its reasons, a line each."""
    if not report.verdicts:
        yield Text(
            "Chưa có đề xuất nào. Ghi ở trang Quyết định.", "There are no proposals yet. Write them on Decisions."
        )(language)
    for number, verdict in enumerate(report.verdicts):
        if number:
            yield ""
        yield f"{verdict.proposal.code} {verdict.proposal.name}: {verdict.answer.label(language)}"
        yield "  " + " ".join(words(language) for words in answer_words(verdict))
        for reason in verdict.reasons:
            subject, standing = reason.subject.label(language), reason.standing.label(language)
            yield f"  {standing:<{_STANDING}}  {subject}: {reason.sentence(language)}"


_STANDING = max(len(word) for each in Standing for word in (each.label.vi, each.label.en))
"""So wide is the longest word for how a reason stands."""


def _figures(report: Report, language: Language) -> Iterator[str]:
    settings = report.plan.settings
    label = settings.fiscal_year.label(report.report_position)
    yield f"{settings.company or Text('Kế hoạch', 'Plan')(language)} – " + Text(
        "tháng báo cáo {month}, số tháng đã chốt: {count}", "report month {month}, months closed: {count}"
    ).format(month=label, count=sum(report.actuals.closed))(language)
    account = report.account
    revenue, margin = (
        Text("Doanh thu lũy kế", "Revenue to date"),
        Text("Biên lợi nhuận gộp lũy kế", "Gross margin to date"),
    )
    actual, planned = account.figures[Basis.ACTUAL, "revenue"], account.figures[Basis.PLAN, "revenue"]
    of_plan = Text("kế hoạch", "plan")(language)
    yield (
        f"  {revenue(language)}: {shown(actual.year_to_date, Unit.MONEY, language)} "
        f"({of_plan} {shown(planned.year_to_date, Unit.MONEY, language)})"
    )
    profit, planned_profit = account.figures[Basis.ACTUAL, "gross_profit"], account.figures[Basis.PLAN, "gross_profit"]
    yield (
        f"  {margin(language)}: {shown(_margin(profit, actual), Unit.RATIO, language)} "
        f"({of_plan} {shown(_margin(planned_profit, planned), Unit.RATIO, language)})"
    )
    for goal in report.goals:
        unit = goal.score.kpi.unit
        yield f"  {goal.status.label(language)}: {goal.goal.name} – " + Text(
            "đến nay {now}, ước cả năm {year}, chỉ tiêu {target}, cần mỗi tháng còn lại {required}",
            "so far {now}, outlook {year}, target {target}, required per remaining month {required}",
        ).format(
            now=shown(goal.score.year_to_date, unit, language),
            year=shown(goal.score.outlook, unit, language),
            target=shown(goal.goal.target, unit, language),
            required=shown(goal.required, unit, language),
        )(language)
    over = [limit.line.name for limit in report.budget_limits if limit.state is not BudgetState.WITHIN]
    if over:
        yield "  " + Text(
            "Vượt hoặc sẽ vượt hạn mức ({count}): {lines}", "Over their limit, or will be ({count}): {lines}"
        ).format(count=len(over), lines="; ".join(over[:_NAMED]) + (" …" if len(over) > _NAMED else ""))(language)
    for signal in report.cash_signals:
        if signal.status is not Urgency.UNKNOWN:
            yield f"  {signal.status.label(language)}: {signal.subject(language)} – {signal.words(language)}"
    if report.missing_comments:
        yield "  " + Text(
            "Chênh lệch trọng yếu chưa có nguyên nhân: {count}", "Material variances without a cause yet: {count}"
        ).format(count=report.missing_comments)(language)


def _margin(profit: Figures, revenue: Figures) -> float | None:
    if profit.year_to_date is None or not revenue.year_to_date:
        return None
    return profit.year_to_date / revenue.year_to_date


def shown(value: float | None, unit: Unit, language: Language) -> str:
    """A figure as people write it: `1.234.567` and `35,2%` in Vietnamese, `1,234,567` and `35.2%` in English."""
    if value is None:
        return "–"
    return figures(f"{value:,.1%}" if unit is Unit.RATIO else f"{value:,.0f}")(language)
