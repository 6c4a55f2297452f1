"""The monthly review: the three questions answered in sentences from the numbers, and what was decided.

- `goals`, `drift` and `risks` answer the questions, `decisions` tells what is open; add a finding where it belongs
- `replanning` tells what became of the plan itself
- `finding` is one thing that is said; `words` puts figures and lists into it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aop_excel.analysis.review.decisions import decisions, notes
from aop_excel.analysis.review.drift import drift
from aop_excel.analysis.review.finding import Finding, Question, on_one_line
from aop_excel.analysis.review.goals import goals
from aop_excel.analysis.review.risks import risks
from aop_excel.analysis.urgency import Urgency

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

__all__ = ["Finding", "Question", "review"]

_ANSWERS = {
    Question.GOALS: goals,
    Question.DRIFT: drift,
    Question.RISKS: risks,
    Question.DECISIONS: decisions,
    Question.NOTES: notes,
}
_ORDER = (*Urgency, None)


def review(report: Report) -> tuple[Finding, ...]:
    """All that is to be said as of the report month, by question; what is urgent first."""
    return tuple(
        Finding(question, urgency, tuple(map(on_one_line, sentences)))
        for question, answer in _ANSWERS.items()
        for urgency, sentences in sorted(answer(report), key=lambda each: _ORDER.index(each[0]))
    )
