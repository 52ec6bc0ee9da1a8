"""Two people's corrections in git: real repositories, real merges."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.chronology.blocks import entries, put
from timeline.chronology.corrections import parse_corrections
from timeline.chronology.ledger import Ledger
from timeline.chronology.reconcile import reconcile, resolve
from timeline.cli import main
from timeline.errors import CorrectionsError

ARTICLE = (
    "The bridge at Orrin falls\n\nPublished: 2019-05-14\n\nORRIN: The old bridge fell on Monday. Three people were hurt "
    "when the deck gave way. Engineers had warned of cracks in March. The mayor will visit on Friday.\n"
)
FELL, WARNED, VISIT = "The old bridge fell on Monday", "Engineers had warned of cracks in March", "The mayor will visit on Friday"  # fmt: skip
Wanted = tuple[str, str, dict[str, object]]


class Repository:
    """A project in git, with two people at work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "corrections.toml"
        for name in ("a", "bridge", "c"):
            (folder / f"{name}.txt").write_text(ARTICLE)
        self.git("init", "-q", "-b", "main")
        (folder / ".gitignore").write_text(".corrections.*\n.timeline-cache\n")
        self.commit()

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@x.example",
            "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@x.example",
        }  # fmt: skip
        return subprocess.run(["git", *words], cwd=self.folder, env=environment, capture_output=True, text=True, check=False)  # fmt: skip

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "x")

    def decide(self, *wanted: Wanted) -> None:
        """Each a decision by itself, as from the page."""
        for article, exact, fields in wanted:
            Ledger(self.path).decide([("correction", {"article": article, "exact": exact}, fields)])
        self.commit()

    def both(self, one: list[Wanted], other: list[Wanted]) -> subprocess.CompletedProcess[str]:
        """One person decides on a branch, the other on main; then they merge."""
        self.git("checkout", "-qb", "other")
        self.decide(*other)
        self.git("checkout", "-q", "main")
        self.decide(*one)
        return self.git("merge", "-q", "--no-edit", "other")

    def decided(self) -> list[tuple[str | None, str | None]]:
        return [(one.article, one.exact) for one in parse_corrections(self.path.read_bytes()).decisions]

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, [*words], catch_exceptions=False)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


KEEP: dict[str, object] = {"keep": True, "by": "ana", "on": "2019-05-15"}


def test_decisions_apart_from_each_other_merge_by_lines(repository: Repository) -> None:
    repository.decide(("bridge", FELL, KEEP))
    merged = repository.both([("a", FELL, KEEP)], [("c", FELL, KEEP)])
    assert merged.returncode == 0, merged.stdout
    assert repository.decided() == [("a", FELL), ("bridge", FELL), ("c", FELL)]


def test_on_both_sides_of_one_decision_of_an_article_they_merge_by_lines(repository: Repository) -> None:
    repository.decide(("bridge", VISIT, KEEP))
    merged = repository.both([("bridge", WARNED, KEEP)], [("bridge", FELL, KEEP)])
    assert merged.returncode == 0, merged.stdout
    assert repository.decided() == [("bridge", WARNED), ("bridge", VISIT), ("bridge", FELL)]


def test_neighbouring_decisions_changed_by_two_merge_by_lines(repository: Repository) -> None:
    repository.decide(("bridge", FELL, KEEP), ("bridge", VISIT, KEEP))
    merged = repository.both(
        [("bridge", FELL, {"value": "2019-05-12"})], [("bridge", VISIT, {"kind": "happened"})]
    )
    assert merged.returncode == 0, merged.stdout
    decisions = parse_corrections(repository.path.read_bytes()).decisions
    assert {(one.exact, one.value, one.kind) for one in decisions} == {
        (FELL, "2019-05-12", None),
        (VISIT, None, "happened"),
    }


def test_a_conflict_says_where_and_how_and_one_command_keeps_both(repository: Repository) -> None:
    merged = repository.both([("bridge", FELL, KEEP)], [("bridge", VISIT, KEEP)])
    assert merged.returncode == 1
    result = repository.run("build", str(repository.folder), "-o", str(repository.folder / "site"))
    assert result.exit_code == 1
    assert "corrections.toml:" in result.stderr
    assert "timeline review resolve" in result.stderr
    with pytest.raises(CorrectionsError):
        repository.decide(("bridge", WARNED, KEEP))
    assert "<<<<<<<" in repository.path.read_text(), "nothing of it is lost"
    result = repository.run("review", "resolve", "-C", str(repository.folder))
    assert result.exit_code == 0, result.output
    assert sorted(repository.decided()) == sorted([("bridge", FELL), ("bridge", VISIT)])
    repository.decide(("bridge", WARNED, KEEP))
    assert len(repository.decided()) == 3
    result = repository.run("review", "resolve", "-C", str(repository.folder))
    assert "no conflict" in result.stderr


