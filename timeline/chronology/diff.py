"""What changed between two chronologies, and why: for an editor before publication, and for a pull request.

Works on the records of ``timeline export --format jsonl``, so that a chronology of last year can be compared with one of
today. Events are the same when their ids or aliases are; an id comes from an event's own words, so one whose words were
edited is known by what is most like it in the same article, and one whose article was renamed by its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from timeline.model import Value

What = Literal["added", "withdrawn", "merged", "redated", "moved", "reranked", "reworded"]

HEADINGS: dict[What, str] = {
    "added": "Added",
    "withdrawn": "Withdrawn",
    "merged": "Merged into others",
    "redated": "Dated anew",
    "moved": "Moved within their time",
    "reranked": "Ranked anew",
    "reworded": "Told otherwise",
}
EDITED = 80
"""From here on (of 100) words of one article are like others that they were before."""
RANK = 0.1
"""A score has to move by this much to be told."""

Record = Mapping[str, Any]
T = TypeVar("T")


class Change(Value, frozen=True, kw_only=True):
    """One change of one event: what it was, what it is, and the cause as far as the two chronologies tell it.

    ``id`` is the event's as it was, or as it is where it is new; ``now`` the id of what it has become, empty where it is
    gone. ``field`` names what is told otherwise.
    """

    what: What
    id: str
    now: str = ""
    field: str = ""
    headline: str
    before: str | None = None
    after: str | None = None
    cause: str = ""


def changes(old: Iterable[Record], new: Iterable[Record]) -> list[Change]:
    """The changes from one list of event records to another, by kind and then in the order of the chronology.

    >>> a = {"id": "a", "aliases": [], "edtf": "2016", "headline": "It rose", "score": 1, "mentions": []}
    >>> [(c.what, c.before, c.after) for c in changes([a], [a | {"edtf": "2017"}])]
    [('redated', '2016', '2017')]
    """
    return _Comparison(list(old), list(new)).run()


class _Comparison:
    def __init__(self, old: list[Record], new: list[Record]) -> None:
        self.old = old
        self.new = new
        self.new_of = {
            name: number for number, event in reversed(list(enumerate(new))) for name in names(event)
        }
        self.new_of |= {event["id"]: number for number, event in enumerate(new)}
        self.old_of = {name: event for event in old for name in names(event)}
        self.old_articles = _articles(old)
        self.new_articles = _articles(new)

    def run(self) -> list[Change]:
        pairs: dict[int, int] = {}
        found: list[Change] = []
        gone: list[int] = []
        for number, event in enumerate(self.old):
            match = known_as(event, self.new_of)
            if match is None:
                gone.append(number)
            elif match in pairs:
                found.append(self._merged(event, self.new[match]))
            else:
                pairs[match] = number
        fresh = [number for number in range(len(self.new)) if number not in pairs]
        become = edited([self.old[number] for number in gone], [self.new[number] for number in fresh])
        pairs |= {fresh[new]: gone[old] for old, new in become.items()}
        found += [self._withdrawn(self.old[number]) for at, number in enumerate(gone) if at not in become]
        found += [self._added(event) for number, event in enumerate(self.new) if number not in pairs]
        kept = sorted((old, new) for new, old in pairs.items())
        moved = _moved([new for _, new in kept])
        for old_number, new_number in kept:
            old = self.old[old_number]
            same = self._same(old, self.new[new_number], new_number in moved)
            found += [msgspec.structs.replace(change, id=old["id"]) for change in same]
        order = list(HEADINGS)
        return sorted(found, key=lambda change: order.index(change.what))

    def _withdrawn(self, event: Record) -> Change:
        gone = sorted(_articles([event]) - self.new_articles)
        if gone and len(gone) == len(_articles([event])):
            cause = f"no longer read, or nothing left in it: {', '.join(gone)}"
        elif _articles([event]):
            cause = f"its words changed or a decision took it out: {', '.join(sorted(_articles([event])))}"
        else:
            cause = "no longer in corrections.toml"
        return _change("withdrawn", event, event.get("edtf"), None, cause)

    def _merged(self, event: Record, into: Record) -> Change:
        reasons = "; ".join(into.get("merged_because") or ())
        found = _change("merged", event, event["headline"], into["headline"], reasons or "the same event")
        return msgspec.structs.replace(found, now=into["id"])

    def _added(self, event: Record) -> Change:
        articles = _articles([event])
        fresh = sorted(articles - self.old_articles)
        if not articles:
            cause = _decided(event) or "added by hand"
        elif fresh:
            cause = f"new: {', '.join(fresh)}"
        elif parted := known_as(event, self.old_of):
            cause = _decided(event) or f"parted from “{parted['headline']}”"
        else:
            cause = _decided(event) or f"changed: {', '.join(sorted(articles))}"
        return _change("added", event, None, event.get("edtf"), cause)

    def _same(self, old: Record, new: Record, moved: bool) -> Iterable[Change]:
        renewed = set(names(old)).isdisjoint(names(new))
        more = [] if renewed else sorted(_articles([new]) - _articles([old]))
        cause = _decided(new) or (f"also told in {', '.join(more)}" if more else "")
        if old.get("edtf") != new.get("edtf"):
            yield _change("redated", new, old.get("edtf"), new.get("edtf"), cause or _dated_by(new))
        elif moved:
            yield _change(
                "moved", new, old.get("why_here"), new.get("why_here"), cause or new.get("why_here") or ""
            )
        if abs((old.get("score") or 0) - (new.get("score") or 0)) >= RANK:
            told = "" if more else "what others tell of its day or its words has changed"
            yield _change("reranked", new, f"{old.get('score')}", f"{new.get('score')}", cause or told)
        if renewed:
            (article, quote), (other, words) = _quotes(old)[0], _quotes(new)[0]
            field, before, after = ("quote", quote, words) if quote != words else ("article", article, other)
            found = _change("reworded", new, before, after, cause)
            yield msgspec.structs.replace(found, field=field)
        for field in ("headline", "kind", "asserted_by"):
            if old.get(field) != new.get(field):
                found = _change("reworded", new, old.get(field), new.get(field), cause)
                yield msgspec.structs.replace(found, field=field)


def edited(gone: Sequence[Record], fresh: Sequence[Record]) -> dict[int, int]:
    """The places of events whose words were edited, each with that of the new one that it has become: the likest first.

    In another article, such as one that was renamed, only the very same words count.

    >>> was, now = ({"mentions": [{"article": "a", "quote": f"The old dam broke on {day}"}]} for day in ("Monday", "Sunday"))
    >>> edited([was], [now])
    {0: 0}
    """
    from rapidfuzz import fuzz

    here: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    same: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for new, event in enumerate(fresh):
        for article, quote in _quotes(event):
            here[article].append((new, quote))
            same[quote].append((new, quote))
    alike = sorted(
        (-like, old, new)
        for old, event in enumerate(gone)
        for article, was in _quotes(event)
        for new, quote in (*here[article], *same[was])
        if (like := fuzz.ratio(was, quote)) >= EDITED
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, new in alike:
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def _change(what: What, event: Record, before: str | None, after: str | None, cause: str) -> Change:
    now = "" if what in ("withdrawn", "merged") else event["id"]
    return Change(
        what=what,
        id=event["id"],
        now=now,
        headline=event["headline"],
        before=before,
        after=after,
        cause=cause,
    )


def known_as(event: Record, of: Mapping[str, T]) -> T | None:
    """What an event is among those known ``of`` their ids: by its own id first, then by the others."""
    return next((of[name] for name in names(event) if name in of), None)


def names(event: Record) -> list[str]:
    """The ids that an event is known by: its own, its former ones, those of its mentions."""
    return [
        event["id"],
        *event.get("aliases", ()),
        *(m["id"] for m in event.get("mentions", ()) if m.get("id")),
    ]


def _quotes(event: Record) -> list[tuple[str, str]]:
    """The articles that tell an event, each with the words it has."""
    return [
        (mention["article"], mention["quote"])
        for mention in event.get("mentions", ())
        if mention.get("quote")
    ]


def _articles(events: Iterable[Record]) -> set[str]:
    return {mention["article"] for event in events for mention in event.get("mentions", ())}


def _decided(event: Record) -> str:
    """What a person decided about an event."""
    review = event.get("review") or {}
    if isinstance(review, str) or review.get("state") in (None, "proposed"):
        return ""
    by = f" ({review['by']})" if review.get("by") else ""
    return f"{review['state']} by hand{by}" + (f": {review['because']}" if review.get("because") else "")


def _dated_by(event: Record) -> str:
    mentions: Sequence[Record] = event.get("mentions") or ({},)
    timex = mentions[0].get("timex") or {}
    return f"“{timex['text']}” in {mentions[0]['article']}" if timex.get("text") else ""


def _moved(places: Sequence[int]) -> set[int]:
    """The fewest places that have to be taken out so that the rest stands in order."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(places)
    for number, place in enumerate(places):
        at = bisect_left(tails, place)
        before[number] = ends[at - 1] if at else -1
        tails[at : at + 1], ends[at : at + 1] = [place], [number]
    steady: set[int] = set()
    number = ends[-1] if ends else -1
    while number >= 0:
        steady.add(places[number])
        number = before[number]
    return set(places) - steady


