"""Versions of a story: what a desk marks ("UPDATE 3-", "(Adds details)", "CORRECTED", a kill notice), and what stands.

:func:`marks` reads the marks of one article; :func:`standings` looks at all articles together: of each story the
latest version stands, the earlier ones stay listed, and a killed story is withdrawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from timeline.civil import DAY
from timeline.model import Article

Status = Literal["usable", "corrected", "killed"]

_PREFIX = re.compile(
    r"^\W*(?:(?P<kill>(?:MANDATORY\s+)?KILL(?:ED)?|STORY\s+KILLED|WITHDRAWN|RETRACTED|RETRACTION|Withdrawn|Retracted|Kill)"
    r"|(?P<corrected>CORRECTED(?:-OFFICIAL)?|CORRECTION|Corrected|Correction|FIX)"
    r"|(?P<numbered>UPDATE|Update|UPD|WRAPUP)\s*(?P<number>\d{1,3})?"
    r"|(?P<again>REFILE|RPT|REPEAT|RESEND|Refile|UPDATED|Updated))"
    r"(?:[-\s]*\([^)]{0,40}\))?\s*(?:[-–—:]+\s*|(?<=\d)\s+)(?=\S)"
)
_SUFFIX = re.compile(
    r"\s*(?:[\[(](?:(?P<update>update|updated|upd|ld|lead)\s*(?P<number>\d{1,3})?|(?P<nth>\d)(?:st|nd|rd|th)\s+(?:ld|lead|update|writethru)"
    r"|(?P<corrected>corrected|correction))[\])]|,\s*(?P<nth2>\d)(?:st|nd|rd|th)\s+Ld(?:-Writethru)?|\s-+\s*(?P<update2>update)\s*(?P<number2>\d{1,3})?)\s*$",
    re.IGNORECASE,
)
_ADVICE = (
    r"\((?:Adds?|Updates?|Recasts?|Rewrites?|Writes? through|Releads?|Refiles?|Repeats?|Corrects?|Fixes|Clarifies|Inserts?|With|New throughout)"
    r"\b[^()\n]{0,240}(?:\([^()\n]*\)[^()\n]{0,120})?\)"
)
ADVICE = re.compile(_ADVICE)
"""A desk's note of what is new in this version, alone in its line: "(Adds details, quotes)"."""
_KILL_NOTICE = re.compile(
    r"^\W*(?:(?:attention|eds|editors|note to editors|advisory|notice)\b.{0,80})?.{0,200}?"
    r"(?:\bplease\s+(?:kill|disregard|do not use)\b|\b(?:story|article|report|item|version)\b.{0,160}?\b(?:is|has been|was|are)\s+(?:hereby\s+)?"
    r"(?:withdrawn|killed|retracted)\b.{0,120}?(?:substitute|replacement|advis|not be used|do not use|\.$))",
    re.IGNORECASE | re.DOTALL,
)


class Marks(msgspec.Struct, frozen=True):
    """The headline without its marks, and what they say."""

    title: str
    version: int = 0
    status: Status = "usable"


