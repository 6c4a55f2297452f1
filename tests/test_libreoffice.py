"""The judge itself is tried: it must accept what is right, and see what is wrong."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests import libreoffice

pytestmark = pytest.mark.needs_libreoffice


def make_workbook(path: Path, formulas: dict[str, object]) -> Path:
    """A sheet with two amounts and formulas, each with the result an engine would have stored."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("2 Ngân sách")
        sheet.write_column("A1", [12_000_000, 18_000_000])
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, (formula, stored) in enumerate(formulas.items()):
            sheet.write_formula(row, 2, formula, dated if "DATE" in formula else None, stored)
    return path


RIGHT: dict[str, object] = {
    "=A1+A2": 30_000_000,
    "=A1/A2": 0.6666666666666666,
    '=IF(A1>A2,"Đạt","Chưa đạt")': "Chưa đạt",
    '=IF(A1>A2,"Đạt","")': "",
    "=A1<A2": True,
    "=DATE(2027,7,1)": (date(2027, 7, 1) - date(1899, 12, 30)).days,
}


def test_accepts_results_that_are_right(tmp_path: Path) -> None:
    libreoffice.assert_formulas_equal(make_workbook(tmp_path / "Kế hoạch.xlsx", RIGHT))


def test_names_every_cell_whose_result_is_wrong(tmp_path: Path) -> None:
    wrong: dict[str, object] = {"=A1+A2": 31_000_000, '=IF(A1>A2,"Đạt","")': "Đạt", "=A1<A2": False, "=1=1": "TRUE"}
    found = libreoffice.differences(make_workbook(tmp_path / "plan.xlsx", wrong))
    assert [line.partition(":")[0] for line in found] == [f"2 Ngân sách!C{row}" for row in (1, 2, 3, 4)]
    assert found[0] == "2 Ngân sách!C1: holds 31000000, LibreOffice gets 30000000 from =A1+A2"


def test_reports_error_values_even_where_both_agree(tmp_path: Path) -> None:
    found = libreoffice.differences(make_workbook(tmp_path / "plan.xlsx", {"=A1/0": "#DIV/0!", "=NOSUCH(A1)": 0}))
    assert "2 Ngân sách!C1: holds #DIV/0!" in found
    assert "2 Ngân sách!C1: LibreOffice gets #DIV/0!" in found
    assert "2 Ngân sách!C2: LibreOffice gets #NAME?" in found


def test_judges_many_workbooks_of_the_same_name_with_one_start(tmp_path: Path) -> None:
    folders = [tmp_path / "vi", tmp_path / "en"]
    for folder in folders:
        folder.mkdir()
    right, wrong = make_workbook(folders[0] / "plan.xlsx", RIGHT), make_workbook(folders[1] / "plan.xlsx", {"=A1": 1})
    first, second = libreoffice.recalculate_many([right, wrong], tmp_path)
    assert libreoffice.differences(right, first) == []
    assert len(libreoffice.differences(wrong, second)) == 1


def test_draws_the_pages(tmp_path: Path) -> None:
    workbook = make_workbook(tmp_path / "plan.xlsx", RIGHT)
    assert [page.name for page in libreoffice.pictures(workbook, tmp_path / "pages")] == ["plan-1.png"]
