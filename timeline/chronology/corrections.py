"""``corrections.toml``: what people decided about mentions, events and articles (docs/corrections.md is its reference).

A correction names the words it is about as a reader sees them: the article's id and the quoted words, with a little
text before and after where they occur more than once (the W3C's TextQuoteSelector: ``exact``, ``prefix``,
``suffix``). It applies to those words or to none: after an edit of the article it is found again by its words, and
when they are gone it is reported as stale, with the nearest candidates.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from timeline.civil import HOUR, MINUTE, Grain, Interval, month_length
from timeline.errors import CorrectionsError, Diagnostic
from timeline.model import Anchor, Article, Evidence, Genre, Kind


class _Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who decided, when, and why."""

    because: str | None = None
    by: str | None = None
    on: str | None = None


class Selector(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words of an article, by themselves and what stands around them; or the permanent id of a mention or event."""

    article: str | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    id: str | None = None


class Correction(_Signed, frozen=True, kw_only=True):
    """One decision about one statement (``[[correction]]``)."""

    article: str | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    id: str | None = None
    value: str | None = None
    drop: bool = False
    keep: bool = False
    headline: str | None = None
    kind: Kind | None = None
    asserted_by: str | None = None
    merge: tuple[Selector, ...] = ()
    reports: tuple[Selector, ...] = ()
    """The other statements that tell the same: what is decided is decided of the event."""
    split: bool = False
    pin: bool = False
    after: Selector | None = None
    before: Selector | None = None
    suppress: bool = False
    withdraw: bool = False

    @property
    def selector(self) -> Selector:
        """What it is about."""
        return Selector(
            article=self.article, exact=self.exact, prefix=self.prefix, suffix=self.suffix, id=self.id
        )


class HandMade(_Signed, frozen=True, kw_only=True):
    """An event that no article tells, added by hand (``[[event]]``)."""

    id: str
    headline: str
    date: str | None = None
    kind: Kind = "happened"
    asserted_by: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    pin: bool = False


class ArticleCorrection(_Signed, frozen=True, kw_only=True):
    """A decision about an article's own facts (``[[article]]``), applied before its expressions are resolved."""

    id: str
    date: str | None = None
    zone: str | None = None
    genre: Genre | None = None
    lang: str | None = None
    source: str | None = None
    title: str | None = None
    withdraw: bool = False


class Corrections(msgspec.Struct, frozen=True, kw_only=True):
    """All of a project's decisions, in the file's order."""

    path: str = "corrections.toml"
    decisions: tuple[Correction, ...] = ()
    events: tuple[HandMade, ...] = ()
    articles: tuple[ArticleCorrection, ...] = ()
    lines: Mapping[str, tuple[int, ...]] = msgspec.field(default_factory=dict)
    """Line of each entry, by table."""
    whole: bool = True
    """Whether all articles that they may be about are told; where only some are, one about another is not stale."""
    absent: frozenset[str] = frozenset()
    """The ids of articles, and of statements in them, that are known and not told."""

    @property
    def withdrawn(self) -> Mapping[str, ArticleCorrection]:
        """The articles that are taken out as a whole, by id, each with the decision."""
        return {entry.id: entry for entry in self.articles if entry.withdraw}

    def expects(self, name: str | None) -> bool:
        """Whether an article, statement or event that a decision is about should be there."""
        return self.whole and name not in self.absent

    def article(self, article: Article) -> Article:
        """The article with what people decided about its own facts: before its expressions are resolved."""
        entry = next((entry for entry in self.articles if entry.id == article.id), None)
        if entry is None:
            return article
        changes: dict[str, Any] = {
            name: value
            for name in ("genre", "lang", "source", "title")
            if (value := getattr(entry, name)) is not None
        }
        moment = _moment(entry.date) if entry.date else article.anchor and article.anchor.moment
        if moment and (entry.date or entry.zone):
            changes["anchor"] = Anchor(
                moment=moment,
                evidence=Evidence(source="correction", words=entry.because or entry.date or "")
                if entry.date or article.anchor is None
                else article.anchor.evidence,
                zone=entry.zone or (article.anchor.zone if article.anchor else None),
                place_zone=article.anchor.place_zone if article.anchor else None,
            )
        return msgspec.structs.replace(article, **changes)


_TABLES: dict[str, type[msgspec.Struct]] = {
    "correction": Correction,
    "event": HandMade,
    "article": ArticleCorrection,
}
_ACTIONS = ("value", "drop", "keep", "headline", "kind", "asserted_by", "merge", "split", "pin", "after", "before", "suppress", "withdraw")  # fmt: skip


def load_corrections(path: Path) -> Corrections:
    """The decisions in a file; none where there is no file.

    Raises :class:`~timeline.errors.CorrectionsError` with every fault of the file.
    """
    if not path.exists():
        return Corrections(path=path.name)
    return parse_corrections(path.read_bytes(), path.name)


def parse_corrections(data: bytes, where: str = "corrections.toml") -> Corrections:
    """The decisions in the bytes of a file; raises as :func:`load_corrections`."""
    import tomllib

    if conflicts := conflict_lines(data):
        raise CorrectionsError(_in_conflict(where, conflicts))
    try:
        text = data.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        at = re.search(r"at line (\d+)", str(error))
        raise CorrectionsError(
            _fault(
                where,
                int(at[1]) if at else None,
                f"this is not TOML: {error}",
                "Mend the line; the build stops so that no decision is lost.",
            )
        ) from error
    lines = _lines(text)
    faults: list[Diagnostic] = []
    found: dict[str, list[Any]] = {table: [] for table in _TABLES}
    for table, entries in raw.items():
        if table not in _TABLES:
            faults.append(
                _fault(
                    where, lines.get(table, [None])[0], f"unknown table {table!r}", _nearest(table, _TABLES)
                )
            )
        elif not isinstance(entries, list):
            faults.append(
                _fault(where, None, f"{table} is no list of tables", f"Write [[{table}]] with two brackets.")
            )
        else:
            for number, entry in enumerate(entries):
                line = lines.get(table, [])[number] if number < len(lines.get(table, [])) else None
                value, wrong = _entry(table, entry, where, line)
                faults.extend(wrong)
                if value is not None:
                    found[table].append(value)
    faults.extend(_doubled(found, lines, where))
    if faults:
        raise CorrectionsError(faults)
    return Corrections(
        path=where,
        decisions=tuple(found["correction"]),
        events=tuple(found["event"]),
        articles=tuple(found["article"]),
        lines={table: tuple(numbers) for table, numbers in lines.items()},
    )


_CONFLICT = re.compile(rb"^<{7}( |\r?$)", re.MULTILINE)


def conflict_lines(data: bytes) -> list[int]:
    """The lines on which git's conflict markers begin."""
    return [data.count(b"\n", 0, match.start()) + 1 for match in _CONFLICT.finditer(data)]


def _in_conflict(where: str, lines: Iterable[int]) -> list[Diagnostic]:
    return [
        _fault(
            where,
            line,
            "two people's decisions met here, and git left both with its conflict markers",
            "`timeline review resolve` keeps both; then `git add` the file.",
        )
        for line in lines
    ]


def _fault(where: str, line: int | None, message: str, hint: str) -> Diagnostic:
    return Diagnostic(
        where=where, line=line, code="corrections-invalid", message=message, hint=hint, level="error"
    )


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."


def _lines(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?\s*([\w-]+)\s*\]\]?", line):
            lines.setdefault(header[1], []).append(number)
    return lines


