"""What pages are made from, as digests: so a page that would be the same again need not be made to find that out.

A page may say from which facts its context follows (:attr:`TemplatePage.follows_from`). Facts may be too many, never
too few: one that a page does not show costs a comparison of contexts, one that is missing would leave a page as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

from timeline.config import Config
from timeline.model import ArticleDigest, Event
from timeline.publishing.contexts import Site

Fact = bytes
"""A digest of sixteen bytes."""

Shown = tuple[Fact, Any]
"""An event, and what pages say of it besides; digested with the page that shows it."""

T = TypeVar("T")
SIZE = 16
RUN = 64
"""So many events, more or less, are written to an export together."""
NOBODY = b"\0" * SIZE
"""The fact of what is told by nothing in particular."""


def fact(*values: Any) -> Fact:
    """The digest of some values that msgpack can hold."""
    try:
        data = _encoded(values)
    except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot hold
        data = repr(values).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=SIZE).digest()


_encoded = msgspec.msgpack.Encoder().encode


class Made(dict[str, T]):
    """What is made of each event, by its id, when it is first asked for; of more than ``most`` all is forgotten, and
    made again where it is asked for again."""

    def __init__(self, make: Callable[[str], T], most: int | None = None) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, identifier: str) -> T:
        if len(self) == self._most:
            self.clear()
        made = self[identifier] = self._make(identifier)
        return made


class Facts:
    """The facts of a site's events and articles, each digested once."""

    def __init__(
        self,
        config: Config,
        site: Site,
        digests: Iterable[ArticleDigest],
        events: Mapping[str, Event],
        shown: Callable[[Event], Any],
    ) -> None:
        """``shown`` is what pages say of an event beside what the event itself and its articles hold."""
        self._config, self._frame = fact(config), fact(config, site)
        self._digests, self._known, self._shown = tuple(digests), events, shown
        self._events = Made(self._event)

    @cached_property
    def _articles(self) -> Mapping[str, Fact]:
        """What is known about each article, apart from its text."""
        about: dict[str, Fact] = {}
        for digest in self._digests:
            bare = digest.mark or (
                msgspec.structs.replace(digest.article, text="", html=None),
                digest.mentions,
            )
            about[digest.article.id] = fact(bare)
        return about

    @cached_property
    def _own(self) -> frozenset[int]:
        """The mentions that articles' own facts hold, by where they lie in memory."""
        return frozenset(id(mention) for digest in self._digests for mention in digest.mentions)

    def _event(self, identifier: str) -> Shown:
        """An event and what is known about its articles, but for what the events around it decide; and what else is shown."""
        event = self._known[identifier]
        own, articles = self._own, self._articles
        told = [
            (articles.get(mention.article, NOBODY), mention.id if id(mention) in own else mention)
            for mention in event.mentions
        ]
        body = fact(msgspec.structs.replace(event, mentions=(), score=0.0, why_here=""), told)
        return body, self._shown(event)

    def runs(self, events: Iterable[Event]) -> Iterator[tuple[Fact, Sequence[Event]]]:
        """Events in runs of some :data:`RUN`, each with all that is known of them, as the exports say it.

        An event ends a run by what it is, not by its place, so that one more event changes its own run.
        """
        run: list[Event] = []
        told: list[Any] = []
        for event in events:
            body, _ = self._events[event.id]
            run.append(event)
            told.append((body, event.score, event.why_here))
            if body[0] < 256 // RUN:
                yield fact(self._config, told), run
                run, told = [], []
        if run:
            yield fact(self._config, told), run

    def events(self, events: Iterable[Event]) -> tuple[Fact, list[Shown]]:
        """All that a list, an article or another event's page says of some events."""
        known = self._events
        return self._frame, [known[event.id] for event in events]

    def article(self, digest: ArticleDigest) -> Any:
        """An article with its text and time expressions."""
        return digest.mark or (digest.article, tuple(digest.resolutions))
