"""``timeline cache info|clean``."""

from __future__ import annotations

import click

from timeline.cli.habits import Habits, answer, configured, formats, shared
from timeline.errors import Diagnostic, InputError


@click.group(short_help="Look into the cache, or empty it.")
def cache() -> None:
    """What was made of each article is kept, so that the next build only reads what changed.

    The cache lies beside timeline.toml, or in the user's cache folder for a folder without one. It is safe to delete, and
    to share between builds and machines.
    """


def _folder(habits: Habits, given: str | None, articles: tuple[str, ...]) -> str:
    if given:
        return given
    folder = habits.cache_folder(habits.project(articles))
    if folder is None:
        raise InputError(Diagnostic(where="cache", code="no-cache", message="there is no folder for a cache", level="error",
                                    hint="Name one with --cache DIR, or set HOME."))  # fmt: skip
    return str(folder)


_articles = click.argument("articles", nargs=-1, type=click.Path(exists=True), metavar="[ARTICLES]...")
_given = click.option(
    "--cache", "given", metavar="DIR", type=click.Path(file_okay=False), help="The cache's folder."
)


@cache.command(short_help="Where the cache is, and how large.")
@_articles
@_given
@formats("text", "json")
@configured
@shared
def info(habits: Habits, articles: tuple[str, ...], given: str | None, format_: str) -> None:
    """Where the cache of a project is, how many entries it has and how large it is.

    \b
    Example:
      timeline cache info --format json
    """
    from pathlib import Path

    from timeline.cli.terminal import counted
    from timeline.store import info as look

    found = look(Path(_folder(habits, given, articles)))
    if format_ == "json":
        answer(
            {
                "path": str(found.path),
                "exists": found.exists,
                "entries": found.entries,
                "bytes": found.size,
            }
        )
    elif found.exists:
        click.echo(f"{found.path}: {counted(found.entries, 'entry', 'entries')}, {found.size / 1e6:.1f} MB")
    else:
        click.echo(f"{found.path}: empty")


@cache.command(short_help="Delete the cache.")
@_articles
@_given
@formats("text", "json")
@configured
@shared
def clean(habits: Habits, articles: tuple[str, ...], given: str | None, format_: str) -> None:
    """Delete the files of a project's cache, and nothing else.

    \b
    Example:
      timeline cache clean
    """
    from pathlib import Path

    from timeline.store import clean as delete

    deleted = list(delete(Path(_folder(habits, given, articles))))
    if format_ == "json":
        answer({"deleted": list(map(str, deleted))})
        return
    habits.say("\n".join(f"Deleted {path}." for path in deleted) or "There was nothing to delete.")
