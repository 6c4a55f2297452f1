"""A year with the plan, as its owner lives it: files on the disk, the command line, a spreadsheet program between."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from aop_excel.backends.file import FileBook
from aop_excel.workbook.book import Cell
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
    new,
    number,
    owner,
    results,
    rows,
    saved_by_libreoffice,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

Copy = Callable[[Starter], Path]
Output = pytest.CaptureFixture[str]
README = Path(__file__).parent.parent.parent / "README.md"


def variance(path: Path, code: str) -> dict[str, Cell]:
    return look(path, "aop_variance", code)


def field(path: Path, name: str) -> Cell:
    return FileBook.open(path).field(name)


def column(path: Path, table: str, key: str) -> list[Cell]:
    return [row[key] for row in rows(FileBook.open(path), table)]


# From an empty workbook to the first closed month ---------------------------------------------------------------------


@pytest.mark.needs_libreoffice
def test_the_first_month_of_a_new_plan(tmp_path: Path, capsys: Output) -> None:
    plan = tmp_path / "plan.xlsx"
    assert new(plan, BLANK) == 0
    with owner(plan) as typing:
        typing.sets("aop_company", "Tiệm hoa Lan")
        typing.adds("aop_channels", name="Store")
        typing.adds(
            "aop_budget", code="DT", name="Flowers", kind="Revenue", channel="Store", phasing="Even", annual=1.2e9
        )
        typing.adds(
            "aop_budget", code="GV", name="Cost of flowers", kind="Cost of goods sold", phasing="Even", annual=7.2e8
        )
        typing.adds("aop_budget", code="MB", name="Rent", kind="Other fixed cost", phasing="Even", annual=2.4e8)
        typing.adds("aop_kpis", code="LN", measure="Operating profit", target=3e8)
    saved_by_libreoffice(plan)  # the months spread the year by formulas, as in Excel
    assert aop("refresh", plan) == 0
    assert look(plan, "aop_budget", "MB")["m12"] == 20_000_000
    assert column(plan, "aop_actuals", "code") == ["DT", "GV", "MB"]
    assert column(plan, "aop_actuals", "name") == ["Flowers", "Cost of flowers", "Rent"]

    with owner(plan) as typing:
        typing.types("aop_actuals", "DT", m01=110e6)
        typing.types("aop_actuals", "GV", m01=70e6)
        typing.types("aop_actuals", "MB", m01=20e6)
        typing.types("aop_closed", 1, m01="x")
    saved_by_libreoffice(plan)
    capsys.readouterr()
    assert aop("refresh", plan) == 0
    assert "Tiệm hoa Lan – report month 01/2027, months closed: 1" in capsys.readouterr().out

    sold = variance(plan, "DT")
    assert (sold["plan"], sold["actual"], sold["variance"], sold["percent"]) == (100e6, 110e6, 10e6, 0.1)
    assert (sold["effect"], sold["material"]) == ("Favourable", "Material")
    bought = variance(plan, "GV")
    assert (bought["variance"], bought["effect"], bought["ytd_effect"]) == (10e6, "Unfavourable", "Unfavourable")
    rent = variance(plan, "MB")
    assert (rent["variance"], rent["percent"], rent["effect"], rent["material"]) == (0, 0, "On plan", None)
    profit = variance(plan, "operating_profit")  # 110 − 70 − 20 where 100 − 60 − 20 was planned
    assert (profit["plan"], profit["actual"], profit["effect"]) == (20e6, 20e6, "On plan")
    score = look(plan, "aop_scorecard", "LN")  # a twelfth of the target, as the plan has a twelfth of its profit
    assert (score["year_to_date"], score["target_to_date"]) == (20e6, 25e6)
    libreoffice.assert_formulas_equal(plan)


# Closing a month ------------------------------------------------------------------------------------------------------


@pytest.fixture
def july(shop: Path) -> Path:
    """BabyCare House after July: all as planned but rent and advertising; July is not refreshed yet."""
    with owner(shop) as typing:
        for line in rows(typing.book, "aop_budget"):
            assert isinstance(line["m07"], float)
            typing.types("aop_actuals", str(line["code"]), m07=line["m07"])
        typing.types("aop_actuals", "CP-MB", m07=33_000_000.0)
        typing.types("aop_closed", 1, m07="X ")
    return shop


def test_a_closed_month_is_reported(july: Path) -> None:
    before = variance(july, "revenue")
    assert aop("refresh", july) == 0
    assert field(july, "aop_month_label") == "07/2027"
    rent = variance(july, "CP-MB")
    assert (rent["plan"], rent["actual"], rent["variance"]) == (30e6, 33e6, 3e6)
    assert (rent["percent"], rent["effect"], rent["material"]) == (0.1, "Unfavourable", None)  # below the floor of 5 m
    assert (rent["ytd_plan"], rent["ytd_actual"]) == (210e6, 213e6)
    profit = variance(july, "operating_profit")
    assert profit["variance"] == pytest.approx(-3e6)
    assert profit["effect"] == "Unfavourable"
    # July's revenue was as planned, so it moved plan and actual to date alike.
    assert variance(july, "revenue")["ytd_variance"] == before["ytd_variance"]


def test_a_refresh_is_finished_with_itself(july: Path) -> None:
    assert aop("refresh", july) == 0
    once = july.read_bytes()
    assert aop("refresh", july) == 0
    assert july.read_bytes() == once


@pytest.mark.needs_libreoffice
def test_formulas_give_what_the_engine_gave(july: Path) -> None:
    assert aop("refresh", july) == 0
    refreshed = results(saved_by_libreoffice(july))
    assert aop("refresh", july) == 0
    assert differences(results(july), refreshed) == []
    libreoffice.assert_formulas_equal(july)


def test_a_refresh_can_be_taken_back(july: Path) -> None:
    before = july.read_bytes()
    assert aop("refresh", july) == 0
    assert aop("undo", july) == 0
    assert july.read_bytes() == before


# Lines come and go ----------------------------------------------------------------------------------------------------


VAN = {f"m{month:02d}": 10_000_000.0 for month in range(1, 13)}


@pytest.fixture
def with_van(shop: Path) -> Path:
    """A delivery van that nobody budgeted for at first, refreshed."""
    with owner(shop) as typing:
        typing.adds("aop_budget", code="CP-XE", name="Delivery van", kind="Other fixed cost", annual=120e6, **VAN)
    assert aop("refresh", shop) == 0
    return shop


def test_a_new_budget_line_gets_its_rows(with_van: Path) -> None:
    reported = look(with_van, "aop_actuals", "CP-XE")
    assert (reported["name"], reported["m01"], reported["total"]) == ("Delivery van", None, None)
    row = variance(with_van, "CP-XE")
    assert (row["item"], row["plan"], row["actual"], row["variance"]) == ("Delivery van", 10e6, None, None)
    assert variance(with_van, "fixed_costs")["ytd_plan"] == (228 + 144 + 360 + 72 + 12 + 120) / 2 * 1e6
    assert column(with_van, "aop_problems", "problem") == [
        "“Delivery van” has no figure for closed months: 1, 2, 3, 4, 5, 6"
    ]


def test_nothing_is_left_to_do_after_a_new_line_got_its_rows(with_van: Path) -> None:
    once = with_van.read_bytes()
    assert aop("refresh", with_van) == 0
    assert with_van.read_bytes() == once


def test_a_removed_line_is_reported_while_it_has_actuals(with_van: Path, capsys: Output) -> None:
    with owner(with_van) as typing:
        typing.types("aop_actuals", "CP-XE", m06=4_000_000.0)
        typing.clears("aop_budget", "CP-XE")
    assert aop("refresh", with_van) == 0
    assert "CP-XE" not in column(with_van, "aop_variance", "code")
    assert "“CP-XE” is not in Budget, so its actuals of 4,000,000" in capsys.readouterr().out
    (problem,) = rows(FileBook.open(with_van), "aop_problems")
    assert problem["severity"] == "▲ Look at"
    assert field(with_van, "aop_state") == "Up to date, to look at: 1"

    with owner(with_van) as typing:
        typing.types("aop_actuals", "CP-XE", m06=None)
    assert aop("refresh", with_van) == 0
    assert field(with_van, "aop_state") == "Up to date"
    assert rows(FileBook.open(with_van), "aop_problems") == []


def test_actuals_find_their_line_however_its_code_is_typed(shop: Path) -> None:
    before = variance(shop, "MKT-QC")
    lines = len(rows(FileBook.open(shop), "aop_actuals"))
    with owner(shop) as typing:
        typing.types("aop_actuals", "MKT-QC", code=" mkt-qc")
    assert aop("refresh", shop) == 0
    assert variance(shop, "MKT-QC") == before
    assert len(rows(FileBook.open(shop), "aop_actuals")) == lines


# Saying why -----------------------------------------------------------------------------------------------------------


WHY = "The marketplace doubled its prices per click"


@pytest.fixture
def explained(shop: Path) -> Path:
    """The cause of June's advertising, typed into the row that the refresh made for it."""
    with owner(shop) as typing:
        asked = rows(typing.book, "aop_comments")
        at = next(n for n, row in enumerate(asked, 1) if (row["month"], row["code"]) == (6, "MKT-QC"))
        typing.types("aop_comments", at, cause=WHY, owner="Minh")
    return shop


