"""The rest of the pages: what is undated, names, the method, what is not there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urlsplit

import msgspec

from timeline.civil import Grain
from timeline.model import Event
from timeline.publishing import clocks, feeds, picture
from timeline.publishing.contexts import (
    AboutPage,
    EmbedPage,
    Finding,
    IndexOfPage,
    Link,
    PicturePage,
    PlainPage,
    Plan,
    ReportedPage,
    Row,
    SearchPage,
    Table,
    UndatedPage,
)
from timeline.publishing.entries import SURE, Card, lag_days
from timeline.publishing.shared import (
    INDEX_MOST,
    Shared,
    TemplatePage,
    chunked,
    numbered,
    paged,
    pager,
    year_href,
)
from timeline.publishing.text import line
from timeline.publishing.timelines import story, telling

NAMES_MOST = 500
"""Names of one kind on the search page."""
EMBED_MOST = 7
"""Events of the embedded timeline."""
EDITORS_OWN = frozenset({"correction-duplicate", "correction-stale", "order-contradiction"})
"""Findings about decisions, which `check` tells and no page."""


def undated(s: Shared) -> Iterator[TemplatePage]:
    """What could not be dated, listed and not dropped."""
    events, path = s.chronology.undated, partial(numbered, "undated")
    chunks = paged(events)
    total = s._n("%s event could not be dated", "%s events could not be dated", len(events))

    def context(number: int, chunk: Sequence[Event]) -> UndatedPage:
        return UndatedPage(
            site=s.site,
            page=s.meta(path(number), s._("Undated"), total, scripted=True),
            entries=tuple(s.teller.entry(event, 3) for event in chunk),
            pages=pager(len(chunks), number, path),
            total=total,
        )

    yield from s.pages_of("undated.html", path, chunks, context, total)


def names(s: Shared) -> Iterator[TemplatePage]:
    """Topics and sources: the names, and for each source its articles."""
    _, n = s._, s._n
    if s.tags:
        links = list(map(s.counted_tag, s.tags))
        yield _names(s, "tags/index.html", _("Topics"), n("%s name", "%s names", len(links)), links)
    if s.sources:
        by_source: dict[str, list[Card]] = defaultdict(list)
        for card in s.cards.values():
            if card.source:
                by_source[card.source].append(card)
        ordered = sorted(by_source, key=str.casefold)
        links = [
            Link(text=name, href=s.source_path(name), note=str(len(by_source[name]))) for name in ordered
        ]
        count = n("%s source", "%s sources", len(links))
        yield _names(s, "sources/index.html", _("Sources"), count, links)
        for name in ordered:
            yield from _source(s, name, by_source[name])


def _names(s: Shared, path: str, heading: str, note: str, links: Sequence[Link]) -> TemplatePage:
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        initial = link.text[:1].upper() if link.text[:1].isalpha() and len(links) > 30 else ""
        groups[initial].append(link)
    context = IndexOfPage(
        site=s.site,
        page=s.meta(path, heading, note),
        heading=heading,
        note=note,
        groups=tuple((initial, tuple(group)) for initial, group in sorted(groups.items())),
    )
    return TemplatePage(path, "names.html", lambda: context)


def _source(s: Shared, name: str, cards: Sequence[Card]) -> Iterator[TemplatePage]:
    ordered = sorted(cards, key=lambda card: (card.day is None, card.day or 0, card.id))
    chunks = chunked(ordered)
    path = partial(s.source_path, name)
    counted = s._n("%s article", "%s articles", len(cards))

    def context(number: int, chunk: Sequence[Card]) -> IndexOfPage:
        links = tuple(
            Link(
                text=card.title,
                href=card.href,
                note=s.dates.day(card.day, short=True) if card.day is not None else "",
            )
            for card in chunk
        )
        note = (
            counted
            if number == 1
            else " – ".join(dict.fromkeys(filter(None, (links[0].note, links[-1].note)))) or counted
        )
        return IndexOfPage(
            site=s.site,
            page=s.meta(path(number), name, f"{name}: {note}"),
            heading=name,
            note=note,
            groups=(("", links),),
            pages=pager(len(chunks), number, path),
        )

    for number, chunk in enumerate(chunks, 1):
        yield TemplatePage(path(number), "source.html", partial(context, number, chunk))


def about(s: Shared) -> Iterator[TemplatePage]:
    """The method, figures computed from this chronology, and every article that was skipped or half understood."""
    found, path = _findings(s), partial(numbered, "about")
    chunks = chunked(found) or [()]

    def context(number: int, chunk: Sequence[Finding]) -> AboutPage:
        return AboutPage(
            site=s.site,
            page=s.meta(path(number), s._("How this was made"), s.site.deck or s.site.title),
            facts=_facts(s) if number == 1 else (),
            tables=tuple(table for table in _tables(s) if table.rows) if number == 1 else (),
            findings=tuple(chunk),
            pages=pager(len(chunks), number, path),
        )

    for number, chunk in enumerate(chunks, 1):
        yield TemplatePage(path(number), "about.html", partial(context, number, chunk), s.told_last)


def _findings(s: Shared) -> tuple[Finding, ...]:
    """What reading found amiss; findings about decisions are the editor's own and may name what was taken out."""
    said = [d for d in s.chronology.diagnostics if d.code not in EDITORS_OWN]
    said += (d for digest in s.digests for d in digest.diagnostics)
    told = {
        (line(d.where), d.line or 0, line(d.message), line(d.hint))
        for d in said
        if d.level != "note" and s.config.check.get(d.code) != "ignore"
    }
    return tuple(
        Finding(where=f"{where}:{number}" if number else where, reason=reason, remedy=remedy)
        for where, number, reason, remedy in sorted(told)
    )


