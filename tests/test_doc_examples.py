"""What the documentation shows can be typed: its command lines are understood, its files load, the README's steps run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from timeline.chronology.corrections import parse_corrections
from timeline.cli import main
from timeline.config import load_text

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ARTICLE = (
    "Bridge reopens\n\nSunday 11 December 2016\n\nThe bridge reopened on Saturday. It had closed in March.\n"
)


def lines_of(page: Path) -> Iterator[str]:
    """Every command line of a page: in blocks of code, and in a line's backticks."""
    text = page.read_text("utf-8")
    for language, block in FENCED.findall(text):
        if language in ("", "console", "sh"):
            for line in block.replace("\\\n", " ").splitlines():
                yield from re.findall(r"(?:^|\| |&& )\s*\$?\s*(timeline [^|#>&]+)", line)
    for inline in re.findall(r"`(timeline [a-z][^`]*)`", FENCED.sub("", text).replace("\n", " ")):
        yield re.split(r" [|>#] ", inline)[0]


LINES = sorted(
    {
        (page.name, line.strip())
        for page in PAGES
        for line in lines_of(page)
        if not re.search(r"COMMAND|\[OPTIONS\]|[|…]", line)
    }
)


def test_there_are_lines_to_look_at() -> None:
    assert len(LINES) > 60


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{page}: {line}" for page, line in LINES])
def test_a_command_line_of_the_documentation_is_understood(page: str, line: str) -> None:
    words = re.split(r"\s{2,}(?=[a-z])", line)[0]  # an explanation stands apart
    name, *arguments = shlex.split(words)[1:]
    context = click.Context(main, info_name="timeline")
    command = main.get_command(context, name)
    assert command is not None, name
    if isinstance(command, click.Group):
        first = arguments.pop(0) if arguments else ""
        below = command.get_command(click.Context(command, context), first)
        if below is None:
            assert name == "review", f"{name} {first}"  # takes ARTICLES in the place of a command
            return
        command = below
    command.make_parser(click.Context(command, context)).parse_args(arguments)


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text("utf-8")
    return [block for found, block in FENCED.findall(text) if found == language]


def test_the_configuration_that_is_shown_loads() -> None:
    shown = blocks("docs/configuration.md", "toml")
    assert shown
    assert all(load_text(text) for text in shown)


def test_the_decision_that_is_shown_loads() -> None:
    (shown,) = blocks("docs/corrections.md", "toml")
    assert parse_corrections(shown.encode()).decisions


def test_the_readme_s_steps_run(tmp_path: Path) -> None:
    (steps,) = [block for block in blocks("README.md", "") if "timeline init" in block]
    (tmp_path / "my-articles").mkdir()
    for name in ("my-articles/bridge.txt", "article.txt"):
        (tmp_path / name).write_text(ARTICLE)
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "LANG": "C.UTF-8",
    }
    ran = 0
    for line in steps.splitlines():
        if line.startswith(("timeline review", "pip ")):
            continue
        done = subprocess.run(
            ["sh", "-c", line], check=False, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"$ {line}\n{done.stdout}{done.stderr}"
        ran += 1
    assert ran > 5
    assert (tmp_path / "site/index.html").exists()
    assert (tmp_path / "events.csv").exists()


def test_the_library_is_used_as_the_readme_says() -> None:
    (code,) = re.findall(r"As a library: `([^`]+)`", (ROOT / "README.md").read_text("utf-8"))
    *imports, call = code.split("; ")
    names: dict[str, object] = {}
    exec("\n".join(imports), names)
    assert eval(call, names)[0].value == "2016-12-11"  # type: ignore[index]
