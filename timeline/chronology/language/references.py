"""Statements that do no more than name an event that the reader knows: "Tuesday's devastating earthquake", "The quake struck"."""

from __future__ import annotations

from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.pronouns import tokens_of
from timeline.chronology.language.terms import terms_of

_BEFORE = frozenset("wWG0d")
"""What may stand between "the" and the event: words that describe it, a name, a size."""
_BEHIND = frozenset("pdW0")
"""What may stand behind it: where it was, and when."""
_MOST = 4
"""Words that describe an event at most."""
_LONGEST = 16
"""Blanks in a headline that may be one."""


def reference(headline: str, date: str = "", lang: str = "en") -> str | None:
    """The term of the event that a statement only names as a known one; ``date`` are the words that date it.

    >>> reference("Tuesday's devastating quake in Karsa", "Tuesday"), reference("The earthquake struck")
    ('earthquak', 'earthquak')
    >>> reference("A quake struck Karsa"), reference("The quake killed 200"), reference("The quake relief fund")
    (None, None, None)
    """
    known = lexicon(lang).nominals
    dated = bool(date) and headline.startswith(date)
    if headline.count(" ") > _LONGEST or not (dated or headline.partition(" ")[0].lower() in known.definite):
        return None  # most are, and tokens cost
    if dated:
        headline = "the " + headline.removeprefix(date).removeprefix("'s").removeprefix("’s")
    words, tags = tokens_of(headline.replace(date, "") if date else headline)
    at = next((number for number, word in enumerate(words) if word in known.events), 0)
    if not 0 < at <= _MOST or not _BEFORE.issuperset(tags[:at]):
        return None
    behind = at + 1
    if words[behind : behind + 2] == ["took", "place"]:
        behind += 2
    elif words[behind : behind + 1] and words[behind] in known.happens:
        behind += 1
    if not _BEHIND.issuperset(tags[behind:].rstrip(".")):
        return None
    return next(iter(terms_of(words[at], lang)), None)
