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
        keep = self._keep
        force_setattr(value, "text", keep(value.text, value.text))
        force_setattr(value, "rule", keep(value.rule, value.rule))
        force_setattr(value, "value", keep(value.value, value.value))
        force_setattr(value, "interval", keep(value.interval, value.interval))
        force_setattr(value, "edtf", keep(value.edtf, value.edtf))
        force_setattr(value, "said", keep(value.said, value.said))
        force_setattr(value, "implied", keep(value.implied, value.implied))
        force_setattr(value, "alternatives", keep(value.alternatives, value.alternatives))
        force_setattr(value, "why", keep(value.why, value.why))

    def _mention(self, value: Mention) -> None:
        keep = self._keep
        force_setattr(value, "article", keep(value.article, value.article))
        force_setattr(value, "when", keep(value.when, value.when))
        force_setattr(value, "edtf", keep(value.edtf, value.edtf))
        force_setattr(value, "asserted_by", keep(value.asserted_by, value.asserted_by))
        force_setattr(value, "entities", tuple([keep(name, name) for name in value.entities]))
        force_setattr(value, "terms", tuple([keep(term, term) for term in value.terms]))
        force_setattr(value, "why", keep(value.why, value.why))
