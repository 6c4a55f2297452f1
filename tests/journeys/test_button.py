"""A plan gets the Refresh button, when it is made or later, and loses nothing else."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from lxml import etree
from oletools.olevba import VBA_Parser
from openxml_audit import OpenXmlValidator

from aop_excel.backends.file import FileBook
from aop_excel.backends.macro.with_button import with_button
from aop_excel.sheets import SHEETS
from aop_excel.text import Text
from aop_excel.workbook.layout import Author
from tests import libreoffice
from tests.additions import ADDITIONS, Addition, added, workbooks
from tests.additions.markup import MAIN, OFFICE, PREFIXES, TYPES, WORKBOOK, address
from tests.additions.parts import Parts
from tests.entries import changed
from tests.machines import WINDOWS_PC
from tests.packages import rewritten, unpacked
from tests.plans import SHOP, SHOP_VI, STARTERS, Starter, aop, differences, new, owner, results

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

OWN_MACROS = (workbooks.macros, workbooks.sheets_of_old_excels)
WITHOUT_MACROS = tuple(addition for addition in ADDITIONS if addition not in OWN_MACROS)
RESULTS = (
    Text("Bắt đầu", "Start"),
    Text("Hạn mức", "Limits"),
    Text("Chênh lệch", "Variance"),
    Text("Cầu lợi nhuận", "Profit bridge"),
    Text("Bảng điểm", "Scorecard"),
    Text("Dòng tiền", "Cash"),
    Text("Rà soát", "Review"),
    Text("Quyết định", "Decisions"),
    Text("Điều chỉnh", "Adjust"),
    Text("Kịch bản", "Scenarios"),
    Text("Phiên bản", "Versions"),
    Text("Lãi lỗ", "Profit and loss"),
    Text("Ước thực hiện", "Outlook"),
)
TABS = {starter: tuple(tab(starter.language) for tab in RESULTS) for starter in (SHOP, SHOP_VI)}
CAPTIONS = {SHOP: "Refresh", SHOP_VI: "Cập nhật"}
PROJECT = "xl/vbaProject.bin"


# Two ways -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("starter", STARTERS, ids=str)
def test_made_with_the_button_or_given_it_later_it_is_the_same_file(
    starter: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    made, later = tmp_path / "made.xlsm", tmp_path / "later.xlsx"
    assert new(made, starter) == 0
    assert new(later, starter) == 0
    before = later.read_bytes()
    assert aop("button", later) == 0
    assert later.with_suffix(".xlsm").read_bytes() == made.read_bytes()
    assert later.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["later.xlsm", "later.xlsx", "made.xlsm"]
    assert differences(results(made), results(later)) == []


@pytest.fixture(scope="module")
def buttoned(made: Callable[[Starter], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Starter], Path]:
    """A plan with the button, to be looked at."""
    folder = tmp_path_factory.mktemp("buttoned")

    def make(starter: Starter) -> Path:
        path = folder / f"{starter}.xlsm"
        if not path.exists():
            assert aop("button", made(starter), "-o", path) == 0
        return path

    return make


@pytest.fixture
def press_plan(buttoned: Callable[[Starter], Path], tmp_path: Path) -> Path:
    """The shop's plan with the button, to be changed."""
    return Path(shutil.copyfile(buttoned(SHOP), tmp_path / "plan.xlsm"))


# As Excel makes them --------------------------------------------------------------------------------------------------


def types_of(parts: dict[str, bytes]) -> dict[str, str]:
    """The content type of each part."""
    root = etree.fromstring(parts[TYPES])
    defaults = {each.get("Extension"): each.get("ContentType") for each in root if each.get("Extension")}
    overrides = {each.get("PartName")[1:]: each.get("ContentType") for each in root if each.get("PartName")}
    return {name: overrides.get(name) or defaults[name.rpartition(".")[2]] for name in parts if name != TYPES}


