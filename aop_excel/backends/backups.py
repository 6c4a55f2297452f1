"""Earlier versions of the owner's workbook, kept whenever it is replaced, so that a refresh can be undone."""

from __future__ import annotations

import os
from datetime import datetime
from glob import escape
from pathlib import Path

from aop_excel.errors import AopError
from aop_excel.text import Text

FOLDER, KEPT = ".aop_backups", 10
"""Where versions lie, beside the workbook, and how many; AOP_BACKUP_FOLDER and AOP_BACKUPS say otherwise."""

UNDONE = "undone"


class NoBackup(AopError):
    """There is no earlier version to go back to."""

    def __init__(self, path: Path, folder: Path) -> None:
        super().__init__(
            Text(
                "Không có bản sao lưu nào của {name} trong {folder}.",
                "There is no earlier version of {name} in {folder}.",
            ).format(name=path.name, folder=folder)
        )


def keep(path: Path, content: bytes, moment: datetime, note: str = "") -> Path | None:
    """Keep one version of a workbook, and no more than the newest few; None where none are kept.

    Raises OSError where it cannot be written.
    """
    kept = _kept()
    if not kept:
        return None
    folder = backup_folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{path.stem} {moment:%Y-%m-%d %H-%M-%S-%f}{f' {note}' if note else ''}{path.suffix}"
    version = folder / name
    draft = folder / f".{name}.tmp"
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(version)  # so that no version is ever a part of one
    for abandoned in folder.glob(f".{escape(path.stem)} *.tmp"):
        abandoned.unlink(missing_ok=True)
    for old in sorted(folder.glob(_pattern(path)))[:-kept]:
        old.unlink(missing_ok=True)
    return version


def last(path: Path) -> Path:
    """The newest version that was replaced and not undone. Raises `NoBackup`."""
    folder = backup_folder(path)
    versions = [each for each in folder.glob(_pattern(path)) if not each.stem.endswith(f" {UNDONE}")]
    if not versions:
        raise NoBackup(path, folder)
    return max(versions)


def backup_folder(path: Path) -> Path:
    """Where a workbook's versions lie; a relative AOP_BACKUP_FOLDER is counted from the workbook's own folder."""
    return path.parent / (os.environ.get("AOP_BACKUP_FOLDER") or FOLDER)


def _kept() -> int:
    wanted = os.environ.get("AOP_BACKUPS", "")
    return int(wanted) if wanted.isdigit() else KEPT


def _pattern(path: Path) -> str:
    """What versions of exactly this workbook are called: names sort by their moment."""
    return f"{escape(path.stem)} [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]-*{escape(path.suffix)}"
