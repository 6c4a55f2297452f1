"""The last look finds nothing in what a refresh writes, whatever is written and whoever saved the file before."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aop_excel.backends import graft, sheet_part
from aop_excel.backends.cells import Content, cell_xml
from aop_excel.backends.file import FileBook
from aop_excel.backends.invariants import Finding, damage
from aop_excel.commands import refresh
from aop_excel.errors import AopError
from aop_excel.workbook.book import Formula, Value
from tests.additions.containers import Contents, as_by_excel, as_by_hand, piped, wide, with_wide_end, zipped
from tests.backends.damages import NOW, dress
from tests.backends.packages import HEADER, SHEET, plan
from tests.backends.test_growth import totals
from tests.other_programs import PROGRAMS
from tests.packages import rewritten
from tests.plans import SHOP, SHOP_VI, STARTERS, Starter, aop, new

Copy = Callable[[Starter], Path]


def findings(book: FileBook) -> list[Finding]:
    """What the last look finds in the book as it is about to be saved."""
    return damage(book._package, book.patched())


def refreshed(path: Path) -> FileBook:
    """The plan after a refresh at another time, for the first month of its year, not yet saved."""
    book = FileBook.open(path)
    first = book.field("aop_start_month")
    assert isinstance(first, float)
    refresh(book, NOW, date(2027, int(first), 1))
    assert book.changed
    return book


@pytest.mark.parametrize("starter", STARTERS, ids=str)
def test_nothing_is_found_in_a_refreshed_starter_plan(made: Copy, starter: Starter) -> None:
    assert findings(refreshed(made(starter))) == []


NEEDS = {"libreoffice": [pytest.mark.needs_libreoffice], "exceljs": [pytest.mark.needs_node]}
PROGRAMS_THAT_KEEP_TABLES = [
    pytest.param(program, marks=NEEDS.get(program, ())) for program in PROGRAMS if program != "sheetjs"
]


@pytest.mark.parametrize("program", PROGRAMS_THAT_KEEP_TABLES)
@pytest.mark.parametrize("starter", [SHOP, SHOP_VI], ids=str)
def test_nothing_is_found_after_other_programs(copy: Copy, starter: Starter, program: str) -> None:
    path = copy(starter)
    PROGRAMS[program](path)
    book = refreshed(path)
    month = str(book.rows("aop_comments")[0][0])
    book.append_rows("aop_comments", [[month], *([3] for _ in range(60))])
    assert findings(book) == []


CONTAINERS: list[Callable[[Contents], bytes]] = [piped, wide, with_wide_end, as_by_excel, as_by_hand]


@pytest.mark.parametrize("container", [*CONTAINERS, lambda parts: b"#!" + zipped(parts, comment=b"PK hi")])
def test_a_zip_of_another_kind_is_no_damage(shop: Path, container: Callable[[Contents], bytes]) -> None:
    with zipfile.ZipFile(shop) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    shop.write_bytes(container(parts))
    assert findings(refreshed(shop)) == []


def test_a_local_record_that_was_wrong_before_is_no_damage(shop: Path) -> None:
    content = shop.read_bytes()
    start = zipfile.ZipFile(shop).getinfo("xl/styles.xml").header_offset
    shop.write_bytes(content[: start + 30] + b"XL" + content[start + 32 :])
    assert findings(refreshed(shop)) == []


# Random writes --------------------------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["=1+1", "_x0041_", "a\r\nb\tc", " x ", "]]>", "<b>&amp;", "\x00\x1f", "\ufffe\ud800"]),
    st.just("😀" * 16_383),
)
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**15), 10**15), st.sampled_from([-0.0, 5e-324])
)
DAYS = st.one_of(
    st.dates(date(1904, 1, 2), date(9999, 12, 31)), st.datetimes(datetime(1904, 1, 2), datetime(9999, 12, 31))
)
PLAIN = st.one_of(TEXTS, NUMBERS, st.booleans(), DAYS, st.none())
FORMULAS = st.builds(Formula, st.sampled_from(["RC[-1]*2", '"a""(b"&R[-1]C', "SUM([[Jan]:[Total]])", '""']), PLAIN)
VALUES = st.one_of(PLAIN, FORMULAS)
ROWS = st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=12)
WRITES = st.lists(
    st.one_of(
        st.tuples(st.just("replace"), ROWS),
        st.tuples(st.just("append"), ROWS),
        st.tuples(st.just("field"), VALUES),
    ),
    min_size=1,
    max_size=4,
)


def owners(workbook: Any, sheet: Any) -> None:
    """What an owner has around the table: formats, validations, a merge, another table, a formula beside it."""
    sheet.conditional_format("C5:C6", {"type": "cell", "criteria": ">", "value": 5, "format": workbook.add_format()})
    sheet.data_validation("D5:D6", {"validate": "list", "source": ["a", "b"]})
    sheet.merge_range("F2:G3", "mine")
    sheet.write("F9", "beside")
    sheet.add_table("C26:E28", {"name": "mine", "style": None})
    sheet.write_formula("E5", "=1+1", None, 2)


def as_excel_writes(parts: dict[str, bytes]) -> None:
    """E5 shares its formula with D5 in the table; row 9 says that it has one column."""
    sheet = parts[SHEET].decode()
    shared = (
        '<c r="D5"><f t="shared" ref="D5:E5" si="0">1+1</f><v>2</v></c><c r="E5"><f t="shared" si="0"/><v>2</v></c>'
    )
    sheet, formulas = re.subn('<c r="D5".*?</c><c r="E5".*?</c>', shared, sheet)
    sheet, spans = re.subn('<row r="9" spans="[^"]*"', '<row r="9" spans="6:6"', sheet)
    assert (formulas, spans) == (1, 1)
    parts[SHEET] = sheet.encode()


@pytest.fixture(scope="module", params=[{}, totals()], ids=["plain", "totals"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workbook of an owner's, with or without a totals row."""
    return rewritten(plan(tmp_path_factory.mktemp("small"), owners, **request.param), as_excel_writes)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(WRITES, min_size=1, max_size=2))
