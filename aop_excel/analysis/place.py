"""The cell of the owner's plan on which something said rests."""

from __future__ import annotations

from dataclasses import dataclass

from aop_excel.domain.record import Record


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a record in one of the owner's tables, or a field; without a record, the table itself.

    A record may be told by what it is known by, its code or its name.
    """

    table: str
    record: Record | str | None = None
    column: str | None = None

    @property
    def known_by(self) -> str | None:
        """The record's code or name."""
        if isinstance(self.record, Record):
            return getattr(self.record, "code", None) or getattr(self.record, "name", None)
        return self.record

    def is_of(self, record: Record) -> bool:
        """Whether it is a cell of this record."""
        if isinstance(self.record, Record):
            return record == self.record
        return self.record in (getattr(record, "code", None), getattr(record, "name", None))
