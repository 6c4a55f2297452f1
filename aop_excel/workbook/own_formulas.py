"""The formulas that we put into the owner's input cells, such as those that spread a year over its months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from aop_excel.text import Text
from aop_excel.workbook.addresses import place
from aop_excel.workbook.book import UNCALCULATED, Book, Cell
from aop_excel.workbook.layout import Table
from aop_excel.workbook.names import Names
from aop_excel.workbook.reading import Reading


def own_formulas(table: Table, reading: Reading) -> Iterator[tuple[str, str]]:
    """The formulas that a blank row of an owner's table waits with in its input columns, by column key."""
    year = reading.settings.fiscal_year
    names = Names(reading.headers, reading.settings.language, year)
    for column in (column for column in table.columns(year) if column.formula and not column.calculated):
        formula = column.formula
        template = formula(None, None) if callable(formula) and not isinstance(formula, Text) else formula
        if template is not None:
            with suppress(KeyError):  # a column that it needs was deleted
                yield column.key, names.formula(template, table.name)


def results(
    book: Book, table: Table, number: int, cells: Mapping[str, Cell], reading: Reading
) -> Mapping[str, float | None]:
    """What our formulas give in a row where a program that does not calculate left them without results."""
    if table.calculate is None or UNCALCULATED not in cells.values():
        return {}
    given = table.calculate(cells, reading)
    ours = dict(own_formulas(table, reading))
    first = place(book.address(table.name))
    formulas = book.formulas(first.sheet)
    header = reading.headers[table.name]
    found = {}
    for key in given.keys() & ours.keys():
        cell = place(book.address(table.name, number, header[key]))
        if cells[key] == UNCALCULATED and formulas.get((cell.top, cell.left)) == ours[key]:
            found[key] = given[key]
    return found
