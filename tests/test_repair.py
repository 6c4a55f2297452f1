"""A plan that lost tables, names or tabs is made whole again, and keeps all else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from aop_excel.backends.file import FileBook
from aop_excel.backends.markup import splice
from aop_excel.backends.package import Package
from aop_excel.backends.workbook_part import WorkbookPart
from tests import libreoffice
from tests.plans import (
    BLANK,
    SHOP,
    SHOP_FROM_APRIL,
    SHOP_VI,
    Starter,
    aop,
    differences,
    look,
    places,
    results,
    saved_by_libreoffice,
)

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

Copy = Callable[[Starter], Path]
Output = pytest.CaptureFixture[str]


def damaged(plan: Path, damage: Callable[[Workbook], object]) -> Path:
    """The plan after an owner changed it in a spreadsheet program, which calculated and saved it."""
    book = load_workbook(plan)
    damage(book)
    book.save(plan)
    return saved_by_libreoffice(plan)


def repaired(plan: Path, *more: object) -> Path:
    new = plan.with_name("new.xlsx")
    assert aop("repair", plan, "-o", new, *more) == 0
    return new


def tab_of(book: Workbook, table: str) -> str:
    return next(page.title for page in book.worksheets if table in page.tables)


def without_tab(table: str) -> Callable[[Workbook], None]:
    """The owner deletes the tab on which a table stands."""

    def change(book: Workbook) -> None:
        title = tab_of(book, table)
        gone = [name for name, told in book.defined_names.items() if f"'{title}'!" in told.value]
        for name in gone:
            del book.defined_names[name]
        del book[title]

    return change


def made_a_range(plan: Path, table: str) -> Path:
    """The plan after a table of it was made an ordinary range."""
    package = Package(plan.read_bytes(), plan.name)
    book = WorkbookPart(package)
    told = book.tables[table]
    sheet = book.sheets[told.sheet]
    (link,) = (link for link in book.links(sheet) if package.find(link.part) == told.part)
    relationships = book.relationships_of(sheet)
    assert relationships
    package.replace(relationships, splice(package.xml(relationships), [(*link.span, b"")]))
    package.replace(sheet, re.sub(rb'<tablePart r:id="' + link.id.encode() + rb'"/>', b"", package.xml(sheet)))
    book.forget_part(told.part)
    plan.write_bytes(package.content())
    return plan


@pytest.mark.parametrize("starter", [SHOP_VI, SHOP_FROM_APRIL], ids=str)
def test_a_deleted_tab_of_results_comes_back_in_its_place(starter: Starter, copy: Copy) -> None:
    plan = copy(starter)
    before, tabs = results(plan), FileBook.open(plan).tabs()
    damaged(plan, without_tab("aop_scorecard"))
    assert len(FileBook.open(plan).tabs()) == len(tabs) - 1
    new = repaired(plan)
    assert (FileBook.open(new).tabs(), differences(results(new), before)) == (tabs, [])
    libreoffice.assert_formulas_equal(new)


def test_a_tab_deleted_with_openpyxl_comes_back(copy: Copy) -> None:
    # It says on each sheet what `r:` means, and not once for the whole workbook.
    plan = copy(SHOP)
    book = load_workbook(plan)
    del book["Scorecard"]
    book.save(plan)
    assert aop("repair", plan, "-o", plan.with_name("mended.xlsx")) == 0
    assert "Scorecard" in FileBook.open(plan.with_name("mended.xlsx")).tabs()
    assert look(plan.with_name("mended.xlsx"), "aop_scorecard", 1)["code"]


TELL_OF_RISKS = (
    "aop_progress",
    "aop_alignment",
    "aop_review",
    "aop_chances",
    "aop_scenario_results",
    "aop_tornado",
    "aop_tornado_bars",
    "aop_scenarios",  # a blank plan has two
)


def test_a_deleted_tab_of_inputs_comes_back_blank(copy: Copy, capsys: Output) -> None:
    plan = copy(SHOP)
    before = results(plan)
    damaged(plan, without_tab("aop_risks"))
    assert aop("check", plan) == 1
    assert "5 Risks: Table “Risks” (aop_risks) is gone" in capsys.readouterr().out
    new = repaired(plan)
    assert "Nothing was found of: Risks; " in capsys.readouterr().out
    before["aop_risks"] = before["aop_shocks"] = before["aop_risk_state"] = []
    for table in TELL_OF_RISKS:
        del before[table]
    assert differences(before, results(new)) == []


@pytest.mark.parametrize("table", ["aop_budget", "aop_channels", "aop_comments"])
def test_a_table_made_a_range_is_found_by_its_headers(table: str, copy: Copy) -> None:
    plan = copy(SHOP)
    before = results(plan)
    new = repaired(made_a_range(plan, table))
    assert differences(results(new), before) == []
    libreoffice.assert_formulas_equal(new)


def test_a_deleted_name_is_found_by_its_label(copy: Copy) -> None:
    plan = copy(SHOP_FROM_APRIL)
    before = results(plan)

    def no_year(book: Workbook) -> None:
        del book.defined_names["aop_year"]

    new = repaired(damaged(plan, no_year))
    assert FileBook.open(new).field("aop_year") == 2027
    assert differences(results(new), before) == []


def test_tabs_of_the_owners_own_and_tabs_that_are_whole_stay_as_they_are(copy: Copy) -> None:
    plan = copy(SHOP)

    def own(book: Workbook) -> None:
        page = book.create_sheet("Bank's view")
        for amount in (5, 7, 11):
            page.append([amount])
        chart = BarChart()
        chart.add_data(Reference(page, min_col=1, min_row=1, max_row=3))
        page.add_chart(chart, "C2")

    made_a_range(damaged(plan, own), "aop_risks")
    new = repaired(plan)
    old_book, new_book = FileBook.open(plan), FileBook.open(new)
    parts = [old_book._workbook.sheets[tab] for tab in ("Bank's view", "3 Actions", "4 Resources")]
    parts += [name for name in old_book._package.names if "chart" in name or "drawing" in name]
    assert len(parts) > 5
    for part in parts:
        assert new_book._package.packed(part) == old_book._package.packed(part), part
    assert not [name for name in new_book._package.names if name == old_book._workbook.sheets["5 Risks"]]


def test_the_owners_rows_columns_and_calculations_are_poured_into_the_new_tab(copy: Copy, capsys: Output) -> None:
    plan = copy(SHOP)

    def typed(book: Workbook) -> None:
        page = book[tab_of(book, "aop_actuals")]
        top, *_ = page[page.tables["aop_actuals"].ref]
        columns = {str(cell.value): cell.column for cell in top}
        page.cell(top[0].row + 1, columns["Jul"]).value = "=5*1000000+250000"
        page.cell(top[0].row + 2, columns["Jul"]).value = f"={page.cell(top[0].row + 1, columns['Jul']).coordinate}*2"
        page.cell(top[0].row + 3, columns["Jul"]).value = "abc"
        page.cell(top[0].row, len(top) + 1).value = "Who typed it"
        page.cell(top[0].row + 1, len(top) + 1).value = "Lan"

    made_a_range(damaged(plan, typed), "aop_actuals")
    new = plan.with_name("new.xlsx")
    assert aop("repair", plan, "-o", new) == 1  # a wrong input is still one
    printed = capsys.readouterr().out
    assert "“abc” is not an amount" in printed
    assert "replaced by their values in (addresses in the old file): Actuals!I15." in printed
    book = FileBook.open(new)
    header, first, second, third, *_ = book.rows("aop_actuals")
    at = places(book, "aop_actuals")["m07"]
    assert (first[at], second[at], third[at]) == (5_250_000, 10_500_000, "abc")
    assert first[header.index("Who typed it")] == "Lan"
    top = int(book.address("aop_actuals").rpartition("!A")[2])
    assert [book.formula("Actuals", top + row, at + 1) for row in (1, 2)] == ["5*1000000+250000", None]


def test_a_renamed_tab_and_header_keep_their_names(copy: Copy) -> None:
    plan = copy(SHOP_VI)
    before = results(plan)

    def renamed(book: Workbook) -> None:
        page = book[tab_of(book, "aop_risks")]
        old, page.title = page.title, "Rủi ro & ứng phó"
        for told in book.defined_names.values():
            told.value = told.value.replace(f"'{old}'", f"'{page.title}'")

    new = repaired(made_a_range(damaged(plan, renamed), "aop_risks"))
    assert "Rủi ro & ứng phó" in FileBook.open(new).tabs()
    del before["aop_progress"], before["aop_scenario_results"]  # they name cells of the tab
    assert differences(before, results(new)) == []
    libreoffice.assert_formulas_equal(new)


def test_the_year_is_asked_for_where_nothing_says_it(copy: Copy, capsys: Output) -> None:
    plan = copy(SHOP_FROM_APRIL)
    damaged(plan, without_tab("aop_progress"))
    assert aop("repair", plan) == 1
    assert "--year 2027" in capsys.readouterr().err
    new = repaired(plan, "--year", 2027)
    book = FileBook.open(new)
    assert (book.field("aop_year"), book.field("aop_start_month"), book.field("aop_language")) == (2027, 4, "English")


def test_a_whole_plan_needs_no_repair(copy: Copy, capsys: Output) -> None:
    plan = copy(BLANK)
    assert aop("repair", plan) == 0
    assert ("nothing is missing" in capsys.readouterr().out, list(plan.parent.glob("*repaired*"))) == (True, [])


def test_what_is_no_plan_is_not_made_one(tmp_path: Path, capsys: Output) -> None:
    other = tmp_path / "other.xlsx"
    book = Workbook()
    book.create_sheet("Sheet").append(["Name", "Amount"])
    book.save(other)
    assert aop("repair", other, "--year", 2027) == 2
    assert "“aop new”" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["other.xlsx"]


def test_an_existing_file_is_not_overwritten(copy: Copy, capsys: Output) -> None:
    plan = copy(SHOP)
    made_a_range(plan, "aop_risks")
    before = plan.read_bytes()
    assert aop("repair", plan, "-o", plan) == 1
    assert ("--force" in capsys.readouterr().err, plan.read_bytes()) == (True, before)


def test_formulas_without_results_are_not_taken_for_blanks(copy: Copy, capsys: Output) -> None:
    plan = copy(SHOP)
    made_a_range(plan, "aop_budget")
    load_workbook(plan).save(plan)
    assert aop("repair", plan, "-o", plan.with_name("new.xlsx")) == 1
    assert "'2 Budget'!J13 has no result" in capsys.readouterr().err
