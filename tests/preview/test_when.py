"""What an editor may write as a date: all of it understood, or none, with what would be."""

from __future__ import annotations

import pytest

from timeline.civil import Interval
from timeline.errors import CorrectionsError
from timeline.model import Anchor, Article, Evidence
from timeline.preview.when import read_date

WEDNESDAY = Article(
    id="a", path="a.txt", title="", text="", blocks=(),
    anchor=Anchor(moment=Interval.of_day(2016, 12, 14), evidence=Evidence(source="stamp", words="14 December 2016")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2016-12-11", "2016-12-11"),
        ("  2016-12 ", "2016-12"),
        ("../2016-12-11", "../2016-12-11"),
        ("2016-12-11T20:30", "2016-12-11T20:30"),
        ("last Friday", "2016-12-09"),
        ("friday", "2016-12-09"),
        ("next Monday", "2016-12-19"),
        ("three days earlier", "2016-12-11"),
        ("the day before", "2016-12-13"),
        ("dec 11", "2016-12-11"),
        ("the 11th", "2016-12-11"),
        ("11.12.2016", "2016-12-11"),
        ("on 11 December", "2016-12-11"),
        ("11 December at 3 pm", "2016-12-11T15:00"),
        ("from 3 to 5 May 2016", "2016-05-03/2016-05-05"),
        ("3-5 May 2016", "2016-05-03/2016-05-05"),
        ("between 3 and 5 May 2016", "2016-05-03/2016-05-05"),
        ("from Monday to Wednesday", "2016-12-12/2016-12-14"),
        ("by Sunday", "../2016-12-11"),
        ("until 11 December", "../2016-12-11"),
        ("since Monday", "2016-12-12/.."),
        ("before 11 December", "../2016-12-10"),
        ("after 11 December", "2016-12-12/.."),
        ("early June 2016", "2016-06~"),
    ],
)
def test_what_is_understood(words: str, edtf: str) -> None:
    assert read_date(words, WEDNESDAY).edtf == edtf


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "is no date"),
        ("someday", "“someday” is no date"),
        ("2016-12-32", "is no date"),
        ("2016-13", "only “2016” is a date"),
        ("2016-2-3", "only “2016” is a date"),
        ("in 2015, or 2016", "only “2015” is a date"),
        ("not on Friday", "only “Friday” is a date"),
        ("Friday, Saturday and Sunday", "only “Friday” is a date"),
        ("Friday\x00<script>", "only “Friday” is a date"),
    ],
)
def test_half_a_date_is_none(words: str, message: str) -> None:
    with pytest.raises(CorrectionsError) as raised:
        read_date(words, WEDNESDAY)
    [fault] = raised.value.diagnostics
    assert message in fault.message
    assert "2016-12-11" in fault.hint


def test_without_an_article_only_whole_dates_are_understood() -> None:
    assert read_date("11 December 2016", None).edtf == "2016-12-11"
    with pytest.raises(CorrectionsError):
        read_date("last Friday", None)
