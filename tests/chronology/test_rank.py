"""What a process keeps of a day's events is made anew whenever something that counts has changed."""

from __future__ import annotations

from tests.chronology.samples import digest
from timeline.chronology import chronicle
from timeline.chronology.corrections import Corrections
from timeline.chronology.memo import Recall
from timeline.chronology.rank import scores
from timeline.config import Config

TUESDAY, FRIDAY = (2016, 12, 13), (2016, 12, 16)
TOLD = (
    digest("The ferry Aurora sank off Kelso today with 212 people on board.", TUESDAY, "a"),
    digest("A second ferry left Kelso today for the island with 90 people.", TUESDAY, "b"),
    digest("Ministers will sign the Osterby fishing treaty on Monday.", TUESDAY, "c"),
)


def test_a_day_that_another_article_names_counts_more_at_once() -> None:
    recall = Recall()
    silent = digest("Kelso mourned after the storm.", FRIDAY, "d").but(mentions=())
    naming = digest("Kelso mourned after Tuesday’s storm.", FRIDAY, "d").but(mentions=())
    before, after = (
        chronicle((*TOLD, last), Corrections(), Config(), recall).events for last in (silent, naming)
    )
    assert after == chronicle((*TOLD, naming), Corrections(), Config()).events
    assert [event.score for event in before] != [event.score for event in after]


def test_who_turns_out_to_speak_with_one_voice_counts_once_at_once() -> None:
    events = chronicle(TOLD, Corrections(), Config()).events
    apart, together = {"a": "a", "b": "b", "c": "c"}, {"a": "a", "b": "a", "c": "c"}
    recall = Recall()
    for voice in (apart, together):
        recall.turn()
        assert scores(events, TOLD, voice, recall) == scores(events, TOLD, voice)
    assert scores(events, TOLD, apart) != scores(events, TOLD, together)
