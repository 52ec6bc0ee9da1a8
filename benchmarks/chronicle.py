"""What it costs to make a chronology of many extracted articles: merge, order, rank, voices and all.

``python benchmarks/chronicle.py [MENTIONS…]`` (default 40000), ten to an article.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict

from merge import statements

from timeline.chronology import Corrections, chronicle
from timeline.config import Config
from timeline.model import Anchor, Article, ArticleDigest, Evidence, Mention


def digests(count: int) -> list[ArticleDigest]:
    """Articles that hold the mentions of ``benchmarks/merge.py``, each with its own sentences."""
    by_article: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in statements(count):
        by_article[mention.article].append(mention)
    out = []
    for identifier, mentions in by_article.items():
        text = ". ".join(mention.quote for mention in mentions)
        moment = mentions[-1].when
        assert moment is not None
        anchor = Anchor(moment=moment, evidence=Evidence(source="record", words="made"))
        article = Article(
            id=identifier, path=identifier, title=identifier, text=text, blocks=(), anchor=anchor
        )
        out.append(ArticleDigest(article=article, mentions=tuple(mentions)))
    return out


def main() -> None:
    for count in map(int, sys.argv[1:] or ["40000"]):
        made = digests(count)
        began = time.process_time()
        told = chronicle(made, Corrections(), Config())
        spent = time.process_time() - began
        print(f"{count} mentions in {len(made)} articles → {len(told.events)} events: {spent:.2f} s of CPU")


if __name__ == "__main__":
    main()
