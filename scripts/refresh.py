"""Refresh plans: `python scripts/refresh.py WORKBOOK…`, or double click refresh.bat or refresh.command."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import project_venv

ASK = (
    "Kéo tệp kế hoạch thả vào cửa sổ này (hoặc gõ đường dẫn), rồi nhấn Enter.\n"
    "Drag the plan into this window (or type its path), then press Enter.\n> "
)
NOTHING = "Chưa chọn tệp nào. / No file was chosen."


def main() -> int:
    """Refresh the workbooks given, or those the owner names when asked; options go to `aop refresh` as they are."""
    workbooks = sys.argv[1:] or ask()
    if not workbooks:
        raise SystemExit(NOTHING)
    return project_venv.run(["-P", "-m", "aop_excel", "refresh", *workbooks])


def ask() -> list[str]:
    """The workbooks the owner drags into the window or types."""
    try:
        return dropped(input(ASK))
    except EOFError:
        return []


def dropped(line: str, system: str = os.name) -> list[str]:
    """The paths in a line as a terminal writes them when files are dragged into it.

    Windows puts quotes around a path with spaces, other terminals put backslashes before them.
    """
    line = line.strip()
    if not line or Path(line).exists():
        return [line] if line else []
    try:
        if system == "nt":
            return [part.strip('"') for part in shlex.split(line, posix=False)]
        return shlex.split(line)
    except ValueError:  # an apostrophe in a name somebody typed
        return [line]


if __name__ == "__main__":
    project_venv.start(main)
