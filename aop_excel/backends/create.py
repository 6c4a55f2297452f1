"""A new workbook from the sheets' descriptions and a plan's records (written by XlsxWriter)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from io import BytesIO
from itertools import accumulate
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from aop_excel.backends import look
from aop_excel.backends.accents import accents
from aop_excel.backends.charts import Drawn, draw
from aop_excel.backends.placing import Place, place
from aop_excel.text import Text
from aop_excel.workbook.book import Formula, Value
from aop_excel.workbook.layout import Author, Chart, Column, Field, Fields, Format, Options, Sheet, Table
from aop_excel.workbook.lists import LISTS, column_lists, list_name, word_lists
from aop_excel.workbook.names import Names
from aop_excel.workbook.writer import cell_value, field_cell, row_cells

SPARE = 200
"""How many rows below a sheet's last table are ready for it to grow into: formats, lists and messages."""

FREE = 5
"""How many blank rows an owner's table has at least when its records fill the room it is made with."""

WIDE, GAP, SENTENCE = 118, 9, 100
"""How many characters a page holds upright, a column that no table stands in, and the cell of a sentence of ours."""

LAST_ROW = 1_048_575
HEADER_HEIGHT, NOTE_HEIGHT, LINE_HEIGHT = 34, 48, 15.5


def create(sheets: Sequence[Sheet], held: dict[str, Any], context: Any, names: Names, now: datetime) -> bytes:
    """A new plan workbook; the engine's tables are left blank for the first refresh to fill.

    `held` gives the records of the owner's tables and the values of the owner's fields by their `holds`. Equal
    arguments give equal bytes.
    """
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"default_date_format": "dd/mm/yyyy", "in_memory": True})
    book.set_properties({"title": sheets[0].heading(names.language), "created": now})
    _Creation(book, sheets, held, context, names).write()
    book.close()
    return written.getvalue()


