"""Composition: the one place where stages meet.

The program can be read off :func:`build`: walk → read → (date and language as people decided) → tag → extract,
an article at a time; then chronicle, plan, render and write, all together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from timeline.civil import DAY, HOUR, MINUTE, Grain, Interval, days_from_civil, month_length
from timeline.config import Config, find, load
from timeline.errors import Diagnostic, InputError, LanguageDataError
from timeline.model import Anchor, Article, ArticleDigest, Block, Chronology, Evidence, Genre, Resolution

if TYPE_CHECKING:
    from timeline.chronology import Corrections
    from timeline.reading import Source
    from timeline.temporal import Tagger


# --- what is built ----------------------------------------------------------------------------------------


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration and what it is about: the folder it speaks of and the articles to read."""

    root: Path
    config: Config
    origins: Mapping[str, str]
    articles: tuple[str, ...]
    file: Path | None = None

    @property
    def corrections(self) -> Path:
        """The file of decisions, there or not."""
        return self.root / self.config.corrections

    @property
    def theme(self) -> Path | None:
        """The project's own templates: the configured folder, else ``templates/`` beside the configuration."""
        if self.config.theme:
            return self.root / self.config.theme
        own = self.root / "templates"
        return own if self.file and own.is_dir() else None


def project(
    articles: Sequence[str] = (),
    *,
    config_file: str | Path | None = None,
    settings: Iterable[str] = (),
    environ: Mapping[str, str] | None = None,
) -> Project:
    """The project that ``articles`` belong to.

    Its configuration is ``config_file``, else the nearest ``timeline.toml`` at or above the first of ``articles``
    (of the current folder, when there are none). Where ``articles`` is such a project's own folder, or empty, the
    configuration says what to read. Raises :class:`ConfigError` with every fault.
    """
    paths = [Path(given) for given in articles if given != "-"]
    start = paths[0] if paths else Path()
    file = Path(config_file) if config_file else find(start)
    loaded = load(file, environ=environ, settings=settings)
    folder = file.parent if file else start if start.is_dir() else start.parent
    itself = not articles or (file is not None and len(articles) == 1 and paths and paths[0].resolve() == folder.resolve())
    if itself and file is not None:
        articles = [str(folder / name) for name in loaded.config.articles]
    elif not articles:
        here = folder / "articles"
        articles = [str(here if here.is_dir() else folder)]
    return Project(root=folder, config=loaded.config, origins=loaded.origins, articles=tuple(articles), file=file)


# --- one text at a time -----------------------------------------------------------------------------------

_STAMP = re.compile(
    r"(\d{4})-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?"
)


def anchor(stamp: str) -> Anchor:
    """The creation time that an option or a record gives, in ISO 8601.

    >>> anchor("2016-12-11T20:54+04:00").moment.earliest, anchor("20161211").moment.earliest
    ('2016-12-11T20:54', '2016-12-11')

    Raises :class:`ValueError` for what is no date.
    """
    match = _STAMP.fullmatch(stamp.strip())
    if not match:
        raise ValueError(f"'{stamp}' is no ISO 8601 date")
    year, month, day, hour, minute = (int(part or 0) for part in match.groups()[:5])
    grain = Grain.MINUTE if match[4] else Grain.DAY if match[3] else Grain.MONTH
    if not 1 <= month <= 12 or (match[3] and not 1 <= day <= month_length(year, month)) or hour > 23 or minute > 59:
        raise ValueError(f"'{stamp}' is on no calendar")
    start = days_from_civil(year, month, day or 1) * DAY + hour * HOUR + minute * MINUTE
    length = {Grain.MINUTE: MINUTE, Grain.DAY: DAY, Grain.MONTH: month_length(year, month) * DAY}[grain]
    return Anchor(
        moment=Interval(start, start + length, grain), zone=match[7], evidence=Evidence(source="option", words=stamp)
    )


class Document(msgspec.Struct, frozen=True):
    """One line of JSON to tag: a text, its language and its creation time."""

    text: str
    id: str | int | None = None
    dct: str | None = None
    date: str | None = None
    published: str | None = None
    lang: str | None = None
    genre: str | None = None


