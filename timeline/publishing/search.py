"""Search by Pagefind over the finished pages: an optional extra, left out where it is not installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline.errors import Diagnostic, MissingExtraError

FOLDER = "pagefind"
# Its own interfaces are not needed: the search page is ours.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def available() -> bool:
    """Whether Pagefind and its program are installed (``pip install timeline[search]``)."""
    return all(importlib.util.find_spec(name) is not None for name in ("pagefind", "pagefind_bin"))


def searchable(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files as they come, and after them the search index over the pages of events and articles.

    Raises :class:`MissingExtraError` when the program is there and fails.
    """
    with tempfile.TemporaryDirectory(prefix="timeline-search-") as folder:
        root = Path(folder)
        for path, data in files:
            if path.endswith("index.html") and b"data-pagefind-body" in data:
                target = root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            yield path, data
        if not any(root.iterdir()):
            return
        _run(root)
        for file in sorted((root / FOLDER).rglob("*")):
            if file.is_file() and not file.name.startswith(_UNUSED):
                yield file.relative_to(root).as_posix(), file.read_bytes()


def _run(root: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(root), "--output-subdir", FOLDER, "--quiet"]
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
