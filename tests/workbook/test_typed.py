import unicodedata
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.text import Text
from aop_excel.workbook.amounts import amount, amounts, percent, whole
from aop_excel.workbook.book import UNCALCULATED, Cell, Fault
from aop_excel.workbook.months import month
from aop_excel.workbook.typed import Misread, day, mark, text

Reader = Callable[[Cell], object]
READERS: list[Reader] = [amount, percent, whole, month, mark, day, text]


def trouble(found: object) -> Misread:
    assert isinstance(found, Misread)
    return found


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        (1_500_000.0, 1_500_000),
        (-3.5, -3.5),
        ("1500000", 1_500_000),
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1\u00a0234\u202f567", 1_234_567),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1 234,567", 1234.567),
        ("12,50", 12.5),
        ("0,350", 0.35),
        ("1234,567", 1234.567),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỷ", 1_500_000_000),
        ("1,1 tỷ", 1_100_000_000),
        ("0,350 tỷ", 350_000_000),
        ("1.25 TỶ", 1_250_000_000),
        ("2 tỉ", 2_000_000_000),
        ("2ty", 2_000_000_000),
        ("1.500.000 triệu", 1_500_000_000_000),
        ("500tr", 500_000_000),
        ("500 triệu đồng", 500_000_000),
        ("350k", 350_000),
        ("350 nghìn", 350_000),
        ("350 ngàn", 350_000),
        ("5 thousand", 5_000),
        ("1.5 million", 1_500_000),
        ("2bn", 2_000_000_000),
        ("55m", 55_000_000),
        ("1.5M", 1_500_000),
        ("1tr2", 1_200_000),
        ("1tr25", 1_250_000),
        ("1tr250", 1_250_000),
        ("1tr05", 1_050_000),
        ("1 tỷ 2", 1_200_000_000),
        ("1 tỷ 250 triệu", 1_250_000_000),
        ("1 tỷ 250 triệu 500k", 1_250_500_000),
        ("500000đ", 500_000),
        ("500 000 ₫", 500_000),
        ("1,500,000 VND", 1_500_000),
        ("1500000vnđ", 1_500_000),
        ("1500000 đồng", 1_500_000),
        ("100000d", 100_000),
        ("₫500000", 500_000),
        ("500.000đ", 500_000),
        ("500,000 VND", 500_000),
        ("-500.000 ₫", -500_000),
        ("(123)", -123),
        ("(1.234.567) đ", -1_234_567),
        ("(1,5 tỷ)", -1_500_000_000),
        ("+7", 7),
        ("-7", -7),
        ("−7", -7),
        ("- 7", -7),
        ("-₫7", -7),
        ("１２３", 123),
        ("  12  ", 12),
        ("\u200b12", 12),
        (unicodedata.normalize("NFD", "1,5 tỷ đồng"), 1_500_000_000),
    ],
)
def test_a_clear_amount_is_read(typed: Cell, dong: float) -> None:
    assert amount(typed) == dong


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u200b"])
def test_a_blank_cell_is_no_amount(blank: Cell) -> None:
    assert amount(blank) is None
    assert percent(blank) is None
    assert whole(blank) is None
    assert day(blank) is None
    assert text(blank) is None
    assert mark(blank) is False


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "abc",
            "đ",
            "-",
            "()",
            "12,",
            ",5",
            "1,23,456",
            "1.234 567",
            "(-5)",
            "--5",
            "5%",
            "1e9",
            "12 kg",
            "1m2",
            "500 usd",
        ),
        *("1.5tr2", "1tr2500", "1tr2tỷ", "1tr 3tr"),
        *("9" * 16, "1" * 1000, "1." * 5000 + "1"),
    ],
)
def test_what_is_no_amount_is_said_to_be_none(typed: Cell) -> None:
    found = trouble(amount(typed))
    assert "là số tiền" in found.text.vi


def test_the_owner_is_told_what_was_typed_and_what_to_do() -> None:
    assert amount(" abc ") == Misread(
        Text("“abc” không phải là số tiền", "“abc” is not an amount"),
        Text("Gõ một số, ví dụ 1500000 hoặc 1,5 triệu.", "Type a number, such as 1500000 or 1.5 million."),
    )


def test_a_long_text_is_quoted_in_short() -> None:
    assert trouble(amount("a" * 30_000)).text.en == "“" + "a" * 39 + "…” is not an amount"


