"""How expressions of time stand beside each other: in one list or range, in one sentence or in two."""

from __future__ import annotations

import re

from timeline.temporal import stops
from timeline.temporal.beside import Joints
from timeline.temporal.expression import Clock
from timeline.temporal.tagger import Timex

LIST_GAP = 40
"""So much between those of a list that says of each what it is."""
GAP = 12
"""So much text stands between the times of one list or range, at most."""


def opens(says: Joints, text: str, timex: Timex) -> bool:
    """Whether a time only says when something began: "since late last year"."""
    return text[max(0, timex.start - 6) : timex.start].lower() == says.since


def to_come(says: Joints, text: str, timex: Timex) -> bool:
    """Whether an hour is that of what is to come, and so of the day to come: "The vote is on Friday. Polls will open at 8 a.m."."""
    return says.to_come.search(text, max(0, timex.start - 60), timex.start) is not None


def joined(says: Joints, text: str, left: Timex, right: Timex) -> bool:
    """Whether two expressions stand in one list or range: "May 4 and 5", "from March to June"."""
    return right.start - left.end <= GAP and says.joined.fullmatch(text, left.end, right.start) is not None


def parted(text: str, left: Timex, right: Timex) -> bool:
    """Whether a sentence ends between two expressions."""
    return stops.between(text, left.end, right.start)


_UNQUOTED = re.compile(r"[,.?!][\"”]")


def unquoted(text: str, left: Timex, right: Timex) -> bool:
    """Whether a quotation ends between two expressions: ""We will talk tomorrow," she said shortly before noon"."""
    return _UNQUOTED.search(text, left.end, right.start) is not None


def ranged(says: Joints, text: str, left: Timex, right: Timex) -> bool:
    """Whether one time is the beginning and the other the end of a range: "from March to June", "between May 4 and 6"."""
    if not joined(says, text, left, right):
        return False
    if says.up_to.fullmatch(text, left.end, right.start):
        return True
    between = text[max(0, left.start - 12) : left.start].lower().split()[-1:] == [says.between]
    return between and says.both.fullmatch(text, left.end, right.start) is not None


def _listed(says: Joints, text: str, left: Timex, right: Timex) -> bool:
    """Whether two times stand in a list that has but one verb: "the heats are on Tuesday, the semi-finals on Wednesday"."""
    return (
        right.start - left.end <= LIST_GAP and says.listed.fullmatch(text, left.end, right.start) is not None
    )


def on_one_side(says: Joints, text: str, left: Timex, right: Timex) -> bool:
    """Whether what says on which side of the anchor one lies says it of the other: lists, and an hour with its day."""
    return (
        joined(says, text, left, right)
        or _listed(says, text, left, right)
        or (
            isinstance(left.reading.expression, Clock)
            and right.start - left.end <= GAP
            and says.on.fullmatch(text, left.end, right.start) is not None
        )
    )
