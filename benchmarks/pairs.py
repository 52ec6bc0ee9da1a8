"""Same event or not? Precision and recall of the merging on labelled pairs.

``python benchmarks/pairs.py [PAIRS.tsv] [--errors]``: every pair of statements of one story is a case.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from timeline.chronology.likeness import Subject, compare, subject
from timeline.chronology.merge import merge
from timeline.model import Mention
from timeline.temporal.edtf import parse_edtf

PAIRS = Path(__file__).parent.parent / "tests/corpora/events/pairs.tsv"


def stories(path: Path) -> Iterator[tuple[str, list[tuple[str, Mention]]]]:
    """Each story with its statements and the labels of their events."""
    found: defaultdict[str, list[tuple[str, Mention]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            story, event, date, kind, words = line.split("\t")
            number = len(found[story])
            found[story].append(
                (
                    event,
                    Mention(
                        id=f"{story}{number:02}", article=f"{story}{number:02}", quote=words, start=0, end=len(words),
                        sentence=(0, len(words)), kind=kind, headline=words, when=parse_edtf(date), edtf=date,
                    ),
                )
            )  # fmt: skip
    yield from found.items()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    right = wrong = missed = total = 0
    for _, statements in stories(options.pairs):
        groups = merge([mention for _, mention in statements]).groups
        group_of = {mention.id: number for number, group in enumerate(groups) for mention in group}
        for (one, first), (other, second) in combinations(statements, 2):
            same, told = one == other, group_of[first.id] == group_of[second.id]
            total += 1
            right += same and told
            wrong += told and not same
            missed += same and not told
            if options.errors and same != told:
                a, b = subject(first), subject(second)
                assert isinstance(a, Subject) and isinstance(b, Subject)
                print(
                    f"{'MISSED' if same else 'WRONG'} {compare(a, b)}\n   {first.edtf} {first.quote}\n   {second.edtf} {second.quote}"
                )
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    print(f"pairs {total}  same {right + missed}  precision {precision:.4f}  recall {recall:.4f}")


if __name__ == "__main__":
    main()
