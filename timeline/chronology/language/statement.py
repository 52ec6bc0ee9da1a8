"""A statement of one sentence: which of its tokens, how dated, and who says so."""

from __future__ import annotations

from typing import Literal

import msgspec

from timeline.chronology.language.tokens import Clause
from timeline.model import Resolution

How = Literal["own", "joined", "known by", "inherited", "news", "none"]
"""``own``: an expression of its clause. ``joined``: inherited from the clause it is joined to. ``known by``: from the
verb of saying above it. ``inherited``: from the sentences before. ``news``: told without a date as what the article is
about, and known by its day. ``none``: undated."""


class Statement(msgspec.Struct):
    """A draft of a mention: which tokens it quotes, its head clause, and what dates it."""

    clause: Clause
    tokens: list[int]
    how: How
    time: Resolution | None = None
    until: Resolution | None = None
    """The far end of a range ("from Monday to Friday")."""
    at: int = -1
    """The token of ``time``, where it stands in this sentence."""
    source: tuple[int, int] | None = None
    """First and last token of the words that name who says so."""
    speech: Clause | None = None
    """The clause whose verb says it."""
    here: bool = False
    """Whether the time it inherits stands in its own paragraph."""
    headed: bool = False
    """Whether that is the date that stands over its paragraph."""
    saying: bool = False
    """Whether its own verb is one of saying."""
    ends: bool = False
    """Whether it tells that somebody died."""

    def dating(self, clause: Clause, tokens: list[int], how: How, *, saying: bool = False) -> Statement:
        """Another statement, which has its time of this one."""
        return Statement(clause, tokens, how, self.time, self.until, self.at, saying=saying)
