"""Same event, another event, or a tie between two."""

from __future__ import annotations

import sys
from functools import cache
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chronology.samples import WEDNESDAY, digest
from timeline.chronology import chronicle
from timeline.chronology import merge as merging
from timeline.chronology.corrections import Corrections, parse_corrections
from timeline.chronology.language.terms import statement_terms, stem
from timeline.chronology.likeness import Subject, Verdict, compare, subject
from timeline.chronology.memo import Recall
from timeline.chronology.merge import merge
from timeline.chronology.voices import voices
from timeline.civil import Interval
from timeline.config import Config
from timeline.model import Chronology, Kind, Mention

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
from pairs import PAIRS, stories

SYNONYMS = Path(merging.__file__).parent / "language" / "en" / "synonyms.txt"


def told(*texts: str, day: tuple[int, int, int] = WEDNESDAY) -> Chronology:
    digests = [digest(text, day, id) for text, id in zip(texts, "abcdefgh", strict=False)]
    return chronicle(digests, Corrections(), Config())


def counted(*names: str) -> tuple[float, float]:
    """Precision and recall on all pairs of some files of the corpus."""
    right = wrong = missed = 0
    for _, statements in (story for name in names for story in stories(PAIRS.with_name(f"{name}.tsv"))):
        groups = merge([mention for _, mention in statements]).groups
        group_of = {mention.id: number for number, group in enumerate(groups) for mention in group}
        for (one, first), (other, second) in combinations(statements, 2):
            together = group_of[first.id] == group_of[second.id]
            right += one == other and together
            wrong += one != other and together
            missed += one == other and not together
    assert right + missed >= 40
    return right / (right + wrong), right / (right + missed)


def test_labelled_pairs_precision_and_recall() -> None:
    precision, recall = counted("pairs", "pairs-blind")
    assert precision >= 0.97
    assert recall >= 0.80


def test_pairs_that_nothing_was_fitted_to() -> None:
    precision, recall = counted("pairs-held")
    assert precision >= 0.97
    assert recall >= 0.60


def test_alike_and_another_event() -> None:
    precision, _ = counted("pairs-hard", "pairs-fresh", "pairs-wire")
    assert precision >= 0.96


def stated(words: str, id: str, *, by: str | None = None, kind: Kind = "happened") -> Mention:
    """A statement about a day."""
    return Mention(
        id=id, article=id, quote=words, start=0, end=len(words), sentence=(0, len(words)), kind=kind, headline=words,
        when=Interval.of_day(2016, 12, 12), edtf="2016-12-12", asserted_by=by, terms=statement_terms(words, words),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The minister stepped down in Karsa", "Karsa's minister has resigned"),
        ("A blast killed 23 miners at a colliery in Karsa", "At least 21 people died in an explosion at a mine in Karsa"),
        ("France beat Wales 21-3 in Karsa", "Wales were beaten by France 21-3 in Karsa"),
        ("The United Nations halted aid to Karsa", "The UN suspended aid for Karsa"),
        ("Rebels took full control of Karsa castle", "Karsa castle was seized by insurgents"),
        ("Four thousand people fled Karsa", "About 4,000 residents have fled from Karsa"),
        ("A flood in Karsa killed at least 30 people", "Forty people died in the flood at Karsa"),
        ("A boy of nine was found alive in Karsa", "A nine-year-old boy was found alive in Karsa"),
        ("Rafa Soler won the marathon in Karsa", "Soler won the marathon in Karsa, beating Ivo Lund"),
        ("Iraqi troops seized Karsa", "The army of Iraq captured Karsa"),
        ("A diver sank a wreck 40 km off Karsa", "The wreck was sunk 40 kilometres off Karsa by a diver"),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_the_same(one: str, other: str) -> None:
    assert len(merge([stated(one, "a"), stated(other, "b")]).groups) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Hale won the vote in Karsa", "Ana Hale failed to win the vote in Karsa"),
        ("A bomb killed 23 people in Karsa", "A bomb killed 40 people in Karsa"),
        ("France beat Wales 21-3 in Karsa", "Wales beat France 21-3 in Karsa"),
        ("Wales were beaten by France 21-3 in Karsa", "France were beaten by Wales 21-3 in Karsa"),
        ("Ana Hale was elected president of Karsa", "Ana Hale was sworn in as president of Karsa"),
        ("The president opened a school in Karsa", "The president opened a bridge in Karsa"),
        (
            "Police in Karsa arrested a teacher over a theft",
            "Police in Karsa arrested two brothers over a fire",
        ),
        ("Shells hit a hospital in Karsa, killing two", "Shells hit a bakery in Karsa, killing two"),
        ("A court in Karsa jailed Ida Blom for fraud", "A court in Karsa jailed Karl Blom for fraud"),
        ("Shells hit the hospital in Karsa", "Shells hit the hospital in Karsa again"),
        (
            "The last tsar was buried in Karsa",
            "Communists in Karsa protested against the burial of the last tsar",
        ),
        ("Protesters in Karsa burned a flag", "A protest in Karsa ended with the burning of a car"),
        ("They were released", "They were later released"),
        ("A police officer in Karsa has resigned", "A post office in Karsa was closed"),
    ],
)
def test_what_undoes_counts_or_does_otherwise_is_another_event(one: str, other: str) -> None:
    assert len(merge([stated(one, "a"), stated(other, "b")]).groups) == 2


