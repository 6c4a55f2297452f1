"""What all commands share: where they speak, in which language, and what time it is."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from aop_excel.errors import AopError, WrongSetting
from aop_excel.text import Language, Text

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]


def tell(words: str) -> None:
    """Print to where errors go; where nobody listens there is nothing more to do."""
    with suppress(OSError):
        print(words, file=sys.stderr, flush=True)


def say(line: str) -> None:
    """Print at once, also where the output is a pipe."""
    print(line, flush=True)


def throw_output_away() -> None:
    """Let what is still to be written go nowhere, since Python tries again when it ends."""
    with suppress(OSError, AttributeError):  # it may be no file, or closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def system_language() -> Language:
    """The language to speak where no workbook says it: AOP_LANG, else Vietnamese unless the system is English."""
    wanted = os.environ.get("AOP_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "vi"


def language_for(path: Path | None) -> Language:
    """The language to speak of a plan that may be unreadable: AOP_LANG, else the plan's own, else the system's."""
    if path and not os.environ.get("AOP_LANG"):
        from aop_excel.backends.file import FileBook
        from aop_excel.commands import language_of

        with suppress(AopError, OSError):
            return language_of(FileBook.open(path))
    return system_language()


def now() -> datetime:
    """The time to stamp; reproducible builds give their own."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
        except (ValueError, OverflowError, OSError):
            cure = Text("Hãy đặt số giây kể từ năm 1970.", "Set it to the seconds since 1970.")
            raise WrongSetting("SOURCE_DATE_EPOCH", epoch, cure) from None
    return datetime.now().replace(second=0, microsecond=0)
