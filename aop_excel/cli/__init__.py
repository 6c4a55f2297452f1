"""The command line, one file for each group of commands: add a command to one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from aop_excel.cli import making, refreshing, telling, versions
from aop_excel.cli.console import language_for, tell, throw_output_away
from aop_excel.errors import AopError, ending
from aop_excel.text import Language


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
        throw_output_away()
        return 0
    except (Exception, KeyboardInterrupt) as error:
        if options.debug:
            import traceback

            traceback.print_exc()
        words, status = ending(error)
        tell(words(options.lang or _language_of(error, options)))
        if isinstance(error, OSError):
            throw_output_away()
    return status


def _language_of(error: BaseException, options: argparse.Namespace) -> Language:
    """The plan's, where we refuse what is asked of it; after anything else its file is better not opened once more."""
    paths = getattr(options, "paths", None) or [getattr(options, "path", None)]
    return language_for(paths[0] if isinstance(error, AopError) else None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aop", description="Kế hoạch hoạt động năm trong Excel. / An annual operating plan that lives in Excel."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="phiên bản / version")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for group in (making, refreshing, versions, telling):
        group.add(commands)
    for each in commands.choices.values():
        each.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    return parser


class _Version(argparse.Action):
    """Print the version; the package's metadata is read only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"aop {version('aop-excel')}")
        parser.exit()
