"""Tries without end: `python scripts/fuzz.py` runs this for as long as it is told."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.backends.damages import dress
from tests.fuzzing import LITTLE_OR_MUCH, Typed, check_damaged, check_typed
from tests.plans import BLANK, SHOP, SHOP_VI, new

SECONDS = 60
"""No try may take longer."""

EXAMPLES = 5
"""How often something is typed for one number."""

BASES = (SHOP, SHOP_VI, BLANK)
Try = Callable[[int, Path], str]


def main() -> int:
    """Try until the time is over, and say how each kind of try ended; 1 if one failed."""
    parser = argparse.ArgumentParser(prog="fuzz.py", description="Try damaged files and odd contents on a plan.")
    parser.add_argument("--minutes", type=float, default=10, help="bao nhiêu phút / how long")
    parser.add_argument("--seed", type=int, default=None, help="bắt đầu từ số này / the number of the first try")
    parser.add_argument("--only", choices=TRIES, help="chỉ loại này / only this kind")
    parser.add_argument("--once", action="store_true", help="chỉ một lần / one try only")
    options = parser.parse_args()
    number = random.SystemRandom().randrange(10**9) if options.seed is None else options.seed
    end = time.monotonic() + options.minutes * 60
    kinds = [options.only] if options.only else list(TRIES)
    ends: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for base in BASES:
            new(_made(Path(folder), str(base)), base)
        dress(_made(Path(folder), str(SHOP)))
        print(f"seed {number}", flush=True)
        while time.monotonic() < end:
            for kind in kinds:
                how = _apart(TRIES[kind], number, Path(folder))
                if how.startswith("FAILED"):
                    failed += 1
                    print(f"{how}\n→ python scripts/fuzz.py --only {kind} --seed {number} --once", flush=True)
                ends[kind][how.splitlines()[0]] += 1
            number += 1
            if options.once:
                break
    for kind, counted in ends.items():
        print(f"{kind}: {sum(counted.values())} tries")
        for how, count in counted.most_common():
            print(f"  {count:>7} {how}")
    return int(bool(failed))


def damage(number: int, folder: Path) -> str:
    """Damage a file and refresh it."""
    dice = random.Random(number)
    content = _made(folder, str(dice.choice(BASES))).read_bytes()
    return check_damaged(folder / "plan.xlsx", content, dice)


def typing(number: int, folder: Path) -> str:
    """Type something into a plan, a few times."""
    base = random.Random(number).choice(BASES)

    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(LITTLE_OR_MUCH)
    def try_it(typed: list[Typed]) -> None:
        check_typed(Path(shutil.copyfile(_made(folder, str(base)), folder / "plan.xlsx")), typed)

    try_it()
    return "understood or told"


TRIES: dict[str, Try] = {"damage": damage, "typing": typing}


def _made(folder: Path, name: str) -> Path:
    return folder / f"made-{name}.xlsx"


def _apart(try_it: Try, number: int, folder: Path) -> str:
    """Run one try in a process of its own where the system has such, so that none can end us or keep us waiting."""
    if not hasattr(os, "fork"):
        return _told(try_it, number, folder)
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        signal.alarm(SECONDS)
        os.environ["AOP_BACKUPS"] = "0"
        os.fsync = lambda _: None  # type: ignore[assignment] # nothing here has to outlive a power failure
        os.write(writing, _told(try_it, number, folder).encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as told:
        how = told.read()
    _, status = os.waitpid(process, 0)
    return how if status == 0 else f"FAILED: ended with {os.waitstatus_to_exitcode(status)}"


def _told(try_it: Try, number: int, folder: Path) -> str:
    try:
        return try_it(number, folder)
    except BaseException as error:
        return f"FAILED: {type(error).__name__}\n{''.join(traceback.format_exception(error)[-12:])}"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    sys.exit(main())
