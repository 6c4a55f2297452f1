"""The lists that cells offer to choose from, each under a defined name of the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Text
from aop_excel.workbook.layout import Options, Sheet

LISTS = Text("Danh mục", "Lists")
"""The hidden tab on which the fixed lists stand."""


def word_lists(sheets: Sequence[Sheet], year: FiscalYear) -> dict[str, Options]:
    """The fixed lists by their defined name, in the order in which they are first used."""
    described = [
        *((c.key, c.options) for s in sheets for t in s.tables for c in t.columns(year)),
        *((f.name.removeprefix("aop_"), f.options) for s in sheets for f in s.fields),
    ]
    names: dict[Options, str] = {}
    for key, options in described:
        if options:
            names.setdefault(options, f"aop_list_{key}")
    return {name: options for options, name in names.items()}


def column_lists(sheets: Sequence[Sheet], year: FiscalYear) -> dict[str, str]:
    """The table columns that others refer to (`aop_goals.code`) by the defined name under which they are offered."""
    columns = [column for sheet in sheets for table in sheet.tables for column in table.columns(year)]
    return {list_name(column.refers): column.refers for column in columns if column.refers}


def list_name(refers: str) -> str:
    """The defined name under which another table's column is offered to choose from."""
    table, _, key = refers.partition(".")
    return f"aop_list_of_{table.removeprefix('aop_')}_{key}"
