"""Which names are worth a page of their own: few and right rather than many."""

from __future__ import annotations

import pytest

from tests.chronology.samples import WEDNESDAY, digest
from timeline.chronology.language.entities import MOST, demonyms, facets, names
from timeline.model import ArticleDigest


def told(*sentences: str) -> list[ArticleDigest]:
    """Articles of a sentence each, by their number."""
    return [digest(words, WEDNESDAY, f"a{number:04}") for number, words in enumerate(sentences)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the army met Syrian officers and a Haitian on Monday", ()),
        ("the crowd saw the Roman-era arch and London-based engineers", ()),
        ("the crowd met Foreign Minister Ana Hale and George W. Bush", ("Ana Hale", "George W. Bush")),
        ("the crowd met US Secretary of State Ana Hale", ("Ana Hale",)),
        ("the crowd met Egyptian President Gamal Sadek", ("Gamal Sadek",)),
        ("the crowd saw the Syrian Arab Red Crescent", ("Syrian Arab Red Crescent",)),
        ("it was shown on TV at noon ET in the Eighties", ()),
    ],
)
def test_what_is_a_name(words: str, found: tuple[str, ...]) -> None:
    assert names(words) == found


def test_one_thing_has_one_name() -> None:
    digests = told(
        *["On Monday envoys of the United Nations met Gamal Sadek in Karsa."] * 2,
        *["On Monday envoys of the UN met Sadek in Karsa."] * 2,
    )
    found = facets(digests)
    assert {found["UN"], found["United Nations"]} == {"United Nations"}
    assert {found["Sadek"], found["Gamal Sadek"]} == {"Gamal Sadek"}


def test_a_place_is_not_what_is_named_after_it() -> None:
    digests = told(*["On Monday singers of Hope For Haiti met in Haiti."] * 3)
    assert facets(digests)["Haiti"] == "Haiti"


def test_the_floor_grows_with_the_archive() -> None:
    few = ["On Monday envoys met Gamal Sadek."] * 2
    assert "Gamal Sadek" in facets(told(*few, *["It rained on Monday."] * 50))
    assert "Gamal Sadek" not in facets(told(*few, *["It rained on Monday."] * 200))


def test_the_number_of_names_is_bounded() -> None:
    names = [f"Gamal S{chr(97 + n % 26)}dek{chr(97 + n // 26)}" for n in range(MOST + 50)]
    text = " ".join(f"On Monday envoys met {', '.join(names[n : n + 25])}." for n in range(0, len(names), 25))
    assert len(set(facets(told(text, text)).values())) == MOST


def test_demonyms_are_words_with_a_capital_each_once() -> None:
    assert all(word[0].isupper() and word.strip() == word for word in demonyms())
