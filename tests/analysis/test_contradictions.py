"""What looks like doing what was given up for this year, and what only shares a word with it."""

import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.contradictions import contradicted, contradicts
from aop_excel.domain.names import bare
from aop_excel.domain.plan import NotThisYear

DOES = [
    ("Không mở cửa hàng mới", "Mở cửa hàng thứ hai"),
    ("Không mở cửa hàng mới", "Khai trương thêm một chi nhánh ở Thủ Đức"),
    ("Không mở cửa hàng mới", "Trang trí cửa hàng mới"),
    ("Không mở cửa hàng mới, dồn sức cho online", "Thuê cửa hàng tại quận 7"),
    ("Không mở cửa hàng mới", "Open a second store"),
    ("No new store", "Mở cửa hàng thứ hai"),
    ("No new store", "Open a second store"),
    ("No new stores this year.", "Open another branch downtown"),
    ("No new store", "Second store opening in May"),
    ("Do not open a new store", "Rent a shop in District 7"),
    ("Không thêm nhóm hàng mới", "Thêm nhóm hàng đồ chơi"),
    ("Không thêm nhóm hàng mới", "Nhập ngành hàng mới: đồ chơi"),
    ("No new product groups", "Baby toys as a new product group"),
    ("No new product groups", "New product line for toddlers"),
    ("Không tuyển thêm người", "Tuyển 2 nhân viên livestream"),
    ("Không tuyển thêm người", "Thêm một người trực page"),
    ("No new hires", "Hire a second online person"),
    ("No new hires", "Tuyển người quay video"),
    ("Không vay thêm", "Vay ngân hàng 300 triệu"),
    ("No new loans", "A bank loan for stock"),
    ("Không giảm giá sâu", "Chương trình giảm giá lớn tháng 6"),
    ("No deep discounts", "A large discount on diapers"),
    ("Không bán trên TikTok", "Livestream bán hàng, quảng cáo trên TikTok"),
    ("Chưa bán sỉ", "Bán sỉ cho trường mầm non"),
    ("No wholesale", "Wholesale to kindergartens"),
    ("Không mở thêm kênh bán mới", "Mở kênh TikTok Shop"),
    ("No new channel", "New channel: TikTok Shop"),
    ("Không mua xe tải", "Mua xe tải giao hàng"),
    ("Tập trung nhóm chủ lực, không thuê thêm kho", "Thuê kho ở Bình Tân"),
    ("Không cắt giảm nhân sự", "Cắt giảm nhân viên cửa hàng"),
]
ONLY_SHARES_WORDS = [
    ("Không mở cửa hàng mới", "Khuyến mãi tại cửa hàng"),
    ("Không mở cửa hàng mới", "Mở livestream tại cửa hàng"),
    ("Không mở cửa hàng mới", "Làm mới cửa hàng"),
    ("Không mở cửa hàng mới", "Mở rộng cửa hàng hiện có"),
    ("Không mở cửa hàng mới", "Kiểm kê cửa hàng mỗi tháng"),
    ("Không mở cửa hàng mới", "Làm lại gian hàng trên sàn"),
    ("Không mở cửa hàng mới", "Mở kênh TikTok Shop"),
    ("Không mở cửa hàng mới", "Không mở cửa hàng thứ hai"),
    ("Không mở cửa hàng mới", "Open TikTok shop"),
    ("No new store", "Store promotions"),
    ("No new store", "New store promotions"),
    ("No new store", "A new manager for the store"),
    ("No new store", "Open the store on Sundays"),
    ("No new store", "Improve the marketplace storefront"),
    ("No new store", "Postpone the second store"),
    ("No new product groups", "Improve the marketplace storefront"),
    ("No new product groups", "New product photos"),
    ("No new product groups", "Focus on core product groups"),
    ("Không thêm nhóm hàng mới", "Tập trung nhóm hàng chủ lực"),
    ("Không thêm nhóm hàng mới", "Đẩy hàng bán chạy cho mẹ sau sinh"),
    ("Không thêm nhóm hàng mới", "Thêm nhóm bán hàng online"),
    ("Không tuyển thêm người", "Đào tạo nhân viên bán hàng"),
    ("Không tuyển thêm người", "Thêm người theo dõi trên Facebook"),
    ("No new hires", "Train the sales staff"),
    ("Không vay thêm", "Trả bớt nợ vay"),
    ("Không vay thêm", "Nhập thêm váy bầu"),
    ("No new loans", "Repay the bank loan"),
    ("Không giảm giá sâu", "Giảm giá nhẹ hàng tồn"),
    ("Không mua xe tải", "Sửa xe tải giao hàng"),
    ("Không cắt giảm nhân sự", "Đào tạo nhân viên"),
    ("Không mở cửa hàng mới, dồn sức cho online", "Dồn sức cho online"),
    ("Không mở cửa hàng mới", "Khuyến mãi lớn toàn cửa hàng"),
    ("Không thêm nhóm hàng mới", "Nhập gấp nhóm hàng bán chạy"),
    ("Không thêm nhóm hàng mới", "Mở thêm kênh mới trên TikTok Shop"),
    ("No new store", "A large promotion in the store"),
    ("No new store", "A new channel: TikTok Shop"),
    ("No new product groups", "Rush purchase of a best seller"),
    ("Không", "Mở cửa hàng thứ hai"),
    ("", "Open a second store"),
    ("No new store", ""),
]


