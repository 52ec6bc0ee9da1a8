"""The interface speaks each of its languages whole, and its dates are the language's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.publishing.sample import by, day, harbour, hours, many, month, year
from timeline.civil import DAY, HOUR, Grain, Interval, days_from_civil
from timeline.config import LANGUAGES
from timeline.publishing import site
from timeline.publishing.dates import Dates
from timeline.publishing.i18n import LOCALES, Words, languages
from timeline.publishing.reasons import Reasons, is_outcome, known, rule_of
from timeline.publishing.render import shipped
from timeline.temporal import tag

KEYWORDS = {
    "_": None,
    "_in": ((1, "c"), 2),
    "gettext": None,
    "ngettext": (1, 2),
    "count": (1, 2),
    "_n": (1, 2),
    "n": (1, 2),
}
PLACE = re.compile(r"%\([a-z]+\)[sd]|\{[a-z]+\}")
IN_WORDS = {"ar": (1, 2)}
"""The plural forms that stand for one number each, which Arabic says in words."""
SOURCES = Path(__file__).resolve().parents[2] / "timeline" / "publishing"


def said() -> set[str | tuple[str, ...]]:
    """Every string that the code and the templates ask for."""
    found: set[str | tuple[str, ...]] = set()
    files = [("python", path) for path in SOURCES.glob("*.py")]
    files += [("jinja2.ext:babel_extract", path) for path in shipped().glob("*.html")]
    for method, path in files:
        with path.open("rb") as file:
            for _line, message, _comments, _context in extract(method, file, keywords=KEYWORDS):
                found.add(message)
    return found


def test_five_languages() -> None:
    assert languages() == LANGUAGES == ("ar", "de", "en", "es", "fr")


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr"])
def test_every_string_is_translated_and_none_is_left_over(language: str) -> None:
    with (LOCALES / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    translated = {message.id for message in catalog if message.id and message.string and all(message.string)}
    assert said() - translated == set()
    assert translated - said() == set()


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr"])
def test_translations_keep_the_places_of_their_values(language: str) -> None:
    with (LOCALES / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    for message in catalog:
        if not message.id:
            continue
        several = isinstance(message.string, tuple)
        ids, strings = (message.id, message.string) if several else ((message.id,), (message.string,))
        if not several or language not in IN_WORDS:
            assert not [str(error) for error in message.check(catalog)], message.id
        for number, string in enumerate(strings):
            if not (several and number in IN_WORDS.get(language, ())):
                assert set(PLACE.findall(string)) in [set(PLACE.findall(one)) for one in ids], message.id
                assert string.count("%s") == ids[0].count("%s"), message.id


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr"])
def test_a_whole_site_in_another_language(language: str) -> None:
    from msgspec.structs import replace

    chronology, digests, config = harbour()
    files = dict(site(chronology, digests, replace(config, language=language)))
    index = files["index.html"].decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in index
    assert "Why this date" not in index
    assert '<blockquote class="quote" lang="en" dir="ltr">' in index


START = days_from_civil(2015, 6, 1) * DAY


def years(first: int, until: int, grain: Grain = Grain.DECADE) -> Interval:
    return Interval(days_from_civil(first, 1, 1) * DAY, days_from_civil(until, 1, 1) * DAY, grain)


DATES = [
    ("en", day(2016, 12, 11), "2016-12-11", "Sunday 11 December 2016", "Sun 11 Dec 2016"),
    ("en-US", day(2016, 12, 11), "2016-12-11", "Sunday, December 11, 2016", "Sun, Dec 11, 2016"),
    ("en", month(2015, 3), "2015-03", "March 2015", "Mar 2015"),
    ("en", Interval(START, START + 10 * DAY, Grain.MONTH), None, "early June 2015", "early Jun 2015"),
    ("en", Interval(START + 20 * DAY, START + 30 * DAY, Grain.MONTH), None, "late June 2015", "late Jun 2015"),
    ("en", year(2010), "2010~", "about 2010", "about 2010"),
    ("en", year(2010), "2010?", "perhaps 2010", "perhaps 2010"),
    ("en", by(2016, 12, 11), "../2016-12-11", "by Sunday 11 December 2016", "by Sun 11 Dec 2016"),
    ("en", hours(2016, 12, 10, 21, 30), None, "night of 10–11 December 2016", "night of 10–11 Dec 2016"),
    ("en", hours(2016, 12, 11, 6, 12), None, "Sunday 11 December 2016, morning", "Sun 11 Dec 2016, morning"),
    ("en", hours(2016, 12, 11, 18, 22), None, "Sunday 11 December 2016, evening", "Sun 11 Dec 2016, evening"),
    ("en", hours(2016, 12, 11, 18, 24), None, "Sunday 11 December 2016, night", "Sun 11 Dec 2016, night"),
    ("en", Interval(START, None, Grain.MONTH), "2015-06/..", "since June 2015", "since Jun 2015"),
    ("en", Interval(days_from_civil(2015, 1, 1) * DAY, days_from_civil(2015, 5, 2) * DAY, Grain.YEAR), "2015~", "early 2015", "early 2015"),
    ("en", Interval(START, START + 10 * DAY, Grain.MONTH), "2015-06~", "early June 2015", "early Jun 2015"),
    ("en", Interval(START, START + 30 * DAY, Grain.MONTH), "2015-06~", "about June 2015", "about Jun 2015"),
    ("en", Interval(days_from_civil(2015, 9, 2) * DAY, None, Grain.YEAR), "2015~/..", "since late 2015", "since late 2015"),
    ("en", Interval(days_from_civil(2015, 5, 3) * DAY, None, Grain.YEAR), "2015~/..", "since mid-2015", "since mid-2015"),
    ("en", Interval(START + 10 * DAY, None, Grain.MONTH), "2015-06~/..", "since mid-June 2015", "since mid-Jun 2015"),
    ("en", Interval(START + 20 * DAY, None, Grain.MONTH), "2015-06~/..", "since late June 2015", "since late Jun 2015"),
    ("en", Interval(years(1997, 1998).start, None, Grain.DECADE), "199X~/..", "since the 1990s", "since the 1990s"),
    ("en", Interval(years(1867, 1868).start, None, Grain.CENTURY), "18XX~/..", "since the 19th century", "since the 19th century"),
    ("en", Interval(START + 45 * DAY, None, Grain.SEASON), "2015-22~/..", "since about summer 2015", "since about summer 2015"),
    ("en", Interval(START + 45 * DAY, None, Grain.SEASON), "2015-22/..", "since summer 2015", "since summer 2015"),
    ("en", Interval(days_from_civil(2015, 1, 1) * DAY, None, Grain.YEAR), "2015~/..", "since about 2015", "since about 2015"),
    ("fr", Interval(days_from_civil(2015, 1, 1) * DAY, None, Grain.YEAR), "2015~/..", "depuis environ 2015", "depuis environ 2015"),
    ("en", Interval(START + 2 * DAY, None, Grain.DAY), "2015-06-03~/..", "since about Wednesday 3 June 2015", "since about Wed 3 Jun 2015"),
    ("en", Interval(None, days_from_civil(2015, 5, 2) * DAY, Grain.YEAR), "../2015~", "by early 2015", "by early 2015"),
    ("en", Interval(None, START + 20 * DAY, Grain.MONTH), "../2015-06~", "by mid-June 2015", "by mid-Jun 2015"),
    ("en", Interval(None, START + 30 * DAY, Grain.MONTH), "../2015-06~", "by about June 2015", "by about Jun 2015"),
    ("en", Interval(None, START + 30 * DAY, Grain.MONTH), "../2015-06", "by June 2015", "by Jun 2015"),
    ("de", Interval(days_from_civil(2015, 9, 2) * DAY, None, Grain.YEAR), "2015~/..", "seit Ende 2015", "seit Ende 2015"),
    ("en", year(-499), "-0499", "500 BC", "500 BC"),
    ("en", day(-43, 3, 15), "-0043-03-15", "15 March 44 BC", "15 Mar 44 BC"),
    ("en", year(79), "0079", "AD 79", "AD 79"),
    ("en", years(79, 80, Grain.HALF), "0079", "AD 79", "AD 79"),
    ("de", year(79), "0079", "79 n. Chr.", "79 n. Chr."),
    ("en", years(-43, -41, Grain.YEAR), None, "44–43 BC", "44–43 BC"),
    ("en", years(-26, 15, Grain.YEAR), None, "27 BC – AD 14", "27 BC – AD 14"),
    ("en", years(0, 100, Grain.CENTURY), "00XX", "1st century AD", "1st century AD"),
    ("fr", years(0, 100, Grain.CENTURY), "00XX", "Ier siècle ap. J.-C.", "Ier siècle ap. J.-C."),
    ("en", years(-99, 1, Grain.CENTURY), None, "1st century BC", "1st century BC"),
    ("de", years(-499, -399, Grain.CENTURY), None, "5. Jahrhundert v. Chr.", "5. Jahrhundert v. Chr."),
    ("es", years(-499, -399, Grain.CENTURY), None, "siglo V a. C.", "siglo V a. C."),
    ("ar", years(-499, -399, Grain.CENTURY), None, "القرن الخامس ق.م", "القرن الخامس ق.م"),
    ("fr", years(-499, -469, Grain.CENTURY), None, "début du Ve siècle av. J.-C.", "début du Ve siècle av. J.-C."),
    ("en", years(-1999, -999, Grain.MILLENNIUM), None, "2nd millennium BC", "2nd millennium BC"),
    ("en", years(-498, -488), None, "the 490s BC", "the 490s BC"),
    ("en", years(70, 80), "007X", "the 70s AD", "the 70s AD"),
    ("en", years(0, 10), None, "1 BC – AD 9", "1 BC – AD 9"),
    ("en", years(67, 101, Grain.CENTURY), None, "late 1st century AD", "late 1st century AD"),
    ("en", years(1867, 1901, Grain.CENTURY), None, "late 19th century", "late 19th century"),
    ("en", Interval(years(-43, -42).start + 334 * DAY, years(-42, -41).start + 59 * DAY, Grain.SEASON), "-0043-24", "winter 44–43 BC", "winter 44–43 BC"),
    ("en", Interval(years(1867, 1868).start, None, Grain.CENTURY), None, "since the 19th century", "since the 19th century"),
    ("de", Interval(years(1867, 1868).start, None, Grain.CENTURY), None, "seit dem 19. Jahrhundert", "seit dem 19. Jahrhundert"),
    ("en", Interval(None, years(-399, -398).start, Grain.CENTURY), None, "by the 5th century BC", "by the 5th century BC"),
    ("en", Interval(START, None, Grain.WEEK), None, "since week of 1–7 June 2015", "since week of 1–7 Jun 2015"),
    ("en", Interval(None, START, Grain.WEEK), None, "by week of 25–31 May 2015", "by week of 25–31 May 2015"),
    ("en", Interval(None, days_from_civil(2015, 7, 1) * DAY, Grain.QUARTER), None, "by 2nd quarter 2015", "by 2nd quarter 2015"),
    ("en", Interval(days_from_civil(2015, 4, 1) * DAY, None, Grain.QUARTER), None, "since 2nd quarter 2015", "since 2nd quarter 2015"),
    ("en", day(12016, 1, 2), None, "Saturday 2 January 12016", "Sat 2 Jan 12016"),
    ("en", Interval(START, START + 92 * DAY, Grain.SEASON), "2015-22", "summer 2015", "summer 2015"),
    ("en", Interval(START, START + 7 * DAY, Grain.WEEK), None, "week of 1–7 June 2015", "week of 1–7 Jun 2015"),
    ("en", Interval(START, START + 61 * DAY, Grain.MONTH), None, "June – July 2015", "Jun – Jul 2015"),
    ("de", day(2016, 12, 11), None, "Sonntag, 11. Dezember 2016", "So., 11. Dez. 2016"),
    ("de", Interval(START, START + 10 * DAY, Grain.MONTH), None, "Anfang Juni 2015", "Anfang Juni 2015"),
    ("de", hours(2016, 12, 10, 21, 30), None, "Nacht vom 10. zum 11. Dezember 2016", "Nacht vom 10. zum 11. Dez. 2016"),
    ("es", hours(2016, 12, 10, 21, 30), None, "noche del 10 al 11 de diciembre de 2016", "noche del 10 al 11 dic 2016"),
    ("fr", Interval(START, START + 7 * DAY, Grain.WEEK), None, "semaine du 1er au 7 juin 2015", "semaine du 1er au 7 juin 2015"),
    ("en", Interval(START + 5 * DAY, START + 7 * DAY, Grain.WEEK), None, "6–7 June 2015", "6–7 Jun 2015"),
    ("fr", day(2016, 12, 11), None, "dimanche 11 décembre 2016", "dim. 11 déc. 2016"),
    ("de", Interval(START + 9 * HOUR, START + 9 * HOUR + 60, Grain.MINUTE), None, "Montag, 1. Juni 2015, 09:00 Uhr", "Mo., 1. Juni 2015, 09:00 Uhr"),
    ("en", years(1980, 1984, Grain.DECADE), None, "early 1980s", "early 1980s"),
    ("en", Interval(years(1980, 1990).start, None, Grain.DECADE), None, "since the 1980s", "since the 1980s"),
    ("de", years(1987, 1990, Grain.DECADE), None, "späte 1980er Jahre", "späte 1980er Jahre"),
    ("ar", years(1801, 1901, Grain.CENTURY), "18XX", "القرن التاسع عشر", "القرن التاسع عشر"),
    ("fr", years(1984, 1987, Grain.DECADE), None, "milieu des années 1980", "milieu des années 1980"),
    ("es", years(1801, 1831, Grain.CENTURY), None, "principios del siglo XIX", "principios del siglo XIX"),
    ("ar", years(1901, 2001, Grain.CENTURY), None, "القرن العشرين", "القرن العشرين"),
    ("ar", years(1990, 2000), "199X", "تسعينيات القرن العشرين", "تسعينيات القرن العشرين"),
    ("es", years(1990, 2000), "199X", "la década de 1990", "la década de 1990"),
    ("en", Interval(days_from_civil(1999, 12, 1) * DAY, days_from_civil(2000, 3, 1) * DAY, Grain.SEASON), "1999-24", "winter 1999–2000", "winter 1999–2000"),
    ("fr", day(2016, 3, 1), None, "mardi 1er mars 2016", "mar. 1er mars 2016"),
    ("en", Interval(START + 183 * DAY, START + 274 * DAY, Grain.SEASON), "2015-24", "winter 2015/16", "winter 2015/16"),
    ("fr", year(2010), "2010~", "vers 2010", "vers 2010"),
    ("es", day(2016, 12, 11), None, "domingo, 11 de diciembre de 2016", "dom, 11 dic 2016"),
    ("ar", day(2016, 12, 11), None, "الأحد، 11 ديسمبر 2016", "الأحد، 11 ديسمبر 2016"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "when", "edtf", "words", "short"), DATES)
def test_dates_in_words(language: str, when: Interval, edtf: str | None, words: str, short: str) -> None:
    shown = Dates(language).when(when, edtf)
    assert (shown.words, shown.short) == (words, short)


def test_arabic_says_one_and_two_in_words() -> None:
    words = Words("ar")
    counted = [words.count("%s event", "%s events", number) for number in (1, 2, 3, 11, 100)]
    assert counted == ["حدث واحد", "حدثان", "3 أحداث", "11 حدثًا", "100 حدث"]


def test_pictures_run_from_right_to_left_where_the_page_does() -> None:
    from msgspec.structs import replace

    def across(language: str) -> list[float]:
        chronology, digests, config = many(60)
        files = dict(site(chronology, digests, replace(config, language=language, search=False)))
        wide = files["reported/index.html"].decode().partition('class="wide"')[2].partition("</svg>")[0]
        return [float(x) for x in re.findall(r'<circle[^>]* cx="([\d.]+)%"', wide)]

    assert across("ar") == [pytest.approx(100 - x) for x in across("en")]


DIRECTIONS = Path(__file__).resolve().parents[1] / "corpora" / "en" / "directions.tsv"


def test_every_reason_of_the_tagger_is_said_in_the_page_s_language() -> None:
    rows = DIRECTIONS.read_text("utf-8").splitlines()
    texts = [row.partition("\t")[0].translate({91: None, 93: None}) for row in rows if row[:1] != "#"]
    given = set()
    for text in texts:
        found = tag(text, "2013-03-22")
        given |= {step for each in found for step in (*each.why, *(other.why for other in each.alternatives))}
    unknown = {step for step in given if not (known(step) or rule_of(step) or is_outcome(step))}
    assert unknown == set()
    for language in ("de", "fr", "es", "ar"):
        say = Reasons(Words(language).gettext).say
        assert not [step for step in given if known(step) and say(step) == step]


def test_every_reason_of_the_sample_is_said_in_the_page_s_language() -> None:
    records = json.loads((SOURCES.parents[1] / "site" / "timeline.json").read_text("utf-8"))["events"]
    given = {step for event in records for mention in event["mentions"] for step in mention["why"]}
    given |= {
        reason for event in records for reason in (event["why_here"], *event["merged_because"]) if reason
    }
    given |= {link["reason"] for event in records for link in event["links"]}
    assert len(given) > 100
    unknown = {step for step in given if not (known(step) or rule_of(step) or is_outcome(step))}
    assert unknown == set()
    german = Reasons(Words("de").gettext)
    assert not [step for step in given if known(step) and german.say(step) == step]


def test_what_a_person_wrote_is_a_reason_as_it_is() -> None:
    assert Reasons(Words("fr").gettext).say("the editor knows better") == "the editor knows better"


@pytest.mark.parametrize(
    ("when", "edtf", "value"),
    [
        (day(2016, 12, 11), "2016-12-11", "2016-12-11"),
        (month(2015, 3), "2015-03", "2015-03"),
        (year(2010), "2010", "2010"),
        (year(2010), "2010~", None),
        (year(-499), "-0499", None),
        (by(2016, 12, 11), "../2016-12-11", None),
        (hours(2016, 12, 11, 6, 12), "2016-12-11", None),
        (Interval(START, START + 7 * DAY, Grain.WEEK), None, "2015-W23"),
        (Interval(START + 3600, START + 3660, Grain.MINUTE), None, "2015-06-01T01:00"),
    ],
)
def test_a_time_element_only_where_html_can_hold_the_value(
    when: Interval, edtf: str | None, value: str | None
) -> None:
    shown = Dates("en").when(when, edtf)
    assert shown.datetime == value
    assert shown.edtf == (None if value else edtf)
