"""What an owner writes beside our tables and into them."""

from __future__ import annotations

from aop_excel.workbook.book import column_letters
from tests.additions.markup import MAIN, SPREADSHEET, address, element
from tests.additions.parts import Parts


def cells_beside_our_tables(parts: Parts) -> None:
    """A column directly beside the variances, sums to the right of all tables, and a source far below."""
    variance = parts.tabs()["Variance"]
    last, last_of_pnl = parts.last_row("aop_variance"), parts.last_row("aop_pnl")
    for row in range(13, last + 1):
        inside = "<is><t>Việc của Lan</t></is>" if row == 13 else f"<is><t>Lan {row}</t></is>"
        parts.cell(variance, f'<c r="Z{row}" t="inlineStr">{inside}</c>')
    for row in (3, 14, 32, last + 1, last + 2):
        parts.cell(variance, f'<c r="AH{row}"><f>SUM(C14:C22)</f><v>{row}</v></c>')
    for row in range(last_of_pnl - 2, last_of_pnl + 4):
        parts.cell(parts.tabs()["Profit and loss"], f'<c r="T{row}"><v>{row}</v></c>')
    parts.cell(variance, '<c r="B92" t="inlineStr"><is><t>Nguồn: ngân hàng</t></is></c>')
    parts.cell(parts.tabs()["Profit and loss"], '<c r="B130" t="inlineStr"><is><t>Hết</t></is></c>')
    parts.cell(parts.tabs()["1 Goals"], '<c r="M17"><v>5</v></c>')
    for sheet in ("Variance", "Profit and loss", "1 Goals"):
        widen(parts, parts.tabs()[sheet])


def column_inside_our_tables(parts: Parts) -> None:
    """A column of the owner's own at the end of the variances, with a remark in each row."""
    sheet, last = parts.tabs()["Variance"], parts.last_row("aop_variance")
    for row in range(13, last + 1):
        inside = "<is><t>My remark</t></is>" if row == 13 else f"<is><t>I{row}</t></is>"
        parts.cell(sheet, f'<c r="Z{row}" t="inlineStr">{inside}</c>')
    with parts.changing(parts.table("aop_variance")) as root:
        for ranged in root.iter(f"{{{MAIN}}}table", f"{{{MAIN}}}autoFilter"):
            ranged.set("ref", f"A13:Z{last}")
        columns = root.find(f"{{{MAIN}}}tableColumns")
        columns.set("count", "26")
        columns.append(element('<tableColumn id="26" name="My remark"/>'))


def table_beside_our_tables(parts: Parts) -> None:
    """A table of the owner's on the tab of variances, filtered, with a totals row over what it fetches from ours."""
    sheet = parts.tabs()["Variance"]
    word = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    for cell, text in (("AH2", "Mục"), ("AI2", "Số"), ("AH3", "Chiều"), ("AH4", "Cộng")):
        parts.cell(sheet, word.format(cell, text))
    parts.cell(sheet, '<c r="AI3"><f>SUM(aop_variance[Sign])</f><v>0</v></c>')
    parts.cell(sheet, '<c r="AI4"><f>SUBTOTAL(109,Của_Lan[Số])</f><v>0</v></c>')
    table = parts.add(
        f"xl/tables/table{parts.number('xl/tables/table')}.xml",
        f'<table xmlns="{MAIN}" id="80" name="Của_Lan" displayName="Của_Lan" ref="AH2:AI4" totalsRowCount="1">'
        '<autoFilter ref="AH2:AI3"/><tableColumns count="2"><tableColumn id="1" name="Mục" totalsRowLabel="Cộng"/>'
        '<tableColumn id="2" name="Số" totalsRowFunction="sum"/></tableColumns></table>',
        f"{SPREADSHEET}.table+xml",
    )
    with parts.changing(sheet) as root:
        tables = root.find(f"{{{MAIN}}}tableParts")
        tables.append(element(f'<tablePart r:id="{parts.link(sheet, "table", table)}"/>'))
        tables.set("count", str(len(tables)))
    widen(parts, sheet)


def rich_text(parts: Parts) -> None:
    """Words of which some are bold, among the shared texts and in a cell itself, with their reading aloud."""
    runs = '<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">{} </t></r><r><t>{}</t></r>'
    aloud = '<rPh sb="0" eb="1"><t>stor</t></rPh><phoneticPr fontId="1"/>'
    with parts.changing("xl/sharedStrings.xml") as root:
        root.append(element(f"<si>{runs.format('Store:', 'diapers')}{aloud}</si>"))
        root.set("uniqueCount", str(len(root)))
        root.set("count", str(int(root.get("count")) + 1))
        number = len(root) - 1
    variance, budget = parts.tabs()["Variance"], parts.tabs()["2 Budget"]
    parts.cell(budget, f'<c r="B13" t="inlineStr"><is>{runs.format("Store:", "milk and nutrition")}</is></c>')
    parts.cell(budget, f'<c r="B14" t="s"><v>{number}</v></c>')
    parts.cell(variance, f'<c r="AH5" t="s"><v>{number}</v></c>')
    parts.cell(variance, f'<c r="AK6" t="inlineStr"><is>{runs.format("Giá", "thuê")}</is></c>')
    widen(parts, variance)


def widen(parts: Parts, sheet: str) -> None:
    """Let a sheet tell how far it is in use, as Excel does when it saves."""
    with parts.changing(sheet) as root:
        cells = [address(cell.get("r")) for line in root.find(f"{{{MAIN}}}sheetData") for cell in line]
        column, row = max(column for column, _ in cells), max(row for _, row in cells)
        root.find(f"{{{MAIN}}}dimension").set("ref", f"A1:{column_letters(column)}{row}")
