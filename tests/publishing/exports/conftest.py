"""A small chronology with everything that makes an export difficult."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from timeline.civil import DAY, HOUR, Grain, Interval, days_from_civil
from timeline.config import Config
from timeline.model import (
    Anchor,
    Article,
    Chronology,
    Conflict,
    Event,
    Evidence,
    Link,
    Mention,
    Resolution,
    Review,
)
from timeline.publishing.exports import FORMATS, Loss


class Sample(NamedTuple):
    """A chronology, its articles, and a way to export them."""

    chronology: Chronology
    articles: dict[str, Article]

    def export(self, format_: str, config: Config | None = None) -> tuple[bytes, list[Loss]]:
        losses: list[Loss] = []
        chunks = FORMATS[format_].exporter()(
            self.chronology, self.articles, config or Config(title="Harbour"), losses
        )
        return b"".join(c.encode() if isinstance(c, str) else c for c in chunks), losses

    @property
    def events(self) -> dict[str, Event]:
        return {e.id: e for e in (*self.chronology.events, *self.chronology.undated)}


def span(year: int, month: int, day: int, days: int, grain: Grain, hour: int = 0, hours: int = 0) -> Interval:
    start = days_from_civil(year, month, day) * DAY + hour * HOUR
    return Interval(start, start + days * DAY + hours * HOUR, grain)


LONG = " ".join(f"word{n}" for n in range(1, 71))
TEXT = f"The harbour closed on Sunday, the port office said. {LONG} in March. =SUM(A1) <b>&</b> \x7f “quoted”, späte Zeile."

DATES = {
    "day": (span(2016, 12, 11, 1, Grain.DAY), "2016-12-11"),
    "minute": (Interval(days_from_civil(2016, 12, 11) * DAY + 75_240, days_from_civil(2016, 12, 11) * DAY + 75_300, Grain.MINUTE), "2016-12-11T20:54:00"),
    "morning": (span(2016, 12, 11, 0, Grain.DAYPART, 6, 6), "2016-12-11"),
    "night": (span(2016, 12, 10, 0, Grain.DAYPART, 20, 10), "2016-12-10/2016-12-11"),
    "range": (span(2016, 12, 3, 3, Grain.DAY), "2016-12-03/2016-12-05"),
    "week": (span(2016, 12, 5, 7, Grain.WEEK), "2016-12-05/2016-12-11"),
    "month": (span(2016, 3, 1, 31, Grain.MONTH), "2016-03"),
    "season": (span(2016, 3, 1, 92, Grain.SEASON), "2016-21"),
    "year": (span(2015, 1, 1, 365, Grain.YEAR), "2015"),
    "decade": (span(1990, 1, 1, 3652, Grain.DECADE), "199X"),
    "about": (span(2016, 12, 3, 1, Grain.DAY), "2016-12-03~"),
    "by": (Interval(None, (days_from_civil(2016, 12, 11) + 1) * DAY, Grain.DAY), "../2016-12-11"),
    "since": (Interval(days_from_civil(2015, 10, 1) * DAY, None, Grain.MONTH), "2015-10/.."),
    "ancient": (span(-43, 3, 15, 1, Grain.DAY), "-0043-03-15"),
}  # fmt: skip
KINDS = ("happened", "ongoing", "planned", "conditional", "denied", "stated")


def _event(number: int, name: str) -> Event:
    when, edtf = DATES[name]
    timex = Resolution(start=19, end=28, text="on Sunday", type="DATE", rule="weekday", value="2016-12-11", interval=when,
                       edtf=edtf, confidence=0.9, said=("weekday",), why=("the latest Sunday up to that day",))  # fmt: skip
    first = Mention(id=f"m-{name}", article="a", quote=TEXT[:28], start=0, end=28, sentence=(0, 51), kind=KINDS[number % 6],
                    headline="The harbour closed", when=when, edtf=edtf, timex=timex, why=("nearest in the clause",))  # fmt: skip
    long = Mention(id=f"n-{name}", article="b", quote=TEXT[52:], start=52, end=len(TEXT), sentence=(52, len(TEXT)),
                   kind="happened", headline="Words", when=when, edtf=edtf, inherited=True)  # fmt: skip
    return Event(id=name, headline=f"=The harbour closed <b>& {name}", kind=KINDS[number % 6], when=when, edtf=edtf,
                 mentions=(first, long), aliases=(f"old-{name}",), asserted_by="the port office" if number % 2 else None,
                 score=0.123456789, tags=("harbour", "port, old"), voices=2, copies=3, confidence=0.87654321,
                 conflicts=(Conflict(about="date", edtf="2016-12-12", mentions=(f"n-{name}",), reason="another day"),) if number == 0 else (),
                 links=(Link(relation="fulfils", event="day", reason="same words"),) if number == 2 else (),
                 review=Review(state="accepted", because="read twice", by="A. N.", on="2017-01-02") if number == 1 else Review(),
                 why_here="its date begins later", merged_because=("same day",))  # fmt: skip


@pytest.fixture(scope="session")
def sample() -> Sample:
    stamp = Anchor(
        moment=DATES["minute"][0], evidence=Evidence(source="header", words="11/12/2016 20:54"), zone="+04:00"
    )
    articles = {
        "a": Article(id="a", path="a.txt", title="Harbour & port <closed>", text=TEXT, blocks=(), anchor=stamp,
                     source="The Gull", url="https://gull.example/a?b=1&c=2", rights="© Gull", tags=("harbour",)),
        "b": Article(id="b", path="sub/b.md", title="", text=TEXT, blocks=(), url="javascript:alert(1)"),
    }  # fmt: skip
    events = tuple(_event(number, name) for number, name in enumerate(DATES))
    undated = Event(id="undated", headline="Some day", kind="happened",
                    mentions=(Mention(id="m-u", article="a", quote=TEXT[:11], start=0, end=11, sentence=(0, 51), kind="happened", headline="Some day"),))  # fmt: skip
    return Sample(Chronology(events=events, undated=(undated,)), articles)
