"""What a published folder holds already, and from what it was made: such a page need not be rendered again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

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
        found[path] = (state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
    return found


class Standing:
    """The files of ``out`` as the last build left them: what each was made from (a digest), and its state.

    A file that anybody has touched since does not stand: nobody can set back the time of its last change.
    """

    def __init__(self, out: Path, keys: Mapping[str, bytes], outputs: Mapping[str, State]) -> None:
        self.out = out
        self.keys = keys
        self._outputs = outputs

    def holds(self, path: str, key: bytes) -> bool:
        """Whether a file was made from what ``key`` is the digest of, and is as it was."""
        state = self._outputs.get(path)
        return state is not None and self.keys.get(path) == key and states(self.out, (path,)) == {path: state}


NOTHING = Standing(Path(), {}, {})
"""Where nothing is known of the folder."""
