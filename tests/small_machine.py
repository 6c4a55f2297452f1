"""`aop` on a small machine that watches it: little memory, little time, no network, no other programs.

`python -m tests.small_machine` reads one command a line and answers with how it ended; each command runs in a process
of its own, which begins with everything imported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEMORY = 2**30
SECONDS = 20
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "urllib.", "http.")
"""What no file may make us do; Python tells of each before it does it."""

CAUGHT = 77


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status (minus the signal that ended it), what it printed, how long it took."""

    status: int
    out: str
    err: str
    seconds: float
    megabytes: int


class SmallMachine:
    """A process that stands ready to run commands."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.small_machine"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, *words: object, **variables: str) -> Ended:
        """Run one `aop` command, with environment variables of its own."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([[str(word) for word in words], variables]), file=self._process.stdin, flush=True)
        return Ended(**json.loads(self._process.stdout.readline()))

    def switch_off(self) -> None:
        """End it."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def main() -> None:
    """Answer commands until there are no more."""
    import aop_excel.backends.create
    import aop_excel.backends.file
    import aop_excel.cli
    import aop_excel.commands
    import aop_excel.repair  # noqa: F401 - all of them are wanted before the first process begins

    for line in sys.stdin:
        words, variables = json.loads(line)
        print(json.dumps(_run(words, variables)), flush=True)


def _run(words: Sequence[str], variables: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        outputs = [Path(folder) / "out", Path(folder) / "err"]
        began = time.monotonic()
        process = os.fork()
        if not process:
            _child(words, variables, outputs)
        _, status, usage = os.wait4(process, 0)
        return {
            "status": os.waitstatus_to_exitcode(status),
            "out": outputs[0].read_text("utf-8"),
            "err": outputs[1].read_text("utf-8"),
            "seconds": time.monotonic() - began,
            "megabytes": usage.ru_maxrss // 2**10,
        }


def _child(words: Sequence[str], variables: dict[str, str], outputs: Sequence[Path]) -> None:
    import resource
    import signal

    from aop_excel.cli import main as aop

    for number, output in enumerate(outputs, 1):
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT), number)
    os.environ.update(variables)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(SECONDS)
    sys.addaudithook(_watch)
    try:
        status = aop(words)
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _watch(event: str, _: object) -> None:
    if event.startswith(FORBIDDEN):
        print(f"caught: {event}", file=sys.stderr, flush=True)
        os._exit(CAUGHT)


if __name__ == "__main__":
    main()
