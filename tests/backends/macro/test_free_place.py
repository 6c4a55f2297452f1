"""Where a button is put: in the top row of a sheet, beside all that stands there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from aop_excel.backends.macro.free_place import HEIGHT, WIDTH, free_place
from aop_excel.backends.macro.geometry import columns_of, rows_of
from aop_excel.backends.package import Package
from aop_excel.backends.sheet_part import SheetPart
from aop_excel.backends.workbook_part import WorkbookPart
from tests.additions.drawings import DOT

Fill = Callable[[Any, Any], object]


def placed(folder: Path, fill: Fill) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the button on a sheet that was filled, in pixels."""
    path = folder / "sheet.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        fill(workbook, workbook.add_worksheet("Start"))
    book = WorkbookPart(Package(path.read_bytes(), path.name))
    part = book.sheets["Start"]
    sheet = SheetPart("Start", book.package.xml(part), lambda: book.strings)
    drawings = [book.package.xml(each) for each in book.linked(part, "drawing")]
    vml = [book.package.read(each) for each in book.linked(part, "vmlDrawing")]
    first, last = free_place(sheet, drawings, vml)
    columns, rows = columns_of(sheet), rows_of(sheet)
    left, right = (columns.start(corner.column) + corner.right for corner in (first, last))
    top, bottom = (rows.start(corner.row) + corner.down for corner in (first, last))
    assert (right - left, bottom - top) == (WIDTH, HEIGHT)
    return left, top, right, bottom


def title(words: str) -> Fill:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.set_row(0, 28)  # 37 pixels
        sheet.write("A1", words, workbook.add_format({"bold": True, "font_size": 18}))

    return fill


def test_an_empty_sheet_has_it_in_its_corner(tmp_path: Path) -> None:
    assert placed(tmp_path, lambda *_: None)[:2] == (6, 1)


def test_in_a_high_row_it_stands_in_the_middle(tmp_path: Path) -> None:
    left, top, _, bottom = placed(tmp_path, title("Tổng"))
    assert (left, top, 37 - bottom) == (64 + 6, 5, 6)


@pytest.mark.parametrize(("words", "column"), [("Kế hoạch", 2), ("Kế hoạch hoạt động năm", 5), ("KẾ HOẠCH " * 6, 12)])
def test_it_stands_behind_a_title_that_runs_over_its_cell(words: str, column: int, tmp_path: Path) -> None:
    """Letters of 18 points are about 13 pixels wide, and a column 64."""
    left, *_ = placed(tmp_path, title(words))
    assert left == column * 64 + 6
    assert left >= 12 * len(words.strip())


def test_widths_and_hidden_columns_count(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write("A1", "x")
        sheet.set_column("A:A", 40)  # 285 pixels
        sheet.set_column("B:C", 10, None, {"hidden": True})

    assert placed(tmp_path, fill)[0] == 285 + 6


def a_merge(_: Any, sheet: Any) -> None:
    sheet.merge_range("A1:D1", "")


def a_second_row(_: Any, sheet: Any) -> None:
    sheet.write("D2", "x")  # rows are lower than the button


def a_formula(_: Any, sheet: Any) -> None:
    sheet.write_formula("D1", "=1+1", None, 2)


def a_picture(_: Any, sheet: Any) -> None:
    sheet.insert_image("A1", "dot.png", {"image_data": io.BytesIO(DOT), "x_scale": 256, "y_scale": 20})


def a_picture_that_stays(_: Any, sheet: Any) -> None:
    stays = {"object_position": 3}
    sheet.insert_image("A1", "dot.png", {"image_data": io.BytesIO(DOT), "x_scale": 256, "y_scale": 20} | stays)


def a_shape(_: Any, sheet: Any) -> None:
    sheet.insert_textbox("A1", "mine", {"width": 256, "height": 20})


def a_button(_: Any, sheet: Any) -> None:
    sheet.insert_button("A1", {"width": 256, "height": 20})


@pytest.mark.parametrize("fill", [a_merge, a_second_row, a_formula, a_picture, a_picture_that_stays, a_shape, a_button])
def test_what_reaches_to_the_fourth_column_is_not_covered(fill: Fill, tmp_path: Path) -> None:
    left, _, right, _ = placed(tmp_path, fill)
    if fill in (a_second_row, a_formula):
        assert right <= 3 * 64  # there is room before it
    else:
        assert left == 4 * 64 + 6


def test_a_note_that_is_hidden_is_in_nobodys_way(tmp_path: Path) -> None:
    assert placed(tmp_path, lambda _, sheet: sheet.write_comment("A1", "Lan"))[0] == 6


ODD_ANCHORS = (
    "<xdr:twoCellAnchor><xdr:from/><xdr:to><xdr:col>x</xdr:col></xdr:to></xdr:twoCellAnchor>",
    '<xdr:oneCellAnchor><xdr:ext cx="1in" cy="-5"/></xdr:oneCellAnchor>',
    "<xdr:absoluteAnchor/>",
    "<v:shape><x:Anchor>1,2,3</x:Anchor></v:shape>",
    "<v:shape><x:Anchor>a, b, c, d, e, f, g, h</x:Anchor></v:shape>",
)


@pytest.mark.parametrize("anchor", ODD_ANCHORS)
def test_what_is_anchored_nowhere_is_in_nobodys_way(anchor: str) -> None:
    sheet = SheetPart("Start", b"<worksheet><sheetData/></worksheet>", lambda: [])
    first, _ = free_place(sheet, [anchor.encode()], [anchor.encode()])
    assert (first.column, first.right) == (0, 6)
