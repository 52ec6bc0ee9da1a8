"""Which articles speak with one voice: versions of one story, syndicated copies, near-duplicates.

Two articles are one voice when half of the shorter one's words stand in sentences that the other has too. Copies
keep their sentences, so sentences are the shingles; whoever only quotes another keeps the rest of its own. An update
that says so ("UPDATE 2") may have been written anew: it is known by its source, its day and the words of its title.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations

from timeline.civil import DAY
from timeline.model import Article, ArticleDigest

SHARED = 0.5
"""Share of the shorter article's words that must stand in common sentences."""
TITLE = 0.6
"""Share of the shorter title's words that an update has in common with the story it updates."""
UPDATED_WITHIN = 2 * DAY
"""So long after its story, at most, an update appears."""
MOST = 200
"""A sentence in more articles than this is boilerplate."""

_SPLIT = re.compile(r"(?<=[.!?”\"])\s+|\n+")
_PLAIN = re.compile(r"\W+")


def fingerprint(text: str) -> bytes:
    """The sentences of a text, white space and marks apart: eight bytes each, of which the first is the number of words.

    >>> [sentence & 255 for sentence in _sentences(fingerprint("The bridge over the river fell. Ah."))]
    [6]
    """
    out: dict[bytes, None] = {}
    for part in _SPLIT.split(text):
        words = _PLAIN.sub(" ", part.lower()).split()
        if len(words) >= 5:
            digest = blake2b(" ".join(words).encode(), digest_size=7).digest()
            out[min(len(words), 255).to_bytes(1, "little") + digest] = None
    return b"".join(out)


def _sentences(prints: bytes) -> tuple[int, ...]:
    """A fingerprint as numbers, whose last eight bits count the words."""
    return struct.unpack(f"<{len(prints) // 8}Q", prints)


def _newest(article: Article) -> tuple[int, int, str]:
    moment = article.anchor.moment.start if article.anchor else None
    return article.version, moment or 0, article.id


def _updates(known: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Pairs of a numbered version and an article that it may stand for."""
    numbered: defaultdict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(known):
        if article.version and article.source and article.anchor:
            numbered[article.source].append(number)
    for number, article in enumerate(known):
        for update in numbered.get(article.source or "", ()):
            if number != update and _updated(article, known[update]):
                yield number, update


def _updated(story: Article, update: Article) -> bool:
    one, other = story.anchor, update.anchor
    if one is None or other is None or one.moment.start is None or other.moment.start is None:
        return False
    titles = [set(_PLAIN.sub(" ", article.title.lower()).split()) for article in (story, update)]
    return (
        abs(one.moment.start - other.moment.start) <= UPDATED_WITHIN
        and story.version != update.version
        and len(titles[0] & titles[1]) >= TITLE * max(1, min(map(len, titles)))
    )


def voices(digests: Iterable[ArticleDigest]) -> Mapping[str, str]:
    """The voice of each article id: the id of the latest version among its copies.

    >>> voices([])
    {}
    """
    kept = sorted(digests, key=lambda digest: digest.article.id)
    known = [digest.article for digest in kept]
    prints = [frozenset(_sentences(digest.prints or fingerprint(digest.article.text))) for digest in kept]
    lead = list(range(len(known)))

    def root(number: int) -> int:
        while lead[number] != number:
            lead[number] = lead[lead[number]]
            number = lead[number]
        return number

    sizes = [sum([sentence & 255 for sentence in sentences]) for sentences in prints]
    for (one, other), shared in _in_common(prints).items():
        if shared >= SHARED * min(sizes[one], sizes[other]):
            first, second = sorted((root(one), root(other)))
            lead[second] = first
    for pair in _updates(known):
        first, second = sorted(map(root, pair))
        lead[second] = first
    groups: defaultdict[int, list[Article]] = defaultdict(list)
    for number, article in enumerate(known):
        groups[root(number)].append(article)
    return {article.id: max(group, key=_newest).id for group in groups.values() for article in group}


def _in_common(prints: Sequence[frozenset[int]]) -> dict[tuple[int, int], int]:
    """For each two articles with common sentences, the number of words in these."""
    seen: set[int] = set()
    again: set[int] = set()
    for sentences in prints:
        again |= seen & sentences
        seen |= sentences
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, sentences in enumerate(prints):
        for sentence in again & sentences:
            holders[sentence].append(number)
    common: defaultdict[tuple[int, int], int] = defaultdict(int)
    for sentence, numbers in holders.items():
        if len(numbers) <= MOST:
            for pair in combinations(numbers, 2):
                common[pair] += sentence & 255
    return common
