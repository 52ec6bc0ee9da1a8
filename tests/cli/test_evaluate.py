"""``timeline evaluate``: figures on the standard output, errors in a file, faults named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

TEXT = "The ferry left on Sunday and the pilots struck for three days."
GOLD = {
    "id": "ferry",
    "dct": "2016-12-13",
    "text": TEXT,
    "timexes": [
        {"start": 18, "end": 24, "text": "Sunday", "type": "DATE", "value": "2016-12-11"},
        {"start": 51, "end": 61, "text": "three days", "type": "DURATION", "value": "P99D"},
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n")
    return path


def test_figures_to_read(run: Run, gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0, result.output
    assert "1 documents, 2 time expressions" in result.stdout
    assert "by rule" in result.stdout
    assert "expected calibration error" in result.stdout


def test_figures_as_data_and_errors_in_a_file(run: Run, gold: Path, tmp_path: Path) -> None:
    result = run("evaluate", gold, "--format", "json", "--errors", tmp_path / "errors.jsonl")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["strict"]["f1"] == 1.0
    assert data["value"]["f1"] == 0.5
    (error,) = map(json.loads, (tmp_path / "errors.jsonl").read_text().splitlines())
    assert (error["kind"], error["gold"][2], error["predicted"][2]) == ("value", "P99D", "P3D")


def test_a_part_of_the_documents(run: Run, gold: Path) -> None:
    codes = {run("evaluate", gold, "--split", part).exit_code for part in ("dev", "held-out")}
    assert codes == {0, 1}, "one part holds the document, the other nothing"


def test_timeml_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text(
        '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2016-12-13" functionInDocument="CREATION_TIME"/></DCT>'
        '<TEXT>It left on <TIMEX3 tid="t1" type="DATE" value="2016-12-11">Sunday</TIMEX3>.</TEXT></TimeML>'
    )
    result = run("evaluate", tmp_path, "--format", "json")
    assert json.loads(result.stdout)["value"]["f1"] == 1.0


def test_bad_gold_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "a", "text": "x"}\n{"id": 3}\n')
    result = run("evaluate", tmp_path / "bad.jsonl")
    assert result.exit_code == 1
    assert "bad.jsonl:2" in result.stderr


def test_a_creation_time_that_is_none_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_text('{"id": "late", "text": "on Sunday", "dct": "some day"}\n')
    result = run("evaluate", tmp_path / "g.jsonl")
    assert result.exit_code == 1
    assert "late" in result.stderr


def test_data_without_annotations_is_an_error_that_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": "a", "date": "2016-12-13", "text": "The ferry left on Sunday."}\n')
    result = run("evaluate", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{path}: no time expression is annotated in 1 document (gold-empty)" in result.stderr
    assert '"timexes"' in result.stderr
