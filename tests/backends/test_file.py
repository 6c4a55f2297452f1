"""The owner's file: what we write is in it, all else in it is as it was, and it is never half written."""

from __future__ import annotations

import os
import re
import threading
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from filelock import FileLock

from aop_excel.backends.file import FileBook
from aop_excel.backends.refusals import (
    AlreadyRefreshing,
    CannotRead,
    CannotWrite,
    CellInTheWay,
    ChangedMeanwhile,
    OpenElsewhere,
)
from aop_excel.backends.saving import refuse_open
from aop_excel.errors import AopError, NotAPlan, RefusedFile
from aop_excel.workbook.addresses import quoted
from aop_excel.workbook.book import UNCALCULATED, Fault, Formula, Value
from tests import libreoffice
from tests.backends.packages import (
    HEADER,
    LINES,
    SHEET,
    TABLE,
    Row,
    cell_of,
    part_of,
    parts_that_differ,
    plan,
    swap,
)
from tests.packages import rewritten


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    path = plan(tmp_path)
    before = path.read_bytes()
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [HEADER, ["RENT", 21_000_000, 1], LINES[1]])
    book.save()
    assert parts_that_differ(before, path) == {SHEET}

    read = openpyxl.load_workbook(path)["2 Ngân sách"]
    assert [[cell.value for cell in row] for row in read["B4:D6"]] == [HEADER, ["RENT", 21_000_000, 1], LINES[1]]
    assert read["C5"].number_format == "#,##0"
    assert FileBook.open(path).rows("aop_budget")[1] == ["RENT", 21_000_000.0, 1.0]


def test_the_same_again_leaves_the_very_same_file(tmp_path: Path) -> None:
    path = plan(tmp_path)
    rows: list[Row] = [
        HEADER,
        ["NEW & <b>", date(2026, 3, 1), Formula("RC[-1]*2", 92164.0)],
        ["B", True, None],
        ["C", "", Formula('""', "")],
    ]
    book = FileBook.open(path)
    book.replace_rows("aop_budget", rows)
    book.set_field("aop_year", 2027)
    book.save()
    first, written = path.read_bytes(), path.stat()

    again = FileBook.open(path)
    again.replace_rows("aop_budget", rows)
    again.set_field("aop_year", 2027)
    assert not again.changed
    again.save()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (first, written.st_mtime_ns)


def test_a_merged_cell_is_refused(tmp_path: Path) -> None:
    path = plan(tmp_path, lambda _, sheet: sheet.merge_range("A1:A2", 2026))
    rewritten(path, swap("xl/workbook.xml", "$A$1</definedName>", "$A$2</definedName>"))
    with pytest.raises(CellInTheWay, match="A1:A2"):
        FileBook.open(path).set_field("aop_year", 2027)


def test_formulas_stand_in_a1_style_with_their_results(tmp_path: Path) -> None:
    path = plan(tmp_path)
    book = FileBook.open(path)
    results: list[Value] = [40_000_000.0, "a<b", True, "", None, date(2026, 1, 1)]
    book.replace_rows("aop_budget", [["Total"], *([Formula("RC[-1]*2", result)] for result in results)])
    book.save()
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    assert [formulas.worksheets[0].cell(row, 4).value for row in (5, 10)] == ["=C5*2", "=C10*2"]
    assert [values.worksheets[0].cell(row, 4).value for row in range(5, 11)] == [4e7, "a<b", True, None, None, 46023]
    assert cell_of(path, "D8") == '<c r="D8" s="1" t="str"><f>C8*2</f><v></v></c>'
    assert [row[2] for row in FileBook.open(path).rows("aop_budget")[1:]] == [4e7, "a<b", True, None, None, 46023.0]


def test_new_texts_stand_in_their_cells_and_old_ones_where_they_were(tmp_path: Path) -> None:
    path = plan(tmp_path)
    shared = part_of(path, "xl/sharedStrings.xml")
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [["Code"], ["RENT"], ["Lương & thưởng"]])
    book.save()
    assert 't="s"' in cell_of(path, "B5")
    assert cell_of(path, "B6") == '<c r="B6" s="1" t="inlineStr"><is><t>Lương &amp; thưởng</t></is></c>'
    assert part_of(path, "xl/sharedStrings.xml") == shared


@pytest.mark.parametrize("since_1904", [False, True])
def test_dates_read_back_whatever_day_is_the_first(tmp_path: Path, since_1904: bool) -> None:
    def dates(workbook: Any, sheet: Any) -> None:
        sheet.write_datetime("A1", datetime(2026, 3, 1, 9, 30), workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}))

    path = plan(tmp_path, dates, workbook={"date_1904": since_1904})
    book = FileBook.open(path)
    assert book.field("aop_year") == datetime(2026, 3, 1, 9, 30)
    book.set_field("aop_year", datetime(2026, 3, 1, 9, 30))
    assert not book.changed
    book.set_field("aop_year", date(2027, 2, 14))
    book.save()
    assert FileBook.open(path).field("aop_year") == date(2027, 2, 14)
    assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == datetime(2027, 2, 14)


