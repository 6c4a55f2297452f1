"""A worksheet part is changed cell by cell; all else in it stays byte for byte."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.backends.cells import BLANK, Content, SharedStrings, cell_xml, content_of, read_content, serial
from aop_excel.backends.formula_shift import has_addresses, shifted
from aop_excel.backends.refusals import BrokenSheet, CellInTheWay
from aop_excel.backends.resize import Resize
from aop_excel.backends.sheet_index import parsed_index, quick_index
from aop_excel.backends.sheet_part import SheetPart
from aop_excel.backends.table_part import read_table, resized
from aop_excel.workbook.book import UNCALCULATED, Fault, Formula

STRINGS = ["Code", "until June", "a\rb"]
SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<worksheet xmlns="http://x/main"><dimension ref="A1:C3"/><sheetData>'
    '<row r="1" spans="1:3" ht="30" customHeight="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="4"/></row>'
    '<row r="3"><c r="A3" s="2"><f>B3*2</f><v>4</v></c><c r="B3"><v>2</v></c></row>'
    "</sheetData>{after}</worksheet>"
)


def sheet(after: str = "", rows: str | None = None) -> SheetPart:
    xml = SHEET.format(after=after)
    if rows is not None:
        xml = re.sub("<sheetData>.*</sheetData>", lambda _: f"<sheetData>{rows}</sheetData>", xml)
    return SheetPart("Budget", xml.encode(), lambda: STRINGS)


def text_of(part: SheetPart) -> str:
    return part.patched().decode()


def test_a_value_takes_the_place_of_a_value_and_nothing_else_moves() -> None:
    part = sheet()
    part.put(3, 2, Content(None, 7.0))
    assert text_of(part) == SHEET.format(after="").replace('<c r="B3"><v>2</v></c>', '<c r="B3"><v>7</v></c>')


def test_a_new_cell_stands_in_the_order_of_columns() -> None:
    part = sheet()
    part.put(1, 2, Content(None, "Jan"), "5")
    part.put(1, 4, Content(None, True))
    cells = (
        '<row r="1" ht="30" customHeight="1"><c r="A1" t="s"><v>0</v></c>'
        '<c r="B1" s="5" t="inlineStr"><is><t>Jan</t></is></c><c r="C1" s="4"/><c r="D1" t="b"><v>1</v></c></row>'
    )
    assert cells in text_of(part)
    assert '<dimension ref="A1:D3"/>' in text_of(part)


def test_new_rows_stand_in_the_order_of_rows() -> None:
    part = sheet()
    part.put(5, 1, Content(None, 5.0))
    part.put(2, 1, Content(None, 2.0))
    part.put(4, 1, Content(None, 4.0))
    assert re.findall(r'<row r="(\d+)"', text_of(part)) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData></sheetData>"])
def test_an_empty_sheet_takes_its_first_row(empty: str) -> None:
    part = SheetPart("Budget", f"<worksheet>{empty}<pageMargins/></worksheet>".encode(), lambda: [])
    part.put(2, 2, Content(None, 5.0))
    row = '<row r="2"><c r="B2"><v>5</v></c></row>'
    assert text_of(part) == f"<worksheet><sheetData>{row}</sheetData><pageMargins/></worksheet>"


def test_an_empty_row_takes_its_first_cell() -> None:
    part = sheet(rows='<row r="1" spans="1:1" ht="30"/>')
    part.put(1, 2, Content(None, 5.0))
    assert '<row r="1" ht="30"><c r="B1"><v>5</v></c></row>' in text_of(part)


def test_prefixes_are_the_sheets_own() -> None:
    xml = '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    part = SheetPart("Budget", xml.encode(), lambda: [])
    assert part.content(1, 1) == Content(None, 1.0)
    part.put(1, 1, Content("1+1", 2.0))
    part.put(2, 1, Content(None, "a"))
    assert '<x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="inlineStr">' in text_of(
        part
    )


def test_what_is_there_already_is_no_change() -> None:
    part = sheet()
    part.put(1, 1, Content(None, "Code"))
    part.put(1, 2, BLANK)
    part.put(1, 3, BLANK)
    part.put(3, 1, Content("B3*2", 4.0))
    part.put(3, 2, Content(None, 2.0))
    assert not part.changed
    assert part.patched() == part.xml


def test_a_change_that_is_taken_back_is_no_change() -> None:
    part = sheet()
    part.put(3, 2, Content(None, 7.0))
    part.put(3, 2, Content(None, 2.0))
    assert not part.changed


@pytest.mark.parametrize(
    "content", [Content("B3*2", 5.0), Content("B3*3", 4.0), Content("B3*2", "4"), Content(None, 4.0), BLANK]
)
def test_formula_result_and_kind_each_count_as_a_change(content: Content) -> None:
    part = sheet()
    part.put(3, 1, content)
    assert part.changed
    assert part.content(3, 1) == content
    assert part.style(3, 1) == "2"


def test_a_truth_is_not_a_one() -> None:
    part = sheet(rows='<row r="1"><c r="A1"><v>1</v></c></row>')
    part.put(1, 1, Content(None, True))
    assert part.changed


@pytest.mark.parametrize("cells", ['<c r="A1"/><c r="A1"/>', '<c r="A2"/>', '<c/><c r="A1"/>'])
def test_a_cell_twice_or_in_another_row_is_refused(cells: str) -> None:
    part = sheet(rows=f'<row r="1">{cells}</row>')
    with pytest.raises(BrokenSheet, match="Budget"):
        part.put(1, 1, Content(None, 7.0))
    with pytest.raises(ValueError, match="row 1"):
        parsed_index(part.xml)


def test_a_formula_that_goes_is_told() -> None:
    part = sheet()
    part.put(3, 1, Content("1+1", 2.0))
    assert not part.loses_formula()
    part.put(3, 1, Content(None, 2.0))
    assert part.loses_formula()


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ('<c r="A1"/>', BLANK),
        ('<c r="A1" t="s"><v>2</v></c>', Content(None, "a\rb")),
        (
            '<c r="A1" t="inlineStr"><is><r><t>a &amp; </t></r><r><t>b</t></r><rPh><t>z</t></rPh></is></c>',
            Content(None, "a & b"),
        ),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', Content('""', "")),
        ('<c r="A1" t="str"><f>""</f><v/></c>', Content('""', "")),
        ('<c r="A1"><f>B1</f><v></v></c>', Content("B1", UNCALCULATED)),
        ('<c r="A1"><f>B1</f></c>', Content("B1", UNCALCULATED)),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Content(None, Fault("#N/A"))),
        ('<c r="A1" t="b"><f>1&gt;0</f><v>1</v></c>', Content("1>0", True)),
        ('<c r="A1" t="str"><v>&#x1EA1;_x0041_&lt;</v></c>', Content(None, "ạA<")),
        ('<c r="A1"><v>1E-3</v></c>', Content(None, 0.001)),
        ("<c r='A1' t='s'><v>1</v></c>", Content(None, "until June")),
        ('<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>', Content(None, "a<b")),
    ],
)
def test_a_cell_means(cell: str, content: Content) -> None:
    assert read_content(cell.encode(), lambda: STRINGS) == content


@pytest.mark.parametrize(
    "words",
    [
        "plain",
        " spaced ",
        "two\nlines",
        "a\rb",
        "_x000D_",
        "__x0041_x",
        "tab\t",
        "<&>\"'",
        "Tết",
        "\x01\x1f",
        "=1+1",
        "a  b",
        "𝔸",
    ],
)
def test_any_text_reads_back_as_it_was_written(words: str) -> None:
    for content in (Content(None, words), Content('"x"&A1<2', words)):
        xml = cell_xml("", 1, 1, "", content)
        parsed_index(b'<worksheet><sheetData><row r="1">' + xml + b"</row></sheetData></worksheet>")
        assert read_content(xml, lambda: []) == content


@given(st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none())
def test_any_value_reads_back_as_it_was_written(value: str | float | bool | None) -> None:
    content = content_of(value, 1, 1, since_1904=False)
    assert read_content(cell_xml("", 1, 1, "3", content), lambda: []).same_as(content)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), "x" * 32_768, "😀" * 16_384])
def test_what_no_cell_can_hold_is_never_written(value: float | str) -> None:
    for held in (value, Formula("1", value)):
        with pytest.raises(ValueError, match="hold"):
            content_of(held, 1, 1, since_1904=False)


@pytest.mark.parametrize(
    ("day", "number", "number_since_1904"),
    [
        (date(2026, 1, 1), 46023.0, 44561.0),
        (datetime(2026, 1, 1, 18), 46023.75, 44561.75),
        (date(1904, 1, 1), 1462.0, 0.0),
    ],
)
def test_days_are_counted_from_1900_or_1904(day: date, number: float, number_since_1904: float) -> None:
    assert (serial(day, since_1904=False), serial(day, since_1904=True)) == (number, number_since_1904)


def test_excel_believes_in_a_leap_day_in_1900() -> None:
    assert [serial(day, since_1904=False) for day in (date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1))] == [
        1,
        59,
        61,
    ]
    with pytest.raises(ValueError, match="first day"):
        serial(date(1899, 12, 31), since_1904=False)


def test_shared_strings_join_their_runs() -> None:
    xml = (
        b"<sst><si><t>a</t></si><si><r><rPr><b/></rPr><t>b</t></r><r><t xml:space='preserve'> c</t></r></si><si/></sst>"
    )
    assert list(SharedStrings(xml)) == ["a", "b c", ""]


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2" s="7"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
)


def test_the_child_of_a_shared_formula_means_its_own_formula() -> None:
    part = sheet(rows=SHARED)
    assert part.content(3, 1) == Content("B3*$C$1", 3.0)
    part.put(3, 1, Content("B3*$C$1", 3.0))
    assert not part.changed


def test_children_outlive_the_formula_they_shared() -> None:
    part = sheet(rows=SHARED)
    part.put(1, 1, Content(None, 9.0))
    part.put(3, 1, Content(None, 8.0))
    written = SheetPart("Budget", part.patched(), lambda: [])
    assert [written.content(row, 1) for row in (1, 2, 3)] == [
        Content(None, 9.0),
        Content("B2*$C$1", 2.0),
        Content(None, 8.0),
    ]
    assert written.style(2, 1) == "7"


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "C2+$A2+C$1+$A$1"),
        ("SUM(A:B)+SUM(3:$4)", "SUM(C:D)+SUM(4:$4)"),
        ("LOG10(A1)&\"A1\"&'A1 B'!A1", "LOG10(C2)&\"A1\"&'A1 B'!C2"),
        ("tbl[A1]+year1+_A1+Tết1", "tbl[A1]+year1+_A1+Tết1"),
        ("IF(A1>1,TRUE,B2:C3)", "IF(C2>1,TRUE,D3:E4)"),
    ],
)
def test_a_formula_is_filled_as_excel_fills_it(formula: str, moved: str) -> None:
    assert shifted(formula, down=1, right=2) == moved


def test_addresses_are_told_from_names() -> None:
    assert has_addresses("SUM(B2:B9)")
    assert not has_addresses("SUBTOTAL(109,aop_budget[Jan])")


def test_a_cell_inside_a_merge_is_refused() -> None:
    part = sheet(after='<mergeCells count="1"><mergeCell ref="B3:C4"/></mergeCells>')
    part.put(3, 2, Content(None, 1.0))
    part.put(4, 3, BLANK)
    with pytest.raises(CellInTheWay, match=r"C4.*merged cells B3:C4"):
        part.put(4, 3, Content(None, 1.0))


def test_a_part_of_an_array_formula_is_refused() -> None:
    rows = '<row r="1"><c r="A1"><f t="array" ref="A1:B1">{1,2}</f><v>1</v></c><c r="B1"><v>2</v></c></row>'
    part = sheet(rows=rows)
    part.put(1, 2, Content(None, 2.0))
    with pytest.raises(CellInTheWay, match=r"B1.*array formula A1:B1"):
        part.put(1, 2, Content(None, 3.0))
    part = sheet(rows='<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(1)</f><v>1</v></c></row>')
    part.put(1, 1, Content(None, 2.0))
    assert '<c r="A1"><v>2</v></c>' in text_of(part)


def test_formats_and_validations_cover_the_rows_of_a_table_that_grew() -> None:
    after = (
        '<conditionalFormatting sqref="A2:A5 A9:A12 C2:C5 C4 A3:B6 C1:C205"><cfRule/></conditionalFormatting>'
        '<dataValidations><dataValidation type="list" sqref="B5"><formula1>"a,b"</formula1></dataValidation>'
        '<dataValidation sqref="D2:D5"/></dataValidations><extLst><ext><x14:conditionalFormattings>'
        "<x14:conditionalFormatting><xm:sqref>A2:B5</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
        "<x14:sparkline><xm:f>B1</xm:f><xm:sqref>C5</xm:sqref></x14:sparkline></ext></extLst>"
    )
    part = sheet(after)
    table = read_table("xl/tables/table1.xml", "Budget", b'<table name="aop_costs" ref="A1:C5"/>')
    part.follow([Resize(table, last=8)], ours=())
    grown = (
        after.replace('"A2:A5 A9:A12 C2:C5 C4 A3:B6 C1:C205"', '"A2:A8 A9:A12 C2:C8 C4 A3:B8 C1:C205"')
        .replace('"B5"', '"B5:B8"')
        .replace("A2:B5", "A2:B8")
    )
    assert text_of(part) == SHEET.format(after=grown)


TABLE = (
    '<table xmlns="m" id="1" name="t" displayName="aop_costs" ref="B4:D{bottom}" totalsRowCount="1">'
    '<autoFilter ref="B4:D{last}"><filterColumn colId="0"/></autoFilter>'
    '<sortState ref="B5:D{last}"><sortCondition ref="C5:C{last}"/></sortState>'
    '<tableColumns count="3"><tableColumn id="1" name="Code"/><tableColumn id="2" name="Jan_x000a_2026" '
    'totalsRowFunction="sum"/><tableColumn id="3" name="R&amp;D"/></tableColumns></table>'
)


def test_a_table_tells_its_place_and_columns() -> None:
    table = read_table("xl/tables/table1.xml", "Budget", TABLE.format(bottom=8, last=7).encode())
    assert (table.name, table.first, table.last, table.area.reference) == ("aop_costs", 5, 7, "B4:D8")
    assert table.columns == ("Code", "Jan\n2026", "R&D")


def test_filter_sorting_and_totals_move_with_a_table() -> None:
    xml = TABLE.format(bottom=8, last=7).encode()
    table = read_table("xl/tables/table1.xml", "Budget", xml)
    assert resized(xml, table, 12).decode() == TABLE.format(bottom=13, last=12)


def test_comments_and_cdata_are_left_to_the_parser() -> None:
    xml = b"<worksheet><sheetData><!-- <row r='9'> --><row r='1'><c r='A1'/></row></sheetData></worksheet>"
    assert quick_index(xml) is None
    assert list(parsed_index(xml).rows) == [1]


def test_a_row_that_stands_there_twice_is_no_sheet() -> None:
    xml = b"<worksheet><sheetData><row r='1'/><row r='1'/></sheetData></worksheet>"
    for index in (quick_index, parsed_index):
        with pytest.raises(ValueError, match="twice"):
            index(xml)


SPACE = st.sampled_from(["", " ", "\n  "])


@st.composite
def cells(draw: st.DrawFn, prefix: str, row: int, column: str) -> str:
    p, q = prefix, draw(st.sampled_from("'\""))
    place = draw(st.sampled_from([f" r={q}{column}{row}{q}", f" s={q}3{q} r={q}{column}{row}{q}"]))
    inner = draw(
        st.sampled_from(["", f"<{p}v>1</{p}v>", f"<{p}f>A1>2</{p}f><{p}v/>", f"<{p}is><{p}t>c &lt; r</{p}t></{p}is>"])
    )
    if not inner:
        return f"<{p}c{place}{draw(SPACE)}/>"
    return f"<{p}c{place}>{inner}</{p}c{draw(SPACE)}>"


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    p = draw(st.sampled_from(["", "x:", "a-b.c:"]))
    named = f'xmlns:{p[:-1]}="m"' if p else 'xmlns="m"'
    rows: list[str] = []
    for row in sorted(draw(st.sets(st.integers(1, 60), max_size=6))):
        letters = [letter for letter in ("A", "B", "Z", "AA", "BC") if draw(st.booleans())]
        told = f' r="{row}"' + draw(st.sampled_from(["", ' ht="1"', " spans='1:3'"]))
        found = "".join(draw(SPACE) + draw(cells(p, row, letter)) for letter in letters)
        rows.append(f"<{p}row{told}{draw(SPACE)}>{found}{draw(SPACE)}</{p}row>" if found else f"<{p}row{told}/>")
    body = draw(SPACE).join(rows)
    data = f"<{p}sheetData>{body}</{p}sheetData>" if bool(rows) or draw(st.booleans()) else f"<{p}sheetData/>"
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return f"{mark}<{p}worksheet {named}><{p}cols><{p}col/></{p}cols>{data}<{p}pageMargins/></{p}worksheet>".encode()


@given(sheets())
def test_searching_finds_what_parsing_finds(xml: bytes) -> None:
    quick, parsed = quick_index(xml), parsed_index(xml)
    assert quick is not None
    assert quick.prefix == parsed.prefix
    assert (quick.start, quick.inner, quick.end) == (parsed.start, parsed.inner, parsed.end)
    assert {number: (row.start, row.inner, row.end, row.cells) for number, row in quick.rows.items()} == {
        number: (row.start, row.inner, row.end, row.cells) for number, row in parsed.rows.items()
    }


def test_cells_without_an_address_follow_each_other() -> None:
    xml = b"<worksheet><sheetData><row><c/><c/></row><row r='5'><c r='C5'/><c/></row><row/></sheetData></worksheet>"
    quick, parsed = quick_index(xml), parsed_index(xml)
    assert quick is not None
    for index in (quick, parsed):
        assert {number: list(row.cells) for number, row in index.rows.items()} == {1: [1, 2], 5: [3, 4], 6: []}
