"""A plan that lost tables, names or whole tabs, made whole again from what can still be found in its cells.

Tabs on which everything still has its name stay as they are, and so do the owner's own tabs. The others are made new,
and what the old ones hold is poured into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from aop_excel.analysis.report import analyse
from aop_excel.backends.create import create
from aop_excel.backends.file import FileBook
from aop_excel.backends.graft import Tab, graft
from aop_excel.backends.invariants import damage_of_whole
from aop_excel.backends.package import Package
from aop_excel.backends.refusals import WouldBeDamaged
from aop_excel.backends.sheet_index import split_reference
from aop_excel.blueprint import blueprint
from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.errors import AopError, NotAPlan
from aop_excel.sheets import SHEETS, TAB_OF
from aop_excel.sheets.context import Context
from aop_excel.sheets.start import LANGUAGE_OPTIONS
from aop_excel.text import Language, Text, same
from aop_excel.workbook.addresses import quoted
from aop_excel.workbook.book import UNCALCULATED, Cell, Fault, Formula, Value, column_letters
from aop_excel.workbook.cells import read_cells
from aop_excel.workbook.headers import find_headers
from aop_excel.workbook.layout import Author, Column, Field, Format, Sheet, Table
from aop_excel.workbook.lists import LISTS, column_lists, word_lists
from aop_excel.workbook.lost import gone, gone_lists
from aop_excel.workbook.names import Names
from aop_excel.workbook.reader import read
from aop_excel.workbook.reading import Reading
from aop_excel.workbook.search import Spot, find_field, find_tables, language_of
from aop_excel.workbook.writer import row_cells

FEW = 12
"""How many cells a sentence names."""


class WhichYear(AopError):
    """Nothing says any more which fiscal year the plan is for."""

    def __init__(self, book: str) -> None:
        super().__init__(
            Text(
                "{book}: không còn thấy năm tài chính của kế hoạch. Hãy chạy lại với --year, ví dụ --year 2027.",
                "{book}: nothing says which fiscal year the plan is for. Run again with --year, such as --year 2027.",
            ).format(book=book)
        )


class NotCalculated(AopError):
    """An input of a tab to be made anew is a formula without its result."""

    def __init__(self, book: str, cell: str) -> None:
        super().__init__(
            Text(
                "{book}: công thức ở {cell} chưa có kết quả, vì tệp được lưu bởi một chương trình không tính toán. "
                "Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại, rồi chạy aop repair.",
                "{book}: the formula in {cell} has no result, since a program that does not calculate saved the file. "
                "Open it in Excel or LibreOffice, save it, then run aop repair.",
            ).format(book=book, cell=cell)
        )


@dataclass
class Repair:
    """What was done: tabs made anew, rows found for them, tables of which nothing was found, cells that changed."""

    language: Language
    tabs: list[str] = field(default_factory=list)
    rows: int = 0
    not_found: list[Text] = field(default_factory=list)
    as_values: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[Text]:
        """The same in sentences."""
        if self.lists:
            yield Text("Đã tạo lại {count} danh sách chọn.", "Made {count} lists to choose from anew.").format(
                count=len(self.lists)
            )
        if self.tabs:
            yield self._of_tabs
        if self.not_found:
            yield Text("Không tìm thấy gì của: {tables}.", "Nothing was found of: {tables}.").format(
                tables=Text("; ".join(t.vi for t in self.not_found), "; ".join(t.en for t in self.not_found))
            )
        if self.as_values:
            yield Text(
                "Công thức của bạn được thay bằng giá trị của nó ở (địa chỉ trong tệp cũ): {cells}.",
                "Formulas of yours were replaced by their values in (addresses in the old file): {cells}.",
            ).format(cells=_few(self.as_values))
        if self.errors:
            yield Text(
                "Ô báo lỗi được để trống, hãy điền lại (địa chỉ trong tệp cũ): {cells}.",
                "Cells that showed an error were left blank; fill them in (addresses in the old file): {cells}.",
            ).format(cells=_few(self.errors))

    @property
    def _of_tabs(self) -> Text:
        return Text(
            "Đã dựng lại {count} trang từ {rows} dòng tìm thấy: {tabs}. Màu sắc, hình và biểu đồ của riêng bạn trên "
            "các trang đó vẫn còn trong tệp cũ; mọi trang khác được giữ nguyên.",
            "Made {count} tabs anew from the {rows} rows found: {tabs}. Your own colours, pictures and charts on those "
            "tabs are still in the old file; every other tab is as it was.",
        ).format(count=len(self.tabs), rows=self.rows, tabs=", ".join(self.tabs))


def repair(
    book: FileBook, now: datetime, year: int | None = None, start_month: int | None = None
) -> tuple[bytes, Repair] | None:
    """The repaired workbook and what was done to it; None where nothing is missing.

    `year` and `start_month` count where the workbook does not say them. Raises `NotAPlan` where nothing of a plan is
    found, `WhichYear`, `NotCalculated`, `RefusedFile` and `WouldBeDamaged`.
    """
    found = _Remains(book, year, start_month)
    missing = gone(book, SHEETS)
    lists = gone_lists(book, SHEETS, found.year)
    if not missing and not lists:
        return None
    if not found.spots and len(missing) == len(TAB_OF):
        raise NotAPlan(book.name, missing[0].name)
    damaged = found.damaged({place.name for place in missing})
    told = Repair(found.language)
    new = _new(book.path, found, damaged, now)
    for sheet in damaged:
        _pour(sheet, found, new, told)
    tabs = [found.place_of(sheet) for sheet in damaged]
    told.tabs = [tab.name for tab in tabs]
    names = [name for sheet in damaged for name in sheet.names]
    if lists:
        told.lists = lists
        title = LISTS(found.language)
        tabs.append(Tab(title, next((t for t in (LISTS.vi, LISTS.en) if t in book.tabs()), None)))
        names += [*word_lists(SHEETS, found.year), *column_lists(SHEETS, found.year)]
    content = graft(book.content, book.name, new.patched(), tabs, names)
    repaired = FileBook(book.path, content)
    _calculate(repaired, damaged)
    content = repaired.patched()
    if findings := damage_of_whole(content, Package(book.content, book.name)):
        raise WouldBeDamaged(book.path, [finding.text for finding in findings])
    return content, told


class _Remains:
    """What a damaged workbook still holds of its plan."""

    def __init__(self, book: FileBook, year: int | None, start_month: int | None) -> None:
        self.book = book
        self.grids = {tab: book.cells(tab) for tab in book.tabs()}
        self._wanted = year, start_month

    @cached_property
    def language(self) -> Language:
        [found] = read_cells(Format.WORD, [self.field("aop_language")], LANGUAGE_OPTIONS)
        return "vi" if found == "vi" else "en" if found == "en" else language_of(self.grids, SHEETS)

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """Where each table stands: those that still have their name, then those known by their headers."""
        any_year = FiscalYear(2000, 1)
        spots = find_tables(self.grids, SHEETS, any_year)
        for sheet in SHEETS:
            for table in sheet.tables:
                if tab := self.book.tab_of(table.name):
                    rows = self.book.rows(table.name)
                    top, left = split_reference(self.book.address(table.name).rpartition("!")[2])
                    places, _ = find_headers(table, rows[0], any_year)
                    columns = {key: left - 1 + place for key, place in places.items()}
                    last = top - 1 + len(rows) - 1
                    spots[table.name] = Spot(tab, top - 1, last, left - 1, left - 1 + len(rows[0]), columns)
        return spots

    @cached_property
    def year(self) -> FiscalYear:
        """The fiscal year, as the workbook says it or as it was asked for."""
        year, month = (self._whole(self.field(name)) for name in ("aop_year", "aop_start_month"))
        year = year or self._wanted[0]
        if year is None or not 2000 <= year <= 2100:  # noqa: PLR2004 - as `Settings` has it
            raise WhichYear(self.book.name)
        month = month or self._wanted[1] or self._first_month
        return FiscalYear(year, month if 1 <= month <= MONTHS else 1)

    def field(self, name: str) -> Cell:
        """The value of a field, by its name or else by its label."""
        described = next(each for each in TAB_OF[name].fields if each.name == name)
        return self.book.field(name) if self.book.tab_of(name) else find_field(self.grids, described)

    def headers(self, table: Table, year: FiscalYear) -> dict[str, str]:
        """What the table's columns are called, by key; formulas all over the workbook name them so."""
        spot = self.spots.get(table.name)
        labels = {column.key: column.label(self.language) for column in table.columns(year)}
        if spot:
            header = self.grids[spot.sheet][spot.row]
            labels |= {key: str(header[place]) for key, place in spot.columns.items()}
        return labels

    def own_headers(self, name: str) -> list[str]:
        """The headers of columns that the owner added to a table."""
        spot = self.spots.get(name)
        if not spot:
            return []
        header = self.grids[spot.sheet][spot.row]
        known = set(spot.columns.values())
        return [str(header[place]) for place in range(spot.left, spot.right) if place not in known]

    def rows(self, name: str) -> Iterator[tuple[int, dict[str, tuple[int, Cell]]]]:
        """The rows of a table in which anything stands: number from 1, and column (from 1) and cell by header."""
        spot = self.spots[name]
        grid = self.grids[spot.sheet]
        header = grid[spot.row]
        for number in range(spot.row + 1, min(spot.last + 1, len(grid))):
            cells = grid[number][spot.left : spot.right]
            if any(cell is not None and cell != UNCALCULATED for cell in cells):
                yield number + 1, {str(header[c]): (c + 1, cell) for c, cell in enumerate(cells, spot.left)}

    def damaged(self, missing: set[str]) -> list[Sheet]:
        """The tabs of the plan to be made anew: with anything missing, or on the same worksheet as one that is."""
        damaged = {sheet.key for sheet in SHEETS if missing & set(sheet.names)}
        while True:
            homes = {self.home(sheet) for sheet in SHEETS if sheet.key in damaged} - {None}
            more = {s.key for s in SHEETS if {self.book.tab_of(name) for name in s.names} & homes} - damaged
            if not more:
                return [sheet for sheet in SHEETS if sheet.key in damaged]
            damaged |= more

    def home(self, sheet: Sheet) -> str | None:
        """The worksheet on which a tab of the plan stands, or stood."""
        named = (self.book.tab_of(name) for name in sheet.names)
        known = (self.spots[name].sheet for name in sheet.names if name in self.spots)
        titled = (title for title in (sheet.title.vi, sheet.title.en) if title in self.grids)
        return next((tab for tab in (*named, *known, *titled) if tab), None)

    def place_of(self, sheet: Sheet) -> Tab:
        """Where a tab that was made anew goes."""
        home = self.home(sheet)
        before = reversed(SHEETS[: SHEETS.index(sheet)])
        after = tuple(name for each in before for name in (self.home(each), each.title(self.language)) if name)
        return Tab(sheet.title(self.language), home, after)

    @property
    def _first_month(self) -> int:
        """The month in the first month column of any table."""
        for spot in self.spots.values():
            months = {place: int(key[1:]) for key, place in spot.columns.items() if key[0] == "m" and key[1:].isdigit()}
            if months:
                return months[min(months)]
        return 1

    def _whole(self, cell: Cell) -> int | None:
        [found] = read_cells(Format.WHOLE, [cell])
        return found if isinstance(found, int) else None


