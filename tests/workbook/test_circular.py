"""A formula that comes back to itself is 0 to Excel; one that starts from results never settles: both are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.commands import check
from aop_excel.errors import Severity
from aop_excel.workbook.book import Formula
from tests.memory_book import Held, MemoryBook
from tests.plans import SHOP, SHOP_VI, Draft, Starter, owner

Drafts = Callable[[Starter], Draft]
Told = list[tuple[str, str]]

ITSELF = "The formula uses its own cell, which Excel takes as 0"
TYPE_IT = "Type the value itself, or change the formula so that it does not need this cell."


@pytest.fixture
def shop(drafts: Drafts) -> Draft:
    return drafts(SHOP)


def told(draft: Draft, **helpers: list[list[Held]]) -> Told:
    """What is said about the draft, each table and each of the owner's own sheets on a sheet of its name at A1."""
    book = MemoryBook({**draft.tables, **helpers}, draft.fields, lists=draft.lists)
    return [(each.address, each.problem.text.en) for each in check(book).troubles.problems]


def back_over(cell: str) -> str:
    return f"The formula comes back to its own cell over {cell}, which Excel takes as 0"


def rests_on(cell: str) -> str:
    return f"The formula rests on {cell}, whose formula comes back to itself"


def starts_from(cell: str) -> str:
    return f"The formula starts from a result of aop ({cell}), so every refresh can change what the next one reads"


def adds(text: str) -> Formula:
    """A formula with the result that Excel shows where it goes round: nothing."""
    return Formula(text, 0.0)


# Round and round ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "I18*1.1",
        "aop_budget!$I$18+1",
        "SUM(I2:I40)",
        "SUM(I:I)",
        "SUM(18:18)",
        "AVERAGE(aop_budget[Full year])",
        "aop_budget[[#This Row],[full YEAR]]",
        "SUM(aop_budget[[#This Row],[Phasing]:[Jan]])",
    ],
)
def test_a_cell_that_uses_itself(shop: Draft, text: str) -> None:
    shop.types("aop_budget", "MKT-QC", annual=adds(text))
    assert ("aop_budget!I18", ITSELF) in told(shop)


def test_it_is_an_error_with_a_cure_in_both_languages(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", m07=adds("SUM(I1:I30)"))
    (only,) = check(MemoryBook(shop.tables, shop.fields, lists=shop.lists)).troubles.problems
    assert only.problem.severity is Severity.ERROR
    assert (only.problem.place, only.problem.row, only.problem.column) == ("aop_actuals", 17, "m07")
    assert only.problem.text.vi == "Công thức ở ô này dùng chính ô này, nên Excel coi là 0"
    assert (only.problem.cure.vi, only.problem.cure.en) == (
        "Gõ thẳng giá trị, hoặc sửa công thức để nó không cần đến chính ô này.",
        TYPE_IT,
    )


def test_two_cells_that_need_each_other_are_both_told(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", m07=adds("aop_actuals!J18"), m08=adds("I18*2"))
    assert told(shop) == [
        ("aop_actuals!I18", back_over("aop_actuals!J18")),
        ("aop_actuals!J18", back_over("aop_actuals!I18")),
    ]


def test_settings_that_need_each_other(shop: Draft) -> None:
    shop.fields["aop_material_floor"] = adds("AOP_MATERIAL_OVERRIDE/10")
    shop.fields["aop_material_override"] = adds("10*aop_material_floor")
    assert told(shop) == [
        ("aop_material_floor!A1", back_over("aop_material_override!A1")),
        ("aop_material_override!A1", back_over("aop_material_floor!A1")),
    ]


def test_a_circle_over_a_sheet_of_the_owners(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", m07=adds("Ads!B1"))
    ads: list[list[Held]] = [["July", adds("SUM(B2:B3)")], ["Google", 1.0], ["Half", adds("SUM(aop_actuals[Jul])/2")]]
    assert told(shop, Ads=ads) == [("aop_actuals!I18", back_over("Ads!B1"))]


def test_a_circle_among_the_owners_own_cells_spoils_what_rests_on_it(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", m07=adds("Ads!B1"), m08=adds("I18"))
    ads: list[list[Held]] = [["July", adds("B2+5")], ["Google", adds("B3")], ["Half", adds("B2/2")]]
    assert told(shop, Ads=ads) == [("aop_actuals!I18", rests_on("Ads!B2"))]  # cured there, August is right too


# From results ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("aop_budget_revenue*1.2", "aop_budget_revenue!A1"),
        ("SUM(aop_pnl[Full year])", "aop_pnl!Q2"),
        ("aop_scorecard!E4", "aop_scorecard!E4"),
        ("Mine!A1", "aop_variance!C3"),
    ],
)
def test_an_input_that_starts_from_a_result(shop: Draft, text: str, result: str) -> None:
    shop.types("aop_actuals", "MKT-QC", m07=Formula(text, 1e6), m08=Formula("I18*2", 2e6))
    mine: list[list[Held]] = [[adds("aop_variance!C3")]]
    assert told(shop, Mine=mine) == [("aop_actuals!I18", starts_from(result))]  # August is right when July is


def test_an_input_that_starts_from_a_result_is_worth_a_look(shop: Draft) -> None:
    shop.types("aop_goals", "MT1", target=Formula("aop_budget_revenue/aop_last_year[Full year]-1", 0.2))
    (only,) = check(MemoryBook(shop.tables, shop.fields, lists=shop.lists)).troubles.problems
    assert only.problem.severity is Severity.WARNING
    assert only.problem.text.vi.startswith("Công thức ở ô này lấy số từ kết quả của aop (aop_budget_revenue!A1)")


# Nothing to say -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "SUM(Ads!A1:C9)",
        "I17*2",
        "SUM(I2:I17,I19:I30)",
        '"I18"&""',
        "aop_budget[[#This Row],[Jan]]",
        "aop_budget[[#Headers],[Full year]]",
        "SUM(aop_last_year[Full year])*0.03",
        "[1]aop_budget!I18",
        "aop_year*1000000",
        "unknown_name+unknown_table[I18]",
        "SUM(aop_budget[No such column])",
    ],
)
def test_a_formula_that_goes_forward(shop: Draft, text: str) -> None:
    shop.types("aop_budget", "MKT-QC", annual=Formula(text, 144_000_000.0))
    assert told(shop, Ads=[[144_000_000.0, adds("A1/12")]]) == []


