"""Where the names of a text stand: looked through once, however many names are asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

_CAPITAL = re.compile(r"\b[^\W\d_a-z]\w*")
_FIRST = re.compile(r"\w*")


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
