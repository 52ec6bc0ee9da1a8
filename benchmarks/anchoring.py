"""Are events dated by the right expression? Precision and recall on gold event dates, from raw text, in seconds.

``python benchmarks/anchoring.py GOLD.jsonl… [--gold-timexes TIMEXES.jsonl] [--errors seen|all] [--explain]``

A line of GOLD is ``{"id", "dct", "text", "events": [{"start", "end", "text", "value", "dct"}]}``. A mention covers an
event when its span holds the event's word; its date is right when its expression names the same days as gold.

* recall: events with a covering mention of the right date, of all events dated in the text;
* precision: those, of the distinct dates of all mentions that cover a gold event, summed over events.

Events whose gold value leaves the unit open ("last week" as ``1989-WXX``) cannot be met; the others stand apart, too.
A third of the documents (by a digest of their id) is never listed by ``--errors seen``; its figures stand apart.
``--gold-timexes`` takes the expressions from gold, which tells the extraction's faults from the tagger's.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from timeline.chronology import extract
from timeline.chronology.language.sentences import paragraphs
from timeline.civil import DAY, Grain, Interval, days_from_civil, month_length
from timeline.model import Anchor, Article, Block, Evidence, Mention, Resolution
from timeline.temporal.evaluation import split_of

SEASONS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)}


def months(year: int, month: int, count: int, grain: Grain) -> Interval:
    """An interval of whole months."""
    last = month - 1 + count
    return Interval(
        days_from_civil(year, month, 1) * DAY,
        days_from_civil(year + last // 12, last % 12 + 1, 1) * DAY,
        grain,
    )


def interval_of(value: str | None) -> Interval | None:
    """The days of a TIMEX3 date value; ``None`` for what names none."""
    value = value or ""
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)", value):
        year, month, day = map(int, found.groups())
        return Interval.of_day(year, month, min(day, month_length(year, month)))
    if found := re.match(r"(\d{4})-W(\d\d)(-WE)?$", value):
        import datetime

        first = (
            datetime.date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1).toordinal() - 1
        )
        return Interval(first * DAY, (first + (2 if found[3] else 7)) * DAY, Grain.WEEK)
    if found := re.match(r"(\d{4})-(\d\d)$", value):
        return months(int(found[1]), int(found[2]), 1, Grain.MONTH)
    if found := re.match(r"(\d{4})-Q([1-4])$", value):
        return months(int(found[1]), 3 * int(found[2]) - 2, 3, Grain.QUARTER)
    if found := re.match(r"(\d{4})-H([12])$", value):
        return months(int(found[1]), 6 * int(found[2]) - 5, 6, Grain.HALF)
    if found := re.match(r"(\d{4})-(SP|SU|FA|WI)$", value):
        return months(int(found[1]), *SEASONS[found[2]], Grain.SEASON)
    if re.match(r"\d{4}$", value):
        return months(int(value), 1, 12, Grain.YEAR)
    if found := re.match(r"(\d{3})X?$", value):
        return months(int(found[1]) * 10, 1, 120, Grain.DECADE)
    return None


def days(value: str | None) -> object:
    """What two values are compared by: their days, or the value itself."""
    interval = interval_of(value)
    return (interval.start, interval.end) if interval else value


def names_days(value: str | None) -> bool:
    """Whether a gold value names days at all: ``1989-WXX`` and ``1968-XX`` leave open what the words name."""
    return interval_of(value) is not None and "X" not in (value or "")[4:]


def article_of(doc: dict[str, Any]) -> Article:
    """The document as an article of plain paragraphs."""
    moment = interval_of(doc["dct"])
    return Article(
        id=doc["id"],
        path=doc["id"],
        title="",
        text=doc["text"],
        blocks=tuple(Block(kind="paragraph", start=a, end=b) for a, b in paragraphs(doc["text"])),
        anchor=Anchor(moment=moment, evidence=Evidence(source="record", words=doc["dct"]))
        if moment
        else None,
    )


def gold_resolutions(timexes: list[dict[str, Any]]) -> list[Resolution]:
    """Gold expressions as the tagger would give them."""
    out: list[Resolution] = []
    for timex in sorted(timexes, key=lambda t: (t["start"], -t["end"])):
        if out and timex["start"] < out[-1].end:
            continue
        value = timex["value"]
        vague = value if re.match(r"\d{4}", value or "") else None
        interval = interval_of(value) or (interval_of(value[:4]) if vague else None)
        out.append(
            Resolution(
                start=timex["start"], end=timex["end"], text=timex["text"], type=timex["type"], rule="gold",
                value=value, interval=interval if timex["type"] in ("DATE", "TIME") else None,
            )
        )  # fmt: skip
    return out


class Count:
    """Events, those dated rightly, dates offered."""

    def __init__(self) -> None:
        self.all = self.right = self.offered = 0

    def __str__(self) -> str:
        precision, recall = self.right / max(self.offered, 1), self.right / max(self.all, 1)
        return f"events {self.all:4}  precision {precision:.4f}  recall {recall:.4f}"


def marked(text: str, event: dict[str, Any], resolutions: list[Resolution]) -> str:
    """The surroundings of an event with its word and the expressions marked."""
    first = max(text.rfind("\n\n", 0, event["start"]), event["start"] - 260, 0)
    last = min(len(text), event["end"] + 200)
    marks = [(event["start"], event["end"], f"**{event['text']}**")]
    marks += [(r.start, r.end, f"[{r.text}|{r.value}]") for r in resolutions if first <= r.start < last]
    out, at = "", first
    for start, end, words in sorted(marks):
        if start >= at:
            out += text[at:start] + words
            at = end
    return " ".join((out + text[at:last]).split())


def tagged(doc: dict[str, Any], gold: dict[str, list[dict[str, Any]]] | None) -> Iterator[Resolution]:
    """The expressions of a document, from gold or from the tagger."""
    if gold is not None:
        yield from gold_resolutions(gold.get(doc["id"], []))
        return
    article = article_of(doc)
    yield from tagger().tag(article.text, article.anchor, blocks=article.blocks)


@cache
def tagger() -> Any:
    """One tagger for all documents."""
    from timeline.temporal import Tagger

    return Tagger("en", date_order="MDY")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--gold-timexes", nargs="*", type=Path)
    parser.add_argument("--errors", choices=["seen", "all"])
    options = parser.parse_args()
    gold: dict[str, list[dict[str, Any]]] | None = None
    if options.gold_timexes:
        gold = {d["id"]: d["timexes"] for path in options.gold_timexes for d in map(json.loads, path.open())}
    for path in options.gold:
        counts: defaultdict[str, Count] = defaultdict(Count)
        trust: defaultdict[float, Count] = defaultdict(Count)
        spent, characters = 0.0, 0
        for line in path.open(encoding="utf-8"):
            doc = json.loads(line)
            resolutions = list(tagged(doc, gold))
            article = article_of(doc)
            began = time.process_time()
            mentions = extract(article, resolutions)
            spent += time.process_time() - began
            characters += len(doc["text"])
            third = split_of(doc["id"]) == "held-out"
            for event in doc["events"]:
                covering = [
                    m
                    for m in mentions
                    if m.start <= event["start"] and event["end"] <= m.end and m.timex and m.timex.value
                ]
                offered = {days(m.timex.value) for m in covering if m.timex}
                right = days(event["value"]) in offered
                for mention in [] if event["dct"] else covering:
                    level = int(mention.confidence * 20) / 20
                    trust[level].offered += 1
                    trust[level].right += days(mention.timex.value if mention.timex else None) == days(
                        event["value"]
                    )
                groups = (
                    ["by the document's date"]
                    if event["dct"]
                    else ["all", "unseen third" if third else "seen"]
                )
                if not event["dct"] and names_days(event["value"]):
                    groups.append("all, gold names days")
                for group in groups:
                    counts[group].all += 1
                    counts[group].right += right
                    counts[group].offered += len(offered)
                wrong = len(offered) > right or not right
                if wrong and not event["dct"] and options.errors and not (third and options.errors == "seen"):
                    report(doc, event, covering, resolutions, right)
        print(path.name)
        for group in ("all", "all, gold names days", "seen", "unseen third", "by the document's date"):
            print(f"  {group:24} {counts[group]}")
        for level, count in sorted(trust.items()):
            print(
                f"  confidence from {level:.2f}     dates {count.offered:4}  right {count.right / count.offered:.3f}"
            )
        print(f"  extraction: {characters / 1e6 / max(spent, 1e-9):.2f} MB/s of CPU")


def report(
    doc: dict[str, Any],
    event: dict[str, Any],
    covering: list[Mention],
    resolutions: list[Resolution],
    right: bool,
) -> None:
    """One error, with what was offered."""
    verdict = "EXTRA" if right else "WRONG" if covering else "NONE"
    print(
        f"{verdict} {doc['id']} {event['class']} {event['value']}: {marked(doc['text'], event, resolutions)}"
    )
    for mention in covering:
        print(
            f"      {mention.timex.value if mention.timex else None} ({'inherited' if mention.inherited else 'own'}): {mention.quote}"
        )


if __name__ == "__main__":
    main()
