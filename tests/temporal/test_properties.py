"""What holds for every text and every day of writing."""

from __future__ import annotations

import gc
import re
import time
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.civil import DAY, Grain, Interval, days_from_civil, iso_day
from timeline.model import Genre
from timeline.temporal import tag
from timeline.temporal.grammar import load

FOUR_CENTURIES = 146_097
RULES = load("en").rules
PHRASES = [
    example.split(" | ")[1].replace("[", "").replace("]", "") for rule in RULES for example in rule.examples
]
WORDS = sorted(
    {word for phrase in PHRASES for word in phrase.split()} | {"\n", "\n\n", "1/2", "İ", "31 February", "'"}
)
# Easter follows the moon, which needs 5,700,000 years to come round; the attacks of 11 September have their year.
UNDATED = [
    phrase
    for phrase in PHRASES
    if not re.search(
        r"\d{3}|'\d\d|the year \d|\b[3-9]\d\b|nineteen|twenty thirteen|nineties|A\.?D|centur|millenni|FY\d\d|9/11|11 attacks|11 September|attacks of September|(?:since|after) Sept|D-Day|VE Day|-[19]\d|Easter|Good Friday",
        phrase,
    )
]


def test_a_day_takes_no_part_of_the_year_behind_it() -> None:
    found = [timex.text for timex in tag("264 BC. Sunday of 100 b.c. it fell", None)]
    assert found == ["264 BC", "Sunday", "100 b.c."]


@settings(deadline=None)  # the first call loads the grammar
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.dates())
def test_spans_lie_in_the_text_and_never_overlap(text: str, day: object) -> None:
    end = 0
    for found in tag(text, str(day)):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.text == found.text.strip()
        end = found.end


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for found in tag(text, "2016-12-11"):
        assert text[found.start : found.end] == found.text


@given(st.sampled_from(UNDATED), st.integers(days_from_civil(1900, 1, 1), days_from_civil(2100, 1, 1)))
@settings(max_examples=400, deadline=None)
def test_four_centuries_move_every_answer_by_as_much(phrase: str, day: int) -> None:
    now, then = iso_day(day * DAY), iso_day((day + FOUR_CENTURIES) * DAY)
    for one, other in zip(tag(phrase, now, genre="news"), tag(phrase, then, genre="news"), strict=True):
        assert (one.text, one.type, one.direction, one.why[0]) == (
            other.text,
            other.type,
            other.direction,
            other.why[0],
        )
        assert other.interval == moved(one.interval)


def moved(interval: Interval | None) -> Interval | None:
    if interval is None:
        return None
    by = FOUR_CENTURIES * DAY
    start = None if interval.start is None else interval.start + by
    end = None if interval.end is None else interval.end + by
    return Interval(start, end, interval.grain)


@settings(deadline=None)
@given(st.sampled_from(PHRASES), st.dates())
def test_a_grain_is_never_finer_than_the_value_says(phrase: str, day: object) -> None:
    for found in tag(phrase, str(day)):
        if found.interval and found.value and re.fullmatch(r"\d{4}", found.value):
            assert found.interval.grain >= Grain.YEAR
        if found.interval and found.value and re.fullmatch(r"\d{4}-\d\d", found.value):
            assert found.interval.grain >= Grain.MONTH


def seconds(text: str) -> float:
    gc.collect()
    gc.disable()  # what other tests have left behind is not this text's work
    began = time.process_time()
    tag(text, "2016-12-11")
    took = time.process_time() - began
    gc.enable()
    return took


HOSTILE = [
    " ",
    "1",
    "9 ",
    "on ",
    "the ",
    "may ",
    "\n",
    "1999-",
    "10/",
    "(",
    "from May to ",
    "'",
    "a.m. ",
    "1,000,",
    "İ",
]


WORST = [*HOSTILE, *(phrase + " " for phrase in PHRASES[::12])]


