"""Does what ranks highest lie where journalists' timelines have it: `python benchmarks/ranking.py [DATA] [--scorer FILE]`.

DATA holds a folder a topic with ``articles.jsonl`` and ``timelines.json``, as for ``summarize.py``. Of each topic a
chronology is made, with no bounds and no keywords, and compared with its first gold timeline: how many of the five events
of the story so far, and what share of the 150 that the index keeps, are of a day that the timeline has; and, of as many
days as it has, taken by their highest event, date F1 and the alignment ROUGE of their headlines.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from summarize import load_scorer

from timeline.build import project, tell
from timeline.civil import Grain, iso_day
from timeline.model import Event
from timeline.publishing.shared import INDEX_MOST
from timeline.publishing.timelines import STORY, leading


def day_of(event: Event) -> str:
    """The day of an event; nothing where it is not known to the day."""
    when = event.when
    known = when is not None and when.start is not None and when.grain <= Grain.DAY
    return iso_day(when.start) if known and when and when.start is not None else ""


def run(folder: Path, scorer: ModuleType) -> dict[str, float]:
    """The figures of one topic."""
    events = tell(project((str(folder / "articles.jsonl"),), environ={})).chronology.events
    by_score = sorted(events, key=lambda event: (-event.score, event.id))
    gold = json.loads((folder / "timelines.json").read_text())[0]
    days = {day[:10] for day, _ in gold}
    each = max(1, round(sum(len(told) for _, told in gold) / len(gold)))
    summary = condensed([e for e in by_score if min(days) <= day_of(e) <= max(days)], len(gold), each)
    scored = scorer.score(summary, gold)
    index = by_score[:INDEX_MOST]
    return {
        "story": sum(day_of(event) in days for event in leading(by_score, STORY)),
        "index": sum(day_of(event) in days for event in index) / len(index),
        "Date-F1": scored["date"][2],
        "AR-1": scored["ar1"][2],
    }


def condensed(by_score: Sequence[Event], dates: int, each: int) -> list[tuple[str, list[str]]]:
    """As many days as asked, by their highest event, each with the headlines of its highest ones."""
    of_day: defaultdict[str, list[str]] = defaultdict(list)
    for event in by_score:
        of_day[day_of(event)].append(event.headline)
    return sorted((day, told[:each]) for day, told in list(of_day.items())[:dates])


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/tls/t17"))
    parser.add_argument("--scorer", type=Path, help="default: tls_score.py beside DATA")
    given = parser.parse_args()
    scorer = load_scorer(given.scorer or given.data.parent / "tls_score.py")
    topics = sorted(path for path in given.data.iterdir() if (path / "timelines.json").exists())
    if not topics:
        sys.exit(f"no topic in {given.data}")
    rows = {topic.name: run(topic, scorer) for topic in topics}
    names = list(rows[topics[0].name])
    rows["mean"] = {name: sum(row[name] for row in rows.values()) / len(rows) for name in names}
    print("topic".ljust(8), *(name.rjust(9) for name in names))
    for topic, row in rows.items():
        print(topic.ljust(8), *(f"{row[name]:9.3f}" for name in names))


if __name__ == "__main__":
    main()
