"""Whether something looks like what the business accepted not to do this year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aop_excel.analysis.contradiction_words import NOTHING, Role, Word, words_of
from aop_excel.domain.names import bare, fold
from aop_excel.domain.plan import NotThisYear


def contradicted(not_this_year: Iterable[NotThisYear], text: str) -> NotThisYear | None:
    """The first thing not to be done this year that a text looks like doing; a question to the owner, no verdict."""
    return next((each for each in not_this_year if contradicts(each.name, text)), None)


def contradicts(given_up: str, text: str) -> bool:
    """Whether a text looks like doing what was given up: `Mở cửa hàng thứ hai` against `Không mở cửa hàng mới`.

    Without the words that deny, what was given up is a thing: store, product group. The text must speak of it, in
    either language. Where something *new* was given up (mở, thêm, mới, open, add, new), the text must begin it, too, by
    such a word right beside the thing: `Khuyến mãi tại cửa hàng` and `New store promotions` begin no store. Where a
    degree was given up (deep discounts), the text must have one. A text that denies or lessens it does not do it.
    Words are compared as names are: capitals and composition never matter, and diacritics only where both have some.
    """
    marked = all(fold(each) != bare(each) for each in (given_up, text))
    form = fold if marked else bare
    doing = words_of(text, form)
    return any(_does(each, doing) for each in _given_up(words_of(given_up, form)))


@dataclass(frozen=True, slots=True)
class _GivenUp:
    """The things in one clause, by name, and whether what was given up is to begin them, or a degree of them."""

    things: tuple[tuple[str, ...], ...]
    to_begin: bool
    degree: bool


_BEGINNING = Role.BEGINS | Role.BEGINS_LAST | Role.BEGUN
_PASSED_OVER = _BEGINNING | Role.SMALL | Role.DEGREE


def _given_up(words: Sequence[Word]) -> Iterator[_GivenUp]:
    """Clauses that deny something; what stands beside them (focus on online) is what to do instead."""
    clauses = [[word for word in clause if not word.role & Role.STOP] for clause in _split(words, Role.STOP)]
    denying = [clause for clause in clauses if any(word.role & Role.DENIES for word in clause)]
    for clause in denying or clauses[:1]:
        parts = [
            tuple(word.name for word in part if word.role in (NOTHING, Role.LESSENS))
            for part in _split(clause, Role.BETWEEN)
        ]
        things = tuple(part for part in parts if part)
        if things:
            to_begin = any(word.role & _BEGINNING for word in clause)
            yield _GivenUp(things, to_begin, any(word.role & Role.DEGREE for word in clause))
        elif alone := [word.name for word in clause if word.role & Role.ALONE]:
            yield _GivenUp((tuple(alone[:1]),), to_begin=False, degree=False)


def _split(words: Sequence[Word], role: Role) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in words:
        if word.role & role:
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _does(given_up: _GivenUp, words: Sequence[Word]) -> bool:
    found = [list(_places(thing, words)) for thing in given_up.things]
    if not all(found):
        return False
    places = [place for each in found for place in each]
    if any(word.role & (Role.DENIES | Role.LESSENS) for word in words[: min(places)[0]]):
        return False
    if given_up.to_begin and not any(_begun(words, *place) for place in places):
        return False
    return not given_up.degree or any(_beside(words, *place, Role.DEGREE) for place in places)


def _places(thing: tuple[str, ...], words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where a thing is named: the place of its first word, and that after its last."""
    for start in range(len(words)):
        place, left = start, list(thing)
        while left and place < len(words):
            if words[place].name == left[0]:
                left.pop(0)
            elif place == start or not words[place].role & Role.SMALL:
                break
            place += 1
        if not left:
            yield start, place


def _begun(words: Sequence[Word], start: int, end: int) -> bool:
    is_last = end == len(words) or words[end].role != NOTHING
    before = Role.BEGINS | Role.BEGINS_LAST if is_last else Role.BEGINS
    return any(word.role & before for word in _run(words[:start][::-1])) or any(
        word.role & Role.BEGUN for word in _run(words[end:])
    )


def _beside(words: Sequence[Word], start: int, end: int, role: Role) -> bool:
    return any(word.role & role for run in (words[:start][::-1], words[end:]) for word in _run(run))


def _run(words: Sequence[Word]) -> Iterator[Word]:
    """The words that belong to the thing beside them."""
    for word in words:
        if not word.role & _PASSED_OVER:
            return
        yield word
