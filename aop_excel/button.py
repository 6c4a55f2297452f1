"""The Refresh button in the workbook: its macro calls `refresh`, whose every word is meant for the owner."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from aop_excel.commands import Outcome, language_of
from aop_excel.commands import refresh as refresh_book
from aop_excel.errors import AopError
from aop_excel.sheets.start import PROBLEMS, START
from aop_excel.text import Language, Text

if TYPE_CHECKING:
    import xlwings as xw

_SHOWN: Final = 3
"""How many errors a message box names; all of them stand on Start."""

_NOTHING_CHANGED = Text("Không có gì thay đổi: kết quả đã đúng.", "Nothing changed: the results are up to date.")
_ERRORS = Text(
    "CHƯA cập nhật: {count} lỗi cần sửa trước. Danh sách ở bảng “{table}” của trang “{sheet}”.",
    "NOT refreshed: {count} errors to be put right first. They are listed under “{table}” on sheet “{sheet}”.",
)
_UNEXPECTED = Text(
    "Có lỗi ngoài dự tính, nên sổ được giữ nguyên như trước khi cập nhật. Chi tiết nằm ở tệp {log}; "
    "hãy gửi tệp đó cho chúng tôi.",
    "Something unexpected happened, so the workbook was left as it was before. "
    "The details are in the file {log}; please send it to us.",
)


def refresh() -> None:
    """Refresh the workbook whose button was pressed, in place, and tell its owner what stands in the way.

    Errors in the inputs are listed on Start. Nothing is saved: that is Excel's and the owner's business.
    """
    try:
        book = _caller()
    except Exception as error:
        _end_without_book(_UNEXPECTED.format(log=_log(error)))
    language: Language = "vi"
    try:
        from aop_excel.backends.live.book import LiveBook

        live = LiveBook(book)
        language = language_of(live)
        outcome = refresh_book(live, datetime.now().replace(second=0, microsecond=0))
        live.save()
    except AopError as error:
        _tell_refusal(book, error.text(language))
    except Exception as error:
        _tell_refusal(book, _UNEXPECTED.format(log=_log(error))(language))
    else:
        if outcome.has_errors:
            _box(book, "\n".join(_errors(outcome)), is_grave=True)
        elif not outcome.changed:
            _box(book, _NOTHING_CHANGED(outcome.language), is_grave=False)


def _caller() -> xw.Book:
    """The workbook whose macro started us."""
    import xlwings as xw

    if xw.engines.active is None:  # no Excel runs on this system, but LibreOffice may
        from aop_excel.libreoffice.engine import ENGINE

        xw.Engine(impl=ENGINE).activate()
    return xw.Book.caller()


def _errors(outcome: Outcome) -> list[str]:
    """How many errors there are, and the first of them with their cells."""
    language, troubles = outcome.language, outcome.troubles
    told = _ERRORS.format(count=troubles.errors, table=PROBLEMS.heading, sheet=START.title)
    first = troubles.problems[: min(_SHOWN, troubles.errors)]
    return [told(language), *(f"{located.address}: {located.problem.text(language)}" for located in first)]


def _tell_refusal(book: xw.Book, words: str) -> None:
    """Say why nothing was refreshed: where the state of the results stands, and in a message box."""
    from aop_excel.backends.live.book import LiveBook

    with suppress(Exception):  # the workbook may be closed, or have lost that cell: then the box has to do
        live = LiveBook(book)
        live.set_field("aop_state", words)
        live.save()
    _box(book, words, is_grave=True)


def _box(book: xw.Book, words: str, *, is_grave: bool) -> None:
    """Show a message box where the program has one; LibreOffice has none for us, but what matters stands on Start."""
    with suppress(Exception):
        book.app.alert(words, title="AOP", mode="critical" if is_grave else "info")


def _end_without_book(words: Text) -> NoReturn:
    """End where there is no workbook to speak through: Excel shows what is written here in a box of its own."""
    print(words.vi, words.en, sep="\n", file=sys.stderr)
    raise SystemExit(1)


def _log(error: Exception) -> Path:
    """Write down where an error came from; the file it stands in."""
    match sys.platform:
        case "win32":
            folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        case "darwin":
            folder = Path.home() / "Library" / "Logs"
        case _:
            folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    file = folder / "aop_excel" / "button.log"
    with suppress(OSError):  # a full disk must not hide that there was an error
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{''.join(traceback.format_exception(error))}", "utf-8")
    return file
