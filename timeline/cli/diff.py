"""``timeline diff``: what changed between two chronologies, and why."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from timeline.cli.habits import Habits, clock, configured, formats, shared, working


def _from_stdin(folder: Path) -> str:
    """The export that standard input holds, in a file that is called as what it is."""
    import msgspec

    data = sys.stdin.buffer.read()
    try:
        lines = "id" in msgspec.json.decode(data.lstrip().split(b"\n", 1)[0])
    except (msgspec.DecodeError, TypeError):
        lines = False
    file = folder / f"standard-input.{'jsonl' if lines else 'json'}"
    file.write_bytes(data)
    return str(file)


@click.command(short_help="Show what changed between two chronologies, and why.")
@click.argument("old")
@click.argument("new")
@formats("text", "json", "markdown", help="For a terminal, for a program, or for a pull request.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when anything changed.")
@clock
@working
@configured
@shared
def diff(habits: Habits, old: str, new: str, format_: str, exit_code: bool, now: str | None) -> None:
    """What changed from OLD to NEW, and why: events added, withdrawn, merged, dated anew, moved, ranked anew, told
    otherwise.

    Each is an export (json or jsonl), a folder of articles or a project, or a revision of the git repository here:
    REV, or REV:FOLDER; one of them may be -, an export on standard input.

    \b
    Examples:
      timeline diff HEAD~1:seeds seeds                       what this change does to the chronology
      timeline diff published.jsonl . --format markdown      for a pull request
      curl -s https://example.org/timeline.json | timeline diff - .
    """
    from tempfile import TemporaryDirectory

    from timeline.build import project, tell
    from timeline.build.comparing import records
    from timeline.build.projects import Project
    from timeline.chronology import diff as differences
    from timeline.publishing.exports import event_records

    def find(path: Path) -> Project:
        return project((str(path),), config_file=habits.config, settings=habits.settings, environ=os.environ)

    def told(found: Project) -> list[dict[str, object]]:
        with habits.means(found) as means:
            result = tell(found, now=now, means=means)
        return list(event_records(result.chronology, result.articles, found.config))

    with TemporaryDirectory(prefix="timeline-") as folder:
        one, other = (_from_stdin(Path(folder)) if given == "-" else given for given in (old, new))
        found = differences.changes(records(one, find, told), records(other, find, told))
    if format_ == "json":
        click.echo(differences.as_json(found))
    else:
        click.echo(
            differences.as_markdown(found) if format_ == "markdown" else differences.as_text(found), nl=False
        )
    if exit_code and found:
        click.get_current_context().exit(1)
