"""TimeML: a ZIP archive of one document an article, with the expressions that date its events marked.

The text of a document is the article where ``full_text`` is on, and otherwise its quotations alone, a line each,
so the quotation cap holds here too. Dates in the archive are fixed, so the same input gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

import msgspec

from timeline.config import Config
from timeline.model import Article, Chronology, Mention, Resolution
from timeline.publishing.exports import Loss
from timeline.publishing.exports.records import capped
from timeline.temporal.timeml import write_timeml


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """The documents in the order of their articles' ids; kinds, merges and order are left out."""
    events = [*chronology.events, *chronology.undated]
    told: dict[str, list[Mention]] = {}
    for event in events:
        for mention in event.mentions:
            told.setdefault(mention.article, []).append(mention)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for article_id in sorted(told.keys() & articles.keys()):
            document = _document(articles[article_id], told[article_id], config)
            entry = zipfile.ZipInfo(f"{article_id}.tml", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, document)
    yield buffer.getvalue()
    if losses is not None and events:
        losses.append(
            Loss(len(events), "TimeML marks expressions: kinds, headlines, merges and the order stay behind")
        )


def _document(article: Article, mentions: list[Mention], config: Config) -> str:
    dct = article.anchor.moment.earliest if article.anchor else None
    mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    if config.full_text:
        return write_timeml(article.text, _distinct(mentions, 0), id=article.id, dct=dct)
    lines: list[str] = []
    marked: list[Resolution] = []
    length = 0
    for mention in mentions:
        quote, end = capped(mention, config)
        timex = mention.timex
        if timex and not mention.inherited and mention.start <= timex.start and timex.end <= end:
            marked += _distinct([mention], length - mention.start)
        lines.append(quote + "\n")
        length += len(quote) + 1
    return write_timeml("".join(lines), marked, id=article.id, dct=dct)


def _distinct(mentions: list[Mention], shift: int) -> list[Resolution]:
    """The expressions of mentions, each once, in the order of the text, moved by ``shift`` code points."""
    found = {(m.timex.start, m.timex.end): m.timex for m in mentions if m.timex}
    return [
        msgspec.structs.replace(timex, start=timex.start + shift, end=timex.end + shift)
        for _, timex in sorted(found.items(), key=lambda item: item[0])
    ]
