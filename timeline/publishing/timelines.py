"""Pages that list events in their order: the index, the newest first, years, months, topics."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec

from timeline.civil import DAY, Grain, Interval
from timeline.model import Event
from timeline.publishing import feeds
from timeline.publishing.contexts import Entry, IndexPage, Link, ListPage, Strip, Year
from timeline.publishing.outline import outline, place_of, year_key, year_path
from timeline.publishing.shared import INDEX_MOST, LIST_MOST, Shared, TemplatePage, numbered, paged, pager
from timeline.publishing.strip import mirrored, moment_of, strip

STORY = 5
"""Events of the story so far."""
SOUGHT = 12
"""For each of them so many candidates are looked at."""
AGAIN = 0.6
"""What an event counts for them beside one of a day of which nothing is told yet."""
JUMPS = 24
"""Links of a list of years."""
_WORD = re.compile(r"\w{4,}")
TOPICS = 12
"""Topics at the foot of the index."""


def timeline(s: Shared) -> Iterator[TemplatePage]:
    """The index and its reverse, then years and months once the index keeps only what ranks highest."""
    events = s.chronology.events
    kept: Sequence[Event] = events
    if s.split:
        best = {event.id for event in s.by_score[:INDEX_MOST]}
        # What an editor added by hand has no article's page to stand on, so the index always keeps it.
        best |= {event.id for event in events if not event.mentions}
        kept = [event for event in events if event.id in best]
    for path, newest in (("index.html", False), ("newest/index.html", True)):
        yield TemplatePage(path, "index.html", partial(_index, s, path, kept, newest=newest), s.told_last)
    if s.split:
        yield from _years(s)


def story(s: Shared) -> list[Event]:
    """The few events that matter most, in their order; none where nothing ranks above the rest."""
    if len({event.score for event in s.chronology.events}) < 2:
        return []
    told = telling(s, min(STORY, len(s.by_score) // 3))
    return told if len(told) > 1 else []


def telling(s: Shared, most: int) -> list[Event]:
    """So many of the events that matter most, no two of which say the same, in their order."""
    return sorted(leading(s.by_score, most), key=lambda event: s.order[event.id])


def leading(by_score: Sequence[Event], most: int) -> list[Event]:
    """So many of the events that matter most, no two of which say the same, and from more days than one."""
    events = [event for event in by_score if event.pinned or not event.background] or by_score
    sought = list(events[: most * SOUGHT])
    told: list[Event] = []
    held: Counter[int | None] = Counter()

    def weight(event: Event) -> tuple[bool, float]:
        return event.pinned, event.score * AGAIN ** held[_day(event)]

    while sought and len(told) < most:
        event = max(sought, key=weight)  # of equals the first, which ranks higher
        sought.remove(event)
        if not any(_alike(event, other) for other in told):
            told.append(event)
            held[_day(event)] += 1
    return told


def _day(event: Event) -> int | None:
    moment = moment_of(event)
    return moment.first if moment else None


def _alike(one: Event, other: Event) -> bool:
    """Whether two lines of so short a story would say the same to a reader: days that touch, and mostly one's words."""
    first, second = moment_of(one), moment_of(other)
    if first is None or second is None or max(first.first, second.first) - min(first.last, second.last) > 2:
        return False
    words, others = (set(_WORD.findall(event.headline.casefold())) for event in (one, other))
    return 2 * len(words & others) > min(len(words), len(others))


