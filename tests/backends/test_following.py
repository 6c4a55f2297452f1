"""Names, charts, formulas and rules that point to all rows of a table follow it; what points to less stays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aop_excel.backends.file import FileBook
from aop_excel.backends.moved_ranges import moved
from aop_excel.backends.resize import Resize
from aop_excel.backends.table_part import TablePart, read_table
from aop_excel.workbook.book import Formula, Value
from tests.backends.packages import (
    CHART,
    HEADER,
    SHEET,
    TABLE,
    WORKBOOK,
    lines,
    part_of,
    parts_that_differ,
    plan,
    swap,
    with_lines,
)
from tests.packages import rewritten

OTHER = "xl/worksheets/sheet2.xml"
"""The owner's sheet."""


def table(reference: str, more: str = "") -> TablePart:
    """A table on the sheet of the budget."""
    return read_table(
        "xl/tables/table1.xml", "2 Budget", f'<table name="aop_budget" ref="{reference}"{more}/>'.encode()
    )


THREE_LINES = table("B4:D7")
"""Three lines of budget, in rows 5 to 7."""


@pytest.mark.parametrize(
    ("formula", "followed"),
    [
        ("SUM('2 Budget'!$C$5:$C$7)", "SUM('2 Budget'!$C$5:$C$9)"),
        ("SUM('2 Budget'!C5:D7)/COUNTA('2 budget'!b$5:b7)", "SUM('2 Budget'!C5:D9)/COUNTA('2 budget'!b$5:b9)"),
        ("ROWS('2 Budget'!B4:D7)", "ROWS('2 Budget'!B4:D9)"),
        ("SUM('2 Budget'!C5:C6,'2 Budget'!C6:C7,'2 Budget'!C5:C8)", None),
        ("SUM('2 Budget'!A5:C7)+SUM('2 Budget'!C5:E7)", None),
        ("SUM('2 Budget'!C3:C7)+'2 Budget'!C7+'2 Budget'!C4", None),
        ("SUM(C5:C7)+SUM(Budget!C5:C7)", None),
        ("\"'2 Budget'!C5:C7\"&SUM('[1]2 Budget'!C5:C7,'2 Budget:Start'!C5:C7)", None),
        ("SUM(aop_budget[[#All],['2 Budget'!C5:C7]])", None),
        ("SUM('2 Budget'!C5:C7:D9)+LOG10('2 Budget'!C70)", None),
    ],
)
def test_a_formula_follows_only_from_all_rows_to_all_rows(formula: str, followed: str | None) -> None:
    grown, shrunk = Resize(THREE_LINES, 9), Resize(THREE_LINES, 6)
    assert moved(formula, "Report", [grown]) == (followed or formula)
    assert moved(formula, "Report", [shrunk]) == (followed or formula).replace("9", "6" if followed else "9")


def test_a_sheets_own_formulas_need_not_name_it() -> None:
    followed = moved("SUM(C$5:C$7)+C5+Start!C5:C7", "2 Budget", [Resize(THREE_LINES, 9)])
    assert followed == "SUM(C$5:C$9)+C5+Start!C5:C7"


def test_sheets_are_told_apart_however_they_are_spelled() -> None:
    plain = read_table("t", "It's", b'<table name="t" ref="A1:A3"/>')
    vietnamese = read_table("t", "Chênh_lệch", b'<table name="t" ref="A1:A3"/>')
    resizes = [Resize(plain, 5), Resize(vietnamese, 7)]
    formula = "SUM('It''s'!A2:A3,Chênh_lệch!A2:A3,[2]Chênh_lệch!A2:A3,Jan:Chênh_lệch!A2:A3)"
    followed = "SUM('It''s'!A2:A5,Chênh_lệch!A2:A7,[2]Chênh_lệch!A2:A3,Jan:Chênh_lệch!A2:A3)"
    assert moved(formula, "Report", resizes) == followed


def test_relative_rows_of_a_name_or_a_rule_mean_another_row_in_every_cell() -> None:
    grown = [Resize(THREE_LINES, 9)]
    assert moved("SUM(C$5:C$7)>SUM(C5:C7)", "2 Budget", grown, anchored=True) == "SUM(C$5:C$9)>SUM(C5:C7)"


def test_in_a_table_of_one_row_a_row_is_not_a_column() -> None:
    one_line = [Resize(table("B4:D5"), 8)]
    assert moved("SUM(C5:D5)+C5+SUM(C5:C5)+ROWS(B4:D5)", "2 Budget", one_line) == (
        "SUM(C5:D5)+C5+SUM(C5:C8)+ROWS(B4:D8)"
    )
    assert moved("'2 Budget'!$C$5", "", one_line, lone=True) == "'2 Budget'!$C$5:$C$8"


