"""The cut list in words: what is asked, whether it can be reached, and why each line stands where it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aop_excel.analysis.cuts import Cut, CutList
from aop_excel.analysis.drivers import money
from aop_excel.analysis.spending import Group, Spending
from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.domain.plan import Kind
from aop_excel.text import Language, Text, figures

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

NOTHING_ASKED = Text(
    "Chưa cần cắt gì. Khi chi phí phải giảm, gõ số tiền ở trên rồi cập nhật.",
    "Nothing has to be cut. When costs must fall, type the amount above and refresh.",
)


def summary(found: CutList | None, year: FiscalYear) -> Text:
    """Whether the amount can be reached, in a sentence."""
    if found is None:
        return NOTHING_ASKED
    if found.first >= MONTHS:
        return Text(
            "Mọi tháng đã chốt: năm nay không còn gì để cắt.",
            "Every month is closed: nothing is left to cut this year.",
        )
    words = _REACHED if not found.missing else _MISSING if found.reached else _NOTHING
    return words.format(
        asked=money(found.asked),
        reached=money(found.reached),
        missing=money(found.missing),
        month=year.label(found.first),
    )


_REACHED = Text("Đạt {asked}, cắt từ tháng {month}.", "{asked} can be reached, from {month} on.")
_MISSING = Text(
    "Chỉ cắt được {reached} từ tháng {month}, còn thiếu {missing}.",
    "Only {reached} can be cut from {month} on: {missing} is missing.",
)
_NOTHING = Text(
    "Từ tháng {month} không có khoản nào cắt được, thiếu cả {missing}.",
    "From {month} on nothing can be cut: all of {missing} is missing.",
)


def running(found: CutList) -> Text | None:
    """What is missing against what runs the business, where that is all that is left to talk about."""
    whole = sum(each.available for each in found.kept if each.group is Group.RUNNING and each.in_profit)
    if not found.missing or not whole:
        return None
    return Text(
        "Phần thiếu bằng {share} chi phí nuôi bộ máy còn lại ({whole}): phải đàm phán lại, không thể dừng ngay.",
        "What is missing is {share} of what running the business still costs ({whole}): renegotiate, it cannot stop.",
    ).format(share=figures(f"{found.missing / whole:.0%}"), whole=money(whole))


def at_stake(found: CutList) -> Text | None:
    """The revenue at stake with the cuts, and how it is estimated."""
    if not found.stake:
        return None
    return Text(
        "Doanh thu có thể mất theo: nhiều nhất {stake}, tính theo doanh thu bình quân trên mỗi đồng chi của kênh đó.",
        "Revenue at stake: at most {stake}, by the average revenue per đồng spent on that channel.",
    ).format(stake=money(found.stake))


def why_cut(cut: Cut) -> Text:
    """Why a line stands where it does in the list."""
    spending = cut.spending
    words = _WHY[spending.group].format(goal=_goal(spending), rate=figures(f"{spending.rate:,.1f}"))
    if spending.actions:
        words = Text("{words} Dùng cho: {codes}.", "{words} Spent by: {codes}.").format(
            words=words, codes=", ".join(spending.actions)
        )
    if not cut.counts:
        words = Text("{words} {cash}", "{words} {cash}").format(words=words, cash=_CASH_ONLY)
    return words


def why_kept(spending: Spending) -> Text:
    """Why a line is not cut."""
    if spending.line.kind is Kind.PEOPLE:
        return Text("Lương: đàm phán giờ làm, không cắt ngay.", "Pay: talk about hours first, it cannot just stop.")
    if spending.line.kind is Kind.TAKEN_OUT:
        return Text(
            "Tiền rút hoặc trả nợ: chủ tự quyết; không phải chi phí.",
            "Taken out or repaid: for the owner to decide; it is no cost.",
        )
    return _WHY_KEPT[spending.group]


def cut_lines(report: Report, language: Language) -> Iterator[str]:
    """The list as lines for a terminal: a summary, then line by line what to cut, then what stays."""
    found = report.cut_list
    yield summary(found, report.plan.settings.fiscal_year)(language)
    if found is None:
        return
    for more in (running(found), at_stake(found)):
        if more:
            yield more(language)
    for rank, cut in enumerate(found.cuts, 1):
        if cut.amount:
            yield "  " + _LINE.format(
                rank=rank,
                step=cut.step.label,
                amount=money(cut.amount),
                available=money(cut.spending.available),
                code=cut.spending.line.code,
                name=cut.spending.line.name,
                why=why_cut(cut),
            )(language)
    for words, cuts in (
        (_NEXT, [cut for cut in found.cuts if cut.counts and not cut.amount]),
        (_CASH, [cut for cut in found.cuts if not cut.counts]),
    ):
        if cuts:
            yield "  " + words.format(lines=_listed(cuts, language))(language)


_LINE = Text(
    "{rank}. {step} {amount} / {available}: {code} {name} – {why}",
    "{rank}. {step} {amount} of {available}: {code} {name} – {why}",
)
_NEXT = Text("Nếu cần thêm, tiếp theo: {lines}.", "If more is needed, next: {lines}.")
_CASH = Text("Hoãn được để giữ tiền (không giảm chi phí): {lines}.", "To keep cash (lowers no cost): {lines}.")


def _listed(cuts: Sequence[Cut], language: Language) -> str:
    return ", ".join(f"{cut.spending.line.code} {money(cut.spending.available)(language)}" for cut in cuts)


def _goal(spending: Spending) -> Text:
    if spending.goal is None:
        return Text("Không phục vụ mục tiêu", "Serves no goal")
    return Text("Phục vụ {code} (quan trọng thứ {rank})", "Serves {code} (importance {rank})").format(
        code=spending.goal.code, rank=spending.goal.importance
    )


_CASH_ONLY = Text("Chỉ giữ tiền, không giảm chi phí.", "Keeps cash only, lowers no cost.")
_WHY = {
    Group.NO_GOAL: Text("{goal}, không kéo doanh thu.", "{goal}, brings no revenue."),
    Group.SERVES_GOAL: Text("{goal}, không kéo doanh thu năm nay.", "{goal}, brings no revenue this year."),
    Group.CARRIES_REVENUE: Text(
        "{goal}; bình quân mỗi đồng kéo {rate} đồng doanh thu.",
        "{goal}; on average each đồng carries {rate} of revenue.",
    ),
    Group.GOODS: Text(
        "{goal}; hàng để bán, mỗi đồng bán được {rate}: chỉ hoãn phần kho đủ thay.",
        "{goal}; goods, each đồng sells for {rate}: only what stock can spare.",
    ),
}
_WHY_KEPT = {
    Group.RUNNING: Text("Hợp đồng hằng tháng: đàm phán lại, không dừng ngay.", "Due each month: renegotiate it."),
    Group.FOLLOWS_SALES: Text("Chỉ giảm khi bán ít đi hoặc giá vốn rẻ hơn.", "Falls only with sales or prices."),
    Group.OWED: Text("Nghĩa vụ phải nộp.", "It is owed by law."),
}