@pytest.mark.parametrize("piece", WORST)
def test_each_worst_case_is_read_to_its_end(piece: str) -> None:
    """100 kB of what a pattern likes least: a quadratic one would not come back before the runner's limit."""
    text = piece * (100_000 // len(piece))
    assert all(text[found.start : found.end] == found.text for found in tag(text, "2016-12-11"))


@pytest.mark.parametrize("blank", [" ", "\t", "\n", " \n"])
def test_years_over_nothing_but_blanks_are_read_to_their_end(blank: str) -> None:
    text = "".join(f"{year}\n{blank * (100_000 // len(blank))}7\n" for year in (1998, 1999))
    assert [found.text for found in tag(text, "2016-12-11")] == ["1998", "1999"]


@pytest.mark.soak
@pytest.mark.parametrize("piece", WORST)
def test_time_is_linear(piece: str) -> None:
    """Four times the text may take eight times as long, and no more: a quadratic pattern would take sixteen."""
    tag(piece * 20, "2016-12-11")
    short, long = piece * (25_000 // len(piece)), piece * (100_000 // len(piece))
    assert seconds(long) < 8 * seconds(short) + 0.2


_WORDS = [
    "on",
    "May",
    "5",
    ",",
    "2011",
    "Sunday",
    "the",
    "bridge",
    "early",
    "summer",
    "of",
    "2010",
    "three",
    "weeks",
    "ago",
    "10:30",
    "a.m.",
    "Jan.",
    "4",
    "and",
    "last",
    "year",
    "'s",
    "25–28",
    "January",
]
_BLANKS = (" ", "  ", "\n", "\n ", "\n  ", " \n", "\t", "\n\n", " \n ", "\r\n", "\xa0", "\u202f")


@given(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_BLANKS)), min_size=4, max_size=14))
def test_an_expression_ends_with_its_words_whatever_stands_between_them(
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(word + blank for word, blank in pieces)
    for found in tag(text, "2013-03-22"):
        assert found.text == text[found.start : found.end] == found.text.strip()
        assert not text[found.start - 1 : found.start].isalnum()
        assert not text[found.end : found.end + 1].isalnum()


_SENTENCES = (
    "The bridge was closed on Sunday and reopened on 14 March 2011.",
    "It fell on May 5, 2011, and again last year.",
    "The man died two days later, late on Saturday night.",
    "The strike began at 10:30 a.m. on Jan. 4 and ended three weeks ago.",
    "In the summer of 2010 and early 2012 it was shut.",
    "He had left yesterday morning, a day after Tuesday's vote.",
    "From 25-28 January and in mid-June it rained.",
    "The 19th century and the late 1990s were dry; so was the first quarter of 2012.",
)


@pytest.mark.parametrize("sentence", _SENTENCES)
@pytest.mark.parametrize(
    "blank", [*(" \t\n\xa0\u2009\u202f\u3000"), "  ", "\r\n", " \n", "\n ", "\n    ", " \u200b"]
)
def test_how_a_text_is_set_changes_nothing(sentence: str, blank: str) -> None:
    """Kinds of blanks, wrapped and indented lines, the line breaks of Windows, capitals: they mean the same."""
    meant = [(found.type, found.value, found.mod) for found in tag(sentence, "2013-03-22")]
    for text in (sentence.replace(" ", blank), sentence.upper().replace(" ", blank)):
        assert [(found.type, found.value, found.mod) for found in tag(text, "2013-03-22")] == meant


_JOINS = (
    "to",
    "–",
    "or",
    "of",
    "on",
    "in",
    "before",
    "after",
    "from",
    "last",
    "Sunday,",
    "Feb. 29",
    "week 53",
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from(_JOINS)), min_size=2, max_size=5),
    st.dates(),
    st.sampled_from(["news", "narrative"]),
)
def test_whatever_is_said_of_whatever_has_an_end(
    pieces: list[tuple[str, str]], day: object, genre: Genre
) -> None:
    """What comes round seldom or never ("Thursday, Feb. 29 of the current year") is looked for once."""
    tag(" ".join(chain.from_iterable(pieces)), str(day), genre=genre)


@pytest.mark.parametrize("text", ["Sunday, May 25–28 January", "Thursday, Feb. 29 of the current year"])
def test_a_date_that_never_comes_round_is_given_up(text: str) -> None:
    tag(text, "1507-04-20")