def test_a_comment_stays_with_its_line_when_rows_move(explained: Path) -> None:
    missing = field(explained, "aop_missing_comments")
    with owner(explained) as typing:
        typing.adds("aop_budget", code="A-NEW", name="Gift cards", kind="Revenue", channel="Store", **VAN)
        typing.clears("aop_budget", "DT-CH-DD")
    assert aop("refresh", explained) == 0
    assert variance(explained, "MKT-QC")["cause"] == WHY
    assert [cause for cause in column(explained, "aop_variance", "cause") if cause] == [WHY]
    assert field(explained, "aop_missing_comments") == float(str(missing)) - 1


def test_a_comment_stays_with_its_month(explained: Path) -> None:
    assert aop("refresh", explained, "--month", "2027-05") == 0
    assert variance(explained, "MKT-QC")["cause"] is None
    assert aop("refresh", explained, "--month", "6/2027") == 0
    assert variance(explained, "MKT-QC")["cause"] == WHY


def test_only_material_lines_of_the_month_are_asked_about(shop: Path) -> None:
    material = [row["code"] for row in rows(FileBook.open(shop), "aop_variance") if row["code"] and row["material"]]
    asked = [row["code"] for row in rows(FileBook.open(shop), "aop_comments")]
    assert asked == material
    assert len(asked) == field(shop, "aop_missing_comments")


