"""Heads of stories in a table: what each says of date, zone, title, section, byline, places and source."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from timeline.config import Config
from timeline.reading import Source, read

PROSE = "The ferry ran again on Sunday, two hours late, with forty people aboard."
CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "headers.toml").read_text("utf-8"))[
    "case"
]


def test_the_table_is_large_enough_and_names_are_unique() -> None:
    assert len(CASES) >= 80
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_head(case: dict[str, Any]) -> None:
    path = case.get("path", "story.txt")
    head = case["head"]
    text = head.replace("PROSE", PROSE) if "PROSE" in head else f"{head}\n{PROSE}\n"
    text += "\n\nThe mayor said more crossings would follow in March.\n"
    reading = read(
        Source(path=path, data=text.encode(), id="story"), Config(date_order=case.get("order", "DMY"))
    )
    (article,) = reading.articles
    said = {
        "date": article.anchor.moment.earliest if article.anchor else None,
        "code": reading.diagnostics[0].code if reading.diagnostics else None,
        "starts": article.text[: len(case.get("starts", PROSE))],
        "version": article.version,
    }
    expected = {
        "date": case.get("date"),
        "code": case.get("code"),
        "starts": case.get("starts", PROSE),
        "version": case.get("version", 0),
    }
    assert said == expected, reading.diagnostics
    assert len(reading.diagnostics) <= 1
    for words in case.get("says", ()):
        assert words in str(reading.diagnostics[0])
    if article.anchor:
        assert article.anchor.zone == case.get("zone")
        if "words" in case:
            assert article.anchor.evidence.words == case["words"]
        if "place_zone" in case:
            assert article.anchor.place_zone == case["place_zone"]
    for field in ("title", "section", "deck", "byline", "source", "url", "modified"):
        if field in case:
            assert getattr(article, field) == case[field]
    assert list(article.places) == case.get("places", [])
    if "tags" in case:
        assert list(article.tags) == case["tags"]
