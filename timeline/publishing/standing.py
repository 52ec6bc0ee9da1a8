"""What a published folder holds already, and from what it was made: such a file need not be made again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from timeline.publishing.facts import SIZE, Fact

State = tuple[int, int, int, int]


def states(out: Path, paths: Iterable[str]) -> dict[str, State]:
    """What the file system says of each file (size, inode, times of change); a missing one is left out."""
    found = {}
    root = str(out)
    for path in paths:
        try:
            state = os.lstat(f"{root}/{path}")
        except OSError:
            continue
        found[path] = _state(state)
    return found


def all_states(out: Path) -> dict[str, State]:
    """What the file system says of each file that lies in a folder."""
    found = {}
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(f"{out}/{prefix}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{prefix}{entry.name}/")
                else:
                    found[prefix + entry.name] = _state(entry.stat(follow_symlinks=False))
    return found


def _state(state: os.stat_result) -> State:
    return state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns


class Key(NamedTuple):
    """What a file was made from, as digests."""

    context: bytes
    """What a page's template was given."""
    facts: bytes = b""
    """What its context follows from; empty where that is not told apart."""


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
        return state is not None and states(self.out, (path,)) == {path: state}

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

    def pieces(self, path: str, by: Fact) -> dict[Fact, bytes]:
        """The pieces that a data file consists of, by the fact that each tells; none where another ``by`` wrote it."""
        record = self._written.get(path, b"")
        if record[:SIZE] != by or not self._stands(path):
            return {}
        try:
            data = (self.out / path).read_bytes()
        except OSError:
            return {}
        return dict(_cut(data, record[SIZE:]))


def recorded(pieces: Iterable[tuple[Fact, bytes]], by: Fact) -> bytes:
    """The facts and lengths of pieces, to find them again in what they were joined to, and what wrote them."""
    return by + b"".join([told + len(data).to_bytes(4, "big") for told, data in pieces])


def _cut(data: bytes, record: bytes) -> Iterator[tuple[Fact, bytes]]:
    start = 0
    for at in range(0, len(record), SIZE + 4):
        end = start + int.from_bytes(record[at + SIZE : at + SIZE + 4], "big")
        yield record[at : at + SIZE], data[start:end]
        start = end


NOTHING = Standing(Path(), {}, {})
"""Where nothing is known of the folder."""
