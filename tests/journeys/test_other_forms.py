"""The same plan as other programs and owners leave it: another spelling of the package, tabs and tables rearranged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.cells import Content, SharedStrings, cell_xml
from aop_excel.backends.file import FileBook
from aop_excel.backends.sheet_index import split_reference
from tests.packages import Parts, rewritten, unpacked
from tests.plans import SHOP, SHOP_VI, Starter, aop, differences, look, owner, results

Copy = Callable[[Starter], Path]
Change = Callable[[Parts], None]
Output = pytest.CaptureFixture[str]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


def on_parts(pattern: str, change: Callable[[bytes], bytes]) -> Change:
    """The same change to each part of some names; it must change every one."""

    def apply(parts: Parts) -> None:
        chosen = [name for name in parts if re.fullmatch(pattern, name)]
        assert chosen
        for name in chosen:
            new = change(parts[name])
            assert new != parts[name], name
            parts[name] = new

    return apply


SHEETS_AND_TABLES = r"xl/(worksheets|tables)/\w+\.xml|xl/workbook\.xml"


def inline_strings(parts: Parts) -> None:
    strings = SharedStrings(parts.pop("xl/sharedStrings.xml"))

    def cell(match: re.Match[bytes]) -> bytes:
        style = match[2].decode() if match[2] else ""
        return cell_xml("", *split_reference(match[1].decode()), style, Content(None, strings[int(match[3])]))

    shared = re.compile(rb'<c r="(\w+)"(?: s="(\d+)")? t="s"><v>(\d+)</v></c>')
    on_parts(r"xl/worksheets/\w+\.xml", lambda xml: shared.sub(cell, xml))(parts)
    on_parts(r"xl/_rels/workbook.xml.rels", lambda xml: re.sub(rb"<Relationship [^>]*sharedStrings[^>]*>", b"", xml))(
        parts
    )
    on_parts(r"\[Content_Types\]\.xml", lambda xml: re.sub(rb"<Override [^>]*sharedStrings[^>]*>", b"", xml))(parts)


def absolute_targets(parts: Parts) -> None:
    on_parts(r"xl/_rels/.*|xl/worksheets/_rels/.*", lambda xml: re.sub(rb'Target="(\.\./)?(?=[a-z])', _absolute, xml))(
        parts
    )


def _absolute(match: re.Match[bytes]) -> bytes:
    return b'Target="/xl/'


def prefixed(xml: bytes) -> bytes:
    """With a prefix on every element of Excel's own, as some report servers write."""
    named = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1x:\2", xml)
    return named.replace(f'xmlns="{MAIN}"'.encode(), f'xmlns:x="{MAIN}"'.encode())


def strict(parts: Parts) -> None:
    """Excel's "Strict Open XML Spreadsheet"."""
    for name, xml in parts.items():
        for loose, tight in STRICT.items():
            xml = xml.replace(loose.encode(), tight.encode())  # noqa: PLW2901
        parts[name] = xml
    on_parts(r"xl/workbook\.xml", lambda xml: xml.replace(b"<workbook ", b'<workbook conformance="strict" '))(parts)


def with_extensions(xml: bytes) -> bytes:
    """With the attributes of later versions that Excel itself writes on every row and sheet."""
    known = (
        b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"'
        b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
        b' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
        b' xr:uid="{00000000-0001-0000-0000-000000000000}"'
    )
    return xml.replace(b"<worksheet ", b"<worksheet" + known + b" ").replace(b"<row ", b'<row x14ac:dyDescent="0.25" ')


def with_byte_order_mark(xml: bytes) -> bytes:
    return b"\xef\xbb\xbf" + xml


