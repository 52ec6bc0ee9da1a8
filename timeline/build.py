"""Composition: the one place where stages meet.

The program can be read off :func:`build`: walk → read → (date and language as people decided) → tag → extract,
an article at a time; then chronicle, plan, render and write, all together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import msgspec

from timeline.civil import DAY, HOUR, MINUTE, Grain, Interval, days_from_civil, month_length
from timeline.config import Config, find, load
from timeline.errors import Diagnostic, InputError, LanguageDataError
from timeline.model import (
    Anchor,
    Article,
    ArticleDigest,
    Chronology,
    Evidence,
    Genre,
    Resolution,
)

if TYPE_CHECKING:
    from timeline.chronology import Corrections
    from timeline.publishing.exports import Loss
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
    itself = not articles or (
        file is not None and len(articles) == 1 and paths and paths[0].resolve() == folder.resolve()
    )
    if itself and file is not None:
        articles = [str(folder / name) for name in loaded.config.articles]
    elif not articles:
        here = folder / "articles"
        articles = [str(here if here.is_dir() else folder)]
    return Project(
        root=folder, config=loaded.config, origins=loaded.origins, articles=tuple(articles), file=file
    )


# --- one text at a time -----------------------------------------------------------------------------------

STDIN = "-"
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
    if (
        not 1 <= month <= 12
        or (match[3] and not 1 <= day <= month_length(year, month))
        or hour > 23
        or minute > 59
    ):
        raise ValueError(f"'{stamp}' is on no calendar")
    start = days_from_civil(year, month, day or 1) * DAY + hour * HOUR + minute * MINUTE
    length = {Grain.MINUTE: MINUTE, Grain.DAY: DAY, Grain.MONTH: month_length(year, month) * DAY}[grain]
    return Anchor(
        moment=Interval(start, start + length, grain),
        zone=match[7],
        evidence=Evidence(source="option", words=stamp),
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
    """A text with its time expressions; ``article`` is ``None`` where nothing could be read.

    ``ident`` is the id that a record gave, to the letter; text and files go by their article's.
    """

    ident: str | int | None = None
    article: Article | None = None
    resolutions: tuple[Resolution, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    as_given: bool = True
    """Whether the offsets are those of the text as it was given, rather than of an article's body."""

    @property
    def lacks_anchor(self) -> bool:
        """Whether relative expressions are there and nothing to count from."""
        unanchored = self.article is not None and self.article.anchor is None
        return unanchored and any(resolution.value is None for resolution in self.resolutions)


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
            yield from _tag_stream(stdin, STDIN, project, given, jsonl)
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
            yield Tagged(diagnostics=(_untagged(name, number, f"this line was not tagged: {error}"),))
        else:
            yield _tag_document(document, name, number, config, given)


def _untagged(name: str, line: int, message: str) -> Diagnostic:
    hint = 'Write one JSON object a line, with at least "text".'
    return Diagnostic(where=name, line=line, code="bad-record", message=message, hint=hint)


def _tag_document(document: Document, name: str, line: int, config: Config, given: Anchor | None) -> Tagged:
    findings: list[Diagnostic] = []
    when = given
    if stamp := document.dct or document.date or document.published:
        try:
            when = anchor(stamp)
        except ValueError as error:
            findings.append(Diagnostic(where=name, line=line, code="bad-date", message=f"{error}",
                                       hint='Write the "dct" as 2016-12-11 or 2016-12-11T20:54+04:00.'))  # fmt: skip
    article = _bare(document.text, f"{name}:{line}", when, document.lang or "en", document.genre)
    tagged = _tag(article, config, findings)
    return msgspec.structs.replace(tagged, ident=document.id)


def _bare(text: str, path: str, when: Anchor | None, lang: str = "en", genre: str | None = None) -> Article:
    """A text alone as an article."""
    known: Genre | None = genre if genre in ("news", "narrative") else None  # type: ignore[assignment]
    return Article(id=path, path=path, title="", text=text, blocks=(), anchor=when, lang=lang, genre=known)


def _tag_plain(data: bytes, name: str, project: Project, given: Anchor | None) -> Tagged:
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    if given is None and name != STDIN:
        # The header may say when it was written; the text is still tagged as it stands.
        given = next((article.anchor for article, _ in _read([name], project.config) if article), None)
    return _tag(_bare(text, name, given), project.config)


