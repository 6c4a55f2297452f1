"""The port: what we need of a workbook, whoever holds it (a file, an open Excel, a test's memory)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no usable value: an Excel error such as `#N/A`, or a formula saved without its result."""

    code: str

    @property
    def uncalculated(self) -> bool:
        """Whether a program that does not calculate saved the formula without a result."""
        return not self.code


UNCALCULATED = Fault("")

Value = str | float | bool | date | None
"""What a cell can be given. Numbers are floats, as Excel's are; times of day are `datetime`, which is a `date`."""

Cell = Value | Fault
"""What a cell can hold when it is read."""


@dataclass(frozen=True, slots=True)
class Formula:
    """An Excel formula together with the engine's own result, stored as the formula's cached value.

    `text` has no leading `=`. It may point to cells of the same table relatively, as `R[-3]C` (three rows up, same
    column), so that rows can be described before their place on a sheet is known.
    """

    text: str
    value: Value

    def at(self, row: int, column: int) -> str:
        """The formula in A1 style as it stands in the cell at `row`, `column` (both counted from 1)."""
        if "]C" not in self.text and "RC" not in self.text:
            return self.text

        def a1(match: re.Match[str]) -> str:
            if match["other"]:
                return match[0]
            return f"{column_letters(column + int(match['c'] or 0))}{row + int(match['r'] or 0)}"

        return _RELATIVE.sub(a1, self.text)


_RELATIVE = re.compile(
    r"""(?<![\w.])R(?:\[(?P<r>-?\d+)\])?C(?:\[(?P<c>-?\d+)\])?(?![\w.(\[])|(?P<other>"[^"]*+"|'[^']*+'|\[[^\[\]]*+\])"""
)


def column_letters(number: int) -> str:
    """`1` → `A`, `28` → `AB`: Excel's name of a column."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


Rows = list[list[Cell]]
"""A table as read: the header row first, then its data rows."""

NewRows = Sequence[Sequence[Value | Formula]]
"""A table as written: a header row that names the columns to write, then the data rows."""


class Book(Protocol):
    """A plan workbook in which tables and single cells are found by name, wherever the owner moved them.

    `rows`, `below`, `replace_rows`, `append_rows` and `address` raise `NotAPlan` for a table that is not there,
    `field` and `set_field` for a missing name.
    """

    @property
    def name(self) -> str:
        """What the owner calls it, for messages: `plan.xlsx`."""

    @property
    def changed(self) -> bool:
        """Whether anything was written that was not there before."""

    def names(self) -> Collection[str]:
        """What the workbook has a name for: its Excel tables, then its defined names that stand for something."""

    def rows(self, table: str) -> Rows:
        """Header and data rows as they are; the totals row is not part of them."""

    def below(self, table: str) -> list[Cell]:
        """The cells right below a table: what stands there is not part of it. None for one with a totals row."""

    def replace_rows(self, table: str, rows: NewRows) -> None:
        """Make `rows` the table's data in the columns its header row names; the table grows or shrinks to them.

        Other columns of the table, and everything beside it, stay untouched. With no data row the table keeps one
        blank row, since Excel wants one.
        """

    def append_rows(self, table: str, rows: NewRows) -> None:
        """Add rows at the end, using the blank rows that stand there first."""

    def field(self, name: str) -> Cell:
        """The value of the single cell that carries a defined name."""

    def set_field(self, name: str, value: Value | Formula) -> None:
        """Write the single cell that carries a defined name."""

    def address(self, place: str, row: int | None = None, column: str | None = None) -> str:
        """Where a table's cell or a field stands, as Excel writes it: `'2 Ngân sách'!F12`.

        `row` counts data rows from 1, `column` is the header as it stands in the workbook; without them the table's
        first cell is meant.
        """

    def formulas(self, sheet: str, known: Collection[str] = ()) -> Mapping[tuple[int, int], str]:
        """The formulas on a sheet that are not `known`, without `=`, by row and column.

        Of a formula that fills several cells only the first one has it. A sheet that is not there has none.
        """

    def save(self) -> None:
        """Make the changes lasting, all or nothing."""
