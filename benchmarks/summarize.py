"""Timeline summarisation: date F1 and alignment ROUGE against journalists' timelines, and what it costs.

    python benchmarks/summarize.py [DATA] [--scorer FILE] [--spread] [--set NAME=VALUE]

DATA holds a folder a topic with ``articles.jsonl`` and ``timelines.json``. The protocol is the literature's: for each
gold timeline the program is told how many dates it has, the rounded mean number of sentences a date, its first and
its last day, and the topic's keywords; headlines are not used. Precision and recall are averaged over the timelines
of a topic, F is taken from the two means, and the last line is the plain mean of the topics' F. Seconds are of CPU.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
import time
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from timeline.build.gathering import Means, extract_all
from timeline.build.projects import project
from timeline.build.sharing import Sealed
from timeline.chronology import load_corrections, summarize
from timeline.model import ArticleDigest

KEYWORDS = {
    "egypt": "egypt egyptian",
    "finan": "financial economic crisis",
    "haiti": "haiti quake",
    "mj": "michael jackson",
}
Timeline = list[tuple[str, list[str]]]


def load_scorer(path: Path) -> ModuleType:
    """The scorer beside the data, as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(file: Path) -> list[ArticleDigest]:
    """The articles of a topic, read and tagged as `timeline summarize` does."""
    given = project((str(file),))
    found = extract_all(given.articles, given.config, load_corrections(given.corrections), Means())
    return [item.open() for item in found if isinstance(item, Sealed)]


def adjacent(summary: Timeline) -> float:
    """The share of a timeline's days whose neighbour, the day before or after, is in it too."""
    days = {date.fromisoformat(day).toordinal() for day, _ in summary}
    return sum(bool({day - 1, day + 1} & days) for day in days) / len(days) if days else 0.0


def mean(values: list[float]) -> float:
    """The plain mean."""
    return sum(values) / len(values)


def run(folder: Path, scorer: ModuleType, keywords: list[str], spread: bool) -> dict[str, float]:
    """One topic: its figures, averaged over its gold timelines."""
    start = time.process_time()
    articles = read(folder / "articles.jsonl")
    loaded = time.process_time() - start
    results, seconds, piles, gold_piles = [], [], [], []
    for gold in json.loads((folder / "timelines.json").read_text()):
        days = [day[:10] for day, _ in gold]
        start = time.process_time()
        summary = summarize(
            articles, dates=len(gold), sentences=round(sum(len(told) for _, told in gold) / len(gold)),
            keywords=keywords, start=min(days), end=max(days), spread=spread,
        )  # fmt: skip
        seconds.append(time.process_time() - start)
        results.append(scorer.score(summary, gold))
        piles.append(adjacent(summary))
        gold_piles.append(adjacent([(day[:10], told) for day, told in gold]))
    scores = scorer.average(results)
    return {
        "AR-1": scores["ar1"]["f_of_means"],
        "AR-2": scores["ar2"]["f_of_means"],
        "Date-F1": scores["date"]["f_of_means"],
        "within a day": scores["date+-1"]["f_of_means"],
        "adjacent": mean(piles),
        "in gold": mean(gold_piles),
        "s/timeline": max(seconds),
        "s loading": loaded,
    }


def weigh(settings: list[str]) -> None:
    """Set weights of the program, to see how much they matter."""
    module = importlib.import_module("timeline.chronology.summarize")
    for setting in settings:
        name, _, value = setting.partition("=")
        assert hasattr(module, name), name
        setattr(module, name, type(getattr(module, name))(float(value)))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/tls/t17"))
    parser.add_argument("--scorer", type=Path, help="default: tls_score.py beside DATA")
    parser.add_argument("--spread", action="store_true", help="the reader's variant")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="another weight, e.g. LEAD=5"
    )
    given = parser.parse_args()
    weigh(given.set)
    scorer = load_scorer(given.scorer or given.data.parent / "tls_score.py")
    rows: dict[str, dict[str, Any]] = {}
    for folder in sorted(path for path in given.data.iterdir() if (path / "timelines.json").exists()):
        keywords = KEYWORDS.get(folder.name, folder.name).split()
        rows[folder.name] = run(folder, scorer, keywords, given.spread)
    if not rows:
        sys.exit(f"no topic in {given.data}")
    names = list(next(iter(rows.values())))
    rows["mean"] = {name: mean([row[name] for row in rows.values()]) for name in names}
    print("topic".ljust(8), *(name.rjust(12) for name in names))
    for topic, row in rows.items():
        print(topic.ljust(8), *(f"{row[name]:12.3f}" for name in names))


if __name__ == "__main__":
    main()