FORMS: dict[str, Change] = {
    "inline strings": inline_strings,
    "absolute targets": absolute_targets,
    "prefixes": on_parts(SHEETS_AND_TABLES, prefixed),
    "strict": strict,
    "extensions": on_parts(r"xl/worksheets/\w+\.xml", with_extensions),
    "byte order mark": on_parts(SHEETS_AND_TABLES, with_byte_order_mark),
    "single quotes": on_parts(SHEETS_AND_TABLES, lambda xml: re.sub(rb"=\"([^\"'<>]*)\"(?=[^<]*>)", rb"='\1'", xml)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("starter", [SHOP, SHOP_VI], ids=str)
def test_another_spelling_of_the_package_is_the_same_plan(starter: Starter, form: str, copy: Copy, made: Copy) -> None:
    plan = rewritten(copy(starter), FORMS[form])
    assert differences(results(plan), results(made(starter))) == []
    refreshes_with_july(plan)


def refreshes_with_july(plan: Path) -> None:
    """The owner types July and closes it: the next refresh takes it in, and the one after has nothing to do."""
    with owner(plan) as typing:
        typing.types("aop_actuals", "DT-CH-SUA", m07=190_000_000)
        typing.types("aop_closed", 1, m07="x")
    assert aop("refresh", plan) == 0
    assert look(plan, "aop_pnl", "actual|line:DT-CH-SUA")["m07"] == 190_000_000
    once = plan.read_bytes()
    assert aop("refresh", plan) == 0
    assert plan.read_bytes() == once


# Rearranged in Excel --------------------------------------------------------------------------------------------------


def part_of_tab(parts: Parts, tab: str) -> str:
    """The worksheet part of a tab in a workbook as XlsxWriter numbers them."""
    names = re.findall(rb'<sheet name="([^"]*)"', parts["xl/workbook.xml"])
    return f"xl/worksheets/sheet{names.index(tab.encode()) + 1}.xml"


def days_since_1904(parts: Parts) -> None:
    """The workbook of an old Mac: every day is counted from 1904."""
    dated = {
        place
        for place, xf in enumerate(re.findall(rb"<xf [^>]*>", parts["xl/styles.xml"].partition(b"<cellXfs")[2]))
        if re.search(rb'numFmtId="(166|170)"', xf)
    }
    assert len(dated) > 1

    def moved(match: re.Match[bytes]) -> bytes:
        number = float(match[3]) - (1462 if int(match[2]) in dated else 0)
        return match[1] + b"%r</v></c>" % number

    cell = re.compile(rb'(<c r="[A-Z]+\d+" s="(\d+)"><v>)([\d.]+)</v></c>')
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = cell.sub(moved, parts[name])
    on_parts("xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr ", b'<workbookPr date1904="1" '))(parts)


def budget_duplicated(parts: Parts) -> None:
    """What Excel writes after Move or Copy > Create a copy: the copy's table gets a new name, names become its own."""
    home = part_of_tab(parts, "2 Budget")
    parts["xl/worksheets/sheet99.xml"] = parts[home]
    rels = parts[home.replace("worksheets/", "worksheets/_rels/") + ".rels"]
    (table,) = re.findall(rb"tables/table\d+", rels)
    parts["xl/worksheets/_rels/sheet99.xml.rels"] = rels.replace(table, b"tables/table99")
    copied = parts["xl/" + table.decode() + ".xml"].replace(b'"aop_budget"', b'"aop_budget99"')
    parts["xl/tables/table99.xml"] = re.sub(rb' id="\d+" name="aop', b' id="99" name="aop', copied, count=1)

    def listed(xml: bytes) -> bytes:
        names = re.findall(rb"<definedName name=\"aop_budget_\w+\">'2 Budget'![^<]*</definedName>", xml)
        assert len(names) == 4
        own = b"".join(
            name.replace(b'">', b'" localSheetId="13">').replace(b"'2 Budget'", b"'2 Budget (2)'") for name in names
        )
        xml = xml.replace(b"</sheets>", b'<sheet name="2 Budget (2)" sheetId="99" r:id="rId99"/></sheets>')
        return xml.replace(b"<definedNames>", b"<definedNames>" + own)

    on_parts("xl/workbook.xml", listed)(parts)
    related = b'<Relationship Id="rId99" Type="%s/worksheet" Target="worksheets/sheet99.xml"/></Relationships>'
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    on_parts("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", related % office))(parts)
    kind = b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    types = b"".join(
        b'<Override PartName="/xl/%s99.xml" ' % part + kind + word + b'+xml"/>'
        for part, word in ((b"worksheets/sheet", b"worksheet"), (b"tables/table", b"table"))
    )
    on_parts(r"\[Content_Types\]\.xml", lambda xml: xml.replace(b"</Types>", types + b"</Types>"))(parts)


