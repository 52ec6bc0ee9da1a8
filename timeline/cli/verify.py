"""``timeline verify``: is a build the same build twice?"""

from __future__ import annotations

import click

from timeline.cli.habits import Habits, answer, articles, clock, configured, formats, shared


@click.command(short_help="Build twice, apart, and compare byte by byte.")
@articles()
@formats("text", "json")
@clock
@configured
@shared
def verify(habits: Habits, articles: tuple[str, ...], format_: str, now: str | None) -> None:
    """Build the site of ARTICLES twice, in processes apart from each other, and compare byte by byte.

    The two differ in all that must not matter: time zone, locale, hash seed, working directory, number of processes and
    the state of the cache. Nothing is kept. Exit code 1 when a single byte differs.

    \b
    Examples:
      timeline verify                                    the project in this folder
      timeline verify wire/
    """
    from timeline.build.verify import verify as run
    from timeline.cli.terminal import counted

    project = habits.project(articles)
    compared = run(project, now=now, config_file=habits.config, settings=habits.settings)
    if format_ == "json":
        answer(compared)
    elif compared.differing:
        click.echo("\n".join(f"differs: {path}" for path in compared.differing))
        habits.say(
            f"{counted(len(compared.differing), 'file')} of {compared.files:,} differ between two builds of the same input."
        )
    else:
        habits.say(f"Two builds apart gave the same {counted(compared.files, 'file')}, byte for byte.")
    if compared.differing:
        click.get_current_context().exit(1)
