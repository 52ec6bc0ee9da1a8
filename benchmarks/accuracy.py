"""How accurate the tagger is on the gold corpora, dev and held-out apart.

    python benchmarks/accuracy.py [--gold FOLDER] [--errors FOLDER] [--scorer score.py]

One row a corpus and part. With ``--scorer``, the figures are compared with those of another scorer with the same
interface as the published toolkit's re-implementations (GOLD PRED, JSON out), and the largest difference is printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from timeline.model import Resolution
from timeline.temporal.evaluation import Report, evaluate, predictor, read_gold, split_of, write_errors
from timeline.temporal.timeml import GoldDocument

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
CORPORA = ("timebank", "aquaint", "wikiwars-train")
MEASURES = ("strict", "relaxed", "type", "value")


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--gold", type=Path, default=GOLD, help="folder of gold corpora (default: %(default)s)"
    )
    parser.add_argument("--errors", type=Path, help="write each corpus' dev errors into this folder")
    parser.add_argument("--scorer", type=Path, help="another scorer to agree with")
    options = parser.parse_args()
    print(
        f"{'corpus':<16}{'part':<10}{'gold':>6}"
        + "".join(f"{name + ' F1':>12}" for name in MEASURES)
        + f"{'mod':>8}"
    )
    predict = predictor()
    for corpus in CORPORA:
        path = options.gold / f"{corpus}.jsonl"
        documents = list(read_gold(path))
        found = {document.id: predict(document) for document in documents}
        for part in ("dev", "held-out", "all"):
            chosen = [one for one in documents if part in (split_of(one.id), "all")]
            report = evaluate(chosen, lambda document, found=found: found[document.id])
            print(f"{corpus:<16}{part:<10}{report.total.gold:>6}{_figures(report)}")
            if part == "dev" and options.errors:
                options.errors.mkdir(parents=True, exist_ok=True)
                write_errors(report, options.errors / f"{corpus}.jsonl")
        if options.scorer:
            print(
                f"{'':<16}largest difference from {options.scorer.name}: {_differs(options.scorer, path, documents, found, report):.6f}"
            )


def _figures(report: Report) -> str:
    got = [report.total.measure(name).f1 for name in MEASURES]
    return "".join(f"{one:>12.1%}" for one in got) + f"{report.total.mod_accuracy:>8.1%}"


def _differs(
    scorer: Path,
    gold: Path,
    documents: Sequence[GoldDocument],
    found: dict[str, Sequence[Resolution]],
    report: Report,
) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for document in documents:
            timexes = [
                {name: getattr(one, name) for name in ("start", "end", "text", "type", "value", "mod")}
                for one in found[document.id]
            ]
            file.write(json.dumps({"id": document.id, "timexes": timexes}) + "\n")
        file.flush()
        done = subprocess.run(
            [sys.executable, scorer, gold, file.name], check=True, capture_output=True, text=True
        )
    theirs = json.loads(done.stdout)
    pairs = [(theirs["strict"]["F1"], "strict"), (theirs["relaxed"]["F1"], "relaxed")]
    pairs += [(theirs["type_F1"], "type"), (theirs["value_F1"], "value")]
    return max(abs(one - report.total.measure(name).f1) for one, name in pairs)


if __name__ == "__main__":
    main()
