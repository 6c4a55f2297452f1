"""When a plan that was saved is refreshed: once it is closed, and has been left alone for a moment."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from aop_excel.backends.file import FileBook
from aop_excel.backends.refusals import AlreadyRefreshing, CannotRead, ChangedMeanwhile, OpenElsewhere
from aop_excel.backends.saving import read_file, refuse_open
from aop_excel.commands import Outcome, refresh
from aop_excel.errors import AopError, NotAPlan, ending
from aop_excel.sheets import TAB_OF
from aop_excel.sheets.start import PROBLEMS
from aop_excel.summary import result
from aop_excel.text import Language, Text
from aop_excel.watching.place import Mark, Place, mark

QUIET: Final = 1.0
"""Seconds after the last event before a plan is looked at: a program saves in several steps, an owner several times."""

AGAIN: Final = 3.0
"""Seconds before we look again at a plan that we had to leave, should the event that says so not arrive."""

REFUSED: Final = 2
"""The exit status of input that we cannot take; it may be no plan at all, so it is told once."""


class Rounds:
    """The plans to look at, when to, and how we left each; the clock is an argument, in seconds.

    Plans that are there at the beginning are left alone until somebody saves them.
    """

    def __init__(self, place: Place, language: Language, *, debug: bool = False) -> None:
        self._place, self._language, self._debug = place, language, debug
        self._due: dict[Path, float] = {}
        self._left: dict[Path, Mark] = {each: found for each in place.plans() if (found := mark(each))}
        self._seen: dict[Path, Mark] = {}
        self._before: dict[Path, bytes] = {}
        self._told: dict[Path, set[Text]] = {}

    def hear(self, paths: Iterable[Path], now: float) -> None:
        """Something happened to these files: their plans are looked at when no more happens."""
        for path in paths:
            if plan := self._place.plan(path):
                self._due[plan] = now + QUIET

    def search(self, now: float) -> None:
        """Hear of plans that are not as we left them, once of each change. Raises `TooManyFolders`."""
        for plan in self._place.plans():
            found = mark(plan)
            if found and not self._is_left(plan, found) and self._seen.get(plan) != found:
                self._seen[plan] = found
                self.hear([plan], now)

    def lines(self, now: float, moment: datetime) -> Iterator[str]:
        """Refresh what is due; one line for each plan there is something to say about, at that moment of the day."""
        for plan in sorted(plan for plan, due in self._due.items() if due <= now):
            del self._due[plan]
            if said := self._look(plan, now, moment.replace(second=0, microsecond=0)):
                yield f"{moment:%H:%M:%S}  {self._place.shown(plan)}: {said}"

    def _look(self, plan: Path, now: float, moment: datetime) -> str | None:
        found = mark(plan)
        if found is None or self._is_left(plan, found):
            return None
        try:
            refuse_open(plan)
            said = self._refresh(plan, moment)
        except OpenElsewhere as error:
            self._due[plan] = now + AGAIN
            return self._once(plan, _OPEN.format(stale=error.stale)) if _is_plan(plan) else None
        except (AlreadyRefreshing, ChangedMeanwhile):
            self._due[plan] = now + AGAIN
            return None
        except CannotRead as error:
            self._due[plan] = now + AGAIN
            return self._once(plan, _refused(error.text))
        except Exception as error:  # one bad file does not stop the watch
            self._left[plan] = found
            return self._stopped(plan, error)
        self._told.pop(plan, None)
        return said

    def _refresh(self, plan: Path, moment: datetime) -> str:
        content = read_file(plan)
        if self._before.get(plan) == sha256(content).digest():
            self._leave(plan, content)
            return _PUT_BACK(self._language)
        book = FileBook(plan, content)
        outcome = refresh(book, moment)
        book.save()
        if book.content != content:
            self._before[plan] = sha256(content).digest()
        self._leave(plan, book.content)
        return _said(outcome, book)

    def _is_left(self, plan: Path, found: Mark) -> bool:
        """Whether this is a file that nobody has saved since, be it under another name."""
        return self._left.get(plan) == found or found in self._left.values()

    def _leave(self, plan: Path, content: bytes) -> None:
        """Remember how we left a plan, unless somebody has saved it since."""
        found = mark(plan)
        with suppress(AopError):  # it may be gone by now
            if found and read_file(plan) == content:
                self._left[plan] = found

    def _stopped(self, plan: Path, error: Exception) -> str | None:
        if self._debug:
            traceback.print_exception(error)
        if isinstance(error, NotAPlan):
            return self._once(plan, _STRANGER)
        words, status = ending(error)
        said = _refused(words)
        return self._once(plan, said) if status == REFUSED else said(self._language)

    def _once(self, plan: Path, text: Text) -> str | None:
        """Say it, unless it was said since the plan was last refreshed."""
        told = self._told.setdefault(plan, set())
        if text in told:
            return None
        told.add(text)
        return text(self._language)


def _is_plan(path: Path) -> bool:
    try:
        return any(name.lower() in TAB_OF for name in FileBook.open(path).names())
    except AopError:
        return False


def _said(outcome: Outcome, book: FileBook) -> str:
    done = result(outcome)(outcome.language)
    if not outcome.troubles.problems:
        return done
    tab = book.tab_of(PROBLEMS.name)
    where = _ON_TAB.format(tab=tab) if tab else _CHECK
    return f"{done}; {_PROBLEMS.format(count=len(outcome.troubles.problems), where=where)(outcome.language)}"


def _refused(why: Text) -> Text:
    return Text("CHƯA cập nhật. {why}", "NOT refreshed. {why}").format(why=why)


_PROBLEMS = Text("vấn đề: {count}, {where}", "problems: {count}, {where}")
_ON_TAB = Text("xem trang “{tab}”", "see “{tab}”")
_CHECK = Text("xem bằng aop check", "list them with aop check")
_OPEN = Text(
    "đã lưu nhưng còn đang mở; sẽ cập nhật khi bạn đóng tệp.{stale}",
    "saved but still open; will be refreshed when you close it.{stale}",
)
_STRANGER = Text(
    "không phải kế hoạch của aop nên được bỏ qua, và sẽ không nhắc lại",
    "not a plan made by aop, so it is left alone; nothing more will be said about it",
)
_PUT_BACK = Text(
    "đã trở về như trước lần cập nhật vừa rồi (aop undo), nên để nguyên",
    "back to what it was before the refresh (aop undo), so it is left as it is",
)
