"""Looking at a plan that is open."""

from __future__ import annotations

from aop_excel.sheets import FIELDS, TABLES
from aop_excel.workbook.book import Book, Cell


def saw(book: Book) -> dict[str, list[list[Cell]]]:
    """Every cell of every table and field, but for the moment of the refresh."""
    fields = [[book.field(name)] for name in FIELDS if name != "aop_refreshed_at"]
    return {table: [[*row] for row in book.rows(table)] for table in TABLES} | {"fields": fields}