def tabs_moved_and_renamed(parts: Parts) -> None:
    """Budget is called another name and stands last."""

    def listed(xml: bytes) -> bytes:
        (tag,) = re.findall(rb'<sheet name="2 Budget"[^>]*>', xml)
        xml = xml.replace(tag, b"").replace(b"</sheets>", tag + b"</sheets>")
        return xml.replace(b'"2 Budget"', b'"Thu &amp; chi"').replace(b"'2 Budget'!", b"'Thu &amp; chi'!")

    on_parts("xl/workbook.xml", listed)(parts)


def sorted_and_filtered(parts: Parts) -> None:
    """Actuals and Variance are sorted and filtered: some rows are hidden."""
    for tab, table in (("Actuals", "aop_actuals"), ("Variance", "aop_variance")):
        name = next(name for name, xml in parts.items() if b'name="%s"' % table.encode() in xml and "tables/" in name)
        ref = re.findall(rb' ref="([^"]*)"', parts[name])[0]
        told = (
            b'<autoFilter ref="%s"><filterColumn colId="0"><customFilters><customFilter operator="notEqual" val=" "/>'
            b'</customFilters></filterColumn></autoFilter><sortState ref="%s"><sortCondition ref="%s"/></sortState>'
        ) % (ref, ref, ref)
        parts[name] = parts[name].replace(b"<tableColumns", told + b"<tableColumns")
        page = part_of_tab(parts, tab)
        parts[page] = re.sub(rb'<row r="(2\d|3[02468])"', rb'\g<0> hidden="1"', parts[page])


REARRANGED: dict[str, Change] = {
    "days since 1904": days_since_1904,
    "a tab duplicated": budget_duplicated,
    "tabs moved and renamed": tabs_moved_and_renamed,
    "sorted and filtered": sorted_and_filtered,
}


@pytest.mark.parametrize("change", REARRANGED)
def test_rearranged_in_excel_it_is_the_same_plan(change: str, copy: Copy, made: Copy) -> None:
    plan = rewritten(copy(SHOP), REARRANGED[change])
    assert differences(results(plan), results(made(SHOP))) == []
    refreshes_with_july(plan)


def test_hidden_rows_stay_hidden_and_filters_stay(copy: Copy) -> None:
    plan = rewritten(copy(SHOP), sorted_and_filtered)
    hidden = hidden_rows(plan)
    assert len(hidden) > 10
    refreshes_with_july(plan)
    assert hidden_rows(plan) == hidden
    tables = [xml for name, xml in unpacked(plan.read_bytes()).items() if "tables/" in name]
    assert sum(b"<sortCondition" in xml and b"<filterColumn" in xml for xml in tables) == 2


def hidden_rows(plan: Path) -> list[tuple[str, bytes]]:
    return [
        (name, row)
        for name, xml in unpacked(plan.read_bytes()).items()
        if name.startswith("xl/worksheets/sheet")
        for row in re.findall(rb'<row r="(\d+)"[^>]* hidden="1"', xml)
    ]


def test_merged_cells_in_the_way_are_named_and_nothing_is_written(copy: Copy, capsys: Output) -> None:
    plan = copy(SHOP)
    cell = FileBook.open(plan).address("aop_variance", 3, "Item").rpartition("!")[2]
    below = re.sub(r"\d+", lambda m: str(int(m[0]) + 1), cell)

    def merge(parts: Parts) -> None:
        page = part_of_tab(parts, "Variance")
        more = f'<mergeCell ref="{cell}:{below}"/></mergeCells>'.encode()
        parts[page] = parts[page].replace(b"</mergeCells>", more)

    rewritten(plan, merge)
    with owner(plan) as typing:
        typing.types("aop_budget", "DT-CH-SUA", name="Milk")
        typing.types("aop_budget", "DT-CH-BIM", name="Diapers")
        typing.types("aop_budget", "DT-CH-MSS", name="Mothers")
        typing.types("aop_budget", "DT-CH-DD", name="Gear")
    before = plan.read_bytes()
    assert aop("refresh", plan) == 1
    told = capsys.readouterr().err
    assert "“Variance”" in told
    assert f"{cell}:{below}" in told
    assert plan.read_bytes() == before
