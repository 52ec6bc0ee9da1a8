"""Tokens: how text is cut for the grammar, and what numerals say by their shape.

Words are looked up in the lexicon of a language; numerals have too many spellings for that, so each is given a
*shape*. ``10`` can be a day, an hour, a month and a number; ``25`` a day or a number; ``1998`` a year or a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

# One token with the blanks behind it; at most one line break, since two end a paragraph. Order matters: the longest
# readings of a numeral come first.
TOKEN = re.compile(
    r"""(?:
      (?=\d*[lIO])(?=[lIO]*\d)[\dlIO]{2,4}(?:st|nd|rd|th)?\b
    | (?:GMT|UTC|gmt|utc)[+-]\d{1,2}(?::?\d\d)?\b
    | [QqHh][1-4]\b
    | [^\W\d_]+(?:(?<=\b[aApPbBcC])\.\s?[mMcCdDeE]\b(?:\.(?:\s?[eE]\b\.?)?)?
         |(?<=\bJan|\bFeb|\bMar|\bApr|\bJun|\bJul|\bAug|\bSep|\bOct|\bNov|\bDec|\bMon|\bTue|\bWed|\bThu|\bFri|\bSat|\bSun|\bJAN|\bFEB|\bMAR|\bAPR|\bJUN|\bJUL|\bAUG|\bSEP|\bOCT|\bNOV|\bDEC|\bMON|\bTUE|\bWED|\bTHU|\bFRI|\bSAT|\bSUN)\.
         |(?<=\bSept|\bTues|\bThur)\.|(?<=\bThurs)\.|(?<=\bo)['’]clock\b)?
    | \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)
    | (?:1\d|20)\d\d/\d{1,2}/\d{1,2}(?![\d/]) | (?:1\d|20)\d\d\.\d{1,2}\.\d{1,2}(?![\d.])
    | \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])
    | \d{1,2}-\d{1,2}-(?:\d{4}|\d\d)(?![\d-])
    | \d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d|\.\d)
    | (?:0?[1-9]|1[0-2])/(?:1\d|20)\d\d(?![\d/])
    | \d{1,2}:\d\d(?::\d\d)?(?![\d:])
    | \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?
    | \d+\.\d+
    | \d{1,2}/\d{1,2}(?![\d/])
    | \d+(?:st|nd|rd|th|ST|ND|RD|TH)\b | \b2?[23]d\b
    | ['’]?\d{1,3}0['’]?[sS]\b
    | (?<!['’`])['’]\d\d\b
    | \d+
    | ['’][sS]\b
    | \S
    | \s
    )[ \t\xa0]*\n?[ \t\xa0]*""",
    re.VERBOSE,
)

_SHAPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\d{4}-\d\d-\d\d(?:[Tt].*)?", ("isodate",)),
    (r"\d{4}(?:/\d{1,2}/|\.\d{1,2}\.)\d{1,2}", ("isodate",)),
    (r"\d{1,2}/\d{4}", ("monthyear",)),
    (r"(?:gmt|utc)[+-]\d{1,2}(?::?\d\d)?", ("zoneoffset",)),
    (r"\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{2,4}", ("numdate",)),
    (r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?", ("clock",)),
    (r"\d{1,3}(?:,\d{3})+", ("num",)),
    (r"\d{1,3}(?:,\d{3})+\.\d+", ("decimal",)),
    (r"(?:[01]?\d|2[0-4])\.[0-5]\d", ("decimal", "dotclock")),
    (r"\d+\.\d+", ("decimal",)),
    (r"\d{1,2}/\d{1,2}", ("fraction",)),
    (r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)|2?[23]d", ("nth", "day")),
    (r"\d+(?:st|nd|rd|th)", ("nth",)),
    (r"['’]?(?:\d\d)?\d0['’]?s", ("decade",)),
    (r"\d\d0['’]?s", ("olddecade",)),
    (r"['’]\d\d", ("shortyear",)),
    (r"0?[1-9]|1[0-2]", ("num", "day", "hour", "monthnumber")),
    (r"00?", ("num", "hour")),
    (r"1[3-9]|2[0-4]", ("num", "day", "hour", "twodigit")),
    (r"2[5-9]|3[01]", ("num", "day", "twodigit")),
    (r"3[3-9]|[4-9]\d", ("num", "twodigit", "yeartwo")),
    (r"\d\d", ("num", "twodigit")),
    (r"(?:1\d|20)[0-5]\d", ("num", "year", "military")),
    (r"1\d{3}|20\d\d", ("num", "year")),
    (r"0\d[0-5]\d", ("num", "military", "nought")),
    (r"(?:[01]\d|2[0-3])[0-5]\d", ("num", "military")),
    (r"\d{3}", ("num", "threedigit")),
    (r"\d+", ("num",)),
)

# One expression for all shapes; the name of the group that matched says which.
_ANY_SHAPE = re.compile("|".join(f"(?P<s{n}>{pattern})" for n, (pattern, _) in enumerate(_SHAPES)))
_GROUPS = {f"s{n}": n for n in range(len(_SHAPES))}

_BLANKS = "\r\u2002\u2003\u2007\u2008\u2009\u200a\u200b\u202f\u3000\ufeff"
_EVEN = str.maketrans(_BLANKS, " " * len(_BLANKS))


_TRAILING = re.compile(r"(?<![ \t\xa0])([ \t\xa0]++)\n")


def even(text: str) -> str:
    """A text of the same length with plain blanks for those of typesetters and Windows.

    >>> even("14\\u202fMarch\\r\\n2011")
    '14 March \\n2011'
    """
    return text.translate(_EVEN) if any(map(text.__contains__, _BLANKS)) else text


def untrailed(text: str) -> str:
    """A piece of a text, of the same length, with the blanks before a line break behind it.

    >>> untrailed("14 March \\n2011 or so")
    '14 March\\n 2011 or so'
    """
    if " \n" not in text:
        return text
    one = "  \n" not in text and "\t" not in text and "\xa0" not in text
    return text.replace(" \n", "\n ") if one else _TRAILING.sub(r"\n\1", text)


COUNTS = frozenset({"num", "decimal", "day", "hour", "monthnumber", "twodigit", "threedigit", "yeartwo"})
"""What a numeral can be without looking like a time."""
SHAPE_SIGNATURES = frozenset(names for _, names in _SHAPES)


@lru_cache(16_384)
def shape(word: str) -> tuple[str, ...]:
    """The categories that a numeral can stand for.

    >>> shape("10"), shape("1998"), shape("3rd")
    (('num', 'day', 'hour', 'monthnumber'), ('num', 'year'), ('nth', 'day'))
    """
    found = _ANY_SHAPE.fullmatch(word)
    return _SHAPES[_GROUPS[found.lastgroup]][1] if found and found.lastgroup else ()


_BENT = re.compile(r"(?=\d*[lIO])(?=[lIO]*\d)[\dlIO]{2,4}(?:st|nd|rd|th)?")
_BENT_WORD = re.compile(rf"\b{_BENT.pattern}\b")
_STRAIGHT = str.maketrans("lIO", "110")


def straight(word: str) -> str:
    """A numeral that a scan has bent ("l889", "I2", "1O") as it was printed; every other word as it stands.

    >>> straight("l889"), straight("I2th"), straight("Il"), straight("ill")
    ('1889', '12th', 'Il', 'ill')
    """
    return word.translate(_STRAIGHT) if _BENT.fullmatch(word) else word


def bent(words: str) -> bool:
    """Whether one of the words is a numeral with letters in the place of digits."""
    return not words.isalpha() and _BENT_WORD.search(words) is not None


def number(word: str) -> int:
    """The value of a numeral: digits, thousands with commas, ordinals.

    >>> number("1,200"), number("3rd")
    (1200, 3)
    """
    return int(re.sub(r"\D", "", word))
