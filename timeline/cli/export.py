"""``timeline export``: the chronology as data."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.cli.habits import Habits, articles, as_of, clock, configured, printing, shared, strict, working
from timeline.publishing.exports import FORMATS


@click.command(short_help="Write the chronology as data.")
@articles()
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True,
              help="; ".join(f"{name}: {format_.help}" for name, format_ in FORMATS.items()) + ".")  # fmt: skip
@click.option("-o", "--out", type=click.Path(dir_okay=False, allow_dash=True), default="-", metavar="FILE",
              help="Where to write; standard output otherwise.")  # fmt: skip
@clock
@as_of
@strict
@working
@configured
@shared
def export(
    habits: Habits,
    articles: tuple[str, ...],
    format_: str,
    out: str,
    now: str | None,
    as_of: str | None,
    strict: bool,
) -> None:
    """Write the chronology of ARTICLES as data, in chronology order, undated events last.

    Quotations are at most 50 words each, unless the project says that the articles are its own (full_text). What a
    format cannot carry is counted on standard error.

    \b
    Examples:
      timeline export                                    the project here, as JSON lines
      timeline export wire/ --format csv -o events.csv   for a spreadsheet
      timeline export --as-of 2016-12-13                 what was known by then
      timeline export | jq -r .headline
    """
    from timeline.build import export as run
    from timeline.cli.terminal import counted
    from timeline.publishing.exports import Loss
    from timeline.publishing.writer import put

    project = habits.project(articles)
    losses: list[Loss] = []
    with habits.means(project) as means:
        diagnostics, chunks = run(project, format_, losses, now=now, as_of=as_of, means=means)
    habits.tell(diagnostics)
    if out == "-":
        for chunk in chunks:
            with printing():
                sys.stdout.buffer.write(chunk)
    else:
        put(Path(out), chunks)
        habits.say(f"Wrote {out}.")
    for loss in losses:
        habits.say(f"Not carried by {format_}: {counted(loss.events, 'event')}: {loss.what}.")
    habits.fail_on_warnings(diagnostics, strict)
