"""Charts of a plan: over which cells they are drawn, and that a refresh, a repair and a button leave them whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aop_excel.backends.file import FileBook
from aop_excel.backends.invariants import damage_of_whole
from aop_excel.backends.macro.with_button import draw_buttons
from aop_excel.backends.package import Package
from aop_excel.backends.placing import place
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.domain.calendar import FiscalYear
from aop_excel.sheets import SHEETS
from aop_excel.sheets.bridge import BRIDGE
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import same
from aop_excel.workbook.layout import Author, Chart, ChartKind, Column, Field, Fields, Mark, Series, Sheet, Table
from tests.plans import SHOP, SHOP_VI, Starter, aop, look, owner, rows

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Copy = Callable[[Starter], Path]
CHARTS = [chart for sheet in SHEETS for chart in sheet.charts]


def charts(path: Path) -> dict[str, bytes]:
    """The chart parts of a workbook."""
    package = Package(path.read_bytes(), path.name)
    return {name: package.read(name) for name in package.names if name.startswith("xl/charts/chart")}


def drawings(path: Path) -> dict[str, bytes]:
    package = Package(path.read_bytes(), path.name)
    return {name: package.packed(name) for name in package.names if "/charts/" in name or "/drawings/" in name}


def formulas(chart: bytes, within: str) -> list[str]:
    """The references of a chart that stand in some element: its titles (`tx`), categories (`cat`) or values (`val`)."""
    return [str(f.text) for each in etree.fromstring(chart).iter(C + within) for f in each.iter(C + "f")]


def shown(book: FileBook, reference: str) -> list[Any]:
    """What the cells of a reference show, from top to bottom."""
    tab, cells = reference.rsplit("!", 1)
    column, first, *last = re.findall(r"[A-Z]+|\d+", cells.replace("$", ""))
    at = 0
    for letter in column:
        at = at * 26 + ord(letter) - 64
    grid = book.cells(tab.strip("'"))
    return [grid[row - 1][at - 1] for row in range(int(first), int(last[-1] if last else first) + 1)]


def column(book: FileBook, table: str, key: str) -> list[Any]:
    """A column of a table to its end, blank rows and all."""
    found = [row[key] for row in rows(book, table)]
    return found + [None] * (len(book.rows(table)) - 1 - len(found))


# Made -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("starter", [SHOP, SHOP_VI], ids=str)
def test_a_chart_shows_all_rows_of_its_table_and_its_title(starter: Starter, made: Copy) -> None:
    book, found = FileBook.open(made(starter)), charts(made(starter))
    assert len(found) == len(CHARTS) == 4
    for chart, xml in zip(CHARTS, found.values(), strict=True):
        title, *names = formulas(xml, "tx")
        assert shown(book, title) == column(book, chart.table, chart.title)[:1]
        for categories in formulas(xml, "cat"):
            assert shown(book, categories) == column(book, chart.table, chart.category)
        for series, values in zip(chart.series, formulas(xml, "val"), strict=True):
            assert shown(book, values) == column(book, chart.table, series.key)
        assert len(names) == len(chart.series)
        assert etree.fromstring(xml).find(f"{C}chart/{C}plotVisOnly") is None  # what is hidden is drawn too


def test_the_legend_names_what_is_seen_in_the_language_of_the_plan(made: Copy) -> None:
    for starter, expected in ((SHOP, ["Gross profit", "Favourable", "Unfavourable"]),
                              (SHOP_VI, ["Lợi nhuận gộp", "Thuận lợi", "Bất lợi"])):  # fmt: skip
        book = FileBook.open(made(starter))
        for xml in list(charts(made(starter)).values())[:3]:  # the waterfalls
            left_out = {int(each.get("val")) for each in etree.fromstring(xml).iterfind(f".//{C}legendEntry/{C}idx")}
            names = [shown(book, each)[0] for each in formulas(xml, "tx")[1:]]
            assert [name for place, name in enumerate(names) if place not in left_out] == expected


def test_programs_that_do_not_look_into_the_cell_have_a_caption(made: Copy) -> None:
    stored = [etree.fromstring(xml).findtext(f"{C}chart/{C}title//{C}v") for xml in charts(made(SHOP)).values()]
    assert stored == [chart.caption.en for chart in CHARTS]
    assert all(re.fullmatch(r"[^0-9]+ \(VND million\)", str(caption)) for caption in stored)  # whatever the month


# Where they stand -----------------------------------------------------------------------------------------------------


def test_blocks_stand_beside_and_below_charts() -> None:
    def table(name: str, rooms: int, *, beside: bool = False) -> Table:
        columns = tuple(Column(key=key, label=same(key), width=20) for key in ("one", "two"))
        return Table(name=name, heading=same(name), contents=columns, author=Author.ENGINE, room=rooms, beside=beside)

    def chart(height: int, *, beside: bool) -> Chart:
        series = (Series(key="two", mark=Mark.LINE),)
        return Chart(kind=ChartKind.LINES, table="a", caption=same("a"), title="one", category="one", series=series,
                     columns=4, rows=height, beside=beside)  # fmt: skip

    fields = Fields(heading=same("Fields"), fields=(Field(name="f", label=same("f")),))
    blocks = (fields, table("a", 3), chart(12, beside=True), chart(10, beside=False), chart(5, beside=True),
              table("b", 1), table("c", 9, beside=True))  # fmt: skip
    sheet = Sheet(key="s", title=same("s"), heading=same("s"), guidance=same("s."), blocks=blocks)
    places = place(sheet, FiscalYear(2027, 1), lambda table: table.room)
    # Fields take two rows; the table beside the first chart five, the chart twelve.
    assert [(each.row, each.column) for each in places] == [
        (4, 0), (7, 0), (7, 3), (20, 0), (20, 5), (31, 0), (31, 3),
    ]  # fmt: skip


# Left whole -----------------------------------------------------------------------------------------------------------


def july_is_closed(path: Path) -> None:
    with owner(path) as typing:
        for line in rows(typing.book, "aop_budget"):
            assert isinstance(line["m07"], float)
            typing.types("aop_actuals", str(line["code"]), m07=round(line["m07"] * 1.1))
        typing.types("aop_closed", 1, m07="x")


def test_a_refresh_leaves_charts_as_they_are_to_the_byte(copy: Copy) -> None:
    plan = copy(SHOP)
    before, bridge = drawings(plan), rows(FileBook.open(plan), "aop_bridge")
    july_is_closed(plan)
    assert aop("refresh", plan) == 0
    assert rows(FileBook.open(plan), "aop_bridge") != bridge
    assert drawings(plan) == before
    assert look(plan, "aop_waterfall_month", 1)["title"] == "Report month: plan → actual, 07/2027 (VND million)"


def test_titles_and_names_follow_the_language(copy: Copy) -> None:
    plan = copy(SHOP)
    before = drawings(plan)
    with owner(plan) as typing:
        typing.sets("aop_language", "Tiếng Việt")
    assert aop("refresh", plan) == 0
    first = look(plan, "aop_waterfall_month", 1)
    assert first["title"] == "Tháng báo cáo: kế hoạch → thực hiện, 06/2027 (triệu đồng)"
    assert first["label"] == "Kế hoạch\n147,2"
    assert drawings(plan) == before


def test_a_repaired_tab_has_its_charts_under_the_name_it_has(copy: Copy) -> None:
    plan = copy(SHOP)
    package = Package(plan.read_bytes(), plan.name)
    book = WorkbookPart(package)
    renamed = book.xml.replace(b'name="Profit bridge"', b'name="Why &amp; where"').replace(
        b"'Profit bridge'!", b"'Why &amp; where'!"
    )
    book.rewrite(re.sub(rb'<definedName name="aop_bridge_month">[^<]*</definedName>', b"", renamed))
    plan.write_bytes(package.content())
    new = plan.with_name("new.xlsx")
    assert aop("repair", plan, "-o", new) == 0
    found = FileBook.open(new)
    references = {name: formulas(xml, "val") for name, xml in charts(new).items()}
    tabs = [{each.rsplit("!", 1)[0] for each in values} for values in references.values()]
    assert sorted(tabs, key=str) == [{"'Why & where'"}] * 3 + [{"Scenarios"}]
    values = [[shown(found, each) for each in of] for of in references.values()]
    expected = [[column(found, chart.table, series.key) for series in chart.series] for chart in CHARTS]
    assert sorted(values, key=str) == sorted(expected, key=str)
    assert damage_of_whole(new.read_bytes(), Package(plan.read_bytes(), plan.name)) == []


def test_a_button_is_drawn_beside_charts(made: Copy) -> None:
    content = made(SHOP).read_bytes()
    book = WorkbookPart(Package(content, "plan.xlsx"))
    draw_buttons(book, [replace(BRIDGE, button=REFRESH)], "en")
    part = book.sheets["Profit bridge"]
    (drawing,) = book.linked(part, "drawing")
    root = etree.fromstring(book.package.xml(drawing))
    assert len(root) == len(BRIDGE.charts) + 1
    assert list(book.linked(drawing, "chart")) == [f"xl/charts/chart{number}.xml" for number in (1, 2, 3)]
    assert damage_of_whole(book.package.content(), Package(content, "plan.xlsx")) == []
