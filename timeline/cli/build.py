"""``timeline build``: articles in, a site out."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.cli.habits import (
    Habits,
    answer,
    articles,
    as_of,
    clock,
    configured,
    formats,
    shared,
    strict,
    working,
)


@click.command(short_help="Build the site from articles.")
@articles()
@click.option("-o", "--out", type=click.Path(file_okay=False), default="site", show_default=True, metavar="DIR",
              help="Where the site goes: an empty or new folder, or one that was built before.")  # fmt: skip
@click.option("--since", type=click.Path(dir_okay=False), metavar="FILE",
              help="timeline.json of an earlier publication: changes/ and the feeds say what changed.")  # fmt: skip
@clock
@as_of
@formats("text", "json", help="A line to read, or what was made and every finding as JSON.")
@strict
@working
@configured
@shared
def build(
    habits: Habits,
    articles: tuple[str, ...],
    out: str,
    since: str | None,
    now: str | None,
    as_of: str | None,
    format_: str,
    strict: bool,
) -> None:
    """Build the site from ARTICLES: folders, files or archives; without any, the project in this folder.

    What cannot be read or dated is a warning that says what to do; the rest is published.

    \b
    Examples:
      timeline build                                     the project in this folder
      timeline build wire/ -o site                       a folder of articles
      timeline build -o site --since published.json      and what changed since then
      cat story.txt | timeline build - -o site           one article
    """
    import msgspec

    from timeline.build import build as run
    from timeline.cli.findings import records

    project = habits.project(articles)
    with habits.means(project) as means:
        earlier = Path(since) if since else None
        report = run(project, Path(out), now=now, as_of=as_of, since=earlier, means=means)
    habits.tell(report.diagnostics)
    if format_ == "json":
        made = msgspec.structs.asdict(report) | {"out": out}
        found = records([*habits.told, *made.pop("diagnostics")])
        answer(made | {"findings": found})
    else:
        habits.say(_summary(report))
    habits.fail_on_warnings(report.diagnostics, strict)


def _summary(report: object) -> str:
    from timeline.build import Report
    from timeline.cli.terminal import counted

    assert isinstance(report, Report)
    made = [
        counted(report.events, "event"),
        f"{report.undated} undated",
        f"from {counted(report.articles, 'article')}",
    ]
    files = [f"{report.written} written", f"{report.unchanged} unchanged"] + (
        [f"{report.removed} removed"] if report.removed else []
    )
    return f"Built {report.out}: {', '.join(made)}; files: {', '.join(files)}.\nLook at it: {report.out / 'index.html'}"
