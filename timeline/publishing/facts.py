"""What pages are made from, as digests: so a page that would be the same again need not be made to find that out.

A page may say from which facts its context follows (:attr:`TemplatePage.follows_from`). Facts may be too many, never
too few: one that a page does not show costs a comparison of contexts, one that is missing would leave a page as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any

import msgspec

from timeline.config import Config
from timeline.model import ArticleDigest, Event
from timeline.publishing.contexts import Site

Fact = bytes
"""A digest of sixteen bytes."""

SIZE = 16
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


class Facts:
    """The facts of a site's events and articles, each digested once."""

    def __init__(
        self,
        config: Config,
        site: Site,
        digests: Iterable[ArticleDigest],
        shown: Callable[[Event], tuple[Any, ...]],
    ) -> None:
        """``shown`` is what pages say of an event beside what the event itself and its articles hold."""
        self._config, self._frame = fact(config), fact(config, site)
        self._digests, self._shown = digests, shown
        self._bodies: dict[str, Fact] = {}
        self._events: dict[str, Fact] = {}
        self._wholes: dict[str, Fact] = {}

    @cached_property
    def _articles(self) -> Mapping[str, Fact]:
        """What is known about each article, apart from its text."""
        about: dict[str, Fact] = {}
        for digest in self._digests:
            bare = msgspec.structs.replace(digest.article, text="", html=None, blocks=())
            about[digest.article.id] = fact(bare)
        return about

    def _body(self, event: Event) -> Fact:
        """An event and what is known about its articles, but for what the events around it decide."""
        found = self._bodies.get(event.id)
        if found is None:
            told = [self._articles.get(mention.article, NOBODY) for mention in event.mentions]
            body = [getattr(event, name) for name in _BODY]
            found = self._bodies[event.id] = fact(body, told)
        return found

    def event(self, event: Event) -> Fact:
        """All that a list, an article or another event's page says of an event."""
        found = self._events.get(event.id)
        if found is None:
            found = fact(self._frame, self._body(event), self._shown(event))
            self._events[event.id] = found
        return found

    def whole(self, event: Event) -> Fact:
        """All that is known of an event, as the exports say it."""
        found = self._wholes.get(event.id)
        if found is None:
            found = fact(self._config, self._body(event), event.score, event.why_here)
            self._wholes[event.id] = found
        return found

    def events(self, events: Sequence[Event]) -> list[Fact]:
        """The facts of a list."""
        return list(map(self.event, events))

    def article(self, digest: ArticleDigest) -> Fact:
        """An article with its text and time expressions."""
        return fact(self._frame, digest.article, digest.resolutions)


_BODY = tuple(name for name in Event.__struct_fields__ if name not in ("score", "why_here"))
