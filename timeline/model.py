"""The frozen values that travel between stages.

::

    bytes ─read→ Article ─tag, refine, resolve→ Resolution ─extract→ Mention ─chronicle→ Event, Chronology

Offsets are always code points of ``Article.text``. Values hold facts, never behaviour that needs a clock, a
locale or a file. All are :class:`msgspec.Struct`, so they are cheap, comparable, and the cache and the exports
can write them without a second description.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from timeline.civil import Grain, Interval
from timeline.errors import Diagnostic

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Direction = Literal["past", "future", "present", "none"]
Genre = Literal["news", "narrative"]
Kind = Literal["happened", "ongoing", "planned", "conditional", "denied", "stated"]
EvidenceSource = Literal[
    "correction", "front matter", "metadata", "header", "dates.csv", "path", "option", "record"
]
ReviewState = Literal["proposed", "accepted", "corrected", "rejected", "stale"]


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Base of the travelling values: frozen, named fields, defaults left out when written."""


# --- read -------------------------------------------------------------------------------------------------


class Evidence(Value, frozen=True, kw_only=True):
    """Which words, standing where, say an article's date: ``header``, ``World Sunday 11/December/2016 20:54 PM``."""

    source: EvidenceSource
    words: str


class Anchor(Value, frozen=True, kw_only=True):
    """The document creation time (DCT): the only clock there is.

    ``moment`` is a civil day or minute in the publisher's own time; ``zone`` is what the stamp says of its zone
    (``+04:00``, ``EST``, ``Asia/Muscat``) and ``place_zone`` the zone of the dateline's place: two facts,
    never merged.
    """

    moment: Interval
    evidence: Evidence
    zone: str | None = None
    place_zone: str | None = None


BlockKind = Literal["paragraph", "heading", "quote", "item", "preformatted"]


class Block(Value, frozen=True, kw_only=True):
    """A span of ``Article.text`` that reads as one block; sentences never cross its border."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


class About(Value, frozen=True, kw_only=True):
    """What a source may say of an article beside its title and its text; a format hands it over in a ``reading.story.Story``."""

    genre: Genre | None = None
    deck: str | None = None
    section: str | None = None
    byline: str | None = None
    places: tuple[str, ...] = ()
    source: str | None = None
    url: str | None = None
    rights: str | None = None
    tags: tuple[str, ...] = ()
    draft: bool = False
    embargo: str | None = None
    version: int = 0
    """Which version of its story this is ("UPDATE 3" is 3); 0 when nothing is said."""
    status: Literal["usable", "corrected", "killed"] = "usable"
    modified: str | None = None


class Article(About, frozen=True, kw_only=True):
    """One story as it was read: the body as plain text, and what is known about it.

    ``text`` is the body alone, without title, byline or stamp; for JSON records it is the record's ``text`` to
    the letter, and ``body_start`` says where prose begins after a dateline. ``html`` is the sanitised body of
    articles that had markup; its text content, block by block, is exactly ``text``.
    """

    id: str
    path: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    anchor: Anchor | None = None
    body_start: int = 0
    html: str | None = None
    lang: str = "en"
    superseded_by: str | None = None
    """The id of the later version that stands for this one's story."""
    story: str | None = None
    """What its source calls the story in every version of it (NewsML guid, ninjs uri); ``None`` when nothing is said."""


