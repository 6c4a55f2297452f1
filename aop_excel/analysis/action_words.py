"""How an action stands, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aop_excel.analysis.actions import ActionProgress, ActionState, Steps
from aop_excel.text import Text, counted, same


def state_words(row: ActionProgress) -> Text:
    """Where the action stands, with its days, or with what it waits for."""
    match row.state:
        case ActionState.LATE:
            return _late(row.days)
        case ActionState.BLOCKED if row.waits_for:
            return _blocked(row.waits_for.code, row.waits_for.due)
        case ActionState.OVERDUE_START | ActionState.NOT_YET if row.action.start:
            return Text("{state}: {day:%d/%m/%Y}", "{state}: {day:%d/%m/%Y}").format(
                state=row.state.label, day=row.action.start
            )
        case ActionState.DUE_SOON:
            return Text("▲ Còn {days} đến hạn", "▲ Due in {days}").format(days=_days(row.days or 0))
        case ActionState.DONE:
            return _done(row.days)
    return row.state.label


def _late(days: int | None) -> Text:
    if days is None:
        return Text("■ Báo trễ hạn", "■ Called late")
    return Text("■ Trễ {days}", "■ {days} late").format(days=_days(days)) if days else _DUE_TODAY


def _days(count: int) -> Text:
    return counted(count, Text("{count} ngày", "{count} day"), Text("{count} ngày", "{count} days"))


_DUE_TODAY = Text("■ Đến hạn mà chưa xong", "■ Due, and not done")


def _blocked(code: str, due: date | None) -> Text:
    if due is None:
        return Text("■ Chờ {code}", "■ Waits for {code}").format(code=code)
    return Text("■ Chờ {code}, hạn {day:%d/%m/%Y}", "■ Waits for {code}, due {day:%d/%m/%Y}").format(code=code, day=due)


def _done(days: int | None) -> Text:
    if days is None:
        return Text("● Xong", "● Done")
    if days:
        return Text("● Xong, trễ {days}", "● Done, {days} late").format(days=_days(days))
    return Text("● Xong đúng hạn", "● Done on time")


def steps_words(steps: Steps) -> Text | None:
    """How many milestones were reached, and how many are late; None without milestones."""
    if not steps.total:
        return None
    words = Text("{done}/{total} xong", "{done}/{total} done").format(done=steps.done, total=steps.total)
    if not steps.late:
        return words
    return Text("{words}, {late} trễ", "{words}, {late} late").format(words=words, late=steps.late)


def line_words(row: ActionProgress) -> Text | None:
    """The action's budget line, and the other actions on it."""
    if not row.action.line:
        return None
    if not row.shared_with:
        return same(row.action.line)
    return Text("{line} (chung: {others})", "{line} (shared: {others})").format(
        line=row.action.line, others=", ".join(row.shared_with)
    )


def goal_words(goal: str, actions: Sequence[ActionProgress]) -> Text:
    """How the actions of a goal stand: how many of them are done, and which ones need a look."""
    its = [each for each in actions if each.action.goal == goal and each.state is not ActionState.CANCELLED]
    if not its:
        return Text("Chưa có hành động nào", "No action yet")
    done = sum(each.state is ActionState.DONE for each in its)
    found = [Text("{done}/{total} xong", "{done}/{total} done").format(done=done, total=len(its))]
    for state, word in _URGENT.items():
        if codes := [each.action.code for each in its if each.state is state]:
            found.append(Text("{word}: {codes}", "{word}: {codes}").format(word=word, codes=", ".join(codes)))
    return Text("; ".join(words.vi for words in found), "; ".join(words.en for words in found))


_URGENT = {
    ActionState.LATE: Text("trễ", "late"),
    ActionState.BLOCKED: Text("bị chặn", "blocked"),
    ActionState.OVERDUE_START: Text("trễ bắt đầu", "should have started"),
    ActionState.DUE_SOON: Text("sắp đến hạn", "due soon"),
}