class Tagged(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its time expressions. ``lacks_anchor``: relative ones are there and nothing to count from."""

    id: str | int | None
    text: str
    resolutions: tuple[Resolution, ...] = ()
    anchor: Anchor | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    lacks_anchor: bool = False
    from_article: bool = False
    """Whether ``text`` is an article's body rather than the text as it was given."""


@lru_cache(maxsize=8)
def tagger(lang: str, date_order: str) -> Tagger:
    """The tagger of a language, loaded once; raises :class:`LanguageDataError` where there is none."""
    from timeline.temporal import Tagger

    return Tagger(lang, date_order=date_order)  # type: ignore[arg-type]


def tag_documents(
    files: Iterable[str], project: Project, *, dct: str | None = None, jsonl: bool = False, stdin: BinaryIO
) -> Iterator[Tagged]:
    """Tag what ``files`` hold (``-`` is ``stdin``), in order, one document in memory at a time."""
    given = anchor(dct) if dct else None
    for name in files:
        if name == "-":
            yield from _tag_stream(stdin, "<stdin>", project, given, jsonl)
        elif jsonl or name.endswith((".jsonl", ".ndjson")):
            with Path(name).open("rb") as stream:
                yield from _tag_lines(stream, name, project.config, given)
        elif name.endswith((".txt", ".text")) or not Path(name).suffix:
            yield _tag_plain(Path(name).read_bytes(), name, project, given)
        else:
            yield from _tag_articles(name, project, given)


def _tag_stream(
    stream: BinaryIO, name: str, project: Project, given: Anchor | None, jsonl: bool
) -> Iterator[Tagged]:
    """Standard input: JSON lines when it begins like one, else one plain text."""
    first = stream.readline()
    while first and not first.strip():
        first = stream.readline()
    if jsonl or first.lstrip().startswith(b"{"):
        yield from _tag_lines(_chain(first, stream), name, project.config, given)
    else:
        yield _tag_plain(first + stream.read(), name, project, given)


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _tag_lines(lines: Iterable[bytes], name: str, config: Config, given: Anchor | None) -> Iterator[Tagged]:
    decoder = msgspec.json.Decoder(Document)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            finding = Diagnostic(where=name, line=number, code="bad-record", message=f"this line was not tagged: {error}",
                                 hint='Write one JSON object a line, with at least "text".')  # fmt: skip
            yield Tagged(id=None, text="", diagnostics=(finding,))
            continue
        yield _tag_document(document, name, number, config, given)


def _tag_document(document: Document, name: str, line: int, config: Config, given: Anchor | None) -> Tagged:
    findings: list[Diagnostic] = []
    when = given
    if stamp := document.dct or document.date or document.published:
        try:
            when = anchor(stamp)
        except ValueError as error:
            findings.append(Diagnostic(where=name, line=line, code="bad-date", message=f"{error}",
                                       hint='Write the "dct" as 2016-12-11 or 2016-12-11T20:54+04:00.'))  # fmt: skip
    genre: Genre | None = document.genre if document.genre in ("news", "narrative") else None  # type: ignore[assignment]
    return _tag(document.id, document.text, when, config, f"{name}:{line}", findings, lang=document.lang or "en", genre=genre)


def _tag_plain(data: bytes, name: str, project: Project, given: Anchor | None) -> Tagged:
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    if given is None and name != "<stdin>":
        # The header may say when it was written; the text is still tagged as it stands.
        given = next((article.anchor for article, _ in _read([name], project.config) if article), None)
    return _tag(name, text, given, project.config, name, [])


def _tag_articles(name: str, project: Project, given: Anchor | None) -> Iterator[Tagged]:
    for article, findings in _read([name], project.config):
        if article is None:
            yield Tagged(id=name, text="", diagnostics=tuple(findings))
        else:
            tagged = _tag(article.id, article.text, given or article.anchor, project.config, article.path,
                          list(findings), lang=article.lang, genre=article.genre)  # fmt: skip
            yield msgspec.structs.replace(tagged, from_article=True)


def _tag(
    ident: str | int | None, text: str, when: Anchor | None, config: Config, where: str, findings: list[Diagnostic],
    lang: str = "en", genre: Genre | None = None, blocks: tuple[Block, ...] = (),
) -> Tagged:  # fmt: skip
    resolutions: tuple[Resolution, ...] = ()
    try:
        resolutions = tagger(lang, config.date_order).tag(text, when, genre=genre, blocks=blocks)
    except LanguageDataError as error:
        findings.extend(msgspec.structs.replace(d, where=where, level="warning") for d in error.diagnostics)
    lacks = when is None and any(r.value is None for r in resolutions)
    return Tagged(id=ident, text=text, resolutions=resolutions, anchor=when, diagnostics=tuple(findings), lacks_anchor=lacks)


def _read(
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


def explain_articles(
    file: str, project: Project, *, dct: str | None = None, stdin: BinaryIO
) -> Iterator[Tagged]:
    """The articles of one file (``-`` is ``stdin``) with their time expressions."""
    given = anchor(dct) if dct else None
    for article, findings in _read([file], project.config, stdin):
        if article is None:
            yield Tagged(id=file, text="", diagnostics=findings)
        else:
            yield _tag(article.id, article.text, given or article.anchor, project.config, article.path,
                       list(findings), lang=article.lang, genre=article.genre, blocks=article.blocks)  # fmt: skip
