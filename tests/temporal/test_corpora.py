"""Tables of expressions: what they mean, what is no time, and what nobody can say without a day of writing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline.civil import DAY, HOUR
from timeline.temporal import tag

FOLDER = Path(__file__).parents[1] / "corpora" / "en"


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def marked(text: str) -> tuple[str, int, int]:
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize("row", rows("positive.tsv"), ids=lambda row: row[0])
def test_positive(row: list[str]) -> None:
    text, start, end = marked(row[0])
    found = tag(text, "2016-12-11")
    wanted = (text[start:end], row[1], row[2], row[3] if len(row) > 3 else None)
    assert wanted in [(r.text, r.type, r.value, r.mod) for r in found if r.start == start]


@pytest.mark.parametrize("row", rows("negative.tsv"), ids=lambda row: row[0])
def test_negative(row: list[str]) -> None:
    assert [(r.text, r.rule) for r in tag(row[0], "2016-12-11")] == []


@pytest.mark.parametrize("row", rows("latent.tsv"), ids=lambda row: row[0])
def test_latent(row: list[str]) -> None:
    text, start, end = marked(row[0])
    [found] = tag(text)
    assert (found.start, found.end, found.type, found.value or "-") == (start, end, row[1], row[2])
    assert found.value is not None or (found.interval is None and found.edtf is None)


@pytest.mark.parametrize("row", rows("directions.tsv"), ids=lambda row: row[0])
def test_direction(row: list[str]) -> None:
    """On which side of the day of writing a weekday lies, by what its clause says."""
    text, start, _ = marked(row[0])
    assert [r.direction for r in tag(text, "2013-03-22") if r.start == start] == [row[1]]


_MARK = re.compile(r"\[([^|\]]*)\|([A-Z]+)\|([^|\]]*)(?:\|([A-Z_]+))?\]")


@pytest.mark.parametrize("row", rows("passages.tsv"), ids=lambda row: " ".join(row[1].split()[:8]))
def test_passage(row: list[str]) -> None:
    """A passage whole: what is marked and nothing else, its genre undecided."""
    text, wanted, done = "", [], 0
    passage = row[1].replace(" ¶ ", "\n\n")
    for mark in _MARK.finditer(passage):
        text += passage[done : mark.start()]
        wanted.append((len(text), mark[1], mark[2], mark[3], mark[4]))
        text, done = text + mark[1], mark.end()
    text += passage[done:]
    assert [(r.start, r.text, r.type, r.value, r.mod) for r in tag(text, row[0])] == wanted


def test_a_name_ends_with_its_line() -> None:
    assert [
        found.text
        for found in tag("He joins Leeds United\nYesterday at 6 pm\nThey signed him.", "2016-12-11")
    ] == ["Yesterday at 6 pm"]


def test_since_leaves_the_end_open() -> None:
    [found] = tag("It has suffered since late last year.", "2016-12-11")
    assert found.interval is not None
    assert (found.value, found.mod, found.edtf) == ("2015", "END", "2015~/..")
    assert (found.interval.earliest, found.interval.latest) == ("2015-09-02", None)


def test_midnight_is_the_end_of_its_day() -> None:
    [found] = tag("Shells fell from midnight on Saturday.", "2016-12-11")
    assert found.interval is not None
    assert (found.value, found.edtf, found.interval.earliest) == (
        "2016-12-10T24:00",
        "2016-12-11",
        "2016-12-11T00:00",
    )


def test_the_early_hours_of_a_day_are_those_before_its_morning() -> None:
    [found] = tag("Shells fell in the early hours of Sunday.", "2016-12-14")
    assert found.interval is not None
    assert found.interval.start is not None
    assert (found.interval.start % DAY, found.interval.end) == (0, found.interval.start + 6 * HOUR)


def test_a_night_has_two_days() -> None:
    [found] = tag("Shells fell overnight.", "2016-12-11")
    assert found.interval is not None
    assert (found.edtf, found.interval.earliest, found.interval.latest) == (
        "2016-12-10/2016-12-11",
        "2016-12-10",
        "2016-12-11",
    )


def test_a_date_in_numerals_follows_the_configured_order_and_says_so() -> None:
    [found] = tag("It was sent on 11/12/2016.", "2017-01-01")
    assert (found.value, [other.value for other in found.alternatives]) == ("2016-12-11", ["2016-11-12"])
    assert any("DMY" in step for step in found.why)
    [found] = tag("It was sent on 11/12/2016.", "2017-01-01", date_order="MDY")
    assert found.value == "2016-11-12"


def test_what_was_said_and_what_is_implied() -> None:
    [march] = tag("The city fell in March.", "2016-12-11")
    assert (march.said, march.implied, march.direction) == (("month",), ("year",), "past")
    assert [(other.value, other.direction) for other in march.alternatives] == [("2017-03", "future")]
    assert march.why[0] == "rule “month”"
    assert march.why[-1] == "so March 2016"
    [may] = tag("The city fell in May 2015.", "2016-12-11")
    assert (may.said, may.implied, may.alternatives) == (("year", "month"), (), ())


def test_a_weekday_whose_next_one_is_tomorrow_is_less_sure_to_be_six_days_back() -> None:
    """A wire that is dated Monday may tell what happened on Tuesday, where that has begun."""
    monday, tuesday, wednesday = tag("They met on Monday, on Tuesday and on Wednesday.", "2016-12-12")
    assert (tuesday.value, [other.value for other in tuesday.alternatives]) == ("2016-12-06", ["2016-12-13"])
    assert tuesday.confidence < 0.8 < min(monday.confidence, wednesday.confidence)
    (met,) = tag("They will meet on Tuesday.", "2016-12-12")
    assert met.value == "2016-12-13" and met.confidence > 0.8
