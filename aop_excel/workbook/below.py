"""A row typed right below a table: Excel takes it into the table, other programs do not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from aop_excel.errors import Problem
from aop_excel.text import Text
from aop_excel.workbook.book import Book, Cell, Fault
from aop_excel.workbook.layout import Author, Column, Table
from aop_excel.workbook.typed import shortened


def row_below(
    book: Book,
    table: Table,
    columns: Sequence[Column],
    places: Mapping[str, int],
    rows: int,
    headings: Collection[str],
) -> Iterator[Problem]:
    """An error where all that a row must have stands right below one of the owner's tables, of so many `rows`.

    Whoever typed it believes that it counts. A row that adds up the table above is no such row, nor is one of our
    `headings`, to which a table comes close as its owner fills it.
    """
    required = [column for column in columns if column.required]
    if table.author is not Author.OWNER or table.single or not required:
        return
    cells = book.below(table.name)
    typed = [cells[places[column.key]] for column in required] if cells else []
    if not typed or not all(map(_says_something, typed)) or any(_adds_up(cell) for cell in cells):
        return
    if any(isinstance(cell, str) and cell.strip() in headings for cell in typed):
        return
    yield Problem(
        table.name,
        Text(
            "“{typed}” nằm ngay dưới bảng “{table}”, nên chưa thuộc bảng và không được tính",
            "“{typed}” stands right below the table “{table}”: it is not part of it, and does not count",
        ).format(typed=shortened(str(typed[0])), table=table.heading),
        Text(
            "Trong Excel, kéo góc dưới bên phải của bảng xuống thêm dòng này; trong LibreOffice, chèn một dòng vào "
            "giữa bảng rồi chuyển nó lên đó. Nếu không phải dòng của bảng, hãy chừa một dòng trống.",
            "In Excel, drag the table's lower right corner over this row; in LibreOffice, insert a row inside the "
            "table and move it there. If it is not meant for the table, leave a blank row between.",
        ),
        rows + 1,
        required[0].key,
    )


def _says_something(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None and not isinstance(cell, Fault)


def _adds_up(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip(" :").casefold() in _TOTALS


_TOTALS = frozenset({"tổng", "tổng cộng", "cộng", "total", "totals", "sum", "grand total"})
