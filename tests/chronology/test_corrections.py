"""People's decisions: what the file may hold, what they do, and that they apply to the words they name or to none."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chronology.samples import WEDNESDAY, digest
from timeline.chronology import chronicle, load_corrections, suppressed
from timeline.chronology.corrections import Corrections, Selector, parse_corrections
from timeline.chronology.decide import decide, occurrences
from timeline.config import Config
from timeline.errors import CorrectionsError
from timeline.model import ArticleDigest, Chronology, Event

TEXT = "The dam broke on Monday. The mayor resigned on Tuesday. The army left Tesk in May."


def corrected(toml: str, *texts: str) -> Chronology:
    digests = [digest(text, WEDNESDAY, id) for text, id in zip(texts or (TEXT,), "abcdef", strict=False)]
    return chronicle(digests, parse_corrections(toml.encode()), Config())


def one(chronology: Chronology, words: str) -> Event:
    (event,) = [
        e
        for e in (*chronology.events, *chronology.undated)
        if words in e.headline or any(words in m.quote for m in e.mentions)
    ]
    return event


def correction(action: str, exact: str = "The dam broke", more: str = "") -> str:
    return (
        f'[[correction]]\narticle = "a"\nexact = "{exact}"\n{more}\n{action}\nbecause = "the mayor says so"\n'
    )


INHERITED = (
    "The dam broke on Monday, the mayor said. The water carried off two bridges. The police said a mill had burned. "
    "Snow fell in May. The union called a strike on Monday."
)


def test_a_corrected_date_reaches_what_inherits_it_and_says_so() -> None:
    before = decide([digest(INHERITED, WEDNESDAY)], Corrections()).mentions
    assert [m.edtf for m in before if m.inherited] == ["2016-12-12", "../2016-12-12"]
    toml = correction('value = "2016-12-05"', "The dam broke on Monday")
    after = {
        m.quote: m for m in decide([digest(INHERITED, WEDNESDAY)], parse_corrections(toml.encode())).mentions
    }
    water, mill = after["The water carried off two bridges"], after["The police said a mill had burned"]
    assert (water.edtf, water.inherited) == ("2016-12-05", True)
    assert "that time was dated 2016-12-05 by hand" in water.why
    assert (mill.edtf, mill.when and mill.when.start) == ("../2016-12-05", None)
    assert after["Snow fell in May"].edtf == "2016-05"
    assert after["The union called a strike on Monday"].edtf == "2016-12-12"


def test_what_a_person_dated_itself_inherits_no_correction() -> None:
    own = correction('value = "2016-12-01"', "The water carried off two bridges")
    source = correction('value = "2016-12-05"', "The dam broke on Monday")
    for toml in (own + source, source + own):
        found = decide([digest(INHERITED, WEDNESDAY)], parse_corrections(toml.encode())).mentions
        assert [m.edtf for m in found if m.quote == "The water carried off two bridges"] == ["2016-12-01"]


# --- the file ---------------------------------------------------------------------------------------------


def test_no_file_holds_no_decisions(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.toml") == Corrections()


def test_every_fault_is_told_at_once_with_its_line_and_the_nearest_key() -> None:
    text = """\
[[correction]]
article = "a"
exact = "x"
vaule = "2016"

[[correction]]
article = "a"
value = "yesterday"

[[corection]]
article = "a"

[[event]]
headline = "No id"
date = "2016-13"

