"""Formulas are found by searching where that is enough, and one cell after the other where it is not."""

from __future__ import annotations

import pytest

from aop_excel.backends.cells import Content
from aop_excel.backends.formula_search import quick_formulas
from aop_excel.backends.sheet_part import SheetPart

PLAIN = (
    '<row r="1"><c r="A1"><v>1</v></c><c s="3" r="B1" t="str"><f>A1&amp;"đ"</f><v>1đ</v></c><c r="C1"/></row>'
    '<row r="2"><c r="AB2"><f ca="1">NOW()</f><v>1</v></c><c r="AC2">\n <f>A1*2</f></c></row>'
)
FOUND = {(1, 2): 'A1&"đ"', (2, 28): "NOW()", (2, 29): "A1*2"}


def sheet(rows: str, after: str = "") -> SheetPart:
    xml = f'<worksheet xmlns="http://x/main"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return SheetPart("Budget", xml.encode(), lambda: [])


def test_formulas_are_found_by_row_and_column() -> None:
    part = sheet(PLAIN)
    assert quick_formulas(part.xml, part.index, ()) == FOUND
    assert part.formulas() == FOUND


def test_known_formulas_are_left_out() -> None:
    assert sheet(PLAIN).formulas({"NOW()", 'A1&"đ"'}) == {(2, 29): "A1*2"}


def test_only_cells_hold_formulas() -> None:
    rules = "<dataValidations><dataValidation><formula1>A1</formula1></dataValidation></dataValidations>"
    sparkline = '<extLst><ext xmlns:xm="http://x/xm"><xm:f>Budget!A1:B1</xm:f></ext></extLst>'
    assert sheet(PLAIN, rules + sparkline).formulas() == FOUND


def test_a_prefix_is_nothing_to_the_meaning() -> None:
    row = '<x:row r="1"><x:c r="B1"><x:f>A1</x:f></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="http://x/main"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    part = SheetPart("Budget", xml.encode(), lambda: [])
    assert quick_formulas(part.xml, part.index, ()) == part.formulas() == {(1, 2): "A1"}


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+$C$1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (SHARED, {(1, 1): "B1+$C$1", (2, 1): "B2+$C$1"}),
        ("<row><c><v>1</v></c><c><f>A1</f><v>1</v></c></row>", {(1, 2): "A1"}),
        ('<row r="1"><c r="A1"><f><![CDATA[B1<2]]></f><v>1</v></c></row>', {(1, 1): "B1<2"}),
        ('<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row>', {(1, 1): "B1:B2"}),
        ("", {}),
    ],
)
def test_unusual_sheets_are_read_one_cell_after_the_other(rows: str, found: dict[tuple[int, int], str]) -> None:
    assert sheet(rows).formulas() == found


def test_what_was_written_since_counts() -> None:
    part = sheet(PLAIN)
    part.put(1, 2, Content(None, 5.0))
    part.put(1, 1, Content("B1/2", 2.5))
    assert part.formulas({"NOW()"}) == {(1, 1): "B1/2", (2, 29): "A1*2"}
