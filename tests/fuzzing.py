"""Anything typed into a plan, and a plan's file damaged anywhere: what to try, and what must hold afterwards."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

import openpyxl
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from aop_excel.backends.file import FileBook
from aop_excel.backends.refusals import WouldBeDamaged
from aop_excel.commands import Outcome, refresh
from aop_excel.domain.calendar import FiscalYear
from aop_excel.errors import AopError
from aop_excel.sheets import FIELDS, TABLES
from aop_excel.workbook.book import Value
from aop_excel.workbook.layout import Author
from tests.packages import Parts, packed, unpacked
from tests.plans import YEAR, Owner, number, places

NOW = datetime(2027, 8, 1, 9, 0)
OWNERS_TABLES = [table for table in TABLES.values() if table.author is Author.OWNER]
OWNERS_FIELDS = [field for field in FIELDS.values() if field.author is Author.OWNER]

# Cells ---------------------------------------------------------------------------------------------------------------

WORDS = (
    "x", "X ", "0", "-0", "1,5 tỷ", "1.234", "(350k)", "35%", "1e5", "1e999", "nan", "inf", "12/13/2027", "29/2/2027",
    "2027-02-30", "#N/A", "=1+1", "=cmd|'/c calc'!A0", "+84 912 345 678", "-", "@SUM(1)", "{first}", "{typed}", "{",
    "}", "[@code]", "aop_budget[code]", '"', '""&A1&""', "'", "' '!A1", "<b>&amp;</b>", "]]>", "_x0001_", "_x005F_",
    "a" * 300, "ế" * 32_767, "🍼" * 500, "\u202e\u200b", "revenue", "Doanh thu", "doanh thu", "REVENUE", "DT-SHOP",
    "RENT", "Online", "GM", "own", "Tự định nghĩa", "English", "không có", "2027", "13", "Even", "a+b", "+",
    "fixed+people",
)  # fmt: skip
ODD = st.text(st.characters(codec="utf-8"), max_size=40)
CONTROL = st.text(st.sampled_from("\x00\x01\x08\t\n\x0b\r\x1f\x7f\x85\ufeff\ufffd\ufffe\u2028 ab"), max_size=8)
NUMBERS = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.1, 12.0, 13.0, 2027.0, 1e15, -9e15, 9.1e15, 1e300, -1e308, 5e-324]),
    st.floats(allow_nan=False, allow_infinity=False),
)
DAYS = st.one_of(
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)),
)
CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), st.sampled_from(WORDS), ODD, CONTROL, NUMBERS, DAYS
)


@dataclass(frozen=True)
class Typed:
    """A value typed into one cell: of a table's row by column key, or of a field."""

    place: str
    row: int
    column: str
    value: Value


def _columns(table: str) -> list[str]:
    return [column.key for column in TABLES[table].columns(FiscalYear(YEAR, 1)) if not column.calculated]


TYPED: st.SearchStrategy[Typed] = st.one_of(
    st.sampled_from(OWNERS_TABLES).flatmap(
        lambda table: st.builds(
            Typed, st.just(table.name), st.integers(1, 12), st.sampled_from(_columns(table.name)), CELLS
        )
    ),
    st.builds(Typed, st.sampled_from([field.name for field in OWNERS_FIELDS]), st.just(0), st.just(""), CELLS),
)


LITTLE_OR_MUCH = st.one_of(st.lists(TYPED, min_size=1, max_size=3), st.lists(TYPED, min_size=4, max_size=30))
"""Where much is typed something is wrong, and only that is told; a little can be right."""


def type_into(path: Path, typed: Sequence[Typed]) -> None:
    """Type into a plan's file what fits into it, and save it."""
    owner = Owner(path)
    for each in typed:
        if not each.row:
            owner.sets(each.place, each.value)
        elif each.column in places(owner.book, each.place):
            last = len(owner.book.rows(each.place)) - 1
            owner.types(each.place, min(each.row, number(owner.book, each.place, last)), **{each.column: each.value})
    owner.book.save()


