"""``timeline check``: every problem at once."""

from __future__ import annotations

import sys

import click

from timeline.cli.habits import Habits, articles, clock, configured, formats, shared, strict, working


@click.command(short_help="List every problem of the articles, the decisions and the site.")
@articles()
@formats("text", "json", "github", "sarif", help="To read, JSON, GitHub annotations, or SARIF 2.1.0.")
@click.option("--pages/--no-pages", default=True, help="Whether to look at the finished pages, too.")
@click.option(
    "--require-review", is_flag=True, help="Fail when doubtful events would go out that nobody has reviewed."
)
@click.option("--below", type=click.FloatRange(0, 1), default=0.8, show_default=True, metavar="CONFIDENCE",
              help="With --require-review: which events are doubtful.")  # fmt: skip
@clock
@strict
@working
@configured
@shared
def check(
    habits: Habits, articles: tuple[str, ...], format_: str, pages: bool, require_review: bool, below: float,
    now: str | None, strict: bool,
) -> None:  # fmt: skip
    """List every problem of ARTICLES at once, each with what to do about it; nothing is written.

    docs/diagnostics.md explains each code. The [check] table of timeline.toml sets the level of a code: error,
    warning, note or ignore. Exit code 1 when there is an error, or with --strict a warning.

    \b
    Examples:
      timeline check                                     the project in this folder
      timeline check --require-review --below 0.8        nothing doubtful goes out unseen
      timeline check --format sarif > timeline.sarif     for code scanning; also: github, json
    """
    from timeline.build import check as run
    from timeline.cli.findings import locator, write

    project = habits.project(articles)
    with habits.means(project) as means:
        findings = run(project, now=now, means=means, pages=pages, below=below if require_review else None)
    shown = [d for d in findings if d.level != "note" or habits.verbose or format_ != "text"]
    write(shown, format_, sys.stdout, locator(project))
    habits.fail_on_warnings(findings, strict)
