"""What all commands share, as decorators: ``-q/-v``, ``--debug``, ``--config``, ``--set``, ``--format``, ARTICLES."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from timeline.build import Means, Project
    from timeline.errors import Diagnostic

F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def printing() -> Iterator[None]:
    """What has no room here is standard output: an open file does not tell its name."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            error.filename = "standard output"
        raise


@dataclass
class Habits:
    """How this run was asked to behave."""

    debug: bool = False
    quiet: int = 0
    verbose: int = 0
    config: str | None = None
    settings: tuple[str, ...] = ()
    jobs: int | None = None
    cache: str | None = None
    no_cache: bool = False
    timings: bool = False
    now: str | None = None
    where: str | None = None
    by: str | None = None
    because: str | None = None
    told: list[Diagnostic] = field(default_factory=list)
    """What was found of the project itself."""

    def project(self, articles: Iterable[str] = (), *, tell: bool = True) -> Project:
        """The project that ARTICLES belong to, with its configuration, and what was found of it, unless the command
        tells that itself; raises ``ConfigError``.
        """
        from timeline.build import project

        found = project(tuple(articles), config_file=self.config, settings=self.settings, environ=os.environ)
        if tell:
            self.told += found.findings
            self.tell(found.findings)
        return found

    def cache_folder(self, project: Project) -> Path | None:
        """Where extractions are kept: ``--cache``, else beside ``timeline.toml``, else in the user's cache folder."""
        from timeline.store import default_folder

        if self.no_cache:
            return None
        return (
            Path(self.cache)
            if self.cache
            else default_folder(project.root if project.file else None, os.environ)
        )

    @contextmanager
    def means(self, project: Project) -> Iterator[Means]:
        """What a build works with: the cache, the processes, standard input, and a progress bar on a terminal."""
        from timeline.build import Means
        from timeline.build.pools import cores
        from timeline.cli.terminal import progress

        # Frozen values make no cycles, so looking for them seldom is a tenth of a build saved.
        gc.set_threshold(1_000_000, 50, 1000)
        with progress(wanted=not self.quiet) as watcher:
            yield Means(
                cache=self.cache_folder(project),
                jobs=self.jobs or cores(),
                stdin=sys.stdin.buffer,
                watcher=watcher,
            )
        if self.timings:
            click.echo(watcher.table(), err=True)

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Show findings: with ``-q`` errors only, notes with ``-v`` only."""
        from timeline.cli.terminal import show

        show(
            d
            for d in diagnostics
            if d.level == "error" or (not self.quiet and (d.level != "note" or self.verbose))
        )

    def fail_on_warnings(self, diagnostics: Iterable[Diagnostic], strict: bool) -> None:
        """Leave with exit code 1 when there was an error, or with ``strict`` a warning."""
        levels = {d.level for d in (*self.told, *diagnostics)}
        if "error" in levels or (strict and "warning" in levels):
            click.get_current_context().exit(1)

    def say(self, message: str) -> None:
        """A line for the person, unless ``-q``."""
        if not self.quiet:
            click.echo(message, err=True)


Check = Callable[[click.Context, click.Parameter, Any], Any]


def _keep(name: str, check: Check | None = None) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(ctx: click.Context, param: click.Parameter, given: Any) -> None:
        value = check(ctx, param, given) if check else given
        if value and not ctx.resilient_parsing:
            setattr(ctx.ensure_object(Habits), name, value)

    return keep


def kept(*names: str, keep: str, check: Check | None = None, **attributes: Any) -> Callable[[F], F]:
    """An option whose value is kept with the run's :class:`Habits`."""
    return click.option(*names, expose_value=False, callback=_keep(keep, check), **attributes)


def manners(command: F) -> F:
    """``-q``, ``-v``, ``--debug``: before the command's name as well as behind it."""
    for option in (
        kept("--debug", keep="debug", is_flag=True, is_eager=True, help="Show the traceback of an error."),
        kept("-v", "--verbose", keep="verbose", count=True, help="Say more: notes and details."),
        kept("-q", "--quiet", keep="quiet", count=True, help="Say less: errors only."),
    ):
        command = option(command)
    return command


