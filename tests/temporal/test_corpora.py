"""Tables of expressions: what they mean, what is no time, and what nobody can say without a day of writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.temporal import tag

FOLDER = Path(__file__).parents[1] / "corpora" / "en"


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def marked(text: str) -> tuple[str, int, int]:
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize("row", rows("positive.tsv"), ids=lambda row: row[0])
def test_positive(row: list[str]) -> None:
    text, start, end = marked(row[0])
    found = tag(text, "2016-12-11")
    wanted = (text[start:end], row[1], row[2], row[3] if len(row) > 3 else None)
    assert wanted in [(r.text, r.type, r.value, r.mod) for r in found if r.start == start]


@pytest.mark.parametrize("row", rows("negative.tsv"), ids=lambda row: row[0])
def test_negative(row: list[str]) -> None:
    assert [(r.text, r.rule) for r in tag(row[0], "2016-12-11")] == []


@pytest.mark.parametrize("row", rows("latent.tsv"), ids=lambda row: row[0])
def test_latent(row: list[str]) -> None:
    text, start, end = marked(row[0])
    [found] = tag(text)
    assert (found.start, found.end, found.type, found.value or "-") == (start, end, row[1], row[2])
    assert found.value is not None or (found.interval is None and found.edtf is None)
