"""Costs must fall: the list of what goes first, and of what stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aop_excel.analysis.cut_words import why_cut, why_kept
from aop_excel.analysis.cuts import Cut, Step
from aop_excel.analysis.place import Place
from aop_excel.analysis.spending import Group, Spending
from aop_excel.domain.plan import Kind
from aop_excel.sheets.context import Context
from aop_excel.sheets.start import link
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Column, Format, Table


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, several of them, or what is not cut (đồng).

    `available` is None for what is not cut, `cut` and what belongs to it for what does not count. `above` is what the
    rows above it can give, `rate` the revenue that each đồng of it carries.
    """

    name: object
    code: str | None
    step: Text
    goal: str | None
    available: float | None
    committed: float
    outlook: float
    why: Text
    above: float | None = None
    cut: float | None = None
    rate: float | None = None
    stake: float | None = None


ROOM = 22
"""How many rows the list has; another block stands below it."""


def _rows(context: Context) -> Iterator[Row]:
    found = context.report.cut_list
    if found is None:
        return
    stays = list(_stays(found.kept))
    shown = min(len(found.cuts), ROOM - len(stays) - 1)
    for rank, cut in enumerate(found.cuts[:shown], 1):
        yield _of_cut(rank, cut)
    if more := found.cuts[shown:]:
        yield _of_cut(shown + 1, more[0]) if len(more) == 1 else _others(shown + 1, more)
    yield from stays


def _of_cut(rank: int, cut: Cut) -> Row:
    spending = cut.spending
    figures = (cut.above, cut.amount, spending.rate, cut.stake) if cut.counts else (None,) * 4
    return Row(
        spending.line.name,
        spending.line.code,
        Text("{rank}. {step}", "{rank}. {step}").format(rank=rank, step=cut.step.label),
        spending.goal.code if spending.goal else None,
        spending.available,
        spending.committed,
        spending.available + spending.committed,
        why_cut(cut),
        *figures,
    )


def _others(rank: int, cuts: Sequence[Cut]) -> Row:
    """The lines for which the list has no room, as one; those that do not count are only named."""
    counted = [cut for cut in cuts if cut.counts]
    available, committed = (
        sum(getattr(cut.spending, name) for cut in counted or cuts) for name in ("available", "committed")
    )
    return Row(
        Text("{count} dòng khác", "{count} other lines").format(count=len(cuts)),
        None,
        Text("{rank}. {step}", "{rank}. {step}").format(rank=rank, step=_IN_TURN),
        None,
        available,
        committed,
        available + committed,
        Text("Theo thứ tự: {codes}.", "In this order: {codes}.").format(
            codes=", ".join(cut.spending.line.code for cut in cuts)
        ),
        above=counted[0].above if counted else None,
        cut=sum(cut.amount for cut in counted) if counted else None,
        stake=sum(cut.stake for cut in counted) if counted else None,
    )


_IN_TURN = Text("Lần lượt", "In turn")

MOST_RUNNING = 6
"""How many lines that run the business are listed one by one."""


def _stays(kept: Sequence[Spending]) -> Iterator[Row]:
    """What is not cut: each line that runs the business, and all others in one row by kind."""
    running = [each for each in kept if each.group is Group.RUNNING]
    for spending in running[:MOST_RUNNING]:
        yield _of_kept([spending], spending.line.name, Step.CARE)
    if more := running[MOST_RUNNING:]:
        yield _of_kept(more, Text("{count} dòng khác", "{count} other lines").format(count=len(more)), Step.CARE)
    others = sorted((each for each in kept if each not in running), key=lambda each: list(Kind).index(each.line.kind))
    for kind, members in groupby(others, lambda each: each.line.kind):
        yield _of_kept(list(members), kind.label, Step.STAYS)


def _of_kept(members: Sequence[Spending], name: object, step: Step) -> Row:
    committed = sum(each.committed for each in members)
    single = members[0] if len(members) == 1 else None
    return Row(
        name,
        single.line.code if single else None,
        step.label,
        single.goal.code if single and single.goal else None,
        None,
        committed,
        committed + sum(each.available for each in members),
        why_kept(members[0]),
    )


def _counts(formula: str) -> Callable[[Row, Context], str | None]:
    """A formula that only rows have which count."""
    return lambda row, _: None if row.above is None else formula


def link_to(table: str, code: str | None, context: Context) -> str | None:
    """A formula that shows a code and jumps to the cell in which it stands."""
    cell = context.address(Place(table, code, "code")) if code else None
    return link(cell, code) if cell and code else None


CUTS = Table(
    name="aop_cuts",
    heading=Text("Cắt hoặc hoãn theo thứ tự này", "Cut or postpone in this order"),
    author=Author.ENGINE,
    rows=_rows,
    room=ROOM,
    contents=(
        Column(key="name", label=Text("Dòng ngân sách", "Budget line"), width=34, show=lambda row, _: row.name),
        Column(
            key="cell",
            label=Text("Ô", "Cell"),
            width=20,
            formula=lambda row, context: link_to("aop_budget", row.code, context),
            show=lambda row, _: row.code,
        ),
        Column(key="step", label=Text("Làm gì", "Step"), width=16, show=lambda row, _: row.step),
        Column(
            key="available",
            label=Text("Có thể dừng", "Can be stopped"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: None if row.available is None else "[@outlook]-[@committed]",
            show=lambda row, _: row.available,
        ),
        Column(
            key="cut",
            label=Text("Cắt", "Cut"),
            format=Format.AMOUNT,
            width=15,
            formula=_counts("MAX(0,MIN([@available],N(aop_cut_amount)-[@above]))"),
            show=lambda row, _: row.cut,
        ),
        Column(
            key="total",
            label=Text("Cộng dồn", "Running total"),
            format=Format.AMOUNT,
            width=15,
            formula=_counts('IF([@cut]>0,[@above]+[@cut],"")'),
            show=lambda row, _: row.above + row.cut if row.cut else None,
        ),
        Column(
            key="stake",
            label=Text("Doanh thu có thể mất", "Revenue at stake"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: None if row.rate is None else "[@cut]*[@rate]",
            show=lambda row, _: row.stake,
        ),
        Column(key="why", label=Text("Vì sao", "Why"), width=108, show=lambda row, _: row.why),
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            format=Format.CODE,
            width=10,
            show=lambda row, _: row.goal,
        ),
        Column(
            key="outlook",
            label=Text("Còn dự kiến chi", "Still to be spent"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.outlook,
        ),
        Column(
            key="committed",
            label=Text("Đã cam kết", "Committed"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.committed,
        ),
        Column(
            key="above",
            label=Text("Các dòng trên", "Lines above"),
            format=Format.AMOUNT,
            hidden=True,
            show=lambda row, _: row.above,
        ),
        Column(
            key="rate",
            label=Text("Doanh thu mỗi đồng", "Revenue per đồng"),
            format=Format.AMOUNT,
            hidden=True,
            show=lambda row, _: row.rate,
        ),
    ),
)
