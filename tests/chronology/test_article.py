"""One agency article, whole: every statement with its date, kind and source, and nothing dated by what is no date."""

from __future__ import annotations

from tests.chronology.samples import article, mentions_of

TEXT = """\
The coast guard and volunteers pulled 61 people from the sea off Kelso on Saturday, many of them children, but called off the search at nightfall as a gale closed in.
Saturday's sinking is the worst in these waters since the Aurora went down in February 2018 with the loss of 32 lives, a disaster that led to years of argument over the port's lifeboats.
State radio reported on Saturday that the owners of the boat had left the country. They were last seen at a hotel in Harn.
The storm's landfall near Velden on Thursday and its turn to the north on Friday surprised forecasters, who had expected it to weaken after its long march across the plains.
High winds and rain battered the coast from midnight on Friday and throughout Saturday morning, a Kelso Times reporter in the port said, with gusts stronger than any in nearly six years.
Ministers of Marland and Tarsia are meeting in Osterby on Sunday to agree on help for the survivors, officials said.
The harbour police detained the captain on Saturday evening before he was able to board a train there, said the head of the port authority.
The fishing fleet has lost a string of boats since late last year, forcing two villages to give up the trade.
The prime minister, Ada Lind, said on Saturday that the government would do all it could to find the missing.
Marland newspapers reported that a second boat had capsized overnight near Brevik but that all 14 of its crew had been saved.
"We owe them an answer," said one mother.
"""

EXPECTED = [
    ("2016-12-10", "happened", None, "pulled 61 people from the sea", "Saturday"),
    ("2016-12-10", "happened", None, "called off the search", "nightfall"),
    ("2018-02", "", None, "", ""),
    ("../2016-12-10", "happened", "State radio", "owners of the boat had left the country", "Saturday"),
    ("2016-12-08", "happened", None, "landfall near Velden", "Thursday"),
    ("2016-12-09", "happened", None, "turn to the north", "Friday"),
    ("2016-12-10", "happened", "a Kelso Times reporter in the port", "High winds and rain battered", "midnight on Friday"),
    ("2016-12-11", "ongoing", "officials", "meeting in Osterby", "Sunday"),
    ("2016-12-10", "happened", "the head of the port authority", "detained the captain", "Saturday evening"),
    ("2015~/..", "ongoing", None, "lost a string of boats", "late last year"),
    ("2016-12-10", "stated", "The prime minister, Ada Lind", "said on Saturday that the government", "Saturday"),
    ("2016-12-10/2016-12-11", "happened", "Marland newspapers", "a second boat had capsized", "overnight"),
]  # fmt: skip


def test_an_agency_article_gives_what_a_reader_expects() -> None:
    found = [
        (m.edtf, m.kind, m.asserted_by, m.quote, m.timex.text if m.timex else None)
        for m in mentions_of(article(TEXT.replace("2018", "2012"), (2016, 12, 11)))
    ]
    for date, kind, source, words, expression in EXPECTED:
        if kind:
            assert any(
                row[:3] == (date, kind, source) and words in row[3] and row[4] == expression for row in found
            ), (date, kind, source, words, found)


def test_nothing_is_dated_by_durations_vague_words_or_marches() -> None:
    for mention in mentions_of(article(TEXT, (2016, 12, 11))):
        if mention.timex:
            assert mention.timex.text not in ("years", "nearly six years", "march", "once", "last")


def test_no_quotation_is_longer_than_its_sentence() -> None:
    for mention in mentions_of(article(TEXT, (2016, 12, 11))):
        assert mention.sentence[0] <= mention.start < mention.end <= mention.sentence[1]
        assert "\n" not in mention.quote
