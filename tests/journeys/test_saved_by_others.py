"""A plan that other programs saved: what they kept reads and refreshes, what they dropped is named and repaired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from aop_excel.backends.file import FileBook
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Plan
from aop_excel.sheets import SHEETS, TABLES
from aop_excel.sheets.versions import FROZEN
from aop_excel.workbook.book import UNCALCULATED
from aop_excel.workbook.layout import Author
from aop_excel.workbook.reader import read
from aop_excel.workbook.reading import Reading
from tests import libreoffice
from tests.other_programs import PROGRAMS, saved_by_openpyxl, saved_by_sheetjs
from tests.plans import (
    SHOP_FROM_APRIL,
    SHOP_VI,
    Results,
    Starter,
    aop,
    differences,
    look,
    results,
    saved_by_libreoffice,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

Copy = Callable[[Starter], Path]

KEPT = {
    "libreoffice": [],
    "excelize": [],
    "exceljs": ["9 lists to choose from are gone", "9 danh sách chọn của sổ đã mất"],
}
"""The programs that keep our tables and names, and what else they drop, in the words of the problem they cause."""


@pytest.fixture(params=[SHOP_FROM_APRIL, SHOP_VI], ids=str)
def plan(request: pytest.FixtureRequest, copy: Copy) -> Path:
    return copy(request.param)


def records(path: Path) -> tuple[Plan, Actuals]:
    """What the file says; it must say it without an error."""
    reading = read(FileBook.open(path), SHEETS)
    assert isinstance(reading, Reading)
    assert reading.errors == []
    return reading.plan, reading.actuals


@pytest.mark.needs_libreoffice
@pytest.mark.needs_node
@pytest.mark.parametrize("program", KEPT)
def test_what_a_program_kept_reads_and_refreshes(plan: Path, program: str, capsys: pytest.CaptureFixture[str]) -> None:
    said, before = records(plan), results(plan)
    PROGRAMS[program](plan)
    assert records(plan) == said

    capsys.readouterr()
    assert aop("refresh", plan) == 0
    printed = capsys.readouterr().out
    assert not KEPT[program] or any(words in printed for words in KEPT[program])
    once = plan.read_bytes()
    assert aop("refresh", plan) == 0
    assert plan.read_bytes() == once
    told = before | {"aop_problems": results(plan)["aop_problems"]}
    assert len(told["aop_problems"]) == (1 if KEPT[program] else 0)
    saved_by_libreoffice(plan)  # a spreadsheet program gets what we stored
    assert differences(results(plan), told) == []


def test_our_own_formulas_need_no_results(plan: Path) -> None:
    said, before = records(plan), results(plan)
    saved_by_openpyxl(plan)
    assert UNCALCULATED in look(plan, "aop_budget", 1).values()
    assert records(plan) == said
    assert aop("refresh", plan) == 0
    assert differences(filled_by_aop(results(plan)), filled_by_aop(before)) == []


def test_formulas_of_the_owners_own_do(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = load_workbook(plan)
    page = next(page for page in book.worksheets if "aop_budget" in page.tables)
    at = FileBook.open(plan).address("aop_budget", 2, str(FileBook.open(plan).rows("aop_budget")[0][9]))
    page[at.rpartition("!")[2]].value = "=5*1000000"
    book.save(plan)
    assert aop("check", plan) == 1
    (told,) = [line for line in capsys.readouterr().out.splitlines() if at in line]
    assert "chưa có kết quả" in told or "has no result" in told


def filled_by_aop(found: Results) -> Results:
    """The results without the tables in which formulas wait for Excel: the owner's, and what is never written again."""
    filled = {name: rows for name, rows in found.items() if TABLES[name].author is Author.ENGINE}
    return {name: rows for name, rows in filled.items() if name != FROZEN.name}


@pytest.mark.needs_node
def test_tables_that_were_dropped_are_named_and_made_again(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, before = records(plan), results(plan)
    saved_by_sheetjs(plan)
    assert aop("refresh", plan) == 1
    printed = capsys.readouterr().out
    assert printed.count("(aop_") == len(before)  # every table is named
    assert "aop repair" in printed
    assert aop("repair", plan, "-o", plan.with_name("again.xlsx")) == 0
    again = plan.with_name("again.xlsx")
    found = results(again)
    for frozen in (found, before):
        del frozen[FROZEN.name]  # never written again: its sums wait for Excel to calculate them
    assert (records(again), differences(found, before)) == (said, [])
    assert FileBook.open(again).tabs() == FileBook.open(plan).tabs()


@pytest.mark.needs_libreoffice
@pytest.mark.needs_node
def test_a_repaired_plan_calculates_as_before(copy: Copy) -> None:
    plan = copy(SHOP_VI)
    saved_by_sheetjs(plan)
    assert aop("repair", plan) == 0
    libreoffice.assert_formulas_equal(plan.with_name("plan đã sửa.xlsx"))
