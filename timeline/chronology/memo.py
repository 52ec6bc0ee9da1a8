"""What an earlier build found out, for the next one: a map from bytes to bytes that somebody keeps, or nobody does.

Whatever is remembered could be made again; with or without it, the chronology is the same to the letter.
"""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

import msgspec

T = TypeVar("T")


class Memo(Protocol):
    """Keeps values by their keys. Whoever lends one sees to it that another program's values are not in it."""

    def get(self, key: bytes, /) -> bytes | None:
        """What was put there, if it is still there."""

    def put(self, key: bytes, value: bytes, /) -> None:
        """Keep a value."""


class Slot(Generic[T]):
    """One value of a memo that holds many small ones by their digests: those asked for are kept, the others go.

    Without a memo it is empty and keeps nothing.
    """

    def __init__(self, memo: Memo | None, name: bytes, kind: Any) -> None:
        self._memo, self._name = memo, name
        self._old: dict[bytes, T] = {}
        self._new: dict[bytes, T] = {}
        value = memo.get(name) if memo is not None else None
        if value is not None:
            try:
                self._old = msgspec.msgpack.decode(value, type=dict[bytes, kind])
            except (msgspec.DecodeError, UnicodeDecodeError):
                self._old = {}

    def get(self, key: bytes) -> T | None:
        """What was found out before."""
        return self._old.get(key)

    def put(self, key: bytes, value: T) -> None:
        """Keep it for the next time."""
        if self._memo is not None:
            self._new[key] = value

    def close(self) -> None:
        """Hand over what is to be kept, if it is other than before."""
        if self._memo is not None and self._new.keys() != self._old.keys():
            self._memo.put(self._name, msgspec.msgpack.encode(self._new))
