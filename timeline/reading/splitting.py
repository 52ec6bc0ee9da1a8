"""Several stories in one file: where a head repeats, a new story begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from timeline.config import DateOrder
from timeline.reading import stamp as stamps
from timeline.reading.dateline import is_stamp

_SEPARATOR = re.compile(r"^\s*(?:[-=_*#~•—–]\s*){3,}$|^\s*(?:-30-|\(?END\)?|ENDS|XXX)\s*$")
_YEAR = re.compile(r"[12]\d\d\d")
_SENTENCE = re.compile(r"[.!?]['\"”’)]*$")


def starts(lines: Sequence[str], order: DateOrder = "DMY") -> list[int]:
    """The lines at which stories begin: ``[0]`` for one story.

    A story begins with a title and a stamp of the same form as the first one's, after an empty line or a rule; or,
    in a diary, with a stamp alone, where the first one has no title either. Letters, each with its place and day
    ("Lübeck, 3 August 1914"), may stand under one title.
    """
    stamped = [
        number
        for number, line in enumerate(lines)
        if 3 < len(line) <= 160
        and not line[0].islower()
        and _YEAR.search(line)
        and is_stamp(line.strip(), order)
    ]
    if len(stamped) < 2:
        return [0]
    heads = [(_begin(lines, number), number) for number in stamped]
    first_form = _form(lines, *heads[0], order)
    if any(line.strip() and not _SEPARATOR.match(line) for line in lines[: heads[0][0]]):
        return [0]  # the first stamp does not stand at the head of the file: a list of dates within a story
    found = [0]
    read = heads[0][1] + 1
    prose = False  # since the last head
    for begin, number in heads[1:]:
        prose = prose or any(
            _SENTENCE.search(line.strip()) and len(line.split()) >= 4 for line in lines[read:begin]
        )
        read = max(read, number + 1)
        form = _form(lines, begin, number, order)
        if prose and (form == first_form or (form.placed and form == first_form._replace(titled=False))):
            found.append(begin)
            prose = False
    return found


def _begin(lines: Sequence[str], stamp: int) -> int:
    """The first line of the head that a stamp belongs to: up to four short lines above, at most one empty one between."""
    begin = stamp
    taken = 0
    gap = False
    number = stamp - 1
    while number >= 0 and taken < 4:
        line = lines[number].strip()
        if not line:
            if gap or (
                taken
                and number > 0
                and lines[number - 1].strip()
                and _SENTENCE.search(lines[number - 1].strip())
            ):
                break
            gap = True
        elif _SEPARATOR.match(line) or len(line) > 140 or _SENTENCE.search(line):
            break
        else:
            begin = number
            taken += 1
            if gap and taken:
                gap = False
        number -= 1
    return begin


_PLACE = re.compile(r"(?:[^\W\d_][\w.'’-]*\s){0,3}[^\W\d_][\w.'’-]*,\s*")


class _Form(NamedTuple):
    """The form of a head."""

    titled: bool
    placed: bool
    """Whether the stamp's line begins with a place: "Lübeck, 3 August 1914"."""
    label: str
    shape: str
    """How the stamp is written, its digits and letters aside."""


def _form(lines: Sequence[str], begin: int, stamp: int, order: DateOrder) -> _Form:
    words = lines[stamp].strip()
    found = stamps.find(words, order)
    assert found is not None
    label = re.sub(r"[^a-z:]", "", words[: found.start].lower()) if ":" in words[: found.start] else ""
    shape = re.sub(r"[^\W\d_]+", "w", re.sub(r"\d+", "0", words[found.start : found.end]))
    placed = _PLACE.fullmatch(words[: found.start]) is not None and not words[found.end :].strip(" .")
    return _Form(begin < stamp, placed, label, shape)


def without_rules(lines: Sequence[str]) -> list[str]:
    """The lines of one story without the rules at its ends."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or _SEPARATOR.match(kept[-1])):
        kept.pop()
    while kept and (not kept[0].strip() or _SEPARATOR.match(kept[0])):
        kept.pop(0)
    return kept
