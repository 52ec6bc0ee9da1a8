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
        searched: list[str] = []
        for path, data in files:
            if data is None:
                if standing.keys[path].searched:
                    stood.append(path)
            elif isinstance(data, bytes) and path.endswith("index.html") and _MARK in data:
                _put(root / path, data)
                searched.append(path)
            yield path, data
        keys = {} if keys is None else keys
        for path in (*stood, *searched):
            if path in keys:
                keys[path] = keys[path]._replace(searched=True)
        key = _key(keys)
        old = [path for path in standing.keys if path.startswith(f"{FOLDER}/")]
        if key and old and all(standing.holds(path, key) for path in old):
            found: Iterable[tuple[str, Data | None]] = ((path, None) for path in old)
        else:
            for path in stood:
                _put(root / path, (standing.out / path).read_bytes())
            found = _index(root)
        for path, data in found:
            keys[path] = Key(key)
            yield path, data


_MARK = b"data-pagefind-body"


def _key(keys: Mapping[str, Key]) -> bytes:
    """The digest of what the pages are made from that are searched; nothing where there is none."""
    searched = sorted(path for path, key in keys.items() if key.searched)
    state = blake2b(digest_size=16)
    for path in searched:
        state.update(path.encode() + b"\0" + keys[path].context)
    return state.digest() if searched else b""


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
