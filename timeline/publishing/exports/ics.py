"""iCalendar (RFC 5545): events that are dated to the day, or finer.

A calendar has no honest form for "in March", "about the 3rd" or "by Sunday": those are left out and counted. Times are
floating, since they are the place's own. ``DTSTAMP`` is the day of the newest report, so that the same input gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from timeline.civil import DAY, MINUTE, Grain, civil_from_days
from timeline.config import Config
from timeline.model import Article, Chronology, Event
from timeline.publishing.exports import Loss
from timeline.publishing.exports.records import capped

if TYPE_CHECKING:
    import icalendar

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_STATUS = {"planned": "TENTATIVE", "conditional": "TENTATIVE", "denied": "CANCELLED"}


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """One calendar; see the module's own words for what it leaves out."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//timeline//chronology//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", config.title)
    if config.deck:
        calendar.add("x-wr-caldesc", config.deck)
    left_out: dict[str, int] = {}
    for event in (*chronology.events, *chronology.undated):
        if reason := unfit(event):
            left_out[reason] = left_out.get(reason, 0) + 1
        else:
            calendar.add_component(_entry(event, articles, config))
    if losses is not None:
        losses += (Loss(count, reason) for reason, count in sorted(left_out.items()))
    yield calendar.to_ical()


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


def _entry(event: Event, articles: Mapping[str, Article], config: Config) -> icalendar.Event:
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", f"{event.id}@timeline")
    entry.add("dtstamp", _stamp(event, articles))
    entry.add("summary", event.headline)
    start, end = _bounds(event)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    if status := _STATUS.get(event.kind):
        entry.add("status", status)
    entry.add("transp", "TRANSPARENT")
    if event.mentions:
        entry.add("description", _description(event, articles, config))
        first = articles.get(event.mentions[0].article)
        if first and first.url:
            entry.add("url", first.url)
    entry.add("categories", [event.kind, *event.tags])
    return entry


def _bounds(event: Event) -> tuple[date | datetime, date | datetime]:
    """Days, the end exclusive as RFC 5545 has it; minutes where the text says one."""
    assert event.when and event.when.start is not None and event.when.end is not None
    start, end = event.when.start, event.when.end
    if event.when.grain < Grain.DAYPART:
        floating = _BEGINNING.replace(tzinfo=None) + timedelta(seconds=start)
        return floating, floating + timedelta(seconds=max(end - start, MINUTE))
    first_day, last_day = civil_from_days(start // DAY), civil_from_days((end - 1) // DAY)
    return date(*first_day), date(*last_day) + timedelta(days=1)


def _stamp(event: Event, articles: Mapping[str, Article]) -> datetime:
    told = [
        article.anchor.moment.start
        for mention in event.mentions
        if (article := articles.get(mention.article))
        and article.anchor
        and article.anchor.moment.start is not None
    ]
    newest = max(told, default=event.when.start if event.when and event.when.start else 0)
    return _BEGINNING + timedelta(seconds=newest)


def _description(event: Event, articles: Mapping[str, Article], config: Config) -> str:
    lines = []
    for mention in event.mentions:
        article = articles.get(mention.article)
        told = ", ".join(filter(None, [article.source, article.title])) if article else ""
        lines.append(f"“{capped(mention, config)[0]}” — {told}".removesuffix(" — "))
    return "\n".join(lines)
