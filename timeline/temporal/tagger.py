"""Finding time expressions: recognition has no clock.

A text is cut at its blanks, and each chunk is looked up: of which classes its tokens are. Known words side by side make
a run. Those runs that hold a class which can tell a time (about one in 190 characters of news) are matched by the
grammar, and only where it finds something are the words themselves looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain

import msgspec

from timeline.temporal.expression import Expression, Reading
from timeline.temporal.genre import tells_of_old
from timeline.temporal.grammar import BLANK, BREAK, MAX_RUN, Grammar, Node
from timeline.temporal.tokens import untrailed

PIECE = 1 << 16
"""A text is read in pieces of about so many characters; each ends where no run goes on."""


class Timex(msgspec.Struct, frozen=True, gc=False):
    """A recognised time expression, before anything is known of dates."""

    start: int
    end: int
    rule: str
    reading: Reading

    def saying(self, expression: Expression) -> Timex:
        """The same place, read as something else."""
        reading = msgspec.structs.replace(self.reading, expression=expression)
        return Timex(self.start, self.end, self.rule, reading)


_LAST_BLANK = re.compile(r"(?<!\n) (?! )")


class Piece:
    """A piece of a text as the grammar sees it: its chunks, a class for each token, and where they stand.

    A chunk ends at a blank, which belongs to its last token, or with a line break, so that the last word of a line
    is a word like others. Of several blanks only the last one divides, and one behind a line break does not.
    """

    def __init__(self, grammar: Grammar, text: str, low: int) -> None:
        single, lines = "  " not in text, text.count("\n ")
        self._more = int(single and not lines)
        """Whether a blank that is none of the text stands behind each line break of ``_lines``."""
        self._behind = single and lines > 0 and lines == text.count("\n", 0, -1)
        """Whether one of the text itself stands there, as in a text whose lines all end in a blank."""
        self._lines = text.replace("\n", "\n ") if self._more else text
        even = self._more or self._behind
        self._chunks = self._lines.split(" ") if even else _LAST_BLANK.split(text)
        self._words_of = grammar.words_of.__getitem__
        self.classes = grammar.classify(self._chunks)
        # Where reading has come to: a class, the chunk that it stands in, that chunk's first class, and its place.
        self._seen, self._chunk, self._first, self._at, self._start = 0, 0, 0, 0, low
        self._cut: tuple[int, int, list[str], list[int]] = (-1, -1, [], [])

    def words(self, first: int, after: int) -> tuple[list[str], list[int], int]:
        """The tokens of the chunks in which some classes stand, where they start, and which is the first class's.

        To be asked from left to right, so that the piece is gone through once.
        """
        chunk = self._chunk + self.classes.count(BLANK, self._seen, first)
        if chunk > self._chunk:
            passed = sum(map(len, self._chunks[self._chunk : chunk])) + chunk - self._chunk
            breaks = self._more and self._lines.count("\n", self._at, self._at + passed)
            self._at += passed
            self._start += passed - breaks
            self._chunk, self._first = chunk, self.classes.rindex(BLANK, self._seen, first) + 1
        self._seen = first
        last = chunk + self.classes.count(BLANK, first, after)
        if self._cut[:2] != (chunk, last):
            words = list(chain.from_iterable(map(self._words_of, self._chunks[chunk : last + 1])))
            if self._behind:
                words = [word + " " if word[-1:] == "\n" else word for word in words]
            self._cut = chunk, last, words, list(accumulate(map(len, words), initial=self._start))
        return self._cut[2], self._cut[3], first - self._first

    def cut(self) -> int:
        """Cuts the piece off behind the last chunk with which no run goes on, and says how long it is then."""
        end = self.classes.rfind(BREAK + BLANK) + 1
        if not end:
            return len(self._lines) - (self._more and self._lines.count("\n"))
        chunks = self.classes.count(BLANK, 0, end) + 1
        self.classes = self.classes[:end]
        length = sum(map(len, self._chunks[:chunks])) + chunks
        return length - (self._more and self._lines.count("\n", 0, length))


class Finder:
    """The scan of one grammar over any text."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._telling = _runs_with(grammar.triggering)
        self._telling_of_old = _runs_with(grammar.triggering_of_old)
        self._no_beginning = grammar.never_first + BLANK
        self._folded = grammar.folded.__getitem__

    def _pieces(self, text: str) -> Iterator[Piece]:
        low, length = 0, len(text)
        while length - low > 2 * PIECE:
            high = text.find(" ", low + PIECE, low + 2 * PIECE) + 1 or low + 2 * PIECE
            piece = Piece(self.grammar, untrailed(text[low:high]), low)
            low += piece.cut()
            yield piece
        yield Piece(self.grammar, untrailed(text[low:]), low)

    def _runs(self, classes: str, telling: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where the runs that hold a telling class begin and end, but for classes with which nothing begins."""
        after = 0
        for run in telling.finditer(classes):
            low = classes.rfind(BREAK, after, run.start()) + 1 or after
            after = run.end()
            yield after - len(classes[low:after].lstrip(self._no_beginning)), after

    def find(self, text: str) -> list[Timex]:
        """Every expression that the grammar reads, from left to right, none overlapping."""
        match = self.grammar.match
        old = any(map(text.__contains__, self.grammar.old_eras)) or tells_of_old(
            self.grammar.beside.genre, text
        )
        telling = self._telling_of_old if old else self._telling
        found: list[Timex] = []
        end = 0
        for piece in self._pieces(text):
            for first, after in self._runs(piece.classes, telling):
                run = piece.classes[first:after].replace(BLANK, "")
                for done in range(0, len(run), MAX_RUN):
                    nodes = match(run[done : done + MAX_RUN])
                    if not nodes:
                        continue
                    words, starts, offset = piece.words(first, after)
                    for node in nodes:
                        for timex in self._timexes(text, node, words, starts, offset + done):
                            if timex.start >= end:
                                found.append(timex)
                                end = timex.end
        return found

    def _timexes(
        self, text: str, node: Node, words: list[str], starts: list[int], offset: int
    ) -> Iterator[Timex]:
        """What a match reads as; where its operator or a guard refuses, what its parts read as."""
        inside = tuple(map(self._folded, words[node.low + offset : node.high + offset]))
        reading = self.grammar.reading(node, inside)
        if reading is not None:
            for guard, first, after in node.guards:
                if guard.refuses(text, starts[first + offset], _end(words, starts, after + offset)):
                    break
            else:
                end = _end(words, starts, node.end + offset)
                yield Timex(starts[node.start + offset], end, node.rule.name, reading)
                return
        for _, part, _, _ in node.captures:
            if isinstance(part, Node) and not part.rule.silent:
                yield from self._timexes(text, part, words, starts, offset)


def _runs_with(classes: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(classes))}][^{BREAK}]*")


def _end(words: list[str], starts: list[int], after: int) -> int:
    """Where the token before an index ends, without the blank behind it."""
    return starts[after - 1] + len(words[after - 1].rstrip())
