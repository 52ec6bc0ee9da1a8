"""One file → Source…: compressed files, archives and JSON lines, within limits; standard input."""

from __future__ import annotations

import gzip
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from timeline.errors import Diagnostic
from timeline.reading.names import article_id, is_hidden, is_no_article, is_ours, printable
from timeline.reading.source import ARCHIVE_LIMIT, FILE_LIMIT, MEMBER_LIMIT, RECORD_LIMIT, Row, Source

Found = Source | Diagnostic

_QUOTED_FROM = re.compile(rb">+From ")
_LINES = (".jsonl", ".ndjson", ".jsonlines")


def sources(file: str, path: str, above: str, row: Row | None) -> Iterator[Found]:
    """What one file holds; ``path`` is how it is called in the output. A file that cannot be read is a finding."""
    lower = path.lower()
    try:
        status = os.stat(file)  # noqa: PTH116 - thousands of files, and nothing else is asked of them
        if not stat.S_ISREG(status.st_mode):
            yield _unreadable(path, "it is no ordinary file")
        elif lower.endswith(_LINES):
            with open(file, "rb") as stream:  # noqa: PTH123 - as above
                yield from _lines(stream, path, above)
        elif lower.endswith(".gz") and not lower.endswith((".tar.gz",)):
            with gzip.open(file, "rb") as member:
                yield from _member(member, path, above, row)
        elif lower.endswith(".zip"):
            yield from _zip(file, path, above)
        elif _is_mailbox(lower):
            with open(file, "rb") as stream:  # noqa: PTH123 - as above
                yield from _mails(stream, path, above, row)
        elif status.st_size > FILE_LIMIT:
            yield _too_large(path, status.st_size, FILE_LIMIT)
        else:
            with open(file, "rb") as stream:  # noqa: PTH123 - as above
                yield Source(path=path, data=stream.read(), id=article_id(path), row=row, above=above)
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(path, getattr(error, "strerror", None) or "the compressed data are damaged")


def _member(stream: IO[bytes] | gzip.GzipFile, path: str, above: str, row: Row | None) -> Iterator[Found]:
    """One unpacked file, read as far as the limit and no further: a compression bomb stays packed."""
    if path.lower().removesuffix(".gz").endswith(_LINES):
        yield from _lines(stream, path, above)
        return
    if _is_mailbox(path.lower().removesuffix(".gz")):
        yield from _mails(stream, path, above, row)
        return
    data = stream.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        yield _too_large(path, None, FILE_LIMIT)
    else:
        yield Source(path=path, data=data, id=article_id(path), row=row, above=above)


def _zip(file: str, path: str, above: str) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _members(archive, path, above)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield _unreadable(path, f"the archive is damaged: {error}")


