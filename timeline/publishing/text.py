"""Untrusted text loses what could deceive a reader: controls, and characters that turn the direction of reading."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
    "|[\U0001fffe\U0001ffff\U000e0000-\U0010ffff]|[\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_OPENS = re.compile(r"(?<!\w)'")
_QUOTED, _APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)"), re.compile(r"(?<=\w)'")
_RANGE = re.compile(r"(?<=[\d.])–(?=\d)")
_INSIDE = re.compile(r"(?<!–\d)(?<!–\d\d)(?<=\d) (?=\w)|(?<!–\d\.)(?<!–\d\d\.)(?<=\d\.) (?=\w)| (?=\d{3})")
"""Blanks inside a date; days from one to another are long, and may part from their month."""


def clean(text: str) -> str:
    """Text fit for a page: without controls, lone surrogates and direction overrides.

    >>> clean("a\\u202eb\\x00c")
    'abc'
    """
    return text if text.isprintable() else _UNSEEN.sub("", text)


def line(text: str) -> str:
    """The same on one line.

    >>> line("two\\n  lines ")
    'two lines'
    """
    return spaced(text).strip()


def spaced(text: str) -> str:
    """The same with its outer spaces kept, one each."""
    if text.isprintable() and "  " not in text:  # the common case
        return text
    return _SPACE.sub(" ", clean(text))


def typeset(text: str) -> str:
    """The same with apostrophes as print has them, one sign for one; where words stand in single quotes, only those
    inside of a word.

    >>> typeset("the rebels' road to Haiti's coast"), typeset("Haiti's 'worst' day")
    ('the rebels’ road to Haiti’s coast', "Haiti’s 'worst' day")
    """
    if "'" not in text:  # the common case
        return text
    return (_QUOTED if _OPENS.search(text) else _APOSTROPHE).sub("’", text)


def together(date: str) -> str:
    """A date that a narrow column divides only where a reader would: never before its year or after its day.

    >>> together("since Wed 20 May 2015").replace("\xa0", "_")
    'since Wed 20_May_2015'
    >>> together("10–11 December 2016").replace("\xa0", "_").replace("\u2060", "")
    '10–11 December_2016'
    """
    return _RANGE.sub("–\u2060", _INSIDE.sub("\xa0", date))
