"""What somebody does but once, or meets with but once a day: "Hale stepped down", "Blom was arrested"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from timeline.chronology.language.asked import Asked
from timeline.chronology.language.entities import names
from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.terms import synonyms, terms_of

_SEVERAL = "?"
"""Stands for a full name where a text knows several that end in one word."""
_SUBJECT = 7
"""Words of a subject at most: "Egyptian President Hosni Mubarak"."""


class Called:
    """The words of the names in a text, but for those that stand there without a capital, too.

    >>> called = Called("Ana Hale met Karl Blom in Karsa. Mia Blom was there. Banks closed; the banks are safe in May Bank.")
    >>> "Hale" in called, "Karsa" in called, "Bank" in called, called.full("Hale"), called.full("Blom"), called.full("Karsa")
    (True, True, False, 'Ana Hale', '?', '')
    """

    def __init__(self, text: str, lang: str = "en") -> None:
        self._text, self._lang = text, lang
        # the same words open sentence after sentence, and a text may be long
        self._names = Asked(self._is_name)

    def __contains__(self, word: object) -> bool:
        return self._names[word]

    def _is_name(self, word: object) -> bool:
        return f" {word}".lower() not in self._text and word in self._known

    def full(self, word: str) -> str:
        """The one full name that ends in a word, if any."""
        return self._known.get(word, "")

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """Each word of a name, with the one full name that ends in it."""
        found: dict[str, str] = {}
        for name in names(self._text, self._lang):
            *first, last = name.split()
            for word in first:
                found.setdefault(word, "")
            if first:
                found[last] = name if found.get(last) in (None, "", name) else _SEVERAL
            else:
                found.setdefault(last, "")
        return found


NOBODY = Called("")
"""Nobody is named."""


@cache
def being(lang: str) -> frozenset[str]:
    """The forms of "be"."""
    verbs = lexicon(lang).verbs
    return verbs.be_past | verbs.be_present | verbs.be_other


def once(headline: str, lang: str = "en", named: Called = NOBODY) -> str | None:
    """What somebody did or met with who does so but once, or once a day: the deed's term and the name, as full as it is known.

    >>> once("President Ana Hale stepped down after nine nights of vigils"), once("Hale's resignation was welcomed")
    ('resign=ana hale', None)
    >>> once("Hale stepped down"), once("Hale stepped down", named=Called("Ana Hale said so")), once("Ana Hale's son died")
    ('resign=hale', 'resign=ana hale', None)
    """
    words = headline.split()
    be, have, single = being(lang), lexicon(lang).verbs.have, lexicon(lang).verbs.once
    verbs = (
        n for n, word in enumerate(words[: _SUBJECT + 1]) if word in be or word in have or word in single
    )
    at = next(verbs, 0)
    if not at or not _is_somebody(words[:at], lang):
        return None
    verb = at
    while verb < len(words) and (words[verb] in be or words[verb] in have):
        verb += 1
    passive = not be.isdisjoint(words[at:verb])
    if verb == len(words) or not terms_of(words[verb], lang) or not (passive or words[verb] in single):
        return None
    deed = next(iter(terms_of(" ".join(words[verb : verb + 3]), lang)), "")
    name = next(iter(terms_of(words[at - 1], lang, named)), "")
    if deed not in synonyms(lang).deeds or name[:1] != "=":
        return None
    full = _full(words[:at], name[1:], lang, named)
    return None if full == _SEVERAL else f"{deed}={full}"


def _full(subject: Sequence[str], name: str, lang: str, named: Called) -> str:
    """The full name of a subject that ends in a name: its own, or the one of its article."""
    own = names(" ".join(subject), lang)
    if own and own[-1].lower().endswith(f" {name}"):
        return own[-1].lower()
    return named.full(subject[-1]).lower() or name


def _is_somebody(subject: Sequence[str], lang: str) -> bool:
    """Whether some words are a name, with what stands before it: "Google executive Wael Ghonim"."""
    return (
        subject[-1][0].isupper()
        and subject[-1][-1].isalpha()
        and all(word[0].isupper() or word.lower() in _before_names(lang) for word in subject[:-1])
    )


@cache
def _before_names(lang: str) -> frozenset[str]:
    """What may stand before a name without a capital: "Google *executive* Wael Ghonim"."""
    known = lexicon(lang)
    return known.names.titles | known.names.persons | known.clauses.determiner
