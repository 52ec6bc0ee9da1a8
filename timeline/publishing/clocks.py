"""The two-clock picture: when things happened, and how long it took until they were told.

Numbers only; a template draws them as inline SVG. The lag stands on a symmetric logarithmic scale, so that a day,
a week, a month and a year each have their room, and what was told before it happened lies on the other side.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from statistics import median

import msgspec

from timeline.civil import DAY, Grain, civil_from_days, days_from_civil
from timeline.model import Event
from timeline.publishing.contexts import Clocks, Dot, Join, Label, Tick
from timeline.publishing.dates import Dates
from timeline.publishing.i18n import Words
from timeline.publishing.strip import LANE, MOST_YEARS, edges, labelled, round_years, turned

MOST_DOTS = 2000
"""Above this number the picture bins."""
MOST_LINKS = 500
"""Above this number no finger finds a dot: the narrow picture, which is for phones, has none of the links."""
HEIGHT = 360
LEFT = 13.0
"""Where the picture begins, in per cent of its width: before it stand the names of the lags."""


class Report(msgspec.Struct, frozen=True):
    """One telling: the day it happened, the days until it was told, of which event, and how it is drawn."""

    day: int
    lag: int
    event: str
    planned: bool
    coarse: bool


def reports(
    events: Sequence[Event], published: Callable[[str], int | None], lag: Callable[..., int | None]
) -> list[Report]:
    """Every mention whose day is known and whose article says its own."""
    out = []
    for event in events:
        for mention in event.mentions:
            day = published(mention.article)
            days = lag(mention, day)
            if days is None or mention.when is None or mention.when.start is None:
                continue
            planned = mention.kind in ("planned", "conditional")
            out.append(
                Report(mention.when.start // DAY, days, event.id, planned, mention.when.grain > Grain.DAY)
            )
    return out


def finding(found: Sequence[Report], words: Words) -> str:
    """What the picture shows, in one sentence: how soon half of it was told."""
    past = [report.lag for report in found if report.lag >= 0]
    if not past:
        return words.gettext("Everything told here was still to come when it was told.")
    half = math.floor(median(past))
    if half == 0:
        return words.gettext("Half of what is told here was told on the very day.")
    if half == 1:
        return words.gettext("Half of what is told here was told within a day.")
    return words.count(
        "Half of what is told here was told within %s day.",
        "Half of what is told here was told within %s days.",
        half,
    )


def _lags(_: Callable[[str], str]) -> tuple[tuple[int, str], ...]:
    return (
        (-365, _("a year before")),
        (-30, _("a month before")),
        (-7, _("a week before")),
        (0, _("same day")),
        (7, _("a week")),
        (30, _("a month")),
        (365, _("a year")),
        (3650, _("ten years")),
    )


def height_of(lag: float) -> float:
    """The symmetric logarithm of a lag in days.

    >>> height_of(0), round(height_of(9), 2), round(height_of(-9), 2)
    (0.0, 1.0, -1.0)
    """
    return math.copysign(math.log10(1 + abs(lag)), lag)


class _Scale(msgspec.Struct, frozen=True):
    """From days to a place in the picture."""

    first: int
    last: int
    low: float
    high: float

    def across(self, day: float) -> float:
        return (day - self.first) / max(1, self.last - self.first)

    def x(self, day: float) -> float:
        """The place of a day across the wide picture, in per cent."""
        return LEFT + self.across(day) * (99 - LEFT)

    def up(self, lag: float) -> float:
        return (height_of(lag) - self.low) / (self.high - self.low)


def clocks(
    found: Sequence[Report],
    top: Sequence[Event],
    dates: Dates,
    words: Words,
    href: Callable[[str], str],
    title: Callable[[str], str],
    *,
    turned: bool = False,
) -> tuple[Clocks, Clocks] | None:
    """The wide picture (time runs across) and the narrow one (time runs down); ``None`` where there is nothing.

    ``turned`` is for a page that is read from right to left.
    """
    if len(found) < 3:
        return None
    first, last = edges([report.day for report in found])
    shown = [report for report in found if first <= report.day <= last]
    if last - first < 2 or len(shown) < 3:
        return None
    heights = [height_of(report.lag) for report in shown]
    scale = _Scale(first, last, min(-0.25, min(heights) - 0.15), max(height_of(8), *heights) + 0.15)
    drawn = (
        _picture(shown, top, scale, dates, words, href, title, down=False),
        _picture(shown, top, scale, dates, words, href, title, down=True),
    )
    return (_mirrored(drawn[0], down=False), _mirrored(drawn[1], down=True)) if turned else drawn


def _mirrored(drawn: Clocks, *, down: bool) -> Clocks:
    """The same from right to left."""
    replace = msgspec.structs.replace
    return replace(
        drawn,
        dots=tuple(replace(dot, x=round(100 - dot.x, 2)) for dot in drawn.dots),
        joins=tuple(
            replace(join, x1=round(100 - join.x1, 2), x2=round(100 - join.x2, 2)) for join in drawn.joins
        ),
        lags=turned(drawn.lags) if down else drawn.lags,
        ticks=drawn.ticks if down else turned(drawn.ticks),
        labels=turned(drawn.labels),
    )


def _picture(
    shown: Sequence[Report],
    top: Sequence[Event],
    scale: _Scale,
    dates: Dates,
    words: Words,
    href: Callable[[str], str],
    title: Callable[[str], str],
    *,
    down: bool,
) -> Clocks:
    binned = len(shown) > MOST_DOTS
    labels, lanes = ((), 0) if binned or down else _labels(shown, top, scale, href)
    above = lanes * LANE
    height = above + HEIGHT if not down else max(420, min(1400, 180 + (scale.last - scale.first) // 2))

    def place(day: float, lag: float) -> tuple[float, float]:
        if down:
            return 18 + scale.up(lag) * 80, 64 + scale.across(day) * (height - 80)
        return scale.x(day), above + 12 + (1 - scale.up(lag)) * (HEIGHT - 44)

    dense = down and len(shown) > MOST_LINKS
    if dense:
        href = title = _nothing
    dots = _bins(shown, place, words) if binned else _dots(shown, place, href, title)
    joins = () if binned else tuple(_joins(shown, place, down=down))
    lags = [
        (place(scale.first, lag)[0 if down else 1], name)
        for lag, name in _lags(words.gettext)
        if scale.low <= height_of(lag) <= scale.high
    ]
    return Clocks(
        dots=tuple(dots),
        joins=joins,
        lags=tuple(Tick(x=round(at, 2), text=name) for at, name in lags),
        ticks=tuple(
            Tick(x=round(place(day, 0)[1 if down else 0], 2), text=text)
            for day, text in _marks(scale, dates, brief=down)
        ),
        labels=tuple(
            msgspec.structs.replace(label, line=round(place(0, label.line)[1] - 4, 1)) for label in labels
        ),
        above=above,
        height=height,
        binned=binned,
    )


def _marks(scale: _Scale, dates: Dates, *, brief: bool) -> list[tuple[int, str]]:
    """Borders of years, or of months where there are few years; its ends where there are few months. ``brief`` is for
    the narrow picture, where they stand in the margin."""
    from_year, from_month, _ = civil_from_days(scale.first)
    to_year, to_month, _ = civil_from_days(scale.last)
    if to_year - from_year >= 2:
        marks = [(days_from_civil(year, 1, 1), dates.year(year)) for year in round_years(from_year, to_year)]
        marks = [mark for mark in marks if mark[0] >= scale.first]
        if to_year - from_year <= MOST_YEARS and scale.across(marks[0][0]) > 0.07:
            marks.insert(0, (scale.first, dates.year(from_year)))
        return marks
    months = [
        (year, month)
        for year in range(from_year, to_year + 1)
        for month in range(1, 13)
        if (from_year, from_month) < (year, month) <= (to_year, to_month)
    ]
    if len(months) < 2:
        ends = scale.first, scale.last
        return [(day, dates.day_of_year(day) if brief else dates.day(day * DAY, short=True)) for day in ends]

    def name(year: int, month: int) -> str:
        if not brief:
            return dates.month(year, month)
        return dates.year(year) if month == 1 else dates.month_in_brief(month)

    step = -(-len(months) // 6)
    return [(days_from_civil(year, month, 1), name(year, month)) for year, month in months[::step]]


def _dots(
    shown: Sequence[Report],
    place: Callable[[float, float], tuple[float, float]],
    href: Callable[[str], str],
    title: Callable[[str], str],
) -> list[Dot]:
    dots = []
    for report in sorted(set(shown), key=lambda r: (r.day, r.lag, r.event)):
        x, y = place(report.day, report.lag)
        dots.append(
            Dot(
                x=round(x, 2),
                y=round(y, 1),
                r=3.5,
                href=href(report.event),
                title=title(report.event),
                planned=report.planned,
                coarse=report.coarse,
            )
        )
    return list(dict.fromkeys(dots))


def _nothing(event: str) -> str:
    """No link and no name."""
    return ""


def _bins(
    shown: Sequence[Report],
    place: Callable[[float, float], tuple[float, float]],
    words: Words,
) -> list[Dot]:
    """Dots whose area is the number of reports around them."""
    heaps: dict[tuple[int, int], int] = defaultdict(int)
    for (day, lag), count in Counter([(report.day, report.lag) for report in shown]).items():
        x, y = place(day, lag)
        heaps[round(x / 1.2), round(y / 12)] += count
    most = max(heaps.values())
    return [
        Dot(
            x=round(column * 1.2, 2),
            y=row * 12.0,
            r=round(1 + 6.5 * math.sqrt(count / most), 1),
            href="",
            title=words.count("%s report", "%s reports", count),
            planned=False,
            coarse=False,
        )
        for (column, row), count in sorted(heaps.items())
    ]


def _joins(
    shown: Sequence[Report], place: Callable[[float, float], tuple[float, float]], *, down: bool
) -> list[Join]:
    """A hairline through the retellings of one event."""
    by_event: dict[str, list[Report]] = defaultdict(list)
    for report in shown:
        by_event[report.event].append(report)
    joins = []
    for told in by_event.values():
        ends = sorted({(report.lag, report.day) for report in told})
        if len(ends) > 1:
            (x1, y1), (x2, y2) = place(ends[0][1], ends[0][0]), place(ends[-1][1], ends[-1][0])
            joins.append(Join(x1=round(x1, 2), y1=round(y1, 1), x2=round(x2, 2), y2=round(y2, 1)))
    return joins


def _labels(
    shown: Sequence[Report], top: Sequence[Event], scale: _Scale, href: Callable[[str], str]
) -> tuple[tuple[Label, ...], int]:
    """Names of the highest-ranking events above the picture, each with the lag of its latest telling as ``line``."""
    latest: dict[str, Report] = {}
    for report in shown:
        if report.event not in latest or report.lag > latest[report.event].lag:
            latest[report.event] = report
    told = [event for event in top if event.id in latest]
    labels, lanes = labelled(
        ((event, round(scale.x(latest[event.id].day), 2)) for event in told), lambda event: href(event.id)
    )
    lags = {href(event.id): latest[event.id].lag for event in told}
    return tuple(msgspec.structs.replace(label, line=lags[label.href]) for label in labels), lanes