def _entry(table: str, entry: Any, where: str, line: int | None) -> tuple[Any, list[Diagnostic]]:
    """One entry and all that is wrong with it."""
    import datetime

    if not isinstance(entry, dict):
        return None, [_fault(where, line, f"[[{table}]] holds no keys", "Write key = value below it.")]
    kind = _TABLES[table]
    known = [field.name for field in msgspec.structs.fields(kind)]
    faults = [
        _fault(where, line, f"unknown key {key!r} in [[{table}]]", _nearest(key, known))
        for key in entry
        if key not in known
    ]
    entry = {
        key: [value] if key in ("merge", "reports") and isinstance(value, dict) else value
        for key, value in entry.items()
        if key in known
    }
    entry = {
        key: value.isoformat() if isinstance(value, datetime.date | datetime.datetime) else value
        for key, value in entry.items()
    }
    value: Any = None
    good: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.name in entry:
            try:
                good[field.name] = msgspec.convert(entry[field.name], field.type)
            except msgspec.ValidationError as error:
                faults.append(
                    _fault(
                        where, line, f"{field.name}: {error}", "See docs/corrections.md for what it may hold."
                    )
                )
        elif field.required:
            faults.append(_fault(where, line, f"[[{table}]] lacks {field.name!r}", f"Add {field.name} = …"))
    if table == "article" and isinstance(good.get("date"), str) and _moment(good["date"]) is None:
        faults.append(
            _fault(where, line, f"date = {good['date']!r} is no day", "Write 2016-12-11 or 2016-12-11T20:54.")
        )
    for key in ("value", "date"):
        if table != "article" and isinstance(good.get(key), str) and interval_of_edtf(good[key]) is None:
            faults.append(
                _fault(
                    where,
                    line,
                    f"{key} = {good[key]!r} is no EDTF date",
                    "Write 2016-12-11, 2016-12, 2016, 2016-12-10/2016-12-11, or ../2016-12-11.",
                )
            )
    if table == "correction":
        faults.extend(_of_correction(good, where, line))
    if not faults:
        value = kind(**good)
    return value, faults


