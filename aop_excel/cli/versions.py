"""Commands that freeze a version of the plan: `aop approve`, `rebaseline`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aop_excel.cli.console import now
from aop_excel.cli.refreshing import WHERE
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.cli.console import Commands
    from aop_excel.commands import Outcome
    from aop_excel.workbook.book import Book


def add(commands: Commands) -> None:
    """Say what the commands take."""
    approve = commands.add_parser("approve", help="duyệt kế hoạch, chốt phiên bản 1 / approve the plan as version 1")
    approve.add_argument("path", type=Path, metavar="PLAN.xlsx")
    approve.add_argument("--reason", metavar="WORDS", help="lý do / reason")
    approve.set_defaults(run=_approve)

    rebaseline = commands.add_parser(
        "rebaseline", help="chốt thay đổi thành phiên bản mới / freeze a change as the next version"
    )
    rebaseline.add_argument("path", type=Path, metavar="PLAN.xlsx")
    rebaseline.add_argument("--reason", metavar="WORDS", help="vì sao đổi / why the plan changes")
    rebaseline.add_argument("--goal", metavar="G1", help="mục tiêu phục vụ / the goal it serves")
    rebaseline.add_argument("--trade-off", metavar="WORDS", help="đánh đổi điều gì / what is traded away")
    rebaseline.set_defaults(run=_rebaseline)


def _approve(options: argparse.Namespace) -> int:
    from aop_excel.approval import approve

    return _freeze(options.path, lambda book, moment: approve(book, moment, options.reason))


def _rebaseline(options: argparse.Namespace) -> int:
    from aop_excel.approval import rebaseline

    return _freeze(
        options.path, lambda book, moment: rebaseline(book, moment, options.reason, options.goal, options.trade_off)
    )


def _freeze(path: Path, ask: Callable[[Book, datetime], Outcome]) -> int:
    """Freeze a version of a plan, in the file or where it is open."""
    from aop_excel.backends.file import FileBook
    from aop_excel.backends.live.open_books import open_book
    from aop_excel.summary import frozen

    live = open_book(path)
    book = live or FileBook.open(path)
    outcome = ask(book, now())
    if outcome.report:
        book.save()
    told = Text("{path}", "{path}") if live is None else WHERE.format(done=path, program=live.program)
    print(told.format(path=path)(outcome.language))
    print("\n".join(frozen(outcome)))
    return int(outcome.has_errors)
