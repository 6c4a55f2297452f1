"""Commands that only tell: `aop review`, `check`, `show`, and `doctor`, which mends where it is asked to."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aop_excel.cli.console import system_language
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.cli.console import Commands


def add(commands: Commands) -> None:
    """Say what the commands take."""
    review = commands.add_parser("review", help="rà soát tháng bằng câu chữ / the month's review in sentences")
    review.add_argument("path", type=Path, metavar="PLAN.xlsx")
    review.set_defaults(run=_review)

    decide = commands.add_parser(
        "decide", help="đề xuất nào phù hợp, cắt gì trước, chỉnh ở đâu / what fits, what to cut, where to adjust"
    )
    decide.add_argument("path", type=Path, metavar="PLAN.xlsx")
    decide.set_defaults(run=_decide)

    check = commands.add_parser("check", help="tìm chỗ sai, không ghi gì / list problems, write nothing")
    check.add_argument("path", type=Path, metavar="PLAN.xlsx")
    check.set_defaults(run=_check)

    show = commands.add_parser("show", help="xem kết quả / show the results")
    show.add_argument("path", type=Path, metavar="PLAN.xlsx")
    show.add_argument("--json", action="store_true", help="cho chương trình khác / for other programs")
    show.set_defaults(run=_show)

    doctor = commands.add_parser(
        "doctor", help="tìm lý do nút Cập nhật không chạy / say what would stop the Refresh button"
    )
    doctor.add_argument("path", type=Path, nargs="?", metavar="PLAN.xlsm")
    doctor.add_argument("--fix", action="store_true", help="sửa những gì sửa được / mend what can be mended")
    doctor.set_defaults(run=_doctor)


def _review(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import check
    from aop_excel.summary import problems, review

    outcome = check(FileBook.open(options.path))
    if outcome.report is None:
        print("\n".join(problems(outcome)), file=sys.stderr)
        return 1
    print("\n".join(review(outcome.report, outcome.language)))
    return 0


def _decide(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import check
    from aop_excel.summary import decide, problems

    outcome = check(FileBook.open(options.path))
    if outcome.report is None:
        print("\n".join(problems(outcome)), file=sys.stderr)
        return 1
    print("\n".join(decide(outcome.report, outcome.language)))
    return 0


def _check(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import check
    from aop_excel.summary import alignment, problems

    outcome = check(FileBook.open(options.path))
    print("\n".join([*problems(outcome), *alignment(outcome)]))
    return int(outcome.has_errors)


def _show(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import check
    from aop_excel.summary import problems

    outcome = check(FileBook.open(options.path))
    if outcome.report is None:
        print("\n".join(problems(outcome)), file=sys.stderr)
        return 1
    if options.json:
        import json

        from aop_excel.analysis.facts import facts

        print(json.dumps(facts(outcome.report, outcome.language), ensure_ascii=False, indent=2))
    else:
        from aop_excel.tables import print_tables

        print_tables(outcome)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.backends.macro.machine import this_machine
    from aop_excel.commands import language_of
    from aop_excel.doctor import findings, mend

    path: Path | None = options.path
    machine = this_machine()
    language = language_of(FileBook.open(path)) if path else system_language()
    found = findings(machine, path)
    if options.fix:
        for done in mend(found, machine, path):
            print(f"✓ {done.value(language)}")
        found = findings(machine, path)
    for finding in found:
        print(f"✗ {finding.text(language)}")
        print(f"    → {finding.cure(language)}")
    if not found:
        print(Text("Không có gì cản nút Cập nhật.", "Nothing stops the Refresh button.")(language))
    return int(bool(found))
