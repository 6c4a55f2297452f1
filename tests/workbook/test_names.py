import pytest

from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Text
from aop_excel.workbook.names import Names
from aop_excel.workbook.slots import fill_slots

HEADERS = {
    "aop_budget": {"code": "Mã", "m04": "T4", "m05": "T5", "m03": "T3", "annual": "Cả năm"},
    "aop_odd": {"code": "Mã [cũ] #1"},
}


@pytest.fixture
def names() -> Names:
    return Names(HEADERS, "vi", FiscalYear(2027, 4))


def test_column_keys_become_the_headers_of_this_workbook(names: Names) -> None:
    assert names.formula("SUMIFS(aop_budget[m05],aop_budget[code],[@code])", "aop_budget") == (
        "SUMIFS(aop_budget[T5],aop_budget[Mã],aop_budget[[#This Row],[Mã]])"
    )


def test_the_ends_of_the_year_follow_its_first_month(names: Names) -> None:
    assert names.formula("SUM([@[m{first}]:[m{last}]])", "aop_budget") == "SUM(aop_budget[[#This Row],[T4]:[T3]])"
    assert names.formula("SUM(aop_budget[[m{first}]:[m05]])", "") == "SUM(aop_budget[[T4]:[T5]])"


def test_what_stands_in_quotes_is_left_alone(names: Names) -> None:
    assert names.formula('IF([@annual]="aop_budget[code]","[@code]",1)', "aop_budget") == (
        'IF(aop_budget[[#This Row],[Cả năm]]="aop_budget[code]","[@code]",1)'
    )


def test_a_code_that_looks_like_a_slot_is_left_alone(names: Names) -> None:
    assert fill_slots('INDEX(aop_pnl[m{m}],MATCH("plan|line:{m}",aop_pnl[key],0))+{k}', {"{m}": "05", "{k}": "2"}) == (
        'INDEX(aop_pnl[m05],MATCH("plan|line:{m}",aop_pnl[key],0))+2'
    )
    assert names.formula('COUNTIF(aop_budget[code],"{first}")', "") == 'COUNTIF(aop_budget[Mã],"{first}")'


def test_brackets_in_a_header_are_escaped_and_bracketed_twice(names: Names) -> None:
    assert names.formula("COUNTA(aop_odd[code])", "") == "COUNTA(aop_odd[[Mã '[cũ'] '#1]])"


def test_words_are_written_in_the_workbooks_language(names: Names) -> None:
    words = Text('IF([@annual]>0,"Thuận lợi","")', 'IF([@annual]>0,"Favourable","")')
    assert names.formula(words, "aop_budget") == 'IF(aop_budget[[#This Row],[Cả năm]]>0,"Thuận lợi","")'
    assert "Favourable" in Names(HEADERS, "en", FiscalYear(2027, 4)).formula(words, "aop_budget")


def test_a_column_that_is_not_described_is_our_own_mistake(names: Names) -> None:
    with pytest.raises(KeyError):
        names.formula("aop_budget[colour]", "")
