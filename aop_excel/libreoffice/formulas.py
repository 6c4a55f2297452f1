"""Formulas in Excel's words and in those of LibreOffice: `SUM('2 Budget'!A1,x)` is `SUM($'2 Budget'.A1;x)`."""

from __future__ import annotations

import re
from typing import Final

_TEXT: Final = r'"(?:[^"]|"")*"'
_ARRAY: Final = r"\{[^{}]*\}"
_COLUMNS: Final = r"(?P<columns>\[(?:'.|\[(?:'.|[^\[\]'])*\]|[^\[\]'])*\])(?!\w*!)"
_AREA: Final = r"(?=\$?[A-Za-z]{1,3}(?:\$?\d|:)|\$?\d+:|#REF!)"
_SHEET: Final = r"(?:'(?:[^']|'')+'|[^\W\d]\w*)"
_TRUTH: Final = r"(?<![\w.])(?P<truth>TRUE|FALSE)"

_EXCEL: Final = re.compile(
    rf"(?P<text>{_TEXT})|(?P<array>{_ARRAY})|{_COLUMNS}|(?P<sheet>{_SHEET})!{_AREA}|{_TRUTH}(?![\w.(])|(?P<comma>,)"
)
_LIBREOFFICE: Final = re.compile(
    rf"(?P<text>{_TEXT})|(?P<array>{_ARRAY})|{_COLUMNS}|\$?(?P<sheet>{_SHEET})\.{_AREA}|{_TRUTH}\(\)|(?P<comma>;)"
)
_INSIDE: Final = re.compile(r"(?P<name>\[(?:'.|[^\[\]'])*\])|[,;]")
_PARTS: Final = re.compile(rf"(?P<text>{_TEXT})|[,;|]")


def to_libreoffice(formula: str) -> str:
    """A formula as LibreOffice takes it; both begin with `=`."""

    def piece(match: re.Match[str]) -> str:
        if match["array"]:
            return _PARTS.sub(lambda part: part["text"] or {",": ";", ";": "|"}[part[0]], match[0])
        if match["columns"]:
            return _columns(match[0], ";")
        if match["sheet"]:
            return f"${match['sheet']}."
        if match["truth"]:
            return match[0] + "()"
        return ";" if match["comma"] else match[0]

    return _EXCEL.sub(piece, formula)


def from_libreoffice(formula: str) -> str:
    """A formula as Excel has it; both begin with `=`."""

    def piece(match: re.Match[str]) -> str:
        if match["array"]:
            return _PARTS.sub(lambda part: part["text"] or {";": ",", "|": ";"}[part[0]], match[0])
        if match["columns"]:
            return _columns(match[0], ",")
        if match["sheet"]:
            return f"{match['sheet']}!"
        if match["truth"]:
            return match["truth"]
        return "," if match["comma"] else match[0]

    return _LIBREOFFICE.sub(piece, formula)


def _columns(words: str, separator: str) -> str:
    """The columns of a table in brackets: `[[#This Row],[Jan]]`; what stands in one pair of them is a name."""
    if not words.startswith("[["):
        return words
    return _INSIDE.sub(lambda part: part["name"] or separator, words[1:-1]).join("[]")
