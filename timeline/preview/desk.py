"""A review in progress: the queue, the file of decisions, and what was decided since the last build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from time import monotonic
from typing import Any

import msgspec

from timeline.build import Told
from timeline.chronology import Corrections
from timeline.chronology.blocks import Fields
from timeline.chronology.corrections import Correction
from timeline.chronology.decide import mention_at, occurrences
from timeline.chronology.ledger import Ledger
from timeline.civil import DAY, Grain, Interval
from timeline.model import Article, Event, Mention
from timeline.preview.astray import Astray, astray
from timeline.preview.decisions import Entry, Said, entries, refuse, without
from timeline.preview.queue import (
    Budget,
    Item,
    Progress,
    asked_at_first,
    chosen,
    everything,
    following,
    is_close,
    progress,
)
from timeline.preview.when import read_date

_SAME_DATE = 25
"""Points of a hundred by which one and the same day makes two events more alike, and one without an end less."""


class Desk:
    """Decisions on one project. ``told`` is the newest chronology; :meth:`take` says when there is a newer one."""

    def __init__(self, ledger: Ledger, told: Told, by: str | None = None) -> None:
        self.ledger = ledger
        self.by = by
        self.just: dict[str, float] = {}
        """Events whose decision is on the disk and not yet in the chronology, with the moment it was written."""
        self.merged: dict[str, float] = {}
        """Events that such a decision made part of another, likewise: no question of their own any more."""
        self._states: list[tuple[float, Corrections]] = []
        """What the file of decisions said, and from which moment on: the newest told of, and what was written since."""
        self.places: dict[str, float] = {}
        """How rewarding each event was when it first came into the queue: there it stays, so that a review goes on where it is."""
        self.asked_about = set(asked_at_first(told, ledger.read()[1]))
        """Events that were once an open question, here or to whoever decided first."""
        self.take(told, monotonic())

    def take(self, told: Told, begun: float) -> None:
        """A newer chronology, with all that was on the disk when its build began (a moment of the monotonic clock)."""
        self.told = told
        self.just = {event: written for event, written in self.just.items() if written > begun}
        self.merged = {event: written for event, written in self.merged.items() if written > begun}
        corrections = self._as_of(begun)
        self.astray = astray(corrections, told)
        """Decisions that apply to nothing now."""
        self.articles: Mapping[str, Article] = told.articles
        self.all: tuple[Item, ...] = everything(told.chronology, self.articles)
        budget = Budget(self.articles, corrections)
        asked = chosen(self.all, budget, self.asked_about)
        self.asked_about |= {item.event.id for item in asked if not item.decided}
        self.gone = len(budget.gone) + sum(map(budget.further, asked))
        place = {item.event.id: self.places.setdefault(item.event.id, item.weight) for item in asked}
        self.queue: tuple[Item, ...] = tuple(sorted(asked, key=lambda item: -place[item.event.id]))
        wanted = {item.event.id for item in self.queue}
        self.small = tuple(item for item in self.all if item.doubts and item.event.id not in wanted)
        """Doubts that are hardly worth a person's time, for whoever has some."""
        self.events = _events(told)
        told_in_order = (*told.chronology.events, *told.chronology.undated)
        self.order = {event.id: place for place, event in enumerate(told_in_order)}

    def _as_of(self, begun: float) -> Corrections:
        """What the file of decisions said when a build began: what was decided since is counted as just decided, and once."""
        since = [state for state in self._states if state[0] > begun]
        before = [state for state in self._states if state[0] <= begun]
        known = before[-1][1] if since and before else self.ledger.read()[1]
        self._states = [(begun, known), *since]
        return known

    @property
    def progress(self) -> Progress:
        """How far this review is."""
        return progress(self.queue, self.just, self.gone)

    def next(self, after: str | None = None) -> Item | None:
        """The next open item; behind one of the smaller doubts, the next of those."""
        if any(item.event.id == after for item in self.small):
            return following(self.small, after, self.settled)
        return following(self.queue, after, self.settled)

    @property
    def settled(self) -> Set[str]:
        """Events about which nothing is asked any more since the last build."""
        return self.just.keys() | self.merged.keys()

    def item(self, event: str) -> Item | None:
        """One event, by its id or a former one."""
        found = self.events.get(event)
        return None if found is None else next((item for item in self.all if item.event.id == found.id), None)

    def decide(self, said: Said) -> None:
        """Write one decision; it is on the disk when this returns. Raises :class:`CorrectionsError`, :class:`OutputError`."""
        self.decide_all([said])

    def decide_all(self, many: list[Said]) -> None:
        """Write decisions in one step, to be undone in one."""
        self.ledger.decide(lambda standing: self._entries(many, standing))
        written = monotonic()
        self._states.append((written, self.ledger.read()[1]))
        self.just |= {event.id: written for said in many if (event := self.events.get(said.event or ""))}
        self.merged |= {event.id: written for said in many if (event := self.events.get(said.other or ""))}

    def _entries(self, many: list[Said], corrections: Corrections) -> list[Entry]:
        """What decisions write, each joined with what stands about the same words."""
        today = dt.datetime.now(dt.UTC).astimezone().date().isoformat()
        wanted: dict[tuple[str, str], Entry] = {}
        for said in many:
            if said.action == "forget":
                one = self._named(said.value)
                wanted[one.name, ""] = ("correction", one.key, None)
                continue
            event = self.events.get(said.event or "")
            if said.action == "date" or (said.action == "add" and said.value):
                article = self.articles.get(event.mentions[0].article) if event and event.mentions else None
                said = msgspec.structs.replace(said, value=read_date(said.value or "", article).edtf)  # noqa: PLW2901 - the decision as it will be written
            for entry in entries(said, event, self.events, self.articles, by=self.by, on=today):
                table, key, fields = self._joined(entry, event, said, corrections)
                known = wanted.get((table, repr(sorted(key.items()))))
                if known and known[2] is not None and fields is not None:
                    fields = {**known[2], **fields, **_merges(known[2], fields)}
                wanted[table, repr(sorted(key.items()))] = (table, key, fields)
            if event and (former := self.former(event)):
                wanted.setdefault((former.name, ""), ("correction", former.key, None))
        return list(wanted.values())

    def former(self, event: Event) -> Astray | None:
        """What was decided about an event before its words were edited; the next decision takes its place."""
        own = {mention.id for mention in event.mentions}
        return next((one for one in self.astray if one.mention in own), None)

    @property
    def lost(self) -> tuple[Astray, ...]:
        """Decisions that apply to nothing and about which nothing is asked: to be removed, or mended in the file."""
        return tuple(one for one in self.astray if one.mention is None)

    def _named(self, name: str | None) -> Astray:
        found = next((one for one in self.astray if one.name == name and not one.applies), None)
        if found is None:
            raise refuse(
                f"no decision that applies to nothing is called {name!r}",
                "Take its name from `timeline review list`.",
            )
        return found

    def undo(self) -> str | None:
        """Take the last step back; the words it was about, or ``None`` when there is nothing to take back."""
        change = self.ledger.undo()
        if change is None:
            return None
        self._states.append((monotonic(), self.ledger.read()[1]))
        self.just.clear()
        self.merged.clear()
        return str(change.key.get("exact") or change.key.get("id") or "")

    def _joined(self, entry: Entry, event: Event | None, said: Said, corrections: Corrections) -> Entry:
        """An entry together with what was decided before about the same words."""
        table, _, fields = entry
        if table != "correction" or event is None or fields is None:
            return entry
        mention = next(m for m in event.mentions if said.mention in (None, m.id))
        digest = next(digest for digest in self.told.digests if digest.article.id == mention.article)
        before = _standing(corrections, mention, event, digest.article, digest.mentions)
        if before is None:
            return entry
        old = {
            name: value
            for name, value in msgspec.to_builtins(before).items()
            if name not in ("article", "exact", "prefix", "suffix", "id")
        }
        kept: dict[str, Any] = without(old, fields)
        named: Fields = {
            name: value
            for name in ("article", "exact", "prefix", "suffix", "id")
            if (value := getattr(before, name))
        }
        return table, named, {**kept, **fields, **_merges(kept, fields)}

    def alike(self, item: Item) -> tuple[Item, ...]:
        """Open items whose date rests on the same words of the same source, in their order: to be decided together."""
        leading = item.leading
        if leading is None or leading.timex is None:
            return ()
        words, source = leading.timex.text.casefold(), self.articles[leading.article].source
        found = (
            other
            for other in self.all
            if other.doubts and not other.decided and other.event.id not in self.settled and (one := other.leading) and one.timex
            and one.timex.text.casefold() == words and self.articles[one.article].source == source
        )  # fmt: skip
        return tuple(sorted(found, key=lambda other: self.order[other.event.id]))

    def find(self, words: str, limit: int = 9) -> tuple[Item, ...]:
        """Events whose headline, quotation or article fits some words, the best first."""
        from rapidfuzz import fuzz, process

        texts = {
            item.event.id: f"{item.event.headline} {item.leading.quote if item.leading else ''} {item.event.edtf or ''}"
            for item in self.all
        }
        found = process.extract(words, texts, scorer=fuzz.token_set_ratio, limit=limit, score_cutoff=30)
        order = {identifier: place for place, (_, _, identifier) in enumerate(found)}
        return tuple(
            sorted(
                (item for item in self.all if item.event.id in order), key=lambda item: order[item.event.id]
            )
        )

    def near(self, event: Event, limit: int = 12) -> tuple[Item, ...]:
        """Events that might be the same: those that seem so, then those of overlapping dates, the most alike first and those
        of the very date before the rest."""
        from rapidfuzz import fuzz

        def alike(item: Item) -> float:
            like = fuzz.token_set_ratio(item.event.headline, event.headline)
            return like + _SAME_DATE * _nearness(item.event.when, event.when)

        others = [
            item
            for item in self.all
            if item.event.id != event.id and item.event.mentions and event.when and item.event.when
            and item.event.when.overlaps(event.when)
        ]  # fmt: skip
        own = self.item(event.id)
        seem = own.same if own else ()
        return tuple(
            sorted(others, key=lambda item: (item.event.id not in seem, -alike(item), item.event.id))[:limit]
        )


