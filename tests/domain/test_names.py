import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from aop_excel.domain.names import bare, fold


def test_names_are_compared_without_blanks_and_capitals() -> None:
    assert fold("  Cửa   hàng\u00a0ONLINE ") == "cửa hàng online"
    assert fold(unicodedata.normalize("NFD", "Cửa hàng")) == fold("CỬA HÀNG")


def test_names_are_compared_without_diacritics_on_a_second_try() -> None:
    assert bare("Đồ dùng Cho BÉ ") == "do dung cho be"


@given(st.text())
def test_folding_twice_changes_nothing(words: str) -> None:
    assert fold(fold(words)) == fold(words)
    assert bare(bare(words)) == bare(words)
