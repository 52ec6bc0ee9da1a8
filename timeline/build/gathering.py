"""All sources → the digests of every article: from memory, from the cache, or from processes that extract.

There is one memo point, here. Its key is the digest of the program, of the settings that reading sees and of the source;
what people decided is compared on the way out, since only then the articles are known.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

import msgspec

from timeline.build import pools
from timeline.build.extraction import Unit, decided, extract
from timeline.build.program import program
from timeline.build.sharing import Sealed, Shared, Written, written
from timeline.config import Config
from timeline.errors import Diagnostic, WorkersError
from timeline.store import Store, digest

if TYPE_CHECKING:
    from timeline.chronology import Corrections
    from timeline.chronology.memo import Recall
    from timeline.reading import Source


Found = tuple["Source | Diagnostic", bytes]
"""What there is to read, and its digest; or what was found in its place, without one."""
Walked = deque[Found]


class Watcher(Protocol):
    """Whoever wants to know how far a build is; ``looks`` says whether somebody does."""

    looks: bool

    def stage(self, label: str, total: int | None = None) -> None:
        """A new stage begins; ``total`` units of work lie ahead, where that is known."""

    def advance(self, amount: int = 1) -> None:
        """So much is done."""


class Silent:
    """A watcher that keeps it to itself."""

    looks = False

    def stage(self, label: str, total: int | None = None) -> None:
        """Nothing."""

    def advance(self, amount: int = 1) -> None:
        """Nothing."""


class _Kept(msgspec.Struct, array_like=True):
    """A unit as it goes to the cache."""

    digests: tuple[Written, ...]
    found: tuple[Diagnostic, ...]
    decided: bytes


class _Known(NamedTuple):
    """A unit as it was kept, or as it came from a process."""

    digests: tuple[Sealed, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    decided: bytes = b""


class Memory:
    """What was made of each source, for a process that builds the same project again and again.

    What the last build did not ask for goes.
    """

    def __init__(self) -> None:
        self._old: dict[bytes, _Known] = {}
        self._new: dict[bytes, _Known] = {}

    def get(self, key: bytes) -> _Known | None:
        """What was made of a source."""
        return self._new.get(key) or self._old.get(key)

    def put(self, key: bytes, unit: _Known) -> None:
        """Keep it for the next build."""
        self._new[key] = unit

    @cached_property
    def recall(self) -> Recall:
        """What was found out about the articles together."""
        from timeline.chronology.memo import Recall

        return Recall()

    def turn(self) -> None:
        """A build is done."""
        self._old, self._new = self._new, {}


@dataclass(frozen=True)
class Means:
    """What a build works with. None of it changes what comes out."""

    cache: Path | None = None
    jobs: int = 1
    stdin: BinaryIO | None = None
    watcher: Watcher = Silent()  # noqa: RUF009 - it has no state
    memory: Memory | None = None


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Kept)
READERS = ("timeline.temporal", "timeline.chronology", "timeline.reading", "timeline.build.extraction")
"""Whose functions keep what they found."""

BATCH_BYTES = 96_000
"""So much text goes to a process at a time: some 30 articles, a tenth of a second."""
MUCH = 150_000
"""Where there is so much text, the words and dates that reading remembers are forgotten in the end, even if little was new."""


def extract_all(
    paths: Sequence[str],
    config: Config,
    corrections: Corrections,
    means: Means,
    roots: Sequence[str] = (),
    walked: Walked | None = None,
) -> Iterator[Sealed | Diagnostic]:
    """The digests of every article below ``paths``, in the order of the walk, whatever the cache and the jobs.

    What was ``walked`` already is taken from there, one after the other, and let go of.
    """
    from timeline.reading import walk

    settings = _what_reading_sees(config)
    store = Store(means.cache) if means.cache else None
    workers = _Workers(settings, corrections, means.jobs)
    salt = digest(program(), _ENCODER.encode(settings))
    means.watcher.stage("Reading", _size(paths, walked) if means.watcher.looks else None)
    sources = _taken(walked) if walked else digested(walk(paths, settings, stdin=means.stdin, roots=roots))
    total = 0
    try:
        for unit, size in _in_order(sources, salt, corrections, store, workers, means.memory):
            yield from unit.found
            yield from unit.digests
            means.watcher.advance(size)
            total += size
    finally:
        workers.close()
        if means.memory:
            means.memory.turn()
        elif workers.read_here and total > MUCH:
            forget()
        if store:
            store.close()
    if store:
        yield from store.notes


def digested(sources: Iterable[Source | Diagnostic]) -> Iterator[Found]:
    """What there is to read, with its digest."""
    for found in sources:
        yield found, b"" if isinstance(found, Diagnostic) else digest(_ENCODER.encode(found))


def _taken(walked: Walked) -> Iterator[Found]:
    while walked:
        yield walked.popleft()


def forget() -> None:
    """Let go of what reading remembers of the texts that it met, and of the words it knows: what comes next needs the room
    more, and whoever reads again loads them again."""
    for name, module in list(sys.modules.items()):
        if name.startswith(READERS):
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()
    gc.collect()  # grammars hold themselves


def _size(paths: Sequence[str], walked: Walked | None) -> int | None:
    """The bytes that lie ahead, for an honest estimate; ``None`` where nobody can know."""
    if walked:
        return sum(found.size for found, _ in walked if not isinstance(found, Diagnostic))
    total = 0
    for path in map(Path, paths):
        if str(path) == "-":
            return None
        for folder, _, names in os.walk(path) if path.is_dir() else [(str(path.parent), [], [path.name])]:
            for name in names:
                with suppress(OSError):
                    total += (Path(folder) / name).stat().st_size
    return total


def _what_reading_sees(config: Config) -> Config:
    """The configuration without what no reader, tagger or extractor may depend on: so the cache's key is complete."""
    return Config(zone=config.zone, date_order=config.date_order, sources=config.sources, language=config.language,
                  exclude=config.exclude)  # fmt: skip


