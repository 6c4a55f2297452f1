"""LibreOffice as an independent judge: what it calculates must be what the engine stored, and how pages look."""

from __future__ import annotations

import atexit
import datetime
import functools
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel

XLSX = "xlsx:Calc MS Excel 2007 XML"
PDF = "pdf:calc_pdf_Export"
SECONDS = 180
NEARLY = {"rel_tol": 1e-9, "abs_tol": 1e-6}

RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""  # noqa: E501 - LibreOffice wants no line breaks inside; without this it trusts the results stored in the file


def program() -> str | None:
    """Where LibreOffice is, if it is installed."""
    beside_path = [
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
    ]
    return shutil.which("soffice") or next((path for path in beside_path if Path(path).exists()), None)


def assert_formulas_equal(path: Path) -> None:
    """Fail, naming the cells, unless LibreOffice gets every formula's stored result and no cell holds an error."""
    found = differences(path)
    more = [f"… {len(found) - 40} more"] if len(found) > 40 else []
    assert not found, "\n".join([f"{path.name}:", *found[:40], *more])


def differences(path: Path, recalculated: Path | None = None) -> list[str]:
    """Every formula cell whose stored result LibreOffice does not get, and every cell that holds an error.

    `recalculated` is the workbook after LibreOffice, where `recalculate_many` already made it.
    """
    with tempfile.TemporaryDirectory() as folder:
        formulas = load_workbook(path)
        stored = load_workbook(path, data_only=True)
        judged = load_workbook(recalculated or recalculate(path, Path(folder)), data_only=True)
    found = [f"{sheet}: is missing after LibreOffice" for sheet in stored.sheetnames if sheet not in judged.sheetnames]
    found += [f"{place}: holds {error}" for place, error in errors(stored)]
    found += [f"{place}: LibreOffice gets {error}" for place, error in errors(judged)]
    for sheet in formulas.worksheets:
        if sheet.title not in judged.sheetnames:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                ours, theirs = (value(book[sheet.title][cell.coordinate], book) for book in (stored, judged))
                if not same(ours, theirs):
                    text = getattr(cell.value, "text", cell.value)  # an array formula is an object with a text
                    found.append(
                        f"{sheet.title}!{cell.coordinate}: holds {ours!r}, LibreOffice gets {theirs!r} from {text}"
                    )
    return found


def errors(book: Workbook) -> list[tuple[str, str]]:
    """Place and code of every cell that holds an error such as #N/A."""
    return [
        (f"{sheet.title}!{cell.coordinate}", str(cell.value))
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]


def value(cell: Cell, book: Workbook) -> object:
    """A cell's value with dates as the numbers they are for Excel, and nothing for an empty text."""
    if isinstance(cell.value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return float(to_excel(cell.value, book.epoch))  # type: ignore[no-untyped-call]
    return None if cell.value == "" else cell.value


def same(ours: object, theirs: object) -> bool:
    """Whether two values are one: numbers nearly, all else exactly. LibreOffice saves TRUE as the number 1."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs, **NEARLY)
    return ours == theirs


# Running it -----------------------------------------------------------------------------------------------------------


def recalculate(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it after calculating every formula anew."""
    return recalculate_many([path], folder)[0]


def recalculate_many(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The same for many workbooks with one start of LibreOffice, which takes longer than the work."""
    return convert(paths, folder, XLSX)


def pictures(path: Path, folder: Path) -> list[Path]:
    """The workbook's printed pages as PNG files in `folder`, made by LibreOffice and poppler's pdftoppm."""
    with tempfile.TemporaryDirectory() as scratch:
        pdf = convert([path], Path(scratch), PDF)[0]
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["pdftoppm", "-r", "70", "-png", pdf, folder / path.stem], check=True, timeout=SECONDS)
    return sorted(folder.glob(f"{path.stem}-*.png"))


def convert(paths: Sequence[Path], folder: Path, kind: str) -> list[Path]:
    """Convert copies of the workbooks: names cannot collide, and no lock file comes to lie beside the originals."""
    soffice = program()
    assert soffice, "LibreOffice is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder))  # results of an earlier call stay
    copies, made = work / "before", work / "after"
    copies.mkdir()
    copied = [Path(shutil.copyfile(path, copies / f"{number}{path.suffix}")) for number, path in enumerate(paths)]
    output = run([soffice, f"-env:UserInstallation={profile().as_uri()}", "--headless", "--norestore",
                  "--convert-to", kind, "--outdir", made, *copied])  # fmt: skip
    results = [made / f"{copy.stem}.{kind.partition(':')[0]}" for copy in copied]
    assert all(result.exists() for result in results), (
        f"LibreOffice did not convert {', '.join(map(str, paths))}:\n{output}"
    )
    return results


@functools.cache
def profile() -> Path:
    """A profile of this process's own, for the conversions one after the other."""
    return new_profile()


def new_profile() -> Path:
    """A profile that always recalculates; no LibreOffice the owner has open shares it, nor any other of ours."""
    folder = Path(tempfile.mkdtemp(prefix="aop-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, "utf-8")
    return folder


def run(command: Sequence[str | Path]) -> str:
    """Run LibreOffice to its end and give what it said; when it hangs, end it with the processes it started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise


if __name__ == "__main__":
    print(*pictures(Path(sys.argv[1]), Path(sys.argv[2])), sep="\n")
