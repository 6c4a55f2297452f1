"""The command line: `aop new`, `refresh`, `watch`, `check`, `show`."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aop_excel.errors import AopError, WrongSetting, ending
from aop_excel.text import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from aop_excel.backends.file import FileBook


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 is done, 1 asks the owner to put something right, 2 is refused input, 130 was stopped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = argparse.Namespace(debug=False, lang=None)
    try:
        _parser().parse_args(arguments, options)
        status = int(options.run(options))
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough (`aop check … | head`); Python must not complain while it ends.
        _throw_output_away()
        return 0
    except (Exception, KeyboardInterrupt) as error:
        if options.debug:
            import traceback

            traceback.print_exc()
        words, status = ending(error)
        _tell(words(options.lang or system_language()))
        if isinstance(error, OSError):
            _throw_output_away()
    return status


def _tell(words: str) -> None:
    """Print to where errors go; where nobody listens there is nothing more to do."""
    with suppress(OSError):
        print(words, file=sys.stderr, flush=True)


def _throw_output_away() -> None:
    """Let what is still to be written go nowhere, since Python tries again when it ends."""
    with suppress(OSError, AttributeError):  # it may be no file, or closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def system_language() -> Language:
    """The language to speak where no workbook says it: AOP_LANG, else Vietnamese unless the system is English."""
    wanted = os.environ.get("AOP_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "vi"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aop", description="Kế hoạch hoạt động năm trong Excel. / An annual operating plan that lives in Excel."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="phiên bản / version")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    new = commands.add_parser("new", help="tạo kế hoạch mới / make a new plan workbook")
    new.add_argument("path", type=Path, metavar="PLAN.xlsx", help=".xlsm: có nút Cập nhật / with a Refresh button")
    new.add_argument("--template", default="blank", help="kế hoạch mẫu / starter plan (default: blank)")
    new.add_argument("--lang", choices=LANGUAGES, default=None, help="vi or en (default: vi)")
    new.add_argument(
        "--year", type=_year, default=None, metavar="2027", help="năm bắt đầu / year in which the fiscal year begins"
    )
    new.add_argument("--start-month", type=int, choices=range(1, 13), default=1, metavar="1..12")
    new.add_argument("--force", action="store_true", help="ghi đè tệp đang có / overwrite an existing file")
    new.set_defaults(run=_new)

    refresh = commands.add_parser("refresh", help="tính lại kết quả / refresh the results in the workbook")
    refresh.add_argument("paths", type=Path, nargs="+", metavar="PLAN.xlsx")
    refresh.add_argument("--month", type=_month, metavar="2027-07", help="tháng báo cáo / report month")
    refresh.set_defaults(run=_refresh)

    watch = commands.add_parser(
        "watch", help="tự cập nhật mỗi khi lưu và đóng tệp / refresh plans whenever they are saved and closed"
    )
    watch.add_argument("path", type=Path, metavar="FOLDER_OR_PLAN.xlsx")
    watch.add_argument("--poll", action="store_true", help="cho ổ đĩa mạng / for network drives: look at every file")
    watch.set_defaults(run=_watch)

    undo = commands.add_parser(
        "undo", help="trả lại bản trước lần ghi cuối / put the version before the last change back"
    )
    undo.add_argument("path", type=Path, metavar="PLAN.xlsx")
    undo.set_defaults(run=_undo)

    repair = commands.add_parser(
        "repair",
        help="dựng lại bảng, tên, trang đã mất vào tệp mới / make lost tables, names and tabs again, in a new file",
    )
    repair.add_argument("path", type=Path, metavar="PLAN.xlsx")
    repair.add_argument("-o", "--output", type=Path, metavar="NEW.xlsx", help="tệp mới / the new file")
    repair.add_argument(
        "--year", type=_year, default=None, metavar="2027", help="nếu tệp không còn ghi / if it is lost"
    )
    repair.add_argument("--start-month", type=int, choices=range(1, 13), default=None, metavar="1..12")
    repair.add_argument("--force", action="store_true", help="ghi đè tệp đang có / overwrite an existing file")
    repair.set_defaults(run=_repair)

    button = commands.add_parser(
        "button", help="thêm nút Cập nhật, vào tệp .xlsm mới / add the Refresh button, in a new .xlsm"
    )
    button.add_argument("path", type=Path, metavar="PLAN.xlsx")
    button.add_argument("-o", "--output", type=Path, metavar="NEW.xlsm", help="tệp mới / the new file")
    button.add_argument("--force", action="store_true", help="ghi đè tệp đang có / overwrite an existing file")
    button.set_defaults(run=_button)

    doctor = commands.add_parser(
        "doctor", help="tìm lý do nút Cập nhật không chạy / say what would stop the Refresh button"
    )
    doctor.add_argument("path", type=Path, nargs="?", metavar="PLAN.xlsm")
    doctor.add_argument("--fix", action="store_true", help="sửa những gì sửa được / mend what can be mended")
    doctor.set_defaults(run=_doctor)

    answers = _add_answers(commands)
    for each in (new, refresh, watch, undo, repair, button, doctor, *answers):
        each.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    return parser


def _add_answers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> list[argparse.ArgumentParser]:
    """The commands that say something about a plan and write nothing."""
    review = commands.add_parser("review", help="rà soát tháng bằng câu chữ / the month's review in sentences")
    review.add_argument("path", type=Path, metavar="PLAN.xlsx")
    review.set_defaults(run=_review)

    decide = commands.add_parser("decide", help="đề xuất có phù hợp kế hoạch không / say whether the proposals fit")
    decide.add_argument("path", type=Path, metavar="PLAN.xlsx")
    decide.set_defaults(run=_decide)

    check = commands.add_parser("check", help="tìm chỗ sai, không ghi gì / list problems, write nothing")
    check.add_argument("path", type=Path, metavar="PLAN.xlsx")
    check.set_defaults(run=_check)

    show = commands.add_parser("show", help="xem kết quả / show the results")
    show.add_argument("path", type=Path, metavar="PLAN.xlsx")
    show.add_argument("--json", action="store_true", help="cho chương trình khác / for other programs")
    show.set_defaults(run=_show)

    return [review, decide, check, show]


class _Version(argparse.Action):
    """Print the version; the package's metadata is read only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"aop {version('aop-excel')}")
        parser.exit()


