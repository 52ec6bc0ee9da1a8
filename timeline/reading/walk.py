"""Paths → Source…: files, folders and archives, in a fixed order, within limits, never out of the folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading.source import FILE_LIMIT, RECORD_LIMIT, Source

_LINES = (".jsonl", ".ndjson", ".jsonlines")
_OURS = frozenset({"timeline.toml", "corrections.toml", "dates.csv"})


def walk(
    paths: Sequence[str | Path], config: Config, *, stdin: BinaryIO | None = None
) -> Iterator[Source | Diagnostic]:
    """Every unit of input of the paths, files in the order of their names; ``-`` is standard input.

    Paths in what is yielded are relative to the folder given (with its name in front where several are given), so
    that the same articles give the same output wherever they lie. A file's own time stamp is never looked at.
    """
    for path in paths:
        if str(path) == "-":
            if stdin is not None:
                yield from _stream(stdin, "-", "stdin")
            continue
        root = Path(path)
        if root.is_dir():
            prefix = f"{root.resolve().name}/" if len(paths) > 1 else ""
            yield from _folder(root, prefix, config)
        elif root.is_file():
            yield from _file(root, root.name)
        else:
            yield Diagnostic(
                where=str(path), code="not-found", message="there is no such file or folder", hint="Check the path.",
                level="error",
            )  # fmt: skip


def _folder(root: Path, prefix: str, config: Config) -> Iterator[Source | Diagnostic]:
    from pathspec import GitIgnoreSpec

    ignored = GitIgnoreSpec.from_lines(config.exclude)
    for folder, folders, names in os.walk(root, followlinks=False):
        here = Path(folder).relative_to(root).as_posix()
        here = "" if here == "." else f"{here}/"
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not ignored.match_file(f"{here}{name}/")
        )
        for name in sorted(names):
            path = f"{here}{name}"
            if name.startswith(".") or name in _OURS or ignored.match_file(path):
                continue
            yield from _file(Path(folder) / name, prefix + path)


def _file(file: Path, path: str) -> Iterator[Source | Diagnostic]:
    try:
        if path.lower().endswith(_LINES):
            with file.open("rb") as stream:
                yield from _lines(stream, path)
            return
        size = file.stat().st_size
        if size > FILE_LIMIT:
            yield _too_large(path, size, FILE_LIMIT)
            return
        data = file.read_bytes()
    except OSError as error:
        yield Diagnostic(
            where=path, code="unreadable-file", message=f"it cannot be read: {error.strerror}",
            hint="Check its permissions.",
        )  # fmt: skip
        return
    yield Source(path=path, data=data, id=_id(path))


def _stream(stream: BinaryIO, path: str, id: str) -> Iterator[Source | Diagnostic]:
    """Standard input: JSON lines where the first line is an object, else one document."""
    first = stream.readline(RECORD_LIMIT + 1)
    if first.lstrip().startswith(b"{") and first.rstrip().endswith(b"}"):
        yield from _lines(stream, path, first)
        return
    data = first + stream.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        yield _too_large(path, len(data), FILE_LIMIT)
        return
    yield Source(path=path, data=data, id=id)


def _lines(stream: BinaryIO, path: str, first: bytes = b"") -> Iterator[Source | Diagnostic]:
    """One source a line; a line beyond the limit is skipped without being held."""
    number = 0
    while line := first or stream.readline(RECORD_LIMIT + 1):
        first = b""
        number += 1
        where = f"{path}:{number}"
        if len(line) > RECORD_LIMIT and not line.endswith(b"\n"):
            size = len(line)
            while rest := stream.readline(RECORD_LIMIT):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield _too_large(where, size, RECORD_LIMIT)
        elif line.strip():
            yield Source(path=where, data=line, id=f"{_id(path)}:{number}", line=number)


def _id(path: str) -> str:
    """The path without its ending; a bundle's ``index`` is its folder.

    >>> _id("2016/12/11-aleppo.txt"), _id("posts/bridge/index.md")
    ('2016/12/11-aleppo', 'posts/bridge')
    """
    folder, _, name = path.rpartition("/")
    stem = name.rsplit(".", 1)[0] or name
    if stem in ("index", "_index") and folder:
        return folder
    return f"{folder}/{stem}" if folder else stem


def _too_large(where: str, size: int, limit: int) -> Diagnostic:
    return Diagnostic(
        where=where, code="too-large", message=f"it is {size / 1e6:.0f} MB; the limit is {limit / 1e6:.0f} MB",
        hint="Split it, or write it as JSON lines, which are read one by one.",
    )  # fmt: skip
