"""``timeline diff`` over exports, folders and revisions."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main

BEFORE = "The bridge at Orrin falls\n\nPublished: 2019-05-14\n\nORRIN: The bridge at Orrin fell on Monday. The ferry returned to service on Tuesday.\n"
AFTER = BEFORE.replace("on Monday", "on Sunday").replace(
    " The ferry returned to service on Tuesday.", " Divers found the <b>keystone</b> on Tuesday."
)


def run(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["diff", *map(str, words)])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("old", BEFORE), ("new", AFTER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bridge.txt").write_text(text)
    return tmp_path / "old", tmp_path / "new"


def test_folders(folders: tuple[Path, Path]) -> None:
    told = json.loads(run(*folders, "--format", "json"))
    kinds = {one["what"] for one in told}
    assert {"added", "withdrawn"} <= kinds
    assert any("keystone" in one["headline"] for one in told)
    assert "Nothing changed" in run(folders[0], folders[0], "--exit-code")
    run(*folders, "--exit-code", code=1)


def test_markdown_shows_words_as_they_are(folders: tuple[Path, Path]) -> None:
    assert "<b>" not in run(*folders, "--format", "markdown")


def test_an_export_stands_for_its_articles(folders: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = folders
    exported = tmp_path / "old.jsonl"
    result = CliRunner().invoke(main, ["export", str(old), "--format", "jsonl", "-o", str(exported)])
    assert result.exit_code == 0, result.output
    assert "Nothing changed" in run(exported, old)
    assert run(exported, new) == run(old, new)


@pytest.mark.parametrize("field", ["score", "review", "why_here", "asserted_by", "merged_because"])
def test_records_of_another_form_are_no_export(tmp_path: Path, field: str) -> None:
    bad = tmp_path / "bad.jsonl"
    row = {"id": "a", "headline": "H", "mentions": [], field: {"state": [1]}}
    bad.write_text(json.dumps(row) + "\n")
    result = CliRunner().invoke(main, ["diff", str(bad), str(bad)])
    assert "bug" not in result.output
    assert result.exit_code in (0, 1, 2), result.output


def test_revisions(folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = folders
    monkeypatch.chdir(tmp_path)

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words],
            check=True,
            capture_output=True,
        )

    git("init", "-q", ".")
    (tmp_path / "wire").mkdir()
    for text in (BEFORE, AFTER):
        (tmp_path / "wire" / "bridge.txt").write_text(text)
        for name, target in (("out", "/etc/hostname"), ("up", "../../up")):
            (tmp_path / "wire" / name).unlink(missing_ok=True)
            (tmp_path / "wire" / name).symlink_to(target)
        git("add", "wire")
        git("commit", "-qm", "an article")
    assert run("HEAD~1:wire", "HEAD:wire") == run(old, new)
    assert run("HEAD~1:wire", "wire") == run(old, new)


@pytest.mark.parametrize("given", ["nowhere", "-x", ":", "--upload-pack=touch x", "HEAD~999"])
def test_what_is_nothing_says_so(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "revision" in run("--", given, given, code=1)


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_an_export_may_come_by_standard_input(folders: tuple[Path, Path], form: str) -> None:
    old, new = folders
    exported = CliRunner().invoke(main, ["export", str(old), "--format", form]).stdout
    result = CliRunner().invoke(main, ["diff", "-", str(new)], input=exported)
    assert (result.exit_code, result.output) == (0, run(old, new))
    assert "Nothing changed" in CliRunner().invoke(main, ["diff", str(old), "-"], input=exported).output


@pytest.mark.parametrize("format_", ["ics", "jsonld", "sqlite", "csv", "timelinejs"])
def test_an_export_that_cannot_be_compared_says_which_can(folders: tuple[Path, Path], tmp_path: Path, format_: str) -> None:  # fmt: skip
    from timeline.publishing.exports import FORMATS

    file = tmp_path / f"out{FORMATS[format_].suffix}"
    CliRunner().invoke(main, ["export", str(folders[0]), "--format", format_, "-o", str(file)])
    told = run(file, folders[1], code=1)
    assert f"{file}: this is nothing that can be compared (diff-unknown)" in told
    assert "json or jsonl" in told


def test_what_is_under_embargo_is_compared_once_it_is_lifted(folders: tuple[Path, Path]) -> None:
    late = "---\ndate: 2019-05-14\nembargo: 2019-06-01T06:00Z\n---\nThe depot closed on Monday.\n"
    (folders[1] / "late.md").write_text(late)
    assert "depot" not in run(*folders)
    assert "depot" in run(*folders, "--now", "2019-06-02")
