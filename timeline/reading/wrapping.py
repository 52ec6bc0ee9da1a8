"""Lines → paragraphs: hard-wrapped lines joined, hyphenated line ends healed, page furniture taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.model import Block

_LINE_END_HYPHEN = re.compile(r"(?P<a>[^\W\d_]+)[-¬\u00ad\u2010]$")
_HYPHENS = "-¬\u00ad\u2010"
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?:]['\"”’)]*$")
_ENDS = ".!?:\"”'’)"
_RULE = re.compile(r"[-=_*#~•—–\s]{3,}")
_WIDEST = 132
"""The columns of the widest terminals; longer lines are paragraphs."""
_SAMPLE = 400
"""So many lines tell whether a text is wrapped."""
_TENS = frozenset(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were broken by a fixed width rather than by their writer.

    In wrapped text nearly every line that does not end a paragraph is too long for the next word to have fitted.

    >>> is_wrapped(["The harbour was closed for the third", "day in a row after the ice came in", "from the north."])
    True
    >>> is_wrapped(["The harbour was closed.", "The ice came in from the north, and it stayed for the whole winter."])
    False
    """
    return _wrap_width(lines) > 0


def _wrap_width(lines: Sequence[str]) -> int:
    """The width that lines were broken at, that of the longest ones, one in twenty aside; 0 where they were not."""
    sample = [line.rstrip() for line in lines[:_SAMPLE]]
    lengths = sorted(filter(None, map(len, sample)))
    width = lengths[(len(lengths) - 1) * 19 // 20] if lengths else 0
    if not 20 <= width <= _WIDEST:
        return 0
    full = short = broken = 0
    previous = ""
    for line in sample:
        if previous and line:
            if len(previous) + 1 + len(line.split(None, 1)[0]) > width * 0.86:
                full += 1
                broken += previous[-1] not in _ENDS
            else:
                short += 1
        previous = line
    return width if broken and full >= 2 * short else 0


def paragraphs(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a body: joined where it was hard-wrapped, else one a line."""
    lines = [line for line in lines if line[:1].isalnum() or not _RULE.fullmatch(line)]
    width = _wrap_width(lines)
    if not width:
        return [words for line in lines if (words := _plain(line))]
    hyphenated: set[str] | None = None
    found: list[str] = []
    current: list[str] = []
    for line in lines:
        words = _plain(line)
        if not words:
            if current:
                found.append(" ".join(current))
                current = []
        elif not current:
            current = [words]
        elif _begins_paragraph(line, current[-1], width):
            found.append(" ".join(current))
            current = [words]
        elif current[-1][-1] in _HYPHENS:
            if hyphenated is None:
                hyphenated = {match.lower() for line in lines for match in _COMPOUND.findall(line)}
            current[-1:] = _healed(current[-1], words, hyphenated)
        else:
            current.append(words)
    if current:
        found.append(" ".join(current))
    return found


def _plain(line: str) -> str:
    """A line with single blanks only."""
    line = line.strip()
    return line if line.isprintable() and "  " not in line else " ".join(line.split())


def _begins_paragraph(line: str, previous: str, width: int) -> bool:
    """After a full stop, an indented line, or one whose first word would have fitted on the line before."""
    if previous[-1].isalnum() or not _SENTENCE_END.search(previous):
        return False
    indent = len(line) - len(line.lstrip())
    return indent >= 2 or len(previous) + 1 + len(line.split(None, 1)[0]) < width * 0.75


def _healed(previous: str, words: str, hyphenated: set[str]) -> list[str]:
    """Two lines, the first ending in a hyphen: "govern-", "ment" are one word, "twenty-", "five" keep their hyphen."""
    before = _LINE_END_HYPHEN.search(previous, max(0, len(previous) - 40))
    after = _WORD.match(words)
    if not before or not after or not after[0][0].islower():
        return [previous, words]
    if before["a"].lower() in _TENS or f"{before['a']}-{after[0]}".lower() in hyphenated:
        return [f"{previous[:-1]}-{words}"]
    return [previous[:-1] + words]


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text to the letter: apart by empty lines, or one a line where lines were not wrapped.

    >>> [(b.start, b.end) for b in blocks_of("One.\\n\\nTwo.\\n")]
    [(0, 4), (6, 10)]
    """
    lines = text.split("\n")
    wrapped = is_wrapped(lines)
    found: list[Block] = []
    at = 0
    start: int | None = None
    end = 0
    for line in lines:
        core = line.strip()
        if core:
            begin = at + line.index(core[0])
            if start is not None and not wrapped:
                found.append(Block(kind="paragraph", start=start, end=end))
                start = None
            if start is None:
                start = begin
            end = begin + len(core)
        elif start is not None:
            found.append(Block(kind="paragraph", start=start, end=end))
            start = None
        at += len(line) + 1
    if start is not None:
        found.append(Block(kind="paragraph", start=start, end=end))
    return tuple(found)
