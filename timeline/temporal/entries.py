"""The entries of a diary or a chronicle: below a day that begins a line, "yesterday" is told from that day.

So it is below the place and day over a letter.

The day of writing of the whole is that of its last entry, or long after all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.temporal.beside import Entries
from timeline.temporal.expression import Expression, Fixed, Nearest, Numeric
from timeline.temporal.tagger import Timex

ENOUGH = 2
"""So many days that begin a line are those of entries."""

_BEGINS = re.compile(r"(?:^|\n)[^\w\n]{0,4}$")
_ENDS = re.compile(r"[^\w\n]{0,2}(?:\n|$)|[ *_)\]]{0,3}[.:–—-]\s")
_HEADS = re.compile(r"(?:^|\n)[A-Z][^\n.;:!?]{0,50}?(?:\b[A-Z][a-z]{0,3}\.)?,?\s$")


def entries(says: Entries, text: str, found: Sequence[Timex]) -> frozenset[int]:
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
        and (_begins_entry(text, timex) or _heads_letter(says, text, timex))
    ]
    return frozenset(begun) if len(begun) >= ENOUGH else frozenset()


def _begins_entry(text: str, timex: Timex) -> bool:
    begins = _BEGINS.search(text, max(0, timex.start - 5), timex.start)
    return begins is not None and _ENDS.match(text, timex.end) is not None


def _heads_letter(says: Entries, text: str, timex: Timex) -> bool:
    """ "Camp near Falmouth, Va., Dec. 14, 1862" over a line that says "Dear Mother"."""
    heads = _HEADS.search(text, max(0, timex.start - 70), timex.start)
    return heads is not None and says.greets.match(text, timex.end) is not None


def is_diary(says: Entries, text: str, days: frozenset[int]) -> bool:
    """Whether whoever keeps the entries tells of themselves: then each is written on its day."""
    return bool(days) and len(says.of_mine.findall(text)) >= len(days)


def _is_day(expression: Expression) -> bool:
    match expression:
        case Numeric():
            return True
        case Nearest(what) | Fixed(_, what):
            return what is not None and what.field == "day"
    return False
