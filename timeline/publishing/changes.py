"""What is no longer as it was: corrections, withdrawals, and what changed since an earlier publication.

What a chronology no longer tells is counted and never repeated: it may have been taken out for a reason. So of what was
told before only dates and kinds are named, never words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from heapq import nlargest
from itertools import groupby

import msgspec

from timeline.chronology import diff
from timeline.civil import iso_day
from timeline.model import Event
from timeline.publishing import feeds, urls
from timeline.publishing.contexts import Change, Changed, ChangesPage, WithdrawnPage
from timeline.publishing.exports.records import event_records
from timeline.publishing.shared import Shared, TemplatePage, chunked, numbered, pager
from timeline.publishing.text import line
from timeline.temporal.edtf import parse_edtf

FEED_MOST = 50
"""Entries of a feed."""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """One event that is new, or told otherwise than in the earlier publication: in words, and as a key for feeds."""

    event: Event
    words: tuple[str, ...]
    """What became of it; empty for what is new."""
    key: str = ""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """This publication beside an earlier one: what is new, what is told otherwise, how many events are gone."""

    newest: str
    """The ISO day of the earlier publication's newest article, by which it is known."""
    added: tuple[News, ...]
    changed: tuple[News, ...]
    withdrawn: tuple[Event, ...]
    """Those of :attr:`Chronology.withdrawn` that the earlier publication still told."""
    gone: int


def pages(s: Shared, compared: Compared | None) -> Iterator[TemplatePage]:
    """``changes/``, and a note at the address of each event that was withdrawn."""
    rows = [(name, change) for name, changes in _sections(s, compared) for change in changes]
    chunks = chunked(rows) or [[]]
    path = partial(numbered, "changes")

    def context(number: int, chunk: Sequence[tuple[str, Change]]) -> ChangesPage:
        _ = s._
        about = (
            _("What is new, what was put right, and why.") if compared else _("What was put right, and why.")
        )
        return ChangesPage(
            site=s.site,
            page=s.meta(path(number), _("Changes") if compared else _("Corrections"), about),
            heading=_("Changes") if compared else _("Corrections"),
            deck=about,
            since=_since(s, compared),
            sections=tuple(
                Changed(heading=name, changes=tuple(change for _name, change in group))
                for name, group in groupby(chunk, key=lambda row: row[0])
            ),
            pages=pager(len(chunks), number, path),
        )

    for number, chunk in enumerate(chunks, 1):
        yield TemplatePage(
            path(number), "changes.html", partial(context, number, chunk), _newest(s, compared)
        )
    for event in s.chronology.withdrawn:
        at = urls.event_page(event.id)
        told = s._("An event stood here that is no longer told.")
        yield TemplatePage(at, "withdrawn.html", partial(_withdrawn, s, at, event, told), listed=False)
    for name, events in _withdrawn_articles(s).items():
        at = urls.article_page(name)
        told = s._("An article stood here that was withdrawn.")
        yield TemplatePage(at, "withdrawn.html", partial(_withdrawn, s, at, events[0], told), listed=False)


