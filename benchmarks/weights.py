"""What a reader's first visit weighs: bytes of each kind of page and of what it asks for, compressed as hosts do.

    python benchmarks/weights.py [SITE]

SITE is a built site; without it there are two: the sample's, as it is committed in site/, and one of a thousand events.
"""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

BUDGETS = {"html gz": 60_000, "style gz": 12_000, "script gz": 10_000, "font": 60_000, "requests": 6}


def asked(site: Path, page: Path) -> Iterator[Path]:
    """The files that a browser asks for to show a page: what its head names, and the fonts that the style names."""
    head = page.read_text("utf-8").split("</head>", 1)[0]
    for tag in re.findall(r"<(?:link|script)\b[^>]*>", head):
        if re.search(r'rel="(?:stylesheet|icon)"|<script src', tag):
            found = re.search(r'(?:href|src)="([^"]+)"', tag)
            if found:
                # 404.html names its files from the public root, wherever that is.
                at = (
                    site / found[1][found[1].index("assets/") :]
                    if found[1].startswith("/")
                    else page.parent / found[1]
                )
                file = at.resolve()
                yield file
                if file.suffix == ".css":
                    for font in re.findall(r'url\("([^"]+)"\)', file.read_text("utf-8")):
                        yield file.parent / font


def weigh(site: Path, page: Path) -> dict[str, int]:
    """The figures of one page."""
    files = list(asked(site, page))
    html = page.read_bytes()

    def packed(suffix: str) -> int:
        return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files if file.suffix == suffix)

    return {
        "html": len(html),
        "html gz": len(gzip.compress(html, mtime=0)),
        "style gz": packed(".css"),
        "script gz": packed(".js"),
        "font": sum(file.stat().st_size for file in files if file.suffix == ".woff2"),
        "requests": 1 + len(files),
    }


def report(site: Path, name: str) -> None:
    """Print the figures of one page of each kind, and of the heaviest page of all."""
    from audit import pages

    kinds = {kind: site / path for kind, path in pages(site).items()}
    every = [path for path in site.rglob("*.html") if "pagefind" not in path.parts]
    kinds["heaviest"] = max(every, key=lambda path: path.stat().st_size)
    print(f"{name}, {len(every)} pages")
    print(f"  {'bytes':10}" + "".join(f"{column:>11}" for column in weigh(site, kinds["index"])))
    for kind, page in kinds.items():
        print(f"  {kind:10}" + "".join(f"{value:11,}" for value in weigh(site, page).values()))
    print(f"  {'budget':10}{'':11}" + "".join(f"{value:11,}" for value in BUDGETS.values()))


def main() -> None:
    """Weigh the site that is named, or both of ours."""
    if len(sys.argv) > 1:
        report(Path(sys.argv[1]), sys.argv[1])
        return
    from tests.publishing.sample import many
    from timeline.publishing import site, write

    report(ROOT / "site", "the sample")
    with tempfile.TemporaryDirectory() as folder:
        write(site(*many(1000)), Path(folder) / "site")
        report(Path(folder) / "site", "a thousand events")


if __name__ == "__main__":
    main()
