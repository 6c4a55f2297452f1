"""How long a cold `aop refresh` takes on a plan open in LibreOffice: `python -m tests.open_bench PLAN.xlsx RUNS`.

Run by `scripts/bench.py`. Prints the milliseconds of each run as JSON, `[]` where LibreOffice cannot
be driven.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from aop_excel.backends.live.book import LiveBook
from aop_excel.workbook.addresses import place
from tests import office


def main() -> int:
    """Measure and print."""
    path, runs = Path(sys.argv[1]), int(sys.argv[2])
    print(json.dumps(measure(path, runs) if office.reachable() else []))
    return 0


def measure(path: Path, runs: int) -> list[float]:
    """The milliseconds of each refresh, each after another amount was typed; the first one only warms the disk."""
    times = []
    with office.running(f"pipe,name=aop-bench-{os.getpid()}") as program:
        book = program.opens(path)
        live = LiveBook(book)
        amount = place(live.address("aop_actuals", 1, str(live.rows("aop_actuals")[0][2])))
        for run in range(runs + 1):
            book.sheets[amount.sheet].range((amount.top, amount.left)).value = 90_000_000 + 1_000_000 * run
            begin = time.perf_counter()
            command = [sys.executable, "-P", "-m", "aop_excel", "refresh", str(path)]
            told = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
            times.append((time.perf_counter() - begin) * 1000)
            if "LibreOffice" not in told:
                raise SystemExit(f"the plan was not refreshed where it is open: {told}")
    return times[1:]


if __name__ == "__main__":
    raise SystemExit(main())
