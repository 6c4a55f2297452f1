"""A disk on which the n-th call fails: every way in which Python's own library asks the system about files."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

CALLS = (
    "access", "chmod", "close", "fdopen", "fsync", "lstat", "mkdir", "open", "replace", "scandir", "stat", "unlink",
)  # fmt: skip
"""What saving, keeping versions and locking ask of the module `os`, also through pathlib and filelock."""


class FailingDisk:
    """Counts the calls to the system; the one numbered `fails` does not succeed, nor, if `for_good`, any later one."""

    def __init__(self, error: BaseException | None = None, fails: int = 0, *, for_good: bool = False) -> None:
        self.error = error
        self.fails = fails
        self.for_good = for_good
        self.taken: list[str] = []
        """The names of the calls so far."""

    def plug_in(self, patch: pytest.MonkeyPatch) -> None:
        """Stand between Python and the system."""
        for name in CALLS:
            patch.setattr(os, name, self._counted(name, getattr(os, name)))
        patch.setattr(io, "open", self._counted("open a file", io.open))

    def take(self, name: str) -> None:
        """Count one call, and let it fail if it is its turn."""
        self.taken.append(name)
        count = len(self.taken)
        if self.error and (count == self.fails or (self.for_good and count > self.fails)):
            raise type(self.error)(*self.error.args)

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if name == "close":
                real(*arguments, **options)  # a file is closed even where that fails
                self.take(name)
                return None
            self.take(name)
            answer = real(*arguments, **options)
            return _CountedFile(self, answer) if isinstance(answer, io.IOBase) else answer

        return call


class _CountedFile:
    """An open file whose every use counts."""

    def __init__(self, disk: FailingDisk, file: Any) -> None:
        self.disk = disk
        self.file = file

    def __enter__(self) -> _CountedFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.disk.take("close a file")

    def __iter__(self) -> Iterator[Any]:
        for line in self.file:
            self.disk.take("read a file")
            yield line

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.file, name)

        def call(*arguments: Any) -> Any:
            self.disk.take(f"{name} a file")
            return real(*arguments)

        return call if name in ("read", "write", "flush") else real