def _year(typed: str) -> int:
    if not re.fullmatch(r"20\d\d", typed):
        raise argparse.ArgumentTypeError(f"“{typed}”: hãy dùng một năm từ 2000 đến 2099 / use a year from 2000 to 2099")
    return int(typed)


def _month(typed: str) -> date:
    """`2027-07` or `7/2027`."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", typed):
        year, month = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d{1,2})/(\d{4})", typed):
        year, month = int(match[2]), int(match[1])
    else:
        raise argparse.ArgumentTypeError(_NO_MONTH.format(typed))
    try:
        return date(year, month, 1)
    except ValueError:
        raise argparse.ArgumentTypeError(_NO_MONTH.format(typed)) from None


_NO_MONTH = "“{}”: hãy ghi năm-tháng như 2027-07 / write year and month as 2027-07"


def _now() -> datetime:
    """The time to stamp; reproducible builds give their own."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
        except (ValueError, OverflowError, OSError):
            cure = Text("Hãy đặt số giây kể từ năm 1970.", "Set it to the seconds since 1970.")
            raise WrongSetting("SOURCE_DATE_EPOCH", epoch, cure) from None
    return datetime.now().replace(second=0, microsecond=0)


WITH_MACROS = ".xlsm"
"""How the name of a workbook ends that has the Refresh button."""


class WrongSuffix(AopError):
    """The name of a new workbook does not end as its kind of file does."""

    exit_status = 2

    def __init__(self, path: Path, suffix: str) -> None:
        super().__init__(
            Text("{path}: tên tệp phải kết thúc bằng {suffix}.", "{path}: the name must end in {suffix}.").format(
                path=path.name, suffix=suffix
            )
        )


