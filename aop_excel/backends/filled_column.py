"""The formula that stands in every row of a table's column, which Excel fills into new rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from aop_excel.backends.formula_shift import has_addresses, shifted


def column_formula(told: str | None, formulas: Mapping[int, str | None], first: int) -> str | None:
    """The formula as it reads in row `first`; None where the rows do not agree on one.

    `told` is what the table says of the column: then some rows may hold something else. `formulas` are those of its
    rows, by row.
    """
    held = Counter(as_in_row(first, row, formula) for row, formula in formulas.items() if formula)
    if told is None:
        return next(iter(held)) if len(held) == 1 and held.total() == len(formulas) else None
    if held:
        return held.most_common(1)[0][0]
    return None if has_addresses(told) else told


def as_in_row(row: int, old_row: int, formula: str) -> str:
    """A formula of one row as it reads when it is filled into another."""
    return shifted(formula, row - old_row, 0)
