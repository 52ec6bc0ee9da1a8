"""A web page as it was saved: its body by trafilatura, its facts by JSON-LD, then meta tags, then htmldate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate, dropwhile, islice, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import fields, markup, stamp
from timeline.reading.dateline import Head, head
from timeline.reading.story import Body, Claim, Story
from timeline.reading.text import with_dateline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LIMIT = 5 * 1024 * 1024
"""Bytes of one page."""
TAGS = 60_000
"""Tags of one page, scripts and styles aside: some libraries' time grows with their square."""
DEPTH = 250
"""Tags within tags: the parser gives up a little beyond, and loses what stands there."""
_INLINE = frozenset("a abbr b bdi cite em font i mark small span strong sub sup time u".split())  # noqa: SIM905 - as a list
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.IGNORECASE | re.DOTALL)

_ARTICLE = re.compile(r"(?:Article|BlogPosting|NewsArticle|Report|Posting|CreativeWork|WebPage)$")
_PUBLISHED = re.compile(
    r"\b(?:published|entry-date|post-date|pubdate|publish-date|date-published|article-date)\b", re.IGNORECASE
)
_AUTHOR = re.compile(r"(?:.*\s)?(?:author|byline|author-name|byline-name)(?:\s.*)?", re.IGNORECASE)
_META = {
    "article:published_time": "date", "og:published_time": "date", "og:article:published_time": "date", "datepublished": "date",
    "parsely-pub-date": "date", "sailthru.date": "date", "dc.date.issued": "date", "dcterms.issued": "date",
    "dcterms.created": "date", "dc.date.created": "date", "dc.date": "date", "dcterms.date": "date", "citation_publication_date": "date",
    "pubdate": "date", "publishdate": "date", "publish-date": "date", "publication_date": "date", "date": "date", "cxenseparse:recs:publishtime": "date",
    "article:modified_time": "modified", "og:updated_time": "modified", "datemodified": "modified", "last-modified": "modified",
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "citation_title": "title", "headline": "title",
    "og:description": "deck", "description": "deck", "author": "byline", "article:author": "byline", "byl": "byline", "dc.creator": "byline",
    "parsely-author": "byline", "sailthru.author": "byline", "og:site_name": "source", "application-name": "source", "dc.publisher": "source",
    "og:url": "url", "article:section": "section", "parsely-section": "section", "article:tag": "tags", "keywords": "tags",
    "news_keywords": "tags", "og:locale": "lang", "copyright": "rights", "dc.rights": "rights",
}  # fmt: skip


def read_html(text: str, config: Config, where: str) -> list[Story | Diagnostic]:
    """The article of a page."""
    from trafilatura.utils import load_html

    if len(text) > LIMIT:
        return [Diagnostic(
            where=where, code="too-large", message=f"the page is {len(text) / 2**20:.0f} MB; the limit is {LIMIT / 2**20:.0f} MB",
            hint="Save the article alone, as text or Markdown.",
        )]  # fmt: skip
    if text.count("<") > TAGS and _HIDDEN.sub("", text).count("<") > TAGS:
        return [Diagnostic(
            where=where, code="too-large", message=f"the page has more than {TAGS:,} tags; no article has so many",
            hint="Save the article alone, as text or Markdown.",
        )]  # fmt: skip
    tree = load_html(text)
    if tree is None:
        return [_nothing(where)]
    if _depth(tree) >= DEPTH:
        return [Diagnostic(
            where=where, code="too-deep", message="its tags are nested more deeply than can be read", hint="Save the article alone, as text.",
        )]  # fmt: skip
    linked = _linked_data(tree)
    metas = _metas(tree)
    said: dict[str, Any] = {**metas, **{name: value for name, value in linked.items() if value}}
    if not said.get("title"):
        said["title"] = _title(tree)
    said.setdefault("lang", tree.get("lang"))
    dates = [(name, value) for name, value in (*_dates(linked), *_dates(metas)) if value]
    said.pop("date", None)
    visible = body(tree, text)
    if visible is None:
        written = linked.get("articleBody")
        if not isinstance(written, str) or not written.strip():
            return [_nothing(where)]
        visible = markup.body_of("".join(f"<p>{part}</p>" for part in written.split("\n")))
    said_more = _beside(tree, visible, where)
    visible, top = _without_head(visible, str(said.get("title") or ""), config)
    claims = [Claim(source="header", stamp=found) for found in top.stamps]
    for name in ("title", "byline", "deck"):
        said[name] = said.get(name) or getattr(top, name)
    story = fields.story(said, visible, "metadata", config, where)
    found = [Claim(source="metadata", stamp=_said(value, name, config)) for name, value in dates]
    if not any(claim.stamp.moment for claim in (*found, *claims)):
        found += _shown(tree, text, config)
    return [with_dateline(msgspec.structs.replace(story, claims=(*found, *claims)), config), *said_more]


