"""A worksheet part as a whole: rows that changed, and what lies around and over the cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from aop_excel.backends.invariants.areas import area_of, overlapping, readable
from aop_excel.backends.invariants.cells import Grid, Known, address, broken_cells, place
from aop_excel.backends.invariants.parts import Parts, local, parsed, relationship_ids
from aop_excel.backends.invariants.rows import broken_rows, lost_rows
from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.invariants.workbook import out_of_order
from aop_excel.backends.markup import attributes
from aop_excel.backends.sheet_index import Area

SHEET_ORDER: Final = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
REPEATED: Final = ("cols", "conditionalFormatting")
_SHARING: Final = rb"""<(?:[A-Za-z_][\w.\-]*:)?f\s[^>]*?t\s*=\s*["']shared["'][^>]*>"""


class Sheet:
    """One version of a worksheet: its cells that differ from the `other` version, and those in rows to `keep`."""

    def __init__(self, parts: Parts, part: str, other: Parts, keep: Collection[int] = ()) -> None:
        self.parts = parts
        self.part = part
        rows, other_rows = parts.rows(part), other.rows(part)
        self.root = parsed(rows.without(other_rows, keep) if rows else parts.read(part))
        self._same_around = rows is not None and other_rows is not None and rows.frame == other_rows.frame
        data = self.root.find("{*}sheetData")
        self.cells, self._misplaced = place(part, ET.Element("none") if data is None else data)

    @property
    def around(self) -> Iterator[ET.Element]:
        """All elements that are not in a row."""
        for child in self.root:
            if local(child.tag) != "sheetData":
                yield from child.iter()

    @property
    def merges(self) -> list[Area]:
        """The merged cells."""
        found = (area_of(each.get("ref", "")) for each in self.root.iterfind("{*}mergeCells/{*}mergeCell"))
        return [area for area in found if area]

    def broken(self, known: Known) -> Iterator[Finding]:
        """All that Excel would not accept."""
        yield from self._misplaced
        yield from broken_rows(self.part, self.parts.rows(self.part))
        yield from broken_cells(self.part, self.cells, known)
        yield from () if self._same_around else self._broken_around()
        yield from self._outside()
        yield from _hidden(self.part, self.cells, self.merges)
        yield from self._orphans()

    def _broken_around(self) -> Iterator[Finding]:
        yield from out_of_order(self.part, self.root, SHEET_ORDER, REPEATED)
        yield from (Finding(self.part, area.reference, Rule.MERGES) for area in overlapping(self.merges))
        links = self.parts.links(self.part)
        for element in self.around:
            name = local(element.tag)
            for key in ("ref", "sqref"):
                told = element.get(key)
                if told is not None and not readable(told):
                    yield Finding(self.part, f"{name} {told}", Rule.REFERENCE)
            if name == "sqref" and not readable(element.text or ""):
                yield Finding(self.part, f"{name} {element.text}", Rule.REFERENCE)
            for identity in relationship_ids(element).values():
                if identity not in links:
                    yield Finding(self.part, f"{name} {identity}", Rule.LINK_MISSING)

    def _outside(self) -> Iterator[Finding]:
        """Cells that the sheet's used range leaves out."""
        told = self.root.find("{*}dimension")
        area = None if told is None else area_of(told.get("ref", ""))
        for at in self.cells if area else ():
            if area and at not in area:
                yield Finding(self.part, address(*at), Rule.DIMENSION)

    def _orphans(self) -> Iterator[Finding]:
        """Formulas shared with a cell that no longer has one to share."""
        xml = self.parts.read(self.part)
        if b"shared" in xml:
            told = [attributes(tag[0]) for tag in re.finditer(_SHARING, xml)]
            masters = {formula.get("si") for formula in told if "ref" in formula}
            for group in {formula.get("si", "") for formula in told} - masters:
                yield Finding(self.part, f"si {group}", Rule.SHARED_FORMULA)


def _hidden(part: str, cells: Grid, merges: Sequence[Area]) -> Iterator[Finding]:
    """Cells with a content that only the first cell of a merge can show."""
    filled: dict[int, list[int]] = defaultdict(list)
    for (row, column), cell in cells.items():
        if len(cell) and any(child.text or len(child) for child in cell):
            filled[row].append(column)
    rows = sorted(filled)
    for area in merges:
        for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
            for column in filled[row]:
                if (row, column) in area and (row, column) != (area.top, area.left):
                    yield Finding(part, address(row, column), Rule.HIDDEN)


def lost_from_sheet(part: str, old: Parts, new: Parts) -> Iterator[Finding]:
    """Rows and cells that are gone, and elements around them that were lost or added."""
    was, now = old.rows(part), new.rows(part)
    if was and now:
        yield from lost_rows(part, was, now)
        if was.frame != now.frame:
            yield from lost_elements(part, parsed(was.frame).iter(), parsed(now.frame).iter())
        return
    before, after = Sheet(old, part, new), Sheet(new, part, old)
    for row in {row for row, _ in before.cells.keys() - after.cells.keys()}:
        yield Finding(part, str(row), Rule.ROW_LOST)
    yield from lost_elements(part, before.around, after.around)


def lost_elements(part: str, old: Iterable[ET.Element], new: Iterable[ET.Element]) -> Iterator[Finding]:
    """The first element in which two versions differ by name."""
    before, after = [local(each.tag) for each in old], [local(each.tag) for each in new]
    if before != after:
        pairs = zip([*before, ""], [*after, ""], strict=False)
        yield Finding(part, next((was or now for was, now in pairs if was != now), ""), Rule.ELEMENT_LOST)
