"""Paths → Source…: files, folders and archives, in a fixed order, within limits, never out of the folder."""

from __future__ import annotations

import gzip
import os
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import dates
from timeline.reading.patterns import Patterns
from timeline.reading.source import ARCHIVE_LIMIT, FILE_LIMIT, MEMBER_LIMIT, RECORD_LIMIT, Row, Source

Found = Source | Diagnostic

_LINES = (".jsonl", ".ndjson", ".jsonlines")
_SITE = ".timeline-manifest.json"
"""A folder that holds this was built by us: its pages are no articles."""
_OURS = frozenset({"timeline.toml", "corrections.toml", dates.NAME})
_NO_ARTICLES = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "webp",
        "avif",
        "svg",
        "ico",
        "bmp",
        "tif",
        "tiff",
        "heic",
        "psd",
        "mp3",
        "mp4",
        "m4a",
        "ogg",
        "wav",
        "flac",
        "avi",
        "mov",
        "mkv",
        "webm",
        "css",
        "scss",
        "sass",
        "less",
        "js",
        "mjs",
        "ts",
        "map",
        "woff",
        "woff2",
        "ttf",
        "otf",
        "eot",
        "py",
        "rb",
        "sh",
        "bat",
        "exe",
        "dll",
        "so",
        "toml",
        "yml",
        "yaml",
        "ini",
        "cfg",
        "lock",
        "csv",
        "tsv",
        "xls",
        "xlsx",
        "ods",
        "ppt",
        "pptx",
        "sqlite",
        "db",
        "bib",
        "tex",
        "log",
        "bak",
        "tmp",
    ]
)
_ABOUT_THE_FOLDER = frozenset(
    [
        "readme",
        "license",
        "licence",
        "copying",
        "changelog",
        "contributing",
        "code_of_conduct",
        "makefile",
        "gemfile",
        "rakefile",
        "dockerfile",
    ]
)
_JEKYLL = frozenset({"_layouts", "_includes", "_sass", "_site", "_data", "_plugins", "_assets"})
_MACHINERY = frozenset({"node_modules", "vendor", "__pycache__", "__MACOSX"})


class Survey(msgspec.Struct, frozen=True):
    """What lies ahead: how many files, and their bytes as they will be read (archives unpacked where that is known)."""

    files: int
    bytes: int


