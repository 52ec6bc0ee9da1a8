"""What is asked of the same words of an article again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Asked(dict[K, V]):
    """The answers that were found, by what was asked.

    ``functools.cache`` does the same; it is dear to set up for every article.

    >>> length = Asked(len)
    >>> length["Tarn"], length
    (4, {'Tarn': 4})
    """

    def __init__(self, find: Callable[[K], V]) -> None:
        self._find = find

    def __missing__(self, key: K) -> V:
        answer = self[key] = self._find(key)
        return answer
