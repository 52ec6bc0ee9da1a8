"""Judge the pages by machines: Lighthouse, axe-core, the W3C's validator, and TypeScript over the scripts.

``make site-audit`` builds the sample project, serves it on loopback, and fails unless every kind of page has at least
99 points in all of Lighthouse's classes, no finding of axe in light and dark, and no fault of the validator. The
programs are installed into ``.cache/audit`` by npm; Node 20 or newer, Java and a Chromium must be there.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import browser

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "audit"
PROGRAMS = ("axe-core@4.14.1", "lighthouse@12.8.2", "vnu-jar@26.9.27", "typescript@5.9.3")
CLASSES = ("performance", "accessibility", "best-practices", "seo")
SHIFT, BLOCKED = "cumulative-layout-shift", "total-blocking-time"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static host as good ones are: compressed, cached, quiet."""

    def handle(self) -> None:
        """A browser that goes away is no fault."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = 200 if path.is_file() else 404
        path = path if path.is_file() else Path(self.directory) / "404.html"
        data, kind = path.read_bytes(), self.guess_type(str(path))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header(
            "Cache-Control", "public, max-age=31536000" if "/assets/" in self.path else "no-cache"
        )
        if "gzip" in self.headers.get("Accept-Encoding", "") and path.suffix != ".woff2":
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a server for a folder, on loopback, on a free port."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def install() -> None:
    """Get the programs once; npm runs none of their scripts."""
    marker = CACHE / "installed.json"
    if marker.is_file() and json.loads(marker.read_text()) == list(PROGRAMS):
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / "package.json").write_text('{"private": true}\n')
    print("Installing the audit's programs into .cache/audit …", file=sys.stderr, flush=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *PROGRAMS]
    subprocess.run(command, cwd=CACHE, check=True)
    marker.write_text(json.dumps(PROGRAMS))


def pages(site: Path) -> dict[str, str]:
    """One page of each kind: its name and path."""

    def first(folder: str) -> str:
        found = sorted((site / folder).rglob("index.html"), key=lambda path: -path.stat().st_size)
        inner = [path for path in found if path != site / folder / "index.html"]
        return (inner or found)[0].relative_to(site).as_posix()

    kinds = {"index": "index.html", "newest": "newest/index.html", "about": "about/index.html"}
    for name in ("events", "articles", "tags", "sources"):
        if (site / name).is_dir():
            kinds[name.removesuffix("s")] = first(name)
    if (site / "tags" / "index.html").is_file():
        kinds["topics"] = "tags/index.html"
    for name in ("reported", "undated", "changes", "search", "embed"):
        if (site / name / "index.html").is_file():
            kinds[name] = f"{name}/index.html"
    years = sorted(path.name for path in site.iterdir() if path.is_dir() and path.name.isdigit())
    if years:
        kinds["year"] = f"{years[-1]}/index.html"
    return kinds | {"missing": "404.html"}


def lighthouse(address: str, chromium: str) -> dict[str, float]:
    """The points of a page in each class, how much of it shifts, and how long its script blocks."""
    program = CACHE / "node_modules" / "lighthouse" / "cli" / "index.js"
    command = ["node", str(program), address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(CLASSES)}"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "CHROME_PATH": chromium}
    )
    report = json.loads(done.stdout)
    for audit in report["audits"].values():
        if (
            audit.get("score") is not None
            and audit["score"] < 0.9
            and audit.get("scoreDisplayMode") == "binary"
        ):
            print(f"    {audit['id']}: {audit['title']}")
            for item in audit.get("details", {}).get("items", [])[:3]:
                print(f"      {item.get('node', {}).get('snippet', '')[:150]}")
    points = {name: round(100 * report["categories"][name]["score"]) for name in CLASSES}
    return points | {
        name: report["audits"][audit]["numericValue"]
        for name, audit in (("shift", SHIFT), ("blocked ms", BLOCKED))
    }


def axe(base: str, paths: dict[str, str], chromium: str) -> list[str]:
    """Findings of axe-core in light and dark, with every fold opened."""
    from playwright.sync_api import sync_playwright

    script = (CACHE / "node_modules" / "axe-core" / "axe.min.js").read_text()
    findings = []
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=chromium, args=FLAGS.split()[1:])
        for scheme in ("light", "dark"):
            for width in (1280, 360):
                context = chrome.new_context(
                    color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
                )
                page = context.new_page()
                for name, path in paths.items():
                    page.goto(f"{base}/{path}")
                    # What is far off the screen has a guessed height, over which an opened fold would hang.
                    page.add_style_tag(content=".e { content-visibility: visible !important; }")
                    page.evaluate(
                        "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
                    )
                    page.evaluate(script)
                    result: dict[str, Any] = page.evaluate(
                        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
                    )
                    findings += [
                        f"{name} ({scheme}, {width}): {v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}"
                        for v in result["violations"]
                    ]
                context.close()
        chrome.close()
    return findings


def validator(site: Path) -> list[str]:
    """Faults that the W3C's Nu validator finds in any page of the site."""
    jar = CACHE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # The embedding fragment is no document of its own.
    files = [str(path) for path in sorted(site.rglob("*.html")) if path.name != "fragment.html"]
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr or '{"messages": []}')["messages"]
    return [
        f"{m.get('url', '').removeprefix(f'file:{site}/')}:{m.get('lastLine', '')}: {m['message']}"
        for m in messages
        # It reads files, whose 'self' is nobody. The browser, which knows, holds the pages to their policy.
        if not m["message"].startswith("Resource violates Content Security Policy")
    ]


