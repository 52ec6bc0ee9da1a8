"""How digests are kept, and what many of them have in common, held once.

A digest that was decoded has everything of its own: each mention a copy of its time expression and of its words, each
reason its words. Most of it is said again and again, so it is written once in each digest, and a build that holds every
digest at once holds it once. Of time expressions three in four differ from another in nothing but where they stand: such
are made only for whoever looks at them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from mmap import mmap
from typing import Annotated, Any, overload

import msgspec
from msgspec.structs import force_setattr

from timeline.model import Article, ArticleDigest, Mention, Resolution


class _Dated(msgspec.Struct, array_like=True, frozen=True):
    """A mention without what its digest says already."""

    mention: Mention
    time: int
    """The number of the expression that dates it; -1 where its digest has none such."""
    onward: bool
    """Whether its reasons begin with those of the expression, which are left out."""
    same: bool
    """Whether its date is the expression's, and left out."""


class Written(msgspec.Struct, array_like=True, frozen=True):
    """A digest as it is kept: its mentions and expressions stand apart, so that they can be left alone."""

    bare: ArticleDigest
    places: list[Annotated[int, msgspec.Meta(ge=0)]]
    """Where each expression starts and ends."""
    times: list[msgspec.Raw]
    """What else each of them is."""
    mentions: msgspec.Raw


_ENCODER = msgspec.msgpack.Encoder()
_MENTIONS = msgspec.msgpack.Decoder(list[_Dated])
_RESOLUTION = msgspec.msgpack.Decoder(Resolution)


def written(digest: ArticleDigest) -> Written:
    """What is kept of a digest; :class:`Sealed` makes it whole again."""
    known = {resolution.start: number for number, resolution in enumerate(digest.resolutions)}
    text = digest.article.text
    mentions = []
    for mention in digest.mentions:
        number = known.get(mention.timex.start, -1) if mention.timex else -1
        if number < 0 or (time := digest.resolutions[number]) != mention.timex:
            number, time = -1, _NO_TIME
        onward = mention.why[: len(time.why)] == time.why
        same = number >= 0 and (mention.when, mention.edtf) == (time.interval, time.edtf)
        bare = msgspec.structs.replace(
            mention,
            article="",
            quote="" if text[mention.start : mention.end] == mention.quote else mention.quote,
            timex=mention.timex if number < 0 else None,
            why=mention.why[len(time.why) :] if onward else mention.why,
            when=None if same else mention.when,
            edtf=None if same else mention.edtf,
        )
        mentions.append(_Dated(bare, number, onward, same))
    return Written(
        msgspec.structs.replace(digest, resolutions=(), mentions=()),
        [place for resolution in digest.resolutions for place in (resolution.start, resolution.end)],
        [msgspec.Raw(_ENCODER.encode(_placed(resolution, 0, 0))) for resolution in digest.resolutions],
        msgspec.Raw(_ENCODER.encode(mentions)),
    )


def _placed(resolution: Resolution, start: int, end: int) -> Resolution:
    return msgspec.structs.replace(resolution, start=start, end=end)


class Expressions(Sequence[Resolution]):
    """The time expressions of an article, each made when it is looked at."""

    __slots__ = ("_places", "_times")

    def __init__(self, places: Sequence[int], times: Sequence[Resolution]) -> None:
        self._places, self._times = array("Q", places), tuple(times)

    @overload
    def __getitem__(self, at: int) -> Resolution: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Resolution]: ...
    def __getitem__(self, at: int | slice) -> Resolution | Sequence[Resolution]:
        if isinstance(at, slice):
            return tuple(self)[at]
        start, end = self._places[2 * at], self._places[2 * at + 1]
        return _placed(self._times[at], start, end)

    def __len__(self) -> int:
        return len(self._times)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class _Pages:
    """What is put away in large pieces, each given back as a whole once nothing of it is wanted: single pieces of some
    thousand bytes, let go of among texts that stay, would leave holes that nothing fits into."""

    def __init__(self) -> None:
        self._page: mmap | bytearray = bytearray()
        self._used = _PAGE

    def keep(self, data: bytes) -> Callable[[], bytes]:
        """Puts it away; what comes back gets it out again."""
        if len(data) > _PAGE:
            return lambda: data
        if self._used + len(data) > _PAGE:
            self._page, self._used = mmap(-1, _PAGE), 0
        page, first, end = self._page, self._used, self._used + len(data)
        page[first:end] = data
        self._used = end
        return lambda: bytes(page[first:end])