class Reading(Value, frozen=True, kw_only=True):
    """What one source of bytes held: its articles (none, one, or several) and what was found wrong."""

    articles: tuple[Article, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


# --- tag, refine, resolve ---------------------------------------------------------------------------------


class Alternative(Value, frozen=True, kw_only=True):
    """A runner-up reading of a time expression, and why it was not chosen."""

    value: str
    interval: Interval | None
    edtf: str | None
    direction: Direction
    confidence: float
    why: str


class Resolution(Value, frozen=True, kw_only=True):
    """A time expression and what it means (TIMEX3, TimeML 1.2.1, with an interval and its derivation).

    ``value`` is ``None`` where a relative expression has no anchor. ``interval`` is ``None`` for durations,
    sets, vague references and whatever is unresolved. ``said`` names the fields that the words give
    (``month``, ``day``, ``hour``…), ``implied`` those that come from the anchor or the running reference.
    ``why`` is the derivation, one step an item, readable as it stands. ``confidence`` is that of the value;
    ``day_confidence`` is set where the day is surer than the part of it: "Saturday night" is Saturday, whether its
    night begins in the evening or not.
    """

    start: int
    end: int
    text: str
    type: TimexType
    rule: str
    value: str | None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    interval: Interval | None = None
    edtf: str | None = None
    direction: Direction = "none"
    confidence: float = 1.0
    said: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    why: tuple[str, ...] = ()
    day_confidence: float | None = None

    @property
    def sure_of_day(self) -> float:
        """How sure the day is, whatever part of it is meant."""
        return self.confidence if self.day_confidence is None else self.day_confidence

    @property
    def grain(self) -> Grain | None:
        """The grain of the interval, or ``None`` where there is none."""
        return self.interval.grain if self.interval else None


# --- extract ----------------------------------------------------------------------------------------------


class Mention(Value, frozen=True, kw_only=True):
    """One statement in one article: its clause, when, what kind, and who says so.

    ``when`` is ``None`` for what is undated. What is only known *by* a day (a saying dated on Sunday about
    something before) has ``when.start`` ``None``. ``timex`` is the expression that dates it; for an inherited
    time, the one that it was inherited from.
    """

    id: str
    article: str
    quote: str
    start: int
    end: int
    sentence: tuple[int, int]
    kind: Kind
    headline: str
    when: Interval | None = None
    edtf: str | None = None
    timex: Resolution | None = None
    asserted_by: str | None = None
    inherited: bool = False
    background: bool = False
    confidence: float = 1.0
    entities: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    """What it is about, for merging: stems, names (``=palmyra``) and numbers (``#300``)."""
    why: tuple[str, ...] = ()


class ArticleDigest(Value, frozen=True, kw_only=True):
    """All that is worth keeping of one article once it has been read: the unit of work, of caching and of rendering."""

    article: Article
    resolutions: Sequence[Resolution] = ()
    mentions: tuple[Mention, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    prints: bytes = b""
    """What its sentences are known by, eight bytes each; made from the text where it is empty."""
    about: tuple[str, ...] = ()
    """The terms of its title; made from the title where there are none."""
    weighed: bytes = b""
    """What it and its mentions are merged and ranked by; made from them where it is empty."""
    mark: bytes = b""
    """A digest of article, expressions and mentions as they were read, for whoever asks whether they are the same;
    empty where one of them was changed since."""

    def but(self, **changes: Any) -> ArticleDigest:
        """The same with some of it changed, and so without its weights and its mark."""
        return msgspec.structs.replace(self, weighed=b"", mark=b"", **changes)


# --- chronicle --------------------------------------------------------------------------------------------


class Review(Value, frozen=True, kw_only=True):
    """What a person decided about an event or a mention, and why."""

    state: ReviewState = "proposed"
    because: str | None = None
    by: str | None = None
    on: str | None = None


class Conflict(Value, frozen=True, kw_only=True):
    """A disagreement between sources about one event: what some of its mentions say instead, e.g. another date."""

    about: Literal["date", "claim"]
    edtf: str | None
    mentions: tuple[str, ...]
    reason: str


class Link(Value, frozen=True, kw_only=True):
    """A tie between two events that stay two: a plan and its fulfilment, a claim and its denial."""

    relation: Literal["fulfils", "fulfilled_by", "denies", "denied_by"]
    event: str
    reason: str


class Event(Value, frozen=True, kw_only=True):
    """What happened (or was planned, said, denied), with every mention of it and its doubts."""

    id: str
    headline: str
    kind: Kind
    mentions: tuple[Mention, ...]
    when: Interval | None = None
    edtf: str | None = None
    aliases: tuple[str, ...] = ()
    asserted_by: str | None = None
    background: bool = False
    confidence: float = 1.0
    score: float = 0.0
    tags: tuple[str, ...] = ()
    voices: int = 1
    """Independent reports; ``copies`` counts the versions and syndicated copies beside them."""
    copies: int = 0
    conflicts: tuple[Conflict, ...] = ()
    links: tuple[Link, ...] = ()
    review: Review = Review()
    pinned: bool = False
    why_here: str = ""
    """Why it stands after the event before it."""
    merged_because: tuple[str, ...] = ()
    page: bool = False
    """Whether it has a page of its own in a site: several articles tell it, a person decided about it, or it ranks."""


class Chronology(Value, frozen=True, kw_only=True):
    """Every event in its order; what has no date is kept apart and never thrown away."""

    events: tuple[Event, ...] = ()
    undated: tuple[Event, ...] = ()
    withdrawn: tuple[Event, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
