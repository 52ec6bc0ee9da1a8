"""Versions of a story: their marks, and which one stands."""

from __future__ import annotations

import itertools

import pytest

from timeline.config import Config
from timeline.model import Article
from timeline.reading import Source, read, standings
from timeline.reading.versions import marks

LEAD = "The ferry across the gorge ran again on Sunday, two hours late, with forty people aboard. "
MORE = "The mayor said that it would run every day until the bridge is mended, which may take until spring."


@pytest.mark.parametrize(
    ("title", "clean", "version", "status"),
    [
        ("UPDATE 3-Ferry sinks", "Ferry sinks", 3, "usable"),
        ("UPDATE 1 - Ferry sinks", "Ferry sinks", 1, "usable"),
        ("UPDATE 2: Ferry sinks", "Ferry sinks", 2, "usable"),
        ("WRAPUP 4-Ferry sinks", "Ferry sinks", 4, "usable"),
        ("UPDATED: Ferry sinks", "Ferry sinks", 0, "usable"),
        ("REFILE-UPDATE 2-Ferry sinks", "Ferry sinks", 2, "usable"),
        ("RPT-Ferry sinks", "Ferry sinks", 0, "usable"),
        ("CORRECTED-Ferry sinks", "Ferry sinks", 0, "corrected"),
        ("CORRECTED-(OFFICIAL)-Ferry sinks", "Ferry sinks", 0, "corrected"),
        ("CORRECTED-UPDATE 1-Ferry sinks", "Ferry sinks", 1, "corrected"),
        ("Correction: Ferry sinks", "Ferry sinks", 0, "corrected"),
        ("KILL-Ferry sinks", "Ferry sinks", 0, "killed"),
        ("WITHDRAWN: Ferry sinks", "Ferry sinks", 0, "killed"),
        ("Ferry sinks (Update 2)", "Ferry sinks", 2, "usable"),
        ("Ferry sinks [CORRECTED]", "Ferry sinks", 0, "corrected"),
        ("Gorge-Ferry, 2nd Ld-Writethru", "Gorge-Ferry", 2, "usable"),
        ("(2nd LD) Ferry sinks", "(2nd LD) Ferry sinks", 0, "usable"),
        ("Update on the ferry", "Update on the ferry", 0, "usable"),
        ("Kill fees for reporters rise", "Kill fees for reporters rise", 0, "usable"),
        ("Corrected figures show ferry losses", "Corrected figures show ferry losses", 0, "usable"),
        ("Updated rules for ferries", "Updated rules for ferries", 0, "usable"),
    ],
)
def test_marks_of_a_headline(title: str, clean: str, version: int, status: str) -> None:
    found = marks(title)
    assert (found.title, found.version, found.status) == (clean, version, status)


@pytest.mark.parametrize(
    ("lead", "version", "status"),
    [
        ("(Adds details, quotes)\n\nAMMAN", 1, "usable"),
        ("(Updates with death toll)", 1, "usable"),
        ("(Corrects day in paragraph 3)", 1, "corrected"),
        ("EDITORS: Please disregard the story headlined “Ferry sinks”.", 0, "killed"),
        (
            "ATTENTION EDITORS - The story “Ferry sinks” is withdrawn. There will be no substitute story.",
            0,
            "killed",
        ),
        ("The offer was withdrawn on Sunday, the article said.", 0, "usable"),
        ("Adds nothing", 0, "usable"),
    ],
)
def test_marks_of_the_text(lead: str, version: int, status: str) -> None:
    found = marks("Ferry sinks", lead)
    assert (found.version, found.status) == (version, status)


def wire(id: str, title: str, stamp: str, text: str = LEAD + MORE, source: str = "Gorge Wire") -> Article:
    data = f"Title: {title}\nDate: {stamp}\nSource: {source}\n\n{text}\n"
    return read(Source(path=f"{id}.txt", data=data.encode(), id=id), Config()).articles[0]


FIRST = wire("a", "Ferry runs again across the gorge", "11 December 2016 08:00")
SECOND = wire("b", "UPDATE 1-Ferry runs again across the gorge, mayor says", "11 December 2016 10:00")
THIRD = wire("c", "UPDATE 2-Ferry back on the gorge after repairs, mayor says", "11 December 2016 18:00")
OTHER = wire(
    "d",
    "Snow closes mountain road",
    "11 December 2016 09:00",
    "Snow fell for three days and the road was shut on Sunday.",
)
COPY = wire("e", "Ferry runs again across the gorge", "12 December 2016", source="Hill Post")
KILL = wire(
    "f",
    "KILL-Ferry runs again across the gorge",
    "11 December 2016 20:00",
    "The story is withdrawn. There will be no substitute story.",
)
LATER = wire("g", "Ferry runs again across the gorge", "30 December 2016")


def test_the_latest_version_stands_and_the_others_stay_listed() -> None:
    found = standings([FIRST, SECOND, THIRD, OTHER, COPY, LATER])
    assert {id: standing.stands for id, standing in found.items()} == {"a": False, "b": False, "c": True}
    assert {standing.story for standing in found.values()} == {"c"}
    assert "latest of 3" in found["c"].why
    assert "c" in found["a"].why


def test_a_killed_story_is_withdrawn_in_all_its_versions() -> None:
    found = standings([FIRST, SECOND, KILL, OTHER, COPY])
    assert {id for id, standing in found.items() if standing.withdrawn} == {"a", "b", "f"}
    assert "d" not in found
    assert "e" not in found


def test_what_is_written_after_a_kill_stands() -> None:
    after = wire("h", "Ferry runs again across the gorge", "12 December 2016 07:00")
    found = standings([FIRST, KILL, after])
    assert found["a"].withdrawn
    assert found["f"].withdrawn
    assert "h" not in found or found["h"].stands


def test_a_kill_notice_alone_is_withdrawn() -> None:
    assert standings([KILL, OTHER])["f"].withdrawn


def test_a_corrected_version_stands_for_the_faulty_one() -> None:
    right = wire("z", "CORRECTED-Ferry runs again across the gorge", "11 December 2016 08:00")
    wrong = wire("zz", "Ferry runs again across the gorge", "11 December 2016 08:00")
    found = standings([wrong, right])
    assert found["z"].stands
    assert not found["zz"].stands


def test_two_sources_are_two_voices_and_two_weeks_are_two_stories() -> None:
    assert standings([FIRST, COPY]) == {}
    assert standings([FIRST, LATER]) == {}


def test_a_standing_headline_is_no_story() -> None:
    one = wire("m1", "Morning briefing", "11 December 2016", LEAD + MORE)
    other = wire(
        "m2",
        "Morning briefing",
        "12 December 2016",
        "Snow fell for three days and the mountain road was shut.",
    )
    assert standings([one, other]) == {}


def test_the_same_story_key_is_one_story() -> None:
    def item(id: str, version: int) -> Article:
        text = f'{{"uri": "tag:x", "headline": "Headline number {version}", "version": "{version}", "pubstatus": "usable", "versioncreated": "2016-12-11T1{version}:00:00Z", "body_text": "{LEAD}"}}'
        return read(Source(path=f"{id}.json", data=text.encode(), id=id), Config()).articles[0]

    found = standings([item("x", 1), item("y", 2)])
    assert (found["x"].stands, found["y"].stands) == (False, True)


def test_order_never_matters() -> None:
    articles = [FIRST, SECOND, THIRD, OTHER, COPY]
    expected = standings(articles)
    for order in itertools.permutations(articles):
        assert standings(order) == expected