[[correction]]
article = "a"
exact = "x"
drop = true
keep = true
kind = "happend"
"""
    with pytest.raises(CorrectionsError) as caught:
        parse_corrections(text.encode())
    told = [(d.line, d.message) for d in caught.value.diagnostics]
    hints = " ".join(d.hint for d in caught.value.diagnostics)
    assert (1, "unknown key 'vaule' in [[correction]]") in told and "Did you mean 'value'?" in hints
    assert (1, "[[correction]] decides nothing") in told
    assert (6, "value = 'yesterday' is no EDTF date") in told
    assert (6, "[[correction]] names no words") in told
    assert (10, "unknown table 'corection'") in told and "Did you mean 'correction'?" in hints
    assert (13, "[[event]] lacks 'id'") in told
    assert (13, "date = '2016-13' is no EDTF date") in told
    assert (17, "drop and keep contradict each other") in told
    assert any(line == 17 and "kind" in message for line, message in told)


def test_broken_toml_is_told_with_its_place() -> None:
    with pytest.raises(CorrectionsError, match="line 1"):
        parse_corrections(b"x = = 1")


# --- what they do -----------------------------------------------------------------------------------------


def test_a_value_moves_an_event_and_leaves_its_id() -> None:
    before, after = (
        one(corrected(""), "dam broke"),
        one(corrected(correction('value = "2016-11"')), "dam broke"),
    )
    assert (before.edtf, after.edtf) == ("2016-12-12", "2016-11")
    assert before.id == after.id
    assert (after.review.state, after.review.because) == ("corrected", "the mayor says so")
    assert "dated 2016-11 by hand: the mayor says so" in after.mentions[0].why


def test_whether_it_lies_ahead_or_far_back_follows_a_corrected_date() -> None:
    text = "The bridge will close on 3 March 2017. The flood broke the dam on 3 March 2017. A mill burned on Monday."

    def dated(exact: str, value: str) -> tuple[str, bool]:
        told = one(
            corrected(correction(f'value = "{value}"', exact), text), exact.split(" on ", maxsplit=1)[0]
        )
        return told.kind, told.background

    assert one(corrected("", text), "The flood broke").kind == "planned"
    assert dated("The flood broke the dam on 3 March 2017", "2016-12-11") == ("happened", False)
    assert dated("The flood broke the dam on 3 March 2017", "2016-03-03") == ("happened", True)
    assert dated("A mill burned on Monday", "2016-12-19") == ("planned", False)
    assert dated("The bridge will close on 3 March 2017", "2016-12-11")[0] == "planned", "it says “will”"


def test_headline_kind_and_source() -> None:
    toml = correction('headline = "Dam gives way"\nkind = "stated"\nasserted_by = "a shepherd"')
    event = one(corrected(toml), "dam broke")
    assert (event.headline, event.kind, event.asserted_by) == ("Dam gives way", "stated", "a shepherd")


def test_drop_takes_one_statement_out() -> None:
    told = corrected(correction("drop = true"))
    assert [e.headline for e in told.events] == ["The army left Tesk", "The mayor resigned"]


def test_keep_accepts_and_picks_words_that_no_rule_took() -> None:
    assert one(corrected(correction("keep = true")), "dam broke").review.state == "accepted"
    told = corrected(correction("keep = true", "Nobody lived there"), TEXT + " Nobody lived there.")
    assert one(told, "Nobody lived there").when is None
    told = corrected(correction('value = "2016-12-12"', "Nobody lived there"), TEXT + " Nobody lived there.")
    assert one(told, "Nobody lived there").edtf == "2016-12-12"


def test_merge_and_split() -> None:
    other = "On Monday the barrage at Velden collapsed."
    assert len(corrected("", TEXT, other).events) == 4
    toml = correction('merge = {article = "b", exact = "the barrage at Velden collapsed"}')
    event = one(corrected(toml, TEXT, other), "dam broke")
    assert len(event.mentions) == 2 and event.merged_because == ("merged by hand",)
    same = "The dam broke on Monday."
    assert len(one(corrected("", TEXT, same), "dam broke").mentions) == 2
    assert len(corrected(correction("split = true"), TEXT, same).events) == 4


def test_of_what_is_merged_the_finest_date_stands_on_which_the_rest_agree() -> None:
    """Who says "in December" speaks for the 12th, too; who says the 13th speaks against it."""
    month, day, other = (
        "The old dam above Tesk broke in December.",
        "The dam broke on Monday.",
        "The dam gave way on Tuesday.",
    )
    merge = (
        'merge = [{article = "b", exact = "The old dam above Tesk broke in December"}, '
        '{article = "c", exact = "The old dam above Tesk broke in December"}]'
    )
    told = one(corrected(correction(merge, "The dam broke on Monday"), day, month, month), "The dam broke")
    assert (told.edtf, told.headline, told.conflicts) == ("2016-12-12", "The dam broke", ())
    merge = merge.replace(
        'article = "c", exact = "The old dam above Tesk broke in December"',
        'article = "c", exact = "The dam gave way on Tuesday"',
    )
    told = one(corrected(correction(merge, "The dam broke on Monday"), day, month, other), "The dam broke")
    assert [conflict.edtf for conflict in told.conflicts] == ["2016-12-13"]


def test_pin_and_an_event_by_hand() -> None:
    toml = (
        correction("pin = true")
        + '[[event]]\nid = "opening"\nheadline = "The dam opened"\ndate = "1961"\nbecause = "archive"\n'
    )
    told = corrected(toml)
    assert one(told, "dam broke").score == 1.0 and one(told, "dam broke").pinned
    assert told.events[0].id == "opening"
    assert told.events[0].review.because == "archive"


def test_what_was_added_by_hand_is_told_among_what_matters() -> None:
    text = " ".join(
        f"The {place} dam broke on {day}." for place in ("old", "new") for day in ("Monday", "Tuesday")
    )
    added = '[[event]]\nid = "e"\ndate = "2016-12-13"\nheadline = "The minister resigned"\n'
    told = corrected(added, text)
    assert one(told, "The minister").score >= 0.6


def test_order_within_a_day_and_a_contradiction_is_told_not_raised() -> None:
    text = "The dam broke on Monday. The mayor resigned on Monday."
    first = corrected("", text)
    assert [e.headline for e in first.events] == ["The dam broke", "The mayor resigned"]
    toml = correction('after = {exact = "The mayor resigned"}')
    told = corrected(toml, text)
    assert [e.headline for e in told.events] == ["The mayor resigned", "The dam broke"]
    assert told.events[1].why_here == "a person put it after"
    told = corrected(toml + correction('before = {exact = "The mayor resigned"}'), text)
    assert [d.code for d in told.diagnostics] == ["order-contradiction"]
    told = corrected(
        correction('after = {exact = "The army left Tesk"}')
        + correction('before = {exact = "The army left Tesk"}')
    )
    assert {d.code for d in told.diagnostics} == {"order-contradiction"}


def test_withdraw_leaves_a_note_and_suppress_leaves_nothing() -> None:
    told = corrected(correction("withdraw = true"))
    assert [(e.headline, e.review.because) for e in told.withdrawn] == [
        ("The dam broke", "the mayor says so")
    ]
    assert not any("dam" in e.headline for e in told.events)
    name = one(corrected(""), "dam broke").id
    toml = f'[[correction]]\nid = "{name}"\nsuppress = true\n'
    told = corrected(toml)
    assert not any("dam" in e.headline for e in (*told.events, *told.undated, *told.withdrawn))
    (published,) = suppressed([digest(TEXT, WEDNESDAY)], parse_corrections(toml.encode()))
    assert "dam" not in published.article.text and len(published.article.text) == len(TEXT)
    assert all(published.article.text[m.start : m.end] == m.quote for m in published.mentions)
    assert "dam" not in toml


def test_an_article_is_withdrawn_as_a_whole() -> None:
    toml = '[[article]]\nid = "a"\nwithdraw = true\nbecause = "nobody was there"\non = 2016-12-20\n'
    texts = (TEXT, "The dam broke on Monday. A bridge fell on Tuesday.")
    told = corrected(toml, *texts)
    everything = (*told.events, *told.undated)
    assert {mention.article for event in everything for mention in event.mentions} == {"b"}
    assert one(told, "dam broke").voices == 1
    assert {mention.article for event in told.withdrawn for mention in event.mentions} == {"a"}
    assert {(e.review.because, e.review.on) for e in told.withdrawn} == {("nobody was there", "2016-12-20")}
    digests = [digest(text, WEDNESDAY, id) for text, id in zip(texts, "ab", strict=True)]
    (published,) = suppressed(digests, parse_corrections(toml.encode()))
    assert published.article.id == "b"
    assert told.diagnostics == ()


def test_every_article_may_be_withdrawn_and_decisions_about_one_are_not_stale() -> None:
    toml = correction('headline = "The dam"') + '[[article]]\nid = "a"\nwithdraw = true\n'
    told = corrected(toml)
    assert (told.events, told.undated, told.diagnostics) == ((), (), ())
    assert suppressed([digest(TEXT, WEDNESDAY)], parse_corrections(toml.encode())) == []


def hidden(exact: str, *texts: str) -> tuple[Chronology, list[ArticleDigest]]:
    """The chronology and the published articles once a statement of the first of them is suppressed."""
    digests = [digest(text, WEDNESDAY, id) for text, id in zip(texts, "abcdef", strict=False)]
    name = min((m for m in digests[0].mentions if exact in m.quote), key=lambda m: len(m.quote)).id
    toml = f'[[correction]]\nid = "{name}"\nsuppress = true\n'
    return corrected(toml, *texts), suppressed(digests, parse_corrections(toml.encode()))


def test_what_is_suppressed_is_not_said_by_the_statement_around_it() -> None:
    text = "Water from the dam, which the rebels blew up on Monday, was flooding Tesk on Tuesday."
    told, (published,) = hidden("blew up", text)
    (event,) = told.events
    assert "blew" not in event.headline + event.mentions[0].quote
    assert "flooding Tesk" in event.mentions[0].quote
    assert event.mentions[0].quote in published.article.text
    assert [m.quote for m in published.mentions] == [event.mentions[0].quote]


def test_what_is_suppressed_is_gone_from_copies_and_titles_however_they_are_dated() -> None:
    text = "Tesk fell silent. The rebels blew up the old dam on Monday."
    copy = "It was said in May that\n the rebels blew up the  old dam on Monday. The army left."
    told, published = hidden("blew up", text, copy)
    assert not any("blew" in e.headline + m.quote for e in told.events for m in e.mentions)
    assert not any("blew" in each.article.text for each in published)
    titled = msgspec.structs.replace(digest(text, WEDNESDAY), mark=b"")
    titled = titled.but(
        article=msgspec.structs.replace(titled.article, title="Rebels blew up the old dam, army says")
    )
    (name,) = {m.id for m in titled.mentions if "blew" in m.quote}
    toml = f'[[correction]]\nid = "{name}"\nsuppress = true\n'
    ((published_one),) = suppressed([titled], parse_corrections(toml.encode()))
    assert published_one.article.title == "██████ ████ ██ ███ ███ ███, army says"


def test_an_event_added_by_hand_can_be_suppressed() -> None:
    toml = '[[event]]\nid = "opening"\nheadline = "The line opened"\ndate = "1871"\n'
    assert "The line opened" in {e.headline for e in corrected(toml).events}
    toml += '[[correction]]\nid = "opening"\nsuppress = true\n'
    assert "The line opened" not in {e.headline for e in corrected(toml).events}


def test_an_articles_own_facts() -> None:
    decided = parse_corrections(
        b'[[article]]\nid = "a"\ndate = 2015-03-04T10:20:00\nzone = "EST"\ngenre = "narrative"\n'
    )
    article = decided.article(digest(TEXT, WEDNESDAY).article)
    assert article.anchor and article.anchor.moment.earliest == "2015-03-04T10:20"
    assert (article.anchor.zone, article.anchor.evidence.source, article.genre) == (
        "EST",
        "correction",
        "narrative",
    )


# --- finding the words ------------------------------------------------------------------------------------


def test_a_correction_of_a_renamed_article_says_where_its_words_stand() -> None:
    (finding,) = corrected(
        correction("drop = true").replace('"a"', '"2016/dam"'), "It rained.", TEXT
    ).diagnostics
    assert finding.hint == "The words stand in 'b': if it was renamed, name it here."


def test_stale_corrections_are_told_with_what_is_nearest() -> None:
    told = corrected(correction("drop = true", "The dam burst"))
    (finding,) = told.diagnostics
    assert finding.code == "correction-stale" and finding.line == 1
    assert "“The dam burst” no longer stands in a" in finding.message
    assert "“The dam broke on Monday”" in finding.hint
    assert len(told.events) == 3


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (correction("drop = true", "The"), "stands 3 times"),
        (correction("drop = true").replace('"a"', '"aa"'), "there is no article 'aa'"),
        ('[[correction]]\nid = "000000000000"\ndrop = true\n', "there is no event"),
        ('[[article]]\nid = "zzz"\ngenre = "news"\n', "there is no article 'zzz'"),
    ],
)
def test_what_cannot_be_applied_is_told(toml: str, message: str) -> None:
    (finding,) = corrected(toml).diagnostics
    assert message in finding.message and finding.hint
    assert finding.line == 1


def test_prefix_and_suffix_single_out_a_place() -> None:
    text = "It rose. It fell. It rose again."
    assert occurrences(text, Selector(exact="It rose")) == [(0, 7), (18, 25)]
    assert occurrences(text, Selector(exact="It  rose", suffix=" again")) == [(18, 25)]
    assert occurrences(text, Selector(exact="It rose", prefix="It fell.")) == [(18, 25)]
    assert occurrences(text, Selector(exact="It rose", prefix="It stood.")) == []


NUMBERS = ["one", "two", "three", "four", "five"]
SENTENCES = [f"The {word} bridges fell on {day}." for word in NUMBERS for day in ("Monday", "Tuesday")]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True),
    st.lists(
        st.tuples(
            st.sampled_from(["insert", "delete", "swap", "replace", "space"]),
            st.integers(0, 9),
            st.sampled_from(SENTENCES),
        ),
        max_size=6,
    ),
    st.integers(0, 5),
)
def test_no_sequence_of_edits_makes_a_correction_apply_to_other_words(
    start: list[str], edits: list[tuple[str, int, str]], chosen: int
) -> None:
    exact = start[chosen % len(start)].rstrip(".")
    lines = list(start)
    for edit, place, sentence in edits:
        at = place % (len(lines) + 1)
        if edit == "insert":
            lines.insert(at, sentence)
        elif edit == "delete" and lines:
            del lines[at % len(lines)]
        elif edit == "swap" and len(lines) > 1:
            lines[at % len(lines)], lines[0] = lines[0], lines[at % len(lines)]
        elif edit == "replace" and lines:
            lines[at % len(lines)] = sentence
        elif edit == "space" and lines:
            lines[at % len(lines)] = lines[at % len(lines)].replace(" ", "\n", 1)
    decisions = parse_corrections(correction('headline = "MARKED"', exact).encode())
    decided = decide([digest(" ".join(lines), WEDNESDAY)], decisions)
    marked = [m for m in decided.mentions if m.headline == "MARKED"]
    assert len(marked) <= 1
    for mention in marked:
        assert exact.split() == mention.quote.split()
    if not marked:
        assert [d.code for d in decided.diagnostics] == ["correction-stale"]
