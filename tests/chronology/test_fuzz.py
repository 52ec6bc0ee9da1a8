"""The extractor against texts that nobody wrote: words that it knows, in any order, around dates."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
import pytest

from tests.chronology.samples import WEDNESDAY, article, mentions_of
from tests.chronology.test_extract import cases
from timeline.chronology.language.lexicon import lexicon

DATES = (
    "Monday", "on Tuesday", "May 5", "3 May 2016", "1998", "2011", "last week", "in June", "two days later",
    "10 a.m.", "that day", "since 2010", "Sept. 4", "the weekend", "the following year", "by then",
)  # fmt: skip
MARKS = (",", ".", ";", ":", "(", ")", "-", "--", '"', "“", "”", "'s", "?", "!", "…", "\n", "\n\n", "•")
PLAIN = (
    "Ann", "Quint", "Orrin", "He", "She", "It", "They", "who", "that", "Mr.", "U.S.", "and", "the", "of", "to", "by",
    "fell", "died", "said", "was", "had", "will", "dam", "mayor", "killed", "12", "$3",
)  # fmt: skip


def words_of(value: Any) -> Iterator[str]:
    """Every word that the lexicon knows, wherever it stands in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from words_of(getattr(value, field))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from words_of(key)
            yield from words_of(one)
    elif isinstance(value, frozenset | set | tuple | list):
        for one in value:
            yield from words_of(one)


KNOWN = sorted({word for word in words_of(lexicon("en")) if word.replace(" ", "").replace("'", "").isalpha()})


def texts(seed: int, number: int) -> Iterator[str]:
    """So many texts, most of them short."""
    rng = Random(seed)
    for _ in range(number):
        said = []
        for _ in range(rng.randrange(1, rng.choice((4, 10, 16, 60)))):
            kind = rng.random()
            known = KNOWN if kind < 0.45 else DATES if kind < 0.65 else MARKS if kind < 0.8 else PLAIN
            said.append(rng.choice(known))
        if rng.random() < 0.4:
            said[0] = said[0].capitalize()
        told = " ".join(said)
        yield told.replace(" ,", ",").replace(" .", ".") if rng.random() < 0.3 else told


def holds(text: str) -> None:
    told = article(text, WEDNESDAY)
    for mention in mentions_of(told):
        assert told.text[mention.start : mention.end] == mention.quote, text
        assert mention.headline.strip(), text
        if mention.when and mention.when.start is not None and mention.when.end is not None:
            assert mention.when.start < mention.when.end, text


def test_whatever_is_told_holds() -> None:
    for text in texts(seed=1, number=1500):
        holds(text)


def test_a_sentence_may_break_off_anywhere() -> None:
    rng = Random(2)
    for sentence, _ in rng.sample(cases(), 300):
        words = sentence.split()
        at = rng.randrange(1, len(words)) if len(words) > 1 else 0
        holds(" ".join(words[:at]))
        holds(" ".join(words[at:]))
    holds("The bridge was closed on Monday, police told")
    holds(
        "'s costly capture of and and provides , fell uncle • of that day - … . -- joyce tamara stays She christian 's who ewan shinzo gazette that butcher had 3 May 2016 boiler •"
    )
    holds("By then Orr, on Tuesday said the mill fell on Monday.")
    holds("by then vikram, on Tuesday said adding professor fell midwife wages of Monday")
    holds(
        "Sukarno and • Quint Ann ally chantal “ Orrin Orrin • : on the one hand since 2010 that katarina said two days later , \n\n Monday danilo rhodri the U.S. maciej Monday piotr samantha the - killed mayor logistics themselves physician Orrin june Quint U.S. clarence"
    )
    holds("Sales fell 3 percent from in October.")
    holds("The on, which assets made up Sanford in June.")
    holds("It was in this house, in the winter of 1778, that Voltaire")


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_told_holds_for_long(seed: int) -> None:
    for text in texts(seed=seed + 2, number=100_000):
        holds(text)
