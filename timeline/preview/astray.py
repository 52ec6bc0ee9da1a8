"""Decisions that apply to nothing now, since the words they name were edited or are gone."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from typing import Any

import msgspec

from timeline.build import Told
from timeline.chronology import Corrections
from timeline.chronology.blocks import KEYS, Fields
from timeline.chronology.corrections import Correction
from timeline.chronology.decide import nearest, occurrences
from timeline.errors import Diagnostic


class Astray(msgspec.Struct, frozen=True, kw_only=True):
    """One such decision, with its finding."""

    correction: Correction
    finding: Diagnostic
    mention: str | None = None
    """The statement that is asked about again in its place."""
    applies: bool = False
    """Whether only a part of it applies to nothing, such as one of the events to merge with."""

    @property
    def name(self) -> str:
        """What it is called on the page and the command line."""
        return blake2b(repr(sorted(self.key.items())).encode(), digest_size=5).hexdigest()

    @property
    def key(self) -> Fields:
        """What names it in the file."""
        return {name: value for name in KEYS["correction"] if (value := getattr(self.correction, name))}

    @property
    def said(self) -> str:
        """What was decided, in words."""
        one = self.correction
        parts = {
            "accepted": one.keep, "rejected": one.drop, f"dated {one.value}": one.value, f"headline “{one.headline}”": one.headline,
            f"kind {one.kind}": one.kind, "source set": one.asserted_by is not None, "merged": one.merge, "split": one.split,
            "pinned": one.pin, "put in order": one.after or one.before, "withdrawn": one.withdraw, "suppressed": one.suppress,
        }  # fmt: skip
        return ", ".join(words for words, meant in parts.items() if meant)


def astray(corrections: Corrections, told: Told) -> tuple[Astray, ...]:
    """The decisions of the file that the newest chronology could not apply, in the file's order."""
    findings = {
        one.line: one for one in told.chronology.diagnostics if one.code == "correction-stale" and one.line
    }
    if not findings:
        return ()
    articles, quotes = told.articles, _reopened(told)
    found = []
    for one, line in zip(corrections.decisions, corrections.lines.get("correction", ()), strict=False):
        if finding := findings.get(line):
            article = articles.get(one.article or "")
            applies = article is not None and len(occurrences(article.text, one.selector)) == 1
            mention = None if applies else nearest(one.exact or "", quotes.get(one.article or "", {}))
            found.append(Astray(correction=one, finding=finding, mention=mention, applies=applies))
    return tuple(found)


def _reopened(told: Told) -> dict[str, dict[str, Any]]:
    """The statements of each article that are asked about again, with their quotations."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for event in (*told.chronology.events, *told.chronology.undated):
        if event.review.state == "stale":
            for mention in event.mentions:
                found[mention.article][mention.id] = mention.quote
    return found
