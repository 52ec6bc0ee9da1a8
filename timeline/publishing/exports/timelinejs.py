"""TimelineJS JSON (Knight Lab's format, ``events`` and ``title``).

A date keeps its precision: a month has no day, a year no month. Doubt goes into ``display_date``, the only place that
the format has for it, in the words of the site. Texts are HTML there, so ours are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import msgspec

from timeline.civil import DAY, HOUR, MINUTE, Grain, civil_from_days
from timeline.config import Config
from timeline.model import Article, Chronology, Event
from timeline.publishing.dates import Dates
from timeline.publishing.exports import Document, Loss
from timeline.publishing.exports.records import capped, encoded


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """Every dated event; the undated, and what holds a derivation, are left out."""
    yield from document(articles, config).pieces(chronology)
    undated = len(chronology.undated) + sum(1 for event in chronology.events if not event.when)
    if losses is not None and undated:
        losses.append(Loss(undated, "no date"))


def document(articles: Mapping[str, Article], config: Config) -> Document:
    """The same, slide by slide."""
    title = {"text": {"headline": escape(config.title), "text": escape(config.deck)}}
    dates = Dates(config.language)

    def one(event: Event) -> bytes:
        margin = b"\n  "
        return margin + _indented(_slide(event, articles, config, dates), margin) if event.when else b""

    return Document(
        b'{\n "title": ' + _indented(title, b"\n ") + b',\n "events": [',
        one,
        between=b",",
        tail=b'\n ],\n "scale": "human"\n}\n',
    )


def _indented(value: Any, margin: bytes) -> bytes:
    """A value as JSON inside a document that is indented by one; no line break stands inside a JSON string."""
    return msgspec.json.format(encoded(value), indent=1).replace(b"\n", margin)


def _slide(event: Event, articles: Mapping[str, Article], config: Config, dates: Dates) -> dict[str, Any]:
    assert event.when
    grain = event.when.grain
    first, last = event.when.start, event.when.end
    slide: dict[str, Any] = {"unique_id": event.id, "group": event.kind}
    begin = first if first is not None else last
    assert begin is not None
    slide["start_date"] = _date(begin if first is not None else begin - 1, grain)
    if first is not None and last is not None and _date(last - 1, grain) != slide["start_date"]:
        slide["end_date"] = _date(last - 1, grain)
    if _doubtful(event):
        slide["display_date"] = dates.when(event.when, event.edtf).words
    slide["text"] = {"headline": escape(event.headline), "text": _quotes(event, articles, config)}
    return slide


def _date(second: int, grain: Grain) -> dict[str, int]:
    """The parts of a civil second that a grain knows; a decade's year is its first."""
    year, month, day = civil_from_days(second // DAY)
    date = {"year": year}
    if grain <= Grain.HALF:
        date["month"] = month
    if grain <= Grain.WEEK:
        date["day"] = day
    if grain <= Grain.HOUR:
        date["hour"] = second % DAY // HOUR
    if grain <= Grain.MINUTE:
        date["minute"] = second % HOUR // MINUTE
    return date


def _doubtful(event: Event) -> bool:
    """Whether the slide's own dates would say more than the text did."""
    assert event.when
    plain = event.when.start is not None and event.when.end is not None and event.when.grain in _PLAIN
    return not plain or any(mark in (event.edtf or "") for mark in "~?%")


_PLAIN = (Grain.SECOND, Grain.MINUTE, Grain.HOUR, Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR)


def _quotes(event: Event, articles: Mapping[str, Article], config: Config) -> str:
    """What its sources say, each quotation once and under it all who say it in these words."""
    tellers: dict[str, list[str]] = {}
    for mention in event.mentions:
        told = tellers.setdefault(capped(mention, config)[0], [])
        source = _source(articles.get(mention.article))
        if source and source not in told:
            told.append(source)
    return "".join(
        f"<blockquote>{escape(quote)}</blockquote>" + "".join(f"<p>{source}</p>" for source in told)
        for quote, told in tellers.items()
    )


def _source(article: Article | None) -> str:
    """Source and title of an article, linked where it has an address."""
    if article is None:
        return ""
    told = escape(", ".join(filter(None, [article.source, article.title])))
    if article.url and article.url.startswith(("https://", "http://")):
        return f'<a href="{escape(article.url)}">{told or escape(article.url)}</a>'
    return told