@pytest.mark.needs_libreoffice
def test_causes_are_fetched_by_formulas_whatever_was_typed(explained: Path) -> None:
    with owner(explained) as typing:
        typing.adds("aop_comments", month="6", code="mkt-koc ", cause="  Two more evenings ")
        typing.adds("aop_comments", month=6.0, code="CP-DN", cause="A hot June")
    assert aop("refresh", explained) == 0
    assert variance(explained, "MKT-KOC")["cause"] == "Two more evenings"
    assert variance(explained, "CP-DN")["cause"] == "A hot June"
    libreoffice.assert_formulas_equal(explained)


# Another month --------------------------------------------------------------------------------------------------------


def test_the_report_month_can_be_told(shop: Path) -> None:
    assert aop("refresh", shop, "--month", "2027-03") == 0
    assert field(shop, "aop_report_month") == 3
    assert field(shop, "aop_variance_month") == "03/2027"
    assert field(shop, "aop_variance_counted") == 3
    assert variance(shop, "CP-MB")["ytd_plan"] == 90e6


def test_a_month_outside_the_year_is_refused(shop: Path, capsys: Output) -> None:
    before = shop.read_bytes()
    assert aop("refresh", shop, "--month", "2028-01") == 1
    assert "01/2028" in capsys.readouterr().err
    assert shop.read_bytes() == before
    with pytest.raises(SystemExit, match="2"):
        aop("refresh", shop, "--month", "2027-13")


