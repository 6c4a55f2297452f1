"""What points to a table's rows follows it when it grows or shrinks: names, charts, formulas, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from aop_excel.backends.markup import Splice, reworded, spans, splice
from aop_excel.backends.moved_ranges import moved
from aop_excel.backends.package import Package
from aop_excel.backends.resize import Resize
from aop_excel.backends.sheet_formulas import names_row
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.backends.worksheet import Worksheet

_TABLE_FORMULAS = "(?:calculatedColumnFormula|totalsRowFormula)"
_CHART_FORMULAS = "(?:f|sqref)"


def follow(workbook: WorkbookPart, resizes: Sequence[Resize], sheet: Callable[[str], Worksheet]) -> None:
    """Let everything in the package follow the tables; `sheet` gives a sheet by its name.

    Ranges follow that covered all data rows of some columns, as they do in Excel when rows are typed below a table or
    deleted from it. What the engine wrote is right already.
    """
    package = workbook.package
    grown = {resize.table.sheet for resize in resizes}
    pointing = names_row({row for resize in resizes for row in resize.ends})
    for name, part in workbook.sheets.items():
        if name in grown or pointing.search(package.xml(part)):
            sheet(name).xml.follow(resizes, sheet(name).written)
    workbook.change_names(lambda name, words: _moved_name(name, words, resizes))
    for table in workbook.tables.values():
        _change(package, table.part, _table_formulas(package.xml(table.part), table.sheet, resizes))
    for part in _charts(workbook):
        _change(package, part, _chart_formulas(package.xml(part), resizes))


def _change(package: Package, part: str, splices: Iterable[Splice]) -> None:
    changes = list(splices)
    if changes:
        package.replace(part, splice(package.xml(part), changes))


def _moved_name(name: str, words: str, resizes: Sequence[Resize]) -> str:
    printed = name.lower() == "_xlnm.print_area"
    return moved(words, "", resizes, anchored=True, follow=Resize.show if printed else Resize.follow)


def _table_formulas(xml: bytes, sheet: str, resizes: Sequence[Resize]) -> Iterator[Splice]:
    """With what Excel fills the new rows of a column, and its total."""
    if b"Formula" in xml:
        yield from reworded(xml, _TABLE_FORMULAS, lambda _, words: moved(words, sheet, resizes, anchored=True))


def _chart_formulas(xml: bytes, resizes: Sequence[Resize]) -> Iterator[Splice]:
    """Values and categories, which may be those of a single row; a title or a series' name is one cell for good."""
    titles = [(tag.end(), end) for tag, end in spans(xml, "tx")]

    def follow_range(tag: re.Match[bytes], words: str) -> str:
        lone = not any(first <= tag.start() < last for first, last in titles)
        return moved(words, "", resizes, lone=lone)

    return reworded(xml, _CHART_FORMULAS, follow_range)


def _charts(workbook: WorkbookPart) -> Iterable[str]:
    """The charts on all sheets, found through their drawings."""
    sheets = [*workbook.sheets.values(), *workbook.related("chartsheet")]
    drawings = [drawing for sheet in sheets for drawing in workbook.linked(sheet, "drawing")]
    return dict.fromkeys(chart for drawing in drawings for chart in workbook.linked(drawing, "chart", "chartEx"))