def test_a_time_of_day_is_a_fraction_of_a_day(tmp_path: Path) -> None:
    def clock(workbook: Any, sheet: Any) -> None:
        sheet.write_datetime("A1", time(18), workbook.add_format({"num_format": "hh:mm"}))

    assert FileBook.open(plan(tmp_path, clock)).field("aop_year") == 0.75


def test_errors_and_missing_results_are_faults(tmp_path: Path) -> None:
    def faulty(_: Any, sheet: Any) -> None:
        sheet.write_formula("C5", "=NA()", None, "#N/A")
        sheet.write_string("C6", "#N/A")
        sheet.write_formula("D5", "=B5", None, "")
        sheet.write_formula("D6", '=IF(1>0,"",1)', None, "a")

    path = rewritten(plan(tmp_path, faulty), swap(SHEET, "<v>a</v>", "<v></v>"))
    rows = FileBook.open(path).rows("aop_budget")
    assert rows[1:] == [["RENT", Fault("#N/A"), UNCALCULATED], ["PAY", "#N/A", None]]


def test_a_formula_without_a_result_is_told_after_openpyxl(tmp_path: Path) -> None:
    path = plan(tmp_path, lambda _, sheet: sheet.write_formula("C5", "=1+1", None, 2))
    assert FileBook.open(path).rows("aop_budget")[1][1] == 2.0
    openpyxl.load_workbook(path).save(path)
    rows = FileBook.open(path).rows("aop_budget")
    assert (rows[1][1], rows[2][1]) == (UNCALCULATED, 35.5)


def test_cells_are_found_without_their_addresses(tmp_path: Path) -> None:
    def bare(parts: dict[str, bytes]) -> None:
        parts[SHEET] = re.sub(
            rb"<sheetData>.*</sheetData>",
            b"<sheetData><row><c><v>2026</v></c></row><row/><row/><row/>"
            b'<row><c/><c t="str"><v>A</v></c><c t="e"><v>#N/A</v></c>'
            b"<c><f>1+1</f></c></row><row><c/><c t='str'><v>B</v></c></row></sheetData>",
            parts[SHEET],
        )

    book = FileBook.open(rewritten(plan(tmp_path), bare))
    assert book.rows("aop_budget")[1:] == [["A", Fault("#N/A"), UNCALCULATED], ["B", None, None]]
    book.replace_rows("aop_budget", [["Jan"], [1], [2]])
    book.save()
    assert book.rows("aop_budget")[1:] == [["A", 1.0, UNCALCULATED], ["B", 2.0, None]]


def test_names_are_found_through_their_cells(tmp_path: Path) -> None:
    book = FileBook.open(plan(tmp_path))
    assert (book.field("AOP_Year"), book.field("aop_note")) == (2026.0, "Grow")
    assert book.address("aop_note") == "'It''s <mine> & yours'!A2"
    assert book.address("aop_budget", 2, "jan") == "'2 Ngân sách'!C6"
    assert book.address("aop_budget", column="Total") == "'2 Ngân sách'!D4"
    with pytest.raises(NotAPlan):
        book.field("aop_area")


def test_a_name_of_a_sheet_counts_where_there_is_no_other(tmp_path: Path) -> None:
    def names(workbook: Any, _: Any) -> None:
        workbook.define_name("'2 Ngân sách'!aop_year", "='2 Ngân sách'!$B$4")
        workbook.define_name("'2 Ngân sách'!aop_own", "='2 Ngân sách'!$B$5")

    book = FileBook.open(plan(tmp_path, names))
    assert (book.field("aop_year"), book.field("aop_own")) == (2026.0, "RENT")


def test_a_sheets_name_is_quoted_where_excel_wants_it() -> None:
    names = ["Budget", "Ngân_sách", "2 Budget", "A1", "R1C1", "it's"]
    assert [quoted(name) for name in names] == ["Budget", "Ngân_sách", "'2 Budget'", "'A1'", "'R1C1'", "'it''s'"]


def test_excel_is_asked_to_calculate_only_when_something_changed(tmp_path: Path) -> None:
    calculated = swap("xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    path = rewritten(plan(tmp_path), calculated)
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [HEADER, *LINES])
    book.save()
    assert "fullCalcOnLoad" not in part_of(path, "xl/workbook.xml")
    book.set_field("aop_year", 2027)
    book.save()
    assert '<calcPr calcId="124519" fullCalcOnLoad="1"/>' in part_of(path, "xl/workbook.xml")


