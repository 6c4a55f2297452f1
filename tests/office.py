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

    def opens(self, path: Path) -> xw.Book:
        """The owner opens a workbook."""
        hidden = uno_module().createUnoStruct("com.sun.star.beans.PropertyValue")
        hidden.Name, hidden.Value = "Hidden", True  # Debian's build without windows aborts on a visible one
        document = self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (hidden,))
        assert document, f"LibreOffice did not open {path}"
        return xw.Book(impl=next(book for book in self.app.books if book.fullname == str(path.resolve())))

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
