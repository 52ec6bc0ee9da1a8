"""Paths → Source…: files and folders, in a fixed order, never out of the folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from timeline.config import Config, find
from timeline.errors import Diagnostic
from timeline.reading import names
from timeline.reading.dates import Sidecar
from timeline.reading.patterns import Patterns
from timeline.reading.source import Row, Source
from timeline.reading.unpack import Found, sources, standard_input, unpacked

_SITE = ".timeline-manifest.json"
"""A folder that holds this is a site that was built."""
_JEKYLL = frozenset({"_layouts", "_includes", "_sass", "_site", "_data", "_plugins", "_assets"})
_HUGO = frozenset({"hugo.toml", "hugo.yaml", "hugo.json", "config.toml"})


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
                name = f"{found.id}-{found.ending or taken[found.id]}"
                yield msgspec.structs.replace(found, id=name)
                continue
        yield found


def survey(paths: Sequence[str | Path], config: Config) -> Survey:
    """A quick look at sizes, without reading: what an honest estimate of progress is made from."""
    files = total = 0
    for path in paths:
        root = Path(path)
        within = (
            _files(root, config, []) if root.is_dir() else [(str(root), root.name)] if root.is_file() else []
        )
        for file, name in within:
            files += 1
            total += unpacked(file, name)
    return Survey(files, total)


def _walk(paths: Sequence[str | Path], config: Config, stdin: BinaryIO | None) -> Iterator[Found]:
    for path in paths:
        if str(path) == "-":
            if stdin is not None:
                yield from standard_input(stdin)
            continue
        root = Path(path)
        if root.is_dir():
            yield from _folder(root, f"{root.resolve().name}/" if len(paths) > 1 else "", config)
        elif root.exists():
            yield from sources(str(root), names.printable(root.name), _above(root.parent), _row_of(root))
        else:
            yield Diagnostic(
                where=str(path), code="not-found", message="there is no such file or folder", hint="Check the path.",
                level="error",
            )  # fmt: skip


def _row_of(file: Path) -> Row | None:
    """What ``dates.csv`` says of a file that is named by itself: the one beside it, or any above it in its project."""
    configuration = find(file.parent)
    folder = file.parent.resolve()
    top = configuration.parent.resolve() if configuration else folder
    return Sidecar(top, "").row(names.printable((folder / file.name).relative_to(top).as_posix()))


def _folder(root: Path, prefix: str, config: Config) -> Iterator[Found]:
    above = _above(root)
    sidecar = Sidecar(root, prefix)
    findings: list[Diagnostic] = []
    for file, path in _files(root, config, findings):
        yield from sources(file, prefix + path, above, sidecar.row(path))
    yield from (msgspec.structs.replace(finding, where=prefix + finding.where) for finding in findings)
    yield from sidecar.findings()


def _files(root: Path, config: Config, findings: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """The files that may hold articles, with their paths; what is passed over goes to ``findings``."""
    ignored = Patterns(config.exclude, _above(root))
    inside = root.resolve()
    passed: Counter[str] = Counter()
    pending = [(str(root), "")]
    while pending:
        folder, here = pending.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            findings.append(_closed(here or ".", error))
            continue
        known = {entry.name for entry in found}
        if _SITE in known:
            continue
        below: list[tuple[str, str]] = []
        only = _posts_of(known)
        for entry in found:
            name, path = entry.name, names.printable(here + entry.name)
            folder_too = _is_folder(entry)
            if names.is_hidden(name) or names.is_ours(name) or ignored.match(path + "/" * folder_too):
                continue
            if folder_too:
                if (only is None or only(name)) and _is_inside(entry, path, inside, findings):
                    below.append((entry.path, path + "/"))
            elif only or names.is_no_article(name):
                passed[names.kind(name)] += 1
            elif _is_inside(entry, path, inside, findings):
                yield entry.path, path
        pending += reversed(below)
    if passed:
        kinds = ", ".join(
            f"{n} {kind}" for kind, n in sorted(passed.items(), key=lambda item: (-item[1], item[0]))
        )
        findings.append(Diagnostic(
            where=".", code="not-articles", message=f"passed over as no articles: {kinds}",
            hint="Name such a file by itself to have it read.", level="note",
        ))  # fmt: skip


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one; a link that leads to itself is a file that cannot be read."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_inside(entry: os.DirEntry[str], path: str, inside: Path, findings: list[Diagnostic]) -> bool:
    """Whether to go there; a link to another folder, or out of this one, is not followed."""
    if not entry.is_symlink() or (
        not _is_folder(entry) and Path(os.path.realpath(entry.path)).is_relative_to(inside)
    ):
        return True
    findings.append(
        Diagnostic(
            where=path,
            code="outside-folder",
            message="a link that leads out of the folder, or to another folder, is not followed",
            hint="Copy what it points to, or name that folder on the command line.",
        )
    )
    return False


def _posts_of(known: set[str]) -> Callable[[str], bool] | None:
    """In the root of a Jekyll or Hugo site, which folders hold its posts; elsewhere ``None``."""
    if "_config.yml" in known and "_posts" in known:
        return lambda name: name.startswith("_") and name not in _JEKYLL
    if "content" in known and not _HUGO.isdisjoint(known):
        return lambda name: name == "content"
    return None


def _above(root: Path) -> str:
    """The last names of the walked folder: patterns may be written from the project's folder as well."""
    return "/".join(root.resolve().parts[-3:]).strip("/")


def _closed(where: str, error: OSError) -> Diagnostic:
    return Diagnostic(
        where=where, code="unreadable-file", message=f"the folder cannot be opened: {error.strerror}",
        hint="Check its permissions.",
    )  # fmt: skip
