"""Mending what the doctor found."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from aop_excel.backends.file import FileBook
from aop_excel.backends.macro import conf_sheet
from aop_excel.backends.macro.machine import Machine
from aop_excel.backends.macro.modules import folder_of_xlwings
from aop_excel.backends.macro.state import project_part
from aop_excel.backends.macro.with_button import draw_buttons, our_project, sound
from aop_excel.backends.package import Package
from aop_excel.backends.refusals import CannotWrite
from aop_excel.backends.saving import read_file, replace_file
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.commands import language_of
from aop_excel.doctor.computer import script
from aop_excel.doctor.file import mark
from aop_excel.doctor.finding import Finding, Mend
from aop_excel.sheets import SHEETS

_IN_THE_FILE = (Mend.STAMP, Mend.MODULES, Mend.BUTTONS)


def mend(found: Sequence[Finding], machine: Machine, path: Path | None) -> list[Mend]:
    """Mend what can be mended, and say what was; the old file is kept as a backup.

    Raises what saving does; then the file is as it was.
    """
    mends = [each for each in Mend if any(finding.mend is each for finding in found)]
    if path and any(each in _IN_THE_FILE for each in mends):
        old = read_file(path)
        replace_file(path, old, _mended(old, path, machine, mends))
    if path and Mend.MARK in mends:
        mark(path).unlink(missing_ok=True)
    if Mend.SCRIPT in mends:
        _install(script(machine))
    return mends


def _mended(old: bytes, path: Path, machine: Machine, mends: Collection[Mend]) -> bytes:
    """The workbook as it should be."""
    before = Package(old, path.name)
    book = WorkbookPart(Package(old, path.name))
    if Mend.STAMP in mends:
        conf_sheet.stamp(book, machine)
    if Mend.BUTTONS in mends:
        draw_buttons(book, SHEETS, language_of(FileBook(path, old)))
    part = project_part(book)
    if part and Mend.MODULES in mends:
        book.package.replace(part, our_project(book))
    return sound(book.package.content(), before, path)


def _install(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder_of_xlwings() / target.name, target)
    except OSError as error:
        raise CannotWrite(target, error.strerror or str(error)) from None
