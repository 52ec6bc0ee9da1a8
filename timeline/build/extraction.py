"""Source → the digests of its articles: the unit of work, of caching and of parallel work.

Reading, tagging and extracting are a pure function of one source of bytes, of the few settings that they read, and of
what people decided about the articles in it. So there is one memo point, here. Its key is the digest of the program,
those settings and the source; what people decided is compared on the way out, since only then the articles are known.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

import msgspec

from timeline.build import pools
from timeline.build.sharing import Sealed, Shared, Written, written
from timeline.config import Config
from timeline.errors import Diagnostic, LanguageDataError, WorkersError
from timeline.model import Article, ArticleDigest, Resolution
from timeline.store import Store, digest

if TYPE_CHECKING:
    from timeline.chronology import Corrections
    from timeline.chronology.memo import Recall
    from timeline.reading import Source
    from timeline.temporal import Tagger


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


class Unit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was made of one source.

    ``found`` are the findings that belong to no article; ``decided`` is the digest of the decisions that went into it.
    """

    digests: tuple[ArticleDigest, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    decided: bytes = b""


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

# --- one source -------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def tagger(lang: str, date_order: str) -> Tagger:
    """The tagger of a language, loaded once; raises :class:`LanguageDataError` where there is none."""
    from timeline.temporal import Tagger

    return Tagger(lang, date_order=date_order)  # type: ignore[arg-type]  # a checked setting, as a cache key


def tag(article: Article, config: Config) -> tuple[tuple[Resolution, ...], tuple[Diagnostic, ...]]:
    """The time expressions of an article; a language without a grammar is a finding."""
    try:
        engine = tagger(article.lang, config.date_order)
    except LanguageDataError as error:
        return (), tuple(
            msgspec.structs.replace(d, where=article.path, level="warning", hint=_ANOTHER_LANGUAGE)
            for d in error.diagnostics
        )
    return engine.tag(article.text, article.anchor, genre=article.genre, blocks=article.blocks), ()


_ANOTHER_LANGUAGE = (
    "It is published without events; if its language is another, say so in its head: lang: en."
)


def extract(source: Source, config: Config, corrections: Corrections) -> Unit:
    """Read a source, tag its articles and extract their mentions: the whole of what is done to one source.

    A fault of the program in one source is a finding that names it, and the others go on.
    """
    from timeline.chronology import about, fingerprint
    from timeline.chronology import extract as mentions
    from timeline.reading import read

    digests: list[ArticleDigest] = []
    try:
        with within(patience(len(source.data))):
            reading = read(source, config)
            found = list(reading.diagnostics)
            for read_article in reading.articles:
                article = corrections.article(read_article)
                found = undoubted(article, found)
                resolutions, said = tag(article, config)
                found += said
                told = mentions(article, resolutions)
                digests.append(
                    ArticleDigest(article=article, resolutions=resolutions, mentions=told, prints=fingerprint(article.text),
                                  about=about(article), mark=digest(_ENCODER.encode((article, resolutions, told))))
                )  # fmt: skip
    except TooSlow as limit:
        return Unit(found=(limit.finding(source.path),))
    except Exception as error:
        return Unit(found=(_fault(source.path, error),))
    decided = _decided([made.article.id for made in digests], corrections)
    return Unit(digests=tuple(_with_findings(digests, found)), found=tuple(found), decided=decided)


def _with_findings(digests: Iterable[ArticleDigest], found: list[Diagnostic]) -> Iterator[ArticleDigest]:
    """Each digest with what was found of its article; what belongs to none is left in ``found``."""
    for made in digests:
        own = tuple(finding for finding in found if finding.where == made.article.path)
        found[:] = [finding for finding in found if finding.where != made.article.path]
        yield msgspec.structs.replace(made, diagnostics=own) if own else made


class TooSlow(BaseException):
    """A source took longer than any honest one; no ``except Exception`` on the way may swallow it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def finding(self, where: str) -> Diagnostic:
        """What to say of it."""
        return Diagnostic(where=where, code="too-slow", message=f"it was left out: it took more than {self.seconds:.0f} seconds to read",
                          hint="Split it, or exclude it; an ordinary article takes milliseconds.")  # fmt: skip


def patience(size: int) -> float:
    """Seconds of processor time that a source of so many bytes may take: far more than a slow machine needs.

    >>> patience(3_000) < patience(4_000_000)
    True
    """
    return 60 + 60 * size / 1_000_000


AGAIN = 0.1
"""Seconds after which a limit that nobody heard is told again."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise :class:`TooSlow` inside once so much processor time is spent. Only a process's main thread has a timer.

    It is raised again and again until it is heard: what is raised inside a callback of the collector is lost.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlow(seconds)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


_ABOUT_THE_DATE = frozenset(
    {
        "bad-date",
        "coarse-date",
        "date-without-year",
        "impossible-date",
        "no-date",
        "relative-stamp",
        "weekday-mismatch",
    }
)


def undoubted(article: Article, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings without those about the date of an article that a person has dated, by a correction or an option."""
    if article.anchor is None or article.anchor.evidence.source not in ("correction", "option"):
        return list(found)
    return [d for d in found if d.where != article.path or d.code not in _ABOUT_THE_DATE]


def read_all(
    paths: Sequence[str], config: Config, stdin: BinaryIO | None = None
) -> Iterator[tuple[Article | None, tuple[Diagnostic, ...]]]:
    """Each article with what was found wrong in its source; ``None`` for what gave no article."""
    from timeline.reading import read, walk

    for source in walk(paths, config, stdin=stdin):
        if isinstance(source, Diagnostic):
            yield None, (source,)
            continue
        reading = read(source, config)
        if not reading.articles:
            yield None, reading.diagnostics
        for number, article in enumerate(reading.articles):
            yield article, reading.diagnostics if number == 0 else ()


def _fault(where: str, error: Exception) -> Diagnostic:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return Diagnostic(where=where, code="bug", message=f"a fault of the program{place}: {type(error).__name__}: {error}",
                      hint="The article was left out. Please report it, with the article if you may.")  # fmt: skip


# --- all sources ------------------------------------------------------------------------------------------

BATCH_BYTES = 96_000
"""So much text goes to a process at a time: some 30 articles, a tenth of a second."""


def extract_all(
    paths: Sequence[str], config: Config, corrections: Corrections, means: Means
) -> Iterator[Sealed | Diagnostic]:
    """The digests of every article below ``paths``, in the order of the walk, whatever the cache and the jobs."""
    from timeline.reading import walk

    settings = _what_reading_sees(config)
    store = Store(means.cache) if means.cache else None
    workers = _Workers(settings, corrections, means.jobs)
    salt = digest(program(), _ENCODER.encode(settings))
    means.watcher.stage("Reading", _size(paths) if means.watcher.looks else None)
    sources = walk(paths, settings, stdin=means.stdin)
    try:
        for unit, size in _in_order(sources, salt, corrections, store, workers, means.memory):
            yield from unit.found
            yield from unit.digests
            means.watcher.advance(size)
    finally:
        workers.close()
        if means.memory:
            means.memory.turn()
        if store:
            store.close()
    if store:
        yield from store.notes


def _size(paths: Sequence[str]) -> int | None:
    """The bytes that lie ahead, for an honest estimate; ``None`` where nobody can know."""
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
    sources: Iterator[Source | Diagnostic],
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
    for source in sources:
        if isinstance(source, Diagnostic):
            queue.append(_Pending(unit=_Known(found=(source,))))
            continue
        key = digest(salt, _ENCODER.encode(source)) if store or memory else b""
        known = memory.get(key) if memory else None
        if known is None and store:
            known = _known(store.get(key), shared)
        if known and known.decided == _decided([d.article.id for d in known.digests], corrections):
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


def _decided(ids: Iterable[str], corrections: Corrections) -> bytes:
    """The digest of what people decided about these articles' own facts; empty where they said nothing."""
    wanted = set(ids)
    entries = [entry for entry in corrections.articles if entry.id in wanted]
    return digest(*map(_ENCODER.encode, entries)) if entries else b""


@lru_cache(maxsize=2)
def program(whole: bool = False) -> bytes:
    """The digest of the code, data and libraries that decide what is made of a source, or of a whole site."""
    import sys
    from importlib import metadata

    package = Path(__file__).resolve().parent.parent
    parts = [sys.version.encode()]
    for name in (*_READING, *_PUBLISHING) if whole else _READING:
        try:
            parts.append(f"{name} {metadata.version(name)}".encode())
        except metadata.PackageNotFoundError:
            parts.append(f"{name} -".encode())
    rooms = ("civil.py", "config.py", "errors.py", "model.py", "build", "reading", "temporal", "chronology")
    roots = [package / room for room in rooms]
    if whole:
        beside = package.parent / "templates"
        roots += [
            package / "publishing",
            package / "templates",
            *([beside] if not (package / "templates").exists() else []),
        ]
    for root in roots:
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.suffix not in (".pyc", ".pyo") and file.is_file():
                parts += [file.relative_to(root.parent).as_posix().encode(), file.read_bytes()]
    return digest(*parts)


_READING = (
    "charset-normalizer", "dateparser", "feedparser", "htmldate", "lxml", "markdown", "msgspec",
    "nh3", "nupunkt", "pypdf", "PyStemmer", "python-docx", "PyYAML", "rapidfuzz", "trafilatura",
)  # fmt: skip
_PUBLISHING = (
    "Babel",
    "icalendar",
    "jinja2",
    "markupsafe",
    "pagefind",
    "pagefind-bin",
    "resvg-py",
    "sqlite-utils",
)


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
        return [encoded(extract(source, self._config, self._corrections)) for source in sources]

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
