"""How fast the tagger is, how much memory it takes, and how both grow.

    python benchmarks/tagging.py [--gold FOLDER] [--archive FOLDER] [--rounds N] [--skip peers|memory|curve …]

Speed: this tagger, chrono-node (npm) and dateparser's ``search_dates`` (PyPI), which are installed into
``benchmarks/.peers`` at the versions below, read the same documents one after the other, each in a fresh process.
Start-up and a warm-up on other text (made by ``texts.py``) are apart, so that a compiler warms up and no memo
holds the answers. Two corpora are read: the gold documents, a megabyte of which every phrase is new, and an archive
of news (ten megabytes), which is what an archive's reader waits for. Seconds are CPU seconds, user and system, of the whole process; the best of the rounds counts.
The last column is the rate with the start-up counted in, as a command that reads one file has it.

Memory: the peak of a process that tags the documents over and over, and of one that tags a single huge text,
against that text's own size. Curve: seconds against length, on prose and on texts that were made to hurt.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from texts import ARCHIVE, GOLD, Text, archive, made, texts

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
PYTHON = PEERS / "python" / "bin" / "python"
CHRONO = "chrono-node@2.10.3"
DATEPARSER = "dateparser==1.5.0"
SLOW_SHARE = 8
"""dateparser reads every so many-eth document only: it is that slow. Its figure is a rate, as the others'."""

LONGEST_HOSTILE = 1_000_000
HOSTILE = {
    "spaces": " ",
    "line ends": "\n",
    "digits": "7",
    "digits in groups": "12 ",
    "dotted digits": "1.",
    "slashed digits": "3/",
    "on on on": "on ",
    "the the the": "the ",
    "last last last": "last ",
    "nested ranges": "from 3 to 5 ",
    "commas": "May, ",
    "hyphens": "May-",
    "years": "1999-",
    "twenty twenty": "twenty-",
    "one hundred": "one hundred ",
    "of the of the": "end of the ",
    "a.m. p.m.": "9 p.m. ",
    "Mondays": "Monday and ",
    "early late": "early late ",
    "apostrophes": "'90s ",
    "brackets": "(1914-",
    "one long word": "a",
    "BC": "400 BC to ",
}


def install_peers() -> None:
    """Install the named peers where they are missing; their package managers say what goes wrong."""
    if not (PEERS / "node_modules" / "chrono-node").is_dir():
        PEERS.mkdir(exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(PEERS), CHRONO]
        subprocess.run(command, check=True)
    if not PYTHON.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS / "python")], check=True)
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", DATEPARSER]
        subprocess.run(command, check=True)


