"""Worker: dateparser's search_dates. One JSON object out; see ../tagging.py."""

import json
import resource
import sys
import time
import warnings
from datetime import datetime
from pathlib import Path

warnings.simplefilter("ignore")
from dateparser.search import search_dates  # noqa: E402 - warnings are silenced first

WARM, MEASURED = map(Path, sys.argv[1:3])


def find(document: dict[str, str]) -> int:
    """How many dates it finds in one document."""
    settings = {"RELATIVE_BASE": datetime.fromisoformat(document["dct"])}
    return len(search_dates(document["text"], languages=["en"], settings=settings) or ())


def main() -> None:
    """Start, warm up on one text, measure on a file of them."""
    find({"text": "On Sunday.", "dct": "2016-12-11"})
    started = time.process_time()
    find(json.loads(WARM.read_text(encoding="utf-8").splitlines()[0]))
    documents = [json.loads(line) for line in MEASURED.read_text(encoding="utf-8").splitlines()]
    baseline = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    found = sum(find(document) for document in documents)
    print(
        json.dumps(
            {
                "start_up": started,
                "seconds": time.process_time() - begun,
                "characters": sum(len(document["text"]) for document in documents),
                "found": found,
                "baseline_kb": baseline,
                "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }
        )
    )


main()
