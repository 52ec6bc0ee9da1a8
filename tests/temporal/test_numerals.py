"""Numerals that are no date, and dates in the spellings of forms and stamps."""

from __future__ import annotations

import pytest

from timeline.model import Genre
from timeline.temporal import tag


@pytest.mark.parametrize(
    "text",
    [
        "on 30 February 2015",
        "due June 31, 2015",
        "on 32 August 2014",
        "room 2014/22/29",
        "Release 1.10.30 is out",
        "call 2012-1400",
        "at 14PM",
        "May not be correct",
        "from June 10 - 31, 2015",
        "code 20-30-12",
    ],
)
def test_what_is_on_no_calendar_is_no_time(text: str) -> None:
    assert [found.text for found in tag(text, "2016-12-11")] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1994-11-05T13:15:30Z", "1994-11-05T13:15:30Z"),
        ("2012/8/10", "2012-08-10"),
        ("2014.12.28", "2014-12-28"),
        ("09/JAN/2017", "2017-01-09"),
        ("Q3 2015", "2015-Q3"),
        ("04/2016", "2016-04"),
        ("10 August 234 BC", "BC0234-08-10"),
        ("Wed, Jan 20th, 2016", "2016-01-20"),
    ],
)
def test_spellings(text: str, value: str) -> None:
    assert [(found.text, found.value) for found in tag(f"Dated {text} by hand", "2016-12-11")] == [
        (text, value)
    ]


def test_bad_years_do_not_hide_good_ones() -> None:
    assert [found.value for found in tag("In 1914-18 and in 1999-2003", "2016-12-11")] == [
        "1914",
        "1918",
        "1999",
        "2003",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("l889", "1889"),
        ("I2 March l889", "1889-03-12"),
        ("1O May 19l4", "1914-05-10"),
        ("the 2lst of June 186O", "1860-06-21"),
    ],
)
def test_numerals_that_a_scan_has_bent_are_read_and_doubted(text: str, value: str) -> None:
    (found,) = tag(f"It stood until {text}, they say.", "1920-12-11")
    assert (found.text, found.value) == (text, value)
    assert found.confidence <= 0.5
    assert "looks like" in found.why[-1]


@pytest.mark.parametrize("text", ["Ill health", "IO people", "size l0", "OO7"])
def test_letters_stay_letters(text: str) -> None:
    assert tag(text, "1920-12-11") == ()


@pytest.mark.parametrize(
    ("text", "genre", "sure"),
    [
        ("He stopped breathing shortly after 1100.", "news", False),
        ("The town was taken shortly after 1100.", "narrative", True),
        ("The town was taken in 1492.", "news", True),
        ("The town was taken shortly after 1945.", "news", True),
    ],
)
def test_a_year_of_long_ago_that_could_be_an_hour_is_doubted_in_the_news(
    text: str, genre: Genre, sure: bool
) -> None:
    [found] = tag(text, "2011-10-16", genre=genre)
    assert (found.confidence > 0.9) is sure
