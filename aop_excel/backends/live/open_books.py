"""Finding a workbook that is open in a program we can drive; nothing is opened or started for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aop_excel.backends.refusals import CannotRead, OpenElsewhere
from aop_excel.backends.saving import refuse_open

if TYPE_CHECKING:
    import xlwings as xw

    from aop_excel.backends.live.book import LiveBook


def open_book(path: Path) -> LiveBook | None:
    """The workbook as Excel or LibreOffice holds it open; None where none does, or none that we can drive."""
    if not path.name or not _may_be_open(path):
        return None  # for nearly every refresh: xlwings takes longer to load than the whole of it
    from aop_excel.backends.live.book import LiveBook

    for book in _books():
        with suppress(Exception):  # a program that does not answer has no book for us
            if _is_at(book, path):
                return LiveBook(book)
    return None


def _may_be_open(path: Path) -> bool:
    """Whether a program has left its mark, as far as that can be told without asking one."""
    for place in {path, Path(os.path.realpath(path))}:  # a link may have been opened, or what it points to
        try:
            refuse_open(place)
        except OpenElsewhere:
            return True
        except CannotRead:
            continue  # whoever reads the file says so
    return False


def _books() -> Iterator[xw.Book]:
    """Every workbook that is open in a program we can drive."""
    import xlwings as xw

    from aop_excel.libreoffice.engine import ENGINE

    engines = [engine for engine in xw.engines if engine.name == "excel"]
    for engine in [*engines, xw.Engine(impl=ENGINE)]:
        with suppress(Exception):
            for app in engine.apps:
                yield from app.books


def _is_at(book: xw.Book, path: Path) -> bool:
    if book.name.casefold() != path.name.casefold():
        return False
    where = book.fullname
    # A folder in the cloud is an address to Excel, which never opens two workbooks of one name.
    return "://" in where or os.path.samefile(where, path)
