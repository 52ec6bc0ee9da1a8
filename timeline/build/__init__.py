"""Composition: the one place where stages meet.

The program can be read off :func:`build`: walk → read → (date and language as people decided) → tag → extract,
a source at a time (:mod:`timeline.build.extraction`, for all of them :mod:`timeline.build.gathering`); then chronicle,
plan, render and write, all together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from timeline.build.documents import STDIN, Tagged, anchor, explain_articles, tag_documents
from timeline.build.gathering import Means, Memory, Silent, Walked, Watcher, extract_all
from timeline.build.program import program
from timeline.build.projects import Project, project
from timeline.build.sharing import Sealed
from timeline.civil import HOUR, MINUTE
from timeline.config import Config
from timeline.errors import Diagnostic, InputError
from timeline.model import Article, ArticleDigest, Chronology, Event
from timeline.store import Store
from timeline.store import digest as digest_of

if TYPE_CHECKING:
    from timeline.chronology import Corrections
    from timeline.chronology.memo import Memo, Recall
    from timeline.publishing import Again
    from timeline.publishing.exports import Loss

__all__ = ["Means", "Memory", "Project", "Report", "Silent", "Tagged", "Told", "Wanted", "Watcher", "anchor", "build", "check",
           "explain_articles", "export", "levelled", "project", "summarize", "tag_documents", "tell"]  # fmt: skip


T = TypeVar("T")
_PLAIN = Means()


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


def tell(
    project: Project, *, now: str | None = None, as_of: str | None = None, means: Means = _PLAIN
) -> Told:
    """Read everything and put it in order. Raises :class:`InputError` when there is no article at all.

    With ``as_of``, an ISO day, it is the chronology as it stood on that day: from the articles published until then,
    with what people decided about them; events that people added by hand are in no article, and left out.
    """
    return _tell(project, now, as_of, means)


def _tell(
    project: Project,
    now: str | None,
    as_of: str | None,
    means: Means,
    walked: Walked | None = None,
) -> Told:
    """The same; ``walked`` is all that there is to read, where somebody walked it already."""
    from timeline.chronology import chronicle, load_corrections, suppressed

    corrections = load_corrections(project.corrections)
    digests, findings, held = _gather(project, corrections, now, means, as_of, walked)
    corrections = msgspec.structs.replace(
        corrections,
        events=corrections.events if as_of is None else (),
        whole=project.whole and as_of is None,
        absent=frozenset(name for digest in held for name in _ids(digest)),
    )
    means.watcher.stage("Ordering")
    with _remembering(project, means, as_of) as memo:
        told = chronicle(digests, corrections, project.config, memo)
    said = (finding for digest in (*digests, *held) for finding in digest.diagnostics)
    return Told(
        chronology=msgspec.structs.replace(told, diagnostics=(*findings, *told.diagnostics)),
        digests=tuple(suppressed(digests, corrections)),
        diagnostics=levelled((*findings, *said, *told.diagnostics), project.config),
    )


def _ids(digest: ArticleDigest) -> Iterator[str]:
    """What decisions may call an article and the statements in it."""
    yield digest.article.id
    yield from (mention.id for mention in digest.mentions)


@contextmanager
def _remembering(project: Project, means: Means, as_of: str | None) -> Iterator[Memo | Recall | None]:
    """What the last build of this project found out about its events, where there is a cache."""
    recall = means.memory.recall if means.memory is not None else None
    if means.cache is None or (recall and recall.slots):
        yield recall
        return
    store = Store(means.cache)
    try:
        ours = digest_of(
            b"chronicle", program(), "\0".join(project.articles).encode(), (as_of or "").encode()
        )
        kept = _Remembered(store, ours)
        if recall is not None:
            recall.before = kept
        yield recall or kept
    finally:
        store.close()
        if recall is not None:
            recall.before = None


class _Remembered(msgspec.Struct, frozen=True):
    """The part of the cache that one project's chronology has, under this program."""

    store: Store
    salt: bytes

    def get(self, key: bytes, /) -> bytes | None:
        """What the last build kept."""
        return self.store.get(digest_of(self.salt, key))

    def put(self, key: bytes, value: bytes, /) -> None:
        """Keep it for the next one."""
        self.store.put(digest_of(self.salt, key), value)


class _Gathered(NamedTuple):
    """The articles that may be published, in the order of their ids; what was found that belongs to none of them; and
    the articles that are held back, of which nothing is published, not even what was found of them.
    """

    digests: tuple[ArticleDigest, ...]
    findings: list[Diagnostic]
    held: list[ArticleDigest]


