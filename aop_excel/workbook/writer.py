"""Records and results as rows of cells: the same words and formulas for a new workbook and for a refreshed one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from aop_excel.domain.plan import Kind
from aop_excel.domain.record import Choice
from aop_excel.text import Language, Text
from aop_excel.workbook.book import Book, Formula, Value
from aop_excel.workbook.layout import Author, Column, Field, Format, Sheet, Table
from aop_excel.workbook.names import Names

LONGEST_FORMULA = 8000
"""Excel refuses formulas of more than 8,192 characters; a result over so many parts is written as a value."""

_NOT_IN_FORMULA = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What a file can hold in a cell's text, but not in a formula."""


def fill(book: Book, sheets: Sequence[Sheet], context: Any, names: Names) -> None:
    """Write everything the engine fills: its fields, and the rows of its tables."""
    for sheet in sheets:
        for field in sheet.fields:
            if field.author is Author.ENGINE and field.show:
                book.set_field(field.name, field_cell(field, context, names))
        for table in sheet.tables:
            if table.author is Author.ENGINE:
                fill_table(book, table, context, names)


def fill_table(book: Book, table: Table, context: Any, names: Names) -> None:
    """Write the rows of one of the engine's tables, or add to them."""
    assert table.rows is not None
    if table.grows:
        append(book, table, table.rows(context), context, names)
        return
    columns = [column for column in table.columns(names.year) if column.key in names.headers[table.name]]
    header = [names.headers[table.name][column.key] for column in columns]
    rows = [row_cells(table, columns, row, context, names) for row in table.rows(context)]
    book.replace_rows(table.name, [header, *rows])


def append(book: Book, table: Table, records: Iterable[object], context: Any, names: Names) -> None:
    """Add records to the end of a table, with the formulas of its calculated columns."""
    columns = [column for column in table.columns(names.year) if column.key in names.headers[table.name]]
    rows = [row_cells(table, columns, record, context, names) for record in records]
    if rows:
        book.append_rows(table.name, [[names.headers[table.name][column.key] for column in columns], *rows])


def row_cells(
    table: Table, columns: Sequence[Column], row: object, context: Any, names: Names
) -> list[Value | Formula]:
    """One row: each column's value, or its formula with that value as cached result."""
    cells: list[Value | Formula] = []
    for column in columns:
        value = cell_value(_shown(column, row, context), column, names.language)
        formula = column.formula
        template = formula(row, context) if callable(formula) and not isinstance(formula, Text) else formula
        text = None if template is None else names.formula(template, table.name)
        cells.append(_with_formula(text, value))
    return cells


def _with_formula(text: str | None, value: Value) -> Value | Formula:
    """A formula with its result, or the result alone where Excel could not take the formula."""
    if text is None or len(text) > LONGEST_FORMULA or _NOT_IN_FORMULA.search(text):
        return value
    return Formula(text, value)


def field_cell(field: Field, context: Any, names: Names) -> Value | Formula:
    """What stands in a field that the engine fills."""
    assert field.show is not None
    value = cell_value(field.show(context), field, names.language)
    formula = field.formula
    template = formula(context) if callable(formula) and not isinstance(formula, Text) else formula
    return _with_formula(None if template is None else names.formula(template, ""), value)


def cell_value(shown: object, described: Column | Field, language: Language) -> Value:
    """A value as a cell holds it: words in the owner's language, marks as x, numbers as floats."""
    match shown:
        case Text():
            value: Value = shown(language)
        case Choice():
            value = shown.label(language)
        case bool() if described.format is Format.MARK:
            value = "x" if shown else None
        case tuple():
            is_code = described.format is Format.CODES
            value = " + ".join(part if is_code else _part(part, language) for part in shown)
        case str() if described.options:
            value = dict(described.options)[shown](language)
        case int() | float() if not isinstance(shown, bool):
            value = float(shown)
        case str() | bool() | date() | None:
            value = shown
        case _:
            raise TypeError(f"a cell cannot hold {shown!r}")
    return None if value == "" else value


def _part(part: str, language: Language) -> str:
    """A kind by its word, any other part as it is."""
    return next((kind.label(language) for kind in Kind if kind.value == part), part)


def _shown(column: Column, row: object, context: Any) -> object:
    if column.show is not None:
        return column.show(row, context)
    if row is None:
        return None
    if column.position is not None:
        return row.months[column.position]  # type: ignore[attr-defined]
    return getattr(row, column.key)
