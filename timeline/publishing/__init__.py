"""Chronology → pages, feeds, exports, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from timeline.config import Config
from timeline.model import ArticleDigest, Chronology
from timeline.publishing import processes
from timeline.publishing.standing import NOTHING, Standing
from timeline.publishing.writer import Written, write

__all__ = ["Again", "Written", "planned", "renewed", "site", "write"]


def site(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    *,
    theme: Path | None = None,
    now: str | None = None,
    since: Iterable[Mapping[str, Any]] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Plan and render the whole site, lazily: paths (relative, with ``/``) and bytes.

    ``theme`` is a folder whose templates and assets replace the shipped ones. ``since`` are the event records of an
    earlier publication, to say what changed; then ``now`` (ISO 8601) is the day on which it did, else the day of the
    newest article. Raises :class:`timeline.errors.ThemeError`.
    """
    from timeline.publishing.search import available, searchable

    search = config.search and available()
    files = (
        (path, made())
        for path, made in planned(
            chronology, digests, config, theme=theme, search=search, now=now, since=since
        )
    )
    for path, data in searchable(files) if search else files:
        assert data is not None
        yield path, data


class Again(NamedTuple):
    """What a build knows of the one before it, and how many processes may render."""

    standing: Standing = NOTHING
    salt: bytes = b""
    """The digest of everything that pages are made from beside their contexts: the program, the theme."""
    jobs: int = 1


def renewed(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    again: Again,
    keys: dict[str, bytes],
    *,
    theme: Path | None = None,
    now: str | None = None,
    since: Iterable[Mapping[str, Any]] | None = None,
) -> Iterator[tuple[str, bytes | None]]:
    """The same site as :func:`site`, in any order; ``None`` in the place of bytes that stand already.

    ``keys`` is filled with the digest of what each page was made from.
    """
    from timeline.publishing.search import available, searchable

    search = config.search and available()
    pages = _plan(chronology, digests, config, theme=theme, search=search, now=now, since=since)
    files = _made(list(pages), again, keys)
    yield from searchable(files, again.standing, keys) if search else files


PIECE = 40
"""So many pages are rendered by a process at a time."""
_MADE = msgspec.msgpack.Decoder(list[tuple[str, bytes, bytes | None]])


def _made(pages: list[_Plan], again: Again, keys: dict[str, bytes]) -> Iterator[tuple[str, bytes | None]]:
    """Every file of a plan, those that take long first."""
    files = [[page] for page in pages if page.context is None]
    rendered = [page for page in pages if page.context is not None]
    pieces = files + [rendered[at : at + PIECE] for at in range(0, len(rendered), PIECE)]

    def piece(number: int) -> bytes:
        return msgspec.msgpack.encode([_one(page, again) for page in pieces[number]])

    for made in processes.each(len(pieces), piece, again.jobs):
        for path, key, data in _MADE.decode(made):
            if key:
                keys[path] = key
            yield path, data


def _one(page: _Plan, again: Again) -> tuple[str, bytes, bytes | None]:
    if page.context is None:
        return page.path, b"", page.make()
    context = page.context()
    key = blake2b(msgspec.msgpack.encode((again.salt, page.template, context)), digest_size=16).digest()
    return page.path, key, None if again.standing.holds(page.path, key) else page.make_of(context)


def planned(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    *,
    theme: Path | None = None,
    search: bool = False,
    now: str | None = None,
    since: Iterable[Mapping[str, Any]] | None = None,
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The same site as :func:`site`, planned but not rendered: each path with what makes its bytes.

    With ``search`` there is a search page; its index is made by :func:`timeline.publishing.search.searchable`.
    """
    for page in _plan(chronology, digests, config, theme=theme, search=search, now=now, since=since):
        yield page.path, page.make


class _Plan(NamedTuple):
    """One file: its path, and what makes it; a page has a context and a template, other files have none."""

    path: str
    make: Callable[[], bytes]
    context: Callable[[], Any] | None = None
    template: str = ""
    make_of: Callable[[Any], bytes] = bytes


def _plan(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    *,
    theme: Path | None,
    search: bool,
    now: str | None,
    since: Iterable[Mapping[str, Any]] | None,
) -> Iterator[_Plan]:
    from timeline.publishing.i18n import catalogue
    from timeline.publishing.pages import Assets, TemplatePage, plan
    from timeline.publishing.picture import PATH, available, painted
    from timeline.publishing.render import Theme

    def rendered(path: str, template: str, context: Any) -> bytes:
        data = look.render(template, {name: getattr(context, name) for name in context.__struct_fields__})
        return painted(data, look.places("picture")) if path == PATH else data

    look = Theme(theme, catalogue(config.language))
    assets = Assets(
        style=look.asset("assets/style.css"),
        script=look.asset("assets/timeline.js"),
        search=look.asset("assets/search.js") if search else "",
        image=PATH if available() else "",
    )
    for path, data in look.files():
        yield _Plan(path, partial(bytes, data))
    for page in plan(chronology, tuple(digests), config, assets, since=since, now=now):
        if isinstance(page, TemplatePage):
            made_of = partial(rendered, page.path, page.template)
            make = partial(_of_context, made_of, page.context)
            yield _Plan(page.path, make, page.context, page.template, made_of)
        else:
            yield _Plan(page.path, page.data)


def _of_context(make: Callable[[Any], bytes], context: Callable[[], Any]) -> bytes:
    return make(context())
