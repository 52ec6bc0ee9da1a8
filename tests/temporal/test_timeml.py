"""TimeML, read and written; files are untrusted."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import InputError
from timeline.model import Resolution
from timeline.temporal.timeml import read_timeml, write_timeml

DAY = Resolution(
    start=4,
    end=10,
    text="Sunday",
    type="DATE",
    rule="weekday",
    value="2016-12-11",
    mod="START",
    implied=("day",),
)


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not read me")
    attack = f'<!DOCTYPE TimeML [<!ENTITY x SYSTEM "file://{secret}">]><TimeML><TEXT>a &x; b</TEXT></TimeML>'
    assert "do not read me" not in read_timeml(attack.encode(), "a.tml").text


def test_entities_that_multiply_are_harmless() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE TimeML [<!ENTITY e0 "ha">{levels}]><TimeML><TEXT>&e11;</TEXT></TimeML>'
    with contextlib.suppress(InputError):  # refusing it is as good
        assert len(read_timeml(bomb.encode(), "a.tml").text) < 1000


def test_the_first_timebank_has_no_text_element() -> None:
    gold = read_timeml(
        b"""<TimeML><TIMEX3 tid="t1" type="DATE" value="1998-02-07" functionInDocument="CREATION_TIME">02-07-98</TIMEX3>
        They came <TIMEX3 tid="t2" type="DATE" value="1998-02-06">Friday</TIMEX3>.</TimeML>""",
        "old.tml",
    )
    assert gold.dct == "1998-02-07"
    assert [timex.text for timex in gold.timexes if timex.scored] == ["Friday"]
    assert gold.id == "old.tml"


def test_nested_and_wordless_expressions_are_kept_but_not_scored() -> None:
    gold = read_timeml(
        b"""<TimeML><TEXT>A <TIMEX3 tid="t1" type="DURATION" value="P2D">week from <EVENT><TIMEX3 tid="t2"
        type="DATE" value="2016">today</TIMEX3></EVENT></TIMEX3><!-- note --><TIMEX3 tid="t3" type="DATE"
        value="X"/> on</TEXT></TimeML>""",
        "n.tml",
    )
    assert gold.text == "A week from today on"
    assert [(t.tid, t.text, t.nested, t.scored) for t in gold.timexes] == [
        ("t1", "week from today", False, True),
        ("t2", "today", True, False),
        ("t3", "", False, False),
    ]


def test_what_was_written_reads_back() -> None:
    text = "By <Sunday> & \"all\" that;\r\nit 'was' 5 > 3\x00\ud800."
    day = Resolution(start=4, end=10, text="Sunday", type="DATE", rule="r", value=None, mod="START")
    gold = read_timeml(write_timeml(text, [day], id="a<b", dct="2016-12-11T20:54").encode(), "x")
    assert gold.text == text.replace("\x00", "�").replace("\ud800", "�")
    assert (gold.id, gold.dct) == ("a<b", "2016-12-11T20:54")
    (timex,) = gold.timexes
    assert (timex.text, timex.value, timex.mod) == ("Sunday", "XXXX-XX-XX", "START")


def test_a_relative_expression_names_its_anchor() -> None:
    relative = Resolution(
        start=0,
        end=6,
        text="Sunday",
        type="DATE",
        rule="r",
        value="2016-12-11",
        direction="past",
        implied=("day",),
    )
    assert 'temporalFunction="true" anchorTimeID="t0"' in write_timeml("Sunday", [relative], dct="2016-12-12")
    assert "anchorTimeID" not in write_timeml("Sunday", [relative])


@given(
    text=st.text(max_size=60),
    cuts=st.lists(st.integers(0, 60), max_size=8).map(sorted),
)
def test_any_text_reads_back_with_its_offsets(text: str, cuts: list[int]) -> None:
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b <= len(text)]
    timexes = [
        Resolution(start=a, end=b, text=text[a:b], type="DATE", rule="r", value="2016") for a, b in spans
    ]
    gold = read_timeml(write_timeml(text, timexes).encode(), "x")
    assert len(gold.text) == len(text)
    assert [(t.start, t.end) for t in gold.timexes] == spans


def test_a_broken_file_is_named() -> None:
    with pytest.raises(InputError, match=r"b\.tml"):
        read_timeml(b"<TimeML><TEXT>", "b.tml")