def test_a_workbook_that_never_calculated_is_asked_in_the_right_place(tmp_path: Path) -> None:
    path = rewritten(plan(tmp_path), swap("xl/workbook.xml", '<calcPr calcId="124519" fullCalcOnLoad="1"/>', ""))
    book = FileBook.open(path)
    book.set_field("aop_year", 2027)
    book.save()
    assert '</definedNames><calcPr fullCalcOnLoad="1"/></workbook>' in part_of(path, "xl/workbook.xml")


def with_calculation_chain(parts: dict[str, bytes]) -> None:
    parts["xl/calcChain.xml"] = b'<calcChain xmlns="m"><c r="C5" i="1"/></calcChain>'
    override = b'<Override PartName="/xl/calcChain.xml" ContentType="application/calc"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    link = b'<Relationship Id="rId99" Type="http://x/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link)


def test_the_order_of_calculation_goes_only_when_a_formula_goes(tmp_path: Path) -> None:
    path = plan(tmp_path, lambda _, sheet: sheet.write_formula("C5", "=1+1", None, 2))
    original = FileBook.open(path)
    rewritten(path, with_calculation_chain)
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [["Jan"], [Formula("1+2", 3.0)], [35.5]])
    book.save()
    assert "C5" in part_of(path, "xl/calcChain.xml")
    book.replace_rows("aop_budget", [["Jan"], [3], [35.5]])
    book.save()
    with zipfile.ZipFile(path) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
    assert "calcChain" not in part_of(path, "[Content_Types].xml") + part_of(path, "xl/_rels/workbook.xml.rels")
    assert openpyxl.load_workbook(path).sheetnames == ["2 Ngân sách", "It's <mine> & yours"]
    assert original.name == "plan.xlsx"


def renamed(parts: dict[str, bytes]) -> None:
    """Other part names, absolute and strict relationships, single quotes, a prefix for everything."""
    parts["xl/sheets/Tab.xml"] = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", parts.pop(SHEET)).replace(
        b'xmlns="', b'xmlns:x="', 1
    )
    parts["xl/sheets/_rels/Tab.xml.rels"] = parts.pop("xl/worksheets/_rels/sheet1.xml.rels").replace(
        b"../tables/", b"/xl/tables/"
    )
    rels = parts["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"/xl/sheets/tab.xml")
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", strict
    )
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"/xl/worksheets/sheet1.xml", b"/xl/sheets/Tab.xml")


def test_parts_are_found_wherever_another_program_put_them(tmp_path: Path) -> None:
    path = rewritten(plan(tmp_path), renamed)
    book = FileBook.open(path)
    book.replace_rows("aop_budget", [["Code", "Jan"], ["A", 1], ["B", 2], ["C", 3]])
    book.save()
    assert '<x:row r="7"><x:c r="B7" s="1" t="inlineStr"><x:is><x:t>C</x:t></x:is></x:c>' in part_of(
        path, "xl/sheets/Tab.xml"
    )
    assert 'ref="B4:D7"' in part_of(path, TABLE)