def _in_order(
    sources: Iterator[Found],
    salt: bytes,
    corrections: Corrections,
    store: Store | None,
    workers: _Workers,
    memory: Memory | None,
) -> Iterator[tuple[_Known, int]]:
    """Every source's unit and bytes, in order: from memory or the cache, else from a process, some batches ahead."""
    queue: deque[_Pending] = deque()
    batch = _Batch()
    shared = Shared()
    for source, own in sources:
        if isinstance(source, Diagnostic):
            queue.append(_Pending(unit=_Known(found=(source,))))
            continue
        key = digest(salt, own)
        known = memory.get(key) if memory else None
        if known is None and store:
            known = _known(store.get(key), shared)
        if known and known.decided == decided([d.article.id for d in known.digests], corrections):
            queue.append(_Pending(unit=known, key=key, size=source.size))
        else:
            queue.append(_Pending(key=key, batch=batch, place=len(batch.sources), size=source.size))
            batch.add(source)
            if batch.size >= BATCH_BYTES:
                workers.start(batch)
                batch = _Batch()
        while queue and (queue[0].unit or len(queue) > workers.ahead) and queue[0].batch is not batch:
            yield _settled(queue.popleft(), store, workers, shared, memory)
    workers.start(batch)
    while queue:
        yield _settled(queue.popleft(), store, workers, shared, memory)


def encoded(unit: Unit) -> bytes:
    """What is kept of a unit."""
    return _ENCODER.encode(_Kept(tuple(map(written, unit.digests)), unit.found, unit.decided))


def decoded(value: bytes, shared: Shared) -> _Known:
    """A unit that was kept."""
    kept = _DECODER.decode(value)
    return _Known(tuple([Sealed.kept(digest, shared) for digest in kept.digests]), kept.found, kept.decided)


def _known(value: bytes | None, shared: Shared) -> _Known | None:
    if value is None:
        return None
    try:
        return decoded(value, shared)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _settled(
    pending: _Pending, store: Store | None, workers: _Workers, shared: Shared, memory: Memory | None
) -> tuple[_Known, int]:
    unit = pending.unit
    if unit is None:
        assert pending.batch is not None
        value = workers.result(pending.batch)[pending.place]
        unit = decoded(value, shared)
        # What was too slow here may be quick enough elsewhere.
        if store and not any(finding.code == "too-slow" for finding in unit.found):
            store.put(pending.key, value)
    if memory and pending.key:
        memory.put(pending.key, unit)
    return unit, pending.size


# --- processes --------------------------------------------------------------------------------------------


