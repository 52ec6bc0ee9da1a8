"""Cross-document ordering: how many gold events of an entity the chronology dates and orders rightly.

    python benchmarks/ordering.py [DOCS] [TIMELINES] [--missed]

DOCS holds a document a line, ``{"id", "dct", "sentences": [{"n", "tokens"}]}``; TIMELINES an entity a line,
``{"entity", "timeline": [{"order", "date", "events": [{"doc", "sentence", "event"}]}]}`` (SemEval-2015 Task 4).
How it counts:

* All documents become one chronology. Their first sentence is the title; event words there, or in a document that is
  not among DOCS, cannot be found.
* A gold event is *found* when a dated mention of the chronology holds its word in its sentence; where several do,
  the shortest mention is its own.
* It is *dated* rightly when that mention's first and last day are those of the gold date, neither finer nor coarser,
  and *about right* when the two dates share a day.
* Of two gold events with different places in the order, both dated in gold, the pair is *ordered* rightly when both
  are found and the chronology places their events in that order.
* Gold events without a date are counted, and left out of everything else.

Saying who an event is about is no part of a chronology: the entity's events are given. The task's own score also asks
for that, so the figures are not comparable with it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from timeline.build.documents import anchor
from timeline.chronology import Corrections, chronicle, extract
from timeline.civil import DAY, Grain, Interval, days_from_civil, month_length
from timeline.config import Config
from timeline.model import Article, ArticleDigest, Block, Mention
from timeline.temporal import Tagger

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "tls"
UNKNOWN = re.compile(r"X")


class Placed(NamedTuple):
    """A mention and the place of its event in the chronology."""

    mention: Mention
    place: int


def article_of(doc: dict[str, Any]) -> tuple[Article, dict[int, tuple[int, int]]]:
    """A document as an article, a sentence a paragraph, and the span of each sentence."""
    text = ""
    spans: dict[int, tuple[int, int]] = {}
    title, *body = doc["sentences"]
    for sentence in body:
        start = len(text)
        text += " ".join(sentence["tokens"])
        spans[sentence["n"]] = (start, len(text))
        text += "\n"
    blocks = tuple(Block(kind="paragraph", start=start, end=end) for start, end in spans.values())
    return (
        Article(
            id=doc["id"], path=doc["file"], title=" ".join(title["tokens"]), text=text, blocks=blocks,
            anchor=anchor(doc["dct"]),
        ),
        spans,
    )  # fmt: skip


def gold_date(value: str) -> Interval | None:
    """A gold date: a year, a month or a day; ``None`` where the gold knows none."""
    parts = [int(part) for part in value.split("-") if part.isdigit()]
    if not parts or UNKNOWN.search(value[:4]):
        return None
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        return Interval.of_day(year, month, day)
    if month:
        start, grain, length = days_from_civil(year, month, 1), Grain.MONTH, month_length(year, month)
    else:
        start, grain = days_from_civil(year, 1, 1), Grain.YEAR
        length = days_from_civil(year + 1, 1, 1) - start
    return Interval(start * DAY, (start + length) * DAY, grain)


def same_days(one: Interval, other: Interval) -> bool:
    """Whether two dates have the same first and the same last day."""
    if None in (one.start, one.end, other.start, other.end):
        return False
    return (one.earliest or "")[:10] == (other.earliest or "")[:10] and (one.latest or "")[:10] == (
        other.latest or ""
    )[:10]


def found(
    event: dict[str, Any], text: str, span: tuple[int, int] | None, mentions: list[Placed]
) -> Placed | None:
    """The mention that holds an event's word in its sentence."""
    if span is None:
        return None
    word = re.escape(event["event"].replace("_", " "))
    match = re.compile(rf"(?<!\w){word}(?!\w)").search(text, *span)
    if match is None:
        return None
    holding = [
        placed
        for placed in mentions
        if placed.mention.start <= match.start() and match.end() <= placed.mention.end
    ]
    return min(holding, key=lambda placed: placed.mention.end - placed.mention.start, default=None)


def gold_events(timeline: dict[str, Any]) -> Iterator[tuple[int, Interval | None, dict[str, Any]]]:
    """Order, date and place of every gold event."""
    for entry in timeline["timeline"]:
        for event in entry["events"]:
            yield entry["order"], gold_date(entry["date"]), event


def share(part: int, whole: int) -> str:
    """A number of another, with its share."""
    return f"{part:4}/{whole:<4} {part / whole if whole else 0:5.3f}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", nargs="?", type=Path, default=SHARED / "ordering-trial.docs.jsonl")
    parser.add_argument("timelines", nargs="?", type=Path, default=SHARED / "ordering-trial.timelines.jsonl")
    parser.add_argument("--missed", action="store_true", help="list what was not dated rightly")
    given = parser.parse_args()

    tagger = Tagger("en", date_order="MDY")
    articles: dict[str, tuple[str, dict[int, tuple[int, int]]]] = {}
    digests = []
    for line in given.docs.open(encoding="utf-8"):
        article, spans = article_of(json.loads(line))
        articles[article.id] = (article.text, spans)
        resolutions = tagger.tag(article.text, article.anchor, blocks=article.blocks)
        digests.append(
            ArticleDigest(article=article, resolutions=resolutions, mentions=extract(article, resolutions))
        )
    chronology = chronicle(digests, Corrections(), Config())
    mentions: dict[str, list[Placed]] = defaultdict(list)
    for place, event in enumerate(chronology.events):
        for mention in event.mentions:
            mentions[mention.article].append(Placed(mention, place))

    print(
        f"{'entity':22}{'events':>7}{'undated':>8}  {'found':15}{'dated':15}{'about right':15}{'pairs ordered':15}"
    )
    total = [0] * 7
    for line in given.timelines.open(encoding="utf-8"):
        timeline = json.loads(line)
        row = [0] * 7
        known: list[tuple[int, Placed | None]] = []
        for order, when, event in gold_events(timeline):
            row[0] += 1
            if when is None:
                row[1] += 1
                continue
            text, spans = articles.get(event["doc"], ("", {}))
            hit = found(event, text, spans.get(event["sentence"]), mentions[event["doc"]])
            known.append((order, hit))
            dated = hit.mention.when if hit else None
            row[2] += hit is not None
            row[3] += dated is not None and same_days(dated, when)
            row[4] += dated is not None and dated.overlaps(when)
            if given.missed and not (dated and same_days(dated, when)):
                said = f"{dated.earliest}/{dated.latest}" if dated else "not found"
                start, end = spans.get(event["sentence"], (0, 0))
                print(f"  {event['event']} {when.earliest}/{when.latest}: {said}: {text[start:end]}")
        for (order, hit), (other_order, other) in combinations(known, 2):
            if order != other_order:
                row[5] += 1
                row[6] += bool(hit and other and (hit.place < other.place) == (order < other_order) and hit.place != other.place)  # fmt: skip
        show(timeline["entity"], row)
        total = [a + b for a, b in zip(total, row, strict=True)]
    show("all", total)


def show(name: str, row: list[int]) -> None:
    """One line of the table."""
    events, undated, hits, dated, about, pairs, ordered = row
    of = events - undated
    print(
        f"{name:22}{events:7}{undated:8}  {share(hits, of):15}{share(dated, of):15}{share(about, of):15}{share(ordered, pairs)}"
    )


if __name__ == "__main__":
    main()
