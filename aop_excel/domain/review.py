"""What is decided and noted at the monthly reviews."""

from __future__ import annotations

from datetime import date

from pydantic import model_validator

from aop_excel.domain.record import BrokenRule, CalendarMonth, Code, Name, Note, Record
from aop_excel.text import Text


class Decision(Record):
    """Something decided at a review, with its reason; open until it is done."""

    what: Name
    reason: Name
    decided: date
    goal: Code | None = None
    owner: Note = ""
    due: date | None = None
    done: date | None = None

    @model_validator(mode="after")
    def _is_done_after_it_was_decided(self) -> Decision:
        if self.done and self.done < self.decided:
            raise BrokenRule(
                "done",
                Text("Xong trước ngày quyết định", "It was done before it was decided"),
                Text("Sửa một trong hai ngày.", "Correct one of the two dates."),
            )
        return self


class ReviewNote(Record):
    """What the owner wants to remember of a calendar month."""

    month: CalendarMonth
    note: Name
