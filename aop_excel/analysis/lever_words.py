"""What could close a gap, in words, and how its amount comes about."""

from __future__ import annotations

from aop_excel.analysis.action_words import state_words
from aop_excel.analysis.drivers import money
from aop_excel.analysis.levers import Lever, LeverKind
from aop_excel.analysis.review.words import inside
from aop_excel.text import Text, figures


def lever_words(lever: Lever) -> Text:
    """What could be done, and how its amount comes about."""
    match lever.kind:
        case LeverKind.FALLBACK if lever.risk:
            return Text("{risk} đã xảy ra: {fallback}.", "{risk} has happened: {fallback}.").format(
                risk=lever.risk.risk.name, fallback=lever.risk.risk.fallback.rstrip(".")
            )
        case LeverKind.ACTION if lever.action:
            return _action(lever)
        case LeverKind.MOVE if lever.spending and lever.to:
            return _MOVE.format(
                code=lever.spending.line.code,
                to=lever.to.code,
                rate=figures(f"{lever.rate:,.1f}"),
                needed=money(lever.needed or 0.0),
            )
        case LeverKind.LEAVE if lever.spending:
            return Text(
                "{name}: chưa cam kết, không chi thì bù được ngay {closes}.",
                "{name}: not committed; left unspent it closes {closes} at once.",
            ).format(name=lever.spending.line.name, closes=money(lever.closes or 0.0))
        case LeverKind.MIX:
            return _mix(lever)
    return Text(
        "Tăng giá {group} thêm {rate} trong các tháng còn lại, nếu vẫn bán đủ số lượng như ước.",
        "{group}: prices {rate} higher in the months to come, if quantities stay as foreseen.",
    ).format(group=lever.high.label if lever.high else "", rate=figures(f"{lever.rate:.1%}"))


_MOVE = Text(
    "{code} → {to}: nếu mỗi đồng vẫn kéo {rate} đồng doanh thu như bình quân thì cần {needed}; thường phải hơn thế.",
    "{code} → {to}: if each đồng still carries {rate} of revenue, {needed} would do; expect to need more.",
)


def _action(lever: Lever) -> Text:
    assert lever.action
    action = lever.action.action
    words = Text("{code} {name}: {state}", "{code} {name}: {state}").format(
        code=action.code, name=action.name, state=inside(state_words(lever.action))
    )
    if lever.amount is None:
        return Text("{words}; không có dòng ngân sách.", "{words}; it has no budget line.").format(words=words)
    return Text(
        "{words}; {line} còn {amount} chưa cam kết để làm sớm.",
        "{words}; {line} still has {amount} uncommitted to start sooner.",
    ).format(words=words, line=action.line, amount=money(lever.amount))


def _mix(lever: Lever) -> Text:
    assert lever.low
    assert lever.high
    assert lever.amount is not None
    words = Text(
        "Bán {amount} {high} thay cho {low}: mỗi đồng bù {worth}.",
        "Sell {amount} of {high} instead of {low}: each đồng closes {worth}.",
    ).format(
        amount=money(lever.amount),
        high=lever.high.label,
        low=lever.low.label,
        worth=figures(f"{lever.high.worth - lever.low.worth:.2f}"),
    )
    if lever.needed is not None and lever.needed > lever.amount:
        return Text("{words} Cần {needed} mới đủ.", "{words} It would take {needed} to close it all.").format(
            words=words, needed=money(lever.needed)
        )
    return words
