"""What the review page is given: one decision with all its evidence, as plain text (docs/review.md)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, get_args

import msgspec

from timeline.chronology.corrections import interval_of_edtf
from timeline.chronology.extract import as_written
from timeline.chronology.language.dating import known_by
from timeline.model import Article, Event, Kind, Mention
from timeline.preview.astray import Astray
from timeline.preview.desk import Desk
from timeline.preview.queue import Item, how_sure
from timeline.preview.when import exact
from timeline.publishing import urls
from timeline.publishing.dates import Dates
from timeline.publishing.text import clean, line, within_quotes
from timeline.reading.treebank import is_cut, mended_title


class Piece(msgspec.Struct, frozen=True):
    """Some text; ``mark`` says what it is: the words that date (``time``), the clause (``clause``), or nothing."""

    text: str
    mark: str = ""


class Choice(msgspec.Struct, frozen=True):
    """A runner-up reading, on a key."""

    key: int
    edtf: str
    words: str
    why: str


class Other(msgspec.Struct, frozen=True):
    """Another mention of the same event, or another event."""

    id: str
    date: str
    text: str
    source: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """All that is on the screen."""

    id: str
    headline: str
    date: str
    edtf: str
    kind: str
    by: str
    confidence: str
    doubts: tuple[str, ...]
    passage: tuple[Piece, ...]
    lang: str
    title: str
    source: str
    written: str
    evidence: str
    steps: tuple[str, ...]
    choices: tuple[Choice, ...]
    others: tuple[Other, ...]
    before: Other | None
    after: Other | None
    why_here: str
    near: tuple[Other, ...]
    same: tuple[str, ...]
    """Those of them that seem to tell the same."""
    alike: int
    alike_words: str
    state: str
    pinned: bool
    because: str
    former: str
    """What was decided about it before its words were edited, in words."""
    page: str
    """Where the site shows its article, at this statement."""
    kinds: tuple[str, ...] = get_args(Kind)


def decision(desk: Desk, item: Item, dates: Dates) -> Decision:
    """The page of one event."""
    event, leading = item.event, item.leading
    article = desk.articles[leading.article] if leading else None
    alike = desk.alike(item)
    timex = leading.timex if leading else None
    former = desk.former(event)
    before, after = _neighbours(desk, event)
    same = _same(desk, item)
    more = [f"{len(same)} other{'s' if same[1:] else ''} may be the same: m merges them"]
    doubts = [doubt for doubt in item.doubts if doubt != how_sure(event)]
    return Decision(
        id=event.id,
        headline=line(event.headline),
        date=dates.when(event.when, event.edtf).words,
        edtf=event.edtf or "",
        kind=event.kind,
        by=line(event.asserted_by or ""),
        confidence=f"{event.confidence:.0%}",
        doubts=tuple(map(line, doubts if item.repeats or not same else doubts + more)),
        same=same,
        passage=passage(article, leading) if article and leading else (),
        lang=article.lang if article else "en",
        title=_line(article.title, article) if article else "Added by hand",
        source=line(article.source or "") if article else "",
        written=dates.when(article.anchor.moment, None).words if article and article.anchor else "",
        evidence=line(article.anchor.evidence.words) if article and article.anchor else "",
        steps=_steps(leading) if leading else (),
        choices=_choices(event, article, former, dates),
        others=tuple(_told(desk, mention, dates) for mention in event.mentions[1:]),
        before=_brief(before, dates) if before else None,
        after=_brief(after, dates) if after else None,
        why_here=line(event.why_here),
        near=tuple(_brief(one.event, dates) for one in desk.near(event)),
        alike=len(alike),
        alike_words=line(timex.text) if timex else "",
        state="accepted" if event.id in desk.just else event.review.state,
        pinned=event.pinned,
        because=line(event.review.because or ""),
        former=f"“{within_quotes(line(former.correction.exact or ''))}” was {former.said}" if former else "",
        page=f"/{urls.article_page(leading.article)}#{urls.anchor('m', leading.id)}" if leading else "",
    )


def _same(desk: Desk, item: Item) -> tuple[str, ...]:
    """Which events seem to tell the same and are not decided: merged with this one they need not be asked about."""
    others = ((one, desk.item(one)) for one in item.same)
    return tuple(
        one for one, other in others if other and not other.decided and other.event.id not in desk.settled
    )


def _choices(
    event: Event, article: Article | None, former: Astray | None, dates: Dates
) -> tuple[Choice, ...]:
    """The readings on the keys 1 to 9: what was decided before the words were edited, then the runners-up; at last that
    nothing is known but that it was told on the article's day."""
    found: list[tuple[str, str]] = []
    if former and (value := former.correction.value):
        found.append((value, "as it was decided before"))
    timex = event.mentions[0].timex if event.mentions else None
    for other in timex.alternatives if timex else ():
        if value := exact(other):
            found.append((value, line(other.why)))
    if article and article.anchor and (told := known_by(article.anchor.moment)):
        found.append((told[1], "if its own words do not date it: known by the day of the article"))
    return tuple(
        Choice(number, edtf, dates.when(interval_of_edtf(edtf), edtf).words, why)
        for number, (edtf, why) in enumerate((one for one in found[:9] if one[0] != event.edtf), 1)
    )


