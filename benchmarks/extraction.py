"""How fast sources become digests, stage by stage, in one cold process: what a first build pays for each article.

    python benchmarks/extraction.py PATH… [--sources 1000] [--profile STAGE] [--whole]

PATH is anything that ``timeline build`` reads (``corpus.py`` makes a folder). The stages run one after the other over
the same sources: *read* (bytes → articles), *tag* (time expressions), *extract* (mentions; sentence borders and their
share apart), *encode* (the bytes that go to the cache). Seconds are CPU seconds of this process; what only the first
article pays (loading words, rules and models) stands apart as "start".
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from timeline.build.extraction import Unit, tag
from timeline.build.gathering import encoded
from timeline.chronology import extract
from timeline.chronology.language.sentences import blocks_of, sentences
from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import Article, ArticleDigest
from timeline.reading import Source, read, walk

SAMPLE = "The bridge fell on Monday, police said. It had been closed in March."
STAGES = ("read", "tag", "sentences", "extract", "encode")


def sources_of(paths: Sequence[str], count: int) -> list[Source]:
    """The first sources of the paths."""
    return [s for s in islice(walk(paths, Config()), count) if not isinstance(s, Diagnostic)]


def measure(sources: list[Source], profiled: str | None) -> dict[str, float]:
    """Seconds of each stage; the one that is named is profiled."""
    spent: dict[str, float] = {}

    def stage(name: str, work: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
        profile = cProfile.Profile() if profiled == name else None
        began = time.process_time()
        made = profile.runcall(lambda: [*map(work, items)]) if profile else [*map(work, items)]
        spent[name] = time.process_time() - began
        if profile:
            pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(45)
        return made

    config = Config()
    began = time.process_time()
    warm = Article(id="warm", path="warm", title="", text=SAMPLE, blocks=())
    extract(warm, tag(warm, config)[0])
    spent["start"] = time.process_time() - began
    articles = [a for r in stage("read", lambda s: read(s, config), sources) for a in r.articles]
    resolutions = stage("tag", lambda a: tag(a, config)[0], articles)
    stage("sentences", lambda a: sentences(a.text, blocks_of(a)), articles)
    mentions = stage("extract", lambda pair: extract(*pair), [*zip(articles, resolutions, strict=True)])
    units = [
        Unit(digests=(ArticleDigest(article=a, resolutions=r, mentions=m),))
        for a, r, m in zip(articles, resolutions, mentions, strict=True)
    ]
    stage("encode", encoded, units)
    return spent


def curve(sources: list[Source]) -> None:
    """Print what a megabyte costs in one text of growing length."""
    config = Config()
    articles = [article for source in sources for article in read(source, config).articles]
    text = "\n\n".join(article.text for article in articles)
    print(f"{'characters':>12}{'tag, s/MB':>12}{'extract, s/MB':>16}")
    length = len(text)
    for part in (
        length // 16,
        length // 16,
        length // 8,
        length // 4,
        length // 2,
        length,
    ):  # the first warms up
        one = Article(
            id="whole", path="whole", title="", text=text[:part], anchor=articles[0].anchor, blocks=()
        )
        began = time.process_time()
        resolutions = tag(one, config)[0]
        tagged = time.process_time()
        extract(one, resolutions)
        spent = time.process_time() - tagged
        print(f"{part:>12,}{(tagged - began) / part * 1e6:>12.2f}{spent / part * 1e6:>16.2f}")


def main() -> None:
    """Print a row for each stage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--profile", choices=STAGES, help="where the time of a stage goes")
    parser.add_argument("--whole", action="store_true", help="one text of growing length")
    options = parser.parse_args()
    gc.set_threshold(50_000, 20, 100)  # as in the processes of a build
    sources = sources_of(options.paths, options.sources)
    if options.whole:
        curve(sources)
        return
    size = sum(len(source.data) for source in sources) / 1e6
    spent = measure(sources, options.profile)
    print(f"{len(sources)} sources, {size:.2f} MB\n{'stage':<10}{'CPU s':>8}{'MB/s':>8}")
    for name in ("start", *STAGES):
        print(f"{name:<10}{spent[name]:>8.2f}" + (f"{size / spent[name]:>8.2f}" if name != "start" else ""))
    # Sentence borders are found again inside extraction: they are shown for their share and not added.
    total = sum(seconds for name, seconds in spent.items() if name not in ("start", "sentences"))
    print(f"{'all':<10}{total:>8.2f}{size / total:>8.2f}")


if __name__ == "__main__":
    main()
