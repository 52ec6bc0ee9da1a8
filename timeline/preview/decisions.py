"""What a person says → entries of ``corrections.toml``: the page and the command line share it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

import msgspec

from timeline.chronology.blocks import Fields, TableName
from timeline.chronology.corrections import CONTRADICTING, Selector
from timeline.chronology.decide import occurrences
from timeline.errors import CorrectionsError, Diagnostic
from timeline.model import Article, Event, Kind, Mention

Entry = tuple[TableName, Fields, Fields | None]
Action = Literal[
    "accept", "reject", "date", "headline", "kind", "source", "merge", "split", "pin", "add", "forget"
]

_OF_ALL = ("reject", "date", "kind")
"""What is said of an event and not of one of its reports: without the others it would be another event."""
_CONTEXT = 24
"""Characters of text around words that occur more than once, at first; more are taken while they do not suffice."""


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One decision as it comes from a person: an action on an event, with what it needs."""

    action: Action
    event: str | None = None
    mention: str | None = None
    value: str | None = None
    headline: str | None = None
    kind: Kind | None = None
    other: str | None = None
    because: str | None = None


def refuse(message: str, hint: str) -> CorrectionsError:
    """A decision that cannot be taken."""
    return CorrectionsError(
        Diagnostic(where="review", code="decision", message=message, hint=hint, level="error")
    )


def key(mention: Mention, article: Article) -> dict[str, Any]:
    """The words of a mention as a correction names them, with as much of their surroundings as tells them apart."""
    found: dict[str, Any] = {"article": mention.article, "exact": " ".join(mention.quote.split())}
    reach = _CONTEXT
    while len(occurrences(article.text, Selector(**found))) > 1 and reach < len(article.text):
        before = " ".join(article.text[max(0, mention.start - reach) : mention.start].split())
        after = " ".join(article.text[mention.end : mention.end + reach].split())
        found = {**found, **({"prefix": before} if before else {}), **({"suffix": after} if after else {})}
        reach *= 2
    return found


def entries(
    said: Said,
    event: Event | None,
    events: Mapping[str, Event],
    articles: Mapping[str, Article],
    *,
    by: str | None,
    on: str | None,
) -> list[Entry]:
    """What a decision writes. Raises :class:`CorrectionsError` where it lacks something or makes no sense."""
    signed = {name: value for name, value in (("because", said.because), ("by", by), ("on", on)) if value}
    if said.action == "add":
        return [_added(said, events, signed)]
    if event is None:
        raise refuse(f"there is no event {said.event!r}", "Take its id from `timeline review list --all`.")
    mention = _mention(said, event)
    if mention is None:
        return [("event", {"id": event.id}, {**_of_hand_made(said, event), **signed})]
    target = key(mention, articles[mention.article])
    fields = _fields(said, mention, events, articles)
    others = [one for one in event.mentions if one.id != mention.id]
    if others and said.mention is None and said.action in _OF_ALL:
        fields["reports"] = [key(one, articles[one.article]) for one in others]
    return [("correction", target, {**fields, **signed})]


def _mention(said: Said, event: Event) -> Mention | None:
    if not event.mentions:
        return None
    if said.mention is None:
        return event.mentions[0]
    found = next((mention for mention in event.mentions if mention.id == said.mention), None)
    if found is None:
        raise refuse(f"{said.mention!r} is no mention of {event.id}", "Take it from `timeline review show`.")
    return found


def _needed(value: str | None, what: str) -> str:
    if not (value or "").strip():
        raise refuse(f"the {what} is missing", f"Say what {what} it shall have.")
    assert value is not None
    return value.strip()


def _fields(
    said: Said, mention: Mention, events: Mapping[str, Event], articles: Mapping[str, Article]
) -> dict[str, Any]:
    match said.action:
        case "accept":
            return {"keep": True}
        case "reject":
            return {"drop": True}
        case "date":
            return {"value": _needed(said.value, "date")}
        case "headline":
            return {"headline": _needed(said.headline, "headline")}
        case "kind":
            if said.kind is None:
                raise refuse("the kind is missing", f"One of {', '.join(get_args(Kind))}.")
            return {"kind": said.kind}
        case "source":
            return {"asserted_by": said.value or ""}
        case "split":
            return {"split": True}
        case "pin":
            return {"pin": True}
        case _:
            return {"merge": [_other(said, mention, events, articles)]}


def _other(
    said: Said, mention: Mention, events: Mapping[str, Event], articles: Mapping[str, Article]
) -> dict[str, Any]:
    other = events.get(said.other or "")
    if other is None or not other.mentions:
        raise refuse(
            f"there is no event {said.other!r} to merge with",
            "Choose one from the list, or take its id from `timeline review list --all`.",
        )
    if any(one.id == mention.id for one in other.mentions):
        raise refuse("an event cannot be merged with itself", "Choose another one.")
    leading = other.mentions[0]
    return key(leading, articles[leading.article])


def _of_hand_made(said: Said, event: Event) -> dict[str, Any]:
    """An event that was added by hand is changed where it was added."""
    fields: dict[str, Any] = {"headline": event.headline, "date": event.edtf, "kind": event.kind}
    if said.action == "reject":
        raise refuse(
            "this event was added by hand", "Undo that, or remove its [[event]] from the corrections file."
        )
    if said.action == "date":
        fields["date"] = _needed(said.value, "date")
    if said.action == "headline":
        fields["headline"] = _needed(said.headline, "headline")
    if said.action == "kind" and said.kind:
        fields["kind"] = said.kind
    if said.action == "pin":
        fields["pin"] = True
    return {name: value for name, value in fields.items() if value is not None}


def _added(said: Said, events: Iterable[str], signed: Mapping[str, str]) -> Entry:
    from hashlib import blake2b

    headline, date = _needed(said.headline, "headline"), _needed(said.value, "date")
    identifier = "hand-" + blake2b(f"{date}\n{headline}".encode(), digest_size=5).hexdigest()
    if identifier in set(events):
        raise refuse("this event is there already", "Change its date or its headline.")
    return (
        "event",
        {"id": identifier},
        {"headline": headline, "date": date, "kind": said.kind or "happened", **signed},
    )


def without(entry: Mapping[str, Any], said: Fields) -> dict[str, Any]:
    """The fields of an entry that stay beside what is said now: neither what one decision replaces nor what it contradicts.

    >>> without({"keep": True, "pin": True, "headline": "A"}, {"drop": True})
    {'headline': 'A'}
    """
    gone = {"keep", "drop"}
    for one, other in CONTRADICTING:
        gone |= ({other} if one in said else set()) | ({one} if other in said else set())
    return {name: value for name, value in entry.items() if name not in gone}
