"""What many values have in common, held once.

A digest that was decoded has everything of its own: each mention a copy of its time expression, each reason its words.
Most of it is said again and again, so a build that holds every digest at once would hold most of them twice over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import force_setattr

from timeline.model import ArticleDigest, Mention, Resolution


class Shared:
    """The values met so far; those of later digests that equal them are let go."""

    def __init__(self) -> None:
        self._keep: Callable[[Any, Any], Any] = {}.setdefault

    def thin(self, digest: ArticleDigest) -> None:
        """Makes a digest refer to the values met before. Only for one that nobody has seen yet: it is frozen.

        >>> one, two = (Resolution(start=0, end=3, text="".join("May"), type="DATE", rule="month", value=None) for _ in "12")
        >>> shared = Shared()
        >>> for each in (one, two):
        ...     shared.resolution(each)
        >>> one.text is two.text
        True
        """
        for resolution in digest.resolutions:
            self.resolution(resolution)
        at = {resolution.start: resolution for resolution in digest.resolutions}
        for mention in digest.mentions:
            self._mention(mention)
            if mention.timex is not None and at.get(mention.timex.start) == mention.timex:
                force_setattr(mention, "timex", at[mention.timex.start])

    def resolution(self, value: Resolution) -> None:
        """Makes a resolution refer to the values met before."""
        self._share(value, _OF_RESOLUTION)

    def _mention(self, value: Mention) -> None:
        keep = self._keep
        self._share(value, _OF_MENTION)
        force_setattr(value, "entities", tuple([keep(name, name) for name in value.entities]))
        force_setattr(value, "terms", tuple([keep(term, term) for term in value.terms]))

    def _share(self, value: Mention | Resolution, names: tuple[str, ...]) -> None:
        for name in names:
            own = getattr(value, name)
            force_setattr(value, name, self._keep(own, own))


_OF_RESOLUTION = ("text", "rule", "value", "interval", "edtf", "said", "implied", "alternatives", "why")
_OF_MENTION = ("article", "when", "edtf", "asserted_by", "why")
