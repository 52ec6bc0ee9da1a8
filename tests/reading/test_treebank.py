"""Texts that a corpus cut into words and marks: their events read as they were written, offsets stay those of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chronology.samples import article, digest, mentions_of
from timeline.reading.treebank import is_cut, mended

CUT = """\
The clinic in Port Ansel -LRB- the only one -RRB- collapsed in Tuesday 's quake , its director , Rosa Quint , said .
`` We do n't know how many died on 12 January , '' she said on Thursday , `` or whether the miners ' families were there . ''
Aid worth US $ 30m , or 5 % of what is needed , had come by Friday .
"""
WRITTEN = """\
The clinic in Port Ansel (the only one) collapsed in Tuesday's quake, its director, Rosa Quint, said.
“We don't know how many died on 12 January,” she said on Thursday, “or whether the miners' families were there.”
Aid worth US$30m, or 5% of what is needed, had come by Friday.
"""
SATURDAY = (2016, 1, 16)


@pytest.mark.parametrize(
    ("cut", "written"),
    [
        (CUT, WRITTEN),
        ("He said : `` It 's ` the end ' , is n't it ? ''", "He said: “It's ‘the end’, isn't it?”"),
        ('" Go , " he said . " Stay . "', '"Go," he said. "Stay."'),
        ("about 45,000 -50 ,000 dead ; A$ 5 -- no more ...", "about 45,000 -50,000 dead; A$ 5 -- no more..."),
        ("1 \\* 2 , of 1984\\/85 , -LSB- sic -RSB-", "1 * 2, of 1984/85, [sic]"),
        ("", ""),
        ("\n\n", "\n\n"),
    ],
)
def test_a_text_is_put_together_as_it_was_written(cut, written):
    assert mended(cut).text == written


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (CUT, True),
        (WRITTEN, False),
        ("", False),
        (
            "The army , it is said , left. It rained. It was cold, and the wind rose. Then, it came back.",
            False,
        ),
        ("Prices rose 4 , 5 and 6 per cent.", False),
    ],
)
def test_only_a_text_whose_marks_stand_apart_is_one(text, cut):
    assert is_cut(text) is cut


@given(st.lists(st.sampled_from([*CUT.split(), "\n", '"', "$", "\\/", "'", "don't", " "]), max_size=60))
def test_every_piece_is_found_again(words):
    cut = " ".join(words)
    whole = mended(cut)
    at = 0
    for word in words:
        start = cut.index(word, at)
        at = start + len(word)
        if word.strip() and "\\" not in word:
            assert whole.there(*whole.here(start, at)) == (start, at)


def test_its_events_read_as_written_and_count_as_they_stand():
    told = article(CUT, SATURDAY)
    cut, written = mentions_of(told), mentions_of(article(WRITTEN, SATURDAY))
    assert [mention.headline for mention in cut] == [mention.headline for mention in written]
    assert [mention.edtf for mention in cut] == [mention.edtf for mention in written]
    assert len({mention.id for mention in cut}) == len(cut) >= 4
    for mention in cut:
        assert told.text[mention.start : mention.end] == mention.quote
        assert mention.timex is None or mention.timex in digest(CUT, SATURDAY).resolutions
        assert mention.sentence[0] <= mention.start < mention.end <= mention.sentence[1]


@pytest.mark.parametrize("filling", [" ", "\t ", "\n \n", "`` ", "\\", "' ", "-LRB- ", '" ', "\u00a0"])
@pytest.mark.timeout(30)
def test_no_filling_makes_it_hang(filling):
    """A hundred thousand blanks behind the last word had been looked through once for each of them."""
    cut = CUT + filling * (200_000 // len(filling))
    whole = mended(cut)
    assert whole.text.startswith(WRITTEN.rstrip())
    assert mentions_of(article(cut, SATURDAY))[0].headline == mentions_of(article(CUT, SATURDAY))[0].headline


def test_a_time_beside_a_bracket_is_that_of_the_text_as_it_was_written():
    from timeline.build.extraction import tag
    from timeline.config import Config

    cut = f"{CUT}Update: the dam broke at 1812 -LRB- 2312 GMT -RRB- on Tuesday , since 9\\/11 the third .\n"
    told = article(cut, (2016, 1, 14))
    found, _ = tag(told, Config())
    values = {resolution.text: resolution.value for resolution in found}
    assert values["2312 GMT"] == "2016-01-12T23:12Z"
    assert values["9\\/11"] == "2001-09-11"
    assert all(cut[one.start : one.end] == one.text for one in found)