class NoFolder(AopError):
    """The folder to write into does not exist."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Text("Không có thư mục {folder}. Hãy tạo trước.", "There is no folder {folder}. Make it first.").format(
                folder=folder
            )
        )


def _refuse_place(path: Path, suffix: str, *, force: bool) -> None:
    """Raise where a new workbook cannot be put: under another kind of name, in no folder, over an existing file."""
    if path.suffix.lower() != suffix.lower():
        raise WrongSuffix(path, suffix)
    if not path.parent.is_dir():
        raise NoFolder(path.parent)
    if path.exists() and not force:
        from aop_excel.backends.refusals import FileExists

        raise FileExists(path)


def _new(options: argparse.Namespace) -> int:
    from aop_excel.backends.create import create
    from aop_excel.backends.file import FileBook
    from aop_excel.blueprint import blueprint
    from aop_excel.commands import refresh
    from aop_excel.sheets import SHEETS

    path: Path = options.path
    has_button = path.suffix.lower() == WITH_MACROS
    _refuse_place(path, WITH_MACROS if has_button else ".xlsx", force=options.force)
    now = _now()
    language: Language = options.lang or "vi"
    year = options.year or (now.year + 1 if now.month >= 9 else now.year)  # noqa: PLR2004 - plans are made in autumn
    made = blueprint(options.template, language, year, options.start_month)
    book = FileBook(path, create(SHEETS, made.held, made.context, made.names, now))
    refresh(book, now)
    if has_button:
        book = _with_button(book, path, language)
    book.save_new(force=options.force)
    print(Text("Đã tạo {path}", "Made {path}").format(path=path)(language))
    return 0


def _refresh(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.backends.live.open_books import open_book
    from aop_excel.commands import refresh
    from aop_excel.summary import result, summary

    status = 0
    for path in options.paths:
        try:
            live = open_book(path)
            book = live or FileBook.open(path)
            outcome = refresh(book, _now(), options.month)
            book.save()
        except (AopError, MemoryError) as error:
            if len(options.paths) == 1:
                raise
            words, ended = ending(error)
            _tell(f"{path}: {words(system_language())}")
            status = max(status, ended)
            continue
        done = result(outcome)
        told = done if live is None else _WHERE.format(done=done, program=live.program)
        print(f"{path}: {told(outcome.language)}")
        print("\n".join(summary(outcome)))
        status = max(status, int(outcome.has_errors))
    return status


_WHERE = Text(
    "{done} (ngay trong {program}, nơi tệp đang mở; hãy lưu ở đó)",
    "{done} (in {program}, where it is open; save it there)",
)


def _watch(options: argparse.Namespace) -> int:
    from aop_excel.watching import stopping, watch
    from aop_excel.watching.place import Place

    with stopping() as stop:
        watch(Place.at(options.path), system_language(), stop, _say, poll=options.poll, debug=options.debug)
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


def _undo(options: argparse.Namespace) -> int:
    from aop_excel.backends.saving import undo

    version = undo(options.path)
    print(
        Text("{path}: đã trở lại bản {version}", "{path}: back to {version}").format(
            path=options.path, version=version.stem
        )(system_language())
    )
    return 0


def _repair(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import refresh
    from aop_excel.repair import repair
    from aop_excel.summary import summary

    path: Path = options.path
    book = FileBook.open(path)
    repaired = repair(book, _now(), options.year, options.start_month)
    if repaired is None:
        print(Text("{path}: không thiếu gì", "{path}: nothing is missing").format(path=path)(system_language()))
        return 0
    content, told = repaired
    ending = Text("đã sửa", "repaired")(told.language)
    output: Path = options.output or path.with_name(f"{path.stem} {ending}{path.suffix}")
    _refuse_place(output, path.suffix, force=options.force)
    new = FileBook(output, content)
    outcome = refresh(new, _now())
    new.save_new(force=options.force)
    print(Text("{path} → {output}", "{path} → {output}").format(path=path, output=output)(told.language))
    for line in told.lines():
        print(line(told.language))
    print("\n".join(summary(outcome)))
    return int(outcome.has_errors)


def _button(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import language_of

    path: Path = options.path
    output: Path = options.output or path.with_suffix(WITH_MACROS)
    book = FileBook.open(path)
    language = language_of(book)
    new = _with_button(book, output, language)
    _refuse_place(output, WITH_MACROS, force=options.force)
    new.save_new(force=options.force)
    print(Text("Đã tạo {path} có nút Cập nhật", "Made {path} with the Refresh button").format(path=output)(language))
    return 0


def _with_button(book: FileBook, path: Path, language: Language) -> FileBook:
    """The book with the Refresh button, to be saved at a path."""
    from aop_excel.backends.file import FileBook
    from aop_excel.backends.macro.machine import this_machine
    from aop_excel.backends.macro.with_button import with_button
    from aop_excel.sheets import SHEETS

    return FileBook(path, with_button(book.finished(), book.path, SHEETS, language, this_machine()))


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


def _check(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import check
    from aop_excel.summary import problems

    outcome = check(FileBook.open(options.path))
    print("\n".join(problems(outcome)))
    return int(outcome.has_errors)


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
