"""What Excel still keeps in the drawings of its old days: notes, form controls, embedded objects, header pictures."""

from __future__ import annotations

from tests.additions.drawings import DOT
from tests.additions.markup import MAIN, MS, OFFICE, PREFIXES, SPREADSHEET, WORKBOOK, address, element
from tests.additions.parts import Parts

VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
URN = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"'
NOTED = ("Start", "Direction", "1 Goals", "2 Budget", "3 Actions", "4 Resources", "5 Risks", "6 KPIs", "Actuals",
         "Scorecard", "Profit and loss")  # fmt: skip
ANNA = "{5C3A2A61-0B1E-4C61-9D2B-0E6A5E1B7A10}"


def vml_of(parts: Parts, sheet: str, name: str = "legacyDrawing") -> str:
    """The old drawing of a sheet, or the one of its header; made where there is none."""
    with parts.changing(sheet) as root:
        found = root.find(f"{{{MAIN}}}{name}")
    if found is not None:
        return parts.target(sheet, found.get(f"{{{OFFICE}}}id"))
    number = parts.number("xl/drawings/vmlDrawing")
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
    part = parts.add(f"xl/drawings/vmlDrawing{number}.vml", f"<xml {URN}>{layout}</xml>".encode(), VML)
    parts.put(sheet, f'<{name} r:id="{parts.link(sheet, "vmlDrawing", part)}"/>')
    return part


def shape(parts: Parts, vml: str, look: str, client: str = "") -> int:
    """One more shape in an old drawing; its number in the workbook."""
    drawn = parts.held[vml].decode()
    number = 1024 * int(vml.removesuffix(".vml").rpartition("vmlDrawing")[2]) + drawn.count("<v:shape ") + 1
    kind = {"Note": 202, "Pict": 75}.get(client.partition('"')[2].partition('"')[0], 201)  # 201 is any control
    client = f"<x:ClientData {client}</x:ClientData>" if client else ""
    added = f'<v:shape id="_x0000_s{number}" type="#_x0000_t{kind}" style="position:absolute">{look}{client}</v:shape>'
    parts.held[vml] = drawn.replace("</xml>", f"{added}</xml>").encode()
    return number


def note(parts: Parts, sheet: str, cell: str, author: str, words: str) -> None:
    """A note at a cell, in the words of an author."""
    part = parts.linked(sheet, "comments")
    if not part:
        part = parts.add(
            f"xl/comments{parts.number('xl/comments')}.xml",
            f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>',
            f"{SPREADSHEET}.comments+xml",
        )
        parts.link(sheet, "comments", part)
    with parts.changing(part) as root:
        authors, notes = root
        authors.append(element(f"<author>{author}</author>"))
        text = f"<text><r><rPr><b/><sz val='9'/></rPr><t>{words}</t></r></text>"
        notes.append(element(f'<comment ref="{cell}" authorId="{len(authors) - 1}" shapeId="0">{text}</comment>'))
    column, row = address(cell)
    client = f'ObjectType="Note"><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>'
    shape(parts, vml_of(parts, sheet), '<v:fill color2="#ffffe1"/>', client)


def notes_at_our_cells(parts: Parts) -> None:
    """Notes at results and at what the owner typed."""
    tabs = parts.tabs()
    note(parts, tabs["Variance"], "C14", "Lan", "Hỏi kế toán\nvề tháng 6 &amp; 7")
    note(parts, tabs["Actuals"], "B14", "Lan", "From the bank")


def ten_drawings_of_notes(parts: Parts) -> None:
    """A note on each of eleven tabs, so that there are drawings whose numbers have two digits."""
    tabs = parts.tabs()
    for name in NOTED:
        note(parts, tabs[name], "A1", "Lan", f"About {name}")


