"""Which plan an event in a folder is about, and what is passed over."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from aop_excel.watching import place as places
from aop_excel.watching.place import NothingToWatch, Place, TooManyFolders

HOME = Path("/home/đào/.sync/Kế hoạch")


@pytest.mark.parametrize(
    ("event", "plan"),
    [
        ("plan.xlsx", "plan.xlsx"),
        ("Kế hoạch 2027.XLSM", "Kế hoạch 2027.XLSM"),
        ("cửa hàng/plan.xlsx", "cửa hàng/plan.xlsx"),
        ("~$plan.xlsx", "plan.xlsx"),  # Excel's lock file
        ("cửa hàng/.~lock.plan.xlsx#", "cửa hàng/plan.xlsx"),  # LibreOffice's
        ("4F2A1B00", None),  # what Excel writes before it takes the name
        ("~WRL0001.tmp", None),
        ("lu1234abcd.tmp", None),
        (".aop-1f2e3d4c-5b6a.tmp", None),  # our own
        ("._plan.xlsx", None),  # macOS, beside every file on other systems' disks
        ("~$.xlsx", None),
        (".~lock.plan.xlsx", None),
        ("plan.xls", None),
        ("plan.xlsx.sb-4f2a-Xy", None),
        (".aop_backups/plan 2027-07-31 09-30-00-000000.xlsx", None),
        (".git/plan.xlsx", None),
    ],
)
def test_an_event_is_about_the_plan_it_belongs_to(event: str, plan: str | None) -> None:
    assert Place(HOME).plan(HOME / event) == (HOME / plan if plan else None)


@pytest.mark.parametrize("folder", ["Sao lưu", "cũ/bản sao", str(HOME / "sao lưu")])
def test_versions_are_no_plans_wherever_the_owner_keeps_them(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUP_FOLDER", folder)
    assert Place(HOME).plan(HOME / folder / "plan 2027-07-31 09-30-00-000000.xlsx") is None
    assert Place(HOME).plan(HOME / "plan.xlsx") == HOME / "plan.xlsx"


def test_one_plan_alone_is_watched_in_its_folder(tmp_path: Path) -> None:
    plan = tmp_path / "kế hoạch.xlsx"
    plan.touch()
    (tmp_path / "other.xlsx").touch()
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / plan.name).touch()
    place = Place.at(plan)
    assert list(place.plans()) == [plan]
    assert place.plan(tmp_path / "~$kế hoạch.xlsx") == plan
    assert place.plan(tmp_path / "other.xlsx") is None


def test_letters_with_accents_are_the_same_however_the_disk_spells_them() -> None:
    place = Place(HOME, normalize("NFC", "kế hoạch.xlsx"))
    told = Path(normalize("NFD", str(HOME / "kế hoạch.xlsx")))
    assert place.plan(told) == told
    assert place.shown(told) == told.name


def test_finds_the_plans_of_a_folder_and_those_below(tmp_path: Path) -> None:
    for name in ("plan.xlsx", "2026/cafe.xlsm", "2026/~$cafe.xlsm", ".aop_backups/plan 1.xlsx", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    place = Place.at(tmp_path)
    assert {place.shown(plan) for plan in place.plans()} == {"plan.xlsx", str(Path("2026", "cafe.xlsm"))}


def test_a_folder_with_too_many_folders_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_FOLDERS", 3)
    for number in range(3):
        (tmp_path / f"{number}").mkdir()
    assert list(Place.at(tmp_path).plans()) == []
    (tmp_path / "3").mkdir()
    with pytest.raises(TooManyFolders):
        list(Place.at(tmp_path).plans())


@pytest.mark.parametrize("name", ["gone.xlsx", "gone", "notes.txt", "~$plan.xlsx"])
def test_what_is_no_plan_and_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    if not name.startswith("gone"):
        (tmp_path / name).touch()
    with pytest.raises(NothingToWatch) as refused:
        Place.at(tmp_path / name)
    assert refused.value.exit_status == 2
