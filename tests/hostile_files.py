"""Files that mean harm, or that were damaged, each made from a good plan."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from tests.packages import Parts, packed, part_with, swapped

Maker = Callable[[Parts], bytes]
"""Makes the file from the parts of a good plan."""

MB = 2**20
WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
RELATIONSHIPS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
START = "xl/worksheets/sheet1.xml"
"""The tab with the settings."""

VARIANCE = "xl/worksheets/sheet10.xml"
"""A tab of results."""


# Zip files -----------------------------------------------------------------------------------------------------------


def blown_up(parts: Parts, part: str, size: int) -> Parts:
    """A part with blanks between its elements until it is very large."""
    end = parts[part].rindex(b"</")
    return parts | {part: parts[part][:end] + b" " * size + parts[part][end:]}


def small_bomb_many_times(parts: Parts) -> bytes:
    for number in range(1, 13):
        parts = blown_up(parts, f"xl/worksheets/sheet{number}.xml", 30 * MB)
    return packed(parts)


def lying_size(parts: Parts) -> bytes:
    content = bytearray(packed(blown_up(parts, STRINGS, 100 * MB)))
    for signature, name, size in ((b"PK\3\4", 30, 22), (b"PK\1\2", 46, 24)):
        place = -1
        while content[place + name : place + name + len(STRINGS)] != STRINGS.encode():
            place = content.index(signature, place + 1)
        content[place + size : place + size + 4] = struct.pack("<I", 1000)
    return bytes(content)


def nested(parts: Parts) -> bytes:
    inner = packed({"zeros": bytes(50 * MB)})
    return packed(parts | {"xl/media/image1.zip": packed({"a": inner, "b": inner})})


def overlapping(parts: Parts) -> bytes:
    """Ten thousand names for the same bytes: 10 MB that unpack to 100 GB."""
    file = io.BytesIO(packed(parts | {"xl/media/kernel.bin": bytes(10 * MB)}))
    with zipfile.ZipFile(file) as archive:
        members, kernel, start = archive.infolist(), archive.getinfo("xl/media/kernel.bin"), archive.start_dir
    records = file.getvalue()[:start]
    directory = [_central(member, member.filename) for member in members]
    directory += [_central(kernel, f"xl/media/{number}.bin") for number in range(10_000)]
    listing = b"".join(directory)
    count = len(directory)
    return records + listing + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listing), start, 0)


def _central(member: zipfile.ZipInfo, name: str) -> bytes:
    sizes = member.CRC, member.compress_size, member.file_size, len(name)
    head = 20, 20, member.flag_bits, member.compress_type, 0, 0x21
    return struct.pack("<4s6H3I5H2I", b"PK\1\2", *head, *sizes, 0, 0, 0, 0, 0, member.header_offset) + name.encode()


def very_many(parts: Parts) -> bytes:
    return packed(parts | {f"xl/media/{number}.bin": b"" for number in range(25_000)})


def named(name: str, parts: Parts) -> bytes:
    return packed(parts | {name: b"evil"})


ZIPS: dict[str, Maker] = {
    "one huge part": lambda parts: packed(blown_up(parts, STRINGS, 300 * MB)),
    "many large parts": small_bomb_many_times,
    "a part that lies about its size": lying_size,
    "parts that share their bytes": overlapping,
    "25,000 parts": very_many,
    **{
        f"a part named {name}": partial(named, name)
        for name in ("../evil", "xl/../../evil", "..\\evil", "/etc/evil", "\\\\host\\evil", "C:\\evil", "c:evil")
    },
}


# XML -----------------------------------------------------------------------------------------------------------------

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)
EXTERNAL = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>"
REMOTE = "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd' ["


def with_type(part: str, declared: str, parts: Parts) -> bytes:
    xml = parts[part]
    place = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return packed(parts | {part: xml[:place] + declared.encode() + b"]>" + xml[place:]})


def in_other_encoding(parts: Parts) -> bytes:
    xml = parts[WORKBOOK].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return packed(parts | {WORKBOOK: xml})


def unclosed(part: str, parts: Parts) -> bytes:
    return packed(parts | {part: parts[part][:-20]})


def with_rows(rows: str, parts: Parts, part: str = START) -> Parts:
    """A sheet with more rows at its end."""
    return swapped(parts, part, "</sheetData>", rows + "</sheetData>")


def row(number: int | str, cell: str, value: str = "<v>1</v>", **more: str) -> str:
    told = "".join(f' {name}="{words}"' for name, words in more.items())
    return f'<row r="{number}"><c r="{cell}"{told}>{value}</c></row>'


def million_rows() -> str:
    return "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(2000, 1_002_000))


def with_attribute_of(size: int, tag: str, part: str, parts: Parts) -> bytes:
    return packed(swapped(parts, part, f"<{tag} ", f'<{tag} extra="{"x" * size}" '))


XML: dict[str, Maker] = {
    **{
        f"{words} in {part}": partial(with_type, part, declared)
        for words, declared in {"laughs": LAUGHS, "an outer file": EXTERNAL, "a remote one": REMOTE}.items()
        for part in (WORKBOOK, START, STRINGS, STYLES, RELATIONSHIPS, "xl/tables/table1.xml", TYPES, "_rels/.rels")
        if part != TYPES  # which is not read unless it is to be changed
    },
    "another encoding": in_other_encoding,
    **{f"{part} without its end": partial(unclosed, part) for part in (WORKBOOK, START, STRINGS, STYLES)},
    "the last cell there is": lambda parts: packed(with_rows(row(1_048_576, "XFD1048576"), parts)),
    "a cell beyond the last": lambda parts: packed(with_rows(row(1_048_577, "A1048577"), parts)),
    "a cell in another row": lambda parts: packed(with_rows(row(900, "XFD1048576"), parts)),
    "a column of eight letters": lambda parts: packed(with_rows(row(900, "AAAAAAAA900"), parts)),
    "a row of twelve digits": lambda parts: packed(with_rows(row(10**11, "A100000000000"), parts)),
    "a row below zero": lambda parts: packed(with_rows(row(-5, "A900"), parts)),
    "row zero": lambda parts: packed(with_rows(row(0, "A0"), parts)),
    "a row twice": lambda parts: packed(with_rows(row(901, "A901") * 2, parts)),
    "a cell under another name": lambda parts: packed(
        with_rows('<row r="902"><y:c xmlns:y="x" r="ZZZ1048000"><v>1</v></y:c></row>', parts)
    ),
    "a cell twice": lambda parts: packed(swapped(parts, VARIANCE, '<c r="C20"', '<c r="C20"/><c r="C20"')),
    "a result in another row": lambda parts: packed(swapped(parts, VARIANCE, '<c r="C20"', '<c r="C2"')),
    "two sheets in one": lambda parts: packed(swapped(parts, START, "</sheetData>", "</sheetData><sheetData/>")),
    "a string that is not there": lambda parts: packed(with_rows(row(903, "A903", "<v>99999999</v>", t="s"), parts)),
    "a number that is none": lambda parts: packed(with_rows(row(904, "A904", "<v>many</v>"), parts)),
    "a type that is none": lambda parts: packed(with_rows(row(905, "A905", "<v>1</v>", t="zz"), parts)),
    "a million rows among ours": lambda parts: packed(with_rows(million_rows(), parts)),
    "more strings than it has": lambda parts: packed(swapped(parts, STRINGS, 'uniqueCount="', 'uniqueCount="99999999')),
}


# What they say of themselves -----------------------------------------------------------------------------------------


def renamed_target(old: str, new: str, parts: Parts) -> bytes:
    return packed(swapped(parts, RELATIONSHIPS, f'Target="{old}"', f'Target="{new}"'))


def table_saying(old: str, new: str, parts: Parts) -> bytes:
    part = part_with(parts, 'name="aop_budget"')
    changed = re.sub(old.encode(), new.encode(), parts[part], count=1)
    assert changed != parts[part]
    return packed(parts | {part: changed})


def without(name: str, parts: Parts) -> bytes:
    return packed({part: content for part, content in parts.items() if part != name})


def sheets_of_one_part(parts: Parts) -> bytes:
    return renamed_target("worksheets/sheet2.xml", "worksheets/sheet1.xml", parts)


def as_binary(parts: Parts) -> bytes:
    """What an .xlsb looks like from outside."""
    changed = swapped(parts, "_rels/.rels", "xl/workbook.xml", "xl/workbook.bin")
    return packed({"xl/workbook.bin" if part == WORKBOOK else part: content for part, content in changed.items()})


LIES: dict[str, Maker] = {
    "a sheet outside": partial(renamed_target, "worksheets/sheet1.xml", "../../../../etc/passwd"),
    "a sheet that is the workbook": partial(renamed_target, "worksheets/sheet1.xml", "workbook.xml"),
    "a sheet that is a list of links": partial(renamed_target, "worksheets/sheet1.xml", "_rels/workbook.xml.rels"),
    "a sheet that is missing": partial(renamed_target, "worksheets/sheet1.xml", "worksheets/sheet99.xml"),
    "two sheets of one part": sheets_of_one_part,
    "no sheets": lambda parts: packed(
        parts | {WORKBOOK: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", parts[WORKBOOK])}
    ),
    "sheets of one name": lambda parts: packed(swapped(parts, WORKBOOK, 'name="Direction"', 'name="START"')),
    "tables of one name": lambda parts: packed(
        swapped(
            swapped(parts, part_with(parts, 'name="aop_goals"'), 'displayName="aop_goals"', 'displayName="AOP_budget"'),
            part_with(parts, 'name="aop_goals"'),
            'name="aop_goals"',
            'name="aop_budget"',
        )
    ),
    "a binary workbook": as_binary,
    "no workbook": partial(without, WORKBOOK),
    "no list of links": partial(without, RELATIONSHIPS),
    "nothing at all": lambda _: packed({}),
    "a table of all cells": partial(table_saying, ' ref="[A-Z0-9:]+"', ' ref="A1:XFD1048576"'),
    "a table of a million rows": partial(table_saying, r' ref="([A-Z]+\d+:[A-Z]+)\d+"', r' ref="\g<1>1048576"'),
    "a table in one cell": partial(table_saying, ' ref="[A-Z0-9:]+"', ' ref="A1"'),
    "a table the wrong way round": partial(table_saying, ' ref="([A-Z0-9]+):([A-Z0-9]+)"', r' ref="\g<2>:\g<1>"'),
    "tables on top of each other": lambda parts: packed(
        swapped(parts, part_with(parts, 'name="aop_progress"'), ' ref="A', ' ref="A1:C60" was="A')
    ),
    "a table nowhere": partial(table_saying, ' ref="[A-Z0-9:]+"', ' ref="#REF!"'),
    "a table with -3 headers": partial(table_saying, "<table ", '<table headerRowCount="-3" '),
    "a table with 9999999999 totals": partial(table_saying, "<table ", '<table totalsRowCount="9999999999" '),
    "a table without a place": partial(table_saying, ' ref="[A-Z0-9:]+"', ""),
    "a column without a name": partial(table_saying, '(<tableColumn id="1") name="[^"]*"', r"\g<1>"),
}


# Other kinds of file -------------------------------------------------------------------------------------------------


def ods(_: Parts) -> bytes:
    return packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office:document-content/>"}
    )


KINDS: dict[str, Maker] = {
    "an old .xls, or one with a password": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "a very old .xls": lambda _: b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(5000),
    "an .ods": ods,
    "a CSV": lambda _: b"code,jan\nRENT,20000000\n",
    "a web page": lambda _: b"<html><table><tr><td>RENT</td></tr></table></html>",
    "a PDF": lambda _: b"%PDF-1.7\n" + bytes(5000) + b"%%EOF",
    "a picture": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(5000),
    "nothing": lambda _: b"",
    "one byte": lambda _: b"P",
    "the end of a zip": lambda _: b"PK\5\6" + bytes(18),
    "zeros": lambda _: bytes(100_000),
}

DAMAGED = (
    "a cell twice",
    "a result in another row",
    "a number that is none",
    "a sheet outside",
    "a sheet that is missing",
    "no sheets",
    "no list of links",
    "a table of a million rows",
)
"""What can be told as a problem, or be mended, rather than refused, by some commands."""

ALL: dict[str, Maker] = ZIPS | XML | LIES | KINDS
REFUSED = {name: maker for name, maker in ALL.items() if name not in DAMAGED}
LARGE = ("one huge part", "many large parts", "a million rows among ours")
"""What takes seconds to be made and to be refused."""


# What looks bad and does no harm -------------------------------------------------------------------------------------


def own_sheet(xml: str, parts: Parts) -> Parts:
    """The plan with one more tab of the owner's."""
    part = "xl/worksheets/sheet99.xml"
    whole = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{xml}</worksheet>'.encode()
    parts = parts | {part: whole}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    parts = swapped(parts, TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')
    parts = swapped(parts, WORKBOOK, "</sheets>", '<sheet name="Mine" sheetId="99" r:id="rId99"/></sheets>')
    link = f'<Relationship Id="rId99" Type="{OFFICE}/worksheet" Target="worksheets/sheet99.xml"/>'
    return swapped(parts, RELATIONSHIPS, "</Relationships>", link + "</Relationships>")


def linked_outside(parts: Parts) -> bytes:
    """Links to other files, the network and a program, in every place that Excel has for them."""
    link = '<Relationship Id="rId{0}" Type="' + OFFICE + '/{1}" Target="{2}" TargetMode="External"/>'
    outside = [("externalLinkPath", "file:///etc/passwd"), ("externalLinkPath", "http://127.0.0.1:9/x.xlsx")]
    parts = own_sheet(
        "<sheetData>"
        + row(1, "A1", "<f>[1]Sheet1!A1</f><v>5</v>")
        + row(2, "A2", "<f>cmd|' /c calc'!A0</f><v>0</v>")
        + row(3, "A3", '<f>WEBSERVICE("http://127.0.0.1:9/")</f><v>0</v>')
        + "</sheetData>",
        parts,
    )
    links = "".join(link.format(90 + at, kind, target) for at, (kind, target) in enumerate(outside))
    return packed(swapped(parts, RELATIONSHIPS, "</Relationships>", links + "</Relationships>"))


def with_macros(parts: Parts) -> bytes:
    link = '<Relationship Id="rId98" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
    parts = parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"AutoOpen" * 500}
    return packed(
        swapped(parts, RELATIONSHIPS, "</Relationships>", f'{link} Target="vbaProject.bin"/></Relationships>')
    )


