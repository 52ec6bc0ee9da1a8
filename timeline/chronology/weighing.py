"""What articles and their mentions are merged and ranked by, as small as it can be kept.

It follows from an article alone, so it is made when the article is read and kept with it: of thousands of articles a
build compares digests, and only where these differ from the last build's does it look at words again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from timeline.chronology.memo import Recall
from timeline.civil import DAY, Grain
from timeline.model import Article, ArticleDigest, Mention

SIZE = 16
"""Bytes of a digest."""


Weight = bytes
"""What a mention counts by, in one piece, since there are tens of thousands: :func:`said`, :func:`key` and :func:`counted` of it."""


def said(weight: Weight) -> bytes:
    """What a mention says of which time, and who says so: two that have this in common tell the same."""
    return weight[:SIZE]


def key(weight: Weight) -> bytes:
    """The digest of all that is compared of a mention: where it stands is not, so what is put in before it changes nothing."""
    return weight[SIZE : 2 * SIZE]


def counted(weight: Weight) -> bytes:
    """The digest of all that a score counts of a mention and its article."""
    return weight[2 * SIZE :]


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
    standing, head = _standing(digest.article, digest.mentions), _head(digest.article)
    return Weighed(
        tuple(sorted(_days(digest))), tuple([_weight(mention, standing, head) for mention in digest.mentions])
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


def _head(article: Article) -> bytes:
    """What a score counts of an article."""
    return marked(article.title, article.lang, len(article.text))


def _weight(mention: Mention, standing: Standing, head: bytes) -> Weight:
    date = mention.timex.text if mention.timex and not mention.terms else ""
    told = _encoded((mention.terms, mention.when, mention.kind, mention.asserted_by))
    place = standing.get(mention.sentence, mention.sentence)  # a bare mention has no article to find it in
    rest = _encoded((mention.id, mention.article, place, mention.headline, mention.quote, date))
    compared = _digest(told + rest)
    return (
        _digest(told)
        + compared
        + marked(compared, head, mention.start, mention.inherited, mention.background)
    )


Standing = Mapping[tuple[int, int], tuple[str, int]]
"""Each sentence of an article that has mentions, by where it stands: its words, and how many such with the same are before it."""


def _standing(article: Article, mentions: Iterable[Mention]) -> Standing:
    seen: Counter[str] = Counter()
    found: dict[tuple[int, int], tuple[str, int]] = {}
    for start, end in sorted({mention.sentence for mention in mentions}):
        words = article.text[start:end]
        found[start, end] = words, seen[words]
        seen[words] += 1
    return found


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
        self._held: dict[str, tuple[Mention, ...]] = {}
        self._around: dict[str, tuple[Standing, bytes]] = {}
        """What is counted of an article with each mention of it that was changed."""
        self._changed: dict[str, tuple[Mention, Weight]] = {}
        for digest in digests:
            identifier = digest.article.id
            found = known(identifier, digest, _found)
            self._articles[identifier] = digest.article
            self._days[identifier] = found.days
            self._held[identifier] = digest.mentions
            self._kept.update(zip(map(id, digest.mentions), found.mentions, strict=True))

    def of(self, mention: Mention) -> Weight:
        """The weight of a mention."""
        kept = self._kept.get(id(mention))
        if kept is not None:
            return kept
        known = self._changed.get(mention.id)
        if known is None or known[0] is not mention:
            known = mention, _weight(mention, *self._beside(mention.article))
            self._changed[mention.id] = known
        return known[1]

    def _beside(self, identifier: str) -> tuple[Standing, bytes]:
        found = self._around.get(identifier)
        if found is None:
            article = self._articles.get(identifier)
            found = (_standing(article, self._held[identifier]), _head(article)) if article else ({}, b"")
            self._around[identifier] = found
        return found

    def days(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Each article's id with the days that it names beside its own."""
        yield from self._days.items()


def _found(digest: ArticleDigest) -> Weighed:
    return _DECODER.decode(digest.weighed) if digest.weighed else _weighed(digest)
