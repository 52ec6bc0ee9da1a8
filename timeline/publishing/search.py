"""Search by Pagefind over the finished pages: an optional extra, left out where it is not installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from timeline.errors import Diagnostic, MissingExtraError
from timeline.publishing.standing import NOTHING, Key, Standing
from timeline.publishing.writer import Data

FOLDER = "pagefind"
# Its own interfaces are not needed: the search page is ours.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def available() -> bool:
    """Whether Pagefind and its program are installed (``pip install timeline[search]``)."""
    return all(importlib.util.find_spec(name) is not None for name in ("pagefind", "pagefind_bin"))


def searchable(
    files: Iterable[tuple[str, Data | None]],
    standing: Standing = NOTHING,
    keys: dict[str, Key] | None = None,
) -> Iterator[tuple[str, Data | None]]:
    """The files as they come, and after them the search index over the pages of events and articles.

    Where every such page is made from what it was made from before (``keys``), the index stands as well. Raises
    :class:`MissingExtraError` when the program is there and fails.
    """
    with tempfile.TemporaryDirectory(prefix="timeline-search-") as folder:
        root = Path(folder)
        stood: list[str] = []
        for path, data in files:
            if path.endswith("index.html"):
                if data is None:
                    stood.append(path)
                elif isinstance(data, bytes) and _MARK in data:
                    _put(root / path, data)
            yield path, data
        key = _key(keys) if keys is not None else b""
        old = [path for path in standing.keys if path.startswith(f"{FOLDER}/")]
        if key and old and all(standing.holds(path, key) for path in old):
            found: Iterable[tuple[str, Data | None]] = ((path, None) for path in old)
        else:
            for path in stood:
                if _MARK in (stands := (standing.out / path).read_bytes()):
                    _put(root / path, stands)
            found = _index(root)
        for path, data in found:
            if keys is not None:
                keys[path] = Key(key)
            yield path, data


_MARK = b"data-pagefind-body"


def _key(keys: Mapping[str, Key]) -> bytes:
    """The digest of what all pages are made from: a project's templates say which of them are searched."""
    state = blake2b(digest_size=16)
    for path in sorted(keys):
        state.update(path.encode() + b"\0" + keys[path].context)
    return state.digest()


def _put(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _index(root: Path) -> Iterator[tuple[str, bytes]]:
    if not any(root.iterdir()):
        return
    _run(root)
    for file in sorted((root / FOLDER).rglob("*")):
        if file.is_file() and not file.name.startswith(_UNUSED):
            yield file.relative_to(root).as_posix(), file.read_bytes()


def _run(root: Path) -> None:
    command = [
        sys.executable,
        "-P",
        "-m",
        "pagefind",
        "--site",
        str(root),
        "--output-subdir",
        FOLDER,
        "--quiet",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own command
    if done.returncode:
        raise MissingExtraError(
            Diagnostic(
                where="search",
                code="search-failed",
                message=f"Pagefind could not index the pages: {(done.stderr or done.stdout).strip()[-300:]}",
                hint="Install it again with: pip install 'timeline[search]', or build with --set search=false.",
                level="error",
            )
        )
