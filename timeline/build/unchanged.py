"""Nothing changed, nothing to do: whether a build would make again what lies there.

After a build, a digest of all that went into it is kept in the cache, beside what the file system says of each file that it
wrote. When the next build finds both as they were, it is done. Inputs are compared by their bytes; outputs by size, inode
and times of change, which nobody can set back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from timeline.build.extraction import Means, program
from timeline.build.projects import Project
from timeline.errors import Diagnostic
from timeline.store import Store, digest

if TYPE_CHECKING:
    from timeline.build import Report

State = tuple[int, int, int, int]


class _Kept(msgspec.Struct, frozen=True):
    """What is remembered of a build."""

    inputs: bytes
    outputs: dict[str, State]
    report: dict[str, Any]
    diagnostics: tuple[Diagnostic, ...]


def recall(
    project: Project, out: Path, asked: Any, means: Means, report: type[Report]
) -> tuple[bytes | None, Report | None]:
    """The digest of what would go into a build, and the report of the last one where it would make the same.

    ``asked`` is whatever else it was asked with, in values that msgpack can hold.
    Both are ``None`` where there is no cache, or where the input can be read only once.
    """
    if means.cache is None or "-" in project.articles:
        return None, None
    inputs = digest(*_inputs(project, asked))
    store = Store(means.cache)
    value = store.get(_key(out))
    store.close()
    try:
        kept = msgspec.msgpack.decode(value, type=_Kept) if value else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return inputs, None
    if kept is None or kept.inputs != inputs or kept.outputs != _outputs(out, kept.outputs):
        return inputs, None
    counts = kept.report | {
        "unchanged": kept.report["written"] + kept.report["unchanged"],
        "written": 0,
        "removed": 0,
    }
    return inputs, report(out=out, diagnostics=kept.diagnostics, **counts)


def remember(inputs: bytes | None, made: Report, means: Means) -> None:
    """Keep what went into a build and what came of it."""
    if inputs is None or means.cache is None:
        return
    counts = {
        name: getattr(made, name)
        for name in ("articles", "events", "undated", "written", "unchanged", "removed")
    }
    paths = {path.relative_to(made.out).as_posix(): None for path in made.out.rglob("*") if path.is_file()}
    kept = _Kept(inputs, _outputs(made.out, paths), counts, made.diagnostics)
    store = Store(means.cache)
    store.put(_key(made.out), msgspec.msgpack.encode(kept))
    store.close()


def _key(out: Path) -> bytes:
    return digest(b"site", str(out.resolve()).encode())


def _inputs(project: Project, asked: Any) -> Iterator[bytes]:
    """Everything that a site is made from."""
    from timeline.publishing import picture, search
    from timeline.reading import walk

    yield program(whole=True)
    yield msgspec.msgpack.encode((project.config, asked, search.available(), picture.available()))
    yield project.corrections.read_bytes() if project.corrections.exists() else b""
    if project.theme:
        for file in sorted(path for path in project.theme.rglob("*") if path.is_file()):
            yield file.relative_to(project.theme).as_posix().encode()
            yield file.read_bytes()
    for source in walk(project.articles, project.config):
        yield msgspec.msgpack.encode(source)


def _outputs(out: Path, paths: dict[str, Any]) -> dict[str, State]:
    """What the file system says of each file; a missing one is left out."""
    states = {}
    root = str(out)
    for path in paths:
        try:
            state = os.lstat(f"{root}/{path}")
        except OSError:
            continue
        states[path] = (state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
    return states
