"""The picture for those who link to the site: its title over the overview strip, as PNG. An optional extra.

It is set in the fonts that lie beside its template and in no other, so that it is the same on every machine; words that
these have no letters for are left out of it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

from timeline.publishing.contexts import Strip

PATH = "opengraph.png"
TEMPLATE = "opengraph.svg"
TITLE, DECK, FACTS = 72, 32, 26
"""Sizes in pixels."""
_WIDTH = 1072
"""Pixels between the margins."""
_EM = 0.52
"""The width of a letter in its size, on the safe side."""
_LETTERS = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) | frozenset("ıŒœ–—‘’‚“”„…•€‹›")


def available() -> bool:
    """Whether the painter is installed (``pip install timeline[images]``)."""
    return importlib.util.find_spec("resvg_py") is not None


def lines(text: str, size: int, most: int) -> tuple[str, ...]:
    """Words set in lines at a size in pixels, at most so many; nothing where the font lacks a letter.

    >>> lines("A night on the river", 200, 3), lines("A night on the river", 200, 1), lines("ليلة", 72, 3)
    (('A night on', 'the river'), ('A night…',), ())
    """
    if not text or not _LETTERS.issuperset(text):
        return ()
    room = int(_WIDTH / (size * _EM))
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= room or not rows[-1]:
            rows[-1] = longer[:room]
        elif len(rows) == most:
            kept = rows[-1] if len(rows[-1]) < room else rows[-1].rpartition(" ")[0]
            return (*rows[:-1], f"{kept}…")
        else:
            rows.append(word[:room])
    return tuple(rows)


def worth(title: str, strip: Strip | None) -> bool:
    """Whether there is anything to show."""
    return strip is not None or bool(lines(title, TITLE, 2))


def sayable(strip: Strip | None) -> bool:
    """Whether the font has the letters of what stands under the strip."""
    return strip is not None and all(_LETTERS.issuperset(tick.text) for tick in strip.ticks)


def painted(svg: bytes, folders: Iterable[Path]) -> bytes:
    """An SVG as PNG, with the fonts in the folders and no others."""
    import resvg_py

    files = sorted(str(path) for folder in folders for path in folder.glob("*.ttf"))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), font_files=files, skip_system_fonts=True))
