"""How often each rule is right on the development thirds of the gold corpora: what its confidence says.

    python benchmarks/confidence.py [--gold FOLDER] > timeline/temporal/languages/en/confidence.toml

Right means found where the gold has a time, and with its value. Counts are smoothed towards what the rules of the
same kind reach, so that a rule seen three times says little of itself; rules that stay near that are left out. How
sure the direction is comes on top (``Engine``).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from timeline.model import Resolution
from timeline.temporal.evaluation import pair, predictor, read_gold, split_of
from timeline.temporal.grammar import load

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
CORPORA = ("timebank", "aquaint", "wikiwars-train")
WEIGHT = 8
"""How many finds of a rule its kind counts for; of the weights tried, the one with the least loss where each eighth of
the documents is judged by the rest."""
SELDOM = 12
"""A rule speaks for its kind with so many finds at most, and rules found no oftener speak for what is unknown."""
KIND_WEIGHT = 10
"""How many finds of a kind the rules found seldom count for."""
OF_DAYS = ("daypart", "clock", "clocktime", "noon")
"""Kinds whose value says more than the day on which it lies."""
READ = {"hour of a log": 60}
"""Finds read by hand in an archive of news, all of them right, of rules that the gold corpora never need."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--gold", type=Path, default=GOLD, help="folder of gold corpora (default: %(default)s)"
    )
    folder = parser.parse_args().gold
    finds = [find for corpus in CORPORA for find in judged(folder / f"{corpus}.jsonl")]
    rules: dict[str, list[bool]] = defaultdict(list)
    days: dict[str, list[bool]] = defaultdict(list)
    for guess, right, day in finds:
        rules[guess.rule].append(right)
        days[guess.rule].append(day)
    for name, count in READ.items():
        rules[name] = [True] * count
    seldom = [right for rights in rules.values() if len(rights) <= SELDOM for right in rights]
    mean = sum(seldom) / len(seldom)
    kind_of = {rule.name: rule.kind for rule in load("en").rules}
    spoken: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for name, rights in rules.items():
        count = min(len(rights), SELDOM)
        spoken[kind_of.get(name, "")].append((count * sum(rights) / len(rights), count))
    kinds = {
        kind: (sum(right for right, _ in counts) + KIND_WEIGHT * mean)
        / (sum(count for _, count in counts) + KIND_WEIGHT)
        for kind, counts in spoken.items()
        if kind
    }
    print("# How often each rule was right on the development thirds: `python benchmarks/confidence.py`.")
    print("# A rule that is not listed is as sure as its kind.\n")
    print(f"mean = {mean:.2f}\n\n[kinds]")
    for kind, share in sorted(kinds.items()):
        print(f"{kind} = {share:.2f}")
    print("\n[rules]")
    surer: dict[str, float] = {}
    every_day = [day for name, found in days.items() if kind_of.get(name) in OF_DAYS for day in found]
    for name in sorted({*rules, *(name for name, kind in kind_of.items() if kind in OF_DAYS)}):
        rights = rules.get(name, [])
        usual = kinds.get(kind_of.get(name, ""), mean)
        share = (sum(rights) + WEIGHT * usual) / (len(rights) + WEIGHT)
        of_day = days.get(name, [])
        day = (sum(of_day) + WEIGHT * sum(every_day) / len(every_day)) / (len(of_day) + WEIGHT)
        written = abs(share - usual) >= 0.02
        if written:
            print(f'"{name}" = {min(share, 0.99):.2f}')
        if kind_of.get(name) in OF_DAYS and day > share:
            surer[name] = day
    print("\n# How often the day was right where a rule says more than the day.\n[days]")
    for name, day in surer.items():
        print(f'"{name}" = {min(day, 0.99):.2f}')


def judged(path: Path) -> list[tuple[Resolution, bool, bool]]:
    """Every find in the development part of a corpus, whether it is right, and whether its day is."""
    predict = predictor()
    found = []
    for document in read_gold(path):
        if split_of(document.id) == "dev":
            result = pair(document.timexes, predict(document))
            for gold, guess in result.pairs:
                told, meant = guess.value or "", gold.value or ""
                found.append((guess, told == meant, told.partition("T")[0] == meant.partition("T")[0]))
            found += [(guess, False, False) for guess in result.spurious]
    return found


if __name__ == "__main__":
    main()
