"""The plan: which pages there are, at which paths, and what each is given. Pure, and without Jinja.

Pages grow with the articles and with what ranks, never with the sentences: an event has a page of its own when
several sources tell it or when it ranks; every mention keeps an anchor on its article's page. Whatever lists is
paginated, and the index keeps what ranks highest once it would pass its budget.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import msgspec

from timeline.civil import DAY, Grain, civil_from_days, iso_day
from timeline.config import Config
from timeline.model import ArticleDigest, Chronology, Event, Mention
from timeline.publishing import feeds, urls
from timeline.publishing.contexts import (
    AboutPage,
    ArticlePage,
    Base,
    Block,
    Entry,
    EventPage,
    IndexOfPage,
    IndexPage,
    Link,
    ListPage,
    PageMeta,
    Part,
    Passage,
    PlainPage,
    Row,
    Site,
    Table,
    Telling,
    UndatedPage,
    Year,
)
from timeline.publishing.entries import Card, Teller
from timeline.publishing.i18n import direction
from timeline.publishing.marks import line, linked
from timeline.publishing.outline import Place, outline, place_of, ranks, year_key, year_path
from timeline.publishing.strip import shorten, strip

INDEX_MOST = 120
"""Events that the index shows before it keeps only what ranks highest (60 kB compressed)."""
LIST_MOST = 100
"""Entries of one page of a list."""
STORY = 5
FEED_MOST = 50
PAGED_LEAST = 60
"""So many of the highest-ranking events have pages of their own, however few articles there are."""


class TemplatePage(msgspec.Struct, frozen=True):
    """A page to be rendered: where it goes, by which template, with what. ``modified`` is its content's ISO day."""

    path: str
    template: str
    context: Base
    modified: str = ""
    listed: bool = True
    """Whether the sitemap names it."""


class DataFile(msgspec.Struct, frozen=True):
    """A file that needs no template; ``data`` is called when it is written."""

    path: str
    data: Callable[[], bytes]


Page = TemplatePage | DataFile


class Assets(msgspec.Struct, frozen=True):
    """Where the theme's style sheet, script and font stand."""

    style: str = "assets/style.css"
    script: str = "assets/timeline.js"
    font: str = "assets/fonts/source-serif-4.woff2"


