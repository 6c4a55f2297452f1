"""What can go wrong while a plan is refreshed where it is open: a message for its owner, and the book as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw

from aop_excel.backends.live.book import LiveBook
from aop_excel.backends.live.refusals import CannotWriteCells, NoAnswer, TotalsShown
from aop_excel.backends.refusals import NoRoomToGrow
from aop_excel.commands import Outcome, refresh
from aop_excel.libreoffice.ranges import Range
from aop_excel.workbook.addresses import place
from tests import plans
from tests.live import saw
from tests.office import Office

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_uno]

NOW = datetime(2027, 8, 3, 9, 30)
VAN = {f"m{month:02d}": 10_000_000.0 for month in range(1, 13)}
GROWING = ("Actuals", "Variance", "Profit and loss")
"""The tabs on which a new budget line makes a table longer."""


@pytest.fixture
def grown(shop: Path) -> Path:
    """The shop's plan with a budget line more than at the last refresh."""
    with plans.owner(shop) as owner:
        owner.adds("aop_budget", code="CP-XE", name="Delivery van", kind="Other fixed cost", annual=120e6, **VAN)
    return shop


@pytest.fixture
def book(grown: Path, libreoffice_open: Office) -> xw.Book:
    """The same, open."""
    return libreoffice_open.opens(grown)


def refreshes(book: xw.Book) -> Outcome:
    live = LiveBook(book)
    outcome = refresh(live, NOW)
    live.save()
    return outcome


def everything(book: xw.Book) -> object:
    """Every cell of the tables and fields, where they stand, and all formulas."""
    live = LiveBook(book)
    stands = {name: (part.sheet, part.area) for name, part in live._parts.items()}
    return saw(live), stands, {sheet.name: live.formulas(sheet.name) for sheet in book.sheets}


@pytest.mark.parametrize("tab", ["Start", "Variance", "Profit and loss"])
def test_a_protected_sheet_leaves_the_whole_book_as_it_was(book: xw.Book, tab: str) -> None:
    before = everything(book)
    sheet = book.sheets[tab].impl.grid
    sheet.protect("")
    with pytest.raises(CannotWriteCells, match=f"of sheet “{tab}”") as refused:
        refreshes(book)
    assert "hãy bỏ bảo vệ (Xem lại > Bỏ bảo vệ trang tính)" in refused.value.text.vi
    assert everything(book) == before
    assert not book.impl.document.hasControllersLocked()
    sheet.unprotect("")
    assert refreshes(book).changed
    assert everything(book) != before


def test_a_book_closed_while_it_is_read_is_told(book: xw.Book, libreoffice_open: Office) -> None:
    live = LiveBook(book)
    libreoffice_open.closes(book)
    with pytest.raises(NoAnswer, match=r"LibreOffice does not answer for plan\.xlsx: it was closed"):
        refresh(live, NOW)


def test_a_book_closed_before_it_is_written_is_told(book: xw.Book, libreoffice_open: Office) -> None:
    live = LiveBook(book)
    assert refresh(live, NOW).changed
    libreoffice_open.closes(book)
    with pytest.raises(NoAnswer, match=r"plan\.xlsx"):
        live.save()


def test_a_book_closed_while_it_is_written_is_told(
    book: xw.Book, libreoffice_open: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveBook(book)
    assert refresh(live, NOW).changed
    resize = xw.main.Table.resize

    def resize_and_close(table: xw.main.Table, cells: xw.Range) -> None:
        resize(table, cells)
        libreoffice_open.closes(book)

    monkeypatch.setattr(xw.main.Table, "resize", resize_and_close)
    with pytest.raises(NoAnswer, match=r"plan\.xlsx"):
        live.save()


def test_a_mistake_of_ours_leaves_the_book_as_it_was(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    before, entered = everything(book), 0
    enter = vars(Range)["formula"]

    def formula(block: Range, rows: object) -> None:
        nonlocal entered
        entered += 1
        if entered == 6:
            raise TypeError("a mistake of ours")
        enter.fset(block, rows)

    with monkeypatch.context() as mistaken:
        mistaken.setattr(Range, "formula", property(enter.fget, formula))
        with pytest.raises(TypeError, match="a mistake of ours"):
            refreshes(book)
    assert everything(book) == before
    assert not book.impl.document.hasControllersLocked()


def test_sheets_may_be_hidden_and_renamed(book: xw.Book) -> None:
    for tab in GROWING:
        book.sheets[tab].impl.grid.IsVisible = False
    book.sheets["Variance"].impl.grid.Name = "Lệch kế hoạch 7-2027"
    assert refreshes(book).changed
    live = LiveBook(book)
    assert place(live.address("aop_variance")).sheet == "Lệch kế hoạch 7-2027"
    assert "CP-XE" in [row["code"] for row in plans.rows(live, "aop_variance")]


def test_a_deleted_table_is_a_problem_on_start(book: xw.Book) -> None:
    book.impl.document.DatabaseRanges.removeByName("aop_risks")
    assert refreshes(book).has_errors
    [problem] = plans.rows(LiveBook(book), "aop_problems")
    assert problem["problem"] == "Table “Risks” (aop_risks) is gone"


def test_a_cell_below_a_table_that_must_grow_is_named(book: xw.Book) -> None:
    live = LiveBook(book)
    stands = live._parts["aop_variance"].area
    note = book.sheets["Variance"].range((stands.bottom + 1, 2))
    note.value = "Ask Lan about the rent"
    before = everything(book)
    with pytest.raises(NoRoomToGrow, match=f"but cell B{stands.bottom + 1} of sheet “Variance”"):
        refreshes(book)
    assert everything(book) == before


def test_a_totals_row_is_asked_to_be_switched_off(book: xw.Book) -> None:
    stands = LiveBook(book)._parts["aop_variance"].area
    table = book.impl.document.DatabaseRanges.getByName("aop_variance")
    area = table.DataArea
    area.EndRow += 1
    table.setDataArea(area)
    table.TotalsRow = True
    book.sheets["Variance"].range((stands.bottom + 1, 1)).value = "Total"
    before = everything(book)
    with pytest.raises(TotalsShown, match=f"totals row stands at cell A{stands.bottom + 1} of sheet “Variance”"):
        refreshes(book)
    assert everything(book) == before


@pytest.fixture
def far_away(book: xw.Book) -> xw.Book:
    """A note of the owner's in the last row of a sheet, so that the cells in use are more than can be read."""
    book.sheets["Actuals"].range((1_048_576, 1_000)).value = "lost"
    return book


def test_a_sheet_with_a_cell_far_away_is_read_where_something_stands(far_away: xw.Book) -> None:
    assert refreshes(far_away).changed
    assert not refreshes(far_away).changed
    assert "CP-XE" in [row["code"] for row in plans.rows(LiveBook(far_away), "aop_actuals")]