def _gather(
    project: Project,
    corrections: Corrections,
    now: str | None,
    means: Means,
    as_of: str | None = None,
    walked: Walked | None = None,
) -> _Gathered:
    """Everything that is there, and what may be published of it."""
    kept: list[Sealed] = []
    back: list[ArticleDigest] = []
    findings: list[Diagnostic] = []
    for item in extract_all(project.articles, project.config, corrections, means, project.roots, walked):
        if isinstance(item, Diagnostic):
            findings.append(item)
        elif held := _held_back(item.article, project.config, now):
            findings.append(held)
            back.append(item.open())
        else:
            kept.append(item)
    missing = [finding for finding in findings if finding.level == "error"]
    if not kept and missing:
        raise InputError(missing)
    if not kept and not any(finding.code in ("draft", "embargo") for finding in findings):
        none = "no article could be read here" if findings else "no article was found here"
        raise InputError([*findings, Diagnostic(where=", ".join(project.articles), code="no-articles", message=none, level="error",
                                                hint="Name a folder, file or archive of articles (docs/formats.md).")])  # fmt: skip
    distinct = tuple(_distinct(kept, findings))
    standing = tuple(_standing(distinct if as_of is None else _until(distinct, as_of), findings))
    return _Gathered(standing, findings, back)


def _until(digests: tuple[Sealed, ...], day: str) -> tuple[Sealed, ...]:
    """The articles that were published by the end of a day; a later version stands for none of them yet."""
    from timeline.chronology import as_of

    known = tuple(as_of(digests, day))
    if digests and not known:
        raise InputError(Diagnostic(where="--as-of", code="no-articles", message=f"no article was published by {day}", level="error",
                                    hint="Name a later day, or give the articles their dates (docs/formats.md)."))  # fmt: skip
    return known


def _standing(digests: tuple[Sealed, ...], findings: list[Diagnostic]) -> Iterator[ArticleDigest]:
    """Of each story the latest version tells; the earlier ones are listed, a story that its source withdrew is not."""
    from timeline.reading import standings

    known = standings(digest.article for digest in digests)
    for digest in digests:
        standing = known.get(digest.article.id)
        if standing is None or standing.stands:
            yield digest.open()
        elif standing.withdrawn:
            findings.append(
                Diagnostic(where=digest.article.path, code="withdrawn", message=f"left out: {standing.why}", level="note",
                           hint="Nothing needs to be done; remove the kill notice to publish it all the same.")
            )  # fmt: skip
        else:
            findings.append(
                Diagnostic(where=digest.article.path, code="superseded", message=f"listed, but not told: {standing.why}", level="note",
                           hint="Nothing needs to be done; versions are known by their headline, source and day.")
            )  # fmt: skip
            yield _listed(digest.bare, standing.story)


def _listed(digest: ArticleDigest, story: str) -> ArticleDigest:
    """An earlier version of a story: it tells nothing, and names the days that it named."""
    from timeline.chronology import untold

    return msgspec.structs.replace(
        digest,
        article=msgspec.structs.replace(digest.article, superseded_by=story),
        weighed=untold(digest.weighed),
        mark=digest_of(digest.mark, story.encode()) if digest.mark else b"",
    )


def _distinct(digests: list[Sealed], findings: list[Diagnostic]) -> Iterator[Sealed]:
    """The digests in the order of their ids; where two share one, the later path's gets another, and a finding."""
    from timeline.chronology import extract

    taken: set[str] = set()
    for digest in sorted(digests, key=lambda d: (d.article.id, d.article.path)):
        article = digest.article
        if article.id not in taken:
            taken.add(article.id)
            yield digest
            continue
        number = 2
        while (name := f"{article.id}-{number}") in taken:
            number += 1
        taken.add(name)
        findings.append(
            Diagnostic(where=article.path, code="duplicate-id", message=f"another article is called '{article.id}'; this one is '{name}' here",
                       hint="Give each article an id of its own: in its record or front matter, or by its file name.")
        )  # fmt: skip
        renamed = msgspec.structs.replace(article, id=name)
        mentions = extract(renamed, digest.bare.resolutions)
        yield Sealed.of(digest.bare.but(article=renamed, mentions=mentions))


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
    as_of: str | None = None,
    since: Path | None = None,
    means: Means = _PLAIN,
) -> Report:
    """Build the site of a project into ``out``: the whole program, top to bottom.

    ``since`` is ``timeline.json`` of an earlier publication: the site says what changed.
    """
    from timeline.build.comparing import publication
    from timeline.build.unchanged import look, recall, remember
    from timeline.publishing import Again

    earlier = publication(since, out) if since else None
    looks = look(project)
    known = recall(project, out, looks, (now, as_of, earlier, project.whole), means, Report)
    if known.done:
        return known.done
    again = Again(known.standing, looks, means.jobs, out.parent)
    made = _publish(project, out, now, as_of, earlier, means, again, known.walked)
    remember(known.inputs, again, made, means)
    notes = [note for note in known.notes if note not in made.diagnostics]
    if not notes:
        return made
    return msgspec.structs.replace(made, diagnostics=levelled((*notes, *made.diagnostics), project.config))