def body(tree: HtmlElement, text: str) -> Body | None:
    """The article in a page, without its navigation and boilerplate."""
    from trafilatura import extract

    html = None
    for links, emphasis in ((True, True), (False, True), (False, False)):
        html = extract(
            text,
            output_format="html",
            include_comments=False,
            include_tables=True,
            include_links=links,
            include_formatting=emphasis,
            # Said outright, else the library asks the clock; its own date is not used.
            date_extraction_params={
                "extensive_search": False,
                "min_date": "1500-01-01",
                "max_date": "2199-12-31",
                "original_date": True,
            },
        )
        if not html or not _is_glued(html, tree):
            break
    if not html:
        return None
    found = markup.body_of(html)
    return found if found.text.strip() else None


def _is_glued(html: str, tree: HtmlElement) -> bool:
    """Whether words run together behind a link or an emphasis that the page keeps apart: where lines stand bare in a ``<div>``, the
    library makes a paragraph of each link and loses the space behind it.
    """
    pairs = {one + other for one, other in _JOINED.findall(html)}
    if not pairs:
        return False
    said = tree.text_content()
    return any(pair not in said for pair in pairs)


_JOINED = re.compile(r"(\w+[^\w\s<]?)</(?:a|b|em|i|strong)>(\w+)")


def _nothing(where: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="no-text", message="no article was found in the page",
        hint="Save the page complete (not as one that a script fills), or save its text.",
    )  # fmt: skip


def _said(value: str, name: str, config: Config) -> stamp.Stamp:
    found = stamp.whole(value, config.date_order)
    return msgspec.structs.replace(found, words=f"{name}: {value.strip()[:80]}")


