"""The measures, on texts small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.errors import InputError
from timeline.model import Resolution
from timeline.temporal.evaluation import (
    as_text,
    evaluate,
    pair,
    read_gold,
    split_of,
    value_grain,
    write_errors,
)
from timeline.temporal.timeml import GoldDocument, GoldTimex

TEXT = "The bridge fell on Sunday morning; it had stood since May 1931, for eighty years."


def gold(text: str, words: str, type: str = "DATE", value: str | None = "2016", **more: object) -> GoldTimex:
    start = text.index(words)
    return GoldTimex(start=start, end=start + len(words), text=words, type=type, value=value, **more)  # type: ignore[arg-type]


def guess(
    text: str,
    words: str,
    type: str = "DATE",
    value: str | None = "2016",
    confidence: float = 0.9,
    **more: object,
) -> Resolution:
    start = text.index(words)
    return Resolution(
        start=start,
        end=start + len(words),
        text=words,
        type=type,  # type: ignore[arg-type]
        value=value,
        rule=str(more.pop("rule", "rule")),
        confidence=confidence,
        **more,  # type: ignore[arg-type]
    )


DOCUMENT = GoldDocument(
    id="bridge",
    text=TEXT,
    dct="2016-12-11",
    timexes=(
        gold(TEXT, "Sunday morning", "TIME", "2016-12-11TMO"),
        gold(TEXT, "May 1931", "DATE", "1931-05"),
        gold(TEXT, "eighty years", "DURATION", "P80Y"),
    ),
)
GUESSES = [
    guess(TEXT, "Sunday", "DATE", "2016-12-11", rule="weekday"),
    guess(TEXT, "since May 1931", "DATE", "1931-05", rule="month", mod="START"),
    guess(TEXT, "it", "DATE", "2016", rule="pronoun", confidence=0.4),
]


def test_the_measures_counted_by_hand() -> None:
    total = evaluate([DOCUMENT], lambda _: GUESSES).total
    assert (total.gold, total.predicted, total.relaxed, total.strict) == (3, 3, 2, 0)
    assert (total.type, total.value, total.mod) == (1, 1, 1)
    assert total.measure("relaxed").f1 == pytest.approx(2 / 3)
    assert total.measure("value").f1 == pytest.approx(2 / 3 * 1 / 2)


def test_a_perfect_tagger_is_perfect() -> None:
    perfect = [guess(TEXT, t.text, t.type or "", t.value) for t in DOCUMENT.timexes]
    total = evaluate([DOCUMENT], lambda _: perfect).total
    assert {total.measure(m).f1 for m in ("strict", "relaxed", "type", "value")} == {1.0}


def test_nothing_to_find_and_nothing_found_is_perfect_but_silence_is_not() -> None:
    empty = GoldDocument(id="e", text="Nothing here.")
    assert evaluate([empty], lambda _: []).total.measure("value").f1 == 1.0
    assert evaluate([DOCUMENT], lambda _: []).total.measure("value").f1 == 0.0


def test_what_begins_while_the_other_is_open_pairs_once() -> None:
    # One long prediction over two gold expressions finds the first of them alone.
    result = pair(DOCUMENT.timexes, [guess(TEXT, TEXT[19:62], value="1931-05")])
    assert [g.text for g, _ in result.pairs] == ["Sunday morning"]
    assert [g.text for g in result.missed] == ["May 1931", "eighty years"]
    # Two short ones inside a long gold expression: the first finds it, the second is spurious.
    result = pair(DOCUMENT.timexes[:1], [guess(TEXT, "Sunday"), guess(TEXT, "morning")])
    assert [p.text for _, p in result.pairs] == ["Sunday"]
    assert [p.text for p in result.spurious] == ["morning"]


def test_touching_is_not_overlapping() -> None:
    result = pair(DOCUMENT.timexes[:1], [guess(TEXT, "; it")])
    assert not result.pairs


@pytest.mark.parametrize(
    "left_out",
    [
        gold(TEXT, "May 1931", functionInDocument="CREATION_TIME"),
        gold(TEXT, "May 1931", tid="t0"),
        gold(TEXT, "May 1931", nested=True),
    ],
)
def test_what_is_left_out_of_the_gold_is_neither_right_nor_wrong(left_out: GoldTimex) -> None:
    result = pair([left_out], [guess(TEXT, "May 1931"), guess(TEXT, "Sunday")])
    assert (result.pairs, result.missed) == ([], [])
    assert [p.text for p in result.spurious] == ["Sunday"]


def test_an_expression_without_words_is_left_out() -> None:
    result = pair([GoldTimex(type="DURATION", value="P1D")], [guess(TEXT, "May 1931")])
    assert len(result.spurious) == 1
    assert not result.missed


def test_the_same_span_twice_counts_once() -> None:
    result = pair(DOCUMENT.timexes, [guess(TEXT, "May 1931"), guess(TEXT, "May 1931", value="1931-05")])
    assert len(result.pairs) == 1
    assert not result.spurious


def test_groups_and_calibration() -> None:
    report = evaluate([DOCUMENT], lambda _: GUESSES)
    assert report.by_type["DURATION"].gold == 1
    assert report.by_grain["month"].value == 1
    assert report.by_rule["month"].measure("value").precision == 1.0
    assert report.by_rule["pronoun"].measure("value").precision == 0.0
    rows = {row.low: (row.count, row.right) for row in report.calibration if row.count}
    assert rows == {0.0: (1, 0), 0.9: (2, 1)}
    # (1 × |0.4 − 0| + 2 × |0.9 − 0.5|) / 3
    assert report.calibration_error == pytest.approx(0.4)


def test_errors_say_what_was_expected_what_was_found_and_where(tmp_path: Path) -> None:
    report = evaluate([DOCUMENT], lambda _: GUESSES)
    write_errors(report, tmp_path / "errors.jsonl")
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]
    assert [error["kind"] for error in errors] == ["extent+type+value", "extent", "missed", "spurious"]
    assert errors[0]["predicted"] == ["Sunday", "DATE", "2016-12-11"]
    assert "[[Sunday morning]]" in errors[0]["context"]
    assert errors[3]["rule"] == "pronoun"


def test_the_report_in_words_and_as_data() -> None:
    report = evaluate([DOCUMENT], lambda _: GUESSES)
    words = as_text(report)
    assert "3 time expressions" in words
    assert "66.7%" in words
    data = json.loads(json.dumps(report.as_dict()))
    assert data["value"]["f1"] == pytest.approx(1 / 3)
    assert data["by_rule"]["month"]["counts"]["relaxed"] == 1


def test_a_third_is_held_out_for_good() -> None:
    held_out = [n for n in range(3000) if split_of(f"d{n}") == "held-out"]
    assert 900 < len(held_out) < 1100
    assert [n for n in range(1, 12) if split_of(f"document-{n}") == "held-out"] == [4]


@pytest.mark.parametrize(
    ("value", "grain"),
    [
        ("2016-12-10T24:00", "time"),
        ("PT3H", "duration"),
        ("2016-W49-WE", "weekend"),
        ("2016-SP", "season"),
        ("2016-H1", "half"),
        ("XXXX-12-25", "day"),
        ("XXXX-WXX-7", "week"),
        ("2016-12", "month"),
        ("19", "century"),
        ("BC0400", "before Christ"),
        ("soon", "other"),
        ("", "none"),
    ],
)
def test_grain_of_a_value(value: str, grain: str) -> None:
    assert value_grain(value) == grain


def test_gold_from_lines_and_from_a_folder(tmp_path: Path) -> None:
    line = {
        "id": "a",
        "dct": "2016-12-11",
        "text": "Left on Thursday.",
        "timexes": [{"start": 8, "end": 16, "text": "Thursday", "type": "DATE", "value": "2016-12-08"}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n\n")
    (tmp_path / "b.tml").write_text("<TimeML><DOCID>b</DOCID><TEXT>Nothing.</TEXT></TimeML>")
    assert [document.id for document in read_gold(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", '{"id": "a"}', "text"),
        ("a.jsonl", "not json", "a.jsonl:1"),
        ("a.jsonl", '{"id":"a","text":"xy","timexes":[{"start":0,"end":1,"text":"y"}]}', "'y'"),
        ("a.jsonl", '{"id":"a","text":"xy","timexes":[{"start":1}]}', "no end"),
        ("a.jsonl", '{"id":"a","text":"xy","timexes":[{"start":-1,"end":2,"text":"y"}]}', "no end"),
        ("a.tml", "<TimeML><TEXT>", "well-formed"),
        ("a.tml", "<html/>", "'TimeML'"),
    ],
)
def test_bad_gold_is_named(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=says):
        list(read_gold(tmp_path / name))


def test_missing_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_gold(tmp_path / "none.jsonl"))
    with pytest.raises(InputError, match="holds no"):
        list(read_gold(tmp_path))
