"""Checks of Budget, and of the sign of amounts wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.domain.names import bare
from aop_excel.domain.phasing import round_half_away
from aop_excel.domain.plan import Kind
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text, figures
from aop_excel.workbook.layout import month_key
from aop_excel.workbook.reading import Found, Reading


def months_add_up(reading: Reading) -> Iterator[Problem]:
    """The months of a budget line add up to its year."""
    for each in reading.found["aop_budget"]:
        line = each.record
        total = sum(amount or 0 for amount in line.months)
        if line.annual is None or not round_half_away(total - line.annual):
            continue
        unread = next((key for key in ("annual", "phasing") if ("aop_budget", line.code, key) in reading.inexact), None)
        if unread and line.phasing:  # the plan would be short of the whole line
            header = reading.headers["aop_budget"][unread]
            text = _NOT_SPREAD.format(line=line.name, header=header)
            cure = _TYPE_THE_YEAR.format(year=figures(f"{line.annual:,.15g}")) if unread == "annual" else _CHOOSE_AGAIN
            yield Problem("aop_budget", text, cure, each.row, unread)
            continue
        yield Problem(
            "aop_budget",
            Text(
                "Các tháng của “{line}” cộng lại lệch {gap} so với cả năm",
                "The months of “{line}” differ by {gap} from its full year",
            ).format(line=line.name, gap=figures(f"{total - line.annual:+,.0f}")),
            Text(
                "Sửa cột Cả năm hoặc các tháng; kết quả tính theo các tháng.",
                "Correct the full year or the months; results use the months.",
            ),
            each.row,
            "annual",
            Severity.WARNING,
        )


_NOT_SPREAD = Text(
    "Công thức không đọc được “{header}” của “{line}”, nên không chia được cả năm cho các tháng",
    "The formulas cannot read “{header}” of “{line}”, so they do not spread the year over its months",
)
_TYPE_THE_YEAR = Text("Gõ lại thành số, không kèm chữ: {year}.", "Type it as a number, without letters: {year}.")
_CHOOSE_AGAIN = Text("Chọn lại cách phân bổ từ danh sách.", "Choose the phasing from the list again.")


def amounts_have_their_sign(reading: Reading) -> Iterator[Problem]:
    """Amounts are typed without a sign, the kind of a line tells income from cost.

    A line of revenue that is never positive holds returns and discounts. An actual may be negative where its plan is.
    """
    plan = {each.record.code: each.record for each in reading.found["aop_budget"]}
    for each in reading.found["aop_last_year"]:
        yield from _negative("aop_last_year", each, each.record.channel, _ANY_SIGN, reading)
    for each in reading.found["aop_last_year_sales"]:
        name = " – ".join(name for name in (each.record.channel, each.record.group) if name)
        yield from _negative("aop_last_year_sales", each, name, _ANY_SIGN, reading)
    for each in reading.found["aop_budget"]:
        line = each.record
        if line.kind is not Kind.REVENUE or any((amount or 0) > 0 for amount in line.months):
            yield from _negative("aop_budget", each, line.name, _ANY_SIGN, reading)
    for each in reading.found["aop_actuals"]:
        if line := plan.get(each.record.code):
            yield from _negative("aop_actuals", each, line.name, line.months, reading)


_ANY_SIGN = (None,) * 12


def _negative(
    table: str, each: Found, name: str, planned: tuple[float | None, ...], reading: Reading
) -> Iterator[Problem]:
    amounts = each.record.months
    months = reading.settings.fiscal_year.month_numbers
    found = [months[p] for p in range(12) if (amounts[p] or 0) < 0 <= (planned[p] or 0)]
    if found:
        yield Problem(
            table,
            Text("“{name}” có số âm ở tháng: {months}", "“{name}” is negative in months: {months}").format(
                name=name, months=", ".join(map(str, found))
            ),
            Text(
                "Gõ số dương: loại của dòng đã cho biết là thu hay chi. Nếu đúng là khoản giảm trừ thì để nguyên.",
                "Type it without the minus: the line's kind tells income from cost. If it is a deduction, leave it.",
            ),
            each.row,
            month_key(found[0]),
            Severity.WARNING,
        )


def codes_are_no_kinds(reading: Reading) -> Iterator[Problem]:
    """A budget line's code is not the name of a kind: in a KPI's parts the two could not be told apart."""
    kinds = {bare(word) for kind in Kind for word in (kind.value, kind.label.vi, kind.label.en)}
    for each in reading.found["aop_budget"]:
        code = each.record.code
        if bare(code) in kinds:
            yield Problem(
                "aop_budget",
                Text(
                    "Mã “{code}” không dùng được: một loại cũng tên như vậy",
                    "The code “{code}” cannot be used: a kind has this name, too",
                ).format(code=code),
                Text("Đặt mã khác, ví dụ {code}1.", "Choose another code, such as {code}1.").format(code=code),
                each.row,
                "code",
            )
        elif any(mark in code for mark in "+;,"):
            yield Problem(
                "aop_budget",
                Text("Mã “{code}” không dùng được", "The code “{code}” cannot be used").format(code=code),
                Text("Mã không có dấu + ; hay phẩy.", "A code has no + ; or comma."),
                each.row,
                "code",
            )


def quantities_go_with_sales(reading: Reading) -> Iterator[Problem]:
    """A quantity of a channel and product group has revenue of the same ones; else it explains no profit."""
    lines = [each.record for each in reading.found["aop_budget"]]
    sold = {(line.channel, bare(line.group)) for line in lines if line.kind is Kind.REVENUE and line.group}
    for each in reading.found["aop_budget"]:
        line = each.record
        if line.kind is Kind.QUANTITY and line.channel and line.group and (line.channel, bare(line.group)) not in sold:
            yield Problem(
                "aop_budget",
                Text(
                    "“{line}” đếm “{group}” của {channel}, nhưng không có dòng doanh thu nào của nhóm này",
                    "“{line}” counts “{group}” of {channel}, of which there is no line of revenue",
                ).format(line=line.name, group=line.group, channel=line.channel),
                Text(
                    "Ghi nhóm hàng và kênh như ở dòng doanh thu, để trang Cầu lợi nhuận tính được số lượng.",
                    "Name group and channel as the line of revenue does, so that Profit bridge can use the quantity.",
                ),
                each.row,
                "group",
                Severity.WARNING,
            )
