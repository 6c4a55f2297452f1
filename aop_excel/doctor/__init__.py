"""What would stop the Refresh button, on the computer and in the workbook, and mending it.

Nothing that a workbook names is started, nor looked for on another computer: the workbook may be a stranger's.
"""

from __future__ import annotations

from pathlib import Path

from aop_excel.backends.macro.machine import Machine
from aop_excel.backends.package import Package
from aop_excel.backends.saving import read_file
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.doctor.computer import on_computer
from aop_excel.doctor.file import around, inside
from aop_excel.doctor.finding import Finding, Mend
from aop_excel.doctor.mending import mend

__all__ = ["Finding", "Mend", "findings", "mend"]


def findings(machine: Machine, path: Path | None) -> list[Finding]:
    """All that would stop the button on a computer; with a workbook, in it too. Raises what opening a book does."""
    found = list(on_computer(machine))
    if path:
        book = WorkbookPart(Package(read_file(path), path.name))
        found += [*around(path, machine), *inside(book, machine, path.name)]
    return found
