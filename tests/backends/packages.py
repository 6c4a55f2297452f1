"""Workbooks made by hand, changed as another program might have written them, and looked at part by part."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from aop_excel.backends.file import FileBook
from aop_excel.backends.package import Package
from aop_excel.workbook.book import Formula, Value

HEADER: list[Value] = ["Code", "Jan", "Total"]
LINES: list[list[Value]] = [["RENT", 20_000_000.0, 1.0], ["PAY", 35.5, "x"]]
SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"
CHART = "xl/charts/chart1.xml"
WORKBOOK = "xl/workbook.xml"

Row = Sequence[Value | Formula]
Extra = Callable[[Any, Any], object]


def plan(folder: Path, extra: Extra = lambda workbook, sheet: None, **options: Any) -> Path:
    """A workbook with `aop_budget` at B4:D6 or another `area`; on a second sheet a table and a chart of the owner's."""
    path = folder / "plan.xlsx"
    with xlsxwriter.Workbook(path, options.pop("workbook", {})) as workbook:
        money = workbook.add_format({"num_format": "#,##0"})
        sheet = workbook.add_worksheet("2 Ngân sách")
        sheet.write("A1", 2026)
        columns = [{"header": title, "format": money} for title in HEADER]
        sheet.add_table(
            options.pop("area", "B4:D6"), {"name": "aop_budget", "columns": columns, "data": LINES} | options
        )
        other = workbook.add_worksheet("It's <mine> & yours")
        other.add_table("A1:A3", {"name": "aop_goals", "columns": [{"header": "Goal"}]})
        other.write("A2", "Grow")
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "='2 Ngân sách'!$C$5:$C$6"})
        other.insert_chart("D2", chart)
        workbook.define_name("aop_year", "='2 Ngân sách'!$A$1")
        workbook.define_name("aop_area", "='2 Ngân sách'!$A$1:$B$2")
        workbook.define_name("aop_note", "='It''s <mine> & yours'!$A$2")
        extra(workbook, sheet)
    return path


def swap(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode())

    return change


def part_of(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.read(name).decode()


def cell_of(path: Path, reference: str, sheet: str = SHEET) -> str:
    found = re.search(rf'<c r="{reference}"[^>]*?(?:/>|>.*?</c>)', part_of(path, sheet))
    return found[0] if found else ""


def parts_that_differ(before: bytes, path: Path) -> set[str]:
    """The parts whose packed bytes are not what they were."""
    old, new = Package(before, "old"), Package(path.read_bytes(), "new")
    assert new.names == old.names
    return {name for name in old.names if old.packed(name) != new.packed(name)}


def lines(count: int) -> list[Row]:
    """So many budget lines; Total is the owner's."""
    data: list[Row] = [[f"L{n}", float(n)] for n in range(1, count + 1)]
    return [["Code", "Jan"], *data]


def with_lines(path: Path, count: int) -> Path:
    """The file after a refresh that fills its budget with so many lines."""
    book = FileBook.open(path)
    book.replace_rows("aop_budget", lines(count))
    book.save()
    return path
