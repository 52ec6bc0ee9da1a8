"""Page furniture: running heads, page numbers and form feeds that a scan or a print left between the lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from timeline.reading import stamp

_NUMBER = re.compile(
    r"^[\s\W]*(?P<said>page|p\.|pg\.?|seite|folio|\[p\.?)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s\W]*$",
    re.IGNORECASE,
)
_RUNNING = re.compile(r"^\s*(?:(?P<n1>\d{1,4})\s{3,}(?P<w1>\S.*?)|(?P<w2>\S.*?)\s{3,}(?P<n2>\d{1,4}))\s*$")
_SENTENCE_END = re.compile(r"[.!?:]['\"”’)]*$")


class Cleared(msgspec.Struct, frozen=True):
    """Lines without furniture; ``masthead`` is what the running head says, where there was one."""

    lines: list[str]
    masthead: str | None = None


def clear(text: str) -> Cleared:
    """The lines of a text without its page furniture; a paragraph that a page border cut is whole again.

    >>> cleared = clear("THE COURIER      5\\n\\nThe ferry ran\\n\\n      5\\n\\n6      THE COURIER\\n\\nagain on Sunday.")
    >>> cleared.lines, cleared.masthead
    (['The ferry ran', 'again on Sunday.'], 'THE COURIER')
    """
    lines = text.split("\n")
    if "\f" not in text and not any(map(_is_suspect, lines)):
        return Cleared(lines)
    pages = [page.split("\n") for page in text.split("\f")]
    lines = [line for page in pages for line in page]
    edges = _edges(pages) if len(pages) > 1 else set()
    keys: Counter[str] = Counter()
    running: dict[int, str] = {}
    numbers: list[int] = []
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        if _NUMBER.match(line):
            numbers.append(number)
        elif (match := _RUNNING.match(line)) or number in edges:
            words = (match["w1"] or match["w2"]) if match else line
            key = _key(words)
            if key and len(words) <= 80:
                keys[key] += 1
                running[number] = words.strip()
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    gone = {
        number
        for number, words in running.items()
        if keys[_key(words)] > 1 or (number == first and words.isupper() and _RUNNING.match(lines[number]))
    }
    masthead = next((running[number] for number in sorted(gone)), None)
    gone |= _page_numbers(lines, numbers, edges, bool(gone) or len(pages) > 1)
    return Cleared(_without(lines, gone) if gone else lines, masthead)


def _key(words: str) -> str:
    """What is the same in a running head on every page: its words without numbers, and the day where it names one."""
    said = stamp.find(words) if any(map(str.isdigit, words)) else None
    day = said.moment.earliest if said and said.moment else None
    return " ".join([*re.findall(r"[^\W\d_]+", words.casefold()), *filter(None, [day])])


def _is_suspect(line: str) -> bool:
    """Whether a line may be furniture: it is short and holds a number alone or at one of its ends."""
    if not 0 < len(line) < 100:
        return False
    line = line.strip()
    if not (line[:1].isdigit() or line[-1:].isdigit() or 0 < len(line) < 24):
        return False
    return bool(_NUMBER.match(line) or _RUNNING.match(line))


def _edges(pages: Sequence[Sequence[str]]) -> set[int]:
    """The first two and last two lines of each page that hold anything."""
    found: set[int] = set()
    at = 0
    for page in pages:
        filled = [at + number for number, line in enumerate(page) if line.strip()]
        found.update(filled[:2] + filled[-2:])
        at += len(page)
    return found


def _page_numbers(lines: Sequence[str], numbers: list[int], edges: set[int], paged: bool) -> set[int]:
    """Lines that hold a number alone: where there are pages, where they count up, or where they say that they are."""
    said = {number for number in numbers if (match := _NUMBER.match(lines[number])) and match["said"]}
    if paged or edges:
        return set(numbers)
    values = [int(re.findall(r"\d+", lines[number])[0]) for number in numbers]
    counting = len(values) > 1 and all(
        later - earlier in (1, 2) for earlier, later in itertools.pairwise(values)
    )
    return set(numbers) if counting else said


def _without(lines: Sequence[str], gone: set[int]) -> list[str]:
    kept: list[str] = []
    cut = False
    for number, line in enumerate(lines):
        if number in gone:
            while kept and not kept[-1].strip():
                kept.pop()
            cut = bool(kept)
        elif (cut or not kept) and not line.strip():
            continue
        else:
            if cut:
                runs_on = not _SENTENCE_END.search(kept[-1].rstrip()) and line.lstrip()[:1].islower()
                kept += [] if runs_on else [""]
                cut = False
            kept.append(line)
    return kept
