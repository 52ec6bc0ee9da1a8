"""What a mention is merged and ranked by is kept with its article, and made anew for a mention that was changed."""

from __future__ import annotations

import msgspec

from tests.chronology.samples import digest
from timeline.chronology import chronicle, weighed
from timeline.chronology.corrections import Corrections
from timeline.chronology.weighing import Weights, counted, key, said
from timeline.config import Config

TUESDAY = (2016, 12, 13)
TOLD = tuple(
    digest(text, TUESDAY, name)
    for name, text in (
        ("a", "The ferry Aurora sank off Kelso today with 212 people on board."),
        ("b", "A second ferry left Kelso today for the island with 90 people."),
        ("c", "The ferry Aurora sank off Kelso today, and 212 people were on board."),
    )
)
KEPT = tuple(msgspec.structs.replace(one, weighed=weighed(one)) for one in TOLD)


def test_with_kept_weights_the_chronology_is_the_same() -> None:
    assert chronicle(KEPT, Corrections(), Config()) == chronicle(TOLD, Corrections(), Config())


def test_kept_weights_are_those_that_are_made() -> None:
    kept, made = Weights(KEPT), Weights(TOLD)
    mentions = [mention for one in TOLD for mention in one.mentions]
    assert [kept.of(mention) for mention in mentions] == [made.of(mention) for mention in mentions]
    assert list(kept.days()) == list(made.days())


def test_a_mention_that_somebody_changed_has_other_weights() -> None:
    [mention, *_] = TOLD[0].mentions
    for change in ({"headline": "It sank"}, {"kind": "planned"}, {"when": None}, {"background": True}):
        other = msgspec.structs.replace(mention, **change)
        assert counted(Weights(KEPT).of(other)) != counted(Weights(KEPT).of(mention))


def test_what_is_put_in_before_a_mention_changes_nothing_of_how_it_is_compared() -> None:
    told = "The ferry Aurora sank off Kelso today with 212 people on board."
    before, after = (digest(text, TUESDAY, "a") for text in (told, f"A storm hit Kelso on Sunday. {told}"))
    old, new = Weights([before]), Weights([after])
    [mention] = before.mentions
    [again] = [one for one in after.mentions if one.id == mention.id]
    assert again.start > mention.start
    now, then = new.of(again), old.of(mention)
    assert (said(now), key(now)) == (said(then), key(then))
    assert counted(now) != counted(then)


def test_a_sentence_that_stands_twice_is_two() -> None:
    told = "The ferry Aurora sank off Kelso today with 212 people on board."
    twice = digest(f"{told} {told}", TUESDAY, "a")
    first, second = (
        twice.mentions[0],
        msgspec.structs.replace(twice.mentions[0], sentence=(len(told) + 1, 2 * len(told) + 1)),
    )
    assert key(Weights([twice]).of(first)) != key(Weights([twice]).of(second))


def test_a_digest_that_was_changed_loses_its_weights() -> None:
    assert KEPT[0].but(mentions=()).weighed == b""