class Sealed:
    """A digest of which the mentions are made when somebody wants them: those of a superseded article nobody does."""

    __slots__ = ("_mentions", "_shared", "_whole", "bare")

    def __init__(self, bare: ArticleDigest, mentions: Callable[[], bytes] | None, shared: Shared) -> None:
        self.bare = bare
        """The digest without its mentions."""
        self._mentions = mentions
        self._shared = shared
        self._whole = bare if mentions is None else None

    @classmethod
    def kept(cls, kept: Written, shared: Shared) -> Sealed:
        """One that was kept."""
        if len(kept.places) != 2 * len(kept.times):
            raise msgspec.ValidationError("an expression without its place, or a place without one")
        times = Expressions(kept.places, [shared.time(bytes(raw)) for raw in kept.times])
        mentions = shared.put_away(bytes(kept.mentions))
        return cls(msgspec.structs.replace(kept.bare, resolutions=times), mentions, shared)

    @classmethod
    def of(cls, digest: ArticleDigest) -> Sealed:
        """One that lies open."""
        return cls(digest, None, Shared())

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.bare.article

    def open(self) -> ArticleDigest:
        """The digest with its mentions."""
        if self._whole is None:
            self._whole = self._opened(self._mentions()) if self._mentions else self.bare
            self._mentions = None
        return self._whole

    def _opened(self, data: bytes) -> ArticleDigest:
        article, resolutions = self.bare.article, self.bare.resolutions
        times: dict[int, Resolution] = {}
        mentions = []
        for dated in _MENTIONS.decode(data):
            mention = dated.mention
            force_setattr(mention, "article", article.id)
            if not mention.quote:
                force_setattr(mention, "quote", article.text[mention.start : mention.end])
            self._shared.mention(mention)
            if dated.time >= 0:
                time = times.get(dated.time)
                if time is None:
                    time = times[dated.time] = resolutions[dated.time]
                force_setattr(mention, "timex", time)
                if dated.onward:
                    force_setattr(mention, "why", (*time.why, *mention.why) if mention.why else time.why)
                if dated.same:
                    force_setattr(mention, "when", time.interval)
                    force_setattr(mention, "edtf", time.edtf)
            mentions.append(mention)
        return msgspec.structs.replace(self.bare, mentions=tuple(mentions))


class Shared:
    """The values met so far. What refers to them instead of its own is frozen, so only for what nobody has seen yet.

    >>> one, two = (Resolution(start=0, end=3, text=text, type="DATE", rule="month", value=None) for text in ("May", "June"))
    >>> shared = Shared()
    >>> one, again, two = (shared.time(_ENCODER.encode(each)) for each in (one, one, two))
    >>> one is again, one.rule is two.rule
    (True, True)
    """

    def __init__(self) -> None:
        self._keep: Callable[[Any, Any], Any] = {}.setdefault
        self._times: dict[bytes, Resolution] = {}
        self.put_away = _Pages().keep

    def time(self, data: bytes) -> Resolution:
        """A time expression, wherever it stands, from what is kept of it."""
        known = self._times.get(data)
        if known is None:
            known = self._times[data] = _RESOLUTION.decode(data)
            self._share(known, _OF_RESOLUTION)
        return known

    def mention(self, value: Mention) -> None:
        """Makes a mention refer to the values met before."""
        keep = self._keep
        self._share(value, _OF_MENTION)
        if own := value.entities:
            force_setattr(value, "entities", tuple(map(keep, own, own)))
        own = value.terms
        force_setattr(value, "terms", tuple(map(keep, own, own)))

    def _share(self, value: Mention | Resolution, names: tuple[str, ...]) -> None:
        keep = self._keep
        for name in names:
            own = getattr(value, name)
            if own and (known := keep(own, own)) is not own:
                force_setattr(value, name, known)


_PAGE = 1 << 20
_NO_TIME = Resolution(start=0, end=0, text="", type="DATE", rule="", value=None)
_OF_RESOLUTION = (
    "text",
    "rule",
    "value",
    "interval",
    "edtf",
    "said",
    "implied",
    "alternatives",
    "why",
    "confidence",
)
_OF_MENTION = ("when", "edtf", "asserted_by", "why", "confidence")
