"""Worker: this project's tagger. One JSON object out; see ../tagging.py."""

import json
import re
import resource
import sys
import time
from pathlib import Path

from timeline.temporal import tag

WARM, MEASURED = map(Path, sys.argv[1:3])
STATUS = Path("/proc/self/status")


def peak_kb() -> int:
    """The peak of this process. What ``getrusage`` says begins with the peak of the process that started this one."""
    if STATUS.is_file():
        return int(re.findall(r"VmHWM:\s*(\d+)", STATUS.read_text())[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Start, warm up on one file of texts, measure on another."""
    tag("On Sunday.", "2016-12-11")
    started = time.process_time()
    for line in WARM.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        tag(document["text"], document["dct"])
    with MEASURED.open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    baseline = peak_kb()
    begun = time.process_time()
    characters = found = 0
    for document in documents:
        found += len(tag(document["text"], document["dct"]))
        characters += len(document["text"])
    print(
        json.dumps(
            {
                "start_up": started,
                "seconds": time.process_time() - begun,
                "characters": characters,
                "found": found,
                "baseline_kb": baseline,
                "peak_kb": peak_kb(),
            }
        )
    )


main()
