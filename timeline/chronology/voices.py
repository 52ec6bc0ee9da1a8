"""Which articles speak with one voice: versions of one story, syndicated copies, near-duplicates.

Two articles are one voice when half of the shorter one's words stand in sentences that the other has too. Copies
keep their sentences, so sentences are the shingles; whoever only quotes another keeps the rest of its own. An update
that says so ("UPDATE 2") may have been written anew: it is known by its source, its day and the words of its title.

For one event, an article speaks with another's voice, too, when all that it says of it rests on a medium that it names
("…, Reuters reported"; "citing state television"): two papers that quote one agency are one report. And so does one whose
only sentences about it are another's, word for word: an agency's paragraph, or a box that stands on many pages.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain

from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.terms import synonyms
from timeline.civil import DAY
from timeline.model import Article, ArticleDigest, Mention

SHARED = 0.5
"""Share of the shorter article's words that must stand in common sentences."""
TITLE = 0.6
"""Share of the shorter title's words that an update has in common with the story it updates."""
LONG = 8
"""Words from which on a sentence that stands in two articles was not written twice."""
UPDATED_WITHIN = 2 * DAY
"""So long after its story, at most, an update appears."""
MOST = 200
"""A sentence in more articles than this is boilerplate."""
_PRINT = 8
"""Bytes by which a sentence is known."""
_PART = 4_000_000
"""Of so many bytes of them the sentences are looked at together, of more one part after the other: each costs memory."""

_SPLIT = re.compile(r"\s(?:(?<=[.!?”\"]\s)\s*|(?<=\n)\n*)")
"""Blanks behind the end of a sentence, and line ends; it begins with the blank, for which the search is quick."""
_WORD = re.compile(r"\w+")


def fingerprint(text: str) -> bytes:
    """The sentences of a text, white space and marks apart: eight bytes each, of which the first is the number of words.

    >>> [sentence & 255 for sentence in _sentences(fingerprint("The bridge over the river fell. Ah."))]
    [6]
    """
    out: dict[bytes, None] = {}
    for part in _SPLIT.split(text.lower()):
        words = _WORD.findall(part)
        if len(words) >= 5:
            digest = blake2b(" ".join(words).encode(), digest_size=7).digest()
            out[min(len(words), 255).to_bytes(1, "little") + digest] = None
    return b"".join(out)


def _sentences(prints: bytes) -> tuple[int, ...]:
    """A fingerprint as numbers, whose last eight bits count the words."""
    return struct.unpack(f"<{len(prints) // _PRINT}Q", prints)


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
    titles = [set(_WORD.findall(article.title.lower())) for article in (story, update)]
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
    prints = [digest.prints or fingerprint(digest.article.text) for digest in kept]
    lead = list(range(len(known)))

    def root(number: int) -> int:
        while lead[number] != number:
            lead[number] = lead[lead[number]]
            number = lead[number]
        return number

    for pair in chain(_copies(prints), _updates(known)):
        first, second = sorted(map(root, pair))
        lead[second] = first
    groups: defaultdict[int, list[Article]] = defaultdict(list)
    for number, article in enumerate(known):
        groups[root(number)].append(article)
    return {article.id: max(group, key=_newest).id for group in groups.values() for article in group}