def typed() -> list[str]:
    """Faults that TypeScript finds in the scripts, read by their JSDoc."""
    tsc = CACHE / "node_modules" / "typescript" / "bin" / "tsc"
    scripts = sorted(str(path) for path in (ROOT / "templates").rglob("*.js"))
    (CACHE / "types").mkdir(exist_ok=True)  # the scripts are the browser's: no package's types are wanted
    options = [
        "--typeRoots",
        str(CACHE / "types"),
        "--noEmit",
        "--allowJs",
        "--checkJs",
        "--strict",
        "--target",
        "es2022",
        "--module",
        "esnext",
        "--lib",
        "es2023,dom,dom.iterable",
    ]
    done = subprocess.run(
        ["node", str(tsc), *options, *scripts], capture_output=True, text=True, check=False, cwd=CACHE
    )
    return done.stdout.splitlines()


def main() -> int:
    """Run all of it; 0 when nothing is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a built site (default: the sample project is built)")
    parser.add_argument("--only", choices=("lighthouse", "axe", "html", "types"), action="append")
    parser.add_argument(
        "--runs", type=int, default=1, help="times that Lighthouse runs: on a busy machine, the median of 3"
    )
    wanted = parser.parse_args()
    chromium = browser.find()
    if not chromium or not shutil.which("node") or not shutil.which("java"):
        print("The audit needs a Chromium, Node 20 and Java.", file=sys.stderr)
        return 1
    install()
    site = wanted.site
    if site is None:
        site = CACHE / "site"
        timeline = [
            str(Path(sys.executable).parent / "timeline"),
            "build",
            str(ROOT / "seeds"),
            "-o",
            str(site),
            "-q",
        ]
        subprocess.run(timeline, check=True, stderr=subprocess.DEVNULL)
    site = site.resolve()
    only = set(wanted.only or ("lighthouse", "axe", "html", "types"))
    faults: list[str] = []
    kinds = pages(site)
    if "types" in only:
        faults += typed()
    if "html" in only:
        faults += validator(site)
    with served(site) as base:
        if "axe" in only:
            faults += axe(base, kinds, chromium)
        if "lighthouse" in only:
            columns = (*CLASSES, "shift", "blocked ms")
            print(f"{'page':10}" + "".join(f"{name:>16}" for name in columns))
            for name, path in kinds.items():
                if name in ("missing", "embed"):
                    continue  # they ask not to be indexed
                runs = [lighthouse(f"{base}/{path}", chromium) for _ in range(wanted.runs)]
                points = {one: round(median(run[one] for run in runs), 3) for one in columns}
                print(f"{name:10}" + "".join(f"{points[one]:16g}" for one in columns), flush=True)
                faults += [f"{name}: {one} {points[one]:g}" for one in CLASSES if points[one] < 99]
                faults += [f"{name}: shifts by {points['shift']}"] if points["shift"] else []
    for fault in faults:
        print(fault)
    print(f"{len(faults)} findings on {len(kinds)} kinds of page.")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
