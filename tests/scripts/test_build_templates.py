import zipfile
from pathlib import Path

import build_templates


def pack(path: Path, parts: dict[str, str], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_names_the_parts_that_are_stale(tmp_path: Path) -> None:
    old = pack(tmp_path / "blank_vi.xlsx", {"workbook.xml": "<a/>", "sheet1.xml": "<b/>", "gone.xml": "<c/>"})
    new = pack(tmp_path / "new.xlsx", {"workbook.xml": "<a/>", "sheet1.xml": "<b>1</b>", "added.xml": "<d/>"})
    assert build_templates.differences(old, new) == [
        "blank_vi.xlsx: sheet1.xml",
        "blank_vi.xlsx: gone.xml",
        "blank_vi.xlsx: added.xml",
    ]


def test_the_same_content_packed_otherwise_is_not_stale(tmp_path: Path) -> None:
    parts = {"workbook.xml": "<a/>" * 100}
    old, new = pack(tmp_path / "old.xlsx", parts), pack(tmp_path / "new.xlsx", parts, zipfile.ZIP_STORED)
    assert old.read_bytes() != new.read_bytes()
    assert build_templates.differences(old, new) == []


def test_a_workbook_not_yet_built_is_stale(tmp_path: Path) -> None:
    assert build_templates.differences(tmp_path / "cafe_vi.xlsx", tmp_path / "new.xlsx") == ["cafe_vi.xlsx: –"]
