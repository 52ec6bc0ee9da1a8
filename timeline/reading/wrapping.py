"""Lines → paragraphs: hard-wrapped lines joined, hyphenated line ends healed, page furniture taken out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from timeline.model import Block

_LINE_END_HYPHEN = re.compile(r"(?P<a>[^\W\d_]+)[-¬\u00ad\u2010]$")
_TENS = frozenset(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were broken by a fixed width rather than by their writer.

    In wrapped text nearly every line that does not end a paragraph is too long for the next word to have fitted.

    >>> is_wrapped(["The harbour was closed for the third", "day in a row after the ice came in", "from the north."])
    True
    >>> is_wrapped(["The harbour was closed.", "The ice came in from the north, and it stayed for the whole winter."])
    False
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not 20 <= width <= 110:
        return False
    full = short = 0
    for line, following in itertools.pairwise(lines):
        here, after = line.rstrip(), following.strip()
        if not here or not after:
            continue
        if len(here) + 1 + len(after.split(None, 1)[0]) > width * 0.86:
            full += 1
        else:
            short += 1
    return full > 0 and full >= 2 * short


def paragraphs(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a body: joined where it was hard-wrapped, else one a line."""
    if not is_wrapped(lines):
        return [words for line in lines if (words := " ".join(line.split()))]
    width = max(len(line.rstrip()) for line in lines)
    words_with_hyphen = {
        match.lower() for line in lines for match in re.findall(r"[^\W\d_]+-[^\W\d_]+", line)
    }
    found: list[str] = []
    current = ""
    previous = ""
    for line in lines:
        words = " ".join(line.split())
        if not words:
            if current:
                found.append(current)
            current = previous = ""
            continue
        if current and _begins_paragraph(line, previous, width):
            found.append(current)
            current = ""
        current = _join(current, words, words_with_hyphen) if current else words
        previous = line.rstrip()
    if current:
        found.append(current)
    return found


def _begins_paragraph(line: str, previous: str, width: int) -> bool:
    """After a full stop, an indented line, or one whose first word would have fitted on the line before."""
    if not re.search(r"[.!?:]['\"”’)]*$", previous):
        return False
    indent = len(line) - len(line.lstrip())
    if indent >= 2 and not previous.startswith(line[:indent]):
        return True
    return len(previous) + 1 + len(line.split(None, 1)[0]) < width * 0.75


def _join(text: str, words: str, with_hyphen: set[str]) -> str:
    """Two lines of a paragraph; "govern-" and "ment" become one word, "twenty-" and "five" keep their hyphen."""
    match = _LINE_END_HYPHEN.search(text)
    after = re.match(r"[^\W\d_]+", words)
    if not match or not after or not after[0][0].islower():
        return f"{text} {words}"
    compound = f"{match['a']}-{after[0]}".lower()
    if match["a"].lower() in _TENS or compound in with_hyphen:
        return text + words if text.endswith("-") else f"{text[:-1]}-{words}"
    return text[:-1] + words


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
