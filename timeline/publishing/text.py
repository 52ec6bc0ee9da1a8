"""Untrusted text loses what could deceive a reader: controls, and characters that turn the direction of reading."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
    "|[\U0001fffe\U0001ffff\U000e0000-\U0010ffff]|[\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_OPENS = re.compile(r"(?<!\w)'")
_QUOTED, _APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)"), re.compile(r"(?<=\w)'")
_BETWEEN_SPACES = re.compile(r"(?<=[ \xa0])--(?=[ \xa0])")
_BETWEEN_WORDS = re.compile(r"""(?<=[\w,.?!"”'’)])--(?=[\w"“'‘(])""")
_CURLED = frozenset("“”„«»")
_BEFORE_WORDS = frozenset(" \t\n\xa0([{—–-/'‘")
_SINGLE = {ord("“"): "‘", ord("”"): "’"}
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


def typeset(text: str, lang: str = "en") -> str:
    """The same with apostrophes as print has them, one sign for one; where words stand in single quotes, only those
    inside of a word. Double quotation marks, too, where the text is English and each has its fellow.

    >>> typeset("the rebels' road to Haiti's coast"), typeset("Haiti's 'worst' day")
    ('the rebels’ road to Haiti’s coast', "Haiti’s 'worst' day")
    >>> typeset('The "cessation" held'), typeset('a 12" gun'), typeset('would hold", she said')
    ('The “cessation” held', 'a 12" gun', 'would hold”, she said')

    Two hyphens are a dash, with a sign that nobody sees, so that places stay.

    >>> typeset("near zero -- and low--as a gamble").replace("\u2060", "").replace("\u200b", "")
    'near zero – and low—as a gamble'
    """
    if "--" in text:
        text = _BETWEEN_WORDS.sub("—\u200b", _BETWEEN_SPACES.sub("–\u2060", text))
    if '"' in text and lang == "en":
        text = _paired(text)
    if "'" not in text:  # the common case
        return text
    return (_QUOTED if _OPENS.search(text) else _APOSTROPHE).sub("’", text)


def _paired(text: str) -> str:
    """Straight double quotation marks as opening and closing ones; all as they are where that is in doubt: where one
    stands for inches, is one too many, or others are curled.
    """
    if not _CURLED.isdisjoint(text):
        return text
    pieces = text.split('"')
    out = [pieces[0]]
    open_ = None
    for before, after in pairwise(pieces):
        opens = (not before or before[-1] in _BEFORE_WORDS) and after[:1].strip() != ""
        closes = before[-1:].strip() != "" and not after[:1].isalnum()
        if open_ is None:
            open_ = not opens and closes and not before[-1].isdigit()
        if not (closes if open_ else opens):
            return text
        out += ("”" if open_ else "“", after)
        open_ = not open_
    return "".join(out)


def within_quotes(text: str) -> str:
    """Typeset words as they stand between quotation marks: their own are single ones.

    >>> within_quotes("the “cessation” held")
    'the ‘cessation’ held'
    """
    return text.translate(_SINGLE)


@lru_cache(maxsize=4096, typed=True)
def together(date: str) -> str:
    """A date that a narrow column divides only where a reader would: never before its year or after its day.

    >>> together("since Wed 20 May 2015").replace("\xa0", "_")
    'since Wed 20_May_2015'
    >>> together("10–11 December 2016").replace("\xa0", "_").replace("\u2060", "")
    '10–11 December_2016'
    """
    return _RANGE.sub("–\u2060", _INSIDE.sub("\xa0", date))
