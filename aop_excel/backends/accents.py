"""Conditional formats and sparklines: what a table's rows bring out, however they move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xlsxwriter.format import Format as Style
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from aop_excel.backends import look
from aop_excel.workbook.layout import Accent, Author, Column, Table

SPARKLINES = 40
"""How many rows have a sparkline ready: more would print as blank pages."""

MARKS = (("●", look.GREEN_FILL), ("▲", look.AMBER_FILL), ("■", look.RED_FILL))
EFFECTS = (
    (("Thuận lợi", "Favourable"), {"font_color": look.BLUE, "bold": True}),
    (("Bất lợi", "Unfavourable"), {"font_color": look.ORANGE, "bold": True}),
)


def accents(
    page: Worksheet,
    table: Table,
    columns: Sequence[Column],
    cells: tuple[int, int, int],
    change: Callable[[dict[str, Any]], Style],
) -> None:
    """Add what the table's accents ask for to its rows.

    `cells` is the first row, first column and last row (from 0); `change` makes the style of a conditional format.
    """
    first, left, end = cells
    places = {each.key: left + offset for offset, each in enumerate(columns)}
    width = len(columns)

    def rule(key: str | None, **details: Any) -> None:
        start, stop = (left, left + width - 1) if key is None else (places[key], places[key])
        page.conditional_format(first, start, end, stop, details)

    def look_like(**properties: Any) -> Style:
        return change(properties)

    for key, column in places.items():
        if Accent.FAVOURABLE in table.accents and key.endswith("effect"):
            for words, properties in EFFECTS:
                for word in words:
                    rule(key, type="cell", criteria="==", value=f'"{word}"', format=look_like(**properties))
        if Accent.MATERIAL in table.accents and key.endswith("material"):
            rule(key, type="no_blanks", format=look_like(bold=True))
        if Accent.STATUS in table.accents and key in ("status", "severity"):
            for mark, fill in MARKS:
                properties = {"bg_color": fill, "bold": True}
                rule(key, type="text", criteria="begins with", value=mark, format=look_like(**properties))
        if Accent.CHECK in table.accents and key == "check":
            cell = f"{xl_col_to_name(column)}{first + 1}"
            off = f"=AND(ISNUMBER({cell}),{cell}<>0)"
            rule(key, type="formula", criteria=off, format=look_like(bold=True, bg_color=look.RED_FILL))
    _alarms(page, table, columns, cells, change)
    if Accent.RATIOS in table.accents:
        unit = f"${xl_col_to_name(places['unit'])}{first + 1}"
        amounts = look_like(num_format="#,##0")
        # A chance is a percentage whatever it is the chance of.
        shares = sum(key.startswith("chance") for key in places)
        others = (first, left, end, left + width - 1 - shares)
        criteria = f'=AND({unit}<>"",{unit}<>"%")'
        page.conditional_format(*others, {"type": "formula", "criteria": criteria, "format": amounts})
    # Last, since some programs show only the first format that applies: a word's colour says more than its row's.
    if Accent.LEVELS in table.accents:
        level = f"${xl_col_to_name(places['level'])}{first + 1}"
        rule(None, type="formula", criteria=f'={level}="main"', format=look_like(bold=True, bg_color=look.BAND))
        rule(None, type="formula", criteria=f'={level}="total"', format=look_like(bold=True, bg_color=look.PALE))
    _unused(page, table, width, cells, change)
    if table.sparkline:
        # Columns: a month not reported yet is an empty text, which a line would draw as a fall to zero.
        months = [places[column.key] for column in columns if column.position is not None]
        for row in range(first, min(first + SPARKLINES, end + 1)):
            values = f"'{page.get_name()}'!{xl_range(row, months[0], row, months[-1])}"
            page.add_sparkline(
                row, places[table.sparkline], {"range": values, "type": "column", "negative_points": True}
            )


def _alarms(
    page: Worksheet,
    table: Table,
    columns: Sequence[Column],
    cells: tuple[int, int, int],
    change: Callable[[dict[str, Any]], Style],
) -> None:
    """Bring out the months below zero in the rows whose column `alarm` says so."""
    if Accent.BELOW_ZERO not in table.accents:
        return
    first, left, end = cells
    months = [left + offset for offset, column in enumerate(columns) if column.position is not None]
    alarm = left + next(offset for offset, column in enumerate(columns) if column.key == "alarm")
    cell = f"{xl_col_to_name(months[0])}{first + 1}"
    rule = {
        "type": "formula",
        "criteria": f'=AND(${xl_col_to_name(alarm)}{first + 1}<>"",ISNUMBER({cell}),{cell}<0)',
        "format": change({"bold": True, "bg_color": look.RED_FILL}),
    }
    page.conditional_format(first, months[0], end, months[-1], rule)


def _unused(
    page: Worksheet,
    table: Table,
    width: int,
    cells: tuple[int, int, int],
    change: Callable[[dict[str, Any]], Style],
) -> None:
    """Take rows of an engine's table out of sight while nothing stands in them.

    One row more than the table has, so that the rule keeps the rows that a refresh takes from the table.
    """
    if table.author is Author.OWNER:
        return
    first, left, end = cells
    start, stop = (f"${xl_col_to_name(column)}" for column in (left, left + width - 1))
    # The line above the first such row closes the table.
    for above, looks in ((first, look.UNUSED), (first + 1, look.UNUSED_BELOW)):
        criteria = f"=COUNTA({start}{above}:{stop}{first + 1})=0"
        rule = {"type": "formula", "criteria": criteria, "format": change(looks)}
        page.conditional_format(first, left, end + 1, left + width - 1, rule)