@pytest.fixture
def driven(repository: Repository) -> Repository:
    command = f'"{sys.executable}" -m timeline review merge-file %O %A %B'
    repository.git("config", "merge.timeline.driver", command)
    (repository.folder / ".gitattributes").write_text("corrections.toml merge=timeline\n")
    repository.commit()
    return repository


def test_as_a_merge_driver_nothing_stops(driven: Repository) -> None:
    repository = driven
    repository.decide(("a", FELL, {"value": "2019-05-12"}), ("c", FELL, KEEP))
    merged = repository.both(
        [("bridge", FELL, KEEP), ("a", FELL, {"value": "2019-05-12", "headline": "The bridge falls"}), ("c", FELL, None)],  # type: ignore[list-item]
        [("bridge", VISIT, KEEP), ("bridge", FELL, {**KEEP, "by": "ben"}), ("a", FELL, {"value": "2019-05-11"})],
    )  # fmt: skip
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert repository.decided() == [("a", FELL), ("bridge", VISIT), ("bridge", FELL)]
    first = parse_corrections(repository.path.read_bytes()).decisions[0]
    assert (first.value, first.headline) == ("2019-05-11", "The bridge falls")


def test_what_both_decided_differently_is_left_to_people(driven: Repository) -> None:
    repository = driven
    merged = repository.both(
        [("bridge", FELL, {"value": "2019-05-12"})], [("bridge", FELL, {"value": "2019-05-11"})]
    )
    assert merged.returncode == 1
    assert FELL in merged.stderr
    assert [one.value for one in parse_corrections(repository.path.read_bytes()).decisions] == [
        "2019-05-12",
        "2019-05-11",
    ]
    result = repository.run("check", str(repository.folder), "--format", "text")
    [line] = [line for line in result.stdout.splitlines() if "correction-duplicate" in line]
    assert line.startswith("warning: corrections.toml:6:")
    assert "line 1" in line
    assert "another value" in line


def test_a_comment_above_a_decision_comes_along() -> None:
    base = put("", "correction", {"article": "m", "exact": "x"}, {"keep": True})
    theirs = (
        '# By phone, the harbour office.\n[[correction]]\narticle = "b"\nexact = "y" # sic\ndrop = true\n\n'
        + base
    )
    ours = put(base, "correction", {"article": "a", "exact": "y"}, {"keep": True})
    merged = reconcile(base, ours, theirs).text
    assert "# By phone, the harbour office.\n[[correction]]\n" in merged
    assert "# sic" in merged
    assert [entry["article"] for entry in entries(merged, "correction")] == ["a", "b", "m"]


def test_markers_that_cut_a_block_open_are_understood() -> None:
    text = '[[correction]]\narticle = "a"\n<<<<<<< HEAD\nexact = "x"\n=======\nexact = "y"\n>>>>>>> other\nkeep = true\n'
    found = resolve(text, "corrections.toml")
    assert [(one["exact"], one["keep"]) for one in entries(found.text, "correction")] == [
        ("x", True),
        ("y", True),
    ]
    assert found.disputed == ()


NAMES = st.sampled_from(["a", "b", "c", "d"])
FIELDS = st.sampled_from([{"keep": True}, {"drop": True}, {"value": "2016"}, {"headline": "H"}])
SIDE = st.dictionaries(NAMES, FIELDS, max_size=4)


def written(side: dict[str, dict[str, object]]) -> str:
    text = ""
    for name, fields in side.items():
        text = put(text, "correction", {"article": name, "exact": "x"}, fields)
    return text


@settings(max_examples=150, deadline=None)
@given(SIDE, SIDE, SIDE)
def test_every_decision_of_both_sides_is_in_the_result(base, one, other) -> None:  # type: ignore[no-untyped-def]
    merged = reconcile(written(base), written(one), written(other))
    found = {
        (entry["article"], name)
        for entry in entries(merged.text, "correction")
        for name in entry.keys() - {"article", "exact"}
    }
    for side, opposite in ((one, other), (other, one)):
        for article, fields in side.items():
            # What the other side took out or changed on purpose may be gone; nothing else may.
            if fields != base.get(article) or opposite.get(article) == fields:
                assert {(article, name) for name in fields} <= found
    swapped = reconcile(written(base), written(other), written(one))
    assert sorted(swapped.disputed) == sorted(merged.disputed)