def _publish(
    project: Project,
    out: Path,
    now: str | None,
    as_of: str | None,
    earlier: list[dict[str, Any]] | None,
    means: Means,
    again: Again,
    walked: Walked | None,
) -> Report:
    from timeline.build.comparing import followed
    from timeline.build.provenance import traced
    from timeline.publishing import renewed, write
    from timeline.publishing.exports.records import event_record

    told = _tell(project, now, as_of, means, walked)
    if earlier is not None:
        record = partial(event_record, articles=told.articles, config=project.config)
        told = msgspec.structs.replace(told, chronology=followed(told.chronology, earlier, record))
    means.watcher.stage("Publishing")
    files = renewed(
        told.chronology,
        told.digests,
        project.config,
        again,
        theme=project.theme,
        now=now,
        since=earlier,
    )
    if project.config.provenance:
        files = traced(files, project, told)
    written = write(
        _counted(files, means.watcher), out, inputs=_inputs(project), keep=means.cache is not None
    )
    return Report(
        out=out,
        articles=len(told.digests),
        events=len(told.chronology.events),
        undated=len(told.chronology.undated),
        written=written.written,
        unchanged=written.unchanged,
        removed=written.removed,
        diagnostics=levelled((*told.diagnostics, *_left_out(project.config)), project.config),
    )


def _left_out(config: Config) -> Iterator[Diagnostic]:
    """What the site lacks because an extra is not installed."""
    from timeline.publishing import picture
    from timeline.publishing.search import available

    if config.base_url and not picture.available():
        yield Diagnostic(where="images", code="picture-left-out", level="note", message="the site has no picture for those who link to it",
                         hint="Install it with: pip install 'timeline[images]'.")  # fmt: skip
    if config.search and not available():
        yield Diagnostic(where="search", code="search-left-out", message="the site has no search page", level="note",
                         hint="Install it with: pip install 'timeline[search]', or say search = false.")  # fmt: skip


def _inputs(project: Project) -> list[Path]:
    """What a build reads and must never write over."""
    given = [Path(path) for path in project.articles if path != STDIN]
    return [*given, *([project.file] if project.file else [])]


def _counted(files: Iterable[T], watcher: Watcher) -> Iterator[T]:
    for file in files:
        yield file
        watcher.advance()


def export(
    project: Project,
    format_: str,
    losses: list[Loss],
    *,
    now: str | None = None,
    as_of: str | None = None,
    means: Means = _PLAIN,
) -> tuple[tuple[Diagnostic, ...], Iterator[bytes]]:
    """The chronology in one of :data:`timeline.publishing.exports.FORMATS`, and what was found on the way."""
    from timeline.publishing.exports import FORMATS

    told = tell(project, now=now, as_of=as_of, means=means)
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
    project: Project, wanted: Wanted, *, now: str | None = None, means: Means = _PLAIN
) -> tuple[tuple[Diagnostic, ...], list[tuple[str, list[str]]]]:
    """The days that matter most, with sentences for each, and what was found on the way."""
    from timeline.chronology import load_corrections, suppressed
    from timeline.chronology import summarize as condense

    corrections = load_corrections(project.corrections)
    digests, findings, held = _gather(project, corrections, now, means)
    findings += (finding for digest in (*digests, *held) for finding in digest.diagnostics)
    return levelled(findings, project.config), condense(
        suppressed(digests, corrections), **msgspec.structs.asdict(wanted)
    )


def check(
    project: Project,
    *,
    now: str | None = None,
    means: Means = _PLAIN,
    pages: bool = True,
    unreviewed: Callable[[Told], Iterable[Event]] | None = None,
) -> tuple[Diagnostic, ...]:
    """Every finding, at the level that the configuration gives its code, sorted by place.

    With ``pages`` the finished site is looked at, too; the events that ``unreviewed`` finds are errors, each.
    """
    from timeline.build.checks import of_chronology, of_site, unseen
    from timeline.publishing import site

    told = tell(project, now=now, means=means)
    findings = [*told.diagnostics, *of_chronology(told)]
    if unreviewed is not None:
        findings += unseen(told, unreviewed(told))
    if pages:
        means.watcher.stage("Pages")
        config = msgspec.structs.replace(project.config, search=False)
        files = site(told.chronology, told.digests, config, theme=project.theme, now=now)
        findings += of_site(_counted(files, means.watcher), config.base_url)
    return levelled(findings, project.config)


def levelled(findings: Iterable[Diagnostic], config: Config) -> tuple[Diagnostic, ...]:
    """Findings at their configured levels, without those to be ignored, sorted by place."""
    kept = []
    for finding in findings:
        level = config.check.get(finding.code, finding.level)
        if level != "ignore":
            kept.append(finding if level == finding.level else msgspec.structs.replace(finding, level=level))
    return tuple(
        sorted(kept, key=lambda d: (counting(d.where), d.line or 0, d.column or 0, d.code, d.message))
    )


def counting(where: str) -> tuple[tuple[str, int], ...]:
    """A key to sort places by as people count: the ninth record of a file before the tenth.

    >>> sorted(["a.jsonl:10", "a.jsonl:9", "a.txt"], key=counting)
    ['a.jsonl:9', 'a.jsonl:10', 'a.txt']
    """
    parts = re.split(r"([0-9]+)", where)
    return tuple(zip(parts[::2], map(int, [*parts[1::2], "0"]), strict=True))