def test_that_one_source_says_both_makes_no_event_of_two() -> None:
    said = ("Port Karsa is closed", "Port Karsa needs doctors")
    by = "UN spokeswoman Elise Byron"
    one, other = (stated(f"{words}, {by} said", id, by=by) for words, id in zip(said, "ab", strict=True))
    assert len(merge([one, other]).groups) == 2


def test_a_sentence_tells_nothing_twice() -> None:
    one, other = (stated("The army seized Karsa castle on Monday, killing 17", id) for id in "ab")
    assert len(merge([one, other]).groups) == 1
    assert len(merge([one, msgspec.structs.replace(other, article="a")]).groups) == 2


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        (
            "The loss came on Monday and gave it a road that commands the valley.",
            ["The loss came on 12 December and gave it a road that commands the valley"],
        ),
        (
            "Guards burned many stalls in Karsa on Monday and overturned and torched carts.",
            ["Guards burned many stalls in Karsa", "Guards overturned and torched carts"],
        ),
        (
            "Eggs were thrown at deputies on Monday, and the deputies threw them back.",
            ["Eggs were thrown at deputies", "The deputies threw eggs back"],
        ),
        (
            "The mill will review its aid on Monday, spokesman Jonas Hale said Monday.",  # of two days
            [
                "The mill will review its aid on Monday, spokesman Jonas Hale said",
                "The mill will review its aid, spokesman Jonas Hale said",
            ],
        ),
    ],
)
def test_a_sentence_that_is_told_whole_is_no_second_event(text: str, headlines: list[str]) -> None:
    events = told(text).events
    assert [event.headline for event in events] == headlines
    assert sum(len(event.mentions) for event in events) >= 2
    assert all(
        event.merged_because == ("told in the same words",) for event in events if len(event.mentions) > 1
    )


def test_what_was_said_and_that_it_was_said_is_one_event_of_a_day() -> None:
    claim = stated("The mill is shut, Jonas Hale said", "a", by="Jonas Hale")
    saying = msgspec.structs.replace(claim, id="b", kind="stated", start=99)
    assert [len(group) for group in merge([claim, saying]).groups] == [2]
    denial = msgspec.structs.replace(saying, kind="denied")
    assert [len(group) for group in merge([claim, denial]).groups] == [1, 1]