def _facts(s: Shared) -> tuple[str, ...]:
    n, events = s._n, s.chronology.events
    checked = sum(1 for event in events if event.review.state in ("accepted", "corrected"))
    sure = sum(1 for event in events if event.confidence >= SURE)
    silent = sum(1 for card in s.cards.values() if card.day is None)
    facts = [
        *s.facts,
        n("%s date is a sure reading", "%s dates are sure readings", sure),
        n("%s date was checked by a person", "%s dates were checked by a person", checked),
    ]
    if silent:
        facts.append(n("%s article says no date", "%s articles say no date", silent))
    return tuple(facts)


def _tables(s: Shared) -> Iterator[Table]:
    _, events = s._, s.chronology.events
    grains = Counter(map(precision, events))
    if s.chronology.undated:
        grains["none"] = len(s.chronology.undated)
    words = {
        "moment": _("to the hour or minute"),
        "day": _("to the day"),
        "month": _("to the week or month"),
        "coarse": _("to the season, year or coarser"),
        "open": _("only as “by” or “since” a day"),
        "none": _("not at all"),
    }
    yield Table(
        caption=_("How closely events are dated"),
        head=(_("Dated"), _("Events")),
        rows=tuple(Row(cells=(words[key], str(grains[key]))) for key in words if grains[key]),
    )
    kinds = Counter(event.kind for event in events)
    yield Table(
        caption=_("What kind of events they are"),
        head=(_("Kind"), _("Events")),
        rows=tuple(
            Row(cells=(s.teller.kind(kind) or _("happened"), str(count)))
            for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
    )


def precision(event: Event) -> str:
    """How closely an event is dated: the row of the table that counts it."""
    when = event.when
    if when is None or when.start is None or when.end is None:
        return "open"
    if when.grain <= Grain.HOUR:
        return "moment"
    if when.grain <= Grain.DAY:
        return "day"
    return "month" if when.grain <= Grain.MONTH else "coarse"


def reported(s: Shared) -> Iterator[TemplatePage]:
    """The two clocks: when it happened, when it was told; and what became of what was planned."""
    if s.lagged:
        path = "reported/index.html"
        yield TemplatePage(path, "reported.html", partial(_reported, s, path), s.told_last)


def _reported(s: Shared, path: str) -> ReportedPage:
    found = clocks.reports(
        s.chronology.events, lambda article: s.cards[article].day if article in s.cards else None, lag_days
    )
    pictures = clocks.clocks(
        found,
        story(s) or s.by_score,
        s.dates,
        s.words,
        lambda event: s.entries[event].href,
        lambda event: f"{s.entries[event].when.short}: {s.entries[event].headline}",
        turned=s.site.dir == "rtl",
    )
    said = clocks.finding(found, s.words)
    planned = [event for event in s.by_score if event.kind == "planned"]
    plans = sorted(planned[:INDEX_MOST], key=lambda event: s.order[event.id])
    note = s.most(len(plans), len(planned)) if len(plans) < len(planned) else ""
    return ReportedPage(
        site=s.site,
        page=s.meta(path, s._("When it was told"), said, scripted=True),
        finding=said,
        wide=pictures[0] if pictures else None,
        narrow=pictures[1] if pictures else None,
        lags=_lags(s, [report.lag for report in found]),
        plans=tuple(_plan(s, event) for event in plans),
        plans_note=note,
    )


def _lags(s: Shared, lags: Sequence[int]) -> Table:
    _ = s._
    bands = (
        (_("before it happened"), -(10**9), -1),
        (_("the same day"), 0, 0),
        (_("within a week"), 1, 7),
        (_("within a month"), 8, 30),
        (_("within a year"), 31, 365),
        (_("later"), 366, 10**9),
    )
    counts = [(name, sum(1 for lag in lags if low <= lag <= high)) for name, low, high in bands]
    return Table(
        caption=_("How soon it was told"),
        head=(_("Told"), _("Reports"), _("Share")),
        rows=tuple(
            Row(cells=(name, s.words.number(count), s.words.percent(count / len(lags))))
            for name, count in counts
            if count
        ),
    )


def _plan(s: Shared, event: Event) -> Plan:
    """What was planned, and whether it came true as far as these articles tell."""
    _, entry = s._, s.entries[event.id]
    tie = next(
        (tie for tie in event.links if tie.relation == "fulfilled_by" and tie.event in s.entries), None
    )
    outcome, href = _("not told of again"), ""
    if tie:
        outcome, href = _("came true: %s") % s.entries[tie.event].headline, s.entries[tie.event].href
    elif event.when and event.when.end is not None and s.newest is not None and event.when.end > s.newest:
        outcome = _("still to come when the last article was written")
    return Plan(
        when=entry.when,
        headline=entry.headline,
        href=entry.href,
        lang=entry.lang,
        dir=entry.dir,
        outcome=outcome,
        outcome_href=href,
    )


def search(s: Shared) -> Iterator[TemplatePage]:
    """The search, and the names that lead to everything for those without script."""
    path = "search/index.html"
    yield TemplatePage(path, "search.html", partial(_search, s, path))


def _search(s: Shared, path: str) -> SearchPage:
    return SearchPage(
        site=s.site,
        page=s.meta(path, s._("Search"), s._("Search every event and article."), wasm=bool(s.assets.search)),
        script=s.assets.search,
        topics=tuple(map(s.counted_tag, s.tags))[:NAMES_MOST],
        sources=tuple(
            Link(text=name, href=s.source_path(name), note=str(count))
            for name, count in sorted(s.sources.items())
        )[:NAMES_MOST],
        years=tuple(
            Link(text=s.dates.year(year), href=year_href(s, year), note=str(len(events)))
            for year, events in sorted(s.years.items())
        ),
    )


def embed(s: Shared) -> Iterator[TemplatePage]:
    """The events that matter most, for other people's pages: in an iframe, or as a fragment to paste."""
    told = telling(s, EMBED_MOST)

    def context(path: str, template: str) -> EmbedPage:
        base = feeds.absolute(s.config.base_url, "") if template == "fragment.html" else None
        return EmbedPage(
            site=s.site,
            page=s.meta(path, s.site.title, s.site.deck, noindex=True),
            entries=tuple(s.entries[event.id] for event in told),
            facts=s.facts,
            base=base or "../",
        )

    for path, template in (("embed/index.html", "embed.html"), ("embed/fragment.html", "fragment.html")):
        yield TemplatePage(path, template, partial(context, path, template), listed=False)


def opengraph(s: Shared) -> Iterator[TemplatePage]:
    """The picture for those who link to the site."""
    if s.pictured:
        yield TemplatePage(s.assets.image, picture.TEMPLATE, partial(_opengraph, s), listed=False)


def _opengraph(s: Shared) -> PicturePage:
    facts = picture.lines(" · ".join(s.facts[:3]), picture.FACTS, 1)
    return PicturePage(
        site=s.site,
        page=s.meta(s.assets.image, s.site.title, s.site.deck),
        title=picture.lines(s.site.title, picture.TITLE, 2),
        deck=picture.lines(s.site.deck, picture.DECK, 2),
        facts=facts[0] if facts else "",
        strip=s.overview,
        ticks=picture.sayable(s.overview),
    )


def missing(s: Shared) -> TemplatePage:
    """The page for what is not there; hosts show it at any depth, so its links start at the public root."""
    return TemplatePage("404.html", "404.html", partial(_missing, s), listed=False)


def _missing(s: Shared) -> PlainPage:
    meta = s.meta("404.html", s._("Nothing here"), s._("There is no such page."), noindex=True)
    if s.config.base_url:
        root = urlsplit(s.config.base_url).path.rstrip("/") + "/"
        meta = msgspec.structs.replace(meta, root=root, canonical=None)
    return PlainPage(site=s.site, page=meta, entries=tuple(s.entries[event.id] for event in s.by_score[:3]))
