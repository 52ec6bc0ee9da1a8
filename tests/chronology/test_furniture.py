"""What stands word for word on the pages of many days is a part of the page, and no event."""

from __future__ import annotations

import pytest

from tests.chronology.samples import digest
from timeline.chronology import chronicle
from timeline.chronology.corrections import Correction, Corrections
from timeline.config import Config
from timeline.model import ArticleDigest

TEASER = "Two men were charged in the death of a Kelso teenager."
OWN = (
    (
        "The ferry Aurora sank off Osterby today with 212 people on board. Fishing boats searched the whole bay until it was "
        "dark. A hole in her side had been mended twice since the spring. Her captain is among those who could not be found."
    ),
    (
        "Miners at Tarn rejected a pay offer today and chained the gates of the pit. The company wants to close two shafts of "
        "five. Neighbours brought soup and blankets to the fires outside. Talks are to be taken up again in another town."
    ),
    (
        "Doctors in Vassel found the first case of a new fever today. Schools and markets are shut in three districts. The "
        "laboratory needs better microscopes and more staff. Travellers are asked to keep away from the old quarter."
    ),
    (
        "The parliament in Karsten passed a law on fishing rights today. Two deputies walked out before the count was read. The "
        "islands will keep their own quotas for herring and cod. Anglers had feared that they would need a licence."
    ),
)


def pages(count: int, days: int = 9) -> list[ArticleDigest]:
    """Articles of several days, each with its own news behind the same link to another story."""
    return [
        digest(f"{TEASER} {own}", (2016, 12, 1 + number % days), f"page-{number}")
        for number, own in enumerate(OWN[:count])
    ]


def headlines(told: list[ArticleDigest], corrections: Corrections | None = None) -> list[str]:
    return [event.headline for event in chronicle(told, corrections or Corrections(), Config()).events]


@pytest.mark.parametrize("count", [3, 4])
def test_what_stands_on_the_pages_of_three_days_is_no_event(count: int) -> None:
    assert not any("teenager" in headline for headline in headlines(pages(count)))
    assert any("ferry" in headline for headline in headlines(pages(count)))


def test_it_is_said_once() -> None:
    found = [
        d for d in chronicle(pages(4), Corrections(), Config()).diagnostics if d.code == "page-furniture"
    ]
    assert [(d.where, d.level) for d in found] == [("page-0.txt", "note")]
    assert "4 articles" in found[0].message
    assert TEASER.rstrip(".") in found[0].message


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(pages(2), id="two pages"),
        pytest.param(pages(4, days=2), id="two days"),
        pytest.param([digest(f"{TEASER} {OWN[0]}", (2016, 12, day), f"copy-{day}") for day in (1, 2, 3, 4)], id="copies"),
        pytest.param([digest(f"{own} {TEASER[:-1]} on 3 May 2016.", (2016, 12, 1 + n), f"dated-{n}") for n, own in enumerate(OWN)], id="dated"),
    ],
)  # fmt: skip
def test_what_may_be_news_stays(told: list[ArticleDigest]) -> None:
    assert any("teenager" in headline for headline in headlines(told))


def test_what_a_person_accepted_stays() -> None:
    accepted = Correction(article="page-1", exact=TEASER[:-1], keep=True)
    assert any("teenager" in headline for headline in headlines(pages(4), Corrections(decisions=(accepted,))))
