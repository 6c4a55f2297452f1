"""Cash in a workbook: what is typed shows at once, in Excel's own formulas and after a refresh."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.workbook.book import Cell
from tests import libreoffice
from tests.plans import BLANK, SHOP, SHOP_FROM_APRIL, Starter, aop, owner, rows, saved_by_libreoffice

Copy = Callable[[Starter], Path]
M = 1_000_000


def cash(path: Path, key: str) -> dict[str, Cell]:
    """One row of the cash table in a file."""
    return next(row for row in rows(FileBook.open(path), "aop_cash") if row["key"] == key)


def number(cell: Cell) -> float:
    assert isinstance(cell, float)
    return cell


def recalculated(path: Path, tmp_path: Path) -> Path:
    return libreoffice.recalculate(path, tmp_path / "recalculated")


@pytest.fixture
def uncounted(copy: Copy) -> Path:
    """BabyCare House without any count, so that what is calculated is what stands there."""
    path = copy(SHOP)
    with owner(path) as typing:
        typing.clears("aop_balances", 1)
        typing.clears("aop_balances", 2)
    assert aop("refresh", path) == 0
    return path


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_rush_purchase_shows_in_cash_before_and_after_a_refresh(uncounted: Path, tmp_path: Path) -> None:
    before = number(cash(uncounted, "actual|cash_closing")["m06"])
    stock = number(cash(uncounted, "outlook|stock_closing")["m06"])
    bought = number(
        next(row for row in rows(FileBook.open(uncounted), "aop_actuals") if row["code"] == "NH-MSS")["m06"]
    )
    with owner(uncounted) as typing:
        typing.types("aop_actuals", "NH-MSS", m06=bought + 200 * M)  # paid on the same day
    in_excel = recalculated(uncounted, tmp_path)
    assert aop("refresh", uncounted) == 0
    for path in (in_excel, uncounted):
        assert number(cash(path, "actual|cash_closing")["m06"]) == pytest.approx(before - 200 * M)
        assert number(cash(path, "outlook|cash_closing")["m06"]) == pytest.approx(before - 200 * M)
        assert number(cash(path, "outlook|stock_closing")["m06"]) == pytest.approx(stock + 200 * M)
    assert FileBook.open(uncounted).field("aop_short_month") == "06/2027"


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("starter", [SHOP, SHOP_FROM_APRIL], ids=str)
def test_what_is_typed_changes_cash_in_excel_as_a_refresh_does(starter: Starter, copy: Copy, tmp_path: Path) -> None:
    path = copy(starter)
    with owner(path) as typing:
        typing.sets("aop_opening_cash", 250.0 * M)
        typing.sets("aop_minimum_cash", 90.0 * M)
        typing.types("aop_receipts", 1, opening=31.0 * M)
        typing.types("aop_payments", "NH-SUA", opening=77.0 * M)
        typing.types("aop_balances", 1, stock=333.0 * M, cash=None)
        typing.types("aop_actuals", "DT-ON-SUA", m05=1.0 * M)
    in_excel = recalculated(path, tmp_path)
    assert aop("refresh", path) == 0
    found = {str(row["key"]): row for row in rows(FileBook.open(in_excel), "aop_cash")}
    for row in rows(FileBook.open(path), "aop_cash"):
        theirs = found[str(row["key"])]
        values = {"stock_days", "cash_cycle"}  # days of stock look ahead, which no short formula can
        if str(row["key"]).partition("|")[2] not in values:
            assert [key for key in row if not libreoffice.same(row[key], theirs[key] or None)
                    and not (row[key] == 0 and not theirs[key])] == [], row["key"]  # fmt: skip


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_amounts_typed_as_text_count_and_no_formula_says_otherwise(copy: Copy) -> None:
    path = copy(SHOP)
    with owner(path) as typing:
        typing.types("aop_receipts", 1, opening="86tr")
        typing.types("aop_payments", "NH-DD", opening="55tr")
        typing.types("aop_balances", 1, cash="192,4 triệu")
    before = [row["m06"] for row in rows(FileBook.open(path), "aop_cash")]
    assert aop("refresh", path) == 0
    assert [row["m06"] for row in rows(FileBook.open(path), "aop_cash")] == pytest.approx(before)
    libreoffice.assert_formulas_equal(path)


@pytest.mark.needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_blank_plan_that_gets_its_first_lines_has_cash(copy: Copy) -> None:
    path = copy(BLANK)
    with owner(path) as typing:
        typing.types(
            "aop_budget", 1, code="S", name="Sales", kind="Revenue", annual=None, phasing=None, m01=100.0, m02=50.0
        )
        typing.types("aop_budget", 2, code="R", name="Rent", kind="Other fixed cost", m01=30.0, m02=30.0)
        typing.sets("aop_opening_cash", 10.0)
    assert aop("refresh", saved_by_libreoffice(path)) == 0
    assert [cash(path, "plan|cash_closing")[month] for month in ("m01", "m02", "m03")] == [80, 100, 100]
    assert FileBook.open(path).field("aop_short_month") == "None"
    assert FileBook.open(path).field("aop_out_of_stock_month") is None
    libreoffice.assert_formulas_equal(path)
