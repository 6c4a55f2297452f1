"""The elements of worksheets and workbooks, their namespaces and their order."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
MS: Final = "http://schemas.microsoft.com/office"
DRAWINGS: Final = "http://schemas.openxmlformats.org/drawingml/2006"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK: Final = "xl/workbook.xml"
TYPES: Final = "[Content_Types].xml"
PREFIXES: Final = {
    "r": OFFICE,
    "a": f"{DRAWINGS}/main",
    "xdr": f"{DRAWINGS}/spreadsheetDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "x14": f"{MS}/spreadsheetml/2009/9/main",
    "x15": f"{MS}/spreadsheetml/2010/11/main",
    "xm": f"{MS}/excel/2006/main",
}
XMLNS: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
WORKSHEET_ORDER: Final = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems
    tableParts extLst
"""
WORKBOOK_ORDER: Final = """
    fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences
    definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr
    webPublishObjects extLst
"""


def element(xml: str) -> Any:
    """An element of a worksheet or workbook with the usual prefixes."""
    return etree.fromstring(f'<x xmlns="{MAIN}" {XMLNS}>{xml}</x>')[0]


def local(node: Any) -> str:
    """An element's name without its namespace; a choice between versions stands for the controls of a sheet."""
    name = str(etree.QName(node).localname)
    return "controls" if name == "AlternateContent" else name


def address(reference: str) -> tuple[int, int]:
    """`AB12` → column 28, row 12."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column, int(reference[len(letters) :])
