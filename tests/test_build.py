"""Composition: what a build makes of a folder, and what it never does."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main

NOTE = "Harbour closed\n\nSunday 11 December 2016\n\nThe harbour was closed on Thursday, the port office said. Fishermen had blocked it in March.\n"


def timeline(*args, input=None):
    return CliRunner().invoke(main, [str(arg) for arg in args], input=input)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def folder(tmp_path):
    articles = tmp_path / "wire"
    articles.mkdir()
    (articles / "one.txt").write_text(NOTE)
    (articles / "two.md").write_text(
        "---\ntitle: Bridge\ndate: 2016-12-12\n---\nThe bridge fell on Monday.\n"
    )
    return articles


def test_a_folder_becomes_a_site(folder, tmp_path):
    result = timeline("build", folder, "-o", tmp_path / "site")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "from 2 articles" in result.stderr
    assert "index.html" in result.stderr
    assert "harbour was closed" in (tmp_path / "site" / "index.html").read_text().lower()


def test_a_second_build_writes_nothing(folder, tmp_path):
    timeline("build", folder, "-o", tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    result = timeline("build", folder, "-o", tmp_path / "site")
    assert "0 written" in result.stderr or "nothing changed" in result.stderr.lower()
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}


def test_a_page_can_be_traced_to_its_build(folder, tmp_path):
    timeline("build", folder, "-o", tmp_path / "one", "--no-cache")
    timeline("build", folder, "-o", tmp_path / "two", "--set", "title=Other", "--no-cache")
    one, two = (json.loads((tmp_path / name / "build.json").read_text()) for name in ("one", "two"))
    assert one["counts"]["articles"] == 2
    assert one["counts"]["files"] == len(tree(tmp_path / "one")) - 1  # the manifest is the writer's own
    assert {key for key in one if one[key] != two[key]} == {"settings"}
    assert timeline("build", folder, "-o", tmp_path / "none", "--set", "provenance=false").exit_code == 0
    assert not (tmp_path / "none" / "build.json").exists()


def test_one_article_from_standard_input(tmp_path):
    result = timeline("build", "-", "-o", tmp_path / "site", input=NOTE)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "site" / "index.html").exists()


def test_quiet_is_quiet(folder, tmp_path):
    result = timeline("build", folder, "-o", tmp_path / "site", "-q")
    assert (result.stdout, result.stderr) == ("", "")


def test_warnings_do_not_fail_a_build_unless_strict(folder, tmp_path):
    (folder / "empty.txt").write_text("")
    result = timeline("build", folder, "-o", tmp_path / "site")
    assert result.exit_code == 0
    assert "empty.txt" in result.stderr
    assert timeline("build", folder, "-o", tmp_path / "site", "--strict").exit_code == 1


def test_the_site_inside_the_articles_is_not_read_again(folder):
    timeline("build", folder, "-o", folder / "site")
    result = timeline("build", folder, "-o", folder / "site")
    assert "from 2 articles" in result.stderr


def test_a_folder_that_is_not_ours_is_refused(folder, tmp_path):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "keep.txt").write_text("keep")
    for out in (foreign, folder):
        result = timeline("build", folder, "-o", out)
        assert result.exit_code == 1
        assert result.stderr.startswith("error: ")
    assert (foreign / "keep.txt").read_text() == "keep"
    assert sorted(path.name for path in folder.iterdir()) == ["one.txt", "two.md"]


def test_two_articles_with_one_id_are_both_kept(tmp_path):
    lines = [
        json.dumps({"id": "x", "date": "2016-12-11", "title": t, "text": f"The {t} fell on Sunday."})
        for t in ("bridge", "tower")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n")
    result = timeline("export", tmp_path)
    assert "'x-2'" in result.stderr
    articles = {
        m["article"]: m["quote"] for line in result.stdout.splitlines() for m in json.loads(line)["mentions"]
    }
    assert set(articles) == {"x", "x-2"}


def test_a_fault_of_the_program_in_one_article_leaves_the_others_alone(folder, tmp_path, monkeypatch):
    from timeline import reading

    real = reading.read

    def read(source, config):
        if source.path == "one.txt":
            raise RuntimeError("surprise")
        return real(source, config)

    monkeypatch.setattr("timeline.reading.read", read)
    result = timeline("build", folder, "-o", tmp_path / "site", "--no-cache")
    assert result.exit_code == 0
    assert "one.txt: a fault of the program" in result.stderr
    assert "from 1 article" in result.stderr


# --- projects ---------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path, folder):
    (tmp_path / "timeline.toml").write_text('title = "The wire"\narticles = ["wire"]\nexclude = ["two.*"]\n')
    return tmp_path


@pytest.mark.parametrize("given", [".", "wire", None])
def test_the_nearest_configuration_counts(project, monkeypatch, given):
    monkeypatch.chdir(project)
    result = timeline("build", *([given] if given else []), "-o", "site")
    assert "from 1 article" in result.stderr
    assert "<title>The wire" in (project / "site" / "index.html").read_text()


def test_the_working_directory_changes_nothing(project, monkeypatch):
    monkeypatch.chdir(project)
    timeline("build", "wire", "-o", "site-1")
    monkeypatch.chdir("/")
    timeline("build", project / "wire", "-o", project / "site-2")
    assert tree(project / "site-1") == tree(project / "site-2")


WORLDS = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "LANG": "tr_TR.UTF-8"},
]


def test_the_same_bytes_whatever_zone_locale_seed_and_jobs(folder, tmp_path):
    (folder / "späte-Ärzte.txt").write_text(NOTE.replace("harbour", "Ärzteschiff"))
    made = []
    for number, world in enumerate(WORLDS):
        out = tmp_path / f"site-{number}"
        command = [
            sys.executable,
            "-m",
            "timeline",
            "build",
            str(folder),
            "-o",
            str(out),
            "--no-cache",
            "-j",
            str(number + 1),
        ]
        subprocess.run(command, env={**os.environ, **world}, check=True, capture_output=True)
        made.append(tree(out))
    assert made[0] == made[1]


def test_the_order_of_files_on_disk_changes_nothing(folder, tmp_path, monkeypatch):
    timeline("build", folder, "-o", tmp_path / "site-1")
    real = os.walk

    def backwards(top, **options):
        for where, folders, names in real(top, **options):
            folders.reverse()
            yield where, folders, names[::-1]

    monkeypatch.setattr("os.walk", backwards)
    timeline("build", folder, "-o", tmp_path / "site-2", "--no-cache")
    assert tree(tmp_path / "site-1") == tree(tmp_path / "site-2")


def test_a_date_that_a_person_gave_ends_the_complaint_about_it_and_is_what_explain_reads(tmp_path):
    from timeline.build import check, explain_articles, project, tell

    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "mill.txt").write_text("The owner of the mill resigned on Monday.")
    (wire / "hall.md").write_text("---\ntitle: Hall\ndate: 2016-01-05\n---\nThe hall burned on Monday.")
    (tmp_path / "timeline.toml").write_text('articles = ["wire"]\n')
    entry = '[[article]]\nid = "{}"\ndate = "2016-05-05"\nbecause = "the printed page"\n'
    (tmp_path / "corrections.toml").write_text(entry.format("mill") + entry.format("hall"))
    assert check(project([str(tmp_path)]), pages=False) == ()
    told = tell(project([str(tmp_path)]))
    assert {event.edtf for event in told.chronology.events} == {"2016-05-02"}
    assert [article.anchor.evidence.words for article in told.articles.values()] == ["the printed page"] * 2
    file = str(wire / "mill.txt")
    [tagged] = explain_articles(file, project([file]), stdin=io.BytesIO())
    assert tagged.diagnostics == ()
    assert tagged.resolutions[0].value == "2016-05-02"


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_takes_too_long_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, jobs: int
) -> None:
    from timeline.build import Means, extraction, project, tell

    slow = "Meetings on Monday, Tuesday and 3 May 2016 took place before last week. " * 20_000
    (tmp_path / "slow.txt").write_text(f"Slow\n\n2016-12-11\n\n{slow}")
    (tmp_path / "sound.txt").write_text("Sound\n\n2016-12-11\n\nORRIN: The bridge fell on Monday.\n")
    monkeypatch.setattr(extraction, "patience", lambda size: 0.1 if size > 100_000 else 60.0)
    # A test tool's own callback of the collector may be where the signal comes; there it would be a warning.
    callbacks = gc.callbacks[:]
    gc.callbacks.clear()
    request.addfinalizer(lambda: gc.callbacks.extend(callbacks))
    for _ in range(2):
        told = tell(project([str(tmp_path)]), means=Means(jobs=jobs, cache=tmp_path / "cache"))
        assert [finding.code for finding in told.diagnostics if finding.where == "slow.txt"] == ["too-slow"]
        assert list(told.articles) == ["sound"]


def test_a_site_is_not_replaced_by_an_empty_one_where_nothing_could_be_read(folder, tmp_path):
    site = tmp_path / "site"
    assert timeline("build", folder, "-o", site).exit_code == 0
    before = tree(site)
    for given, input in (("-", b""), ("-", b"\x00\x01"), (tmp_path / "pictures", None)):
        (tmp_path / "pictures").mkdir(exist_ok=True)
        (tmp_path / "pictures/a.png").write_bytes(b"\x89PNG")
        told = timeline("build", given, "-o", site, input=input)
        assert told.exit_code == 1
        assert "no article could be read here (no-articles)" in told.stderr
        assert tree(site) == before


def test_a_site_whose_articles_are_all_held_back_is_empty(folder, tmp_path):
    for file in folder.iterdir():
        file.unlink()
    (folder / "a.md").write_text(
        "---\ntitle: Bridge\ndate: 2016-12-12\ndraft: true\n---\nIt fell on Monday.\n"
    )
    assert timeline("build", folder, "-o", tmp_path / "site").exit_code == 0


def test_a_corpus_cut_into_words_is_shown_as_it_was_written_and_kept_as_it_came(tmp_path):
    cut = "Dr. Ann Quint 's clinic -LRB- the old one -RRB- burnt down on Tuesday , she said . `` We 're safe . '' \nIt rained on New Year 's Day ."
    record = {"id": "a", "date": "2016-12-15", "title": "Ann 's clinic -LRB- old -RRB- burns", "text": cut}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(record) + "\n")
    assert timeline("build", tmp_path / "corpus.jsonl", "-o", tmp_path / "site").exit_code == 0
    pages = "".join(page.read_text() for page in (tmp_path / "site").rglob("*.html"))
    assert "Ann’s clinic (old) burns" in pages
    assert "Ann Quint’s clinic (the old one) burnt down" in pages
    assert "LRB" not in pages
    assert "“New Year’s Day”" in pages
    assert (
        timeline(
            "build", tmp_path / "corpus.jsonl", "-o", tmp_path / "whole", "--set", "full_text=true"
        ).exit_code
        == 0
    )
    [page] = (tmp_path / "whole/articles").glob("*/index.html")
    told = re.sub(r"<[^>]+>", "", page.read_text())
    assert "burnt down on Tuesday, she said. “We’re safe.”" in told
    assert "<mark>Tuesday</mark></a>, she said" in page.read_text()
    told = json.loads((tmp_path / "site" / "timeline.json").read_text())
    for mention in (mention for event in told["events"] for mention in event["mentions"]):
        assert mention["quote"] in cut


HELD = """---
title: Gate
date: 2016-12-12
zone: Atlantis/Main
draft: true
---
The gate shut on Monday.
"""


def test_what_was_found_of_a_draft_is_told_to_the_editor_and_not_published(folder, tmp_path):
    (folder / "gate.md").write_text(HELD)
    told = timeline("build", folder, "-o", tmp_path / "site")
    assert "gate.md: " in told.stderr
    assert "(unknown-zone)" in told.stderr
    assert "Atlantis" not in (tmp_path / "site/about/index.html").read_text()


def test_a_draft_in_a_file_of_several_articles_takes_no_finding_of_the_others_along(tmp_path):
    records = [
        {"id": "a", "date": "2016-12-11", "draft": True, "text": "The gate shut on Monday."},
        {"id": "b", "text": "The bridge fell on Monday."},
    ]
    (tmp_path / "two.json").write_text(json.dumps(records))
    assert timeline("build", tmp_path / "two.json", "-o", tmp_path / "site").exit_code == 0
    assert "nothing says when this was written" in (tmp_path / "site/about/index.html").read_text()


@pytest.fixture
def decided(tmp_path):
    """A project with decisions about all of its articles."""
    for name in ("one", "two"):
        (tmp_path / "wire").mkdir(exist_ok=True)
        (tmp_path / "wire" / f"{name}.md").write_text(
            f"---\ntitle: {name}\ndate: 2016-12-12\n---\nThe {name} bridge fell on Monday.\n"
        )
    (tmp_path / "timeline.toml").write_text('articles = ["wire"]\n')
    entry = '[[correction]]\narticle = "{0}"\nexact = "The {0} bridge fell"\nvalue = "2016-12-01"\n[[article]]\nid = "{0}"\nzone = "UTC"\n'
    (tmp_path / "corrections.toml").write_text(entry.format("one") + entry.format("two"))
    return tmp_path


def test_an_article_is_called_the_same_whether_all_is_read_or_a_part(decided, monkeypatch):
    """Else a review of a part would write decisions that the whole does not find."""
    (decided / "wire/sub").mkdir()
    (decided / "wire/one.md").rename(decided / "wire/sub/one.md")
    corrections = decided / "corrections.toml"
    corrections.write_text(corrections.read_text().replace('"one"', '"sub/one"'))
    monkeypatch.chdir(decided)
    whole = {json.loads(line)["id"] for line in timeline("export", ".").stdout.splitlines()}
    for part in ("wire/sub", "wire/sub/one.md"):
        [event] = [json.loads(line) for line in timeline("export", part).stdout.splitlines()]
        assert event["id"] in whole
        assert event["edtf"] == "2016-12-01"
        assert timeline("check", part).exit_code == 0
    (decided / "wire/sub/one.md").write_text("It fell on Monday.\n")
    located = timeline("check", "wire/sub", "--format", "github").stdout
    assert "file=wire/sub/one.md" in located


@pytest.mark.parametrize("read", ["wire/one.md", "wire/three.md", "wire", "."])
def test_a_decision_about_an_article_that_was_not_named_is_not_stale(decided, read):
    from timeline.build import check, project

    (decided / "wire/three.md").write_text("---\ntitle: Three\ndate: 2016-12-12\n---\nIt fell on Monday.\n")
    assert check(project([str(decided / read)]), pages=False) == ()


def test_a_decision_about_a_draft_is_not_stale_and_one_about_words_that_are_gone_is(decided):
    from timeline.build import check, project

    one = decided / "wire/one.md"
    one.write_text(one.read_text().replace("title:", "draft: true\ntitle:"))
    assert {finding.code for finding in check(project([str(decided)]), pages=False)} == {"draft"}
    two = decided / "wire/two.md"
    two.write_text(two.read_text().replace("fell", "rose"))
    assert [finding.code for finding in check(project([str(two)]), pages=False)] == ["correction-stale"]