def test_copies_and_crowds_are_one_event_and_are_not_compared_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = 0
    compare = merging.compare

    def counting(one: Subject, other: Subject) -> tuple[Verdict, float]:
        nonlocal calls
        calls += 1
        return compare(one, other)

    monkeypatch.setattr(merging, "compare", counting)
    words = "The army of Syria seized the castle and the airport at Palmyra, killing 300 militants"
    copies = [stated(words, f"{number:04}") for number in range(1000)]
    merged = merge(copies)
    assert (len(merged.groups), calls) == (1, 999)
    assert merged.reasons[0][0].startswith("same day, shares ")
    calls = 0
    crowd = [stated(f"{words} {chr(97 + n % 26)}{chr(97 + n // 26)}xq", f"{n:04}") for n in range(400)]
    assert len(merge(crowd).groups) == 1
    assert calls <= 64 * 400


def test_what_is_compared_is_let_go_of_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []

    class Watched(merging._Known):
        def let_go(self, day: int) -> None:
            super().let_go(day)
            held.append(len(self._subjects))

    monkeypatch.setattr(merging, "_Known", Watched)
    told = [
        digest(words, (2016, month, 14), f"{month:02}{id}")
        for month in range(1, 13)
        for id, words in (
            ("a", "A crane fell at the quay of Osterby on Monday."),
            ("b", "A ferry sank off Karsa on Monday."),
        )
    ]
    assert len(merge(mention for one in told for mention in one.mentions).groups) == 24
    assert len(held) == 12 and max(held) <= 2


def test_a_word_says_one_thing() -> None:
    seen: dict[str, str] = {}
    groups = False
    for line in SYNONYMS.read_text("utf-8").splitlines():
        if line.startswith("["):
            groups = line.strip("[]") in (
                "deeds",
                "turning",
                "further",
                "things",
                "forms",
                "names",
                "amounts",
            )
        elif groups:
            for word in {word if "_" in word or word[0] == "=" else stem(word) for word in line.split()}:
                assert seen.setdefault(word, line) == line, f"{word} stands in two groups"


def test_an_event_keeps_every_mention_and_why_they_are_one() -> None:
    (event,) = told(
        "The army seized the airport at Karsa on Monday, killing 17 rebels.",
        "Seventeen rebels died when the army seized Karsa airport on Monday.",
    ).events
    assert {m.article for m in event.mentions} == {"a", "b"}
    assert (event.voices, event.copies) == (2, 0)
    assert len(event.aliases) == 1 and event.id not in event.aliases
    assert event.merged_because[0].startswith("same day, shares ")


def test_never_on_a_date_alone_and_never_through_an_undated_mention() -> None:
    assert len(told("The dam broke on Monday.", "The mayor resigned on Monday.").events) == 2
    words = "The army seized the airport at Karsa, killing 17 rebels"
    mentions = [
        Mention(id=id, article=id, quote=words, start=0, end=len(words), sentence=(0, 9), kind="happened", headline=words)
        for id in "ab"
    ]  # fmt: skip
    assert len(merge(mentions).groups) == 2


def test_a_plan_and_its_fulfilment_a_claim_and_its_denial_are_tied_not_merged() -> None:
    planned = digest("Ministers will sign the Osterby fishing treaty on Monday.", (2016, 12, 9), "a")
    done = digest("Ministers signed the Osterby fishing treaty on Monday.", (2016, 12, 13), "b")
    first, second = chronicle([planned, done], Corrections(), Config()).events
    assert {first.kind, second.kind} == {"planned", "happened"}
    plan, deed = (first, second) if first.kind == "planned" else (second, first)
    assert [(link.relation, link.event) for link in deed.links] == [("fulfils", plan.id)]
    assert [(link.relation, link.event) for link in plan.links] == [("fulfilled_by", deed.id)]
    said, denied = told(
        "The army shelled the Karsa hospital on Monday.",
        "The army did not shell the Karsa hospital on Monday.",
    ).events
    relations = {e.kind: [link.relation for link in e.links] for e in (said, denied)}
    assert relations == {"happened": ["denied_by"], "denied": ["denies"]}


