"""Names in running text, by their capitals: few and right rather than many."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from timeline.chronology.language.lexicon import lexicon, listed
from timeline.chronology.language.terms import stem, synonyms, weight
from timeline.model import ArticleDigest
from timeline.reading.places import is_known

# "al-Zor", "d'Ivoire": an article that a capital follows belongs to the name.
_PART = r"(?:[a-z]{1,2}[-’'])?[A-Z](?!\. [A-Z])[\w’'-]*"
_LINK = r" (?:of|de|del|van|von|der|al|bin|ibn|la|le|du|and the) "
_OUTSIDE = r"(?<![\w.@/’'-])"
# It begins with the capital, so that the search runs from capital to capital; an article before it is looked back at.
_NAME = re.compile(
    rf"[A-Z](?!\. [A-Z])(?:(?<={_OUTSIDE}.)|(?<={_OUTSIDE}[a-z][-’'].)|(?<={_OUTSIDE}[a-z][a-z][-’'].))"
    rf"[\w’'-]*(?:(?:{_LINK}| (?:[A-Z]\. )?){_PART})*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
KNOWN_IN = 2
"""Articles that a name must stand in to become a facet of a small archive; of n articles, a quarter of their root."""
MOST = 200
"""So many names, at most, are facets of the whole."""
COMMON = 1.1
"""A single word as common as this ("State", "House") is no name by itself, unless it is a place's."""


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
    >>> names("A Syrian told George W. Bush of a Roman-era arch; Haitian President Rene Preval and Ban Ki-moon did not.")
    ('George W. Bush', 'Rene Preval', 'Ban Ki-moon')
    """
    out: dict[str, None] = {}
    for match in _NAME.finditer(words):
        start, end = match.span()
        if start and words[start - 1] in "-’'":
            start -= 3 if start > 2 and words[start - 3].isalpha() else 2
        name = _bare(words[start:end], lang)
        if not name:
            continue
        if " " in name or name.isupper() or not _opens_sentence(words, start):
            out[name] = None
    return tuple(out)


@lru_cache(maxsize=100_000)
def _bare(name: str, lang: str) -> str:
    """A name without titles, days and sentence openers in front or behind; nothing where nobody is named."""
    known = lexicon(lang).names
    parts = _POSSESSIVE.sub("", name).split()
    if parts and (parts[0] in demonyms(lang) or parts[0].isupper()):
        parts = _without_office(parts, lang)
    while parts and (parts[0].lower() in known.never or parts[0].lower() in known.titles):
        parts = parts[1:]
    while parts and (
        parts[-1].lower() in known.never
        or parts[-1].islower()
        or parts[-1].rpartition("-")[2] in lexicon(lang).names.compounds
    ):
        parts = parts[:-1]
    if not parts or len(parts[0]) < 2 or parts[0].endswith("-") or all(p in demonyms(lang) for p in parts):
        return ""
    return " ".join(parts)


def _without_office(parts: list[str], lang: str) -> list[str]:
    """The name behind an office: "US Secretary of State Ana Hale" without the country, the office and its matter."""
    titled = [number for number, part in enumerate(parts) if part.lower() in lexicon(lang).names.titles]
    if not titled:
        return parts
    behind = parts[titled[-1] + 1 :]
    return behind[2:] if behind[:1] == ["of"] else behind


@cache
def demonyms(lang: str = "en") -> frozenset[str]:
    """Adjectives of places and faiths, and their people; they name nobody by themselves.

    >>> "Syrian" in demonyms(), "Syria" in demonyms()
    (True, False)
    """
    return frozenset(word for line in listed("demonyms", lang) for word in line.split())


def _opens_sentence(words: str, start: int) -> bool:
    """Whether the capital of a single word may come from the sentence alone: it stands at its head."""
    while start and words[start - 1] in ' "“‘(':
        start -= 1
    return not start or words[start - 1] in ".!?:;\n"


def facets(digests: Iterable[ArticleDigest], lang: str = "en") -> dict[str, str]:
    """The names that are worth a facet, with the form they are shown in: few and right rather than many.

    A name counts when it stands in enough articles: two of a few, sixteen of four thousand. A single word that is the last
    part of one longer name ("Hale", "Ana Hale") stands for that one, initials for the name that is known by them.
    """
    count: Counter[str] = Counter()
    articles = 0
    for digest in digests:
        articles += 1
        count.update(
            {name for mention in digest.mentions for name in mention.entities} | set(digest.article.places)
        )
    least = max(KNOWN_IN, math.isqrt(articles) // 4)
    kept = {name: times for name, times in count.items() if times >= least and not _is_common(name, lang)}
    shown = _shown(kept, lang)
    often: Counter[str] = Counter()
    for name, form in shown.items():
        often[form] += kept[name]
    best = set(sorted(often, key=lambda form: (-often[form], form))[:MOST])
    return {name: form for name, form in sorted(shown.items()) if form in best}


def _is_common(name: str, lang: str) -> bool:
    """Whether a single word is too common to be a name by its capital alone."""
    return (
        name.isalpha()
        and not name.isupper()
        and weight(stem(name.lower(), lang), lang) <= COMMON
        and not is_known(name)
    )


def _shown(kept: Mapping[str, int], lang: str) -> dict[str, str]:
    """Each name with the form that it is shown in; the first word of a longer name that is told as often is none."""
    last: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    full = {}
    for name, times in kept.items():
        head, *rest = name.split(" ")
        if rest:
            last.setdefault(rest[-1], []).append(name)
            first[head] = max(first.get(head, 0), times)
            term = dict(synonyms(lang).phrases.get(head.lower(), ())).get(
                tuple(part.lower() for part in rest)
            )
            if term is not None:
                full[term.lstrip("=").upper()] = name
    return {
        name: full.get(name)
        or (last[name][0] if len(last.get(name, ())) == 1 and not is_known(name) else name)
        for name, times in kept.items()
        if " " in name
        or name in full
        or len(last.get(name, ())) == 1
        or is_known(name)
        or times > first.get(name, 0)
    }
