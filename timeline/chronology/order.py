"""A total order of events, and the reason for each place."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.civil import Interval
from timeline.model import Event


def _bounds(when: Interval) -> tuple[int, int]:
    """Where an interval begins and ends; what is only known by a day stands at its end."""
    start = when.start if when.start is not None else when.end
    end = when.end if when.end is not None else when.start
    assert start is not None and end is not None
    return start, end


def key(event: Event) -> tuple[int, int, int, int, str]:
    """Earliest start, earliest end, finer grain, place in the leading article, id."""
    assert event.when is not None
    return (
        *_bounds(event.when),
        event.when.grain,
        event.mentions[0].start if event.mentions else 0,
        event.id,
    )


def ordered(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events in the order of the chronology."""
    return tuple(sorted(events, key=key))
