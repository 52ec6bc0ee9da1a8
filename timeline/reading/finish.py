"""Story → Article: the date is decided, by order of trust, and the evidence kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.config import Config, SourceConfig
from timeline.errors import Diagnostic
from timeline.model import Anchor, Article, Evidence
from timeline.reading import places, stamp, versions
from timeline.reading.language import base, language_of
from timeline.reading.patterns import Patterns
from timeline.reading.source import Source
from timeline.reading.story import Claim, Story, first_words

_PATH_DATE = re.compile(
    r"(?<!\d)(?P<y>1[0-9]\d\d|20\d\d|21\d\d)(?P<s>[-_/.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_REMEDY = (
    "Give the date in the front matter (date: 2016-12-11), in a line of its own under the title, in dates.csv, "
    "or in the file's name (2016-12-11-title.txt)."
)
_RECORDS = frozenset({"csv", "json", "tsv"})
_OF_A_RECORD = "Give the record a field date: 2016-12-11."


def finish(story: Story, source: Source, config: Config, id: str) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The article, and what is to be said of its date."""
    where = story.path or source.path
    known = _source(story, source, config)
    name = known.name if known else story.source or (source.row.source if source.row else None)
    marks = versions.marks(story.title, story.advice or story.body.text[:1500])
    anchor, found = _anchor(story, source, config, known, where)
    article = Article(
        id=id,
        path=where,
        title=marks.title or first_words(story.body.text[story.body.start :]),
        text=story.body.text,
        blocks=story.body.blocks,
        html=story.body.html,
        body_start=story.body.start,
        anchor=anchor,
        lang=_language(story, config),
        genre=story.genre,
        deck=story.deck,
        section=story.section,
        byline=story.byline,
        places=story.places,
        source=name,
        url=story.url,
        rights=story.rights or (known.rights if known else None),
        tags=story.tags,
        draft=story.draft or "/_drafts/" in f"/{where}",  # Jekyll's folder for them
        embargo=story.embargo,
        version=max(story.version, marks.version),
        status=story.status if marks.status == "usable" else marks.status,
        modified=story.modified,
        story=story.key,
    )
    if anchor is None and any(finding.code == "front-matter" for finding in story.diagnostics):
        found = ()  # one finding is enough: the date may well stand in what could not be read
    return article, (*story.diagnostics, *found)


def _language(story: Story, config: Config) -> str:
    """What the article says, else what its words tell; the pages' own language decides only where neither does."""
    if story.lang:
        return base(story.lang)
    return language_of(story.body.text[story.body.start :], base(config.language))


def path_claim(path: str) -> Claim | None:
    """The date that a file or its folders are named by.

    >>> path_claim("2016/12/11/x.html").stamp.moment.earliest, path_claim("1889-06-14_p3.txt").stamp.words
    ('2016-12-11', '1889-06-14')
    """
    for match in _PATH_DATE.finditer(path):
        moment = stamp.moment(int(match["y"]), int(match["m"]), int(match["d"]))
        if moment:
            found = stamp.Stamp(words=match[0], start=match.start(), end=match.end(), moment=moment)
            return Claim(source="path", stamp=found)
    return None


def _source(story: Story, source: Source, config: Config) -> SourceConfig | None:
    """What the configuration knows of where a story comes from: by folder, by the host of its URL, by name."""
    host = re.sub(
        r"^https?://(?:www\.)?([^/:]+).*$", r"\1", story.url or "", flags=re.IGNORECASE | re.DOTALL
    ).lower()
    for known in config.sources:
        if Patterns(known.paths, source.above).match(source.path):
            return known
        site = re.sub(
            r"^(?:https?://)?(?:www\.)?([^/:]+).*$", r"\1", known.url or "", flags=re.IGNORECASE
        ).lower()
        if host and site and (host == site or host.endswith("." + site)):
            return known
        if story.source and story.source.casefold() == known.name.casefold():
            return known
    return None


def _anchor(
    story: Story, source: Source, config: Config, known: SourceConfig | None, where: str
) -> tuple[Anchor | None, tuple[Diagnostic, ...]]:
    claims = list(story.claims)
    if source.row and source.row.date:
        claims.append(Claim(source="dates.csv", stamp=stamp.whole(source.row.date, config.date_order)))
    if by_path := path_claim(source.path):
        claims.append(by_path)
    zone = (
        story.zone
        or (source.row.zone if source.row else None)
        or (known.zone if known else None)
        or config.zone
    )
    found: list[Diagnostic] = []
    for number, claim in enumerate(claims):
        said = claim.stamp
        moment = said.moment
        if moment is None and said.partial:
            later = next((other.stamp.moment for other in claims[number + 1 :] if other.stamp.moment), None)
            moment = stamp.with_year(said, later) if later else None
        if moment is None:
            continue
        if said.problem and said.moment:
            found.append(_diagnostic(claim, where))
        anchor = Anchor(
            moment=moment,
            evidence=Evidence(source=claim.source, words=said.words),
            zone=said.zone or zone,
            place_zone=places.zone_of(story.places) if story.places else None,
        )
        return anchor, (*found, *_unread(claims[:number], where))
    record = source.line is not None or source.ending in _RECORDS
    return None, (_no_date(claims, where, _OF_A_RECORD if record else _REMEDY),)


def _unread(claims: Sequence[Claim], where: str) -> list[Diagnostic]:
    """Stamps that were trusted more but could not be read: worth a warning even where another place says the date."""
    return [_diagnostic(claim, where) for claim in claims if claim.stamp.problem and not claim.stamp.partial]


def _diagnostic(claim: Claim, where: str) -> Diagnostic:
    problem = claim.stamp.problem
    assert problem is not None
    return Diagnostic(where=where, code=problem.code, message=problem.message, hint=problem.hint)


def _no_date(claims: Sequence[Claim], where: str, remedy: str) -> Diagnostic:
    """Exactly one finding for an article without a date: why its best stamp says none."""
    for claim in claims:
        if claim.stamp.problem:
            return _diagnostic(claim, where)
    return Diagnostic(where=where, code="no-date", message="nothing says when this was written", hint=remedy)
