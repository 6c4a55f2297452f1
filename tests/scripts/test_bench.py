import sys
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

import bench


def make_plan(path: Path) -> Path:
    """A sheet before the actuals, and actuals whose table starts below other numbers."""
    with xlsxwriter.Workbook(path) as book:
        budget, actuals = book.add_worksheet("2 Ngân sách"), book.add_worksheet("Thực hiện")
        budget.add_table("A1:B2", {"name": "aop_budget", "data": [["RENT", 20_000_000]]})
        actuals.write("A1", 99_999_999)
        rows = [["RENT", "=1+1", 18_000_000], ["ADS", "", 7_500_000]]
        actuals.add_table("A3:C5", {"name": "aop_actuals", "data": rows})
    return path


def test_changes_one_actual_and_nothing_else(tmp_path: Path) -> None:
    bench.change_an_actual(make_plan(tmp_path / "plan.xlsx"), tmp_path / "changed.xlsx")
    book = load_workbook(tmp_path / "changed.xlsx")
    assert book["2 Ngân sách"]["B2"].value == 20_000_000
    assert [book["Thực hiện"][cell].value for cell in ("A1", "C4", "C5")] == [99_999_999, 19_000_000, 7_500_000]


def test_measures_time_and_memory_of_a_program() -> None:
    milliseconds, megabytes = bench.run([sys.executable, "-c", "import time; b = b'x' * 60_000_000; time.sleep(0.1)"])
    assert milliseconds >= 100
    assert megabytes is None or megabytes > 60


def test_shows_each_median_as_a_multiple_of_openpyxl() -> None:
    programs = [
        bench.Program(bench.REFRESH, [], times=[80, 70, 300], memory=[40, 40, 41]),
        bench.Program(bench.LOAD_AND_SAVE, [], times=[800, 790, 805], memory=[90, 91, 92]),
    ]
    refresh = bench.table(programs).splitlines()[1].split()
    assert refresh == ["aop", "refresh", "80", "70", "300", "40", "0.10"]


STAND_IN = """import pathlib, sys, time
plan = pathlib.Path(sys.argv[1])
print("watching", flush=True)
while True:
    if plan.exists() and (content := plan.read_bytes()) in (b"June", b"July"):
        time.sleep(0.1)
        plan.write_bytes(content + sys.argv[2].encode())
        print("refreshed", flush=True)
    time.sleep(0.01)
"""
"""A watch that needs a tenth of a second for a plan."""


def react(folder: Path, result: str) -> list[float]:
    saved = [folder / "June.xlsx", folder / "July.xlsx"]
    for path in saved:
        path.write_text(path.stem)
    return bench.reactions(
        [sys.executable, "-c", STAND_IN, folder / "plan.xlsx", result], folder / "plan.xlsx", saved, 3
    )


def test_measures_from_each_save_to_the_line_of_its_refresh(tmp_path: Path) -> None:
    times = react(tmp_path, " refreshed")
    assert len(times) == 3
    assert min(times) >= 100


def test_a_watch_that_writes_nothing_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="nothing was written"):
        react(tmp_path, "")
