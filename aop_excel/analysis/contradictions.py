"""Whether something goes against what the business accepts not to do this year."""

from __future__ import annotations

from collections.abc import Sequence

from aop_excel.domain.plan import NotThisYear

_NEGATIONS = {"không", "mới", "no", "not"}


def contradicted(not_this_year: Sequence[NotThisYear], text: str) -> NotThisYear | None:
    """The first of what is not done this year that a text is about: it holds all its words."""
    words = _words(text)
    return next((each for each in not_this_year if (meant := _words(each.name) - _NEGATIONS) and meant <= words), None)


def _words(text: str) -> set[str]:
    parts = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return {part.removesuffix("s") for part in parts}
