"""Bytes → Article: one file a format.

:func:`walk` finds the units of input, :func:`read` makes articles of one of them. Neither raises for what it finds:
everything that was skipped or half understood is a :class:`~timeline.errors.Diagnostic`. See ``docs/formats.md``.
"""

from __future__ import annotations

from timeline.reading.reader import read
from timeline.reading.source import Row, Source
from timeline.reading.versions import Standing, standings
from timeline.reading.walk import walk

__all__ = ["Row", "Source", "Standing", "read", "standings", "walk"]
