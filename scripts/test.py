"""Run every check of the project: `python scripts/test.py [-- ARGUMENTS OF PYTEST]`."""

from __future__ import annotations

import argparse
import shlex

import project_venv

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

STEPS = (
    ("ruff check", ["-m", "ruff", "check", "--quiet", "."]),
    ("ruff format", ["-m", "ruff", "format", "--quiet", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import-linter", ["-c", LINT_IMPORTS, "--no-logo"]),
    ("pytest", ["-m", "pytest", "-rs", "-n", "logical", "--dist", "worksteal"]),
)
"""In this order; pytest is last, so that its closing line ends the output."""


def main() -> int:
    """Run all steps, whatever the earlier ones said, and name those that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pytest", nargs="*", help="arguments for pytest, after --")
    given = {"pytest": parser.parse_args().pytest}

    failed = []
    for name, arguments in STEPS:
        command = [*arguments, *given.get(name, [])]
        print(f"── {name}", flush=True)
        if project_venv.run(command, dev=True, folder=project_venv.ROOT):
            failed.append(name)
            print(f"✗ {name}: python {shlex.join(command)}", flush=True)
    if failed:
        print(f"\nKhông đạt / Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    project_venv.start(main)
