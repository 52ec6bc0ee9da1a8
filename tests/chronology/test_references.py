"""Statements that only name an event as a known one: told apart, and one event where day, event and place agree."""

from __future__ import annotations

import pytest

from tests.chronology.samples import digest
from timeline.chronology import chronicle
from timeline.chronology.corrections import Corrections
from timeline.chronology.language.deeds import once
from timeline.chronology.language.references import reference
from timeline.config import Config

THURSDAY = (2016, 12, 15)


@pytest.mark.parametrize(
    ("headline", "date", "event"),
    [
        ("Tuesday's devastating earthquake", "Tuesday", "earthquak"),
        ("Tuesday’s quake in Karsa", "Tuesday", "earthquak"),
        ("The 6.4 magnitude tremor on 12 January", "12 January", "earthquak"),
        ("The Karsa earthquake", "", "earthquak"),
        ("The quake struck", "", "earthquak"),
        ("The flood happened in Karsa", "", "flood"),
        ("The talks took place in Karsa", "", "negoti"),
        ("Last week's vote", "Last week", "elect"),
        ("A huge quake struck Karsa", "", "earthquak"),
        ("Karsa was struck by a 6.4-magnitude earthquake", "", "earthquak"),
        ("The Pacific island has been devastated by the quake", "", "earthquak"),
        ("Karsa's worst quake in 80 years shook the hills east of Velden", "", "earthquak"),
        ("A quake in Karsa", "", None),
        ("Another quake struck Karsa", "", None),
        ("The minister was hit by a storm of protest", "", None),
        ("Karsa's economy was hit by a strike", "", None),
        ("Karsa was hit by a quake that killed 200", "", None),
        ("The quake killed 200", "", None),
        ("The 6.4-magnitude quake, the worst in 80 years, struck Karsa", "", "earthquak"),
        ("The quake of a magnitude of 6.4 struck east of Velden", "", "earthquak"),
        ("The huge earthquake shook the Pacific state", "", "earthquak"),
        ("The storm hit the impoverished island nation", "", "storm"),
        ("The quake struck the nation's economy", "", None),
        ("The quake struck as people slept", "", None),
        ("The quake relief fund struck oil", "", None),
        ("The quake relief fund", "", None),
        ("The attack's victims were buried", "", None),
        ("The army lost the city", "", None),
        ("Quake", "", None),
        ("", "", None),
    ],
)
def test_what_only_names_an_event(headline, date, event):
    told = reference(headline, date)
    assert (told and told.event) == event


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


def test_the_first_news_of_an_event_and_later_words_for_it_are_one():
    one, *rest = events(
        "Karsa was struck by a 6.4-magnitude earthquake on Tuesday.",
        "A huge earthquake struck Karsa on Tuesday, 15 km south of Velden.",
        "Aid has arrived in Karsa after Tuesday's devastating earthquake.",
        "The 6.4-magnitude quake, Karsa's worst in 80 years, struck east of Velden on Tuesday.",
    )
    assert len(one.mentions) == 4
    assert [event.headline for event in rest] == [
        "Aid has arrived in Karsa after the 13 December devastating earthquake"
    ]


def test_a_place_by_its_kind_is_the_one_that_the_report_is_about():
    one, *rest = events(
        "The devastating earthquake struck Karsa on Tuesday.",
        "An earthquake in Karsa has left thousands without homes. The quake struck the Pacific island on Tuesday.",
        "Aid is on its way to Karsa. The earthquake in Karsa, the worst in a century, struck the island on Tuesday.",
    )
    assert len(one.mentions) == 3
    assert all("struck" not in event.headline for event in rest)


@pytest.mark.parametrize(
    "other",
    [
        "An attack on a post in Velden has shaken the country. Tuesday's attack was condemned.",  # in another place
        "Many people are afraid. The attack happened on Tuesday.",  # nobody knows where
        "Karsa is afraid of an attack. The attack struck the town of Velden on Tuesday.",
        "An attack in Karsa has shaken the country. The attack happened on Monday.",
        "The mayor gives a speech in Karsa. Tuesday's speech was short.",
        "An attack in Karsa has shaken the country. A bomb killed nine people there on Tuesday.",
    ],
)
def test_another_place_or_day_or_a_deed_is_not_the_same(other):
    found = events("An attack in Karsa was feared. The attack happened on Tuesday.", other)
    assert all(len(event.mentions) == 1 for event in found)


@pytest.mark.parametrize(
    ("headline", "deed"),
    [
        ("Hale stepped down after nine nights of vigils outside her palace", "resign=hale"),
        ("President Ana Hale has resigned", "resign=ana hale"),
        ("Ferry captain Otto Lind was released", "free=otto lind"),
        ("The former mayor Karl Blom has been found guilty of fraud", "convict=karl blom"),
        ("Ana Hale has arrested nobody", None),
        ("Ana Hale was not arrested", None),
        ("Two aides of Karl Blom were arrested", None),
        ("Karl Blom and Ana Hale were arrested", None),
        ("Blom supporters were arrested", None),
        ("Police were attacked", None),
        ("Hale was", None),
    ],
)
def test_what_somebody_does_but_once(headline, deed):
    assert once(headline) == deed


def test_who_stepped_down_did_so_once_whatever_else_is_said():
    one, *rest = events(
        "President Ana Hale stepped down on Tuesday.",
        "Hale stepped down on Tuesday after nine nights of vigils outside the palace in which she had lived for 12 years.",
        "People knew Ana Hale well. Hale resigned on Tuesday, state television reported.",
    )
    assert len(one.mentions) == 3
    assert not any("resigned" in event.headline for event in rest)


def test_the_day_is_known_to_whoever_says_the_month():
    one, *_ = events(
        "The musician Tom Dorn died in June 2009.",
        "The musician Tom Dorn died at his home in June 2009, aged 50.",
        "The musician Tom Dorn died on 25 June 2009.",
    )
    assert len(one.mentions) == 3
    assert one.edtf == "2009-06-25"


def test_of_two_people_each_did_so():
    found = events("Ana Hale stepped down on Tuesday.", "Karl Hale stepped down on Tuesday.")
    assert all(len(event.mentions) == 1 for event in found)
    found = events(
        "Tom Brown was wanted. Brown was arrested on Tuesday after a chase in Karsa.",
        "Ana Brown fled. Brown was arrested on Tuesday at an airport near Velden.",
    )
    assert all(len(event.mentions) == 1 for event in found)


def test_a_name_is_known_by_what_the_article_says_elsewhere():
    one, *_ = events(
        "The musician Tom Brown died of a stroke in his garden on Tuesday.",
        "Doctors looked after Tom Brown for years. Brown died of a stroke in his garden on Tuesday.",
    )
    assert len(one.mentions) == 2
