"""``build.json``: which program, settings, decisions and articles a site was made from, so that a page can be traced.

Digests and counts, and no clock: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from timeline import __version__
from timeline.build.program import program
from timeline.build.projects import Project
from timeline.publishing import Data
from timeline.store import digest

if TYPE_CHECKING:
    from timeline.build import Told

PATH = "build.json"


def traced(
    files: Iterable[tuple[str, Data | None]], project: Project, told: Told
) -> Iterator[tuple[str, Data | None]]:
    """The files of a site as they come, and after them ``build.json``."""
    count = 0
    for file in files:
        count += 1
        yield file
    pack = msgspec.msgpack.encode
    decisions = project.corrections.read_bytes() if project.corrections.exists() else b""
    record = {
        "generator": f"timeline {__version__}",
        "program": program(whole=True).hex(),
        "settings": digest(pack(project.config)).hex(),
        "decisions": digest(decisions).hex(),
        "articles": digest(*(digest(pack(made.article)) for made in told.digests)).hex(),
        "counts": {
            "articles": len(told.digests),
            "events": len(told.chronology.events),
            "undated": len(told.chronology.undated),
            "findings": len(told.diagnostics),
            "files": count + 1,
        },
    }
    yield PATH, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
