"""Where a sentence ends: also in what has lost its stops."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from timeline.chronology.language import sentences

PIECES = [
    "The mill closed",
    " on Monday",
    ", ",
    "; ",
    ". ",
    " • ",
    "• ",
    "\n",
    ": ",
    "Mr. Hale left",
    "x" * 400,
    "“Yes”",
]


def cut(text: str) -> list[str]:
    return [text[a:b] for block in sentences.sentences(text, sentences.paragraphs(text)) for a, b in block]


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter not in " \n•")


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_no_word_is_lost_and_no_sentence_is_endless(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = cut(text)
    assert all(0 < len(one) <= sentences.LONGEST for one in found)
    assert letters("".join(found)) == letters(text)


def test_a_text_without_stops_is_cut_at_its_next_best_mark() -> None:
    text = "; ".join(["The mill closed on Monday, and a new one opens in May"] * 60)
    found = cut(text)
    assert len(found) > 2
    assert all(one.startswith("The mill") and one.endswith((";", "May")) for one in found)


def test_a_bullet_inside_a_word_or_a_price_opens_nothing() -> None:
    assert cut("The A•B line and the 3•5 rule stand.") == ["The A•B line and the 3•5 rule stand."]


def test_a_title_that_opens_a_quotation_ends_no_sentence() -> None:
    assert cut("The letter began “Dr. Hale has left.” He had.") == [
        "The letter began “Dr. Hale has left.”",
        "He had.",
    ]
    assert cut("Orr asked. “Sen. Holm called at noon.” He left.") == [
        "Orr asked.",
        "“Sen. Holm called at noon.”",
        "He left.",
    ]
