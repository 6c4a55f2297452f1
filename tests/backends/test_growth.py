"""A table takes more rows and fewer; what stands around it is in order, as if they had been typed in Excel."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aop_excel.backends.file import FileBook
from aop_excel.backends.refusals import NoRoomToGrow, TotalsInTheWay
from tests.backends.packages import (
    CHART,
    HEADER,
    LINES,
    SHEET,
    TABLE,
    Extra,
    Row,
    cell_of,
    lines,
    part_of,
    parts_that_differ,
    plan,
    swap,
    with_lines,
)
from tests.packages import rewritten


def test_a_growing_table_takes_everything_along(tmp_path: Path) -> None:
    def rules(workbook: Any, sheet: Any) -> None:
        sheet.conditional_format(
            "C5:C6", {"type": "cell", "criteria": ">", "value": 5, "format": workbook.add_format()}
        )
        sheet.data_validation("D5:D6", {"validate": "list", "source": ["a", "b"]})
        sheet.set_row(5, 33)

    path = plan(tmp_path, rules)
    before = path.read_bytes()
    with_lines(path, 5)
    assert parts_that_differ(before, path) == {SHEET, TABLE, CHART}

    sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
    table = sheet.tables["aop_budget"]
    assert table.autoFilter is not None
    assert (table.ref, table.autoFilter.ref, sheet.dimensions) == ("B4:D9", "B4:D9", "A1:D9")
    assert [str(found.sqref) for found in sheet.conditional_formatting] == ["C5:C9"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D5:D9"
    assert [sheet.cell(9, column).number_format for column in (2, 3, 4)] == ["#,##0"] * 3
    assert [sheet.cell(row, 4).value for row in range(5, 10)] == [1, "x", None, None, None]
    assert sheet.row_dimensions[6].height == 33


def test_a_shrinking_table_clears_what_it_leaves(tmp_path: Path) -> None:
    path = plan(tmp_path)
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [HEADER, LINES[0]])
    book.save()
    sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
    assert sheet.tables["aop_budget"].ref == "B4:D5"
    assert [(cell.value, cell.number_format) for cell in sheet[6][1:4]] == [(None, "#,##0")] * 3
    assert cell_of(path, "C6").endswith("/>")


def test_shrunk_and_grown_again_is_no_change(tmp_path: Path) -> None:
    path = plan(tmp_path)
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [HEADER])
    book.replace_rows("aop_budget", [HEADER, *LINES, *LINES])
    book.replace_rows("aop_budget", [HEADER, *LINES])
    assert not book.changed


@pytest.mark.parametrize("cell", ["B8", "D9"])
def test_a_table_does_not_grow_over_what_stands_below(tmp_path: Path, cell: str) -> None:
    path = plan(tmp_path, lambda _, sheet: sheet.write(cell, "source: bank"))
    before = path.read_bytes()
    book = FileBook.open(path)
    with pytest.raises(NoRoomToGrow, match=f"aop_budget.*{cell}.*Move") as told:
        book.append_rows("aop_budget", [["Code"], *([f"L{n}"] for n in range(3))])
    assert "Hãy chuyển" in told.value.text.vi
    assert path.read_bytes() == before


def test_a_table_grows_beside_what_stands_in_other_columns(tmp_path: Path) -> None:
    path = plan(tmp_path, lambda _, sheet: (sheet.write("A8", "mine"), sheet.write("E8", "too")))
    book = FileBook.open(path)
    book.append_rows("aop_budget", [["Code"], ["L1"], ["L2"]])
    book.save()
    row = openpyxl.load_workbook(path)["2 Ngân sách"][8]
    assert [cell.value for cell in row] == ["mine", "L2", None, None, "too"]


def test_a_table_does_not_grow_into_another_or_into_a_merge(tmp_path: Path) -> None:
    path = plan(tmp_path, lambda _, sheet: sheet.add_table("D9:E11", {"header_row": False}))
    with pytest.raises(NoRoomToGrow, match="D9"):
        FileBook.open(path).append_rows("aop_budget", [["Code"], *([f"L{n}"] for n in range(3))])
    path = plan(tmp_path, lambda _, sheet: sheet.merge_range("C8:F8", ""))
    with pytest.raises(NoRoomToGrow, match="C8"):
        FileBook.open(path).append_rows("aop_budget", [["Code"], ["L1"], ["L2"]])


def totals(formula: str = "") -> dict[str, Any]:
    total = {"total_function": "sum"} if not formula else {"total_function": formula}
    columns = [{"header": "Code", "total_string": "Sum"}, {"header": "Jan", **total}, {"header": "Total"}]
    return {"total_row": True, "columns": columns, "data": [LINES[0]]}


def test_a_totals_row_moves_down_and_up(tmp_path: Path) -> None:
    path = plan(tmp_path, **totals())
    book = FileBook.open(path)
    assert book.rows("aop_budget") == [HEADER, LINES[0]]
    for count, ref in ((4, "B4:D9"), (2, "B4:D7"), (1, "B4:D6")):
        lines: list[Row] = [[f"L{n}", n, n] for n in range(count)]
        book.replace_rows("aop_budget", [HEADER, *lines])
        book.save()
        sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
        assert sheet.tables["aop_budget"].ref == ref
        bottom = 5 + count
        assert [cell.value for cell in sheet[bottom][1:4]] == ["Sum", "=SUBTOTAL(109,[Jan])", None]
        assert [sheet.cell(row, 3).value for row in range(5, bottom)] == list(range(count))
        assert all(cell.value is None for row in sheet.iter_rows(min_row=bottom + 1) for cell in row)
        assert len(book.rows("aop_budget")) == count + 1


def test_a_totals_row_with_addresses_stays(tmp_path: Path) -> None:
    path = rewritten(plan(tmp_path, **totals()), swap(SHEET, "SUBTOTAL(109,[Jan])", "SUM(C5:C5)"))
    with pytest.raises(TotalsInTheWay, match="C6"):
        FileBook.open(path).replace_rows("aop_budget", [HEADER, *LINES])


def test_an_empty_table_is_no_longer_one_when_it_is_filled(tmp_path: Path) -> None:
    path = rewritten(plan(tmp_path), swap(TABLE, 'ref="B4:D6" ', 'ref="B4:D6" insertRow="1" '))
    book = FileBook.open(path)
    book.set_field("aop_year", 2027)
    book.save()
    assert "insertRow" in part_of(path, TABLE)
    book.replace_rows("aop_budget", [HEADER, ["TAX", 1, 2], LINES[1]])
    book.save()
    assert "insertRow" not in part_of(path, TABLE)


def row_tag(path: Path, row: int) -> str:
    found = re.search(rf'<row r="{row}"[^>]*>', part_of(path, SHEET))
    return found[0] if found else ""


def formulas(path: Path, column: str = "D") -> list[str | None]:
    """The formulas below the header of a column, as far as anything stands there."""
    sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
    found = [sheet[f"{column}{row}"].value for row in range(5, 15)]
    texts = [getattr(formula, "text", formula) for formula in found]
    while texts and texts[-1] is None:
        texts.pop()
    return texts


def owners_column(*formulas: str) -> Extra:
    """The column Total holds these formulas, from its first row on."""

    def write(workbook: Any, sheet: Any) -> None:
        italic = workbook.add_format({"italic": True})
        for row, formula in enumerate(formulas, 4):
            sheet.write_formula(row, 3, formula, italic, 1)

    return write


def test_a_formula_that_every_row_holds_is_filled_down(tmp_path: Path) -> None:
    path = plan(tmp_path, owners_column("=C5*$A$1+SUM(C$5:C$6)", "=C6*$A$1+SUM(C$5:C$6)"))
    with_lines(path, 4)
    assert formulas(path) == [f"=C{row}*$A$1+SUM(C$5:C$8)" for row in range(5, 9)]
    assert cell_of(path, "D8") == '<c r="D8" s="2"><f>C8*$A$1+SUM(C$5:C$8)</f></c>'
    with_lines(path, 1)
    assert formulas(path) == ["=C5*$A$1+SUM(C$5:C$5)"]
    assert openpyxl.load_workbook(path)["2 Ngân sách"].tables["aop_budget"].ref == "B4:D5"
    with_lines(path, 3)
    assert formulas(path) == [f"=C{row}*$A$1+SUM(C$5:C$7)" for row in range(5, 8)]


@pytest.mark.parametrize("last", ["=C6*3", "x"])
def test_a_formula_of_some_rows_is_their_own_and_keeps_them(tmp_path: Path, last: str) -> None:
    path = with_lines(plan(tmp_path, owners_column("=C5*2", *[last] * (last != "x"))), 4)
    assert formulas(path) == ["=C5*2", last]
    with_lines(path, 1)
    assert formulas(path) == ["=C5*2", last]
    assert openpyxl.load_workbook(path)["2 Ngân sách"].tables["aop_budget"].ref == "B4:D6"


def calculated(formula: str) -> Callable[[dict[str, bytes]], None]:
    """The table fills its third column with a formula."""

    def change(parts: dict[str, bytes]) -> None:
        told = f"<calculatedColumnFormula>{formula}</calculatedColumnFormula></tableColumn>"
        parts[TABLE] = re.sub(rb'(<tableColumn id="3"[^>]*?)/>', rb"\1>" + told.encode(), parts[TABLE])

    return change


def test_a_calculated_column_is_filled_down_though_a_row_was_overtyped(tmp_path: Path) -> None:
    path = plan(tmp_path, owners_column("=aop_budget[[#This Row],[Jan]]*2"))
    rewritten(path, calculated("aop_budget[[#This Row],[Jan]]*2"))
    with_lines(path, 4)
    filled = "=aop_budget[[#This Row],[Jan]]*2"
    assert formulas(path) == [filled, "x", filled, filled]
    with_lines(path, 1)
    assert formulas(path) == [filled, "x"]  # what was typed keeps its row


@pytest.mark.parametrize(
    ("formula", "filled"),
    [("LEN(aop_budget[[#This Row],[Code]])", True), ("C5*2", False)],
    ids=["by name", "by address"],
)
def test_the_first_row_of_an_empty_table_is_filled_too(tmp_path: Path, formula: str, filled: bool) -> None:
    path = rewritten(plan(tmp_path, area="B4:D5", data=[[]]), calculated(formula))
    rewritten(path, swap(TABLE, 'ref="B4:D5" ', 'ref="B4:D5" insertRow="1" '))
    with_lines(path, 2)
    assert formulas(path) == (["=" + formula] * 2 if filled else [])  # whose row the address means nobody knows


def test_an_array_formula_of_one_cell_is_filled_down_as_one(tmp_path: Path) -> None:
    def arrays(_: Any, sheet: Any) -> None:
        for row in (5, 6):
            sheet.write_dynamic_array_formula(f"D{row}", f"=SUM(C{row}*{{1,2}})", None, 1)

    path = with_lines(plan(tmp_path, arrays), 3)
    assert cell_of(path, "D7") == '<c r="D7" cm="1"><f t="array" ref="D7">SUM(C7*{1,2})</f></c>'


def test_prepared_formulas_below_are_the_owners(tmp_path: Path) -> None:
    path = plan(tmp_path, owners_column("=C5*2", "=C6*2", "=C7*2"))
    with pytest.raises(NoRoomToGrow, match="D7"):
        with_lines(path, 3)


def test_shrunk_and_grown_again_keeps_the_owners_formulas(tmp_path: Path) -> None:
    path = plan(tmp_path, owners_column("=C5*2", "=C6*2"))
    with_lines(path, 2)
    book = FileBook.open(path)
    for count in (1, 4, 2):
        book.replace_rows("aop_budget", lines(count))
    assert not book.changed
    assert [row[2] for row in book.rows("aop_budget")[1:]] == [1.0, 1.0]


def test_what_was_cleared_does_not_come_back(tmp_path: Path) -> None:
    path = plan(tmp_path)
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [HEADER, LINES[0]])
    book.append_rows("aop_budget", [["Code"], ["TAX"]])
    book.save()
    assert book.rows("aop_budget")[1:] == [LINES[0], ["TAX", None, None]]


def fitted(*rows: int) -> Callable[[dict[str, bytes]], None]:
    """Rows as Excel saves those whose height it fitted to their text."""

    def change(parts: dict[str, bytes]) -> None:
        for row in rows:
            assert b'<row r="%d" ' % row in parts[SHEET]
            parts[SHEET] = parts[SHEET].replace(b'<row r="%d" ' % row, b'<row r="%d" ht="45" ' % row)

    return change


def test_a_row_with_other_text_gets_the_height_it_needs(tmp_path: Path) -> None:
    path = rewritten(plan(tmp_path, lambda _, sheet: sheet.set_row(5, 33)), fitted(4, 5))
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [["Code", "Jan"], ["RENT", 21e6], ["SALARIES", 1.0]])
    book.save()
    assert 'ht="45"' in row_tag(path, 5)  # another amount is no taller
    assert 'ht="33" customHeight="1"' in row_tag(path, 6)  # the owner set it
    with_lines(path, 2)
    assert "ht=" not in row_tag(path, 5)
    assert 'ht="45"' in row_tag(path, 4)


def test_rows_that_join_or_leave_are_shown_in_their_natural_height(tmp_path: Path) -> None:
    def below(_: Any, sheet: Any) -> None:
        for row in (6, 7, 8):
            sheet.write(row, 6, "beside")
            sheet.set_row(row, None, None, {"hidden": True, "level": row // 8})

    path = rewritten(plan(tmp_path, below), fitted(7, 8, 9))
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [["Jan"], *([float(n)] for n in range(5))])
    book.save()
    tags = [row_tag(path, row) for row in (7, 8, 9)]
    assert not any("ht=" in tag for tag in tags)
    assert ["hidden=" in tag for tag in tags] == [False, False, True]  # the last one belongs to a folded group

    def filtered(_: Any, sheet: Any) -> None:
        sheet.set_row(5, None, None, {"hidden": True})

    path = plan(tmp_path, filtered, data=[["RENT", 1.0], ["PAY", 2.0]])
    rewritten(path, fitted(6))
    with_lines(path, 2)
    assert 'hidden="1"' in row_tag(path, 6)  # what a filter hides in the table stays hidden
    with_lines(path, 1)
    assert row_tag(path, 6) == '<row r="6" spans="1:4">'


def test_new_rows_take_the_colours_of_the_row_above(tmp_path: Path) -> None:
    def colours(workbook: Any, sheet: Any) -> None:
        green, grey = (workbook.add_format({"bg_color": colour}) for colour in ("#00FF00", "#CCCCCC"))
        for row in range(4, 10):
            sheet.write(row, 1, f"L{row}", None if row % 2 else grey)
            sheet.write(row, 2, 1.0, green)

    path = with_lines(plan(tmp_path, colours, area="B4:D10"), 9)
    sheet = openpyxl.load_workbook(path)["2 Ngân sách"]
    assert [sheet[f"C{row}"].fill.fgColor.rgb for row in (11, 12, 13)] == ["FF00FF00"] * 3
    assert [sheet[f"B{row}"].fill.fill_type for row in range(9, 14)] == ["solid", None, "solid", None, "solid"]
    assert sheet["D13"].number_format == "#,##0"
