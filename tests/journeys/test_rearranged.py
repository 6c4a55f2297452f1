"""The owner moves, sorts, inserts, renames and hides, and saves with another program: the numbers stay the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn

from aop_excel.backends.file import FileBook
from tests import libreoffice
from tests.plans import (
    SHOP_FROM_APRIL,
    SHOP_VI,
    Results,
    Starter,
    aop,
    differences,
    look,
    number,
    owner,
    places,
    results,
    saved_by_libreoffice,
)

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

Copy = Callable[[Starter], Path]
Values = list[list[object]]


def rearrange(book: Workbook, name: str, change: Callable[[Values], Values], *, down: int = 0) -> list[object]:
    """Write a table's header and rows anew, `down` rows lower, as an owner who cuts and pastes; the old header.

    Our formulas name columns, so that they can be moved as they are. The file must be calculated again before it is
    read, since openpyxl keeps no results.
    """
    page = next(page for page in book.worksheets if name in page.tables)
    table = page.tables[name]
    cells = page[table.ref]
    top, left = cells[0][0].row + down, cells[0][0].column
    old: Values = [[cell.value for cell in row] for row in cells]
    changed = change(old)
    for row in cells:
        for cell in row:
            cell.value = None
    for at, values in enumerate(changed):
        for offset, value in enumerate(values):
            page.cell(top + at, left + offset).value = value  # type: ignore[assignment]
    right = get_column_letter(left + len(changed[0]) - 1)
    table.ref = f"{get_column_letter(left)}{top}:{right}{top + len(changed) - 1}"
    headers = [str(header) for header in changed[0]]
    table.tableColumns = [TableColumn(id=at, name=header) for at, header in enumerate(headers, 1)]
    return old[0]


def with_columns_last(columns: Sequence[int]) -> Callable[[Values], Values]:
    """Some columns cut out and pasted at the end of the table."""

    def change(rows: Values) -> Values:
        kept = [at for at in range(len(rows[0])) if at not in columns]
        return [[row[at] for at in (*kept, *columns)] for row in rows]

    return change


def with_blank_rows(rows: Values) -> Values:
    """The data rows in reverse order, with a blank row after each third."""
    header, *data = rows
    changed = [header]
    for count, row in enumerate(reversed(data), 1):
        changed.append(row)
        if count % 3 == 0:
            changed.append([None] * len(header))
    return changed


def by_code(found: Results) -> Results:
    """The results in an order that does not depend on that of the rows."""
    keys = {"aop_variance": "key", "aop_pnl": "key", "aop_scorecard": "code", "aop_goal_progress": "code"}
    return {table: sorted(found[table], key=lambda row: str(row[key])) for table, key in keys.items()}


@pytest.fixture(params=[SHOP_FROM_APRIL, SHOP_VI], ids=str)
def plan(request: pytest.FixtureRequest, copy: Copy) -> Path:
    return copy(request.param)


def test_a_rearranged_workbook_gives_the_same_numbers(plan: Path) -> None:
    before = by_code(results(plan))
    where = {table: places(FileBook.open(plan), table) for table in ("aop_budget", "aop_actuals", "aop_goals")}
    book = load_workbook(plan)
    rearrange(book, "aop_budget", with_columns_last([where["aop_budget"][key] for key in ("kind", "code")]))
    rearrange(book, "aop_budget", with_blank_rows, down=4)
    rearrange(book, "aop_actuals", with_blank_rows, down=2)
    rearrange(book, "aop_goals", with_columns_last([where["aop_goals"]["name"]]))
    for page in book.worksheets:
        if "aop_budget" in page.tables:
            page.column_dimensions["D"].hidden = True
            page.row_dimensions[page[page.tables["aop_budget"].ref][2][0].row].hidden = True
    book.move_sheet(book.worksheets[3], offset=-2)
    book.save(plan)
    saved_by_libreoffice(plan)

    assert aop("refresh", plan) == 0
    assert differences(by_code(results(plan)), before) == []
    libreoffice.assert_formulas_equal(plan)
    once = plan.read_bytes()
    assert aop("refresh", plan) == 0
    assert plan.read_bytes() == once


def test_renamed_lines_are_the_same_lines(plan: Path) -> None:
    before = by_code(results(plan))
    with owner(plan) as typing:
        typing.types("aop_budget", "CP-MB", name="Thuê nhà 12 Hàng Bông")
        typing.types("aop_goals", "MT1", name="Lớn lên")
    assert aop("refresh", plan) == 0
    after = by_code(results(plan))
    changed = differences(after, before)
    assert len(changed) == 4  # its row on Variance, two on Profit and loss, one goal
    assert all("'Thuê nhà 12 Hàng Bông'" in each or "'Lớn lên'" in each for each in changed)


def test_a_workbook_saved_by_libreoffice_refreshes_as_before(plan: Path) -> None:
    before = results(plan)
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 0
    assert differences(results(plan), before) == []


def test_a_renamed_tab_is_named_in_problems(plan: Path) -> None:
    with owner(plan) as typing:
        at = number(typing.book, "aop_budget", "CP-MB")
        typing.types("aop_budget", at, channel="Web")
    book = load_workbook(plan)
    page = next(page for page in book.worksheets if "aop_budget" in page.tables)
    old, page.title = page.title, "Thu & chi năm nay"  # LibreOffice loses a table on a tab with an apostrophe
    for name in book.defined_names.values():
        name.value = name.value.replace(f"'{old}'", f"'{page.title}'")
    book.save(plan)
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 1
    (problem,) = results(plan)["aop_problems"]
    assert str(problem["cell"]).startswith(f"'{page.title}'!")
    libreoffice.assert_formulas_equal(plan)


@pytest.mark.parametrize(("table", "key"), [("aop_problems", "cure"), ("aop_variance", "cause")])
def test_a_deleted_column_of_results_is_told(table: str, key: str, copy: Copy) -> None:
    plan = copy(SHOP_VI)
    where = places(FileBook.open(plan), table)[key]
    book = load_workbook(plan)
    header = str(rearrange(book, table, lambda rows: [[*row[:where], *row[where + 1 :]] for row in rows])[where])
    book.save(plan)
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 1
    (problem,) = results(plan)["aop_problems"]
    assert str(problem["problem"]).endswith(f"thiếu cột “{header}”")


def test_a_month_may_stand_elsewhere_in_the_budget(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    plan = copy(SHOP_FROM_APRIL)
    before = by_code(results(plan))
    book = load_workbook(plan)
    rearrange(book, "aop_budget", with_columns_last([places(FileBook.open(plan), "aop_budget")["m06"]]))
    book.save(plan)
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 0
    assert "not side by side in the order of the fiscal year" in capsys.readouterr().out
    assert differences(by_code(results(plan)), before) == []
    libreoffice.assert_formulas_equal(plan)


def test_codes_may_be_numbers_of_accounts(copy: Copy) -> None:
    plan = copy(SHOP_FROM_APRIL)
    before = look(plan, "aop_variance", "CP-MB")
    with owner(plan) as typing:
        typing.types("aop_budget", "CP-MB", code=6421.0)
        typing.types("aop_actuals", "CP-MB", code="6421")
        typing.types("aop_budget", "CP-PM", code=6428.0)
        typing.clears("aop_actuals", "CP-PM")
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 0
    assert look(plan, "aop_variance", "6421") == {**before, "code": "6421", "key": "line:6421"}
    assert look(plan, "aop_actuals", "6428")["name"] == "Shop software"
    libreoffice.assert_formulas_equal(plan)