def run(command: list[str]) -> dict[str, Any]:
    """Run a worker; its last line is its result."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def write(path: Path, documents: list[Text]) -> str:
    """Documents as JSON lines."""
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return str(path)


def ours(warm: str, measured: str) -> dict[str, Any]:
    """This tagger on a file of texts."""
    return run([sys.executable, str(HERE / "peers" / "timeline_tag.py"), warm, measured])


def speed(folder: Path, documents: list[Text], rounds: int, *, peers: bool) -> None:
    """Characters a CPU second of each, and the ratios."""
    warm = write(folder / "warm.jsonl", list(made(120_000, seed=11)))
    full = write(folder / "full.jsonl", documents)
    part = write(folder / "part.jsonl", documents[::SLOW_SHARE])
    runners = {"timeline": lambda: ours(warm, full)}
    if peers:
        install_peers()
        chrono = ["node", "--single-threaded", str(HERE / "peers" / "chrono.cjs"), warm, full, str(PEERS)]
        search = [str(PYTHON), str(HERE / "peers" / "dateparser_search.py"), warm, part]
        runners[CHRONO] = lambda: run(chrono)
        runners[DATEPARSER] = lambda: run(search)
    best: dict[str, dict[str, Any]] = {}
    for _ in range(rounds):  # in turns, so that what else the machine does falls on all alike
        for name, runner in runners.items():
            result = runner()
            if name not in best or _rate(result) > _rate(best[name]):
                best[name] = result
    print(
        f"{'':<22}{'characters':>12}{'found':>8}{'start-up s':>12}{'CPU s':>9}{'kB/s':>9}{'peak MB':>9}{'ratio':>8}"
    )
    for name, result in best.items():
        print(
            f"{name:<22}{result['characters']:>12,}{result['found']:>8,}{result['start_up']:>12.2f}"
            f"{result['seconds']:>9.3f}{_rate(result) / 1000:>9,.0f}{result['peak_kb'] / 1024:>9.0f}"
            f"{_rate(best['timeline']) / _rate(result):>8.2f}"
            f"{result['characters'] / (result['seconds'] + result['start_up']) / 1000:>13,.0f}"
        )


def _rate(result: dict[str, Any]) -> float:
    return result["characters"] / max(result["seconds"], 1e-9)  # type: ignore[no-any-return]


def one_text(length: int, documents: list[Text]) -> Text:
    """One long text: the documents end to end, over and over."""
    whole = "\n\n".join(document["text"] for document in documents)
    return Text(id="long", dct="2016-12-11", text=(whole * (length // len(whole) + 1))[:length])


def memory(folder: Path, documents: list[Text]) -> None:
    """Peaks: many documents, and one huge one."""
    warm = write(folder / "warm.jsonl", list(made(10_000)))
    once = ours(warm, write(folder / "once.jsonl", documents))
    many = ours(warm, write(folder / "many.jsonl", documents * 5))
    print(f"\n{'memory':<36}{'read MB':>9}{'peak MB':>9}{'beyond an empty run, in texts':>32}")
    for name, result in (("all documents", once), ("all documents five times", many)):
        print(f"{name:<36}{result['characters'] / 1e6:>9.1f}{result['peak_kb'] / 1024:>9.0f}")
    empty = ours(warm, write(folder / "empty.jsonl", [one_text(1000, documents)]))
    for name, size, plain in (
        ("one text", 5_000_000, False),
        ("one text", 20_000_000, False),
        ("one text, letters of one byte", 20_000_000, True),
    ):
        text = one_text(size, documents)
        if plain:  # no letter but ASCII's, no blank before a line break: nothing that a copy is made for
            text["text"] = re.sub(r" +\n", "\n", text["text"].encode("ascii", "replace").decode())
        huge = ours(warm, write(folder / "huge.jsonl", [text]))
        beyond = (huge["peak_kb"] - empty["peak_kb"]) * 1024 / size
        print(f"{name:<36}{size / 1e6:>9.1f}{huge['peak_kb'] / 1024:>9.0f}{beyond:>32.1f}")


def curve(folder: Path, documents: list[Text], limit: int) -> None:
    """CPU seconds against length; linear when the last column stays flat."""
    warm = write(folder / "warm.jsonl", list(made(10_000)))
    print(f"\n{'curve':<22}{'characters':>12}{'CPU s':>9}{'found':>9}{'µs a character':>16}")
    kinds: dict[str, Any] = {"prose": lambda n: one_text(n, documents)}
    for name, unit in HOSTILE.items():
        kinds[name] = lambda n, unit=unit: Text(
            id="hostile", dct="2016-12-11", text=(unit * (n // len(unit) + 1))[:n]
        )
    for name, make in kinds.items():
        longest = limit if name == "prose" else min(limit, LONGEST_HOSTILE)
        for length in (100_000, 1_000_000, 5_000_000, 20_000_000):
            if length > longest:
                break
            result = ours(warm, write(folder / "curve.jsonl", [make(length)]))
            each = result["seconds"] / length * 1e6
            print(f"{name:<22}{length:>12,}{result['seconds']:>9.3f}{result['found']:>9,}{each:>16.3f}")
            if result["seconds"] > 60:
                break


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--gold", type=Path, default=GOLD, help="folder of gold corpora (default: %(default)s)"
    )
    parser.add_argument(
        "--archive", type=Path, default=ARCHIVE, help="folder of topics (default: %(default)s)"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=20_000_000, help="longest text of the curve")
    parser.add_argument("--skip", action="append", default=[], choices=["peers", "speed", "memory", "curve"])
    options = parser.parse_args()
    documents = texts(options.gold)
    with tempfile.TemporaryDirectory() as folder:
        corpora = {"gold": documents, "archive": archive(options.archive)}
        for name, corpus in corpora.items():
            if corpus and "speed" not in options.skip:
                print(f"\n{name}")
                speed(Path(folder), corpus, options.rounds, peers="peers" not in options.skip)
        if "memory" not in options.skip:
            memory(Path(folder), documents)
        if "curve" not in options.skip:
            curve(Path(folder), documents, options.limit)


if __name__ == "__main__":
    main()
