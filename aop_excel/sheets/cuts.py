"""Costs must fall: the amount the owner asks for, the list of what goes first, and what it makes of the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aop_excel.analysis.cut_words import at_stake, running, summary, why_cut, why_kept
from aop_excel.analysis.cuts import Cut, Step
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.spending import Group, Spending
from aop_excel.domain.cut import Counts
from aop_excel.domain.plan import Kind
from aop_excel.sheets.context import Context
from aop_excel.sheets.scorecard import UNIT_WORDS, pick
from aop_excel.sheets.start import link
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Table, words


def _sum(column: str) -> Field:
    """A total of the list; none where nothing is asked."""
    label, show = {
        "cut": (Text("Cắt được", "Can be cut"), lambda context: _list(context, "reached")),
        "stake": (Text("Doanh thu có thể mất (nhiều nhất)", "Revenue at stake (at most)"), lambda c: _list(c, "stake")),
    }[column]
    return Field(
        name=f"aop_cut_{column}",
        label=label,
        format=Format.AMOUNT,
        author=Author.ENGINE,
        formula=lambda context: f"SUM(aop_cuts[{column}])" if context.report.cut_list else None,
        show=show,
    )


def _list(context: Context, name: str) -> float | None:
    found = context.report.cut_list
    return getattr(found, name) if found else None


def _more(context: Context) -> Text | None:
    found = context.report.cut_list
    return (running(found) or at_stake(found)) if found else None


REQUEST = Fields(
    heading=Text("Chi phí phải giảm: cắt gì trước?", "Costs must fall: what goes first?"),
    fields=(
        Field(
            name="aop_cut_amount",
            label=Text("Cần giảm bao nhiêu", "How much less"),
            format=Format.AMOUNT,
            holds="cut.amount",
            help=Text("Để trống nếu không cần cắt gì.", "Blank if nothing has to be cut."),
        ),
        Field(
            name="aop_cut_from",
            label=Text("Từ tháng (1–12)", "From month (1–12)"),
            format=Format.WHOLE,
            holds="cut.month",
            help=Text(
                "Tháng dương lịch. Trống: tháng chưa chốt đầu tiên.", "Calendar month; blank: the first open one."
            ),
        ),
        Field(
            name="aop_cut_counts",
            label=Text("Phải giảm", "What must fall"),
            format=Format.WORD,
            options=words(Counts),
            holds="cut.counts",
            help=Text(
                "Nhập hàng, đầu tư là tiền chi ra, không phải chi phí. Trống: chi phí.",
                "Purchases and capital are money paid out, no cost. Blank: cost.",
            ),
        ),
        Field(
            name="aop_cut_told",
            label=Text("Kết quả", "Result"),
            author=Author.ENGINE,
            show=lambda context: summary(context.report.cut_list, context.year),
        ),
        _sum("cut"),
        Field(
            name="aop_cut_missing",
            label=Text("Còn thiếu", "Missing"),
            format=Format.AMOUNT,
            author=Author.ENGINE,
            formula=lambda context: "MAX(0,N(aop_cut_amount)-aop_cut_cut)" if context.report.cut_list else None,
            show=lambda context: _list(context, "missing"),
        ),
        _sum("stake"),
        Field(
            name="aop_cut_note",
            label=Text("Cần nhớ", "To keep in mind"),
            author=Author.ENGINE,
            show=_more,
        ),
    ),
)


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
    cell = context.cells.get((table, code)) if code else None
    return link(cell, code) if cell and code else None


CUTS = Table(
    name="aop_cuts",
    heading=Text("Cắt hoặc hoãn theo thứ tự này", "Cut or postpone in this order"),
    author=Author.ENGINE,
    rows=_rows,
    room=ROOM,
    contents=(
        Column(key="name", label=Text("Dòng ngân sách", "Budget line"), width=36, show=lambda row, _: row.name),
        Column(
            key="cell",
            label=Text("Ô", "Cell"),
            width=18,
            formula=lambda row, context: link_to("aop_budget", row.code, context),
            show=lambda row, _: row.code,
        ),
        Column(key="step", label=Text("Làm gì", "Step"), width=16, show=lambda row, _: row.step),
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
            key="available",
            label=Text("Có thể dừng", "Could be left"),
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
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            format=Format.CODE,
            width=10,
            show=lambda row, _: row.goal,
        ),
        Column(key="why", label=Text("Vì sao", "Why"), width=104, show=lambda row, _: row.why),
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


@dataclass(frozen=True, slots=True)
class Effect:
    """A figure of the year before and after the cuts, and with the revenue at stake lost as well."""

    name: Text
    unit: Unit
    figures: tuple[float | None, ...]
    note: Text
    formula: str | None = None

    @property
    def before(self) -> float | None:
        """By the outlook as it is."""
        return self.figures[0]

    @property
    def after(self) -> float | None:
        """With the cuts."""
        return self.figures[1]

    @property
    def at_worst(self) -> float | None:
        """With the cuts, and without the revenue at stake."""
        return self.figures[2]


def _effects(context: Context) -> Iterator[Effect]:
    found = context.report.cut_list
    if found is None or not found.cuts:
        return
    yield Effect(
        Text("Lợi nhuận hoạt động cả năm", "Operating profit of the year"),
        Unit.MONEY,
        (found.before.profit, found.after.profit, found.at_worst.profit),
        _WORSE if found.at_worst.profit < found.before.profit else _BETTER,
        'INDEX(aop_outlook[year],MATCH("operating_profit",aop_outlook[key],0))',
    )
    lows = [each.lowest_cash for each in (found.before, found.after, found.at_worst)]
    if known := [low for low in lows if low]:
        label = context.year.label
        note = Text("Tháng {before}; {after}; {worst}", "In {before}; {after}; {worst}").format(
            before=label(known[0][0]), after=label(known[1][0]), worst=label(known[2][0])
        )
        name = Text("Tiền cuối tháng thấp nhất sắp tới", "Lowest closing cash to come")
        yield Effect(name, Unit.MONEY, tuple(cash for _, cash in known), note)
    goals = sorted(
        zip(found.before.goals, found.after.goals, found.at_worst.goals, strict=True),
        key=lambda each: each[0].goal.importance,
    )
    for now, after, worst in goals[:MOST_GOALS]:
        outlooks = tuple(each.score.outlook for each in (now, after, worst))
        yield Effect(
            Text("{code} {name}", "{code} {name}").format(code=now.goal.code, name=now.goal.name),
            now.score.kpi.unit,
            outlooks,
            Text("{after}; {worst}", "{after}; {worst}").format(after=after.status.label, worst=worst.status.label),
            None if outlooks[0] is None else pick(now.score, "outlook"),
        )


MOST_GOALS = 6
"""How many goals are followed, the most important ones; another block stands below them."""

_WORSE = Text(
    "Nếu mất cả doanh thu kéo theo thì lợi nhuận giảm: cắt từ từ và nhìn doanh thu.",
    "If all revenue at stake is lost, profit falls: cut step by step and watch sales.",
)
_BETTER = Text("Tăng ngay cả khi mất doanh thu kéo theo.", "Rises even if the revenue at stake is lost.")


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other


def _change(key: str) -> Callable[[Effect, Context], str | None]:
    return lambda row, _: None if row.before is None or getattr(row, key) is None else f"[@{key}]-[@before]"


CUT_EFFECT = Table(
    name="aop_cut_effect",
    heading=Text("Sau khi cắt", "After the cuts"),
    author=Author.ENGINE,
    rows=_effects,
    room=2 + MOST_GOALS,
    accents=(Accent.RATIOS,),  # amounts are shown as such
    contents=(
        Column(key="name", label=Text("Chỉ số", "Figure"), width=36, show=lambda row, _: row.name),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=18, show=lambda row, _: UNIT_WORDS[row.unit]),
        Column(
            key="before",
            label=Text("Hiện nay", "Now"),
            format=Format.PERCENT,
            width=16,
            formula=lambda row, _: row.formula,
            show=lambda row, _: row.before,
        ),
        Column(
            key="after",
            label=Text("Sau khi cắt", "After"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.after,
        ),
        Column(
            key="change",
            label=Text("Thay đổi", "Change"),
            format=Format.PERCENT,
            width=15,
            formula=_change("after"),
            show=lambda row, _: _less(row.after, row.before),
        ),
        Column(
            key="at_worst",
            label=Text("Nếu mất doanh thu kéo theo", "If revenue is lost"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.at_worst,
        ),
        Column(
            key="worst_change",
            label=Text("Thay đổi khi đó", "Change then"),
            format=Format.PERCENT,
            width=15,
            formula=_change("at_worst"),
            show=lambda row, _: _less(row.at_worst, row.before),
        ),
        Column(key="note", label=Text("Ghi chú", "Note"), width=15, show=lambda row, _: row.note),
    ),
)