def test_dates_that_disagree_are_one_event_with_a_conflict() -> None:
    text = "The Helios 4 rocket exploded 80 seconds after lift-off from Cape Verant on {}."
    (event,) = told(
        text.format("Monday"), text.format("Monday") + " It was raining.", text.format("Sunday")
    ).events
    assert event.edtf == "2016-12-12"
    (conflict,) = event.conflicts
    assert (conflict.about, conflict.edtf) == ("date", "2016-12-11")
    assert "say 2016-12-11" in conflict.reason


def test_copies_are_one_voice_and_raise_no_rank() -> None:
    long = (
        "The ferry Aurora sank off Kelso on Monday with 212 people on board. "
        "Coastguards pulled the last survivors from the sea in the dark. The owner refused to speak to anybody."
    )
    alone = told(long).events[0]
    copied = told(long, long + " More followed.", long.replace("anybody", "the press")).events[0]
    assert (copied.voices, copied.copies) == (1, 2)
    assert len(copied.mentions) == 3
    assert copied.score == alone.score


SANK = "The ferry Aurora sank off Kelso on Monday, killing 17 people{}."


@pytest.mark.parametrize(
    ("told", "voices", "copies"),
    [
        (["", ", Reuters reported"], 2, 0),
        ([", Reuters reported", ", Reuters said", ", according to Reuters"], 1, 2),
        ([", the Associated Press reported", ", AP said"], 1, 1),
        ([", state television reported", ", according to state television"], 1, 1),
        ([", state television reported", ", AP reported"], 2, 0),
        ([", a coastguard said", ", the owner said"], 2, 0),
        ([", the navy said, citing state television", ", state television reported"], 1, 1),
    ],
)
def test_who_quotes_a_medium_alone_speaks_with_its_voice(told: list[str], voices: int, copies: int) -> None:
    digests = [digest(SANK.format(words), WEDNESDAY, id) for words, id in zip(told, "abc", strict=False)]
    (event,) = chronicle(digests, Corrections(), Config()).events
    assert (event.voices, event.copies) == (voices, copies)


def test_the_medium_that_others_quote_is_one_of_the_articles() -> None:
    own = digest(SANK.format(""), WEDNESDAY, "a", source="Kelso Gazette")
    quoting = digest(SANK.format(", the Kelso Gazette reported"), WEDNESDAY, "b", source="Harbour Post")
    (event,) = chronicle([own, quoting], Corrections(), Config()).events
    assert (event.voices, event.copies) == (1, 1)
    more = digest(
        quoting.article.text + " The ferry Aurora sank off Kelso with 17 people.",
        WEDNESDAY,
        "b",
        source="Harbour Post",
    )
    (event, *_) = chronicle([own, more], Corrections(), Config()).events
    assert (event.voices, event.copies) == (2, 0)


def test_a_sentence_that_stands_in_several_articles_is_one_report_of_them() -> None:
    stories = (
        "It rained in Vell for so long that the market was held under the arches of the old town hall, as in former days.",
        "The port stays closed to every ship that draws more than two metres until the dredger has come back from the north.",
        "In Ostley the choir sang without its tenors, whom a cold had kept at home, and was given more applause than ever.",
    )

    def voices_of(*said: str) -> tuple[int, int]:
        events = told(*(f"{story} {words}" for story, words in zip(stories, said, strict=False))).events
        (event,) = [event for event in events if "sank" in event.headline]
        return event.voices, event.copies

    sank = SANK.format("")
    assert voices_of(sank, sank, sank) == (1, 2)
    assert voices_of(sank, f"{sank} The ferry Aurora sank off Kelso with 17 people.") == (2, 0)
    short = "The ferry Aurora sank on Monday."
    assert voices_of(short, short, short) == (3, 0)


