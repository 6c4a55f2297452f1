"""The Python that a workbook's macro would start, looked at without starting it: a workbook may name any program."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

from aop_excel.backends.macro import conf_sheet
from aop_excel.backends.macro.machine import Machine
from aop_excel.doctor.finding import FIX, Finding, Mend
from aop_excel.text import Text

_AOP, _XLWINGS = "aop-excel", "xlwings"
_PACKAGES = ("Lib/site-packages", "../Lib/site-packages", "../lib/python3*/site-packages")
"""Where packages lie, seen from the folder of an interpreter."""


class Python(NamedTuple):
    """An interpreter that can do what the button asks, and its version of xlwings."""

    path: str
    xlwings: str


def called(told: Mapping[str, str], machine: Machine) -> Python | Finding:
    """The Python that the macro would start by what the sheet `xlwings.conf` tells, or why it could not."""
    path = conf_sheet.interpreter(told, machine.system)
    if _is_elsewhere(path):
        return Finding(
            Text(
                "Tệp ghi Python của một máy khác: {path}", "The workbook names a Python of another computer: {path}"
            ).format(path=path),
            FIX,
            Mend.STAMP,
        )
    found = shutil.which(path)
    if found is None:
        return Finding(
            Text(
                "Không thấy Python mà tệp ghi: {path}", "The Python that the workbook names is not there: {path}"
            ).format(path=path),
            FIX,
            Mend.STAMP,
        )
    is_own = Path(found) == Path(machine.interpreter)
    versions = _installed(Path(found)) | ({_XLWINGS: machine.xlwings} if is_own and machine.xlwings else {})
    has_aop = _AOP in versions or _holds_aop(told.get(conf_sheet.PYTHONPATH, ""))
    if has_aop and _XLWINGS in versions:
        return Python(found, versions[_XLWINGS])
    stale = any(told.get(key, "") != value for key, value in conf_sheet.settings(machine).items())
    return Finding(
        Text(
            "Python mà tệp ghi không có aop hoặc xlwings: {path}",
            "The Python that the workbook names has no aop or no xlwings: {path}",
        ).format(path=path),
        FIX if stale else Text("Hãy cài lại aop.", "Install aop again."),
        Mend.STAMP if stale else None,
    )


def _is_elsewhere(path: str) -> bool:
    """Whether a path leads to another computer; to look there would tell it who we are."""
    return path[:2].replace("\\", "/") == "//"


def _installed(python: Path) -> dict[str, str]:
    """The versions of the packages beside an interpreter, by their names in small letters."""
    folders = [str(folder) for pattern in _PACKAGES for folder in _found(python.parent, pattern)]
    return {each.metadata["Name"].lower().replace("_", "-"): each.version for each in distributions(path=folders)}


def _found(folder: Path, pattern: str) -> list[Path]:
    while pattern.startswith("../"):
        folder, pattern = folder.parent, pattern.removeprefix("../")
    return list(folder.glob(pattern))


def _holds_aop(folders: str) -> bool:
    return any(
        Path(folder, "aop_excel").is_dir() for folder in folders.split(";") if folder and not _is_elsewhere(folder)
    )
