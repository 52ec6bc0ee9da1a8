"""Source → Reading: which format it is, its stories, and the articles made of them."""

from __future__ import annotations

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import Article, Reading
from timeline.reading.decode import decode, kind_of_binary
from timeline.reading.finish import finish
from timeline.reading.source import Source
from timeline.reading.story import Story

Found = list[Story | Diagnostic]

_MARKDOWN = frozenset({"md", "markdown", "mkd", "mdown", "mdwn"})


def read(source: Source, config: Config) -> Reading:
    """The articles of one source, and what was found wrong with it. Never raises for what the bytes hold."""
    if not source.data.strip():
        return Reading(diagnostics=(_empty(source.path),))
    if kind := kind_of_binary(source.data):
        return Reading(diagnostics=(_binary(source.path, kind),))
    text, found = decode(source.data, source.path)
    stories = _stories(source, text, config)
    articles: list[Article] = []
    diagnostics = list(found)
    for number, item in enumerate(stories):
        if isinstance(item, Diagnostic):
            diagnostics.append(item)
            continue
        if not item.body.text.strip():
            diagnostics.append(_empty(item.path or source.path))
            continue
        article, said = finish(
            item, source, config, item.id or (source.id if number == 0 else f"{source.id}-{number + 1}")
        )
        articles.append(article)
        diagnostics.extend(said)
    return Reading(articles=tuple(articles), diagnostics=tuple(diagnostics))


def _stories(source: Source, text: str, config: Config) -> Found:
    ending = source.name.rsplit(".", 1)[-1].lower() if "." in source.name else ""
    if source.line is not None:
        return _record(source, text, config)
    if ending in _MARKDOWN:
        from timeline.reading.markdown import read_markdown

        return list(read_markdown(text, config, source.path))
    from timeline.reading.text import read_text

    return list(read_text(text, config))


def _record(source: Source, text: str, config: Config) -> Found:
    from timeline.reading.records import read_record

    try:
        record = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        return [Diagnostic(
            where=source.path, code="bad-json", message=f"the line is not JSON: {error}",
            hint="Write one JSON object a line.",
        )]  # fmt: skip
    if not isinstance(record, dict):
        return [Diagnostic(
            where=source.path, code="bad-json", message="the line holds no JSON object",
            hint='Write one object a line: {"date": "2016-12-11", "title": "…", "text": "…"}.',
        )]  # fmt: skip
    return [read_record(record, config, source.path)]


def _empty(where: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="empty-file", message="there is no text in it", hint="Fill it or remove it."
    )


def _binary(where: str, kind: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="binary-file", message=f"it is {kind}, not text",
        hint="Save it as text, or exclude it in timeline.toml.",
    )  # fmt: skip
