"""``timeline theme``: a project's own templates beside the shipped ones."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.cli.habits import Habits, answer, configured, formats, shared

_where = click.option("-C", "--project", "where", metavar="PROJECT", type=click.Path(exists=True), help="The project; otherwise the one in this folder.")  # fmt: skip


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """What a shell completes: the files of the shipped theme."""
    from timeline.publishing.themes import pieces

    return [piece.name for piece in pieces(None) if piece.name.startswith(incomplete)]


def _own(habits: Habits, where: str | None) -> Path:
    project = habits.project((where,) if where else ())
    return project.theme or project.root / "templates"


@click.group(short_help="Change how pages look: list, compare and copy templates.")
def theme() -> None:
    """Change how pages look: list, compare and copy templates.

    A file in the project's templates/ folder replaces the shipped one of the same name; templates/assets/custom.css is
    added to the style sheet, which is enough for colours and type (docs/themes.md).

    \b
    Examples:
      timeline theme list                      every file, and whose is used
      timeline theme copy event.html           take one over, to be changed
      timeline theme diff                      what this project changes
    """


@theme.command("list", short_help="Every template and asset, and whose is used.")
@formats("text", "json")
@_where
@configured
@shared
def list_(habits: Habits, where: str | None, format_: str) -> None:
    """Every template and asset, and whether the shipped one or the project's own is used.

    \b
    Example:
      timeline theme list
    """
    from timeline.publishing.themes import pieces

    found = pieces(_own(habits, where))
    if format_ == "json":
        answer(found)
        return
    width = max(len(piece.name) for piece in found)
    for piece in found:
        click.echo(f"{piece.name:{width}}  {piece.state}")


@theme.command(short_help="What the project's templates change in the shipped ones.")
@click.argument("names", nargs=-1, shell_complete=_names)
@formats("text", "json")
@_where
@configured
@shared
def diff(habits: Habits, names: tuple[str, ...], where: str | None, format_: str) -> None:
    """What the project's templates change in the shipped ones, as unified diffs; all of them without NAMES.

    \b
    Example:
      timeline theme diff event.html
    """
    from timeline.publishing.themes import differences

    found = differences(_own(habits, where), names)
    if format_ == "json":
        answer([{"name": name, "diff": told} for name, told in found])
    else:
        click.echo("".join(told for _, told in found), nl=False)


@theme.command(short_help="Copy shipped templates into the project, to be changed.")
@click.argument("names", nargs=-1, required=True, shell_complete=_names)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@formats("text", "json")
@_where
@configured
@shared
def copy(habits: Habits, names: tuple[str, ...], force: bool, where: str | None, format_: str) -> None:
    """Copy shipped templates into the project's templates/ folder, to be changed there.

    \b
    Example:
      timeline theme copy event.html
    """
    from timeline.publishing.themes import copy as take

    own = _own(habits, where)
    copied = [own / name for name in take(own, names, force=force)]
    if format_ == "json":
        answer({"copied": list(map(str, copied))})
        return
    for path in copied:
        habits.say(f"Copied {path}.")
