"""Decisions in a workbook: what is asked for is answered, and follows while the owner types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.analysis.report import analyse
from aop_excel.backends.file import FileBook
from aop_excel.domain.plan import BudgetLine, Kind
from aop_excel.sheets.context import Context
from aop_excel.sheets.cuts import CUTS
from aop_excel.starters import starter
from aop_excel.workbook.book import Cell
from tests import libreoffice
from tests.plans import BLANK, SHOP, SHOP_FROM_APRIL, SHOP_VI, Starter, aop, differences, owner, results, rows

Copy = Callable[[Starter], Path]
Made = Callable[[Starter], Path]
M = 1_000_000


def cuts(path: Path) -> dict[str, Cell]:
    """What is cut, by line."""
    found = rows(FileBook.open(path), "aop_cuts")
    return {str(row["cell"]): row["cut"] for row in found if row["cut"]}


@pytest.mark.parametrize("shop", [SHOP, SHOP_VI, SHOP_FROM_APRIL], ids=str)
def test_babycare_house_shows_what_goes_first(made: Made, shop: Starter) -> None:
    path = made(shop)
    assert cuts(path) == {"MKT-KOC": pytest.approx(10 * M), "MKT-QC": pytest.approx(15 * M)}
    gaps = rows(FileBook.open(path), "aop_gaps")
    whole, *drivers = (row for row in gaps if row["amount"] is not None)
    for split in {row["split"] for row in drivers}:
        amounts = [row["amount"] for row in drivers if row["split"] == split]
        assert sum(each for each in amounts if isinstance(each, float)) == pytest.approx(whole["amount"], abs=5)


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_list_follows_the_amount_without_a_refresh(copy: Copy, tmp_path: Path) -> None:
    path = copy(SHOP)
    with owner(path) as typing:
        typing.sets("aop_cut_amount", 80 * M)
    in_excel = libreoffice.recalculate(path, tmp_path / "recalculated")
    assert aop("refresh", path) == 0
    assert cuts(in_excel) == pytest.approx(cuts(path))
    assert list(cuts(path)) == ["MKT-KOC", "MKT-QC", "MKT-CH"]
    assert FileBook.open(in_excel).field("aop_cut_cut") == pytest.approx(80 * M)


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_money_that_cannot_be_found_and_many_goals_missed(copy: Copy, tmp_path: Path) -> None:
    path = copy(SHOP)
    with owner(path) as typing:
        typing.sets("aop_cut_amount", 3_000 * M)
        typing.sets("aop_cut_counts", "Money paid out")
        typing.types("aop_goals", "MT2", target=0.6)
        typing.types("aop_goals", "MT3", target=0.45)
        for place, (kpi, target) in enumerate((("LN", 900 * M), ("BIEN-LN", 0.3), ("DUNG-HAN", 0.95), ("DT", 6e9)), 4):
            typing.adds("aop_goals", name=f"Goal {place}", code=f"MT{place}", kpi=kpi, target=target, importance=4.0)
    assert aop("refresh", path) == 0
    book = FileBook.open(path)
    assert book.field("aop_cut_told") == "Only 1,425.5 million can be cut from 08/2027 on: 1,574.5 million is missing."
    told = {row["goal"] for row in rows(book, "aop_gaps")}
    assert told == {f"MT{place}" for place in range(1, 8)}
    assert len(rows(book, "aop_levers")) <= 12
    recalculated = libreoffice.recalculate(path, tmp_path / "recalculated")
    assert differences(results(path), results(recalculated)) == []


def test_a_list_too_long_for_its_place_ends_with_the_rest() -> None:
    plan, actuals = starter("babycare_house", "en", 2027, 1)
    september = (None,) * 8 + (1.0 * M,) + (None,) * 3
    events = [BudgetLine(code=f"EV{n}", name=f"Event {n}", kind=Kind.FIXED, months=september) for n in range(40)]
    rents = [BudgetLine(code=f"RENT{n}", name=f"Store {n}", kind=Kind.FIXED, months=(5.0 * M,) * 12) for n in range(9)]
    report = analyse(plan.model_copy(update={"lines": (*plan.lines, *events, *rents)}), actuals)
    assert CUTS.rows is not None
    found = list(CUTS.rows(Context(report)))
    assert len(found) == CUTS.room
    assert [row.name for row in found[:2]] == ["Event 0", "Event 1"]
    assert sum(row.cut or 0 for row in found) == 25 * M
    *_, rest = (row for row in found if row.available)
    cut_list = report.cut_list
    assert cut_list is not None
    assert rest.name.en == f"{len(cut_list.cuts) - 11} other lines"
    assert [row.name.en for row in found if row.step.en == "Renegotiate" and row.code is None] == ["9 other lines"]


def test_a_blank_plan_says_what_can_be_asked(made: Made) -> None:
    book = FileBook.open(made(BLANK))
    assert book.field("aop_cut_told") == (
        "Nothing has to be cut. When costs must fall, type the amount above and refresh."
    )
    assert book.field("aop_gaps_told") == "No goal is measured by a KPI yet."
    assert all(rows(book, table) == [] for table in ("aop_cuts", "aop_cut_effect", "aop_gaps", "aop_levers"))


def test_every_row_leads_to_its_cell(made: Made) -> None:
    book = FileBook.open(made(SHOP))
    formulas = [words for words in book.formulas("Adjust").values() if words.startswith("HYPERLINK")]
    for tab in ("2 Budget", "1 Goals", "3 Actions"):
        assert any(words.startswith(f"HYPERLINK(\"#'{tab}'!") for words in formulas), tab
