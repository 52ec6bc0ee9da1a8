"""What all pages share: the site's head and counts, the entries, the paths of lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, TypeVar
from zlib import crc32

import msgspec

from timeline.civil import Interval, civil_from_days, iso_day
from timeline.config import Config
from timeline.model import ArticleDigest, Chronology, Event, Mention
from timeline.publishing import feeds, picture, urls
from timeline.publishing.contexts import Base, Entry, Link, PageMeta, Site, Strip
from timeline.publishing.entries import HELD, Teller, lag_days
from timeline.publishing.exports import FORMATS
from timeline.publishing.facts import Fact, Facts, Made
from timeline.publishing.i18n import direction
from timeline.publishing.outline import Place, place_of, ranks, year_key, year_path
from timeline.publishing.standing import Pieces
from timeline.publishing.strip import domain, mirrored, moment_of, shorten, strip
from timeline.publishing.text import line

T = TypeVar("T")
INDEX_MOST = 150
"""Events that the index shows before it keeps only what ranks highest (60 kB compressed)."""
LIST_MOST = 100
"""Entries of one page of a list of names."""
PAGE_LEAST, PAGE_MOST = 70, 130
"""Events of one page of a list; the last one may hold fewer."""


class TemplatePage(msgspec.Struct, frozen=True):
    """A page to be rendered: where it goes, by which template, with what. ``modified`` is its content's ISO day.

    ``context`` is called when the page is rendered, so that planning a site costs little.
    """

    path: str
    template: str
    context: Callable[[], Base]
    modified: str = ""
    listed: bool = True
    """Whether the sitemap names it."""
    follows_from: Callable[[], Any] | None = None
    """What the context follows from, beside what all pages have in common; where that is cheaper to tell than to make
    the context. Values that msgpack can hold."""
    near: Callable[[], int] = int
    """Says where in the chronology the events stand that it tells: pages that tell the same are made one after the other."""


class DataFile(msgspec.Struct, frozen=True):
    """A file that needs no template; ``data`` is called when it is written."""

    path: str
    data: Callable[[], bytes]
    pieces: Pieces | None = None
    """Where it tells one event after the other."""


Page = TemplatePage | DataFile


class Assets(msgspec.Struct, frozen=True):
    """Where the theme's style sheet and script stand."""

    style: str = "assets/style.css"
    script: str = "assets/timeline.js"
    font: str = "assets/fonts/source-serif-4.woff2"
    search: str = ""
    """The script of the search page; empty where there is no search."""
    image: str = ""
    """The picture for those who link to the site; empty where none can be painted."""


EXPORTS = (
    ("json", "timeline.json", "JSON"),
    ("csv", "timeline.csv", "CSV"),
    ("ics", "timeline.ics", "iCalendar"),
    ("timelinejs", "timelinejs.json", "TimelineJS"),
)
"""The chronology as data: format, path, name."""


class Entries(Made[Entry]):
    """The entry of each dated event by its id, made when it is first asked for."""

    def __init__(self, by_score: Sequence[Event], teller: Teller) -> None:
        super().__init__(
            lambda identifier: teller.entry(teller.events[identifier], self._ranks[identifier]), HELD
        )
        self._ranks = ranks(by_score)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._ranks

    def rank(self, identifier: str) -> int:
        """Its weight on a page; what is undated has the least."""
        return self._ranks.get(identifier, 3)


