"""The raw form in which an agency article arrives, whole way through reading."""

from __future__ import annotations

from pathlib import Path

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import Article
from timeline.reading import Source, read, walk

WIRE = """Ferry service resumes as gorge bridge stays shut

World Sunday 11/December/2016 20:54 PM
By: Valley News Service
Ferry service resumes as gorge bridge stays shut

Aleppo (Syria)/Amman: The ferry across the gorge ran again on Sunday, carrying two hundred people before noon.
The bridge has been shut since March.
"We waited for months," said a farmer.
"""


def article(text: str, name: str = "ferry.txt") -> Article:
    reading = read(Source(path=name, data=text.encode(), id="ferry"), Config())
    assert reading.diagnostics == ()
    return reading.articles[0]


def test_a_wire_story_gives_its_head_and_its_body_apart() -> None:
    found = article(WIRE)
    assert found.title == "Ferry service resumes as gorge bridge stays shut"
    assert (found.section, found.byline) == ("World", "Valley News Service")
    assert found.places == ("Aleppo", "Syria", "Amman")
    assert found.anchor is not None
    assert found.anchor.moment.earliest == "2016-12-11T20:54"
    assert found.anchor.evidence.source == "header"
    assert found.anchor.evidence.words == "World Sunday 11/December/2016 20:54 PM"
    assert (found.anchor.zone, found.anchor.place_zone) == (None, "Asia/Damascus")
    assert found.text == (
        "The ferry across the gorge ran again on Sunday, carrying two hundred people before noon.\n\n"
        "The bridge has been shut since March.\n\n"
        '"We waited for months," said a farmer.'
    )
    assert [found.text[block.start : block.end][:3] for block in found.blocks] == ["The", "The", '"We']


def test_yaml_and_toml_front_matter_say_the_same() -> None:
    yaml = (
        "---\ntitle: Ferry\ndate: 2016-12-11 20:54\ntags: [a, b]\nauthor: J. Doe\n---\nIt *ran* on Sunday.\n"
    )
    toml = '+++\ntitle = "Ferry"\ndate = 2016-12-11T20:54:00\ntags = ["a", "b"]\nauthor = "J. Doe"\n+++\nIt *ran* on Sunday.\n'
    one, other = article(yaml, "ferry.md"), article(toml, "ferry.md")
    assert one.anchor and other.anchor
    assert one.anchor.moment == other.anchor.moment
    assert one.anchor.evidence.source == other.anchor.evidence.source == "front matter"
    assert (
        (one.title, one.tags, one.byline)
        == (other.title, other.tags, other.byline)
        == ("Ferry", ("a", "b"), "J. Doe")
    )
    assert one.html == "<p>It <em>ran</em> on Sunday.</p>"
    assert one.text == "It ran on Sunday."


def test_json_lines_are_records_whose_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "x/1", "date": "2016-12-11", "title": "Ferry", "text": " It ran \\n on  Sunday. "}\n\nnot json\n'
        '{"published": "2016-12-11T20:54:00Z", "text": "CAIRO (Reuters) - It ran."}\n'
    )
    found = [
        item if isinstance(item, Diagnostic) else read(item, Config()) for item in walk([tmp_path], Config())
    ]
    readings = [item for item in found if not isinstance(item, Diagnostic)]
    first, last = readings[0].articles[0], readings[2].articles[0]
    assert (first.id, first.path, first.text) == ("x/1", "a.jsonl:1", " It ran \n on  Sunday. ")
    assert [code.code for code in readings[1].diagnostics] == ["bad-json"]
    assert (last.id, last.path, last.source, last.places) == ("a:4", "a.jsonl:4", "Reuters", ("CAIRO",))
    assert last.text[last.body_start :] == "It ran."
    assert last.anchor and (last.anchor.moment.earliest, last.anchor.zone) == ("2016-12-11T20:54", "UTC")
