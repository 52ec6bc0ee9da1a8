"""The temporal engine, importable on its own: time expressions in text, resolved against a date of utterance.

>>> from timeline.temporal import tag
>>> [sunday] = tag("The army made gains on Sunday.", "2016-12-11")
>>> sunday.text, sunday.type, sunday.value, sunday.direction
('Sunday', 'DATE', '2016-12-11', 'past')
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that importing costs nothing; the engine is loaded with the first text
    from collections.abc import Sequence

    from timeline.config import DateOrder
    from timeline.model import Anchor, Block, Genre, Resolution
    from timeline.temporal.engine import Engine

__all__ = ["Tagger", "tag"]


class Tagger:
    """Finds and resolves time expressions in one language. Build one and use it for every text.

    ``date_order`` says how a date like 11/12/2016 is read: day first (``DMY``) or month first (``MDY``).
    Raises :class:`~timeline.errors.LanguageDataError` where the language is unknown or its data is wrong.
    """

    def __init__(self, lang: str = "en", *, date_order: DateOrder = "DMY") -> None:
        from timeline.temporal.engine import Engine

        self._engine: Engine = Engine.of(lang, date_order)

    def tag(
        self,
        text: str,
        anchor: Anchor | None = None,
        *,
        genre: Genre | None = None,
        blocks: Sequence[Block] = (),
    ) -> tuple[Resolution, ...]:
        """Every time expression of a text, in order, none overlapping; offsets in code points.

        Without an anchor relative expressions have the value ``None``. ``genre`` is decided from the text where it
        is not given.
        """
        return self._engine.tag(text, anchor.moment if anchor else None, genre, blocks)


def tag(
    text: str,
    dct: str | date | None = None,
    *,
    lang: str = "en",
    genre: Genre | None = None,
    date_order: DateOrder = "DMY",
) -> tuple[Resolution, ...]:
    """Every time expression of a text, resolved against ``dct``, the day (or minute) it was written: in ISO 8601, or a
    :class:`datetime.date` (or ``datetime``, of which the zone is left out).

    >>> [(r.text, r.value) for r in tag("It may end in June.", "2016-12-11")]
    [('June', '2017-06')]
    >>> tag("It may end in June.", date(2016, 12, 11)) == tag("It may end in June.", "2016-12-11")
    True

    Raises :class:`ValueError` for a ``dct`` that is no date.
    """
    from timeline.temporal.edtf import parse_edtf
    from timeline.temporal.engine import Engine

    if isinstance(dct, datetime):
        dct = dct.replace(tzinfo=None).isoformat(timespec="minutes")
    elif isinstance(dct, date):
        dct = dct.isoformat()
    return Engine.of(lang, date_order).tag(text, parse_edtf(dct) if dct else None, genre, ())
