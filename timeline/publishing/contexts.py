"""What each template is given: the contract of a theme (``docs/themes.md`` is written from this file).

All values are frozen and hold text, never markup: the templates escape it. Links named ``href`` are relative to
the site's root; a template writes ``{{ page.root }}{{ entry.href }}``.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Literal

import msgspec

from timeline.publishing.dates import When

Direction = Literal["ltr", "rtl"]


class Context(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of everything that a template sees."""


class Link(Context, frozen=True, kw_only=True):
    """A link in words. ``current`` marks where the reader is; ``note`` is small print after it."""

    text: str
    href: str
    current: bool = False
    note: str = ""
    rel: str = ""


class Site(Context, frozen=True, kw_only=True, cache_hash=True):
    """What is the same on every page."""

    title: str
    deck: str
    lang: str
    dir: Direction
    base_url: str | None
    author: str | None
    rights: str | None
    noindex: bool
    style: str
    script: str
    font: str
    nav: tuple[Link, ...]
    data: tuple[Link, ...]
    """The open data: feeds and exports."""
    image: str | None = None
    """Absolute address of the picture for OpenGraph, or ``None``."""


class PageMeta(Context, frozen=True, kw_only=True):
    """What differs from page to page in the head, and the way home."""

    path: str
    root: str
    title: str
    description: str
    here: str = ""
    """The link of the site's navigation that leads to this very page, where one does."""
    canonical: str | None = None
    noindex: bool = False
    jsonld: str | None = None
    """A JSON document, already safe inside a ``<script>`` element."""
    previous: Link | None = None
    next: Link | None = None
    wasm: bool = False
    scripted: bool = False

    @property
    def jsonld_digest(self) -> str:
        """Digest of :attr:`jsonld` as a policy names it. Browsers need none for data; validators ask for it."""
        return b64encode(sha256((self.jsonld or "").encode("utf-8", "replace")).digest()).decode()


class Part(Context, frozen=True, kw_only=True):
    """A piece of quoted text: plain, marked as the words that date it, or linked."""

    text: str
    marked: bool = False
    href: str = ""
    title: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    """Elements of emphasis around it, the outermost first; only in an article's own text."""
    outside: bool = False
    """Whether ``href`` leads to where the article's author points."""


class Passage(Context, frozen=True, kw_only=True, cache_hash=True):
    """Words of an article, quoted. ``lang`` and ``dir`` are empty where they are the page's own."""

    parts: tuple[Part, ...]
    lang: str = ""
    dir: str = ""


class Reading(Context, frozen=True, kw_only=True):
    """A runner-up reading of a time expression, and why it was not chosen."""

    words: str
    why: str


class Why(Context, frozen=True, kw_only=True, cache_hash=True):
    """Why an event stands where it stands. ``steps`` is the derivation, one step an item."""

    words: str
    """The words that dated it, or nothing where a person did."""
    result: str
    steps: tuple[str, ...]
    inherited: bool = False
    state: str = ""
    """In a word: checked or corrected by a person; empty where nobody did either."""
    checked: str = ""
    """In words: a person checked it, when, and why; empty where nobody did."""
    doubt: str = ""
    """In words, where the reading is not sure."""
    readings: tuple[Reading, ...] = ()


class Entry(Context, frozen=True, kw_only=True, cache_hash=True):
    """An event in a list."""

    id: str
    anchor: str
    href: str
    when: When
    follows: Literal["", "also", "same"]
    """Whether the entry before has the same date: the first to follow says so, the others say nothing."""
    headline: str
    marked: Passage | None
    """The headline with the words that date it marked, where it is the quotation itself; then ``quote`` is none."""
    lang: str
    dir: str
    rank: Literal[1, 2, 3]
    kind: str
    """In words; empty for what simply happened."""
    kind_code: str
    by: str
    """The source's own words for who says so; empty where the article itself does."""
    quote: Passage | None
    source: str
    reported: str
    reports: str
    why: Why
    notes: tuple[str, ...]
    """Doubts in words: sources that disagree, a plan that came true."""
    background: bool
    known: str
    """The ISO day on which it was first reported, or nothing."""
    sources: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def words(self) -> str:
        """The quotation as plain text; the headline where there is none."""
        passage = self.marked or self.quote
        return "".join(part.text for part in passage.parts).strip() if passage else self.headline


class Run(Context, frozen=True, kw_only=True):
    """Entries that follow one another; ``summary`` names a run that is folded away, else it is empty."""

    entries: tuple[Entry, ...]
    summary: str = ""


