"""What rendering costs: planning, rendering and writing a site of so many events, in seconds of CPU.

    python benchmarks/rendering.py [EVENTS] [ARTICLES]

The chronology is made by arithmetic (tests/publishing/sample.py); nothing is read or tagged. The search is left out.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    """Print the figures."""
    from msgspec.structs import replace

    from tests.publishing.sample import many
    from timeline.publishing import site, write

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else count // 5
    chronology, digests, config = many(count, articles=articles)
    spent: Counter[str] = Counter()
    size, index = 0, 0
    before = time.process_time()
    files = []
    for path, data in site(chronology, digests, replace(config, search=False)):
        now = time.process_time()
        head = path.split("/")[0]
        spent["years" if head.isdigit() else head if "/" in path else path] += now - before
        before, size = now, size + len(data)
        files.append((path, data))
        if path == "index.html":
            index = len(gzip.compress(data))
    rendered = sum(spent.values())
    with tempfile.TemporaryDirectory() as folder:
        before = time.process_time()
        write(files, Path(folder) / "site")
        written = time.process_time() - before
    print(
        f"{count:,} events, {articles:,} articles: {len(files):,} files, {size / 1e6:.1f} MB, index {index:,} bytes gz"
    )
    print(
        f"plan and render {rendered:.2f} s, write {written:.2f} s, together {rendered + written:.2f} s of CPU"
    )
    for part, seconds in spent.most_common(8):
        print(f"  {part:20}{seconds:6.2f} s")


if __name__ == "__main__":
    main()
