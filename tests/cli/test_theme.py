"""``timeline theme``: the seam between a project's look and the shipped one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main

ARTICLE = "The bridge falls\n\nPublished: 2019-05-14\n\nORRIN: The bridge at Orrin fell on Monday.\n"


def run(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE)
    (tmp_path / "timeline.toml").write_text('title = "Orrin"\n')
    return tmp_path


def states(project: Path) -> dict[str, str]:
    return {
        one["name"]: one["state"]
        for one in json.loads(run("theme", "list", "-C", project, "--format", "json"))
    }


def test_a_template_is_taken_over_changed_compared_and_used(project: Path) -> None:
    assert set(states(project).values()) == {"shipped"}
    run("theme", "copy", "404.html", "-C", project, "-q")
    assert states(project)["404.html"] == "same"
    page = project / "templates" / "404.html"
    page.write_text(page.read_text().replace("{% block main %}", "{% block main %}\n<!-- ours -->"))
    (project / "templates" / "own.html").write_text("")
    assert states(project)["404.html"] == "replaced"
    assert states(project)["own.html"] == "own"
    assert "+<!-- ours -->" in run("theme", "diff", "-C", project)
    run("build", project, "-o", project / "out", "-q")
    assert "<!-- ours -->" in (project / "out" / "404.html").read_text()


def test_colours_need_one_file_only(project: Path) -> None:
    (project / "templates" / "assets").mkdir(parents=True)
    (project / "templates" / "assets" / "custom.css").write_text(":root { --paper: rebeccapurple; }\n")
    run("build", project, "-o", project / "out", "-q")
    [sheet] = (project / "out" / "assets").glob("style-*.css")
    assert sheet.read_text().rstrip().endswith(":root { --paper: rebeccapurple; }")


def test_a_copy_never_writes_over_a_persons_work(project: Path) -> None:
    run("theme", "copy", "404.html", "-C", project, "-q")
    (project / "templates" / "404.html").write_text("mine")
    assert "--force" in run("theme", "copy", "404.html", "-C", project, code=1)
    assert (project / "templates" / "404.html").read_text() == "mine"


@pytest.mark.parametrize("name", ["404.htm", "../timeline.toml", "/etc/passwd", "preview/review.html"])
def test_only_files_of_the_theme_are_copied(project: Path, name: str) -> None:
    assert "no file of the shipped theme" in run("theme", "copy", name, "-C", project, code=1)


def test_a_broken_template_says_file_and_line(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "404.html").write_text("<p>\n{{ nothing_of_that_name }}\n")
    told = run("build", project, "-o", project / "out", code=1)
    assert "404.html:2" in told
    assert "nothing_of_that_name" in told
