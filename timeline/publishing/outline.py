"""A run of entries → years and months, with the day named once and the small print of long months folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby

import msgspec

from timeline.civil import DAY, Grain, Interval, civil_from_days
from timeline.model import Event
from timeline.publishing.contexts import Entry, Link, Month, Run, Year
from timeline.publishing.dates import Dates
from timeline.publishing.urls import slug

FOLD_MONTH = 24
"""A month with more entries than this folds its small ones."""
FOLD_RUN = 4
"""So many small ones in a row are folded, no fewer."""

Place = tuple[int, int]
"""Year and month; month 0 is what is dated no closer than the year."""


@lru_cache(maxsize=100_000)
def place_of(when: Interval) -> Place:
    """Under which year and month a date stands; what is only known *by* a day stands at that day.

    >>> place_of(Interval.of_day(2016, 12, 11))
    (2016, 12)
    >>> from timeline.civil import days_from_civil
    >>> place_of(Interval(days_from_civil(0, 1, 1) * DAY, days_from_civil(100, 1, 1) * DAY, Grain.CENTURY))
    (1, 0)
    """
    second = when.start if when.start is not None else when.end - 1 if when.end is not None else 0
    year, month, _ = civil_from_days(second // DAY)
    # the first century has the years 0 to 99 by count, and no year nought
    if year == 0 and when.grain >= Grain.DECADE:
        return 1, 0
    if when.grain >= Grain.YEAR or (
        when.start is not None and when.end is not None and when.end - when.start > 200 * DAY
    ):
        return year, 0
    return year, month


def ranks(by_score: Sequence[Event]) -> dict[str, int]:
    """Which weight each event has on a page, the highest given first: 1 for the few that matter most, 3 for the lower half.

    Without scores (or with one for all) everything weighs the same; so do, but for those few, events of one score.
    """
    count = len(by_score)
    top = max(1, min(9, count // 12))
    small = max(12, count // 3)
    if len({event.score for event in by_score}) < 2:
        top, small = 0, count
    least = by_score[min(small, count) - 1].score if by_score else 0.0
    return {
        event.id: 1 if at < top else 2 if at < small or event.score == least else 3
        for at, event in enumerate(by_score)
    }


def outline(
    pairs: Iterable[tuple[Event, Entry]],
    dates: Dates,
    *,
    fold: Callable[[Sequence[Entry]], str] | None = None,
    more: Callable[[int, int | None], Link | None] = lambda year, month: None,
    newest: bool = False,
    prefix: str = "",
) -> tuple[Year, ...]:
    """Years and months of entries that are already in order.

    ``fold`` names a run that is folded away; ``more`` links to what a year (``None``) or month leaves out; ``prefix``
    tells the anchors of a second outline on the page from those of the first.
    """
    keyed = [(_section(event.when, dates), entry) for event, entry in pairs if event.when is not None]
    # What is coarser stands before what it holds (after it when the newest comes first); otherwise order holds.
    keyed.sort(key=lambda pair: pair[0], reverse=newest)
    years = []
    for section, of_section in groupby(keyed, key=lambda pair: pair[0][:3]):
        year, _, era = section
        months = []
        key = prefix + (f"{year_key(year)}-{slug(era)}" if era else year_key(year))
        for (*_, month), of_month in groupby(of_section, key=lambda pair: pair[0]):
            months.append(
                Month(
                    anchor=f"{key}-{month:02}" if month else f"{key}-all",
                    title=dates.month_name(month) if month else "",
                    runs=tuple(_fold(_repeat([entry for _, entry in of_month]), fold)),
                    more=more(year, month) if not era else None,
                )
            )
        whole = None if era else more(year, None)
        years.append(Year(anchor=key, title=era or dates.year(year), months=tuple(months), more=whole))
    return tuple(years)


def _section(when: Interval, dates: Dates) -> tuple[int, int, str, int]:
    """Sort key and name of the section that a date stands in; a decade and a century have one of their own."""
    year, month = place_of(when)
    if when.grain >= Grain.DECADE:
        return year, -int(when.grain), dates.when(when, None).short, 0
    return year, 0, "", month


def year_key(year: int) -> str:
    """A year as an anchor and a folder.

    >>> year_key(2016), year_key(-499), year_key(79)
    ('y2016', 'y-bc-0500', 'y0079')
    """
    return f"y{year:04}" if year > 0 else f"y-bc-{1 - year:04}"


def year_path(year: int) -> str:
    """The folder of a year.

    >>> year_path(2016), year_path(-499)
    ('2016', 'bc-0500')
    """
    return f"{year:04}" if year > 0 else f"bc-{1 - year:04}"


def _repeat(entries: list[Entry]) -> list[Entry]:
    """Name a date once: the first entry to repeat it says "also", the rest say nothing."""
    out: list[Entry] = []
    for entry in entries:
        if out and out[-1].when == entry.when:
            out.append(msgspec.structs.replace(entry, follows="same" if out[-1].follows else "also"))
        else:
            out.append(entry)
    return out


def _fold(entries: Sequence[Entry], name: Callable[[Sequence[Entry]], str] | None) -> Iterable[Run]:
    if name is None or len(entries) <= FOLD_MONTH:
        yield Run(entries=tuple(entries))
        return
    pending: list[Entry] = []
    for small, group in groupby(entries, key=lambda entry: entry.rank == 3):
        run = list(group)
        if small and len(run) >= FOLD_RUN:
            if pending:
                yield Run(entries=tuple(pending))
                pending = []
            # A folded list is read by itself, so its first entry names its day again.
            run[0] = msgspec.structs.replace(run[0], follows="")
            yield Run(entries=tuple(run), summary=name(run))
        else:
            if pending == [] and run:
                run[0] = msgspec.structs.replace(run[0], follows="")
            pending += run
    if pending:
        yield Run(entries=tuple(pending))
