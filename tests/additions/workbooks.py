"""What an owner or Excel adds to the workbook as a whole: macros, queries, links, names, properties."""

from __future__ import annotations

import re

from tests.additions.drawings import DOT
from tests.additions.markup import MAIN, MS, PACKAGE, PREFIXES, SPREADSHEET, TYPES, WORKBOOK, XMLNS
from tests.additions.notes import shape, vml_of
from tests.additions.parts import Parts

BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
"""Enough of a compound file for programs that only look at its first bytes."""
ROOT = f'xmlns="{MAIN}" {XMLNS}'


def macros(parts: Parts) -> None:
    """A VBA project; the workbook becomes an .xlsm, and its sheets get names that code knows them by."""
    _enable_macros(parts)
    project = parts.add("xl/vbaProject.bin", BINARY, "application/vnd.ms-office.vbaProject")
    parts.link(WORKBOOK, f"{MS}/2006/relationships/vbaProject", project)
    with parts.changing(WORKBOOK) as root:
        root.find(f"{{{MAIN}}}workbookPr").set("codeName", "ThisWorkbook")
    for number, sheet in enumerate(parts.tabs().values(), 1):
        with parts.changing(sheet) as root:
            look = root.find(f"{{{MAIN}}}sheetPr")
            if look is not None:
                look.set("codeName", f"Sheet{number}")


def _enable_macros(parts: Parts) -> None:
    parts.suffix = ".xlsm"
    plain, able = f"{SPREADSHEET}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts.held[TYPES] = parts.held[TYPES].replace(plain.encode(), able.encode())


def sheets_of_old_excels(parts: Parts) -> None:
    """A sheet of macros as they were before VBA, and a dialog."""
    _enable_macros(parts)
    inside = '<sheetData><row r="1"><c r="A1"><f>RETURN()</f><v>0</v></c></row></sheetData>'
    parts.add_tab(
        "Macro1",
        "xl/macrosheets/sheet1.xml",
        f"<xm:macrosheet {ROOT}>{inside}</xm:macrosheet>",
        f"{MS}/2006/relationships/xlMacrosheet",
        "application/vnd.ms-excel.macrosheet+xml",
    )
    dialog = parts.new_tab("Dialog1", '<sheetViews><sheetView workbookViewId="0"/></sheetViews>', kind="dialogsheet")
    shape(parts, vml_of(parts, dialog), "", 'ObjectType="Dialog"><x:Anchor>1,0,1,0,6,0,9,0</x:Anchor>')


