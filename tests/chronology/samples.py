"""Articles, mentions and digests for the tests of this room."""

from __future__ import annotations

from functools import cache

from timeline.chronology import extract
from timeline.chronology.language.sentences import paragraphs
from timeline.civil import Interval
from timeline.model import Anchor, Article, ArticleDigest, Block, Evidence, Mention
from timeline.temporal import Tagger

WEDNESDAY = (2016, 12, 14)


@cache
def tagger() -> Tagger:
    return Tagger("en")


def article(text: str, day: tuple[int, int, int] | None, id: str = "a", **more: object) -> Article:
    """An article of plain paragraphs, published on a day."""
    anchor = (
        Anchor(moment=Interval.of_day(*day), evidence=Evidence(source="header", words="its head"))
        if day
        else None
    )
    return Article(
        id=id,
        path=f"{id}.txt",
        title=f"Title of {id}",
        text=text,
        blocks=tuple(Block(kind="paragraph", start=start, end=end) for start, end in paragraphs(text)),
        anchor=anchor,
        **more,  # type: ignore[arg-type]
    )


def digest(text: str, day: tuple[int, int, int] | None, id: str = "a", **more: object) -> ArticleDigest:
    """The digest of such an article."""
    told = article(text, day, id, **more)
    resolutions = tagger().tag(told.text, told.anchor, blocks=told.blocks)
    return ArticleDigest(article=told, resolutions=resolutions, mentions=extract(told, resolutions))


def mentions_of(told: Article) -> tuple[Mention, ...]:
    """What an article states."""
    return extract(told, tagger().tag(told.text, told.anchor, blocks=told.blocks))