def many_strings(parts: Parts) -> bytes:
    return packed(swapped(parts, STRINGS, "</sst>", "<si><t>Khách hàng</t></si>" * 1_000_000 + "</sst>"))


def deep(parts: Parts) -> Iterator[tuple[str, bytes]]:
    """A hundred thousand elements inside each other, wherever XML is read."""
    nest = "<x>" * 100_000 + "</x>" * 100_000
    yield "a sheet", packed(swapped(parts, START, "</worksheet>", f"<extLst>{nest}</extLst></worksheet>"))
    yield "the workbook", packed(swapped(parts, WORKBOOK, "</workbook>", f"<extLst>{nest}</extLst></workbook>"))
    yield "the strings", packed(swapped(parts, STRINGS, "</sst>", f"<extLst>{nest}</extLst></sst>"))
    yield "a string", packed(swapped(parts, STRINGS, "</sst>", f"<si>{nest.replace('x', 't')}</si></sst>"))
    yield "a cell", packed(with_rows(row(900, "A900", nest), parts))


def deep_in(where: str, parts: Parts) -> bytes:
    return dict(deep(parts))[where]


def many_names(parts: Parts) -> bytes:
    names = "".join(f'<definedName name="n{n}">aop_year+n{n + 1}</definedName>' for n in range(40_000))
    itself = (
        '<definedName name="aop_self">aop_self</definedName><definedName name="far">Start!$A$1:$Z$40000</definedName>'
    )
    return packed(swapped(parts, WORKBOOK, "<definedNames>", "<definedNames>" + itself + names))


