"""Damage planted in a refreshed plan is found before it takes the owner's file's place, each with its own finding."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.invariants import Rule, damage, damage_of_whole
from aop_excel.backends.package import Package
from aop_excel.text import Text
from tests.backends.damages import IN_CHAIN, PLANTED, Planted, Refreshed, refreshed
from tests.plans import SHOP, Starter


@pytest.fixture(scope="module")
def plan(made: Callable[[Starter], Path], tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """BabyCare House, dressed and refreshed; a table has grown, and its totals row has moved."""
    return refreshed(Path(shutil.copyfile(made(SHOP), tmp_path_factory.mktemp("damage") / "plan.xlsx")), comments=50)


def test_without_damage_nothing_is_found(plan: Refreshed) -> None:
    assert {plan.parts["sheet"], plan.parts["table"]} < set(plan.new)
    assert plan.findings() == []


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_planted_damage_is_found(plan: Refreshed, planted: Planted) -> None:
    found = plan.with_damage(planted).findings()
    assert planted.rule in {finding.rule for finding in found}, [finding.text.en for finding in found]


@pytest.mark.parametrize("planted", [each for each in PLANTED if each.rule is not Rule.NOT_OURS], ids=str)
def test_damage_that_was_there_before_is_not_held_against_the_refresh(plan: Refreshed, planted: Planted) -> None:
    found = plan.with_old_damage(planted).findings()
    assert [finding.text.en for finding in found] == []


def test_new_damage_is_found_beside_old_damage(plan: Refreshed) -> None:
    old, new = (next(each for each in PLANTED if each.rule is rule) for rule in (Rule.SPANS, Rule.STYLE))
    found = plan.with_old_damage(old).with_damage(new).findings()
    assert [finding.rule for finding in found] == [Rule.STYLE]


COMPARED = {
    Rule.NOT_OURS,
    Rule.ROOT,
    Rule.ROW_LOST,
    Rule.ELEMENT_LOST,
    Rule.LINK_LOST,
    Rule.NAME_LOST,
    Rule.SHEETS,
    Rule.TYPE_CHANGED,
}
"""The rules that only a comparison with the file before can find broken."""


@pytest.mark.parametrize("planted", [each for each in PLANTED if each.rule not in COMPARED], ids=str)
def test_planted_damage_is_found_in_a_workbook_as_a_whole(plan: Refreshed, planted: Planted) -> None:
    old, content = Package(plan.old, "plan.xlsx"), plan.with_damage(planted).changed().content()
    found = {finding.rule for finding in damage_of_whole(content, old)}
    assert planted.rule in found
    assert damage_of_whole(content, Package(content, "plan.xlsx")) == []


# The zip file ---------------------------------------------------------------------------------------------------------

Bytes = Callable[[Refreshed], bytes]


def whole(plan: Refreshed) -> bytes:
    return plan.changed().content()


def with_something_at_the_end(plan: Refreshed) -> bytes:
    return whole(plan) + b"\0"


def with_a_comment_cut_off(plan: Refreshed) -> bytes:
    content = bytearray(whole(plan))
    content[-2:] = b"\5\0"
    return bytes(content)


def without_its_last_byte(plan: Refreshed) -> bytes:
    return whole(plan)[:-1]


def with_a_gap(plan: Refreshed) -> bytes:
    """A byte between the first two members; the directory tells where the others are now."""
    content = whole(plan)
    gap = content.index(b"PK\3\4", 4)
    directory = content.index(b"PK\1\2")
    moved = bytearray(content[:gap] + b"\0" + content[gap:])
    position = directory + 1
    while moved[position : position + 4] == b"PK\1\2":
        (start,) = struct.unpack_from("<I", moved, position + 42)
        struct.pack_into("<I", moved, position + 42, start + (start >= gap))
        position += 46 + sum(struct.unpack_from("<3H", moved, position + 28))
    struct.pack_into("<I", moved, position + 16, directory + 1)
    return bytes(moved)


def with_a_wrong_offset(plan: Refreshed) -> bytes:
    content = bytearray(whole(plan))
    struct.pack_into("<I", content, content.index(b"PK\1\2") + 42, 7)
    return bytes(content)


def with_a_wrong_count(plan: Refreshed) -> bytes:
    content = bytearray(whole(plan))
    struct.pack_into("<2H", content, content.rindex(b"PK\5\6") + 8, 5, 5)
    return bytes(content)


def at_local_record(plan: Refreshed, name: str, place: int, new: bytes) -> bytes:
    """The file with other bytes in what stands before a member's packed bytes."""
    content = bytearray(whole(plan))
    start = zipfile.ZipFile(io.BytesIO(bytes(content))).getinfo(name).header_offset
    content[start + place : start + place + len(new)] = new
    return bytes(content)


def with_another_name(plan: Refreshed) -> bytes:
    return at_local_record(plan, plan.parts["sheet"], 30, b"XL")


