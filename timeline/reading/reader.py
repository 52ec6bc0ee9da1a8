"""Source → Reading: which format it is, its stories, and the articles made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic, MissingExtraError
from timeline.model import Article, Reading
from timeline.reading import documents
from timeline.reading.decode import decode, kind_of_binary
from timeline.reading.finish import finish
from timeline.reading.source import Source
from timeline.reading.story import Story

Found = Sequence[Story | Diagnostic]

_MARKDOWN = frozenset({"md", "markdown", "mkd", "mdown", "mdwn"})
_TABLES = frozenset({"csv", "tsv"})
_HTML = frozenset({"html", "htm", "xhtml", "shtml"})
_FEEDS = frozenset({"rss", "atom", "feed"})
_XML = frozenset({"xml", "nitf", "newsml"})
_MAIL = frozenset({"eml", "mht", "mhtml"})
_META_CHARSET = re.compile(
    rb"<meta[^>]+charset=[\"']?([\w-]{3,20})|<\?xml[^>]+encoding=[\"']([\w-]{3,20})", re.IGNORECASE
)
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:<!doctype html|<html)\b", re.IGNORECASE | re.DOTALL)


_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)


def read(source: Source, config: Config) -> Reading:
    """The articles of one source, and what was found wrong with it. Never raises for what the bytes hold."""
    found: list[Diagnostic] = []
    try:
        stories = _stories(source, config, found)
    except MissingExtraError as error:
        return Reading(diagnostics=error.diagnostics)
    except (RecursionError, MemoryError):
        stories = [
            _diagnostic(
                source.path, "too-deep", "it is nested more deeply than can be read", "Save its text alone."
            )
        ]
    articles: list[Article] = []
    number = 0
    for story in stories:
        if isinstance(story, Diagnostic):
            found.append(story)
            continue
        if not story.body.text.strip():
            found.append(_empty(story.path or source.path))
            continue
        number += 1
        id = story.id or (source.id if number == 1 else f"{source.id}-{number}")
        article, said = finish(story, source, config, id)
        articles.append(article)
        found.extend(said)
    return Reading(articles=tuple(articles), diagnostics=tuple(found))


def _stories(source: Source, config: Config, found: list[Diagnostic]) -> Found:
    """The stories of a source, by its ending, or by its content where that says something else."""
    data, where, ending = source.data, source.path, source.ending
    if not data or data.isspace():
        return [_empty(where)]
    if data.startswith(b"%PDF-"):
        return _document(lambda: documents.pdf_text(data, where), source, config, _SCANNED)
    if ending == "docx" and data.startswith(b"PK"):
        return _document(lambda: "\n".join(documents.docx_lines(data, where)), source, config, _WORDLESS)
    if ending in _MAIL:
        from timeline.reading import mail

        read_one = mail.read_saved_page if ending in mail.SAVED_PAGES else mail.read_mail
        return read_one(data, config, where)
    if kind := kind_of_binary(data):
        return [
            _diagnostic(
                where,
                "binary-file",
                f"it is {kind}, not text",
                "Save it as text, or exclude it in timeline.toml.",
            )
        ]
    markup = ending in _HTML or ending in _FEEDS or ending in _XML
    text, said = decode(data, where, _charset(data) if markup else None)
    found.extend(said)
    if source.line is not None:
        return _record(source, text, config)
    if ending == "json":
        from timeline.reading.records import read_json

        return read_json(text, config, where, source.id)
    if ending in _TABLES:
        from timeline.reading.tables import read_table

        return read_table(text, config, where, source.id)
    if ending in _FEEDS or ending in _XML:
        return _xml(source, text, config)
    if (ending in _HTML and _TAG.search(text)) or _PAGE.match(text):
        from timeline.reading.html import read_html

        return read_html(text, config, where)
    if ending in _MARKDOWN or (ending in ("txt", "text", "") and text.startswith(("---\n", "+++\n"))):
        from timeline.reading.markdown import read_markdown

        return read_markdown(text, config, where)
    if text.startswith("<?xml"):
        return _xml(source, text, config)
    from timeline.reading.text import read_text

    return read_text(text, config, where)


_SCANNED = ("it holds pictures of pages, no text", "Run it through OCR first.")
_WORDLESS = (
    "there is no text in its paragraphs and tables",
    "Save as text what stands in its boxes or pictures.",
)


def _document(text_of: Callable[[], str], source: Source, config: Config, without: tuple[str, str]) -> Found:
    from timeline.reading.text import read_text

    try:
        text = text_of()
    except ValueError as error:
        return [
            _diagnostic(
                source.path, "damaged-file", f"{error}", "Open it and save it again, or save its text."
            )
        ]
    if not text.strip():
        return [_diagnostic(source.path, "no-text", *without)]
    return read_text(text, config, source.path)


def _xml(source: Source, text: str, config: Config) -> Found:
    from timeline.reading import feeds, xml

    root = xml.root_of(text)
    if root is None:
        return [_diagnostic(source.path, "bad-xml", "it is not XML", "Export it again, whole.")]
    name = xml.name(root).lower()
    if name in ("rss", "feed", "rdf"):
        return feeds.read_feed(text, config, source.path, source.id)
    if name == "html":
        from timeline.reading.html import read_html

        return read_html(text, config, source.path)
    return xml.read_xml(root, config, source.path, source.id)


def _record(source: Source, text: str, config: Config) -> Found:
    from timeline.reading.records import read_record

    try:
        record = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        return [
            _diagnostic(
                source.path, "bad-json", f"the line is not JSON: {error}", "Write one JSON object a line."
            )
        ]
    if not isinstance(record, dict):
        hint = 'Write one object a line: {"date": "2016-12-11", "title": "…", "text": "…"}.'
        return [_diagnostic(source.path, "bad-json", "the line holds no JSON object", hint)]
    return [read_record(record, config, source.path)]


def _charset(data: bytes) -> str | None:
    match = _META_CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _empty(where: str) -> Diagnostic:
    return _diagnostic(where, "empty-file", "there is no text in it", "Fill it or remove it.")


def _diagnostic(where: str, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(where=where, code=code, message=message, hint=hint)
