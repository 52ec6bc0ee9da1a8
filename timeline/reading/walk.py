"""Paths → Source…: files and folders, in a fixed order, never out of the folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from timeline.config import Config, find
from timeline.errors import Diagnostic
from timeline.reading import names
from timeline.reading.dates import Sidecar
from timeline.reading.patterns import Patterns
from timeline.reading.source import Row, Source
from timeline.reading.unpack import Found, sources, standard_input

_SITE = ".timeline-manifest.json"
"""A folder that holds this is a site that was built."""
_JEKYLL = frozenset({"_layouts", "_includes", "_sass", "_site", "_data", "_plugins", "_assets"})
_HUGO = frozenset({"hugo.toml", "hugo.yaml", "hugo.json", "config.toml"})


def walk(
    paths: Sequence[str | Path], config: Config, *, stdin: BinaryIO | None = None, roots: Sequence[str] = ()
) -> Iterator[Found]:
    """Every unit of input of the paths, files in the order of their names; ``-`` is standard input.

    Paths in what is yielded are relative to the folder given (with its name in front where several are given), so
    that the same articles give the same output wherever they lie. What lies below one of ``roots``, the folders that
    the project reads, is called, dated and left out as if all of that were read. A file's own time stamp is never
    looked at.
    """
    taken: Counter[str] = Counter()
    for found in _walk(paths, config, stdin, roots):
        if isinstance(found, Source) and found.line is None:
            taken[found.id] += 1
            if taken[found.id] > 1:
                name = f"{found.id}-{found.ending or taken[found.id]}"
                yield msgspec.structs.replace(found, id=name)
                continue
        yield found


def _walk(
    paths: Sequence[str | Path], config: Config, stdin: BinaryIO | None, roots: Sequence[str]
) -> Iterator[Found]:
    for path in paths:
        if str(path) == "-":
            if stdin is not None:
                yield from standard_input(stdin)
            continue
        given = Path(path)
        asked = _asked(given, len(paths) > 1, roots)
        if given.is_dir():
            yield from _folder(asked, config)
        elif given.exists():
            name = asked.below + names.printable(given.name)
            row = Sidecar(asked.root, "").row(name) or _row_of(given)
            yield from sources(str(given), asked.prefix + name, _above(asked.root), row)
        else:
            yield Diagnostic(
                where=str(path), code="not-found", message="there is no such file or folder", hint="Check the path.",
                level="error",
            )  # fmt: skip


class _Asked(NamedTuple):
    """A folder to read, or that of a file, and from where what lies in it is called."""

    folder: Path
    root: Path
    prefix: str
    below: str
    """The way from the root to the folder: ``a/b/``."""


def _asked(given: Path, several: bool, roots: Sequence[str]) -> _Asked:
    folder = given if given.is_dir() else given.parent
    for root in filter(Path.is_dir, map(Path, roots)):
        if folder.resolve().is_relative_to(root.resolve()):
            way = folder.resolve().relative_to(root.resolve()).parts
            below = "".join(f"{names.printable(part)}/" for part in way)
            return _Asked(folder, root, f"{root.resolve().name}/" if len(roots) > 1 else "", below)
    return _Asked(folder, folder, f"{folder.resolve().name}/" if several and given.is_dir() else "", "")


def _row_of(file: Path) -> Row | None:
    """What ``dates.csv`` says of a file that is named by itself: the one beside it, or any above it in its project."""
    configuration = find(file.parent)
    folder = file.parent.resolve()
    top = configuration.parent.resolve() if configuration else folder
    return Sidecar(top, "").row(names.printable((folder / file.name).relative_to(top).as_posix()))


def _folder(asked: _Asked, config: Config) -> Iterator[Found]:
    above, prefix = _above(asked.root), asked.prefix
    sidecar = Sidecar(asked.root, prefix)
    findings: list[Diagnostic] = []
    for file, path in _files(asked, config, findings):
        yield from sources(file, prefix + path, above, sidecar.row(path))
    yield from (msgspec.structs.replace(finding, where=prefix + finding.where) for finding in findings)
    if not asked.below:  # else rows may speak of files that nobody asked for
        yield from sidecar.findings()


def _files(asked: _Asked, config: Config, findings: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """The files that may hold articles, with their paths; what is passed over goes to ``findings``."""
    ignored = Patterns(config.exclude, _above(asked.root))
    inside = asked.root.resolve()
    passed: Counter[str] = Counter()
    pending = [(str(asked.folder), asked.below)]
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
        inner: list[tuple[str, str]] = []
        only = _posts_of(known)
        for entry in found:
            name, path = entry.name, names.printable(here + entry.name)
            folder_too = _is_folder(entry)
            if names.is_hidden(name) or names.is_ours(name) or ignored.match(path + "/" * folder_too):
                continue
            if folder_too:
                if (only is None or only(name)) and _is_inside(entry, path, inside, findings):
                    inner.append((entry.path, path + "/"))
            elif only or names.is_no_article(name):
                passed[names.kind(name)] += 1
            elif _is_inside(entry, path, inside, findings):
                yield entry.path, path
        pending += reversed(inner)
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
