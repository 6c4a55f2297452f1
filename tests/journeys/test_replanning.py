"""The plan changes: it is approved, moved about, frozen again with a reason, and looked back at."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.workbook.book import Cell, Value
from tests import libreoffice, plans
from tests.plans import BLANK, SHOP, SHOP_FROM_APRIL, SHOP_VI, Starter, aop, look, owner, rows, saved_by_libreoffice

Output = pytest.CaptureFixture[str]
M = 1_000_000
REASON, TRADE_OFF = "Advertising costs more", "Less for store promotions"


@pytest.fixture
def approved(shop: Path) -> Path:
    """BabyCare House with one more change: 2 million from store promotions to advertising, in August."""
    moves(shop)
    return shop


def moves(plan: Path, millions: int = 2) -> None:
    """Type another budget for August: what advertising gets more, store promotions get less."""
    planned = {code: look(plan, "aop_budget", code) for code in ("MKT-QC", "MKT-CH")}
    with owner(plan) as typing:
        for code, more in (("MKT-QC", millions), ("MKT-CH", -millions)):
            row = planned[code]
            annual = float(str(row["annual"])) + more * M
            typing.types("aop_budget", code, annual=annual, m08=float(str(row["m08"])) + more * M)
            months = {f"m{month:02d}": float(str(row[f"m{month:02d}"])) for month in range(1, 13) if month != 8}
            typing.types("aop_budget", code, **months)


def rebaseline(plan: Path) -> int:
    return aop("rebaseline", plan, "--reason", REASON, "--goal", "mt2", "--trade-off", TRADE_OFF)


def table(plan: Path, name: str) -> list[dict[str, Cell]]:
    return rows(FileBook.open(plan), name)


def field(plan: Path, name: str) -> Cell:
    return FileBook.open(plan).field(name)


def facts(plan: Path, capsys: Output) -> dict[str, Any]:
    capsys.readouterr()
    assert aop("show", plan, "--json") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def problems(plan: Path) -> list[tuple[Cell, Cell]]:
    return [(row["cell"], row["problem"]) for row in table(plan, "aop_problems")]


# From the command line ------------------------------------------------------------------------------------------------


def test_a_plan_is_approved_once(tmp_path: Path, capsys: Output) -> None:
    plan = tmp_path / "plan.xlsx"
    assert plans.new(plan, BLANK) == 0
    assert aop("rebaseline", plan, "--reason", "r", "--goal", "G1", "--trade-off", "t") == 1
    assert aop("approve", plan, "--reason", "The board agreed") == 0
    out = capsys.readouterr().out
    (version,) = table(plan, "aop_version_log")
    assert (version["number"], version["reason"], version["state"]) == (1, "The board agreed", "● Intact")
    assert str(version["seal"]) in out
    assert "Version 1 is frozen" in out
    content = plan.read_bytes()
    assert aop("approve", plan) == 1
    assert aop("refresh", plan) == 0
    assert plan.read_bytes() == content


def test_a_change_is_frozen_with_what_it_moved(approved: Path, capsys: Output) -> None:
    before = {row["code"]: row for row in table(approved, "aop_frozen") if row["version"] == 2}
    capsys.readouterr()
    assert rebaseline(approved) == 0
    out = capsys.readouterr().out
    assert "Budget moved MKT-CH → MKT-QC Store promotions → Online advertising: Moved between lines 2.0 million" in out
    now = {row["code"]: row for row in table(approved, "aop_frozen") if row["version"] == 3}
    for code, more in (("MKT-QC", 2 * M), ("MKT-CH", -2 * M)):
        assert float(str(now[code]["m08"])) - float(str(before[code]["m08"])) == more
    changed = [row for row in table(approved, "aop_changes") if row["version"] == 3]
    lines = {row["code"]: (row["difference"], row["m08"]) for row in changed if row["part"] == "Budget line"}
    assert lines == {"MKT-QC": (2 * M, 2 * M), "MKT-CH": (-2 * M, -2 * M)}
    profit = next(row for row in changed if row["name"] == "Operating profit")
    assert (profit["before"], profit["after"], profit["difference"]) == (498 * M, 498 * M, 0)
    latest = table(approved, "aop_version_log")[-1]
    assert (latest["number"], latest["reason"], latest["goal"], latest["trade_off"]) == (3, REASON, "MT2", TRADE_OFF)
    assert look(approved, "aop_versions", 3)["reason"] == REASON


def test_a_change_must_be_explained_and_be_one(shop: Path, capsys: Output) -> None:
    content = shop.read_bytes()
    assert aop("rebaseline", shop, "--reason", " ", "--goal", "MT1") == 2
    assert "--reason, --trade-off" in capsys.readouterr().err
    assert aop("rebaseline", shop, "--reason", "r", "--goal", "MT9", "--trade-off", "t") == 2
    assert "MT1, MT2, MT3" in capsys.readouterr().err
    assert rebaseline(shop) == 1
    assert shop.read_bytes() == content


def test_a_plan_with_errors_is_not_approved(tmp_path: Path, capsys: Output) -> None:
    plan = tmp_path / "plan.xlsx"
    plans.new(plan, BLANK)
    with owner(plan) as typing:
        typing.adds("aop_goals", code="G1", name="Sales", target="many")
    content = plan.read_bytes()
    assert aop("approve", plan) == 1
    assert "NOT frozen" in capsys.readouterr().out
    assert plan.read_bytes() == content


def test_undo_takes_a_version_back(approved: Path) -> None:
    before = approved.read_bytes()
    assert rebaseline(approved) == 0
    assert aop("undo", approved) == 0
    assert approved.read_bytes() == before


# From the workbook ----------------------------------------------------------------------------------------------------


def test_a_row_on_versions_freezes_the_plan(approved: Path) -> None:
    with owner(approved) as typing:
        typing.adds("aop_versions", number=3.0, approved=date(2027, 8, 1), reason=REASON, goal="MT2")
    assert aop("refresh", approved) == 0
    ((_, problem),) = problems(approved)
    assert problem == "Version 3 is not frozen: it does not say what is traded away"
    assert len(table(approved, "aop_version_log")) == 2
    assert field(approved, "aop_version_unapproved") == 3  # two lines, and what moved between them
    assert rebaseline(approved) == 1  # there is a row for it already
    with owner(approved) as typing:
        typing.types("aop_versions", 3, trade_off=TRADE_OFF)
    assert aop("refresh", approved) == 0
    assert problems(approved) == []
    assert [row["number"] for row in table(approved, "aop_version_log")] == [1, 2, 3]
    assert (field(approved, "aop_version_unapproved"), field(approved, "aop_version_state")) == (0, "● Intact")
    content = approved.read_bytes()
    assert aop("refresh", approved) == 0
    assert approved.read_bytes() == content


@pytest.mark.parametrize("starter", [SHOP, SHOP_VI, SHOP_FROM_APRIL], ids=str)
@pytest.mark.needs_libreoffice
def test_versions_are_intact_after_another_program_saved_them(
    copy: Callable[[Starter], Path], starter: Starter
) -> None:
    plan = copy(starter)
    frozen = table(plan, "aop_frozen")
    with owner(plan) as typing:
        typing.sets("aop_language", "English" if starter.language == "vi" else "Tiếng Việt")
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 0
    assert problems(plan) == []
    assert [row["code"] for row in table(plan, "aop_frozen")] == [row["code"] for row in frozen]
    assert field(plan, "aop_version_state") in ("● Intact", "● Nguyên vẹn")


TAMPERING: dict[str, tuple[str, int, dict[str, Value]]] = {
    "an amount": ("aop_frozen", 10, {"m03": 1.0}),
    "a target": ("aop_frozen", 1, {"target": 0.15}),
    "a name": ("aop_frozen", 2, {"name": "Another"}),
    "a kind": ("aop_frozen", 12, {"kind": "Marketing"}),
    "a month that is gone": ("aop_frozen", 10, {"m03": None}),
    "the reason": ("aop_version_log", 1, {"reason": "We always wanted this"}),
    "the profit": ("aop_version_log", 1, {"profit": 1.0}),
    "the seal": ("aop_version_log", 1, {"seal": "0" * 64}),
}


@pytest.mark.parametrize("edit", TAMPERING.values(), ids=TAMPERING)
def test_a_frozen_version_that_was_touched_is_told_and_left_alone(
    shop: Path, edit: tuple[str, int, dict[str, Value]]
) -> None:
    name, row, cells = edit
    with owner(shop) as typing:
        typing.types(name, row, **cells)
    assert aop("refresh", shop) == 0
    told = dict(problems(shop))
    cell = FileBook.open(shop).address("aop_version_log", 1, "Version")
    assert told[cell] == "Version 1 was changed after it was frozen: its seal does not fit any more"
    assert look(shop, "aop_version_log", 1)["state"] == "■ Changed since"
    assert look(shop, "aop_version_log", 2)["state"] == ("■ Changed since" if "seal" in cells else "● Intact")
    assert {key: look(shop, name, row)[key] for key in cells} == cells


def test_a_frozen_row_that_was_cleared_is_missed(shop: Path) -> None:
    with owner(shop) as typing:
        typing.clears("aop_frozen", 5)
    assert aop("refresh", shop) == 0
    assert [problem for _, problem in problems(shop)] == [
        "Version 1 was changed after it was frozen: its seal does not fit any more"
    ]


def test_what_is_typed_of_a_frozen_version_does_not_change_it(shop: Path) -> None:
    with owner(shop) as typing:
        typing.types("aop_versions", 2, reason="Because")
    assert aop("refresh", shop) == 0
    ((cell, problem),) = problems(shop)
    assert (cell, problem) == ("Versions!C14", "Version 2 is frozen; what is typed here does not change it")
    assert look(shop, "aop_version_log", 2)["reason"] != "Because"


# Looking back ---------------------------------------------------------------------------------------------------------


def test_variance_is_shown_against_the_original_or_the_current_plan(shop: Path, capsys: Output) -> None:
    """The shop's second version moved 6 million from store promotions to creators, from August on."""
    current = look(shop, "aop_variance", "MKT-KOC")
    with owner(shop) as typing:
        typing.sets("aop_compared_with", "Original plan (version 1)")
    assert aop("refresh", shop) == 0
    original = look(shop, "aop_variance", "MKT-KOC")
    assert (original["year_plan"], current["year_plan"]) == (18 * M, 24 * M)
    assert original["plan"] == current["plan"]  # June was not touched
    assert float(str(original["year_variance"])) - float(str(current["year_variance"])) == 6 * M
    assert field(shop, "aop_compared_now") == "Version 1 (02/01/2027)"
    found = facts(shop, capsys)
    assert found["compared_with"] == {"chosen": "original", "label": "Version 1 (02/01/2027)"}
    assert [version["intact"] for version in found["versions"]] == [True, True]
    assert aop("show", shop) == 0
    assert "Variance against version 1 (02/01/2027)" in capsys.readouterr().out
    with owner(shop) as typing:
        typing.sets("aop_compared_with", None)
    assert aop("refresh", shop) == 0
    assert look(shop, "aop_variance", "MKT-KOC") == current


