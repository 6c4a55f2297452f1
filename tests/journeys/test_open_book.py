"""A plan that its owner has open: `aop refresh` refreshes it there, or says that it cannot."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.backends.live.book import LiveBook
from aop_excel.libreoffice import books
from aop_excel.libreoffice.connection import SETTING
from aop_excel.workbook.book import Book, Cell
from tests import plans
from tests.office import Office
from tests.plans import aop

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_uno]


def problems(book: Book) -> list[Cell]:
    """What is to be put right: values that only a refresh changes. A closed month wants all its figures."""
    return [row["problem"] for row in plans.rows(book, "aop_problems")]


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_LANG", "en")


@pytest.fixture
def july(shop: Path) -> Path:
    """The shop's plan, in which July was closed since the last refresh."""
    with plans.owner(shop) as owner:
        owner.types("aop_actuals", "DT-CH-SUA", m07=91_000_000.0)
        owner.types("aop_closed", 1, m07="x")
    return shop


def test_it_is_refreshed_where_it_is_open(
    july: Path, libreoffice_open: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    book = libreoffice_open.opens(july)
    content, before = july.read_bytes(), problems(LiveBook(book))
    assert aop("refresh", july) == 0
    assert f"{july}: refreshed (in LibreOffice, where it is open; save it there)\n" in capsys.readouterr().out
    assert problems(LiveBook(book)) != before
    assert july.read_bytes() == content
    assert aop("refresh", july) == 0
    assert "nothing changed (in LibreOffice" in capsys.readouterr().out


def test_what_was_typed_but_not_saved_counts(july: Path, libreoffice_open: Office) -> None:
    book = libreoffice_open.opens(july)
    live = LiveBook(book)
    company = live._layout.cells["aop_company"]
    book.sheets[company.sheet].range((company.row, company.column)).value = "Nhà Của Bé"
    row = live.rows("aop_actuals").index(next(row for row in live.rows("aop_actuals") if row[0] == "DT-CH-SUA"))
    actuals = live._layout.tables["aop_actuals"]
    column = actuals.area.left + actuals.columns.index("Jul")
    book.sheets[actuals.sheet].range((actuals.area.top + row, column)).value = 100_000_000
    assert aop("refresh", july) == 0
    shown = plans.rows(LiveBook(book), "aop_variance")
    assert next(row for row in shown if row["code"] == "DT-CH-SUA")["actual"] == 100_000_000


def test_errors_are_listed_where_it_is_open(
    shop: Path, libreoffice_open: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with plans.owner(shop) as owner:
        owner.types("aop_actuals", "DT-CH-SUA", m06="abc")
    book = libreoffice_open.opens(shop)
    assert aop("refresh", shop) == 1
    assert "NOT refreshed (in LibreOffice" in capsys.readouterr().out
    [problem] = plans.rows(LiveBook(book), "aop_problems")
    assert problem["problem"] == "“abc” is not an amount"
    assert str(problem["cell"]).startswith("Actuals!")


def test_another_plan_of_the_same_name_is_left_alone(july: Path, libreoffice_open: Office, tmp_path: Path) -> None:
    other = tmp_path / "last year" / july.name
    other.parent.mkdir()
    shutil.copyfile(july, other)
    book = libreoffice_open.opens(other)
    before = problems(LiveBook(book))
    july.with_name(f".~lock.{july.name}#").touch()
    assert aop("refresh", july) == 1
    other.unlink()
    assert aop("refresh", july) == 1
    july.with_name(f".~lock.{july.name}#").unlink()
    assert aop("refresh", july) == 0
    assert problems(LiveBook(book)) == before != problems(FileBook.open(july))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_it_is_found_through_a_link(july: Path, libreoffice_open: Office, tmp_path: Path) -> None:
    link = tmp_path / "links" / july.name
    link.parent.mkdir()
    link.symlink_to(july)
    book = libreoffice_open.opens(july)
    before = problems(LiveBook(book))
    assert aop("refresh", link) == 0
    assert problems(LiveBook(book)) != before


def test_it_is_found_in_a_folder_in_the_cloud(
    july: Path, libreoffice_open: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = libreoffice_open.opens(july)
    before = problems(LiveBook(book))
    monkeypatch.setattr(books.Book, "fullname", "https://d.docs.live.net/4242/plans/plan.xlsx")
    assert aop("refresh", july) == 0
    monkeypatch.undo()
    assert problems(LiveBook(book)) != before


def test_a_program_that_does_not_listen_is_not_disturbed(
    july: Path, libreoffice_open: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = libreoffice_open.opens(july)
    before = problems(LiveBook(book))
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv(SETTING, "pipe,name=nobody-listens-here")
        assert aop("refresh", july) == 1
    assert "is open in Excel or LibreOffice. Close it and try again." in capsys.readouterr().err
    assert problems(LiveBook(book)) == before


def test_a_lock_file_left_behind_opens_nothing(
    july: Path, libreoffice_open: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    july.with_name(f".~lock.{july.name}#").touch()
    assert aop("refresh", july) == 1
    assert "delete the lock file" in capsys.readouterr().err
    assert list(libreoffice_open.app.books) == []
