"""Try damaged files and odd contents on a plan: `python scripts/fuzz.py [--minutes 10] [--seed 1] [--only damage]`."""

from __future__ import annotations

import sys

import project_venv


def main() -> int:
    """Try for as long as told; every try that fails is shown with the number that repeats it."""
    return project_venv.run(["-m", "tests.long_fuzzing", *sys.argv[1:]], dev=True, folder=project_venv.ROOT)


if __name__ == "__main__":
    project_venv.start(main)
