"""A plan refreshed while it is open in LibreOffice: the same cells as in the file, and nothing else touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.backends.live.book import LiveBook
from aop_excel.commands import Outcome, refresh
from aop_excel.libreoffice.ranges import Range
from aop_excel.workbook.book import Cell, Fault
from tests import libreoffice, plans
from tests.engine_calls import counted
from tests.live import saw
from tests.office import Office
from tests.plans import Owner, Starter

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_uno]

NOW = datetime(2027, 8, 3, 9, 30)


VAN = {f"m{month:02d}": 10_000_000.0 for month in range(1, 13)}


def nothing_new(_owner: Owner) -> None:
    pass


def a_new_line(owner: Owner) -> None:
    owner.adds("aop_budget", code="CP-XE", name="Delivery van", kind="Other fixed cost", annual=120e6, **VAN)


def july_closed(owner: Owner) -> None:
    owner.types("aop_actuals", "DT-CH-SUA", m07=91_000_000.0)
    owner.types("aop_closed", 1, m07="x")


def a_line_gone(owner: Owner) -> None:
    owner.clears("aop_budget", "MKT-QC")
    owner.clears("aop_actuals", "MKT-QC")


def an_error(owner: Owner) -> None:
    owner.types("aop_actuals", "DT-CH-SUA", m06="abc")


def names_like_formulas(owner: Owner) -> None:
    owner.types("aop_budget", "DT-CH-SUA", name="=1+1")
    owner.types("aop_goals", 1, name="007")
    owner.types("aop_goals", 2, name="+84 90")


def differences(ours: dict[str, list[list[Cell]]], theirs: dict[str, list[list[Cell]]]) -> list[str]:
    """Where two books differ by more than the last digits of a number."""
    assert {table: len(rows) for table, rows in ours.items()} == {table: len(rows) for table, rows in theirs.items()}
    return [
        f"{table} row {at} column {column}: {one!r}, {other!r}"
        for table in ours
        for at, (row, live) in enumerate(zip(ours[table], theirs[table], strict=True))
        for column, (one, other) in enumerate(zip(row, live, strict=True), 1)
        if not libreoffice.same(one, other)
    ]


def refreshed(path: Path) -> tuple[FileBook, Outcome]:
    """The plan in the file, refreshed and saved."""
    book = FileBook.open(path)
    outcome = refresh(book, NOW)
    book.save()
    return book, outcome


CHANGES = [nothing_new, a_new_line, july_closed, a_line_gone, an_error, names_like_formulas]


@pytest.mark.parametrize("starter", [plans.SHOP, plans.Starter("babycare_house", "vi", 4)], ids=str)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_same_plan_gives_the_same_cells_as_in_the_file(
    change: Callable[[Owner], None],
    starter: Starter,
    copy: Callable[[Starter], Path],
    libreoffice_open: Office,
    tmp_path: Path,
) -> None:
    path = copy(starter)
    with plans.owner(path) as owner:
        change(owner)
    file, expected = refreshed(Path(shutil.copyfile(path, tmp_path / "file.xlsx")))
    recalculated = LiveBook(libreoffice_open.opens(file.path))  # as the file's owner sees it
    live = LiveBook(libreoffice_open.opens(path))
    outcome = refresh(live, NOW)
    live.save()
    assert not live.changed
    assert (outcome.changed, outcome.has_errors) == (expected.changed, expected.has_errors)
    assert differences(saw(recalculated), saw(live)) == []
    for tab in file.tabs():
        assert live.formulas(tab) == file.formulas(tab)


def test_a_second_refresh_writes_nothing(shop: Path, libreoffice_open: Office) -> None:
    with plans.owner(shop) as owner:
        a_new_line(owner)
    book = libreoffice_open.opens(shop)
    for expected in (True, False):
        live = LiveBook(book)
        assert refresh(live, NOW).changed is expected
        live.save()


def test_nothing_is_written_before_the_book_is_saved_nor_is_the_file_ever(shop: Path, libreoffice_open: Office) -> None:
    with plans.owner(shop) as owner:
        a_new_line(owner)
    content = shop.read_bytes()
    book = libreoffice_open.opens(shop)
    before = saw(LiveBook(book))
    live = LiveBook(book)
    assert refresh(live, NOW).changed
    assert saw(LiveBook(book)) == before
    live.save()
    assert saw(LiveBook(book)) != before
    assert shop.read_bytes() == content


def test_what_the_owner_looks_at_stays_as_it_is(shop: Path, libreoffice_open: Office) -> None:
    with plans.owner(shop) as owner:
        a_new_line(owner)
    book = libreoffice_open.opens(shop)
    document = book.impl.document
    window, goals = document.CurrentController, document.Sheets.getByName("1 Goals")
    window.setActiveSheet(goals)
    window.select(goals.getCellRangeByName("C8:D9"))
    goals.Rows.getByIndex(8).IsVisible = False
    document.enableAutomaticCalculation(False)
    live = LiveBook(book)
    assert refresh(live, NOW).changed
    live.save()
    assert (window.ActiveSheet.Name, window.Selection.AbsoluteName) == ("1 Goals", "$'1 Goals'.$C$8:$D$9")
    assert not goals.Rows.getByIndex(8).IsVisible
    assert not document.isAutomaticCalculationEnabled()
    assert not document.hasControllersLocked()


def test_new_rows_look_like_those_above_and_take_the_owners_formulas_along(
    shop: Path, libreoffice_open: Office
) -> None:
    book = libreoffice_open.opens(shop)
    stands = LiveBook(book)._parts["aop_pnl"]
    sheet, right = book.sheets[stands.sheet], stands.area.right + 1
    table = book.impl.document.DatabaseRanges.getByName("aop_pnl")
    area = table.DataArea
    area.EndColumn += 1
    table.setDataArea(area)
    sheet.range((stands.area.top, right)).value = "Half"
    half = [[f"=D{row}/2"] for row in range(stands.first, stands.last + 1)]
    sheet.range((stands.first, right), (stands.last, right)).formula = half
    sheet.range((stands.last, 4)).impl.cells.CellBackColor = 0x123456
    budget = LiveBook(book)._parts["aop_budget"]
    line = next(row for row, cells in enumerate(LiveBook(book).rows("aop_budget")) if cells[0] is None)
    typed = ["CP-XE", "Delivery van", "Other fixed cost"]
    book.sheets[budget.sheet].range((budget.area.top + line, 1)).value = typed
    months = budget.area.left + budget.columns.index("Jan")
    book.sheets[budget.sheet].range((budget.area.top + line, months)).value = [10_000_000.0] * 12
    live = LiveBook(book)
    assert refresh(live, NOW).changed
    live.save()
    longer = LiveBook(book)._parts["aop_pnl"]
    assert longer.last > stands.last
    added = range(stands.last + 1, longer.last + 1)
    assert {sheet.range((row, 4)).impl.cells.CellBackColor for row in added} == {0x123456}
    formulas = LiveBook(book).formulas(stands.sheet)
    assert [formulas[row, right] for row in added] == [f"D{row}/2" for row in added]


def test_a_refresh_asks_the_program_few_times(shop: Path, libreoffice_open: Office) -> None:
    """The README tells these numbers: what is read and written in blocks does not grow with the rows of the plan."""
    with plans.owner(shop) as owner:
        a_new_line(owner)
        july_closed(owner)
    book = libreoffice_open.opens(shop)
    for changed, writes in ((True, 72), (False, 0)):
        with counted() as calls:
            live = LiveBook(book)
            assert refresh(live, NOW).changed is changed
            live.save()
        assert calls["read"] == 2 * (len(book.sheets) - 1)  # values and formulas; nothing of ours stands on Lists
        assert calls["write"] <= writes
        assert calls.total() <= (3600 if changed else 1200)


ERRORS = {"=1/0": "#DIV/0!", "=NA()": "#N/A", '="a"+1': "#VALUE!", "#N/A": "#N/A"}


@pytest.mark.parametrize("system", ["windows", "mac"])
def test_errors_are_told_as_such(
    system: str, shop: Path, libreoffice_open: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = libreoffice_open.opens(shop)
    goals = LiveBook(book)._parts["aop_goals"]
    sheet, owner = book.sheets[goals.sheet], goals.area.right
    for row, typed in enumerate(ERRORS, goals.first):
        sheet.range((row, owner)).formula = typed
    if system == "mac":  # where xlwings fails to tell the errors in a block, and leaves them out without being asked
        codes = set(ERRORS.values())
        told: Any = vars(Range)["raw_value"]

        def raw_value(block: Range) -> object:
            if block.options.get("err_to_str") and len(block) > 1:
                raise TypeError("'NoneType' object is not iterable")
            rows = told.__get__(block)
            return rows if len(block) == 1 else [[None if cell in codes else cell for cell in row] for row in rows]

        monkeypatch.setattr(Range, "raw_value", property(raw_value, told.fset))
    read = [row[-1] for row in LiveBook(book).rows("aop_goals")[1:5]]
    assert read == [Fault(code) for code in ERRORS.values()]
    assert refresh(LiveBook(book), NOW).has_errors