def links_of(parts: dict[str, bytes], rels: str) -> dict[str, str]:
    """The types of relationships by what they lead to."""
    return {each.get("Target"): each.get("Type") for each in etree.fromstring(parts[rels])}


def test_types_and_relationships_are_those_of_a_workbook_that_excel_made(buttoned: Callable[[Starter], Path]) -> None:
    ours = unpacked(buttoned(SHOP).read_bytes())
    theirs = unpacked((Path(xlwings.__file__).parent / "quickstart.xlsm").read_bytes())
    for part in (WORKBOOK, PROJECT, "xl/worksheets/sheet1.xml"):
        assert types_of(ours)[part] == types_of(theirs)[part]
    rels = "xl/_rels/workbook.xml.rels"
    assert links_of(ours, rels)["vbaProject.bin"] == links_of(theirs, rels)["vbaProject.bin"]
    links = links_of(ours, "xl/worksheets/_rels/sheet1.xml.rels")
    drawing = next(part for part, kind in links.items() if kind == f"{OFFICE}/drawing")  # tabs with charts have theirs
    assert links.items() >= {
        ("../drawings/vmlDrawing1.vml", f"{OFFICE}/vmlDrawing"),
        ("../ctrlProps/ctrlProp1.xml", f"{OFFICE}/ctrlProp"),
    }
    drawing = drawing.replace("..", "xl")
    wanted = {drawing, "xl/drawings/vmlDrawing1.vml", "xl/ctrlProps/ctrlProp1.xml"}
    assert {part: kind for part, kind in types_of(ours).items() if part in wanted} == {
        drawing: "application/vnd.openxmlformats-officedocument.drawing+xml",
        "xl/drawings/vmlDrawing1.vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
        "xl/ctrlProps/ctrlProp1.xml": "application/vnd.ms-excel.controlproperties+xml",
    }


def test_a_type_that_stands_for_other_bytes_is_kept(shop: Path) -> None:
    """Printer settings are .bin too."""

    def with_printer(parts: dict[str, bytes]) -> None:
        parts["xl/printerSettings/p.bin"] = b"x"
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
        told = b'<Default Extension="bin" ContentType="' + kind + b'"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", told)

    rewritten(shop, with_printer)
    assert aop("button", shop) == 0
    types = types_of(unpacked(shop.with_suffix(".xlsm").read_bytes()))
    assert types[PROJECT] == "application/vnd.ms-office.vbaProject"
    assert types["xl/printerSettings/p.bin"].endswith("printerSettings")


@pytest.mark.parametrize("starter", [SHOP, SHOP_VI], ids=str)
def test_each_sheet_has_its_module(starter: Starter, buttoned: Callable[[Starter], Path]) -> None:
    parts = Parts(buttoned(starter).read_bytes())
    workbook = etree.fromstring(parts.held[WORKBOOK])
    names = [workbook.find(f"{{{MAIN}}}workbookPr").get("codeName")]
    for part in parts.tabs().values():
        names.append(etree.fromstring(parts.held[part]).find(f"{{{MAIN}}}sheetPr").get("codeName"))
    modules = [name.partition(".")[0] for *_, name, _ in VBA_Parser("x", data=parts.held[PROJECT]).extract_macros()]
    assert names == ["ThisWorkbook", *(f"Sheet{number}" for number in range(1, len(parts.tabs()) + 1))]
    assert modules == [*names, "AOP", "xlwings", "Dictionary"]


def test_names_that_sheets_have_stay_unless_vba_cannot_write_them(shop: Path) -> None:
    def named(parts: dict[str, bytes]) -> None:
        for number, name in ((1, "Tabelle1"), (2, "Лист2"), (3, "tabelle1"), (4, "AOP")):
            part = f"xl/worksheets/sheet{number}.xml"
            parts[part] = parts[part].replace(b"<sheetPr", f'<sheetPr codeName="{name}"'.encode(), 1)

    rewritten(shop, named)
    assert aop("button", shop) == 0
    parts = Parts(shop.with_suffix(".xlsm").read_bytes())
    names = [etree.fromstring(parts.held[part])[0].get("codeName") for part in parts.tabs().values()]
    assert names[:5] == ["Tabelle1", "Sheet1", "Sheet2", "Sheet3", "Sheet4"]


