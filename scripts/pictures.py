"""See a workbook as it prints: `python scripts/pictures.py WORKBOOK FOLDER` draws a PNG a page (needs LibreOffice)."""

from __future__ import annotations

import argparse
from pathlib import Path

import project_venv


def main() -> int:
    """Draw the pages and name the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workbook", type=Path)
    parser.add_argument("folder", type=Path)
    choice = parser.parse_args()
    arguments = ["-m", "tests.libreoffice", choice.workbook.absolute(), choice.folder.absolute()]
    return project_venv.run(arguments, dev=True, folder=project_venv.ROOT)


if __name__ == "__main__":
    project_venv.start(main)
