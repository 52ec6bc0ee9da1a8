"""The documentation says what the program does: what can be made from it is made from it, and nothing is left out."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from timeline.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))


def _tool():
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_comes_from_the_program_is_up_to_date():
    made = [str(path) for path in DOCS if "[[[cog" in path.read_text("utf-8")]
    command = [sys.executable, "-m", "cogapp", "--check", "-I", str(ROOT / "tools"), *made]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run `make docs`\n{done.stdout}{done.stderr}"


def _options():
    context = click.Context(main, info_name="timeline")
    for section in COMMANDS.values():
        for name in section:
            command = main.get_command(context, name)
            below = command.commands.values() if isinstance(command, click.Group) else [command]
            for leaf in below:
                for parameter in leaf.params:
                    yield name, parameter


@pytest.mark.parametrize(
    ("command", "parameter"), list(_options()), ids=lambda value: getattr(value, "name", value)
)
def test_every_command_and_option_is_documented(command, parameter):
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert f"timeline {command}" in page
    if isinstance(parameter, click.Option):
        assert parameter.opts[-1] in page


def test_every_finding_is_documented_and_none_is_invented():
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| ([a-z, ]+) \|",
        (ROOT / "docs" / "diagnostics.md").read_text("utf-8"),
        re.MULTILINE,
    )
    documented = [code for code, _ in rows]
    assert len(documented) == len(set(documented))
    assert set(documented) == _tool().codes()


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS], ids=lambda path: path.name
)
def test_links_between_pages_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_every_dependency_has_its_reason_and_no_other_is_told_of():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *(
            line
            for name, extra in project["project"]["optional-dependencies"].items()
            if name != "all"
            for line in extra
        ),
    ]
    names = {re.match(r"[\w-]+", line)[0].lower() for line in listed}
    text = (ROOT / "docs" / "dependencies.md").read_text().lower()
    rows = re.findall(r"^\| ([^|]+) \| [^|]*[a-z][^|]* \|.* [^|]{8,} \|$", text, re.MULTILINE)
    told = {name for row in rows for name in row.split(", ")} - {"package"}
    assert {name for name in names if not name.startswith("types-")} == told - {"types-*"}


def test_every_template_and_every_field_that_it_is_given_is_explained():
    page = (ROOT / "docs" / "themes.md").read_text("utf-8")
    shipped = {path.name for path in (ROOT / "templates").glob("*.*")}
    assert not [name for name in shipped if f"`{name}`" not in page]
    fields = re.findall(r"^\| `(\w+)` \| `[^`]+` \| ?(.*) \|$", page, re.MULTILINE)
    assert len(fields) > 200
    assert not [name for name, said in fields if not said.strip()]
