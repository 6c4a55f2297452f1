"""What every record of a plan has in common: it never changes, and a broken rule is told in both languages."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from aop_excel.domain.calendar import MONTHS
from aop_excel.text import Text

_T = TypeVar("_T")


class Choice(Enum):
    """A word from a fixed list. Its value is a stable code, its `label` what stands in the cell."""

    label: Text

    def __new__(cls, code: str, vi: str, en: str) -> Choice:
        """Keep the code as the value and the two words as the label."""
        choice = object.__new__(cls)
        choice._value_ = code
        choice.label = Text(vi, en)
        return choice


class Record(BaseModel):
    """One row of the owner's plan, checked when it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class BrokenRule(ValueError):
    """A value that is readable but cannot be right; `column` is the field it concerns."""

    def __init__(self, column: str, text: Text, cure: Text) -> None:
        super().__init__(text.en)
        self.column = column
        self.text = text
        self.cure = cure


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Code = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=60, pattern=r'^[^<>=*?~"|\x00-\x1f\x7f][^*?~"|\x00-\x1f\x7f]*$'
    ),
]
"""What rows are matched by in Excel's formulas, to which the characters left out mean something else."""

Note = Annotated[str, StringConstraints(max_length=32767)]
LARGEST = 9e15
Amount = Annotated[float, Field(allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
"""An amount in đồng (or a quantity). Whole đồng are exact below 9 × 10¹⁵."""


def _twelve(months: tuple[_T, ...]) -> tuple[_T, ...]:
    """Counted only after every month is right: pydantic's own count leaves the wrong ones out, and complains twice."""
    if len(months) != MONTHS:
        raise ValueError(f"a year has {MONTHS} months, not {len(months)}")
    return months


Months = Annotated[tuple[Amount | None, ...], AfterValidator(_twelve)]
"""Twelve amounts in fiscal order; None is "not reported", 0 is a value."""

Weights = Annotated[tuple[Annotated[Amount, Field(ge=0)] | None, ...], AfterValidator(_twelve)]
"""Twelve proportions in fiscal order."""

Hours = Annotated[float, Field(ge=0, le=744)]
"""Hours in a month; none has more than 31 days of 24."""

MonthlyHours = Annotated[tuple[Hours | None, ...], AfterValidator(_twelve)]
"""Twelve months' hours in fiscal order; None is "not reported"."""

Marks = Annotated[tuple[bool, ...], AfterValidator(_twelve)]
"""Whether each of twelve months, in fiscal order, is marked."""

Share = Annotated[float, Field(allow_inf_nan=False, ge=0, le=1)]
CalendarMonth = Annotated[int, Field(ge=1, le=12)]
