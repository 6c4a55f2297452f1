"""Refresh plans as they are saved: `python scripts/watch.py [FOLDER]`, or double click watch.bat or watch.command."""

from __future__ import annotations

import signal
import sys

import project_venv
from refresh import dropped

ASK = (
    "Kéo thư mục (hoặc tệp) kế hoạch thả vào cửa sổ này rồi nhấn Enter. Chỉ nhấn Enter để theo dõi {folder}\n"
    "Drag the folder with the plans (or one plan) into this window, then press Enter. Enter alone watches {folder}\n> "
)
ONE = (
    "Mỗi cửa sổ chỉ theo dõi một thư mục hoặc một tệp. Hãy chọn thư mục chứa tất cả.\n"
    "One window watches one folder or one plan. Choose the folder that holds them all."
)


def main() -> int:
    """Watch what is given, or what the owner names when asked; options go to `aop watch` as they are."""
    options = [word for word in sys.argv[1:] if word.startswith("-")]
    place = [word for word in sys.argv[1:] if word not in options] or ask()
    if len(place) > 1:
        raise SystemExit(ONE)
    project_venv.python()
    # Ctrl+C is for the watch, which ends what it is about; we end when it has.
    signal.signal(signal.SIGINT, lambda *_: None)
    return project_venv.run(["-P", "-m", "aop_excel", "watch", *options, *place])


def ask() -> list[str]:
    """What the owner drags into the window or types; else the project's own folder."""
    here = str(project_venv.ROOT)
    try:
        return dropped(input(ASK.format(folder=here))) or [here]
    except EOFError:
        return [here]


if __name__ == "__main__":
    project_venv.start(main)
