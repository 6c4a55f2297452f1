"""Build the ready-made workbooks in workbook_templates: `python scripts/build_templates.py [--check]`."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import zipfile
from pathlib import Path

import project_venv

FOLDER = project_venv.ROOT / "workbook_templates"
TEMPLATES = ("blank", "babycare_house")
LANGUAGES = ("vi", "en")
YEAR = "2027"
SOURCE_DATE_EPOCH = "1767225600"
"""The moment the workbooks say they were made, 1 January 2026: the same input always gives the same bytes."""

SETTINGS = {"SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH, "TZ": "UTC", "AOP_BACKUPS": "0"}


def main() -> int:
    """Build them, or with --check only say which of those in the folder are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra / only say what is stale")
    check = parser.parse_args().check
    python = project_venv.python()
    if not check:
        for workbook in build(FOLDER, python):
            print(workbook.relative_to(project_venv.ROOT))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        stale = [line for new in build(Path(folder), python) for line in differences(FOLDER / new.name, new)]
    print("\n".join([*stale, STALE] if stale else [UP_TO_DATE]))
    return 1 if stale else 0


STALE = "Hãy chạy / Run: python scripts/build_templates.py"
UP_TO_DATE = "Các sổ mẫu đều mới nhất. / The ready-made workbooks are up to date."


def build(folder: Path, python: Path) -> list[Path]:
    """Make every ready-made workbook in `folder` and name them."""
    workbooks = []
    for template in TEMPLATES:
        for language in LANGUAGES:
            workbook = folder / f"{template}_{language}.xlsx"
            options = ["--template", template, "--lang", language, "--year", YEAR, "--force"]
            subprocess.run(
                [python, "-P", "-m", "aop_excel", "new", workbook, *options],
                env=project_venv.environment() | SETTINGS,
                stdout=subprocess.DEVNULL,
                check=True,
            )
            workbooks.append(workbook)
    return workbooks


def differences(old: Path, new: Path) -> list[str]:
    """Which parts of a workbook are not as they would be built now.

    Parts are compared unpacked: another version of zlib packs the same part into other bytes.
    """
    if not old.exists():
        return [f"{old.name}: –"]
    with zipfile.ZipFile(old) as was, zipfile.ZipFile(new) as now:
        parts = dict.fromkeys(was.namelist() + now.namelist())
        both = set(was.namelist()) & set(now.namelist())
        return [f"{old.name}: {part}" for part in parts if part not in both or was.read(part) != now.read(part)]


if __name__ == "__main__":
    project_venv.start(main)
