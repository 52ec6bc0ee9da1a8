"""A small chronology made by hand: several sources, a conflict, a plan, doubt, coarse dates, other scripts."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from timeline.chronology.rank import with_pages
from timeline.civil import DAY, HOUR, Grain, Interval, civil_from_days, days_from_civil, month_length
from timeline.config import Config, SourceConfig
from timeline.model import (
    Alternative,
    Anchor,
    Article,
    ArticleDigest,
    Block,
    Chronology,
    Conflict,
    Event,
    Evidence,
    Kind,
    Link,
    Mention,
    Resolution,
    Review,
)

Site = tuple[Chronology, tuple[ArticleDigest, ...], Config]


def day(year: int, month: int, of_month: int) -> Interval:
    return Interval.of_day(year, month, of_month)


def month(year: int, number: int) -> Interval:
    start = days_from_civil(year, number, 1) * DAY
    return Interval(start, start + month_length(year, number) * DAY, Grain.MONTH)


def year(number: int) -> Interval:
    return Interval(days_from_civil(number, 1, 1) * DAY, days_from_civil(number + 1, 1, 1) * DAY, Grain.YEAR)


def by(year_: int, month_: int, of_month: int) -> Interval:
    return Interval(None, day(year_, month_, of_month).end, Grain.DAY)


def hours(year_: int, month_: int, of_month: int, first: int, last: int) -> Interval:
    start = days_from_civil(year_, month_, of_month) * DAY
    return Interval(start + first * HOUR, start + last * HOUR, Grain.DAYPART)


def article(
    id_: str,
    title: str,
    paragraphs: Iterable[str],
    *,
    on: Interval | None,
    source: str | None = None,
    lang: str = "en",
    **more: object,
) -> Article:
    blocks, text = [], ""
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(kind="paragraph", start=len(text), end=len(text) + len(paragraph)))
        text += paragraph
    anchor = None
    if on is not None:
        anchor = Anchor(moment=on, evidence=Evidence(source="header", words=f"{source} {on.earliest}"))
    return Article(
        id=id_, path=f"{id_}.txt", title=title, text=text, blocks=tuple(blocks), anchor=anchor, source=source, lang=lang,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def mention(
    of: Article,
    quote: str,
    words: str | None,
    when: Interval | None,
    *,
    headline: str = "",
    kind: Kind = "happened",
    edtf: str | None = None,
    why: tuple[str, ...] = (),
    alternatives: tuple[Alternative, ...] = (),
    inherited: bool = False,
    asserted_by: str | None = None,
    confidence: float = 0.95,
) -> Mention:
    start = of.text.index(quote)
    timex = None
    if words is not None:
        at = of.text.index(words, start if words in quote else 0)
        timex = Resolution(
            start=at, end=at + len(words), text=words, type="DATE", rule="weekday", value=edtf, interval=when, edtf=edtf,
            direction="past", why=why, alternatives=alternatives,
        )  # fmt: skip
    return Mention(
        id=f"{of.id}-{start}", article=of.id, quote=quote, start=start, end=start + len(quote),
        sentence=(start, start + len(quote)), kind=kind, headline=headline or quote, when=when, edtf=edtf, timex=timex,
        inherited=inherited, asserted_by=asserted_by, confidence=confidence, why=why,
    )  # fmt: skip


def event(id_: str, headline: str, *mentions: Mention, **more: object) -> Event:
    first = mentions[0]
    values: dict[str, object] = {
        "when": first.when,
        "edtf": first.edtf,
        "kind": first.kind,
        "asserted_by": first.asserted_by,
        "confidence": first.confidence,
        "voices": len({m.article for m in mentions}),
        "page": first.when is not None,
    } | more
    return Event(id=id_, headline=headline, mentions=mentions, **values)  # type: ignore[arg-type]


def digest(of: Article, *mentions: Mention) -> ArticleDigest:
    resolutions = {(m.timex.start, m.timex.end): m.timex for m in mentions if m.timex}
    ordered = tuple(sorted(resolutions.values(), key=lambda r: r.start))
    return ArticleDigest(article=of, resolutions=ordered, mentions=mentions)


def harbour() -> Site:
    """A ferry that runs aground: four sources, three languages, and every kind of date."""
    wire = article(
        "north-wire/2019-03-04",
        "Ferry runs aground off Sorrel Point",
        [
            "PORT LOWE (North Wire) - The ferry Almandine ran aground off Sorrel Point on Sunday with 212 people on board.",
            "Passengers were taken off by lifeboats overnight.",
            "The harbour master, Ines Quill, said the light on the point had been out since late 2018.",
            "The operator plans to refloat the ship on Thursday.",
            "The Almandine was built in about 2004 and was last inspected in January.",
        ],
        on=day(2019, 3, 4),
        source="North Wire",
        url="https://north-wire.example/ferry",
        byline="Tomas Reed",
        places=("Port Lowe",),
    )
    post = article(
        "harbour-post/2019-03-06",
        "Captain of the Almandine questioned",
        [
            "The captain of the Almandine was questioned on Tuesday, two days after the ferry struck the rocks.",
            "The ferry hit the rocks late on Saturday, according to a passenger.",
            "Officials deny that the light had failed.",
        ],
        on=day(2019, 3, 6),
        source="Harbour Post",
        url="https://harbour-post.example/captain",
        rights="Harbour Post, quoted",
    )
    german = article(
        "kuestenblatt/1",
        "Fähre „Almandine“ wieder flott",
        ["Die Fähre ist am Donnerstag freigeschleppt worden, teilte die Reederei mit."],
        on=day(2019, 3, 8),
        source="Küstenblatt",
        lang="de",
    )
    arabic = article(
        "al-mina/1",
        "العبارة تعود إلى الميناء",
        ["عادت العبارة إلى الميناء يوم الجمعة بعد أسبوع من جنوحها."],
        on=day(2019, 3, 9),
        source="المينا",
        lang="ar",
    )
    notes = article(
        "notes",
        "Notes from the quay",
        ["The old light keeper once told me that the point had taken worse ships."],
        on=None,
    )

    aground = mention(
        wire, "The ferry Almandine ran aground off Sorrel Point on Sunday with 212 people on board", "Sunday",
        day(2019, 3, 3), edtf="2019-03-03", why=("the latest Sunday up to that day",),
        alternatives=(
            Alternative(value="2019-03-10", interval=day(2019, 3, 10), edtf="2019-03-10", direction="future",
                        confidence=0.08, why="but the tense is past"),
        ),
    )  # fmt: skip
    struck = mention(
        post, "two days after the ferry struck the rocks", "Tuesday", day(2019, 3, 3),
        edtf="2019-03-03", confidence=0.7, why=("two days before “Tuesday”",),
    )  # fmt: skip
    saturday = mention(
        post, "The ferry hit the rocks late on Saturday", "late on Saturday", hours(2019, 3, 2, 20, 24),
        edtf="2019-03-02", asserted_by="a passenger", why=("the latest Saturday up to that day", "late: its evening"),
    )  # fmt: skip
    lifeboats = mention(
        wire, "Passengers were taken off by lifeboats overnight", "overnight", hours(2019, 3, 3, 21, 30),
        edtf="2019-03-03/2019-03-04", why=("the night before the article",),
    )  # fmt: skip
    light = mention(
        wire, "the light on the point had been out since late 2018", "late 2018",
        Interval(days_from_civil(2018, 10, 1) * DAY, None, Grain.MONTH), edtf="2018-10/..", kind="ongoing",
        asserted_by="The harbour master, Ines Quill", confidence=0.6, why=("since: from then on",),
    )  # fmt: skip
    refloat = mention(
        wire, "The operator plans to refloat the ship on Thursday", "Thursday", day(2019, 3, 7), edtf="2019-03-07",
        kind="planned", why=("a plan: the next Thursday",),
    )  # fmt: skip
    built = mention(
        wire,
        "The Almandine was built in about 2004",
        "2004",
        year(2004),
        edtf="2004~",
        why=("about: approximate",),
    )
    inspected = mention(
        wire, "was last inspected in January", "January", month(2019, 1), edtf="2019-01",
        why=("the latest January up to that day",),
    )  # fmt: skip
    questioned = mention(
        post, "The captain of the Almandine was questioned on Tuesday", "Tuesday", day(2019, 3, 5),
        edtf="2019-03-05", why=("the latest Tuesday up to that day",),
    )  # fmt: skip
    denied = mention(
        post, "Officials deny that the light had failed", None, by(2019, 3, 6), edtf="../2019-03-06", kind="denied",
        asserted_by="Officials", confidence=0.5,
    )  # fmt: skip
    freed = mention(
        german,
        "Die Fähre ist am Donnerstag freigeschleppt worden",
        "Donnerstag",
        day(2019, 3, 7),
        edtf="2019-03-07",
    )
    returned = mention(
        arabic, "عادت العبارة إلى الميناء يوم الجمعة", "الجمعة", day(2019, 3, 8), edtf="2019-03-08"
    )
    once = mention(
        notes, "The old light keeper once told me that the point had taken worse ships", None, None
    )

    events = (
        event("built", "The Almandine was built", built, score=0.05, background=True),
        event("light", "Light on Sorrel Point out, harbour master says", light, score=0.3),
        event("inspected", "Ferry last inspected", inspected, score=0.2, tags=("Almandine",)),
        event(
            "aground", "Ferry Almandine runs aground off Sorrel Point", aground, struck, saturday,
            score=1.0, tags=("Almandine", "Sorrel Point"), voices=2, copies=3, aliases=("aground-old",),
            conflicts=(Conflict(about="date", edtf="2019-03-02", mentions=(saturday.id,),
                                reason="a passenger, in Harbour Post, says Saturday"),),
            merged_because=("merged: same day, shares Almandine, Sorrel Point",),
        ),
        event("lifeboats", "Passengers taken off by lifeboats", lifeboats, score=0.7),
        event("questioned", "Captain of the Almandine questioned", questioned, score=0.6,
              review=Review(state="accepted", by="IQ", on="2019-03-10", because="the police log says so")),
        event("denied", "Officials deny that the light had failed", denied, score=0.1),
        event("refloat", "Operator plans to refloat the ship", refloat, score=0.4,
              links=(Link(relation="fulfilled_by", event="freed", reason="same ship, same day"),)),
        event("freed", "Fähre freigeschleppt, teilt Reederei mit", freed, score=0.8, tags=("Almandine",),
              links=(Link(relation="fulfils", event="refloat", reason="same ship, same day"),)),
        event("returned", "عودة العبارة إلى الميناء", returned, score=0.5),
    )  # fmt: skip
    undated = (event("once", "Old light keeper recalls worse wrecks", once, confidence=0.4),)
    digests = (
        digest(arabic, returned),
        digest(post, struck, saturday, questioned, denied),
        digest(german, freed),
        digest(wire, aground, lifeboats, light, refloat, built, inspected),
        digest(notes, once),
    )
    config = Config(
        title="The Almandine",
        deck="A ferry on the rocks off Sorrel Point, and the week that followed.",
        base_url="https://ferry.example/almandine/",
        author="The Sorrel Desk",
        rights="Quotations belong to their sources.",
        sources=(SourceConfig(name="North Wire", rights="© North Wire"),),
    )
    return Chronology(events=events, undated=undated), digests, config


WORDS = (
    "council", "harbour", "strike", "bridge", "minister", "flood", "court", "hospital", "school", "election",
    "ferry", "union", "market", "power", "railway", "museum", "storm", "border", "talks", "budget",
)  # fmt: skip
VERBS = (
    "approves", "closes", "reopens", "rejects", "delays", "votes on", "reports", "suspends", "warns of", "agrees to",
)  # fmt: skip


def many(
    count: int,
    first: int = 2014,
    span: int = 1096,
    *,
    articles: int | None = None,
    sources: int = 7,
    full_text: bool = False,
) -> Site:
    """So many events over so many days, made by arithmetic and not by chance."""
    start = days_from_civil(first, 1, 1)
    total = articles or max(1, count // 5)
    bodies: list[list[tuple[str, str, int, int]]] = [[] for _ in range(total)]
    for index in range(count):
        number = start + (index * 7919 + index * index % 4099) % span
        a, verb, b = WORDS[index % 20], VERBS[(index // 3) % 10], WORDS[(index * 7 + 3) % 20]
        headline = f"{a.capitalize()} {verb} {b} in district {index % 97}"
        text = f"The {a} in district {index % 97} {verb} the {b} on day {index}, officials and residents said after a long meeting"
        bodies[index * total // count].append((headline, text, number, index))
    digests, events = [], []
    for at, body in enumerate(bodies):
        newest = max((number for _, _, number, _ in body), default=start)
        of = article(
            f"a{at:06}",
            f"Report {at} on {WORDS[at % 20]} and {WORDS[(at * 3 + 1) % 20]}",
            [text + "." for _, text, _, _ in body],
            on=day(*civil_from_days(newest + 1)),
            source=f"Source {at % sources}",
        )
        mentions = []
        for headline, text, number, index in body:
            when, edtf = Interval(number * DAY, number * DAY + DAY, Grain.DAY), None
            if index % 23 == 7:
                year_, month_, _ = civil_from_days(number)
                when = month(year_, month_)
            edtf = when.earliest[:7] if when.grain == Grain.MONTH else when.earliest  # type: ignore[index]
            kind: Kind = "planned" if index % 41 == 5 else "happened"
            why = ("counted from the day of the article",)
            made = mention(of, text, f"day {index}", when, headline=headline, edtf=edtf, why=why, kind=kind)
            mentions.append(made)
            score = 1 / (1 + (index * 37) % 211) + index * 1e-9
            confidence = 0.95 if index % 9 else 0.7
            tags = (WORDS[index % 20],)
            events.append(
                event(
                    f"e{index:06}", headline, made, score=score, tags=tags, confidence=confidence, page=False
                )
            )
        digests.append(digest(of, *mentions))
    events.sort(key=lambda e: (e.when.start, e.when.end, e.id))  # type: ignore[union-attr]
    own = with_pages(events, [one.score for one in events], total)
    events = [msgspec.structs.replace(one, page=one.id in own) for one in events]
    config = Config(
        title="Three years in the county",
        deck="Everything that was reported of its councils, courts and harbours.",
        base_url="https://county.example/",
        full_text=full_text,
    )
    return Chronology(events=tuple(events)), tuple(digests), config
