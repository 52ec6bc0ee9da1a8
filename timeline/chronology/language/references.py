"""Statements that do no more than name an event that the reader knows: "Tuesday's devastating earthquake", "The quake struck"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from timeline.chronology.language.deeds import NOBODY, Called, once
from timeline.chronology.language.lexicon import Nominals, lexicon
from timeline.chronology.language.pronouns import tokens_of
from timeline.chronology.language.terms import done_once, referring, statement_terms, terms_of

_BEFORE = frozenset("wWG0d")
"""What may stand between "the" and the event: words that describe it, a name, a size."""
_BEHIND = frozenset("pdW0,a()")
"""What may stand behind it: where it was, and when."""
_ASIDE = frozenset("pdW0w,-")
"""What may stand between it and its verb: "the quake, *the worst in 80 years*, struck"."""
_MOST = 4
"""Words that describe an event at most."""
_LONGEST = 25
"""Words of a headline that may be one."""
_MARKS = ",.;:–-—"


def terms_told(
    headline: str,
    quote: str,
    date: str = "",
    lang: str = "en",
    named: Called = NOBODY,
    places: Callable[[str], tuple[str, ...]] = lambda event: (),
) -> tuple[str, ...]:
    """The terms of a statement, and which known event or single deed it tells.

    The ``named`` are the words of the names in its article, ``places`` where its article says that an event was: they belong to a
    statement that names an event and no place.
    """
    terms = statement_terms(headline, quote, date, lang, named)
    known = reference(headline, date, lang)
    if known is None:
        deed = once(headline, lang, named)
        return done_once(terms, deed) if deed else terms
    if not any(term[0] == "=" and term[1:] not in known.described for term in terms):
        terms = tuple(dict.fromkeys((*terms, *places(known.event))))
    return referring(terms, known.event)


class Reference(NamedTuple):
    """A known event as a statement names it."""

    event: str
    """Its term."""
    described: tuple[str, ...] = ()
    """Names beside a word for where it was, which name no place themselves: "the *Pacific* state"."""


def reference(headline: str, date: str = "", lang: str = "en") -> Reference | None:
    """The event that a statement only names as a known one; ``date`` are the words that date it.

    >>> reference("Tuesday's devastating quake in Karsa", "Tuesday")
    Reference(event='earthquak', described=())
    >>> reference("The earthquake struck the Pacific state")
    Reference(event='earthquak', described=('pacific',))
    >>> reference("A huge quake struck Karsa") == reference("Karsa was hit by a quake") == reference("The quake")
    True
    >>> reference("A quake in Karsa"), reference("The quake killed 200"), reference("The quake relief fund")
    (None, None, None)
    """
    known = lexicon(lang).nominals
    dated = bool(date) and headline.startswith(date)
    if dated:
        headline = "the " + headline.removeprefix(date).removeprefix("'s").removeprefix("’s")
    said = headline.lower().split()
    if not _may_name(said, known):
        return None
    words, tags = tokens_of(headline.replace(date, "") if date else headline)
    tags = tags.rstrip(".")
    by = _struck(words, tags, known)
    begin = by + 1 if by else 0
    at = next((number for number in range(begin, len(words)) if words[number] in known.events), 0)
    if not begin < at <= begin + _MOST or not _BEFORE.issuperset(tags[begin:at]):
        return None
    happened = _happened(words, tags, at + 1, known)
    told = by or happened > at + 1
    if not told and (begin or said[0].strip(_MARKS) in known.indefinite):
        return None
    where = [*range(len(tags[:by].rstrip("HBbVUEad"))), *range(happened, len(tags))]
    described = _described(words, tags, where, known) if told else ()
    if not _BEHIND.issuperset(tags[number] for number in where if number not in described):
        return None
    term = next(iter(terms_of(words[at], lang)), None)
    return (
        Reference(term, tuple(words[number] for number in described if tags[number] == "W")) if term else None
    )


def _may_name(said: Sequence[str], known: Nominals) -> bool:
    """Whether the words of a headline are worth a look: most name no event, and tokens cost."""
    if not said or len(said) > _LONGEST:
        return False
    first, by = said[0].strip(_MARKS), "by" in said
    if first in known.definite or first.endswith(("'s", "’s")):
        return not known.events.isdisjoint(_plain(said if by else said[1 : _MOST + 3]))
    if not by and first not in known.indefinite:
        return False
    plain = _plain(said)
    return not (known.happens.isdisjoint(plain) or known.events.isdisjoint(plain))


def _plain(said: Sequence[str]) -> list[str]:
    """Words without the marks that stand at them."""
    return [word.strip(_MARKS) for word in said]


def _struck(words: Sequence[str], tags: str, known: Nominals) -> int:
    """The "by" of a place that was struck: "Karsa was hit *by* a huge quake"; else 0."""
    by = next((number for number, word in enumerate(words) if word == "by"), 0)
    return by if by > 2 and words[by - 1] in known.happens and tags[by - 2] in "BbHad" else 0


def _happened(words: Sequence[str], tags: str, at: int, known: Nominals) -> int:
    """Where the words end that say of an event no more than that it happened; ``at`` where there are none such."""
    if " ".join(words[at : at + 2]) in known.happens:
        return at + 2  # "took place"
    verb = at
    if tags[at : at + 1] and tags[at] in ",-p":
        while verb < len(tags) and tags[verb] in _ASIDE:
            verb += 1
    return verb + 1 if words[verb : verb + 1] and words[verb] in known.happens else at


def _described(words: Sequence[str], tags: str, where: Iterable[int], known: Nominals) -> list[int]:
    """Where words stand for where it was that name no place, and those before them: "the *impoverished Pacific state*"."""
    found: list[int] = []
    for number in sorted(where, reverse=True):
        if words[number] in known.whereabouts or (number + 1 in found and tags[number] in "wWEU"):
            found.append(number)
    return found
