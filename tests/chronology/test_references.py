"""Statements that only name an event as a known one: told apart, and one event where day, event and place agree."""

from __future__ import annotations

import pytest

from tests.chronology.samples import digest
from timeline.chronology import chronicle
from timeline.chronology.corrections import Corrections
from timeline.chronology.language.references import reference
from timeline.config import Config

THURSDAY = (2016, 12, 15)


@pytest.mark.parametrize(
    ("headline", "date", "event"),
    [
        ("Tuesday's devastating earthquake", "Tuesday", "earthquak"),
        ("Tuesday’s quake in Karsa", "Tuesday", "earthquak"),
        ("The 7.0 magnitude quake on 12 January", "12 January", "earthquak"),
        ("The Karsa earthquake", "", "earthquak"),
        ("The quake struck", "", "earthquak"),
        ("The flood happened in Karsa", "", "flood"),
        ("The talks took place in Karsa", "", "negoti"),
        ("Last week's vote", "Last week", "elect"),
        ("A quake struck Karsa", "", None),
        ("The quake killed 200", "", None),
        ("The quake relief fund", "", None),
        ("The attack's victims were buried", "", None),
        ("The army lost the city", "", None),
        ("Quake", "", None),
        ("", "", None),
    ],
)
def test_what_only_names_an_event(headline, date, event):
    assert reference(headline, date) == event


def events(*texts):
    told = [digest(text, THURSDAY, f"a{number}") for number, text in enumerate(texts)]
    return chronicle(told, Corrections(), Config()).events


def test_what_reports_call_the_quake_is_the_one_of_their_place():
    one, *rest = events(
        "The devastating earthquake struck Karsa on Tuesday.",
        "Rescuers looked in Karsa for survivors of the earthquake. The quake happened on Tuesday.",
        "An earthquake in Karsa has left thousands without homes. The quake struck on Tuesday.",
    )
    assert len(one.mentions) == 3
    assert one.headline == "The devastating earthquake struck Karsa"
    assert all("quake struck" not in event.headline for event in rest)


@pytest.mark.parametrize(
    "other",
    [
        "An attack on a post in Velden has shaken the country. Tuesday's attack was condemned.",  # in another place
        "Many people are afraid. The attack happened on Tuesday.",  # nobody knows where
        "An attack in Karsa has shaken the country. The attack happened on Monday.",
        "An attack in Karsa has shaken the country. A bomb killed nine people there on Tuesday.",
    ],
)
def test_another_place_or_day_or_a_deed_is_not_the_same(other):
    found = events("An attack in Karsa was feared. The attack happened on Tuesday.", other)
    assert all(len(event.mentions) == 1 for event in found)
