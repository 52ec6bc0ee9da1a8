"""How often each rule is right on the development thirds of the gold corpora: what its confidence says.

    python benchmarks/confidence.py [--gold FOLDER] > timeline/temporal/languages/en/confidence.toml

Right means found where the gold has a time, and with its value. Counts are smoothed towards the mean of all rules, so
that a rule seen three times says little of itself; rules that stay near the mean are left out. How sure the direction
is comes on top: the factor of each degree is what remains of those it was told for.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from timeline.model import Resolution
from timeline.temporal.evaluation import pair, predictor, read_gold, split_of

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
CORPORA = ("timebank", "aquaint", "wikiwars-train")
WEIGHT = 12
"""How many finds the mean counts for."""


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
    mean = sum(right for _, right in finds) / len(finds)
    rules: dict[str, list[bool]] = defaultdict(list)
    for guess, right in finds:
        rules[guess.rule].append(right)
    print("# How often each rule was right on the development thirds: `python benchmarks/confidence.py`.\n")
    print(f"mean = {mean:.2f}\n\n[rules]")
    for name, rights in sorted(rules.items()):
        share = (sum(rights) + WEIGHT * mean) / (len(rights) + WEIGHT)
        if abs(share - mean) >= 0.02:
            print(f'"{name}" = {min(share, 0.99):.2f}')


def judged(path: Path) -> list[tuple[Resolution, bool]]:
    """Every find in the development part of a corpus, and whether it is right."""
    predict = predictor()
    found = []
    for document in read_gold(path):
        if split_of(document.id) == "dev":
            result = pair(document.timexes, predict(document))
            found += [(guess, (gold.value or "") == (guess.value or "")) for gold, guess in result.pairs]
            found += [(guess, False) for guess in result.spurious]
    return found


if __name__ == "__main__":
    main()
