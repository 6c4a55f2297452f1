"""The sheet `xlwings.conf`, on which the macro looks for Python: keys in its first column, values in its second."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Final

from aop_excel.backends.cells import Content, cell_xml
from aop_excel.backends.macro.machine import MACOS, WINDOWS, Machine
from aop_excel.backends.new_parts import SPREADSHEET, add_part, point
from aop_excel.backends.sheet_list import insert_sheet
from aop_excel.backends.sheet_part import SheetPart, open_sheet
from aop_excel.backends.workbook_part import WorkbookPart

SHEET: Final = "xlwings.conf"
PYTHONPATH: Final = "PYTHONPATH"
_INTERPRETERS: Final = {WINDOWS: "INTERPRETER_WIN", MACOS: "INTERPRETER_MAC"}
_ANY_SYSTEM: Final = "INTERPRETER"
_FIXED: Final = {
    # A file beside the workbook that happens to be called like a module must never be run.
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    # What the owner set up for other workbooks must not count for this one.
    "USE UDF SERVER": "False",
    "CONDA PATH": "",
    "CONDA ENV": "",
}


def settings(machine: Machine) -> dict[str, str]:
    """What the macro must find to start the Python in which aop runs on a machine."""
    interpreter = {_INTERPRETERS.get(machine.system, _ANY_SYSTEM): machine.interpreter}
    return interpreter | {PYTHONPATH: machine.packages} | _FIXED


def interpreter(told: Mapping[str, str], system: str) -> str:
    """The Python that the macro starts on a kind of machine, by what the sheet tells; as xlwings looks for it."""
    return told.get(_INTERPRETERS.get(system, ""), "") or told.get(_ANY_SYSTEM, "") or "python"


def told(book: WorkbookPart) -> dict[str, str] | None:
    """What the sheet tells, keys in capital letters; None where there is no such sheet."""
    name = _name(book)
    return None if name is None else dict(_pairs(open_sheet(book, name)))


def stamp(book: WorkbookPart, machine: Machine) -> None:
    """Let the macro find the Python in which aop runs on a machine; other settings on the sheet stay."""
    name = _name(book)
    if name is None:
        _add(book, settings(machine))
        return
    sheet = open_sheet(book, name)
    keys = [key for key, _ in _pairs(sheet)]
    for key, value in settings(machine).items():
        if key not in keys:
            keys.append(key)
            sheet.put(len(keys), 1, Content(None, key))
        sheet.put(keys.index(key) + 1, 2, Content(None, value or None))
    if sheet.changed:
        book.package.replace(book.sheets[name], sheet.patched())


def _name(book: WorkbookPart) -> str | None:
    return next((name for name in book.sheets if name.lower() == SHEET), None)


def _pairs(sheet: SheetPart) -> list[tuple[str, str]]:
    """Keys and values row by row, down to the first without a key, as xlwings reads them."""
    pairs: list[tuple[str, str]] = []
    for row in count(1):
        key, value = (sheet.content(row, column).value for column in (1, 2))
        if key is None or key == "":
            return pairs
        pairs.append((str(key).upper(), "" if value is None else str(value)))
    raise AssertionError("rows do not end")


def _add(book: WorkbookPart, pairs: Mapping[str, str]) -> None:
    """The sheet at the end of the workbook, out of the owner's sight."""
    rows = []
    for row, pair in enumerate(pairs.items(), 1):
        cells = b"".join(
            cell_xml("", row, column, "", Content(None, words)) for column, words in enumerate(pair, 1) if words
        )
        rows.append(f'<row r="{row}">'.encode() + cells + b"</row>")
    xml = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:B%d"/><sheetFormatPr defaultRowHeight="15"/>'
        b'<cols><col min="1" max="1" width="32" customWidth="1"/>'
        b'<col min="2" max="2" width="80" customWidth="1"/></cols>'
        b"<sheetData>%s</sheetData></worksheet>" % (len(rows), b"".join(rows))
    )
    part = add_part(book.package, "xl/worksheets/sheet{}.xml", xml, SPREADSHEET.format("worksheet"))
    identity = point(book, book.part, part, "worksheet")
    book.rewrite(insert_sheet(book.xml, SHEET, identity, (), hidden=True))
    book.sheets[SHEET] = part
