"""Other programs that open a workbook and save it, as the tools and scripts around an owner do."""

from __future__ import annotations

import functools
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import excelize
import openpyxl

from tests.plans import saved_by_libreoffice

FOLDER = Path(__file__).parent / "savers"
SECONDS = 300


def saved_by_openpyxl(path: Path) -> None:
    """A Python script saved it: formulas lose their results."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        openpyxl.load_workbook(path).save(path)


def saved_by_excelize(path: Path) -> None:
    """A Go program saved it, here through its Python build."""
    book = excelize.open_file(str(path))
    book.save_as(str(path))
    book.close()


def saved_by_sheetjs(path: Path) -> None:
    """A web page or its server saved it: tables, lists and conditional formats are gone."""
    _with_node("sheetjs.js", path)


def saved_by_exceljs(path: Path) -> None:
    """A web page or its server saved it: tables deny their headers, lists of table columns are gone."""
    _with_node("exceljs.js", path)


PROGRAMS: dict[str, Callable[[Path], object]] = {
    "libreoffice": saved_by_libreoffice,
    "openpyxl": saved_by_openpyxl,
    "excelize": saved_by_excelize,
    "exceljs": saved_by_exceljs,
    "sheetjs": saved_by_sheetjs,
}


@functools.cache
def node() -> str | None:
    """Where Node.js is, with the programs of `savers/package-lock.json` installed beside them; None where it is not."""
    npm, program = shutil.which("npm"), shutil.which("node")
    if not npm or not program:
        return None
    if not (FOLDER / "node_modules" / ".package-lock.json").exists():
        subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FOLDER, check=True, timeout=SECONDS
        )
    return program


def _with_node(script: str, path: Path) -> None:
    program = node()
    assert program, "a test that needs Node.js says so with needs_node"
    saved = path.with_name(f"saved {path.name}")
    subprocess.run([program, FOLDER / script, path, saved], check=True, timeout=SECONDS)
    saved.replace(path)
