"""Names in running text, by their capitals: few and right rather than many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from timeline.chronology.lexicon import lexicon
from timeline.model import ArticleDigest

# "al-Zor", "d'Ivoire": an article that a capital follows belongs to the name.
_PART = r"(?:[a-z]{1,2}[-’'])?[A-Z][\w’'-]*"
_LINK = r" (?:of|de|del|van|von|der|al|bin|ibn|la|le|du|and the) "
_OUTSIDE = r"(?<![\w.@/’'-])"
# It begins with the capital, so that the search runs from capital to capital; an article before it is looked back at.
_NAME = re.compile(
    rf"[A-Z](?:(?<={_OUTSIDE}.)|(?<={_OUTSIDE}[a-z][-’'].)|(?<={_OUTSIDE}[a-z][a-z][-’'].))"
    rf"[\w’'-]*(?:(?:{_LINK}| ){_PART})*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_COMMON = re.compile(r" [a-z]")
KNOWN_IN = 2
"""Articles that a name must stand in to become a facet of the whole (or one, where it is an article's place)."""


def names(words: str, lang: str = "en") -> tuple[str, ...]:
    """The names in some words, in their order, each once.

    >>> names("Prime Minister Ana Hale met Greta Thorn in Port Sudan on Monday. She left.")
    ('Ana Hale', 'Greta Thorn', 'Port Sudan')
    >>> names("They reached Deir al-Zor before al-Nusra did.")
    ('Deir al-Zor', 'al-Nusra')
    >>> names("An envoy of Islamic State was seen in New York.")
    ('Islamic State', 'New York')
    >>> names("A strike by Russian aircraft near Homs")
    ('Homs',)
    """
    out: dict[str, None] = {}
    for match in _NAME.finditer(words):
        start, end = match.span()
        if start and words[start - 1] in "-’'":
            start -= 3 if start > 2 and words[start - 3].isalpha() else 2
        name, adjectival = _bare(words[start:end], lang)
        if not name or (adjectival and _COMMON.match(words, end)):
            continue
        if " " in name or name.isupper() or not _opens_sentence(words, start):
            out[name] = None
    return tuple(out)


@lru_cache(maxsize=100_000)
def _bare(name: str, lang: str) -> tuple[str, bool]:
    """A name without titles, days and sentence openers in front or behind, and whether it may be an adjective."""
    known = lexicon(lang)
    parts = _POSSESSIVE.sub("", name).split()
    while parts and (parts[0].lower() in known.names.never or parts[0].lower() in known.names.titles):
        parts = parts[1:]
    while parts and (parts[-1].lower() in known.names.never or parts[-1].islower()):
        parts = parts[:-1]
    bare = " ".join(parts) if parts and len(parts[0]) > 1 else ""
    return bare, " " not in bare and bare.endswith(known.names.adjectival)


def _opens_sentence(words: str, start: int) -> bool:
    """Whether the capital of a single word may come from the sentence alone: it stands at its head."""
    before = words[:start].rstrip(' "“‘(')
    return not before or before[-1] in ".!?:;\n"


def facets(digests: Iterable[ArticleDigest]) -> dict[str, str]:
    """The names that are worth a facet, with the form they are shown in.

    A name counts when it stands in at least two articles; a single word that is the last part of one longer name
    ("Hale", "Ana Hale") stands for that one.
    """
    count: Counter[str] = Counter()
    for digest in digests:
        count.update(
            {name for mention in digest.mentions for name in mention.entities} | set(digest.article.places)
        )
    kept = {name for name, articles in count.items() if articles >= KNOWN_IN}
    last: dict[str, list[str]] = {}
    for name in kept:
        if " " in name:
            last.setdefault(name.rsplit(" ", 1)[-1], []).append(name)
    return {name: last[name][0] if len(last.get(name, ())) == 1 else name for name in sorted(kept)}
