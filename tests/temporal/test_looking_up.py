"""How a text is cut up and looked up: fast ways and short pieces change no answer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.config import DateOrder
from timeline.temporal import tagger
from timeline.temporal.grammar import BLANK, load
from timeline.temporal.tagger import Finder

GRAMMAR = load("en")
PHRASES = [example.split(" | ")[1] for rule in GRAMMAR.rules for example in rule.examples]
SHORT = [phrase for phrase in PHRASES if len(phrase) < 80]
WORDS = sorted({word.strip("[]") for phrase in PHRASES for word in phrase.split()})
BITS = [
    "\n",
    "\t",
    "\0",
    "\x02",
    ",",
    ".",
    "'",
    "’s",
    "“",
    "_",
    "İ",
    "ß",
    "½",
    "٣",
    "l8",
    "Sept",
    "a.m",
    "x",
    "-",
]
CHUNKS = st.lists(st.sampled_from(WORDS + BITS) | st.characters(), max_size=5).map("".join)


@given(st.lists(CHUNKS.filter(lambda chunk: " " not in chunk), min_size=1, max_size=6))
def test_chunks_looked_up_together_have_the_classes_of_their_tokens(chunks: list[str]) -> None:
    carefully = [GRAMMAR.carefully(chunk) for chunk in chunks]
    assert GRAMMAR.classify(chunks) == BLANK.join(carefully)
    assert list(map(len, carefully)) == [len(GRAMMAR.words_of[chunk]) for chunk in chunks]


@given(
    st.lists(st.sampled_from(SHORT), min_size=1, max_size=12),
    st.sampled_from([" Xyzzy ", "\n\nXyzzy ", "  Xyzzy ", "\n Xyzzy ", " Xyzzy \n"]),
    st.sampled_from([100, 130, 200]),
)
def test_a_text_read_in_pieces_says_the_same(phrases: list[str], glue: str, size: int) -> None:
    text = glue.join(re.sub(r"[\[\]]", "", phrase) for phrase in phrases)
    finder = Finder(GRAMMAR)
    whole = finder.find(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "PIECE", size)
        assert finder.find(text) == whole


@given(
    st.lists(st.sampled_from(SHORT) | st.sampled_from(BITS), min_size=1, max_size=12),
    st.sampled_from(["", "\n"]),
)
def test_lines_that_all_end_in_a_blank_say_what_others_say(lines: list[str], end: str) -> None:
    kept = [re.sub(r"[\[\]\s]+", " ", line).strip() for line in lines]
    ended, tabbed = " \n".join(kept) + end, "\t\n".join(kept) + end
    assert Finder(GRAMMAR).find(ended) == Finder(GRAMMAR).find(tabbed)


def test_a_word_too_long_to_be_one_is_not_remembered() -> None:
    grammar = load("en")
    Finder(grammar).find("May-" * 5_000 + " x" * 500 + "y" * 5_000)
    remembered = [*grammar.words_of, *grammar._chunks]
    assert all(len(word) <= 100 for word in remembered)


def test_classes_that_stand_in_sets_together_are_small_characters() -> None:
    """Such sets compile and match faster; where the lexicon has used them up, ``_SMALL_CLASSES`` wants more."""
    _, categories = GRAMMAR._spoken()
    sets = [chars for name, chars in GRAMMAR._chars.items() if name in categories and len(chars) > 1]
    assert {char for chars in sets for char in chars if ord(char) > 0xFF} == set()


def test_what_two_threads_ask_for_at_once_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Built by two threads at once, a decoder's types bring the whole process down."""
    from concurrent.futures import ThreadPoolExecutor
    from time import sleep

    from timeline.temporal import engine

    loaded = []

    class Slow(engine.Engine):
        def __init__(self, lang: str, order: DateOrder) -> None:
            loaded.append((lang, order))
            sleep(0.05)

    monkeypatch.setattr(engine, "Engine", Slow)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: Slow.of("xx", "YMD"), range(4)))
    assert loaded == [("xx", "YMD")]
    assert len({id(one) for one in found}) == 1
