"""Named fields → Story: front matter and JSON records speak of the same things by many names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, cast

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import EvidenceSource, Genre
from timeline.reading import dateline as datelines
from timeline.reading import stamp as stamps
from timeline.reading.story import Body, Claim, Story

# The names that blogs, feeds and archives use, in order of trust, as `key` spells them.
DATE = ("date", "published", "publishdate", "pubdate", "datepublished", "publishedat", "publicationdate", "webpublicationdate",
        "created", "createdat", "datecreated", "firstcreated", "timestamp", "dct")  # fmt: skip
_TITLE = ("title", "headline", "webtitle", "name")
TITLES = frozenset(_TITLE)
_DECK = ("deck", "dek", "subtitle", "description", "summary", "excerpt", "standfirst", "abstract")
_BYLINE = ("byline", "author", "authors", "creator")
_SOURCE = ("source", "publication", "publisher", "newspaper", "outlet", "agency", "sitename")
_URL = (
    "url",
    "canonical",
    "canonicalurl",
    "link",
    "original",
    "sourceurl",
    "externalurl",
    "permalink",
    "weburl",
    "uri",
)
_TAGS = ("tags", "keywords", "topics", "subjects", "tag")
_SECTION = ("section", "category", "categories", "desk")
_LANG = ("lang", "language", "locale")
_PLACES = ("places", "place", "location", "locations", "dateline")
_RIGHTS = ("rights", "license", "licence", "copyright", "usageterms")
_MODIFIED = ("modified", "lastmod", "updated", "lastmodified", "datemodified", "updatedat", "lastmodifiedat")
_EMBARGO = ("embargo", "embargoed", "embargountil", "release")
_ZONE = ("zone", "timezone", "tz")
_HELD = frozenset(
    {"draft", "hidden", "pending", "private", "future", "scheduled", "trash", "autodraft", "unpublished"}
)
"""What a site says of a text that nobody shall read, or not yet: Pelican, WordPress, Ghost; Drupal says false."""
_TRUE = {"true", "yes", "on", "1", "draft"}
_FALSE = {"false", "no", "off", "0"}
_NOTHING = _TRUE | _FALSE | {"null", "none", "~"}
"""Values of a date that name none; ``published: false`` says something else."""


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The one spelling of a field's name.

    >>> key("bodyText"), key("body-text"), key("Body Text"), key("_id")
    ('bodytext', 'bodytext', 'bodytext', '_id')
    """
    name = name.strip().lower()
    return name[:1] + re.sub(r"[\s_-]+", "", name[1:])


def story(
    fields: Mapping[str, object], body: Body, evidence: EvidenceSource, config: Config, where: str
) -> Story:
    """A story from its fields and its body; a field that cannot be read is a diagnostic, never an error."""
    known = {key(name): value for name, value in fields.items() if value is not None}
    found: list[Diagnostic] = []
    names = many(known, *_PLACES)
    claims: list[Claim] = []
    for name in DATE:
        stamp = _date(known[name], config) if name in known else None
        if stamp:
            claims.append(Claim(source=evidence, stamp=stamp))
    if place := datelines.dateline(f"{names[0]} - x", config.date_order) if len(names) == 1 else None:
        names = place.places or names
        if place.stamp:
            claims.append(Claim(source=evidence, stamp=place.stamp))
    url = one(known, *_URL)
    genre = one(known, "genre")
    if genre and genre not in ("news", "narrative"):
        found.append(Diagnostic(
            where=where, code="unknown-genre", message=f"genre “{genre}” is not known", hint="Use news or narrative.",
        ))  # fmt: skip
        genre = None
    zone = one(known, *_ZONE)
    if zone and not stamps.is_zone(zone):
        found.append(Diagnostic(
            where=where, code="unknown-zone", message=f"no time zone is called “{zone[:80]}”", hint="Write it as Asia/Damascus or +03:00.",
        ))  # fmt: skip
        zone = None
    modified = one(known, *_MODIFIED)
    changed = _stamp(modified, config).moment if modified else None
    version = words(known.get("version")) or words(known.get("versionid"))
    return Story(
        body=body,
        id=one(known, "id", "guid", "_id", "uid"),
        key=one(known, "story"),
        title=one(known, *_TITLE) or "",
        deck=one(known, *_DECK),
        section=one(known, *_SECTION),
        byline=", ".join(many(known, *_BYLINE)) or None,
        places=names,
        source=one(known, *_SOURCE),
        url=url if url and re.match(r"https?://", url, re.IGNORECASE) else None,
        rights=one(known, *_RIGHTS),
        tags=many(known, *_TAGS),
        lang=one(known, *_LANG),
        genre=cast("Genre | None", genre),
        draft=_is_draft(known),
        embargo=_embargo(one(known, *_EMBARGO), config, where, found),
        version=int(version) if version and version.isdecimal() and len(version) < 6 else 0,
        status=_status(known),
        modified=changed.earliest if changed else None,
        zone=zone,
        claims=tuple(claims),
        diagnostics=tuple(found),
    )


