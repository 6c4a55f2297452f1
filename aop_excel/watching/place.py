"""What is watched: a folder with all below it, or one workbook; and which plan an event in it is about."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final, NamedTuple
from unicodedata import normalize

from aop_excel.backends.backups import is_backup
from aop_excel.errors import AopError
from aop_excel.text import Text

MOST_FOLDERS: Final = 5_000
"""Each costs the system a little memory, and a share on the network a look at every poll."""

_WORKBOOK: Final = r"[^.~].*\.xls[xm]"
_NAME: Final = re.compile(rf"(?:~\$)?({_WORKBOOK})|\.~lock\.({_WORKBOOK})#", re.IGNORECASE)
"""A workbook, or the lock file that Excel or LibreOffice lays beside it while it is open."""


class NothingToWatch(AopError):
    """What should be watched is neither a folder nor a workbook."""

    exit_status = 2

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                "“{path}” không phải là thư mục hay tệp .xlsx, .xlsm đang có. Hãy kiểm tra đường dẫn.",
                "“{path}” is neither a folder nor an .xlsx or .xlsm file. Check its path.",
            ).format(path=path)
        )


class TooManyFolders(AopError):
    """The folder has so many folders below it that it cannot be the one with the plans."""

    exit_status = 2

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Text(
                "“{folder}” có hơn {count} thư mục con, quá nhiều để theo dõi. Hãy chọn thư mục chứa các kế hoạch.",
                "“{folder}” has more than {count} folders below it, too many to watch. Choose the one with the plans.",
            ).format(folder=folder, count=MOST_FOLDERS)
        )


class Mark(NamedTuple):
    """What tells a file that was saved from the file that it was: another moment, size or place on the disk."""

    written: int
    size: int
    number: int


def mark(path: Path) -> Mark | None:
    """The mark of a file as it stands; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Mark(status.st_mtime_ns, status.st_size, status.st_ino) if S_ISREG(status.st_mode) else None


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, and the one workbook in it that matters, if only one does."""

    folder: Path
    only: str | None = None

    @classmethod
    def at(cls, path: Path) -> Place:
        """What the owner named. Raises `NothingToWatch`."""
        path = path.resolve()
        if path.is_dir():
            return cls(path)
        if path.is_file() and cls(path.parent).plan(path) == path:
            return cls(path.parent, path.name)
        raise NothingToWatch(path)

    def plan(self, path: Path) -> Path | None:
        """The workbook that an event at `path` is about; None for backups, for hidden and temporary files, and others.

        The folder is told by how deep it lies: macOS may spell its letters with accents in another way than the owner.
        """
        if not (match := _NAME.fullmatch(path.name)):
            return None
        plan = path.with_name(match[1] or match[2])
        if any(part.startswith(".") for part in self._below(plan)) or is_backup(plan):
            return None
        return plan if self.only is None or _letters(plan.name) == _letters(self.only) else None

    def plans(self, folder: Path | None = None) -> Iterator[Path]:
        """The workbooks that are there now, or in one folder and below it. Raises `TooManyFolders`."""
        for count, (at, folders, names) in enumerate(os.walk(folder or self.folder)):
            if count > MOST_FOLDERS:
                raise TooManyFolders(self.folder)
            if self.only is not None:
                folders.clear()
            yield from (path for name in names if self.plan(path := Path(at, name)) == path)

    def shown(self, plan: Path) -> str:
        """A workbook's name, after that of the folders between."""
        return str(Path(*self._below(plan)))

    def _below(self, path: Path) -> tuple[str, ...]:
        return path.parts[len(self.folder.parts) :]


def _letters(name: str) -> str:
    return normalize("NFC", name)
