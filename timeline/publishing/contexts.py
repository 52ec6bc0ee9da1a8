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
    """Its words."""
    href: str
    """Where it leads, relative to the site's root."""
    current: bool = False
    """Whether it leads to the page it stands on."""
    note: str = ""
    """Small print after it: a count, a date, a reason."""


class Site(Context, frozen=True, kw_only=True, cache_hash=True):
    """What is the same on every page."""

    title: str
    """The project's title."""
    deck: str
    """One or two sentences under the title; may be empty."""
    lang: str
    """Code of the pages' language, for ``lang``."""
    dir: Direction
    """Direction of the pages' language, for ``dir``."""
    base_url: str | None
    """Public address of the root, or ``None``."""
    author: str | None
    """Who publishes it, or ``None``."""
    rights: str | None
    """What may be done with it, or ``None``."""
    noindex: bool
    """Whether search engines are asked to stay away."""
    style: str
    """Path of the style sheet, with its digest."""
    script: str
    """Path of the script, with its digest."""
    font: str
    """Path of the font."""
    nav: tuple[Link, ...]
    """The site's navigation, as far as its pages exist."""
    data: tuple[Link, ...]
    """The open data: feeds and exports."""
    image: str | None = None
    """Absolute address of the picture for OpenGraph, or ``None``."""


class PageMeta(Context, frozen=True, kw_only=True):
    """What differs from page to page in the head, and the way home."""

    path: str
    """Where the page stands, from the root: ``2016/12/index.html``."""
    root: str
    """The way to the root from here: ``../../``. It stands before every link."""
    title: str
    """For ``<title>``: the page's own, then the site's."""
    description: str
    """For search engines and previews, 300 characters at most."""
    here: str = ""
    """The link of the site's navigation that leads to this very page, where one does."""
    canonical: str | None = None
    """Absolute address of the page, with a ``base_url``."""
    noindex: bool = False
    """Whether search engines are asked to leave this page out."""
    jsonld: str | None = None
    """A JSON document, already safe inside a ``<script>`` element."""
    previous: Link | None = None
    """The page before it in time, where there is one."""
    next: Link | None = None
    """The page after it in time, where there is one."""
    wasm: bool = False
    """Whether its policy allows WebAssembly: the search alone."""
    scripted: bool = False
    """Whether it asks for the script."""

    @property
    def jsonld_digest(self) -> str:
        """Digest of :attr:`jsonld` as a policy names it. Browsers need none for data; validators ask for it."""
        return b64encode(sha256((self.jsonld or "").encode("utf-8", "replace")).digest()).decode()


class Part(Context, frozen=True, kw_only=True):
    """A piece of quoted text: plain, marked as the words that date it, or linked."""

    text: str
    """Its words."""
    marked: bool = False
    """Whether they date the event."""
    href: str = ""
    """Where it leads; empty where it is no link."""
    title: str = ""
    """The date in words, for a tooltip."""
    tags: tuple[str, ...] = ()
    """Elements of emphasis around it, the outermost first; only in an article's own text."""
    outside: bool = False
    """Whether ``href`` leads to where the article's author points."""


class Passage(Context, frozen=True, kw_only=True, cache_hash=True):
    """Words of an article, quoted. ``lang`` and ``dir`` are empty where they are the page's own."""

    parts: tuple[Part, ...]
    """Its pieces, in order."""
    lang: str = ""
    """Language of the words, where it is not the page's."""
    dir: str = ""
    """Their direction, where they have a language of their own."""


class Reading(Context, frozen=True, kw_only=True):
    """A runner-up reading of a time expression, and why it was not chosen."""

    words: str
    """The date it would be."""
    why: str
    """What would have to be so."""


class Why(Context, frozen=True, kw_only=True, cache_hash=True):
    """Why an event stands where it stands. ``steps`` is the derivation, one step an item."""

    words: str
    """The words that dated it, or nothing where a person did."""
    result: str
    """The date, in words."""
    steps: tuple[str, ...]
    """How the words came to the date."""
    inherited: bool = False
    """Whether the words stand earlier in the article."""
    state: str = ""
    """In a word: checked or corrected by a person; empty where nobody did either."""
    checked: str = ""
    """In words: a person checked it, when, and why; empty where nobody did."""
    doubt: str = ""
    """In words, where the reading is not sure."""
    readings: tuple[Reading, ...] = ()
    """What else the words could mean."""


