"""Which decisions are worth a person's time, and in which order: rank × doubt × harm."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeGuard

import msgspec

from timeline.build import Told
from timeline.chronology import chronicle
from timeline.chronology.corrections import Corrections, interval_of_edtf
from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.terms import values
from timeline.civil import Grain, Interval, iso_day
from timeline.config import Config
from timeline.model import Article, Chronology, Conflict, Event, Mention
from timeline.publishing.dates import Dates
from timeline.publishing.timelines import STORY, leading

BELOW = 0.8
"""Confidence under which an event goes out only once a person has seen it."""

TRIFLE = 0.05
"""Rank × doubt × harm below which nobody need be asked, unless sources disagree."""

_CERTAIN = 0.05
"""What is in no doubt may still be looked at, last."""

_LEADS = 0.5
"""How much what stands at the head of the page is asked about, however sure the program is: everybody reads it."""

_REPEATS = 0.4
"""How much an event is asked about that seems to tell what a higher one tells."""

_SHARED = 0.5
"""The share of the weight of the shorter one's words by which two events seem to tell the same."""

_COUNTED = re.compile(r"(\d+) of (\d+) reports say ")
_HARMLESS = 0.5
_NUMBER = re.compile(r"\d|\b(?:dozens|scores|hundreds|thousands)\b")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One event to be decided: how much that would gain, and what is doubtful about it, in words."""

    event: Event
    weight: float
    doubts: tuple[str, ...]
    repeats: bool = False
    """Whether it seems to tell what one higher on the page tells."""
    same: tuple[str, ...] = ()
    """Events that seem to tell the same, the one with the highest rank first."""

    @property
    def decided(self) -> bool:
        """Whether a person has decided it."""
        return self.event.review.state not in ("proposed", "stale")

    @property
    def corrected(self) -> bool:
        """Whether a person put it right, so that nothing tells any more how doubtful it was."""
        return self.event.review.state in ("corrected", "rejected")

    @property
    def stale(self) -> bool:
        """Whether its words were edited after somebody decided it: it is asked about again, whatever else is open."""
        return self.event.review.state == "stale"

    @property
    def leading(self) -> Mention | None:
        """The mention that dates the event; none for one added by hand."""
        return self.event.mentions[0] if self.event.mentions else None


def doubts(event: Event) -> tuple[float, tuple[str, ...]]:
    """How doubtful an event is (0 to 1), and why, in words."""
    found: list[tuple[float, str]] = []
    if not event.mentions:
        return 0.0, ()
    first = event.mentions[0]
    if event.review.state == "stale":
        found.append((1.0, "its words were edited after it was decided"))
    if event.confidence < BELOW:
        found.append((1 - event.confidence, how_sure(event)))
    for conflict in event.conflicts:
        found.append((0.6, f"sources disagree: also {_said(conflict)}"))
    if first.inherited:
        found.append((0.3, "its own sentence names no time; it was taken over from one before"))
    if first.timex and first.timex.alternatives and event.review.state != "corrected":
        other = first.timex.alternatives[0]
        if other.confidence >= 0.25:
            meaning = _in_words(other.edtf) if other.edtf else other.value
            found.append((other.confidence, f"it may also mean {meaning}"))
    return max((weight for weight, _ in found), default=0.0), tuple(words for _, words in found)


def how_sure(event: Event) -> str:
    """How sure the program is of a date, in words."""
    return f"the program is {event.confidence:.0%} sure"


@cache
def _in_words(edtf: str) -> str:
    interval = interval_of_edtf(edtf)
    return Dates("en").when(interval, edtf).words if interval else edtf


def _said(conflict: Conflict) -> str:
    """What some say instead, and how many of them."""
    counted = _COUNTED.match(conflict.reason)
    if counted is None or not conflict.edtf:
        return conflict.reason
    number, among = counted.groups()
    say = "the same report" if among == "1" else f"{number} of {among} reports"
    return f"{_in_words(conflict.edtf)}, according to {say}"


def harm(event: Event, lang: str = "en") -> float:
    """How much a mistake would hurt: 1 for casualties, accusations and contested control, with a number most of all.

    The words are those for which an attribution must not be lost (``reporting.contested`` in the language's data).
    """
    contested = lexicon(lang).reporting.contested
    words = event.headline.lower()
    if not contested.isdisjoint(re.findall(r"[\w’']+", words)):
        return 1.0 if _NUMBER.search(words) else 0.9
    return _HARMLESS


def asked(articles: int) -> int:
    """How many decisions a person is asked for: a quarter of an hour's work on forty articles, half a day's on thousands.

    >>> [asked(articles) for articles in (1, 10, 40, 1000)]
    [4, 13, 25, 126]
    """
    return round(4 * math.sqrt(articles))


class Budget:
    """How many decisions may still be asked for: each sitting has its own, for what was published since the one before.

    A sitting is a day on which somebody decided something; what was published by then is its matter. So the count of a
    review stands still while it goes on, and forty stories that come in a year later are worth another quarter of an hour.
    """

    def __init__(
        self, articles: Mapping[str, Article], corrections: Corrections, *, spent: bool = True
    ) -> None:
        self._articles = articles
        self._sittings = sorted({one.on for one in corrections.decisions if one.on})
        self.gone = [one.article for one in corrections.decisions if one.drop or one.withdraw]
        """Of each decision by which events left the chronology, the article."""
        self._about = Counter((one.article, one.exact) for one in corrections.decisions)
        new = Counter(map(self.sitting, articles))
        gone = Counter(map(self.sitting, self.gone)) if spent else Counter[int]()
        self.left: Mapping[int, int] = {sitting: asked(new[sitting]) - gone[sitting] for sitting in new}
        """What may still be asked for, by sitting."""

    def further(self, item: Item) -> int:
        """How many decisions were taken about an event beyond one: about others, before these became part of it."""
        if not item.decided:
            return 0
        told = {(one.article, " ".join(one.quote.split())) for one in item.event.mentions}
        return max(0, sum(self._about[words] for words in told) - 1)

    def sitting(self, article: str | None) -> int:
        """At which sitting an article was new; of one that has no date, or is not there, at the first."""
        known = self._articles.get(article) if article else None
        start = known.anchor.moment.start if known and known.anchor else None
        return bisect_left(self._sittings, iso_day(start)) if start is not None else 0


def chosen(ordered: Iterable[Item], budget: Budget, asked_about: Container[str] = ()) -> tuple[Item, ...]:
    """The queue: what a person has decided, and the most rewarding of what is open, as many as can be asked for.

    What is decided stays in it, so that the count of a review goes forward only, and what was accepted beyond it (all of a
    source at once) takes no question's place. Of events that are dated by one and the same expression only the most
    rewarding is asked about: whether the expression was understood is one decision.
    What was added by hand is no answer to a question. ``asked_about`` are events that were asked about before: the place of
    one that was accepted since stays taken, also where another has moved up to the head of the page instead of it.
    """
    told = [(item, item.leading.article) for item in ordered if item.leading]
    left = Counter(budget.left)
    answered = _answered([item for item, _ in told], budget, asked_about)
    for item, article in told:
        left[budget.sitting(article)] -= (item.event.id in answered) + budget.further(item)
    decided = {_expression(item) for item, _ in told if item.decided} - {None}
    counted: set[tuple[str, int] | None] = set()
    found = []
    for item, article in told:
        expression = _expression(item)
        sitting = budget.sitting(article)
        asking = left[sitting] > 0 and worthwhile(item) and expression not in counted and not item.corrected
        if item.decided or item.stale or (asking and expression not in decided):
            found.append(item)
        if asking and (item.decided or expression not in decided):
            counted |= {expression} - {None}
            left[sitting] -= not item.decided or not _was_asked(item, asked_about)
    return tuple(found)


def _answered(told: Sequence[Item], budget: Budget, asked_about: Container[str]) -> frozenset[str]:
    """The events that somebody put right, or accepted when they were asked about.

    What was accepted and is in no doubt may have been asked about in the course of a review, as it moved up to the head of the page: so
    one at most may for each event that was rejected or put right, those with the highest rank first.
    """
    raised = len(budget.gone) + sum(item.corrected for item in told)
    known = {
        item.event.id for item in told if item.decided and (item.corrected or _was_asked(item, asked_about))
    }
    sure = (item.event for item in told if item.decided and not item.doubts and item.event.id not in known)
    ranked = sorted(sure, key=lambda event: -event.score)
    return frozenset(known | {event.id for event in ranked[:raised]})


def _was_asked(item: Item, asked_about: Container[str]) -> bool:
    """Whether an event, or one that is part of it now, was asked about before."""
    return any(one in asked_about for one in (item.event.id, *item.event.aliases))


def asked_at_first(told: Told, corrections: Corrections) -> frozenset[str]:
    """The events that are asked about while nothing is decided of any.

    One of them that was accepted keeps its place among the questions, also where what raised it is gone: it seemed to tell
    what another tells, which was rejected since.
    """
    if not corrections.decisions:
        return frozenset()
    bare = chronicle(told.digests, msgspec.structs.replace(corrections, decisions=()), Config())
    budget = Budget(told.articles, corrections, spent=False)
    return frozenset(item.event.id for item in chosen(everything(bare, told.articles), budget))


def open_events(told: Told, corrections: Corrections) -> Iterator[Event]:
    """What a review still asks about."""
    ordered, budget = everything(told.chronology, told.articles), Budget(told.articles, corrections)
    queue = chosen(ordered, budget, asked_at_first(told, corrections))
    return (item.event for item in queue if not item.decided)


def _expression(item: Item) -> tuple[str, int] | None:
    """The place of the expression that dates an event."""
    leading = item.leading
    return (leading.article, leading.timex.start) if leading and leading.timex else None


def worthwhile(item: Item) -> bool:
    """Whether a decision is worth a person's time."""
    return bool(item.doubts) and (item.weight >= TRIFLE or bool(item.event.conflicts))


def everything(chronology: Chronology, articles: Mapping[str, Article] | None = None) -> tuple[Item, ...]:
    """Every event as an item, in the queue's order: doubtful first; ties by the chronology's own order."""
    found = []
    more, same, repeated = _of_the_page(chronology.events)
    for place, event in enumerate((*chronology.events, *chronology.undated)):
        doubt, why = doubts(event)
        for extra, words in more.get(event.id, ()):
            doubt, why = max(doubt, extra), (*why, words)
        lang = articles[event.mentions[0].article].lang if articles and event.mentions else "en"
        weight = (0.1 + event.score) * max(doubt, _CERTAIN) * harm(event, lang)
        likes = tuple(same.get(event.id, ()))
        item = Item(event=event, weight=weight, doubts=why, repeats=event.id in repeated, same=likes)
        found.append((-round(weight, 6), place, item))
    return tuple(item for _, _, item in sorted(found, key=lambda one: one[:2]))


def _of_the_page(
    events: Sequence[Event],
) -> tuple[dict[str, list[tuple[float, str]]], dict[str, list[str]], set[str]]:
    """What makes an event worth a look beyond its date: it leads the page, or seems to tell what a higher one tells; which
    events seem to tell the same; and those of them that repeat a higher one."""
    read = [event for event in events if event.mentions]
    by_score = sorted(read, key=lambda event: (not event.pinned, -event.score))
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    same: defaultdict[str, list[str]] = defaultdict(list)
    repeated: set[str] = set()
    for event in leading(by_score, STORY) if len(read) > STORY else ():
        found[event.id].append((_LEADS, "it stands in the story so far, at the head of the page"))
    shown = by_score[: _SEEN * STORY]
    for event, other in _repeated(shown):
        found[event.id].append((_REPEATS, f"it may be the same as “{other.headline}”: m merges them"))
        same[event.id].append(other.id)
        same[other.id].append(event.id)
        repeated.add(event.id)
    return found, same, repeated


_SEEN = 12
"""So many times the story so far is what a reader sees of a page before leaving it."""


def _repeated(events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Each event, of which the higher come first, that shares its words and its day or month with a higher one, and that."""
    weight = values().__getitem__
    told = [frozenset(event.mentions[0].terms) for event in events]
    worth = [sum(map(weight, terms)) for terms in told]
    for number, event in enumerate(events):
        if event.kind == "planned":
            continue
        for before, other in enumerate(events[:number]):
            if other.kind == "planned" or not _meet(event, other):
                continue
            if sum(map(weight, told[number] & told[before])) > _SHARED * min(worth[number], worth[before]):
                yield event, other
                break


def is_close(when: Interval | None) -> TypeGuard[Interval]:
    """Whether a date has a beginning and an end and is a month or finer: such dates tell events apart."""
    return when is not None and None not in (when.start, when.end) and when.grain <= Grain.MONTH


def _meet(one: Event, other: Event) -> bool:
    """Whether two events lie on days or in months that have a beginning and an end, and meet."""
    return is_close(one.when) and is_close(other.when) and one.when.overlaps(other.when)


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a review is: what is decided counts for good, new arrivals are added to the end."""

    decided: int
    total: int

    @property
    def left(self) -> int:
        """What is still open."""
        return self.total - self.decided


def progress(queue: Iterable[Item], just_decided: Collection[str] = (), gone: int = 0) -> Progress:
    """Counts over a queue; ``just_decided`` are events whose decision is on disk but not yet in the chronology.

    ``gone`` counts the decisions by which events left the chronology or became part of others.
    """
    known = tuple(queue)
    done = sum(item.decided or item.event.id in just_decided for item in known)
    return Progress(decided=done + gone, total=len(known) + gone)


def following(queue: Iterable[Item], after: str | None, just_decided: Collection[str] = ()) -> Item | None:
    """The next open item behind ``after`` in the queue, or from its beginning; ``None`` when all are decided."""
    known = tuple(queue)
    place = next((place for place, item in enumerate(known) if item.event.id == after), -1)
    turned = (*known[place + 1 :], *known[: place + 1])
    return next((item for item in turned if not item.decided and item.event.id not in just_decided), None)