def passage(article: Article, mention: Mention) -> tuple[Piece, ...]:
    """The paragraph around a mention, in pieces: its clause, and in it the words that date it.

    Where these stand in another paragraph, that one comes first.
    """
    if is_cut(article.text):
        article, mention = _as_written(article, mention)
    timex = mention.timex
    start, end = _paragraph(article, mention.start, mention.end)
    pieces: list[Piece] = []
    if timex and not (timex.start < end and timex.end > start):
        low, high = _paragraph(article, timex.start, timex.end)
        pieces += [
            Piece(clean(article.text[low : timex.start])), Piece(clean(article.text[timex.start : timex.end]), "time"),
            Piece(clean(article.text[timex.end : high]) + " … "),
        ]  # fmt: skip
    borders = {start, end, mention.start, min(mention.end, end)}
    if timex and timex.start < end and timex.end > start:
        borders |= {max(timex.start, start), min(timex.end, end)}
    cuts = sorted(borders)
    for low, high in pairwise(cuts):
        mark = "clause" if mention.start <= low < mention.end else ""
        if timex and timex.start <= low < timex.end:
            mark = "time"
        pieces.append(Piece(clean(article.text[low:high]), mark))
    return tuple(pieces)


def _as_written(article: Article, mention: Mention) -> tuple[Article, Mention]:
    """An article that a corpus cut into words, and a mention of it, as they were written."""
    written, whole = as_written(article)
    start, end = whole.here(mention.start, mention.end)
    timex = mention.timex
    if timex:
        first, last = whole.here(timex.start, timex.end)
        timex = msgspec.structs.replace(timex, start=first, end=last)
    return written, msgspec.structs.replace(mention, start=start, end=end, timex=timex)


def _line(words: str, article: Article) -> str:
    """Words of an article on one line, as they were written."""
    return line(mended_title(words) if is_cut(article.text) else words)


def _steps(mention: Mention) -> tuple[str, ...]:
    """The derivation, opening with the words that it starts from; which rule read them is no editor's concern."""
    words = (f"“{line(mention.timex.text)}”",) if mention.timex else ()
    return (*words, *(line(why) for why in mention.why if not why.startswith("rule ")))


def _paragraph(article: Article, start: int, end: int) -> tuple[int, int]:
    return next(
        ((block.start, block.end) for block in article.blocks if block.start <= start < block.end),
        (max(0, start - 400), min(len(article.text), end + 400)),
    )


def _neighbours(desk: Desk, event: Event) -> tuple[Event | None, Event | None]:
    order = desk.told.chronology.events
    place = next((n for n, one in enumerate(order) if one.id == event.id), None)
    if place is None:
        return None, None
    return order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None


def _brief(event: Event, dates: Dates) -> Other:
    return Other(event.id, dates.when(event.when, event.edtf).short, line(event.headline))


def _told(desk: Desk, mention: Mention, dates: Dates) -> Other:
    article = desk.articles[mention.article]
    return Other(
        mention.id,
        dates.when(mention.when, mention.edtf).short,
        within_quotes(_line(mention.quote, article)),
        line(article.source or "") or _line(article.title, article),
    )


def row(item: Item, dates: Dates) -> dict[str, Any]:
    """One line of a list, for the page and for ``--format json``."""
    event = item.event
    return {
        "id": event.id,
        "date": dates.when(event.when, event.edtf).short,
        "edtf": event.edtf,
        "headline": line(event.headline),
        "kind": event.kind,
        "confidence": event.confidence,
        "state": event.review.state,
        "doubts": list(item.doubts),
        "weight": round(item.weight, 4),
    }
