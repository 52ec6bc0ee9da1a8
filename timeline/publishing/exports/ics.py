"""iCalendar (RFC 5545): events that are dated to the day, or finer.

A calendar has no honest form for "in March", "about the 3rd" or "by Sunday": those are left out and counted. Times are
floating, since they are the place's own. ``DTSTAMP`` is the day of the newest report, so that the same input gives
the same bytes. The lines are written here, and read in the tests by two libraries: writing them by icalendar took longer
than all pages of a site together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from timeline.civil import DAY, HOUR, MINUTE, Grain, civil_from_days
from timeline.config import Config
from timeline.model import Article, Chronology, Event
from timeline.publishing.exports import Document, Loss
from timeline.publishing.exports.records import capped

_STATUS = {"planned": "TENTATIVE", "conditional": "TENTATIVE", "denied": "CANCELLED"}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """One calendar; see the module's own words for what it leaves out."""
    yield from document(articles, config).pieces(chronology)
    if losses is not None:
        left_out = Counter(filter(None, map(unfit, (*chronology.events, *chronology.undated))))
        losses += (Loss(count, reason) for reason, count in sorted(left_out.items()))


def document(articles: Mapping[str, Article], config: Config) -> Document:
    """The same, entry by entry."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//timeline//chronology//EN", "CALSCALE:GREGORIAN"]
    head.append(_text("X-WR-CALNAME", config.title))
    if config.deck:
        head.append(_text("X-WR-CALDESC", config.deck))
    return Document(
        _folded(head),
        lambda event: b"" if unfit(event) else _folded(_entry(event, articles, config)),
        tail=b"END:VCALENDAR\r\n",
    )


def unfit(event: Event) -> str | None:
    """Why a calendar cannot hold an event, if so."""
    when = event.when
    if when is None:
        return "no date"
    if when.grain > Grain.DAY:
        return "a date coarser than a day"
    if when.start is None or when.end is None:
        return "a date that is open at one side"
    if event.edtf and any(mark in event.edtf for mark in "~?%"):
        return "an approximate or uncertain date"
    first, last = civil_from_days(when.start // DAY)[0], civil_from_days((when.end - 1) // DAY)[0]
    if first < 1 or last > 9998:
        return "a year that calendars do not reach"
    return None


def _entry(event: Event, articles: Mapping[str, Article], config: Config) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        _text("UID", f"{event.id}@timeline"),
        f"DTSTAMP:{_stamp(event, articles)}Z",
        *_bounds(event),
    ]
    lines.append(_text("SUMMARY", event.headline))
    if status := _STATUS.get(event.kind):
        lines.append(f"STATUS:{status}")
    lines.append("TRANSP:TRANSPARENT")
    if event.mentions:
        lines.append(_text("DESCRIPTION", _description(event, articles, config)))
        first = articles.get(event.mentions[0].article)
        if first and first.url and first.url.isascii() and not re.search(r"[\s\x00-\x1f\x7f]", first.url):
            lines.append(f"URL:{first.url}")
    lines.append(
        "CATEGORIES:"
        + ",".join(_CONTROLS.sub("", name).translate(_ESCAPES) for name in (event.kind, *event.tags))
    )
    lines.append("END:VEVENT")
    return lines


def _bounds(event: Event) -> tuple[str, str]:
    """Days, the end exclusive as RFC 5545 has it; minutes where the text says one."""
    assert event.when and event.when.start is not None and event.when.end is not None
    start, end = event.when.start, event.when.end
    if event.when.grain < Grain.DAYPART:
        return f"DTSTART:{_moment(start)}", f"DTEND:{_moment(max(end, start + MINUTE))}"
    return f"DTSTART;VALUE=DATE:{_day(start)}", f"DTEND;VALUE=DATE:{_day(end - 1 + DAY)}"


def _stamp(event: Event, articles: Mapping[str, Article]) -> str:
    told = [
        article.anchor.moment.start
        for mention in event.mentions
        if (article := articles.get(mention.article))
        and article.anchor
        and article.anchor.moment.start is not None
    ]
    return _moment(max(max(told, default=event.when.start if event.when and event.when.start else 0), 0))


def _day(second: int) -> str:
    year, month, day = civil_from_days(second // DAY)
    return f"{year:04}{month:02}{day:02}"


def _moment(second: int) -> str:
    of_day = second % DAY
    return f"{_day(second)}T{of_day // HOUR:02}{of_day % HOUR // MINUTE:02}{of_day % MINUTE:02}"


def _description(event: Event, articles: Mapping[str, Article], config: Config) -> str:
    lines = []
    for mention in event.mentions:
        article = articles.get(mention.article)
        told = ", ".join(filter(None, [article.source, article.title])) if article else ""
        lines.append(f"“{capped(mention, config)[0]}” — {told}".removesuffix(" — "))
    return "\n".join(lines)


def _text(name: str, value: str) -> str:
    """A property of type TEXT (RFC 5545, 3.3.11).

    >>> _text("SUMMARY", "Talks; a ruling, at last")
    'SUMMARY:Talks\\\\; a ruling\\\\, at last'
    """
    return f"{name}:{_CONTROLS.sub('', value).translate(_ESCAPES)}"


def _folded(lines: list[str]) -> bytes:
    """Content lines of at most 75 octets, never cut inside a character (RFC 5545, 3.1)."""
    return b"".join(map(_fold, lines))


def _fold(line: str) -> bytes:
    data = line.encode()
    pieces: list[bytes] = []
    at, room = 0, 75
    while len(data) - at > room:
        end = at + room
        while data[end] & 0xC0 == 0x80:  # not the first octet of a character
            end -= 1
        pieces.append(data[at:end])
        at, room = end, 74
    return b"\r\n ".join([*pieces, data[at:]]) + b"\r\n"
