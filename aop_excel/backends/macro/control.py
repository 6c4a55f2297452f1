"""A button on a sheet as Excel keeps it: in an old drawing, in a new one, and as a control with its properties."""

from __future__ import annotations

import re
from typing import Final

from aop_excel.backends.macro.geometry import EMU, Corner
from aop_excel.backends.markup import escaped, escaped_attribute

SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/>'
    '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
    '<o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
)
"""What the shape of every control is of."""

PROPERTIES: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    b'objectType="Button" lockText="1"/>'
)

_SPREADSHEET_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHOICES: Final = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_NEWER: Final = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
_LINKS: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def empty_vml(number: int) -> bytes:
    """An old drawing in which nothing is drawn; shapes count from 1,024 times its number."""
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout></xml>'
    ).encode()


def empty_drawing() -> bytes:
    """A new drawing in which nothing is drawn."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<xdr:wsDr xmlns:xdr="{_SPREADSHEET_DRAWING}" xmlns:a="{_DRAWING}"></xdr:wsDr>'
    ).encode()


def in_vml(shape: int, macro: str, caption: str, help: str, corners: tuple[Corner, Corner]) -> str:
    """The button in an old drawing."""
    anchor = ", ".join(str(number) for corner in corners for number in corner)
    words = escaped(caption)
    return (
        f'<v:shape id="_x0000_s{shape}" type="#_x0000_t201" alt="{escaped_attribute(help)}" '
        'style="position:absolute;z-index:1;mso-wrap-style:tight" o:button="t" fillcolor="buttonFace [67]" '
        'strokecolor="windowText [64]" o:insetmode="auto"><v:fill color2="buttonFace [67]" o:detectmouseclick="t"/>'
        '<o:lock v:ext="edit" rotation="t"/><v:textbox style="mso-direction-alt:auto" o:singleclick="f">'
        f'<div style="text-align:center"><font face="Calibri" size="220" color="#000000">{words}</font></div>'
        f'</v:textbox><x:ClientData ObjectType="Button"><x:Anchor>{anchor}</x:Anchor>'
        f"<x:PrintObject>False</x:PrintObject><x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{macro}</x:FmlaMacro><x:TextHAlign>Center</x:TextHAlign>"
        "<x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"
    )


def in_drawing(shape: int, name: str, caption: str, language: str, corners: tuple[Corner, Corner]) -> str:
    """The button in a new drawing, which points to the one in the old."""
    start, end = (_place(corner) for corner in corners)
    return (
        f"<mc:AlternateContent {_CHOICES}>"
        '<mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">'
        f'<xdr:twoCellAnchor xmlns:xdr="{_SPREADSHEET_DRAWING}" xmlns:a="{_DRAWING}" editAs="oneCell">'
        f"<xdr:from>{start}</xdr:from><xdr:to>{end}</xdr:to>"
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{shape}" name="{name}" hidden="1"><a:extLst>'
        '<a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">'
        f'<a14:compatExt spid="_x0000_s{shape}"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr>'
        '<xdr:spPr bwMode="auto"><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="9525"><a:miter lim="800000"/><a:headEnd/><a:tailEnd/></a:ln></xdr:spPr>'
        '<xdr:txBody><a:bodyPr vertOverflow="clip" wrap="square" lIns="27432" tIns="22860" rIns="27432" bIns="22860" '
        'anchor="ctr" upright="1"/><a:lstStyle/><a:p><a:pPr algn="ctr" rtl="0"><a:defRPr sz="1000"/></a:pPr><a:r>'
        f'<a:rPr lang="{language}" sz="1100" b="0" i="0" u="none" strike="noStrike" baseline="0"><a:solidFill>'
        '<a:srgbClr val="000000"/></a:solidFill><a:latin typeface="Calibri"/><a:cs typeface="Calibri"/></a:rPr>'
        f"<a:t>{escaped(caption)}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        '<xdr:clientData fPrintsWithSheet="0"/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>'
    )


def on_sheet(shape: int, name: str, macro: str, help: str, link: str, corners: tuple[Corner, Corner]) -> str:
    """The button among a sheet's controls; `link` leads to its properties."""
    start, end = (_place(corner) for corner in corners)
    return (
        f'<mc:AlternateContent {_CHOICES}><mc:Choice Requires="x14" {_NEWER}>'
        f'<control {_LINKS} shapeId="{shape}" r:id="{link}" name="{name}">'
        f'<controlPr defaultSize="0" print="0" autoFill="0" autoPict="0" macro="[0]!{macro}" '
        f'altText="{escaped_attribute(help)}"><anchor xmlns:xdr="{_SPREADSHEET_DRAWING}" moveWithCells="1">'
        f"<from>{start}</from><to>{end}</to></anchor></controlPr></control></mc:Choice></mc:AlternateContent>"
    )


def controls(inside: str) -> str:
    """A sheet's list of controls, for those versions of Excel that know it."""
    return (
        f'<mc:AlternateContent {_CHOICES}><mc:Choice Requires="x14" {_NEWER}><controls>{inside}</controls>'
        "</mc:Choice></mc:AlternateContent>"
    )


def prefixed(xml: str, prefix: str) -> str:
    """Elements of a sheet as they are called in one whose elements carry a prefix."""
    return re.sub(r"<(/?)(controls|control|controlPr|anchor|from|to)(?=[\s>])", rf"<\g<1>{prefix}\g<2>", xml)


def _place(corner: Corner) -> str:
    numbers = corner.column, corner.right * EMU, corner.row, corner.down * EMU
    told = zip(("col", "colOff", "row", "rowOff"), numbers, strict=True)
    return "".join(f"<xdr:{name}>{number}</xdr:{name}>" for name, number in told)