class Entry(Context, frozen=True, kw_only=True, cache_hash=True):
    """An event in a list."""

    id: str
    """The event's identifier, for ever."""
    anchor: str
    """Its anchor on a list."""
    href: str
    """Its page, or its place on its article's page."""
    when: When
    """Its date."""
    follows: Literal["", "also", "same"]
    """Whether the entry before has the same date: the first to follow says so, the others say nothing."""
    headline: str
    """What happened."""
    marked: Passage | None
    """The headline with the words that date it marked, where it is the quotation itself; then ``quote`` is none."""
    lang: str
    """Language of the headline, where it is not the page's."""
    dir: str
    """Direction of the headline, where it has a language of its own."""
    rank: Literal[1, 2, 3]
    """Its weight on a page: 1 for the few that matter most, 3 for small print."""
    kind: str
    """In words; empty for what simply happened."""
    kind_code: str
    """``happened``, ``ongoing``, ``planned``, ``conditional``, ``denied`` or ``stated``."""
    by: str
    """The source's own words for who says so; empty where the article itself does."""
    quote: Passage | None
    """The clause that tells it; none where it is the headline, or where a person added the event."""
    source: str
    """Who published the quotation."""
    reported: str
    """The day on which it was first reported, in short words."""
    reports: str
    """How many independent reports there are, in words; nothing where there is one."""
    why: Why
    """Why it has this date."""
    notes: tuple[str, ...]
    """Doubts in words: sources that disagree, a plan that came true."""
    background: bool
    """Whether it is told as history, not as news."""
    known: str
    """The ISO day on which it was first reported, or nothing."""
    sources: tuple[str, ...]
    """Every source that tells it."""
    tags: tuple[str, ...]
    """Its topics."""

    @property
    def words(self) -> str:
        """The quotation as plain text; the headline where there is none."""
        passage = self.marked or self.quote
        return "".join(part.text for part in passage.parts).strip() if passage else self.headline


class Run(Context, frozen=True, kw_only=True):
    """Entries that follow one another; ``summary`` names a run that is folded away, else it is empty."""

    entries: tuple[Entry, ...]
    """They, in order."""
    summary: str = ""
    """What the fold says; empty where the run stands open."""


class Month(Context, frozen=True, kw_only=True):
    """A month of a year. ``title`` is empty for what is dated no closer than the year."""

    anchor: str
    """Its anchor on the page."""
    title: str
    """Its name, or nothing."""
    runs: tuple[Run, ...]
    """Its entries, folded and not."""
    more: Link | None = None
    """The page with all of it, where something is left out."""


class Year(Context, frozen=True, kw_only=True):
    """A year and what it holds."""

    anchor: str
    """Its anchor on the page."""
    title: str
    """Its name, or that of a decade or century."""
    months: tuple[Month, ...]
    """Its months, what is dated no closer than the year first."""
    more: Link | None = None
    """The page with all of it, where something is left out."""


class Bar(Context, frozen=True, kw_only=True):
    """One bar of the overview strip; positions along it in per cent, heights in pixels upwards from the line.

    The three parts stand on one another: dated to the day, dated more coarsely, planned.
    """

    x: float
    """Where it begins."""
    width: float
    """How wide it is."""
    solid: float
    """What is dated to the day."""
    coarse: float
    """What is dated less closely."""
    planned: float
    """What is planned."""
    title: str
    """For a tooltip: its time and its number."""
    href: str
    """Its place on the page, beginning with ``#``, or another page."""
    count: int
    """How many events."""
    label: str
    """Its time, in words."""
    top: Literal["", "above", "beside"] = ""
    """Where its number stands: the highest bar alone has one, beside it where a name's hairline comes up."""


class Tick(Context, frozen=True, kw_only=True):
    """A word under the strip, at a place along it in per cent. ``minor`` ones give way on small screens."""

    x: float
    """Its place."""
    text: str
    """Its words."""
    anchor: Literal["start", "middle", "end"] = "middle"
    """Which end of the words stands at the place."""
    minor: bool = False
    """Whether a small screen leaves it out."""


class Label(Context, frozen=True, kw_only=True):
    """One of the events named above a picture."""

    x: float
    """Its place along the picture, in per cent."""
    y: float
    """Its baseline, in pixels from the top."""
    text: str
    """A headline, shortened."""
    href: str
    """Its event."""
    anchor: Literal["start", "middle", "end"]
    """Which end of the words stands at the place."""
    line: float
    """Where its hairline ends, in pixels from the top."""


