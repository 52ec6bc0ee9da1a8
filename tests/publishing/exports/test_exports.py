"""Each export against its own standard, read by a program that did not write it."""

from __future__ import annotations

import csv
import importlib
import io
import json
import sqlite3
import zipfile
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import jsonschema
import pytest
import vobject
from pyld import jsonld

from timeline.config import Config
from timeline.publishing.exports import FORMATS, event_record
from timeline.temporal.timeml import read_timeml

SCHEMAS = Path(__file__).parents[3] / "docs" / "schema"


def schema(name):
    loaded = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


def refuse_constant(constant):
    raise AssertionError(f"{constant} is not JSON")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_input_gives_the_same_bytes(sample, name):
    assert sample.export(name) == sample.export(name)


@pytest.mark.parametrize("name", FORMATS)
def test_quotations_are_capped_unless_the_texts_are_ours(sample, name):
    def holds_the_end(config):
        data, _ = sample.export(name, config)
        if name == "timeml":
            archive = zipfile.ZipFile(io.BytesIO(data))
            data = b"".join(archive.read(entry) for entry in archive.namelist())
        if name == "ics":
            data = data.replace(b"\r\n ", b"")
        # A row of CSV holds the first mention, which is short.
        assert name == "csv" or b"word50" in data
        return b"word51" in data

    assert not holds_the_end(Config())
    assert name == "csv" or holds_the_end(Config(full_text=True))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_chronology_is_still_a_document(sample, name):
    from timeline.model import Chronology

    data, losses = sample._replace(chronology=Chronology(), articles={}).export(name)
    assert losses == []
    assert name == "jsonl" or data


# --- jsonl, json ------------------------------------------------------------------------------------------


def test_jsonl_keeps_to_its_schema_and_its_order(sample):
    data, losses = sample.export("jsonl")
    records = [json.loads(line, parse_constant=refuse_constant) for line in data.decode().splitlines()]
    for record in records:
        schema("event").validate(record)
    assert [record["id"] for record in records] == list(sample.events)
    assert records[-1]["edtf"] is None
    assert losses == []


def test_the_contract_names_every_field_first_and_in_its_order(sample):
    record = event_record(sample.events["day"], sample.articles, Config())
    assert list(record)[:15] == ["id", "aliases", "edtf", "earliest", "latest", "grain", "kind", "asserted_by",
                                 "background", "headline", "score", "tags", "mentions", "conflicts", "review"]  # fmt: skip
    assert list(record["mentions"][0])[:12] == ["article", "title", "source", "published", "url", "quote", "start", "end",
                                                "inherited", "timex", "confidence", "why"]  # fmt: skip
    assert record["mentions"][0]["published"] == "2016-12-11T20:54"


@pytest.mark.parametrize(
    ("name", "earliest", "latest", "grain"),
    [
        ("day", "2016-12-11", "2016-12-11", "day"),
        ("minute", "2016-12-11T20:54", "2016-12-11T20:54", "minute"),
        ("night", "2016-12-10", "2016-12-11", "daypart"),
        ("month", "2016-03-01", "2016-03-31", "month"),
        ("by", None, "2016-12-11", "day"),
        ("since", "2015-10-01", None, "month"),
        ("ancient", "-0043-03-15", "-0043-03-15", "day"),
        ("undated", None, None, None),
    ],
)
def test_dates_of_a_record(sample, name, earliest, latest, grain):
    record = event_record(sample.events[name], sample.articles, Config())
    assert (record["earliest"], record["latest"], record["grain"]) == (earliest, latest, grain)


@pytest.mark.parametrize("full_text", [False, True])
def test_a_quotation_is_the_articles_words_to_the_letter(sample, full_text):
    for event in sample.events.values():
        for mention in event_record(event, sample.articles, Config(full_text=full_text))["mentions"]:
            text = sample.articles[mention["article"]].text
            assert mention["quote"] == text[mention["start"] : mention["end"]]
            assert full_text or len(mention["quote"].split()) <= 50


def test_json_is_one_document(sample):
    document = json.loads(sample.export("json", Config(title="Ö", base_url="https://x.example/"))[0])
    assert (document["title"], document["base_url"]) == ("Ö", "https://x.example/")
    assert [event["id"] for event in document["events"]] == list(sample.events)


# --- csv --------------------------------------------------------------------------------------------------


def test_csv_is_read_back_and_holds_no_formula(sample):
    data, losses = sample.export("csv")
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))
    assert [row["id"] for row in rows] == list(sample.events)
    assert rows[0]["headline"] == "'=The harbour closed <b>& day"
    assert rows[0]["tags"] == "harbour; port, old"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    assert losses[0].events == 14