def paged(chronology: Chronology, articles: int) -> set[str]:
    """The events that have pages of their own: told by several articles, touched by a person, or ranking."""
    most = max(PAGED_LEAST, articles // 10)
    ranked = sorted(chronology.events, key=lambda event: -event.score)[:most]
    told = (
        event
        for event in chronology.events
        if event.pinned
        or event.conflicts
        or event.links
        or len({mention.article for mention in event.mentions}) > 1
    )
    return {event.id for event in (*ranked, *told) if event.mentions}


class Plan:
    """Everything that the pages share, made once."""

    def __init__(
        self, chronology: Chronology, digests: Sequence[ArticleDigest], config: Config, assets: Assets
    ) -> None:
        self.chronology, self.digests, self.config = chronology, digests, config
        events = chronology.events
        everything = (*events, *chronology.undated)
        self.teller = Teller(config, digests, everything, paged(chronology, len(digests)))
        self._, self._n, self.dates = self.teller._, self.teller._n, self.teller.dates
        self.rank = ranks(events)
        self.entries: dict[str, Entry] = {
            event.id: self.teller.entry(event, self.rank[event.id]) for event in events
        }
        self.by_score = sorted(events, key=lambda event: (not event.pinned, -event.score))
        self.order = {event.id: at for at, event in enumerate(events)}
        self.told: dict[str, list[tuple[Mention, Event]]] = defaultdict(list)
        for event in everything:
            for mention in event.mentions:
                self.told[mention.article].append((mention, event))
        self.places = Counter(place_of(event.when) for event in events if event.when)
        self.year_counts: Counter[int] = Counter()
        self.position: dict[str, int] = {}
        seen: Counter[Place] = Counter()
        for event in events:
            if event.when:
                place = place_of(event.when)
                self.position[event.id] = seen[place]
                seen[place] += 1
                self.year_counts[place[0]] += 1
        self.split = len(events) > INDEX_MOST
        self.newest = max(
            (card.day for card in self.teller.cards.values() if card.day is not None), default=None
        )
        self.tags = self._facet(lambda entry: entry.tags)
        self.sources = Counter(card.source for card in self.teller.cards.values() if card.source)
        self.assets = assets
        self.site = self._site()

    # --- shared parts ---

    def _facet(self, names: Callable[[Entry], Sequence[str]]) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.chronology.events:
            for name in names(self.entries[event.id]):
                found[name].append(event)
        return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))

    def _site(self) -> Site:
        config, _ = self.config, self._
        nav = [Link(text=_("Timeline"), href="index.html")]
        if self.chronology.undated:
            nav.append(Link(text=_("Undated"), href="undated/index.html"))
        if self.tags:
            nav.append(Link(text=_("Topics"), href="tags/index.html"))
        if self.sources:
            nav.append(Link(text=_("Sources"), href="sources/index.html"))
        nav.append(Link(text=_("About"), href="about/index.html"))
        return Site(
            title=line(config.title),
            deck=line(config.deck),
            lang=config.language,
            dir=direction(config.language),  # type: ignore[arg-type]
            base_url=config.base_url,
            author=line(config.author) if config.author else None,
            rights=line(config.rights) if config.rights else None,
            noindex=config.noindex,
            style=self.assets.style,
            script=self.assets.script,
            font=self.assets.font,
            nav=tuple(nav),
            data=tuple(self._data_links()),
        )

    def _data_links(self) -> Iterator[Link]:
        yield Link(text="Atom", href="feed.xml", rel="alternate")
        yield Link(text="JSON Feed", href="feed.json")
        for path, name in exports():
            yield Link(text=name, href=path)

    def meta(self, path: str, title: str, description: str, **more: Any) -> PageMeta:
        """The head of a page."""
        return PageMeta(
            path=path,
            root=urls.root_of(path),
            title=title,
            description=shorten(description, 300),
            canonical=feeds.absolute(self.config.base_url, path),
            noindex=more.pop("noindex", False) or self.config.noindex,
            **more,
        )

    def day_of(self, events: Iterable[Event]) -> str:
        """The newest day on which any of them was told, in ISO."""
        days = [
            self.teller.cards[mention.article].day
            for event in events
            for mention in event.mentions
            if mention.article in self.teller.cards
        ]
        return (
            iso_day(max((day for day in days if day is not None), default=0))
            if any(d is not None for d in days)
            else ""
        )

    def fold(self, entries: Sequence[Entry]) -> str:
        """The name of a run of small events that is folded away."""
        first, last = entries[0].when.short, entries[-1].when.short
        counted = self._n("%d smaller event", "%d smaller events", len(entries)) % len(entries)
        return f"{counted}, {first}" if first == last else f"{counted}, {first} – {last}"

    # --- the timeline ---

    def timeline(self) -> Iterator[TemplatePage]:
        """The index, the newest first, and years and months once the index keeps only what ranks highest."""
        events = self.chronology.events
        kept = events
        if self.split:
            best = {event.id for event in self.by_score[:INDEX_MOST]}
            kept = tuple(event for event in events if event.id in best)
        story = tuple(
            sorted(self.by_score[: min(STORY, len(events) // 3)], key=lambda event: self.order[event.id])
        )
        if len({event.score for event in events}) < 2:
            story = ()
        yield self._index(kept, story, newest=False)
        yield self._index(kept, story, newest=True)
        if self.split:
            yield from self._years()

    def _index(self, kept: Sequence[Event], story: Sequence[Event], *, newest: bool) -> TemplatePage:
        _, config, events = self._, self.config, self.chronology.events
        path = "newest/index.html" if newest else "index.html"
        pairs = [(event, self.entries[event.id]) for event in kept]
        if newest:
            pairs.reverse()
        years = outline(
            pairs, self.dates, fold=None if self.split else self.fold, more=self._more, newest=newest
        )
        anchors = {month.anchor for year in years for month in year.months}

        def link(year: int, month: int) -> str:
            anchor = f"{year_key(year)}-{month:02}"
            return (
                f"#{anchor}"
                if anchor in anchors
                else f"#{year_key(year)}"
                if year in shown
                else self._nearest(year)
            )

        shown = {place_of(event.when)[0] for event in kept if event.when}
        picture = None
        if not newest:
            top = [event for event in self.by_score if event.id in {e.id for e in kept}]
            picture = strip(
                events, top, self.dates, _, link, lambda event: f"#{self.entries[event.id].anchor}"
            )
        order = (
            Link(text=_("Oldest first"), href="index.html")
            if newest
            else Link(text=_("Newest first"), href="newest/index.html")
        )
        note = ""
        if self.split:
            note = _(
                "The %(kept)d events that matter most, of %(all)d; each year and month leads to the rest."
            ) % {
                "kept": len(kept),
                "all": len(events),
            }
        undated = len(self.chronology.undated)
        title = line(config.title)
        described = line(config.deck) or ". ".join(self.facts())
        return TemplatePage(
            path,
            "index.html",
            IndexPage(
                site=self.site,
                page=self.meta(
                    path,
                    f"{title} – {_('newest first')}" if newest else title,
                    described,
                    scripted=True,
                    jsonld=None
                    if newest
                    else feeds.described_index(config, [self.entries[e.id] for e in story or kept[:10]]),
                ),
                facts=self.facts(),
                story=() if newest else tuple(self.entries[event.id] for event in story),
                strip=picture,
                years=years,
                jump=tuple(Link(text=year.title, href=f"#{year.anchor}") for year in years),
                note=note,
                order=order,
                undated=Link(
                    text=self._n("%d event could not be dated", "%d events could not be dated", undated)
                    % undated,
                    href="undated/index.html",
                )
                if undated
                else None,
                tags=self.top_tags(12),
            ),
            self.day_of(events),
        )

    def _nearest(self, year: int) -> str:
        return f"{year_path(year)}/index.html" if year in self.year_counts else "#timeline"

    def _more(self, year: int, month: int | None) -> Link | None:
        """From the index to the whole of a year."""
        if not self.split or month is not None:
            return None
        count = self.year_counts[year]
        text = self._n("All %(n)d event of %(year)s", "All %(n)d events of %(year)s", count)
        return Link(
            text=text % {"n": count, "year": self.dates.year(year)}, href=f"{year_path(year)}/index.html"
        )

    def facts(self) -> tuple[str, ...]:
        """The counts under the title: events, articles and sources, span, newest article."""
        events, cards, n, _ = self.chronology.events, self.teller.cards, self._n, self._
        out = [n("%d event", "%d events", len(events)) % len(events)]
        told = n("from %d article", "from %d articles", len(cards)) % len(cards)
        if len(self.sources) > 1:
            told += " " + n("by %d source", "by %d sources", len(self.sources)) % len(self.sources)
        out.append(told)
        span = self._span()
        if span:
            out.append(span)
        if self.newest is not None:
            out.append(_("newest article %s") % self.dates.day(self.newest, short=True))
        return tuple(out)

    def _span(self) -> str:
        starts = [
            event.when.start
            for event in self.chronology.events
            if event.when and event.when.start is not None
        ]
        ends = [
            event.when.end for event in self.chronology.events if event.when and event.when.end is not None
        ]
        if not starts or not ends:
            return ""
        first, last = civil_from_days(min(starts) // DAY), civil_from_days((max(ends) - 1) // DAY)
        if last[0] - first[0] > 12:
            return f"{self.dates.year(first[0])} – {self.dates.year(last[0])}"
        low, high = self.dates.month(first[0], first[1]), self.dates.month(last[0], last[1])
        return low if low == high else f"{low} – {high}"

    def _years(self) -> Iterator[TemplatePage]:
        by_year: dict[int, list[Event]] = defaultdict(list)
        for event in self.chronology.events:
            if event.when:
                by_year[place_of(event.when)[0]].append(event)
        ordered = sorted(by_year)
        for at, year in enumerate(ordered):
            events = by_year[year]
            kept: Sequence[Event] = events
            if len(events) > INDEX_MOST:
                best = {event.id for event in sorted(events, key=lambda event: -event.score)[:LIST_MOST]}
                kept = [event for event in events if event.id in best]
            near = (ordered[at - 1] if at else None), (ordered[at + 1] if at + 1 < len(ordered) else None)
            yield self._year(year, kept, len(events), *near)
            if len(kept) < len(events):
                yield from self._months(year, events)

    def _year(
        self, year: int, kept: Sequence[Event], count: int, before: int | None, after: int | None
    ) -> TemplatePage:
        _, name, path = self._, self.dates.year(year), f"{year_path(year)}/index.html"
        is_partial = len(kept) < count

        def more(of_year: int, month: int | None) -> Link | None:
            if not is_partial or month is None:
                return None
            number = self.places[of_year, month]
            text = self._n("All %(n)d event of %(month)s", "All %(n)d events of %(month)s", number)
            shown = self.dates.month(of_year, month) if month else name
            return Link(text=text % {"n": number, "month": shown}, href=self._month_path(of_year, month))

        years = outline(
            ((e, self.entries[e.id]) for e in kept),
            self.dates,
            fold=None if is_partial else self.fold,
            more=more,
        )
        note = ""
        if is_partial:
            note = _(
                "The %(kept)d events of the year that matter most, of %(all)d; each month leads to the rest."
            ) % {
                "kept": len(kept),
                "all": count,
            }
        counted = self._n("%d event", "%d events", count) % count
        months = tuple(
            Link(text=month.title, href=f"#{month.anchor}")
            for year_ in years
            for month in year_.months
            if month.title
        )
        return self._list(
            path,
            f"{name}",
            f"{name}: {counted}",
            years,
            note=note or counted,
            jump=months if len(kept) > 20 else (),
            events=kept,
            near=tuple(
                Link(text=self.dates.year(y), href=f"{year_path(y)}/index.html", rel=rel)
                for y, rel in ((before, "prev"), (after, "next"))
                if y is not None
            ),
        )

    @staticmethod
    def _month_path(year: int, month: int, number: int = 1) -> str:
        return _numbered(f"{year_path(year)}/{f'{month:02}' if month else 'year'}", number)

    def _months(self, year: int, events: Sequence[Event]) -> Iterator[TemplatePage]:
        by_month: dict[Place, list[Event]] = defaultdict(list)
        for event in events:
            if event.when:
                by_month[place_of(event.when)].append(event)
        for (_, month), of_month in sorted(by_month.items()):
            title = self.dates.month(year, month) if month else self.dates.year(year)
            crumbs = (Link(text=self.dates.year(year), href=f"{year_path(year)}/index.html"),)
            yield from self.paginated(of_month, title, partial(self._month_path, year, month), crumbs=crumbs)

    def paginated(
        self,
        events: Sequence[Event],
        title: str,
        path: Callable[[int], str],
        *,
        crumbs: tuple[Link, ...] = (),
        note: str = "",
    ) -> Iterator[TemplatePage]:
        """A list of events over as many pages as it takes."""
        chunks = [events[at : at + LIST_MOST] for at in range(0, len(events), LIST_MOST)] or [events]
        counted = self._n("%d event", "%d events", len(events)) % len(events)
        for number, chunk in enumerate(chunks, 1):
            years = outline(((event, self.entries[event.id]) for event in chunk), self.dates, fold=self.fold)
            name = title if number == 1 else self._("%(title)s, page %(n)d") % {"title": title, "n": number}
            yield self._list(
                path(number),
                title,
                f"{name}: {counted}",
                years,
                note=note or counted,
                events=chunk,
                crumbs=crumbs,
                pages=self._pages(len(chunks), number, path),
                page_title=name,
            )

    @staticmethod
    def _pages(total: int, current: int, path: Callable[[int], str]) -> tuple[Link, ...]:
        if total < 2:
            return ()
        near = sorted({1, total, *range(max(1, current - 3), min(total, current + 3) + 1)})
        return tuple(Link(text=str(number), href=path(number), current=number == current) for number in near)

    def _list(  # noqa: PLR0913  a page has many parts
        self,
        path: str,
        heading: str,
        description: str,
        years: tuple[Year, ...],
        *,
        note: str,
        events: Sequence[Event],
        jump: tuple[Link, ...] = (),
        crumbs: tuple[Link, ...] = (),
        pages: tuple[Link, ...] = (),
        near: tuple[Link, ...] = (),
        page_title: str = "",
    ) -> TemplatePage:
        ways = {link.rel: link for link in near}
        return TemplatePage(
            path,
            "list.html",
            ListPage(
                site=self.site,
                page=self.meta(
                    path,
                    f"{page_title or heading} – {self.site.title}",
                    description,
                    scripted=True,
                    previous=ways.get("prev"),
                    next=ways.get("next"),
                ),
                heading=heading,
                note=note,
                years=years,
                jump=jump,
                pages=pages,
                crumbs=crumbs,
            ),
            self.day_of(events),
        )

    def top_tags(self, most: int) -> tuple[Link, ...]:
        """The names that occur most, as links to their pages."""
        names = sorted(
            (name for name in self.tags if len(self.tags[name]) > 1),
            key=lambda name: (-len(self.tags[name]), name),
        )
        return tuple(
            Link(text=name, href=f"tags/{urls.slug(name)}/index.html", note=str(len(self.tags[name])))
            for name in names[:most]
        )

    # --- one event, one article ---

    def events(self) -> Iterator[TemplatePage]:
        """A page for each event that several tell or that ranks, and a signpost at each of its former addresses."""
        events = self.chronology.events
        for at, event in enumerate(events):
            if event.id not in self.teller.paged:
                continue
            yield self._event(
                event, events[at - 1] if at else None, events[at + 1] if at + 1 < len(events) else None
            )
            for alias in event.aliases:
                path = urls.event_page(alias)
                if alias != event.id:
                    entry = self.entries[event.id]
                    context = PlainPage(
                        site=self.site,
                        page=self.meta(path, entry.headline, "", noindex=True),
                        entries=(entry,),
                    )
                    yield TemplatePage(path, "moved.html", context, listed=False)

    def _event(self, event: Event, before: Event | None, after: Event | None) -> TemplatePage:
        _, entry, teller = self._, self.entries[event.id], self.teller
        path = urls.event_page(event.id)
        tellings = tuple(filter(None, (teller.telling(mention, event) for mention in event.mentions)))
        quote = "".join(part.text for part in entry.quote.parts) if entry.quote else ""
        return TemplatePage(
            path,
            "event.html",
            EventPage(
                site=self.site,
                page=self.meta(
                    path,
                    f"{shorten(entry.headline, 120)} – {self.site.title}",
                    f"{entry.when.words}: {quote.strip() or entry.headline}",
                    scripted=True,
                    jsonld=feeds.described_event(
                        self.config,
                        entry,
                        _coverage(event),
                        [
                            _citation(teller.cards[m.article])
                            for m in event.mentions
                            if m.article in teller.cards
                        ],
                        path,
                    ),
                    previous=self._neighbour(before),
                    next=self._neighbour(after),
                ),
                entry=entry,
                tellings=tellings,
                disagreements=tuple(teller.disagreements(event)),
                ties=tuple(self._ties(event)),
                facts=tuple(self._event_facts(event, entry)),
                merged=tuple(map(line, event.merged_because)),
                tags=tuple(self._tag_links(entry)),
                before=self._neighbour(before),
                after=self._neighbour(after),
                place=self._place(event, entry),
            ),
            self.day_of([event]),
        )

    def _tag_links(self, entry: Entry) -> Iterator[Link]:
        for name in entry.tags:
            yield Link(
                text=name,
                href=f"tags/{urls.slug(name)}/index.html" if len(self.tags[name]) > 1 else "tags/index.html",
            )

    def _neighbour(self, event: Event | None) -> Link | None:
        if event is None:
            return None
        entry = self.entries[event.id]
        return Link(text=shorten(entry.headline, 90), href=entry.href, note=entry.when.short)

    def _place(self, event: Event, entry: Entry) -> Link:
        """Where it stands in the timeline."""
        assert event.when is not None
        year, month = place_of(event.when)
        if not self.split:
            href = "index.html"
        elif self.year_counts[year] <= INDEX_MOST:
            href = f"{year_path(year)}/index.html"
        else:
            href = self._month_path(year, month, self.position[event.id] // LIST_MOST + 1)
        return Link(text=self._("In the timeline"), href=f"{href}#{entry.anchor}")

    def _ties(self, event: Event) -> Iterator[Link]:
        for tie in event.links:
            if tie.event in self.teller.headlines:
                words = self.teller.tie(tie.relation) % self.teller.headlines[tie.event]
                yield Link(text=words, href=self.teller.hrefs[tie.event], note=line(tie.reason))

    def _event_facts(self, event: Event, entry: Entry) -> Iterator[tuple[str, str]]:
        _ = self._
        if event.edtf:
            yield "EDTF", event.edtf
        if entry.reported:
            yield _("First reported"), entry.reported
        if event.why_here:
            yield _("Why it stands here"), line(event.why_here)
        yield _("Identifier"), line(event.id)

    def articles(self) -> Iterator[TemplatePage]:
        """A page for each article: whole where the project may show it, else what it was quoted for."""
        for digest in self.digests:
            yield self._article(digest, self.teller.cards[digest.article.id])

    def _article(self, digest: ArticleDigest, card: Card) -> TemplatePage:
        _, teller = self._, self.teller
        lang, dir_ = teller._foreign(card.lang)
        dated: list[Telling] = []
        undated: list[Telling] = []
        told = sorted(self.told.get(card.id, ()), key=lambda pair: (pair[0].start, pair[0].end))
        for mention, event in told:
            telling = teller.telling(mention, event)
            if telling:
                href = teller.hrefs[event.id] if event.id in teller.paged else ""
                telling = msgspec.structs.replace(telling, href=href)
                (dated if event.when is not None else undated).append(telling)
        published = self.dates.day(card.day) if card.day is not None else ""
        blocks: tuple[Block, ...] = ()
        if self.config.full_text:
            blocks = tuple(self._blocks(digest, told))
        about = " · ".join(filter(None, (card.source, published)))
        return TemplatePage(
            card.href,
            "article.html",
            ArticlePage(
                site=self.site,
                page=self.meta(
                    card.href,
                    f"{shorten(card.title, 120)} – {self.site.title}",
                    f"{about}: {card.title}",
                    scripted=True,
                ),
                title=card.title,
                lang=lang,
                dir=dir_,
                source=card.source,
                byline=card.byline,
                published=published,
                published_datetime=iso_day(card.day) if card.day is not None and card.day >= 0 else None,
                evidence=card.evidence,
                places=card.places,
                rights=card.rights,
                url=card.url,
                deck=card.deck,
                full=bool(blocks),
                blocks=blocks,
                html=None,
                tellings=tuple(dated),
                undated=tuple(undated),
            ),
            iso_day(card.day) if card.day is not None else "",
        )

    def _blocks(self, digest: ArticleDigest, told: Sequence[tuple[Mention, Event]]) -> Iterator[Block]:
        """The text of an article with its time expressions marked, those that date an event linked to it."""
        article = digest.article
        dating: dict[tuple[int, int], Event] = {}
        for mention, event in told:
            if mention.timex is not None:
                dating.setdefault((mention.timex.start, mention.timex.end), event)
        links = []
        for resolution in sorted(digest.resolutions, key=lambda r: (r.start, -r.end)):
            event_ = dating.get((resolution.start, resolution.end))
            anchor = next(
                (urls.anchor("m", m.id) for m, e in told if event_ is e and m.article == article.id), ""
            )
            words = self.dates.when(resolution.interval, resolution.edtf).words if resolution.interval else ""
            text = line(article.text[resolution.start : resolution.end])
            part = Part(text=text, marked=True, href=f"#{anchor}" if anchor else "", title=words)
            links.append((resolution.start, resolution.end, part))
        blocks = article.blocks
        for block in blocks:
            text = article.text[block.start : block.end]
            if text.strip():
                inside = [link for link in links if block.start <= link[0] and link[1] <= block.end]
                yield Block(
                    kind=block.kind,
                    level=block.level,
                    passage=Passage(parts=linked(text, block.start, inside)),
                )

    # --- the rest ---

    def undated(self) -> Iterator[TemplatePage]:
        """What could not be dated, listed and not dropped."""
        undated, _ = self.chronology.undated, self._
        if not undated:
            return
        chunks = [undated[at : at + LIST_MOST] for at in range(0, len(undated), LIST_MOST)]
        path = partial(_numbered, "undated")
        total = self._n("%d event could not be dated", "%d events could not be dated", len(undated)) % len(
            undated
        )
        for number, chunk in enumerate(chunks, 1):
            yield TemplatePage(
                path(number),
                "undated.html",
                UndatedPage(
                    site=self.site,
                    page=self.meta(path(number), f"{_('Undated')} – {self.site.title}", total, scripted=True),
                    entries=tuple(self.teller.entry(event, 3) for event in chunk),
                    pages=self._pages(len(chunks), number, path),
                    total=total,
                ),
                self.day_of(chunk),
            )

    def facets(self) -> Iterator[TemplatePage]:
        """Topics and sources, each with a list of its own."""
        _, n = self._, self._n
        if self.tags:
            links = [
                Link(
                    text=name,
                    href=f"tags/{urls.slug(name)}/index.html"
                    if len(events) > 1
                    else self.entries[events[0].id].href,
                    note=str(len(events)),
                )
                for name, events in self.tags.items()
            ]
            yield self._names(
                "tags/index.html", _("Topics"), n("%d name", "%d names", len(links)) % len(links), links
            )
            crumbs = (Link(text=_("Topics"), href="tags/index.html"),)
            for name, events in self.tags.items():
                if len(events) > 1:
                    folder = f"tags/{urls.slug(name)}"
                    yield from self.paginated(
                        events,
                        name,
                        partial(_numbered, folder),
                        crumbs=crumbs,
                    )
        if self.sources:
            by_source: dict[str, list[Card]] = defaultdict(list)
            for card in self.teller.cards.values():
                if card.source:
                    by_source[card.source].append(card)
            names = sorted(by_source, key=str.casefold)
            links = [
                Link(text=name, href=f"sources/{urls.slug(name)}/index.html", note=str(len(by_source[name])))
                for name in names
            ]
            yield self._names(
                "sources/index.html",
                _("Sources"),
                n("%d source", "%d sources", len(links)) % len(links),
                links,
            )
            for name in names:
                yield from self._source(name, by_source[name])

    def _names(self, path: str, heading: str, note: str, links: Sequence[Link]) -> TemplatePage:
        groups: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            initial = link.text[:1].upper() if link.text[:1].isalpha() else "#"
            groups[initial].append(link)
        context = IndexOfPage(
            site=self.site,
            page=self.meta(path, f"{heading} – {self.site.title}", note),
            heading=heading,
            note=note,
            groups=tuple((initial, tuple(names)) for initial, names in sorted(groups.items()))
            if len(links) > 30
            else (("", tuple(links)),),
        )
        return TemplatePage(path, "names.html", context)

    def _source(self, name: str, cards: Sequence[Card]) -> Iterator[TemplatePage]:
        ordered = sorted(cards, key=lambda card: (card.day is None, card.day or 0, card.id))
        chunks = [ordered[at : at + LIST_MOST] for at in range(0, len(ordered), LIST_MOST)]
        path = partial(_numbered, f"sources/{urls.slug(name)}")
        counted = self._n("%d article", "%d articles", len(cards)) % len(cards)
        for number, chunk in enumerate(chunks, 1):
            links = tuple(
                Link(
                    text=card.title,
                    href=card.href,
                    note=self.dates.day(card.day, short=True) if card.day is not None else "",
                )
                for card in chunk
            )
            context = IndexOfPage(
                site=self.site,
                page=self.meta(path(number), f"{name} – {self.site.title}", f"{name}: {counted}"),
                heading=name,
                note=counted,
                groups=(("", links),),
                pages=self._pages(len(chunks), number, path),
            )
            yield TemplatePage(path(number), "source.html", context)

    def about(self) -> TemplatePage:
        """The method, and figures computed from this chronology."""
        _, events, path = self._, self.chronology.events, "about/index.html"
        grains = Counter(_precision(event) for event in events)
        names = {
            "moment": _("to the hour or minute"),
            "day": _("to the day"),
            "month": _("to the week or month"),
            "coarse": _("to the season, year or coarser"),
            "open": _("only by or since a day"),
        }
        kinds = Counter(event.kind for event in events)
        tables = [
            Table(
                caption=_("How closely events are dated"),
                head=(_("Dated"), _("Events")),
                rows=tuple(Row(cells=(names[key], str(grains[key]))) for key in names if grains[key])
                + (
                    (Row(cells=(_("not at all"), str(len(self.chronology.undated)))),)
                    if self.chronology.undated
                    else ()
                ),
            ),
            Table(
                caption=_("What kind of events they are"),
                head=(_("Kind"), _("Events")),
                rows=tuple(
                    Row(cells=(self.teller.kind(kind) or _("happened"), str(kinds[kind])))
                    for kind in sorted(kinds)
                ),
            ),
        ]
        checked = sum(1 for event in events if event.review.state in ("accepted", "corrected"))
        sure = sum(1 for event in events if event.confidence >= 0.8)
        facts = [
            *self.facts(),
            self._n("%d date was checked by a person", "%d dates were checked by a person", checked)
            % checked,
            self._n("%d date is a sure reading", "%d dates are sure readings", sure) % sure,
        ]
        undated_articles = sum(1 for card in self.teller.cards.values() if card.day is None)
        if undated_articles:
            facts.append(
                self._n("%d article says no date", "%d articles say no date", undated_articles)
                % undated_articles
            )
        context = AboutPage(
            site=self.site,
            page=self.meta(
                path, f"{_('About')} – {self.site.title}", line(self.config.deck) or self.site.title
            ),
            facts=tuple(facts),
            tables=tuple(table for table in tables if table.rows),
            withdrawn=(),
        )
        return TemplatePage(path, "about.html", context, self.day_of(events))

    def missing(self) -> TemplatePage:
        """The page for what is not there; served at any depth, so its links start at the site's own root."""
        _ = self._
        meta = self.meta(
            "404.html", f"{_('Nothing here')} – {self.site.title}", _("There is no such page."), noindex=True
        )
        if self.config.base_url:
            from urllib.parse import urlsplit

            meta = msgspec.structs.replace(
                meta, root=urlsplit(self.config.base_url).path.rstrip("/") + "/", canonical=None
            )
        entries = tuple(self.entries[event.id] for event in self.by_score[:3])
        return TemplatePage(
            "404.html", "404.html", PlainPage(site=self.site, page=meta, entries=entries), listed=False
        )

    def feed_items(self) -> list[feeds.Item]:
        """What was told last, newest first."""
        cards, items = self.teller.cards, []
        for event in self.chronology.events:
            days = [cards[m.article].day for m in event.mentions if m.article in cards]
            known = [day for day in days if day is not None]
            if not known:
                continue
            entry = self.entries[event.id]
            quote = (
                "".join(part.text for part in entry.quote.parts).strip() if entry.quote else entry.headline
            )
            items.append(
                feeds.Item(
                    id=event.id,
                    href=entry.href,
                    title=entry.headline,
                    summary=f"{entry.when.words}: {quote}" + (f" ({entry.source})" if entry.source else ""),
                    published=iso_day(min(known)),
                    updated=event.review.on
                    if event.review.on and _is_day(event.review.on)
                    else iso_day(max(known)),
                    source=entry.source,
                    lang=entry.lang,
                )
            )
        order = {event.id: at for at, event in enumerate(self.by_score)}
        items.sort(key=lambda item: (item.updated, -order[item.id]), reverse=True)
        return items[:FEED_MOST]


def _numbered(folder: str, number: int) -> str:
    """A page of a list by its number; the first is the folder's own."""
    return f"{folder}/index.html" if number == 1 else f"{folder}/{number}/index.html"


def _is_day(value: str) -> bool:
    import re

    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value))


def _precision(event: Event) -> str:
    when = event.when
    if when is None or when.start is None or when.end is None:
        return "open"
    if when.grain <= Grain.HOUR:
        return "moment"
    if when.grain <= Grain.DAY:
        return "day"
    return "month" if when.grain <= Grain.MONTH else "coarse"


def _coverage(event: Event) -> str | None:
    """An interval as ISO 8601 has it, for ``temporalCoverage``."""
    when = event.when
    if when is None or (when.start is None and when.end is None):
        return None
    first, last = when.earliest or "..", when.latest or ".."
    return first if first == last else f"{first}/{last}"


def _citation(card: Card) -> dict[str, str]:
    value = {"@type": "NewsArticle", "headline": card.title[:110]}
    if card.url:
        value["url"] = card.url
    if card.day is not None:
        value["datePublished"] = iso_day(card.day)
    return value


def exports() -> list[tuple[str, str]]:
    """The chronology as data, as far as the formats are there: path and name."""
    from timeline.publishing.exports import FORMATS

    wanted = (
        ("json", "timeline.json", "JSON"),
        ("csv", "timeline.csv", "CSV"),
        ("ics", "timeline.ics", "iCalendar"),
        ("timelinejs", "timelinejs.json", "TimelineJS"),
    )
    return [(path, name) for format_, path, name in wanted if format_ in FORMATS]


def plan(
    chronology: Chronology,
    digests: Sequence[ArticleDigest],
    config: Config,
    assets: Assets = Assets(),  # noqa: B008
) -> Iterator[Page]:
    """Every page and file of the site, lazily, in a fixed order."""
    made = Plan(chronology, digests, config, assets)
    listed: list[tuple[str, str]] = []
    sections = (
        made.timeline(),
        made.events(),
        made.articles(),
        made.undated(),
        made.facets(),
        iter((made.about(), made.missing())),
    )
    for section in sections:
        for page in section:
            if page.listed and not page.context.page.noindex:
                listed.append((page.path, page.modified))
            yield page
    items = made.feed_items()
    updated = max((item.updated for item in items), default=iso_day(made.newest or 0))
    yield DataFile("feed.xml", lambda: feeds.atom(config, items, updated))
    yield DataFile("feed.json", lambda: feeds.json_feed(config, items))
    for path, data in feeds.sitemap(config, listed):
        yield DataFile(path, lambda data=data: data)  # type: ignore[misc]
    yield DataFile("robots.txt", lambda: feeds.robots(config))
    articles = {digest.article.id: digest.article for digest in digests}
    for name, (path, _) in zip(_formats(), exports(), strict=True):
        yield DataFile(path, lambda name=name: _exported(name, chronology, articles, config))  # type: ignore[misc]


def _formats() -> list[str]:
    from timeline.publishing.exports import FORMATS

    return [name for name in ("json", "csv", "ics", "timelinejs") if name in FORMATS]


def _exported(name: str, chronology: Chronology, articles: dict[str, Any], config: Config) -> bytes:
    from timeline.publishing.exports import FORMATS

    chunks = FORMATS[name].exporter()(chronology, articles, config)
    return b"".join(chunk.encode("utf-8", "replace") if isinstance(chunk, str) else chunk for chunk in chunks)