def test_months_of_a_fiscal_year_from_april(copy: Copy) -> None:
    plan = copy(SHOP_FROM_APRIL)
    assert field(plan, "aop_month_label") == "09/2027"
    assert aop("refresh", plan, "--month", "2028-02") == 0
    assert (field(plan, "aop_month_no"), field(plan, "aop_month_label")) == (11, "02/2028")
    assert aop("refresh", plan, "--month", "2027-02") == 1


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("starter", [SHOP_VI, SHOP_FROM_APRIL], ids=str)
def test_formulas_follow_the_month_without_python(starter: Starter, copy: Copy, tmp_path: Path) -> None:
    plan = copy(starter)
    with owner(plan) as typing:
        typing.sets("aop_report_month", 5.0)
    by_formulas = results(libreoffice.recalculate(plan, tmp_path / "recalculated"))
    assert aop("refresh", plan) == 0
    refreshed = results(plan)
    for table in ("aop_variance", "aop_pnl"):
        assert differences({table: refreshed[table]}, {table: by_formulas[table]}) == []
    libreoffice.assert_formulas_equal(plan)


# Mistakes -------------------------------------------------------------------------------------------------------------


def test_a_mistake_leaves_the_results_as_they_were_until_it_is_cured(shop: Path, capsys: Output) -> None:
    before = results(shop)
    with owner(shop) as typing:
        typing.types("aop_actuals", "MKT-QC", m05="1.234")
        typing.types("aop_budget", "CP-MB", kind="Rent")
        cell = typing.book.address("aop_actuals", 17, "May")
    typed = results(shop)
    capsys.readouterr()
    assert aop("refresh", shop) == 1
    out = capsys.readouterr().out
    assert f"{shop}: NOT refreshed" in out
    assert f"{cell}: “1.234” can mean 1234 or 1.2340" in out

    after = results(shop)
    problems = after.pop("aop_problems")
    assert [(row["severity"], row["problem"]) for row in problems] == [
        ("■ Error", "“Rent” is not on the list"),
        ("■ Error", "“1.234” can mean 1234 or 1.2340"),
    ]
    assert problems[1]["cell"] == cell
    assert problems[1]["cure"] == "Type it again as 1234 or 1.2340."
    assert after == {table: found for table, found in typed.items() if table != "aop_problems"}
    assert field(shop, "aop_state") == "OUT OF DATE: results are from the last refresh; errors to put right below: 2"

    with owner(shop) as typing:
        for table, row, key in (("aop_actuals", "MKT-QC", "m05"), ("aop_budget", "CP-MB", "kind")):
            value = next(each[key] for each in before[table] if each["code"] == row)
            assert isinstance(value, float | str)
            typing.types(table, row, **{key: value})
    assert aop("refresh", shop) == 0
    assert field(shop, "aop_state") == "Up to date"
    assert results(shop) == before


def test_with_a_mistake_the_month_stays_too(shop: Path) -> None:
    with owner(shop) as typing:
        typing.types("aop_actuals", "MKT-QC", m05="abc")
    assert aop("refresh", shop, "--month", "2027-03") == 1
    assert field(shop, "aop_report_month") is None


def test_a_wrong_month_is_cured_by_naming_another(shop: Path) -> None:
    with owner(shop) as typing:
        typing.sets("aop_report_month", "tháng 3")
    assert aop("refresh", shop) == 1
    assert aop("refresh", shop, "--month", "2027-03") == 0
    assert field(shop, "aop_variance_month") == "03/2027"


def test_settings_that_cannot_be_read_are_told_in_the_workbooks_language(copy: Copy, capsys: Output) -> None:
    for starter, words in ((SHOP, "“Fiscal year begins in” is missing"), (SHOP_VI, "Thiếu “Năm tài chính bắt đầu”")):
        plan = copy(starter)
        with owner(plan) as typing:
            typing.sets("aop_year", None)
        assert aop("refresh", plan) == 1
        assert words in capsys.readouterr().out
        assert column(plan, "aop_problems", "problem") == [words]