def shared(command: F) -> F:
    """:func:`manners`; the command gets the run's :class:`Habits` as its first argument."""
    return cast(F, click.make_pass_decorator(Habits, ensure=True)(manners(command)))


def _keys(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """What a shell completes behind ``--set``."""
    from timeline.config import DESCRIPTIONS
    from timeline.errors import CODES

    keys = [*DESCRIPTIONS, *(f"check.{code}" for code in sorted(CODES))]
    return [f"{key}=" for key in keys if key.startswith(incomplete) and ("." in incomplete or "." not in key)]


def configured(command: F) -> F:
    """``--config`` and ``--set``: they end up in the project that :meth:`Habits.project` finds."""
    for option in (
        kept("--set", keep="settings", multiple=True, metavar="KEY=VALUE", shell_complete=_keys,
                help="Set one configuration key for this run, e.g. --set title='The fall'. May be repeated."),
        kept("--config", keep="config", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
                help="The configuration; otherwise the nearest timeline.toml at or above ARTICLES."),
    ):  # fmt: skip
        command = option(command)
    return command


def working(command: F) -> F:
    """``--jobs``, ``--cache``, ``--no-cache``: what a build works with; none of it changes what comes out."""
    for option in (
        kept("--timings", keep="timings", is_flag=True, help="Say how long each stage took."),
        kept("--no-cache", keep="no_cache", is_flag=True, help="Read everything anew and keep nothing."),
        kept("--cache", keep="cache", metavar="DIR", type=click.Path(file_okay=False),
                help="Where extractions are kept; otherwise beside timeline.toml, or in the user's cache folder."),
        kept("-j", "--jobs", keep="jobs", metavar="N", type=click.IntRange(1), help="Processes that read; otherwise one a core."),
    ):  # fmt: skip
        command = option(command)
    return command


def articles(required: bool = False) -> Callable[[F], F]:
    """ARTICLES…: folders, files, archives, or ``-`` for standard input; without any, the project here."""
    return click.argument(
        "articles",
        nargs=-1,
        required=required,
        type=click.Path(exists=True, allow_dash=True),
        metavar="[ARTICLES]...",
    )


def formats(*names: str, help: str = "How to write it.") -> Callable[[F], F]:
    """``--format``, the first name being the default."""
    return click.option(
        "--format", "format_", type=click.Choice(names), default=names[0], show_default=True, help=help
    )


def answer(value: object) -> None:
    """Write what was asked for as JSON on standard output."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def instant(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check a DATE given on the command line: ISO 8601 day or minute, with or without a zone."""
    if value is None:
        return None
    from timeline.build import anchor

    try:
        anchor(value)
    except ValueError as error:
        raise click.BadParameter(
            f"{error}. Write 2016-12-11 or 2016-12-11T20:54+04:00.", ctx, param
        ) from None
    return value


port = click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="The port; otherwise the first free one from 8737.")  # fmt: skip
"""Where a server listens."""


def clock(command: F) -> F:
    """``--now``, else ``SOURCE_DATE_EPOCH``: the only clocks a build knows."""
    return click.option(
        "--now", metavar="DATE", callback=_now,
        help="The moment this build stands for: lifts embargoes, dates the feeds. Otherwise SOURCE_DATE_EPOCH, "
        "otherwise the newest article.",
    )(command)  # fmt: skip


def clock_kept(command: F) -> F:
    """The same, kept with the run's :class:`Habits`."""
    return kept(
        "--now", keep="now", metavar="DATE", check=_now,
        help="The moment this review stands for: lifts embargoes. Otherwise SOURCE_DATE_EPOCH.",
    )(command)  # fmt: skip


def as_of(command: F) -> F:
    """``--as-of``: the second clock, what was known on a day."""
    return click.option(
        "--as-of", metavar="DAY", callback=_day,
        help="The chronology as it stood on this day: from the articles published until then; one without a date "
        "and events added by hand are left out.",
    )(command)  # fmt: skip


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"'{value}' is no day. Write 2016-12-11.", ctx, param) from None


def _now(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if value is not None or not epoch:
        return instant(ctx, param, value)
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds.", ctx
        ) from None


def strict(command: F) -> F:
    """``--strict``."""
    return click.option("--strict", is_flag=True, help="Exit with 1 when there are warnings.")(command)
