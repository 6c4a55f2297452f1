"""Formulas as the workbook needs them: column keys become the headers that stand in this workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Language, Text
from aop_excel.workbook.layout import Template
from aop_excel.workbook.slots import fill_slots

_REFERENCE = re.compile(
    r"""(?P<string>"[^"]*")"""
    r"""|\[@\[(?P<here_from>\w+)\]:\[(?P<here_to>\w+)\]\]"""
    r"""|\[@(?P<here>\w+)\]"""
    r"""|(?P<table>aop_\w+)\[\[(?P<start>\w+)\]:\[(?P<end>\w+)\]\]"""
    r"""|(?P<owner>aop_\w+)\[(?P<column>\w+)\]"""
)


_SPECIAL = re.compile(r"[^\w ]")


@dataclass(frozen=True)
class Names:
    """The headers of every table by column key, and the language in which words are written."""

    headers: Mapping[str, Mapping[str, str]]
    language: Language
    year: FiscalYear
    _written: dict[tuple[Template, str], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def formula(self, template: Template, table: str) -> str:
        """Write a template out for a cell of `table`; KeyError for a table or column that does not exist."""
        key = template, table
        if key not in self._written:  # most rows of a column share one template
            self._written[key] = self._write(template, table)
        return self._written[key]

    def _write(self, template: Template, table: str) -> str:
        def reference(match: re.Match[str]) -> str:
            if match["string"]:
                return match[0]
            if match["here"]:
                return f"{table}[[#This Row],[{self._header(table, match['here'])}]]"
            if match["here_from"]:
                return f"{table}[[#This Row],{self._span(table, match['here_from'], match['here_to'])}]"
            if match["table"]:
                return f"{match['table']}[{self._span(match['table'], match['start'], match['end'])}]"
            header = self._header(match["owner"], match["column"])
            # Excel wants a second pair of brackets around a header with any character that is neither letter nor digit.
            return f"{match['owner']}[[{header}]]" if _SPECIAL.search(header) else f"{match['owner']}[{header}]"

        text = template(self.language) if isinstance(template, Text) else template
        first, *_, last = self.year.month_numbers
        return _REFERENCE.sub(reference, fill_slots(text, {"{first}": f"{first:02d}", "{last}": f"{last:02d}"}))

    def _span(self, table: str, start: str, end: str) -> str:
        return f"[{self._header(table, start)}]:[{self._header(table, end)}]"

    def _header(self, table: str, key: str) -> str:
        """Excel wants an apostrophe before the characters that mean something in a structured reference."""
        return re.sub(r"(['\[\]#@])", r"'\1", self.headers[table][key])