def _new(path: Path, found: _Remains, damaged: list[Sheet], now: datetime) -> FileBook:
    """A new workbook with room for all that was found, in which nothing is filled in that was."""
    year = found.year
    made = blueprint("blank", found.language, year.year, year.start_month)
    headers = {table.name: found.headers(table, year) for sheet in SHEETS for table in sheet.tables}
    known = {table.holds for sheet in damaged for table in sheet.tables if table.name in found.spots}
    held: dict[str, Any] = {holds: value for holds, value in made.held.items() if holds not in known}
    sheets = []
    for sheet in SHEETS:
        blocks = tuple(_with_room(block, found) if isinstance(block, Table) else block for block in sheet.blocks)
        sheets.append(replace(sheet, blocks=blocks))
        for table in sheet.tables:
            headers[table.name] |= {f"own{n}": name for n, name in enumerate(found.own_headers(table.name))}
    names = Names(headers, found.language, year)
    return FileBook(path, create(sheets, held, made.context, names, now))


def _with_room(table: Table, found: _Remains) -> Table:
    """The table with a row for each that was found, and the columns the owner added."""
    if table.record is None or table.name not in found.spots:
        return table
    own = tuple(
        Column(key=f"own{number}", label=same(header), show=lambda *_: None)
        for number, header in enumerate(found.own_headers(table.name))
    )
    count = sum(1 for _ in found.rows(table.name))
    return replace(table, room=max(table.room, count), contents=(*table.contents, *own))


