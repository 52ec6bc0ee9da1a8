"""The wheel: it carries all it needs, and needs only what it declares."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import venv
import zipfile
from collections import Counter
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [path] = out.glob("*.whl")
    return path


def _declared(
    name: str, seen: dict[str, metadata.Distribution], extras: Iterable[str] = ()
) -> dict[str, metadata.Distribution]:
    """The distributions that a plain ``pip install`` of ``name`` brings."""
    for line in metadata.distribution(name).requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            continue
        key = re.sub(r"[-_.]+", "-", requirement.name).lower() + "".join(sorted(requirement.extras))
        if key not in seen:
            found = seen[key] = metadata.distribution(requirement.name)
            named = (
                found.metadata.get_all("Provides-Extra") or ()
            )  # an old pip compares them letter by letter
            _declared(requirement.name, seen, requirement.extras.intersection(named))
    return seen


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """An environment with the wheel and what it declares, linked from this one, and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    [packages] = folder.glob("lib/*/site-packages")
    for distribution in _declared("timeline", {}).values():
        for top in {
            file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__")
        }:
            origin, here = Path(str(distribution.locate_file(top))), packages / top
            if origin.exists() and not here.exists():
                here.symlink_to(origin)
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "-q",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    return python


def _given(module: Path) -> Counter[str]:
    """The names that a module gives to values, and how often."""
    body = ast.parse(module.read_text("utf-8")).body
    targets = [target for line in body if isinstance(line, ast.Assign) for target in line.targets]
    targets += [line.target for line in body if isinstance(line, ast.AnnAssign)]
    return Counter(name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def test_a_module_gives_a_name_once():
    """The later of two patterns of one name would serve both, and no checker says so."""
    modules = sorted((ROOT / "timeline").rglob("*.py"))
    twice = [(module.name, name) for module in modules for name, times in _given(module).items() if times > 1]
    assert twice == []


def test_the_wheel_carries_templates_and_language_data(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    in_tree = {
        f"timeline/templates/{p.relative_to(ROOT / 'templates')}"
        for p in (ROOT / "templates").rglob("*")
        if p.is_file()
    }
    assert {name for name in in_tree if not name.rsplit("/", 1)[-1].startswith(".")} <= names
    data = {
        str(p.relative_to(ROOT))
        for p in (ROOT / "timeline").rglob("*")
        if p.is_file() and p.suffix not in (".pyc", ".pyo")
    }
    assert data <= names
    assert "timeline/py.typed" in names


def test_it_works_in_an_empty_environment(python, tmp_path):
    out = tmp_path / "site"
    command = [
        python.parent / "timeline",
        "build",
        ROOT / "seeds",
        "-o",
        out,
        "--no-cache",
        "--set",
        "search=false",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env={"HOME": str(tmp_path)}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "left out" not in done.stderr  # of the sample's articles, each of another format
    assert (out / "index.html").exists()
    where = subprocess.run(
        [python, "-I", "-c", "import timeline; print(timeline.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(ROOT) not in where.stdout


def test_wheel_and_checkout_give_the_same_bytes(python, tmp_path):
    made = {}
    for name, interpreter in (("wheel", python), ("checkout", sys.executable)):
        out = tmp_path / name
        subprocess.run([interpreter, "-m", "timeline", "build", ROOT / "seeds", "-o", out, "--no-cache", "--set", "search=false"],
                       check=True, capture_output=True, cwd=tmp_path)  # fmt: skip
        made[name] = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert made["wheel"] == made["checkout"]


def test_every_command_of_the_workflow_works(wheel, python, tmp_path):
    """What `timeline init --ci github` writes is run here, line by line, with the wheel: a first push, a pull request
    against it from a shallow clone, and a second push."""
    origin, project = tmp_path / "origin", tmp_path / "project"
    timeline = python.parent / "timeline"
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([timeline, "init", origin, "--ci", "github", "-q"], check=True)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "A project"]):
        subprocess.run([*git, *words], cwd=origin, check=True)
    subprocess.run([*git, "clone", "-q", "--depth=1", origin.as_uri(), project], check=True)
    workflow = yaml.safe_load((project / ".github/workflows/timeline.yml").read_text())
    steps = [step for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert [step["name"] for step in steps] == [
        "Install",
        "Check",
        "What this does to the chronology",
        "Build",
        "Remember what is published",
    ]
    summary = tmp_path / "summary.md"
    environment = {
        "PATH": f"{python.parent}:{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path), "TIMELINE": str(wheel),
        "PIP_TARGET": str(tmp_path / "installed"), "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1",
        "BASE": "main", "GITHUB_STEP_SUMMARY": str(summary),
    }  # fmt: skip

    def go(*names):
        for step in steps:
            if step["name"] in names:
                # The environment has no pip of its own; the line is the same with the one that runs the tests.
                line = step["run"].replace("python -m pip", f"{sys.executable} -m pip")
                done = subprocess.run(
                    ["bash", "-euo", "pipefail", "-c", line],
                    cwd=project,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert done.returncode == 0, f"{step['run']}\n{done.stdout}{done.stderr}"

    go("Install", "Check", "Build", "Remember what is published")
    assert (tmp_path / "installed" / "timeline" / "templates").is_dir()
    assert "Compared with" not in (project / "site/changes/index.html").read_text()
    article = project / "articles/first-steps.md"
    article.write_text(article.read_text() + "\nThe first <b>tram</b> crossed on Tuesday.\n")
    go("Check", "What this does to the chronology", "Build")
    assert "### Added" in summary.read_text() and "tram" in summary.read_text()
    assert "<b>" not in summary.read_text()
    page = (project / "site/changes/index.html").read_text()
    assert "Compared with the publication before" in page and "tram" in page