# --- words ------------------------------------------------------------------------------------------------


def as_json(found: Sequence[Change]) -> bytes:
    """The changes as a JSON array."""
    return msgspec.json.encode(found)


def as_text(found: Sequence[Change]) -> str:
    """The changes for a terminal."""
    if not found:
        return "Nothing changed.\n"
    lines: list[str] = []
    for what, group in _grouped(found):
        lines.append(f"{HEADINGS[what]} ({len(group)})")
        for line, cause in _told(group):
            lines.append(f"  {line}")
            if cause:
                lines.append(f"      {cause}")
    return "\n".join(lines) + "\n"


def as_markdown(found: Sequence[Change]) -> str:
    """The changes for a pull request; the words of articles never become markup."""
    if not found:
        return "The chronology does not change.\n"
    counted = ", ".join(f"{len(group)} {HEADINGS[what].lower()}" for what, group in _grouped(found))
    lines = [f"**Chronology:** {counted}.", ""]
    for what, group in _grouped(found):
        lines += [f"### {HEADINGS[what]}", ""]
        for line, cause in _told(group):
            lines.append(f"- {_escaped(line)}" + (f"<br>{_escaped(cause)}" if cause else ""))
        lines.append("")
    return "\n".join(lines)


def _grouped(found: Sequence[Change]) -> list[tuple[What, list[Change]]]:
    groups: dict[What, list[Change]] = {}
    for change in found:
        groups.setdefault(change.what, []).append(change)
    return list(groups.items())


def _told(group: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """What is said of each change, and its cause; what would be said again and again is counted."""
    for (line, cause), times in Counter((_line(change), change.cause) for change in group).items():
        yield (line if times == 1 else f"{line} ({times} events)"), cause


def _line(change: Change) -> str:
    if change.what == "added":
        return f"{change.after or 'undated'}  {change.headline}"
    if change.what == "withdrawn":
        return f"{change.before or 'undated'}  {change.headline}"
    if change.what == "merged":
        return f"{change.before} → {change.after}"
    if change.what == "reworded":
        named = f"{change.headline}: " if change.field in ("kind", "asserted_by") else ""
        return f"{named}{change.before or '–'} → {change.after or '–'}"
    return f"{change.headline}: {change.before or 'undated'} → {change.after or 'undated'}"


def _escaped(words: str) -> str:
    """Words as Markdown that shows them as they are."""
    out = "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+!|~" else sign for sign in " ".join(words.split()))
    return out.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
