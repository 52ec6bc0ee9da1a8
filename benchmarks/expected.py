"""Does the chronology of an article hold what a reader of it expects?

``python benchmarks/expected.py ARTICLE EXPECTED.tsv``

A row of EXPECTED: date, kind, who asserts it, words of the quotation or headline, the expression that dates it.
``|`` parts alternatives, ``by D`` is what is only known by a day, ``-`` stands for the article itself. Prints every row
with the mention that meets it, then the mentions that no row asked for, to be read by eye.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from timeline.chronology import Corrections, chronicle, extract
from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import ArticleDigest, Event, Mention
from timeline.reading import read, walk
from timeline.temporal import Tagger


def mentions(path: Path) -> Iterator[tuple[Event, Mention]]:
    """Every mention of the chronology of one article, with its event."""
    config = Config()
    digests = []
    for source in walk([path], config):
        if not isinstance(source, Diagnostic):
            for article in read(source, config).articles:
                found = Tagger(date_order=config.date_order).tag(
                    article.text, article.anchor, blocks=article.blocks
                )
                digests.append(
                    ArticleDigest(article=article, resolutions=found, mentions=extract(article, found))
                )
    told = chronicle(digests, Corrections(), config)
    for event in (*told.events, *told.undated):
        for mention in event.mentions:
            yield event, mention


def dated(mention: Mention, expected: str) -> bool:
    """Whether a mention has the expected date."""
    when = mention.when
    if when is None:
        return False
    if expected.startswith("by "):
        return when.start is None and (when.latest or "")[:10] == expected[3:]
    if expected.startswith("late "):
        return f"{expected[5:]}-07" <= (when.earliest or "") <= f"{expected[5:]}-12"
    first, _, last = expected.partition("/")
    if last or len(first) == 10:
        return (when.earliest or "")[:10] == first and (when.latest or "")[:10] == (last or first)
    return mention.edtf == expected


def meets(event: Event, mention: Mention, row: list[str]) -> bool:
    """Whether a mention is what a row expects."""
    date, kind, who, words, expression = row
    text = f"{mention.quote} {event.headline} {mention.headline}".lower()
    said = (mention.asserted_by or "").lower()
    return (
        any(dated(mention, option) for option in date.split("|"))
        and mention.kind in kind.split("|")
        and any(
            not said if option == "-" else all(w.lower() in said for w in option.split())
            for option in who.split("|")
        )
        and all(word.lower() in text for word in words.split())
        and mention.timex is not None
        and any(option.lower() in mention.timex.text.lower() for option in expression.split("|"))
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", type=Path)
    parser.add_argument("expected", type=Path)
    options = parser.parse_args()
    told = list(mentions(options.article))
    rows = [
        line.split("\t")
        for line in options.expected.read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    ]
    met, asked = 0, set()
    for row in rows:
        match = next((mention for event, mention in told if meets(event, mention, row)), None)
        met += match is not None
        asked.add(match.id if match else "")
        print("held   " if match else "MISSING", " · ".join(row), "←", match.quote if match else "-")
    for _, mention in told:
        if mention.id not in asked:
            print(
                "also    ",
                mention.edtf,
                mention.kind,
                mention.asserted_by or "-",
                "inherited" if mention.inherited else "",
                mention.quote,
            )
    print(f"{met} of {len(rows)} rows held, {len(told)} mentions")
    sys.exit(met < len(rows))


if __name__ == "__main__":
    main()
