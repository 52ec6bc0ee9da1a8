"""How long a save takes to be on the screen: `python benchmarks/serving.py [N]`.

The local server's own work on N articles (1,000 unless said otherwise) of `corpus.py`: one article is changed, the project
built again in memory, and the page that is looked at is made. The pause that gathers a burst of saves, 40 to 400 ms, and
the browser's own time come on top.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from corpus import write

from timeline.build import Means
from timeline.preview.live import Live, finder


def main(total: int) -> None:
    """Print seconds of processor time and of the clock for some changes."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        write(total, articles)
        live = Live(finder((str(articles),), None, (), {}), Means(cache=Path(folder) / "cache"))
        changed = sorted(articles.rglob("*.md"))[total // 2]
        text = changed.read_text()
        for number in range(6):
            changed.write_text(f"{text}\nThe ferry sank on Tuesday, {number} people said.\n")
            began = time.process_time(), time.perf_counter()
            live.rebuild()
            built = time.process_time()
            live.page("index.html")
            ended = time.process_time(), time.perf_counter()
            print(f"{'first' if number == 0 else 'change'}: build {built - began[0]:.3f} s, page {ended[0] - built:.3f} s of processor time;"
                  f" {ended[1] - began[1]:.3f} s by the clock")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
