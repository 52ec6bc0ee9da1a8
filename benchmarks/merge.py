"""What merging costs: CPU seconds and memory for many mentions over some years, with retellings and copies.

``python benchmarks/merge.py [COUNT…]`` (default 40000 100000). Names, places and verbs follow Zipf's law; the
same seed gives the same mentions. Their terms come with them, as extraction gives (and the cache keeps) them.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from timeline.chronology.language.terms import statement_terms
from timeline.chronology.merge import merge
from timeline.civil import Interval, civil_from_days, days_from_civil
from timeline.model import Mention
from timeline.temporal.edtf import to_edtf

VERBS = [
    "seized",
    "captured",
    "attacked",
    "visited",
    "opened",
    "closed",
    "signed",
    "rejected",
    "announced",
    "cut",
    "raised",
    "met",
    "left",
    "entered",
    "bombed",
    "shelled",
    "won",
    "lost",
    "arrested",
    "freed",
]
NOUNS = [
    "town",
    "village",
    "airport",
    "bridge",
    "hospital",
    "school",
    "market",
    "border",
    "talks",
    "budget",
    "plan",
    "deal",
    "court",
    "police",
    "army",
    "rebels",
    "minister",
    "president",
    "mayor",
    "bank",
    "strike",
    "protest",
]


def statements(count: int) -> list[Mention]:
    """Mentions of about a third as many events."""
    draw = random.Random(7)
    names = [
        "".join(
            draw.choice("bdfgklmnprstvz") + draw.choice("aeiou") for _ in range(draw.randint(2, 4))
        ).title()
        for _ in range(4000)
    ]
    weights = [1 / (rank + 10) for rank in range(len(names))]
    first = days_from_civil(2010, 1, 1)
    out: list[Mention] = []
    while len(out) < count:
        day = first + int(draw.random() ** 2 * 3000)
        who, where = draw.choices(names, weights, k=2)
        verb, noun, other = draw.choice(VERBS), draw.choice(NOUNS), draw.choice(NOUNS)
        number = draw.randint(2, 900)
        for _ in range(min(draw.choice((1, 1, 1, 2, 3, 8)), count - len(out))):
            words = draw.choice((
                f"{who} {verb} the {noun} in {where}, killing {number} people near the {other}",
                f"The {noun} at {where} was {verb} by {who}; {number} died",
                f"{number} people were killed as {who} {verb} a {noun} and a {other} in {where}",
            ))  # fmt: skip
            when = Interval.of_day(*civil_from_days(day))
            number_ = len(out)
            out.append(
                Mention(
                    id=f"{number_:08x}", article=f"a{number_ // 10}", quote=words, start=(start := number_ % 10 * 200), end=start + len(words), sentence=(start, start + len(words)),
                    kind="happened", headline=words, when=when, edtf=to_edtf(when), terms=statement_terms(words, words),
                )
            )  # fmt: skip
    return out


def main() -> None:
    for count in map(int, sys.argv[1:] or ["40000", "100000"]):
        mentions = statements(count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        merged = merge(mentions)
        spent = time.process_time() - began
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"{count} mentions → {len(merged.groups)} events: {spent:.2f} s of CPU, {after / 1024:.0f} MB at most ({(after - before) / 1024:.0f} MB of it here)"
        )


if __name__ == "__main__":
    main()
