"""What articles and their mentions are merged and ranked by, as small as it can be kept.

It follows from an article alone, so it is made when the article is read and kept with it: of thousands of articles a
build compares digests, and only where these differ from the last build's does it look at words again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

import msgspec

from timeline.chronology.memo import Recall
from timeline.civil import DAY, Grain
from timeline.model import Article, ArticleDigest, Mention

SIZE = 16
"""Bytes of a digest."""


Weight = bytes
"""What a mention counts by, in one piece, since there are tens of thousands: :func:`said` and :func:`key` of it."""


def said(weight: Weight) -> bytes:
    """What a mention says of which time, and who says so: two that have this in common tell the same."""
    return weight[:SIZE]


def key(weight: Weight) -> bytes:
    """The digest of all that is compared of a mention: where it stands is not, so what is put in before it changes nothing."""
    return weight[SIZE:]


class Weighed(msgspec.Struct, array_like=True, frozen=True):
    """What an article counts by."""

    days: tuple[int, ...]
    """The days that it names beside its own."""
    mentions: tuple[Weight, ...]


def marked(*values: Any) -> bytes:
    """The digest of some values that msgpack can hold."""
    return _digest(_encoded(values))


_encoded = msgspec.msgpack.Encoder().encode
_DECODER = msgspec.msgpack.Decoder(Weighed)


def weighed(digest: ArticleDigest) -> bytes:
    """What is kept of an article's weights."""
    return _encoded(_weighed(digest))


def untold(weighed: bytes) -> bytes:
    """What is left of an article's weights where its mentions are."""
    return _encoded(Weighed(_DECODER.decode(weighed).days, ())) if weighed else b""


def _weighed(digest: ArticleDigest) -> Weighed:
    return Weighed(
        tuple(sorted(_days(digest))), tuple([_weight(mention, digest.article) for mention in digest.mentions])
    )


def _days(digest: ArticleDigest) -> set[int]:
    article = digest.article
    moment = article.anchor.moment.start if article.anchor else None
    days = {
        when.start // DAY
        for resolution in digest.resolutions
        if (when := resolution.interval) is not None and when.start is not None and when.grain <= Grain.DAY
    }
    return days - {moment // DAY} if moment is not None else days


def _weight(mention: Mention, article: Article | None) -> Weight:
    date = mention.timex.text if mention.timex and not mention.terms else ""
    told = _encoded((mention.terms, mention.when, mention.kind, mention.asserted_by))
    rest = _encoded(
        (mention.id, mention.article, _sentence(mention, article), mention.headline, mention.quote, date)
    )
    return _digest(told) + _digest(told + rest)


def _sentence(mention: Mention, article: Article | None) -> tuple[Any, int]:
    """Which sentence of its article a mention stands in: its words, and how often the same stand before it."""
    start, end = mention.sentence
    if article is None:
        return start, end
    words = article.text[start:end]
    return words, article.text.count(words, 0, start) if words else start


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()


class Weights:
    """The weights of some articles and their mentions, as they were kept; of what was changed since, made anew."""

    def __init__(self, digests: Iterable[ArticleDigest] = (), recall: Recall | None = None) -> None:
        known = (recall or Recall()).room("weighed").of
        self._articles: dict[str, Article] = {}
        self._days: dict[str, tuple[int, ...]] = {}
        self._kept: dict[int, Weight] = {}
        """By the identity of each mention of these digests, which live as long."""
        self._held: list[tuple[Mention, ...]] = []
        self._changed: dict[str, tuple[Mention, Weight]] = {}
        self._about: dict[str, bytes] = {}
        for digest in digests:
            identifier = digest.article.id
            found = known(identifier, digest, _found)
            self._articles[identifier] = digest.article
            self._days[identifier] = found.days
            self._held.append(digest.mentions)
            self._kept.update(zip(map(id, digest.mentions), found.mentions, strict=True))

    def of(self, mention: Mention) -> Weight:
        """The weight of a mention."""
        kept = self._kept.get(id(mention))
        if kept is not None:
            return kept
        known = self._changed.get(mention.id)
        if known is None or known[0] is not mention:
            known = mention, _weight(mention, self._articles.get(mention.article))
            self._changed[mention.id] = known
        return known[1]

    def counted(self, mention: Mention) -> tuple[bytes, bytes, int, bool, bool]:
        """All that an event counts by that a mention alone tells, beside what it says as the mention does."""
        about = self._about.get(mention.article)
        if about is None:
            article = self._articles[mention.article]
            about = marked(article.title, article.lang, len(article.text))
            self._about[mention.article] = about
        return key(self.of(mention)), about, mention.start, mention.inherited, mention.background

    def days(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Each article's id with the days that it names beside its own."""
        yield from self._days.items()


def _found(digest: ArticleDigest) -> Weighed:
    return _DECODER.decode(digest.weighed) if digest.weighed else _weighed(digest)
