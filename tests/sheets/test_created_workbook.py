"""Every starter plan as a new workbook: what was written is what is read, calculated and seen by other programs."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from aop_excel.backends.file import FileBook
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import Plan
from aop_excel.sheets import FIELDS, SHEETS, TABLES
from aop_excel.starters import starter
from aop_excel.workbook.layout import Author, Format
from aop_excel.workbook.reader import read
from aop_excel.workbook.reading import Reading
from tests import libreoffice
from tests.plans import BLANK, SHOP, SHOP_VI, STARTERS, YEAR, Starter, aop, new, rows

Made = Callable[[Starter], Path]
A4 = 9
YEARS = {month: FiscalYear(YEAR, month) for month in (1, 4)}

each_starter = pytest.mark.parametrize("chosen", STARTERS, ids=str)


@pytest.fixture(scope="module")
def recalculated(made: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[Starter, Path]:
    """All starter plans after LibreOffice calculated them."""
    after = libreoffice.recalculate_many([made(each) for each in STARTERS], tmp_path_factory.mktemp("recalculated"))
    return dict(zip(STARTERS, after, strict=True))


@pytest.fixture(scope="module")
def seen(made: Made) -> Callable[[Starter], Workbook]:
    """A workbook as openpyxl sees it, which tells that it does not know sparklines and whole columns to print."""
    found: dict[Starter, Workbook] = {}

    def see(chosen: Starter) -> Workbook:
        if chosen not in found:
            with warnings.catch_warnings(action="ignore"):
                found[chosen] = load_workbook(made(chosen))
        return found[chosen]

    return see


@each_starter
def test_what_is_read_is_what_was_written(chosen: Starter, made: Made) -> None:
    reading = read(FileBook.open(made(chosen)), SHEETS)
    assert isinstance(reading, Reading)
    plan, actuals = starter(chosen.template, chosen.language, YEAR, chosen.start_month)
    assert reading.problems == []
    assert reading.inexact == set()
    assert without_what_was_frozen(reading.plan) == without_what_was_frozen(plan)
    kept = {"comments": (), "year_outlooks": (), "month_outlooks": ()}
    assert reading.actuals.model_copy(update=kept) == actuals
    assert all(not asked.cause for asked in reading.actuals.comments)  # what the first refresh asks about


def without_what_was_frozen(plan: Plan) -> Plan:
    """The first refresh freezes the version that is due."""
    versions = plan.versions.model_copy(update={"log": (), "frozen": (), "sealed": ""})
    return plan.model_copy(update={"versions": versions})


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
@each_starter
def test_libreoffice_gets_the_result_of_every_formula(
    chosen: Starter, made: Made, recalculated: dict[Starter, Path]
) -> None:
    assert libreoffice.differences(made(chosen), recalculated[chosen]) == []


@each_starter
def test_a_new_plan_has_no_problems(chosen: Starter, made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert aop("check", made(chosen)) == 0
    assert (
        capsys.readouterr().out.splitlines()[0] == {"en": "No problems.", "vi": "Không có vấn đề nào."}[chosen.language]
    )


@each_starter
def test_a_refresh_of_a_new_plan_changes_nothing(chosen: Starter, copy: Made) -> None:
    path = copy(chosen)
    before = path.read_bytes()
    assert aop("refresh", path) == 0
    assert path.read_bytes() == before


def test_equal_plans_are_equal_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 1 January 2027
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert [new(first, SHOP), new(second, SHOP)] == [0, 0]
    assert first.read_bytes() == second.read_bytes()
    assert FileBook.open(first).field("aop_refreshed_at") == date(2027, 1, 1)


@each_starter
def test_every_table_and_field_is_found_by_name(chosen: Starter, made: Made) -> None:
    book = FileBook.open(made(chosen))
    assert [name for name in book.names() if name in TABLES] == list(TABLES)
    assert {*FIELDS} < {*book.names()}
    for name, table in TABLES.items():
        header, *_ = book.rows(name)
        assert header == [column.label(chosen.language) for column in table.columns(YEARS[chosen.start_month])]
    for name, field in FIELDS.items():
        assert (book.field(name) is not None) or not field.required, name


@each_starter
def test_openpyxl_sees_the_same_tables_and_names(chosen: Starter, seen: Callable[[Starter], Workbook]) -> None:
    book = seen(chosen)
    tabs = [sheet.title(chosen.language) for sheet in SHEETS]
    assert book.sheetnames[: len(tabs)] == tabs
    assert {book[tab].sheet_state for tab in tabs} == {"visible"}
    assert {book[tab].sheet_state for tab in book.sheetnames[len(tabs) :]} == {"hidden"}
    for sheet, tab in zip(SHEETS, tabs, strict=True):
        assert set(book[tab].tables) == {table.name for table in sheet.tables}
        for table in sheet.tables:
            found = book[tab].tables[table.name]
            top = book[tab][found.ref][0]
            assert [cell.value for cell in top] == found.column_names  # else Excel repairs the file
        for field in sheet.fields:
            (at,) = book.defined_names[field.name].destinations
            assert at[0] == tab


@each_starter
def test_every_list_is_offered_where_it_is_needed(chosen: Starter, seen: Callable[[Starter], Workbook]) -> None:
    book = seen(chosen)
    for sheet in SHEETS:
        page = book[sheet.title(chosen.language)]
        for table in sheet.tables:
            ref = page.tables[table.name].ref
            columns = table.columns(YEARS[chosen.start_month])
            for column, cell in zip(columns, page[ref][1], strict=True):
                rules = [rule for rule in page.data_validations.dataValidation if cell.coordinate in rule.sqref]
                listed = [rule for rule in rules if rule.type == "list"]
                is_input = table.author is Author.OWNER and not column.calculated
                refers = column.refers and column.format is not Format.CODES  # several of them: no list offers that
                wanted = is_input and bool(column.options or refers or column.format is Format.MARK)
                assert len(listed) == wanted, f"{table.name}[{column.key}]"
                assert [rule.prompt for rule in rules if rule.prompt] == (
                    [column.help(chosen.language)] if column.help and is_input else []
                )
                assert all(offers_something(book, rule) for rule in listed), f"{table.name}[{column.key}]"


def offers_something(book: Workbook, rule: DataValidation) -> bool:
    """Whether a list is written out, or the name it points to is there."""
    source = rule.formula1 or ""
    return source == '"x"' or source.removeprefix("=") in book.defined_names


@each_starter
def test_pages_can_be_scrolled_and_printed(chosen: Starter, seen: Callable[[Starter], Workbook]) -> None:
    book = seen(chosen)
    for sheet in SHEETS:
        page = book[sheet.title(chosen.language)]
        assert page.freeze_panes, sheet.key
        assert page.page_setup.paperSize == A4
        fitted = page.sheet_properties.pageSetUpPr
        assert fitted
        assert fitted.fitToPage
        assert (page.page_setup.fitToWidth or 1) == sheet.wide  # one is what it is where nothing is said
        assert bool(page.print_title_cols) == (sheet.wide > 1)
        if sheet.freeze or sheet.repeated:
            header = page[page.tables[sheet.freeze or sheet.repeated].ref][0][0].row
            assert page.print_title_rows == f"${header}:${header}"
        if sheet.freeze:
            assert int(re.sub(r"\D", "", page.freeze_panes)) == header + 1


def test_the_owner_chooses_words_of_their_language(seen: Callable[[Starter], Workbook]) -> None:
    kinds = {starter.language: offered(seen(starter), "aop_list_kind") for starter in (SHOP, SHOP_VI)}
    assert kinds["en"][:3] == ["Revenue", "Cost of goods sold", "Marketing"]
    assert kinds["vi"][:3] == ["Doanh thu", "Giá vốn hàng bán", "Marketing"]


def offered(book: Workbook, name: str) -> list[object]:
    ((tab, cells),) = book.defined_names[name].destinations
    return [cell.value for (cell,) in book[tab][cells]]


def test_a_blank_plan_has_room_to_type_in(made: Made) -> None:
    book = FileBook.open(made(BLANK))
    assert rows(book, "aop_budget") == []
    assert len(book.rows("aop_budget")) > 30
    assert {row["state"] for row in rows(book, "aop_progress")} == {"Not filled in yet"}


def test_only_tabs_that_ask_for_something_say_what_to_fill_in(seen: Callable[[Starter], Workbook]) -> None:
    tops = {page.title: [cell.value for cell in page[3]] for page in seen(SHOP).worksheets}
    asking = {title for title, top in tops.items() if "You fill in" in top}
    assert {"Start", "Direction", "2 Budget", "Variance", "Cash", "Review"} <= asking
    assert asking.isdisjoint({"Limits", "Profit bridge", "Scorecard", "Profit and loss", "Outlook"})
    assert all("aop fills" in top for title, top in tops.items() if title != "Lists")


def test_a_new_plan_shows_what_is_known(made: Made) -> None:
    book = FileBook.open(made(SHOP))
    assert book.field("aop_company") == "BabyCare House"
    assert book.field("aop_month_label") == "06/2027"
    assert book.field("aop_state") == "Up to date"
    assert book.field("aop_last_closed") == 6
    assert {row["state"] for row in rows(book, "aop_progress")} != {"Not filled in yet"}
    assert rows(book, "aop_problems") == []