def with_another_checksum(plan: Refreshed) -> bytes:
    return at_local_record(plan, plan.parts["sheet"], 14, b"\0\0\0\0")


def with_another_size(plan: Refreshed) -> bytes:
    return at_local_record(plan, plan.parts["sheet"], 22, b"\1\0\0\0")


def with_another_name_of_what_is_not_ours(plan: Refreshed) -> bytes:
    return at_local_record(plan, plan.parts["styles"], 30, b"XL")


def with_a_byte_changed(plan: Refreshed) -> bytes:
    """The packed bytes of a part that was written."""
    content = bytearray(whole(plan))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.getinfo(plan.parts["sheet"]).header_offset
    content[start + 30 + len(plan.parts["sheet"]) + 500] ^= 0xFF
    return bytes(content)


def with_other_styles(plan: Refreshed) -> bytes:
    package = plan.changed()
    package.replace(plan.parts["styles"], package.read(plan.parts["styles"]) + b" ")
    return package.content()


def with_a_byte_of_the_styles_changed(plan: Refreshed) -> bytes:
    content = bytearray(whole(plan))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.getinfo(plan.parts["styles"]).header_offset
    content[start + 30 + len(plan.parts["styles"]) + 100] ^= 0xFF
    return bytes(content)


def without_its_styles(plan: Refreshed) -> bytes:
    package = plan.changed()
    package.remove(plan.parts["styles"])
    return package.content()


def in_another_order(plan: Refreshed) -> bytes:
    """The first member put last, every record as it was."""
    content = whole(plan)
    second, directory, end = content.index(b"PK\3\4", 4), content.index(b"PK\1\2"), content.rindex(b"PK\5\6")
    first = 46 + sum(struct.unpack_from("<3H", content, directory + 28))
    records = bytearray(content[directory + first : end] + content[directory : directory + first])
    position = 0
    while position < len(records):
        (start,) = struct.unpack_from("<I", records, position + 42)
        struct.pack_into("<I", records, position + 42, start - second if start else directory - second)
        position += 46 + sum(struct.unpack_from("<3H", records, position + 28))
    return content[second:directory] + content[:second] + bytes(records) + content[end:]


IN_THE_ZIP: list[tuple[Text, Bytes]] = [
    (Rule.DIRECTORY, with_something_at_the_end),
    (Rule.DIRECTORY, with_a_comment_cut_off),
    (Rule.DIRECTORY, without_its_last_byte),
    (Rule.DIRECTORY, with_a_gap),
    (Rule.DIRECTORY, with_a_wrong_offset),
    (Rule.DIRECTORY, with_a_wrong_count),
    (Rule.LOCAL_RECORD, with_another_name),
    (Rule.LOCAL_RECORD, with_another_checksum),
    (Rule.LOCAL_RECORD, with_another_size),
    (Rule.LOCAL_RECORD, with_another_name_of_what_is_not_ours),
    (Rule.PACKED, with_a_byte_changed),
    (Rule.NOT_MEANT, with_other_styles),
    (Rule.NOT_MEANT, with_a_byte_of_the_styles_changed),
    (Rule.MEMBER_LOST, without_its_styles),
    (Rule.MEMBER_LOST, in_another_order),
]


@pytest.mark.parametrize(
    ("rule", "damaged"), IN_THE_ZIP, ids=[damaged.__name__.replace("_", " ") for _, damaged in IN_THE_ZIP]
)
def test_a_damaged_zip_is_found(plan: Refreshed, rule: Text, damaged: Bytes) -> None:
    found = damage(plan.changed(), damaged(plan))
    assert [finding.rule for finding in found] == [rule]


# The calculation chain -----------------------------------------------------------------------------------------------


def test_a_chain_that_stays_must_know_its_formulas(copy: Callable[[Starter], Path]) -> None:
    plan = refreshed(copy(SHOP), comments=1, month=6)  # what was reported before: no formula goes
    assert plan.gone == set()
    assert plan.findings() == []
    assert [(found.place, found.rule) for found in plan.with_damage(IN_CHAIN).findings()] == [("C14", Rule.CHAIN)]
    assert plan.with_old_damage(IN_CHAIN).findings() == []


def test_a_chain_that_goes_takes_its_link_and_its_type_along(plan: Refreshed) -> None:
    assert plan.gone == {plan.parts["chain"]}
    left = {plan.parts["types"], plan.parts["workbook rels"]}
    forgetful = plan._replace(new={name: content for name, content in plan.new.items() if name not in left})
    assert {finding.rule for finding in forgetful.findings()} == {Rule.LINK_TARGET, Rule.TYPE_DANGLING}


def test_every_rule_is_broken_by_a_planted_damage() -> None:
    rules = {rule for rule in vars(Rule).values() if isinstance(rule, Text)}
    assert {each.rule for each in [*PLANTED, IN_CHAIN]} | {rule for rule, _ in IN_THE_ZIP} == rules
