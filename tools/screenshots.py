"""Take a picture of every kind of page: three widths, light, dark and print, a small project and a thousand events; and
of the index of every extreme, on a phone and on a desk.

``make screenshots`` writes them into ``screenshots/``, one folder a site, for a person to look at;
``python tools/screenshots.py sample arabic`` only those of the sites that are named, and ``readme`` the README's two.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]
import audit  # noqa: E402 - the tools lie beside this one
import browser  # noqa: E402

OUT = ROOT / "screenshots"
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark", "print")
WHOLE = ("harbour", "thousand")
"""Beside the sample project, the sites of which every kind of page is taken."""
KINDS = (
    "index",
    "event",
    "article",
    "reported",
    "missing",
    "undated",
    "about",
    "year",
    "tag",
    "topics",
    "source",
    "changes",
    "search",
    "embed",
)
LAID_OUT = ".e { content-visibility: visible !important; }"
"""Else what is far off the screen is not laid out, and a picture of a whole page shows nothing there."""
TALLEST = 2400
"""Pictures end here: what follows looks like what is seen."""


def sites(wanted: Collection[str]) -> Mapping[str, Path]:
    """The sites to look at: the sample project, the hand-made chronology, a thousand events, and all extremes."""
    from tests.publishing.extremes import EXTREMES
    from timeline.publishing import site, write

    names = [*dict.fromkeys(("sample", *WHOLE, *sorted(EXTREMES)))]
    made = {name: audit.CACHE / "shots" / name for name in names if name in wanted or not wanted}
    for name, folder in made.items():
        folder.parent.mkdir(parents=True, exist_ok=True)
        if name == "sample":
            timeline = str(Path(sys.executable).parent / "timeline")
            command = [timeline, "build", str(ROOT / "seeds"), "-o", str(folder), "-q"]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        else:
            write(site(*EXTREMES[name]()), folder)
    return made


README = {"index": ("", 1400), "event": ("Islamic State seizes Palmyra", 1240)}
"""The README's pictures: of the sample as it is committed the event whose page it is, and how much of it is shown."""


def page_of(headline: str) -> str:
    """The page of an event of the sample; the index where none is named."""
    told = json.loads((ROOT / "site" / "timeline.json").read_text("utf-8"))["events"]
    return (
        next(event["page"] for event in told if event["headline"] == headline) if headline else "index.html"
    )


def readme(chrome: Browser) -> None:
    """Take the README's pictures."""
    with audit.served(ROOT / "site") as base:
        page = chrome.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{base}/about/index.html")  # so that the font is there
        page.evaluate("document.fonts.ready.then(() => true)")
        for name, (headline, tall) in README.items():
            page.set_viewport_size({"width": 1280, "height": tall})
            page.goto(f"{base}/{page_of(headline)}")
            page.wait_for_timeout(500)
            page.screenshot(path=str(ROOT / "docs" / "images" / f"{name}.png"))


def shots(name: str) -> Iterator[tuple[str, int]]:
    """The schemes and widths in which a site is taken."""
    if name in ("sample", *WHOLE):
        yield from itertools.product(SCHEMES, WIDTHS)
    else:
        yield from (("light", 360), ("light", 1280), ("dark", 360))


def main() -> int:
    """Take them all; 1 without a Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = browser.find()
    if not chromium:
        print("Screenshots need a Chromium.", file=sys.stderr)
        return 1
    taken = 0
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=chromium, args=audit.FLAGS.split()[1:])
        if sys.argv[1:] == ["readme"]:
            readme(chrome)
            return 0
        for name, folder in sites(sys.argv[1:]).items():
            whole = name in ("sample", *WHOLE)
            kinds = {
                kind: path
                for kind, path in audit.pages(folder).items()
                if kind in (KINDS if whole else KINDS[:1])
            }
            (OUT / name).mkdir(parents=True, exist_ok=True)
            with audit.served(folder) as base:
                for scheme, width in shots(name):
                    context = chrome.new_context(
                        viewport={"width": width, "height": 900},
                        color_scheme="dark" if scheme == "dark" else "light",
                        bypass_csp=True,
                    )
                    page = context.new_page()
                    page.goto(f"{base}/about/index.html")  # so that the font is there
                    page.evaluate("document.fonts.ready.then(() => true)")
                    for kind, path in kinds.items():
                        page.goto(f"{base}/{path}")
                        page.emulate_media(media="print" if scheme == "print" else "screen")
                        page.add_style_tag(content=LAID_OUT)
                        tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                        page.screenshot(
                            path=str(OUT / name / f"{kind}-{width}-{scheme}.png"),
                            full_page=True,
                            clip={"x": 0, "y": 0, "width": width, "height": tall},
                        )
                        taken += 1
                    context.close()
            print(f"{taken:4} {name}", flush=True)
        chrome.close()
    print(f"{taken} pictures in {OUT.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