def test_what_points_to_the_totals_follows_them() -> None:
    with_totals = [Resize(table("B4:D8", ' totalsRowCount="1"'), 9)]
    assert moved("C8-SUM(C5:C7)-SUM(C5:C8)-SUM(B8:D8)-C9", "2 Budget", with_totals) == (
        "C10-SUM(C5:C9)-SUM(C5:C10)-SUM(B10:D10)-C9"
    )


NAMES = {
    "owners_jan": "='2 Ngân sách'!$C$5:$C$6",
    "owners_table": "='2 Ngân sách'!$B$4:$D$6",
    "owners_average": "=AVERAGE('2 Ngân sách'!$C$5:$C$6)*2",
    "first_line": "='2 Ngân sách'!$B$5:$D$5",
    "last_line": "='2 Ngân sách'!$C$6",
    "here_and_below": "='2 Ngân sách'!C5:C6",
}


STAY = ["$B$5:$D$5", "$C$6", "C5:C6"]


def named(workbook: Any, sheet: Any) -> None:
    sheet.print_area("A1:E6")
    for name, meaning in NAMES.items():
        workbook.define_name(name, meaning)


def meanings(path: Path) -> list[str]:
    """What the owner's names stand for, without the sheet."""
    text = part_of(path, WORKBOOK)
    names = [
        "owners_jan",
        "owners_table",
        "owners_average",
        "first_line",
        "last_line",
        "here_and_below",
        "_xlnm.Print_Area",
    ]
    found = [re.search(rf'<definedName name="{name}"[^>]*>([^<]*)<', text) for name in names]
    return [match[1].replace("'2 Ngân sách'!", "") for match in found if match]


def test_names_follow_and_all_else_in_the_workbook_stays(tmp_path: Path) -> None:
    path = plan(tmp_path, named, data=[["RENT", 1.0], ["PAY", 2.0]])
    before = part_of(path, WORKBOOK)
    with_lines(path, 5)
    assert meanings(path) == ["$C$5:$C$9", "$B$4:$D$9", "AVERAGE($C$5:$C$9)*2", *STAY, "$A$1:$E$9"]
    grown = re.sub(r"(C\$5:\$C|B\$4:\$D|A\$1:\$E)\$6", r"\1$9", before)
    assert part_of(path, WORKBOOK) == grown
    with_lines(path, 1)
    assert meanings(path)[:3] == ["$C$5:$C$5", "$B$4:$D$5", "AVERAGE($C$5:$C$5)*2"]
    with_lines(path, 2)
    assert meanings(path)[:6] == ["$C$5:$C$6", "$B$4:$D$6", "AVERAGE($C$5:$C$6)*2", *STAY]


def test_the_print_area_of_the_table_alone_shrinks_too(tmp_path: Path) -> None:
    def printed(_: Any, sheet: Any) -> None:
        sheet.print_area("B4:D6")
        sheet.autofilter("B4:D6")

    path = plan(tmp_path, printed, autofilter=False)
    for count, last in ((5, 9), (2, 6)):
        with_lines(path, count)
        assert re.findall(r'"_xlnm[^>]*>([^<]*)<', part_of(path, WORKBOOK)) == [f"'2 Ngân sách'!$B$4:$D${last}"] * 2
        assert f'<autoFilter ref="B4:D{last}"/>' in part_of(path, SHEET)


def charted(workbook: Any, sheet: Any) -> None:
    chart = workbook.add_chart({"type": "column"})
    budget = "='2 Ngân sách'!"
    chart.add_series({
        "name": budget + "$C$4",
        "categories": budget + "$B$5:$B$6",
        "values": budget + "$C$5:$C$6",
        "y_error_bars": {"type": "custom", "plus_values": budget + "$D$5:$D$6", "minus_values": budget + "$D$5:$D$5"},
    })  # fmt: skip
    workbook.add_chartsheet("Chart").set_chart(chart)


