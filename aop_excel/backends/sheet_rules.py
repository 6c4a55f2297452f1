"""What a sheet says of ranges after its cells (formats, validations, filters, sparklines) follows a table's rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aop_excel.backends.markup import Splice, local_attributes, reworded, spans, start_tags, text, with_attribute
from aop_excel.backends.moved_ranges import Follow, moved
from aop_excel.backends.resize import Resize
from aop_excel.backends.sheet_index import Area, SheetIndex

_WITH_RANGES: Final = start_tags("conditionalFormatting|dataValidation|protectedRange|ignoredError")
_FILTERS: Final = start_tags("autoFilter|sortState|sortCondition")
_EXTENDED_RANGES: Final = re.compile(
    rb"<(?:[\w.\-]++:)?sqref\s*+>([^<]*+)</[^<>]*+>(?!\s*+</(?:[\w.\-]++:)?sparkline\s*+>)"
)
_FORMULAS: Final = "(?:f|formula[12]?)"


def rule_splices(xml: bytes, index: SheetIndex, sheet: str, resizes: Sequence[Resize]) -> list[Splice]:
    """What lets all that stands after the cells of a sheet follow the tables of the workbook."""
    sparklines = [(tag.end(), end) for tag, end in spans(xml, "sparklineGroups", index.end)]

    def follow(tag: re.Match[bytes], words: str) -> str:
        anchored = not any(first <= tag.start() < last for first, last in sparklines)
        return moved(words, sheet, resizes, anchored=anchored)

    here = [resize for resize in resizes if resize.table.sheet == sheet]
    ranges = _ranges(xml, index.end, here) if here else []
    return [*ranges, *reworded(xml, _FORMULAS, follow, index.end)]


def _ranges(xml: bytes, position: int, resizes: Sequence[Resize]) -> list[Splice]:
    splices: list[Splice] = []
    for pattern, name, follow in ((_WITH_RANGES, "sqref", Resize.cover), (_FILTERS, "ref", Resize.follow)):
        for tag in pattern.finditer(xml, position):
            old = local_attributes(tag[0]).get(name, "")
            new = _followed(old, resizes, follow)
            if new != old:
                splices.append((*tag.span(), with_attribute(tag[0], name, new)))
    for found in _EXTENDED_RANGES.finditer(xml, position):
        old = text(found[1])
        new = _followed(old, resizes, Resize.cover)
        if new != old:
            splices.append((*found.span(1), new.encode()))
    return splices


def _followed(ranges: str, resizes: Sequence[Resize], follow: Follow) -> str:
    """Ranges as `sqref` lists them, where they reach now."""
    return " ".join(_followed_range(reference, resizes, follow) for reference in ranges.split(" "))


def _followed_range(reference: str, resizes: Sequence[Resize], follow: Follow) -> str:
    try:
        area = Area.parse(reference)
    except ValueError:
        return reference
    new = next((new for resize in resizes if (new := follow(resize, area)) != area), area)
    if new == area:
        return reference
    first, _, last = new.reference.partition(":")
    return first if first == last else new.reference
