"""The project's own Python environment, `.venv`: made, filled and used with nothing but the standard library.

Every script beside this one begins with `project_venv.start(main)`. A Python that is too old for the project must be
able to read this module and the scripts, so that it can say so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).absolute().parent.parent
OLDEST = (3, 11)
STOPPED_BY_OWNER = 130


def start(script: Callable[[], int]) -> NoReturn:
    """Run a script's main function under a Python new enough, with Vietnamese output that every console can show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.version_info[:2] < OLDEST:
        raise SystemExit(too_old(sys.version_info[:2]))
    try:
        raise SystemExit(script())
    except KeyboardInterrupt:
        raise SystemExit(STOPPED_BY_OWNER) from None


def run(arguments: Sequence[str | Path], *, dev: bool = False, folder: Path | None = None) -> int:
    """Run the project's Python with `arguments` in `folder` (else where we are) and give its exit status."""
    return subprocess.run([python(dev=dev), *arguments], env=environment(), cwd=folder, check=False).returncode


def python(*, dev: bool = False, root: Path = ROOT) -> Path:
    """The interpreter of `.venv`, after making `.venv` and installing the project where that is still to be done.

    `dev` asks for the programs that check the project, too.
    """
    if not is_current(root, dev=dev):
        set_up(root, dev=dev)
    return interpreter(root / ".venv")


def interpreter(venv: Path, system: str = os.name) -> Path:
    """Where an environment keeps its Python; `system` is `nt` for Windows, as `os.name` has it."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def environment() -> dict[str, str]:
    """The environment variables our Python runs with: UTF-8 everywhere, nothing that points it elsewhere."""
    unwanted = {"PYTHONHOME", "PYTHONIOENCODING", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    return {name: value for name, value in os.environ.items() if name not in unwanted} | {"PYTHONUTF8": "1"}


# What is there already ------------------------------------------------------------------------------------------------


def is_current(root: Path, *, dev: bool) -> bool:
    """Whether `.venv` works and holds what pyproject.toml asks for; what serves developers serves owners, too."""
    venv = root / ".venv"
    stamps = [stamp(venv, dev=True)] if dev else [stamp(venv, dev=True), stamp(venv, dev=False)]
    wanted = fingerprint(root)
    return is_usable(venv) and any(file.is_file() and file.read_text("utf-8") == wanted for file in stamps)


def stamp(venv: Path, *, dev: bool) -> Path:
    """The file that says for which pyproject.toml an environment was filled."""
    return venv / ("installed-dev.txt" if dev else "installed.txt")


def fingerprint(root: Path) -> str:
    """What an installation depends on: the wishes in pyproject.toml and the folder the project lies in."""
    return hashlib.sha256((root / "pyproject.toml").read_bytes() + b"\0" + os.fsencode(root)).hexdigest()


def is_usable(venv: Path) -> bool:
    """Whether an environment has a Python new enough, and the Python it was made from is still installed."""
    try:
        lines = (venv / "pyvenv.cfg").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    settings = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
    version = settings.get("version") or settings.get("version_info") or "0"  # uv and virtualenv write the second
    numbers = tuple(int(number) for number in version.split(".")[:2] if number.isdecimal())
    return numbers >= OLDEST and interpreter(venv).exists() and Path(settings.get("home", "")).is_dir()


# Setting up -----------------------------------------------------------------------------------------------------------


def set_up(root: Path, *, dev: bool) -> None:
    """Make `.venv` unless it works, and install the project into it."""
    venv = root / ".venv"
    print(SETTING_UP, file=sys.stderr, flush=True)
    if not is_usable(venv):
        make(venv)
    inside = interpreter(venv)
    if finish([inside, "-m", "pip", "--version"], root).returncode:  # half made, or made by a program without pip
        succeed([inside, "-m", "ensurepip", "--default-pip"], root, NO_VENV)
    wishes = ["--editable", ".", *(dev_packages(root) if dev else [])]
    succeed([inside, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *wishes], root, NOT_INSTALLED)
    point_to_source(root, Path(finish([inside, "-c", WHERE_PACKAGES_LIE], root).stdout.strip()))
    stamp(venv, dev=dev).write_text(fingerprint(root), "utf-8")


def make(venv: Path) -> None:
    """Make an empty environment with pip in it; what stood there did not work and goes."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SystemExit(NO_VENV)
    import venv as standard_library  # here, since Debian can leave it out

    try:
        standard_library.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(venv)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"{NO_VENV}\n\n{error}") from error


def dev_packages(root: Path) -> list[str]:
    """The packages of the `dev` group; the pip of Python 3.11 does not know groups, so we read them ourselves."""
    import tomllib  # here, since a Python that is too old has none

    groups = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return [str(package) for package in groups["dev"]]


def point_to_source(root: Path, packages: Path) -> None:
    """Say relatively where the source lies: in the file pip leaves, Windows misreads a folder such as `Kế hoạch`.

    Before Python 3.13 such a file is read in the encoding of the country, and a letter unknown there stops every Python
    that we do not start ourselves, such as the button's.
    """
    for link in packages.glob("*aop_excel*.pth"):
        link.write_text(os.path.relpath(root.resolve(), packages.resolve()) + "\n", "ascii")


def finish(command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it says."""
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def succeed(command: Sequence[str | Path], folder: Path, otherwise: str) -> None:
    """Run a command that must succeed; if it fails, stop with `otherwise` and the end of what it said."""
    done = finish(command, folder)
    if done.returncode:
        raise SystemExit("\n".join([otherwise, "", *done.stdout.rstrip().splitlines()[-15:]]))


# What we say ----------------------------------------------------------------------------------------------------------

WHERE_PACKAGES_LIE = "import sysconfig; print(sysconfig.get_path('purelib'))"

SETTING_UP = (
    "Đang cài đặt vào thư mục .venv của dự án (chỉ lần đầu hoặc sau khi nâng cấp, khoảng một phút) …\n"
    "Setting up in the project's .venv folder (only the first time or after an upgrade, about a minute) …"
)
NO_VENV = (
    "Không tạo được môi trường Python trong thư mục .venv. Trên Debian, Ubuntu hãy chạy “sudo apt install "
    "python3-venv”; trên máy khác hãy cài lại Python từ python.org và kiểm tra quyền ghi vào thư mục dự án.\n"
    "The Python environment in the folder .venv could not be made. On Debian, Ubuntu run “sudo apt install "
    "python3-venv”; elsewhere install Python again from python.org and see that the project's folder can be written to."
)
NOT_INSTALLED = (
    "Không cài được các gói cần thiết. Hãy kiểm tra kết nối Internet rồi chạy lại. pip báo:\n"
    "The packages we need could not be installed. Check the Internet connection and try again. pip says:"
)


def too_old(version: tuple[int, int]) -> str:
    """What an owner reads whose Python is too old."""
    needed, found = (".".join(map(str, numbers)) for numbers in (OLDEST, version))
    return (
        f"Cần Python {needed} trở lên, máy đang dùng Python {found}. Hãy cài bản mới từ https://www.python.org/downloads/\n"
        f"Python {needed} or newer is needed, this is Python {found}. Install it from https://www.python.org/downloads/"
    )
