"""One thing that the review says, and the question it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.record import Choice
from aop_excel.text import Text

Answer = Iterator[tuple[Urgency | None, tuple[Text, ...]]]
"""What is found, in a sentence or more, with its urgency; None for what only is to be known."""

FEW = 3
"""How many causes are named in one sentence."""

LISTED = 6
"""How many lines, actions or variances are told before the rest is only counted."""


class Question(Choice):
    """What a review asks, in its order."""

    GOALS = "goals", "1. Các mục tiêu đang đi thế nào?", "1. How are the goals moving?"
    DRIFT = "drift", "2. Ngân sách, nguồn lực có lệch kế hoạch?", "2. Have budget or resources drifted from plan?"
    RISKS = "risks", "3. Có rủi ro mới cần điều chỉnh?", "3. Is there a new risk that calls for an adjustment?"
    DECISIONS = "decisions", "Quyết định còn mở", "Decisions that are open"
    NOTES = "notes", "Ghi chú của tháng", "Notes of the month"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the review says; `urgency` is None for what only is to be known."""

    question: Question
    urgency: Urgency | None
    sentences: tuple[Text, ...]

    @property
    def words(self) -> Text:
        """All its sentences."""
        return joined(" ", self.sentences)


def on_one_line(words: Text) -> Text:
    """A name may be typed over several lines of its cell; a sentence stands on one."""
    return Text(" ".join(words.vi.split()), " ".join(words.en.split()))


def joined(between: str, parts: Iterable[Text]) -> Text:
    """Phrases one after the other."""
    listed = list(parts)
    return Text(between.join(part.vi for part in listed), between.join(part.en for part in listed))
