"""Replacing the owner's file as a whole: whoever looks, or whatever fails, there is the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from glob import escape
from hashlib import sha256
from pathlib import Path

from aop_excel.backends.backups import UNDONE, backup_folder, keep, last
from aop_excel.backends.refusals import AlreadyRefreshing, CannotRead, CannotWrite, ChangedMeanwhile, OpenElsewhere


def read_file(path: Path) -> bytes:
    """The file's bytes. Raises `CannotRead`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(path, error.strerror or str(error)) from None


def replace_file(path: Path, old: bytes, new: bytes, note: str = "") -> None:
    """Put `new` where `old` was read, unless the file is open in a program, or no longer `old`; keep `old` as a backup.

    Raises `OpenElsewhere`, `AlreadyRefreshing`, `ChangedMeanwhile` or `CannotWrite`; the old file is intact then.
    """
    path = path.resolve()
    refuse_open(path)
    with _alone(path):
        for abandoned in path.parent.glob(f".{escape(path.name)}.*.tmp"):
            abandoned.unlink(missing_ok=True)  # of a refresh that was killed: nobody else writes while we hold the lock
        temporary = _written_beside(path, new)
        try:
            if read_file(path) != old:
                raise ChangedMeanwhile(path)
            _keep(path, old, note)
            temporary.replace(path)
        except PermissionError:
            raise OpenElsewhere(path) from None
        except OSError as error:
            raise CannotWrite(path, error.strerror or str(error)) from None
        finally:
            temporary.unlink(missing_ok=True)


def put_new(draft: Path, path: Path) -> None:
    """Put a new workbook in its place; one that stands there is kept as a backup. Raises what `replace_file` does."""
    if path.exists():
        replace_file(path, read_file(path), read_file(draft))
    else:
        draft.replace(path)


def undo(path: Path) -> Path:
    """Put the last version that was replaced back; what stood there is kept, marked as undone.

    Names the version. Raises `NoBackup` and what `replace_file` does.
    """
    path = path.resolve()
    version = last(path)
    replace_file(path, read_file(path), read_file(version), UNDONE)
    version.unlink(missing_ok=True)
    return version


def refuse_open(path: Path) -> None:
    """Raise `OpenElsewhere` where Excel or LibreOffice has left its lock file beside the workbook."""
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        lock = path.with_name(name)
        if lock.exists():
            raise OpenElsewhere(path, lock)


def _keep(path: Path, old: bytes, note: str) -> None:
    try:
        keep(path, old, datetime.now(), note)
    except OSError as error:
        raise CannotWrite(backup_folder(path), error.strerror or str(error)) from None


def _written_beside(path: Path, content: bytes) -> Path:
    """A temporary file in the same folder, its bytes safely on the disk, readable by whoever may read the old one."""
    temporary = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise CannotWrite(path, error.strerror or str(error)) from None
    return temporary


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the one lock there is for a file on this computer; it lies outside the owner's folder."""
    from filelock import FileLock, Timeout  # a third of the time it takes to save; only then

    owner = os.getuid() if hasattr(os, "getuid") else ""
    lock = Path(tempfile.gettempdir()) / f"aop-{owner}-{sha256(os.fsencode(path)).hexdigest()[:24]}.lock"
    held = FileLock(lock)
    try:
        held.acquire(timeout=0)
    except Timeout:
        raise AlreadyRefreshing(path) from None
    except OSError as error:
        raise CannotWrite(lock, error.strerror or str(error)) from None
    try:
        yield
    finally:
        held.release()