def marks(title: str, lead: str = "") -> Marks:
    """Read the marks of a headline and of the head of the text.

    >>> marks("UPDATE 3-Ferry sinks off cape")
    Marks(title='Ferry sinks off cape', version=3, status='usable')
    >>> marks("CORRECTED-UPDATE 1-Ferry sinks off cape").status
    'corrected'
    >>> marks("Update on the ferry").version, marks("Ferry sinks", "(Adds details)").version
    (0, 1)
    """
    version = 0
    status: Status = "usable"
    clean = title.strip()
    while match := _PREFIX.match(clean):
        clean = clean[match.end() :]
        if match["kill"]:
            status = "killed"
        elif match["corrected"] and status == "usable":
            status = "corrected"
        if match["numbered"]:
            version = max(version, int(match["number"] or 1))
    while match := _SUFFIX.search(clean):
        clean = clean[: match.start()]
        if match["corrected"] and status == "usable":
            status = "corrected"
        elif not match["corrected"]:
            version = max(
                version, int(match["number"] or match["nth"] or match["nth2"] or match["number2"] or 1)
            )
    advice = ADVICE.match(lead.lstrip())
    if advice:
        version = max(version, 1)
        if status == "usable" and re.match(r"\((?:correct|fix)", advice[0], re.IGNORECASE):
            status = "corrected"
    if status != "killed" and len(lead) < 1500 and _KILL_NOTICE.match(lead[:600]):
        status = "killed"
    return Marks(clean.strip() or title.strip(), version, status)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article stands among the versions of its story.

    ``story`` is the id of the version that stands (or, of a withdrawn story, of its kill notice); ``why`` says it in
    words.
    """

    story: str
    stands: bool
    withdrawn: bool = False
    why: str = ""


_WINDOW = 3 * DAY
_ALIKE_TITLE = 60.0
_ALIKE_LEAD = 60.0
_NEIGHBOURS = 20
"""So many articles of one headline, the nearest in time, are compared with each."""


def standings(articles: Iterable[Article]) -> Mapping[str, Standing]:
    """The standing of every article that shares its story with another one, or that is killed; the others just stand.

    Two articles are versions of one story when they have one address or key, or one headline, or when one of them is
    marked as a later version and their headlines are alike; when their first words are alike (an address, a key or a
    kill notice aside); when they lie within three days of each other; and when they are not from two different
    sources: copies in other papers are other voices.
    """
    known = sorted(articles, key=lambda article: article.id)
    groups = _Groups(known)
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(known):
        for name in _names(article):
            by_name[name].append(number)
    for name, numbers in by_name.items():
        numbers.sort(key=lambda number: (_moment(known[number]) or 0, number))
        for at, one in enumerate(numbers):
            for other in numbers[at + 1 : at + 1 + _NEIGHBOURS]:
                if (
                    not groups.joined(one, other)
                    and _may_be_one(known[one], known[other])
                    and (name[0] == "=" or _reads_alike(known[one], known[other]))
                ):
                    groups.join(one, other)
    for one, other in _marked_pairs(known):
        groups.join(one, other)
    found: dict[str, Standing] = {}
    for members in groups.all():
        found.update(_stand([known[number] for number in members]))
    return found


def _names(article: Article) -> list[str]:
    """What versions of one story have in common, letter for letter: an address or key ("="), or a headline ("~")."""
    title = " ".join(re.findall(r"\w+", article.title.casefold()))
    # else it was taken from the text
    own = article.title.rstrip("…") not in article.text[: len(article.title) + 200]
    names = [f"~{title}"] if own and len(title) > 12 else []
    return names + [
        f"={kind} {value}" for kind, value in (("url", article.url), ("story", article.story)) if value
    ]


def _reads_alike(one: Article, other: Article) -> bool:
    """Whether the first words are alike: "Morning briefing" has a new text each day. A kill notice has none of its own."""
    from rapidfuzz import fuzz

    return "killed" in (one.status, other.status) or fuzz.ratio(_lead(one), _lead(other)) >= _ALIKE_LEAD


def _may_be_one(one: Article, other: Article) -> bool:
    if one.source and other.source and one.source.casefold() != other.source.casefold():
        return False
    start, end = _moment(one), _moment(other)
    return start is None or end is None or abs(start - end) <= _WINDOW


def _moment(article: Article) -> int | None:
    return article.anchor.moment.start if article.anchor else None


def _marked_pairs(articles: Sequence[Article]) -> Iterable[tuple[int, int]]:
    """Marked versions and what they may be versions of, by likeness, among articles of the same days."""
    from rapidfuzz import fuzz

    dated = sorted(
        (moment, number)
        for number, article in enumerate(articles)
        if (moment := _moment(article)) is not None
    )
    for at, (moment, number) in enumerate(dated):
        marked = articles[number]
        if not (marked.version or marked.status != "usable"):
            continue
        for step in (-1, 1):
            here = at + step
            while 0 <= here < len(dated) and abs(dated[here][0] - moment) <= _WINDOW:
                other = articles[dated[here][1]]
                here += step
                if not _may_be_one(marked, other):
                    continue
                if fuzz.token_set_ratio(marked.title.casefold(), other.title.casefold()) < _ALIKE_TITLE:
                    continue
                if _reads_alike(marked, other):
                    yield number, dated[here - step][1]


def _lead(article: Article) -> str:
    return article.text[article.body_start : article.body_start + 400]


class _Groups:
    """Disjoint sets."""

    def __init__(self, items: Sequence[Article]) -> None:
        self._parent = list(range(len(items)))

    def _root(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def joined(self, one: int, other: int) -> bool:
        return self._root(one) == self._root(other)

    def join(self, one: int, other: int) -> None:
        self._parent[self._root(one)] = self._root(other)

    def all(self) -> list[list[int]]:
        members: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            members[self._root(item)].append(item)
        return list(members.values())


def _stand(members: list[Article]) -> dict[str, Standing]:
    """The latest version stands: by its number, then by when it was changed or written, then a corrected one."""

    def age(article: Article) -> tuple[int, str, int, bool, str]:
        moment = _moment(article)
        return (
            article.version,
            article.modified or "",
            moment if moment is not None else -(1 << 60),
            article.status == "corrected",
            article.id,
        )

    killed = max((article for article in members if article.status == "killed"), key=age, default=None)
    if killed is not None:
        when = _moment(killed)
        later = [
            article
            for article in members
            if article.status != "killed" and when is not None and (_moment(article) or when) > when
        ]
        if not later:
            why = "its source withdrew the story"
            return {
                article.id: Standing(story=killed.id, stands=False, withdrawn=True, why=why)
                for article in members
            }
        gone = {
            article.id: Standing(story=killed.id, stands=False, withdrawn=True, why="its source withdrew it")
            for article in members
            if article not in later
        }
        return gone | (_stand(later) if len(later) > 1 else {})
    if len(members) == 1:
        return {}
    latest = max(members, key=age)
    return {
        article.id: Standing(
            story=latest.id,
            stands=article is latest,
            why=f"the latest of {len(members)} versions"
            if article is latest
            else f"a later version stands: {latest.id}",
        )
        for article in members
    }
