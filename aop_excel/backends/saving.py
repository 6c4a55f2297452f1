"""Replacing the owner's file as a whole: whoever looks, or whatever fails, there is the old one or the new one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG, S_IWGRP, S_IWOTH, S_IWUSR
from typing import Final

from aop_excel.backends.backups import UNDONE, NoBackup, backup_folder, keep, prune, versions
from aop_excel.backends.refusals import (
    AlreadyRefreshing,
    CannotKeep,
    CannotRead,
    CannotWrite,
    ChangedMeanwhile,
    FileExists,
    NotAFile,
    OpenElsewhere,
    ReadOnly,
    TooLargeAFile,
)

LARGEST: Final = 512 * 2**20
"""A workbook may have this many bytes; it is held in memory while it is written."""

_UNSUPPORTED: Final = {errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What network drives answer to what they do not know, such as rights or bringing a file to the disk at once."""


def read_file(path: Path) -> bytes:
    """The file's bytes. Raises `CannotRead`, `NotAFile` (a pipe would keep us waiting for ever) or `TooLargeAFile`."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            raise NotAFile(path)
        if found.st_size > LARGEST:
            raise TooLargeAFile(path, LARGEST)
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(path, _reason(error)) from None


def replace_file(path: Path, old: bytes, new: bytes, note: str = "") -> None:
    """Put `new` where `old` was read, unless the file is open in a program, or no longer `old`; keep `old` as a backup.

    Raises `OpenElsewhere`, `AlreadyRefreshing`, `ChangedMeanwhile`, `ReadOnly`, `CannotKeep`, `CannotRead` or
    `CannotWrite`; the old file is intact then.
    """
    path = _real(path)
    refuse_open(path)
    _refuse_read_only(path)
    with _alone(path), _written_beside(path, new, rights=_rights(path)) as temporary:
        if read_file(path) != old:
            raise ChangedMeanwhile(path)
        kept = _keep(path, old, note)
        try:
            temporary.replace(path)
        except OSError as error:
            if kept:
                with suppress(OSError):
                    kept.unlink()  # or versions that are no earlier ones would push the true ones out
            if isinstance(error, PermissionError) and os.name == "nt":
                raise OpenElsewhere(path) from None
            raise CannotWrite(path, _reason(error)) from None
        _settle(path.parent)
        prune(path)


def put_new(path: Path, content: bytes, *, force: bool) -> None:
    """Put a new workbook in its place; with `force`, one that stands there is kept as a backup.

    Raises `FileExists` and what `replace_file` does.
    """
    path = _real(path)
    try:
        exists = path.exists()
    except OSError as error:
        raise CannotWrite(path, _reason(error)) from None
    if exists and force:
        replace_file(path, read_file(path), content)
        return
    with _alone(path), _written_beside(path, content, rights=None) as temporary:
        if exists or path.exists():
            raise FileExists(path)
        try:
            temporary.replace(path)
        except OSError as error:
            raise CannotWrite(path, _reason(error)) from None
        _settle(path.parent)


def undo(path: Path) -> Path:
    """Put the last version that was replaced back; what stood there is kept, marked as undone.

    Names the version. Raises `NoBackup` and what `replace_file` does.
    """
    path = _real(path)
    present = read_file(path)
    try:
        earlier = versions(path)
    except OSError as error:
        raise CannotRead(backup_folder(path), _reason(error)) from None
    for version in earlier:
        content = read_file(version)
        if content != present:
            replace_file(path, present, content, UNDONE)
            with suppress(OSError):
                version.unlink()
            return version
    raise NoBackup(path, backup_folder(path))


def refuse_open(path: Path, system: str = os.name) -> None:
    """Raise `OpenElsewhere` where Excel or LibreOffice has left its lock file beside the workbook.

    On Windows (`nt`, as `os.name` has it) Excel lets nobody else write, whether its lock file is there or not.
    """
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        lock = path.with_name(name)
        with suppress(OSError):  # a name as long as names can be leaves no room for a lock file
            if lock.exists():
                raise OpenElsewhere(path, lock)
    if system == "nt" and os.access(path, os.W_OK):
        try:
            path.open("r+b").close()
        except PermissionError:
            raise OpenElsewhere(path) from None
        except OSError as error:
            raise CannotRead(path, _reason(error)) from None


def _real(path: Path) -> Path:
    """Where a file truly lies: a link stays, and what it points to is replaced."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError before Python 3.13
        raise CannotRead(path, str(error)) from None


def _refuse_read_only(path: Path) -> None:
    """Raise `ReadOnly`: the system would let us replace such a file, but its owner does not want it changed."""
    try:
        writable = path.stat().st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) and os.access(path, os.W_OK)
    except OSError as error:
        raise CannotRead(path, _reason(error)) from None
    if not writable:
        raise ReadOnly(path)


def _rights(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o7777
    except OSError as error:
        raise CannotRead(path, _reason(error)) from None


def _keep(path: Path, old: bytes, note: str) -> Path | None:
    try:
        return keep(path, old, datetime.now(), note)
    except OSError as error:
        raise CannotKeep(path, backup_folder(path), _reason(error)) from None


@contextmanager
def _written_beside(path: Path, content: bytes, *, rights: int | None) -> Iterator[Path]:
    """A temporary file in the same folder, its bytes safely on the disk; gone afterwards unless it was moved.

    It gets the rights of the file that it is to replace, or (None) those of any new file.
    """
    mark = f".aop-{_mark(path)}-"
    with suppress(OSError):
        for abandoned in path.parent.glob(f"{mark}*.tmp"):
            abandoned.unlink(missing_ok=True)  # of a save that was killed: nobody else writes while we hold the lock
    temporary = path.with_name(f"{mark}{os.urandom(4).hex()}.tmp")
    try:
        _write(temporary, content, rights)
        yield temporary
    except OSError as error:
        raise CannotWrite(path, _reason(error)) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(path: Path, content: bytes, rights: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666 if rights is None else 0o600), "wb") as file:
        file.write(content)
        file.flush()
        with _where_supported():
            os.fsync(file.fileno())
    if rights is not None:
        with _where_supported():
            path.chmod(rights)


def _settle(folder: Path) -> None:
    """Bring the new name to the disk, too; where that fails the file is whole, but a power failure may undo it."""
    with suppress(OSError):  # Windows opens no folders
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _where_supported() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the one lock there is for a file on this computer; it lies outside the owner's folder."""
    from tempfile import gettempdir  # a third of the time it takes to save; only then

    from filelock import FileLock, Timeout

    owner = os.getuid() if hasattr(os, "getuid") else ""
    try:
        lock = Path(gettempdir()) / f"aop-{owner}-{_mark(path)}.lock"
        held = FileLock(lock)
        held.acquire(timeout=0)
    except Timeout:
        raise AlreadyRefreshing(path) from None
    except (OSError, NotImplementedError) as error:
        raise CannotWrite(path, f"lock: {error}") from None
    try:
        yield
    finally:
        with suppress(OSError):
            held.release()


def _mark(path: Path) -> str:
    """What tells the files that belong to one workbook from all others, however long its name is."""
    return sha256(os.fsencode(path)).hexdigest()[:24]


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
