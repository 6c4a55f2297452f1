"""The real button of a plan is pressed in a real program: our macro runs, Python starts, the open plan is refreshed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from aop_excel.backends.live.book import LiveBook
from aop_excel.backends.macro import with_button
from aop_excel.backends.macro.modules import XLWINGS, modules
from aop_excel.backends.macro.project import Kind, Module
from tests import plans
from tests.office import Office

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_uno]

SECONDS = 60
ROOT = Path(__file__).parents[2]
STAND_IN = f'''Attribute VB_Name = "{XLWINGS}"
Public Function RunPython(PythonCommand As String)
    Dim words As String
    words = "-c ""import sys; sys.path.insert(0, '{ROOT}'); " & PythonCommand & """"
    words = words & " --wb=" & ThisWorkbook.Name & " --from_xl=1 --app=LibreOffice"
    Shell "{sys.executable}", 0, words, False
End Function
'''
"""xlwings' own module cannot be compiled by LibreOffice. It starts the same command, but waits for it to end, which
would keep LibreOffice from answering."""


def with_stand_in(documents: Iterable[tuple[str, str]]) -> list[Module]:
    """The modules of our project, with the stand-in for those of xlwings."""
    ours = [module for module in modules(documents) if module.kind is Kind.DOCUMENT or module.name == "AOP"]
    return [*ours, Module(XLWINGS, Kind.STANDARD, STAND_IN.replace("\n", "\r\n"))]


@pytest.mark.parametrize("sheet", ["Start", "Variance", "Profit bridge", "Review", "Profit and loss"])
def test_the_button_refreshes_the_plan_it_stands_in(
    sheet: str, tmp_path: Path, libreoffice_open: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.xlsm"
    monkeypatch.setattr(with_button, "modules", with_stand_in)
    assert plans.new(path, plans.SHOP) == 0
    book = libreoffice_open.opens(path, macros=True)
    closed = LiveBook(book)._parts["aop_closed"]
    july = closed.area.left + closed.columns.index("Jul")
    book.sheets[closed.sheet].range((closed.first, july)).value = "x"
    libreoffice_open.presses(book, sheet)
    end = time.monotonic() + SECONDS
    while not (told := plans.rows(LiveBook(book), "aop_problems")) and time.monotonic() < end:
        time.sleep(0.2)
    assert told[0]["problem"] == "Month 7 is closed without any figures"
    assert book.sheets.active.name == sheet
