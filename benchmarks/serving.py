"""How long a save takes to be on the screen: `python benchmarks/serving.py [N] [--screen]`.

On N articles (1,000 unless said otherwise) of `corpus.py`, one article is changed again and again. Printed is the local
server's own work: the project is built again in memory, and the page that is looked at is made. With `--screen`, which
needs Chromium, `timeline serve` runs and a browser looks at the changed article's page: printed is the time from the save
until the browser has painted the page that holds the new words (its own first contentful paint), with the pause that
gathers a burst of saves and everything the browser does.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import write

from timeline.build import Means
from timeline.preview.live import Live, finder
from timeline.publishing.urls import article_page
from timeline.reading.names import article_id

ROUNDS = 8
_PAINTED = """words => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return document.body.innerText.includes(words) && paint && performance.timeOrigin + paint.startTime;
}"""
"""When the page that holds some words was painted, in milliseconds since 1970; nothing as long as it was not."""


def work(articles: Path, changed: Path) -> None:
    """Print seconds of processor time and of the clock for some changes."""
    live = Live(finder((str(articles),), None, (), {}), Means(cache=articles.parent / "cache"))
    text = changed.read_text()
    for number in range(ROUNDS):
        changed.write_text(f"{text}\nThe ferry sank on Tuesday, {number} people said.\n")
        began = time.process_time(), time.perf_counter()
        live.rebuild()
        built = time.process_time()
        live.page("index.html")
        ended = time.process_time(), time.perf_counter()
        print(f"{'first' if number == 0 else 'change'}: build {built - began[0]:.3f} s, page {ended[0] - built:.3f} s of processor time;"
              f" {ended[1] - began[1]:.3f} s by the clock")  # fmt: skip


def screen(articles: Path, changed: Path) -> None:
    """Print the seconds of the clock from a save until a browser shows it."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
    from browser import find

    text = changed.read_text()
    with _serving(articles) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address + article_page(article_id(changed.relative_to(articles).as_posix())))
        took = []
        for number in range(ROUNDS):
            words = f"{100 + number} people aboard"
            time.sleep(1.5)  # the server is at rest
            began = time.time()
            changed.write_text(f"{text}\nThe ferry sank on Tuesday with {words}.\n")
            painted = page.wait_for_function(_PAINTED, arg=words, polling="raf", timeout=20_000)
            took.append(painted.json_value() / 1000 - began)
            print(f"{'first' if number == 0 else 'change'}: on the screen after {took[-1]:.3f} s")
        print(f"median of the changes {statistics.median(took[1:]):.3f} s")
        browser.close()


@contextmanager
def _serving(articles: Path) -> Iterator[str]:
    """The address at which the local server shows the project; it is ended afterwards."""
    command = [sys.executable, "-m", "timeline", "serve", str(articles), "--cache", str(articles.parent / "cache")]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout
        line = next(line for line in server.stdout if "http://" in line)
        yield "http://" + line.split("http://", 1)[1].split()[0]
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Write the corpus, then measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", type=int, nargs="?", default=1000)
    parser.add_argument("--screen", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        write(asked.articles, articles)
        # the last of four that share a headline: the others are its earlier versions, which tell nothing
        changed = sorted(articles.rglob("*.md"))[asked.articles // 8 * 4 + 3]
        (screen if asked.screen else work)(articles, changed)


if __name__ == "__main__":
    main()
