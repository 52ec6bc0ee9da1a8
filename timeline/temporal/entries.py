"""The entries of a diary or a chronicle: below a day that begins a line, "yesterday" is told from that day.

The day of writing of the whole is that of its last entry, or long after all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.temporal.expression import Expression, Fixed, Nearest, Numeric
from timeline.temporal.tagger import Timex

ENOUGH = 2
"""So many days that begin a line are those of entries."""

_BEGINS = re.compile(r"(?:^|\n)[^\w\n]{0,4}$")
_ENDS = re.compile(r"[^\w\n]{0,2}(?:\n|$)|[ *_)\]]{0,3}[.:–—-]\s")
_OF_MINE = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)\b")


def entries(text: str, found: Sequence[Timex]) -> frozenset[int]:
    """Where the days begin under which entries stand, in code points; none where there are not at least two.

    >>> from timeline.temporal import tag
    >>> diary = "3 May 1863. We marched. Rain since Sunday.\\n\\n5 May 1863. Yesterday we lost the ford. We rest today."
    >>> [found.value for found in tag(diary)]
    ['1863-05-03', '1863-05-03', '1863-05-05', '1863-05-04', '1863-05-05']
    """
    begun = [
        timex.start
        for timex in found
        if _is_day(timex.reading.expression)
        and _BEGINS.search(text, max(0, timex.start - 5), timex.start)
        and _ENDS.match(text, timex.end)
    ]
    return frozenset(begun) if len(begun) >= ENOUGH else frozenset()


def is_diary(text: str, days: frozenset[int]) -> bool:
    """Whether whoever keeps the entries tells of themselves: then each is written on its day."""
    return bool(days) and len(_OF_MINE.findall(text)) >= len(days)


def _is_day(expression: Expression) -> bool:
    match expression:
        case Numeric():
            return True
        case Nearest(what) | Fixed(_, what):
            return what is not None and what.field == "day"
    return False
