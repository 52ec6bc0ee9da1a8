"""``timeline tag`` and ``timeline explain``: the contract of their output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from timeline.temporal.timeml import read_timeml

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/tag.schema.json").read_text())
FIELDS = ["start", "end", "text", "type", "value", "mod", "rule", "earliest", "latest", "grain", "edtf", "direction",
          "confidence", "said", "alternatives", "why"]  # fmt: skip


def lines(*documents):
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def records(result):
    assert result.exit_code == 0, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    for record in found:
        jsonschema.validate(record, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def test_json_lines_in_json_lines_out(run):
    text = "Ärzte und 😀: they met on Sunday, for two hours."
    given = lines(
        {"id": "x", "dct": "2016-12-11", "lang": "en", "text": text},
        {"id": 7, "dct": "2016-12-11T20:54+04:00", "text": "It ended in March 2015.", "genre": "news"},
        {"id": "empty", "dct": None, "text": ""},
    )
    found = records(run("tag", "-", "--input", "jsonl", input=given))
    assert [record["id"] for record in found] == ["x", 7, "empty"]
    sunday, hours = found[0]["timexes"]
    assert list(sunday)[: len(FIELDS)] == FIELDS
    assert text[sunday["start"] : sunday["end"]] == sunday["text"] == "Sunday"
    assert (sunday["value"], sunday["earliest"], sunday["latest"], sunday["grain"]) == (
        "2016-12-11",
        "2016-12-11",
        "2016-12-11",
        "day",
    )
    assert (hours["type"], hours["value"], hours["earliest"], hours["edtf"]) == (
        "DURATION",
        "PT2H",
        None,
        None,
    )
    assert found[1]["timexes"][0]["latest"] == "2015-03-31"
    assert found[2]["timexes"] == []


def test_without_a_creation_time_there_is_no_value_and_one_warning(run):
    given = lines(
        {"id": "a", "text": "They met on Sunday."},
        {"id": "b", "text": "On Monday, and in May 2015."},
        {"id": "c", "text": "In 2014."},
    )
    result = run("tag", input=given)
    found = records(result)
    assert found[0]["timexes"][0]["value"] is None
    assert [timex["value"] for timex in found[1]["timexes"]] == [None, "2015-05"]
    assert result.stderr.count("warning:") == 1
    assert "2 of 3 documents have no creation time" in result.stderr
    assert "--dct" in result.stderr


def test_dct_is_for_documents_that_do_not_say_theirs(run):
    given = lines({"id": "a", "text": "on Sunday"}, {"id": "b", "dct": "2015-05-24", "text": "on Sunday"})
    found = records(run("tag", "--dct", "2016-12-11", input=given))
    assert [record["timexes"][0]["value"] for record in found] == ["2016-12-11", "2015-05-24"]


def test_a_bad_line_is_named_and_keeps_its_place(run):
    given = '{"id": "a", "text": "in 2014"}\n{"id": "b"}\nnot json\n\n{"id": "d", "dct": "someday", "text": "in 2015"}\n'
    result = run("tag", "-", "--input", "jsonl", input=given)
    found = records(result)
    assert [record["id"] for record in found] == ["a", None, None, "d"]
    assert [len(record["timexes"]) for record in found] == [1, 0, 0, 1]
    assert "error" in found[1]
    for place in ("-:2:", "-:3:", "-:5:"):
        assert place in result.stderr


def test_unknown_languages_are_told(run):
    result = run("tag", input=lines({"id": "a", "lang": "xx", "text": "in 2014"}))
    assert records(result) == [{"id": "a", "timexes": []}]
    assert "xx" in result.stderr


def test_plain_text_is_tagged_from_its_first_character(run, tmp_path):
    text = "Published: 11 December 2016\n\nThe bridge was closed on Sunday.\n"
    file = tmp_path / "note.txt"
    file.write_text(text)
    [record] = records(run("tag", file))
    assert [text[t["start"] : t["end"]] for t in record["timexes"]] == [t["text"] for t in record["timexes"]]
    assert record["timexes"][-1]["text"] == "Sunday"
    [again] = records(run("tag", "--dct", "2016-12-11", input=text))
    assert again["timexes"] == records(run("tag", file, "--dct", "2016-12-11"))[0]["timexes"]


def test_articles_are_tagged_in_their_body_which_the_record_holds(run, tmp_path):
    file = tmp_path / "note.md"
    file.write_text("---\ntitle: A bridge\ndate: 2016-12-11\n---\nThe bridge was *closed* on Sunday.\n")
    [record] = records(run("tag", file))
    [sunday] = record["timexes"]
    assert record["dct"] == "2016-12-11"
    assert record["text"][sunday["start"] : sunday["end"]] == "Sunday"
    assert sunday["value"] == "2016-12-11"


def test_timeml(run):
    output = run(
        "tag", "--format", "timeml", "--dct", "2016-12-11", input="They met on Sunday & left <soon>."
    ).stdout
    document = read_timeml(output.encode(), "out")
    assert document.dct == "2016-12-11"
    assert ("Sunday", "2016-12-11") in [(document.text[t.start : t.end], t.value) for t in document.timexes]


def test_text_is_safe_to_print(run):
    output = run(
        "tag", "--format", "text", "--dct", "2016-12-11", input="They met on Sunday\x1b[2J in\x1b May."
    ).stdout
    assert "\x1b" not in output
    assert "2016-12-11" in output


def test_it_streams(tmp_path):
    """A document is answered before the next one is given."""
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "tag", "-", "--input", "jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )  # fmt: skip
    assert process.stdin and process.stdout
    for number in range(3):
        process.stdin.write(lines({"id": number, "dct": "2016-12-11", "text": "on Sunday"}).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    process.stdin.close()
    assert process.wait() == 0
    process.stdout.close()


def test_it_never_holds_more_than_a_document(tmp_path):
    """Memory stays flat: the reader is a generator all the way down."""
    from timeline.build import project, tag_documents

    def endless():
        number = 0
        while True:
            number += 1
            yield lines({"id": number, "dct": "2016-12-11", "text": "on Sunday"}).encode()

    class Stream:
        def __init__(self):
            self.source = endless()

        def readline(self):
            return next(self.source)

        def __iter__(self):
            return self.source

    documents = tag_documents(["-"], project([]), jsonl=True, stdin=Stream())
    assert [next(documents).ident for _ in range(3)] == [1, 2, 3]


# --- explain ----------------------------------------------------------------------------------------------

NOTE = "Harbour closed\n\nSunday 11 December 2016\n\nThe harbour was closed on Sunday, the port office said. It may open in June.\n"


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text(NOTE)
    return file


def test_explain_shows_each_expression_in_its_sentence_with_the_derivation(run, note):
    result = run("explain", note)
    assert result.exit_code == 0
    assert "written 2016-12-11" in result.stdout
    assert "The harbour was closed on »Sunday«, the port office said." in result.stdout
    assert "It may open in »June«." in result.stdout
    assert "DATE 2016-12-11" in result.stdout
    assert "because" in result.stdout
    assert "\x1b" not in result.stdout


def test_explain_reads_standard_input_and_takes_a_date(run):
    result = run("explain", "-", "--dct", "2016-12-18", input=NOTE)
    assert "DATE 2016-12-18" in result.stdout


def test_explain_as_json_is_what_tag_writes(run, note):
    [record] = records(run("explain", note, "--format", "json"))
    assert [t["value"] for t in record["timexes"]] == ["2016-12-11", "2017-06"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16", "cp1252"])
def test_plain_text_in_another_encoding_is_tagged_and_named(run, tmp_path, encoding):
    text = "Café\r\n\r\nThe café shut on Sunday.\r\nThe owner’s son left in May.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    result = run("tag", tmp_path / "a.txt", "--dct", "2016-12-13")
    [record] = map(json.loads, result.stdout.splitlines())
    assert [(one["start"], one["text"]) for one in record["timexes"]] == [(text.index(w), w) for w in ("Sunday", "May")]  # fmt: skip
    assert ("(wrong-encoding)" in result.stderr) is (encoding != "utf-16")


def test_a_folder_is_tagged_article_by_article(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("---\ndate: 2016-12-13\n---\nIt fell on Sunday.\n")
    (tmp_path / "b.md").write_text("---\ndate: 2016-12-13\n---\nIt rose on Monday.\n")
    records = [json.loads(line) for line in run("tag", tmp_path).stdout.splitlines()]
    assert [(one["id"], one["text"], one["timexes"][0]["value"]) for one in records] == [
        ("b", "It rose on Monday.", "2016-12-12"),
        ("in/a", "It fell on Sunday.", "2016-12-11"),
    ]


def test_a_folder_without_articles_is_told_of(run, tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    told = run("tag", tmp_path, "-v", "--strict")
    assert told.exit_code == 1
    assert told.stdout == ""
    assert "no article was found here (no-articles)" in told.stderr