class _Batch:
    """Sources that go to a process together, and later what came of them."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.size = 0
        self.future: Future[list[bytes]] | None = None
        self.values: list[bytes] | None = None

    def add(self, source: Source) -> None:
        self.sources.append(source)
        self.size += len(source.data) + 200


@dataclass
class _Pending:
    """A source that waits for its turn: its unit, or its place in a batch."""

    unit: _Known | None = None
    key: bytes = b""
    batch: _Batch | None = None
    place: int = 0
    size: int = 0


class _Workers:
    """Processes that extract batches; none while there is one job or little to do."""

    def __init__(self, config: Config, corrections: Corrections, jobs: int) -> None:
        self._config, self._corrections, self._jobs = config, corrections, jobs
        self._pool: ProcessPoolExecutor | None = None
        self._started = 0
        self.read_here = False
        """Whether a batch went to no process."""
        self.ahead = 256 * jobs if jobs > 1 else 0
        """How many sources may be read before the first of them is settled."""

    def start(self, batch: _Batch) -> None:
        """Begin with a batch, where it is worth a process; the first ones are not."""
        self._started += 1
        if self._jobs > 1 and self._started > 2 and batch.sources:
            sources = _ENCODER.encode(batch.sources)
            try:
                batch.future = pools.asked(self._executor(), _work, sources)
            except BrokenProcessPool:
                self._pool = None
                batch.future = pools.asked(self._executor(), _work, sources)

    def result(self, batch: _Batch) -> list[bytes]:
        """What came of a batch, waiting for it."""
        if batch.values is None:
            try:
                batch.values = batch.future.result() if batch.future else self._here(batch.sources)
            except BrokenProcessPool:
                batch.values = self._again(batch.sources)
            batch.sources, batch.future = [], None
        return batch.values

    def close(self) -> None:
        """Let the processes go."""
        if self._pool:
            pools.let_go_of(self._pool)
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _here(self, sources: list[Source]) -> list[bytes]:
        self.read_here = True
        values = [encoded(extract(source, self._config, self._corrections)) for source in sources]
        gc.collect(0)  # reading makes cycles, all else that a build does makes none
        return values

    def _again(self, sources: list[Source]) -> list[bytes]:
        """A process died (killed, or out of memory): each source once more, one at a time; who kills again is named."""
        values: list[bytes] = []
        alone = self._proven()
        for source in sources:
            try:
                values += pools.asked(alone, _work, _ENCODER.encode([source])).result()
            except BrokenProcessPool:
                alone = self._proven()
                finding = Diagnostic(where=source.path, code="worker-died", message="the process that read it died, twice",
                                     hint="It may need more memory than there is: split it or exclude it.")  # fmt: skip
                values.append(encoded(Unit(found=(finding,))))
        alone.shutdown()
        return values

    def _proven(self) -> ProcessPoolExecutor:
        """One process that runs; raises :class:`WorkersError` where twice none does that has nothing to do yet."""
        for _ in range(2):
            pool = self._new_pool(1)
            with suppress(BrokenProcessPool):
                pools.asked(pool, pools.cores).result()
                return pool
        raise WorkersError(
            Diagnostic(where="--jobs", code="no-workers", message="no process can be started to read articles", level="error",
                       hint='Build with --jobs 1. A script that builds needs the line: if __name__ == "__main__":')
        )  # fmt: skip

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = self._new_pool(self._jobs)
        return self._pool

    def _new_pool(self, jobs: int) -> ProcessPoolExecutor:
        setup = (_ENCODER.encode(self._config), _ENCODER.encode(self._corrections))
        return pools.new(jobs, __name__, _prepare, setup)


_prepared: tuple[Config, Corrections] | None = None


def _prepare(config: bytes, corrections: bytes) -> None:
    """In a new process: what every batch needs."""
    global _prepared  # noqa: PLW0603 - a process has one
    pools.begin()
    from timeline.chronology import Corrections

    gc.set_threshold(50_000, 20, 100)
    _prepared = (
        msgspec.msgpack.decode(config, type=Config),
        msgspec.msgpack.decode(corrections, type=Corrections),
    )


def _work(sources: bytes) -> list[bytes]:
    """In a process: the units of a batch, encoded."""
    from timeline.reading import Source

    assert _prepared is not None
    batch = msgspec.msgpack.decode(sources, type=list[Source])
    return [encoded(extract(source, *_prepared)) for source in batch]