def _dates(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    value = said.get("date")
    name = str(said.get("date from", "date"))
    return [(name, value)] if isinstance(value, str) else []


def _shown(tree: HtmlElement, text: str, config: Config) -> list[Claim]:
    """What the page shows of its date: the stamp under its title, which knows of weekdays and of the project's order,
    unless htmldate finds another day.
    """
    guess = _guessed(text)
    below = _under_title(tree, config)
    if guess and not (below and _one_day(guess, below)):
        return [Claim(source="metadata", stamp=_said(guess, "page", config))]
    return [Claim(source="header", stamp=below)] if below else []


def _one_day(guess: str, said: stamp.Stamp) -> bool:
    """Whether two readings are of one date, though day and month may have changed places."""
    day = ((said.moment and said.moment.earliest) or "")[:10]
    year, month, number = guess[:4], guess[5:7], guess[8:10]
    return day in (guess, f"{year}-{number}-{month}")


def _under_title(tree: HtmlElement, config: Config) -> stamp.Stamp | None:
    """The first date in a short line between the title and the prose."""
    for line in islice(_behind_title(tree), 30):
        if len(line) > 100:
            return None
        found = stamp.find(line, config.date_order) if any(map(str.isdigit, line)) else None
        if found and found.moment:
            return found
    return None


def _behind_title(tree: HtmlElement) -> Iterator[str]:
    """The lines behind the one that holds the page's headline and nothing else."""
    title = _title(tree)
    return islice(dropwhile(lambda line: line != title, _lines(tree)), 1, None)


def _lines(tree: HtmlElement) -> Iterator[str]:
    """What a page shows, line by line as a browser breaks it; a headline is one line."""
    from lxml.etree import iterwalk

    held: list[str] = []
    headline = False
    for event, element in iterwalk(tree, events=("start", "end")):
        known = isinstance(element.tag, str)
        headline = (event == "start") if element.tag == "h1" else headline
        if known and element.tag not in _INLINE and not (headline and element.tag == "br"):
            if line := " ".join("".join(held).split()):
                yield line
            held = []
        elif element.tag == "br":
            held.append(" ")
        if event == "end":
            held.append(element.tail or "")
        elif known and element.tag not in ("script", "style", "title"):
            held.append(element.text or "")
    if line := " ".join("".join(held).split()):
        yield line


def _depth(tree: HtmlElement) -> int:
    """How deeply tags are nested, as far as it matters."""
    from lxml.etree import iterwalk

    deepest = depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _Paragraphs(NamedTuple):
    """The words of a page's paragraphs, in order, and each article with the first and the end of its own among them."""

    words: list[str]
    articles: list[tuple[HtmlElement, int, int]]


def _paragraphs(tree: HtmlElement) -> _Paragraphs:
    from lxml.etree import iterwalk

    words: list[str] = []
    articles: list[tuple[HtmlElement, int, int]] = []
    open_: list[int] = []
    for event, element in iterwalk(tree, events=("start", "end"), tag=("article", "p")):
        if element.tag == "p":
            if event == "start":
                words.append(" ".join(element.text_content().split()))
        elif event == "start":
            open_.append(len(articles))
            articles.append((element, len(words), len(words)))
        else:
            number = open_.pop()
            articles[number] = (*articles[number][:2], len(words))
    return _Paragraphs(words, articles)


def _beside(tree: HtmlElement, visible: Body, where: str) -> list[Diagnostic]:
    """Whole articles that stand on the page beside the one that was read; teasers are none."""
    plain = " ".join(visible.text.split())
    page = _paragraphs(tree)
    is_read = cache(plain.__contains__)  # articles within articles hold the same paragraphs
    lost: list[str] = []
    for element, first, end in page.articles:
        prose = [words for words in page.words[first:end] if len(words) >= 80]
        if len(prose) >= 2 and not any(map(is_read, prose)):
            heading = next(element.iter("h1", "h2", "h3"), None)
            named = " ".join(heading.text_content().split()) if heading is not None else prose[0]
            lost.append(f"“{named[:60]}”")
    if not lost:
        return _listed(page, plain, where)
    return [Diagnostic(
        where=where, code="several-articles", message=f"the page holds several articles; the first was read, and left out: {', '.join(lost[:5])}",
        hint="Save each article's own page.",
    )]  # fmt: skip


def _listed(page: _Paragraphs, plain: str, where: str) -> list[Diagnostic]:
    """A front page or a list of results: what was read are the openings of several articles, each with a link to its own."""
    lengths = [0, *accumulate(len(words) + 1 for words in page.words)]
    openings = [
        words
        for element, first, end in page.articles
        if 40 < lengths[end] - lengths[first] <= len(plain) + 1
        and element.xpath("boolean((.//h1|.//h2|.//h3|.//h4)[.//a[@href] or parent::a])")
        for words in [" ".join(page.words[first:end])]
        if words in plain
    ]
    if len(openings) < 3 or max(map(len, openings)) > len(plain) / 2:
        return []
    return [Diagnostic(
        where=where, code="several-articles", message=f"the page lists {len(openings)} articles, and their openings were read as one",
        hint="Save each article's own page.",
    )]  # fmt: skip


def _guessed(text: str) -> str | None:
    """htmldate's reading of the page's own markup; its wider search would make up days, so it is off."""
    from htmldate import find_date

    try:
        return find_date(
            text, extensive_search=False, original_date=True, min_date="1500-01-01", max_date="2199-12-31"
        )
    except Exception:  # only a guess is lost, whatever the library raises
        return None


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """What schema.org's JSON-LD says of the article of the page."""
    for item in _linked_items(tree):
        kinds = item.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if not any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
            continue
        if not (item.get("datePublished") or item.get("headline") or item.get("articleBody")):
            continue
        date = next(
            (
                name
                for name in ("datePublished", "dateCreated", "uploadDate")
                if isinstance(item.get(name), str)
            ),
            None,
        )
        page = item.get("mainEntityOfPage")
        return {
            "title": item.get("headline") or item.get("name"),
            "deck": item.get("alternativeHeadline") or item.get("description"),
            "date": item.get(date) if date else None,
            "date from": date,
            "modified": item.get("dateModified"),
            "byline": item.get("author"),
            "source": item.get("publisher"),
            "section": item.get("articleSection"),
            "tags": item.get("keywords"),
            "lang": item.get("inLanguage"),
            "url": item.get("url") or (page.get("@id") if isinstance(page, Mapping) else page),
            "places": item.get("contentLocation") or item.get("locationCreated") or item.get("dateline"),
            "rights": item.get("copyrightNotice"),
            "articleBody": item.get("articleBody"),
        }
    return {}


def _linked_items(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = msgspec.json.decode((script.text or "").strip().rstrip(";"))
        except (msgspec.DecodeError, RecursionError):
            continue
        pending: list[Any] = data if isinstance(data, list) else [data]
        for item in pending[:50]:
            if isinstance(item, Mapping):
                yield item
                graph = item.get("@graph")
                yield from (
                    part
                    for part in (graph if isinstance(graph, list) else [])[:200]
                    if isinstance(part, Mapping)
                )


def _metas(tree: HtmlElement) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        key = _META.get(name)
        if not key or not content:
            continue
        if key == "tags" and name == "article:tag":
            said["tags"] = [*(said["tags"] if isinstance(said.get("tags"), list) else []), content]
        elif key == "date":
            if not said.get("date"):
                said["date"], said["date from"] = content, name
        else:
            said.setdefault(key, content)
    for element in tree.iter("time"):
        value = element.get("datetime")
        published = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if value and not said.get("date") and (published or _PUBLISHED.search(element.get("class") or "")):
            said["date"], said["date from"] = value, "time"
    if not said.get("byline"):
        said["byline"] = _author(tree)
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            said["url"] = link.get("href")
    return said


def _author(tree: HtmlElement) -> str | None:
    """What the page marks as its author."""
    for element in tree.iter("a", "span", "p", "div", "address"):
        if element.get("rel") == "author" or _AUTHOR.fullmatch(element.get("class") or ""):
            words = re.sub(r"^by\b[\s:]*", "", " ".join(element.text_content().split()), flags=re.IGNORECASE)
            if 2 < len(words) <= 60:
                return words
    return None


def _title(tree: HtmlElement) -> str:
    """The only ``h1``, else the page's title without the name of the site behind it."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    headings = [words for words in headings if words]
    if len(headings) == 1:
        return headings[0]
    title = tree.find(".//title")
    words = " ".join((title.text or "").split()) if title is not None else ""
    return re.split(r"\s+[|–—-]\s+(?=[^|–—]{2,40}$)", words)[0]


def _without_head(visible: Body, title: str, config: Config) -> tuple[Body, Head]:
    """The body without the title, byline and stamp that stand at its head on the page, and what these say."""
    # Rows of a table and items of a list are no head, even where they open with a date.
    blocks = takewhile(lambda block: block.kind != "item", visible.blocks)
    texts = [visible.text[block.start : block.end] for block in blocks]
    lines: list[str] = [title] if title else []
    offset = len(lines)
    for words in texts[:10]:
        lines += [" ".join(words.split())]
    top = head(lines, config.date_order)
    taken = max(0, top.lines - offset)
    if top.title and not title and not any(top.stamps) and taken <= 1:
        taken = 0
    if not taken:
        return visible, Head()
    if taken >= len(visible.blocks):
        return visible, Head(stamps=top.stamps)
    return markup.without_first(visible, taken), top
