"""Words → Stamp: the date and time that a header, a field or a file name says.

Common forms are read here, at the speed of a regular expression; a month's name in another language is asked of
dateparser, once a word. Nothing is ever filled in: a stamp without a year has none, a relative one ("Updated 3
hours ago") is refused with the reason, and no clock is looked at.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from timeline.civil import (
    DAY,
    HOUR,
    MINUTE,
    Grain,
    Interval,
    civil_from_days,
    days_from_civil,
    month_length,
    weekday,
)
from timeline.config import DateOrder

ProblemCode = Literal[
    "weekday-mismatch", "relative-stamp", "impossible-date", "coarse-date", "date-without-year", "no-date"
]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a stamp: its diagnostic's code, message and hint."""

    code: ProblemCode
    message: str
    hint: str


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """A date as it is said. ``moment`` is a civil day or minute, or ``None`` where the words do not give one.

    ``partial`` holds month and day of a stamp without a year (an agency's "CAIRO, June 7"); ``start`` and ``end``
    are the span of date, weekday, time and zone in the words that were searched.
    """

    words: str
    start: int
    end: int
    moment: Interval | None = None
    zone: str | None = None
    partial: tuple[int, int] | None = None
    weekday: int | None = None
    problem: Problem | None = None


_ENGLISH_MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9, "febr": 2, "octr": 10, "novr": 11, "decr": 12, "xbre": 12,
}  # fmt: skip
_ENGLISH_DAYS = {
    **{name.lower(): number for number, name in enumerate(WEEKDAYS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(WEEKDAYS, 1)},
    "tues": 2, "weds": 3, "thur": 4, "thurs": 4,
}  # fmt: skip

_WORD = r"[^\W\d_]+"
_ORD = r"(?:st|nd|rd|th|er|re|[ºª°])?"
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_OF = r"(?:\s+(?:of|de|del|di|do)\s+|\s+d['’])"
_SEP = rf"(?:\s*[/.,\-–‑]\s*|{_OF}|\.\s+|\s+)"

_DATE = re.compile(
    rf"""(?<![\w./:-])(?:
      (?P<iy>{_YEAR})(?P<isep>[-/.])(?P<im>\d\d?)(?P=isep)(?P<id>\d\d?)(?![\d])
    | (?P<cy>{_YEAR})(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?=T\d|\D|$)
    | (?P<ey>\d{{4}})\s*[年년]\s*(?P<em>\d\d?)\s*[月월]\s*(?P<ed>\d\d?)\s*[日일号]?
    | (?P<n1>\d\d?)(?P<nsep>\s?[./-]\s?)(?P<n2>\d\d?)(?P=nsep)(?P<ny>{_YEAR}|\d\d(?![\d:]))(?!\d)
    | (?P<dd>\d\d?){_ORD}(?:{_SEP})?(?P<dm>{_WORD}(?:\s+{_WORD})??)\.?(?:{_SEP}|(?<=\.))(?:the\s+year\s+)?(?P<dy>{_YEAR}|['’]?\d\d(?![\d:.hH]))(?!\d)
    | (?P<mm>{_WORD})\.?[\s/.-]+(?P<md>\d\d?){_ORD}(?:\s*[,.;/-]\s*|\s+)(?P<my>{_YEAR}|['’]\d\d)(?!\d)
    | (?P<yy>{_YEAR})\s*[,.\s/-]\s*(?P<ym>{_WORD})\.?[\s/.-]+(?P<yd>\d\d?){_ORD}(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTH_NAMES = "|".join(sorted(_ENGLISH_MONTHS, key=len, reverse=True))
_PARTIAL = re.compile(
    rf"(?<!\w)(?:(?P<mm>{_MONTH_NAMES})\.?\s+(?P<md>\d\d?)(?:st|nd|rd|th)?(?![\d:])"
    rf"|(?P<dd>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<dm>{_MONTH_NAMES})\b\.?)",
    re.IGNORECASE,
)
_COARSE = re.compile(rf"^\W*(?:(?P<m>{_WORD})\.?,?\s+)?(?P<y>{_YEAR})(?:-(?P<n>\d\d))?\W*$")
_ODD_YEAR = re.compile(r"\s*\d{4,6}([-/.])\d\d?\1\d\d?(?!\d)")
_RELATIVE = re.compile(
    r"\b(?:an?|one|two|three|\d+)\s*(?:s|m|h|d|w|sec|min|mins|hr|hrs|second|minute|hour|day|week|month|year)s?\s+ago\b"
    r"|\b(?:just now|moments? ago|yesterday|today|tonight|this (?:morning|afternoon|evening)|last (?:week|month|night))\b"
    r"|\bil y a \d+|\bvor \d+ \w+|\bhace \d+ \w+|\bbir \w+ önce\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"""(?<![\d:.,+-])(?:
      (?P<h>\d\d?)\s?(?P<sep>[:.hH])\s?(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?(?![\d:])
        (?:\s*(?P<ap>[ap])\.?\s?m\b\.?)?
    | (?P<h12>\d\d?)\s*(?P<ap12>[ap])\.?\s?m\b\.?
    | (?P<mil>[0-2]\d[0-5]\d)\s*(?=(?:GMT|UTC|Z|BST|ET|EST|EDT|CET|hrs|hours|h)\b)(?:(?:hrs|hours|h)\b)?
    | (?P<basic>[0-2]\d[0-5]\d)(?:[0-5]\d)?(?=(?:\.\d+)?(?:Z|[+-]\d\d|$))
    | (?P<word>noon|midday)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# The year stands last in what programs write: "Wed Oct 10 20:19:24 +0000 2018", "Tue Mar  5 09:12:00 UTC 2024".
_YEAR_LAST = re.compile(
    rf"\b(?P<day>(?:{_MONTH_NAMES})\s+\d\d?)\s+(?P<time>\d\d:\d\d:\d\d(?:\s+(?:[A-Z]{{1,5}}|[+-]\d{{4}}))?)\s+(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_OCR_DIGITS = re.compile(r"(?<![^\W\d_])(?=[lIOo\d]*\d)[lIOo\d]{2,4}(?![^\W\d_])|\bl(?=[ ,.])")
_ZONE = re.compile(
    r"""\s*\(?\s*(?:
      (?:(?:GMT|UTC)\s?)?(?P<sign>[+\-−])(?P<oh>\d\d?)(?::?(?P<om>[0-5]\d))?(?!\d)
    | (?P<iana>(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/[A-Za-z_]+(?:/[A-Za-z_]+)?)
    | (?P<name>GMT|UTC|Z|BST|WET|WEST|CET|CEST|EET|EEST|MSK|IST|PKT|GST|AST|JST|KST|HKT|SGT|WIB|AEST|AEDT|ACST|AWST|NZST|NZDT
      |E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|AK[SD]T|HST|SAST|EAT|WAT|CAT|BRT|ART|IRST|TRT)\b
    )\s*\)?""",
    re.VERBOSE,
)  # fmt: skip
_FILLER = re.compile(
    r"[\s,;|•·()\[\]/–—-]*(?:at|um|às|à|a las|the|on|kl\.?|alle|ore)?[\s,|•·–—-]*", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?P<w>{_WORD}(?:-{_WORD})?)\.?\)?[\s,;|•·(–-]*(?:the|le|den|der|dem|el|o|a|on)?\s*$", re.IGNORECASE
)
_AFTER = re.compile(rf"[\s,;|•·(–-]*(?P<w>{_WORD}(?:-{_WORD})?)\b\.?\)?")


@lru_cache(maxsize=4096)
def find(words: str, order: DateOrder = "DMY") -> Stamp | None:
    """The first date in one line of words, with the weekday, time and zone that stand beside it.

    >>> stamp = find("World Sunday 11/December/2016 20:54 PM")
    >>> stamp.moment.earliest, stamp.problem
    ('2016-12-11T20:54', None)
    >>> find("Wednesday 10/12/2016").moment.earliest, find("10/12/2016").moment.earliest
    ('2016-10-12', '2016-12-10')

    The weekday beside a numeric date decides between day and month first; where it fits neither, the written
    date stands and the stamp has a problem, ``weekday-mismatch``. Nothing there: ``None``.
    """
    text = _ascii_digits(words)
    impossible: Stamp | None = None
    match = _DATE.search(text)
    while match:
        candidates = _candidates(match, order)
        if valid := [date for date in dict.fromkeys(candidates) if moment(*date)]:
            return _complete(words, text, match, valid)
        if candidates and impossible is None:
            impossible = _impossible(words, match)
        match = _DATE.search(text, match.start() + 1)
    if impossible:
        return impossible
    in_order = _YEAR_LAST.sub(r"\g<day> \g<year> \g<time>", text)
    if (mended := in_order) != text or (mended := _OCR_DIGITS.sub(_as_digits, text)) != text:
        found = find(mended, order)
        return msgspec.structs.replace(found, words=words.strip()) if found else None
    relative = _RELATIVE.search(text)
    if relative:
        return Stamp(
            words=words.strip(), start=relative.start(), end=relative.end(),
            problem=Problem(code="relative-stamp", message=f"the stamp “{words.strip()}” is relative to a moment that nobody wrote down", hint="Give the day itself, in front matter (date: 2016-12-11) or in dates.csv.",
            ),
        )  # fmt: skip
    return _partial(words, text)


def is_zone(words: str) -> bool:
    """Whether a field names a time zone: an IANA name, an offset or a common abbreviation.

    >>> is_zone("Asia/Damascus"), is_zone("+04:00"), is_zone("EST"), is_zone("Mars/Base")
    (True, True, True, False)
    """
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(words)
    except (KeyError, OSError, ValueError):
        found = _ZONE.fullmatch(words)
        return bool(found and not found["iana"])
    return True


def whole(words: str, order: DateOrder = "DMY") -> Stamp:
    """What a field that should be a date says: as :func:`find`, but a field without a date is itself a problem.

    >>> whole("2016-12").problem.code, whole("soon").problem.code, whole("2016-12-11T20:54+0400").zone
    ('coarse-date', 'no-date', '+04:00')
    """
    stamp = find(words, order)
    if stamp:
        return stamp
    shown = words.strip()[:80]
    if _COARSE.match(_ascii_digits(words)):
        problem = Problem(
            code="coarse-date",
            message=f"“{shown}” names no day, so “Sunday” or “yesterday” cannot be placed",
            hint="Give the day, as 2016-12-11.",
        )
    elif _ODD_YEAR.match(_ascii_digits(words)):
        problem = Problem(
            code="no-date",
            message=f"“{shown}” is in no year that an article can have: 1000 to 2199",
            hint="Correct the year.",
        )
    else:
        problem = _no_date(shown)
    return Stamp(words=shown, start=0, end=len(words), problem=problem)


def no_stamp(words: str) -> Stamp:
    """The stamp of a field that holds something else than a date."""
    shown = words[:80]
    return Stamp(words=shown, start=0, end=len(words), problem=_no_date(shown))


def _no_date(shown: str) -> Problem:
    return Problem(
        code="no-date",
        message=f"“{shown}” is not a date that can be read",
        hint="Write it as 2016-12-11.",
    )


def moment(year: int, month: int, day: int, minute: int | None = None) -> Interval | None:
    """A civil day, or a minute of it; ``None`` where the calendar has no such day.

    >>> moment(2016, 12, 11, 20 * 60 + 54).earliest, moment(2015, 2, 29)
    ('2016-12-11T20:54', None)
    """
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    start = days_from_civil(year, month, day) * DAY
    if minute is None:
        return Interval(start, start + DAY, Grain.DAY)
    start += minute * MINUTE
    return Interval(start, start + MINUTE, Grain.MINUTE)


def with_year(stamp: Stamp, near: Interval) -> Interval | None:
    """The day of a stamp without a year that lies nearest to another date of the same article.

    >>> with_year(find("CAIRO, Dec 31"), moment(2017, 1, 1)).earliest
    '2016-12-31'
    """
    assert stamp.partial is not None and near.start is not None
    year = civil_from_days(near.start // DAY)[0]
    days = [found for y in (year - 1, year, year + 1) if (found := moment(y, *stamp.partial))]
    start = near.start
    return min(days, key=lambda day: abs((day.start or 0) - start), default=None)


def _ascii_digits(words: str) -> str:
    """The same length, with every script's digits as 0 to 9."""
    if words.isascii():
        return words
    return "".join(
        str(unicodedata.digit(c))
        if not c.isascii() and c.isdecimal()
        else " "
        if c in "\xa0\u202f\u2009"
        else c
        for c in words
    )


def _candidates(match: re.Match[str], order: DateOrder) -> list[tuple[int, int, int]]:
    """(year, month, day) in order of preference; several only where day and month can be told both ways."""
    group = match.groupdict()
    if group["iy"]:
        return [(int(group["iy"]), int(group["im"]), int(group["id"]))]
    if group["cy"]:
        return [(int(group["cy"]), int(group["cm"]), int(group["cd"]))]
    if group["ey"]:
        return [(int(group["ey"]), int(group["em"]), int(group["ed"]))]
    if group["n1"]:
        year, first, second = _year(group["ny"]), int(group["n1"]), int(group["n2"])
        day_first, month_first = (year, second, first), (year, first, second)
        return [month_first, day_first] if order == "MDY" else [day_first, month_first]
    for day, name, year_words in (("dd", "dm", "dy"), ("md", "mm", "my"), ("yd", "ym", "yy")):
        if group[name]:
            month = month_number(group[name])
            return [(_year(group[year_words]), month, int(group[day]))] if month else []
    return []


def _year(words: str) -> int:
    """Two digits are read as POSIX reads them: 69–99 are 19xx, 00–68 are 20xx."""
    year = int(words.lstrip("'’"))
    return year if year >= 100 else year + (1900 if year >= 69 else 2000)


def month_number(name: str) -> int | None:
    """A month's name or abbreviation in any language: 1 to 12.

    >>> month_number("Sept"), month_number("décembre"), month_number("window")
    (9, 12, None)
    """
    name = " ".join(name.lower().split())
    return _ENGLISH_MONTHS.get(name) or _foreign_month(name)


@lru_cache(maxsize=4096)
def _foreign_month(name: str) -> int | None:
    if not 2 <= len(name) <= 16 or name in _ENGLISH_DAYS:
        return None
    if " " in name:
        return _levantine_months().get(name)
    from datetime import datetime

    import dateparser

    found = dateparser.parse(
        f"11 {name} 2016",
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "TIMEZONE": "UTC",
            # Nothing is relative here; said all the same, so that no clock is ever asked.
            "RELATIVE_BASE": datetime(2016, 1, 1),  # noqa: DTZ001 - the library wants it without a zone
        },
    )
    return found.month if found and (found.year, found.day) == (2016, 11) else None


@lru_cache(maxsize=1)
def _levantine_months() -> dict[str, int]:
    """The month names of Syria, Lebanon, Jordan and Iraq, some of them two words (CLDR, by Babel)."""
    from babel import Locale

    names: dict[str, int] = {
        name: number for number, name in Locale("ar", "LB").months["format"]["wide"].items()
    }
    return names


def weekday_number(word: str) -> int | None:
    """A weekday's name in any language: Monday 1 to Sunday 7.

    >>> weekday_number("Sunday"), weekday_number("Dimanche"), weekday_number("World")
    (7, 7, None)
    """
    word = word.lower()
    return _ENGLISH_DAYS.get(word) or _foreign_days().get(word)


@lru_cache(maxsize=1)
def _foreign_days() -> dict[str, int]:
    """Every weekday name that means one day only among the larger written languages (CLDR; a test keeps it so)."""
    return msgspec.json.decode((Path(__file__).parent / "weekdays.json").read_bytes(), type=dict[str, int])


def _complete(words: str, text: str, match: re.Match[str], candidates: list[tuple[int, int, int]]) -> Stamp:
    start, end = match.span()
    said, start, end = _beside(text, start, end)
    minute, zone, start, end = _time_and_zone(text, start, end)
    if said is None:
        said, start, end = _beside(text, start, end)
    chosen = candidates[0]
    problem = None
    if said is not None:
        fitting = [date for date in candidates if weekday(days_from_civil(*date)) == said]
        if fitting:
            chosen = fitting[0]
        else:
            problem = _mismatch(chosen, said)
    return Stamp(
        words=words.strip(), start=start, end=end, moment=moment(*chosen, minute), zone=zone, weekday=said,
        problem=problem,
    )  # fmt: skip


def _as_digits(match: re.Match[str]) -> str:
    return match[0].translate(str.maketrans("lIOo", "1100"))


def _impossible(words: str, match: re.Match[str]) -> Stamp:
    problem = Problem(
        code="impossible-date",
        message=f"there is no such day as “{match[0].strip()}”",
        hint="Correct it, as 2016-12-11.",
    )
    return Stamp(words=words.strip(), start=match.start(), end=match.end(), problem=problem)


def _mismatch(date: tuple[int, int, int], said: int) -> Problem:
    year, month, day = date
    actual = WEEKDAYS[weekday(days_from_civil(*date)) - 1]
    shown = f"{day} {MONTHS[month - 1]} {year}"
    return Problem(
        code="weekday-mismatch",
        message=f"the stamp says {WEEKDAYS[said - 1]}, but {shown} was a {actual}; the written date stands",
        hint="Correct the weekday or the date, or set date: in the front matter or in dates.csv.",
    )


def _beside(text: str, start: int, end: int) -> tuple[int | None, int, int]:
    """A weekday's name right before or after a span, and the span widened to it."""
    before = _BEFORE.search(text[max(0, start - 40) : start])
    if before and (number := weekday_number(before["w"])):
        return number, max(0, start - 40) + before.start("w"), end
    after = _AFTER.match(text, end, end + 40)
    if after and (number := weekday_number(after["w"])):
        return number, start, after.end()
    return None, start, end


def _time_and_zone(text: str, start: int, end: int) -> tuple[int | None, str | None, int, int]:
    """Minutes of the day and zone that stand right after, or right before, a span; and the span widened."""
    gap = _FILLER.match(text, end)
    at = gap.end() if gap else end
    if text[end : end + 1] in "Tt" and text[end + 1 : end + 2].isdigit():
        at = end + 1
    time = _TIME.match(text, at)
    if time and (minute := _minute(time)) is not None:
        zone = _ZONE.match(text, time.end())
        return minute, _zone(zone) if zone else None, start, zone.end() if zone else time.end()
    for time in _TIME.finditer(text, 0, start):
        minute = _minute(time)
        zone = _ZONE.match(text, time.end(), start)
        stop = zone.end() if zone else time.end()
        rest = re.fullmatch(
            r"[\s,;|•·(–—-]*(?:uhr|hrs?|hours)?[\s,;|•·(–—-]*(?:on|am|le|of)?\s*",
            text[stop:start],
            re.IGNORECASE,
        )
        if minute is not None and rest:
            return minute, _zone(zone) if zone else None, time.start(), end
    return None, None, start, end


def _minute(match: re.Match[str]) -> int | None:
    group = match.groupdict()
    if group["word"]:
        return 12 * 60
    if group["mil"] or group["basic"]:
        digits = group["mil"] or group["basic"]
        hour, minute, half = int(digits[:2]), int(digits[2:]), None
    elif group["h12"]:
        hour, minute, half = int(group["h12"]), 0, group["ap12"].lower()
    else:
        hour, minute, half = int(group["h"]), int(group["m"]), (group["ap"] or "").lower() or None
    if hour > 23:
        return None
    # "20:54 PM": the 24-hour clock has said it already.
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * (HOUR // MINUTE) + minute


def _zone(match: re.Match[str]) -> str | None:
    if match["sign"]:
        hours, minutes = int(match["oh"]), int(match["om"] or 0)
        return f"{'+' if match['sign'] == '+' else '-'}{hours:02}:{minutes:02}" if hours <= 14 else None
    name = match["iana"] or match["name"]
    return "UTC" if name == "Z" else name


def _partial(words: str, text: str) -> Stamp | None:
    match = _PARTIAL.search(text)
    if not match:
        return None
    month = _ENGLISH_MONTHS[(match["mm"] or match["dm"]).lower()]
    day = int(match["md"] or match["dd"])
    if not moment(2000, month, day):
        return None
    said, start, end = _beside(text, *match.span())
    shown = text[match.start() : match.end()].strip()
    return Stamp(
        words=words.strip(), start=start, end=end, partial=(month, day), weekday=said,
        problem=Problem(code="date-without-year", message=f"“{shown}” has no year", hint="Give the whole date in the front matter (date: 2016-12-11), in dates.csv or in the file's name.",
        ),
    )  # fmt: skip


_EPOCH = re.compile(r"-?(?:\d{9,10}|(\d{11,13}))")
_ZEROS = frozenset({"-62135596800"})
"""What .NET and Go write for a moment that nobody set: the year 1."""


def epoch(words: str) -> Stamp | None:
    """A field that counts seconds (9 or 10 digits) or milliseconds (11 to 13), before 1970 with a minus; else ``None``.

    Shorter numbers are no moments: 20161211 is a date, and -1 stands for none.

    >>> epoch("-286000000").moment.earliest, epoch("946684800000").moment.earliest, epoch("20161211")
    ('1960-12-08T19:33', '2000-01-01T00:00', None)
    """
    match = _EPOCH.fullmatch(words)
    if not match or words in _ZEROS:
        return None
    return of_epoch(int(words) // (1000 if match[1] else 1), words)


def of_epoch(seconds: int, words: str) -> Stamp:
    """Seconds since 1970 in UTC, to the minute.

    >>> of_epoch(1481489640, "1481489640").moment.earliest
    '2016-12-11T20:54'
    """
    start = days_from_civil(1970, 1, 1) * DAY + seconds // MINUTE * MINUTE
    return Stamp(
        words=words, start=0, end=len(words), moment=Interval(start, start + MINUTE, Grain.MINUTE), zone="UTC"
    )
