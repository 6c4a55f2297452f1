"""Computers on which the button is to work, as tests describe them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from aop_excel.backends.macro.machine import MACOS, WINDOWS, Machine

XLWINGS = version("xlwings")

WINDOWS_PC = Machine(
    WINDOWS,
    r"C:\Users\Lan\aop\.venv\Scripts\python.exe",
    r"C:\Users\Lan\aop",
    XLWINGS,
    Path(r"C:\Users\Lan"),
)
"""Of which only the paths are known here."""


@dataclass(frozen=True)
class Computer:
    """A computer in a folder: there is Python, with the packages that were installed into it."""

    folder: Path
    system: str = WINDOWS

    def python(self, name: str = ".venv", *, aop: bool = True, xlwings: str | None = XLWINGS) -> Path:
        """An interpreter with what the button needs, or without some of it."""
        folder, packages = ("Scripts", "Lib") if self.system == WINDOWS else ("bin", "lib/python3.12")
        program = self.folder / name / folder / "python.exe"
        program.parent.mkdir(parents=True)
        program.write_text('#!/bin/sh\ntouch "$0.was-started"\n')
        program.chmod(0o755)
        for package, installed in (("aop_excel", "0.1.0" if aop else None), ("xlwings", xlwings)):
            if installed:
                told = self.folder / name / packages / "site-packages" / f"{package}-{installed}.dist-info" / "METADATA"
                told.parent.mkdir(parents=True)
                told.write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {installed}\n")
        return program

    def machine(self, python: Path, *, xlwings: str | None = XLWINGS, synced: tuple[Path, ...] = ()) -> Machine:
        """The computer as aop sees it from one of its interpreters."""
        return Machine(self.system, str(python), "", xlwings, self.folder / "home", synced)


def mac(folder: Path) -> Computer:
    """A Mac."""
    return Computer(folder, MACOS)
