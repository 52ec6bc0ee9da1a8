"""Quoted words, with those that date them marked: text in, parts of text out, never markup.

Article text is untrusted; the templates escape it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from timeline.publishing.contexts import Part
from timeline.publishing.phrasing import Phrase
from timeline.publishing.text import spaced, typeset

QUOTE_WORDS = 50
_WORD = re.compile(r"\S+")

_POINTS = ".,;:!?\"'“”‘’()"

LONGEST_HEADLINE = 150

Span = tuple[int, int]


def cap(text: str, focus: Span | None = None, words: int = QUOTE_WORDS) -> Span:
    """The span of ``text`` to show when at most so many words may be quoted: from the start, or around ``focus``.

    >>> cap("one two three four five", words=3), cap("one two three four five", (14, 18), words=3)
    ((0, 13), (4, 18))
    """
    if len(text.split()) <= words:
        return 0, len(text)
    spans = [match.span() for match in _WORD.finditer(text)]
    first = 0
    if focus is not None:
        last_marked = sum(1 for start, _ in spans if start < focus[1]) - 1
        first = max(0, last_marked - words + 1)
    return spans[first][0], spans[min(first + words, len(spans)) - 1][1]


def passage(
    text: str, marks: Iterable[Span], *, words: int | None = QUOTE_WORDS, lang: str = "en"
) -> tuple[Part, ...]:
    """A quotation as parts, the given spans of it marked; cut ends show an ellipsis.

    >>> [(part.text, part.marked) for part in passage("It fell on Sunday.", [(8, 17)])]
    [('It fell ', False), ('on Sunday', True), ('.', False)]
    """
    text = typeset(text, lang)
    spans = sorted(
        (max(0, start), min(len(text), end)) for start, end in marks if start < end and start < len(text)
    )
    low, high = (0, len(text)) if words is None else cap(text, spans[0] if spans else None, words)
    parts: list[Part] = []
    at = low
    for start, end in spans:
        if start < at or end > high:
            continue
        _add(parts, text[at:start])
        _add(parts, text[start:end], marked=True)
        at = end
    _add(parts, text[at:high])
    if low > 0:
        parts.insert(0, Part(text="… "))
    if high < len(text.rstrip()):
        parts.append(Part(text=" …"))
    return tuple(parts)


def _add(parts: list[Part], text: str, *, marked: bool = False) -> None:
    shown = spaced(text)
    if shown:
        parts.append(Part(text=shown, marked=marked))


def find(quote: str, start: int, timex: Span, words: str) -> Span | None:
    """Where in a quotation its dating words stand: by offset, else by the words themselves; ``None`` if outside.

    >>> find("fell on Sunday", 100, (108, 114), "Sunday"), find("It fell", 100, (50, 56), "Sunday")
    ((8, 14), None)
    """
    low, high = timex[0] - start, timex[1] - start
    if 0 <= low < high <= len(quote) and quote[low:high] == words:
        return low, high
    if high <= 0 or low >= len(quote):
        return None
    at = quote.find(words)
    return (at, at + len(words)) if at >= 0 else None


def is_told_by(headline: str, quote: str, date: Span | None = None) -> bool:
    """Whether a quotation says what its headline says and little more, so that it can stand in the headline's place.

    ``date`` is where the words stand that date it; it may begin with them.

    >>> is_told_by("The army retook Palmyra", "The army retook Palmyra on Sunday")
    True
    >>> is_told_by("Palmyra retaken", "The army said on Sunday that it had retaken Palmyra")
    False
    >>> is_told_by("The army retook Palmyra", "On Sunday the army retook Palmyra", (3, 9))
    True
    """
    if len(quote) > LONGEST_HEADLINE or quote[:1].islower():
        return False
    if quote == headline:
        return True
    said, told = _words(quote), _words(headline)
    opens = date is not None and len(quote[: date[0]].split()) <= 1
    if not told or len(said) - len(told) > 5 or not (opens or said[0] == told[0]):
        return False
    return _in_order(told, said)


def adds_nothing(headline: str, quote: str) -> bool:
    """Whether all of a quotation stands in its headline, but for the word that joins it to what stood before.

    >>> adds_nothing("The group seized the town of Sukhna", "and seized the town of Sukhna")
    True
    >>> adds_nothing("The army left", "when the army left in May")
    False
    """
    said, told = _words(quote.strip("… ")), _words(headline)
    return _in_order(said, told) or _in_order(said[1:], told)


def _words(text: str) -> list[str]:
    return [word.casefold().strip(_POINTS) for word in text.split()]


def _in_order(words: list[str], text: list[str]) -> bool:
    """Whether words stand in a text, in their order."""
    rest = iter(text)
    return all(word in rest for word in words)


class Wording:
    """The phrases of an article by where they begin and end: what stands around a place costs what is around it.

    >>> found = Wording([Phrase(0, 9, "em"), Phrase(4, 9, "a", "https://example.org/")])
    >>> found.borders(0, 20), found.around(4, 9), found.around(4, 12)
    ([4, 9], (('em',), 'https://example.org/'), ((), ''))
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        ordered = sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end))
        self._edges = sorted({edge for phrase in phrases for edge in (phrase.start, phrase.end)})
        self._open: list[list[Phrase]] = []
        waiting = iter([*ordered, None])
        following = next(waiting)
        now: list[Phrase] = []
        for edge in self._edges:
            now = [phrase for phrase in now if phrase.end > edge]
            while following is not None and following.start == edge:
                now.append(following)
                following = next(waiting)
            self._open.append(now)

    def borders(self, low: int, high: int) -> list[int]:
        """Where phrases begin and end between two places."""
        return self._edges[bisect_right(self._edges, low) : bisect_left(self._edges, high)]

    def around(self, low: int, high: int) -> tuple[tuple[str, ...], str]:
        """The names of the emphasis around a piece, the outermost first, and where it leads."""
        place = bisect_right(self._edges, low) - 1
        held = [phrase for phrase in self._open[place] if high <= phrase.end] if place >= 0 else []
        names = dict.fromkeys(phrase.name for phrase in held if phrase.name != "a")
        return tuple(names), next((phrase.href for phrase in held if phrase.name == "a"), "")


def linked(
    text: str, offset: int, links: Sequence[tuple[int, int, Part]], wording: Wording | None = None
) -> tuple[Part, ...]:
    """A block of an article as parts: ``links`` are (start, end, part) in the article's offsets, in order.

    What is emphasised or leads elsewhere (``wording``) keeps to it; a part of ``links`` is never divided.
    """
    parts: list[Part] = []
    at, end_of_block = offset, offset + len(text)

    wording = wording or Wording(())

    def plain(low: int, high: int) -> None:
        for start, end in pairwise((low, *wording.borders(low, high), high)):
            shown = spaced(text[start - offset : end - offset])
            if shown:
                tags, href = wording.around(start, end)
                parts.append(Part(text=shown, tags=tags, href=href, outside=bool(href)))

    for start, end, part in links:
        if start < at or end > end_of_block:
            continue
        plain(at, start)
        tags, _ = wording.around(start, end)
        parts.append(replace(part, tags=tags) if tags else part)
        at = end
    plain(at, end_of_block)
    return tuple(parts)
