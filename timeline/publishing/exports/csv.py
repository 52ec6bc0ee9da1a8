"""CSV (RFC 4180): a row an event, for spreadsheets.

Cells that a spreadsheet would take for a formula begin with an apostrophe, since article text is untrusted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from timeline.config import Config
from timeline.model import Article, Chronology
from timeline.publishing.exports import Loss
from timeline.publishing.exports.records import event_records

COLUMNS = (
    "id", "edtf", "earliest", "latest", "grain", "kind", "asserted_by", "background", "headline", "score", "tags",
    "quote", "expression", "source", "published", "article", "url", "mentions", "voices", "copies", "confidence", "review",
)  # fmt: skip


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[str]:
    """One row an event, with its first mention; the other mentions are counted, not written."""
    yield _row(COLUMNS)
    shortened = 0
    for record in event_records(chronology, articles, config):
        mentions = record["mentions"]
        first = mentions[0] if mentions else {}
        shortened += len(mentions) > 1
        yield _row(
            [
                *(record[name] for name in COLUMNS[:7]),
                str(record["background"]).lower(),
                record["headline"],
                record["score"],
                "; ".join(record["tags"]),
                first.get("quote"),
                (first.get("timex") or {}).get("text"),
                *(first.get(name) for name in ("source", "published", "article", "url")),
                len(mentions),
                record["voices"],
                record["copies"],
                record["confidence"],
                record["review"]["state"],
            ]
        )
    if losses is not None and shortened:
        losses.append(
            Loss(shortened, "events are told more than once; only the first mention of each is in the row")
        )


def _row(values: object) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(map(_safe, values))  # type: ignore[call-overload]
    return buffer.getvalue()


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return "" if value is None else value
