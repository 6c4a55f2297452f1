"""Commands that make a workbook: `aop new`, `repair`, `button`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from aop_excel.cli.console import language_for, now
from aop_excel.errors import AopError
from aop_excel.text import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from aop_excel.backends.file import FileBook
    from aop_excel.cli.console import Commands


def add(commands: Commands) -> None:
    """Say what the commands take."""
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


def _year(typed: str) -> int:
    if not re.fullmatch(r"20\d\d", typed):
        raise argparse.ArgumentTypeError(f"“{typed}”: hãy dùng một năm từ 2000 đến 2099 / use a year from 2000 to 2099")
    return int(typed)


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
    moment = now()
    language: Language = options.lang or "vi"
    year = options.year or (moment.year + 1 if moment.month >= 9 else moment.year)  # noqa: PLR2004 - plans are made in autumn
    made = blueprint(options.template, language, year, options.start_month)
    book = FileBook(path, create(SHEETS, made.held, made.context, made.names, moment))
    refresh(book, moment)
    if has_button:
        book = _with_button(book, path, language)
    book.save_new(force=options.force)
    print(Text("Đã tạo {path}", "Made {path}").format(path=path)(language))
    print(_NEXT.format(path=path)(language))
    return 0


_NEXT = Text(
    "Mở tệp, điền trang Định hướng trước rồi các trang 1 đến 6, lưu và đóng; sau đó chạy aop refresh {path}",
    "Open it, fill in Direction first, then the sheets 1 to 6, save and close; then run aop refresh {path}",
)


def _repair(options: argparse.Namespace) -> int:
    from aop_excel.backends.file import FileBook
    from aop_excel.commands import refresh
    from aop_excel.repair import repair
    from aop_excel.summary import summary

    path: Path = options.path
    book = FileBook.open(path)
    repaired = repair(book, now(), options.year, options.start_month)
    if repaired is None:
        print(Text("{path}: không thiếu gì", "{path}: nothing is missing").format(path=path)(language_for(path)))
        return 0
    content, told = repaired
    ending = Text("đã sửa", "repaired")(told.language)
    output: Path = options.output or path.with_name(f"{path.stem} {ending}{path.suffix}")
    _refuse_place(output, path.suffix, force=options.force)
    new = FileBook(output, content)
    outcome = refresh(new, now())
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
