"""``timeline build --since``: an earlier publication is compared with, never what lies in the folder that is built."""

from __future__ import annotations

import json

import pytest

BRIDGE = "The bridge at Orrin falls\n\nPublished: 2019-05-14\n\nORRIN: The bridge at Orrin fell on Monday.\n"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "timeline.toml").write_text("search = false\n")
    (tmp_path / "articles" / "bridge.txt").write_text(BRIDGE)
    return tmp_path


def changes(project):
    return (project / "site" / "changes" / "index.html").read_text()


def build(run, project, *more, code=0):
    result = run("build", project, "-o", project / "site", "--cache", project / "cache", *more)
    assert result.exit_code == code, result.stderr
    return result.stderr


def test_what_changed_is_told_and_the_cache_knows_with_what_it_was_compared(run, project):
    build(run, project)
    earlier = project / "earlier.json"
    earlier.write_bytes((project / "site" / "timeline.json").read_bytes())
    (project / "articles" / "ferry.txt").write_text(BRIDGE.replace("bridge", "ferry").replace("fell", "sank"))
    build(run, project)
    assert "Compared with" not in changes(project)
    assert "Compared with" not in (project / "site" / "feed.xml").read_text()
    build(run, project, "--since", earlier)
    assert "Compared with" in changes(project) and "sank" in changes(project)
    assert "0 written" in build(run, project, "--since", earlier)
    build(run, project)
    assert "Compared with" not in changes(project)


def test_the_address_of_an_event_whose_words_were_edited_leads_to_what_it_has_become(run, project):
    def published(*more):
        build(run, project, *more)
        file = project / "earlier.json"
        file.write_bytes((project / "site" / "timeline.json").read_bytes())
        (event,) = json.loads(file.read_text())["events"]
        return event["id"]

    def leads(former, event):
        page = (project / "site" / "events" / former / "index.html").read_text()
        return f"events/{event}/" in page or event in page

    first = published()
    (project / "articles" / "bridge.txt").write_text(BRIDGE.replace("The bridge at", "The old bridge at"))
    second = published("--since", project / "earlier.json")
    assert first != second and leads(first, second)
    assert "1 event is no longer told" not in changes(project)
    (project / "articles" / "ferry.txt").write_text("The ferry\n\nPublished: 2019-05-16\n\nIt was windy.\n")
    third = published("--since", project / "earlier.json")
    assert third == second and leads(first, second)
    (project / "articles" / "bridge.txt").write_text(
        BRIDGE.replace("The bridge at", "The old iron bridge at")
    )
    fourth = published("--since", project / "earlier.json")
    assert leads(first, fourth) and leads(second, fourth)


def test_an_event_keeps_its_page_though_others_have_come_to_matter_more(run, project, monkeypatch):
    monkeypatch.setattr("timeline.chronology.rank.PAGES", 1)

    def published(*more):
        build(run, project, *more)
        file = project / "earlier.json"
        file.write_bytes((project / "site" / "timeline.json").read_bytes())
        return {event["headline"]: event["page"] for event in json.loads(file.read_text())["events"]}

    (page,) = published().values()
    assert (project / "site" / page).exists()
    for name in ("one", "two", "three"):
        news = f"PORT: Its {name} crew said the ferry Kestrel sank off Port Sorrel on Tuesday, killing 21 sailors.\n"
        (project / "articles" / f"{name}.txt").write_text(
            f"The ferry Kestrel sinks, says {name}\n\nPublished: 2019-05-15\n\n{news}"
        )
    kept = published("--since", project / "earlier.json")
    assert page in kept.values() and len(list(filter(None, kept.values()))) > 1
    assert page in published("--since", project / "earlier.json").values()
    assert "The bridge at Orrin fell" in (project / "site" / page).read_text()
    assert page not in published().values() and not (project / "site" / page).exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no such file to compare with"),
        ("{}", "this is no export of a chronology"),
        ("[1, 2]", "this is no export of a chronology"),
        ('{"events": [{"id": "a", "headline": 1, "mentions": []}]}', "this is no export of a chronology"),
        ('{"events": [{"id": "a", "headline": "x", "mentions": [{"article": null}]}]}', "this is no export of a chronology"),
        ('{"events": [{"id": "a", "headline": "x", "mentions": [], "kind": "odd"}]}', "this is no export of a chronology"),
        ('{"events": [{"id": "a", "headline": "x", "mentions": [{"article": "a", "quote": 1}]}]}', "this is no export of a chronology"),
    ],
)  # fmt: skip
def test_what_is_no_publication_is_said_so(run, project, text, said):
    file = project / "earlier.json"
    if text is not None:
        file.write_text(text)
    told = build(run, project, "--since", file, code=1)
    assert said in told and "Give timeline.json of an earlier build" in told
    assert not (project / "site").exists()


def test_the_publication_about_to_be_replaced_is_refused(run, project):
    build(run, project)
    told = build(run, project, "--since", project / "site" / "timeline.json", code=1)
    assert "about to be replaced" in told
