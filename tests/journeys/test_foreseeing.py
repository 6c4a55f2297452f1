"""Months go by: each refresh keeps what it foresaw, and what is ordered counts against the budget."""

from __future__ import annotations

from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.workbook.book import Cell
from tests import plans
from tests.plans import aop

MONTHS = tuple(f"m{month:02d}" for month in range(1, 13))


def look(path: Path, table: str, key: str) -> dict[str, Cell]:
    return next(row for row in plans.rows(FileBook.open(path), table) if key in row.values())


def close_july(path: Path) -> None:
    """The owner types July as it was planned, twice as much of one line, and closes it."""
    planned = {str(row["code"]): float(str(row["m07"])) for row in plans.rows(FileBook.open(path), "aop_budget")}
    with plans.owner(path) as owner:
        for code, amount in planned.items():
            owner.types("aop_actuals", code, m07=2 * amount if code == "DT-CH-SUA" else amount)
        owner.types("aop_closed", 1, m07="x")


def test_each_month_keeps_what_it_foresaw(shop: Path) -> None:
    june = look(shop, "aop_year_outlooks", "line:DT-CH-SUA")
    foreseen = look(shop, "aop_month_outlooks", "line:DT-CH-SUA")["m07"]
    close_july(shop)
    assert aop("refresh", shop) == 0
    july = look(shop, "aop_year_outlooks", "line:DT-CH-SUA")
    assert july["m06"] == june["m06"]
    assert {key for key in MONTHS if july[key] is not None} == {"m06", "m07"}
    assert float(str(july["m07"])) > float(str(june["m06"]))
    assert look(shop, "aop_month_outlooks", "line:DT-CH-SUA")["m07"] == foreseen
    content = shop.read_bytes()
    assert aop("refresh", shop) == 0
    assert shop.read_bytes() == content


def test_looking_back_keeps_what_was_foreseen(shop: Path) -> None:
    close_july(shop)
    assert aop("refresh", shop) == 0
    before = plans.rows(FileBook.open(shop), "aop_year_outlooks")
    assert aop("refresh", shop, "--month", "2027-03") == 0
    assert plans.rows(FileBook.open(shop), "aop_year_outlooks") == before


def test_an_order_counts_against_the_budget_until_it_is_billed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = look(shop, "aop_limit_use", "CP-PM")
    assert str(before["status"]).startswith("● ")
    with plans.owner(shop) as owner:
        owner.adds("aop_commitments", what="New tills", code="CP-PM", amount=9_000_000.0, month=9.0)
    assert aop("refresh", shop) == 0
    # 12 million a year, 6 of them spent, and 9 ordered.
    ordered = look(shop, "aop_limit_use", "CP-PM")
    assert (ordered["committed"], ordered["left"]) == (9_000_000, -3_000_000)
    assert ordered["status"] == "▲ Over for the year"
    assert "Shop software" in capsys.readouterr().out
    with plans.owner(shop) as owner:
        owner.types("aop_commitments", 3, billed="x")
    assert aop("refresh", shop) == 0
    assert look(shop, "aop_limit_use", "CP-PM") == before


def test_the_owner_foresees_a_line(shop: Path) -> None:
    with plans.owner(shop) as owner:
        owner.types("aop_budget", "MKT-KOC", method="Manual", outlook="30tr", reason="Two more creators")
    assert aop("refresh", shop) == 0
    row = look(shop, "aop_variance", "MKT-KOC")
    assert (row["year_actual"], row["method"]) == (30_000_000, "Manual")
