"""Chronologies at the edge: what a page must bear."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from tests.publishing.sample import Site, article, day, digest, event, harbour, many, mention, year
from timeline.civil import DAY, Interval, civil_from_days, days_from_civil
from timeline.config import Config
from timeline.model import Chronology, Event, Kind


def told(
    rows: list[tuple[Interval, str, Kind]], title: str, *, language: str = "en", lang: str = "en"
) -> Site:
    """A site of one article that says each row; nothing ranks above the rest but in threes."""
    written = article(
        "paper", title, [text + "." for _, text, _ in rows], on=day(2020, 6, 1), source="The Paper", lang=lang
    )
    mentions = [
        mention(written, text, text.split()[-1], when, kind=kind, edtf=when.earliest)
        for when, text, kind in rows
    ]
    events: list[Event] = [
        event(f"e{number:03}", m.quote, m, score=1 / (1 + number % 7)) for number, m in enumerate(mentions)
    ]
    return (
        Chronology(events=tuple(events)),
        (digest(written, *mentions),),
        Config(title=title, language=language),
    )


def one() -> Site:
    return told([(day(2020, 5, 30), "The bridge was opened on Saturday", "happened")], "One event")


def nothing() -> Site:
    blank = article(
        "blank", "Nothing dated", ["The old bridge is green."], on=day(2020, 6, 1), source="The Paper"
    )
    return Chronology(), (digest(blank),), Config(title="No event at all")


def sixty() -> Site:
    rows: list[tuple[Interval, str, Kind]] = [
        (
            day(2020, 5, 30),
            f"Polling station {number} of the district reported its count on Saturday",
            "happened",
        )
        for number in range(1, 61)
    ]
    return told(rows, "A day with sixty events")


def ages() -> Site:
    years = [
        -499,
        -330,
        -43,
        79,
        476,
        800,
        1066,
        1453,
        1492,
        1789,
        1815,
        1914,
        1945,
        1969,
        1989,
        2001,
        2020,
        2050,
        2100,
    ]
    rows: list[tuple[Interval, str, Kind]] = [
        (
            year(y),
            f"The city on the hill is mentioned in the chronicle of {abs(y) or 1}",
            "planned" if y > 2020 else "happened",
        )
        for y in years
    ]
    return told(rows, "From 500 BC to 2100")


def lengths() -> Site:
    long = (
        "The committee that the council had set up in the spring to look into the repeated closures of the old bridge, "
        "its approaches and the ferry that is meant to replace it whenever the river runs high, said after a meeting of "
        "nine hours that it would neither recommend a new crossing nor rule one out before the year is over, on Monday"
    )
    unbroken = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft tagt Montag"
    rows: list[tuple[Interval, str, Kind]] = [
        (day(2020, 5, 25), "Rain Monday", "happened"),
        (day(2020, 5, 25), long, "happened"),
        (day(2020, 5, 26), unbroken, "happened"),
        (day(2020, 5, 27), "It fell Wednesday", "happened"),
        (day(2020, 5, 28), "The ferry sailed again on Thursday", "happened"),
    ]
    return told(
        rows, "Headlines of five and of three hundred characters and a title that is rather long itself"
    )


def planned() -> Site:
    rows: list[tuple[Interval, str, Kind]] = [
        (day(2021, month, 10), f"Stage {month} of the works is to begin on Monday", "planned")
        for month in range(1, 13)
    ]
    return told(rows, "Everything is planned")


def german() -> Site:
    chronology, digests, config = harbour()
    return (
        chronology,
        digests,
        replace(config, language="de", title="Die „Almandine“", deck="Eine Fähre auf den Klippen."),
    )


def arabic() -> Site:
    rows: list[tuple[Interval, str, Kind]] = [
        (day(2019, 3, number), f"عادت العبارة رقم {number} إلى الميناء بعد العاصفة يوم الجمعة", "happened")
        for number in range(1, 9)
    ]
    return told(rows, "العبارة والعاصفة", language="ar", lang="ar")


def crowd() -> Site:
    """Days of many years, so that the jump list is long."""
    start = days_from_civil(1900, 1, 1)
    rows: list[tuple[Interval, str, Kind]] = []
    for number in range(110):
        at = start + number * 401
        y, m, d = civil_from_days(at)
        rows.append(
            (
                Interval(at * DAY, at * DAY + DAY, day(y, m, d).grain),
                f"Entry {number} of the annals was made on Friday",
                "happened",
            )
        )
    return told(rows, "A hundred and twenty years")


EXTREMES: Mapping[str, Callable[[], Site]] = {
    "one": one,
    "nothing": nothing,
    "sixty": sixty,
    "ages": ages,
    "lengths": lengths,
    "planned": planned,
    "german": german,
    "arabic": arabic,
    "crowd": crowd,
    "thousand": lambda: many(1000),
    "harbour": harbour,
}
