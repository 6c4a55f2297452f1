"""What an owner draws on a sheet: charts, pictures, shapes."""

from __future__ import annotations

import base64

from tests.additions.markup import DRAWINGS, MAIN, MS, OFFICE, XMLNS, element
from tests.additions.parts import Parts

DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHARTS = f'xmlns:c="{DRAWINGS}/chart"'
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one point."""


def draw(parts: Parts, sheet: str, column: int, row: int, inside: str) -> str:
    """Something drawn over six columns and ten rows from a cell on (both counted from 0); the sheet's drawing."""
    drawing = drawing_of(parts, sheet)
    corners = "".join(
        f"<xdr:{name}><xdr:col>{column + by}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row + down}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        for name, by, down in (("from", 0, 0), ("to", 6, 10))
    )
    with parts.changing(drawing) as root:
        numbered = inside.replace("{id}", str(2 + len(root)))
        root.append(element(f"<xdr:twoCellAnchor>{corners}{numbered}<xdr:clientData/></xdr:twoCellAnchor>"))
    return drawing


def drawing_of(parts: Parts, sheet: str) -> str:
    """The drawing of a sheet, made where there is none."""
    with parts.changing(sheet) as root:
        found = root.find(f"{{{MAIN}}}drawing")
    if found is not None:
        return parts.target(sheet, found.get(f"{{{OFFICE}}}id"))
    part = f"xl/drawings/drawing{parts.number('xl/drawings/drawing')}.xml"
    parts.add(part, f"<xdr:wsDr {XMLNS}/>", DRAWING)
    parts.put(sheet, f'<drawing r:id="{parts.link(sheet, "drawing", part)}"/>')
    return part


def chart_part(parts: Parts, values: str) -> str:
    """A chart with the looks that Excel keeps beside it."""
    number = parts.number("xl/charts/chart")
    part = parts.add(
        f"xl/charts/chart{number}.xml",
        f'<c:chartSpace {CHARTS} {XMLNS}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        '<c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>'
        f"<c:f>{values}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        '<c:ptCount val="2"/><c:pt idx="0"><c:v>1</c:v></c:pt><c:pt idx="1"><c:v>2</c:v></c:pt></c:numCache>'
        '</c:numRef></c:val></c:ser><c:axId val="111"/><c:axId val="112"/></c:barChart>'
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:crossAx val="112"/></c:catAx>'
        '<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="111"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart>'
        "</c:chartSpace>",
        CHART,
    )
    colours = parts.add(
        f"xl/charts/colors{number}.xml",
        f'<cs:colorStyle xmlns:cs="{MS}/drawing/2012/chartStyle" {XMLNS} meth="cycle" id="10">'
        '<a:schemeClr val="accent1"/></cs:colorStyle>',
        "application/vnd.ms-office.chartcolorstyle+xml",
    )
    parts.link(part, f"{MS}/2011/relationships/chartColorStyle", colours)
    return part


def framed(identity: str) -> str:
    """A chart in its frame."""
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{id}" name="Chart {id}"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{DRAWINGS}/chart">'
        f'<c:chart {CHARTS} r:id="{identity}"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def chart(parts: Parts, sheet: str, column: int, row: int, values: str) -> None:
    """A chart of some cells on a sheet."""
    drawing = drawing_of(parts, sheet)
    draw(parts, sheet, column, row, framed(parts.link(drawing, "chart", chart_part(parts, values))))


def chart_on_a_tab_of_their_own(parts: Parts) -> None:
    """A chart of our results on the owner's own tab."""
    sheet = parts.new_tab("My charts", "<sheetData/>")
    chart(parts, sheet, 1, 1, "Variance!$C$14:$C$22")


def chart_beside_our_tables(parts: Parts) -> None:
    """Two charts on the tab of variances, which the engine fills."""
    sheet = parts.tabs()["Variance"]
    chart(parts, sheet, 26, 2, "Variance!$C$14:$C$22")
    chart(parts, sheet, 26, 14, "Variance!$D$14:$D$22")


def chart_as_a_tab(parts: Parts) -> None:
    """A chart that fills a tab."""
    sheet = parts.new_tab(
        "Big chart", '<sheetViews><sheetView workbookViewId="0" zoomToFit="1"/></sheetViews>', kind="chartsheet"
    )
    part = "xl/drawings/drawing{}.xml".format(parts.number("xl/drawings/drawing"))
    parts.add(part, f"<xdr:wsDr {XMLNS}/>", DRAWING)
    inside = framed(parts.link(part, "chart", chart_part(parts, "'Profit and loss'!$D$8:$O$8")))
    with parts.changing(part) as root:
        root.append(
            element(
                '<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9300000" cy="6000000"/>'
                f"{inside.replace('{id}', '2')}<xdr:clientData/></xdr:absoluteAnchor>"
            )
        )
    with parts.changing(sheet) as root:
        root.append(element(f'<drawing r:id="{parts.link(sheet, "drawing", part)}"/>'))


def picture(parts: Parts) -> None:
    """The shop's logo on the scorecard, and the same picture behind its cells."""
    sheet = parts.tabs()["Scorecard"]
    image = parts.add("xl/media/Ảnh bìa.png", DOT, "image/png")
    drawing = drawing_of(parts, sheet)
    draw(
        parts,
        sheet,
        22,
        1,
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{id}" name="Picture {id}" descr="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{parts.link(drawing, "image", image)}"/><a:stretch><a:fillRect/></a:stretch>'
        '</xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>',
    )
    parts.put(sheet, f'<picture r:id="{parts.link(sheet, "image", image)}"/>')


def shapes(parts: Parts) -> None:
    """A text box, an arrow that shows a cell's text, and a line between them."""
    sheet = parts.tabs()["Scorecard"]
    for geometry, more, words in (("rect", ' txBox="1"', "Giữ biên lợi nhuận!"), ("rightArrow", "", "→")):
        link = "" if more else "Scorecard!$C$6"
        draw(
            parts,
            sheet,
            22,
            14,
            f'<xdr:sp macro="" textlink="{link}"><xdr:nvSpPr><xdr:cNvPr id="{{id}}" name="Shape {{id}}"/>'
            f'<xdr:cNvSpPr{more}/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>'
            "</xdr:spPr>"
            f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
        )
    draw(
        parts,
        sheet,
        22,
        26,
        '<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{id}" name="Line {id}"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr>'
        '<xdr:spPr><a:prstGeom prst="line"><a:avLst/></a:prstGeom></xdr:spPr></xdr:cxnSp>',
    )
