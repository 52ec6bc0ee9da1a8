"""Names in running text, by their capitals: few and right rather than many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from timeline.chronology.lexicon import Lexicon, lexicon
from timeline.model import ArticleDigest

# "al-Zor", "d'Ivoire": an article that a capital follows belongs to the name.
_PART = r"(?:[a-z]{1,2}[-’'])?[A-Z][\w’'-]*"
_LINK = r" (?:of|de|del|van|von|der|al|bin|ibn|la|le|du|and the) "
_NAME = re.compile(rf"(?<![\w.@/’'-]){_PART}(?:(?:{_LINK}| ){_PART})*")
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
    known = lexicon(lang)
    out: dict[str, None] = {}
    for match in _NAME.finditer(words):
        name = _bare(match.group(), known)
        if " " not in name and name.endswith(known.names.adjectival) and _COMMON.match(words, match.end()):
            continue
        if name and not _opens_sentence(words, match.start(), name):
            out.setdefault(name)
    return tuple(out)


def _bare(name: str, known: Lexicon) -> str:
    """A name without titles, days and sentence openers in front or behind."""
    parts = _POSSESSIVE.sub("", name).split()
    while parts and (parts[0].lower() in known.names.never or parts[0].lower() in known.names.titles):
        parts = parts[1:]
    while parts and (parts[-1].lower() in known.names.never or parts[-1].islower()):
        parts = parts[:-1]
    return " ".join(parts) if parts and len(parts[0]) > 1 else ""


def _opens_sentence(words: str, start: int, name: str) -> bool:
    """Whether the capital may come from the sentence alone: one plain word at its head."""
    if " " in name or name.isupper():
        return False
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
