"""What does not hold together in the plan, as rows of a list on Start: a sentence each, so that it fits on a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.record import Choice
from aop_excel.sheets.context import Placed
from aop_excel.text import Text

ROOM = 14
"""Rows that the list has: what stands below it cannot be moved."""


@dataclass(frozen=True, slots=True)
class AlignmentRow:
    """A sentence, with a cell it rests on; with its concern where a finding begins, and the cure where it ends.

    Where there is no cure, a long sentence has the room of both columns.
    """

    concern: Choice | None
    address: str | None
    sentence: Text
    cure: Text | None = None


def alignment_rows(alignment: Sequence[Placed]) -> Iterator[AlignmentRow]:
    """The most urgent findings that there is room for, and how many there are besides; or that all is well."""
    if not alignment:
        yield AlignmentRow(Urgency.FINE, None, _FITS)
    left = ROOM
    for place, placed in enumerate(alignment):
        rows = list(_rows(placed))
        is_last = place == len(alignment) - 1
        if len(rows) > left - (0 if is_last else 1):
            yield AlignmentRow(None, None, _MORE.format(count=len(alignment) - place))
            return
        left -= len(rows)
        yield from rows


def _rows(placed: Placed) -> Iterator[AlignmentRow]:
    misfit = placed.misfit
    first, *others = misfit.sentences
    yield AlignmentRow(misfit.concern, placed.address, first)
    for place, sentence in enumerate(others):
        yield AlignmentRow(None, None if place else placed.against, sentence)
    yield AlignmentRow(None, None if others else placed.against, misfit.reason, misfit.cure)


_FITS = Text(
    "Mục tiêu, ngân sách, hành động, nguồn lực và rủi ro khớp với nhau.",
    "Goals, budget, actions, resources and risks fit together.",
)
_MORE = Text(
    "Còn {count} điểm nữa: hiện ra khi những điểm trên được xử lý; “aop check” kể hết.",
    "{count} more: they appear once those above are put right; “aop check” lists all.",
)
