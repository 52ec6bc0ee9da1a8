"""The order: total, explained, and the same whatever the articles are called and however they come."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chronology.samples import WEDNESDAY, digest
from timeline.chronology import as_of, chronicle
from timeline.chronology.corrections import Corrections
from timeline.config import Config
from timeline.model import ArticleDigest, Chronology

TEXTS = [
    "The dam broke on Monday. The mayor resigned on Tuesday.",
    "On Monday the dam broke. In May the valley had been dry.",
    "The army left Tesk in May 2015. It returned in June 2015.",
    "The dam broke on Sunday, the ministry said. A school fell on Monday night.",
    "The union will march on Friday. Nobody has worked since Saturday.",
    "A boy was found.",
]


def told(digests: list[ArticleDigest]) -> Chronology:
    return chronicle(digests, Corrections(), Config())


def lines(chronology: Chronology) -> list[tuple[str | None, str]]:
    return [(event.edtf, event.headline) for event in (*chronology.events, *chronology.undated)]


def test_coarser_later_and_open_ones_in_a_documented_place() -> None:
    text = (
        "The valley was flooded in 2015. The bridge fell in January 2015. The school fell on 1 January 2015. "
        "The mayor said on 1 January 2015 that the church had fallen."
    )
    events = told([digest(text, WEDNESDAY)]).events
    assert [(e.edtf, e.why_here) for e in events] == [
        ("2015-01-01", "first: nothing begins earlier"),
        ("2015-01", "begins at the same time, ends later"),
        ("2015", "begins at the same time, ends later"),
        ("../2015-01-01", "known only by then"),
    ]


def test_the_texts_own_order_words_count_within_a_day() -> None:
    text = "The dam broke on Monday, and then the bridge fell."
    first, second = told([digest(text, WEDNESDAY)]).events
    assert (first.headline, second.headline) == ("The dam broke", "The bridge fell")
    assert second.why_here == "the text puts it after: “and then”"


@pytest.mark.parametrize(
    ("text", "later", "words"),
    [
        ("The mayor resigned on Monday after the dam broke on Monday.", "The mayor resigned", "after"),
        ("The mayor resigned on Monday. Earlier that day, the dam had broken.", "The mayor resigned", "Earlier"),
        ("The mayor resigned on Monday. Before that, the dam had burst on Monday.", "The mayor resigned", "Before that"),
    ],
)  # fmt: skip
def test_what_is_told_first_may_have_come_later(text: str, later: str, words: str) -> None:
    first, second = told([digest(text, WEDNESDAY)]).events
    assert "dam" in first.headline and second.headline == later
    assert second.why_here == f"the text puts it after: “{words}”"


def test_an_event_that_waited_for_another_names_it() -> None:
    text = (
        "On Monday the army took the hill, then shelled the town. Shortly before that on Monday, rebels had left the fort. "
        "On Monday a school fell."
    )
    events = told([digest(text, WEDNESDAY)]).events
    assert [e.headline for e in events][-2:] == ["The army shelled the town", "A school fell"]
    assert events[-2].why_here == "the text puts it after: “Shortly before that”"


def test_order_words_against_the_dates_are_a_finding_and_the_dates_hold() -> None:
    text = "The mayor resigned on Monday. Earlier, the dam had broken on Tuesday."
    chronology = told([digest(text, WEDNESDAY, "a")])
    assert [e.edtf for e in chronology.events] == ["2016-12-12", "2016-12-13"]
    (finding,) = chronology.diagnostics
    assert (finding.code, finding.level) == ("order-contradiction", "note")
    assert "“Earlier” puts" in finding.message


@given(st.permutations(range(len(TEXTS))))
@settings(max_examples=25, deadline=None)
def test_the_order_of_articles_never_matters(order: list[int]) -> None:
    digests = [digest(text, WEDNESDAY, f"a{number}") for number, text in enumerate(TEXTS)]
    assert told([digests[number] for number in order]) == told(digests)


@given(st.permutations([f"{name}.txt" for name in "zyxwvu"]))
@settings(max_examples=25, deadline=None)
def test_file_names_never_matter(names: list[str]) -> None:
    digests = [digest(text, WEDNESDAY, f"a{number}") for number, text in enumerate(TEXTS)]
    renamed = [
        msgspec.structs.replace(d, article=msgspec.structs.replace(d.article, path=name))
        for d, name in zip(digests, names, strict=True)
    ]
    assert told(renamed) == told(digests)


def test_nothing_is_lost() -> None:
    digests = [digest(text, WEDNESDAY, f"a{number}") for number, text in enumerate(TEXTS)]
    chronology = told(digests)
    kept = {m.id for event in (*chronology.events, *chronology.undated) for m in event.mentions}
    assert kept == {m.id for d in digests for m in d.mentions}
    assert "A boy was found" in [event.headline for event in chronology.undated]


def test_as_of_a_day_only_what_was_published_is_known() -> None:
    digests = [
        digest("The dam broke on Monday.", (2016, 12, 13), "a"),
        digest("The dam broke on Monday. The mayor resigned on Tuesday.", (2016, 12, 14), "b"),
        digest("The dam broke on Monday.", None, "c"),
    ]
    assert [d.article.id for d in as_of(digests, "2016-12-12")] == []
    assert lines(told(as_of(digests, "2016-12-13"))) == [("2016-12-12", "The dam broke")]
    assert len(told(as_of(digests, "2016-12-14")).events) == 2


def test_what_others_name_from_other_days_ranks_first() -> None:
    digests = [
        digest("The dam broke on 3 October. A sheep was found on 5 October.", WEDNESDAY, "a"),
        digest("Since 3 October nobody has slept in Tesk.", WEDNESDAY, "b"),
        digest("The inquiry will ask what was known on 3 October.", WEDNESDAY, "c"),
    ]
    scores = {event.headline: event.score for event in told(digests).events}
    assert scores["The dam broke"] > scores["A sheep was found"]
    assert all(0 <= score <= 1 for score in scores.values())


def test_what_others_tell_of_a_day_in_its_words_ranks_before_the_lead_of_an_aside() -> None:
    others = (
        "Nobody has governed the town since the mayor resigned on Monday.",
        "Prices rose on Tuesday, a day after the mayor had resigned on Monday.",
        "Engineers had called for help before the mayor resigned on Monday.",
        "A deputy who saw the mayor resign on Monday will stand in March.",
        "The mayor resigned on Monday, and no party has a name for the vote.",
    )
    digests = [
        digest("A choir from Arlen sang carols on Monday in the market hall.", WEDNESDAY, "choir"),
        *(digest(text, WEDNESDAY, f"other-{number}") for number, text in enumerate(others)),
    ]
    scores = {event.headline: event.score for event in told(digests).events}
    choir = next(score for headline, score in scores.items() if "choir" in headline)
    assert max(score for headline, score in scores.items() if "resign" in headline) > choir


@pytest.mark.parametrize(
    "chat", ["We thank the people of the valley", "Page last updated", "Who sank the ferry?"]
)
def test_what_reports_nothing_ranks_below_a_report(chat: str) -> None:
    said = f"{chat.rstrip('?')} on Monday{'?' * chat.endswith('?')}"
    digests = [
        digest(f"{said}{'.' * (not chat.endswith('?'))} The dam broke on Monday.", WEDNESDAY),
    ]
    by_score = sorted(told(digests).events, key=lambda event: -event.score)
    assert by_score[0].headline == "The dam broke"


def test_a_day_that_others_name_counts_for_no_month_that_begins_on_it() -> None:
    digests = [
        digest("The mine was closed in May 2016. The church burned on 2 May 2016.", WEDNESDAY, "a"),
        *(digest("Flags flew on 1 May 2016.", WEDNESDAY, f"b{n}") for n in range(4)),
    ]
    scores = {event.headline: event.score for event in told(digests).events}
    assert abs(scores["The mine was closed"] - scores["The church burned"]) < 0.2
