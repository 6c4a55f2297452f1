"""Earlier versions of the owner's workbook, kept whenever it is replaced, so that a refresh can be undone."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import Final

from aop_excel.errors import AopError, WrongSetting
from aop_excel.text import Text

FOLDER, KEPT = ".aop_backups", 10
"""Where versions lie, beside the workbook, and how many; AOP_BACKUP_FOLDER and AOP_BACKUPS say otherwise."""

UNDONE = "undone"

_LONGEST_STEM: Final = 160
"""Bytes of the workbook's name in that of a version, to which a moment is added: a name may have 255 in all."""


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
    """Keep one version of a workbook; None where none are kept.

    Raises OSError where it cannot be written, and `WrongSetting`.
    """
    if not _kept():
        return None
    folder = backup_folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{_stem(path)} {moment:%Y-%m-%d %H-%M-%S-%f}{f' {note}' if note else ''}{path.suffix}"
    version = folder / name
    draft = folder / f".{name}.tmp"
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(version)  # so that no version is ever a part of one
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    return version


def prune(path: Path) -> None:
    """Leave no more than the newest few versions, and nothing of one that was never finished."""
    folder, kept = backup_folder(path), _kept()
    with suppress(OSError):  # an old version that stays harms nobody
        for abandoned in folder.glob(f".{escape(_stem(path))} *.tmp"):
            abandoned.unlink(missing_ok=True)
        for old in sorted(folder.glob(_pattern(path)))[:-kept] if kept else ():
            old.unlink(missing_ok=True)


def versions(path: Path) -> list[Path]:
    """The versions that were replaced and not undone, the newest first. Raises OSError."""
    found = (each for each in backup_folder(path).glob(_pattern(path)) if not each.stem.endswith(f" {UNDONE}"))
    return sorted(found, reverse=True)


def backup_folder(path: Path) -> Path:
    """Where a workbook's versions lie; a relative AOP_BACKUP_FOLDER is counted from the workbook's own folder."""
    return path.parent / (os.environ.get("AOP_BACKUP_FOLDER") or FOLDER)


def is_backup(path: Path) -> bool:
    """Whether a file lies where versions of a workbook are kept."""
    return any(backup_folder(folder / path.name) == path.parent for folder in path.parents)


def _kept() -> int:
    wanted = os.environ.get("AOP_BACKUPS", "").strip()
    if wanted and not re.fullmatch("[0-9]{1,4}", wanted):
        raise WrongSetting(
            "AOP_BACKUPS",
            wanted,
            Text("Hãy đặt một số từ 0 đến 9999, hoặc bỏ trống.", "Set it to a number from 0 to 9999, or leave it out."),
        )
    return int(wanted) if wanted else KEPT


def _pattern(path: Path) -> str:
    """What versions of exactly this workbook are called: names sort by their moment."""
    return f"{escape(_stem(path))} [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]-*{escape(path.suffix)}"


def _stem(path: Path) -> str:
    """The workbook's name as versions carry it: a long one is cut, and told from others by a checksum."""
    raw = os.fsencode(path.stem)
    if len(raw) <= _LONGEST_STEM:
        return path.stem
    return f"{raw[:_LONGEST_STEM].decode('utf-8', 'ignore')}~{sha256(raw).hexdigest()[:8]}"
