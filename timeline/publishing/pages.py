"""The plan: which pages there are, at which paths, and what each is given. Pure, and without Jinja.

Pages grow with the articles and with what ranks, never with the sentences: an event has a page of its own when
several sources tell it or when it ranks; every mention keeps an anchor on its article's page. Whatever lists is
paginated, and the index keeps what ranks highest once it would pass its budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from timeline.civil import iso_day
from timeline.config import Config
from timeline.model import ArticleDigest, Chronology
from timeline.publishing import changes, details, extras, feeds, timelines
from timeline.publishing.exports import FORMATS, Document
from timeline.publishing.facts import Fact
from timeline.publishing.shared import Assets, DataFile, Page, Shared, TemplatePage, exports
from timeline.publishing.standing import Known

__all__ = ["Assets", "DataFile", "Page", "TemplatePage", "plan"]


def plan(
    chronology: Chronology,
    digests: Sequence[ArticleDigest],
    config: Config,
    assets: Assets,
    *,
    since: Iterable[Mapping[str, Any]] | None = None,
    now: str | None = None,
) -> Iterator[Page]:
    """Every page and file of the site, lazily, in a fixed order; ``since`` are the records of an earlier publication."""
    shared = Shared(chronology, digests, config, assets, now)
    compared = changes.compare(shared, since) if since is not None else None
    listed: list[tuple[str, str]] = []
    for page in _pages(shared, compared):
        if page.listed and not config.noindex:
            listed.append((page.path, page.modified))
        yield page
    yield from _files(shared, compared, listed)


def _pages(shared: Shared, compared: changes.Compared | None) -> Iterator[TemplatePage]:
    yield from timelines.timeline(shared)
    yield from details.events(shared)
    yield from details.articles(shared)
    yield from extras.undated(shared)
    yield from extras.names(shared)
    yield from timelines.topics(shared)
    yield from extras.reported(shared)
    yield from changes.pages(shared, compared)
    if shared.assets.search:
        yield from extras.search(shared)
    yield from extras.embed(shared)
    yield from extras.opengraph(shared)
    yield from extras.about(shared)
    yield extras.missing(shared)


def _files(
    shared: Shared, compared: changes.Compared | None, listed: Sequence[tuple[str, str]]
) -> Iterator[DataFile]:
    config = shared.config
    items = cache(partial(changes.feed_items, shared, compared))
    yield DataFile("feed.xml", lambda: _atom(shared, items()))
    yield DataFile("feed.json", lambda: feeds.json_feed(config, items()))
    for path, data in feeds.sitemap(config, listed):
        yield DataFile(path, partial(bytes, data))
    yield DataFile("robots.txt", partial(feeds.robots, config))
    yield DataFile("_headers", partial(feeds.headers, config, shared.assets.font))
    articles = {digest.article.id: digest.article for digest in shared.digests}
    for format_, path, _ in exports():
        document = cache(partial(FORMATS[format_].document, articles, config))
        yield DataFile(path, partial(_joined, shared, document), partial(_told, shared, document))


def _atom(shared: Shared, items: Sequence[feeds.Item]) -> bytes:
    updated = max((item.updated for item in items), default=iso_day(shared.newest or 0))
    return feeds.atom(shared.config, items, updated)


def _joined(shared: Shared, document: Callable[[], Document]) -> bytes:
    return b"".join(document().pieces(shared.chronology))


def _told(shared: Shared, make: Callable[[], Document], known: Known) -> Iterator[tuple[Fact | None, bytes]]:
    """A run of events after the other: what was said of one is known, or said anew."""
    document = make()
    before = document.head
    for fact, run in shared.runs:
        if data := known(fact) or document.told(run):
            yield None, before
            yield fact, data
            before = document.between
    if before is document.head:
        yield None, before
    yield None, document.tail