def _tag_articles(
    name: str, project: Project, given: Anchor | None, stdin: BinaryIO | None = None
) -> Iterator[Tagged]:
    for article, findings in _read([name], project.config, stdin):
        if article is None:
            yield Tagged(diagnostics=findings, as_given=False)
        else:
            anchored = msgspec.structs.replace(article, anchor=given or article.anchor)
            yield msgspec.structs.replace(_tag(anchored, project.config, findings), as_given=False)


def _tag(article: Article, config: Config, findings: Iterable[Diagnostic] = ()) -> Tagged:
    findings = list(findings)
    resolutions: tuple[Resolution, ...] = ()
    try:
        resolutions = tagger(article.lang, config.date_order).tag(
            article.text, article.anchor, genre=article.genre, blocks=article.blocks
        )
    except LanguageDataError as error:
        findings += (
            msgspec.structs.replace(d, where=article.path, level="warning") for d in error.diagnostics
        )
    return Tagged(article=article, resolutions=resolutions, diagnostics=tuple(findings))


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
    yield from _tag_articles(file, project, anchor(dct) if dct else None, stdin)


# --- all articles together --------------------------------------------------------------------------------


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read and what came of it: what the site and the exports are made from."""

    chronology: Chronology
    digests: tuple[ArticleDigest, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def articles(self) -> dict[str, Article]:
        """The articles by their id."""
        return {digest.article.id: digest.article for digest in self.digests}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a build made."""

    out: Path
    articles: int
    events: int
    undated: int
    written: int
    unchanged: int
    removed: int
    diagnostics: tuple[Diagnostic, ...] = ()


class Watcher(Protocol):
    """Whoever wants to know how far a build is."""

    def stage(self, label: str, total: int | None = None) -> None:
        """A new stage begins; ``total`` units of work lie ahead, where that is known."""

    def advance(self, amount: int = 1) -> None:
        """So much is done."""


def digest(article: Article, config: Config, findings: Iterable[Diagnostic] = ()) -> ArticleDigest:
    """Tag one article and extract its mentions: a pure function of the article and the configuration."""
    from timeline.chronology import extract

    tagged = _tag(article, config, findings)
    return ArticleDigest(
        article=article,
        resolutions=tagged.resolutions,
        mentions=extract(article, tagged.resolutions),
        diagnostics=tagged.diagnostics,
    )


def digests(
    project: Project,
    corrections: Corrections,
    *,
    stdin: BinaryIO | None = None,
    watcher: Watcher | None = None,
) -> Iterator[ArticleDigest | Diagnostic]:
    """Every article that is to be published, read, tagged and extracted; findings about what gave none."""
    if watcher:
        watcher.stage("Reading")
    for article, findings in _read(project.articles, project.config, stdin):
        if article is None:
            yield from findings
        else:
            yield digest(corrections.article(article), project.config, findings)
        if watcher:
            watcher.advance()


def tell(
    project: Project, *, now: str | None = None, stdin: BinaryIO | None = None, watcher: Watcher | None = None
) -> Told:
    """Read everything and put it in order. Raises :class:`InputError` when there is no article at all."""
    from timeline.chronology import chronicle, load_corrections

    corrections = load_corrections(project.corrections)
    kept, findings = _gather(project, corrections, now, stdin, watcher)
    if watcher:
        watcher.stage("Ordering")
    told = chronicle(kept, corrections, project.config)
    return Told(
        chronology=msgspec.structs.replace(told, diagnostics=(*findings, *told.diagnostics)),
        digests=tuple(kept),
        diagnostics=(*findings, *told.diagnostics),
    )


def _gather(
    project: Project,
    corrections: Corrections,
    now: str | None,
    stdin: BinaryIO | None,
    watcher: Watcher | None,
) -> tuple[list[ArticleDigest], list[Diagnostic]]:
    """The articles that may be published, in the order of their ids, and every finding about what was read."""
    kept: list[ArticleDigest] = []
    findings: list[Diagnostic] = []
    for item in digests(project, corrections, stdin=stdin, watcher=watcher):
        if isinstance(item, Diagnostic):
            findings.append(item)
        elif held := _held_back(item.article, project.config, now):
            findings.append(held)
        else:
            kept.append(item)
    if not kept and not findings:
        where = ", ".join(project.articles)
        raise InputError(Diagnostic(where=where, code="no-articles", message="no article was found here", level="error",
                                    hint="Name a folder, file or archive of articles (docs/formats.md)."))  # fmt: skip
    kept.sort(key=lambda d: d.article.id)
    findings += (finding for digest in kept for finding in digest.diagnostics)
    return kept, findings


