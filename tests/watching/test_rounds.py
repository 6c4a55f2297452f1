"""When a saved plan is refreshed and what is said about it: real files, and a clock that the tests move."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from aop_excel.backends.backups import backup_folder
from aop_excel.backends.file import FileBook
from aop_excel.backends.saving import undo
from aop_excel.commands import Outcome, refresh
from aop_excel.watching import rounds
from aop_excel.watching.place import Place
from aop_excel.watching.rounds import AGAIN, QUIET, Rounds
from tests.plans import SHOP_VI, Starter, in_excel, look, owner

OPENED = datetime(2027, 8, 2, 9, 30)
LOCKS = ["~$plan.xlsx", ".~lock.plan.xlsx#"]


class Watch:
    """The rounds of a folder; seconds pass when a test says so."""

    def __init__(self, path: Path) -> None:
        self.rounds = Rounds(Place.at(path), "en")
        self.now = 0.0

    def hears(self, *paths: Path) -> None:
        self.rounds.hear(paths, self.now)

    def after(self, seconds: float) -> list[str]:
        """What is said when so much time has passed, without the time of day."""
        return [line.partition("  ")[2] for line in self.lines(seconds)]

    def lines(self, seconds: float) -> list[str]:
        self.now += seconds
        return list(self.rounds.lines(self.now, OPENED + timedelta(seconds=self.now)))


@pytest.fixture
def watch(shop: Path) -> Watch:
    return Watch(shop.parent)


def pays(plan: Path, rent: float | str) -> None:
    """The owner types June's rent and saves."""
    with in_excel(plan) as typing:
        typing.types("aop_actuals", "CP-MB", m06=rent)


def rent(plan: Path) -> Any:
    return look(plan, "aop_variance", "CP-MB")["actual"]


def versions(plan: Path) -> list[Path]:
    return sorted(backup_folder(plan).glob("*"))


# When -----------------------------------------------------------------------------------------------------------------


def test_a_saved_plan_is_refreshed_when_it_has_been_left_alone(shop: Path, watch: Watch) -> None:
    pays(shop, 33_000_000)
    watch.hears(shop)
    assert watch.lines(QUIET - 0.5) == []
    assert watch.lines(0.5) == ["09:30:01  plan.xlsx: refreshed"]
    assert rent(shop) == 33_000_000
    assert FileBook.open(shop).field("aop_refreshed_at") == OPENED


def test_many_saves_in_a_row_are_one_refresh(shop: Path, watch: Watch) -> None:
    for amount in (31_000_000, 32_000_000, 33_000_000):
        pays(shop, amount)
        watch.hears(shop)
        assert watch.after(QUIET / 2) == []
    assert watch.after(QUIET / 2) == ["plan.xlsx: refreshed"]
    assert (rent(shop), len(versions(shop))) == (33_000_000, 1)


def test_what_a_refresh_writes_asks_for_no_other(shop: Path, watch: Watch) -> None:
    pays(shop, 33_000_000)
    watch.hears(shop)
    watch.after(QUIET)
    refreshed = shop.read_bytes()
    watch.hears(shop, *versions(shop))
    assert watch.after(QUIET) == []
    assert (shop.read_bytes(), len(versions(shop))) == (refreshed, 1)


def test_a_save_that_changes_no_result_writes_nothing(shop: Path, watch: Watch) -> None:
    with in_excel(shop):
        pass
    saved = shop.read_bytes()
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: nothing changed"]
    assert (shop.read_bytes(), versions(shop)) == (saved, [])
    shop.touch()
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: nothing changed"]


def test_nothing_is_said_of_results_while_the_plan_is_open(shop: Path, watch: Watch) -> None:
    with in_excel(shop):
        shop.with_name("~$plan.xlsx").touch()
    watch.hears(shop)
    (told,) = watch.after(QUIET)
    assert told.startswith("plan.xlsx: saved but still open")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_plan_that_was_only_looked_at_is_left_alone(shop: Path, watch: Watch, lock: str) -> None:
    """Even where a refresh would change it, as it would last year's plan."""
    pays(shop, 33_000_000)
    later = Watch(shop.parent)
    later.hears(shop.with_name(lock))
    assert later.after(QUIET) == []
    watch.hears(shop.with_name(lock))
    assert watch.after(QUIET) == ["plan.xlsx: refreshed"]


