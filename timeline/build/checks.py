"""What ``timeline check`` looks for beyond the findings of a build: doubtful dates, and faults of the finished pages."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from timeline.errors import Diagnostic
from timeline.model import ArticleDigest, Event, Mention

if TYPE_CHECKING:
    from lxml.etree import _Element

    from timeline.build import Told

DOUBTFUL = 0.35
"""A runner-up reading with so much confidence makes an expression ambiguous."""
SHARE = 0.25
"""So large a part of an article's expressions must be unresolved, or ambiguous, to be worth a warning."""


def of_chronology(told: Told) -> Iterator[Diagnostic]:
    """Dates that somebody should look at."""
    for digest in told.digests:
        yield from _expressions(digest)
        yield from _contradicted(digest)
    yield from _copies(told.digests)
    articles = told.articles
    for event in told.chronology.events:
        for mention in event.mentions:
            article = articles.get(mention.article)
            if article and article.anchor and _ahead(mention, article.anchor.moment.end):
                yield Diagnostic(
                    where=article.path, code="after-report",
                    message=f"“{mention.headline}” is told as past and dated {mention.edtf}, after the article itself ({article.anchor.moment.earliest})",
                    hint="Correct the date or the kind, or the article's own date.",
                )  # fmt: skip


def _ahead(mention: Mention, published: int | None) -> bool:
    """Whether something told as past begins only after the article that tells it."""
    from timeline.chronology.language.dating import PAST_YET_AHEAD

    if published is None or mention.when is None or mention.when.start is None:
        return False
    past = mention.kind == "happened" or PAST_YET_AHEAD in mention.why
    return past and mention.when.start >= published


def _contradicted(digest: ArticleDigest) -> Iterator[Diagnostic]:
    """Weekdays that contradict the date beside them: "Monday 11 December 2016" was a Sunday."""
    from timeline.civil import DAY, weekday
    from timeline.reading.stamp import WEEKDAYS, weekday_number

    for found in digest.resolutions:
        if not {"month", "day"} <= set(found.said) or found.interval is None or found.interval.start is None:
            continue
        names = [number for word in re.findall(r"[^\W\d_]+", found.text) if (number := weekday_number(word))]
        actual = weekday(found.interval.start // DAY)
        if len(names) == 1 and names[0] != actual:
            yield Diagnostic(
                where=digest.article.path, code="weekday-mismatch",
                message=f"“{found.text}” was a {WEEKDAYS[actual - 1]}; it is read as {found.edtf}",
                hint="Correct the article, or decide the date in `timeline review`.",
            )  # fmt: skip


def doubtful(told: Told, below: float) -> Iterator[Event]:
    """Events of less confidence than ``below`` that nobody has reviewed."""
    for event in told.chronology.events:
        if event.review.state in ("proposed", "stale") and event.confidence < below:
            yield event


def unseen(told: Told, events: Iterable[Event]) -> Iterator[Diagnostic]:
    """Events that would go out although nobody has reviewed them."""
    articles = told.articles
    for event in events:
        yield Diagnostic(
            where=articles[event.mentions[0].article].path if event.mentions else event.id, code="unreviewed", level="error",
            message=f"“{event.headline}” ({event.edtf}, confidence {event.confidence:.2f}) would go out and nobody has reviewed it",
            hint=f"Decide it with `timeline review`; its id is {event.id}.",
        )  # fmt: skip


def _expressions(digest: ArticleDigest) -> Iterator[Diagnostic]:
    """Too many expressions of a dated article without a value, or with two that are nearly as good."""
    if digest.article.anchor is None:  # why nothing says its date has been told
        return
    relative = [r for r in digest.resolutions if r.type in ("DATE", "TIME")]
    if len(relative) < 3:
        return
    unresolved = sum(1 for r in relative if r.value is None)
    ambiguous = sum(1 for r in relative if any(a.confidence >= DOUBTFUL for a in r.alternatives))
    article = digest.article
    if unresolved > SHARE * len(relative):
        yield Diagnostic(where=article.path, code="unresolved", message=f"{unresolved} of {len(relative)} dates could not be resolved",
                         hint="`timeline explain` shows them; `timeline review` dates what matters.")  # fmt: skip
    if ambiguous > SHARE * len(relative):
        yield Diagnostic(where=article.path, code="ambiguous", message=f"{ambiguous} of {len(relative)} dates have a second reading nearly as good",
                         hint="`timeline explain` shows the readings; `timeline review` decides them.")  # fmt: skip


def _copies(digests: Iterable[ArticleDigest]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for digest in digests:
        article = digest.article
        if not article.text.strip():
            continue
        same = first.setdefault(article.text, article.path)
        if same != article.path:
            yield Diagnostic(where=article.path, code="duplicate-article", message=f"its text is that of {same}", level="note",
                             hint="It counts as a copy; exclude it if it should not be listed.")  # fmt: skip


# --- the finished site ------------------------------------------------------------------------------------

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_MAY_STAY_OPEN = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "colgroup",
        "rt",
        "rp",
        "optgroup",
        "html",
        "head",
        "body",
    ]
)