@pytest.mark.parametrize("starter", [SHOP, SHOP_VI], ids=str)
def test_the_hidden_sheet_names_this_python(starter: Starter, buttoned: Callable[[Starter], Path]) -> None:
    book = openpyxl.load_workbook(buttoned(starter))
    sheet = book["xlwings.conf"]
    assert sheet.sheet_state == "hidden"
    (key, python), *others = sheet.iter_rows(values_only=True)
    assert str(key).startswith("INTERPRETER")
    assert python == sys.executable
    assert ("ADD_WORKBOOK_TO_PYTHONPATH", "False") in others


def test_the_hidden_sheet_names_the_python_of_a_machine(made: Callable[[Starter], Path], tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsm"
    path.write_bytes(with_button(made(SHOP).read_bytes(), path, SHEETS, "en", WINDOWS_PC))
    assert list(openpyxl.load_workbook(path)["xlwings.conf"].iter_rows(values_only=True)) == [
        ("INTERPRETER_WIN", WINDOWS_PC.interpreter),
        ("PYTHONPATH", WINDOWS_PC.packages),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("USE UDF SERVER", "False"),
        ("CONDA PATH", None),
        ("CONDA ENV", None),
    ]


# The button -----------------------------------------------------------------------------------------------------------


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("starter", [SHOP, SHOP_VI], ids=str)
def test_libreoffice_sees_one_button_on_each_of_its_tabs_bound_to_the_macro(
    starter: Starter, buttoned: Callable[[Starter], Path], tmp_path: Path
) -> None:
    (flat,) = libreoffice.convert([buttoned(starter)], tmp_path, "fods:OpenDocument Spreadsheet Flat XML")
    assert list(buttons(flat)) == [
        (tab, CAPTIONS[starter], "vnd.sun.star.script:VBAProject.AOP.RefreshAOP?language=Basic&location=document")
        for tab in TABS[starter]
    ]


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
FORM = "urn:oasis:names:tc:opendocument:xmlns:form:1.0"
SCRIPT = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"


def buttons(flat: Path) -> Iterator[tuple[str, str, str]]:
    """Tab, caption and macro of each button that runs one, in a workbook as LibreOffice understood it."""
    root = etree.parse(flat, etree.XMLParser(huge_tree=True)).getroot()
    for listener in root.iter(f"{{{SCRIPT}}}event-listener"):
        table: Any = next(listener.iterancestors(f"{{{TABLE}}}table"))
        button: Any = next(listener.iterancestors(f"{{{FORM}}}button"))
        macro = listener.get("{http://www.w3.org/1999/xlink}href")
        yield table.get(f"{{{TABLE}}}name"), button.get(f"{{{FORM}}}label"), macro


def test_the_button_is_described_with_its_sheet() -> None:
    results = [sheet for sheet in SHEETS if sheet.author is Author.ENGINE]
    assert [sheet for sheet in SHEETS if sheet.button] == [SHEETS[0], *results]
    assert tuple(sheet.title for sheet in SHEETS if sheet.button) == RESULTS
    assert {sheet.button.caption for sheet in SHEETS if sheet.button} == {Text("Cập nhật", "Refresh")}


def test_all_three_drawings_of_a_button_agree(buttoned: Callable[[Starter], Path]) -> None:
    """Which one Excel takes depends on its version."""
    parts = Parts(buttoned(SHOP).read_bytes())
    shapes = set()
    for tab in TABS[SHOP]:
        sheet = parts.tabs()[tab]
        vml = parts.held[parts.linked(sheet, "vmlDrawing")].decode()
        (shape,) = etree.fromstring(parts.held[parts.linked(sheet, "drawing")]).iter(f"{{{PREFIXES['xdr']}}}sp")
        drawing = shape.getparent()
        (control,) = etree.fromstring(parts.held[sheet]).iter(f"{{{MAIN}}}control")
        assert parts.target(sheet, control.get(f"{{{OFFICE}}}id")) == parts.linked(sheet, "ctrlProp")
        (number,) = re.findall(r'id="_x0000_s(\d+)"', vml)
        told = {cell.get("id") for cell in drawing.iter(f"{{{PREFIXES['xdr']}}}cNvPr")} | {control.get("shapeId")}
        assert told == {number}
        shapes.add(number)
        anchor = list(map(int, re.findall(r"<x:Anchor>(.*?)</x:Anchor>", vml)[0].split(",")))
        corners = [anchor[0], anchor[1] * 9525, anchor[2], anchor[3] * 9525]
        corners += [anchor[4], anchor[5] * 9525, anchor[6], anchor[7] * 9525]
        for place in (control, drawing):
            fields = [each for each in place.iter() if etree.QName(each).localname in COORDINATES]
            assert [int(each.text) for each in fields] == corners
        assert [each.get("macro") for each in control] == ["[0]!RefreshAOP"]
        assert "<x:FmlaMacro>[0]!RefreshAOP</x:FmlaMacro>" in vml
    assert len(shapes) == len(TABS[SHOP])


COORDINATES = ("col", "colOff", "row", "rowOff")


def test_a_validator_of_the_format_finds_nothing(buttoned: Callable[[Starter], Path]) -> None:
    for starter in (SHOP, SHOP_VI):
        assert OpenXmlValidator().validate(str(buttoned(starter))).errors == []


# Nothing is lost ------------------------------------------------------------------------------------------------------


def lines_of(xml: bytes) -> list[str]:
    """A part's tags and texts, without what only we add to a tag."""
    root = etree.fromstring(xml)
    for each in root.iter(etree.Element):
        each.attrib.pop("codeName", None)
        if each.get("PartName") == f"/{WORKBOOK}":
            each.attrib.pop("ContentType")
    text: str = etree.tostring(root, method="c14n", exclusive=True).decode()
    return text.replace("><", ">\n<").splitlines()


def gone(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The lines of an old part that are not in the new one, in their order."""
    at, missing = 0, []
    for line in old:
        found = next((place for place in range(at, len(new)) if new[place] == line), None)
        if found is None:
            missing.append(line)
        else:
            at = found + 1
    return missing


def lost(before: bytes, after: bytes) -> list[str]:
    """What a workbook had and no longer has; what is new is not told."""
    old, new = Parts(before).held, Parts(after).held
    found = [f"{part} is gone" for part in old if part not in new]
    for part in changed_parts(before, after):
        if part.endswith(".vml"):
            start = re.sub(rb'(<o:idmap [^>]*data=")[\d,]*', rb"\1", old[part]).rpartition(b"</")[0]
            if not re.sub(rb'(<o:idmap [^>]*data=")[\d,]*', rb"\1", new[part]).startswith(start):
                found.append(f"{part} is another")
        else:
            found += [f"{part}: {line}" for line in gone(lines_of(old[part]), lines_of(new[part]))]
    return found


def changed_parts(before: bytes, after: bytes) -> set[str]:
    old, new = Parts(before).held, Parts(after).held
    return {part for part in old if part in new and old[part] != new[part]}


def concerned(before: bytes) -> set[str]:
    """The parts that may be written: those that list others, the tabs, and what is drawn on those with a button."""
    parts = Parts(before)
    tabs = parts.tabs()
    may = {TYPES, WORKBOOK, "xl/_rels/workbook.xml.rels", *tabs.values()}
    for tab in TABS[SHOP]:
        may |= {f"xl/worksheets/_rels/{tabs[tab].rpartition('/')[2]}.rels"}
        may |= {parts.linked(tabs[tab], kind) for kind in ("drawing", "vmlDrawing")}
    return may


@pytest.mark.parametrize("addition", WITHOUT_MACROS, ids=lambda addition: addition.__name__)
def test_what_the_owner_added_stays(addition: Addition, shop: Path) -> None:
    plan = added(shop, [addition])
    before = plan.read_bytes()
    assert aop("button", plan) == 0
    after = plan.with_suffix(".xlsm").read_bytes()
    assert plan.read_bytes() == before
    assert changed_parts(before, after) <= concerned(before)
    assert lost(before, after) == []


@pytest.fixture(scope="module")
def everything(made: Callable[[Starter], Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A plan with all that an owner can add but macros, before and after it got the button."""
    plan = tmp_path_factory.mktemp("everything") / "plan.xlsx"
    plan.write_bytes(made(SHOP).read_bytes())
    plan = added(plan, WITHOUT_MACROS)
    assert aop("button", plan) == 0
    return plan, plan.with_suffix(".xlsm")


def test_all_that_the_owner_added_stays(everything: tuple[Path, Path]) -> None:
    before, after = (path.read_bytes() for path in everything)
    assert lost(before, after) == []
    assert OpenXmlValidator().validate(str(everything[1])).errors == []
    assert differences(results(everything[0]), results(everything[1])) == []


def test_the_button_joins_controls_of_the_owners(everything: tuple[Path, Path]) -> None:
    parts = Parts(everything[1].read_bytes())
    sheet = parts.tabs()["Variance"]
    root = etree.fromstring(parts.held[sheet])
    (controls,) = root.iter(f"{{{MAIN}}}controls")
    shapes = [each.get("shapeId") for each in controls.iter(f"{{{MAIN}}}control")]
    assert len(shapes) == len(set(shapes)) == 4
    numbers = [
        number
        for part, content in parts.held.items()
        if part.endswith(".vml")
        for number in re.findall(rb'<v:shape id="_x0000_s(\d+)"', content)
    ]
    assert len(numbers) == len(set(numbers))


@pytest.mark.needs_libreoffice
def test_libreoffice_opens_all_of_it_with_our_buttons(everything: tuple[Path, Path], tmp_path: Path) -> None:
    (flat,) = libreoffice.convert([everything[1]], tmp_path, "fods:OpenDocument Spreadsheet Flat XML")
    assert [(tab, caption) for tab, caption, _ in buttons(flat)] == [(tab, "Refresh") for tab in TABS[SHOP]]


def covered(parts: Parts, tab: str) -> list[str]:
    """The cells under a button that hold anything."""
    sheet = etree.fromstring(parts.held[parts.tabs()[tab]])
    vml = parts.held[parts.linked(parts.tabs()[tab], "vmlDrawing")].decode()
    (anchor,) = re.findall(r"<x:Anchor>([^<]*)</x:Anchor>(?=(?:(?!</v:shape>).)*RefreshAOP)", vml)
    left, _, top, _, right, _, bottom, _ = map(int, anchor.split(","))
    cells = [cell for cell in sheet.iter(f"{{{MAIN}}}c") if len(cell)]
    under = []
    for cell in cells:
        column, row = address(cell.get("r"))
        if left <= column - 1 <= right and top <= row - 1 <= bottom:
            under.append(cell.get("r"))
    return under


@pytest.mark.parametrize("starter", STARTERS, ids=str)
def test_the_button_covers_no_text(starter: Starter, made: Callable[[Starter], Path], tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsm"
    assert aop("button", made(starter), "-o", path) == 0
    parts = Parts(path.read_bytes())
    titles = [sheet.title(starter.language) for sheet in SHEETS if sheet.button]
    assert {title: covered(parts, title) for title in titles} == {title: [] for title in titles}


# Refresh --------------------------------------------------------------------------------------------------------------


def test_a_refresh_leaves_the_macros_and_the_button_alone(press_plan: Path) -> None:
    with owner(press_plan) as typing:
        typing.types("aop_actuals", "CP-MB", m07=33_000_000.0)
        typing.types("aop_closed", 1, m07="x")
    before = press_plan.read_bytes()
    assert aop("refresh", press_plan) == 0
    after = press_plan.read_bytes()
    kept = [
        part
        for part in unpacked(press_plan.read_bytes())
        if re.search(r"vbaProject|rawing\d|ctrlProp|_rels|Types", part)
    ]
    assert len(kept) > 20
    assert changed(before, after).isdisjoint(kept)
    assert changed(before, after)
    assert Parts(before).held[PROJECT] == Parts(after).held[PROJECT]
    assert aop("refresh", press_plan) == 0
    assert press_plan.read_bytes() == after


@pytest.mark.needs_libreoffice
def test_the_formulas_of_a_plan_with_the_button_are_right(buttoned: Callable[[Starter], Path]) -> None:
    libreoffice.assert_formulas_equal(buttoned(SHOP))


# Refused --------------------------------------------------------------------------------------------------------------


REFUSED = [("en", "it has macros of your own"), ("vi", "tệp đã có macro của riêng bạn")]


@pytest.mark.parametrize(("language", "words"), REFUSED)
@pytest.mark.parametrize("addition", OWN_MACROS, ids=lambda addition: addition.__name__)
def test_macros_of_the_owners_are_not_mixed_with_ours(
    addition: Addition,
    language: str,
    words: str,
    shop: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AOP_LANG", language)
    plan = added(shop, [addition])
    before = plan.read_bytes()
    assert aop("button", plan, "-o", plan.with_name("new.xlsm")) == 2
    assert words in capsys.readouterr().err
    assert plan.read_bytes() == before
    assert not plan.with_name("new.xlsm").exists()


def test_a_plan_that_has_the_button_gets_no_second(
    press_plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AOP_LANG", "en")
    assert aop("button", press_plan, "-o", press_plan.with_name("new.xlsm")) == 1
    assert capsys.readouterr().err == (
        "plan.xlsm has the Refresh button already. If it does not work, run “aop doctor plan.xlsm”.\n"
    )


def test_a_workbook_that_is_no_plan_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AOP_LANG", "en")
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    assert aop("button", tmp_path / "other.xlsx") == 2
    assert "not a plan made by aop" in capsys.readouterr().err


def test_a_strict_workbook_is_refused(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def strict(parts: dict[str, bytes]) -> None:
        parts[WORKBOOK] = parts[WORKBOOK].replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")

    monkeypatch.setenv("AOP_LANG", "en")
    rewritten(shop, strict)
    assert aop("button", shop) == 2
    assert "Strict Open XML" in capsys.readouterr().err


def test_a_file_that_is_there_is_not_overwritten(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AOP_LANG", "en")
    output = shop.with_suffix(".xlsm")
    output.write_bytes(b"mine")
    assert aop("button", shop) == 1
    assert output.read_bytes() == b"mine"
    assert aop("button", shop, "-o", shop.with_name("new.xlsx")) == 2
    assert "must end in .xlsm" in capsys.readouterr().err
    assert aop("button", shop, "--force") == 0
    assert FileBook.open(output).field("aop_company") == "BabyCare House"


def test_a_broken_tab_is_refused(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def twice(parts: dict[str, bytes]) -> None:
        part = f"xl/worksheets/sheet{len(SHEETS)}.xml"
        parts[part] = parts[part].replace(b"</sheetData>", b'<row r="1"/></sheetData>')

    monkeypatch.setenv("AOP_LANG", "en")
    rewritten(shop, twice)
    assert aop("button", shop) == 2
    assert f"Sheet “{SHEETS[-1].title.en}” is not as Excel writes it" in capsys.readouterr().err
