"""Make the plan of a BabyCare House and refresh it: `python scripts/demo.py [FOLDER] [--lang vi|en]`."""

from __future__ import annotations

import argparse
from itertools import chain, count
from pathlib import Path

import project_venv


def main() -> int:
    """Make and refresh the workbook; the summary is what `aop refresh` prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help="thư mục cho tệp / where to put the file")
    parser.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ / language")
    choice = parser.parse_args()

    wanted = (choice.folder / "babycare_house.xlsx").absolute()
    workbook = free_name(wanted)
    workbook.parent.mkdir(parents=True, exist_ok=True)
    if workbook != wanted:
        print(
            f"{wanted.name} đã có và được giữ nguyên; tệp mới là {workbook.name}\n"
            f"{wanted.name} exists and is left as it is; the new file is {workbook.name}",
            flush=True,
        )
    aop = ["-P", "-m", "aop_excel"]
    failed = project_venv.run([*aop, "new", workbook, "--template", "babycare_house", "--lang", choice.lang])
    failed = failed or project_venv.run([*aop, "refresh", workbook])
    if not failed:
        print(f"\nMở tệp này trong Excel / Open this file in Excel:\n{workbook}")
    return failed


def free_name(path: Path) -> Path:
    """The path itself or, so that no file of the owner's is lost, the first free one of plan-2.xlsx, plan-3.xlsx …."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(name for name in chain([path], names) if not name.exists())


if __name__ == "__main__":
    project_venv.start(main)
