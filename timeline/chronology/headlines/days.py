"""The times of a headline that only say how far they are from the day of writing, told as the days that they mean.

"Strong winds are predicted for *today*" says nothing beside another day's news; "for 20 December" does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from timeline.chronology.headlines.wording import is_open
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.patterns import Days, patterns
from timeline.civil import DAY, Grain, Interval, iso_day, weekday
from timeline.model import Resolution

_SURE = 0.6
"""How sure a day is at least that is told in the place of the article's own words."""


def with_days(
    head: str,
    times: Iterable[Resolution],
    when: Interval | None,
    words: Lexicon,
    *,
    month_first: bool = False,
) -> str:
    """A headline with its days: ``times`` are the near ones of its sentences, ``when`` the time of what it tells, which stands beside it.

    >>> from timeline.chronology.language.lexicon import lexicon
    >>> from timeline.temporal import tag
    >>> head = "Rain is forecast until late Friday after last month's drought"
    >>> with_days(head, near(tag(head, "2001-12-20")), None, lexicon())
    'Rain is forecast until late on 21 December 2001 after the November 2001 drought'

    What is quoted stays as it was said, and so does a time that may be another.
    """
    found = _meant(times)
    if not found:
        return head
    days = patterns().days
    if days.open.search(head):
        return head
    year = _year_of(when) if when is not None else ""
    for said in sorted(found, key=len, reverse=True):
        time = found[said]
        if time is None or said not in head.lower():
            continue
        if (hour := days.hour.fullmatch(said)) and time.interval and time.interval.start is not None:
            start = time.interval.start
            # midnight ends the day that it is of
            date = _date(start - (start % DAY == 0), days, year, month_first)
            head = _at_hour(head, hour, start, when, date)
            continue
        if _LED.match(head, len(said)) and head.lower().startswith(said) and _is_of(time, when):
            head = head[len(said) :].lstrip(", ")  # "*Today* the firm has announced"
            head = head[:1].upper() + head[1:]
        else:
            place = re.compile(_PLACE.format(re.escape(said)), re.IGNORECASE)
            told = _Told(_phrase(time, days, year, month_first), words, days)
            head = place.sub(told.instead, head)
    return head


_LED = re.compile(r",? (?=[A-Z]|(?:the|an?|his|her|its|their|he|she|it|they) )")
"""Between a time and the noun that follows: "*Today* the firm has announced"."""
_PLACE = r"(?<![\w'’-])(?:(?P<before>[\w'’]+) )?\b(?P<text>{})(?P<owns>['’]s)?(?![\w'’-])(?: (?P<next>\w+))?"


def writes_month_first(times: Iterable[Resolution]) -> bool:
    """Whether an article writes "December 20" rather than "20 December".

    >>> from timeline.temporal import tag
    >>> writes_month_first(tag("It opened on Sept. 3 and burnt on May 5; on 4 October it was rebuilt.", "2001-12-20"))
    True
    """
    told = [time.text for time in times if {"month", "day"} <= {*time.said}]
    return 2 * sum(text[:1].isalpha() for text in told) > len(told)


def near(times: Iterable[Resolution]) -> list[Resolution]:
    """Those of some times that only say how far they are from the day of writing."""
    days = patterns().days
    told = [Grain[name.upper()] for name in days.told]
    return [
        time
        for time in times
        if (days.near.fullmatch(time.text) and time.grain in told) or days.hour.fullmatch(time.text)
    ]


def _meant(times: Iterable[Resolution]) -> dict[str, Resolution | None]:
    """What the words of some times mean; nothing where that is not sure, or two are meant."""
    found: dict[str, Resolution | None] = {}
    for time in times:
        said = time.text.lower()
        sure = time.sure_of_day >= _SURE and time.interval is not None and time.interval.start is not None
        known = found.get(said, time)
        found[said] = time if sure and known is not None and known.value == time.value else None
    return found


def _at_hour(head: str, said: re.Match[str], start: int, when: Interval | None, date: str) -> str:
    """A headline with an hour, and with its day where that is not the one beside it: "shortly after 5 p.m. *Monday*"."""
    at = head.lower().find(said[0])
    behind, end = at + len(said["hour"]), at + len(said[0])
    if is_open(head[:at]) or head[end : end + 1] in ("'", "’", "-"):
        return head
    # midnight parts two days
    same = (
        when is not None
        and when.start is not None
        and when.start // DAY in (start // DAY, (start - 1) // DAY)
    )
    return head[:behind] + ("" if same else f" on {date}") + head[end:]


def _is_of(time: Resolution, when: Interval | None) -> bool:
    """Whether a time is that of what is told, or the day by which that happened."""
    return when is not None and time.interval is not None and time.interval.end == when.end


def _year_of(when: Interval) -> str:
    """The year of a time that begins, or ends, in one."""
    moment = when.start if when.start is not None else (when.end or 1) - 1
    return iso_day(moment)[:-6]


