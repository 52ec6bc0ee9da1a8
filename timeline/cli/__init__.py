"""The command line: one file a command; options become a Config, errors become exit codes.

Commands are listed in one table and imported when they are called, so ``timeline --help`` costs little more than
importing click. Exit codes: 0, what was asked for was made; 1, it was not (or ``--strict`` and there were
warnings); 2, the command line was not understood; 130, Ctrl-C.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

import click

from timeline.cli.habits import Habits, manners, printing

STOPPED = 130
"""The exit code of what Ctrl-C ended, as shells have it: 128 and the number of the signal."""


class Entry(NamedTuple):
    """Where a command lives (``timeline.cli.<module>``, the click command there) and its line in the help."""

    module: str
    command: str
    help: str


COMMANDS: dict[str, dict[str, Entry]] = {
    "Publish": {
        "init": Entry("init", "init", "Make a project that builds at once."),
        "build": Entry("build", "build", "Build the site from articles."),
        "check": Entry("check", "check", "List every problem of the articles, the decisions and the site."),
        "verify": Entry("verify", "verify", "Build twice, apart, and compare byte by byte."),
    },
    "Review": {
        "review": Entry("review", "review", "Decide what is doubtful, one key a decision."),
        "serve": Entry("serve", "serve", "Show the site locally and rebuild it on every save."),
    },
    "Look": {
        "diff": Entry("diff", "diff", "Show what changed between two chronologies, and why."),
        "tag": Entry("tag", "tag", "Find the time expressions of texts and what they mean."),
        "explain": Entry(
            "explain", "explain", "Show every time expression of an article and why it means what."
        ),
        "export": Entry("export", "export", "Write the chronology as data."),
        "evaluate": Entry("evaluate", "evaluate", "Score the engine against gold annotations."),
        "summarize": Entry("summarize", "summarize", "Condense the chronology to its most important dates."),
    },
    "Set up": {
        "theme": Entry("theme", "theme", "Change how pages look: list, compare and copy templates."),
        "cache": Entry("cache", "cache", "Look into the cache, or empty it."),
        "config": Entry("config", "config", "Show every setting and where it comes from."),
    },
}


class Commands(click.Group):
    """A group whose commands are imported when they are called, and the one place where errors become exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return [name for section in COMMANDS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        for section in COMMANDS.values():
            if entry := section.get(cmd_name):
                module = importlib.import_module(f"timeline.cli.{entry.module}")
                command: click.Command = getattr(module, entry.command)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest known command in the message."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean '{near[0]}'?" if near else " `timeline --help` lists them."
            raise click.UsageError(error.message + hint, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its line, without importing any."""
        width = max(map(len, self.list_commands(ctx)))
        for title, section in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), entry.help) for name, entry in section.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command line and leave with its exit code."""
        habits = extra.setdefault("obj", Habits())
        _reopen_closed_streams()
        atexit.register(gc.freeze)  # what is left goes with the process, unsearched for cycles
        try:
            code = super().main(args, prog_name or "timeline", complete_var, standalone_mode=False, **extra)
            with printing():
                sys.stdout.flush()
        except (KeyboardInterrupt, click.Abort):  # click makes the one of the other
            click.echo("Stopped.", err=True)
            code = STOPPED
        except BrokenPipeError:
            _give_up_output()  # whoever read us has had enough
            code = 1
        except Exception as error:
            if habits.debug:
                raise
            code = _tell(error)
            if isinstance(error, OSError):
                _give_up_output()
        sys.exit(code if isinstance(code, int) else 0)


def _reopen_closed_streams() -> None:
    """A stream that was closed is empty to read, and refuses what is written; no other file may get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            how = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            setattr(sys, name, os.fdopen(os.open(os.devnull, how), mode))


def _give_up_output() -> None:
    """What standard output did not take is forgotten; Python would complain once more while flushing at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _tell(error: Exception) -> int:
    """Say what went wrong on standard error and give the exit code for it."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    from timeline.cli.terminal import show
    from timeline.errors import Diagnostic, TimelineError

    if isinstance(error, TimelineError):
        show([d if d.level == "error" else _as_error(d) for d in error.diagnostics])
    elif isinstance(error, OSError):
        what = error.strerror or str(error)
        show([Diagnostic(where=str(error.filename or "timeline"), code="io", message=what, level="error",
                         hint="Check that the path exists, that you may use it, and that the disk has room.")])  # fmt: skip
    else:
        show([Diagnostic(where="timeline", code="bug", level="error",
                         message=f"this is a fault of the program: {type(error).__name__}: {error}",
                         hint="Run the same command with --debug and report what it prints.")])  # fmt: skip
    return 1


def _as_error(diagnostic: Any) -> Any:
    from msgspec.structs import replace

    return replace(diagnostic, level="error")


@click.command(
    "timeline",
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`timeline COMMAND --help` explains each. -q, -v and --debug may stand before the command or behind it; "
    "NO_COLOR is respected; - is standard input.",
)
@click.version_option(package_name="timeline", message="timeline %(version)s")
@manners
def main() -> None:
    """From articles to an explained chronology, published as a static site."""
