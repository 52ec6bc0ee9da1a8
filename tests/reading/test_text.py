"""Plain text as it arrives: wrapped, hyphenated, scanned, several stories in one file, in other encodings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel import Locale

from tests.reading.samples import FIRST, PROSE, SECOND, THIRD, TITLE
from timeline.civil import iso_day
from timeline.config import Config
from timeline.model import Article, Reading
from timeline.reading import Source, read, stamp
from timeline.reading.dateline import dateline
from timeline.reading.wrapping import paragraphs


def reading(text: str | bytes, name: str = "2016-12-11.txt") -> Reading:
    return read(Source(path=name, data=text.encode() if isinstance(text, str) else text, id="s"), Config())


def article(text: str | bytes, name: str = "2016-12-11.txt") -> Article:
    found = reading(text, name)
    assert found.diagnostics == ()
    return found.articles[0]


def wrap(text: str, width: int) -> str:
    import textwrap

    return "\n\n".join("\n".join(textwrap.wrap(part, width)) for part in text.split("\n\n"))


@pytest.mark.parametrize(
    "text",
    [
        "On 5 May 2015 he left.",
        "He left on 5 May 2015.",
        "May 5, 2015 was a holiday.",
        "On 5 May 2015 he left.\n\nOn 6 May 2015 he came back.",
    ],
)
def test_a_short_sentence_with_a_date_is_told_and_no_stamp(text: str) -> None:
    assert article(text).text == text
    assert article(f"{TITLE}\n\n{text}").text == text


@pytest.mark.parametrize("width", [38, 46, 60, 72, 80, 100, 120])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_hard_wrapped_lines_become_paragraphs(width: int, ends: str) -> None:
    text = f"{TITLE}\n\n{wrap(PROSE, width)}\n".replace("\n", ends)
    assert article(text).text == PROSE


def test_lines_that_were_not_wrapped_are_paragraphs() -> None:
    assert article(f"{TITLE}\n\n{FIRST}\n{SECOND}\n{THIRD}\n").text == PROSE


def test_an_indented_first_line_begins_a_paragraph() -> None:
    lines = [
        "  The ferry ran again on Sunday, and",
        "forty people were aboard of it when",
        "it left.",
        "  The bridge has been shut since the",
        "ice came in March and broke a pier.",
    ]
    assert paragraphs(lines) == [
        "The ferry ran again on Sunday, and forty people were aboard of it when it left.",
        "The bridge has been shut since the ice came in March and broke a pier.",
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["The decision of the govern-", "ment came on a Sunday evening"],
            "The decision of the government came on a Sunday evening",
        ),
        (
            ["He had worked there for twenty-", "five years before it was shut"],
            "He had worked there for twenty-five years before it was shut",
        ),
        (
            ["A well-known pilot and a well-", "known captain came on Sunday"],
            "A well-known pilot and a well-known captain came on Sunday",
        ),
        (
            ["They came from the city of Al-", "Hasakah on the Sunday before it"],
            "They came from the city of Al- Hasakah on the Sunday before it",
        ),
        (
            ["It was told between 1914-", "1918 by those who had been there"],
            "It was told between 1914- 1918 by those who had been there",
        ),
        (
            ["The decision of the govern¬", "ment came on a Sunday evening"],
            "The decision of the government came on a Sunday evening",
        ),
    ],
)
def test_hyphenated_line_ends_are_healed(lines: list[str], text: str) -> None:
    assert paragraphs(lines) == [text]


SCAN = """THE GORGE COURIER                 5

FERRY RUNS AGAIN

From Our Correspondent

AMMAN, Thursday. — The ferry ran again
this morning with forty people aboard,
two hours late. The harbour master, who
had shut it in March, said that he had

                 5

6                 THE GORGE COURIER

been told of the re-
pairs only by letter.

