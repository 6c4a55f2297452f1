"""How long `aop` takes, cold, beside a plain openpyxl script: `python scripts/bench.py [--runs 9] [--json PATH]`.

Programs are run in turn (A B C A B C …), so that whatever else the machine does falls on all of them alike.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import project_venv

PEER = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[1])"
REFRESH, LOAD_AND_SAVE = "aop refresh", "openpyxl load + save"
REACTION = "aop watch, from save"
OPEN = "aop refresh, open plan"


@dataclass
class Program:
    """What is run, on which file, and what was measured: milliseconds by the clock, megabytes at the peak."""

    name: str
    arguments: Sequence[str | Path]
    workbook: Path | None = None
    times: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median time in milliseconds."""
        return statistics.median(self.times)

    @property
    def peak(self) -> float | None:
        """The median of the peaks in megabytes, where the system tells."""
        return statistics.median(self.memory) if self.memory else None


def main() -> int:
    """Measure, print the table, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="số lần chạy / how often each program runs")
    parser.add_argument("--json", type=Path, help="tệp kết quả / where to write the figures")
    choice = parser.parse_args()
    python = project_venv.python(dev=True)
    with tempfile.TemporaryDirectory() as folder:
        programs = measure(python, Path(folder), choice.runs)
    print(table(programs))
    if choice.json:
        choice.json.write_text(json.dumps(figures(programs, choice.runs), indent=2) + "\n", "utf-8")
    return 0


def measure(python: Path, folder: Path, runs: int) -> list[Program]:
    """Run every program once to warm the disk, then `runs` times in turn, each on a fresh copy of the workbook."""
    aop: list[str | Path] = [python, "-P", "-m", "aop_excel"]
    original, changed, target = folder / "original.xlsx", folder / "changed.xlsx", folder / "plan.xlsx"
    run([*aop, "new", original, "--template", "babycare_house"])
    run([*aop, "refresh", original])
    change_an_actual(original, changed)

    programs = [
        Program("python -c pass", [python, "-c", "pass"]),
        Program("aop --version", [*aop, "--version"]),
        Program("aop new", [*aop, "new", target, "--template", "babycare_house", "--force"]),
        Program(REFRESH, [*aop, "refresh", target], changed),
        Program(LOAD_AND_SAVE, [python, "-W", "ignore", "-c", PEER, target], changed),
    ]
    for turn in range(runs + 1):
        for program in programs:
            if program.workbook:
                shutil.copyfile(program.workbook, target)
            elapsed, peak = run(program.arguments)
            if program.workbook and target.read_bytes() == program.workbook.read_bytes():
                raise SystemExit(f"{program.name}: nothing was written, so the time would say nothing")
            if turn:
                program.times.append(elapsed)
                program.memory.extend([] if peak is None else [peak])
    changed_again = folder / "changed_again.xlsx"
    change_an_actual(changed, changed_again)
    programs.append(Program(REACTION, [*aop, "watch", target]))
    programs[-1].times += reactions(programs[-1].arguments, target, [changed, changed_again], runs)
    shutil.copyfile(changed, target)
    command: list[str | Path] = [python, "-m", "tests.open_bench", target, str(runs)]
    told = subprocess.run(command, cwd=project_venv.ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    times = json.loads(told.stdout)
    if times:  # none where LibreOffice cannot be driven
        programs.append(Program(OPEN, command, times=times))
    return programs


def run(command: Sequence[str | Path]) -> tuple[float, float | None]:
    """Run a program and give its milliseconds and, except on Windows, the megabytes it needed.

    Linux counts what this script needs, some 20 MB, as the least that a program can have needed.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=project_venv.environment(), stdout=subprocess.DEVNULL)
    peak = None
    if sys.platform == "win32":
        process.wait()
    else:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    elapsed = (time.perf_counter() - begin) * 1000
    if process.returncode:
        raise SystemExit(f"exit status {process.returncode}: {' '.join(map(str, command))}")
    return elapsed, peak