def test_charts_follow_on_any_sheet(tmp_path: Path) -> None:
    path = plan(tmp_path, charted)
    charts = {name: part_of(path, name) for name in (CHART, "xl/charts/chart2.xml")}
    before = path.read_bytes()
    with_lines(path, 5)
    assert parts_that_differ(before, path) == {SHEET, TABLE, *charts}
    for name, text in charts.items():
        assert part_of(path, name) == text.replace("$6</c:f>", "$9</c:f>")
    drawn = part_of(path, "xl/charts/chart1.xml") + part_of(path, "xl/charts/chart2.xml")
    assert [reference for reference in re.findall(r"f>'2 Ngân sách'!([^<]*)<", drawn) if "9" in reference] == [
        "$C$5:$C$9",
        "$D$5:$D$9",
        "$B$5:$B$9",
        "$C$5:$C$9",
    ]
    with_lines(path, 2)
    assert {name: part_of(path, name) for name in charts} == charts


def test_a_chart_of_a_single_row_takes_more(tmp_path: Path) -> None:
    def one(_: Any, sheet: Any) -> None:
        for column in range(1, 4):
            sheet.write(5, column, None)

    path = plan(tmp_path, one, area="B4:D5", data=[["RENT", 1.0, None]])
    rewritten(path, swap(CHART, "$C$5:$C$6", "$C$5"))
    rewritten(path, swap(CHART, "<c:val>", "<c:tx><c:strRef><c:f>'2 Ngân sách'!$B$5</c:f></c:strRef></c:tx><c:val>"))
    with_lines(path, 3)
    assert re.findall(r"<c:f>'2 Ngân sách'!([^<]*)<", part_of(path, CHART)) == ["$B$5", "$C$5:$C$7"]


def test_the_newer_kinds_of_chart_follow_too(tmp_path: Path) -> None:
    def waterfall(parts: dict[str, bytes]) -> None:
        formula = "<cx:f dir=\"col\">'2 Ngân sách'!$C$5:$C$6</cx:f>"
        namespace = "http://schemas.microsoft.com/office/drawing/2014/chartex"
        chart = f'<cx:chartSpace xmlns:cx="{namespace}"><cx:numDim>{formula}</cx:numDim></cx:chartSpace>'
        parts["xl/charts/chartEx1.xml"] = chart.encode()
        kind = b'<Override PartName="/xl/charts/chartEx1.xml" ContentType="application/vnd.ms-office.chartex+xml"/>'
        types = "[Content_Types].xml"
        parts[types] = parts[types].replace(b"</Types>", kind + b"</Types>")
        link = (
            b'<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2014/relationships/chartEx" '
            b'Target="../charts/chartEx1.xml"/></Relationships>'
        )
        rels = "xl/drawings/_rels/drawing1.xml.rels"
        parts[rels] = parts[rels].replace(b"</Relationships>", link)

    path = with_lines(rewritten(plan(tmp_path), waterfall), 4)
    assert "<cx:f dir=\"col\">'2 Ngân sách'!$C$5:$C$8</cx:f>" in part_of(path, "xl/charts/chartEx1.xml")


def on_both_sheets(workbook: Any, sheet: Any) -> None:
    """The owner's sums: beside the table, and on a sheet of the owner's."""
    owners = workbook.get_worksheet_by_name("It's <mine> & yours")
    sheet.write_formula("F1", '=SUM(C5:C6)&" of C5:C6 <&>"', None, "20000035.5 of C5:C6 <&>")
    owners.write_formula("F1", "=SUM('2 Ngân sách'!$C$5:$C$6)", None, 20_000_035.5)
    owners.write_formula("F2", "=SUM('2 Ngân sách'!$C$5:$C$5)", None, 20_000_000)
    owners.write_array_formula("F3", "{=MAX('2 Ngân sách'!C5:C6*1)}", None, 20_000_000)
    owners.write_formula("F4", "=SUM(aop_budget[Jan])", None, 20_000_035.5)


def test_formulas_follow_wherever_they_stand(tmp_path: Path) -> None:
    path = rewritten(plan(tmp_path, on_both_sheets), swap(OTHER, '<row r="1" ', '<row r="1" ht="40" '))
    before, sheet, owners = path.read_bytes(), part_of(path, SHEET), part_of(path, OTHER)
    with_lines(path, 4)
    assert parts_that_differ(before, path) == {SHEET, TABLE, CHART, OTHER}
    assert part_of(path, OTHER) == owners.replace("$5:$C$6)", "$5:$C$8)").replace("C5:C6*1", "C5:C8*1")
    first_row = re.search('<row r="1".*?</row>', sheet)
    assert first_row
    assert first_row[0].replace("SUM(C5:C6)", "SUM(C5:C8)") in part_of(path, SHEET)
    with_lines(path, 2)
    assert part_of(path, OTHER) == owners