def _members(archive: zipfile.ZipFile, path: str, above: str) -> Iterator[Found]:
    members = sorted(archive.infolist(), key=lambda info: info.filename)
    if len(members) > MEMBER_LIMIT:
        yield _too_large(path, None, MEMBER_LIMIT, unit="files")
        members = members[:MEMBER_LIMIT]
    budget = ARCHIVE_LIMIT
    for info in members:
        parts = [part for part in info.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if not parts or info.is_dir() or any(is_hidden(part) for part in parts):
            continue
        name = printable("/".join(parts))
        if is_ours(parts[-1]) or is_no_article(parts[-1]):
            continue
        where = f"{path}/{name}"
        budget -= info.file_size
        if info.flag_bits & 1:
            yield _unreadable(where, "it is encrypted")
        elif name.lower().endswith(".zip"):
            yield _unreadable(where, "it is an archive within an archive")
        elif budget < 0:
            yield _too_large(path, None, ARCHIVE_LIMIT)
            return
        else:
            try:
                with archive.open(info) as stream:
                    yield from _member(stream, where, above, None)
            except (
                zipfile.BadZipFile,
                NotImplementedError,
                OSError,
                EOFError,
                zlib.error,
                lzma.LZMAError,
                RuntimeError,
            ) as error:
                yield _unreadable(where, f"it cannot be unpacked: {error}")


# --- mailboxes --------------------------------------------------------------------------------------------


def _is_mailbox(path: str) -> bool:
    """Whether a file holds many mails: ``wire.mbox``, or ``mbox`` in a folder, as some programs keep them."""
    return path.endswith(".mbox") or path.rpartition("/")[2] == "mbox"


def _mails(stream: IO[bytes] | gzip.GzipFile, path: str, above: str, row: Row | None) -> Iterator[Found]:
    """One source a mail, numbered; one beyond the limit is passed over without being held."""
    for number, (data, size) in enumerate(_parted(stream), 1):
        where = f"{path}/{number}.eml"
        if size > FILE_LIMIT:
            yield _too_large(where, size, FILE_LIMIT)
        else:
            yield Source(path=where, data=data, id=f"{article_id(path)}/{number}", row=row, above=above)


def _parted(stream: IO[bytes] | gzip.GzipFile) -> Iterator[tuple[bytes, int]]:
    """Each mail of a mailbox, as far as the limit, and its size: it begins at a line "From …" behind an empty one.

    >>> import io
    >>> list(_parted(io.BytesIO(b"From a\\nX: 1\\n\\nA\\n>From b\\n\\nFrom c\\nX: 2\\n")))
    [(b'X: 1\\n\\nA\\nFrom b\\n\\n', 16), (b'X: 2\\n', 5)]
    """
    held: list[bytes] = []
    size, empty, begun = 0, True, False
    while line := stream.readline(FILE_LIMIT):
        if empty and line.startswith(b"From "):
            if begun:
                yield b"".join(held), size
            held, size, begun = [], 0, True
        elif begun:
            line = line[1:] if _QUOTED_FROM.match(line) else line
            size += len(line)
            if size <= FILE_LIMIT:
                held.append(line)
        empty = not line.strip()
    if begun:
        yield b"".join(held), size


# --- standard input and JSON lines ------------------------------------------------------------------------


def standard_input(stream: BinaryIO) -> Iterator[Found]:
    """JSON lines where the first line is an object, else one document."""
    first = stream.readline(RECORD_LIMIT + 1)
    while first and not first.strip():
        first = stream.readline(RECORD_LIMIT + 1)
    if first.lstrip().startswith(b"{") and first.rstrip().endswith(b"}"):
        yield from _lines(stream, "-", "", first)
        return
    data = first + stream.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        yield _too_large("-", None, FILE_LIMIT)
    else:
        yield Source(path="-", data=data, id="stdin")


def _lines(stream: IO[bytes] | gzip.GzipFile, path: str, above: str, first: bytes = b"") -> Iterator[Found]:
    """One source a line; a line beyond the limit is passed over without being held."""
    stem = article_id(path)
    number = 0
    while line := first or stream.readline(RECORD_LIMIT + 1):
        first = b""
        number += 1
        if len(line) > RECORD_LIMIT and not line.endswith(b"\n"):
            size = len(line)
            while rest := stream.readline(RECORD_LIMIT):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield _too_large(f"{path}:{number}", size, RECORD_LIMIT)
        elif not line.isspace():
            yield Source(path=f"{path}:{number}", data=line, id=f"{stem}:{number}", line=number, above=above)


def _unreadable(where: str, reason: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="unreadable-file", message=f"it cannot be read: {reason}",
        hint="Check its permissions and that it is whole; unpack archives by hand if need be.",
    )  # fmt: skip


def _too_large(where: str, size: int | None, limit: int, unit: str = "MB") -> Diagnostic:
    known = f"{size / 2**20:.0f} {unit}" if size else "larger"
    most = f"{limit / 2**20:.0f} MB" if unit == "MB" else f"{limit} {unit}"
    return Diagnostic(
        where=where, code="too-large", message=f"it is {known} than can be read: the limit is {most}" if not size else f"it is {known}; the limit is {most}",
        hint="Split it, or write it as JSON lines, which are read one by one.",
    )  # fmt: skip
