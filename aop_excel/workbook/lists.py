"""The lists that cells offer to choose from, each under a defined name of the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Text
from aop_excel.workbook.layout import Options, Sheet

LISTS = Text("Danh mục", "Lists")
"""The hidden tab on which the fixed lists stand."""


def word_lists(sheets: Sequence[Sheet], year: FiscalYear) -> dict[str, Options]:
    """The fixed lists by their defined name, in the order in which they are first used.

    Columns of one key may offer different words: the later one's list is named after its table, too.
    """
    described = [
        *((t.name.removeprefix("aop_"), c.key, c.options) for s in sheets for t in s.tables for c in t.columns(year)),
        *(("field", f.name.removeprefix("aop_"), f.options) for s in sheets for f in s.fields),
    ]
    lists: dict[str, Options] = {}
    for owner, key, options in described:
        if options and options not in lists.values():
            name = f"aop_list_{key}"
            lists[name if name not in lists else f"aop_list_{owner}_{key}"] = options
    return lists


def column_lists(sheets: Sequence[Sheet], year: FiscalYear) -> dict[str, str]:
    """The table columns that others refer to (`aop_goals.code`) by the defined name under which they are offered."""
    columns = [column for sheet in sheets for table in sheet.tables for column in table.columns(year)]
    return {list_name(column.refers): column.refers for column in columns if column.refers}


def list_name(refers: str) -> str:
    """The defined name under which another table's column is offered to choose from."""
    table, _, key = refers.partition(".")
    return f"aop_list_of_{table.removeprefix('aop_')}_{key}"
