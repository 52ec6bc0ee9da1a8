"""Every command that has something to say says it as JSON, too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from timeline.cli import main

Run = Callable[..., Result]

WITHOUT = {"serve", "review page", "review resolve", "review merge-file", "tag"}
"""What answers in a browser or by a file; what writes JSON lines."""
DECISIONS = {
    f"review {name}" for name in ["accept", "add", "forget", "merge", "reject", "set", "split", "undo"]
}
"""They are done or refused: the exit code says which."""


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif command:
            yield before + name, command


def test_every_command_has_a_form_for_programs() -> None:
    lacking = set()
    for name, command in commands():
        choices = [p.type.choices for p in command.params if p.name == "format_" and isinstance(p.type, click.Choice)]  # fmt: skip
        if not any("json" in names for names in choices):
            lacking.add(name)
    assert lacking == WITHOUT | DECISIONS


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: A\ndate: 2016-12-11\n---\nThe bridge fell on Sunday.\n")
    (folder / "b.md").write_text("---\ntitle: B\n---\nIt rose on Monday.\n")
    return folder


def said(result: Result) -> dict[str, Any]:
    answered: dict[str, Any] = json.loads(result.stdout)
    return answered


def test_build_tells_what_it_made_and_found(run: Run, wire: Path) -> None:
    told = said(run("build", wire, "-o", "site", "--format", "json"))
    assert (told["out"], told["articles"], told["events"], told["undated"]) == ("site", 2, 1, 1)
    [finding] = told["findings"]
    assert (finding["where"], finding["code"]) == ("b.md", "no-date")


def test_build_tells_of_the_project_too(run: Run, wire: Path) -> None:
    (wire / "timeline.toml").write_text('corrections = "gone.toml"\n[check]\nno-date = "ignore"\n')
    [finding] = said(run("build", wire, "-o", "site", "--format", "json"))["findings"]
    assert finding["code"] == "corrections-missing"


def test_init_tells_what_it_made(run: Run, wire: Path) -> None:
    result = run("init", wire, "--format", "json")
    assert result.stderr == ""
    told = said(result)
    assert told["articles"] == ["."]
    assert told["made"] == [str(wire / name) for name in ("timeline.toml", "corrections.toml", ".gitignore")]


def test_verify_tells_how_many_files_are_the_same(run: Run, wire: Path) -> None:
    told = said(run("verify", wire, "--format", "json"))
    assert told["differing"] == []
    assert told["files"]


def test_theme_and_cache(run: Run, wire: Path) -> None:
    run("init", wire)
    copied = said(run("theme", "copy", "404.html", "-C", wire, "--format", "json"))
    assert copied == {"copied": [str(wire / "templates/404.html")]}
    with (wire / "templates/404.html").open("a") as file:
        file.write("<!-- ours -->\n")
    [changed] = json.loads(run("theme", "diff", "-C", wire, "--format", "json").stdout)
    assert changed["name"] == "404.html"
    assert "+<!-- ours -->" in changed["diff"]
    run("build", wire)
    assert said(run("cache", "clean", wire, "--format", "json"))["deleted"]


def test_a_decision_that_applies_to_nothing_is_in_the_review_whatever_its_level(run: Run, wire: Path) -> None:
    (wire / "timeline.toml").write_text('[check]\ncorrection-stale = "ignore"\n')
    (wire / "corrections.toml").write_text(
        '[[correction]]\narticle = "a"\nexact = "It snowed"\nkeep = true\n'
    )
    assert "correction-stale" not in run("check", wire).stdout
    [stale] = json.loads(run("review", "list", wire, "--format", "json").stdout)["stale"]
    assert stale["said"] == "accepted"


def test_a_level_of_check_counts_for_every_command(run: Run, wire: Path) -> None:
    assert run("build", wire, "--strict").exit_code == 1
    assert run("summarize", wire, "--strict").exit_code == 1
    (wire / "timeline.toml").write_text('[check]\nno-date = "ignore"\n')
    for command in (
        ("build", wire, "--strict"),
        ("export", wire, "--strict"),
        ("summarize", wire, "--strict"),
    ):
        result = run(*command)
        assert (result.exit_code, "no-date" in result.stderr) == (0, False)
    (wire / "timeline.toml").write_text('[check]\nno-date = "error"\n')
    result = run("build", wire)
    assert result.exit_code == 1
    assert "error: b.md: nothing says when" in result.stderr


def test_what_is_made_an_error_keeps_nobody_from_comparing_two_builds(run: Run, wire: Path) -> None:
    (wire / "timeline.toml").write_text('[check]\nno-date = "error"\n')
    assert said(run("verify", wire, "--format", "json"))["differing"] == []
