"""The program itself: the digest of what decides what comes out, a part of every key of the cache."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from timeline.store import digest


@lru_cache(maxsize=2)
def program(whole: bool = False) -> bytes:
    """The digest of the code, data and libraries that decide what is made of a source, or of a whole site."""
    package = Path(__file__).resolve().parent.parent
    parts = [sys.version.encode()]
    for name in (*_READING, *_PUBLISHING) if whole else _READING:
        try:
            parts.append(f"{name} {metadata.version(name)}".encode())
        except metadata.PackageNotFoundError:
            parts.append(f"{name} -".encode())
    rooms = ("civil.py", "config.py", "errors.py", "model.py", "build", "reading", "temporal", "chronology")
    roots = [package / room for room in rooms]
    if whole:
        beside = package.parent / "templates"
        roots += [
            package / "publishing",
            package / "templates",
            *([beside] if not (package / "templates").exists() else []),
        ]
    for root in roots:
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.suffix not in (".pyc", ".pyo") and file.is_file():
                parts += [file.relative_to(root.parent).as_posix().encode(), file.read_bytes()]
    return digest(*parts)


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