@pytest.mark.needs_libreoffice
def test_an_amount_typed_as_text_counts_and_formulas_agree(shop: Path, capsys: Output) -> None:
    with owner(shop) as typing:
        typing.types("aop_actuals", "MKT-QC", m06="21,5 triệu")
        typing.types("aop_budget", "CP-DN", m06="(123)")
        typing.types("aop_last_year", "Online", m06="98tr")
    saved_by_libreoffice(shop)
    assert aop("refresh", shop) == 0
    assert "“21,5 triệu” is text, understood as 21,500,000" in capsys.readouterr().out
    assert variance(shop, "MKT-QC")["actual"] == 21_500_000
    assert variance(shop, "CP-DN")["plan"] == -123
    assert look(shop, "aop_actuals", "MKT-QC")["m06"] == "21,5 triệu"  # what was typed is never changed
    written = load_workbook(shop)
    book = FileBook.open(shop)
    for key, by_formula in (("actual|line:MKT-QC", False), ("actual|line:MKT-KOC", True), ("plan|line:CP-DN", False)):
        tab, _, cell = book.address("aop_pnl", number(book, "aop_pnl", key), "Jun").rpartition("!")
        assert (written[tab.strip("'")][cell].data_type == "f") == by_formula
    libreoffice.assert_formulas_equal(shop)


# The other language ---------------------------------------------------------------------------------------------------


@pytest.mark.needs_libreoffice
def test_the_language_is_changed_in_the_workbook(shop: Path, capsys: Output) -> None:
    before = results(shop)
    with owner(shop) as typing:
        typing.sets("aop_language", "tiếng việt")
        typing.adds("aop_budget", code="CP-XE", name="Xe giao hàng", kind="Định phí khác", limit="Theo dõi", **VAN)
    assert aop("refresh", shop) == 0
    assert "tháng báo cáo 06/2027, số tháng đã chốt: 6" in capsys.readouterr().out
    assert set(column(shop, "aop_variance", "effect")) == {"Thuận lợi", "Bất lợi", "Đúng kế hoạch", None}
    assert variance(shop, "operating_profit")["item"] == "Lợi nhuận hoạt động"
    assert str(look(shop, "aop_goal_progress", "MT1")["status"])[2:] in ("Đúng tiến độ", "Có nguy cơ", "Lệch kế hoạch")
    book = FileBook.open(shop)
    assert book.rows("aop_variance")[0][:3] == ["Code", "Item", "Plan month"]  # headers belong to the owner
    saved_by_libreoffice(shop)
    libreoffice.assert_formulas_equal(shop)

    with owner(shop) as typing:
        typing.sets("aop_language", "English")
        typing.clears("aop_budget", "CP-XE")
    assert aop("refresh", shop) == 0
    after = results(shop)
    for table in ("aop_variance", "aop_pnl", "aop_scorecard", "aop_goal_progress"):
        assert differences({table: after[table]}, {table: before[table]}) == []


# Looking without changing ---------------------------------------------------------------------------------------------


def test_check_says_what_is_wrong_and_writes_nothing(shop: Path, capsys: Output) -> None:
    assert aop("check", shop) == 0
    with owner(shop) as typing:
        typing.types("aop_budget", "CP-MB", goal="MT9")
    assert aop("check", shop) == 0  # worth a look, but no total is wrong
    with owner(shop) as typing:
        typing.types("aop_budget", "CP-MB", channel="Web")
        cell = typing.book.address("aop_budget", 22, "Channel")
    before = shop.read_bytes()
    capsys.readouterr()
    assert aop("check", shop) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "Problems (2):",
        f"  ■ Error  {cell}: “Web” in Channel is not known",
        "      → Choose one of: Store, Online; or declare it first.",
    ]
    assert shop.read_bytes() == before


def test_show_gives_the_report_as_tables(shop: Path, capsys: Output) -> None:
    before = shop.read_bytes()
    assert aop("show", shop) == 0
    out = capsys.readouterr().out
    assert "Scorecard" in out
    assert "Variance against plan" in out
    assert shop.read_bytes() == before


