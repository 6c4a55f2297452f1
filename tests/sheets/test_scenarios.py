"""The tab Scenarios as owners see it, in files that LibreOffice calculated."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.sheets import FIELDS
from aop_excel.sheets.scenarios import MOST_GOALS
from aop_excel.workbook.book import Cell
from tests import libreoffice
from tests.plans import BLANK, SHOP, SHOP_FROM_APRIL, SHOP_VI, Starter, aop, new, owner, rows, saved_by_libreoffice

Copy = Callable[[Starter], Path]


def table(path: Path, name: str, key: str) -> dict[str, dict[str, Cell]]:
    return {str(row[key]): row for row in rows(FileBook.open(path), name)}


def test_the_reference_case_side_by_side(made: Copy) -> None:
    found = table(made(SHOP), "aop_scenario_results", "key")
    assert list(found) == ["base:", "risk:RR1", "fallback:RR1", "risk:RR2", "fallback:RR2", "risk:RR3", "fallback:RR3",
                           "scenario:KB1", "scenario:KB2", "scenario:KB3"]  # fmt: skip
    bad = found["scenario:KB2"]
    assert (bad["name"], bad["contents"], bad["goals"]) == (
        "KB2 Bad: all three risks at once", "RR1 + RR2 + RR3: 4 effects", "1/3",
    )  # fmt: skip
    assert bad["missed"] == "MT1: 13.9% (needs ≥ 20%); MT2: 44.8% (needs ≥ 45%)"
    assert (bad["status"], bad["lowest_month"]) == ("■ Below minimum", "12/2027")
    assert isinstance(bad["profit"], float)
    assert isinstance(found["base:"]["profit"], float)
    assert bad["difference"] == pytest.approx(bad["profit"] - found["base:"]["profit"])


def test_the_chances_that_readme_tells(made: Copy) -> None:
    online = table(made(SHOP), "aop_chances", "wanted")["MT2 Online is 45% of revenue"]
    assert online["chance"] == pytest.approx(0.68, abs=0.005)
    assert online["chance_with_fallbacks"] == pytest.approx(0.91, abs=0.005)


def test_the_largest_risk_comes_first_and_stands_beside_its_risk(made: Copy) -> None:
    tornado = rows(FileBook.open(made(SHOP)), "aop_tornado")
    assert next(row["name"] for row in tornado if row["name"]) == "RR1 Purchase prices rise with supply"
    effects = table(made(SHOP), "aop_risk_state", "code")
    results = table(made(SHOP), "aop_scenario_results", "key")
    assert {code: row["effect_on_profit"] for code, row in effects.items()} == {
        code: pytest.approx(results[f"risk:{code}"]["difference"]) for code in ("RR1", "RR2", "RR3")
    }


def test_each_case_links_to_the_cell_it_rests_on(made: Copy) -> None:
    book = FileBook.open(made(SHOP))
    found = table(made(SHOP), "aop_scenario_results", "key")
    assert [found[key]["where"] for key in ("base:", "risk:RR1", "fallback:RR1", "scenario:KB2")] == [
        None, "'5 Risks'!G20", "'5 Risks'!G21", "'5 Risks'!B40",
    ]  # fmt: skip
    assert "HYPERLINK(\"#'5 Risks'!G20\",\"'5 Risks'!G20\")" in book.formulas("Scenarios").values()


def test_it_says_what_the_figures_rest_on_in_the_language_of_the_plan(made: Copy) -> None:
    for starter, words in ((SHOP, ("independent", "triangular", "10,000", "seed 2027", "5%, 20%, 40%, 60%, 85%")),
                           (SHOP_VI, ("độc lập", "tam giác", "10.000", "2027", "5%, 20%, 40%, 60%, 85%"))):  # fmt: skip
        book = FileBook.open(made(starter))
        told = " ".join(str(book.field(name)) for name in FIELDS if name.startswith("aop_assumption"))
        assert [word for word in words if word not in told] == []


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("starter", [SHOP_VI, SHOP_FROM_APRIL], ids=str)
def test_a_plan_with_other_effects_calculates_alike(starter: Starter, copy: Copy) -> None:
    plan = copy(starter)
    with owner(plan) as typing:
        typing.types("aop_shocks", 1, change=0.07, part=None)
        typing.adds("aop_risks", name="Rent", code=7.0, likelihood=5.0, impact=3.0)
        typing.adds("aop_shocks", note="Rent", risk=7.0, what="Một dòng ngân sách", line="CP-MB", change=0.1)
        typing.adds("aop_shocks", note="Tax", scenario="KB2", what="One budget line", line="THUE-QUY", change=0.5)
        typing.types("aop_scenarios", 2, risks="rr1 + RR2; 7", fallbacks="x")
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 0
    results = table(plan, "aop_scenario_results", "key")
    rent = results["risk:7"]["difference"]
    assert rent == pytest.approx(-6 * 30e6 * 0.1)  # six months to come of 30 million
    assert str(results["scenario:KB2"]["contents"]).startswith("RR1 + RR2 + 7: 10 ")
    assert table(plan, "aop_risk_state", "code")["7"]["effect_on_profit"] == pytest.approx(rent)
    assert len(FileBook.open(plan).rows("aop_tornado_bars")) == 1 + 6
    libreoffice.assert_formulas_equal(plan)


@pytest.mark.needs_libreoffice
def test_a_blank_plan_says_what_to_fill_in(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    assert new(plan, BLANK) == 0
    book = FileBook.open(plan)
    assert "fill in “What they do to the numbers” on Risks" in str(book.field("aop_scenarios_chances"))
    assert book.field("aop_scenarios_largest") is None
    results = rows(book, "aop_scenario_results")
    assert [(row["name"], row["contents"]) for row in results] == [
        ("As foreseen", None), ("KB1 Good", "No effects yet"), ("KB2 Bad", "No effects yet"),
    ]  # fmt: skip
    assert rows(book, "aop_tornado") == []
    libreoffice.assert_formulas_equal(plan)


def test_full_tables_of_goals_and_risks_have_room(shop: Path) -> None:
    with owner(shop) as typing:
        for number in range(4, 8):
            typing.adds("aop_goals", code=f"MT{number}", name="One more", kpi="LN", target=number * 1e8, importance=9.0)
        for number in range(4, 11):
            typing.adds("aop_risks", name="One more", code=f"RR{number}", likelihood=2.0, impact=3.0)
    with owner(shop) as typing:
        for number in range(4, 7):
            typing.adds(
                "aop_shocks",
                note="Dearer",
                risk=f"RR{number}",
                what="Selling price (revenue only)",
                change=-0.01 * number,
            )
    assert aop("refresh", shop) == 0
    assert len(rows(FileBook.open(shop), "aop_chances")) == MOST_GOALS + 2
    assert len(rows(FileBook.open(shop), "aop_scenario_results")) == 13
    assert aop("refresh", shop) == 0


def test_once_the_year_is_over_nothing_is_left_to_happen(shop: Path) -> None:
    with owner(shop) as typing:
        for line in rows(typing.book, "aop_budget"):
            later = {key: line[key] for key in ("m07", "m08", "m09", "m10", "m11", "m12")}
            typing.types("aop_actuals", str(line["code"]), **later)  # type: ignore[arg-type]
        typing.types("aop_closed", 1, **dict.fromkeys((f"m{month:02d}" for month in range(7, 13)), "x"))
    assert aop("refresh", shop) == 0
    assert FileBook.open(shop).field("aop_scenarios_chances") == "The effects touch no month that is still to come."
    assert {row["difference"] for row in rows(FileBook.open(shop), "aop_scenario_results")} == {0}
    assert {row["chance"] for row in rows(FileBook.open(shop), "aop_chances")} == {None}
