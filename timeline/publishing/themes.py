"""A project's own theme beside the shipped one: what it replaces, how it differs, what may be taken over."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches, unified_diff
from pathlib import Path
from typing import Literal

import msgspec

from timeline.errors import Diagnostic, ThemeError
from timeline.publishing.render import shipped

_OURS = ("preview/",)
"""Pages of the local servers are no part of a theme."""


class Piece(msgspec.Struct, frozen=True):
    """One file of a theme: shipped and untouched, replaced by the project, the same in both, or the project's alone."""

    name: str
    state: Literal["shipped", "replaced", "same", "own"]


def pieces(own: Path | None) -> tuple[Piece, ...]:
    """Every template and asset, by name, and whose is used. ``own`` is the project's folder of templates, if any."""
    theirs = _files(own) if own else {}
    ours = {name: path for name, path in _files(shipped()).items() if not name.startswith(_OURS)}
    return tuple(
        Piece(name, _state(ours.get(name), theirs.get(name))) for name in sorted(ours.keys() | theirs.keys())
    )


def _files(folder: Path) -> dict[str, Path]:
    found = sorted(folder.rglob("*")) if folder.is_dir() else []
    return {
        path.relative_to(folder).as_posix(): path
        for path in found
        if path.is_file() and not path.name.startswith(".")
    }


def _state(ours: Path | None, theirs: Path | None) -> Literal["shipped", "replaced", "same", "own"]:
    if theirs is None:
        return "shipped"
    if ours is None:
        return "own"
    return "same" if ours.read_bytes() == theirs.read_bytes() else "replaced"


def differences(own: Path, names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What each of a project's files changes in the shipped one, as a unified diff; all of them when no names are given.

    Raises :class:`~timeline.errors.ThemeError` for a name that the project does not replace.
    """
    replaced = [piece.name for piece in pieces(own) if piece.state in ("replaced", "same")]
    wanted = list(names) or replaced
    _known(wanted, replaced, "is not replaced by this project", "`timeline theme list` shows what is.")
    return [(name, _difference(own, name)) for name in wanted]


def _difference(own: Path, name: str) -> str:
    old, new = (_lines(folder / name) for folder in (shipped(), own))
    return "".join(unified_diff(old, new, f"shipped/{name}", f"templates/{name}"))


def _lines(path: Path) -> list[str]:
    text = path.read_text("utf-8", "replace")
    return [line if line.endswith("\n") else f"{line}\n" for line in text.splitlines(keepends=True)]


def copy(own: Path, names: Iterable[str], *, force: bool = False) -> tuple[str, ...]:
    """Copy shipped files into a project, to be changed there; the names written.

    Raises :class:`~timeline.errors.ThemeError` for an unknown name, and for a file that is there already unless ``force``.
    """
    wanted = list(dict.fromkeys(names))
    known = [piece.name for piece in pieces(None)]
    _known(wanted, known, "is no file of the shipped theme", "`timeline theme list` shows them all.")
    there = [name for name in wanted if (own / name).exists()]
    if there and not force:
        raise ThemeError(
            _fault(name, "the project has this file already", "Add --force to replace it.") for name in there
        )
    for name in wanted:
        target = own / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((shipped() / name).read_bytes())
    return tuple(wanted)


def _known(wanted: Iterable[str], known: list[str], message: str, hint: str) -> None:
    unknown = [name for name in wanted if name not in known]
    if unknown:
        near = {name: get_close_matches(name, known, 1) for name in unknown}
        raise ThemeError(
            _fault(name, f"'{name}' {message}", f"Did you mean '{near[name][0]}'?" if near[name] else hint)
            for name in unknown
        )


def _fault(where: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(where=where, code="theme-file", message=message, hint=hint, level="error")
