"""The Refresh button, pressed in a plan that is open: what its owner reads, and what stands in the workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from aop_excel import button
from aop_excel.backends.live.book import LiveBook
from aop_excel.libreoffice.engine import App
from tests import plans
from tests.office import Office

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_uno]


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The message boxes that a program with boxes shows: how grave, and the words."""
    shown: list[tuple[str, str]] = []

    def alert(_app: App, prompt: str, _title: str, _buttons: str, mode: str, _callback: object) -> str:
        shown.append((mode, prompt))
        return "ok"

    monkeypatch.setattr(App, "alert", alert, raising=False)
    return shown


@pytest.fixture(autouse=True)
def as_the_macro_calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The arguments with which xlwings' macro starts Python; no other engine is there, and logs go elsewhere."""
    monkeypatch.setattr(sys, "argv", ["-c", "--wb=plan.xlsx", "--from_xl=1", "--app=LibreOffice"])
    monkeypatch.setattr(xw.engines, "active", None)
    for place in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(place, str(tmp_path))


@pytest.fixture
def book(shop: Path, libreoffice_open: Office) -> xw.Book:
    """The shop's plan, open, with an amount that was typed and not saved."""
    opened = libreoffice_open.opens(shop)
    types(opened, "aop_actuals", "Jun", 100_000_000.0)
    return opened


def types(book: xw.Book, table: str, column: str, value: object) -> None:
    """The owner types into the first row of a table."""
    part = LiveBook(book)._parts[table]
    book.sheets[part.sheet].range((part.first, part.area.left + part.columns.index(column))).value = value


def test_results_are_refreshed_without_a_word(book: xw.Book, boxes: list[tuple[str, str]], shop: Path) -> None:
    content = shop.read_bytes()
    types(book, "aop_closed", "Jul", "x")
    button.refresh()
    assert boxes == []
    live = LiveBook(book)
    assert live.field("aop_state") == f"Up to date, to look at: {len(plans.rows(live, 'aop_problems'))}"
    assert plans.rows(live, "aop_problems")[0]["problem"] == "Month 7 is closed without any figures"
    assert shop.read_bytes() == content


def test_a_second_press_says_that_nothing_changed(book: xw.Book, boxes: list[tuple[str, str]]) -> None:
    button.refresh()
    button.refresh()
    assert boxes == [("info", "Nothing changed: the results are up to date.")]


def test_errors_are_listed_on_start_and_the_first_ones_told(book: xw.Book, boxes: list[tuple[str, str]]) -> None:
    types(book, "aop_actuals", "Jun", "abc")
    button.refresh()
    [(mode, words)] = boxes
    assert mode == "critical"
    first, second = words.splitlines()
    assert first == (
        "NOT refreshed: 1 errors to be put right first. They are listed under “To be put right” on sheet “Start”."
    )
    assert second.startswith("Actuals!")
    assert second.endswith(": “abc” is not an amount")
    [problem] = plans.rows(LiveBook(book), "aop_problems")
    assert f"{problem['cell']}: {problem['problem']}" == second


def test_a_refusal_stands_on_start_and_in_a_box(book: xw.Book, boxes: list[tuple[str, str]]) -> None:
    book.sheets["1 Goals"].impl.grid.protect("")
    button.refresh()
    [(mode, words)] = boxes
    assert mode == "critical"
    assert "LibreOffice did not let us write cells" in words
    assert LiveBook(book).field("aop_state") == words


def test_without_a_message_box_the_words_stand_on_start(book: xw.Book) -> None:
    assert not hasattr(App, "alert")
    book.sheets["1 Goals"].impl.grid.protect("")
    button.refresh()
    assert "unprotect it" in str(LiveBook(book).field("aop_state"))


def test_what_nobody_expected_is_said_calmly_with_its_log(
    book: xw.Book,
    boxes: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def fails(*_: Any) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(button, "refresh_book", fails)
    button.refresh()
    [(mode, words)] = boxes
    [log] = tmp_path.rglob("button.log")
    assert mode == "critical"
    assert words == (
        "Something unexpected happened, so the workbook was left as it was before. "
        f"The details are in the file {log}; please send it to us."
    )
    assert LiveBook(book).field("aop_state") == words
    assert "ZeroDivisionError: a mistake of ours" in log.read_text("utf-8")
    assert capfd.readouterr() == ("", "")


def test_a_workbook_that_is_no_plan_is_told(
    libreoffice_open: Office, tmp_path: Path, boxes: list[tuple[str, str]]
) -> None:
    import xlsxwriter

    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write("A1", "hello")
    libreoffice_open.opens(path)
    button.refresh()
    [(mode, words)] = boxes
    assert mode == "critical"
    assert "Tệp này không phải kế hoạch do aop tạo" in words


def test_without_the_workbook_the_macro_gets_our_words_and_no_traceback(
    libreoffice_open: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(libreoffice_open.app.books) == []
    with pytest.raises(SystemExit) as ended:
        button.refresh()
    words = capsys.readouterr().err
    assert ended.value.code == 1
    assert "Có lỗi ngoài dự tính" in words
    assert "Something unexpected happened" in words
    assert "Traceback" not in words
