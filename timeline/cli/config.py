"""``timeline config``: every setting, its value and where it comes from."""

from __future__ import annotations

import json
import re

import click

from timeline.cli.habits import Habits, answer, articles, configured, formats, shared


@click.command(short_help="Show every setting and where it comes from.")
@articles()
@formats("text", "json", help="TOML with the origins as comments, or JSON.")
@configured
@shared
def config(habits: Habits, articles: tuple[str, ...], format_: str) -> None:
    """Show every setting of the project that ARTICLES belong to, its value, and where it comes from.

    A value is looked for in this order: --set, the environment (TIMELINE_TITLE and so on), timeline.toml, the default.

    \b
    Examples:
      timeline config                                    of the project in this folder
      timeline config -v                                 and what each setting is for
      timeline config --format json | jq .title.origin
    """
    import msgspec

    from timeline.config import DESCRIPTIONS

    project = habits.project(articles)
    values = msgspec.to_builtins(project.config)
    if format_ == "json":
        record = {key: {"value": values[key], "origin": origin} for key, origin in project.origins.items()}
        answer(record)
        return
    click.echo(f"# {project.file or 'no timeline.toml: every value is a default or was given for this run'}")
    for key, origin in project.origins.items():
        if habits.verbose:
            click.echo(f"\n# {DESCRIPTIONS[key]}")
        value = values[key]
        line = f"# {key} is not set" if value is None else f"{key} = {toml(value)}"
        click.echo(f"{line}  # {origin}")


def toml(value: object) -> str:
    """A value on one line of TOML.

    >>> toml({"name": "A", "paths": ("x/*",)})
    '{ name = "A", paths = ["x/*"] }'
    """
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {toml(item)}" for key, item in value.items() if item is not None)
        return "{ " + ", ".join(pairs) + " }" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    # Beyond the escapes that they share, JSON's strings are TOML's, but for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)