# --- timelinejs -------------------------------------------------------------------------------------------


class Text(HTMLParser):
    """The tags of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]


def test_timelinejs_keeps_to_the_format_and_its_precision(sample):
    data, losses = sample.export("timelinejs")
    document = json.loads(data)
    schema("timelinejs").validate(document)
    slides = {slide["unique_id"]: slide for slide in document["events"]}
    assert slides["day"]["start_date"] == {"year": 2016, "month": 12, "day": 11}
    assert "end_date" not in slides["day"]
    assert slides["month"]["start_date"] == {"year": 2016, "month": 3}
    assert slides["year"]["start_date"] == {"year": 2015}
    assert slides["minute"]["start_date"] == {"year": 2016, "month": 12, "day": 11, "hour": 20, "minute": 54}
    assert slides["range"]["end_date"] == {"year": 2016, "month": 12, "day": 5}
    assert slides["about"]["display_date"] == "about Saturday 3 December 2016"
    assert slides["by"]["start_date"] == {"year": 2016, "month": 12, "day": 11}
    assert slides["by"]["display_date"] == "by Sunday 11 December 2016"
    assert slides["ancient"]["start_date"]["year"] == -43
    assert [(loss.events, loss.what) for loss in losses] == [(1, "no date")]


def test_article_text_never_becomes_markup_in_timelinejs(sample):
    for slide in json.loads(sample.export("timelinejs")[0])["events"]:
        assert Text(slide["text"]["headline"]).tags == set()
        body = Text(slide["text"]["text"])
        assert body.tags <= {"blockquote", "p", "a"}
        assert all(link.startswith("https://") for link in body.links)


def test_a_slide_quotes_the_same_words_once_and_names_all_who_say_them():
    from tests.publishing.sample import article, day, event, mention
    from timeline.model import Chronology
    from timeline.publishing.exports import timelinejs

    wires = [
        article(name, "The fall", ["The city fell on Sunday."], on=day(2016, 12, 12), source=name)
        for name in ("Wire", "Post")
    ]
    told = [mention(wire, "The city fell on Sunday", "Sunday", day(2016, 12, 11)) for wire in wires]
    made = timelinejs.export(
        Chronology(events=(event("fall", "The city falls", *told),)),
        {wire.id: wire for wire in wires},
        Config(),
    )
    text = json.loads(b"".join(made))["events"][0]["text"]["text"]
    assert text.count("<blockquote>") == 1
    assert "<p>Wire, The fall</p><p>Post, The fall</p>" in text


# --- ics --------------------------------------------------------------------------------------------------


def test_ics_is_read_by_another_program(sample):
    data, losses = sample.export("ics")
    calendar = vobject.readOne(data.decode())
    entries = {str(entry.uid.value).removesuffix("@timeline"): entry for entry in calendar.vevent_list}
    assert set(entries) == {"day", "minute", "morning", "night", "range"}
    assert (entries["day"].dtstart.value, entries["day"].dtend.value) == (
        date(2016, 12, 11),
        date(2016, 12, 12),
    )
    assert (entries["night"].dtstart.value, entries["night"].dtend.value) == (
        date(2016, 12, 10),
        date(2016, 12, 12),
    )
    assert (entries["range"].dtstart.value, entries["range"].dtend.value) == (
        date(2016, 12, 3),
        date(2016, 12, 6),
    )
    assert entries["minute"].dtstart.value == datetime(2016, 12, 11, 20, 54)  # noqa: DTZ001 - floating
    assert entries["day"].summary.value == sample.events["day"].headline
    assert {loss.what: loss.events for loss in losses} == {
        "no date": 1,
        "a date coarser than a day": 6,
        "a date that is open at one side": 1,
        "an approximate or uncertain date": 1,
        "a year that calendars do not reach": 1,
    }


def test_ics_is_read_by_a_strict_program(sample):
    calendar = icalendar.Calendar.from_ical(
        sample.export("ics", Config(title="A, b; c\\d\ne", deck="Späte 😀" * 30))[0]
    )
    assert calendar.errors == []
    assert calendar["x-wr-calname"] == r"A\, b\; c\\d\ne"  # as RFC 5545 escapes text
    assert calendar["x-wr-caldesc"] == "Späte 😀" * 30
    entries = {str(entry["uid"]).removesuffix("@timeline"): entry for entry in calendar.walk("VEVENT")}
    assert not [entry.errors for entry in entries.values() if entry.errors]
    assert entries["night"]["dtend"].dt == date(2016, 12, 12)
    assert entries["day"]["dtstamp"].dt == datetime(2016, 12, 11, 20, 54, tzinfo=UTC)
    assert [str(category) for category in entries["day"]["categories"].cats] == [
        "happened",
        "harbour",
        "port, old",
    ]
    text = str(entries["day"]["description"])
    assert text.startswith("“The harbour closed on Sunday” — The Gull, Harbour & port <closed>\n")
    assert str(entries["day"]["url"]) == "https://gull.example/a?b=1&c=2"


def test_ics_lines_are_short_and_end_as_the_standard_says(sample):
    data, _ = sample.export("ics")
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


# --- jsonld -----------------------------------------------------------------------------------------------


def _nodes(value):
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item)


def test_jsonld_uses_the_vocabulary_as_schema_org_defines_it(sample):
    models = importlib.import_module("msgspec_schemaorg.models")
    document = json.loads(sample.export("jsonld")[0])
    typed = [node for node in _nodes(document) if "@type" in node]
    assert {node["@type"] for node in typed} >= {"ItemList", "Event", "Claim", "NewsArticle", "Quotation"}
    for node in typed:
        known = getattr(models, node["@type"]).__struct_fields__
        assert {key for key in node if not key.startswith("@")} <= set(known), node["@type"]


def test_jsonld_expands_to_a_graph(sample):
    def context(url, options):
        assert url.rstrip("/") == "https://schema.org"
        inline = {"@context": {"@vocab": "http://schema.org/"}}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": inline,
        }

    [root] = jsonld.expand(json.loads(sample.export("jsonld")[0]), {"documentLoader": context})
    items = [element["http://schema.org/item"][0] for element in root["http://schema.org/itemListElement"]]
    assert [item["@id"] for item in items] == [f"urn:timeline:{name}" for name in sample.events]
    by_name = dict(zip(sample.events, items, strict=True))
    assert (
        by_name["decade"]["http://schema.org/identifier"][0]["http://schema.org/value"][0]["@value"] == "199X"
    )
    assert "http://schema.org/startDate" not in by_name["about"]


def test_jsonld_dates_keep_their_precision(sample):
    document = json.loads(sample.export("jsonld")[0])
    items = {
        element["item"]["@id"].split(":")[-1]: element["item"] for element in document["itemListElement"]
    }
    assert items["day"]["startDate"] == items["day"]["endDate"] == "2016-12-11"
    assert (items["month"]["startDate"], items["month"]["endDate"]) == ("2016-03", "2016-03")
    assert items["range"]["temporalCoverage"] == "2016-12-03/2016-12-05"
    assert items["since"]["startDate"] == "2015-10"
    assert "endDate" not in items["since"]


# --- timeml -----------------------------------------------------------------------------------------------


def test_timeml_is_read_back(sample):
    data, losses = sample.export("timeml")
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    assert archive.namelist() == ["a.tml", "b.tml"]
    document = read_timeml(archive.read("a.tml"), "a.tml")
    assert document.dct == "2016-12-11T20:54"
    assert {document.text[t.start : t.end] for t in document.timexes} == {"on Sunday"}
    assert losses[0].events == len(sample.events)


# --- sqlite -----------------------------------------------------------------------------------------------


@pytest.fixture
def database(sample, tmp_path):
    path = tmp_path / "timeline.db"
    path.write_bytes(sample.export("sqlite")[0])
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_sqlite_is_whole(database, sample):
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("pragma foreign_key_check").fetchall() == []
    ids = [row[0] for row in database.execute("select id from events order by position")]
    assert ids == list(sample.events)
    assert database.execute("select count(*) from mentions").fetchone() == (29,)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("select edtf, year, grain, review from events where id = 'minute'", ("2016-12-11T20:54:00", 2016, "minute", "accepted")),
        ("select year from events where id = 'ancient'", (-43,)),
        ("select count(*) from events where kind = 'planned'", (2,)),
        ("select event from aliases where alias = 'old-month'", ("month",)),
        ("select count(*) from tags where tag = 'port, old'", (14,)),
        ("select count(*) from events_fts where events_fts match 'decade'", (1,)),
        ("select expression, value from mentions where id = 'm-day'", ("on Sunday", "2016-12-11")),
        ("select source from articles where id = 'a'", ("The Gull",)),
    ],
)  # fmt: skip
def test_sqlite_answers(database, query, answer):
    assert database.execute(query).fetchone() == answer


def test_sqlite_names_the_extra_when_it_is_missing(sample, monkeypatch):
    import sys

    from timeline.errors import MissingExtraError

    monkeypatch.setitem(sys.modules, "sqlite_utils", None)
    with pytest.raises(MissingExtraError, match=r"timeline\[sqlite\]"):
        sample.export("sqlite")