class Month(Context, frozen=True, kw_only=True):
    """A month of a year. ``title`` is empty for what is dated no closer than the year."""

    anchor: str
    title: str
    runs: tuple[Run, ...]
    more: Link | None = None


class Year(Context, frozen=True, kw_only=True):
    """A year and what it holds."""

    anchor: str
    title: str
    months: tuple[Month, ...]
    more: Link | None = None


class Bar(Context, frozen=True, kw_only=True):
    """One bar of the overview strip; positions along it in per cent, heights in pixels upwards from the line.

    The three parts stand on one another: dated to the day, dated more coarsely, planned.
    """

    x: float
    width: float
    solid: float
    coarse: float
    planned: float
    title: str
    href: str
    count: int
    label: str
    top: Literal["", "above", "beside"] = ""
    """Where its number stands: the highest bar alone has one, beside it where a name's hairline comes up."""


class Tick(Context, frozen=True, kw_only=True):
    """A word under the strip, at a place along it in per cent. ``minor`` ones give way on small screens."""

    x: float
    text: str
    anchor: Literal["start", "middle", "end"] = "middle"
    minor: bool = False


class Label(Context, frozen=True, kw_only=True):
    """One of the events named above a picture."""

    x: float
    y: float
    text: str
    href: str
    anchor: Literal["start", "middle", "end"]
    line: float
    """Where its hairline ends, in pixels from the top."""


class Strip(Context, frozen=True, kw_only=True):
    """The overview strip: how much is told of which time."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[Tick, ...]
    labels: tuple[Label, ...]
    caption: str
    above: int
    """Height of the names above the bars, in pixels."""
    height: int
    baseline: int


class Base(Context, frozen=True, kw_only=True):
    """What every page has."""

    site: Site
    page: PageMeta


class IndexPage(Base, frozen=True, kw_only=True):
    """``index.html`` and ``newest/``: the timeline."""

    facts: tuple[str, ...]
    story: tuple[Entry, ...]
    strip: Strip | None
    background: tuple[Year, ...]
    """The few that lie far before the rest, to be folded away; ``background_name`` says what they are."""
    background_name: str
    years: tuple[Year, ...]
    jump: tuple[Link, ...]
    note: str
    """What the page leaves out, in words; empty when it holds everything."""
    order: Link
    undated: Link | None
    tags: tuple[Link, ...]


class ListPage(Base, frozen=True, kw_only=True):
    """``YYYY/``, ``YYYY/MM/``, ``tags/…/``, ``sources/…/``: a part of the timeline, paginated."""

    heading: str
    note: str
    years: tuple[Year, ...]
    jump: tuple[Link, ...]
    pages: tuple[Link, ...]
    crumbs: tuple[Link, ...]


class Telling(Context, frozen=True, kw_only=True):
    """One article's telling of an event."""

    anchor: str
    source: str
    title: str
    lang: str
    dir: str
    href: str
    url: str | None
    rights: str
    reported: str
    lag: str
    when: When
    quote: Passage | None
    by: str
    kind: str
    why: Why
    again: bool = False
    """Whether the telling before it is of the same article."""


class Disagreement(Context, frozen=True, kw_only=True):
    """What some sources say instead."""

    claim: str
    reason: str
    tellings: tuple[Link, ...]


class EventPage(Base, frozen=True, kw_only=True):
    """``events/<id>/``: one event, everything that is known of it."""

    entry: Entry
    tellings: tuple[Telling, ...]
    articles: int
    """How many articles tell it; one of them may do so several times."""
    disagreements: tuple[Disagreement, ...]
    ties: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    merged: tuple[str, ...]
    tags: tuple[Link, ...]
    before: Link | None
    after: Link | None
    place: Link


class Block(Context, frozen=True, kw_only=True):
    """A paragraph, heading, quotation, item or preformatted block of an article."""

    kind: str
    level: int
    passage: Passage


class ArticlePage(Base, frozen=True, kw_only=True):
    """``articles/<id>/``: the article whole when the project says that it may, else what it was quoted for."""

    title: str
    lang: str
    dir: str
    source: str
    byline: str
    published: str
    published_datetime: str | None
    evidence: str
    places: str
    rights: str
    url: str | None
    deck: str
    full: bool
    blocks: tuple[Block, ...]
    html: str | None
    """Sanitised markup with the marks set in it; the only value of all that is not escaped."""
    tellings: tuple[Telling, ...]
    undated: tuple[Telling, ...]