HARMLESS: dict[str, Maker] = {
    "the plan as it is": packed,
    "zips inside": nested,
    "links outside": linked_outside,
    "macros": with_macros,
    "a million rows of the owner's": lambda parts: packed(own_sheet(f"<sheetData>{million_rows()}</sheetData>", parts)),
    "the owner's cell at the end": lambda parts: packed(
        own_sheet(f"<sheetData>{row(1_048_576, 'XFD1048576')}</sheetData>", parts)
    ),
    "a million strings": many_strings,
    "40,000 names": many_names,
    "a long attribute of a sheet": partial(with_attribute_of, 10 * MB, "worksheet", START),
    "a long attribute of a row": partial(with_attribute_of, 10 * MB, "row", START),
    "a long attribute of a cell": partial(with_attribute_of, 10 * MB, "c", START),
    "a long attribute of a table": partial(with_attribute_of, 10 * MB, "table", "xl/tables/table1.xml"),
    "a long attribute of the workbook": partial(with_attribute_of, 10 * MB, "workbook", WORKBOOK),
    "deep XML in a sheet": partial(deep_in, "a sheet"),
    "deep XML in the workbook": partial(deep_in, "the workbook"),
    "deep XML in the strings": partial(deep_in, "the strings"),
    "deep XML in a string": partial(deep_in, "a string"),
}
