"""Chronology → pages, feeds, exports, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple, TypedDict, TypeVar, Unpack

import msgspec

from timeline.config import Config
from timeline.model import ArticleDigest, Chronology
from timeline.publishing import processes
from timeline.publishing.facts import fact
from timeline.publishing.standing import NOTHING, Key, Pieces, Standing, noted
from timeline.publishing.writer import Data, Written, nameless, write

__all__ = ["Again", "Data", "Written", "planned", "renewed", "site", "write"]


class How(TypedDict, total=False):
    """How a site is made."""

    theme: Path | None
    """A folder whose templates and assets replace the shipped ones."""
    since: Iterable[Mapping[str, Any]] | None
    """The event records of an earlier publication, to say what changed."""
    now: str | None
    """The day on which it did (ISO 8601), else that of the newest article."""


def site(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    **how: Unpack[How],
) -> Iterator[tuple[str, bytes]]:
    """Plan and render the whole site, lazily: paths (relative, with ``/``) and bytes.

    Raises :class:`timeline.errors.ThemeError`.
    """
    from timeline.publishing.search import available, searchable

    search = config.search and available()
    files = ((path, made()) for path, made in planned(chronology, digests, config, search=search, **how))
    for path, data in searchable(files) if search else files:
        assert isinstance(data, bytes)
        yield path, data


T = TypeVar("T")


class Again(msgspec.Struct, frozen=True):
    """What a build knows of the one before it, and how many processes may render."""

    standing: Standing = NOTHING
    salt: bytes = b""
    """The digest of everything that pages are made from beside their contexts: the program, the theme."""
    jobs: int = 1
    beside: Path = Path()
    """The folder in which the site lies: what is large grows there, so that it need not be copied."""
    keys: dict[str, Key] = msgspec.field(default_factory=dict)
    """Filled with what each page was made from."""
    pieces: dict[str, bytes] = msgspec.field(default_factory=dict)
    """Filled with the record of the pieces that each data file consists of."""


def renewed(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    again: Again,
    **how: Unpack[How],
) -> Iterator[tuple[str, Data | None]]:
    """The same site as :func:`site`, in any order; ``None`` in the place of bytes that stand already."""
    from timeline.publishing.search import available, searchable

    search = config.search and available()
    pages = _plan(chronology, digests, config, search, **how)
    files = _made(list(pages), again)
    yield from searchable(files, again.standing, again.keys) if search else files


PIECE = 40
"""So many pages are rendered by a process at a time; fewer, where it would have few such turns: some pages take long."""
TURNS = 8
FEW = 100
"""Up to so many pages are rendered here: a process copies what it touches of all that a build holds."""


class _Made(NamedTuple):
    """A file as it was made: what it was made from, and the record of its pieces; no bytes where it stands."""

    path: str
    key: Key | None = None
    data: bytes | None = None
    record: bytes = b""


_MADE = msgspec.msgpack.Decoder(list[_Made])


def _made(pages: list[_Plan], again: Again) -> Iterator[tuple[str, Data | None]]:
    """Every file of a plan: those that stand, then those that take long, then the rest.

    What is made of pieces may be large: it is joined in an open file, by whichever process makes it.
    """
    files: list[list[tuple[_Plan, bytes]]] = []
    rendered: list[tuple[_Plan, bytes]] = []
    for page in pages:
        facts = _facts(page, again)
        if known := again.standing.follows(page.path, facts) if facts else None:
            again.keys[page.path] = known
            yield page.path, None
        elif page.context is None:
            files.append([(page, facts)])
        else:
            rendered.append((page, facts))
    rendered.sort(key=lambda each: each[0].near())
    jobs = again.jobs if len(rendered) > FEW else 1
    size = max(1, min(PIECE, len(rendered) // (TURNS * jobs)))
    work = files + dealt([rendered[at : at + size] for at in range(0, len(rendered), size)], jobs)
    with ExitStack() as held:
        joined = {
            page.path: held.enter_context(nameless(again.beside)) for [(page, _)] in files if page.pieces
        }

        def piece(number: int) -> bytes:
            made = [_one(page, facts, again, joined.get(page.path)) for page, facts in work[number]]
            return msgspec.msgpack.encode(made)

        for each in processes.each(len(work), piece, jobs):
            for made in _MADE.decode(each):
                if made.key:
                    again.keys[made.path] = made.key
                if made.record:
                    again.pieces[made.path] = made.record
                yield made.path, joined.get(made.path, made.data)


def dealt(pieces: Sequence[T], hands: int) -> list[T]:
    """The pieces in such an order that each of some processes, to which they are dealt out in turn, gets neighbours.

    >>> dealt("abcde", 2)
    ['a', 'd', 'b', 'e', 'c']
    """
    size = -(-len(pieces) // hands)
    return [piece for first in range(size) for piece in pieces[first::size]]


def _facts(page: _Plan, again: Again) -> bytes:
    """What a page follows from; nothing where it does not say so."""
    return fact(again.salt, page.template, page.follows_from()) if page.follows_from else b""


def _one(page: _Plan, facts: bytes, again: Again, into: IO[bytes] | None) -> _Made:
    if page.pieces is not None and into is not None:
        return _Made(page.path, record=_join(page, page.pieces, again, into))
    if page.context is None:
        return _Made(page.path, None, page.make())
    context = page.context()
    key = fact(again.salt, page.template, context)
    data = None if again.standing.holds(page.path, key) else page.make_of(context)
    return _Made(page.path, Key(key, facts), data)


def _join(page: _Plan, pieces: Pieces, again: Again, into: IO[bytes]) -> bytes:
    """The record of the pieces of a data file, which are written one behind the other."""
    by = fact(again.salt)
    record = [by]
    at = 0
    into.seek(0)  # a process that died may have begun
    into.truncate()
    with again.standing.pieces(page.path, by) as known:
        for told, data in pieces(known):
            into.write(data)
            if told is not None:
                record.append(noted(told, at, len(data)))
            at += len(data)
    into.flush()
    return b"".join(record)


def planned(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    *,
    search: bool = False,
    **how: Unpack[How],
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The same site as :func:`site`, planned but not rendered: each path with what makes its bytes.

    With ``search`` there is a search page; its index is made by :func:`timeline.publishing.search.searchable`.
    """
    for page in _plan(chronology, digests, config, search, **how):
        yield page.path, page.make