class Telling:
    """Whose voice an article speaks with when it tells one event."""

    def __init__(self, articles: Mapping[str, Article], voice: Mapping[str, str]) -> None:
        self.articles = articles
        self.voice = voice
        self._sources = {_words(article.source) for article in articles.values() if article.source}
        self._known: dict[tuple[str, str], str] = {}

    def of(self, mentions: Iterable[Mention]) -> dict[str, str]:
        """The voice of each article among the mentions of an event.

        That of the medium which it names, where it has nothing of the event from elsewhere; that medium's own article,
        where it is among them, speaks with it. So does one that has nothing of the event but sentences of others, word for word.
        """
        mentions = list(mentions)
        resting: defaultdict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            resting[mention.article].add(self._medium(mention))
        first: dict[str, str] = {}
        for article, media in resting.items():
            if "" in media and (own := self._own(article)):
                first.setdefault(own, self.voice[article])
        voice = {
            article: self.voice[article] if "" in media else first.get(min(media), f"source: {min(media)}")
            for article, media in resting.items()
        }
        if len(voice) > 1:
            self._copy(mentions, voice)
        return voice

    def _copy(self, mentions: Sequence[Mention], voice: dict[str, str]) -> None:
        """Gives an article that only repeats sentences the voice of the one before it that has the first of them."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for mention in mentions:
            text = self.articles[mention.article].text[mention.sentence[0] : mention.sentence[1]]
            words = _WORD.findall(text.lower())
            said[mention.article].append(
                " ".join(words) if len(words) >= LONG else f"{mention.article} {text}"
            )
        told: dict[str, str] = {}
        for article, sentences in said.items():
            if all(sentence in told for sentence in sentences):
                voice[article] = voice[told[sentences[0]]]
            for sentence in sentences:
                told.setdefault(sentence, article)

    def _own(self, article: str) -> str:
        known = self.articles[article]
        return self._named(_words(known.source), known.lang)

    def _medium(self, mention: Mention) -> str:
        """The one medium besides its own that a statement rests on, or nothing."""
        article = self.articles[mention.article]
        sentence = article.text[mention.sentence[0] : mention.sentence[1]]
        said_by = _cited(sentence, article.lang) or mention.asserted_by or ""
        medium = self._named(_words(said_by), article.lang) if said_by else ""
        return medium if medium != self._own(article.id) else ""

    def _named(self, said_by: str, lang: str) -> str:
        """The medium that some words name: known by its name, or as one of a kind; two are none."""
        found = self._known.get((said_by, lang))
        if found is None:
            found = self._known[said_by, lang] = self._read(said_by, lang)
        return found

    def _read(self, said_by: str, lang: str) -> str:
        known = lexicon(lang).reporting
        found = {name for name in (*known.outlets, *self._sources) if f" {name} " in f" {said_by} "}
        named = {name for name in found if not any(name != other and name in other for other in found)}
        if len(named) == 1:
            return _plainest(named.pop(), lang)
        of_a_kind = any(f" {kind} " in f" {said_by} " for kind in known.media)
        return said_by if of_a_kind and not named and " and " not in said_by else ""


_LEADING = re.compile(r"^(?:the|a|an|its|his|her|their) ")


def _words(said_by: str | None) -> str:
    """A name as it is compared: lower case, no article before it, no possessive."""
    plain = " ".join((said_by or "").lower().replace("’", "'").replace(" 's", "'s").split())
    return _LEADING.sub("", plain.replace("'s ", " ").removesuffix("'s"))


@cache
def _plainest(name: str, lang: str) -> str:
    """The name of a medium in its one form: by its initials, where those are known."""
    first, *rest = name.replace("-", " ").split()
    known = dict(synonyms(lang).phrases.get(first, ()))
    return known.get(tuple(rest), name).lstrip("=")


@lru_cache(maxsize=10_000)
def _cited(sentence: str, lang: str) -> str:
    """Whom a sentence cites, behind "citing"."""
    for word in lexicon(lang).reporting.citing:
        if f" {word} " in sentence:
            return re.split(r"[,.;:]", sentence.split(f" {word} ", 1)[1], maxsplit=1)[0]
    return ""


def _copies(prints: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Each two articles of which half of the shorter one's words stand in common sentences."""
    sizes = [sum(each[::_PRINT]) for each in prints]
    parts = 1 + sum(map(len, prints)) // _PART
    several: dict[int, list[int]] = {}
    for part in range(parts):
        several |= _shared(prints, part, parts)
    for number, each in enumerate(prints):
        common: defaultdict[int, int] = defaultdict(int)
        for sentence in _sentences(each):
            for other in several.get(sentence, ()):
                if other >= number:
                    break
                common[other] += sentence & 255
        for other, shared in common.items():
            if shared >= SHARED * min(sizes[other], sizes[number]):
                yield other, number


def _shared(prints: Sequence[bytes], part: int, parts: int) -> dict[int, list[int]]:
    """Which articles have a sentence, in order, for each that several have; of all sentences one in so many ``parts``."""
    first: dict[int, int] = {}
    several: dict[int, list[int]] = {}
    for number, each in enumerate(prints):
        for sentence in _sentences(each):
            if parts > 1 and sentence % parts != part:
                continue
            if sentence in several:
                several[sentence].append(number)
            elif first.setdefault(sentence, number) != number:
                several[sentence] = [first[sentence], number]
    return {sentence: numbers for sentence, numbers in several.items() if len(numbers) <= MOST}