def documented() -> dict[str, list[str]]:
    """The names that README promises, by where they stand; in brackets stand values."""
    found = {}
    for where, holds in re.findall(r"^\| (`[^|]*) \| ([^|]*) \|$", README.read_text("utf-8"), re.M):
        names = re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", holds))
        found[where] = names
    return found


def test_show_gives_the_report_as_json_with_the_documented_names(copy: Copy, capsys: Output) -> None:
    assert aop("show", copy(SHOP_VI), "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    tables = documented()
    (top,) = (where for where in tables if "`version`" in where)
    parts = [where.strip("`[]") for where in tables if re.fullmatch(r"`\w+(\[])?`", where)]
    assert set(facts) == {*re.findall(r"`(\w+)`", top), *parts}
    for part in ("goals", "kpis", "profit_and_loss", "bridge"):
        assert list(facts[part][0]) == tables[f"`{part}[]`"], part
    first = facts["variances"][0]
    assert {*first, *first["month"]} == set(tables["`variances[]`"])
    assert first["month"].keys() == first["year_to_date"].keys()

    assert (facts["version"], facts["company"]) == (1, "BabyCare House")
    assert (facts["report_month"], facts["months"][0], sum(facts["closed"])) == ("2027-06", "2027-01", 6)
    rent = next(row for row in facts["variances"] if row["item"] == "line:CP-MB")
    assert rent["year_to_date"] == {
        "plan": 180e6,
        "actual": 180e6,
        "variance": 0,
        "percent": 0,
        "effect": 0,
        "favourable": None,
        "material": False,
    }


def test_nothing_is_shown_of_a_plan_with_a_mistake(shop: Path, capsys: Output) -> None:
    with owner(shop) as typing:
        typing.types("aop_actuals", "MKT-QC", m05="abc")
    assert aop("show", shop, "--json") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "“abc” is not an amount" in told.err


# What is refused ------------------------------------------------------------------------------------------------------


def test_a_new_plan_never_overwrites_one(shop: Path, capsys: Output) -> None:
    before = shop.read_bytes()
    assert aop("new", shop, "--lang", "en") == 1
    assert capsys.readouterr().err == "plan.xlsx exists already. Choose another name, or add --force to overwrite it.\n"
    assert shop.read_bytes() == before
    assert aop("new", shop, "--lang", "en", "--force") == 0
    assert field(shop, "aop_company") is None


def test_a_new_plan_needs_a_name_and_a_place(tmp_path: Path, capsys: Output) -> None:
    assert aop("new", tmp_path / "plan.xls", "--lang", "en") == 2
    assert capsys.readouterr().err == "plan.xls: the name must end in .xlsx.\n"
    assert aop("new", tmp_path / "nowhere" / "plan.xlsx", "--lang", "vi") == 1
    assert capsys.readouterr().err == f"Không có thư mục {tmp_path / 'nowhere'}. Hãy tạo trước.\n"
    assert aop("new", tmp_path / "plan.xlsx", "--lang", "en", "--template", "bakery") == 2
    assert "There is no starter plan “bakery”. There are: babycare_house, blank." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["refresh", "approve", "check", "review", "show"])
def test_what_is_not_a_plan_is_refused_in_a_sentence(
    command: str, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AOP_LANG", "en")
    book = tmp_path / "book.xlsx"
    with_a_sum(book)
    text = tmp_path / "notes.xlsx"
    text.write_text("Rent 30 million", "utf-8")
    for path in (book, text, tmp_path / "missing.xlsx"):
        before = path.read_bytes() if path.exists() else None
        assert aop(command, path) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert path.name in told.err
        assert "Traceback" not in told.err
        assert (path.read_bytes() if path.exists() else None) == before


def with_a_sum(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 2)


def test_one_bad_file_does_not_keep_the_others_waiting(july: Path, tmp_path: Path, capsys: Output) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"")
    assert aop("refresh", bad, july) == 2
    assert field(july, "aop_month_label") == "07/2027"
    assert str(bad) in capsys.readouterr().err
