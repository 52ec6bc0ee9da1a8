"""``timeline summarize``: its output is a contract."""

from __future__ import annotations

import json

import pytest

RECORDS = "".join(
    json.dumps(record) + "\n"
    for record in [
        {"id": "a", "date": "2019-03-04", "text": "The dam above Velm burst on Sunday after a week of rain."},
        {"id": "b", "date": "2019-03-09", "text": "The dam above Velm burst on 3 March, killing nineteen."},
        {"id": "c", "date": "2019-04-02", "text": "Tram drivers at the Velm depot walked out over shifts."},
    ]
)


def test_json_from_standard_input(run):
    result = run("summarize", "-", "--dates", 1, "--sentences", 1, "--format", "json", input=RECORDS)
    assert result.exit_code == 0
    ((day, (sentence,)),) = json.loads(result.stdout)
    assert day == "2019-03-03"
    assert sentence.startswith("The dam above Velm burst on")


def test_keywords_are_one_string(run):
    result = run("summarize", "-", "--dates", 5, "--sentences", 1, "--keywords", "tram depot", input=RECORDS)
    assert [day for day, _ in json.loads(result.stdout)] == ["2019-04-02"]
    assert "Found 1 of 5 days" in result.stderr


def test_bounds(run):
    result = run("summarize", "-", "--from", "2019-03-31", "--to", "2019-04-02", input=RECORDS)
    assert [day for day, _ in json.loads(result.stdout)] == ["2019-04-02"]


def test_text_to_read(run):
    result = run("summarize", "-", "--dates", 1, "--sentences", 1, "--format", "text", input=RECORDS)
    first, second = result.stdout.splitlines()
    assert first == "2019-03-03"
    assert second.startswith("    The dam")


@pytest.mark.parametrize(
    "args",
    [
        ("--dates", "0"),
        ("--sentences", "none"),
        ("--from", "March"),
        ("--from", "2019-03"),
        ("--from", "2019-02-30"),
        ("--from", "2019-04-01", "--to", "2019-03-01"),
    ],
)
def test_usage(run, args):
    result = run("summarize", "-", *args, input=RECORDS)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_nothing_to_read_is_an_error(run, tmp_path):
    result = run("summarize", tmp_path)
    assert result.exit_code == 1
    assert "no article" in result.stderr


def test_to_be_read_a_sentence_that_a_corpus_cut_into_words_stands_as_it_was_written(run) -> None:  # type: ignore[no-untyped-def]
    cut = "The ferry , Osterby 's oldest , sank off Kelso on Sunday , a pilot said . \\nDivers -LRB- two of them -RRB- were n't hurt on Sunday . "
    record = f'{{"date": "2019-03-06", "text": "{cut}"}}\n'
    text = run("summarize", "-", "--dates", 1, "--format", "text", input=record).stdout
    assert "The ferry, Osterby's oldest, sank off Kelso on Sunday, a pilot said." in text
    assert " , " in run("summarize", "-", "--dates", 1, "--format", "json", input=record).stdout