def _index(s: Shared, path: str, kept: Sequence[Event], *, newest: bool) -> IndexPage:
    _, events = s._, s.chronology.events
    pairs = [(event, s.entries[event.id]) for event in (reversed(kept) if newest else kept)]
    held: dict[int, int] = defaultdict(int)
    for event in kept:
        if event.when:
            held[place_of(event.when)[0]] += 1

    def more(year: int, month: int | None) -> Link | None:
        count = len(s.years[year])
        if month is not None or held[year] == count:
            return None
        text = s.words.strings.ngettext("All %(n)s event of %(year)s", "All %(n)s events of %(year)s", count)
        return Link(
            text=text % {"n": s.words.number(count), "year": s.dates.year(year)},
            href=numbered(year_path(year), 1),
        )

    draw = partial(outline, dates=s.dates, fold=None if s.split else s.fold, more=more, newest=newest)
    early = s.early
    before = [pair for pair in pairs if pair[0].id in early]
    years, background = (
        draw([pair for pair in pairs if pair[0].id not in early]),
        draw(before, prefix="before-"),
    )
    note = s.most(len(kept), len(events)) if s.split else ""
    elsewhere = sorted((year for year in s.years if s.split and not held[year]), reverse=newest)
    told = [] if newest else story(s)
    undated = len(s.chronology.undated)
    title = _("%s, newest first") % s.site.title if newest else s.site.title
    described = [s.entries[event.id] for event in told or kept[:10]]
    return IndexPage(
        site=s.site,
        page=s.meta(
            path,
            title,
            s.site.deck or " · ".join(s.facts),
            scripted=True,
            jsonld=None if newest else feeds.described_index(s.config, described),
        ),
        facts=s.facts,
        story=tuple(_by_day(s, event) for event in told),
        strip=None if newest else _strip(s, kept, (*background, *years)),
        background=background,
        background_name=_before(s, [entry for _, entry in before]),
        years=years,
        jump=tuple(_jump(years)),
        elsewhere=tuple(
            Link(
                text=s.dates.year(year),
                href=numbered(year_path(year), 1),
                note=s.words.number(len(s.years[year])),
            )
            for year in elsewhere
        ),
        elsewhere_name=_elsewhere(s, elsewhere),
        note=note,
        order=Link(text=_("Oldest first"), href="index.html")
        if newest
        else Link(text=_("Newest first"), href="newest/index.html"),
        undated=Link(
            text=s._n("%s event could not be dated", "%s events could not be dated", undated),
            href="undated/index.html",
        )
        if undated
        else None,
        tags=tuple(map(s.counted_tag, top_tags(s))),
    )


def _by_day(s: Shared, event: Event) -> Entry:
    """An event as so short a story tells it: the day, without its hours."""
    entry, when = s.entries[event.id], event.when
    if when is None or when.start is None or when.end is None or when.grain >= Grain.DAY:
        return entry
    day = when.start // DAY * DAY
    if when.end > day + DAY:
        return entry
    return msgspec.structs.replace(entry, when=s.dates.when(Interval(day, day + DAY, Grain.DAY), event.edtf))