def custom_xml(parts: Parts) -> None:
    """Data of an add-in, in the alphabet that add-ins like."""
    content = '<?xml version="1.0" encoding="utf-16"?><shop xmlns="urn:lan">Tiệm hoa Lan</shop>'.encode("utf-16")
    item = parts.add("customXml/item1.xml", content)
    parts.link(WORKBOOK, "customXml", item)
    properties = parts.add(
        "customXml/itemProps1.xml",
        '<ds:datastoreItem ds:itemID="{8F7D5E44-0B1E-4C61-9D2B-0E6A5E1B7A10}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )
    parts.link(item, "customXmlProps", properties)


def link_to_another_workbook(parts: Parts) -> None:
    """A formula that fetches a rate from another file, with what it last found there."""
    part = parts.add(
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink {ROOT}><externalBook r:id="rId1"><sheetNames><sheetName val="Rates"/></sheetNames>'
        '<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>25400</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>",
        f"{SPREADSHEET}.externalLink+xml",
    )
    parts.link(part, "externalLinkPath", "file:///C:/Lan/T%E1%BB%B7%20gi%C3%A1.xlsx", external=True)
    identity = parts.link(WORKBOOK, "externalLink", part)
    parts.put(WORKBOOK, f'<externalReferences><externalReference r:id="{identity}"/></externalReferences>')
    cell = '<c r="A1"><f>[1]Rates!$A$1</f><v>25400</v></c>'
    parts.new_tab("My rates", f'<sheetData><row r="1">{cell}</row></sheetData>')


def query(parts: Parts) -> None:
    """A table that a query fills from a file on the web."""
    connections = parts.add(
        "xl/connections.xml",
        f'<connections {ROOT}><connection id="1" keepAlive="1" name="Query - Bank" type="5" refreshedVersion="6">'
        '<dbPr connection="Provider=Microsoft.Mashup.OleDb.1;Location=Bank" command="SELECT * FROM [Bank]"/>'
        "</connection></connections>",
        f"{SPREADSHEET}.connections+xml",
    )
    parts.link(WORKBOOK, "connections", connections)
    text = '<row r="{}"><c r="A{}" t="inlineStr"><is><t>{}</t></is></c></row>'
    rows = text.format(1, 1, "Paid") + text.format(2, 2, "Rent")
    sheet = parts.new_tab("My bank", f"<sheetData>{rows}</sheetData>")
    table = parts.add(
        f"xl/tables/table{parts.number('xl/tables/table')}.xml",
        f'<table {ROOT} id="90" name="Bank" displayName="Bank" ref="A1:A2" tableType="queryTable">'
        '<autoFilter ref="A1:A2"/><tableColumns count="1"><tableColumn id="1" name="Paid" queryTableFieldId="1"/>'
        "</tableColumns></table>",
        f"{SPREADSHEET}.table+xml",
    )
    parts.put(sheet, f'<tableParts count="1"><tablePart r:id="{parts.link(sheet, "table", table)}"/></tableParts>')
    filled = parts.add(
        "xl/queryTables/queryTable1.xml",
        f'<queryTable {ROOT} name="Bank" connectionId="1" autoFormatId="16"><queryTableRefresh nextId="2">'
        '<queryTableFields count="1"><queryTableField id="1" name="Paid" tableColumnId="1"/></queryTableFields>'
        "</queryTableRefresh></queryTable>",
        f"{SPREADSHEET}.queryTable+xml",
    )
    parts.link(table, "queryTable", filled)


def names_of_their_own(parts: Parts) -> None:
    """Names for our results, for a sum over them, and one that only counts on a tab."""
    parts.name("Lan_rent", "Variance!$C$32")
    parts.name("Lan_sum", "SUM(aop_variance[Plan month])", comment="Tổng của Lan")
    parts.name("Lan_local", "Scorecard!$A$11:$A$14", localSheetId="10", hidden="1")


def properties(parts: Parts) -> None:
    """The owner's own properties of the file, its picture for folders, and a label of the firm."""
    values = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    custom = parts.add(
        "docProps/custom.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="{values}">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Khách"><vt:lpwstr>Lan</vt:lpwstr>'
        "</property></Properties>",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )
    parts.link("", "custom-properties", custom)
    thumbnail = parts.add("docProps/thumbnail.png", DOT, "image/png")
    parts.link("", f"{PACKAGE}/relationships/metadata/thumbnail", thumbnail)


def order_of_calculation(parts: Parts) -> None:
    """What Excel adds when it has calculated: the order in which, and that nothing is left to calculate."""
    cells = []
    for number, sheet in enumerate(parts.tabs().values(), 1):
        found = re.findall(rb'<c r="([A-Z]+\d+)"[^>]*><f[ >]', parts.held[sheet])
        cells += [f'<c r="{cell.decode()}" i="{number}"/>' for cell in found]
    chain = parts.add(
        "xl/calcChain.xml", f"<calcChain {ROOT}>{''.join(cells)}</calcChain>", f"{SPREADSHEET}.calcChain+xml"
    )
    parts.link(WORKBOOK, "calcChain", chain)
    with parts.changing(WORKBOOK) as root:
        calculation = root.find(f"{{{MAIN}}}calcPr")
        calculation.attrib.pop("fullCalcOnLoad")
        calculation.set("calcId", "191029")


def namespaces_of_excel(parts: Parts) -> None:
    """What newer Excels write everywhere: namespaces to be ignored, identities of sheets, rows that tell a distance."""
    told = {
        "xmlns:x14ac": f"{MS}/spreadsheetml/2009/9/ac",
        "xmlns:xr": f"{MS}/spreadsheetml/2014/revision",
        "mc:Ignorable": "x14ac xr",
    }
    for number, sheet in enumerate(parts.tabs().values(), 1):
        content = parts.held[sheet].decode()
        if "<worksheet " not in content:
            continue
        more = told | {"xr:uid": f"{{00000000-0001-0000-{number:04}-000000000000}}"}
        if "xmlns:mc=" not in content[: content.index(">", content.index("<worksheet"))]:
            more = {"xmlns:mc": PREFIXES["mc"], **more}
        written = "".join(f' {name}="{value}"' for name, value in more.items())
        content = content.replace("<worksheet", f"<worksheet{written}", 1)
        parts.held[sheet] = re.sub("<row ([^>]*?)(/?)>", r'<row \1 x14ac:dyDescent="0.25"\2>', content).encode()
