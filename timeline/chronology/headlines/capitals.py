"""Where the names of a text stand, and how it writes them: looked through once, however many are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache

_CAPITAL = re.compile(r"\b[^\W\d_a-z]\w*")
_FIRST = re.compile(r"\w*")
_WITHIN = re.compile(r"(?<=[\w,] )[^\W\d_a-z]\w*")
_QUOTED = re.compile('["“](?=\\w)')
_IS_A = re.compile(r"(\S+), an? ")
_OWNER = re.compile(r"(\w+)['’]s ")
_LONGEST = 80
"""Of what stands in quotation marks so much is kept."""


class Capitals:
    """The words of a text that begin with a capital, and those that stand between spaces.

    >>> text = "Hale Hill met Hale, who left. The hill stayed"
    >>> Capitals(text).of("Hale"), Capitals(text).has_plain("hill"), Capitals(text).has_plain("left")
    ([0, 14], True, False)
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        starts: defaultdict[str, list[int]] = defaultdict(list)
        for match in _CAPITAL.finditer(self.text):
            starts[match[0]].append(match.start())
        return starts

    @cached_property
    def _spaced(self) -> frozenset[str]:
        return frozenset(self.text.split(" ")[1:-1])

    def of(self, name: str) -> Sequence[int]:
        """Where a name stands, from the first on."""
        first = _FIRST.match(name)
        starts = self._starts.get(first[0], ()) if first else ()
        if first and first[0] == name:
            return starts
        return [at for at in starts if self.text.startswith(name, at)]

    def has_plain(self, word: str) -> bool:
        """Whether a word stands between two spaces."""
        return word in self._spaced

    def has_within(self, word: str) -> bool:
        """Whether a word has its capital behind another word, within a sentence."""
        return word in self._within

    @cached_property
    def _within(self) -> frozenset[str]:
        return frozenset(_WITHIN.findall(self.text))

    def is_called(self, name: str) -> bool:
        """Whether a quotation begins with a name, or its first word is explained: "Unilabs, a Swiss group".

        >>> [Capitals('Tesk, a mayor, read "Orr and I".').is_called(n) for n in ("Tesk town", "Orr and", "Orr or")]
        [True, True, False]
        """
        begun = name[:_LONGEST]
        at = bisect_left(self._quoted, begun)
        quoted = at < len(self._quoted) and self._quoted[at].startswith(begun)
        return quoted or name.partition(" ")[0] in self._explained

    @cached_property
    def _quoted(self) -> list[str]:
        return sorted({self.text[mark.end() : mark.end() + _LONGEST] for mark in _QUOTED.finditer(self.text)})

    @cached_property
    def _explained(self) -> frozenset[str]:
        return frozenset(word.lstrip("(\"'“‘[") for word in _IS_A.findall(self.text))

    @cached_property
    def apostrophe(self) -> str:
        """The one that the text is written with."""
        return "’" if "’" in self.text else "'"

    def has_owner(self, word: str) -> bool:
        """Whether something belongs to what a word names: "Moss's mare"."""
        return word in self._owners

    @cached_property
    def _owners(self) -> frozenset[str]:
        return frozenset(_OWNER.findall(self.text))


@lru_cache(maxsize=2)
def capitals(text: str) -> Capitals:
    """What was found of a text, kept for as long as it is read."""
    return Capitals(text)
