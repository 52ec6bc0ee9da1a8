"""One target of :mod:`tests.fuzz.targets` against many inputs: ``python -m tests.fuzz.run TARGET INPUTS [SEED]``.

Where atheris is installed, mutation is guided by the lines of ``timeline`` that an input reaches; elsewhere it is blind.
The first input that is not taken well ends the run with a traceback and is kept as ``crash-…``; one that takes longer than
a minute, or more than two gigabytes, does so, too.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import random
import sys
import tempfile
from pathlib import Path

SLOW = 60
"""Seconds on the clock after which an input counts as a hang; a busy machine needs some patience."""
LONGEST = 4096
"""Bytes of an input."""


def mutated(data: bytes, rng: random.Random, others: tuple[bytes, ...]) -> bytes:
    """A near relation of sound input: pieces cut, doubled, swapped, taken from another, or made of nothing."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at, span = rng.randrange(len(out) + 1), rng.randint(0, 24)
        match rng.randrange(6):
            case 0:
                del out[at : at + span]
            case 1:
                out[at:at] = rng.randbytes(span)
            case 2:
                out[at:at] = out[at : at + span] * rng.randint(1, 8)
            case 3 if out:
                out[at - 1] ^= 1 << rng.randrange(8)
            case 4:
                other = rng.choice(others)
                begin = rng.randrange(len(other) + 1)
                out[at:at] = other[begin : begin + span]
            case _:
                out[at : at + span] = rng.choice(
                    (b"\0", b"\xff\xfe", b"9" * 40, b"\n\n", b"[" * 30, b"\xed\xa0\x80", b"'", b'"', b"\\")
                )
    return bytes(out[:LONGEST])


def blindly(name: str, inputs: int, seed: int) -> None:
    """``inputs`` mutations of the target's sound inputs."""
    target, seeds, _ = importlib.import_module("tests.fuzz.targets").TARGETS[name]
    rng = random.Random(seed)
    for data in seeds:
        target(data)
    for _ in range(inputs):
        data = mutated(rng.choice(seeds), rng, seeds)
        faulthandler.dump_traceback_later(SLOW, exit=True)
        try:
            target(data)
        except BaseException:
            kept = Path(tempfile.gettempdir()) / f"crash-{name.replace(' ', '-')}"
            kept.write_bytes(data)
            sys.stderr.write(f"{name}: {kept} is not taken well\n")
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()


def guided(name: str, inputs: int, seed: int) -> None:
    """The same by atheris; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["timeline"]):
        targets = importlib.import_module("tests.fuzz.targets").TARGETS
    target, seeds, _ = targets[name]
    # What is loaded when it is first needed shall not be taken for a hang.
    rng = random.Random(seed)
    for data in (*seeds, *(mutated(rng.choice(seeds), rng, seeds) for _ in range(50))):
        target(data)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds):
            (Path(corpus) / str(number)).write_bytes(data)
        longest = max(LONGEST, *(2 * len(data) for data in seeds))
        prefix = f"{tempfile.gettempdir()}/crash-{name.replace(' ', '-')}-"
        atheris.Setup(
            [sys.argv[0], f"-runs={inputs}", f"-max_len={longest}", f"-timeout={SLOW}", "-rss_limit_mb=2048", f"-seed={seed}",
             "-verbosity=0", f"-artifact_prefix={prefix}", corpus],
            target,
        )  # fmt: skip
        atheris.Fuzz()


if __name__ == "__main__":
    chosen, count, start = sys.argv[1], int(sys.argv[2]), int((sys.argv[3:] or ["1"])[0])
    with contextlib.suppress(ImportError):
        guided(chosen, count, start)
    blindly(chosen, count, start)
