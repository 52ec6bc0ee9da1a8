"""Nothing changed, nothing to do: what a build would make again of what lies there.

After a build, a digest of all that went into it is kept in the cache, beside the digest of what each page was made from and
what the file system says of each file that it wrote. When the next build finds all as it was, it is done; else it renders
the pages that are made from something else. Inputs are compared by their bytes; outputs by size, inode and times of
change, which nobody can set back.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from timeline.build.gathering import Found, Means, Walked, digested
from timeline.build.program import program
from timeline.build.projects import Project
from timeline.errors import Diagnostic
from timeline.publishing.standing import NOTHING, Key, Standing, State, states
from timeline.publishing.writer import MANIFEST, listed
from timeline.store import Store, digest

if TYPE_CHECKING:
    from timeline.build import Report
    from timeline.publishing import Again


T = TypeVar("T")
HELD = 32_000_000
"""So many bytes of input are held from when they are compared until they are read; of more, all is walked again."""


class _Kept(msgspec.Struct, frozen=True):
    """What is remembered of a build."""

    inputs: bytes
    outputs: dict[str, State]
    keys: dict[str, Key]
    report: dict[str, Any]
    diagnostics: tuple[Diagnostic, ...]


class Recalled(msgspec.Struct, frozen=True):
    """What is known before a build: the digest of what goes into it, what stands already, and the report of the last
    build where this one would make the same."""

    inputs: bytes | None = None
    standing: Standing = NOTHING
    done: Report | None = None
    notes: tuple[Diagnostic, ...] = ()
    """What is to be said of the cache."""
    walked: Walked | None = None
    """All that there is to read, where that is little."""


def recall(
    project: Project, out: Path, looks: bytes, asked: Any, means: Means, report: type[Report]
) -> Recalled:
    """What a build need not do again.

    ``looks`` is what :func:`look` says of it, ``asked`` whatever else it was asked with, in values that msgpack can hold.
    Nothing is known where there is no cache, or where the input can be read only once.
    """
    if means.cache is None or "-" in project.articles:
        return Recalled()
    held = _Held()
    inputs = digest(*_inputs(project, looks, asked, held))
    store = Store(means.cache)
    kept = _read(store, _key(out), _Kept)
    store.close()
    if kept is None:
        return Recalled(inputs, notes=tuple(store.notes), walked=held.walked)
    pieces = partial(_found, means.cache, _pieces_key(out), dict[str, bytes])
    standing = Standing(out, kept.keys, kept.outputs, lambda: pieces() or {})
    if kept.inputs != inputs or not standing.untouched:
        return Recalled(inputs, standing, walked=held.walked)
    counts = kept.report | {
        "unchanged": kept.report["written"] + kept.report["unchanged"],
        "written": 0,
        "removed": 0,
    }
    return Recalled(inputs, standing, report(out=out, diagnostics=kept.diagnostics, **counts))


def remember(inputs: bytes | None, again: Again, made: Report, means: Means) -> None:
    """Keep what went into a build, what each page was made from, and what came of it."""
    if inputs is None or means.cache is None:
        return
    counts = {
        name: getattr(made, name)
        for name in ("articles", "events", "undated", "written", "unchanged", "removed")
    }
    outputs = states(made.out, (MANIFEST, *listed(made.out)))
    kept = _Kept(inputs, outputs, again.keys, counts, made.diagnostics)
    store = Store(means.cache)
    store.put(_key(made.out), msgspec.msgpack.encode(kept))
    store.put(_pieces_key(made.out), msgspec.msgpack.encode(again.pieces))
    store.close()


def _found(cache: Path, key: bytes, kind: type[T]) -> T | None:
    """A value of the cache; ``None`` where there is none that can be read."""
    store = Store(cache)
    value = _read(store, key, kind)
    store.close()
    return value


def _read(store: Store, key: bytes, kind: type[T]) -> T | None:
    value = store.get(key)
    try:
        return msgspec.msgpack.decode(value, type=kind) if value else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _key(out: Path) -> bytes:
    return digest(b"site", str(out.resolve()).encode())


def _pieces_key(out: Path) -> bytes:
    """Apart from the rest, since a build that has nothing to do does not ask for it."""
    return digest(_key(out), b"pieces")


def look(project: Project) -> bytes:
    """The digest of what decides how pages look: the program and the project's theme."""
    parts = [program(whole=True)]
    if project.theme:
        for file in sorted(path for path in project.theme.rglob("*") if path.is_file()):
            parts += [file.relative_to(project.theme).as_posix().encode(), file.read_bytes()]
    return digest(*parts)


class _Held:
    """What was walked, for as long as it is little."""

    def __init__(self) -> None:
        self.walked: Walked | None = Walked()
        self._size = 0

    def hold(self, found: Found) -> None:
        """Hold one more, or give up."""
        self._size += 0 if isinstance(found[0], Diagnostic) else found[0].size
        if self._size > HELD:
            self.walked = None
        elif self.walked is not None:
            self.walked.append(found)


def _inputs(project: Project, looks: bytes, asked: Any, held: _Held) -> Iterator[bytes]:
    """Everything that a site is made from."""
    from timeline.publishing import picture, search
    from timeline.reading import walk

    yield looks
    yield msgspec.msgpack.encode((project.config, asked, search.available(), picture.available()))
    yield project.corrections.read_bytes() if project.corrections.exists() else b""
    for found in digested(walk(project.articles, project.config, roots=project.roots)):
        held.hold(found)
        yield found[1] or msgspec.msgpack.encode(found[0])