class _Plan(NamedTuple):
    """One file: its path, and what makes it; a page has a context and a template, other files have none."""

    path: str
    make: Callable[[], bytes]
    context: Callable[[], Any] | None = None
    template: str = ""
    make_of: Callable[[Any], bytes] = bytes
    follows_from: Callable[[], Any] | None = None
    pieces: Pieces | None = None
    near: Callable[[], int] = int


def _plan(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    search: bool,
    **how: Unpack[How],
) -> Iterator[_Plan]:
    from timeline.publishing.i18n import catalogue
    from timeline.publishing.pages import Assets, TemplatePage, plan
    from timeline.publishing.picture import PATH, available, painted
    from timeline.publishing.render import Theme

    def rendered(path: str, template: str, context: Any) -> bytes:
        data = look.render(template, {name: getattr(context, name) for name in context.__struct_fields__})
        return painted(data, look.places("picture")) if path == PATH else data

    look = Theme(how.get("theme"), catalogue(config.language))
    assets = Assets(
        style=look.asset("assets/style.css"),
        script=look.asset("assets/timeline.js"),
        search=look.asset("assets/search.js") if search else "",
        image=PATH if available() else "",
    )
    for path, data in look.files():
        yield _Plan(path, partial(bytes, data))
    for page in plan(chronology, tuple(digests), config, assets, since=how.get("since"), now=how.get("now")):
        if isinstance(page, TemplatePage):
            made_of = partial(rendered, page.path, page.template)
            make = partial(_of_context, made_of, page.context)
            yield _Plan(
                page.path, make, page.context, page.template, made_of, page.follows_from, near=page.near
            )
        else:
            yield _Plan(page.path, page.data, pieces=page.pieces)


def _of_context(make: Callable[[Any], bytes], context: Callable[[], Any]) -> bytes:
    return make(context())