def test_a_sheet_without_such_formulas_is_left_alone(tmp_path: Path) -> None:
    def row_six(workbook: Any, _: Any) -> None:
        workbook.get_worksheet_by_name("It's <mine> & yours").write_formula("C6", "=D6*2&\"'2 Ngân sách'!C5:C6\"")

    path = rewritten(plan(tmp_path, row_six), lambda _: None)  # packed otherwise than we do
    before = path.read_bytes()
    assert parts_that_differ(before, with_lines(path, 4)) == {SHEET, TABLE, CHART}


def test_shared_formulas_follow_each_for_itself(tmp_path: Path) -> None:
    shared = (
        '<c r="F5"><f t="shared" ref="F5:G6" si="0">C5/SUM(C$5:C$6)</f><v>1</v></c><c r="G5"><f t="shared" si="0"/>'
        "<v>2</v></c></row>",
        '<c r="F6"><f t="shared" si="0"/><v>3</v></c><c r="G6"><f t="shared" si="0"/><v>4</v></c></row>',
    )

    def share(parts: dict[str, bytes]) -> None:
        rows = iter(shared)
        text = parts[SHEET].decode()
        parts[SHEET] = re.sub(r"(?<=</c>)</row>(?=<row r=\"6\"|</sheetData>)", lambda _: next(rows), text).encode()

    path = with_lines(rewritten(plan(tmp_path), share), 3)
    sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
    assert [sheet[cell].value for cell in ("F5", "F6", "G5", "G6")] == [
        "=C5/SUM(C$5:C$7)",
        "=C6/SUM(C$5:C$7)",
        "=D5/SUM(D$5:D$7)",
        "=D6/SUM(D$5:D$7)",
    ]
    assert 't="shared"' not in part_of(path, SHEET)
    values = openpyxl.load_workbook(path, data_only=True)["2 Ngân sách"]
    assert [values[cell].value for cell in ("F5", "F6", "G5", "G6")] == [1, 3, 2, 4]


def test_what_the_engine_writes_is_right_already(tmp_path: Path) -> None:
    path = plan(tmp_path)
    book = FileBook.open(path)
    total = Formula("SUM(R[-2]C:R[-1]C)", 3.0)  # over the rows that were the whole table before
    two = Formula("SUM(RC[-1]:R[1]C[-1])", 3.0)
    book.replace_rows("aop_budget", [HEADER, ["A", 1.0, two], ["B", 2.0, None]])
    book.save()
    book.replace_rows("aop_budget", [HEADER, ["A", 1.0, two], ["B", 2.0, None], ["Sum", total, 0.0]])
    book.save()
    sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
    assert (sheet["D5"].value, sheet["C7"].value) == ("=SUM(C5:C6)", "=SUM(C5:C6)")


def test_formulas_of_other_tables_columns_follow(tmp_path: Path) -> None:
    def share(workbook: Any, _: Any) -> None:
        owners = workbook.get_worksheet_by_name("It's <mine> & yours")
        columns = [{"header": "Part", "formula": "=1/SUM('2 Ngân sách'!$C$5:$C$6)"}]
        owners.add_table("G5:G7", {"name": "mine", "columns": columns})

    path = with_lines(plan(tmp_path, share), 3)
    formula = "1/SUM('2 Ngân sách'!$C$5:$C$7)"
    assert f"<calculatedColumnFormula>{formula}</calculatedColumnFormula>" in part_of(path, "xl/tables/table3.xml")
    assert part_of(path, OTHER).count(f"<f>{formula}</f>") == 2


def test_lists_and_conditions_follow(tmp_path: Path) -> None:
    def rules(workbook: Any, sheet: Any) -> None:
        owners = workbook.get_worksheet_by_name("It's <mine> & yours")
        owners.data_validation("H1", {"validate": "list", "source": "='2 Ngân sách'!$B$5:$B$6"})
        above_average = {"type": "formula", "criteria": "=C5>AVERAGE(C$5:C$6)", "format": workbook.add_format()}
        sheet.conditional_format("C5:C6", above_average)
        next_two = {"type": "formula", "criteria": "=SUM(C5:C6)>1", "format": workbook.add_format()}
        sheet.conditional_format("D5", next_two)
        owners.add_sparkline("I1", {"range": "'2 Ngân sách'!C5:C6"})

    path = with_lines(plan(tmp_path, rules), 3)
    assert "<formula1>'2 Ngân sách'!$B$5:$B$7</formula1>" in part_of(path, OTHER)
    assert "<xm:f>'2 Ngân sách'!C5:C7</xm:f><xm:sqref>I1</xm:sqref>" in part_of(path, OTHER)
    assert '"C5:C7"><cfRule' in part_of(path, SHEET)
    assert "<formula>C5&gt;AVERAGE(C$5:C$7)</formula>" in part_of(path, SHEET)
    assert "<formula>SUM(C5:C6)&gt;1</formula>" in part_of(path, SHEET)


