"""Checks of Actions and Resources: dates outside the year, states that contradict each other, circles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aop_excel.domain.plan import ActionStatus
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text, figures
from aop_excel.workbook.reading import Found, Reading

DATES = {"aop_actions": ("start", "due", "done"), "aop_milestones": ("due", "done")}


def dates_are_in_the_year(reading: Reading) -> Iterator[Problem]:
    """A date outside the fiscal year is most often a slip in the year."""
    year = reading.settings.fiscal_year
    for table, columns in DATES.items():
        for each in reading.found[table]:
            for column in columns:
                day: date | None = getattr(each.record, column)
                if day is not None and year.index(day) is None:
                    yield Problem(
                        table,
                        Text(
                            "Ngày {day:%d/%m/%Y} nằm ngoài năm tài chính {first:%d/%m/%Y}–{last:%d/%m/%Y}",
                            "{day:%d/%m/%Y} is outside the fiscal year {first:%d/%m/%Y}–{last:%d/%m/%Y}",
                        ).format(day=day, first=year.first_day, last=year.last_day),
                        Text(
                            "Sửa lại nếu gõ nhầm năm; nếu đúng như vậy thì để nguyên.",
                            "Correct it if the year is a slip; if you mean it, leave it.",
                        ),
                        each.row,
                        column,
                        Severity.WARNING,
                    )


def done_actions_have_their_day(reading: Reading) -> Iterator[Problem]:
    """State, day and progress of an action say the same; on time is judged by the day."""
    for each in reading.found["aop_actions"]:
        action = each.record
        if action.done and action.status is not ActionStatus.DONE:
            yield _contradiction(
                each,
                "status",
                Text(
                    "“{action}” đã có ngày xong nhưng tình trạng là “{state}”",
                    "“{action}” has a day on which it was done, but its state is “{state}”",
                ).format(action=action.name, state=action.status.label),
                Text("Chọn Hoàn thành, hoặc xóa ngày xong.", "Choose Done, or clear the day."),
            )
        if action.status is ActionStatus.DONE and not action.done:
            yield _contradiction(
                each,
                "done",
                Text(
                    "“{action}” đã hoàn thành nhưng không có ngày xong, nên không được tính là đúng hạn",
                    "“{action}” is done but has no day, so it does not count as on time",
                ).format(action=action.name),
                Text("Điền ngày xong.", "Enter the day on which it was done."),
            )
        if action.status is ActionStatus.DONE and action.progress is not None and action.progress < 1:
            yield _contradiction(
                each,
                "progress",
                Text(
                    "“{action}” đã hoàn thành nhưng tiến độ mới là {progress}",
                    "“{action}” is done, but its progress is {progress}",
                ).format(action=action.name, progress=figures(f"{action.progress * 100:.15g}%")),
                Text("Ghi 100%, hoặc sửa tình trạng.", "Make it 100%, or correct the state."),
            )


def _contradiction(each: Found, column: str, text: Text, cure: Text) -> Problem:
    return Problem("aop_actions", text, cure, each.row, column, Severity.WARNING)


def no_action_waits_for_itself(reading: Reading) -> Iterator[Problem]:
    """No action comes after itself, directly or over others, since none could ever begin; each circle is told once."""
    after = {each.record.code: each.record.after for each in reading.found["aop_actions"]}
    told: set[str] = set()
    for each in reading.found["aop_actions"]:
        code = each.record.code
        chain = {code: None}
        earlier = after[code]
        while earlier and earlier not in chain:
            chain[earlier] = None
            earlier = after.get(earlier)
        if earlier == code and code not in told:
            told.update(chain)
            yield Problem(
                "aop_actions",
                Text("“{code}” phải đợi chính nó: {chain}", "“{code}” waits for itself: {chain}").format(
                    code=code, chain=" → ".join([*chain, code])
                ),
                Text(
                    "Sửa cột Sau hành động của một trong các hành động này.",
                    "Correct After action in one of these actions.",
                ),
                each.row,
                "after",
                Severity.WARNING,
            )


def assignments_run_forward(reading: Reading) -> Iterator[Problem]:
    """An assignment ends no earlier in the fiscal year than it begins: November to February runs over New Year."""
    year = reading.settings.fiscal_year
    for each in reading.found["aop_assignments"]:
        first, last = each.record.first, each.record.last
        if year.position(last) < year.position(first):
            yield Problem(
                "aop_assignments",
                Text(
                    "Trong năm tài chính bắt đầu từ tháng {start}, tháng {last} đứng trước tháng {first}",
                    "In a fiscal year that begins in month {start}, month {last} comes before month {first}",
                ).format(start=year.start_month, first=first, last=last),
                Text("Đổi chỗ hai tháng, hoặc sửa một tháng.", "Swap the two months, or correct one of them."),
                each.row,
                "last",
            )
