"""``timeline init``: a project that builds at once."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.cli.habits import Habits, answer, formats, shared


@click.command(short_help="Make a project that builds at once.")
@click.argument("folder", type=click.Path(file_okay=False), metavar="DIR")
@click.option("--from", "origin", type=click.Choice(["jekyll", "hugo", "folder"]),
              help="What DIR holds already; otherwise what lies there decides.")  # fmt: skip
@click.option(
    "--ci", type=click.Choice(["github"]), help="Write a workflow that checks, builds and publishes, too."
)
@formats("text", "json")
@shared
def init(habits: Habits, folder: str, origin: str | None, ci: str | None, format_: str) -> None:
    """Make a project in DIR: a configuration that explains itself, a place for decisions, and a first article.

    Where DIR holds articles already, or a Jekyll or Hugo site, they become the project's articles and stay as they are.
    Nothing that exists is written over. A project that is there already can get its workflow later, by --ci.

    \b
    Examples:
      timeline init my-project                           a new one
      timeline init wire/ --ci github                    around the articles there, with a workflow
    """
    from timeline.build.scaffold import scaffold

    start, made = scaffold(Path(folder), origin, ci=bool(ci))  # type: ignore[arg-type]  # click has checked the choice
    if format_ == "json":
        answer({"made": list(map(str, made)), "origin": start.origin, "articles": start.articles})
        return
    for path in made:
        habits.say(f"Made {path}.")
    where = "articles/" if "articles" in start.articles else "this folder"
    about = {
        "new": "Put your articles into " + str(Path(folder) / "articles"),
        "folder": f"The articles are the files in {where}",
        "jekyll": "The articles are the posts of the Jekyll site",
        "hugo": "The articles are the content of the Hugo site",
        "project": "The project stays as it is",
    }[start.origin]
    habits.say(f"{about}.\nBuild it: timeline build {folder} -o {Path(folder) / 'site'}")