class UndatedPage(Base, frozen=True, kw_only=True):
    """``undated/``: what could not be dated, listed and not dropped."""

    entries: tuple[Entry, ...]
    pages: tuple[Link, ...]
    total: str


class Row(Context, frozen=True, kw_only=True):
    """A row of a table; ``href`` links its first cell."""

    cells: tuple[str, ...]
    href: str = ""


class Table(Context, frozen=True, kw_only=True):
    """A table with its caption; the first column holds words, the others figures."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


class Finding(Context, frozen=True, kw_only=True):
    """An article that was skipped or half understood: where it stands, why, and the remedy."""

    where: str
    reason: str
    remedy: str


class AboutPage(Base, frozen=True, kw_only=True):
    """``about/``: the method, figures computed from this very chronology, and what was skipped."""

    facts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: tuple[Link, ...] = ()


class IndexOfPage(Base, frozen=True, kw_only=True):
    """``tags/`` and ``sources/``: names and how often they occur."""

    heading: str
    note: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    pages: tuple[Link, ...] = ()


class Dot(Context, frozen=True, kw_only=True):
    """A report (or a bin of them) in the two-clock picture: ``x`` in per cent, ``y`` and ``r`` in pixels."""

    x: float
    y: float
    r: float
    href: str
    title: str
    planned: bool
    coarse: bool


class Join(Context, frozen=True, kw_only=True):
    """A hairline that joins the retellings of one event; ``x`` in per cent, ``y`` in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float


class Clocks(Context, frozen=True, kw_only=True):
    """The two-clock picture. Wide: when it happened across, how long until it was told upwards. Narrow: when it
    happened downwards, the lag across."""

    dots: tuple[Dot, ...]
    joins: tuple[Join, ...]
    lags: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]
    above: int
    """Height of the names above the picture, in pixels; the rest lies under it."""
    height: int
    binned: bool


class Plan(Context, frozen=True, kw_only=True):
    """Something that was planned, and what is known of it since."""

    when: When
    headline: str
    href: str
    lang: str
    dir: str
    outcome: str
    outcome_href: str


class ReportedPage(Base, frozen=True, kw_only=True):
    """``reported/``: the two clocks."""

    finding: str
    wide: Clocks | None
    narrow: Clocks | None
    lags: Table
    plans: tuple[Plan, ...]


class Change(Context, frozen=True, kw_only=True):
    """A correction or change, in words. What is no longer told has neither headline nor link."""

    headline: str
    href: str
    when: str
    what: str
    because: str
    lang: str = ""
    dir: str = ""


class Changed(Context, frozen=True, kw_only=True):
    """Changes of one kind: new, told otherwise, no longer told, corrected, withdrawn."""

    heading: str
    changes: tuple[Change, ...]


class ChangesPage(Base, frozen=True, kw_only=True):
    """``changes/``: what changed since an earlier publication, where one was given, and the public corrections."""

    heading: str
    deck: str
    since: str
    """What this publication is compared with, in words; empty where it is compared with none."""
    sections: tuple[Changed, ...]
    pages: tuple[Link, ...] = ()


class PicturePage(Base, frozen=True, kw_only=True):
    """``opengraph.svg``, painted into ``opengraph.png``: lines of the title and the deck, the counts, the strip.

    Words that the picture's fonts have no letters for are empty.
    """

    title: tuple[str, ...]
    deck: tuple[str, ...]
    facts: str
    strip: Strip | None
    ticks: bool
    """Whether the words under the strip can be set."""


class PlainPage(Base, frozen=True, kw_only=True):
    """``404.html``, and the signposts where an event once stood."""

    entries: tuple[Entry, ...] = ()


class WithdrawnPage(Base, frozen=True, kw_only=True):
    """What stands at the address of an event that was withdrawn: that it was, and why."""

    change: Change


class SearchPage(Base, frozen=True, kw_only=True):
    """``search/``: the search, and names for those without script. ``script`` is empty where Pagefind is left out."""

    script: str
    topics: tuple[Link, ...]
    sources: tuple[Link, ...]
    years: tuple[Link, ...]


class EmbedPage(Base, frozen=True, kw_only=True):
    """``embed/``: a page for an iframe, and a fragment to paste. ``base`` stands before every link of the fragment."""

    entries: tuple[Entry, ...]
    facts: tuple[str, ...]
    base: str