def _pour(sheet: Sheet, found: _Remains, new: FileBook, told: Repair) -> None:
    """Fill one new tab with what stood in the fields and tables of the old one."""
    for each in sheet.fields:
        if each.author is Author.OWNER:
            _pour_field(each, found, new)
    for table in sheet.tables:
        if table.record is None:
            continue
        if table.name not in found.spots:
            told.not_found.append(table.heading)
            continue
        columns = {
            column.key: column for column in table.columns(found.year) if column.key in found.spots[table.name].columns
        }
        names = found.headers(table, found.year)
        header = [names[key] for key, column in columns.items() if not column.calculated]
        header += found.own_headers(table.name)
        ours = _formulas(table, new)
        rows = [
            [_cell(found, table.name, number, *cells[title], ours.get(title), told) for title in header]
            for number, cells in found.rows(table.name)
        ]
        new.replace_rows(table.name, [header, *rows])
        told.rows += len(rows)


def _pour_field(each: Field, found: _Remains, new: FileBook) -> None:
    value = found.field(each.name)
    years = {"aop_year": found.year.year, "aop_start_month": found.year.start_month}
    value = float(years[each.name]) if each.name in years else value
    if value is not None and not isinstance(value, Fault):
        new.set_field(each.name, value)


def _formulas(table: Table, new: FileBook) -> dict[str, str]:
    """The formulas that a blank row of the owner's table waits with, by header."""
    header = new.rows(table.name)[0]
    tab = new.tab_of(table.name)
    row, left = split_reference(new.address(table.name, 1).rpartition("!")[2])
    assert tab, "a new workbook has every table"
    formulas = {str(title): new.formula(tab, row, left + place) for place, title in enumerate(header)}
    return {title: formula for title, formula in formulas.items() if formula is not None}


