"""One source → the digests of its articles: a pure function of its bytes, a few settings and people's decisions.

What it is made from, and nothing else, may decide what comes out: so what was made can be kept, and made elsewhere
(:mod:`timeline.build.gathering`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic, LanguageDataError
from timeline.model import Article, ArticleDigest, Resolution
from timeline.store import digest

if TYPE_CHECKING:
    from timeline.chronology import Corrections
    from timeline.reading import Source
    from timeline.temporal import Tagger

_ENCODER = msgspec.msgpack.Encoder()


class Unit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was made of one source.

    ``found`` are the findings that belong to no article; ``decided`` is the digest of the decisions that went into it.
    """

    digests: tuple[ArticleDigest, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    decided: bytes = b""


@lru_cache(maxsize=8)
def tagger(lang: str, date_order: str) -> Tagger:
    """The tagger of a language, loaded once; raises :class:`LanguageDataError` where there is none."""
    from timeline.temporal import Tagger

    return Tagger(lang, date_order=date_order)  # type: ignore[arg-type]  # a checked setting, as a cache key


def tag(article: Article, config: Config) -> tuple[tuple[Resolution, ...], tuple[Diagnostic, ...]]:
    """The time expressions of an article; a language without a grammar is a finding."""
    from timeline.reading.treebank import is_cut

    try:
        engine = tagger(article.lang, config.date_order)
    except LanguageDataError as error:
        told = _OTHER_LETTERS % article.lang if article.lang.startswith("und-") else None
        return (), tuple(
            msgspec.structs.replace(
                d, where=article.path, level="warning", hint=_ANOTHER_LANGUAGE, message=told or d.message
            )
            for d in error.diagnostics
        )
    tell = _of_words if is_cut(article.text) else _told
    return tell(article, engine), ()


def _told(article: Article, engine: Tagger) -> tuple[Resolution, ...]:
    return engine.tag(article.text, article.anchor, genre=article.genre, blocks=article.blocks)


def _of_words(article: Article, engine: Tagger) -> tuple[Resolution, ...]:
    """The expressions of an article that a corpus cut into words: found in the text as it was written."""
    from timeline.chronology.extract import as_written

    written, whole = as_written(article)
    found = []
    for told in _told(written, engine):
        start, end = whole.there(told.start, told.end)
        found.append(msgspec.structs.replace(told, start=start, end=end, text=article.text[start:end]))
    return tuple(found)


_OTHER_LETTERS = "no grammar for a language in these letters (%s)"
_ANOTHER_LANGUAGE = (
    "It is published without events; if its language is another, say so in its head: lang: en."
)


def extract(source: Source, config: Config, corrections: Corrections) -> Unit:
    """Read a source, tag its articles and extract their mentions: the whole of what is done to one source.

    A fault of the program in one source is a finding that names it, and the others go on.
    """
    from timeline.chronology import about, fingerprint, weighed
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
                made = ArticleDigest(article=article, resolutions=resolutions, mentions=told, prints=fingerprint(article.text),
                                     about=about(article))  # fmt: skip
                mark = digest(_ENCODER.encode((article, resolutions, told)))
                digests.append(msgspec.structs.replace(made, weighed=weighed(made), mark=mark))
    except TooSlow as limit:
        return Unit(found=(limit.finding(source.path),))
    except Exception as error:
        return Unit(found=(_fault(source.path, error),))
    known = decided([made.article.id for made in digests], corrections)
    return Unit(digests=tuple(_with_findings(digests, found)), found=tuple(found), decided=known)


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
    paths: Sequence[str], config: Config, stdin: BinaryIO | None = None, roots: Sequence[str] = ()
) -> Iterator[tuple[Article | None, tuple[Diagnostic, ...]]]:
    """Each article with what was found wrong in its source; ``None`` for what gave no article."""
    from timeline.reading import read, walk

    for source in walk(paths, config, stdin=stdin, roots=roots):
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


def decided(ids: Iterable[str], corrections: Corrections) -> bytes:
    """The digest of what people decided about these articles' own facts; empty where they said nothing."""
    wanted = set(ids)
    entries = [entry for entry in corrections.articles if entry.id in wanted]
    return digest(*map(_ENCODER.encode, entries)) if entries else b""