def _jump(years: Sequence[Year]) -> Iterator[Link]:
    """Links to the years; where there are many, evenly thinned."""
    step = max(1, -(-len(years) // JUMPS))
    for year in years[::step]:
        yield Link(text=year.title, href=f"#{year.anchor}")


def _elsewhere(s: Shared, years: Sequence[int]) -> str:
    """The name of the years of which nothing stands on the index."""
    if not years:
        return ""
    counted = s._n("%s more year", "%s more years", len(years))
    first, last = map(s.dates.year, (min(years), max(years)))
    return f"{counted} · {first} – {last}" if first != last else f"{counted} · {first}"


def _before(s: Shared, entries: Sequence[Entry]) -> str:
    """The name of what is folded away as background."""
    if not entries:
        return ""
    counted = s._n("Background: %s earlier event", "Background: %s earlier events", len(entries))
    first, last = sorted((entries[0], entries[-1]), key=lambda entry: s.order[entry.id])
    return f"{counted} · {first.when.short} – {last.when.short}" if len(entries) > 1 else counted


def _strip(s: Shared, kept: Sequence[Event], years: Sequence[Year]) -> Strip | None:
    anchors = {month.anchor for year in years for month in year.months} | {year.anchor for year in years}
    shown = {event.id for event in kept}

    def link(year: int, month: int, last: int) -> str:
        """Where the first of a run of years that has anything stands, if it can the month that the run begins with."""
        if (anchor := f"{year_key(year)}-{month:02}") in anchors:
            return f"#{anchor}"
        for number in range(year, last + 1):
            if year_key(number) in anchors:
                return f"#{year_key(number)}"
            if s.split and number in s.years:
                return numbered(year_path(number), 1)
        return "#timeline"

    top = story(s) or [event for event in s.by_score if event.id in shown]
    drawn = strip(
        s.chronology.events, top, s.dates, s.words, link, lambda event: f"#{s.entries[event.id].anchor}"
    )
    return mirrored(drawn) if drawn and s.site.dir == "rtl" else drawn


def top_tags(s: Shared) -> list[str]:
    """The topics that occur most, and more than once."""
    names = [name for name, events in s.tags.items() if len(events) > 1]
    return sorted(names, key=lambda name: (-len(s.tags[name]), name))[:TOPICS]


# --- years and months ---


def _years(s: Shared) -> Iterator[TemplatePage]:
    ordered = sorted(s.years)
    for at, year in enumerate(ordered):
        events = s.years[year]
        kept: Sequence[Event] = events
        if len(events) > INDEX_MOST:
            best = {event.id for event in sorted(events, key=lambda event: -event.score)[:LIST_MOST]}
            kept = [event for event in events if event.id in best]
        near = (ordered[at - 1] if at else None), (ordered[at + 1] if at + 1 < len(ordered) else None)
        path = numbered(year_path(year), 1)
        yield TemplatePage(
            path,
            "list.html",
            partial(_year, s, path, year, kept, near),
            s.day_of(kept),
            near=partial(s.near, kept),
        )
        if len(kept) < len(events):
            yield from _months(s, year)


def _year(
    s: Shared, path: str, year: int, kept: Sequence[Event], near: tuple[int | None, int | None]
) -> ListPage:
    name, count = s.dates.year(year), len(s.years[year])
    whole = len(kept) == count

    def more(of_year: int, month: int | None) -> Link | None:
        if whole or month is None:
            return None
        number = len(s.places[of_year, month])
        text = s.words.strings.ngettext(
            "All %(n)s event of %(month)s", "All %(n)s events of %(month)s", number
        )
        shown = _month_title(s, of_year, month)
        return Link(
            text=text % {"n": s.words.number(number), "month": shown}, href=month_path(of_year, month)
        )

    pairs = ((event, s.entries[event.id]) for event in kept)
    years = outline(pairs, s.dates, fold=s.fold if whole else None, more=more)
    note = s.counted(count)
    if not whole:
        note = s._(
            "The %(kept)s events of the year that matter most, of %(all)s. Each month leads to the rest."
        )
        note %= {"kept": s.words.number(len(kept)), "all": s.words.number(count)}
    months = (Link(text=m.title, href=f"#{m.anchor}") for y in years for m in y.months if m.title)
    ways = [
        Link(text=s.dates.year(y), href=numbered(year_path(y), 1)) if y is not None else None for y in near
    ]
    return ListPage(
        site=s.site,
        page=s.meta(path, name, f"{name}: {s.counted(count)}", scripted=True, previous=ways[0], next=ways[1]),
        heading=name,
        note=note,
        years=years,
        jump=tuple(months) if len(kept) > 20 else (),
        pages=(),
        crumbs=(),
    )


def month_path(year: int, month: int, number: int = 1) -> str:
    """A page of a month; month 0 is what is dated no closer than the year.

    >>> month_path(2016, 3), month_path(2016, 0, 2)
    ('2016/03/index.html', '2016/year/2/index.html')
    """
    return numbered(f"{year_path(year)}/{f'{month:02}' if month else 'year'}", number)


def _month_title(s: Shared, year: int, month: int) -> str:
    """A month, or what is dated no closer than its year."""
    if month:
        return s.dates.month(year, month)
    return s._("%(year)s, dated no closer") % {"year": s.dates.year(year)}


def _months(s: Shared, year: int) -> Iterator[TemplatePage]:
    crumbs = (Link(text=s.dates.year(year), href=numbered(year_path(year), 1)),)
    for month in range(13):
        if chunks := s.leaves.get((year, month)):
            path = partial(month_path, year, month)
            yield from paginated(s, chunks, _month_title(s, year, month), path, crumbs)


def topics(s: Shared) -> Iterator[TemplatePage]:
    """The events of each topic that occurs more than once."""
    crumbs = (Link(text=s._("Topics"), href="tags/index.html"),)
    for name, events in s.tags.items():
        if len(events) > 1:
            yield from paginated(s, paged(events), name, partial(s.tag_path, name), crumbs)


def paginated(
    s: Shared,
    chunks: Sequence[Sequence[Event]],
    title: str,
    path: Callable[[int], str],
    crumbs: tuple[Link, ...] = (),
) -> Iterator[TemplatePage]:
    """The pages of a list of events."""
    counted = s.counted(sum(map(len, chunks)))

    def context(number: int, chunk: Sequence[Event]) -> ListPage:
        name = title if number == 1 else s._("%(title)s, page %(n)s") % {"title": title, "n": number}
        # The first page tells how many there are: on each, the number would change all of them with each event.
        note = counted if number == 1 else s.reaching(chunk)
        return ListPage(
            site=s.site,
            page=s.meta(path(number), name, f"{name}: {note}", scripted=True),
            heading=title,
            note=note,
            years=outline(((event, s.entries[event.id]) for event in chunk), s.dates, fold=s.fold),
            jump=(),
            pages=pager(len(chunks), number, path),
            crumbs=crumbs,
        )

    yield from s.pages_of("list.html", path, chunks, context, title, crumbs, first=counted)
