"""What stands in a report without reporting: the first and second person, questions, a web page's furniture."""

from __future__ import annotations

import re
from functools import cache

from timeline.chronology.language.lexicon import lexicon

_PIECE = re.compile(r"\w+")
_FURNITURE = re.compile(r"[!?|@]|https?:")
_QUOTED = re.compile(r"``.*?(?:''|$)|\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|«[^»]*(?:»|$)", re.DOTALL)


def is_chatter(text: str, lang: str = "en") -> bool:
    """Whether a sentence chats, outside its quotations.

    >>> told = "I thank the secretary", "“I thank the secretary”, he said", "Page last updated at 06:28"
    >>> [is_chatter(one) for one in told]
    [True, False, True]
    """
    hints, pattern = _chatter(lang)
    if hints.isdisjoint(_PIECE.findall(text.lower())) and not _FURNITURE.search(text):
        return False
    told = _QUOTED.sub(" ", text)
    return bool(_FURNITURE.search(told) or pattern.search(told))


@cache
def _chatter(lang: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Of each phrase the longest word, to look for quickly, and the exact pattern: "us" is chatter and "US" a country."""
    phrases = lexicon(lang).condense.chatter
    forms = "|".join(rf"[{each[0].upper()}{each[0]}]{re.escape(each[1:])}" for each in phrases)
    return frozenset(max(_PIECE.findall(each), key=len) for each in phrases), re.compile(rf"\b(?:{forms})\b")
