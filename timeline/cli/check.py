"""``timeline check``: every problem at once."""

from __future__ import annotations

import sys

import click

from timeline.cli.habits import Habits, articles, clock, configured, formats, shared, strict, working


@click.command(short_help="List every problem of the articles, the decisions and the site.")
@articles()
@formats("text", "json", "github", "sarif", help="To read, JSON, GitHub annotations, or SARIF 2.1.0.")
@clock
@strict
@working
@configured
@shared
def check(habits: Habits, articles: tuple[str, ...], format_: str, now: str | None, strict: bool) -> None:
    """List every problem of ARTICLES at once, each with what to do about it; nothing is written.

    docs/diagnostics.md explains each code. The [check] table of timeline.toml sets the level of a code: error,
    warning, note or ignore. Exit code 1 when there is an error, or with --strict a warning.
    """
    from timeline.build import check as run
    from timeline.cli.findings import write

    project = habits.project(articles)
    with habits.means(project) as means:
        findings = run(project, now=now, means=means)
    shown = [d for d in findings if d.level != "note" or habits.verbose or format_ != "text"]
    write(shown, format_, sys.stdout)
    habits.fail_on_warnings(findings, strict)
