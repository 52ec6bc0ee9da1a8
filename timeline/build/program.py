"""The program itself: the digest of what decides what comes out, a part of every key of the cache."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from timeline.store import digest


@lru_cache(maxsize=2)
def program(whole: bool = False) -> bytes:
    """The digest of the code, data and libraries that decide what is made of a source, or of a whole site."""
    package = Path(__file__).resolve().parent.parent
    if whole:
        shipped = package / "templates"
        looks = shipped if shipped.exists() else package.parent / "templates"
        return digest(program(), *_libraries(_PUBLISHING), *_files((package / "publishing", looks)))
    rooms = ("civil.py", "config.py", "errors.py", "model.py", "build", "reading", "temporal", "chronology")
    return digest(sys.version.encode(), *_libraries(_READING), *_files(package / room for room in rooms))


def _libraries(names: Iterable[str]) -> Iterator[bytes]:
    for name in names:
        try:
            yield f"{name} {metadata.version(name)}".encode()
        except metadata.PackageNotFoundError:
            yield f"{name} -".encode()


def _files(roots: Iterable[Path]) -> Iterator[bytes]:
    for root in roots:
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.suffix not in (".pyc", ".pyo") and file.is_file():
                yield file.relative_to(root.parent).as_posix().encode()
                yield file.read_bytes()


_READING = (
    "charset-normalizer", "dateparser", "feedparser", "htmldate", "lxml", "markdown", "msgspec",
    "nh3", "nupunkt", "pypdf", "PyStemmer", "python-docx", "PyYAML", "rapidfuzz", "trafilatura",
)  # fmt: skip
_PUBLISHING = (
    "Babel",
    "icalendar",
    "jinja2",
    "markupsafe",
    "pagefind",
    "pagefind-bin",
    "resvg-py",
    "sqlite-utils",
)