class _Creation:
    """One workbook being written."""

    def __init__(
        self, book: xlsxwriter.Workbook, sheets: Sequence[Sheet], held: dict[str, Any], context: Any, names: Names
    ) -> None:
        self.book = book
        self.sheets = sheets
        self.held = held
        self.context = context
        self.names = names
        self.styles: dict[tuple[tuple[str, Any], ...], Style] = {}
        self.lists: dict[Options, str] = {}
        self.places = {sheet.key: place(sheet, names.year, self._rows_of) for sheet in sheets}

    def write(self) -> None:
        pages = {sheet.key: self.book.add_worksheet(sheet.title(self.names.language)) for sheet in self.sheets}
        self._write_lists()
        for sheet in self.sheets:
            self._write_sheet(sheet, pages[sheet.key])
        for name, refers in column_lists(self.sheets, self.names.year).items():
            table, _, key = refers.partition(".")
            self.book.define_name(name, f"={self.names.formula(f'{table}[{key}]', table)}")
        next(iter(pages.values())).activate()

    def style(self, *properties: dict[str, Any]) -> Style:
        merged: dict[str, Any] = reduce(lambda a, b: {**a, **b}, properties, look.FONT)
        key = tuple(sorted(merged.items()))
        if key not in self.styles:
            self.styles[key] = self.book.add_format(merged)
        return self.styles[key]

    # Lists for data validation

    def _write_lists(self) -> None:
        """The words to choose from, in columns of a tab of their own, each under a defined name."""
        title = LISTS(self.names.language)
        page = self.book.add_worksheet(title)
        page.hide()
        for column, (name, options) in enumerate(word_lists(self.sheets, self.names.year).items()):
            self.lists[options] = name
            page.write_column(0, column, [label(self.names.language) for _, label in options])
            page.set_column(column, column, 30)
            cells = xlsxwriter.utility.xl_range_abs(0, column, len(options) - 1, column)
            self.book.define_name(name, f"='{title}'!{cells}")

    # Sheets

    def _write_sheet(self, sheet: Sheet, page: Worksheet) -> None:
        page.hide_gridlines(2)
        page.set_tab_color(look.TAB_COLOURS[sheet.author])
        places = self.places[sheet.key]
        widths = self._set_widths(page, places)
        self._write_top(sheet, page, places[0].label, widths)
        last = max((each for each in places if not isinstance(each.block, Chart)), key=lambda each: each.row)
        for each in places:
            if isinstance(each.block, Fields):
                # What stands on each page must end with the columns that are printed again.
                self._write_fields(each.block, page, each, widths[: sheet.frozen] if sheet.wide > 1 else widths)
            elif isinstance(each.block, Chart):
                under = widths[each.column : each.column + each.block.columns]
                caption = each.block.caption(self.names.language)
                chart = draw(self.book, each.block, caption, self._drawn(each.block), under)
                page.insert_chart(each.row, each.column, chart)
            else:
                growing = each.row == last.row
                self._write_table(each.block, page, each, SPARE if growing else 0)
        self._set_up_print(sheet, page, places, widths)

    def _drawn(self, chart: Chart) -> Drawn:
        """Where the table of a chart stands."""
        for sheet in self.sheets:
            for each in self.places[sheet.key]:
                if isinstance(each.block, Table) and each.block.name == chart.table:
                    keys = [column.key for column in each.block.columns(self.names.year)]
                    columns = {key: each.column + offset for offset, key in enumerate(keys)}
                    return Drawn(sheet.title(self.names.language), each.row + 1, self._rows_of(each.block), columns)
        raise KeyError(chart.table)

    def _rows_of(self, table: Table) -> int:
        """How many rows a table is made with; one that its records fill has some more to type in."""
        records = len(self._records(table))
        typed = table.author is Author.OWNER and not table.single
        free = FREE if typed and records >= table.room else 0
        return max(records + free, table.room, 1)

    def _records(self, table: Table) -> Sequence[Any]:
        """The rows of an owner's table, and what an engine's table keeps of earlier refreshes."""
        return self.held.get(table.holds, ()) if table.record else ()

    def _set_widths(self, page: Worksheet, places: Sequence[Place]) -> list[float]:
        """Make every column as wide as the widest that stands in it; the widths in sight, from the first column on."""
        widths: dict[int, float] = {}
        for each in places:
            if isinstance(each.block, Table):
                for offset, column in enumerate(each.block.columns(self.names.year), each.column):
                    widths[offset] = max(widths.get(offset, 0), 0 if column.hidden else column.width)
        for offset, width in widths.items():
            page.set_column(offset, offset, width or None, None, {"hidden": not width})
        return [widths.get(offset, GAP) for offset in range(max(widths) + 1)]

    def _write_top(self, sheet: Sheet, page: Worksheet, label: int, widths: Sequence[float]) -> None:
        language = self.names.language
        page.set_row(0, 28)
        page.write(0, 0, sheet.heading(language), self.style(look.TITLE))
        page.set_row(1, 32)
        last = max(1, min(sum(total < WIDE for total in accumulate(widths)), len(widths) - 1))
        page.merge_range(1, 0, 1, last, sheet.guidance(language), self.style(look.GUIDANCE))
        if sheet.unit:
            unit = Text("ĐVT: đồng", "Unit: VND")(language)
            page.write(2, 0, unit, self.style(look.UNIT))
        if _asks_for_something(sheet):
            page.write(
                2, label + 1, Text("Bạn điền", "You fill in")(language), self.style(look.cell_look(Format.TEXT, True))
            )
        page.write(
            2, label + 2, Text("aop tính", "aop fills")(language), self.style(look.cell_look(Format.TEXT, False))
        )

    def _write_fields(self, block: Fields, page: Worksheet, at: Place, widths: Sequence[float]) -> None:
        language = self.names.language
        page.write(at.row, at.label, block.heading(language), self.style(look.HEADING))
        for offset, field in enumerate(block.fields, 1):
            row = at.row + offset
            is_input = field.author is Author.OWNER
            style = self.style(look.cell_look(field.format, is_input), {"align": "left", "indent": 1})
            page.write(row, at.label, field.label(language), self.style(look.LABEL))
            value = self._field_value(field)
            if field.format is Format.NOTE:
                last = at.label + 8 if is_input else _end_of_sentence(widths, at.label + 1)
                if is_input:
                    page.set_row(row, NOTE_HEIGHT)
                page.merge_range(row, at.label + 1, row, last, "", style)
            self._put(page, row, at.label + 1, value, style)
            if field.help:
                page.write(row, at.label + 2, field.help(language), self.style(look.HELP))
            if is_input:
                self._validate(page, (row, at.label + 1, row, at.label + 1), field)
            cell = xlsxwriter.utility.xl_rowcol_to_cell(row, at.label + 1, True, True)
            self.book.define_name(field.name, f"='{page.get_name()}'!{cell}")

    def _field_value(self, field: Field) -> Value | Formula:
        if field.holds:
            return cell_value(self.held.get(field.holds), field, self.names.language)
        return field_cell(field, self.context, self.names) if field.show else None

    def _write_table(self, table: Table, page: Worksheet, at: Place, spare: int) -> None:
        columns = table.columns(self.names.year)
        records = self._records(table)
        rows = self._rows_of(table)
        page.write(at.row, at.column, table.heading(self.names.language), self.style(look.HEADING))
        header = at.row + 1
        page.set_row(header, HEADER_HEIGHT)
        page.add_table(
            header,
            at.column,
            header + rows,
            at.column + len(columns) - 1,
            {
                "name": table.name,
                "style": None,
                "autofilter": False,
                "columns": [
                    {
                        "header": self.names.headers[table.name][column.key],
                        "header_format": self.style(look.header_look(table.author)),
                    }
                    for column in columns
                ],
            },
        )
        styles = [self._column_style(table, column) for column in columns]
        for offset in range(rows):
            record = records[offset] if offset < len(records) else None
            cells: Sequence[Value | Formula] = [None] * len(columns)
            if table.author is Author.OWNER or record is not None:
                cells = row_cells(table, columns, record, self.context, self.names)
            for place_, (cell, style) in enumerate(zip(cells, styles, strict=True)):
                self._put(page, header + 1 + offset, at.column + place_, cell, style)
            lines = max(map(_lines, columns, cells))
            if lines > 1 and not table.beside:  # what stands beside another table has rows of more heights than its own
                page.set_row(header + 1 + offset, LINE_HEIGHT * lines)
        first, end = header + 1, header + rows + spare
        if table.author is Author.OWNER:
            for offset, column in enumerate(columns):
                if not column.calculated:
                    self._validate(page, (first, at.column + offset, end, at.column + offset), column)
        accents(page, table, columns, (first, at.column, end), self.book.add_format)

    def _column_style(self, table: Table, column: Column) -> Style:
        is_input = table.author is Author.OWNER and not column.calculated
        return self.style(look.cell_look(column.format, is_input))

    def _put(self, page: Worksheet, row: int, column: int, cell: Value | Formula, style: Style) -> None:
        """Text is always written as text, so that nothing an owner or an export brings becomes a formula."""
        if isinstance(cell, Formula):
            value = _EmptyText() if cell.value is None else cell.value
            page.write_formula(row, column, "=" + cell.at(row + 1, column + 1), style, value)
        elif cell is None:
            page.write_blank(row, column, None, style)
        elif isinstance(cell, str):
            page.write_string(row, column, cell, style)
        elif isinstance(cell, date):
            page.write_datetime(row, column, cell, style)
        elif isinstance(cell, bool):
            page.write_boolean(row, column, cell, style)
        else:
            page.write_number(row, column, cell, style)

    def _validate(self, page: Worksheet, cells: tuple[int, int, int, int], described: Column | Field) -> None:
        """A list to choose from where there is one, and the help as the message Excel shows at the cell."""
        language = self.names.language
        rule: dict[str, Any] = {"validate": "any"}
        if described.options:
            rule = {"validate": "list", "source": f"={self.lists[described.options]}"}
        elif described.format is Format.MARK:
            rule = {"validate": "list", "source": ["x"]}
        elif isinstance(described, Column) and described.refers and described.format is not Format.CODES:
            rule = {"validate": "list", "source": f"={list_name(described.refers)}", "error_type": "warning"}
        if rule["validate"] == "list":
            rule["error_title"] = Text("Chưa có trong danh sách", "Not on the list")(language)
            rule["error_message"] = (_DECLARE_IT if "error_type" in rule else _CHOOSE_ONE)(language)
        if described.help:
            rule["input_title"] = described.label(language)[:32]
            rule["input_message"] = described.help(language)
        if rule != {"validate": "any"}:
            page.data_validation(*cells, rule)

    def _set_up_print(self, sheet: Sheet, page: Worksheet, places: Sequence[Place], widths: Sequence[float]) -> None:
        if sum(widths) > WIDE:
            page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(sheet.wide, sheet.pages)
        if sheet.wide > 1:
            page.repeat_columns(0, sheet.frozen - 1)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        company = str(self.held.get("settings.company") or "").replace("&", "&&")
        page.set_footer(f"&L&9{company}&C&9&A&R&9" + Text("Trang &P/&N", "Page &P of &N")(self.names.language))
        frozen = next((each for each in places if sheet.freeze and each.name == sheet.freeze), None)
        if frozen:
            page.freeze_panes(frozen.row + 2, sheet.frozen)
            page.repeat_rows(frozen.row + 1)
        else:
            page.freeze_panes(3, sheet.frozen)
        for each in places:
            if sheet.repeated and each.name == sheet.repeated:
                page.repeat_rows(each.row + 1)
            if each.name == sheet.printed and isinstance(each.block, Table):
                # Whole columns, so that rows which a refresh adds are printed too.
                last = each.column + len(each.block.columns(self.names.year)) - 1
                page.print_area(0, 0, LAST_ROW, last)


