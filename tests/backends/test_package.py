"""A package is carried over raw: whoever's parts we do not touch are the same bytes afterwards."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from aop_excel.backends.package import Package
from aop_excel.errors import AopError, RefusedFile
from tests.additions.containers import piped, wide, with_wide_end, zipped

PICTURE = bytes(range(256)) * 40
PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "xl/a.xml": b"<a>1</a>" * 50,
    "xl/media/photo.png": PICTURE,
    "xl/b.xml": b"",
}


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "content",
    [
        zipped(PARTS),
        zipped(PARTS, stored=["xl/media/photo.png"]),
        zipped(PARTS, comment=b"hi"),
        piped(PARTS),
        wide(PARTS),
        with_wide_end(PARTS),
        b"#!" + zipped(PARTS),
    ],
    ids=["plain", "stored", "comment", "sizes follow", "64 bit", "64 bit end", "prefixed"],
)
def test_replacing_one_part_leaves_the_others_packed_as_they_were(content: bytes) -> None:
    before = Package(content, "plan.xlsx")
    changing = Package(content, "plan.xlsx")
    changing.replace("xl/a.xml", b"<a>2</a>")
    after = Package(changing.content(), "plan.xlsx")

    assert after.names == before.names == list(PARTS)
    for name in set(PARTS) - {"xl/a.xml"}:
        assert after.packed(name) == before.packed(name)
    assert parts_of(changing.content()) == PARTS | {"xl/a.xml": b"<a>2</a>"}


def test_the_comment_stays() -> None:
    package = Package(zipped(PARTS, comment=b"hi"), "plan.xlsx")
    package.replace("xl/a.xml", b"")
    assert zipfile.ZipFile(io.BytesIO(package.content())).comment == b"hi"


def test_without_a_change_the_file_is_the_very_same() -> None:
    assert Package(piped(PARTS), "plan.xlsx").content() == piped(PARTS)


def test_a_part_can_be_left_out() -> None:
    package = Package(zipped(PARTS), "plan.xlsx")
    package.remove("xl/b.xml")
    assert package.find("xl/b.xml") is None
    assert list(parts_of(package.content())) == ["[Content_Types].xml", "xl/a.xml", "xl/media/photo.png"]


def test_a_part_is_found_however_its_name_is_spelled() -> None:
    package = Package(zipped({"XL\\Workbook.xml": b""}), "plan.xlsx")
    assert package.find("/xl/workbook.xml") is not None
    assert package.find("xl/styles.xml") is None


def read(content: bytes, part: str, limit: int) -> None:
    package = Package(content, "plan.xlsx", limit)
    if part:
        package.xml(part)


def refusal(content: bytes, part: str = "", limit: int = 10**6) -> AopError:
    with pytest.raises(RefusedFile) as refused:
        read(content, part, limit)
    assert refused.value.exit_status == 2
    assert refused.value.text.vi.startswith("plan.xlsx: ")
    return refused.value


def flagged_as_encrypted() -> bytes:
    content = bytearray(zipped(PARTS))
    content[content.index(b"PK\1\2") + 8] |= 1
    return bytes(content)


def test_what_is_no_workbook_is_refused() -> None:
    assert "not an Excel workbook" in str(refusal(b"Code,Jan\nRENT,5\n"))
    assert "not an Excel workbook" in str(refusal(b""))
    assert "not an Excel workbook" in str(refusal(zipped(PARTS)[:-40]))


def test_a_password_is_refused() -> None:
    assert "password" in str(refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)))
    assert "password" in str(refusal(flagged_as_encrypted()))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/a.xml", "1")
        archive.writestr("xl/a.xml", "2")
    assert "duplicate" in str(refusal(file.getvalue()))
    assert "duplicate" in str(refusal(zipped({"xl/a.xml": b"", "XL/A.xml": b""})))


def test_a_name_that_climbs_out_is_refused() -> None:
    assert "not safe" in str(refusal(zipped({"xl/../../evil.xml": b""})))
    assert "not safe" in str(refusal(zipped({"xl\\..\\evil.xml": b""})))


def test_a_part_too_large_is_refused_before_it_is_unpacked() -> None:
    assert "too large" in str(refusal(zipped({"xl/a.xml": bytes(5_000_000)}), "xl/a.xml"))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = zipped({"xl/a.xml": bytes(5_000_000)})
    place = content.index(b"PK\1\2") + 24
    lying = content[:place] + struct.pack("<I", 1000) + content[place + 4 :]
    assert "damaged" in str(refusal(lying, "xl/a.xml"))


def test_a_damaged_part_is_refused() -> None:
    content = bytearray(zipped(PARTS, stored=["xl/a.xml"]))
    content[content.index(b"<a>1</a>") + 3] = ord("2")
    assert "CRC" in str(refusal(bytes(content), "xl/a.xml"))


@pytest.mark.parametrize(
    "xml",
    [
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>",
        "<?xml version='1.0' encoding='UTF-16'?><x/>".encode("utf-16"),
        b'<?xml version="1.0" encoding="windows-1258"?><x/>',
        b"<x>\xff</x>",
    ],
)
def test_xml_that_only_some_readers_read_alike_is_refused(xml: bytes) -> None:
    refusal(zipped({"xl/a.xml": xml}), "xl/a.xml")
