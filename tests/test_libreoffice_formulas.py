"""Formulas in Excel's words and in LibreOffice's, and the library through which it is reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.libreoffice import uno_module
from aop_excel.libreoffice.formulas import from_libreoffice, to_libreoffice
from tests import plans
from tests.plans import Starter


@pytest.mark.parametrize(
    ("excel", "libreoffice"),
    [
        ("=SUM('2 Budget'!A1:B2,x)", "=SUM($'2 Budget'.A1:B2;x)"),
        ("=Start!$B$7+Kế!A:A", "=$Start.$B$7+$Kế.A:A"),
        ('=IF(A1="a;b,c",TRUE,1.5)', '=IF(A1="a;b,c";TRUE();1.5)'),
        ('=SUM({1,2;3,"4,5"})', '=SUM({1;2|3;"4,5"})'),
        ("=SUM(p[[#This Row],[Jan]:[Dec]],p[a, b])", "=SUM(p[[#This Row];[Jan]:[Dec]];p[a, b])"),
        ("=SUM(p[[a, b]:[c]],1)", "=SUM(p[[a, b]:[c]];1)"),
        ('=HYPERLINK("#Start!A1","x")', '=HYPERLINK("#Start!A1";"x")'),
        ("='Don''t'!A1", "=$'Don''t'.A1"),
        ("=#REF!+1", "=#REF!+1"),
    ],
)
def test_formulas_are_told_in_the_words_of_either(excel: str, libreoffice: str) -> None:
    assert to_libreoffice(excel) == libreoffice
    assert from_libreoffice(libreoffice) == excel


@pytest.mark.parametrize("starter", [plans.SHOP, plans.SHOP_VI], ids=str)
def test_all_formulas_of_a_plan_come_back_as_they_were(made: Callable[[Starter], Path], starter: Starter) -> None:
    book = FileBook.open(made(starter))
    formulas = {f"={words}" for tab in book.tabs() for words in book.formulas(tab).values()}
    assert len(formulas) > 500
    assert [words for words in formulas if from_libreoffice(to_libreoffice(words)) != words] == []


def test_a_library_for_another_python_is_never_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uno_module, "_FOLDERS", (tmp_path,))
    (tmp_path / "libpyuno.so").write_bytes(b"\x7fELF\0libpython3.6m.so.1.0\0")
    assert not uno_module._is_for_this_python(tmp_path)
    (tmp_path / "libpyuno.so").unlink()
    assert not uno_module._is_for_this_python(tmp_path)
