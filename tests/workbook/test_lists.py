"""Fixed lists, each under a defined name of its own."""

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import Better, Comparison
from aop_excel.text import same
from aop_excel.workbook.layout import Column, Sheet, Table, words
from aop_excel.workbook.lists import word_lists


def sheet(*tables: Table) -> Sheet:
    return Sheet(key="plan", title=same("Plan"), heading=same("Plan"), guidance=same(""), blocks=tables)


def table(name: str, *columns: tuple[str, type[Better] | type[Comparison]]) -> Table:
    contents = tuple(Column(key=key, label=same(key), options=words(choices)) for key, choices in columns)
    return Table(name=name, heading=same(name), contents=contents)


def test_one_list_serves_all_columns_that_offer_its_words() -> None:
    found = word_lists([sheet(table("aop_kpis", ("better", Better)), table("aop_mine", ("side", Better)))], YEAR)
    assert found == {"aop_list_better": words(Better)}


def test_columns_of_one_key_with_other_words_have_lists_of_their_own() -> None:
    found = word_lists([sheet(table("aop_kpis", ("part", Better)), table("aop_risks", ("part", Comparison)))], YEAR)
    assert found == {"aop_list_part": words(Better), "aop_list_risks_part": words(Comparison)}


YEAR = FiscalYear(2027, 1)