def test_a_typed_brace_is_only_a_brace() -> None:
    assert trouble(amount("{typed} {0}")).text.en == "“{typed} {0}” is not an amount"


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("1.234", "1234 or 1.2340"),
        ("1,234", "1234 or 1,2340"),
        ("1.000", "1000 or 1"),
        ("12,500", "12500 or 12,5"),
        ("-1.250", "-1250 or -1.25"),
        ("1.500 triệu", "1500 triệu or 1.5 triệu"),
        ("1,500 tr", "1500 tr or 1,5 tr"),
        ("1 tỷ 1.250k", "1 tỷ 1250k or 1 tỷ 1.25k"),
    ],
)
def test_an_unclear_separator_is_asked_about(typed: Cell, choices: str) -> None:
    found = trouble(amount(typed))
    assert found.text.en == f"“{typed}” can mean {choices}"
    assert found.cure.en == f"Type it again as {choices}."
    for choice in choices.split(" or "):
        assert isinstance(amount(choice), float)


@pytest.mark.parametrize("typed", ["2t5", "5t", "1,5 t"])
def test_t_can_be_million_or_billion(typed: Cell) -> None:
    assert trouble(amount(typed)).text.en == f"The “t” in “{typed}” can mean million or billion"


def test_a_column_that_proves_its_separator_decides_the_unclear_amounts() -> None:
    assert amounts(["1.234.567", "1.234", None, 5.0]) == [1_234_567, 1234, None, 5]
    assert amounts(["1.234", "12,50"]) == [1234, 12.5]
    assert amounts(["1,234", "12,50"]) == [1.234, 12.5]
    assert amounts(["1.500 triệu", "2,5 tỷ"]) == [1_500_000_000, 2_500_000_000]
    assert amounts(["500.000", "350.000đ"]) == [500_000, 350_000]


def test_a_column_without_proof_or_with_two_is_asked_about() -> None:
    columns: list[list[Cell]] = [["1.234", "5", 7.0, "2 tỷ"], ["1.234", "12,50", "12.50"], ["1.234", "12.50 abc"]]
    for column in columns:
        assert isinstance(amounts(column)[0], Misread)


def test_a_column_keeps_what_is_no_amount_in_its_place() -> None:
    found = amounts(["1.234.567", "abc", Fault("#N/A")])
    assert found == [1_234_567, amount("abc"), amount(Fault("#N/A"))]


@given(st.integers(0, 10**14), st.sampled_from([".", ",", " ", "\u00a0"]))
def test_every_grouped_amount_reads_back(dong: int, separator: str) -> None:
    typed = f"{dong:,}".replace(",", separator)
    assert amounts([typed, f"1{separator}000{separator}000"])[0] == dong


@given(st.integers(0, 10**12), st.integers(0, 99), st.booleans())
def test_every_amount_with_two_decimals_reads_back(dong: int, cents: int, vietnamese: bool) -> None:
    typed = f"{dong:,}.{cents:02}"
    assert amount(typed.translate(str.maketrans(",.", ".,")) if vietnamese else typed) == float(f"{dong}.{cents:02}")


@given(st.text() | st.floats() | st.booleans() | st.dates() | st.none())
def test_every_cell_is_read_or_explained(cell: Cell) -> None:
    for read in READERS:
        found = read(cell)
        if isinstance(found, Misread):
            assert found.text.vi
            assert found.text.en
            assert found.cure.vi
            assert found.cure.en


@given(st.text(alphabet="0123456789., -+()%kđtrtỷtriệunghìnVND₫/x"))
def test_every_mix_of_what_amounts_are_made_of_is_read_or_explained(typed: Cell) -> None:
    for read in READERS:
        read(typed)


def test_a_cell_formatted_as_a_date_is_no_amount() -> None:
    found = trouble(amount(date(2027, 3, 15)))
    assert found.text.en == "This cell is formatted as a date (15/03/2027), so it cannot be read as a number"
    assert "Number" in found.cure.vi


def test_true_is_no_amount() -> None:
    assert trouble(amount(True)).text.vi == "“TRUE” không phải là số tiền"
    assert isinstance(percent(False), Misread)


@pytest.mark.parametrize("read", READERS)
def test_an_error_value_is_named(read: Reader) -> None:
    assert trouble(read(Fault("#REF!"))).text == Text("Ô này đang báo lỗi #REF!", "This cell shows the error #REF!")


@pytest.mark.parametrize("read", READERS)
def test_a_formula_without_result_asks_to_be_calculated(read: Reader) -> None:
    found = trouble(read(UNCALCULATED))
    assert "does not calculate" in found.text.en
    assert "Excel" in found.cure.vi
    assert "LibreOffice" in found.cure.vi


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        (0.35, 0.35),
        (1.5, 1.5),
        (-0.2, -0.2),
        (0.0, 0),
        ("35%", 0.35),
        ("35,5 %", 0.355),
        ("35.5%", 0.355),
        ("12,345%", 0.12345),
        ("1.234,5%", 12.345),
        ("250%", 2.5),
        ("-5%", -0.05),
        ("(5%)", -0.05),
        ("35％", 0.35),
        ("0,35", 0.35),
        ("0.350", 0.35),
        ("1", 1),
    ],
)
def test_a_clear_percentage_is_read(typed: Cell, share: float) -> None:
    assert percent(typed) == share