@pytest.mark.parametrize(("given_up", "text"), DOES)
def test_it_looks_like_what_was_given_up(given_up: str, text: str) -> None:
    assert contradicts(given_up, text)


@pytest.mark.parametrize(("given_up", "text"), ONLY_SHARES_WORDS)
def test_a_shared_word_is_no_contradiction(given_up: str, text: str) -> None:
    assert not contradicts(given_up, text)


def test_the_first_thing_given_up_is_named() -> None:
    store, groups = NotThisYear(name="No new store"), NotThisYear(name="No new product groups")
    assert contradicted((store, groups), "Add a new product group") is groups
    assert contradicted((store, groups), "Weekly stock count") is None


EXAMPLES = st.sampled_from(DOES + ONLY_SHARES_WORDS)
CASES: list[Callable[[str], str]] = [str.upper, str.lower, str.title, str.swapcase]
COMPOSITIONS: list[Literal["NFC", "NFD"]] = ["NFC", "NFD"]


@given(EXAMPLES, st.sampled_from(CASES), st.sampled_from(COMPOSITIONS), st.booleans())
def test_capitals_composition_and_blanks_do_not_matter(
    example: tuple[str, str], change: Callable[[str], str], composed: Literal["NFC", "NFD"], changes_text: bool
) -> None:
    given_up, text = example

    def typed(words: str) -> str:
        return "  " + unicodedata.normalize(composed, change(words)).replace(" ", " \u00a0 ")

    changed = (given_up, typed(text)) if changes_text else (typed(given_up), text)
    assert contradicts(*changed) == contradicts(given_up, text)


@pytest.mark.parametrize(("given_up", "text"), DOES)
def test_whoever_types_without_diacritics_is_asked_the_same(given_up: str, text: str) -> None:
    assert contradicts(bare(given_up), text)
    assert contradicts(given_up, bare(text))
    assert contradicts(bare(given_up), bare(text))


AMBIGUOUS = {"Nhập thêm váy bầu"}
"""Without its marks, váy (a dress) is vay (to borrow)."""


@pytest.mark.parametrize(("given_up", "text"), [each for each in ONLY_SHARES_WORDS if each[1] not in AMBIGUOUS])
def test_whoever_types_without_diacritics_is_not_asked_more(given_up: str, text: str) -> None:
    assert not contradicts(bare(given_up), text)
    assert not contradicts(given_up, bare(text))
    assert not contradicts(bare(given_up), bare(text))


@given(st.text(), st.text())
def test_any_two_texts_can_be_held_against_each_other(given_up: str, text: str) -> None:
    assert contradicts(given_up, text) in (True, False)