def _embargo(said: str | None, config: Config, where: str, found: list[Diagnostic]) -> str | None:
    """The moment in ISO 8601; one that cannot be read holds the article back for good, and says so."""
    if not said or said.lower() in _FALSE:
        return None
    until = _stamp(said, config)
    if until.moment is None:
        found.append(Diagnostic(
            where=where, code="bad-date", message=f"the embargo “{said[:80]}” is no date, so the article is held back",
            hint="Write it as 2016-12-11T20:54+04:00.",
        ))  # fmt: skip
        return "9999-12-31"
    offset = (
        until.zone if until.zone and until.zone[0] in "+-" else "Z" if until.zone in ("UTC", "GMT") else ""
    )
    earliest = until.moment.earliest or ""
    return earliest + offset if "T" in earliest else earliest


def words(value: object) -> str | None:
    """A scalar as words; nothing else is one."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(int(value)) if abs(value) < 1e17 and value == int(value) else None
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else None


def one(fields: Mapping[str, object], *names: str) -> str | None:
    """The first of the names that says something."""
    for name in names:
        value = fields.get(name)
        if value is not None and (found := _list(value)):
            return found[0]
    return None


def many(fields: Mapping[str, object], *names: str) -> tuple[str, ...]:
    """Everything that the first telling one of the names says; a comma separates where there is one string."""
    for name in names:
        value = fields.get(name)
        found = () if value is None else _list(value)
        if len(found) == 1 and isinstance(value, str) and name in _TAGS:
            found = tuple(part for piece in found[0].split(",") if (part := piece.strip()))
        if found:
            return found
    return ()


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (said,) if (said := value.strip()) else ()
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list | tuple):
        parts = (words(item.get("name") if isinstance(item, dict) else item) for item in value[:100])
        return tuple(part for part in parts if part)
    only = words(value)
    return (only,) if only else ()


def _stamp(said: str, config: Config) -> stamps.Stamp:
    return stamps.epoch(said) or stamps.whole(said, config.date_order)


def _date(value: object, config: Config) -> stamps.Stamp | None:
    """What a field that should be a date says; ``None`` where it says nothing."""
    while isinstance(value, dict | list | tuple) and len(value) == 1:  # {"$date": …}, as databases write it
        (value,) = value.values() if isinstance(value, dict) else value
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    if isinstance(value, dict | list | tuple):
        return stamps.no_stamp(msgspec.json.encode(value, enc_hook=str).decode()) if value else None
    said = words(value)
    return _stamp(said, config) if said and said.lower() not in _NOTHING else None


def _is_draft(fields: Mapping[str, object]) -> bool:
    """Hugo's ``draft: true``, Jekyll's ``published: false``, Pelican's ``status: draft`` and their like."""
    return (
        (words(fields.get("draft")) or "").lower() in _TRUE
        or (words(fields.get("published")) or "").lower() in _FALSE
        or key(words(fields.get("status")) or "") in _HELD | _FALSE
    )


def _status(fields: Mapping[str, object]) -> Literal["usable", "corrected", "killed"]:
    said = (words(fields.get("pubstatus")) or words(fields.get("status")) or "").lower()
    if said in ("canceled", "cancelled", "killed", "withdrawn", "withheld", "retracted"):
        return "killed"
    return "corrected" if said == "corrected" else "usable"
