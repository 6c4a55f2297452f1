"""Words that a contradiction is read by: which deny, which begin something, which are the same thing in other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, lru_cache

Form = Callable[[str], str]
"""How words are compared: `fold`, or `bare` where one side was typed without diacritics."""


class Role(Flag):
    """What a word does in a phrase; a word with none is part of the thing that is spoken of."""

    DENIES = auto()  # not, no
    LESSENS = auto()  # less of it, or its end: what comes after is no beginning
    BEGINS = auto()  # stands before the thing: open a store
    BEGINS_LAST = auto()  # too, but the thing is the last noun after it: new store, not new store promotions
    BEGUN = auto()  # stands after the thing: cửa hàng mới, store opening
    ALONE = auto()  # is a thing as well as a beginning: to hire, to borrow
    DEGREE = auto()  # large, deep
    SMALL = auto()  # may stand between the thing and what begins it
    BETWEEN = auto()  # begins another part of the phrase: in, for
    STOP = auto()  # a comma, a colon


NOTHING = Role(0)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a set phrase, by the name under which other words for the same are found."""

    name: str
    role: Role = NOTHING


_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.DENIES, "không, không có, chưa, đừng, no, not, do not, don't, never, none, nothing, won't, will not"),
    (
        Role.LESSENS,
        "ngừng, dừng, thôi, đóng, trả, bớt, giảm, cắt, hủy, tạm hoãn, trì hoãn, hoãn lại, "
        "stop, close, avoid, repay, reduce, cut, cancel, postpone, fewer, less, without",
    ),
    (Role.BEGINS, "mở, mở thêm, khai trương, lập, thành lập, xây, thuê, mua, open, rent, build, buy, set up"),
    (Role.BEGINS | Role.BEGUN, "thêm, nữa"),
    (Role.BEGINS_LAST, "new, second, third, another, extra, additional, more, further, add, start, adding, starting"),
    (Role.BEGINS_LAST | Role.BEGUN, "launch, launching"),
    (Role.BEGUN, "mới, thứ hai, thứ ba, thứ tư, thứ 2, thứ 3, thứ 4, số 2, số 3, opening"),
    (Role.DEGREE, "sâu, lớn, mạnh, nhiều, khủng, deep, large, big, heavy, major, huge"),
    (
        Role.SMALL,
        "một, hai, ba, bốn, vài, các, những, cái, chiếc, căn, bất kỳ, nào, cả, gì, lại, thử, làm, năm nay, năm, "
        "a, an, any, one, two, three, four, few, some, this year, year",
    ),
    (
        Role.BETWEEN,
        "tại, ở, trên, trong, ngoài, cho, của, từ, với, theo, bằng, và, hay, hoặc, để, khi, vào, về, sang, "
        "at, in, on, for, of, from, with, by, and, or, nor, to, into, as, when, while, during, through",
    ),
    # Set phrases whose words alone would mislead.
    (NOTHING, "mở rộng, làm mới, đổi mới, mô hình, mỗi ngày, mỗi tuần, mỗi tháng, mỗi quý, mỗi năm, mỗi khách"),
    (NOTHING, "người mua, người dùng, người xem, người theo dõi, người tiêu dùng"),
)

_SAME: tuple[tuple[Role, str], ...] = (
    (NOTHING, "store, cửa hàng, chi nhánh, điểm bán, cửa tiệm, tiệm, shop, branch, outlet"),
    (NOTHING, "product group, nhóm hàng, ngành hàng, nhóm sản phẩm, product line, product category, category"),
    (NOTHING, "channel, kênh bán hàng, kênh bán, kênh, sales channel"),
    (NOTHING, "warehouse, kho, kho hàng, nhà kho"),
    (NOTHING, "discount, giảm giá, price cut"),
    (NOTHING, "promotion, khuyến mãi, khuyến mại"),
    (NOTHING, "wholesale, bán sỉ, bán buôn"),
    (NOTHING, "person, người, nhân viên, nhân sự, cộng tác viên, people, staff, employee, headcount"),
    (Role.BEGINS | Role.ALONE, "hire, tuyển, tuyển dụng, tuyển thêm, hiring, recruit, recruiting, recruitment"),
    (Role.BEGINS | Role.ALONE, "borrow, vay, vay thêm, vay vốn, borrowing, loan"),
)
"""What is the same thing, the first name being the one it is known by."""

_LONGEST = 3
"""Words of the longest set phrase."""

_PIECES = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:.!?()/–—|\n-]")


@lru_cache(10_000)
def words_of(text: str, form: Form) -> tuple[Word, ...]:
    """A text's words in order, set phrases as one."""
    pieces = [_singular(piece) for piece in _PIECES.findall(form(text).replace("’", "'"))]
    return tuple(_phrases(pieces, _vocabulary(form)))


def _phrases(pieces: list[str], vocabulary: dict[tuple[str, ...], Word]) -> Iterator[Word]:
    place = 0
    while place < len(pieces):
        for length in range(_LONGEST, 0, -1):
            if found := vocabulary.get(tuple(pieces[place : place + length])):
                yield found
                place += length
                break
        else:
            yield _unknown(pieces[place])
            place += 1


def _unknown(piece: str) -> Word:
    if not piece[0].isalnum():
        return Word(piece, Role.STOP)
    return Word(piece, Role.SMALL if piece.isdecimal() else NOTHING)


@cache
def _vocabulary(form: Form) -> dict[tuple[str, ...], Word]:
    known: dict[tuple[str, ...], Word] = {}
    for role, listed in _WORDS:
        for phrase in listed.split(", "):
            known[_key(phrase, form)] = Word(form(phrase), role)
    for role, listed in _SAME:
        name, *_ = listed.split(", ")
        for phrase in listed.split(", "):
            known[_key(phrase, form)] = Word(name, role)
    return known


def _key(phrase: str, form: Form) -> tuple[str, ...]:
    return tuple(_singular(piece) for piece in form(phrase).split())


def _singular(piece: str) -> str:
    """English plurals as singulars; no Vietnamese syllable ends in s."""
    if piece.endswith("ies"):
        return piece[:-3] + "y"
    return piece[:-1] if len(piece) > len("its") and piece.endswith("s") and not piece.endswith("ss") else piece
