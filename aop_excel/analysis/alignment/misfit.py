"""One place where the plan does not hold together, and the words that all such places share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aop_excel.analysis.place import Place
from aop_excel.analysis.review.finding import joined
from aop_excel.domain.record import Choice, Record
from aop_excel.text import Text, same


class Concern(Choice):
    """How much it matters, the most urgent first."""

    RESULT = "result", "■ Đe dọa kết quả năm", "■ Endangers the year"
    LINK = "link", "▲ Thiếu mắt xích", "▲ Missing link"
    DETAIL = "detail", "Để ý thêm", "Worth a look"
    BEGIN = "begin", "Bắt đầu ở đây", "Begin here"


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not hold together, why that matters, and what to do; and the cells it rests on, the first one's first.

    `check` is the name of the check that found it.
    """

    concern: Concern
    sentences: tuple[Text, ...]
    reason: Text
    cure: Text
    place: Place
    against: Place | None = None
    check: str = ""

    @property
    def told(self) -> Text:
        """What does not hold together, in all its sentences."""
        return joined(" ", self.sentences)


LISTED = 6
"""How many codes are named before the rest is only counted."""


def listed(names: Iterable[str], most: int = LISTED) -> Text:
    """Names in the order people count in: `HD2, HD10`; many are cut short, with how many there are."""
    ordered = sorted(names, key=in_order)
    words = ", ".join(ordered[:most])
    return same(words if len(ordered) <= most else f"{words}, … ({len(ordered)})")


def in_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """What names are sorted by: numbers in them as numbers."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return (*((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), (2, 0, name))


_R = TypeVar("_R", bound=Record)


def first(records: Sequence[_R], name: str = "code") -> _R:
    """The record that is listed first."""
    return min(records, key=lambda each: in_order(getattr(each, name)))
