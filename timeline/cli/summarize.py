"""``timeline summarize``: the days that matter most."""

from __future__ import annotations

from typing import Any

import click

from timeline.cli.habits import Habits, articles, clock, configured, formats, shared, strict, working


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check a DAY: ISO 8601, and on the calendar."""
    if value is None:
        return None
    from timeline.build import anchor
    from timeline.civil import Grain

    try:
        moment = anchor(value).moment
    except ValueError as error:
        raise click.BadParameter(f"{error}. Write it as 2016-12-11.", ctx, param) from None
    if moment.grain != Grain.DAY:
        raise click.BadParameter(f"'{value}' is no day. Write it as 2016-12-11.", ctx, param)
    return moment.earliest


@click.command(short_help="Condense the chronology to its most important dates.")
@articles()
@click.option("--dates", type=click.IntRange(min=1), default=10, show_default=True, metavar="N",
              help="How many days.")  # fmt: skip
@click.option("--sentences", type=click.IntRange(min=1), default=2, show_default=True, metavar="K",
              help="How many sentences a day, at most.")  # fmt: skip
@click.option("--keywords", default="", metavar="WORDS",
              help="What it shall be about, e.g. 'aleppo evacuation'; a word stands for all that begin with it.")  # fmt: skip
@click.option("--from", "start", callback=_day, metavar="DAY",
              help="Leave out articles and events before this day, e.g. 2016-11-01.")  # fmt: skip
@click.option("--to", "end", callback=_day, metavar="DAY",
              help="Leave out articles and events after this day.")  # fmt: skip
@click.option("--spread", is_flag=True, help="Avoid piles of neighbouring days.")
@formats("json", "text", help="JSON: [[day, [sentence, ...]], ...]; or text to read.")
@clock
@strict
@working
@configured
@shared
def summarize(
    habits: Habits, articles: tuple[str, ...], keywords: str, format_: str, now: str | None, strict: bool, **wanted: Any
) -> None:  # fmt: skip
    """Condense ARTICLES to the N days that matter most, with K sentences each.

    The sentences are the articles' own. docs/chronology.md says how days and sentences are weighed.

    \b
    Examples:
      timeline summarize wire/ --format text             ten days, two sentences each
      timeline summarize --dates 5 --sentences 1 --keywords 'aleppo evacuation'
    """
    from timeline.build import Wanted
    from timeline.build import summarize as run
    from timeline.cli.terminal import printable

    asked = Wanted(keywords=tuple(keywords.split()), **wanted)
    if asked.start and asked.end and asked.start > asked.end:
        raise click.UsageError(f"--from {asked.start} is after --to {asked.end}.")
    project = habits.project(articles)
    with habits.means(project) as means:
        diagnostics, days = run(project, asked, now=now, means=means)
    habits.tell(diagnostics)
    if format_ == "json":
        import msgspec

        click.echo(msgspec.json.encode(days).decode())
    else:
        for day, told in _as_written(days):
            click.echo("\n    ".join((day, *map(printable, told))))
    if len(days) < asked.dates:
        habits.say(f"Found {len(days)} of {asked.dates} days: the articles tell no more within these bounds.")
    habits.fail_on_warnings(diagnostics, strict)


def _as_written(days: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """The days with their sentences as they were written, where a corpus had cut them into words and marks."""
    from timeline.reading.treebank import is_cut, mended

    if not is_cut("\n".join(sentence for _, told in days for sentence in told)):
        return days
    return [(day, [mended(sentence).text for sentence in told]) for day, told in days]