def _end_of_sentence(widths: Sequence[float], first: int) -> int:
    """The last of the columns that together hold a sentence on one line; at least two, since one is not merged."""
    wide = (last for last, total in enumerate(accumulate(widths[first:]), first) if total >= SENTENCE)
    return max(first + 1, next(wide, len(widths) - 1))


def _lines(column: Column, cell: Value | Formula) -> int:
    """How many lines a cell's text takes in a column that wraps; Vietnamese letters are about as wide as digits."""
    if column.format not in look.WRAPPED or not isinstance(cell, str):
        return 1
    return -(-len(cell) // max(1, column.width - 3))


class _EmptyText(str):
    """The empty text as a formula's result.

    XlsxWriter takes `""` for "not calculated" and leaves the cell without a type; this it writes as text.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = str.__hash__


_CHOOSE_ONE = Text("Hãy chọn một giá trị trong danh sách.", "Please choose from the list.")
_DECLARE_IT = Text(
    "Chọn trong danh sách; hoặc bấm Yes (Có) để giữ, rồi khai báo ở trang của nó.",
    "Choose from the list; or press Yes to keep it, and declare it on its own tab afterwards.",
)


def _asks_for_something(sheet: Sheet) -> bool:
    """Whether the owner fills any cell of a tab."""
    authors = {table.author for table in sheet.tables} | {field.author for field in sheet.fields}
    return Author.OWNER in authors