def test_circles_beside_the_plan_are_the_owners_own_business(shop: Draft) -> None:
    shop.types("aop_budget", "MKT-QC", annual=Formula("Ads!A1", 144_000_000.0))
    assert told(shop, Ads=[[144_000_000.0, adds("B1"), adds("A1")]]) == []


def test_a_column_that_nothing_is_read_from_may_hold_anything(shop: Draft) -> None:
    shop.types("aop_budget", "MKT-QC", total=adds("SUM(V1:V99)"))
    assert told(shop) == []


def test_a_long_way_round_ends(shop: Draft) -> None:
    shop.types("aop_budget", "MKT-QC", annual=Formula("Sums!A900", 144_000_000.0))
    sums: list[list[Held]] = [[1.0]]
    sums += [[adds(f"SUM(A$1:A{row})")] for row in range(1, 1500)]
    assert told(shop, Sums=sums) == []


# In a file, where our own formulas stand in the owner's tables too ----------------------------------------------------


@pytest.mark.parametrize("starter", [SHOP, SHOP_VI], ids=str)
def test_our_own_formulas_are_none_of_the_owners(starter: Starter, made: Callable[[Starter], Path]) -> None:
    assert check(FileBook.open(made(starter))).troubles.problems == ()


def in_file(path: Path) -> Told:
    return [(each.address, each.problem.text.en) for each in check(FileBook.open(path)).troubles.problems]


def test_a_year_that_is_the_sum_of_its_own_months(shop_file: Path) -> None:
    with owner(shop_file) as typing:
        typing.types("aop_budget", "MKT-QC", annual=Formula("aop_budget[[#This Row],[Sum of months]]", 144e6))
    assert in_file(shop_file) == [("'2 Budget'!I29", back_over("'2 Budget'!V29"))]


def test_a_year_that_is_a_share_of_the_profit_it_lowers(shop_file: Path) -> None:
    with owner(shop_file) as typing:
        typing.types("aop_budget", "MKT-QC", annual=Formula("aop_budget_profit*0.3", 144e6))
    assert in_file(shop_file) == [("'2 Budget'!I29", back_over("'2 Budget'!C9"))]


def test_a_target_that_is_what_the_budget_comes_to(shop_file: Path) -> None:
    with owner(shop_file) as typing:
        typing.types("aop_goals", "MT1", target=Formula("aop_budget_revenue/4000000000-1", 0.2))
    assert in_file(shop_file) == [("'1 Goals'!F7", starts_from("'2 Budget'!C6"))]


@pytest.fixture(name="shop_file")
def _shop_file(copy: Callable[[Starter], Path]) -> Path:
    return copy(SHOP)