def test_the_latest_version_is_the_voice() -> None:
    text = "The ferry Aurora sank off Kelso with 212 people on board. Coastguards pulled the last of them from the sea."
    articles = [
        digest(text, WEDNESDAY, id, version=version) for id, version in (("a", 1), ("b", 3), ("c", 2))
    ]
    assert voices(articles) == {"a": "b", "b": "b", "c": "b"}


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6), max_size=9), st.integers(1, 80)
)
def test_voices_do_not_depend_on_how_many_sentences_are_looked_at_together(
    stories: list[list[str]], together: int
) -> None:
    told = [
        digest(
            " ".join(f"The {letter} boats lay in the {letter} port." for letter in letters),
            WEDNESDAY,
            f"{number}",
        )
        for number, letters in enumerate(stories)
    ]
    expected = voices(told)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline.chronology.voices._PART", together)
        assert voices(told) == expected


def test_a_leading_mentions_id_is_the_events_and_survives_new_articles() -> None:
    first = "The army seized the airport at Karsa on Monday, killing 17 rebels."
    later = digest("Seventeen rebels died when the army seized Karsa airport on Monday.", (2016, 12, 15), "0")
    (before,) = told(first).events
    (after,) = chronicle([digest(first, WEDNESDAY, "a"), later], Corrections(), Config()).events
    assert before.id == after.id


@pytest.mark.parametrize("words", ["", "The", "17"])
def test_statements_without_telling_words_are_never_merged(words: str) -> None:
    mentions = [told("The dam broke on Monday.").events[0].mentions[0] for _ in range(2)]
    bare = [
        Mention(id=id, article=id, quote=words or "-", start=0, end=3, sentence=(0, 3), kind="happened", headline=words or "-", when=m.when)
        for id, m in zip("ab", mentions, strict=True)
    ]  # fmt: skip
    assert len(merge(bare).groups) == 2


class Kept(dict[bytes, bytes]):
    """A memo in memory."""

    def put(self, key: bytes, value: bytes) -> None:
        self[key] = value


WORDS = [
    "The army seized the airport at Karsa on Monday, killing 17 rebels.",
    "Seventeen rebels died when the army seized Karsa airport on Monday.",
    "Rebels lost the airport at Karsa on Sunday; the army killed 17 of them.",
    "In December the army seized the airport at Karsa and killed 17 rebels.",
    "Ministers will sign the Osterby fishing treaty on Friday.",
    "The ferry Aurora sank off Kelso on Tuesday with 212 people on board.",
]


@given(st.lists(st.sets(st.integers(0, len(WORDS) - 1), min_size=1), min_size=2, max_size=4))
@settings(max_examples=25, deadline=None)
def test_what_an_earlier_build_found_changes_nothing(builds: list[set[int]]) -> None:
    memo = Kept()
    for chosen in builds:
        digests = [digest(WORDS[number], WEDNESDAY, f"a{number}") for number in chosen]
        assert chronicle(digests, Corrections(), Config(), memo) == chronicle(
            digests, Corrections(), Config()
        )


EDITED = {
    1: "Twenty rebels died when the army seized Karsa airport on Monday.",
    4: WORDS[4] + " It is the third.",
}


@given(
    st.lists(
        st.tuples(
            st.sets(st.integers(0, len(WORDS) - 1), min_size=1),
            st.sets(st.sampled_from(sorted(EDITED))),
            st.sets(st.integers(0, len(WORDS) - 1), max_size=2),
            st.booleans(),
        ),
        min_size=2,
        max_size=5,
    )
)
@settings(max_examples=40, deadline=None)
def test_what_a_process_keeps_of_single_articles_changes_nothing(
    builds: list[tuple[set[int], set[int], set[int], bool]],
) -> None:
    """Articles come, go and are edited, people put headlines right and take that back; what stands is the same object."""
    recall = Recall()
    read = cache(lambda words, name: digest(words, WEDNESDAY, name))
    for chosen, edited, corrected, whole in builds:
        told = {n: EDITED[n] if n in edited else WORDS[n] for n in chosen}
        digests = [read(words, f"a{n}") for n, words in told.items()]
        put_right = [
            f'[[correction]]\narticle = "a{n}"\nexact = "{told[n].split(" on ")[0]}"\nheadline = "Put right {n}"\n'
            for n in sorted(corrected & chosen)
        ]
        corrections = parse_corrections("\n".join(put_right).encode())
        config = Config(full_text=whole)
        assert chronicle(digests, corrections, config, recall) == chronicle(digests, corrections, config)


