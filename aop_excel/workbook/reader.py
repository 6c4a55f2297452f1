"""The owner's workbook as records, with every mistake as a problem at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import Settings
from aop_excel.domain.record import Record
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text, figures
from aop_excel.workbook.below import row_below
from aop_excel.workbook.book import Book, Cell, Fault
from aop_excel.workbook.cells import NUMERIC, read_cells
from aop_excel.workbook.circular import circular_formulas
from aop_excel.workbook.headers import find_headers
from aop_excel.workbook.invalid import invalid, missing
from aop_excel.workbook.layout import Column, Field, Format, Sheet, Table
from aop_excel.workbook.lost import lost_lists, lost_places
from aop_excel.workbook.moved_start import moved_start
from aop_excel.workbook.own_formulas import results
from aop_excel.workbook.reading import PARTS, Found, Reading, row_code
from aop_excel.workbook.references import duplicates, resolve_references
from aop_excel.workbook.typed import Misread, shortened, shown


def read(book: Book, sheets: Sequence[Sheet]) -> Reading | list[Problem]:
    """Read all that the owner fills; only the problems where the settings or a whole table cannot be read.

    Raises `NotAPlan` for a workbook in which nothing of a plan stands.
    """
    if lost := lost_places(book, sheets):
        return lost
    fields, problems = _read_fields(book, [field for sheet in sheets for field in sheet.fields])
    if broken := list(_broken_parts(fields, sheets)):
        return [*problems, *(each for each in broken if each.place not in {p.place for p in problems})]
    settings = Settings(**fields["settings"])
    year = settings.fiscal_year
    if moved := moved_start(book, sheets, settings.start_month):
        return [*problems, moved]
    reading = Reading(settings, fields=fields, problems=problems)
    tables = [table for sheet in sheets for table in sheet.tables]
    headings = {words for table in tables for words in (table.heading.vi, table.heading.en)}
    for table in tables:
        _read_table(book, table, year, reading, headings)
    resolve_references(reading, year)
    reading.problems += lost_lists(book, sheets, year)
    reading.problems += circular_formulas(book, reading, sheets)
    return reading


def _read_fields(book: Book, fields: Iterable[Field]) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    values: dict[str, dict[str, Any]] = {part: {} for part in PARTS}
    problems = []
    for each in fields:
        if not each.holds:
            continue
        cell = book.field(each.name)
        value = read_cells(each.format, [cell], each.options)[0]
        owner, _, attribute = each.holds.partition(".")
        if isinstance(value, Misread):
            problems.append(Problem(each.name, value.text, value.cure))
        elif value is None and each.required:
            problems.append(Problem(each.name, *missing(each.label, in_row=False)))
        elif value is not None and _is_inexact(cell, value, each.format):
            # Formulas all over the workbook calculate with a setting: as text it would be zero to them.
            problems.append(Problem(each.name, *_typed_as_text(cell, value, each.format), severity=Severity.ERROR))
        elif value is not None:
            values[owner][attribute] = value
    return values, problems


def _broken_parts(fields: Mapping[str, dict[str, Any]], sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """What is wrong in the parts of the plan that have fields."""
    held = {field.holds: field for sheet in sheets for field in sheet.fields if field.holds}
    for part, record in PARTS.items():
        try:
            record(**fields[part])
        except ValidationError as error:
            shares = [path.partition(".")[2] for path, field in held.items() if field.format is Format.PERCENT]
            for attribute, text, cure in invalid(error, shares):
                yield Problem(held[f"{part}.{attribute}"].name, text, cure)


def _read_table(book: Book, table: Table, year: FiscalYear, reading: Reading, headings: Collection[str]) -> None:
    header, *rows = book.rows(table.name)
    places, problems = find_headers(table, header, year)
    reading.problems += problems
    reading.tables[table.name] = table
    reading.headers[table.name] = {key: str(header[place]) for key, place in places.items()}
    if table.record is None:
        return
    columns = [column for column in table.columns(year) if column.key in places and not column.calculated]
    values = {
        column.key: read_cells(column.format, [row[places[column.key]] for row in rows], column.options, year)
        for column in columns
    }
    found = reading.found.setdefault(table.name, [])
    if any(problem.severity is Severity.ERROR for problem in problems):
        return  # every row would be wrong for the same reason
    for column in columns:
        declared = [value for value in values[column.key] if isinstance(value, str)]
        reading.declared[f"{table.name}.{column.key}"] = declared
    for number, row in enumerate(rows, 1):
        typed = {column.key: values[column.key][number - 1] for column in columns}
        cells = {column.key: row[places[column.key]] for column in columns}
        typed |= results(book, table, number, cells, reading)
        if all(_is_blank(typed[key], cells[key]) for key in typed):
            continue
        record, wrong = _record(table, columns, number, typed)
        reading.problems += wrong
        if wrong:
            reading.broken.setdefault(table.name, []).append(Found(number, typed))
        else:
            found.append(Found(number, record))
            _note_inexact(table, columns, number, typed, cells, reading)
    reading.problems += duplicates(table, columns, found)
    reading.problems += row_below(book, table, columns, places, len(rows), headings)
    if table.single:
        reading.problems += [Problem(table.name, *_ONE_ROW, each.row) for each in found[1:]]


_ONE_ROW = (
    Text("Bảng này chỉ có một dòng", "This table has one row only"),
    Text("Xóa dòng thừa này.", "Delete this row."),
)


def _is_blank(value: object, cell: Cell) -> bool:
    """A formula without a result says nothing of its own: in a row with nothing else it is a spare one."""
    return value is None or value is False or (isinstance(cell, Fault) and cell.uncalculated)


def _record(
    table: Table, columns: Sequence[Column], number: int, typed: dict[str, Any]
) -> tuple[Record | None, list[Problem]]:
    """Build one record, or say which of its cells stand in the way: all of them, each once."""
    assert table.record is not None
    problems: dict[str, Problem] = {}
    data: dict[str, Any] = {}
    for column in columns:
        value = typed[column.key]
        if isinstance(value, Misread):
            problems[column.key] = Problem(table.name, value.text, value.cure, number, column.key)
            value = None
        elif value is None and column.required:
            problems[column.key] = Problem(table.name, *missing(column.label), number, column.key)
        if column.position is not None:
            data.setdefault("months", [None] * 12)[column.position] = value
        elif value is not None:
            data[column.key] = value
    try:
        record = table.record(**data)
    except ValidationError as error:
        record = None
        months = {column.position: column.key for column in columns if column.position is not None}
        shares = [column.key for column in columns if column.format is Format.PERCENT]
        for place, text, cure in invalid(error, shares):
            key = months[place] if isinstance(place, int) else place
            problems.setdefault(key, Problem(table.name, text, cure, number, key))
    return record, list(problems.values())


def _note_inexact(
    table: Table,
    columns: Sequence[Column],
    number: int,
    typed: dict[str, Any],
    cells: dict[str, Cell],
    reading: Reading,
) -> None:
    """Mark the cells that formulas would read otherwise: numbers typed as text, and words with stray blanks."""
    code = row_code(columns, typed)
    for column in columns:
        cell = cells[column.key]
        if typed[column.key] is not None and _is_inexact(cell, typed[column.key], column.format):
            reading.inexact.add((table.name, code, column.key))
            words = _typed_as_text(cell, typed[column.key], column.format)
            reading.problems.append(Problem(table.name, *words, number, column.key, Severity.WARNING))
        elif column.format is Format.WORD and isinstance(cell, str) and not _is_written_out(cell, column):
            reading.inexact.add((table.name, code, column.key))
        elif column.format in _READ_AS_TYPED and isinstance(cell, str | date) and cell != typed[column.key]:
            is_key = column.unique or column.key == "code"
            if not (is_key and str(cell).casefold() == str(typed[column.key]).casefold()):
                reading.inexact.update((table.name, code, other.key) for other in (columns if is_key else [column]))


_READ_AS_TYPED = frozenset({Format.TEXT, Format.NOTE, Format.CODE})
"""Formats that formulas read with every blank the owner typed."""


def _is_written_out(cell: str, column: Column) -> bool:
    """Whether a word from the list stands there as Excel compares it: capitals do not matter, diacritics do."""
    return any(cell.casefold() in (label.vi.casefold(), label.en.casefold()) for _, label in column.options)


def _is_inexact(cell: Cell, value: object, format: Format) -> bool:
    """Whether Excel's formulas see no number, or another one: in place of a month, a day."""
    return format in NUMERIC and (isinstance(cell, str | date) or (format is Format.MONTH and cell != value))


def _typed_as_text(cell: Cell, value: Any, format: Format) -> tuple[Text, Text]:
    if not isinstance(cell, str):
        words, cure = _A_DAY
        return words.format(typed=shown(cell), month=value), cure.format(month=value)
    is_share = format is Format.PERCENT or cell.rstrip().endswith("%")
    grouped = "" if isinstance(value, int) else ","  # the year 2027 is a count, not an amount
    number = figures(f"{value * 100:,.15g}%" if is_share else f"{value:{grouped}.15g}")
    return (
        Text("“{typed}” là chữ, được hiểu là {number}", "“{typed}” is text, understood as {number}").format(
            typed=shortened(cell.strip()), number=number
        ),
        Text(
            "Gõ lại thành số để các công thức trong Excel cũng tính được.",
            "Type it as a number, so that Excel's own formulas calculate with it too.",
        ),
    )


_A_DAY = (
    Text("“{typed}” là một ngày, được hiểu là tháng {month}", "“{typed}” is a day, understood as month {month}"),
    Text(
        "Gõ {month} để các công thức trong Excel cũng hiểu đúng.",
        "Type {month}, so that Excel's own formulas see it too.",
    ),
)