class _Phrase(NamedTuple):
    """A time by its day: "(late) (on) 21 December", "(in) (late) November"."""

    apart: str
    """What stands before the preposition: "*late* on Friday"."""
    preposition: str
    words: str
    owning: str
    """The same before a noun: "the 21 December vote"; nothing where there is no such."""


def _phrase(time: Resolution, days: Days, year: str, month_first: bool) -> _Phrase:
    assert time.interval is not None and time.interval.start is not None
    start, grain = time.interval.start, time.interval.grain
    if grain is Grain.WEEK:
        start -= (weekday(start // DAY) - 1) * DAY  # "later this week" begins within it
    own, month, _ = iso_day(start).rsplit("-", 2)
    said = days.near.fullmatch(time.text)
    how = said["how"].lower() if said and said["how"] else ""
    named = days.months[int(month) - 1]
    of_year = "" if own == year else f" {own}"
    date = _date(start, days, year, month_first)
    preposition, told, owning = days.told[grain.name.lower()]
    part = days.parts.get(time.text.lower().rpartition(" ")[2], "")
    of_month = f"the {named}{of_year}" if of_year else f"{named}'s"  # "*September's* deadly floods"
    fill = {"date": date, "month": named + of_year, "of_month": of_month, "year": own, "part": part}
    inside = grain >= Grain.MONTH and how not in days.apart
    told = told.format(**fill)
    return _Phrase(
        "" if inside or not how else f"{how} ",
        preposition,
        f"{how} {told}" if inside and how else told,
        owning.format(**fill),
    )


def _date(start: int, days: Days, year: str, month_first: bool) -> str:
    """The day that begins at a moment, with its year where that is another: "21 December"."""
    own, month, day = iso_day(start).rsplit("-", 2)
    order = days.month_first if month_first else days.day_first
    told = order.format(day=int(day), month=days.months[int(month) - 1])
    return told if own == year else f"{told}{',' * month_first} {own}"


class _Told(NamedTuple):
    """Puts a time in the place of words."""

    phrase: _Phrase
    words: Lexicon
    days: Days

    def instead(self, found: re.Match[str]) -> str:
        """The words for what was found, with the word before; itself where it is no time of a clause."""
        before, after = found["before"] or "", found["next"] or ""
        apart, preposition, told, owning = self.phrase
        if self._is_of_noun(found, before.lower()):
            return found[0]
        if found["owns"]:
            told = self.days.bare if after in self.days.which else owning.replace("'s", found["owns"])
        elif after in self.days.of_day:
            told = owning.removeprefix("the ")  # "faces *16 December* deadline"
        elif before.lower() == preposition or before.lower() in self.days.yielding:
            before = ""
            told = f"{apart}{preposition} {told}"
        elif not self._stands_bare(found, before, after) and (
            apart or before.lower() not in self.days.keeping
        ):
            told = f"{apart}{preposition} {told}"
        told = " ".join(filter(None, (before, told, after)))
        return told[:1].upper() + told[1:] if found.start() == 0 else told

    def _is_of_noun(self, found: re.Match[str], before: str) -> bool:
        """Whether a time is no time of a clause there, or may be none: "*a Friday* meeting", "said *Friday* was cold", "*only* yesterday"."""
        days, head, after = self.days, found.string, found["next"] or ""
        if found["owns"]:
            # "higher than *last week's*", "*Monday's* two fires"
            apart = not after[:1].isalpha() or after in self.words.numerals
        else:
            # "in *Friday night* clashes", "*Saturday*, alas, was cold"
            governed = before in days.prepositions and before != self.phrase.preposition
            apart = governed or (
                found.start() == 0 and not before and head.startswith(",", found.end("text"))
            )
        led = before in days.prepositions or before in days.keeping
        return (
            apart
            or (bool(before) and not led and self._is_verb(after))
            or before in days.stressing
            or before in self.words.clauses.determiner
            or before.endswith(("'s", "’s"))
            or f"{before} {found['text'].lower()}" in days.ages
            or days.singled.search(head, 0, found.start("text")) is not None
            or days.shared.match(head, found.end("text")) is not None
            or is_open(head[: found.start()])
        )

    def _stands_bare(self, found: re.Match[str], before: str, after: str) -> bool:
        """Whether a time is what something is said of, or a later one of several: "*Saturday* is the day", "declared *Monday* a holiday",
        "closed on Monday, *Wednesday* and Friday"."""
        head, end = found.string, found.end("text")
        acts = self._is_verb(after) or after in self.words.verbs.past or after.endswith("ed")
        listed = found.start() > 0 and (after in ("and", "or") or head.startswith(",", end))
        return (not before and (acts or listed)) or self.days.called.match(head, end) is not None

    def _is_verb(self, word: str) -> bool:
        verbs = self.words.verbs
        return word in verbs.be_present or word in verbs.be_past or word in verbs.modal