def test_nothing_is_found_whatever_is_written(small: Path, rounds: list[list[tuple[str, Any]]]) -> None:
    book = FileBook.open(small)
    for writes in rounds:
        try:
            for kind, value in writes:
                write(book, kind, value)
        except AopError:
            return  # there is no room for so many rows: such a book is not saved
        content = book.patched()
        assert damage(book._package, content) == []
        book = FileBook(small, content)


def write(book: FileBook, kind: str, value: Any) -> None:
    """One call of the port."""
    rows: Sequence[Sequence[Value | Formula]] = value
    match kind:
        case "replace":
            book.replace_rows("aop_budget", [HEADER, *rows])
        case "append":
            book.append_rows("aop_budget", [HEADER, *rows])
        case "field":
            book.set_field("aop_year", value)


# A mistake of ours ----------------------------------------------------------------------------------------------------


def without_type(prefix: str, row: int, column: int, style: str, content: Content) -> bytes:
    """A cell as a mistaken program would write it: texts without saying that they are texts."""
    return cell_xml(prefix, row, column, style, content).replace(b' t="str"', b"")


@pytest.mark.parametrize(("language", "words"), [("en", "the old file is intact"), ("vi", "tệp cũ vẫn còn nguyên")])
def test_a_damaged_result_is_not_written(
    shop: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    words: str,
) -> None:
    before, beside = shop.read_bytes(), sorted(shop.parent.iterdir())
    monkeypatch.setenv("AOP_LANG", language)
    monkeypatch.setattr(sheet_part, "cell_xml", without_type)
    assert aop("refresh", shop, "--month", "2027-03") == 1
    told = capsys.readouterr().err
    assert words in told
    assert "xl/worksheets/sheet11.xml (C6): " in told
    assert "--debug" in told
    assert "Traceback" not in told
    assert (shop.read_bytes(), sorted(shop.parent.iterdir())) == (before, beside)


def test_debug_tells_all_that_was_found(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sheet_part, "cell_xml", without_type)
    assert aop("refresh", shop, "--month", "2027-03", "--debug") == 1
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert told.count("the value is not a number") > 10


def test_a_damaged_new_plan_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sheet_part, "cell_xml", without_type)
    assert new(tmp_path / "plan.xlsx", SHOP) == 1
    assert "xl/worksheets/" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def lost_goals(parts: dict[str, bytes]) -> None:
    """The table of goals has another name, as after a copy; `aop repair` makes it anew."""
    part = next(name for name, content in parts.items() if b'displayName="aop_goals"' in content)
    parts[part] = parts[part].replace(b"aop_goals", b"Table1")


def test_a_repaired_plan_is_looked_through_as_a_whole(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AOP_LANG", "en")
    rewritten(shop, lost_goals)
    again = shop.with_name("again.xlsx")
    with monkeypatch.context() as mistaken:
        mistaken.setattr(graft, "_next_table_number", lambda _: 1)
        assert aop("repair", shop, "-o", again) == 1
    assert "the table's name or id is not its own" in capsys.readouterr().err
    assert not again.exists()
    assert aop("repair", shop, "-o", again) == 0


def test_a_dressed_plan_is_refreshed_like_any_other(shop: Path) -> None:
    dress(shop)
    kept = Path(shutil.copyfile(shop, shop.with_name("kept.xlsx")))
    assert aop("refresh", shop, "--month", "2027-03") == 0
    assert shop.read_bytes() != kept.read_bytes()