CONTRADICTING = (
    ("drop", "keep"),
    ("merge", "split"),
    ("suppress", "withdraw"),
    ("suppress", "pin"),
    ("drop", "pin"),
)
"""Fields that no entry can have together."""


def _of_correction(entry: dict[str, Any], where: str, line: int | None) -> list[Diagnostic]:
    faults = []
    if not entry.get("id") and not (entry.get("article") and (entry.get("exact") or "").strip()):
        faults.append(
            _fault(where, line, "[[correction]] names no words", "Add article = … and exact = …, or id = ….")
        )
    if not any(
        entry.get(action) not in (None, False, ()) or (action == "asserted_by" and action in entry)
        for action in _ACTIONS
    ):
        faults.append(
            _fault(where, line, "[[correction]] decides nothing", f"Add one of {', '.join(_ACTIONS)}.")
        )
    for one, other in CONTRADICTING:
        if entry.get(one) and entry.get(other):
            faults.append(
                _fault(
                    where, line, f"{one} and {other} contradict each other", f"Keep one of {one} and {other}."
                )
            )
    return faults


def _doubled(found: dict[str, list[Any]], lines: dict[str, list[int]], where: str) -> list[Diagnostic]:
    faults = []
    for table in ("event", "article"):
        seen: dict[str, int] = {}
        for number, entry in enumerate(found[table]):
            if entry.id in seen:
                at = lines.get(table, [])[number : number + 1]
                faults.append(
                    _fault(
                        where,
                        at[0] if at else None,
                        f"two entries [[{table}]] with id {entry.id!r}",
                        "Join them into one.",
                    )
                )
            seen[entry.id] = number
    return faults


def _moment(value: str) -> Interval | None:
    """A civil day or minute written in ISO 8601, or ``None``."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", value)
    if (
        not found
        or not 1 <= int(found[2]) <= 12
        or not 1 <= int(found[3]) <= month_length(int(found[1]), int(found[2]))
    ):
        return None
    day = Interval.of_day(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None or day.start is None:
        return day
    minute = day.start + int(found[4]) * HOUR + int(found[5]) * MINUTE
    return Interval(minute, minute + MINUTE, Grain.MINUTE)


def interval_of_edtf(value: str) -> Interval | None:
    """The interval of an EDTF date, or ``None`` where it is none."""
    from timeline.temporal.edtf import parse_edtf

    try:
        interval: Interval = parse_edtf(value)
    except ValueError:
        return None
    return interval
