"""What an earlier build found out, for the next one: a map from bytes to bytes that somebody keeps, or nobody does.

Whatever is remembered could be made again; with or without it, the chronology is the same to the letter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import msgspec

S = TypeVar("S")
T = TypeVar("T")


class Memo(Protocol):
    """Keeps values by their keys. Whoever lends one sees to it that another program's values are not in it."""

    def get(self, key: bytes, /) -> bytes | None:
        """What was put there, if it is still there."""

    def put(self, key: bytes, value: bytes, /) -> None:
        """Keep a value."""


class Room(Generic[T]):
    """What follows from single objects, and from what is given besides, for as long as the very same objects come again."""

    def __init__(self, *given: object) -> None:
        self.given = given
        self._old: dict[str, tuple[object, T]] = {}
        self._new: dict[str, tuple[object, T]] = {}

    def of(self, key: str, source: S, make: Callable[[S], T]) -> T:
        """What follows from ``source``; made where another object had this key, or none."""
        known = self._old.get(key)
        if known is None or known[0] is not source:
            known = source, make(source)
        self._new[key] = known
        return known[1]

    def alike(self, key: str, source: S, make: Callable[[S], T]) -> T:
        """The same for a source that is put together anew each time: what is equal to it counts as the same."""
        known = self._old.get(key)
        if known is None or known[0] != source:
            known = source, make(source)
        self._new[key] = known
        return known[1]

    def turn(self) -> None:
        """What was not asked for since the last turn goes."""
        self._old, self._new = self._new, {}


class Recall:
    """The memo of one process that tells the same articles again and again: it keeps the values themselves."""

    def __init__(self) -> None:
        self.slots: dict[bytes, Any] = {}
        self.before: Memo | None = None
        """Where an earlier process left what it had found out; only read."""
        self._rooms: dict[str, Room[Any]] = {}

    def room(self, name: str, *given: object) -> Room[Any]:
        """What is kept of one kind; nothing, where something else was given before."""
        known = self._rooms.get(name)
        if known is None or known.given != given:
            known = self._rooms[name] = Room(*given)
        return known

    def turn(self) -> None:
        """The articles are told again."""
        for room in self._rooms.values():
            room.turn()


class Slot(Generic[T]):
    """One value of a memo that holds many small ones by their digests: those asked for are kept, the others go.

    Without a memo it is empty and keeps nothing.
    """

    def __init__(self, memo: Memo | Recall | None, name: bytes, kind: Any) -> None:
        self._memo, self._name = memo, name
        self._old: dict[bytes, T] = {}
        self._new: dict[bytes, T] = {}
        if isinstance(memo, Recall):
            if name in memo.slots:
                self._old = memo.slots[name]
                return
            memo = memo.before
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
        if isinstance(self._memo, Recall):
            self._memo.slots[self._name] = self._new
        elif self._memo is not None and self._new.keys() != self._old.keys():
            self._memo.put(self._name, msgspec.msgpack.encode(self._new))
