"""``timeline check``: every problem at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

import click

from timeline.cli.habits import Habits, articles, clock, configured, formats, shared, strict, working

if TYPE_CHECKING:
    from timeline.build import Project, Told
    from timeline.model import Event


@click.command(short_help="List every problem of the articles, the decisions and the site.")
@articles()
@formats("text", "json", "github", "sarif", help="To read, JSON, GitHub annotations, or SARIF 2.1.0.")
@click.option("--pages/--no-pages", default=True, help="Whether to look at the finished pages, too.")
@click.option(
    "--require-review", is_flag=True, help="Fail as long as `timeline review` has something to ask."
)
@click.option("--below", type=click.FloatRange(0, 1), metavar="CONFIDENCE",
              help="Fail for every event of less confidence that nobody has reviewed.")  # fmt: skip
@clock
@strict
@working
@configured
@shared
def check(
    habits: Habits, articles: tuple[str, ...], format_: str, pages: bool, require_review: bool, below: float | None,
    now: str | None, strict: bool,
) -> None:  # fmt: skip
    """List every problem of ARTICLES at once, each with what to do about it; nothing is written.

    docs/diagnostics.md explains each code. The [check] table of timeline.toml sets the level of a code: error,
    warning, note or ignore. Exit code 1 when there is an error, or with --strict a warning.

    \b
    Examples:
      timeline check                                     the project in this folder
      timeline check --require-review                    the review is done
      timeline check --below 0.8                         nothing doubtful at all goes out unseen
      timeline check --format sarif > timeline.sarif     for code scanning; also: github, json
    """
    from timeline.build import check as run
    from timeline.build import levelled
    from timeline.cli.findings import locator, write
    from timeline.errors import ConfigError, TimelineError

    try:
        project = habits.project(articles, tell=False)
    except ConfigError as error:
        write(error.diagnostics, format_, sys.stdout)
        click.get_current_context().exit(1)
    try:
        with habits.means(project) as means:
            found = run(
                project,
                now=now,
                means=means,
                pages=pages,
                unreviewed=_unreviewed(project, below) if require_review or below is not None else None,
            )
        findings = levelled([*project.findings, *found], project.config)
    except TimelineError as error:  # why nothing can be checked is for programs to read, too
        findings = (*levelled(project.findings, project.config), *error.diagnostics)
    shown = [d for d in findings if d.level != "note" or habits.verbose or format_ != "text"]
    write(shown, format_, sys.stdout, locator(project))
    habits.fail_on_warnings(findings, strict)


def _unreviewed(project: Project, below: float | None) -> Callable[[Told], Iterable[Event]]:
    """Which events must not go out as they are."""
    if below is not None:
        from timeline.build.checks import doubtful

        return partial(doubtful, below=below)
    from timeline.chronology import load_corrections
    from timeline.preview.queue import open_events

    return lambda told: open_events(told, load_corrections(project.corrections))
