"""What the pages of an archive have in common: it stands where news stands, and is none.

"Two men charged in teenager's death", a link to another story, is no news of the eighteen days on whose pages it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from timeline.errors import Diagnostic
from timeline.model import Article, Mention

TIMES = 3
"""So many independent voices have one wording on so many days only where nobody wrote it."""


def furniture(
    mentions: Iterable[Mention], articles: Mapping[str, Article], voice: Mapping[str, str]
) -> list[list[Mention]]:
    """The mentions without an expression of time that stand, word for word, in the news of several days and voices."""
    alike: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.timex is None and mention.when is not None and mention.article in articles:
            alike[mention.quote].append(mention)
    return [same for same in alike.values() if len(same) >= TIMES and _is_common(same, voice)]


def _is_common(same: Iterable[Mention], voice: Mapping[str, str]) -> bool:
    days, voices = {mention.edtf for mention in same}, {voice[mention.article] for mention in same}
    return len(days) >= TIMES and len(voices) >= TIMES


def finding(same: list[Mention], articles: Mapping[str, Article]) -> Diagnostic:
    """What to say of it."""
    first = min(same, key=lambda mention: mention.article)
    return Diagnostic(
        where=articles[first.article].path, code="page-furniture", level="note",
        message=f"left out as a part of the page: {len(same)} articles have it word for word: “{first.quote}”",
        hint="Nothing needs to be done; a correction with keep = true makes it an event all the same (docs/corrections.md).",
    )  # fmt: skip