def check_typed(path: Path, typed: Sequence[Typed]) -> Outcome | None:
    """Whatever was typed: refresh ends, says what is wrong in both languages, and has nothing to do a second time."""
    type_into(path, typed)
    before = path.read_bytes()
    try:
        outcome = refreshed(path)
    except AopError as refused:
        assert_told(refused)
        return None
    for located in outcome.troubles.problems:
        words = (located.problem.text, located.problem.cure)
        assert all(text.vi.strip() and text.en.strip() for text in words), located
        assert located.address
    once = path.read_bytes()
    assert not refreshed(path).changed, "a second refresh changes something"
    assert path.read_bytes() == once
    assert_whole(once, before)
    return outcome


def refreshed(path: Path, month: date | None = None) -> Outcome:
    """Refresh a file."""
    book = FileBook.open(path)
    outcome = refresh(book, NOW, month)
    book.save()
    return outcome


def assert_told(refused: AopError) -> None:
    """A refusal says why in both languages."""
    assert len(refused.text.vi) > 30
    assert len(refused.text.en) > 30
    assert refused.text.vi != refused.text.en


# Files ---------------------------------------------------------------------------------------------------------------

NASTY = (
    b"", b"0", b"-1", b"1", b"99999999999999999999", b"1e999", b"NaN", b"true", b"#REF!", b"A1", b"XFD1048576", b"A0",
    b"A1:XFD1048576", b"B9:A1", b"../../x.xml", b"/xl/workbook.xml", b"rId1", b"&#0;", b"&amp;", b"s", b"e", b"str",
    b"b", b"inlineStr", b"shared", b"array", b"x" * 5000, b"\xff\xfe", "ế🍼".encode(), b"<", b">", b'"', b"''",
)  # fmt: skip
Change = Callable[[bytes, random.Random], bytes]


def flipped(content: bytes, dice: random.Random) -> bytes:
    """Some bytes have other values."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 10, 100))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(content: bytes, dice: random.Random) -> bytes:
    """Some bytes are missing."""
    start = dice.randrange(len(content) + 1)
    return content[:start] + content[start + dice.choice((1, 4, 50, 3000)) :]


def truncated(content: bytes, dice: random.Random) -> bytes:
    """The end is missing."""
    return content[: dice.randrange(len(content) + 1)]


def filled(content: bytes, dice: random.Random) -> bytes:
    """There is something more."""
    start = dice.randrange(len(content) + 1)
    more = dice.choice((bytes(dice.choice((1, 30))), dice.randbytes(20), content[start : start + 200], *NASTY))
    return content[:start] + more + content[start:]


def other_value(xml: bytes, dice: random.Random) -> bytes:
    """An attribute or a text has another value: a nasty one, or one that stands elsewhere in the part."""
    found = list(re.finditer(rb'"([^"<>]*)"|>([^<>]+)<', xml))
    if not found:
        return xml
    place = dice.choice(found)
    group = 1 if place[1] is not None else 2
    other = dice.choice(found)
    new = dice.choice((*NASTY, other[1] or other[2] or b""))
    return xml[: place.start(group)] + new + xml[place.end(group) :]


def other_name(xml: bytes, dice: random.Random) -> bytes:
    """An element or an attribute is called otherwise."""
    found = list(re.finditer(rb"(?<=[< ])[A-Za-z:]+(?=[ =/>])", xml))
    if not found:
        return xml
    place, other = dice.choice(found), dice.choice(found)
    return xml[: place.start()] + dice.choice((other[0], b"x", b"y:" + place[0])) + xml[place.end() :]


def element_gone_or_twice(xml: bytes, dice: random.Random) -> bytes:
    """An element without children is missing, there twice, or somewhere else."""
    found = list(re.finditer(rb"<([A-Za-z:]+)(?:\s[^<>]*)?(?:/>|>[^<]*</\1>)", xml))
    if not found:
        return xml
    place = dice.choice(found)
    rest = xml[: place.start()] + xml[place.end() :]
    match dice.randrange(3):
        case 0:
            return rest
        case 1:
            return xml[: place.end()] + place[0] + xml[place.end() :]
    elsewhere = dice.choice(found)
    return xml[: elsewhere.start()] + place[0] + xml[elsewhere.start() :]


IN_XML: tuple[Change, ...] = (
    *[other_value] * 12,
    *[element_gone_or_twice] * 5,
    *[other_name] * 3,
    flipped,
    cut,
    filled,
)
IN_FILE: tuple[Change, ...] = (flipped, cut, truncated, filled)


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The file after something went wrong: with its bytes, with its parts, or inside its parts."""
    kind = dice.randrange(10)
    if kind == 0:
        return dice.choice(IN_FILE)(content, dice)
    parts = unpacked(content)
    if kind == 1:
        return packed(_mixed_up(parts, dice))
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        name = dice.choice([part for part in parts if part.endswith((".xml", ".rels"))])
        parts[name] = dice.choice(IN_XML)(parts[name], dice)
    return packed(parts)


