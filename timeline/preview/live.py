"""The project in memory: built, watched, built again; the last good site stays when a build fails."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import monotonic

import msgspec

from timeline.build import Means, Memory, Project, Silent, Told, project, tell
from timeline.build.extraction import tagger
from timeline.errors import Diagnostic, TimelineError

_AT_REST = 5
"""After so many times 200 ms without a change, what is left of earlier builds is looked for."""
_SHOWN = 64
"""So many of the pages that were made last are kept, to be shown while a template of theirs is broken."""


class Pages:
    """The pages of a site, each with what makes it; planned only as far as somebody asked, since one is on the screen."""

    def __init__(self, plan: Iterator[tuple[str, Callable[[], bytes]]]) -> None:
        self._plan = plan
        self._known: dict[str, Callable[[], bytes]] = {}
        self._lock = Lock()

    def get(self, path: str) -> Callable[[], bytes] | None:
        """What makes a page; ``None`` where the site has none of that path."""
        with self._lock:
            while path not in self._known:
                planned = next(self._plan, None)
                if planned is None:
                    return None
                self._known[planned[0]] = planned[1]
            return self._known[path]

    def __contains__(self, path: str) -> bool:
        return self.get(path) is not None


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """One finished build: what was told, and every page with what makes it."""

    number: int
    begun: float
    """When its build began, on the monotonic clock."""
    told: Told
    project: Project
    pages: Pages


class Live:
    """A project that is built again when its files change. Building is serial; reading :attr:`good` never waits."""

    def __init__(self, find: Callable[[], Project], means: Means, now: str | None = None) -> None:
        self._find, self._now = find, now
        self._means = replace(means, memory=Memory())
        self._lock = Lock()
        self._changed = asyncio.Event()
        self.watching = asyncio.Event()
        """Set once every later change is seen."""
        self.good: Snapshot | None = None
        self.faults: tuple[Diagnostic, ...] = ()
        self.notes: tuple[Diagnostic, ...] = ()
        """What the last good build found wrong with what was saved, and the one before did not."""
        self.report: Callable[[Iterable[Diagnostic]], None] = lambda _: None
        """Is told what a save brought: faults, or what is new among the findings."""
        self.number = 0
        self._shown: dict[str, bytes] = {}

    def rebuild(self) -> bool:
        """Build anew; whether that went well. What went wrong is in :attr:`faults`. Only the first build shows its progress."""
        with self._lock, _uncollected():
            begun = monotonic()
            try:
                found = self._find()
                told = tell(found, now=self._now, means=self._means)
                pages = _pages(told, found)
                pages.get("index.html")  # what is wrong with the whole site shows now
            except TimelineError as error:
                self.faults = error.diagnostics
            except OSError as error:
                self.faults = (_unreadable(error),)
            except Exception as error:
                self.faults = (_bug(error),)
            else:
                self.faults = ()
                before = self.good.told.diagnostics if self.good else told.diagnostics
                self.notes = tuple(
                    one for one in told.diagnostics if one.level != "note" and one not in before
                )
                self.good = Snapshot(
                    number=self.number + 1, begun=begun, told=told, project=found, pages=pages
                )
            self.number += 1
            self._means = replace(self._means, watcher=Silent())
            return not self.faults

    def page(self, path: str) -> bytes | None:
        """The bytes of one page of the last good site, made now; ``None`` where it has no such page.

        Where it cannot be made, as it was made last.
        """
        good = self.good
        try:
            made = good.pages.get(path) if good else None
            data = made() if made else None
        except TimelineError as error:
            self.faults = error.diagnostics
            self.report(self.faults)
            self.announce()
            if (data := self._shown.get(path)) is None:
                raise
            return data
        if data is not None:
            self._shown.pop(path, None)
            self._shown[path] = data
            while len(self._shown) > _SHOWN:
                self._shown.pop(next(iter(self._shown)), None)
        return data

    def announce(self) -> None:
        """Wake everyone who waits for news."""
        waiting, self._changed = self._changed, asyncio.Event()
        waiting.set()

    async def news(self) -> AsyncIterator[int]:
        """The number of the newest build, now and whenever there is another."""
        while True:
            changed = self._changed
            yield self.number
            await changed.wait()

    def prepare(self) -> None:
        """Load what reading a changed article needs, which articles from the cache did not: so the first save is as quick
        as those that follow."""
        if self.good:
            config = self.good.project.config
            with suppress(TimelineError):
                tagger(config.language, config.date_order)

    async def watch(self, stop: asyncio.Event) -> None:
        """Build once for each burst of saves, until ``stop``."""
        from watchfiles import awatch

        roots = self._watched()
        await asyncio.to_thread(self.prepare)

        def concerns(_: object, path: str) -> bool:
            return _concerns(
                next(
                    (Path(path).relative_to(root) for root in roots if Path(path).is_relative_to(root)),
                    Path(path),
                )
            )

        idle = 0
        async for changes in awatch(*roots, watch_filter=concerns, debounce=400, step=40, stop_event=stop,
                                    rust_timeout=200, yield_on_timeout=True):  # fmt: skip
            self.watching.set()
            idle = 0 if changes else idle + 1
            if changes:
                await asyncio.to_thread(self.rebuild)
                self.report((*self.faults, *self.notes))
                self.announce()
                gc.freeze()  # no search through all of it while the browser asks for the page
            elif idle == _AT_REST:
                await asyncio.to_thread(_sweep)

    def _watched(self) -> list[Path]:
        found = self._find()
        paths = [Path(given) for given in found.articles if given != "-"]
        paths.append(found.root if found.file else found.corrections.parent)
        existing = sorted({path.resolve() for path in paths if path.exists()})
        return [
            path
            for path in existing
            if not any(path != other and path.is_relative_to(other) for other in existing)
        ]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: a build makes many objects and hardly any garbage, and each search looks at them all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _sweep() -> None:
    """Find what earlier builds left in circles."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _pages(told: Told, found: Project) -> Pages:
    from timeline.publishing import planned

    return Pages(planned(told.chronology, told.digests, found.config, theme=found.theme))


def _concerns(path: Path) -> bool:
    """Whether a changed file can change the site: hidden files, editors' copies and a built site cannot.

    >>> [_concerns(Path(name)) for name in ("articles/a.txt", ".timeline-cache/x", "articles/a.txt~", "site/index.html")]
    [True, False, False, False]
    """
    hidden = any(part.startswith(".") for part in path.parts)
    return not (hidden or path.name.endswith(("~", ".swp", ".tmp")) or "site" in path.parts[:-1])


def _unreadable(error: OSError) -> Diagnostic:
    return Diagnostic(
        where=str(error.filename or "timeline"), code="io", message=error.strerror or str(error), level="error",
        hint="Check that the path exists and that you may read it.",
    )  # fmt: skip


def _bug(error: Exception) -> Diagnostic:
    return Diagnostic(
        where="timeline", code="bug", message=f"this is a fault of the program: {type(error).__name__}: {error}", level="error",
        hint="`timeline build --debug` shows where; please report what it prints.",
    )  # fmt: skip


def finder(
    articles: tuple[str, ...], config_file: str | None, settings: tuple[str, ...], environ: Mapping[str, str]
) -> Callable[[], Project]:
    """A function that finds the project afresh, so that a changed ``timeline.toml`` counts."""
    return lambda: project(articles, config_file=config_file, settings=settings, environ=environ)