_NO_REFERENCE: Final = re.compile(r"[\d\s.,+\-*/^()%]+")
"""A calculation on numbers alone, such as `=5*1000000`."""


def _cell(
    found: _Remains, table: str, row: int, column: int, cell: Cell, ours: str | None, told: Repair
) -> Value | Formula:
    """What a new cell holds: a formula stays one where it means the same in its new place, else its value."""
    tab = found.spots[table].sheet
    address = f"{quoted(tab)}!{column_letters(column)}{row}"
    formula = found.book.formula(tab, row, column)
    if isinstance(cell, Fault):
        if cell.uncalculated:
            raise NotCalculated(found.book.name, address)
        told.errors.append(address)
        return None
    if formula is None:
        return cell
    if formula == ours or _NO_REFERENCE.fullmatch(formula):
        return Formula(formula, cell)
    told.as_values.append(address)
    return cell


def _calculate(book: FileBook, made: list[Sheet]) -> None:
    """Store the results of the formulas in tables made anew; where the plan has mistakes, Excel will have to."""
    reading = read(book, SHEETS)
    if not isinstance(reading, Reading) or reading.errors:
        return
    context = Context(analyse(reading.plan, reading.actuals), inexact=frozenset(reading.inexact))
    names = Names(reading.headers, reading.settings.language, reading.settings.fiscal_year)
    for table in (table for sheet in made for table in sheet.tables if table.author is Author.OWNER):
        columns = [
            column
            for column in table.columns(names.year)
            if column.calculated and column.formula and column.key in names.headers[table.name]
        ]
        records = {each.row: each.record for each in reading.found[table.name]}
        count = len(book.rows(table.name)) - 1
        rows = [row_cells(table, columns, records.get(row), context, names) for row in range(1, count + 1)]
        if columns:
            book.replace_rows(table.name, [[names.headers[table.name][c.key] for c in columns], *rows])


def _few(cells: list[str]) -> Text:
    more = len(cells) - FEW
    words = ", ".join(cells[:FEW])
    return same(words) if more <= 0 else Text(f"{words} và {more} ô khác", f"{words} and {more} more")