@pytest.mark.needs_libreoffice
def test_a_file_saved_by_libreoffice_still_refreshes(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    path = libreoffice.recalculate(plan(tmp_path), folder)
    rows: list[Row] = [
        HEADER,
        ["RENT", 1, Formula("RC[-1]*2", 2.0)],
        ["PAY", 2, Formula("RC[-1]*2", 4.0)],
        ["TAX", 3, Formula("RC[-1]*2", 6.0)],
    ]
    book = FileBook.open(path)
    assert book.rows("aop_budget") == [HEADER, *LINES]
    assert book.field("aop_year") == 2026.0
    book.replace_rows("aop_budget", rows)
    book.save()
    libreoffice.assert_formulas_equal(path)
    again = libreoffice.recalculate(path, tmp_path)
    unchanged = FileBook.open(again)
    unchanged.replace_rows("aop_budget", rows)
    assert not unchanged.changed


def test_a_sheet_in_use_to_its_last_cell_is_not_read(tmp_path: Path) -> None:
    path = plan(tmp_path, lambda _, sheet: sheet.write("XFD1048576", 1))
    with pytest.raises(RefusedFile, match=r"2 Ngân sách.*XFD1048576"):
        FileBook.open(path).rows("aop_budget")
    assert FileBook.open(path).rows("aop_goals")[1] == ["Grow"]


def test_a_sheet_of_macros_older_than_vba_is_passed_over(tmp_path: Path) -> None:
    def with_macros(parts: dict[str, bytes]) -> None:
        parts["xl/macrosheets/sheet1.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b"worksheet", b"xm:macrosheet")
        kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
        link = f'<Relationship Id="m" Type="{kind}" Target="macrosheets/sheet1.xml"/></Relationships>'
        swap("xl/_rels/workbook.xml.rels", "</Relationships>", link)(parts)
        swap("xl/workbook.xml", "</sheets>", '<sheet name="Macro1" sheetId="9" r:id="m"/></sheets>')(parts)

    path = rewritten(plan(tmp_path), with_macros)
    macros = part_of(path, "xl/macrosheets/sheet1.xml")
    book = FileBook.open(path)
    assert book.rows("aop_budget")[1] == LINES[0]
    assert book.field("aop_note") == "Grow"
    book.set_field("aop_year", 2027)
    book.save()
    assert part_of(path, "xl/macrosheets/sheet1.xml") == macros
    assert FileBook.open(path).field("aop_year") == 2027


def test_what_is_no_plain_workbook_is_refused(tmp_path: Path) -> None:
    binary = rewritten(plan(tmp_path), swap("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin"))
    with pytest.raises(RefusedFile, match=r"save it as \.xlsx"):
        FileBook.open(binary)
    signature = '<Relationship Id="s" Type="http://x/digital-signature/origin" Target="s.xml"/></Relationships>'
    signed = rewritten(plan(tmp_path), swap("_rels/.rels", "</Relationships>", signature))
    with pytest.raises(RefusedFile, match="signed"):
        FileBook.open(signed)
    broken = rewritten(plan(tmp_path), swap(TABLE, 'ref="B4:D6"', 'ref="?"'))
    with pytest.raises(RefusedFile, match="table1"):
        FileBook.open(broken).names()
    with pytest.raises(CannotRead, match="nowhere"):
        FileBook.open(tmp_path / "nowhere.xlsx")


def changed_book(path: Path) -> FileBook:
    book = FileBook.open(path)
    book.set_field("aop_year", 2027)
    return book


def assert_refused(book: FileBook, why: type[AopError], cure: str) -> None:
    """Saving is refused with its cure; the file is as it was, and nothing is left beside it."""
    before, beside = book.path.read_bytes(), sorted(os.listdir(book.path.parent))
    with pytest.raises(why, match=cure) as told:
        book.save()
    assert told.value.text.vi != told.value.text.en
    assert book.path.read_bytes() == before
    assert sorted(os.listdir(book.path.parent)) == beside


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_an_open_workbook_is_not_written(tmp_path: Path, lock: str) -> None:
    book = changed_book(plan(tmp_path))
    (tmp_path / lock).write_bytes(b"\x04Anna")
    assert_refused(book, OpenElsewhere, re.escape(lock))
    (tmp_path / lock).unlink()
    book.save()
    assert FileBook.open(book.path).field("aop_year") == 2027


def test_on_windows_a_workbook_that_nobody_else_may_write_to_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan(tmp_path)
    refuse_open(path, "nt")
    with monkeypatch.context() as windows:
        windows.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        with pytest.raises(OpenElsewhere):
            refuse_open(path, "nt")
        refuse_open(path, "posix")
        windows.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(CannotRead):
            refuse_open(path, "nt")


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    book = changed_book(plan(tmp_path))
    other = changed_book(book.path)
    other.save()
    assert_refused(book, ChangedMeanwhile, "Try again")


def test_a_file_that_vanished_is_not_made_anew(tmp_path: Path) -> None:
    book = changed_book(plan(tmp_path))
    book.path.unlink()
    with pytest.raises(AopError):
        book.save()
    assert os.listdir(tmp_path) == []


def test_two_refreshes_at_once_are_one_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locks = tmp_path / "locks"
    locks.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(locks))
    book = changed_book(plan(tmp_path))
    book.save()
    [lock] = list(locks.iterdir())
    book.set_field("aop_year", 2028)
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with FileLock(lock):
            held.set()
            release.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    try:
        assert_refused(book, AlreadyRefreshing, "Wait")
    finally:
        release.set()
        other.join()
    book.save()
    assert FileBook.open(book.path).field("aop_year") == 2028


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    book = changed_book(plan(tmp_path))
    tmp_path.chmod(0o500)
    try:
        assert_refused(book, CannotWrite, "old file is intact")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs limits on files")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    book = changed_book(plan(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        assert_refused(book, CannotWrite, "disk has space")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


def test_a_link_and_its_permissions_stay(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    path = plan(folder)
    path.chmod(0o640)
    link = tmp_path / "link.xlsx"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("links are not allowed here")
    changed_book(link).save()
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert FileBook.open(path).field("aop_year") == 2027
