"""An owner's LibreOffice that is running and listens, with workbooks open in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import xlwings as xw

from aop_excel.libreoffice.connection import SETTING
from aop_excel.libreoffice.engine import ENGINE, App
from aop_excel.libreoffice.uno_module import uno_module
from tests import libreoffice

SECONDS = 60
RUN_MACROS = 4
"""LibreOffice's number for running a document's macros without asking."""

ENDS_WITH_US = """import os, signal, subprocess, sys
office = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
sys.stdin.read()
try:
    os.killpg(office.pid, signal.SIGKILL)
except ProcessLookupError:
    pass
"""
"""Runs a program until whoever reads this as a script closes its input, which the system does when we are killed."""


def reachable() -> str | None:
    """Where LibreOffice's Python module lies, if it is there for this Python."""
    return str(uno_module().__file__) if libreoffice.program() and uno_module() else None


class Office:
    """The running program; `desktop` is its own object for itself."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.desktop = app.desktop

    def opens(self, path: Path, *, macros: bool = False) -> xw.Book:
        """The owner opens a workbook, and lets its macros run or not."""
        how: dict[str, object] = {"Hidden": True}  # Debian's build without windows aborts on a visible one
        if macros:
            how["MacroExecutionMode"] = RUN_MACROS
        asked = tuple(
            uno_module().createUnoStruct("com.sun.star.beans.PropertyValue", n, 0, v, 0) for n, v in how.items()
        )
        document = self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, asked)
        assert document, f"LibreOffice did not open {path}"
        return xw.Book(impl=next(book for book in self.app.books if book.fullname == str(path.resolve())))

    def presses(self, book: xw.Book, sheet: str) -> None:
        """The owner goes to a sheet and presses the button on it."""
        page, window = book.impl.document.Sheets.getByName(sheet), book.impl.document.CurrentController
        window.setActiveSheet(page)
        shapes = [page.DrawPage.getByIndex(number) for number in range(page.DrawPage.Count)]
        [button] = [shape.Control for shape in shapes if hasattr(shape, "Control")]
        window.getControl(button).getAccessibleContext().doAccessibleAction(0)

    def closes(self, book: xw.Book) -> None:
        """The owner closes a workbook without saving."""
        book.impl.document.close(True)

    def closes_all(self) -> None:
        """The owner closes whatever is open."""
        for book in list(self.app.books):
            book.document.close(True)


@contextmanager
def running(place: str) -> Iterator[Office]:
    """LibreOffice listening at a place (`pipe,name=…`), which AOP_LIBREOFFICE names meanwhile."""
    office = [
        str(libreoffice.program()),
        f"-env:UserInstallation={libreoffice.new_profile().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", f"--accept={place};urp"),
    ]
    process = subprocess.Popen(
        [sys.executable, "-c", ENDS_WITH_US, *office],
        env={**os.environ, SETTING: place},  # what a macro starts looks there, too
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with patch.dict(os.environ, {SETTING: place}):
            yield Office(_answer(process))
    finally:
        process.communicate()


def _answer(process: subprocess.Popen[Any]) -> App:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for app in ENGINE.apps:
            return app
        assert process.poll() is None, "LibreOffice ended"
        time.sleep(0.05)
    raise AssertionError(f"LibreOffice did not answer within {SECONDS} seconds")
