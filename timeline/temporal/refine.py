"""What the grammar's data cannot say: what is no time after all, and which side of the anchor a time lies on.

Each refiner is one function with one reason. They run in the order of :data:`REFINERS`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.model import Direction
from timeline.temporal.expression import Expression, Nearest
from timeline.temporal.tagger import Timex

_COUNT_BEFORE = re.compile(
    r"(?:[$£€#]|\b(?:some|about|nearly|over|than|No\.|number|room|page|flight))\s*$", re.IGNORECASE
)
_COUNT_AFTER = re.compile(
    r"\s*(?:%|percent|per cent|people|men|women|children|troops|soldiers|miles|km|kilometers|kilometres|meters|metres|feet|tons|tonnes|pounds|dollars|euros|shares|points|votes|members|workers|jobs|employees|others|civilians|inhabitants|[\d,.]+\d|-[a-z]+)",
    re.IGNORECASE,
)


def drop_counts(text: str, found: list[Timex]) -> list[Timex]:
    """A bare number of four digits may count things: "2000 people", "$1990"."""
    kept = []
    for timex in found:
        if timex.rule == "year" and (
            _COUNT_BEFORE.search(text, max(0, timex.start - 12), timex.start)
            or _COUNT_AFTER.match(text, timex.end)
        ):
            continue
        kept.append(timex)
    return kept


def drop_fall_the_verb(text: str, found: list[Timex]) -> list[Timex]:
    """ "fall" and "spring" alone are verbs unless something says season before them."""
    kept = []
    for timex in found:
        if timex.rule == "season":
            words = text[timex.start : timex.end].lower()
            before = text[max(0, timex.start - 12) : timex.start].lower().split()
            if words in ("fall", "spring") and (
                not before
                or before[-1]
                not in (
                    "in",
                    "of",
                    "by",
                    "since",
                    "until",
                    "during",
                    "each",
                    "every",
                    "each",
                    "this",
                    "that",
                    "last",
                    "next",
                )
            ):
                continue
        kept.append(timex)
    return kept


REFINERS = (drop_counts, drop_fall_the_verb)


class Side(NamedTuple):
    """The side of the anchor that context points to, and the words that say so."""

    direction: Direction
    reason: str
    sure: float


RUNNING = Side("none", "in a narrative the last time mentioned gives what is left out", 0.85)
"""The side of a narrative's bare month or day: neither, since it goes on from the time before it."""

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘'(])|\n\s*\n")
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|'ll|’ll|due|plans?|planned|planning|scheduled|expected|expects?|upcoming|set (?:to|for)|going to|(?:is|are) to|ahead of|until|intends?|may|would|next|begins?|deadline|through|to be)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:\w{3,}ed|was|were|had|did|said|told|came|went|began|fell|rose|made|took|won|lost|held|met|left|found|got|saw|ago|last)\b",
    re.IGNORECASE,
)


def side(text: str, timex: Timex) -> Side:
    """Direction with its reason: news means the latest one up to and including the anchor, unless the clause is future."""
    low = max(0, timex.start - 140)
    for end in _SENTENCE_END.finditer(text, low, timex.start):
        low = end.end()
    stop = _SENTENCE_END.search(text, timex.end, timex.end + 90)
    high = stop.start() if stop else min(len(text), timex.end + 90)
    marker = None
    for marker in _FUTURE.finditer(text, low, timex.start):  # noqa: B007
        pass
    if marker is not None:
        past = None
        for past in _PAST.finditer(text, marker.end(), timex.start):  # noqa: B007
            pass
        if past is None:
            return Side("future", f"the clause looks ahead: “{marker.group()}”", 0.8)
    after = _FUTURE.search(text, timex.end, high)
    if (
        after
        and after.group().lower() in ("will", "shall", "'ll", "’ll")
        and not _PAST.search(text, timex.end, after.start())
    ):
        return Side("future", f"the clause looks ahead: “{after.group()}”", 0.75)
    verb = _PAST.search(text, low, high)
    if verb:
        return Side("past", f"the clause looks back: “{verb.group()}”", 0.9)
    return Side("past", "news means the latest one up to its own day", 0.8)


def nearest(expression: Expression) -> Nearest | None:
    """The undirected part of an expression, if it has one."""
    while True:
        if isinstance(expression, Nearest):
            return expression
        base = getattr(expression, "base", None)
        if base is None:
            return None
        expression = base
