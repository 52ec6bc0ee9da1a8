"""The overview strip: how much is told of which time, as numbers that a template draws as inline SVG.

Positions along it are per cent of its width, so that it is crisp and legible at any width; heights are pixels.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import Literal, TypeVar

import msgspec

from timeline.civil import DAY, Grain, Interval, civil_from_days, days_from_civil
from timeline.model import Event
from timeline.publishing.contexts import Bar, Label, Strip, Tick
from timeline.publishing.dates import Dates
from timeline.publishing.i18n import Words
from timeline.publishing.outline import place_of
from timeline.publishing.text import line, typeset

HEIGHT = 72
LANE = 20
MOST_YEARS = 12
"""So many years lie at most between two borders of years that are named."""
MOST_BARS = 120
MOST_ASIDE = 12
"""One event in so many, at most, may stay beside the picture."""
WIDTH = 1040
"""The width in pixels that words are measured against; narrower screens show fewer of them."""
CHARACTER = 7.0
MIDDLE = 720
"""The width in pixels from which every word under the line is shown."""
NARROW = CHARACTER / 328 * 100
"""A character in per cent of a phone's width."""

Unit = tuple[str, Callable[[int], int]]
"""A name, and the function from a day number to the first day of the next unit."""


def _next_month(day: int, step: int = 1) -> int:
    year, month, _ = civil_from_days(day)
    index = (year * 12 + month - 1) // step * step + step
    return days_from_civil(index // 12, index % 12 + 1, 1)


def _next_year(day: int, step: int = 1) -> int:
    return days_from_civil(civil_from_days(day)[0] // step * step + step, 1, 1)


UNITS: tuple[Unit, ...] = (
    ("day", lambda day: day + 1),
    ("week", lambda day: day - day % 7 + 7),
    ("month", _next_month),
    ("quarter", lambda day: _next_month(day, 3)),
    ("year", _next_year),
    ("five years", lambda day: _next_year(day, 5)),
    ("decade", lambda day: _next_year(day, 10)),
    ("half century", lambda day: _next_year(day, 50)),
    ("century", lambda day: _next_year(day, 100)),
    ("five centuries", lambda day: _next_year(day, 500)),
    ("millennium", lambda day: _next_year(day, 1000)),
)
_START: dict[str, Callable[[int], int]] = {
    "day": lambda day: day,
    "week": lambda day: day - day % 7,
}


class Moment(msgspec.Struct, frozen=True):
    """What the strip needs of an event: its first and last day, whether the text says the day, and its kind."""

    first: int
    last: int
    exact: bool
    planned: bool


def moment_of(event: Event) -> Moment | None:
    """An event as the strip sees it; an open end is one unit long."""
    return _moment(event.when, event.kind in ("planned", "conditional")) if event.when else None


@lru_cache(maxsize=100_000)
def _moment(when: Interval, planned: bool) -> Moment | None:
    if when.start is None and when.end is None:
        return None
    start = when.start if when.start is not None else when.end - 1  # type: ignore[operator]
    end = when.end if when.end is not None and when.start is not None else start + 1
    first, last = start // DAY, max(start, end - 1) // DAY
    return Moment(first, last, when.grain <= Grain.DAY and last - first < 2, planned)


def edges(days: Sequence[int]) -> tuple[int, int]:
    """First and last day to draw: the shortest time that holds all but a few events, and what lies near it.

    The few far ones are counted at the side instead of squeezing all the rest.

    >>> edges([-700_000, 700, 720, 730, 740, 750, 760, 770, 780, 790, 800, 810])
    (700, 810)
    """
    ordered = sorted(days)
    held = len(ordered) - len(ordered) // MOST_ASIDE
    low = min(range(len(ordered) - held + 1), key=lambda at: (ordered[at + held - 1] - ordered[at], at))
    first, last = ordered[low], ordered[low + held - 1]
    reach = max(14, (last - first) // 2)
    return ordered[bisect_left(ordered, first - reach)], ordered[bisect_right(ordered, last + reach) - 1]


def domain(events: Sequence[Event]) -> tuple[int, int]:
    """First and last day to draw: those of the news, and of background only as far as it lies near."""
    return _domain([(event, moment) for event in events if (moment := moment_of(event))], len(events))


def _domain(placed: Sequence[tuple[Event, Moment]], events: int) -> tuple[int, int]:
    news = [moment.first for event, moment in placed if not event.background]
    return edges(news if len(news) > events // 2 else [moment.first for _, moment in placed])


def bins(first: int, last: int) -> tuple[str, list[int]]:
    """The finest unit that gives no more bars than fit, and the borders of its bins (one more than bins)."""
    for name, following in UNITS:
        start = first
        if name not in ("day",):
            start = _opening(first, following, name)
        borders = [start]
        while borders[-1] <= last and len(borders) <= MOST_BARS + 1:
            borders.append(following(borders[-1]))
        if borders[-1] > last and len(borders) - 1 <= MOST_BARS:
            return name, borders
    return name, borders


def _opening(day: int, following: Callable[[int], int], name: str) -> int:
    """First day of the unit that holds a day."""
    if name in _START:
        return _START[name](day)
    year, month, _ = civil_from_days(day)
    step = {"month": 1, "quarter": 3}.get(name)
    if step:
        return days_from_civil(year, (month - 1) // step * step + 1, 1)
    years = {
        "year": 1,
        "five years": 5,
        "decade": 10,
        "half century": 50,
        "century": 100,
        "five centuries": 500,
    }
    width = years.get(name, 1000)
    return days_from_civil(year // width * width, 1, 1)


def strip(
    events: Sequence[Event],
    top: Sequence[Event],
    dates: Dates,
    words: Words,
    link: Callable[[int, int, int], str],
    href: Callable[[Event], str],
) -> Strip | None:
    """The strip of all dated events; ``None`` where one bar would be the whole picture.

    ``link`` gives the address for a bar's year and month, ``href`` that of an event, ``top`` the events to name.
    """
    placed = [(event, moment) for event in events if (moment := moment_of(event))]
    moments = [moment for _, moment in placed]
    if len(moments) < 3:
        return None
    first, last = _domain(placed, len(events))
    if last - first < 2:
        return None
    unit, borders = bins(first, last)
    heaps = _pile(moments, borders)
    highest = max(sum(heap) for heap in heaps)
    if not highest:
        return None
    lo, span = borders[0], borders[-1] - borders[0]

    def x(day: float) -> float:
        return round((day - lo) / span * 100, 2)

    named = [(event, x(_day(event))) for event in top if event.when and lo <= _day(event) < borders[-1]]
    labels, lanes = labelled(named, href)
    above, baseline = lanes * LANE, HEIGHT + 12
    scale = (HEIGHT - 14) / highest
    peak = max(range(len(heaps)), key=lambda index: (sum(heaps[index]), -index))
    where = _beside(x(borders[peak]), [label.x for label in labels])
    bars = tuple(
        _bar(
            index,
            borders,
            heaps[index],
            scale,
            x,
            dates,
            unit,
            link,
            top=where if index == peak else "",
        )
        for index in range(len(heaps))
        if sum(heaps[index]) * scale >= 0.5
    )
    tops = {bar.x: baseline - bar.solid - bar.coarse - bar.planned for bar in bars}
    starts = sorted(tops)
    labels = tuple(
        msgspec.structs.replace(
            label, line=above + tops[starts[max(0, bisect_right(starts, label.x) - 1)]] - 3
        )
        for label in labels
    )
    outside = (
        sum(1 for moment in moments if moment.first < first),
        sum(1 for moment in moments if moment.first > last),
    )
    caption = [_caption(unit, words.gettext) % words.number(round(highest))]
    if outside[0]:
        caption.append(words.gettext("Earlier and not drawn: %s.") % words.number(outside[0]))
    if outside[1]:
        caption.append(words.gettext("Later and not drawn: %s.") % words.number(outside[1]))
    return Strip(
        bars=bars,
        ticks=_ticks(lo, borders[-1], x, dates),
        gaps=tuple(_gaps(heaps, borders, x, dates, words.gettext)),
        labels=labels,
        caption=" ".join(caption),
        above=above,
        height=baseline + 24,
        baseline=baseline,
    )


def _beside(peak: float, lines: Sequence[float]) -> Literal["", "above", "beside"]:
    """Where the highest bar's number stands: above it, beside it where a name's hairline comes up through it, and
    nowhere where another is in its way there; the caption says it, too."""
    if not any(peak - 0.3 <= line <= peak + 3 for line in lines):
        return "above"
    return "" if peak > 90 and any(peak - 3 <= line < peak - 0.3 for line in lines) else "beside"


def _caption(unit: str, _: Callable[[str], str]) -> str:
    return {
        "day": _("Events a day; the highest bar stands for %s."),
        "week": _("Events a week; the highest bar stands for %s."),
        "month": _("Events a month; the highest bar stands for %s."),
        "quarter": _("Events a quarter; the highest bar stands for %s."),
        "year": _("Events a year; the highest bar stands for %s."),
        "five years": _("Events in five years; the highest bar stands for %s."),
        "decade": _("Events a decade; the highest bar stands for %s."),
        "half century": _("Events in half a century; the highest bar stands for %s."),
        "century": _("Events a century; the highest bar stands for %s."),
        "five centuries": _("Events in five centuries; the highest bar stands for %s."),
        "millennium": _("Events a millennium; the highest bar stands for %s."),
    }[unit]


def _day(event: Event) -> int:
    moment = moment_of(event)
    return moment.first if moment else 0


def _pile(moments: Sequence[Moment], borders: Sequence[int]) -> list[list[float]]:
    """Counts a bin: dated to the day, coarser, planned. What covers several bins is shared out among them."""
    heaps = [[0.0, 0.0, 0.0] for _ in borders[:-1]]
    for moment in moments:
        if moment.last < borders[0] or moment.first >= borders[-1]:
            continue
        low = max(0, bisect_right(borders, moment.first) - 1)
        high = min(len(heaps) - 1, bisect_right(borders, moment.last) - 1)
        column = 2 if moment.planned else 0 if moment.exact else 1
        if moment.exact:
            high = low
        for index in range(low, high + 1):
            heaps[index][column] += 1 / (high - low + 1)
    return heaps


def _bar(  # noqa: PLR0913  what is drawn depends on all of them
    index: int,
    borders: Sequence[int],
    heap: Sequence[float],
    scale: float,
    x: Callable[[float], float],
    dates: Dates,
    unit: str,
    link: Callable[[int, int, int], str],
    *,
    top: Literal["", "above", "beside"],
) -> Bar:
    left, right = borders[index], borders[index + 1]
    year, month, _ = civil_from_days(left)
    label = _unit_label(left, right, unit, dates)
    count = round(sum(heap))
    width = x(right) - x(left)
    return Bar(
        x=round(x(left) + width * 0.1, 2),
        width=round(width * 0.8, 2),
        solid=round(heap[0] * scale, 1),
        coarse=round(heap[1] * scale, 1),
        planned=round(heap[2] * scale, 1),
        title=f"{label}: {count}",
        href=link(year, month, civil_from_days(right - 1)[0]),
        count=count,
        label=label,
        top=top,
    )


def _unit_label(left: int, right: int, unit: str, dates: Dates) -> str:
    year, month, _ = civil_from_days(left)
    if unit == "day":
        return dates.day(left * DAY, short=True)
    if unit == "week":
        return f"{dates.day(left * DAY, short=True)} – {dates.day((right - 1) * DAY, short=True)}"
    if unit == "month":
        return dates.month(year, month)
    if unit == "year":
        return dates.year(year)
    if unit == "quarter":
        to_year, to_month, _ = civil_from_days(right - 1)
        return f"{dates.month(year, month)} – {dates.month(to_year, to_month)}"
    return dates.years(year, civil_from_days(right - 1)[0])


def _apart(marks: list[tuple[int, str]], x: Callable[[float], float]) -> list[tuple[int, str]]:
    """As many marks as have room beside each other: all, or every other, or every third."""
    wide = [(x(day), x(day) + (len(text) + 1) * CHARACTER / MIDDLE * 100) for day, text in marks]
    step = 1
    while any(before[1] > behind[0] for before, behind in pairwise(wide[::step])):
        step += 1
    return marks[::step]


def round_years(first: int, last: int) -> list[int]:
    """The years to name between two: each, every other, each fifth, or rounder ones.

    Before the common era a round year is one off, since there is no year nought.

    >>> round_years(2015, 2017), round_years(-499, 500)
    ([2015, 2016, 2017], [-499, -399, -299, -199, -99, 1, 100, 200, 300, 400, 500])
    """
    step = next(
        s
        for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10**6)
        if last - first <= s * MOST_YEARS
    )
    years = (year + (year <= 0 and step > 1) for year in range(first // step * step, last + 1, step))
    return [year for year in years if first <= year]


def _ticks(lo: int, hi: int, x: Callable[[float], float], dates: Dates) -> tuple[Tick, ...]:
    """Years (or months, where there are no two) under the line; every other gives way on a small screen."""
    from_year, to_year = civil_from_days(lo)[0], civil_from_days(hi - 1)[0]
    if to_year - from_year >= 2:
        marks = [(days_from_civil(year, 1, 1), dates.year(year)) for year in round_years(from_year, to_year)]
        marks = [mark for mark in marks if mark[0] >= lo]
        if (
            to_year - from_year <= MOST_YEARS
            and marks
            and x(marks[0][0]) > len(dates.year(from_year)) * NARROW + 2
        ):
            marks.insert(0, (lo, dates.year(from_year)))
    elif hi - lo > 62:
        marks, day = [], _opening(lo, _next_month, "month")
        step = 1 if hi - lo < 370 else 3
        while day < hi:
            year, month, _ = civil_from_days(day)
            if (month - 1) % step == 0:
                marks.append(
                    (day, dates.month(year, month) if month == 1 or not marks else dates.month_name(month))
                )
            day = _next_month(day)
        if marks[0][0] < lo:
            # The month that the picture begins in opens it; where there is no room for it, the next one says the year.
            if len(marks) < 2 or x(marks[1][0]) > (len(marks[0][1]) + 2) * CHARACTER / MIDDLE * 100:
                marks[0] = lo, marks[0][1]
            else:
                marks[:2] = [(marks[1][0], dates.month(*civil_from_days(marks[1][0])[:2]))]
    else:
        return (
            Tick(x=0, text=dates.day(lo * DAY, short=True), anchor="start"),
            Tick(x=100, text=dates.day((hi - 1) * DAY, short=True), anchor="end"),
        )
    shown = [
        (day, text)
        for day, text in marks
        if x(day) >= 0 and x(day) + len(text) * CHARACTER / MIDDLE * 100 <= 100
    ]
    shown = _apart(shown, x)
    few = max(1, -(-len(shown) // 4))
    return tuple(
        Tick(
            x=x(day),
            text=text,
            anchor="start",
            minor=bool(index % few) or x(day) + len(text) * NARROW > 100,
        )
        for index, (day, text) in enumerate(shown)
    )


def _gaps(
    heaps: Sequence[Sequence[float]],
    borders: Sequence[int],
    x: Callable[[float], float],
    dates: Dates,
    gettext: Callable[[str], str],
) -> list[Tick]:
    """Long silences, named where the words fit."""
    gaps: list[Tick] = []
    at = 0
    while at < len(heaps):
        end = at
        while end < len(heaps) and sum(heaps[end]) == 0:
            end += 1
        if end - at >= 3 and at > 0 and end < len(heaps):
            left, right = borders[at], borders[end]
            from_year, from_month, _ = civil_from_days(left)
            to_year, to_month, _ = civil_from_days(right - 1)
            if right - left > 800:
                span = dates.years(from_year, to_year)
            elif right - left > 55:
                opening = (
                    dates.month_name(from_month)
                    if from_year == to_year
                    else dates.month(from_year, from_month)
                )
                span = f"{opening} – {dates.month(to_year, to_month)}"
            else:
                span = f"{dates.day(left * DAY, short=True)} – {dates.day((right - 1) * DAY, short=True)}"
            text = gettext("nothing, %s") % span
            if (x(right) - x(left)) / 100 * WIDTH > len(text) * CHARACTER + 16:
                gaps.append(Tick(x=round((x(left) + x(right)) / 2, 2), text=text))
        at = max(end, at + 1)
    return gaps


Worded = TypeVar("Worded", Tick, Label)


def mirrored(shown: Strip) -> Strip:
    """The same for a page that is read from right to left."""
    replace = msgspec.structs.replace
    return replace(
        shown,
        bars=tuple(replace(bar, x=round(100 - bar.x - bar.width, 2)) for bar in reversed(shown.bars)),
        ticks=turned(shown.ticks),
        gaps=turned(shown.gaps),
        labels=turned(shown.labels),
    )


_TURN = {"start": "end", "end": "start", "middle": "middle"}


def turned(words: Sequence[Worded]) -> tuple[Worded, ...]:
    """Words along a picture, from right to left."""
    return tuple(
        msgspec.structs.replace(word, x=round(100 - word.x, 2), anchor=_TURN[word.anchor]) for word in words
    )


class _Name(msgspec.Struct, frozen=True):
    """A name to be placed: its extent and the place of its hairline, in per cent."""

    left: float
    right: float
    x: float
    text: str
    href: str


def labelled(
    events: Iterable[tuple[Event, float]], href: Callable[[Event], str], limit: int = 5
) -> tuple[tuple[Label, ...], int]:
    """Names above a picture, best first, in as few lanes as hold them; where some would cross, all are cut shorter, and
    what then still has no room is left out.

    Each event comes with its place in per cent of the picture's width. The second value is the number of lanes.
    """
    wanted = [(typeset(line(event.headline)), at, href(event)) for event, at in islice(events, limit)]
    placed = _arranged(wanted, 44)
    if len(placed) < len(wanted):
        placed = max(placed, _arranged(wanted, 28), key=len)
    labels = tuple(
        Label(
            x=name.x,
            y=lane * LANE + 14,
            text=name.text,
            href=name.href,
            anchor="start" if name.left == name.x else "end",
            line=0,
        )
        for name, lane in placed
    )
    return labels, max((lane for _, lane in placed), default=-1) + 1


def _arranged(wanted: Sequence[tuple[str, float, str]], length: int) -> list[tuple[_Name, int]]:
    """As many names as find room, each with its lane: on one side of its hairline, or on the other.

    The first are the last to give way; of arrangements with the same names the one with the fewest lanes is taken.
    """
    best, found = (-1, [False], 0), list[tuple[_Name, int]]()
    for chosen in product(*(_sides(text, at, to, length) for text, at, to in wanted)):
        names = [name for name in chosen if name]
        if len(names) < best[0] or (lanes := _lanes(names)) is None:
            continue
        rank = len(names), [name is not None for name in chosen], -max(lanes, default=0)
        if rank > best:
            best, found = rank, list(zip(names, lanes, strict=True))
    return found


def _sides(text: str, at: float, href: str, length: int) -> list[_Name | None]:
    """The places that a name may take beside its hairline, or none."""
    shown = shorten(text, length)
    width = len(shown) * CHARACTER / WIDTH * 100 + 1
    sides = [(at, at + width), (at - width, at)]
    return [
        *(_Name(left, right, at, shown, href) for left, right in sides if left >= 0 and right <= 100),
        None,
    ]


def _lanes(names: Sequence[_Name]) -> list[int] | None:
    """A lane for each name, the highest being 0, so that no hairline crosses a name; ``None`` where there is none.

    A name must stand above another whose hairline would come up through it, and names that touch stand apart.
    """
    over: dict[int, set[int]] = {index: set() for index in range(len(names))}
    for i, a in enumerate(names):
        for j, b in enumerate(names[:i]):
            if abs(a.x - b.x) < 0.5:
                return None
            through = a.left <= b.x <= a.right, b.left <= a.x <= b.right
            if all(through):
                return None
            if through[0]:
                over[j].add(i)
            elif through[1] or (a.left < b.right and b.left < a.right):
                over[i].add(j)
    lanes: dict[int, int] = {}
    while len(lanes) < len(names):
        ready = [
            index for index in over if index not in lanes and all(above in lanes for above in over[index])
        ]
        if not ready:
            return None
        for index in ready:
            lanes[index] = 1 + max((lanes[above] for above in over[index]), default=-1)
    return [lanes[index] for index in range(len(names))]


def shorten(text: str, length: int) -> str:
    """A headline cut between words for a label.

    >>> shorten("Army retakes the citadel of Palmyra", 20)
    'Army retakes the…'
    """
    if len(text) <= length:
        return text
    cut = text[:length].rsplit(" ", 1)[0]
    return (cut if len(cut) > length // 2 else text[: length - 1]).rstrip(",;:–- ") + "…"


def table_rows(shown: Strip) -> list[tuple[str, int]]:
    """The table behind the strip."""
    return [(bar.label, bar.count) for bar in shown.bars]


__all__ = [
    "LANE",
    "Moment",
    "bins",
    "edges",
    "labelled",
    "moment_of",
    "place_of",
    "shorten",
    "strip",
    "table_rows",
]