def test_a_rule_for_rows_that_left_stays_where_it_is(tmp_path: Path) -> None:
    def last_line(_: Any, sheet: Any) -> None:
        sheet.data_validation("C6", {"validate": "decimal", "criteria": ">", "value": 0})

    path = with_lines(plan(tmp_path, last_line, data=[["RENT", 1.0], ["PAY", 2.0]]), 1)
    assert 'ref="B4:D5"' in part_of(path, TABLE)
    assert 'sqref="C6"' in part_of(path, SHEET)
    with_lines(path, 2)
    assert 'sqref="C6"' in part_of(path, SHEET)


def everything(workbook: Any, sheet: Any) -> None:
    """All kinds of things that point to the budget, and a table beside it."""
    named(workbook, sheet)
    charted(workbook, sheet)
    on_both_sheets(workbook, sheet)
    sheet.conditional_format("C5:C6", {"type": "data_bar"})
    sheet.conditional_format("D5:D6", {"type": "2_color_scale"})
    sheet.data_validation("D6", {"validate": "list", "source": ["a", "b"]})
    data = [["Jan", "late"], ["Feb", None]]
    sheet.add_table(
        "H4:I6", {"name": "aop_comments", "columns": [{"header": "Month"}, {"header": "Cause"}], "data": data}
    )
    sheet.write_formula("K1", "=COUNTA(H5:H6)", None, 2)


def pointers(path: Path) -> list[str]:
    """All parts that point to tables; of the budget's sheet what stands before and after its cells."""
    charts = [part_of(path, name) for name in (CHART, "xl/charts/chart2.xml")]
    around = re.sub('<dimension[^>]*>|<row r="[^1].*</sheetData>', "", part_of(path, SHEET), flags=re.S)
    print_area = re.sub(r"\$A\$1:\$E\$\d+", "", part_of(path, WORKBOOK))  # stays as long as it once was
    return [
        *charts,
        around,
        print_area,
        part_of(path, OTHER),
        part_of(path, TABLE),
        part_of(path, "xl/tables/table3.xml"),
    ]


def test_many_refreshes_bring_everything_back_to_where_it_was(tmp_path: Path) -> None:
    path = plan(tmp_path, everything, data=[["RENT", 1.0], ["PAY", 2.0]])
    before = pointers(path)
    for count in (5, 3, 40, 9, 2):
        with_lines(path, count)
        once = path.read_bytes()
        assert with_lines(path, count).read_bytes() == once
        assert (pointers(path) == before) == (count == 2)


def test_tables_side_by_side_do_not_take_each_others_ranges_along(tmp_path: Path) -> None:
    path = plan(tmp_path, everything)
    book = FileBook.open(path)
    book.replace_rows("aop_budget", lines(7))
    comments: list[list[Value]] = [["Mar", "x"], ["Apr", "y"], ["May", "z"]]
    book.append_rows("aop_comments", [["Month", "Cause"], *comments])
    book.save()
    sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
    assert (sheet.tables["aop_budget"].ref, sheet.tables["aop_comments"].ref) == ("B4:D11", "H4:I9")
    assert (sheet["F1"].value[:11], sheet["K1"].value) == ("=SUM(C5:C11", "=COUNTA(H5:H9)")
    assert [row[0] for row in FileBook.open(path).rows("aop_comments")[3:]] == ["Mar", "Apr", "May"]


def test_a_filter_and_a_sorting_stay_with_the_table(tmp_path: Path) -> None:
    conditions = (
        '<filterColumn colId="1"><filters><filter val="35.5"/></filters></filterColumn></autoFilter>'
        '<sortState ref="B5:D6"><sortCondition descending="1" ref="C5:C6"/></sortState>'
    )
    path = rewritten(plan(tmp_path), swap(TABLE, '<autoFilter ref="B4:D6"/>', '<autoFilter ref="B4:D6">' + conditions))
    before = part_of(path, TABLE)
    with_lines(path, 6)
    assert part_of(path, TABLE) == re.sub("D6", "D10", before).replace("C5:C6", "C5:C10")
    with_lines(path, 2)
    assert part_of(path, TABLE) == before
