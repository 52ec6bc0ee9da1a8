"""Texts → time expressions, one document in memory at a time: what ``tag`` and ``explain`` show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from timeline.build.extraction import read_all, tag, undoubted
from timeline.build.projects import Project
from timeline.civil import DAY, HOUR, MINUTE, Grain, Interval, days_from_civil, month_length
from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import Anchor, Article, Evidence, Genre, Resolution

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
        elif name.endswith((".txt", ".text")) or (not Path(name).suffix and Path(name).is_file()):
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
    tagged = _tagged(article, config, findings)
    return msgspec.structs.replace(tagged, ident=document.id)


def _bare(text: str, path: str, when: Anchor | None, lang: str = "en", genre: str | None = None) -> Article:
    """A text alone as an article."""
    known: Genre | None = genre if genre in ("news", "narrative") else None  # type: ignore[assignment]  # "in" narrows no literal
    return Article(id=path, path=path, title="", text=text, blocks=(), anchor=when, lang=lang, genre=known)


def _tag_plain(data: bytes, name: str, project: Project, given: Anchor | None) -> Tagged:
    from timeline.reading.decode import to_the_letter

    text, found = to_the_letter(data, name)
    if given is None and name != STDIN:
        # The header may say when it was written; the text is still tagged as it stands.
        given = next(
            (
                article.anchor
                for article, _ in read_all([name], project.config, roots=project.roots)
                if article
            ),
            None,
        )
    return _tagged(_bare(text, name, given), project.config, found)


def _tag_articles(
    name: str, project: Project, given: Anchor | None, stdin: BinaryIO | None = None
) -> Iterator[Tagged]:
    from timeline.chronology import load_corrections

    corrections = load_corrections(project.corrections)
    for article, findings in read_all([name], project.config, stdin, project.roots):
        if article is None:
            yield Tagged(diagnostics=findings, as_given=False)
        else:
            decided = corrections.article(article)
            anchored = msgspec.structs.replace(decided, anchor=given or decided.anchor)
            said = undoubted(anchored, findings)
            yield msgspec.structs.replace(_tagged(anchored, project.config, said), as_given=False)


def explain_articles(
    file: str, project: Project, *, dct: str | None = None, stdin: BinaryIO
) -> Iterator[Tagged]:
    """The articles of one file (``-`` is ``stdin``) with their time expressions."""
    yield from _tag_articles(file, project, anchor(dct) if dct else None, stdin)


def _tagged(article: Article, config: Config, findings: Iterable[Diagnostic] = ()) -> Tagged:
    resolutions, said = tag(article, config)
    return Tagged(article=article, resolutions=resolutions, diagnostics=(*findings, *said))
