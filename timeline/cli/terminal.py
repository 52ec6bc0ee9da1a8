"""What a person sees while a command works: findings, progress, a closing line. All of it on standard error.

Standard output belongs to what was asked for. Colour and progress appear on a terminal only; ``NO_COLOR`` and
``TERM=dumb`` are respected (rich sees to it).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, TextIO

import click

from timeline.errors import Diagnostic

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

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
def progress(*, wanted: bool = True) -> Iterator[Stopwatch]:
    """A bar with an estimate on a terminal, nothing elsewhere."""
    if not (wanted and sys.stderr.isatty()):
        yield Stopwatch()
        return
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(), transient=True) as bar:
        yield _Drawn(bar, bar.add_task("Starting", total=None))


class Stopwatch:
    """Keeps the time of each stage: seconds on the clock and of this process's work."""

    looks = False

    def __init__(self) -> None:
        self._stages: list[tuple[str, float, float]] = []

    def stage(self, label: str, total: int | None = None) -> None:
        """A new stage begins, and the one before it is over."""
        self._stages.append((label, time.perf_counter(), time.process_time()))

    def advance(self, amount: int = 1) -> None:
        """Nothing: only stages are timed."""

    def table(self) -> str:
        """A line a stage, and the sum of them."""
        self.stage("Total")
        spans = [
            (label, clock_end - clock, work_end - work)
            for (label, clock, work), (_, clock_end, work_end) in pairwise(self._stages)
        ]
        spans.append(("Total", sum(span[1] for span in spans), sum(span[2] for span in spans)))
        lines = [f"{'Stage':<12}{'seconds':>9}{'of them here':>14}"]
        return "\n".join(
            [*lines, *(f"{label:<12}{clock:>9.2f}{work:>14.2f}" for label, clock, work in spans)]
        )


class _Drawn(Stopwatch):
    """Progress on a terminal."""

    looks = True

    def __init__(self, bar: Progress, task: TaskID) -> None:
        super().__init__()
        self._bar, self._task = bar, task

    def stage(self, label: str, total: int | None = None) -> None:
        super().stage(label, total)
        # A new one: a task that has a total keeps it when it is set to none.
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(label, total=total)

    def advance(self, amount: int = 1) -> None:
        self._bar.advance(self._task, amount)
