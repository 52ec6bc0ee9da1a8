"""What the words of a language do where they stand together: data from ``<lang>/patterns.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from timeline.temporal.data import Table, fitted

_FOLDER = Path(__file__).parent


class Borders(Table, frozen=True):
    """Where sentences end."""

    openers: frozenset[str]
    articles: frozenset[str]
    afresh: frozenset[str]
    hour_fronts: frozenset[str]
    goes_on: re.Pattern[str]
    initials: re.Pattern[str]


class Stumps(Table, frozen=True):
    """What is left at the end of a headline when the rest has been trimmed."""

    words: frozenset[str]
    pattern: re.Pattern[str]


class Patterns(Table, frozen=True):
    """All of them; the file says what each is for."""

    borders: Borders
    nameless: re.Pattern[str]
    hanging: frozenset[str]
    stumps: Stumps


@cache
def patterns(lang: str = "en") -> Patterns:
    """The patterns of a language; English where there is none of its own.

    >>> "The" in patterns().borders.articles
    True
    """
    path = _FOLDER / lang / "patterns.toml"
    if not path.is_file():
        path = _FOLDER / "en" / "patterns.toml"
    return fitted(tomllib.loads(path.read_text("utf-8")), Patterns)