class Shared:
    """Everything that the pages share, made once and then only read."""

    def __init__(
        self,
        chronology: Chronology,
        digests: Sequence[ArticleDigest],
        config: Config,
        assets: Assets,
        now: str | None = None,
    ) -> None:
        self.chronology, self.digests, self.config, self.assets = chronology, digests, config, assets
        events = chronology.events
        self.by_score = sorted(events, key=lambda event: (not event.pinned, -event.score))
        everything = (*events, *chronology.undated)
        self.teller = Teller(config, digests, everything)
        self.words, self.dates = self.teller.words, self.teller.dates
        self._, self._n = self.words.gettext, self.words.count
        self.cards = self.teller.cards
        self.entries = Entries(self.by_score, self.teller)
        self.split = len(events) > INDEX_MOST
        self.newest = max((card.day for card in self.cards.values() if card.day is not None), default=None)
        self.published = now[:10] if now else iso_day(self.newest or 0)
        """The ISO day for which this publication stands."""
        self.tags = self._topics()
        self.sources = Counter(card.source for card in self.cards.values() if card.source)
        self._tag_slugs, self._source_slugs = urls.slugs(self.tags), urls.slugs(self.sources)
        self.site = self._site()
        self.ways = {link.href for link in self.site.nav}

    @cached_property
    def order(self) -> dict[str, int]:
        """Where in the chronology a dated event stands, by its id."""
        return {event.id: at for at, event in enumerate(self.chronology.events)}

    @cached_property
    def told(self) -> Mapping[str, list[tuple[Mention, Event]]]:
        """What each article tells, by its id."""
        found: dict[str, list[tuple[Mention, Event]]] = defaultdict(list)
        for event in (*self.chronology.events, *self.chronology.undated):
            for mention in event.mentions:
                found[mention.article].append((mention, event))
        return found

    @cached_property
    def places(self) -> Mapping[Place, list[Event]]:
        """The events of each month (or of a year, what has no month), in their order."""
        return self._grouped(place_of)

    @cached_property
    def years(self) -> Mapping[int, list[Event]]:
        """The events of each year, in their order."""
        return self._grouped(lambda when: place_of(when)[0])

    def _grouped(self, key: Callable[[Interval], T]) -> Mapping[T, list[Event]]:
        """The dated events by what ``key`` says of their time."""
        found: defaultdict[T, list[Event]] = defaultdict(list)
        for event in self.chronology.events:
            if event.when:
                found[key(event.when)].append(event)
        return found

    @cached_property
    def leaves(self) -> Mapping[Place, list[Sequence[Event]]]:
        """The pages of each month (or of what has no month) of the years of which one page does not hold all."""
        return {
            place: paged(events)
            for place, events in self.places.items()
            if len(self.years[place[0]]) > INDEX_MOST
        }

    @cached_property
    def leaf(self) -> Mapping[str, int]:
        """On which of these pages an event stands."""
        return {
            event.id: number
            for pages in self.leaves.values()
            for number, page in enumerate(pages, 1)
            for event in page
        }

    def _topics(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.chronology.events:
            for name in event.tags:
                found[line(name)].append(event)
        return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))

    def _site(self) -> Site:
        config = self.config
        return Site(
            title=line(config.title),
            deck=line(config.deck),
            lang=config.language,
            dir=direction(config.language),  # type: ignore[arg-type]  # it says "ltr" or "rtl"
            base_url=config.base_url,
            author=line(config.author) if config.author else None,
            rights=line(config.rights) if config.rights else None,
            noindex=config.noindex,
            style=self.assets.style,
            script=self.assets.script,
            font=self.assets.font,
            nav=tuple(self._navigation()),
            data=tuple(self._data()),
            image=feeds.absolute(config.base_url, self.assets.image) if self.pictured else None,
        )

    @property
    def pictured(self) -> bool:
        """Whether there is a picture of the site; machines ask for its full address, so it needs one."""
        wanted = bool(self.assets.image and self.config.base_url)
        return wanted and picture.worth(line(self.config.title), self.overview)

    @cached_property
    def overview(self) -> Strip | None:
        """The strip of everything, without names and links."""
        drawn = strip(
            self.chronology.events, (), self.dates, self.words, lambda year, month, last: "", lambda event: ""
        )
        return mirrored(drawn) if drawn and direction(self.config.language) == "rtl" else drawn

    def _navigation(self) -> Iterator[Link]:
        _ = self._
        yield Link(text=_("Timeline"), href="index.html")
        if self.chronology.undated:
            yield Link(text=_("Undated"), href="undated/index.html")
        if self.tags:
            yield Link(text=_("Topics"), href="tags/index.html")
        if self.sources:
            yield Link(text=_("Sources"), href="sources/index.html")
        if self.lagged:
            yield Link(text=_("When it was told"), href="reported/index.html")
        if self.assets.search:
            yield Link(text=_("Search"), href="search/index.html")
        yield Link(text=_("About"), href="about/index.html")

    @cached_property
    def lagged(self) -> bool:
        """Whether of anything both the day it happened and the day it was told are known."""
        return any(
            lag_days(mention, card.day) is not None
            for event in self.chronology.events
            for mention in event.mentions
            if (card := self.cards.get(mention.article))
        )

    def _data(self) -> Iterator[Link]:
        yield Link(text="Atom", href="feed.xml")
        yield Link(text="JSON Feed", href="feed.json")
        for _format, path, name in exports():
            yield Link(text=name, href=path)

    @cached_property
    def facts_of(self) -> Facts:
        """What pages are made from."""
        teller, rank = self.teller, self.entries.rank

        def shown(event: Event) -> Any:
            if not event.links:
                return rank(event.id)
            ties = [tie.event for tie in event.links if tie.event in teller.events]
            return rank(event.id), [(teller.hrefs[tie], teller.headlines[tie]) for tie in ties]

        return Facts(self.config, self.site, self.digests, teller.events, shown)

    @cached_property
    def runs(self) -> Sequence[tuple[Fact, Sequence[Event]]]:
        """Every event as the exports tell them: in runs, each with what it follows from."""
        return tuple(self.facts_of.runs((*self.chronology.events, *self.chronology.undated)))

    def pages_of(
        self,
        template: str,
        path: Callable[[int], str],
        chunks: Sequence[Sequence[Event]],
        context: Callable[[int, Sequence[Event]], Base],
        *beside: Any,
        first: str = "",
    ) -> Iterator[TemplatePage]:
        """The pages of a list of events; ``beside`` is all that they say besides the events, ``first`` what the first
        of them says alone."""

        def facts(number: int, chunk: Sequence[Event]) -> Any:
            alone = first if number == 1 else ""
            return beside, alone, number, len(chunks), path(1), self.facts_of.events(chunk)

        for number, chunk in enumerate(chunks, 1):
            yield TemplatePage(
                path(number),
                template,
                partial(context, number, chunk),
                self.day_of(chunk),
                follows_from=partial(facts, number, chunk),
                near=partial(self.near, chunk),
            )

    # --- pieces of pages ---

    def meta(self, path: str, title: str, description: str, **more: Any) -> PageMeta:
        """The head of a page; the site's own title follows the page's."""
        whole = title if title == self.site.title else f"{shorten(title, 120)} – {self.site.title}"
        return PageMeta(
            path=path,
            root=urls.root_of(path),
            here=path if path in self.ways else "",
            title=whole,
            description=shorten(description, 300),
            canonical=feeds.absolute(self.config.base_url, path),
            noindex=more.pop("noindex", False) or self.config.noindex,
            **more,
        )

    def entry(self, event: Event) -> Entry:
        """An event as it stands in a list, dated or not."""
        return self.entries[event.id] if event.id in self.entries else self.teller.entry(event, 3)

    def near(self, events: Sequence[Event]) -> int:
        """Where in the chronology the middle one of some events stands."""
        return self.order.get(events[len(events) // 2].id, 0) if events else 0

    def told_on(self, event: Event) -> list[int]:
        """The civil seconds of the days on which articles told it."""
        card_of = self.cards.get
        return [
            card.day
            for mention in event.mentions
            if (card := card_of(mention.article)) and card.day is not None
        ]

    @cached_property
    def told_at_last(self) -> Mapping[str, int]:
        """The civil second of the newest day on which each event was told, by its id; without those of which none is known."""
        told = (
            (event.id, self.told_on(event)) for event in (*self.chronology.events, *self.chronology.undated)
        )
        return {identifier: max(days) for identifier, days in told if days}

    def day_of(self, events: Iterable[Event]) -> str:
        """The newest day on which any of them was told, in ISO; nothing where no article says its day."""
        told = self.told_at_last
        days = [told[event.id] for event in events if event.id in told]
        return iso_day(max(days)) if days else ""

    @cached_property
    def told_last(self) -> str:
        """The newest day on which anything was told, in ISO."""
        return self.day_of(self.chronology.events)

    def counted(self, number: int) -> str:
        """So many events, in words."""
        return self._n("%s event", "%s events", number)

    def reaching(self, events: Sequence[Event]) -> str:
        """From when to when some dated events reach, as they stand."""
        first, last = (self.entries[event.id].when.short for event in (events[0], events[-1]))
        return first if first == last else f"{first} – {last}"

    def most(self, kept: int, everything: int) -> str:
        """That a list holds only what matters most."""
        note = self._("The %(kept)s events that matter most, of %(all)s. Each year leads to the rest.")
        return note % {"kept": self.words.number(kept), "all": self.words.number(everything)}

    def fold(self, entries: Sequence[Entry]) -> str:
        """The name of a run of small events that is folded away."""
        first, last = entries[0].when.short, entries[-1].when.short
        counted = self._n("%s smaller event", "%s smaller events", len(entries))
        return f"{counted} · {first}" if first == last else f"{counted} · {first} – {last}"

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The counts under the title: events, articles and sources, span, newest article."""
        n, told = self._n, len(self.cards)
        sources = n("from %s article", "from %s articles", told)
        if len(self.sources) > 1:
            sources += " " + n("by %s source", "by %s sources", len(self.sources))
        out = [self.counted(len(self.chronology.events)), sources, self._span()]
        if self.newest is not None:
            out.append(self._("newest article %s") % self.dates.day(self.newest, short=True))
        return tuple(filter(None, out))

    @cached_property
    def reach(self) -> tuple[int, int]:
        """The days from which to which the news itself reaches."""
        return domain(self.chronology.events)

    @cached_property
    def early(self) -> frozenset[str]:
        """The few events that lie far before all the rest, as history does in a news story."""
        moments = [
            (event.id, moment.first) for event in self.chronology.events if (moment := moment_of(event))
        ]
        if len(moments) < 12:
            return frozenset()
        first, _ = self.reach
        return frozenset([event for event, day in moments if day < first])

    def _span(self) -> str:
        """From when to when the news itself reaches, as the overview strip draws it; what lies far from the rest, as
        history and hopes do, does not stretch it."""
        if not any(map(moment_of, self.chronology.events)):
            return ""
        first, last = map(civil_from_days, self.reach)
        if last[0] - first[0] > 12:
            return self.dates.years(first[0], last[0])
        low, high = self.dates.month(first[0], first[1]), self.dates.month(last[0], last[1])
        return low if low == high else f"{low} – {high}"

    def tag_path(self, name: str, number: int = 1) -> str:
        """A page of a topic."""
        return numbered(f"tags/{self._tag_slugs[name]}", number)

    def source_path(self, name: str, number: int = 1) -> str:
        """A page of a source."""
        return numbered(f"sources/{self._source_slugs[name]}", number)

    def tag_link(self, name: str) -> Link:
        """The page of a topic; one that occurs once has none."""
        events = self.tags.get(name, [])
        href = (
            self.tag_path(name)
            if len(events) > 1
            else self.teller.hrefs[events[0].id]
            if events
            else "tags/index.html"
        )
        return Link(text=name, href=href)

    def counted_tag(self, name: str) -> Link:
        """The same with how often it occurs: for pages that list topics. An event's page would change with each event."""
        return msgspec.structs.replace(self.tag_link(name), note=str(len(self.tags.get(name, ()))))


def pager(total: int, current: int, path: Callable[[int], str]) -> tuple[Link, ...]:
    """Links to the pages of a list: the first, the last, and those around the current one."""
    if total < 2:
        return ()
    near = sorted({1, total, *range(max(1, current - 3), min(total, current + 3) + 1)})
    return tuple(Link(text=str(number), href=path(number), current=number == current) for number in near)


def chunked(items: Sequence[T]) -> list[Sequence[T]]:
    """A list in pages of :data:`LIST_MOST`."""
    return [items[at : at + LIST_MOST] for at in range(0, len(items), LIST_MOST)]


def paged(events: Sequence[Event]) -> list[Sequence[Event]]:
    """A list of events in pages. An event ends one by what it is, not by its place, so that one more event changes its
    own page and moves none from all the pages behind it."""
    pages = []
    while len(events) > PAGE_MOST:
        ends = [crc32(event.id.encode()) for event in events[PAGE_LEAST - 1 : PAGE_MOST]]
        size = PAGE_LEAST + ends.index(min(ends))
        pages.append(events[:size])
        events = events[size:]
    return [*pages, events] if events else pages


def numbered(folder: str, number: int) -> str:
    """A page of a list by its number; the first is the folder's own.

    >>> numbered("tags/aleppo", 1), numbered("tags/aleppo", 2)
    ('tags/aleppo/index.html', 'tags/aleppo/2/index.html')
    """
    return f"{folder}/index.html" if number == 1 else f"{folder}/{number}/index.html"


def year_href(s: Shared, year: int) -> str:
    """Where a year can be read: on its own page, or on the index that holds everything."""
    return numbered(year_path(year), 1) if s.split else f"index.html#{year_key(year)}"


def exports() -> list[tuple[str, str, str]]:
    """The formats of the site's own data files, as far as they are there."""
    return [item for item in EXPORTS if item[0] in FORMATS]
