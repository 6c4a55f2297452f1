"""What a workbook says: its records with their rows, and every mistake as a problem at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from aop_excel.domain.actuals import Actuals
from aop_excel.domain.cash import Cash
from aop_excel.domain.cut import CutRequest
from aop_excel.domain.plan import Direction, Plan, Settings
from aop_excel.domain.record import Record
from aop_excel.domain.versions import Versions
from aop_excel.errors import Problem, Severity
from aop_excel.workbook.layout import Column, Table

PARTS: dict[str, type[Record]] = {
    "settings": Settings,
    "direction": Direction,
    "cash": Cash,
    "cut": CutRequest,
    "versions": Versions,
}
"""The parts of a plan that have fields."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record and the row of its table it was read from, counted from 1."""

    row: int
    record: Any


@dataclass
class Reading:
    """What a workbook says.

    `fields` holds what stands in the fields of each part of the plan, by attribute.
    `broken` holds the rows that make no record because of a mistake, as what was typed by column key.
    `inexact` names the cells that Excel's formulas do not read as we do: table, the row's first unique value, column.
    `headers` holds the headers of every table by column key, as they stand in this workbook. `declared` holds all
    values of a column that others may refer to, by `table.column`; a table that cannot be read declares nothing.
    """

    settings: Settings
    found: dict[str, list[Found]] = field(default_factory=dict)
    broken: dict[str, list[Found]] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    inexact: set[tuple[str, str, str]] = field(default_factory=set)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    declared: dict[str, list[str]] = field(default_factory=dict)

    @property
    def errors(self) -> list[Problem]:
        """The problems that would make a total wrong."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @cached_property
    def plan(self) -> Plan:
        """The whole plan; meaningful only while there are no errors."""
        parts = {part: record(**self.fields[part], **self._held(f"{part}.")) for part, record in PARTS.items()}
        return Plan(**parts, **self._held(""))  # type: ignore[arg-type]

    @cached_property
    def actuals(self) -> Actuals:
        """The actuals; meaningful only while there are no errors."""
        return Actuals(**self._held("actuals."))

    def _held(self, owner: str) -> dict[str, Any]:
        """The records that stand directly in one part of the plan, by attribute name."""
        held = {}
        for name, found in self.found.items():
            path = self.tables[name].holds
            attribute = path.removeprefix(owner)
            if path.startswith(owner) and "." not in attribute and found:
                held[attribute] = tuple(each.record for each in found)
        return held


def row_code(columns: Sequence[Column], typed: dict[str, Any]) -> str:
    """What a row is known by: its first unique column, else its code."""
    key = next((column.key for column in columns if column.unique), "code")
    return str(typed.get(key))