def threaded_comments(parts: Parts) -> None:
    """A conversation at a result: a comment and its answer, the people, and the note that old Excels show."""
    sheet = parts.tabs()["Variance"]
    first, second = "{0E3A7A61-0B1E-4C61-9D2B-0E6A5E1B7A11}", "{0E3A7A61-0B1E-4C61-9D2B-0E6A5E1B7A12}"
    note(parts, sheet, "D15", f"tc={first}", "[Threaded comment] Vì sao thấp?")
    spoken = (
        f'<threadedComment ref="D15" dT="2027-07-01T09:00:00.00" personId="{ANNA}" id="{first}"><text>Vì sao thấp?'
        f'</text></threadedComment><threadedComment ref="D15" dT="2027-07-02T09:00:00.00" personId="{ANNA}" '
        f'id="{second}" parentId="{first}"><text>Mưa cả tháng</text></threadedComment>'
    )
    root = f'xmlns="{MS}/spreadsheetml/2018/threadedcomments"'
    part = parts.add(
        "xl/threadedComments/threadedComment1.xml",
        f"<ThreadedComments {root}>{spoken}</ThreadedComments>",
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    parts.link(sheet, f"{MS}/2017/10/relationships/threadedComment", part)
    people = parts.add(
        "xl/persons/person.xml",
        f'<personList {root}><person displayName="Anna" id="{ANNA}" userId="anna" providerId="None"/></personList>',
        "application/vnd.ms-excel.person+xml",
    )
    parts.link(WORKBOOK, f"{MS}/2017/10/relationships/person", people)


def form_controls(parts: Parts) -> None:
    """A button, a check box and a list on the tab of variances, the check box tied to a cell beside our tables."""
    sheet = parts.tabs()["Variance"]
    vml = vml_of(parts, sheet)
    controls = ""
    for kind, told in (
        ("Button", 'lockText="1"'),
        ("CheckBox", 'checked="Checked" fmlaLink="$AJ$2" lockText="1" noThreeD="1"'),
        ("Drop", 'dropStyle="combo" dx="22" fmlaRange="aop_list_status" noThreeD="1" sel="2" val="0"'),
    ):
        old = "Checkbox" if kind == "CheckBox" else kind
        number = shape(parts, vml, "", f'ObjectType="{old}"><x:Anchor>33,0,1,0,35,0,2,0</x:Anchor>')
        control = parts.add(
            f"xl/ctrlProps/ctrlProp{parts.number('xl/ctrlProps/ctrlProp')}.xml",
            f'<formControlPr xmlns="{PREFIXES["x14"]}" objectType="{kind}" {told}/>',
            "application/vnd.ms-excel.controlproperties+xml",
        )
        place = "<xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        controls += (
            f'<mc:AlternateContent><mc:Choice xmlns:x14="{PREFIXES["x14"]}" Requires="x14">'
            f'<control shapeId="{number}" r:id="{parts.link(sheet, "ctrlProp", control)}" name="{kind} {number}">'
            '<controlPr defaultSize="0" print="0" autoFill="0" autoPict="0"><anchor moveWithCells="1">'
            f"<from>{place.format(33, 1)}</from><to>{place.format(35, 2)}</to>"
            "</anchor></controlPr></control></mc:Choice></mc:AlternateContent>"
        )
    parts.put(
        sheet,
        f'<mc:AlternateContent><mc:Choice xmlns:x14="{PREFIXES["x14"]}" Requires="x14"><controls>{controls}'
        "</controls></mc:Choice></mc:AlternateContent>",
    )


def embedded_object(parts: Parts) -> None:
    """A letter embedded in the tab of risks, with the picture that stands for it."""
    sheet = parts.tabs()["5 Risks"]
    letter = parts.add("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), OLE)
    number = shape(parts, vml_of(parts, sheet), "", 'ObjectType="Pict"><x:Anchor>11,0,1,0,13,0,6,0</x:Anchor>')
    link = parts.link(sheet, "oleObject", letter)
    parts.put(sheet, f'<oleObjects><oleObject progId="Word.Document" shapeId="{number}" r:id="{link}"/></oleObjects>')


OLE = "application/vnd.openxmlformats-officedocument.oleObject"


def header_picture(parts: Parts) -> None:
    """A picture in the printed header of the profit and loss."""
    sheet = parts.tabs()["Profit and loss"]
    vml = vml_of(parts, sheet, "legacyDrawingHF")
    image = parts.add("xl/media/header.png", DOT, "image/png")
    identity = parts.link(vml, "image", image)
    shape(parts, vml, f'<v:imagedata o:relid="{identity}" o:title="logo"/>')
    with parts.changing(sheet) as root:
        printed = root.find(f"{{{MAIN}}}headerFooter")
        printed.insert(0, element("<oddHeader>&amp;L&amp;G</oddHeader>"))