def test_a_base_that_is_not_there_is_told(shop: Path) -> None:
    with owner(shop) as typing:
        typing.sets("aop_compared_with", 7.0)
    assert aop("refresh", shop) == 0
    ((cell, problem),) = problems(shop)
    assert cell == FileBook.open(shop).address("aop_compared_with")
    assert problem == "There is no version 7; Variance compares with the current plan"
    assert field(shop, "aop_compared_now") == "Current plan"


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("base", ["Original plan (version 1)", "Latest version", "Last year", "Version 3"])
def test_libreoffice_gets_the_same_against_any_base(approved: Path, base: str) -> None:
    """Store promotions are gone by the third version, so that they stand on Variance as a line that was."""
    with owner(approved) as typing:
        typing.clears("aop_budget", "MKT-CH")
        typing.clears("aop_actuals", "MKT-CH")
    saved_by_libreoffice(approved)  # which calculates the owner's own cells, as Excel does
    assert rebaseline(approved) == 0
    with owner(approved) as typing:
        typing.sets("aop_compared_with", base)
    assert aop("refresh", approved) == 0
    gone = [row for row in table(approved, "aop_variance") if row["key"] == "line:MKT-CH"]
    assert len(gone) == (base == "Original plan (version 1)")
    libreoffice.assert_formulas_equal(approved)


def test_a_lowered_target_is_shown_on_review(shop: Path, capsys: Output) -> None:
    with owner(shop) as typing:
        typing.types("aop_goals", "MT3", target=0.34)
    assert rebaseline(shop) == 0
    capsys.readouterr()
    assert aop("review", shop) == 0
    out = capsys.readouterr().out
    assert re.search(r"Gross margin at least 35% was eased from 35.0% to 34.0%, by version 3\. Why: Advert", out)
