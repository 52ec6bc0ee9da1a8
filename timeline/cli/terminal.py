"""What a person sees while a command works: findings, progress, a closing line. All of it on standard error.

Standard output belongs to what was asked for. Colour and progress appear on a terminal only; ``NO_COLOR`` and
``TERM=dumb`` are respected (rich sees to it).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from timeline.errors import Diagnostic

if TYPE_CHECKING:
    from rich.console import Console

    from timeline.build import Watcher

_STYLES = {"error": "red", "warning": "yellow", "note": "blue"}


def coloured(stream: TextIO) -> bool:
    """Whether colour is welcome on a stream: a terminal, and nothing in the environment against it."""
    import os

    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def console(stream: TextIO | None = None) -> Console:
    """A rich console, imported when it is needed; markup stays off, since articles are untrusted."""
    from rich.console import Console

    stream = stream or sys.stderr
    return Console(
        file=stream, markup=False, highlight=False, emoji=False, soft_wrap=True, no_color=not coloured(stream)
    )


def printable(text: str) -> str:
    """Text from articles and file names without control characters, so that it cannot steer a terminal.

    >>> printable("a\\x1b[2Jb\\nc")
    'a�[2Jb c'
    """
    return "".join(c if c.isprintable() else " " if c in "\n\t\r" else "\ufffd" for c in text)


def show(diagnostics: Iterable[Diagnostic]) -> None:
    """Every finding on standard error: level, where, what, how to fix it."""
    for finding in diagnostics:
        level = f"{finding.level}:"
        if coloured(sys.stderr):
            level = click.style(level, fg=_STYLES[finding.level], bold=True)
        click.echo(f"{level} {printable(str(finding))}", err=True)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "event"), counted(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


@contextmanager
def progress(label: str, *, wanted: bool = True) -> Iterator[Watcher]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not (wanted and sys.stderr.isatty()):
        yield _Silent()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console(), transient=True) as bar:
        yield _Drawn(bar, bar.add_task(label, total=None))


class _Silent:
    """Progress where nobody looks."""

    def stage(self, label: str, total: int | None = None) -> None: ...

    def advance(self, amount: int = 1) -> None: ...


class _Drawn:
    """Progress on a terminal."""

    def __init__(self, bar: object, task: object) -> None:
        self._bar, self._task = bar, task

    def stage(self, label: str, total: int | None = None) -> None:
        self._bar.reset(self._task, description=label, total=total)  # type: ignore[attr-defined]

    def advance(self, amount: int = 1) -> None:
        self._bar.advance(self._task, amount)  # type: ignore[attr-defined]