class Strip(Context, frozen=True, kw_only=True):
    """The overview strip: how much is told of which time."""

    bars: tuple[Bar, ...]
    """Its bars."""
    ticks: tuple[Tick, ...]
    """Words under the line."""
    gaps: tuple[Tick, ...]
    """Words for long silences."""
    labels: tuple[Label, ...]
    """Names of the events that matter most."""
    caption: str
    """What a bar stands for, in words."""
    above: int
    """Height of the names above the bars, in pixels."""
    height: int
    """Height of the bars with the words under them, in pixels."""
    baseline: int
    """Where the line lies, in pixels from the top of the bars."""


class Base(Context, frozen=True, kw_only=True):
    """What every page has."""

    site: Site
    """What is the same on every page."""
    page: PageMeta
    """What differs from page to page."""


class IndexPage(Base, frozen=True, kw_only=True):
    """``index.html`` and ``newest/``: the timeline."""

    facts: tuple[str, ...]
    """The counts under the title."""
    story: tuple[Entry, ...]
    """The few events that matter most; empty where nothing ranks."""
    strip: Strip | None
    """The overview, where there is one."""
    background: tuple[Year, ...]
    """The few that lie far before the rest, to be folded away; ``background_name`` says what they are."""
    background_name: str
    """Words for what is folded away."""
    years: tuple[Year, ...]
    """The timeline."""
    jump: tuple[Link, ...]
    """Links to its years."""
    elsewhere: tuple[Link, ...]
    """Links to the pages of years of which nothing stands here, each with its count; ``elsewhere_name`` says how many."""
    elsewhere_name: str
    """Words for these years."""
    note: str
    """What the page leaves out, in words; empty when it holds everything."""
    order: Link
    """The same in the other order."""
    undated: Link | None
    """What could not be dated, where there is any."""
    tags: tuple[Link, ...]
    """The topics that occur most."""


class ListPage(Base, frozen=True, kw_only=True):
    """``YYYY/``, ``YYYY/MM/``, ``tags/…/``, ``sources/…/``: a part of the timeline, paginated."""

    heading: str
    """What it lists."""
    note: str
    """How many, or what it leaves out, in words."""
    years: tuple[Year, ...]
    """The events."""
    jump: tuple[Link, ...]
    """Links to its months."""
    pages: tuple[Link, ...]
    """Links to its pages, where there are several."""
    crumbs: tuple[Link, ...]
    """The way up."""


class Telling(Context, frozen=True, kw_only=True):
    """One article's telling of an event."""

    anchor: str
    """Its anchor, for ever."""
    source: str
    """Who published the article."""
    title: str
    """The article's headline."""
    lang: str
    """Language of the article, where it is not the page's."""
    dir: str
    """Its direction, where it has a language of its own."""
    href: str
    """On an event's page the place in the article, on an article's page the event, or nothing."""
    url: str | None
    """Where the article was first published, or ``None``."""
    rights: str
    """What may be done with it, in the source's words."""
    reported: str
    """The article's day, in words."""
    lag: str
    """How long after it happened it was told, in words."""
    when: When
    """The date that this telling gives it."""
    quote: Passage | None
    """The clause that tells it."""
    by: str
    """Who says so, where it is not the article itself."""
    kind: str
    """In words; empty for what simply happened."""
    why: Why
    """Why this telling has this date."""
    again: bool = False
    """Whether the telling before it is of the same article."""


class Disagreement(Context, frozen=True, kw_only=True):
    """What some sources say instead."""

    claim: str
    """The other date, in words."""
    reason: str
    """How many say so, or what else there is to say."""
    tellings: tuple[Link, ...]
    """Who says so."""


class EventPage(Base, frozen=True, kw_only=True):
    """``events/<id>/``: one event, everything that is known of it."""

    entry: Entry
    """The event as it stands in a list."""
    tellings: tuple[Telling, ...]
    """Every telling, those of one article together."""
    articles: int
    """How many articles tell it; one of them may do so several times."""
    disagreements: tuple[Disagreement, ...]
    """What some sources say instead."""
    ties: tuple[Link, ...]
    """Plans and what came of them, denials and what they deny."""
    facts: tuple[tuple[str, str], ...]
    """Names and values for the record."""
    merged: tuple[str, ...]
    """Why reports are taken as one event."""
    tags: tuple[Link, ...]
    """Its topics."""
    before: Link | None
    """The event before it."""
    after: Link | None
    """The event after it."""
    place: Link
    """Its place in the timeline."""


