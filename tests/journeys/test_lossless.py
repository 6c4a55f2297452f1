"""The owner adds whatever Excel offers, a month passes, and the refresh leaves it all as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from aop_excel.sheets import SHEETS, TABLES
from aop_excel.workbook.layout import Author
from tests import libreoffice
from tests.additions import ADDITIONS, Addition, added, containers, drawings, notes, workbooks
from tests.additions.markup import TYPES, WORKBOOK
from tests.additions.parts import Parts
from tests.entries import changed
from tests.lossless import losses, without_calculation
from tests.plans import SHOP, Results, Starter, aop, differences, owner, results, rows

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

VAN = {f"m{month:02d}": 10_000_000.0 for month in range(1, 13)}
UNTOUCHED = ("Direction", "6 KPIs")
"""The tabs that neither the owner types into in July nor the engine fills."""

GROWN = (
    "aop_alignment",
    "aop_variance",
    "aop_pnl",
    "aop_outlook",
    "aop_year_outlooks",
    "aop_month_outlooks",
    "aop_limit_use",
    "aop_review",
    "aop_verdict_reasons",
    "aop_cuts",
    "aop_changes",
)
"""The tables that have more rows, or fewer, when a budget line is new and a month is over."""

CHAINED = {"xl/calcChain.xml", "xl/_rels/workbook.xml.rels", TYPES}
"""What goes, and what said that it was there, when a formula goes that stands in Excel's order of calculation."""


def july_is_typed(plan: Path) -> bytes:
    """The owner types the month, closes it and budgets for a delivery van; the file as it is then."""
    with owner(plan) as typing:
        for line in rows(typing.book, "aop_budget"):
            assert isinstance(line["m07"], float)
            typing.types("aop_actuals", str(line["code"]), m07=line["m07"])
        typing.types("aop_actuals", "CP-MB", m07=33_000_000.0)
        typing.types("aop_closed", 1, m07="x")
        typing.adds("aop_budget", code="CP-XE", name="Delivery van", kind="Other fixed cost", annual=120e6, **VAN)
    return plan.read_bytes()


def ours(content: bytes) -> set[str]:
    """The parts that a refresh may write: the tabs, the tables that grow, how the workbook is to be calculated."""
    parts = Parts(content)
    tabs = parts.tabs()
    filled = [sheet.title.en for sheet in SHEETS if sheet.title.en not in UNTOUCHED]
    written = {*(tabs[tab] for tab in filled), *(parts.table(name) for name in GROWN)}
    written |= {WORKBOOK} if b"fullCalcOnLoad" not in parts.held[WORKBOOK] else set()
    return written | (CHAINED if "xl/calcChain.xml" in parts.held else set())


def assert_nothing_lost(before: bytes, typed: bytes, after: bytes) -> None:
    """Only our parts changed, in them only our cells, and of the workbook only how it is to be calculated."""
    assert changed(before, after) - ours(before) == set()
    assert losses(typed, after) == []
    old, new = Parts(before), Parts(after)
    assert without_calculation(old.held[WORKBOOK]) == without_calculation(new.held[WORKBOOK])
    assert b'fullCalcOnLoad="1"' in new.held[WORKBOOK]


def assert_refreshed_for_good(plan: Path) -> None:
    """A second refresh leaves the very same file."""
    once = plan.read_bytes()
    assert aop("refresh", plan) == 0
    assert plan.read_bytes() == once


@pytest.fixture(scope="module")
def expected(made: Callable[[Starter], Path], tmp_path_factory: pytest.TempPathFactory) -> Results:
    """What the plan shows after July where the owner added nothing."""
    plan = tmp_path_factory.mktemp("plain") / "plan.xlsx"
    plan.write_bytes(made(SHOP).read_bytes())
    july_is_typed(plan)
    assert aop("refresh", plan) == 0
    return results(plan)


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.__name__)
def test_an_addition_is_as_it_was(addition: Addition, shop: Path, expected: Results) -> None:
    plan = added(shop, [addition])
    before = plan.read_bytes()
    typed = july_is_typed(plan)
    assert aop("refresh", plan) == 0
    assert changed(before, plan.read_bytes()) == ours(before)
    assert_nothing_lost(before, typed, plan.read_bytes())
    assert differences(results(plan), expected) == []
    assert_refreshed_for_good(plan)


def test_excels_order_of_calculation_goes_without_a_trace(shop: Path) -> None:
    """Lines moved, so that formulas stand in other cells than Excel remembers."""
    plan = added(shop, [workbooks.order_of_calculation])
    before = Parts(plan.read_bytes()).held
    july_is_typed(plan)
    assert aop("refresh", plan) == 0
    after = Parts(plan.read_bytes()).held
    assert set(before) - set(after) == {"xl/calcChain.xml"}
    for part in CHAINED & set(after):
        (gone,) = set(before[part].split(b"<")) - set(after[part].split(b"<"))
        assert b"calcChain" in gone
        assert set(after[part].split(b"<")) < set(before[part].split(b"<"))