@pytest.mark.parametrize("kind", [Kept, Recall])
def test_what_was_found_of_others_sources_or_sentences_is_not_believed(
    kind: type[Kept] | type[Recall],
) -> None:
    """The same words, of which a person says that somebody else said them; the same, parted into two sentences."""
    words = (
        "The mayor of Karsa visited the new hospital",
        "The mayor of Karsa paid a visit to the hospital ward",
    )
    memo = kind()
    for by, events in ((None, 1), ("the mayor of Karsa", 2), (None, 1)):
        told = [stated(text, id, by=by) for text, id in zip(words, "ab", strict=True)]
        assert len(merge(told, memo=memo).groups) == events
    one, other = (
        msgspec.structs.replace(stated(text, id), article="a", sentence=(0, 90))
        for text, id in zip(words, "ab", strict=True)
    )
    for start, events in ((0, 2), (45, 1), (0, 2)):
        told = [one, msgspec.structs.replace(other, sentence=(start, 90))]
        assert len(merge(told, memo=memo).groups) == events


@pytest.mark.parametrize("rubbish", [b"", b"\xc1", b"\x81\xa1a\x01"])
def test_a_memo_that_holds_something_else_is_not_believed(rubbish: bytes) -> None:
    digests = [digest(words, WEDNESDAY, id) for words, id in zip(WORDS, "abcdef", strict=True)]
    memo = Kept({b"merge": rubbish})
    assert chronicle(digests, Corrections(), Config(), memo) == chronicle(digests, Corrections(), Config())


def test_a_day_after_the_month_is_not_in_it() -> None:
    march, april = (
        digest(f"The army seized the airport at Karsa {when}, killing 17 rebels.", (2016, 12, 14), id)
        for when, id in (("in March 2016", "a"), ("on 2 April 2016", "b"))
    )
    assert len(chronicle([march, april], Corrections(), Config()).events) == 2


def test_what_followed_on_the_next_day_is_another_event() -> None:
    died = msgspec.structs.replace(
        stated("Leo Marsden died at his home in Dalton", "a"),
        edtf="2016-12-11",
        when=Interval.of_day(2016, 12, 11),
    )
    mourned = stated("Fans of Leo Marsden laid flowers outside his home in Dalton", "b")
    a, b = subject(died), subject(mourned)
    assert isinstance(a, Subject)
    assert isinstance(b, Subject)
    assert compare(a, b)[0] == "different"


@pytest.mark.parametrize(
    ("one", "other", "events"),
    [
        ("The French minister resigned on Monday in Brussels.", "The German minister resigned on Monday in Brussels.", 2),
        ("Russian jets bombed the market of Tesk on Monday.", "Syrian jets bombed the market of Tesk on Monday.", 2),
        ("US jets bombed the market of Tesk on Monday.", "American planes bombed a market in Tesk on Monday.", 1),
        ("The French minister resigned on Monday in Brussels.", "The minister of France resigned on Monday in Brussels.", 1),
    ],
)  # fmt: skip
def test_what_one_land_did_is_not_what_another_did(one: str, other: str, events: int) -> None:
    assert len(told(one, other).events) == events


def test_a_reason_is_told_once_however_many_were_joined_for_it() -> None:
    texts = ("The dam broke.", "The mayor resigned.", "The army left Tesk.", "A mill burned.")
    mentions = [
        mention for text in texts for mention in digest(f"On Monday {text}", WEDNESDAY, text).mentions
    ]
    a, b, c, d = sorted(mention.id for mention in mentions)
    merged = merge(mentions, joined=[(a, b), (c, d), (b, c)])
    assert merged.reasons == [("merged by hand",)]