@pytest.mark.parametrize("typed", [35.0, "35"])
def test_a_percentage_without_its_sign_is_asked_about(typed: Cell) -> None:
    found = trouble(percent(typed))
    assert found.text == Text("“35” có thể là 35% hoặc 3500%", "“35” can mean 35% or 3500%")
    assert "'3500%" in found.cure.en


def test_a_percentage_may_be_allowed_to_be_large() -> None:
    assert percent(2.0, most=5) == 2.0
    assert isinstance(percent(2.0), Misread)


@pytest.mark.parametrize("typed", ["abc", "%", "35 points", "35%%", "1,200"])
def test_an_unclear_percentage_is_asked_about(typed: Cell) -> None:
    assert isinstance(percent(typed), Misread)


def test_a_count_has_no_fraction() -> None:
    assert (whole(3.0), whole("12"), whole("1.234.567"), whole("-2")) == (3, 12, 1_234_567, -2)
    assert isinstance(whole(3.0), int)
    assert trouble(whole(2.5)).text == Text("“2,5” không phải là số nguyên", "“2.5” is not a whole number")
    assert trouble(whole("two")).text.en == "“two” is not a whole number"


@pytest.mark.parametrize("typed", ["x", "X", " x ", "\u00a0x"])
def test_an_x_marks(typed: Cell) -> None:
    assert mark(typed) is True


@pytest.mark.parametrize("typed", ["y", "xx", "có", 1.0, True, date(2027, 1, 1)])
def test_anything_else_is_no_mark(typed: Cell) -> None:
    assert trouble(mark(typed)).cure == Text(
        "Gõ x để đánh dấu, hoặc để trống.", "Type x to mark it, or leave it blank."
    )


@pytest.mark.parametrize(
    "typed",
    [
        date(2027, 3, 15),
        datetime(2027, 3, 15, 14, 30),
        46461.0,
        46461.75,
        "15/3/2027",
        "15/03/2027",
        "15-03-2027",
        "15.3.2027",
        "15 / 3 / 2027",
        "15/3/27",
        "2027-03-15",
        "2027/3/15",
        "2027-03-15T08:00:00",
        "2027-03-15 08:00",
        "１５/3/2027",
    ],
)
def test_a_day_is_read_day_first(typed: Cell) -> None:
    found = day(typed)
    assert found == date(2027, 3, 15)
    assert type(found) is date


def test_a_month_before_its_day_is_turned_round() -> None:
    found = trouble(day("3/15/2027"))
    assert found.text.en == "There is no day “3/15/2027”"
    assert found.cure.vi == "Ngày đứng trước tháng: gõ 15/3/2027 nếu bạn muốn nói ngày đó."


def test_a_day_that_does_not_exist_is_refused() -> None:
    assert trouble(day("31/2/2027")).text == Text("Không có ngày “31/2/2027”", "There is no day “31/2/2027”")
    assert day("29/2/2028") == date(2028, 2, 29)


def test_a_slip_in_the_year_is_shown() -> None:
    assert trouble(day("15/3/1027")).text.en == "“15/3/1027” is in the year 1027"
    assert trouble(day("15/3/0027")).text.en == "“15/3/0027” is in the year 27"


@pytest.mark.parametrize("typed", ["tomorrow", "3/2027", "15/3", "15/3-2027", "15/3/202", 7.0, 2027.0, 90_000.0, True])
def test_what_is_no_day_is_said_to_be_none(typed: Cell) -> None:
    found = trouble(day(typed))
    assert found.text.vi.endswith("không phải là ngày")
    assert "15/3/2027" in found.cure.en


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back(when: date) -> None:
    for typed in (f"{when.day}/{when.month}/{when.year}", when.isoformat(), f"{when:%d-%m-%y}", f"{when:%d.%m.%Y}"):
        assert day(typed) == when


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (" Thuê  nhà ", "Thuê  nhà"),
        (123.0, "123"),
        (12.5, "12.5"),
        (1234567890123456.0, "1234567890123456"),
        (date(2027, 3, 5), "05/03/2027"),
        (datetime(2027, 3, 5, 12, 0), "05/03/2027"),
        (unicodedata.normalize("NFD", "Thuê"), "Thuê"),
    ],
)
def test_words_are_read_as_typed(typed: Cell, words: str) -> None:
    assert text(typed) == words
