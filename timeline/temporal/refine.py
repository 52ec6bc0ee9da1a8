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


_NOUN_AFTER = re.compile(
    r"\s+(?!(?:and|or|to|in|at|on|as|when|while|but|with|for|by|after|before|that|which|the|a)\b)[a-z]"
)


def drop_counts_after_days(text: str, found: list[Timex]) -> list[Timex]:
    """The second number of "on May 5 and 12 people died" counts people."""
    return [
        timex
        for timex in found
        if timex.rule != "last day of several" or not _NOUN_AFTER.match(text, timex.end)
    ]


REFINERS = (drop_counts, drop_counts_after_days, drop_fall_the_verb)


class Side(NamedTuple):
    """The side of the anchor that context points to, and the words that say so."""

    direction: Direction
    reason: str
    sure: float
    near: bool = False
    """Whether the other side is meant where it lies nearer to the anchor."""


RUNNING = Side("none", "in a narrative the last time mentioned gives what is left out", 0.85)
"""The side of a narrative's bare month or day: neither, since it goes on from the time before it."""

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘'(])|\n\s*\n")
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|'ll|’ll|due|plans?|planned|planning|scheduled|expected|expects?|upcoming|set (?:to|for)|going to|(?:is|are) to|ahead of|intends?|may|would|next|begins?|deadline|to be)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:\w{3,}ed|was|were|had|did|ago|last|ate|became|began|blew|bought|bore|broke|brought|built|burst|came|caught|chose|cut|dealt|died|drew|drove|fell|felt|fled|flew|fought|found|froze|gave|got|grew|heard|held|hid|hit|kept|knew|laid|led|left|lost|made|meant|met|overtook|overthrew|paid|ran|rang|retook|rode|rose|said|sat|saw|sang|sank|sent|shook|shot|slept|sold|sought|spent|spoke|stood|stole|struck|swept|swore|swung|taught|thought|threw|told|took|tore|underwent|understood|undertook|went|withdrew|won|woke|wore|wrote)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:until|till|through)\s+(?:(?:about|around|at least|early|late|the)\s+)*$", re.IGNORECASE
)
_SINCE = re.compile(r"\bsince\s+(?:(?:about|around|at least|early|late|the)\s+)*$", re.IGNORECASE)
_APPOINTED = re.compile(
    r"\b(?:call(?:ed|s|ing)?|set|sets|fix(?:ed|es)?|schedul(?:ed|es|ing)|arrang(?:ed|es|ing)|announc(?:ed|es|ing)|postpon(?:ed|es|ing)|slated|conven(?:ed|es)|book(?:ed|s)|propos(?:ed|es|ing))\b[^.;:]{0,80}\bfor\s+$",
    re.IGNORECASE,
)
_HINGE = re.compile(r"\b(?:after|before|when|until|once|if|by the time)\s", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|can|could|may|might|shall|should|must|won't|cannot)\b", re.IGNORECASE)
_WAS_TO = re.compile(r"\b(?:was|were|been)\s+$", re.IGNORECASE)
_CAME_TO = re.compile(r",\s+(?:but\s+)?(?:was|were|did|had|has|have|never)\b", re.IGNORECASE)


def side(text: str, timex: Timex) -> Side:
    """Direction with its reason: news means the latest one up to and including the anchor, unless the clause is future."""
    low = max(0, timex.start - 140)
    for end in _SENTENCE_END.finditer(text, low, timex.start):
        low = end.end()
    stop = _SENTENCE_END.search(text, timex.end, timex.end + 90)
    high = stop.start() if stop else min(len(text), timex.end + 90)
    before = text[low : timex.start]
    if since := _SINCE.search(before):
        return Side("past", f"what has gone on since then began before: “{since.group().strip()}”", 0.9)
    undirected = nearest(timex.reading.expression)
    day = undirected is not None and undirected.what.field in ("day", "weekday")
    if day and (appointed := _APPOINTED.search(before)):
        return Side("future", f"a day is set: “{appointed.group().split()[0]} … for”", 0.85)
    if bound := _BOUND.search(before):
        return Side("future", f"a bound is the nearer one: “{bound.group().split()[0]}”", 0.8, near=True)
    ahead = _last(_FUTURE, before)
    past = _last(_PAST, before)
    if ahead and past and past.start() > ahead.end():
        ahead = None
    if ahead:
        if _WAS_TO.search(before[: ahead.start()]) and _CAME_TO.search(text, timex.end, high):
            return Side("past", f"what was to be and was not: “{ahead.group()}”", 0.75)
        return Side("future", f"the clause looks ahead: “{ahead.group()}”", 0.8)
    hinge = _last(_HINGE, before)
    if (
        hinge
        and (past is None or past.end() <= hinge.start())
        and _MODAL.search(before, 0, hinge.start())
        and len(before[hinge.end() :].split()) > 1
    ):
        return Side("future", f"it hangs on what may yet be: “{hinge.group().strip()}”", 0.75)
    if past is None:
        after = _FUTURE.search(text, timex.end, high)
        if (
            after
            and after.group().lower() in ("will", "shall", "'ll", "’ll")
            and not _PAST.search(text, timex.end, after.start())
        ):
            return Side("future", f"the clause looks ahead: “{after.group()}”", 0.75)
    verb = past or _PAST.search(text, timex.end, high)
    if verb:
        return Side("past", f"the clause looks back: “{verb.group()}”", 0.9)
    return Side("past", "news means the latest one up to its own day", 0.8)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


def nearest(expression: Expression) -> Nearest | None:
    """The undirected part of an expression, if it has one."""
    while True:
        if isinstance(expression, Nearest):
            return expression
        base = getattr(expression, "base", None)
        if base is None:
            return None
        expression = base
