"""Cells that newer Excels tell more about than fits into a cell: arrays that spill, pictures."""

from __future__ import annotations

from tests.additions.cells import widen
from tests.additions.drawings import DOT
from tests.additions.markup import MAIN, MS, SPREADSHEET, WORKBOOK, XMLNS, element
from tests.additions.parts import Parts

DYNAMIC_ARRAY, RICH_VALUE = "{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}", "{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}"
ROOT = f'xmlns="{MAIN}" {XMLNS}'


def dynamic_arrays(parts: Parts) -> None:
    """A formula that fills the cells below it with our codes, with the metadata that tell Excel so."""
    array = (
        f'<xda:dynamicArrayProperties xmlns:xda="{MS}/spreadsheetml/2017/dynamicarray" fDynamic="1" fCollapsed="0"/>'
    )
    _metadata(parts, "XLDAPR", array, DYNAMIC_ARRAY, "cellMetadata")
    formula = '<f t="array" ref="{0}:{1}">aop_budget[Code]&amp;""</f>'
    codes = ("DT-CH-SUA", "DT-CH-BIM", "DT-CH-DD")
    scorecard, own = parts.tabs()["Scorecard"], parts.new_tab("My list", "<sheetData/>")
    for sheet, column, first in ((own, "A", 1), (scorecard, "Y", 2)):
        for at, code in enumerate(codes, first):
            spill = formula.format(f"{column}{first}", f"{column}{first + 2}") if at == first else ""
            marked = ' cm="1"' if spill else ""
            parts.cell(sheet, f'<c r="{column}{at}"{marked} t="str">{spill}<v>{code}</v></c>')
    widen(parts, scorecard)


def picture_in_a_cell(parts: Parts) -> None:
    """A picture that stands in a cell of its own, which Excel keeps as a rich value beside an error for old Excels."""
    rich = f"{MS}/spreadsheetml/2017/richdata"
    written = {
        "rdrichvalue": (
            f'<rvData xmlns="{rich}" count="1"><rv s="0"><v>0</v><v>5</v></rv></rvData>',
            f"{MS}/2017/06/relationships/rdRichValue",
        ),
        "rdrichvaluestructure": (
            f'<rvStructures xmlns="{rich}" count="1"><s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/>'
            '<k n="CalcOrigin" t="i"/></s></rvStructures>',
            f"{MS}/2017/06/relationships/rdRichValueStructure",
        ),
        "richValueRel": (
            f'<richValueRels xmlns="{MS}/spreadsheetml/2022/richvaluerel" {XMLNS}><rel r:id="rId1"/></richValueRels>',
            f"{MS}/2022/10/relationships/richValueRel",
        ),
    }
    for name, (xml, kind) in written.items():
        part = parts.add(f"xl/richData/{name}.xml", xml, f"application/vnd.ms-excel.{name.lower()}+xml")
        parts.link(WORKBOOK, kind, part)
    image = parts.add("xl/media/incell.png", DOT, "image/png")
    parts.link("xl/richData/richValueRel.xml", "image", image)
    sheet = parts.tabs()["Variance"]
    _metadata(parts, "XLRICHVALUE", f'<xlrd:rvb xmlns:xlrd="{rich}" i="0"/>', RICH_VALUE, "valueMetadata")
    parts.cell(sheet, '<c r="Z5" t="e" vm="1"><v>#VALUE!</v></c>')
    widen(parts, sheet)


def _metadata(parts: Parts, name: str, told: str, uri: str, of: str) -> None:
    """Metadata that cells point to by `cm` or `vm`, added to what there is."""
    part = "xl/metadata.xml"
    if part not in parts.held:
        lists = '<metadataTypes count="0"/>'
        parts.add(part, f"<metadata {ROOT}>{lists}</metadata>", f"{SPREADSHEET}.sheetMetadata+xml")
        parts.link(WORKBOOK, "sheetMetadata", part)
    with parts.changing(part) as root:
        types = root[0]
        types.append(element(f'<metadataType name="{name}" minSupportedVersion="120000" copy="1" pasteAll="1"/>'))
        types.set("count", str(len(types)))
        future = f'<bk><extLst><ext uri="{uri}">{told}</ext></extLst></bk>'
        root.insert(len(types), element(f'<futureMetadata name="{name}" count="1">{future}</futureMetadata>'))
        block = element(f'<{of} count="1"><bk><rc t="{len(types)}" v="0"/></bk></{of}>')
        root.insert(len(root) if of == "valueMetadata" else 1 + len(types), block)
