"""Refresh plans whenever they are saved and closed, until told to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event
from time import monotonic
from types import FrameType
from typing import Final

from watchfiles import Change
from watchfiles import watch as watch_files
from watchfiles.main import FileChange

from aop_excel.errors import AopError
from aop_excel.text import Language, Text
from aop_excel.watching.place import Place
from aop_excel.watching.rounds import Rounds

_LOOK: Final = 200
"""Milliseconds between two looks at what is due."""

_POLL: Final = 2.0
"""Seconds between two searches, where the system does not tell what changes."""

_BACK: Final = 2.0
"""Seconds between two looks whether a folder that is gone is there again."""


class CannotWatch(AopError):
    """The system does not tell us what happens in the folder."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            Text(
                "Hệ thống không báo được thay đổi trong “{folder}” ({reason}). "
                "Hãy thêm --poll, hoặc chọn thư mục nhỏ hơn.",
                "The system cannot tell what changes in “{folder}” ({reason}). Add --poll, or choose a smaller folder.",
            ).format(folder=folder, reason=reason)
        )


def watch(
    place: Place,
    language: Language,
    stop: Event,
    say: Callable[[str], None],
    *,
    poll: bool = False,
    debug: bool = False,
) -> None:
    """Refresh the plans of a place as they are saved, and say a line about each, until `stop` is set.

    A folder that is gone, such as one on the network, is waited for. Raises `CannotWatch` or `TooManyFolders`.
    """
    rounds = Rounds(place, language, debug=debug)
    begun: Text | None = _WATCHING
    while not stop.is_set():
        for changes in _turns(stop) if poll else _changes(place, stop):
            now = monotonic()
            rounds.hear(_paths(place, changes), now)
            if poll or begun:  # nobody tells what was saved before the system began to
                rounds.search(now)
            if begun:
                say(begun.format(place=place.folder / (place.only or ""))(language))
                begun = None
            for line in rounds.lines(now, datetime.now()):
                say(line)
                if stop.is_set():
                    break
            if not place.folder.is_dir():
                break
        if not stop.is_set():
            say(_GONE.format(folder=place.folder)(language))
        while not place.folder.is_dir() and not stop.wait(_BACK):
            pass
        begun = _WATCHING_AGAIN
    say(_STOPPED(language))


@contextmanager
def stopping() -> Iterator[Event]:
    """An event that Ctrl+C or a request to end the program sets; a second one ends it at once."""
    stop = Event()
    usual = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, _: FrameType | None) -> None:
        stop.set()
        signal.signal(number, usual[signal.Signals(number)])

    for number in usual:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, before in usual.items():
            signal.signal(number, before)


def _turns(stop: Event) -> Iterator[set[FileChange]]:
    """Nothing, again and again, at the pace of searches.

    The polling of watchfiles takes no notice of a second save in the same second, nor of an older file that is put in
    the place of a newer one.
    """
    yield set()
    while not stop.wait(_POLL):
        yield set()


def _changes(place: Place, stop: Event) -> Iterator[set[FileChange]]:
    """What changes in the place, and nothing, again and again, while nothing does; ends when the folder is gone."""
    try:
        yield from watch_files(
            place.folder,
            watch_filter=None,
            debounce=2 * _LOOK,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=stop,
            recursive=place.only is None,
            ignore_permission_denied=True,
        )
    except (OSError, RuntimeError) as error:
        if place.folder.is_dir():
            raise CannotWatch(place.folder, str(error)) from None


def _paths(place: Place, changes: set[FileChange]) -> Iterator[Path]:
    for change, name in changes:
        path = Path(name)
        yield path
        if change is Change.added and place.only is None and path.is_dir():
            yield from place.plans(path)  # of what it holds already, we may never be told


_WATCHING = Text(
    "Đang theo dõi {place}: mỗi khi bạn lưu và đóng một kế hoạch, kết quả được cập nhật. Dừng bằng Ctrl+C.",
    "Watching {place}: whenever you save and close a plan, its results are refreshed. Stop with Ctrl+C.",
)
_GONE = Text("Không còn thấy {folder}; đang đợi nó trở lại.", "{folder} is gone; waiting for it to come back.")
_WATCHING_AGAIN = Text("Lại theo dõi {place}.", "Watching {place} again.")
_STOPPED = Text("Đã dừng theo dõi.", "Stopped watching.")