def _moment(stamp: str) -> int:
    """A stamp in seconds of UTC; one without a zone is taken as UTC."""
    given = anchor(stamp)
    start = given.moment.start or 0
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)?", given.zone or ""):
        shift = int(match[2]) * HOUR + int(match[3] or 0) * MINUTE
        start -= shift if match[1] == "+" else -shift
    return start


def _held_back(article: Article, config: Config, now: str | None) -> Diagnostic | None:
    """Why an article is not to be published yet, if so. Only an explicit clock lifts an embargo."""
    if article.draft and not config.drafts:
        return Diagnostic(where=article.path, code="draft", message="left out: it is a draft", level="note",
                          hint="Publish drafts with --set drafts=true.")  # fmt: skip
    until = article.embargo or config.embargo
    if until and not (now and _moment(now) >= _moment(until)):
        return Diagnostic(where=article.path, code="embargo", message=f"left out: under embargo until {until}", level="note",
                          hint=f"Build with --now {until} or later.")  # fmt: skip
    return None


def build(
    project: Project,
    out: Path,
    *,
    now: str | None = None,
    stdin: BinaryIO | None = None,
    watcher: Watcher | None = None,
) -> Report:
    """Build the site of a project into ``out``: the whole program, top to bottom."""
    from timeline.publishing import site, write

    told = tell(project, now=now, stdin=stdin, watcher=watcher)
    if watcher:
        watcher.stage("Publishing")
    files = site(told.chronology, told.digests, project.config, theme=project.theme, now=now)
    written = write(_counted(files, watcher), out)
    return Report(
        out=out,
        articles=len(told.digests),
        events=len(told.chronology.events),
        undated=len(told.chronology.undated),
        written=written.written,
        unchanged=written.unchanged,
        removed=written.removed,
        diagnostics=told.diagnostics,
    )


def _counted(files: Iterable[tuple[str, bytes]], watcher: Watcher | None) -> Iterator[tuple[str, bytes]]:
    for file in files:
        yield file
        if watcher:
            watcher.advance()


def export(
    project: Project,
    format_: str,
    losses: list[Loss],
    *,
    now: str | None = None,
    stdin: BinaryIO | None = None,
    watcher: Watcher | None = None,
) -> tuple[tuple[Diagnostic, ...], Iterator[bytes]]:
    """The chronology in one of :data:`timeline.publishing.exports.FORMATS`, and what was found on the way."""
    from timeline.publishing.exports import FORMATS

    told = tell(project, now=now, stdin=stdin, watcher=watcher)
    chunks = FORMATS[format_].exporter()(told.chronology, told.articles, project.config, losses)
    return told.diagnostics, (chunk.encode() if isinstance(chunk, str) else chunk for chunk in chunks)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a summary shall be: how many days, how many sentences a day, about what, between which ISO days."""

    dates: int
    sentences: int
    keywords: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    spread: bool = False


def summarize(
    project: Project,
    wanted: Wanted,
    *,
    now: str | None = None,
    stdin: BinaryIO | None = None,
    watcher: Watcher | None = None,
) -> tuple[list[Diagnostic], list[tuple[str, list[str]]]]:
    """The days that matter most, with sentences for each, and what was found on the way."""
    from timeline.chronology import load_corrections
    from timeline.chronology import summarize as condense

    kept, findings = _gather(project, load_corrections(project.corrections), now, stdin, watcher)
    return findings, condense(kept, **msgspec.structs.asdict(wanted))


def check(
    project: Project, *, now: str | None = None, stdin: BinaryIO | None = None, watcher: Watcher | None = None
) -> list[Diagnostic]:
    """Every finding, at the level that the configuration gives its code, sorted by place."""
    told = tell(project, now=now, stdin=stdin, watcher=watcher)
    return levelled(told.diagnostics, project.config)


def levelled(findings: Iterable[Diagnostic], config: Config) -> list[Diagnostic]:
    """Findings at their configured levels, without those to be ignored, sorted by place."""
    kept = []
    for finding in findings:
        level = config.check.get(finding.code, finding.level)
        if level != "ignore":
            kept.append(finding if level == finding.level else msgspec.structs.replace(finding, level=level))
    return sorted(kept, key=lambda d: (d.where, d.line or 0, d.column or 0, d.code, d.message))