class Block(Context, frozen=True, kw_only=True):
    """A paragraph, heading, quotation, item or preformatted block of an article."""

    kind: str
    """``paragraph``, ``heading``, ``quote``, ``item`` or ``preformatted``."""
    level: int
    """Level of a heading."""
    passage: Passage
    """Its words."""


class ArticlePage(Base, frozen=True, kw_only=True):
    """``articles/<id>/``: the article whole when the project says that it may, else what it was quoted for."""

    title: str
    """Its headline."""
    lang: str
    """Its language, where it is not the page's."""
    dir: str
    """Its direction, where it has a language of its own."""
    source: str
    """Who published it."""
    byline: str
    """Who wrote it."""
    published: str
    """Its day, in words; empty where it says none."""
    published_datetime: str | None
    """Its day for ``<time>``, or ``None``."""
    evidence: str
    """The words that date it."""
    places: str
    """Where it was written."""
    rights: str
    """What may be done with it, in the source's words."""
    url: str | None
    """Where it was first published, or ``None``."""
    deck: str
    """Its own lead."""
    full: bool
    """Whether it stands whole."""
    blocks: tuple[Block, ...]
    """Its text, with times marked; empty where it may not be shown."""
    later: Link | None
    """The later version that is told in its place, or ``None``."""
    tellings: tuple[Telling, ...]
    """The events that it tells, in the order of its text."""
    undated: tuple[Telling, ...]
    """What it tells without saying when."""


class UndatedPage(Base, frozen=True, kw_only=True):
    """``undated/``: what could not be dated, listed and not dropped."""

    entries: tuple[Entry, ...]
    """They."""
    pages: tuple[Link, ...]
    """Links to its pages, where there are several."""
    total: str
    """How many, in words."""


class Row(Context, frozen=True, kw_only=True):
    """A row of a table; ``href`` links its first cell."""

    cells: tuple[str, ...]
    """Its cells, in order."""
    href: str = ""
    """Where its first cell leads; empty where it leads nowhere."""


class Table(Context, frozen=True, kw_only=True):
    """A table with its caption; the first column holds words, the others figures."""

    caption: str
    """What it shows."""
    head: tuple[str, ...]
    """The names of its columns."""
    rows: tuple[Row, ...]
    """Its rows."""


class Finding(Context, frozen=True, kw_only=True):
    """An article that was skipped or half understood: where it stands, why, and the remedy."""

    where: str
    """The file, and the line where there is one."""
    reason: str
    """What is wrong."""
    remedy: str
    """What to do about it."""


class AboutPage(Base, frozen=True, kw_only=True):
    """``about/``: the method, figures computed from this very chronology, and what was skipped."""

    facts: tuple[str, ...] = ()
    """Figures, in words."""
    tables: tuple[Table, ...] = ()
    """Figures, in tables."""
    findings: tuple[Finding, ...] = ()
    """What was skipped or half understood."""
    pages: tuple[Link, ...] = ()
    """Links to its pages, where there are several."""


class IndexOfPage(Base, frozen=True, kw_only=True):
    """``tags/`` and ``sources/``: names and how often they occur."""

    heading: str
    """What it lists."""
    note: str
    """How many, in words."""
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    """Names under their initials."""
    pages: tuple[Link, ...] = ()
    """Links to its pages, where there are several."""


class Dot(Context, frozen=True, kw_only=True):
    """A report (or a bin of them) in the two-clock picture: ``x`` in per cent, ``y`` and ``r`` in pixels."""

    x: float
    """Its place across."""
    y: float
    """Its place downwards."""
    r: float
    """Its radius."""
    href: str
    """The event; empty for a bin, and where a small picture has very many."""
    title: str
    """For a tooltip; a bin says how many it holds."""
    planned: bool
    """Whether it was planned."""
    coarse: bool
    """Whether it is dated less closely than to the day."""


class Join(Context, frozen=True, kw_only=True):
    """A hairline that joins the retellings of one event; ``x`` in per cent, ``y`` in pixels."""

    x1: float
    """Where it begins."""
    y1: float
    """Where it begins."""
    x2: float
    """Where it ends."""
    y2: float
    """Where it ends."""


