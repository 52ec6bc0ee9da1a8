"""The course of a narrative: which of the times it names it goes to, and which it only mentions.

A narrative's bare months and days are told from where it has come to (:mod:`timeline.temporal.genre`). So it matters
what moves it: not an aside, not what is recalled, not what only orders its events.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline.temporal.expression import Expression, Fixed, Last, Shift
from timeline.temporal.tagger import Timex

FAR = 2
"""A leap of so many years may be an aside."""


class Course(NamedTuple):
    """How the years of a story follow each other: by index of the time expression."""

    asides: frozenset[int]
    """Times that the story mentions without going there."""
    ahead: dict[int, int]
    """The next year that the text names, for each time that names none."""


NO_COURSE = Course(frozenset(), {})


def course(text: str, found: Sequence[Timex]) -> Course:
    """The course of a story, from the years that it names.

    A year far off is an aside when the next year named is back near where the story was ("the paper, declassified
    in 2005, …"). The second year of 1914-18 names the end of what follows, which begins with the first.
    """
    years = [
        (index, timex.reading.expression.year)
        for index, timex in enumerate(found)
        if isinstance(timex.reading.expression, Fixed)
    ]
    out = {index for index, timex in enumerate(found) if _looks_back(timex.reading.expression)}
    ahead: dict[int, int] = {}
    here: int | None = None
    done = 0
    for place, (index, year) in enumerate(years):
        before, timex = found[index - 1] if index else None, found[index]
        ranged = before and before.rule == "year" and text[before.end : timex.start] in ("-", "–", "—")
        after = years[place + 1][1] if place + 1 < len(years) else None
        if ranged and timex.rule in ("year", "last year of several"):
            out.add(index)
        if (
            here is not None
            and after is not None
            and abs(year - here) > FAR
            and abs(after - here) < abs(after - year)
        ):
            out.add(index)
        else:
            here = year
        if index not in out:
            ahead.update(dict.fromkeys(range(done, index), year))
            done = index
    return Course(frozenset(out), ahead)


def _looks_back(expression: Expression) -> bool:
    """ "two years earlier", "the previous April": what came before is recalled, and the story stays where it is."""
    return isinstance(expression, Last) or (isinstance(expression, Shift) and expression.count < 0)
