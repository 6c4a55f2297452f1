"""How rows are told apart and refer to each other: codes that stand twice, and names that nothing is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.names import bare, fold
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Format, Table
from aop_excel.workbook.reading import Found, Reading, row_code
from aop_excel.workbook.typed import shortened


def duplicates(table: Table, columns: Sequence[Column], found: Sequence[Found]) -> Iterator[Problem]:
    """The rows whose unique column holds what an earlier row holds."""
    for column in columns:
        if not column.unique:
            continue
        first: dict[str, int] = {}
        for each in found:
            value = str(getattr(each.record, column.key))
            earlier = first.setdefault(_as_excel_compares(value), each.row)
            if earlier != each.row:
                yield Problem(
                    table.name,
                    Text(
                        "“{value}” đã có ở dòng thứ {earlier} của bảng",
                        "“{value}” stands in row {earlier} of the table already",
                    ).format(value=shortened(value), earlier=earlier),
                    Text(
                        "Đổi thành giá trị khác, hoặc xóa một trong hai dòng.", "Change it, or delete one of the rows."
                    ),
                    each.row,
                    column.key,
                )


def _as_excel_compares(value: str) -> str:
    """SUMIFS takes texts that look like numbers for numbers: `007`, `7` and `7.0` are one and the same to it."""
    return str(float(value)) if _NUMERAL.fullmatch(value) else fold(value)


_NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?")


def resolve_references(reading: Reading, year: FiscalYear) -> None:
    """Bring every reference to the spelling of what it refers to; report those that refer to nothing.

    Where a name that can be referred to is itself wrong, nobody can say what is unknown: only that mistake is told.
    """
    doubtful = {f"{each.place}.{each.column}" for each in reading.errors}
    for name, found in reading.found.items():
        table = reading.tables[name]
        _resolve_parts(table, found, reading, year)
        columns = [column for column in table.columns(year) if column.refers and column.format is not Format.CODES]
        for column in columns:
            if column.refers not in reading.declared:
                continue
            exact = dict.fromkeys(reading.declared[column.refers])
            own = {getattr(each.record, column.key) for each in found} if column.unique else set()
            folded = {fold(value): value for value in exact}
            plain = {bare(value): value for value in exact}
            is_told = not ((column.unique and column.loose) or column.outlives) and column.refers not in doubtful
            for broken in reading.broken.get(name, ()):
                value = broken.record.get(column.key)
                if is_told and isinstance(value, str) and fold(value) not in folded and bare(value) not in plain:
                    reading.problems.append(_unknown(table, column, broken.row, value, list(folded.values()), reading))
            for place, each in enumerate(found):
                value = getattr(each.record, column.key)
                if not value or value in exact:
                    continue
                meant = folded.get(fold(value)) or plain.get(bare(value))
                if meant is None or meant in own:
                    if is_told:
                        reading.problems.append(
                            _unknown(table, column, each.row, value, list(folded.values()), reading)
                        )
                    continue
                found[place] = Found(each.row, each.record.model_copy(update={column.key: meant}))
                if column.unique or column.key == "code":
                    cells = [key for owner, code, key in reading.inexact if (owner, code) == (name, value)]
                    reading.inexact.update((name, meant, key) for key in cells)
                if meant.casefold() != value.casefold():
                    code = row_code(table.columns(year), found[place].record.__dict__)
                    reading.inexact.update((name, code, other.key) for other in table.columns(year))


def _resolve_parts(table: Table, found: list[Found], reading: Reading, year: FiscalYear) -> None:
    """Bring codes that are joined by + to their spelling: those of lines, in a KPI's parts, or what they refer to."""
    doubtful = {f"{each.place}.{each.column}" for each in reading.errors}
    for column in table.columns(year):
        if column.format not in (Format.PARTS, Format.CODES):
            continue
        declared = column.refers or "aop_budget.code"
        codes = {fold(code): code for code in reading.declared.get(declared, ())}
        for place, each in enumerate(found):
            parts = tuple(codes.get(fold(part), part) for part in getattr(each.record, column.key))
            found[place] = Found(each.row, each.record.model_copy(update={column.key: parts}))
            if column.refers and declared in reading.declared and declared not in doubtful:
                unknown = (part for part in parts if part not in codes.values())
                reading.problems += [
                    _unknown(table, column, each.row, part, [*codes.values()], reading) for part in unknown
                ]


def _unknown(table: Table, column: Column, row: int, value: str, known: list[str], reading: Reading) -> Problem:
    if not known:
        cure = Text("Chưa có gì để chọn: khai báo trước.", "There is nothing to choose from yet: declare it first.")
    elif len(reading.problems) < _HELPED and (meant := _meant(value, known)):
        cure = Text("Có phải “{name}”? Nếu không: {choose}", "Is it “{name}”? If not: {choose}").format(
            name=shortened(meant), choose=_choose(known)
        )
    else:
        cure = _choose(known)
    return Problem(
        table.name,
        Text("“{value}” ở cột {column} chưa được khai báo", "“{value}” in {column} is not known").format(
            value=shortened(value), column=column.label
        ),
        cure,
        row,
        column.key,
        Severity.WARNING if column.loose else Severity.ERROR,
    )


def _choose(known: list[str]) -> Text:
    return Text("Chọn một trong: {known}; hoặc khai báo thêm.", "Choose one of: {known}; or declare it first.").format(
        known=", ".join([*map(shortened, known[:_NAMED]), *(["…"] if len(known) > _NAMED else [])])
    )


def _meant(value: str, known: list[str]) -> str | None:
    """The known name of which the value may be a slip of the pen."""
    folded = {bare(name): name for name in known[:_COMPARED]}
    meant = get_close_matches(bare(value), folded, n=1, cutoff=_ALIKE) if len(value) <= _LONG else []
    return folded[meant[0]] if meant else None


_ALIKE = 0.75
"""From this likeness on (0 to 1) a name is taken for a slip of the pen."""

_COMPARED, _LONG, _HELPED = 100, 60, 100
"""So many names are looked through, up to this length, for so many problems: a file may hold very many of each."""

_NAMED = 12
"""So many of the known names are told."""