def reactions(command: Sequence[str | Path], target: Path, saved: Sequence[Path], runs: int) -> list[float]:
    """How long after each save of a plan its results are there, in milliseconds, while a watch is on."""
    times = []
    with subprocess.Popen(command, env=project_venv.environment(), stdout=subprocess.PIPE, encoding="utf-8") as watch:
        try:
            assert watch.stdout
            watch.stdout.readline()
            for turn in range(runs + 1):
                content = saved[turn % len(saved)]
                draft = Path(shutil.copyfile(content, target.with_suffix(".tmp")))
                begin = time.perf_counter()
                draft.replace(target)
                said = watch.stdout.readline()
                elapsed = (time.perf_counter() - begin) * 1000
                if target.read_bytes() == content.read_bytes():
                    raise SystemExit(f"{REACTION}: nothing was written, so the time would say nothing: {said}")
                if turn:
                    times.append(elapsed)
        finally:
            watch.terminate()
    return times


# A changed actual -----------------------------------------------------------------------------------------------------


def change_an_actual(source: Path, target: Path) -> None:
    """Copy a plan with one typed amount of its actuals one million đồng higher, and all else as it is."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        table = next(part for part in old.namelist() if 'name="aop_actuals"' in table_text(old, part))
        rels = next(part for part in old.namelist() if "worksheets/_rels/" in part and has_table(old, part, table))
        sheet = str(PurePosixPath(rels).parent.parent / PurePosixPath(rels).stem)
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, raise_amount(content, table_text(old, table)) if part.filename == sheet else content)


def table_text(package: zipfile.ZipFile, part: str) -> str:
    """The XML of a table's part; nothing for other parts."""
    return package.read(part).decode() if part.startswith("xl/tables/") else ""


def has_table(package: zipfile.ZipFile, rels: str, table: str) -> bool:
    """Whether a sheet's relationships lead to the table."""
    return f'/{PurePosixPath(table).name}"' in package.read(rels).decode()


def raise_amount(sheet: bytes, table: str) -> bytes:
    """Raise the first typed amount of the table's rows by a million."""
    corners = re.search(r'ref="[A-Z]+(\d+):[A-Z]+(\d+)"', table)
    assert corners
    first, last = int(corners[1]) + 1, int(corners[2])
    for cell in re.finditer(rb'<c r="[A-Z]+(\d+)"(?: s="\d+")?><v>(\d{5,})</v></c>', sheet):
        if first <= int(cell[1]) <= last:
            begin, end = cell.span(2)
            return sheet[:begin] + str(int(cell[2]) + 1_000_000).encode() + sheet[end:]
    raise SystemExit("the reference workbook has no typed actual to change")


# What is said ---------------------------------------------------------------------------------------------------------


def table(programs: Sequence[Program]) -> str:
    """The medians, and each as a multiple of loading and saving with openpyxl."""
    peer = next(program for program in programs if program.name == LOAD_AND_SAVE)
    lines = [f"{'':<24}{'ms':>8}{'min':>8}{'max':>8}{'MB':>8}{'× openpyxl':>13}"]
    for program in programs:
        peak = "–" if program.peak is None else f"{program.peak:.0f}"
        spread = f"{min(program.times):>8.0f}{max(program.times):>8.0f}"
        lines.append(f"{program.name:<24}{program.median:>8.0f}{spread}{peak:>8}{program.median / peer.median:>13.2f}")
    return "\n".join(lines)


def figures(programs: Sequence[Program], runs: int) -> dict[str, object]:
    """The same for other programs: times in milliseconds, memory in megabytes."""
    peer = next(program for program in programs if program.name == LOAD_AND_SAVE)
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "runs": runs,
        "programs": {
            program.name: {
                "median_ms": round(program.median, 1),
                "median_peak_mb": None if program.peak is None else round(program.peak, 1),
                "against_openpyxl": round(program.median / peer.median, 3),
                "times_ms": [round(elapsed, 1) for elapsed in program.times],
            }
            for program in programs
        },
    }


if __name__ == "__main__":
    project_venv.start(main)
