"""The engine against text that nobody wrote: a long proof, and a short one of the same kind for every day."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.temporal import tag
from timeline.temporal.edtf import parse_edtf
from timeline.temporal.grammar import load

GRAMMAR = load("en")
WORDS = sorted(
    {word for table in GRAMMAR.values.values() for word in table}
    | {word for rule in GRAMMAR.rules for word in re.findall(r"[a-z']+", rule.pattern)}
)
NUMERALS = st.integers(0, 99_999).map(str) | st.from_regex(
    r"\d{1,4}[-/.:,]\d{1,4}([-/.:]\d{1,4})?", fullmatch=True
)
PIECES = st.sampled_from(WORDS) | st.sampled_from(WORDS).map(str.title) | NUMERALS | st.text(max_size=4)
TEXTS = st.lists(PIECES, max_size=30).flatmap(
    lambda pieces: st.sampled_from([" ", "  ", "-", "\n", ", "]).map(lambda glue: glue.join(pieces))
)
DAYS = st.dates().map(str) | st.sampled_from(
    ["2016-12-11T20:54", "2016-12", "2016", "0001-01-01", "9999-12-31"]
)


def holds(text: str, day: str | None, genre: str) -> None:
    end = 0
    for found in tag(text, day, genre="narrative" if genre == "narrative" else "news"):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert 0 <= found.confidence <= 1
        end = found.end
        if found.interval and found.interval.start is not None and found.interval.end is not None:
            assert found.interval.start < found.interval.end
        if found.edtf:
            parse_edtf(found.edtf)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.none() | DAYS, st.sampled_from(["news", "narrative"]))
def test_whatever_is_read_holds(text: str, day: str | None, genre: str) -> None:
    holds(text, day, genre)


@pytest.mark.parametrize("text", ["It could last  two weeks.", "was spread over  two years"])
def test_two_blanks_are_no_part_of_a_time(text: str) -> None:
    assert all(found.text == found.text.strip() for found in tag(text, "2013-03-22"))


@pytest.mark.parametrize("text", ["Of May 5, nobody spoke.", "of May 5 on", "of Sunday"])
def test_what_opens_with_a_word_that_leans_on_another_is_read(text: str) -> None:
    holds(text, "2013-03-22", "news")


@pytest.mark.parametrize(
    "text",
    [
        f"in {'9' * 40} BC it fell",
        f"99999999999 CE March {'9' * 40}",
        f"the {'9' * 30}th century",
        f"in the {'1' * 12}0s",
        f"a {'9' * 30}-year-old",
        f"{'9' * 30} years ago",
        f"{'9' * 30} weeks before 3 May 2017",
        f"since {'9' * 30}/{'9' * 30}",
        f"{'9' * 12} Sundays ago",
        f"{'9' * 12} Sundays from now",
        f"{'9' * 30} years and six months ago",
        f"will end {'9' * 30} days before Christmas",
    ],
)
def test_numbers_beyond_all_measure_are_no_dates(text: str) -> None:
    holds(text, "2016-12-11", "news")
    holds(text, "2016-12-11", "narrative")


@pytest.mark.soak
@settings(deadline=None, max_examples=100_000, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.none() | DAYS, st.sampled_from(["news", "narrative"]))
def test_whatever_is_read_holds_for_long(text: str, day: str | None, genre: str) -> None:
    holds(text, day, genre)


@pytest.mark.parametrize("verb", ["plan", "set", "hope"])
def test_a_sentence_may_begin_with_what_is_meant(verb: str) -> None:
    """Before the first verb stands no other one that it could hang on."""
    text = f"To {verb} to plan Monday"
    assert [told.text for told in tag(text, "2016-12-14")] == ["Monday"]