class Clocks(Context, frozen=True, kw_only=True):
    """The two-clock picture. Wide: when it happened across, how long until it was told upwards. Narrow: when it
    happened downwards, the lag across."""

    dots: tuple[Dot, ...]
    """The reports."""
    joins: tuple[Join, ...]
    """The lines between retellings."""
    lags: tuple[Tick, ...]
    """Words for the lag: ``x`` in pixels in the wide picture, in per cent in the narrow one."""
    ticks: tuple[Tick, ...]
    """Words for the time: ``x`` in per cent in the wide picture, in pixels in the narrow one."""
    labels: tuple[Label, ...]
    """Names of the events that matter most."""
    above: int
    """Height of the names above the picture, in pixels; the rest lies under it."""
    height: int
    """Height of the whole, in pixels."""
    binned: bool
    """Whether its dots are bins."""


class Plan(Context, frozen=True, kw_only=True):
    """Something that was planned, and what is known of it since."""

    when: When
    """For when it was planned."""
    headline: str
    """What was planned."""
    href: str
    """The event."""
    lang: str
    """Language of the headline, where it is not the page's."""
    dir: str
    """Its direction, where it has a language of its own."""
    outcome: str
    """What came of it, in words."""
    outcome_href: str
    """The event that it came to; empty where there is none."""


class ReportedPage(Base, frozen=True, kw_only=True):
    """``reported/``: the two clocks."""

    finding: str
    """What the picture shows, in a sentence."""
    wide: Clocks | None
    """The picture for a wide screen."""
    narrow: Clocks | None
    """The picture for a narrow one."""
    lags: Table
    """How soon it was told, as a table."""
    plans: tuple[Plan, ...]
    """What was planned."""
    plans_note: str
    """What the list of plans leaves out, in words; empty when it holds all."""


class Change(Context, frozen=True, kw_only=True):
    """A correction or change, in words. What is no longer told has neither headline nor link."""

    headline: str
    """Of which event."""
    href: str
    """The event."""
    when: str
    """Its date, in words."""
    what: str
    """What was changed."""
    because: str
    """Why, in the person's words."""
    lang: str = ""
    """Language of the headline, where it is not the page's."""
    dir: str = ""
    """Its direction, where it has a language of its own."""


class Changed(Context, frozen=True, kw_only=True):
    """Changes of one kind: new, told otherwise, no longer told, corrected, withdrawn."""

    heading: str
    """What kind."""
    changes: tuple[Change, ...]
    """They."""


class ChangesPage(Base, frozen=True, kw_only=True):
    """``changes/``: what changed since an earlier publication, where one was given, and the public corrections."""

    heading: str
    """The page's heading."""
    deck: str
    """What it holds, in a sentence."""
    since: str
    """What this publication is compared with, in words; empty where it is compared with none."""
    sections: tuple[Changed, ...]
    """Changes by kind."""
    pages: tuple[Link, ...] = ()
    """Links to its pages, where there are several."""


class PicturePage(Base, frozen=True, kw_only=True):
    """``opengraph.svg``, painted into ``opengraph.png``: lines of the title and the deck, the counts, the strip.

    Words that the picture's fonts have no letters for are empty.
    """

    title: tuple[str, ...]
    """Lines of the title."""
    deck: tuple[str, ...]
    """Lines of the deck."""
    facts: str
    """The counts."""
    strip: Strip | None
    """The overview, without names and links."""
    ticks: bool
    """Whether the words under the strip can be set."""


class PlainPage(Base, frozen=True, kw_only=True):
    """``404.html``, and the signposts where an event once stood."""

    entries: tuple[Entry, ...] = ()
    """The event that has moved; empty on ``404.html``."""


class WithdrawnPage(Base, frozen=True, kw_only=True):
    """What stands at the address of an event or an article that was withdrawn: that it was, and why."""

    change: Change
    """The note."""
    told: str
    """What stood here, in words."""


class SearchPage(Base, frozen=True, kw_only=True):
    """``search/``: the search, and names for those without script. ``script`` is empty where Pagefind is left out."""

    script: str
    """Path of the search's own script."""
    topics: tuple[Link, ...]
    """Topics."""
    sources: tuple[Link, ...]
    """Sources."""
    years: tuple[Link, ...]
    """Years."""


class EmbedPage(Base, frozen=True, kw_only=True):
    """``embed/``: a page for an iframe, and a fragment to paste. ``base`` stands before every link of the fragment."""

    entries: tuple[Entry, ...]
    """The events that matter most."""
    facts: tuple[str, ...]
    """The counts."""
    base: str
    """What stands before every link."""
