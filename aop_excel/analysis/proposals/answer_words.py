"""The answer to a proposal in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.proposals.reason import Standing
from aop_excel.analysis.proposals.verdict import Answer, Verdict
from aop_excel.analysis.review.finding import joined
from aop_excel.text import Text


def answer_words(verdict: Verdict) -> Iterator[Text]:
    """What the answer is, and why in short; each condition of one that fits only so is a line of its own."""
    if verdict.answer is Answer.FITS:
        yield Text("Phù hợp: không có gì cản.", "It fits: nothing stands in its way.")
    elif verdict.answer is Answer.DOES_NOT_FIT:
        against = dict.fromkeys(each.subject for each in verdict.reasons if each.standing is Standing.AGAINST)
        names = joined(", ", (Text(each.label.vi.lower(), each.label.en.lower()) for each in against))
        yield Text("Không phù hợp năm nay, vì: {names}.", "It does not fit this year: {names}.").format(names=names)
    conditions = verdict.conditions
    for place, condition in enumerate(conditions):
        words = (
            Text("và {condition}{end}", "and {condition}{end}")
            if place
            else Text("Phù hợp nếu {condition}{end}", "It fits if {condition}{end}")
        )
        yield words.format(condition=condition, end="." if condition is conditions[-1] else ",")
