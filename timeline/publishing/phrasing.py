"""The emphasis and the links within an article's own text: spans of it, never markup of its.

Reading keeps the sanitised body beside the text, and each of its characters stands in the text too. Here it is only
looked at: what comes out are offsets, names of a closed list and addresses that may stand in a link. Where body and
text do not agree to the letter, there are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

import msgspec

from timeline.model import Article, Block
from timeline.publishing.urls import safe_link

EMPHASIS = ("em", "i", "strong", "b", "cite", "code", "sub", "sup")
_ANY = re.compile(rf"<(?:a|{'|'.join(EMPHASIS)})[\s>]")


class Phrase(msgspec.Struct, frozen=True):
    """A span of ``Article.text`` that is emphasised (``name`` is the element) or, as ``a``, leads elsewhere."""

    start: int
    end: int
    name: str
    href: str = ""


def phrases(article: Article) -> tuple[Phrase, ...]:
    """What is emphasised or linked in an article, in order of where it begins, the outermost first."""
    if not article.html or not _ANY.search(article.html):
        return ()
    walk = _Walk(article.text, article.blocks)
    walk.feed(article.html)
    walk.close()
    if walk.lost:
        return ()
    return tuple(sorted(walk.found, key=lambda phrase: (phrase.start, -phrase.end)))


class _Walk(HTMLParser):
    """Goes through the body and the text side by side; ``lost`` where they part."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.blocks = text, [block for block in blocks if block.start < block.end]
        self.block, self.at = -1, 0
        self.open: list[tuple[str, str, int | None]] = []
        self.found: list[Phrase] = []
        self.lost = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.at += self.text.startswith("\n", self.at)
        elif tag in EMPHASIS:
            self.open.append((tag, "", None))
        elif tag == "a":
            self.open.append((tag, safe_link(dict(attrs).get("href")) or "", None))

    def handle_data(self, data: str) -> None:
        if (
            not self.text.startswith(data, self.at)
            or self.block < 0
            or self.at >= self.blocks[self.block].end
        ):
            if not data.strip():
                return
            self.block += 1
            if self.block >= len(self.blocks) or not self.text.startswith(
                data, self.blocks[self.block].start
            ):
                self.lost = True
                return
            self.at = self.blocks[self.block].start
        self.open = [(name, href, self.at if start is None else start) for name, href, start in self.open]
        self.at += len(data)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            name, href, start = self.open.pop()
            if start is not None and start < self.at and (name != "a" or href):
                self.found.append(Phrase(start, self.at, name, href))