@pytest.mark.parametrize("lock", LOCKS)
def test_an_open_plan_is_refreshed_when_it_is_closed(shop: Path, watch: Watch, lock: str) -> None:
    shop.with_name(lock).touch()
    pays(shop, 32_000_000)
    watch.hears(shop, shop.with_name(lock))
    (told,) = watch.after(QUIET)
    assert told.startswith("plan.xlsx: saved but still open; will be refreshed when you close it.")
    assert told.endswith(f"delete the lock file “{lock}”.")
    pays(shop, 33_000_000)
    watch.hears(shop)
    assert watch.after(QUIET) + watch.after(AGAIN) == []
    shop.with_name(lock).unlink()
    watch.hears(shop.with_name(lock))
    assert watch.after(QUIET) == ["plan.xlsx: refreshed"]
    assert (rent(shop), len(versions(shop))) == (33_000_000, 1)
    shop.with_name(lock).touch()
    pays(shop, 34_000_000)
    watch.hears(shop)
    assert watch.after(QUIET) == [told]
    shop.with_name(lock).unlink()  # and nobody tells us
    assert watch.after(AGAIN) == ["plan.xlsx: refreshed"]


def test_a_plan_saved_during_its_refresh_is_refreshed_again(
    shop: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(book: FileBook, now: datetime) -> Outcome:
        monkeypatch.undo()
        outcome = refresh(book, now)
        pays(shop, 34_000_000)
        return outcome

    monkeypatch.setattr(rounds, "refresh", slow)
    pays(shop, 33_000_000)
    watch.hears(shop)
    assert watch.after(QUIET) == []
    assert watch.after(AGAIN) == ["plan.xlsx: refreshed"]
    assert rent(shop) == 34_000_000


def test_a_plan_saved_right_after_its_refresh_is_refreshed_again(
    shop: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(book: FileBook) -> None:
        monkeypatch.undo()
        book.save()
        pays(shop, 34_000_000)

    pays(shop, 33_000_000)
    monkeypatch.setattr(FileBook, "save", save)
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: refreshed"]
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: refreshed"]
    assert rent(shop) == 34_000_000


def test_what_was_undone_stays_undone_until_the_next_save(shop: Path, watch: Watch) -> None:
    pays(shop, 33_000_000)
    saved = shop.read_bytes()
    watch.hears(shop)
    watch.after(QUIET)
    undo(shop)
    watch.hears(shop)
    assert watch.after(QUIET) == [
        "plan.xlsx: back to what it was before the refresh (aop undo), so it is left as it is"
    ]
    watch.hears(shop)
    assert watch.after(QUIET) == []
    assert shop.read_bytes() == saved
    pays(shop, 34_000_000)
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: refreshed"]


def test_where_nobody_tells_what_changes_it_is_searched_for(shop: Path, watch: Watch) -> None:
    other = Path(shutil.copyfile(shop, shop.with_name("cafe.xlsx")))
    watch.rounds.search(watch.now)
    assert watch.after(QUIET) == ["cafe.xlsx: nothing changed"]
    for amount in (32_000_000, 33_000_000):
        pays(shop, amount)
        watch.rounds.search(watch.now)
        assert watch.after(QUIET / 2) == []
    watch.rounds.search(watch.now)
    assert watch.after(QUIET / 2) == ["plan.xlsx: refreshed"]
    watch.rounds.search(watch.now)
    assert watch.after(QUIET) == []
    pays(other, 33_000_000)
    os.utime(other, (0, 0))  # an old file in the place of a new one
    watch.rounds.search(watch.now)
    assert watch.after(QUIET) == ["cafe.xlsx: refreshed"]


# Files that come and go -----------------------------------------------------------------------------------------------


def test_plans_may_vanish_and_take_another_name(shop: Path, watch: Watch) -> None:
    pays(shop, 33_000_000)
    watch.hears(shop)
    watch.after(QUIET)
    (shop.parent / "2027").mkdir()
    moved = shop.rename(shop.parent / "2027" / "cửa hàng.xlsx")
    watch.hears(shop, moved)
    assert watch.after(QUIET) == []
    pays(moved, 34_000_000)
    watch.hears(moved)
    assert watch.after(QUIET) == [f"{Path('2027', 'cửa hàng.xlsx')}: refreshed"]
    shutil.copyfile(moved, shop)
    moved.unlink()
    watch.hears(moved)
    assert watch.after(QUIET) == []
    shop.replace(moved)  # and nobody tells us
    assert watch.after(AGAIN) == []


def test_a_plan_that_comes_into_the_folder_is_refreshed(
    shop: Path, watch: Watch, made: Callable[[Starter], Path]
) -> None:
    new = Path(shutil.copyfile(made(SHOP_VI), shop.with_name("kế hoạch.xlsx")))
    with owner(new) as typing:
        typing.types("aop_actuals", "CP-MB", m06=33e6)
    watch.hears(new)
    assert watch.after(QUIET) == ["kế hoạch.xlsx: đã cập nhật"]


def test_with_one_plan_watched_its_neighbours_are_left_alone(shop: Path) -> None:
    watch = Watch(shop)
    other = Path(shutil.copyfile(shop, shop.with_name("other.xlsx")))
    pays(shop, 33_000_000)
    pays(other, 33_000_000)
    watch.hears(shop, other)
    assert watch.after(QUIET) == ["plan.xlsx: refreshed"]


# What is said of mistakes ---------------------------------------------------------------------------------------------


def test_problems_are_counted_and_the_owner_is_sent_to_the_tab_that_lists_them(shop: Path, watch: Watch) -> None:
    pays(shop, "abc")
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: NOT refreshed; problems: 1, see “Start”"]
    watch.hears(shop)
    assert watch.after(QUIET) == []
    pays(shop, 33_000_000)
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: refreshed"]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_where_the_list_of_problems_is_lost_the_owner_is_told_how_to_see_them(shop: Path, watch: Watch) -> None:
    book = load_workbook(shop)
    del book["Start"]
    book.save(shop)
    watch.hears(shop)
    (told,) = watch.after(QUIET)
    assert told.startswith("plan.xlsx: CHƯA cập nhật; vấn đề: ")  # the choice of English stood there, too
    assert told.endswith("xem bằng aop check")


def test_a_folder_with_the_name_of_a_workbook_is_no_plan(shop: Path, watch: Watch) -> None:
    folder = shop.with_name("cafe.xlsx")
    folder.mkdir()
    watch.hears(folder)
    assert watch.after(QUIET) == []


def test_a_workbook_that_is_no_plan_is_told_once(shop: Path, watch: Watch) -> None:
    invoices = shop.with_name("invoices.xlsx")
    said = []
    for amount in (1, 2):
        with xlsxwriter.Workbook(invoices) as book:
            book.add_worksheet().write("A1", amount)
        invoices.with_name("~$invoices.xlsx").touch()
        watch.hears(invoices)
        said += watch.after(QUIET)
        invoices.with_name("~$invoices.xlsx").unlink()
        said += watch.after(AGAIN)
    assert said == ["invoices.xlsx: not a plan made by aop, so it is left alone; nothing more will be said about it"]


def test_a_file_that_is_no_workbook_is_told_once_until_it_is_one(shop: Path, watch: Watch) -> None:
    whole = shop.read_bytes()
    said = []
    for half in (1000, 2000):
        shop.write_bytes(whole[: len(whole) // 2 + half])
        watch.hears(shop)
        said += watch.after(QUIET)
    assert [line[:36] for line in said] == ["plan.xlsx: NOT refreshed. plan.xlsx:"]
    shop.write_bytes(whole)
    watch.hears(shop)
    assert watch.after(QUIET) == ["plan.xlsx: nothing changed"]
    shop.write_bytes(whole[:1000])
    watch.hears(shop)
    assert len(watch.after(QUIET)) == 1


def test_a_refusal_is_told_at_every_save(shop: Path, watch: Watch) -> None:
    backup_folder(shop).touch()  # a file where versions should be kept
    for amount in (32_000_000, 33_000_000):
        pays(shop, amount)
        watch.hears(shop)
        (said,) = watch.after(QUIET)
        assert said.startswith("plan.xlsx: NOT refreshed.")
        assert ".aop_backups" in said
        watch.hears(shop)  # opened and closed again
        assert watch.after(AGAIN) == []


def test_a_plan_that_cannot_be_read_is_looked_at_until_it_can(
    shop: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    pays(shop, 33_000_000)
    watch.hears(shop)
    with monkeypatch.context() as disk:
        disk.setattr(Path, "read_bytes", lambda _: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        (said,) = watch.after(QUIET)
        assert said.startswith("plan.xlsx: NOT refreshed.")
        assert "(Permission denied)" in said
        assert watch.after(AGAIN) == []
    assert watch.after(AGAIN) == ["plan.xlsx: refreshed"]


def test_a_mistake_of_ours_in_one_file_stops_no_other(
    shop: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copyfile(shop, shop.with_name("cafe.xlsx")))

    def fragile(book: FileBook, now: datetime) -> Outcome:
        if book.name == "cafe.xlsx":
            raise ZeroDivisionError("months")
        return refresh(book, now)

    monkeypatch.setattr(rounds, "refresh", fragile)
    pays(shop, 33_000_000)
    watch.hears(shop, other)
    broken, good = watch.after(QUIET)
    assert broken.startswith("cafe.xlsx: NOT refreshed. Unexpected error: ZeroDivisionError: months.")
    assert good == "plan.xlsx: refreshed"
    assert capsys.readouterr().err == ""


def test_debug_shows_where_a_mistake_was_made(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch(shop.parent)
    watch.rounds = Rounds(Place.at(shop.parent), "en", debug=True)
    shop.write_bytes(b"torn")
    watch.hears(shop)
    watch.after(QUIET)
    assert "RefusedFile" in capsys.readouterr().err
