"""Commands that change a plan: `aop refresh`, `watch`, `undo`."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aop_excel.cli.console import language_for, now, say, system_language, tell
from aop_excel.errors import AopError, ending
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.cli.console import Commands


def add(commands: Commands) -> None:
    """Say what the commands take."""
    refresh = commands.add_parser("refresh", help="tính lại kết quả / refresh the results in the workbook")
    refresh.add_argument("paths", type=Path, nargs="+", metavar="PLAN.xlsx")
    refresh.add_argument("--month", type=month, metavar="2027-07", help="tháng báo cáo / report month")
    refresh.set_defaults(run=_refresh)

    watch = commands.add_parser(
        "watch", help="tự cập nhật mỗi khi lưu và đóng tệp / refresh plans whenever they are saved and closed"
    )
    watch.add_argument("path", type=Path, metavar="FOLDER_OR_PLAN.xlsx")
    watch.add_argument("--poll", action="store_true", help="cho ổ đĩa mạng / for network drives: look at every file")
    watch.set_defaults(run=_watch)

    undo = commands.add_parser(
        "undo", help="trả lại bản trước lần ghi cuối / put the version before the last change back"
    )
    undo.add_argument("path", type=Path, metavar="PLAN.xlsx")
    undo.set_defaults(run=_undo)


def month(typed: str) -> date:
    """`2027-07` or `7/2027`."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", typed):
        year, month = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d{1,2})/(\d{4})", typed):
        year, month = int(match[2]), int(match[1])
    else:
        raise argparse.ArgumentTypeError(_NO_MONTH.format(typed))
    try:
        return date(year, month, 1)
    except ValueError:
        raise argparse.ArgumentTypeError(_NO_MONTH.format(typed)) from None


_NO_MONTH = "“{}”: hãy ghi năm-tháng như 2027-07 / write year and month as 2027-07"


def _refresh(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.backends.live.open_books import open_book
    from aop_excel.commands import refresh
    from aop_excel.summary import result, summary

    status = 0
    for path in options.paths:
        try:
            live = open_book(path)
            book = live or FileBook.open(path)
            outcome = refresh(book, now(), options.month)
            book.save()
        except (AopError, MemoryError) as error:
            if len(options.paths) == 1:
                raise
            words, ended = ending(error)
            tell(f"{path}: {words(language_for(path if isinstance(error, AopError) else None))}")
            status = max(status, ended)
            continue
        done = result(outcome)
        told = done if live is None else WHERE.format(done=done, program=live.program)
        print(f"{path}: {told(outcome.language)}")
        print("\n".join(summary(outcome)))
        status = max(status, int(outcome.has_errors))
    return status


WHERE = Text(
    "{done} (ngay trong {program}, nơi tệp đang mở; hãy lưu ở đó)",
    "{done} (in {program}, where it is open; save it there)",
)


def _watch(options: argparse.Namespace) -> int:
    from aop_excel.watching import stopping, watch
    from aop_excel.watching.place import Place

    with stopping() as stop:
        watch(Place.at(options.path), system_language(), stop, say, poll=options.poll, debug=options.debug)
    return 0


def _undo(options: argparse.Namespace) -> int:
    from aop_excel.backends.saving import undo

    version = undo(options.path)
    print(
        Text("{path}: đã trở lại như bản sao lưu “{version}”", "{path}: again as its backup “{version}”").format(
            path=options.path, version=version.stem
        )(language_for(options.path))
    )
    return 0
