"""Condensing an archive: which days, which sentences, and what must not matter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.chronology import summarize
from timeline.civil import Interval
from timeline.model import Anchor, Article, ArticleDigest, Evidence
from timeline.temporal import Tagger

TAGGER = Tagger("en")


def digest(ident: str, day: str | None, text: str) -> ArticleDigest:
    anchor = None
    if day:
        moment = Interval.of_day(*map(int, day.split("-")))
        anchor = Anchor(moment=moment, evidence=Evidence(source="record", words=day))
    article = Article(id=ident, path=ident, title="", text=text, blocks=(), anchor=anchor)
    return ArticleDigest(article=article, resolutions=TAGGER.tag(text, anchor))


# A dam above the town of Velm; the strike at its tram depot is another story.
DAM = [
    digest("a1", "2019-03-04", "The dam above Velm burst on Sunday after a week of rain. Water stood two metres deep in the old town."),
    digest("a2", "2019-03-05", "Rescue teams searched the flooded streets of Velm with boats. Eleven people are missing since the dam burst on Sunday."),
    digest("a3", "2019-03-09", "Engineers had warned of cracks in the dam, a report shows. The dam above Velm burst on 3 March and killed nineteen people."),
    digest("a4", "2019-06-12", "A court in Velm charged the director of the water board with negligence. The dam burst on 3 March."),
    digest("a5", "2019-06-13", "The director of the water board, charged on Wednesday over the burst dam, denies negligence."),
]  # fmt: skip
TRAMS = [
    digest(
        "b1", "2019-04-02", "Tram drivers at the Velm depot walked out over shifts. No tram ran in the town."
    ),
    digest(
        "b2", "2019-04-03", "Tram drivers stayed away for a second day after Tuesday's walkout at the depot."
    ),
]
ALL = [*DAM, *TRAMS]


def days(summary: list[tuple[str, list[str]]]) -> list[str]:
    return [day for day, _ in summary]


def test_the_days_that_most_articles_name_in_order_of_time():
    assert days(summarize(ALL, dates=2, sentences=1)) == ["2019-03-03", "2019-06-12"]


def test_a_day_is_told_by_sentences_of_the_articles_that_name_it():
    ((day, (sentence,)),) = summarize(DAM, dates=1, sentences=1)
    assert day == "2019-03-03"
    assert "dam above Velm burst" in sentence
    assert any(sentence in one.article.text for one in DAM)


def test_keywords_say_what_it_is_about():
    summary = summarize(ALL, dates=2, sentences=2, keywords=["tram"])
    assert days(summary) == ["2019-04-02"]
    assert all("Tram" in sentence for _, told in summary for sentence in told)


def test_an_article_about_something_else_gives_only_what_has_the_keyword():
    aside = digest(
        "z", "2019-07-02",
        "The theatre of Velm opened its season with a comedy on Monday, and tickets were sold out by noon. "
        + "Nobody had expected such a crowd at the doors of the old house. " * 9
        + "The tram depot beside it had burned on 5 June, and its ruins were still there.",
    )  # fmt: skip
    summary = summarize([*ALL, aside], dates=9, sentences=3, keywords=["tram"])
    assert days(summary) == ["2019-04-02", "2019-06-05"]


def test_a_sentence_that_stands_by_itself_comes_before_one_that_leans():
    told = [
        digest("l1", "2020-01-07", "It fell into the river at Tarn on Monday with two lorries on its deck."),
        digest(
            "l2", "2020-01-07", "The bridge fell into the river at Tarn on Monday with two lorries on top."
        ),
    ]
    ((_, (sentence,)),) = summarize(told, dates=1, sentences=1)
    assert sentence.startswith("The bridge")


def test_a_keyword_stands_for_what_begins_with_it():
    assert days(summarize(ALL, dates=1, sentences=1, keywords=["engineer"])) == ["2019-03-03"]
    assert summarize(ALL, dates=1, sentences=1, keywords=["gineer"]) == []


def test_bounds_hold_for_publication_and_for_events():
    summary = summarize(ALL, dates=9, sentences=2, start="2019-03-09", end="2019-06-12")
    assert days(summary) == ["2019-03-09", "2019-04-02", "2019-06-12"]
    assert not any("denies" in sentence for _, told in summary for sentence in told)


def test_bounds_are_days():
    with pytest.raises(ValueError, match="12 March"):
        summarize(ALL, dates=1, sentences=1, start="12 March")


def test_spread_prefers_days_apart():
    strike = [
        digest(f"s{day}{copy}", f"2020-05-{day:02}", f"Dockers of pier {copy} picketed the port of Orsk {extra}.")
        for day, copies, extra in [(4, 4, "loudly"), (5, 3, "calmly"), (12, 2, "singing")]
        for copy in range(copies)
    ]  # fmt: skip
    assert days(summarize(strike, dates=2, sentences=1)) == ["2020-05-04", "2020-05-05"]
    assert days(summarize(strike, dates=2, sentences=1, spread=True)) == ["2020-05-04", "2020-05-12"]
    assert len(summarize(strike, dates=3, sentences=1, spread=True)) == 3


def test_copies_of_one_text_have_one_voice():
    copies = [digest(f"c{n}", "2019-04-03", TRAMS[1].article.text) for n in range(9)]
    assert days(summarize([*DAM, *copies], dates=1, sentences=1)) == ["2019-03-03"]


def test_what_only_repeats_is_left_out():
    told = [
        digest("r1", "2020-01-07", "The bridge at Tarn fell into the river on Monday."),
        digest("r2", "2020-01-08", "The bridge at Tarn fell into the river on Monday evening."),
        digest("r3", "2020-01-09", "Two lorries hung over the water on Monday until cranes came."),
    ]
    ((_, sentences),) = summarize(told, dates=1, sentences=3)
    assert len(sentences) == 2
    assert sum("bridge at Tarn" in sentence for sentence in sentences) == 1


def test_reports_come_before_chatter():
    told = [
        digest(
            "t1", "2020-01-07", "Did you see how the bridge at Tarn fell into the river on Monday? Tell us!"
        ),
        digest("t2", "2020-01-07", "The bridge at Tarn fell into the river on Monday."),
    ]
    ((_, (sentence,)),) = summarize(told, dates=1, sentences=1)
    assert sentence == "The bridge at Tarn fell into the river on Monday."


def test_a_quiet_weekday_counts_less_than_a_busy_one():
    """One article on a Sunday, one on a Monday, in an archive whose Mondays are full."""
    archive = [
        digest(f"m{week}{copy}", f"2021-03-{week:02}", f"Traders in hall {copy} sold {week} tons of wheat at the exchange.")
        for week in (1, 8, 15)
        for copy in range(3)
    ]  # fmt: skip
    archive += [digest("x", "2021-03-21", "Traders met at the exchange over wheat and rye in the open."),
                digest("y", "2021-03-22", "Traders met at the exchange over barley and oats in the open.")]  # fmt: skip
    assert days(summarize(archive, dates=4, sentences=1))[-1] == "2021-03-22"


def test_what_lacks_text_or_date_does_no_harm():
    odd = [
        digest("e", "2019-03-04", ""),
        digest("u", None, "The dam above Velm had burst on 3 March 2019, too."),
    ]
    assert days(summarize([*odd, *DAM], dates=1, sentences=1)) == ["2019-03-03"]
    assert summarize([odd[0]], dates=3, sentences=3) == []
    assert summarize([], dates=3, sentences=3) == []


def test_years_far_apart_are_no_burden():
    far = [digest("f", "2019-03-04", "Bread was baked here on 1 May 1203, and it was baked again on Sunday.")]
    assert days(summarize(far, dates=5, sentences=1)) == ["1203-05-01", "2019-03-03"]


@settings(deadline=None)
@given(st.permutations(ALL), st.integers(1, 6), st.integers(1, 4), st.booleans())
def test_it_keeps_to_what_was_asked_and_to_the_articles_words(shuffled, dates, sentences, spread):
    summary = summarize(shuffled, dates=dates, sentences=sentences, spread=spread)
    assert summary == summarize(ALL, dates=dates, sentences=sentences, spread=spread)
    assert len(summary) <= dates
    assert days(summary) == sorted(set(days(summary)))
    whole = " ".join(one.article.text for one in ALL)
    for day, told in summary:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
        assert 1 <= len(told) <= sentences
        assert len(set(told)) == len(told)
        assert all(sentence in whole for sentence in told)