def _withdrawn_articles(s: Shared) -> dict[str, list[Event]]:
    """The articles that are no longer there, each with the events that went with it."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in s.chronology.withdrawn:
        if event.mentions and (name := event.mentions[0].article) not in s.cards:
            found[name].append(event)
    return found


def _newest(s: Shared, compared: Compared | None) -> str:
    """The ISO day of the last decision, or of this publication where it is compared with another."""
    if compared:
        return s.published
    decided = (
        event.review.on or ""
        for event in (*s.chronology.events, *s.chronology.undated, *s.chronology.withdrawn)
    )
    return max((on[:10] for on in decided), default="")


def _since(s: Shared, compared: Compared | None) -> str:
    """What this publication is compared with."""
    if compared is None:
        return ""
    if not compared.newest:
        return s._("Compared with the publication before.")
    day = s.dates.iso(compared.newest)
    return s._("Compared with the publication before, whose newest article is of %s.") % day


def _sections(s: Shared, compared: Compared | None) -> Iterator[tuple[str, Iterable[Change]]]:
    _ = s._
    if compared:
        yield _("New"), [_said(s, one.event, s.entry(one.event).source, "") for one in compared.added]
        because = (line(one.event.review.because or "") for one in compared.changed)
        yield (
            _("Told otherwise"),
            [
                _said(s, one.event, "; ".join(one.words), why)
                for one, why in zip(compared.changed, because, strict=True)
            ],
        )
        if compared.gone:
            words = s._n("%s event is no longer told", "%s events are no longer told", compared.gone)
            yield _("No longer told"), [Change(headline="", href="", when="", what=words, because="")]
    yield _("Corrected"), _corrections(s)
    yield _("Withdrawn"), _withdrawals(s)


def _corrections(s: Shared) -> list[Change]:
    """The public corrections, newest first."""
    told = (*s.chronology.events, *s.chronology.undated)
    decided = [event for event in told if event.review.state == "corrected"]
    decided.sort(key=lambda event: event.review.on or "", reverse=True)
    return [_said(s, event, s.teller.decided(event), line(event.review.because or "")) for event in decided]


def _said(s: Shared, event: Event, what: str, because: str) -> Change:
    entry = s.entry(event)
    return Change(
        headline=entry.headline,
        href=entry.href,
        when=entry.when.words,
        what=what,
        because=because,
        lang=entry.lang,
        dir=entry.dir,
    )


def _withdrawn(s: Shared, path: str, event: Event, told: str) -> WithdrawnPage:
    change = _withdrawal(s, event)
    page = s.meta(path, s._("Withdrawn"), change.what, noindex=True)
    return WithdrawnPage(site=s.site, page=page, change=change, told=told)


def _withdrawals(s: Shared) -> list[Change]:
    """A note of each event that was withdrawn, and one of all that went with their article."""
    articles = _withdrawn_articles(s)
    together = {event.id for events in articles.values() for event in events}
    alone = [_withdrawal(s, event) for event in s.chronology.withdrawn if event.id not in together]
    return alone + [
        msgspec.structs.replace(_withdrawal(s, events[0]), when=s.counted(len(events)))
        for events in articles.values()
    ]


def _withdrawal(s: Shared, event: Event) -> Change:
    """A note of what is no longer told; it does not repeat it."""
    on = event.review.on
    what = s._("Withdrawn on %s") % s.dates.iso(on) if on else s._("Withdrawn")
    when = s.dates.when(event.when, event.edtf).words if event.when else ""
    return Change(headline="", href="", when=when, what=what, because=line(event.review.because or ""))


# --- compared with an earlier publication ---


def compare(s: Shared, since: Iterable[diff.Record]) -> Compared:
    """What changed since an earlier publication, given by its event records."""
    articles = {digest.article.id: digest.article for digest in s.digests}
    old, new = list(since), event_records(s.chronology, articles, s.config)
    found: dict[str, list[diff.Change]] = defaultdict(list)
    for change in diff.changes(old, new):
        found[change.now].append(change)
    added, changed = [], []
    for event in (*s.chronology.events, *s.chronology.undated):
        changes = found.get(event.id, [])
        words = dict.fromkeys(filter(None, (_otherwise(s, change) for change in changes)))
        if any(change.what == "added" for change in changes):
            added.append(News(event=event, words=()))
        elif words:
            what = "\n".join(f"{c.what} {c.field} {c.before} {c.after}" for c in changes)
            key = blake2b(what.encode("utf-8", "replace"), digest_size=6).hexdigest()
            changed.append(News(event=event, words=tuple(words), key=key))
    gone = {change.id for change in found[""]}
    noted = tuple(event for event in s.chronology.withdrawn if gone & {event.id, *event.aliases})
    published = (mention.get("published") or "" for event in old for mention in event["mentions"])
    return Compared(
        newest=max(published, default="")[:10],
        added=tuple(added),
        changed=tuple(changed),
        withdrawn=noted,
        gone=len(gone) - len(noted),
    )


def _otherwise(s: Shared, change: diff.Change) -> str:
    """A change in words; nothing for one that is no reader's concern, such as another rank."""
    _ = s._
    if change.what == "redated":
        return _("dated anew; before: %s") % _dated(s, change.before)
    if change.what == "merged":
        return _("put together with another report of it")
    if change.what != "reworded" or change.field in ("quote", "article"):
        return ""
    if change.field == "kind":
        kind = s.teller.kind(change.before or "happened") or _("happened")
        return _("its kind was: %s") % kind
    return _("attributed otherwise") if change.field == "asserted_by" else _("its headline was changed")


def _dated(s: Shared, edtf: str | None) -> str:
    if edtf is None:
        return s._("no date")
    try:
        return s.dates.when(parse_edtf(edtf), edtf).words
    except ValueError:
        return line(edtf)


# --- feeds ---


def feed_items(s: Shared, compared: Compared | None) -> list[feeds.Item]:
    """What was told or corrected last, newest first; what changed since an earlier publication stands before it."""
    items: list[feeds.Item] = []
    if compared:
        items += (_item(s, one.event, s.published) for one in compared.added)
        items += (_news_item(s, one) for one in compared.changed)
        items += (_note(s, event) for event in compared.withdrawn)
    items = items[:FEED_MOST]
    known = {item.id for item in items}
    told = ((changed, -at, event) for at, event in enumerate(s.by_score) if (changed := _last(s, event)))
    for on, _at, event in nlargest(FEED_MOST + len(known), told, key=lambda one: one[:2]):
        if len(items) < FEED_MOST and urls.path_of(event.id) not in known:
            items.append(_item(s, event, on))
    return sorted(items, key=lambda item: item.updated, reverse=True)


def _last(s: Shared, event: Event) -> str:
    """The ISO day on which an event was corrected, or told last; nothing where no article says its day."""
    day, on = s.told_at_last.get(event.id), event.review.on
    if day is not None and on and re.match(r"\d{4}-\d\d-\d\d", on):
        return on[:10]
    return iso_day(day) if day is not None else ""


def _item(s: Shared, event: Event, updated: str) -> feeds.Item:
    entry, days = s.entry(event), s.told_on(event)
    return feeds.Item(
        id=urls.path_of(event.id),
        href=entry.href,
        title=entry.headline,
        summary=f"{entry.when.words}: {entry.words}" + (f" ({entry.source})" if entry.source else ""),
        published=min(updated, iso_day(min(days))) if days else updated,
        updated=updated,
        source=entry.source,
        lang=entry.lang,
    )


def _news_item(s: Shared, news: News) -> feeds.Item:
    item, words = _item(s, news.event, s.published), "; ".join(news.words)
    because = line(news.event.review.because or "")
    return msgspec.structs.replace(
        item,
        id=f"{item.id}:{news.key}",
        title=s._("%(headline)s (%(what)s)") % {"headline": item.title, "what": words},
        summary=" – ".join(filter(None, (item.summary, words, because))),
        published=s.published,
    )


def _note(s: Shared, event: Event) -> feeds.Item:
    change = _withdrawal(s, event)
    return feeds.Item(
        id=f"{urls.path_of(event.id)}:withdrawn",
        href=urls.event_page(event.id),
        title=change.what,
        summary=change.because or s._("An event stood here that is no longer told."),
        published=s.published,
        updated=s.published,
        source="",
        lang="",
    )
