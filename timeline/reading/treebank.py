"""A text that a corpus keeps as words and marks with blanks between them, and the text as it was written.

The conventions are those of the Penn Treebank (its tokenizer script of 1995): brackets are ``-LRB-`` and ``-RRB-``, opening
quotation marks two backquotes, closing ones two apostrophes, and the end of "don't" and "Ann's" is a word of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

_APART = re.compile(r" (?<=\w.)(?:[.,?]|['’]s|n['’]t|``|-[LR]RB-)(?=\s|$)")
_CLOSE = re.compile(r"[.,](?<=\w.)(?=\s|$)")
_FEWEST = 3
"""So many marks at least stand apart: one or two may be slips."""
_ENCODED = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
    "``": "“", "''": "”", "`": "‘", "\\*": "*", "\\/": "/",
}  # fmt: skip
_LEFT = re.compile(r"[.,;:?!]+|[)\]}”%]|['’](?:s|m|re|ve|ll|d)|n['’]t|,\d{3}", re.IGNORECASE)
"""What belongs to the word before it."""
_RIGHT = frozenset("([{“‘$£€#")
"""What belongs to the word behind it."""
_CURRENCY = frozenset("$£€")
_COUNTRY = re.compile("(?:^| )(?:US|A|C|NZ|HK)$")
_PIECE = re.compile(r"\n+|\\[/*]|(?P<plain>[^\W\d_]+(?: [^\W\d_]+)*(?!\S))|(?:[^\s\\]+|\\(?![/*]))+")
"""What may belong to what stands beside it; plain words in a row, a blank between each two, are one piece."""


@lru_cache(maxsize=1)  # the tagger and the extraction ask it of the same text
def is_cut(text: str) -> bool:
    """Whether most commas and full stops of a text stand apart from their words.

    >>> is_cut("On Sunday , he said , it rained . \\n"), is_cut("On Sunday, he said, it rained.")
    (True, False)
    """
    if " , " not in text and " ." not in text:
        return False
    apart = len(_APART.findall(text))
    return apart >= _FEWEST and apart > len(_CLOSE.findall(text))


class Places(NamedTuple):
    """Where the pieces of a text begin and end, as offsets in code points."""

    starts: list[int]
    ends: list[int]


class Mended(NamedTuple):
    """A text as it was written, where its pieces stand, and where they stood in the text that was cut."""

    text: str
    now: Places
    was: Places

    def here(self, start: int, end: int) -> tuple[int, int]:
        """A span of the cut text, here."""
        return _moved(start, end, self.was, self.now)

    def there(self, start: int, end: int) -> tuple[int, int]:
        """A span of this text, in the one that was cut."""
        return _moved(start, end, self.now, self.was)


def _moved(start: int, end: int, old: Places, new: Places) -> tuple[int, int]:
    """Where a span of one text lies in the other; what lies in no piece goes to the one beside it."""
    if not old.starts:
        return 0, 0
    first = max(bisect_right(old.starts, start) - 1, 0)
    last = min(bisect_left(old.ends, end), len(old.ends) - 1)
    return (
        min(new.starts[first] + max(start - old.starts[first], 0), new.ends[first]),
        max(new.ends[last] + min(end - old.ends[last], 0), new.starts[last]),
    )


def _mark(word: str) -> tuple[str, bool, bool]:
    """A piece as it was written, and whether it belongs to the word before it, and to the one behind."""
    mark, ends_line = _ENCODED.get(word, word), word[0] == "\n"
    return mark, ends_line or _LEFT.fullmatch(mark) is not None, ends_line or mark in _RIGHT


@lru_cache(maxsize=1)  # the tagger and the extraction read the same text
def mended(cut: str) -> Mended:
    """The text as it was written.

    >>> mended("`` I do n't , '' he said -LRB- on Ann 's 40th -RRB- , `` owe $ 5 . '' ").text
    "“I don't,” he said (on Ann's 40th), “owe $5.”"
    >>> mended("The strike of 1984\\\\/85 \\nlasted .").text
    'The strike of 1984/85\\nlasted.'
    """
    places: list[tuple[int, int, int, int]] = []
    told: list[str] = []
    length = behind = 0
    joins, quoted, single = True, False, False
    before = ""
    for match in _PIECE.finditer(cut):
        start, end = match.span()
        mark, left, right = (match[0], False, False) if match["plain"] else _mark(match[0])
        if mark[0] == "\n":
            quoted = single = False
        elif mark == '"':
            left, right = quoted, not quoted
            quoted = not quoted
        elif mark == "‘":
            single = True
        elif mark == "'":
            mark, left, single = "’" if single else mark, True, False
        elif mark in _CURRENCY:
            left = _COUNTRY.search(before) is not None
        elif start == behind:
            left = True  # "1984\\/85"
        blank = not (joins or left)
        told.append(f" {mark}" if blank else mark)
        length += len(mark) + blank
        places.append((length - len(mark), length, start, end))
        joins, before, behind = right, mark, end
    first, last, began, ended = map(list, zip(*places, strict=True)) if places else ([], [], [], [])
    return Mended("".join(told), Places(first, last), Places(began, ended))


def mended_title(cut: str) -> str:
    """A title as it was written; one that was made of the first words of a text ends with what they were cut off by.

    >>> mended_title("A fire at Ann 's…"), mended_title("Aid has come , she said : ``…")
    ("A fire at Ann's…", 'Aid has come, she said…')
    """
    if not cut.endswith("…"):
        return mended(cut).text
    return mended(cut[:-1]).text.rstrip(" :,“‘(") + "…"
