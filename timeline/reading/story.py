"""What a format hands over: a story with its claims, before its date is decided and it becomes an article."""

from __future__ import annotations

import re

import msgspec

from timeline.errors import Diagnostic
from timeline.model import About, Block, EvidenceSource
from timeline.reading.stamp import Stamp


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """Plain text with the spans of its blocks; ``html`` where the article had markup."""

    text: str
    blocks: tuple[Block, ...]
    html: str | None = None
    start: int = 0

    @classmethod
    def of_paragraphs(cls, paragraphs: list[str]) -> Body:
        """Paragraphs joined by an empty line, one block each.

        >>> Body.of_paragraphs(["One.", "Two."]).text
        'One.\\n\\nTwo.'
        """
        blocks: list[Block] = []
        at = 0
        for words in paragraphs:
            blocks.append(Block(kind="paragraph", start=at, end=at + len(words)))
            at += len(words) + 2
        return cls(text="\n\n".join(paragraphs), blocks=tuple(blocks))


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One place that says the date, and what it says."""

    source: EvidenceSource
    stamp: Stamp


class Story(About, frozen=True, kw_only=True, gc=True):
    """One story as its format tells it. ``claims`` are in order of trust within the format."""

    body: Body
    id: str | None = None
    key: str | None = None
    path: str | None = None
    """Where it stands when its source holds several."""
    title: str = ""
    lang: str | None = None
    advice: str | None = None
    zone: str | None = None
    claims: tuple[Claim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def first_words(text: str, limit: int = 80) -> str:
    """A title for a story that has none: the head of its first sentence, cut at a word.

    >>> first_words("The ferry sank off the cape. Nobody was hurt.")
    'The ferry sank off the cape'
    >>> first_words("CAIRO, June 7 (Wire) --\\n\\nThe ferry sank. Nobody was hurt.")
    'The ferry sank'
    """
    lines = [line.strip() for line in text[: limit * 12].split("\n") if line.strip()]
    # A line that ends in a dash only leads in the next.
    line = next((line for line in lines if line[-1] not in "-–—"), lines[0] if lines else "")[: limit * 4]
    sentence = re.split(r"(?<=[^\W\d_]{3})[.!?](?:\s|$)", line, maxsplit=1)[0].strip()
    if len(sentence) <= limit:
        return sentence
    return sentence[: limit + 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
