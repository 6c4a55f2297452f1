"""The computer on which the button is to work: what runs there, and where."""

from __future__ import annotations

import os
import site
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

WINDOWS: Final = "win32"
MACOS: Final = "darwin"


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer with Python.

    `system` is what Python calls its kind, `interpreter` the Python in which aop runs, `packages` the folder in which
    it finds aop where that is none of its own, `xlwings` the version installed there (None for none), `synced` the
    folders that OneDrive keeps in step with the cloud.
    """

    system: str
    interpreter: str
    packages: str
    xlwings: str | None
    home: Path
    synced: tuple[Path, ...] = ()


def this_machine() -> Machine:
    """The computer we run on."""
    home = Path.home()
    return Machine(sys.platform, sys.executable, _packages(), _version_of_xlwings(), home, tuple(_synced(home)))


def _packages() -> str:
    """The folder that holds aop, unless Python looks there by itself."""
    folder = Path(__file__).parents[3]
    own = [*site.getsitepackages(), site.getusersitepackages()]
    return "" if folder in map(Path, own) else str(folder)


def _version_of_xlwings() -> str | None:
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return None


def _synced(home: Path) -> list[Path]:
    told = (os.environ.get(name) for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"))
    return [*(Path(folder) for folder in told if folder), *(home / "Library" / "CloudStorage").glob("OneDrive*")]
