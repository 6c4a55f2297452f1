"""Whether a proposal fits the plan, and why.

- `trial` lets it change the rest of the year; `verdict` asks its questions in order and sums up the answers
- `purpose`, `budget`, `cash`, `people` and `worth` are the questions; `reason` is one thing that is said
- `answer_words` tells the answer in sentences; `words` are those that several of them use
"""

from __future__ import annotations

from aop_excel.analysis.proposals.answer_words import answer_words
from aop_excel.analysis.proposals.reason import Reason, Standing, Subject
from aop_excel.analysis.proposals.verdict import Answer, Verdict, judge

__all__ = ["Answer", "Reason", "Standing", "Subject", "Verdict", "answer_words", "judge"]