The bridge stays shut.
"""


def test_a_scan_without_its_furniture() -> None:
    found = article(SCAN, "1889-06-14_p5.txt")
    assert found.title == "FERRY RUNS AGAIN"
    assert (found.source, found.byline, found.places) == (
        "THE GORGE COURIER",
        "From Our Correspondent",
        ("AMMAN",),
    )
    assert found.anchor
    assert (found.anchor.moment.earliest, found.anchor.evidence.source) == ("1889-06-14", "path")
    assert found.text == (
        "The ferry ran again this morning with forty people aboard, two hours late. The harbour master, who had shut it in "
        "March, said that he had been told of the repairs only by letter.\n\nThe bridge stays shut."
    )


@pytest.mark.parametrize("number", ["Page 3 of 9", "- 3 -", "[p. 3]", "3/9", "\f3"])
def test_page_numbers_that_say_so_go(number: str) -> None:
    text = f"{TITLE}\n\n{wrap(FIRST, 40)}\n\n{number}\n\n{wrap(SECOND, 40)}\n"
    if number in ("- 3 -", "3/9"):
        text += f"\n{number.replace('3', '4', 1)}\n\n{wrap(THIRD, 40)}\n"
    assert number.strip("\f") not in article(text).text.split("\n\n")


def test_a_number_alone_that_is_no_page_stays() -> None:
    assert "1889" in article(f"{TITLE}\n\n{FIRST}\n\n1889\n\n{SECOND}\n").text.split("\n\n")


def story(title: str, day: str, text: str) -> str:
    return f"{title}\n\n{day}\nBy Jane Doe\n\n{text}\n"


@pytest.mark.parametrize("between", ["\n\n", "\n-----\n\n", "\n* * *\n", "\n###\n\n", "\n\n\n\n"])
def test_several_stories_are_split_where_the_head_repeats(between: str) -> None:
    text = between.join(
        [
            story("Ferry runs again", "11 December 2016", FIRST),
            story("Bridge stays shut", "2 January 2017", SECOND),
            story("Ice returns to the gorge", "9 February 2017", THIRD),
        ]
    )
    found = reading(text, "week.txt")
    assert [
        (one.id, one.title, one.anchor.moment.earliest if one.anchor else "", one.text)
        for one in found.articles
    ] == [
        ("s", "Ferry runs again", "2016-12-11", FIRST),
        ("s-2", "Bridge stays shut", "2017-01-02", SECOND),
        ("s-3", "Ice returns to the gorge", "2017-02-09", THIRD),
    ]
    assert [(finding.code, finding.level) for finding in found.diagnostics] == [("split", "note")]
    assert "3 stories" in found.diagnostics[0].message


def test_labelled_heads_are_split_too() -> None:
    one = "Title: {}\nDate: {}\nSource: Courier\n\n{}\n\n"
    found = reading(
        one.format("Ferry", "11 December 2016", FIRST) + one.format("Bridge", "2 January 2017", SECOND),
        "clippings.txt",
    )
    assert [article.title for article in found.articles] == ["Ferry", "Bridge"]


def test_a_diary_is_split_at_its_days() -> None:
    found = reading(f"Friday 12 May 1916\n\n{FIRST}\n\nSaturday 13 May 1916\n\n{SECOND}\n", "diary.txt")
    assert [article.anchor.moment.earliest for article in found.articles if article.anchor] == [
        "1916-05-12",
        "1916-05-13",
    ]


def test_days_within_a_story_do_not_split_it() -> None:
    text = (
        story("How the bridge was lost", "11 December 2016", FIRST)
        + f"\n2 March 2016\n\n{SECOND}\n\n9 April 2016\n\n{THIRD}\n"
    )
    assert len(reading(text).articles) == 1


# --- encodings --------------------------------------------------------------------------------------------

WESTERN = f"Café “Gorge” — réouverture\n\n11 December 2016\n\n{FIRST} “Déjà vu”, said the owner’s son, who had paid €20.\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_in_any_dress(encoding: str) -> None:
    data = WESTERN.encode(encoding)
    data = b"\xff\xfe" + data if encoding == "utf-16-le" else data
    assert "“Déjà vu”" in article(data).text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [WESTERN, "Паром снова ходит\n\n11 декабря 2016\n\nВ воскресенье паром снова пошёл через ущелье. " * 3],
)
def test_utf_16_that_does_not_say_so_is_read_and_named(encoding: str, text: str) -> None:
    found = reading(text.encode(encoding))
    assert found.articles[0].title == text.partition("\n")[0]
    assert found.articles[0].anchor is not None
    assert [finding.code for finding in found.diagnostics] == ["wrong-encoding"]
    assert "UTF-16" in found.diagnostics[0].message


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\0\1" * 500, b"\x7fab\0" * 900, b"\0" * 4000])
def test_what_holds_zero_bytes_and_is_no_text_is_not_read(data: bytes) -> None:
    found = reading(data)
    assert (found.articles, [finding.code for finding in found.diagnostics]) == ((), ["binary-file"])


def test_windows_1252_is_read_and_named() -> None:
    found = reading(WESTERN.encode("cp1252"))
    assert "“Déjà vu”, said the owner’s son, who had paid €20." in found.articles[0].text
    assert [finding.code for finding in found.diagnostics] == ["wrong-encoding"]
    assert "Windows-1252" in found.diagnostics[0].message
    assert "UTF-8" in found.diagnostics[0].hint


def test_another_encoding_is_guessed_and_named() -> None:
    text = (
        "Паром снова ходит\n\n11 декабря 2016\n\n"
        + "В воскресенье паром снова пошёл через ущелье, на борту было сорок человек. " * 6
    )
    found = reading(text.encode("cp1251"))
    assert "паром снова пошёл" in found.articles[0].text
    assert [finding.code for finding in found.diagnostics] == ["wrong-encoding"]


def test_a_cut_character_is_marked() -> None:
    found = reading((f"{TITLE}\n\n{FIRST} é").encode()[:-1])
    assert found.articles[0].text.endswith("\ufffd")
    assert [finding.code for finding in found.diagnostics] == ["wrong-encoding"]


# --- data -------------------------------------------------------------------------------------------------


def test_weekday_names_are_those_of_cldr() -> None:
    """Regenerate weekdays.json from here when CLDR moves."""
    codes = "ar ca cs da de el es et eu fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv th tr uk vi zh"
    meanings: dict[str, set[int]] = {}
    for code in codes.split():
        days = Locale(code).days
        for context in ("format", "stand-alone"):
            for number, name in days[context]["wide"].items():
                meanings.setdefault(name.lower(), set()).add(number + 1)
    expected = {
        name: min(numbers)
        for name, numbers in meanings.items()
        if len(numbers) == 1 and len(name) > 1 and " " not in name
    }
    assert json.loads((Path(stamp.__file__).parent / "weekdays.json").read_text("utf-8")) == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("VILNIUS, 11 April 2006 (Baltwire) - The ferry sank on Monday.", "2006-04-11"),
        ("NAIROBI, May 22, 2014 (Great Lakes Press) -- The ferry sank on Monday.", "2014-05-22"),
        ("Vilnius (spelt Wilno) - The ferry sank on 11 April 2006.", None),
        ("The Ferry, 11 April 2006 (what nobody had foreseen) - it sank on Monday.", None),
    ],
)
def test_an_agency_that_nobody_knows_is_believed_behind_a_place_and_a_day(line: str, day: str | None) -> None:
    found = dateline(line)
    stamp = found.stamp if found else None
    assert (iso_day(stamp.moment.start) if stamp and stamp.moment else None) == day


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("VARNA—April 11, 2006—The ferry sank.", None),
        ("VARNA, Bulgaria – 11 April 2006 – The ferry sank.", None),
        ("VARNA, Bulgaria--(BUSINESS WIRE)--April 11, 2006--The ferry sank.", "BUSINESS WIRE"),
        ("VARNA / ACCESSWIRE / April 11, 2006 / The ferry sank.", "ACCESSWIRE"),
        ("Varna, BG (April 11, 2006) – The ferry sank.", None),
        ("(Varna, Bulgaria, 11 April 2006) The ferry sank.", None),
        ("[Varna, 11 April 2006] - The ferry sank.", None),
        ("11 April 2006, Varna – The ferry sank.", None),
        ("April 11, 2006 – VARNA – The ferry sank.", None),
        ("VARNA, April 11, 2006 (AP) The ferry sank.", "AP"),
    ],
)
def test_a_release_has_its_day_anywhere_in_its_dateline(line: str, source: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert found.stamp is not None
    assert found.stamp.moment is not None
    assert iso_day(found.stamp.moment.start or 0) == "2006-04-11"
    assert (found.places[0].upper(), found.source) == ("VARNA", source)
    assert line[found.end :] == "The ferry sank."


@pytest.mark.parametrize(
    "line",
    [
        "April 11: The bank -- with others in Norway -- lowers its rate.",
        "(Varna, which he left on 11 April 2006) is where it sank.",
        "11 April 2006: Orr – who owned it – left.",
        "VARNA, April 11, 2006 (Old Port) The ferry sank.",
    ],
)
def test_a_day_at_the_head_of_a_sentence_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize("unit", ["A-", "A-A ", "A ", "A.", "A, ", "A/", "5 May ", "May 5, "])
def test_a_dateline_is_looked_for_in_no_time_whatever_stands_there(unit: str) -> None:
    assert dateline(unit * 80 + "(x") is None


def test_a_diary_keeps_its_days() -> None:
    diary = (
        "Log of a ship\n\n11 April 2006, Varna – The ferry sank.\n\n12 April 2006, Burgas – It was raised.\n"
    )
    assert article(diary).text.startswith("11 April 2006, Varna – The ferry sank.")


def test_the_brackets_of_a_text_that_was_cut_into_words_are_no_dash() -> None:
    found = article(
        "New York -LRB- CNN -RRB- -- The ferry sank on Monday , the owner 's office said .\n",
        "2014-05-22.txt",
    )
    assert (found.title, found.places) == (
        "The ferry sank on Monday , the owner 's office said .",
        ("New York",),
    )


def test_a_column_of_telegrams_keeps_all_its_datelines() -> None:
    found = article(
        "LATEST TELEGRAMS.\n\nPARIS, June 14.—The Senate met to-day.\n\nVIENNA, June 13.—The Emperor has left.\n",
        "1889-06-15.txt",
    )
    assert found.title == "LATEST TELEGRAMS"
    assert found.text.startswith("PARIS, June 14.—The Senate")
    assert found.anchor
    assert found.anchor.moment.earliest == "1889-06-15"


def test_rules_between_paragraphs_go() -> None:
    assert article(f"{TITLE}\n\n{FIRST}\n\n___\n\n{SECOND}\n").text == f"{FIRST}\n\n{SECOND}"


def test_nothing_of_a_head_is_lost() -> None:
    found = article(
        "Ferry runs again\nRegion\nForty people aboard\nMayor is glad, islanders less so\n11 December 2016\n\n"
        + PROSE
    )
    assert (found.section, found.deck) == ("Region", "Forty people aboard · Mayor is glad, islanders less so")
