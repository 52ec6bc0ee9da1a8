"""Chronology → pages, feeds, exports, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from timeline.config import Config
from timeline.model import ArticleDigest, Chronology
from timeline.publishing.writer import Written, write

__all__ = ["Written", "planned", "site", "write"]


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
    yield from searchable(files) if search else files


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
    from timeline.publishing.i18n import catalogue
    from timeline.publishing.pages import Assets, TemplatePage, plan
    from timeline.publishing.picture import PATH, available, painted
    from timeline.publishing.render import Theme

    def rendered(page: TemplatePage) -> bytes:
        context = page.context()
        data = look.render(
            page.template, {name: getattr(context, name) for name in context.__struct_fields__}
        )
        return painted(data, look.places("picture")) if page.path == PATH else data

    look = Theme(theme, catalogue(config.language))
    assets = Assets(
        style=look.asset("assets/style.css"),
        script=look.asset("assets/timeline.js"),
        search=look.asset("assets/search.js") if search else "",
        image=PATH if available() else "",
    )
    for path, data in look.files():
        yield path, partial(bytes, data)
    for page in plan(chronology, tuple(digests), config, assets, since=since, now=now):
        yield page.path, partial(rendered, page) if isinstance(page, TemplatePage) else page.data
