"""What a published folder holds already, and from what it was made: such a file need not be made again."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from io import RawIOBase
from pathlib import Path
from typing import NamedTuple

from timeline.publishing.facts import SIZE, Fact

State = tuple[int, int, int, int]


def states(out: Path, paths: Iterable[str]) -> dict[str, State]:
    """What the file system says of each file (size, inode, times of change); a missing one is left out."""
    found = {}
    root = str(out)
    for path in paths:
        state = _state(f"{root}/{path}")
        if state is not None:
            found[path] = state
    return found


def _state(path: str) -> State | None:
    try:
        state = os.lstat(path)
    except OSError:
        return None
    return state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns


class Key(NamedTuple):
    """What a file was made from, as digests."""

    context: bytes
    """What a page's template was given."""
    facts: bytes = b""
    """What its context follows from; empty where that is not told apart."""
    searched: bool = False
    """Whether the search finds it."""


class Standing:
    """The files of ``out`` as the last build left them: what each was made from, and its state.

    A file that anybody has touched since does not stand: nobody can set back the time of its last change.
    """

    def __init__(
        self,
        out: Path,
        keys: Mapping[str, Key],
        outputs: Mapping[str, State],
        pieces: Callable[[], Mapping[str, bytes]] = dict,
    ) -> None:
        self.out, self.keys = out, keys
        self._outputs, self._pieces = outputs, pieces

    @property
    def untouched(self) -> bool:
        """Whether every file is as it was."""
        return states(self.out, self._outputs) == self._outputs

    def _stands(self, path: str) -> bool:
        state = self._outputs.get(path)
        return state is not None and _state(f"{self.out}/{path}") == state

    def holds(self, path: str, key: bytes) -> bool:
        """Whether a file was made from what ``key`` is the digest of, and is as it was."""
        known = self.keys.get(path)
        return known is not None and known.context == key and self._stands(path)

    def follows(self, path: str, facts: bytes) -> Key | None:
        """The key of a page whose context follows from what it followed from before, where the page is as it was."""
        known = self.keys.get(path)
        return known if known is not None and known.facts == facts and self._stands(path) else None

    @cached_property
    def _written(self) -> Mapping[str, bytes]:
        return self._pieces()

    @contextmanager
    def pieces(self, path: str, by: Fact) -> Iterator[Known]:
        """The pieces that a data file consists of, by the fact that each tells; none where another ``by`` wrote it."""
        record = self._written.get(path, b"")
        if record[:SIZE] != by or not self._stands(path):
            yield never
            return
        try:
            file = (self.out / path).open("rb", buffering=0)
        except OSError:
            yield never
            return
        with file:
            yield _Cuts(file, record[SIZE:]).get


Known = Callable[[Fact], bytes | None]
"""A piece by the fact that it tells, where it is known."""
Pieces = Callable[[Known], Iterator[tuple[Fact | None, bytes]]]
"""Makes a data file piece by piece, each with the fact that it tells, if any; those that are known need not be made."""


def never(_told: Fact) -> None:
    """Nothing is known."""


_STRETCH = 1 << 18
_PLACE = struct.Struct(f">{SIZE}sQL")
noted = _PLACE.pack
"""The fact of a piece, where it begins and how long it is: to find it again in what it was joined to."""


class _Cuts:
    """The pieces of a file. They are asked for much as they lie there, so the file is read in long stretches."""

    def __init__(self, file: RawIOBase, record: bytes) -> None:
        self._file = file
        self._places = {told: (start, size) for told, start, size in _PLACE.iter_unpack(record)}
        self._begin, self._stretch = 0, b""

    def get(self, told: Fact) -> bytes | None:
        """A piece by the fact that it tells."""
        place = self._places.get(told)
        if place is None:
            return None
        start, size = place
        at = start - self._begin
        if at < 0 or at + size > len(self._stretch):
            self._file.seek(start)
            self._begin, self._stretch, at = start, self._file.read(max(size, _STRETCH)) or b"", 0
        piece = self._stretch[at : at + size]
        return piece if len(piece) == size else None


NOTHING = Standing(Path(), {}, {})
"""Where nothing is known of the folder."""