def walk(paths: Sequence[str | Path], config: Config, *, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """Every unit of input of the paths, files in the order of their names; ``-`` is standard input.

    Paths in what is yielded are relative to the folder given (with its name in front where several are given), so
    that the same articles give the same output wherever they lie. A file's own time stamp is never looked at.
    """
    taken: Counter[str] = Counter()
    for found in _walk(paths, config, stdin):
        if isinstance(found, Source) and found.line is None:
            taken[found.id] += 1
            if taken[found.id] > 1:
                found = msgspec.structs.replace(found, id=f"{found.id}-{found.ending or taken[found.id]}")  # noqa: PLW2901
        yield found


def survey(paths: Sequence[str | Path], config: Config) -> Survey:
    """A quick look at sizes, without reading: what an honest estimate of progress is made from."""
    files = total = 0
    for path in paths:
        root = Path(path)
        within = _files(root, config, []) if root.is_dir() else [(root, root.name)] if root.is_file() else []
        for file, name in within:
            files += 1
            total += _unpacked(file, name)
    return Survey(files, total)


def _walk(paths: Sequence[str | Path], config: Config, stdin: BinaryIO | None) -> Iterator[Found]:
    for path in paths:
        if str(path) == "-":
            if stdin is not None:
                yield from _stdin(stdin)
            continue
        root = Path(path)
        if root.is_dir():
            yield from _folder(root, f"{root.resolve().name}/" if len(paths) > 1 else "", config)
        elif root.exists():
            yield from _file(
                root, _printable(root.name), _above(root.parent), dates.rows(root.parent).get(root.name)
            )
        else:
            yield Diagnostic(
                where=str(path), code="not-found", message="there is no such file or folder", hint="Check the path.",
                level="error",
            )  # fmt: skip


def _folder(root: Path, prefix: str, config: Config) -> Iterator[Found]:
    above = _above(root)
    sidecar = dates.Sidecar(root, prefix)
    findings: list[Diagnostic] = []
    for file, path in _files(root, config, findings):
        row = sidecar.row(file)
        yield from _file(file, prefix + path, above, row)
    yield from (msgspec.structs.replace(finding, where=prefix + finding.where) for finding in findings)
    yield from sidecar.findings()


def _files(root: Path, config: Config, findings: list[Diagnostic]) -> Iterator[tuple[Path, str]]:
    """The files that may hold articles, with their paths; what is passed over goes to ``findings``."""
    ignored = Patterns(config.exclude, _above(root))
    passed: Counter[str] = Counter()
    for folder, folders, names in os.walk(root, followlinks=False):
        if _SITE in names:
            folders.clear()
            continue
        here = Path(folder).relative_to(root).as_posix()
        here = "" if here == "." else f"{here}/"
        jekyll = "_config.yml" in names and "_posts" in folders
        hugo = "content" in folders and bool(
            {"hugo.toml", "hugo.yaml", "hugo.json", "config.toml"} & set(names)
        )
        kept = []
        for name in sorted(folders):
            path = _printable(f"{here}{name}")
            if _is_hidden(name) or name in _MACHINERY or ignored.match(path + "/"):
                continue
            if (jekyll and (not name.startswith("_") or name in _JEKYLL)) or (hugo and name != "content"):
                continue
            if Path(folder, name).is_symlink():
                findings.append(_link(path))
                continue
            kept.append(name)
        folders[:] = kept
        for name in sorted(names):
            path = _printable(f"{here}{name}")
            if _is_hidden(name) or name in _OURS or ignored.match(path):
                continue
            if hugo or jekyll or _is_no_article(name):
                passed[name.rsplit(".", 1)[-1].lower() if "." in name else name] += 1
                continue
            file = Path(folder, name)
            if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
                findings.append(_link(path))
                continue
            yield file, path
    if passed:
        kinds = ", ".join(
            f"{count} {kind}" for kind, count in sorted(passed.items(), key=lambda item: (-item[1], item[0]))
        )
        findings.append(Diagnostic(
            where=".", code="not-articles", message=f"passed over as no articles: {kinds}",
            hint="Name such a file by itself to have it read.", level="note",
        ))  # fmt: skip


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith("~")


def _is_no_article(name: str) -> bool:
    stem, _, ending = name.lower().rpartition(".")
    return ending in _NO_ARTICLES or (stem or ending) in _ABOUT_THE_FOLDER


def _printable(path: str) -> str:
    """Composed (NFC), so that an id is the same on every file system; bytes that are no UTF-8 are marked."""
    if path.isascii():
        return path
    return unicodedata.normalize("NFC", path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _above(root: Path) -> str:
    """The last names of the walked folder: patterns may be written from the project's folder as well."""
    return "/".join(root.resolve().parts[-3:]).strip("/")


# --- files, compressed files, archives --------------------------------------------------------------------


def _file(file: Path, path: str, above: str, row: Row | None) -> Iterator[Found]:
    lower = path.lower()
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            yield _unreadable(path, "it is no ordinary file")
        elif lower.endswith(_LINES):
            with file.open("rb") as stream:
                yield from _lines(stream, path, above)
        elif lower.endswith(".gz") and not lower.endswith((".tar.gz",)):
            with gzip.open(file, "rb") as unpacked:
                yield from _member(unpacked, path, above, row)
        elif lower.endswith(".zip"):
            yield from _zip(file, path, above)
        elif status.st_size > FILE_LIMIT:
            yield _too_large(path, status.st_size, FILE_LIMIT)
        else:
            yield Source(path=path, data=file.read_bytes(), id=_id(path), row=row, above=above)
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(path, getattr(error, "strerror", None) or "the compressed data are damaged")


def _member(stream: IO[bytes] | gzip.GzipFile, path: str, above: str, row: Row | None) -> Iterator[Found]:
    """One unpacked file, read as far as the limit and no further: a compression bomb stays packed."""
    if path.lower().removesuffix(".gz").endswith(_LINES):
        yield from _lines(stream, path, above)
        return
    data = stream.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        yield _too_large(path, None, FILE_LIMIT)
    else:
        yield Source(path=path, data=data, id=_id(path), row=row, above=above)


def _zip(file: Path, path: str, above: str) -> Iterator[Found]:
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
        if info.is_dir() or not parts or any(_is_hidden(part) or part in _MACHINERY for part in parts):
            continue
        name = _printable("/".join(parts))
        if parts[-1] in _OURS or _is_no_article(parts[-1]):
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
                RuntimeError,
            ) as error:
                yield _unreadable(where, f"it cannot be unpacked: {error}")


def _unpacked(file: Path, path: str) -> int:
    try:
        size = file.stat().st_size
        if path.lower().endswith(".zip"):
            with zipfile.ZipFile(file) as archive:
                return sum(info.file_size for info in archive.infolist())
        return size
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return 0


# --- standard input and JSON lines ------------------------------------------------------------------------


def _stdin(stream: BinaryIO) -> Iterator[Found]:
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
    stem = _id(path)
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


# --- names and findings -----------------------------------------------------------------------------------


def _id(path: str) -> str:
    """The path without its ending; a bundle's ``index`` is its folder.

    >>> _id("2016/12/11-aleppo.txt"), _id("posts/bridge/index.md"), _id("wire.zip/one.txt.gz"), _id("-")
    ('2016/12/11-aleppo', 'posts/bridge', 'wire/one', 'stdin')
    """
    if path == "-":
        return "stdin"
    *folders, name = path.split("/")
    folders = [folder[:-4] if folder.lower().endswith(".zip") else folder for folder in folders]
    name = name[:-3] if name.lower().endswith(".gz") else name
    stem = (name.rsplit(".", 1)[0] or name).removesuffix(".ninjs")
    if stem in ("index", "_index") and folders:
        return "/".join(folders)
    return "/".join([*folders, stem])


def _unreadable(where: str, reason: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="unreadable-file", message=f"it cannot be read: {reason}",
        hint="Check its permissions and that it is whole; unpack archives by hand if need be.",
    )  # fmt: skip


def _link(where: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="outside-folder", message="a link that leads out of the folder, or to another folder, is not followed",
        hint="Copy what it points to, or name that folder on the command line.",
    )  # fmt: skip


def _too_large(where: str, size: int | None, limit: int, unit: str = "MB") -> Diagnostic:
    known = f"{size / 1e6:.0f} {unit}" if size else "larger"
    most = f"{limit / 1e6:.0f} MB" if unit == "MB" else f"{limit} {unit}"
    return Diagnostic(
        where=where, code="too-large", message=f"it is {known} than can be read: the limit is {most}" if not size else f"it is {known}; the limit is {most}",
        hint="Split it, or write it as JSON lines, which are read one by one.",
    )  # fmt: skip
