"""Statements that do no more than name an event that the reader knows: "Tuesday's devastating earthquake", "The quake struck"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from timeline.chronology.language.entities import names
from timeline.chronology.language.lexicon import Nominals, lexicon
from timeline.chronology.language.pronouns import tokens_of
from timeline.chronology.language.terms import done_once, referring, statement_terms, synonyms, terms_of

_BEFORE = frozenset("wWG0d")
"""What may stand between "the" and the event: words that describe it, a name, a size."""
_BEHIND = frozenset("pdW0,a()")
"""What may stand behind it: where it was, and when."""
_ASIDE = frozenset("pdW0w,-")
"""What may stand between it and its verb: "the quake, *the worst in two centuries*, struck"."""
_MOST = 4
"""Words that describe an event at most."""
_LONGEST = 25
"""Words of a headline that may be one."""
_MARKS = ",.;:–-—"
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

    def __contains__(self, word: object) -> bool:
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
    plain = [word.strip(_MARKS) for word in headline.lower().split()]
    if not _may_name(plain, known):
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
    if not told and (begin or plain[0] in known.indefinite):
        return None
    where = [*range(len(tags[:by].rstrip("HBbVUEad"))), *range(happened, len(tags))]
    described = _described(words, tags, where, known) if told else ()
    if not _BEHIND.issuperset(tags[number] for number in where if number not in described):
        return None
    term = next(iter(terms_of(words[at], lang)), None)
    return (
        Reference(term, tuple(words[number] for number in described if tags[number] == "W")) if term else None
    )


def _may_name(plain: Sequence[str], known: Nominals) -> bool:
    """Whether the words of a headline are worth a look: most name no event, and tokens cost."""
    if not plain or len(plain) > _LONGEST:
        return False
    if plain[0] in known.definite or plain[0].endswith(("'s", "’s")):
        return not known.events.isdisjoint(plain if "by" in plain else plain[1 : _MOST + 3])
    begins = plain[0] in known.indefinite or "by" in plain
    return begins and not (known.happens.isdisjoint(plain) or known.events.isdisjoint(plain))


def _struck(words: Sequence[str], tags: str, known: Nominals) -> int:
    """The "by" of a place that was struck: "Karsa was hit *by* a huge quake"; else 0."""
    by = next((number for number, word in enumerate(words) if word == "by"), 0)
    return by if by > 2 and words[by - 1] in known.happens and tags[by - 2] in "BbHad" else 0


def _happened(words: Sequence[str], tags: str, at: int, known: Nominals) -> int:
    """Where the words end that say of an event no more than that it happened; ``at`` where there are none such."""
    if list(words[at : at + 2]) == ["took", "place"]:
        return at + 2
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


def once(headline: str, lang: str = "en", named: Called = NOBODY) -> str | None:
    """What somebody did or met with who does so but once, or once a day: the deed's term and the name, as full as it is known.

    >>> once("President Ana Hale stepped down after 18 days of protests"), once("Hale's resignation was welcomed")
    ('resign=ana hale', None)
    >>> once("Hale stepped down"), once("Hale stepped down", named=Called("Ana Hale said so")), once("Ana Hale's son died")
    ('resign=hale', 'resign=ana hale', None)
    """
    words = headline.split()
    verbs = lexicon(lang).verbs
    be = verbs.be_past | verbs.be_present | verbs.be_other
    helping = be | verbs.have
    at = next((n for n, word in enumerate(words[: _SUBJECT + 1]) if word in helping or word in verbs.once), 0)
    if not at or not _is_somebody(words[:at], lang):
        return None
    verb = at
    while verb < len(words) and words[verb] in helping:
        verb += 1
    passive = not be.isdisjoint(words[at:verb])
    if verb == len(words) or not terms_of(words[verb], lang) or not (passive or words[verb] in verbs.once):
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
    known = lexicon(lang)
    before = known.names.titles | known.names.persons | known.clauses.determiner
    return (
        subject[-1][0].isupper()
        and subject[-1][-1].isalpha()
        and all(word[0].isupper() or word.lower() in before for word in subject[:-1])
    )