def test_excels_order_of_calculation_stays_while_formulas_do(shop: Path) -> None:
    plan = added(shop, [workbooks.order_of_calculation])
    with owner(plan) as typing:
        typing.types("aop_actuals", "CP-MB", m06=30_000_001.0)
    before = plan.read_bytes()
    assert aop("refresh", plan) == 0
    assert Parts(before).tabs()["Variance"] in changed(before, plan.read_bytes())
    assert changed(before, plan.read_bytes()) & CHAINED == set()


# All at once ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def everything(made: Callable[[Starter], Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The workbook with all additions as it was, and after July."""
    folder = tmp_path_factory.mktemp("everything")
    plan = folder / "plan.xlsx"
    plan.write_bytes(made(SHOP).read_bytes())
    before = added(plan, ADDITIONS)
    after = folder / f"july{before.suffix}"
    after.write_bytes(before.read_bytes())
    july_is_typed(after)
    assert aop("refresh", after) == 0
    return before, after


def test_all_additions_together_are_as_they_were(everything: tuple[Path, Path], expected: Results) -> None:
    before, after = everything
    content = before.read_bytes()
    assert len(Parts(content).held) > 120
    again = before.with_name(f"again{before.suffix}")
    again.write_bytes(content)
    typed = july_is_typed(again)
    assert aop("refresh", again) == 0
    assert_nothing_lost(content, typed, again.read_bytes())
    assert differences(results(after), expected) == []
    assert_refreshed_for_good(again)
    with owner(again) as typing:
        typing.clears("aop_budget", "CP-XE")
        typing.clears("aop_actuals", "CP-XE")
    typed = again.read_bytes()
    assert aop("refresh", again) == 0
    assert_nothing_lost(content, typed, again.read_bytes())
    assert_refreshed_for_good(again)


def test_a_validator_finds_nothing_new(everything: tuple[Path, Path]) -> None:
    before, after = everything
    told = [OpenXmlValidator().validate(str(path)).errors for path in (before, after)]
    assert told == [[], []]


def test_other_readers_read_all_of_it(shop: Path) -> None:
    """All but macro sheets, which calamine refuses."""
    after = added(shop, [addition for addition in ADDITIONS if addition is not workbooks.sheets_of_old_excels])
    july_is_typed(after)
    assert aop("refresh", after) == 0
    tabs = Parts(after.read_bytes()).tabs()
    read = CalamineWorkbook.from_path(after)
    assert set(read.sheet_names) == set(tabs)
    cells = read.get_sheet_by_name("Variance").to_python(skip_empty_area=False)
    assert cells[91][1] == "Nguồn: ngân hàng"
    book = openpyxl.load_workbook(after)
    assert set(book.sheetnames) == set(tabs)
    assert book["Variance"]["D15"].comment.text.startswith("[Threaded comment]")


@pytest.mark.needs_libreoffice
def test_libreoffice_opens_it_and_gets_the_same(everything: tuple[Path, Path], tmp_path: Path) -> None:
    _, after = everything
    calculated = libreoffice.recalculate(after, tmp_path)
    theirs, ours = results(calculated), results(after)
    for name, table in TABLES.items():
        if table.author is Author.ENGINE:
            assert differences({name: theirs[name]}, {name: ours[name]}) == []


# However the file is packed -------------------------------------------------------------------------------------------


CARRIED = (drawings.picture, notes.ten_drawings_of_notes, workbooks.macros, workbooks.order_of_calculation)
CONTAINERS: dict[str, Callable[[containers.Contents], bytes]] = {
    "plain": containers.zipped,
    "stored": lambda parts: containers.zipped(parts, stored=list(parts)),
    "comment": lambda parts: containers.zipped(parts, comment="của Lan".encode()),
    "sizes behind": containers.piped,
    "64 bit": containers.wide,
    "64 bit end": containers.with_wide_end,
    "by Excel": containers.as_by_excel,
    "by hand": containers.as_by_hand,
}


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_file_is_refreshed_however_it_was_packed(container: str, shop: Path, expected: Results) -> None:
    plan = added(shop, CARRIED)
    before = CONTAINERS[container](Parts(plan.read_bytes()).held)
    plan.write_bytes(before)
    typed = july_is_typed(plan)
    assert aop("refresh", plan) == 0
    assert_nothing_lost(before, typed, plan.read_bytes())
    with zipfile.ZipFile(plan) as after, zipfile.ZipFile(io.BytesIO(before)) as old:
        assert after.comment == old.comment
    assert differences(results(plan), expected) == []
    assert_refreshed_for_good(plan)