def _mixed_up(parts: Parts, dice: random.Random) -> Parts:
    """A part is missing, takes another's place, or stands under a name of another kind."""
    one, other = dice.sample(list(parts), 2)
    match dice.randrange(4):
        case 0:
            return {name: content for name, content in parts.items() if name != one}
        case 1:
            return parts | {one: parts[other], other: parts[one]}
        case 2:
            return parts | {one: parts[other]}
    return parts | {dice.choice(("xl/new.xml", one.upper(), one.replace("/", "\\"), "xl/calcChain.xml")): parts[other]}


def check_damaged(path: Path, content: bytes, dice: random.Random) -> str:
    """Refresh a damaged file: it is refused, or the new one is as whole as the damaged one was; how it ended."""
    bad = damaged(content, dice)
    path.write_bytes(bad)
    try:
        refreshed(path, dice.choice((None, date(2027, 3, 1))))
    except WouldBeDamaged:
        raise  # our own last look would have kept it from the owner; but it is a mistake of ours
    except AopError as refused:
        assert_told(refused)
        assert path.read_bytes() == bad
        return type(refused).__name__
    after = path.read_bytes()
    if after == bad:
        return "nothing changed"
    assert_whole(after, bad)
    if dice.random() < 0.1 and _opens(openpyxl.load_workbook, bad):
        assert _opens(openpyxl.load_workbook, after), "openpyxl does not open it any more"
    return "refreshed"


def assert_whole(after: bytes, before: bytes) -> None:
    """What could be unpacked still can be, what was written is XML, and calamine reads what it read."""
    if _opens(_unpack_all, before):
        _unpack_all(BytesIO(after))
        was = unpacked(before)
        for name, part in unpacked(after).items():
            if name.endswith((".xml", ".rels")) and part != was.get(name):
                expat.ParserCreate().Parse(part, True)
    if _opens(_read_all, before):
        assert _opens(_read_all, after), "calamine does not read it any more"


def _unpack_all(file: BytesIO) -> None:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None


def _read_all(file: BytesIO) -> None:
    """Let calamine read every sheet, unless a cell far away would make it ask for more memory than there is."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and _extent(archive.read(name)) > READ_AT_MOST:
                raise ValueError(f"{name} reaches too far")
    book = CalamineWorkbook.from_filelike(file)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


READ_AT_MOST = 20_000_000


def _extent(sheet: bytes) -> int:
    """How many cells lie between A1 and the last row and column that a sheet names."""
    cells = re.findall(rb'r="([A-Z]{1,3})([0-9]{1,7})"', sheet)
    columns = {letters for letters, _ in cells}
    rows = max((int(row) for _, row in cells), default=0)
    return rows * max((sum((each - 64) * 26**at for at, each in enumerate(reversed(c))) for c in columns), default=0)


def _opens(program: Callable[[BytesIO], object], content: bytes) -> bool:
    try:
        program(BytesIO(content))
    except KeyboardInterrupt:
        raise
    except BaseException:  # calamine's panics are no `Exception`
        return False
    return True
