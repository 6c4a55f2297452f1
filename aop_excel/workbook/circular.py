"""Formulas the owner typed that go round in circles: over each other, or over results that rest on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.addresses import Place, place
from aop_excel.workbook.book import Book
from aop_excel.workbook.layout import Author, Field, Sheet, Table
from aop_excel.workbook.own_formulas import own_formulas
from aop_excel.workbook.reading import Reading

if TYPE_CHECKING:
    from aop_excel.workbook.formula_graph import FormulaGraph


@dataclass(frozen=True, slots=True)
class Input:
    """A cell that the owner fills, as problems name it."""

    place: str
    row: int | None = None
    column: str | None = None

    def problem(self, words: tuple[Text, Text], severity: Severity, **places: str) -> Problem:
        """The problem with its formula."""
        text, cure = (phrase.format(**places) for phrase in words)
        return Problem(self.place, text, cure, self.row, self.column, severity)


def circular_formulas(book: Book, reading: Reading, sheets: Sequence[Sheet]) -> list[Problem]:
    """The input cells whose formula comes back to itself (Excel takes it as 0), or starts from the results.

    Formulas are followed over the whole workbook, also over the owner's own sheets; not what INDIRECT and OFFSET make
    up, nor names of more than one cell. The formulas that we put into the owner's tables ourselves are none of his.
    """
    typed = dict(_typed(book, reading, sheets))
    if not typed:
        return []
    from aop_excel.workbook.formula_graph import FormulaGraph, knots  # most refreshes have nothing to follow

    graph = FormulaGraph(book)
    needs = graph.needed(typed)
    results = list(_results(book, graph, sheets))
    found: dict[Place, Problem] = {}
    broken: dict[Place, Place] = {}  # what rests on a circle that is in no input, and the circle's first cell
    fetched: dict[Place, Place] = {}  # what rests on results, and where those stand
    for group in knots(needs):
        here = group[0]
        if len(group) > 1 or here in needs.get(here, ()):
            inputs = [each for each in group if each in typed]
            found.update({each: _circle(each, typed[each], needs, set(group)) for each in inputs})
            if not inputs:
                broken |= dict.fromkeys(group, min(each for each in group if each.is_cell))
            continue
        circle = next((broken[each] for each in needs.get(here, ()) if each in broken), None)
        source = next((fetched[each] for each in needs.get(here, ()) if each in fetched), None)
        if any(here.meets(result) for result in results):
            source = here
        if here in typed:  # told here, and not again where it is used
            if circle:
                found[here] = typed[here].problem(_ON_CIRCLE, Severity.ERROR, through=circle.address)
            elif source:
                found[here] = typed[here].problem(_ON_RESULTS, Severity.WARNING, source=source.address)
        else:
            broken |= {here: circle} if circle else {}
            fetched |= {here: source} if source else {}
    return [found[each] for each in typed if each in found]


def _circle(cell: Place, typed: Input, needs: Mapping[Place, list[Place]], circle: set[Place]) -> Problem:
    """The problem of an input in a circle, with the next cell on the way round."""
    step = next(each for each in needs[cell] if each in circle)
    inside = [step] if step.is_cell else [each for each in needs[step] if each in circle]
    if cell in inside:
        return typed.problem(_ITSELF, Severity.ERROR)
    return typed.problem(_CIRCLE, Severity.ERROR, through=inside[0].address)


def _typed(book: Book, reading: Reading, sheets: Sequence[Sheet]) -> Iterator[tuple[Place, Input]]:
    """The input cells that hold a formula of the owner's."""
    tables: dict[str, list[Table]] = {}
    fields: dict[Place, Field] = {}
    for sheet in sheets:
        for table in sheet.tables:
            if table.author is Author.OWNER:
                tables.setdefault(place(book.address(table.name)).sheet, []).append(table)
        for field in sheet.fields:
            if field.author is Author.OWNER:
                fields[place(book.address(field.name))] = field
    for name in dict.fromkeys([*(cell.sheet for cell in fields), *tables]):
        ours = {formula for table in tables.get(name, ()) for _, formula in own_formulas(table, reading)}
        formulas = book.formulas(name, ours)
        columns = _columns(book, tables.get(name, ()), reading) if formulas else {}
        for row, column in formulas:
            cell = Place(name, row, column, row, column)
            if cell in fields:
                yield cell, Input(fields[cell].name)
            for data, owner, key in columns.get(column, ()):
                if data.top <= row <= data.bottom:
                    yield cell, Input(owner, row - data.top + 1, key)


def _columns(book: Book, tables: Sequence[Table], reading: Reading) -> dict[int, list[tuple[Place, str, str]]]:
    """The columns of a sheet that are read from tables: the table's data, its name and the column's key."""
    found: dict[int, list[tuple[Place, str, str]]] = {}
    for table in tables:
        header, *rows = book.rows(table.name)
        corner = place(book.address(table.name))
        first, last = corner.top + 1, corner.top + len(rows)
        data = Place(corner.sheet, first, corner.left, last, corner.left + len(header) - 1)
        headers = reading.headers[table.name]
        for column in table.columns(reading.settings.fiscal_year):
            if column.key in headers and not column.calculated:
                at = corner.left + header.index(headers[column.key])
                found.setdefault(at, []).append((data, table.name, column.key))
    return found


def _results(book: Book, graph: FormulaGraph, sheets: Sequence[Sheet]) -> Iterator[Place]:
    for sheet in sheets:
        for table in sheet.tables:
            if table.author is Author.ENGINE and (block := graph.block(table.name)):
                yield block.place
        for field in sheet.fields:
            if field.author is Author.ENGINE:
                yield place(book.address(field.name))


_TYPE_THE_VALUE = Text(
    "Gõ thẳng giá trị, hoặc sửa công thức để nó không cần đến chính ô này.",
    "Type the value itself, or change the formula so that it does not need this cell.",
)
_ITSELF = (
    Text(
        "Công thức ở ô này dùng chính ô này, nên Excel coi là 0",
        "The formula uses its own cell, which Excel takes as 0",
    ),
    _TYPE_THE_VALUE,
)
_CIRCLE = (
    Text(
        "Công thức ở ô này quay vòng về chính nó qua {through}, nên Excel coi là 0",
        "The formula comes back to its own cell over {through}, which Excel takes as 0",
    ),
    _TYPE_THE_VALUE,
)
_ON_CIRCLE = (
    Text(
        "Công thức ở ô này dựa vào {through}, mà công thức ở đó quay vòng về chính nó",
        "The formula rests on {through}, whose formula comes back to itself",
    ),
    Text(
        "Sửa công thức ở {through}, hoặc gõ thẳng giá trị vào đây.",
        "Correct the formula in {through}, or type the value here.",
    ),
)
_ON_RESULTS = (
    Text(
        "Công thức ở ô này lấy số từ kết quả của aop ({source}), nên mỗi lần cập nhật có thể ra số khác",
        "The formula starts from a result of aop ({source}), so every refresh can change what the next one reads",
    ),
    Text(
        "Gõ thẳng giá trị, hoặc tính từ chính các ô bạn điền.",
        "Type the value itself, or calculate it from cells that you fill in.",
    ),
)
