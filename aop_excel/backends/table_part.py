"""One Excel table part: where the table stands and what its columns are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aop_excel.backends.cells import characters
from aop_excel.backends.markup import attributes, elements, splice, start_tags, text, with_attribute, without_attribute
from aop_excel.backends.sheet_index import Area

_TABLE = start_tags("table")
_COLUMN = start_tags("tableColumn")
_FILTER = start_tags("autoFilter")
_SORT = start_tags("sortState|sortCondition")


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as its part describes it; rows and columns of the sheet counted from 1."""

    part: str
    sheet: str
    name: str
    area: Area
    """The whole table: header row, data rows, totals row."""

    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]
    insert_row: bool
    """Whether Excel shows the one blank row of an empty table as a place to type."""

    formulas: Mapping[str, str]
    """The formulas with which Excel fills the new rows of some columns."""

    @property
    def first(self) -> int:
        """The first data row."""
        return self.area.top + self.header_rows

    @property
    def last(self) -> int:
        """The last data row."""
        return self.area.bottom - self.totals_rows


def read_table(part: str, sheet: str, xml: bytes) -> TablePart:
    """What a table part says. Raises `ValueError` or `KeyError` for what is not a table."""
    tag = _TABLE.search(xml)
    if not tag:
        raise ValueError("not a table")
    told = attributes(tag[0])
    area = Area.parse(told["ref"])
    header_rows, totals_rows = int(told.get("headerRowCount", "1")), int(told.get("totalsRowCount", "0"))
    columns = tuple(characters(attributes(column[0])["name"]) for column in _COLUMN.finditer(xml))
    if not {header_rows, totals_rows} <= {0, 1} or area.bottom - area.top + 1 < header_rows + totals_rows:
        raise ValueError(f"no table has {header_rows} header rows and {totals_rows} rows of totals")
    name = characters(told.get("displayName") or told["name"])
    insert_row = told.get("insertRow") in ("1", "true")
    return TablePart(part, sheet, name, area, header_rows, totals_rows, columns, insert_row, dict(_formulas(xml)))


def _formulas(xml: bytes) -> Iterator[tuple[str, str]]:
    for column, inner in elements(xml, "tableColumn") if b"calculatedColumnFormula" in xml else ():
        for _, formula in elements(inner, "calculatedColumnFormula"):
            yield characters(attributes(column)["name"]), text(formula)


def resized(xml: bytes, table: TablePart, last: int) -> bytes:
    """The table part with its data ending at row `last`; filter, sorting and totals row move along.

    A header that the part denied (see `BookTable`) is admitted, as Excel needs it.
    """
    area = table.area
    whole = Area(area.top, area.left, last + table.totals_rows, area.right)
    filtered = Area(area.top, area.left, last, area.right)
    splices = []
    if tag := _TABLE.search(xml):
        renewed = with_attribute(without_attribute(tag[0], "insertRow"), "ref", whole.reference)
        if table.header_rows and attributes(renewed).get("headerRowCount") == "0":
            renewed = without_attribute(renewed, "headerRowCount")
        splices.append((*tag.span(), renewed))
    if tag := _FILTER.search(xml):
        splices.append((*tag.span(), with_attribute(tag[0], "ref", filtered.reference)))
    for tag in _SORT.finditer(xml):
        sorted_area = _area(attributes(tag[0]).get("ref", ""))
        if sorted_area and sorted_area.bottom == table.last:
            longer = Area(sorted_area.top, sorted_area.left, last, sorted_area.right)
            splices.append((*tag.span(), with_attribute(tag[0], "ref", longer.reference)))
    return splice(xml, splices)


def _area(reference: str) -> Area | None:
    try:
        return Area.parse(reference)
    except ValueError:
        return None
