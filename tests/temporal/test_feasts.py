"""Holidays on the days that calendars print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from timeline.civil import civil_from_days, days_from_civil
from timeline.temporal import tag
from timeline.temporal.feasts import FIXED, FROM_EASTER, NTH_WEEKDAY, feast
from timeline.temporal.grammar import load

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("easter", (2019, 4, 21)),
        ("pentecost", (2016, 5, 15)),
        ("ash-wednesday", (2021, 2, 17)),
        ("thanksgiving", (2016, 11, 24)),
        ("black-friday", (2019, 11, 29)),
        ("cyber-monday", (2019, 12, 2)),
        ("election-day", (2016, 11, 8)),
        ("memorial-day", (2016, 5, 30)),
        ("mothers-day", (2017, 5, 14)),
        ("eid-al-fitr", (2019, 6, 4)),
        ("ramadan", (2016, 6, 6)),
        ("passover", (2016, 4, 23)),
        ("lunar-new-year", (1968, 1, 29)),
    ],
)
def test_days(name: str, day: tuple[int, int, int]) -> None:
    span = feast(name, day[0])
    assert span is not None
    # Moon sightings and time zones move what the moon rules by a day.
    assert abs(span[0] - days_from_civil(*day)) <= (0 if name in FIXED | FROM_EASTER | NTH_WEEKDAY else 1)


def test_what_the_table_does_not_know_has_no_day() -> None:
    assert feast("eid-al-fitr", 1805) is None
    assert feast("no such feast", 2016) is None


def test_feasts_that_need_no_table_hold_for_every_year() -> None:
    """Easter's own cycle is longer than the calendar's 400 years, so it is left out."""
    for name in FIXED | NTH_WEEKDAY:
        now, then = feast(name, 2016), feast(name, 1616)
        assert now and then
        assert now[0] - then[0] == 146_097, name
        assert civil_from_days(now[0])[0] == 2016


def test_every_name_of_the_lexicon_has_its_days() -> None:
    assert [name for name in load("en").values["holiday"].values() if feast(name, 2016) is None] == []


def test_in_a_sentence() -> None:
    found = tag("They met on Easter Monday, and again before Ramadan.", "2016-12-11")
    assert (found[0].text, found[0].value) == ("Easter Monday", "2016-03-28")
    assert found[1].interval is not None
    assert found[1].interval.earliest == "2016-06-06"


def test_the_table_is_what_the_library_says() -> None:
    done = subprocess.run(
        [sys.executable, "tools/feasts.py", "--check"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
