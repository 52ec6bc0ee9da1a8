"""Chronology → pages, feeds, exports, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline.config import Config
from timeline.model import ArticleDigest, Chronology
from timeline.publishing.writer import Written, write

__all__ = ["Written", "site", "write"]


def site(
    chronology: Chronology,
    digests: Iterable[ArticleDigest],
    config: Config,
    *,
    theme: Path | None = None,
    now: str | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Plan and render the whole site, lazily: paths (relative, with ``/``) and bytes.

    ``theme`` is a folder whose templates and assets replace the shipped ones. ``now`` is not needed by any page:
    a site's newest day is that of its newest article. Raises :class:`timeline.errors.ThemeError`.
    """
    from timeline.publishing.i18n import catalogue
    from timeline.publishing.pages import Assets, TemplatePage, plan
    from timeline.publishing.render import Theme

    look = Theme(theme, catalogue(config.language))
    assets = Assets(style=look.asset("assets/style.css"), script=look.asset("assets/timeline.js"))
    yield from look.files()
    for page in plan(chronology, tuple(digests), config, assets):
        if isinstance(page, TemplatePage):
            context = page.context
            yield (
                page.path,
                look.render(
                    page.template, {name: getattr(context, name) for name in context.__struct_fields__}
                ),
            )
        else:
            yield page.path, page.data()
