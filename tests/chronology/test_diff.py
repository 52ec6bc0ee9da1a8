"""What changed between two chronologies."""

from __future__ import annotations

import json

import markdown

from tests.chronology.samples import WEDNESDAY, digest
from timeline.chronology import chronicle
from timeline.chronology.corrections import parse_corrections
from timeline.chronology.diff import Change, Record, as_json, as_markdown, as_text, changes
from timeline.config import Config


def records(*texts: str, toml: str = "") -> list[Record]:
    """The chronology of some texts, as exported."""
    digests = [digest(text, WEDNESDAY, id) for text, id in zip(texts, "abcdef", strict=False)]
    told = chronicle(digests, parse_corrections(toml.encode()), Config())
    return [
        {
            "id": e.id, "aliases": e.aliases, "edtf": e.edtf, "headline": e.headline, "kind": e.kind, "score": e.score,
            "asserted_by": e.asserted_by, "why_here": e.why_here, "merged_because": e.merged_because,
            "mentions": [{"id": m.id, "article": m.article, "quote": m.quote, "timex": {"text": m.timex.text} if m.timex else None} for m in e.mentions],
            "review": {"state": e.review.state, "because": e.review.because, "by": e.review.by},
        }
        for e in (*told.events, *told.undated)
    ]  # fmt: skip


DAM = "The dam broke on Monday. The mayor resigned on Monday."


def told(old: list[Record], new: list[Record], what: str) -> list[Change]:
    return [change for change in changes(old, new) if change.what == what]


def test_nothing_changed() -> None:
    assert changes(records(DAM), records(DAM)) == []
    assert as_text([]) == "Nothing changed.\n"


def test_added_and_withdrawn_with_their_cause() -> None:
    old, new = records(DAM), records(DAM, "A school fell on Sunday.")
    (added,) = told(old, new, "added")
    assert (added.headline, added.after, added.cause) == ("A school fell", "2016-12-11", "new: b")
    (gone,) = told(new, old, "withdrawn")
    assert gone.headline == "A school fell" and "b" in gone.cause
    (edited,) = told(old, records("The dam broke on Monday."), "withdrawn")
    assert edited.headline == "The mayor resigned" and "a" in edited.cause


def test_an_event_whose_words_were_edited_is_the_same_told_otherwise() -> None:
    old, new = records(DAM), records(DAM.replace("dam broke", "old dam broke"))
    assert {change.what for change in changes(old, new)} == {"reworded"}
    found = {change.field: (change.before, change.after) for change in changes(old, new)}
    assert found["headline"] == ("The dam broke", "The old dam broke")
    assert found["quote"] == ("The dam broke on Monday", "The old dam broke on Monday")
    assert {(change.id, change.now) for change in changes(old, new)} == {(old[0]["id"], new[0]["id"])}
    (dated,) = told(old, records(DAM.replace("broke on Monday", "broke on Sunday")), "redated")
    assert (dated.before, dated.after) == ("2016-12-12", "2016-12-11")
    assert told(old, records(DAM.replace("The dam broke", "A school of forty burned")), "added")
    assert told(old, records("It rained on Tuesday.", DAM.replace("dam broke", "old dam broke")), "withdrawn")


def test_the_events_of_a_renamed_article_are_the_same() -> None:
    old = records(DAM)
    new = [event | {"id": f"n{at}", "mentions": [m | {"id": f"n{at}", "article": "b"} for m in event["mentions"]]}
           for at, event in enumerate(old)]  # fmt: skip
    assert [(c.what, c.field, c.before, c.after) for c in changes(old, new)] == [
        ("reworded", "article", "a", "b")
    ] * 2


def test_an_event_that_was_part_of_another_says_so() -> None:
    other = "On Monday the barrage at Velden collapsed."
    merge = '[[correction]]\narticle = "a"\nexact = "The dam broke"\nmerge = {article = "b", exact = "barrage at Velden"}\n'
    (change,) = told(records(DAM, other, toml=merge), records(DAM, other), "added")
    assert change.cause.startswith("parted from “")


def test_redated_by_hand_tells_who_and_why() -> None:
    toml = '[[correction]]\narticle = "a"\nexact = "The dam broke"\nvalue = "2016-12-11"\nbecause = "log"\nby = "mk"\n'
    (change,) = told(records(DAM), records(DAM, toml=toml), "redated")
    assert (change.before, change.after) == ("2016-12-12", "2016-12-11")
    assert change.cause == "corrected by hand (mk): log"


def test_moved_within_a_day() -> None:
    toml = '[[correction]]\narticle = "a"\nexact = "The dam broke"\nafter = {exact = "The mayor resigned"}\n'
    (change,) = told(records(DAM), records(DAM, toml=toml), "moved")
    assert change.headline in ("The dam broke", "The mayor resigned")


def test_merged_and_reworded() -> None:
    other = "On Monday the barrage at Velden collapsed."
    merge = '[[correction]]\narticle = "a"\nexact = "The dam broke"\nmerge = {article = "b", exact = "barrage at Velden"}\n'
    (change,) = told(records(DAM, other), records(DAM, other, toml=merge), "merged")
    assert change.cause == "merged by hand"
    words = '[[correction]]\narticle = "a"\nexact = "The dam broke"\nheadline = "Dam gives way"\n'
    (change,) = told(records(DAM), records(DAM, toml=words), "reworded")
    assert (change.before, change.after) == ("The dam broke", "Dam gives way")


def test_pinning_ranks_anew() -> None:
    pin = '[[correction]]\narticle = "a"\nexact = "The mayor resigned"\npin = true\nbecause = "front page"\n'
    assert [c.cause for c in told(records(DAM), records(DAM, toml=pin), "reranked")][:1] == [
        "accepted by hand: front page"
    ]


def test_the_words_of_articles_never_become_markup() -> None:
    old = records(DAM)
    new = [dict(event, headline="<script>*a*</script> [x](http://y)") for event in old]
    html = markdown.markdown(as_markdown(changes(old, new)))
    assert "<script>" not in html and "<em>" not in html and "<a " not in html
    assert json.loads(as_json(changes(old, new)))[0]["what"] == "reworded"
    assert "Told otherwise" in as_text(changes(old, new))
