"""Same event, another event, or a tie between two."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chronology.samples import WEDNESDAY, digest
from timeline.chronology import chronicle
from timeline.chronology.corrections import Corrections
from timeline.chronology.merge import merge
from timeline.chronology.voices import voices
from timeline.config import Config
from timeline.model import Chronology, Mention

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
from pairs import PAIRS, stories


def told(*texts: str, day: tuple[int, int, int] = WEDNESDAY) -> Chronology:
    digests = [digest(text, day, id) for text, id in zip(texts, "abcdefgh", strict=False)]
    return chronicle(digests, Corrections(), Config())


def test_labelled_pairs_precision_and_recall() -> None:
    right = wrong = missed = 0
    for _, statements in stories(PAIRS):
        groups = merge([mention for _, mention in statements]).groups
        group_of = {mention.id: number for number, group in enumerate(groups) for mention in group}
        for (one, first), (other, second) in combinations(statements, 2):
            together = group_of[first.id] == group_of[second.id]
            right += one == other and together
            wrong += one != other and together
            missed += one == other and not together
    assert right + wrong + missed >= 50
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.80


def test_an_event_keeps_every_mention_and_why_they_are_one() -> None:
    (event,) = told(
        "The army seized the airport at Karsa on Monday, killing 17 rebels.",
        "Seventeen rebels died when the army seized Karsa airport on Monday.",
    ).events
    assert {m.article for m in event.mentions} == {"a", "b"}
    assert (event.voices, event.copies) == (2, 0)
    assert len(event.aliases) == 1 and event.id not in event.aliases
    assert event.merged_because[0].startswith("same day, shares ")


def test_never_on_a_date_alone_and_never_through_an_undated_mention() -> None:
    assert len(told("The dam broke on Monday.", "The mayor resigned on Monday.").events) == 2
    words = "The army seized the airport at Karsa, killing 17 rebels"
    mentions = [
        Mention(id=id, article=id, quote=words, start=0, end=len(words), sentence=(0, 9), kind="happened", headline=words)
        for id in "ab"
    ]  # fmt: skip
    assert len(merge(mentions).groups) == 2


def test_a_plan_and_its_fulfilment_a_claim_and_its_denial_are_tied_not_merged() -> None:
    planned = digest("Ministers will sign the Osterby fishing treaty on Monday.", (2016, 12, 9), "a")
    done = digest("Ministers signed the Osterby fishing treaty on Monday.", (2016, 12, 13), "b")
    first, second = chronicle([planned, done], Corrections(), Config()).events
    assert {first.kind, second.kind} == {"planned", "happened"}
    plan, deed = (first, second) if first.kind == "planned" else (second, first)
    assert [(link.relation, link.event) for link in deed.links] == [("fulfils", plan.id)]
    assert [(link.relation, link.event) for link in plan.links] == [("fulfilled_by", deed.id)]
    said, denied = told(
        "The army shelled the Karsa hospital on Monday.",
        "The army did not shell the Karsa hospital on Monday.",
    ).events
    relations = {e.kind: [link.relation for link in e.links] for e in (said, denied)}
    assert relations == {"happened": ["denied_by"], "denied": ["denies"]}


def test_dates_that_disagree_are_one_event_with_a_conflict() -> None:
    text = "The Helios 4 rocket exploded 80 seconds after lift-off from Cape Verant on {}."
    (event,) = told(
        text.format("Monday"), text.format("Monday") + " It was raining.", text.format("Sunday")
    ).events
    assert event.edtf == "2016-12-12"
    (conflict,) = event.conflicts
    assert (conflict.about, conflict.edtf) == ("date", "2016-12-11")
    assert "say 2016-12-11" in conflict.reason


def test_copies_are_one_voice_and_raise_no_rank() -> None:
    long = (
        "The ferry Aurora sank off Kelso on Monday with 212 people on board. "
        "Coastguards pulled the last survivors from the sea in the dark. The owner refused to speak to anybody."
    )
    alone = told(long).events[0]
    copied = told(long, long + " More followed.", long.replace("anybody", "the press")).events[0]
    assert (copied.voices, copied.copies) == (1, 2)
    assert len(copied.mentions) == 3
    assert copied.score == alone.score


def test_the_latest_version_is_the_voice() -> None:
    text = "The ferry Aurora sank off Kelso with 212 people on board. Coastguards pulled the last of them from the sea."
    articles = [
        digest(text, WEDNESDAY, id, version=version) for id, version in (("a", 1), ("b", 3), ("c", 2))
    ]
    assert voices(articles) == {"a": "b", "b": "b", "c": "b"}


def test_a_leading_mentions_id_is_the_events_and_survives_new_articles() -> None:
    first = "The army seized the airport at Karsa on Monday, killing 17 rebels."
    later = digest("Seventeen rebels died when the army seized Karsa airport on Monday.", (2016, 12, 15), "0")
    (before,) = told(first).events
    (after,) = chronicle([digest(first, WEDNESDAY, "a"), later], Corrections(), Config()).events
    assert before.id == after.id


@pytest.mark.parametrize("words", ["", "The", "17"])
def test_statements_without_telling_words_are_never_merged(words: str) -> None:
    mentions = [told("The dam broke on Monday.").events[0].mentions[0] for _ in range(2)]
    bare = [
        Mention(id=id, article=id, quote=words or "-", start=0, end=3, sentence=(0, 3), kind="happened", headline=words or "-", when=m.when)
        for id, m in zip("ab", mentions, strict=True)
    ]  # fmt: skip
    assert len(merge(bare).groups) == 2


class Kept(dict[bytes, bytes]):
    """A memo in memory."""

    def put(self, key: bytes, value: bytes) -> None:
        self[key] = value


WORDS = [
    "The army seized the airport at Karsa on Monday, killing 17 rebels.",
    "Seventeen rebels died when the army seized Karsa airport on Monday.",
    "Rebels lost the airport at Karsa on Sunday; the army killed 17 of them.",
    "In December the army seized the airport at Karsa and killed 17 rebels.",
    "Ministers will sign the Osterby fishing treaty on Friday.",
    "The ferry Aurora sank off Kelso on Tuesday with 212 people on board.",
]


@given(st.lists(st.sets(st.integers(0, len(WORDS) - 1), min_size=1), min_size=2, max_size=4))
@settings(max_examples=25, deadline=None)
def test_what_an_earlier_build_found_changes_nothing(builds: list[set[int]]) -> None:
    memo = Kept()
    for chosen in builds:
        digests = [digest(WORDS[number], WEDNESDAY, f"a{number}") for number in chosen]
        assert chronicle(digests, Corrections(), Config(), memo) == chronicle(
            digests, Corrections(), Config()
        )


@pytest.mark.parametrize("rubbish", [b"", b"\xc1", b"\x81\xa1a\x01"])
def test_a_memo_that_holds_something_else_is_not_believed(rubbish: bytes) -> None:
    digests = [digest(words, WEDNESDAY, id) for words, id in zip(WORDS, "abcdef", strict=True)]
    memo = Kept({b"merge": rubbish})
    assert chronicle(digests, Corrections(), Config(), memo) == chronicle(digests, Corrections(), Config())


def test_a_day_after_the_month_is_not_in_it() -> None:
    march, april = (
        digest(f"The army seized the airport at Karsa {when}, killing 17 rebels.", (2016, 12, 14), id)
        for when, id in (("in March 2016", "a"), ("on 2 April 2016", "b"))
    )
    assert len(chronicle([march, april], Corrections(), Config()).events) == 2
