"""What changed since an earlier publication: on its page and in the feeds; nothing that was taken out is repeated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
from msgspec.structs import replace

from tests.publishing.sample import day, harbour
from timeline.model import Chronology, Event, Review
from timeline.publishing import site
from timeline.publishing.urls import article_page

ATOM = "{http://www.w3.org/2005/Atom}"


def earlier() -> dict[str, bytes]:
    chronology, digests, config = harbour()
    return dict(site(chronology, digests, replace(config, search=False)))


def records(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    return json.loads(files["timeline.json"])["events"]


def built(chronology: Chronology, **more: Any) -> dict[str, bytes]:
    _, digests, config = harbour()
    return dict(site(chronology, digests, replace(config, search=False), **more))


def edited() -> Chronology:
    """The harbour with one event dated anew, one told otherwise, one new, one suppressed, one withdrawn."""
    chronology, _, _ = harbour()
    events = {event.id: event for event in chronology.events}
    questioned = replace(
        events["questioned"], when=day(2019, 3, 6), edtf="2019-03-06",
        review=Review(state="corrected", because="the court clerk says so", on="2019-03-12"),
    )  # fmt: skip
    refloat = replace(events["refloat"], kind="happened")
    denied = replace(events["denied"], headline="Officials deny a fault of the light")
    fresh = replace(events["light"], id="fresh", headline="Keepers of the light dismissed")
    changed = {"questioned": questioned, "refloat": refloat, "denied": denied}
    kept = [
        changed.get(event.id, event) for event in chronology.events if event.id not in ("lifeboats", "freed")
    ]
    withdrawn: Event = replace(events["freed"], review=Review(because="the source retracted it"))
    return Chronology(events=(*kept, fresh), undated=chronology.undated, withdrawn=(withdrawn,))


def rows(page: bytes) -> dict[str, list[str]]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {
        "".join(section.find("h2").itertext()): [
            " ".join(" ".join(item.itertext()).split()) for item in section.iter("li")
        ]
        for section in tree.iter("section")
    }


def test_the_page_says_what_is_new_and_what_is_told_otherwise() -> None:
    found = rows(built(edited(), since=records(earlier()))["changes/index.html"])
    assert list(found) == ["New", "Told otherwise", "No longer told", "Corrected", "Withdrawn"]
    assert found["New"] == ["since October 2018 Keepers of the light dismissed North Wire"]
    assert found["Told otherwise"] == [
        (
            "Wednesday 6 March 2019 Captain of the Almandine questioned "
            "dated anew; before: Tuesday 5 March 2019 the court clerk says so"
        ),
        "by Wednesday 6 March 2019 Officials deny a fault of the light its headline was changed",
        "Thursday 7 March 2019 Operator plans to refloat the ship its kind was: planned",
    ]
    assert found["No longer told"] == ["1 event is no longer told"]


def test_what_was_taken_out_is_not_repeated() -> None:
    files = built(edited(), since=records(earlier()))
    for path, data in files.items():
        if path.startswith(("changes/", "feed.")):
            assert b"Passengers taken off" not in data and b"freigeschleppt" not in data, path


def test_without_an_earlier_publication_nothing_is_compared() -> None:
    files = built(edited())
    assert set(rows(files["changes/index.html"])) == {"Corrected", "Withdrawn"}
    assert b"Compared with" not in files["changes/index.html"]


def test_a_publication_beside_itself_says_that_nothing_changed() -> None:
    chronology, _, _ = harbour()
    page = built(chronology, since=records(earlier()))["changes/index.html"].decode()
    assert rows(page.encode()) == {}
    assert "Nothing has changed since." in page
    assert "whose newest article is of Saturday 9 March 2019" in page


def test_the_feeds_begin_with_the_changes() -> None:
    files = built(edited(), since=records(earlier()), now="2019-03-20T10:00")
    feed = ET.fromstring(files["feed.xml"])
    entries = {entry.findtext(f"{ATOM}id"): entry for entry in feed.iter(f"{ATOM}entry")}
    fresh = [
        key for key, entry in entries.items() if entry.findtext(f"{ATOM}updated") == "2019-03-20T00:00:00Z"
    ]
    assert len(fresh) == 5
    assert "urn:timeline:event:fresh" in fresh and "urn:timeline:event:freed:withdrawn" in fresh
    [dated] = [entries[key] for key in fresh if key.startswith("urn:timeline:event:questioned:")]
    assert dated.findtext(f"{ATOM}title") == (
        "Captain of the Almandine questioned (dated anew; before: Tuesday 5 March 2019)"
    )
    assert "urn:timeline:event:questioned" in entries  # the event itself keeps its own entry
    items = json.loads(files["feed.json"])["items"]
    assert {item["id"] for item in items} == set(entries)
    assert feed.findtext(f"{ATOM}updated") == "2019-03-20T00:00:00Z"


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert built(edited(), since=records(earlier())) == built(edited(), since=records(earlier()))


def test_many_changes_are_paginated() -> None:
    from tests.publishing.sample import many

    chronology, digests, config = many(250)
    files = dict(site(chronology, digests, replace(config, search=False), since=[]))
    assert {path for path in files if path.startswith("changes/")} == {
        "changes/index.html", "changes/2/index.html", "changes/3/index.html",
    }  # fmt: skip
    assert len(rows(files["changes/3/index.html"])["New"]) == 50


def test_a_correction_of_what_has_no_date_is_told_with_its_reason() -> None:
    chronology, _, _ = harbour()
    review = Review(state="corrected", because="the note was found", on="2019-03-13")
    undated = replace(chronology.events[0], when=None, edtf=None, review=review)
    files = built(replace(chronology, events=chronology.events[1:], undated=(undated,)))
    assert "the note was found" in " ".join(rows(files["changes/index.html"])["Corrected"])


def test_an_article_that_was_withdrawn_leaves_one_note_and_one_at_its_address() -> None:
    chronology, digests, config = harbour()
    gone = next(event.mentions[0].article for event in chronology.events if event.id == "freed")
    review = Review(state="rejected", because="nobody was there", on="2019-03-12")
    withdrawn = [
        replace(event, mentions=event.mentions[:1], review=review)
        for event in chronology.events
        if event.mentions and event.mentions[0].article == gone
    ]
    kept = [event for event in chronology.events if all(one.article != gone for one in event.mentions)]
    left = Chronology(events=tuple(kept), withdrawn=tuple(withdrawn))
    digests = tuple(digest for digest in digests if digest.article.id != gone)
    files = dict(site(left, digests, replace(config, search=False)))
    note = f"{len(withdrawn)} event{'s' * (len(withdrawn) > 1)} Withdrawn on Tuesday 12 March 2019 nobody was there"
    assert rows(files["changes/index.html"])["Withdrawn"] == [note]
    page = files[article_page(gone)].decode()
    assert "An article stood here that was withdrawn. nobody was there" in page
    assert "noindex" in page
