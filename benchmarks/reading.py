"""How fast articles are read (tagging apart): 1,000 mixed files of text and Markdown, made here.

    python benchmarks/reading.py [--files 1000] [--jobs 2] [--profile]

Bytes read per second of CPU time, file system included, in one process and in two at once; "on two cores" is the bytes
of both, over the longer of their CPU times. A row for each kind of file tells where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import read, walk

WHO = (
    "The ferry company",
    "A spokesman for the port",
    "The mayor",
    "The harbour board",
    "A fisherman",
    "The regional court",
)
DID = ("said", "announced", "denied", "told reporters", "recalled", "promised")
WHAT = (
    "that the crossing would open again next month", "that forty people had been aboard when the engine stopped",
    "that nobody had been hurt in the accident last Thursday", "that repairs to the northern pier would take until the spring of 2018",
    "that the inquiry, begun in March, had found no fault with the crew", "that fares would rise by a tenth in January",
)  # fmt: skip
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def sentence(chance: random.Random, mark: bool) -> str:
    """One sentence, now and then with a link or emphasis."""
    who, did, what = chance.choice(WHO), chance.choice(DID), chance.choice(WHAT)
    if mark and chance.random() < 0.08:
        who = f"[{who}](https://port.example/{chance.randrange(999)})"
    elif mark and chance.random() < 0.08:
        what = f"*{what}*"
    return f"{who} {did} on {chance.choice(('Monday', 'Sunday night', 'Friday'))} {what}."


def body(chance: random.Random, mark: bool) -> list[str]:
    """The paragraphs of an article: 350 to 900 words."""
    return [
        " ".join(sentence(chance, mark) for _ in range(chance.randint(2, 5)))
        for _ in range(chance.randint(8, 16))
    ]


def wrap(paragraph: str, width: int = 70) -> str:
    """A paragraph in lines."""
    import textwrap

    return "\n".join(textwrap.wrap(paragraph, width))


def article(kind: str, number: int, chance: random.Random) -> str:
    """One article of a kind."""
    day, month, year = chance.randint(1, 28), chance.randrange(12), chance.randint(2005, 2020)
    title = f"Ferry crossing in its {number}th week"
    if kind == "wire":
        return (
            f"{title}\n\nWorld {day}/{MONTHS[month]}/{year} 20:54\nBy: Port News Service\n{title}\n\nAMMAN: "
            + "\n".join(body(chance, False))
        )
    if kind == "wrapped":
        return (
            f"{title}\nBy Jane Doe\n{MONTHS[month]} {day}, {year}\n\nCAIRO, {MONTHS[month]} {day} (Reuters) - "
            + "\n\n".join(map(wrap, body(chance, False)))
        )
    head = f"---\ntitle: {title}\ndate: {year}-{month + 1:02}-{day:02}\nauthor: Jane Doe\ntags: [ferry, port]\n---\n\n"
    if kind == "plain Markdown":
        return head + "\n\n".join(body(chance, False))
    paragraphs = body(chance, True)
    paragraphs.insert(len(paragraphs) // 2, "## What comes next")
    return head + "\n\n".join(paragraphs)


KINDS = {"wire": "txt", "wrapped": "txt", "plain Markdown": "md", "Markdown": "md"}


def make(folder: Path, files: int) -> None:
    """The corpus: a quarter of each kind."""
    chance = random.Random(20161211)
    for number in range(files):
        kind = list(KINDS)[number % len(KINDS)]
        file = folder / kind.replace(" ", "-") / f"{number:05}.{KINDS[kind]}"
        file.parent.mkdir(exist_ok=True)
        file.write_text(article(kind, number, chance), "utf-8")


def measure(folder: str) -> tuple[int, int, float]:
    """Articles, bytes and CPU seconds of one process that reads a folder."""
    config = Config()
    warm = set()  # start-up apart: what reading one file of each kind loads
    for source in walk([folder], config):
        if not isinstance(source, Diagnostic) and Path(source.path).parent not in warm:
            warm.add(Path(source.path).parent)
            read(source, config)
    start = time.process_time()
    articles = size = 0
    for source in walk([folder], config):
        if not isinstance(source, Diagnostic):
            articles += len(read(source, config).articles)
            size += source.size
    return articles, size, time.process_time() - start


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.files)
        if options.profile:
            profile = cProfile.Profile()
            profile.runcall(measure, name)
            pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(25)
            return
        print(f"{'kind':<18}{'articles':>10}{'MB':>8}{'CPU s':>8}{'MB/s':>8}")
        for kind in [*sorted(path.name for path in folder.iterdir()), ""]:
            articles, size, seconds = measure(str(folder / kind))
            print(
                f"{kind or 'all, one process':<18}{articles:>10}{size / 1e6:>8.2f}{seconds:>8.3f}{size / 1e6 / seconds:>8.1f}"
            )
        with get_context("spawn").Pool(options.jobs) as pool:
            found = pool.map(measure, [name] * options.jobs)
        total, longest = sum(size for _, size, _ in found), max(seconds for _, _, seconds in found)
        print(
            f"{f'all, {options.jobs} processes':<18}{sum(n for n, _, _ in found):>10}{total / 1e6:>8.2f}{longest:>8.3f}{total / 1e6 / longest:>8.1f}"
        )


if __name__ == "__main__":
    main()