class _Page(HTMLParser):
    """The ids and links of a page, and whether its elements are nested as they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: set[str] = set()
        self.faults: list[tuple[int, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids[value] += 1
            elif name in ("href", "src") and value is not None:
                self.links.add(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            self.faults.append((self.getpos()[0], f"</{tag}> closes nothing"))
            return
        while (last := self._open.pop()) != tag:
            if last not in _MAY_STAY_OPEN:
                self.faults.append((self.getpos()[0], f"<{last}> is not closed before </{tag}>"))

    def close(self) -> None:
        super().close()
        self.faults += (
            (self.getpos()[0], f"<{tag}> is never closed") for tag in self._open if tag not in _MAY_STAY_OPEN
        )


def of_site(files: Iterable[tuple[str, bytes]], base_url: str | None = None) -> Iterator[Diagnostic]:
    """Faults of a finished site: links and anchors that lead nowhere, ids given twice, files that cannot be read.

    Links that begin with ``/`` (of ``404.html``, which a host shows under any address) count from the path of ``base_url``.
    """
    base = urlsplit(base_url or "").path.strip("/")
    paths: set[str] = set()
    anchors: dict[str, set[str]] = {}
    links: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path, data in files:
        paths.add(path)
        if path.endswith(".html"):
            page = _Page()
            page.feed(data.decode("utf-8", "replace"))
            page.close()
            anchors[path] = set(page.ids)
            yield from (_fault(path, "broken-html", what, line) for line, what in page.faults)
            yield from (
                _fault(path, "duplicate-anchor", f"the id “{name}” is given twice")
                for name, n in page.ids.items()
                if n > 1
            )
            for link in page.links:
                if inside := _target(path, link, base):
                    links[path].add(inside)
        elif fault := _unreadable(path, data):
            yield _fault(path, "broken-file", fault)
    for path, targets in sorted(links.items()):
        for target, anchor in sorted(targets):
            if target not in paths:
                yield _fault(path, "dead-link", f"a link leads to {target}, which is not there")
            elif anchor and target in anchors and anchor not in anchors[target]:
                yield _fault(path, "dead-link", f"a link leads to #{anchor} of {target}, which is not there")


def _target(path: str, link: str, root: str = "") -> tuple[str, str] | None:
    """The file of the site and the anchor that a link leads to; ``None`` for what lies outside."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    base = "" if parts.path.startswith("/") else posixpath.dirname(path)
    below = unquote(parts.path).lstrip("/")
    if parts.path.startswith("/") and root and f"{below}/".startswith(f"{root}/"):
        below = below[len(root) :].lstrip("/")
    target = posixpath.normpath(posixpath.join(base, below)) if parts.path else path
    if parts.path.endswith("/"):
        target = posixpath.join(target, "index.html")
    return target.removeprefix("./"), unquote(parts.fragment)


def _unreadable(path: str, data: bytes) -> str | None:
    """What keeps a program from reading a file of data, if anything does."""
    import msgspec

    try:
        if path.endswith(".json"):
            return _json_feed(msgspec.json.decode(data))
        if path.endswith((".xml", ".svg")):
            from lxml import etree

            return _atom(etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)))
        if path.endswith(".ics"):
            from icalendar import Calendar

            calendar = Calendar.from_ical(data)
            if faults := [str(fault) for entry in calendar.walk() for fault in entry.errors]:
                return faults[0]
    except (ValueError, SyntaxError, AttributeError) as error:
        return str(error) or type(error).__name__
    return None


def _json_feed(found: Any) -> str | None:
    """What JSON Feed 1.1 asks for and a feed lacks; nothing about other JSON."""
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith("https://jsonfeed.org/"):
        return None
    if not found.get("title"):
        return "the feed has no title"
    ids = Counter(item.get("id") for item in found.get("items", ()))
    return "an entry of the feed has no id" if None in ids else _twice(ids)


_ATOM = "{http://www.w3.org/2005/Atom}"


def _atom(root: _Element) -> str | None:
    """What RFC 4287 asks for and a feed lacks; nothing about other XML."""
    if root.tag != f"{_ATOM}feed":
        return None
    authored = root.find(f"{_ATOM}author") is not None
    for element in (root, *root.iter(f"{_ATOM}entry")):
        what = "the feed" if element is root else "an entry of the feed"
        for name in ("id", "title", "updated"):
            if not (element.findtext(f"{_ATOM}{name}") or "").strip():
                return f"{what} has no {name}"
        if element is not root and not authored and element.find(f"{_ATOM}author") is None:
            return "an entry of the feed has no author"
    return _twice(Counter(entry.findtext(f"{_ATOM}id") for entry in root.iter(f"{_ATOM}entry")))


def _twice(ids: Counter[Any]) -> str | None:
    return next((f"two entries of the feed have the id {name}" for name, n in ids.items() if n > 1), None)


def _fault(path: str, code: str, message: str, line: int | None = None) -> Diagnostic:
    return Diagnostic(where=f"site/{path}", code=code, message=message, level="error", line=line,
                      hint="If a template of the project makes this page, mend it there; else please report it.")  # fmt: skip
