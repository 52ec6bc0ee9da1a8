"""Finding time expressions: recognition has no clock.

One native scan over the lexicon's trigger words and one small expression over numerals find the few places worth a
look (about one in 190 characters of news). Around each a window is cut into tokens, the tokens become a class
string, and the grammar matches its runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, chain
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from timeline.temporal.expression import Reading
from timeline.temporal.grammar import BREAK, MAX_RUN, Grammar, Node

REACH = 26
"""Characters on each side of a trigger that are looked at first; a window grows while its border is a known word."""
PIECE = 1 << 17
"""A text is scanned in pieces of about so many characters."""
GROWTHS = 8
"""How often a window may grow on each side; what is longer exists only in hostile text."""

# Each begins with one set of characters, so that the search runs over the rest at the speed of a loop in C.
_BENT = re.compile(r"[lI](?<!\w[lI])[\dO]{3}\b")
_DIGITS = re.compile(r"\d(?:\d{3}(?!\d)|\d?[:/.-]\d\d?|\d?0?['’]?s\b|\d?(?:st|nd|rd|th)\b|(?<=['’]\d)\d\b)")


_ERAS = (" BC", " B.C", " AD ", " A.D")
_SMALL_YEARS = re.compile(r"(?<=[a-z] )\d{2,3}\b")


class Timex(NamedTuple):
    """A recognised time expression, before anything is known of dates."""

    start: int
    end: int
    rule: str
    reading: Reading


def fold_case(text: str) -> str:
    """Lower case of the same length: a letter whose lower case is longer stays as it is.

    >>> len(fold_case("İstanbul"))
    8
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


_LAST_BLANK = re.compile(" (?! )")


def _chunks(piece: str) -> list[str]:
    """What stands between blanks; of several blanks only the last one divides."""
    return _LAST_BLANK.split(piece) if "  " in piece else piece.split(" ")


class Finder:
    """The scan of one grammar over any text."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        # What holds a shorter trigger is found by it; itself it would hide one: "ve day" lies in "twelve days".
        least = [one for one in grammar.triggers if grammar.triggers.isdisjoint(set(one.split()) - {one})]
        self.automaton = AhoCorasick(sorted(least), matchkind=MatchKind.LeftmostLongest)
        self._words_of = grammar.words_of.__getitem__
        self._classes_of = grammar.classes_of.__getitem__
        self._no_beginning = grammar.never_first
        told = "".join(sorted(grammar.triggering))
        # From the beginning of a run over what tells nothing to a class that tells, and on to the run's end.
        self._runs = re.compile(f"(?:^|(?<={BREAK}))[^{BREAK}{told}]*+[{told}][^{BREAK}]*")

    def windows(self, text: str) -> Iterator[tuple[int, int]]:
        """The places worth a look, from left to right, merged where they touch."""
        low, high = -1, -1
        for first, after in self._places(text):
            if first - REACH > high:
                if high >= 0:
                    yield self._from(text, low), self._to(text, high)
                low = first - REACH
            high = max(high, after + REACH)
        if high >= 0:
            yield self._from(text, low), self._to(text, high)

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the triggers and the telling numerals stand; a huge text is scanned piece by piece."""
        low, length = 0, len(text)
        numerals = [_DIGITS, _BENT]
        if any(era in text for era in _ERAS):
            numerals.append(_SMALL_YEARS)
        while low < length:
            high = text.find(" ", low + PIECE, low + 2 * PIECE)
            high = high if high > 0 else min(low + 2 * PIECE, length)
            # A trigger of several words may begin in this piece and end in the next.
            piece = fold_case(text[low : high + REACH])
            inside = high - low
            found = [
                (start + low, end + low)
                for _, start, end in self.automaton.find_matches_as_indexes(piece)
                if start < inside
                and not (start and piece[start - 1].isalpha())
                and not piece[end : end + 1].isalpha()
            ]
            found += [match.span() for each in numerals for match in each.finditer(text, low, high)]
            found.sort()
            yield from found
            low = high

    @staticmethod
    def _from(text: str, low: int) -> int:
        """Moves the left border of a window to the next blank, so that no word is cut."""
        return text.find(" ", low, low + REACH) + 1 or low if low > 0 else 0

    @staticmethod
    def _to(text: str, high: int) -> int:
        """Moves its right border to the blank before."""
        if high >= len(text):
            return len(text)
        space = text.rfind(" ", high - REACH, high)
        return space if space > 0 else high

    def _cut(self, text: str, low: int, high: int) -> tuple[int, list[str], str]:
        """A window's chunks and their classes, and where it begins once both its borders are words unknown."""
        chunks = _chunks(text[low:high])
        classes = "".join(map(self._classes_of, chunks))
        for _ in range(GROWTHS):
            more_left = low > 0 and classes[:1] != BREAK
            more_right = high < len(text) and classes[-1:] != BREAK
            if not (more_left or more_right):
                break
            if more_left:
                low = self._from(text, low - REACH)
            if more_right:
                high = self._to(text, high + REACH)
            chunks = _chunks(text[low:high])
            classes = "".join(map(self._classes_of, chunks))
        return low, chunks, classes

    def find(self, text: str) -> list[Timex]:
        """Every expression that the grammar reads, from left to right, none overlapping."""
        match = self.grammar.match
        found: list[Timex] = []
        for window in self.windows(text):
            low, chunks, classes = self._cut(text, *window)
            words: list[str] | None = None
            for run in self._runs.finditer(classes):
                whole = run.group().lstrip(self._no_beginning)
                begins = run.end() - len(whole)
                for piece in range(0, len(whole), MAX_RUN):
                    nodes = match(whole[piece : piece + MAX_RUN])
                    if not nodes:
                        continue
                    if words is None:
                        words = list(chain.from_iterable(map(self._words_of, chunks)))
                        starts = list(accumulate(map(len, words), initial=low))
                    for node in nodes:
                        for timex in self._timexes(text, node, words, starts, begins + piece):
                            if not found or timex.start >= found[-1].end:
                                found.append(timex)
        return found

    def _timexes(
        self, text: str, node: Node, words: list[str], starts: list[int], offset: int
    ) -> Iterator[Timex]:
        """What a match reads as; where its operator or a guard refuses, what its parts read as."""
        first, after = node.start + offset, node.end + offset
        inside = tuple(map(self.grammar.folded.__getitem__, words[node.low + offset : node.high + offset]))
        reading = self.grammar.reading(node, inside)
        if reading is not None:
            start, end = starts[first], starts[after - 1] + len(words[after - 1].rstrip())
            if not node.guarded or not self._refused(text, node, words, starts, offset):
                yield Timex(start, end, node.rule.name, reading)
                return
        for _, part, _, _ in node.captures:
            if isinstance(part, Node) and not part.rule.silent:
                yield from self._timexes(text, part, words, starts, offset)

    def _refused(self, text: str, node: Node, words: list[str], starts: list[int], offset: int) -> bool:
        """Whether a guard refuses a match, or something that it is made of."""
        guards = self.grammar.guards.get(node.rule.name)
        if guards:
            after = node.end + offset
            start, end = starts[node.start + offset], starts[after - 1] + len(words[after - 1].rstrip())
            if any(guard.refuses(text, start, end) for guard in guards):
                return True
        return any(
            isinstance(part, Node) and self._refused(text, part, words, starts, offset)
            for _, part, _, _ in node.captures
        )