def _day(when: Interval | None) -> int | None:
    return None if when is None or when.start is None else when.start // DAY


def _nearness(one: Interval | None, other: Interval | None) -> int:
    """1 for one and the same day, -1 where the first has no beginning or no end or is coarser than a month, else 0."""
    if not is_close(one):
        return -1
    days = other is not None and max(one.grain, other.grain) <= Grain.DAY
    return int(days and _day(one) == _day(other))


def _merges(one: Fields, other: Fields) -> dict[str, Any]:
    """The lists of what is to be merged, joined; each once."""
    joined = [*one.get("merge", ()), *other.get("merge", ())]
    return {"merge": [row for n, row in enumerate(joined) if row not in joined[:n]]} if joined else {}


def _events(told: Told) -> dict[str, Event]:
    found: dict[str, Event] = {}
    for event in (*told.chronology.events, *told.chronology.undated, *told.chronology.withdrawn):
        for identifier in (*event.aliases, *(mention.id for mention in event.mentions)):
            found.setdefault(identifier, event)
        found[event.id] = event
    return found


def _standing(
    corrections: Corrections, mention: Mention, event: Event, article: Article, among: Sequence[Mention]
) -> Correction | None:
    """The decision in the file that is about the same statement already, whoever wrote it; ``among`` are those of its article."""
    for correction in corrections.decisions:
        if correction.id is not None:
            if correction.id in (mention.id, event.id):
                return correction
        elif correction.article == article.id:
            places = occurrences(article.text, correction.selector)
            named = mention_at(places[0], (mention, *among)) if len(places) == 1 else None
            if named is not None and named.id == mention.id:
                return correction
    return None
