"""Feeds, sitemap and descriptions, judged by what is not ours: libxml2's RELAX NG, jsonschema, feedparser, pyld, trafilatura, resvg."""

from __future__ import annotations

import importlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import feedparser
import html5lib
import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from msgspec.structs import replace
from pyld import jsonld
from trafilatura.metadata import extract_metadata

from tests.publishing.extremes import EXTREMES
from tests.publishing.sample import harbour
from tests.publishing.test_hostile import hostile_site
from timeline.publishing import feeds, site

SCHEMAS = Path(__file__).parent / "schemas"
BASE = "https://example.org/t/"
NAMES = ("harbour", "arabic", "nothing", "ages", "lengths", "hostile", "harbour at home")


@lru_cache(maxsize=8)
def built(name: str) -> dict[str, bytes]:
    if name == "hostile":
        return hostile_site(False)
    chronology, digests, config = EXTREMES[name.removesuffix(" at home")]()
    base = None if name.endswith("at home") else BASE
    return dict(site(chronology, digests, replace(config, search=False, base_url=base)))


def judged(schema: str, data: bytes) -> list[str]:
    rules = etree.RelaxNG(etree.parse(SCHEMAS / schema))
    rules.validate(etree.fromstring(data))
    return [f"{error.line}: {error.message}" for error in rules.error_log]


@pytest.mark.parametrize("name", NAMES)
def test_atom_keeps_to_its_rules(name: str) -> None:
    data = built(name)["feed.xml"]
    assert judged("atom.rng", data) == []
    ids = [element.text for element in etree.fromstring(data).iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids))
    parsed = feedparser.parse(data)
    assert not parsed.bozo and parsed.version == "atom10"
    assert len(parsed.entries) == len(json.loads(built(name)["feed.json"])["items"])


@pytest.mark.parametrize("name", NAMES)
def test_json_feed_keeps_to_its_rules(name: str) -> None:
    schema = json.loads((SCHEMAS / "feed.schema.json").read_text())
    feed = json.loads(built(name)["feed.json"])
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(feed)] == []
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES[:-1])
def test_the_sitemap_keeps_to_its_rules_and_names_what_is_there(name: str) -> None:
    files = built(name)
    assert judged("sitemap.rng", files["sitemap.xml"]) == []
    base = "https://example.org/x/" if name == "hostile" else BASE
    locations = [
        element.text.removeprefix(base)
        for element in etree.fromstring(files["sitemap.xml"]).iter(f"{{{feeds.SITEMAP}}}loc")
    ]
    assert len(locations) == len(set(locations))
    assert {f"{path}index.html" if path.endswith("/") or not path else path for path in locations} <= set(
        files
    )


def test_a_large_sitemap_is_an_index_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "SITEMAP_MOST", 7)
    chronology, digests, config = harbour()
    files = dict(site(chronology, digests, replace(config, search=False, base_url=BASE)))
    parts = sorted(path for path in files if path.startswith("sitemap"))
    assert len(parts) > 2
    assert [fault for path in parts for fault in judged("sitemap.rng", files[path])] == []


def test_without_an_address_there_is_nothing_absolute_and_no_sitemap() -> None:
    files = built("harbour at home")
    assert "sitemap.xml" not in files and "opengraph.png" not in files
    assert b"https://example.org/t" not in files["feed.xml"] + files["feed.json"] + files["index.html"]


def described(data: bytes) -> list[dict[str, Any]]:
    page = html5lib.parse(data, transport_encoding="utf-8", namespaceHTMLElements=False)
    return [json.loads(s.text) for s in page.iter("script") if s.get("type") == "application/ld+json"]


def nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(node for item in value.values() for node in nodes(item))]
    return [node for item in value for node in nodes(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", ["harbour", "arabic", "hostile", "ages"])
def test_pages_are_described_in_the_words_of_schema_org(name: str) -> None:
    models = importlib.import_module("msgspec_schemaorg.models")

    def context(url: str, options: Any) -> dict[str, Any]:
        words = {"@context": {"@vocab": "http://schema.org/"}}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": words,
        }

    found = 0
    for path, data in built(name).items():
        if path == "index.html" or path.startswith("events/"):
            for value in described(data):
                found += 1
                for node in nodes(value):
                    if "@type" in node:
                        known = set(getattr(models, node["@type"]).__struct_fields__)
                        assert {key for key in node if not key.startswith("@")} <= known, path
                assert jsonld.expand(value, {"documentLoader": context}), path
    assert found > 1


@pytest.mark.parametrize("name", ["harbour", "arabic", "hostile", "lengths"])
def test_every_page_can_be_shared(name: str) -> None:
    """OpenGraph's four required properties, and an address that is the page's own."""
    base = "https://example.org/x/" if name == "hostile" else BASE
    for path, data in built(name).items():
        if not path.endswith("index.html") or path.startswith("embed/"):
            continue
        page = html5lib.parse(data, transport_encoding="utf-8", namespaceHTMLElements=False)
        meta = {m.get("property"): m.get("content") for m in page.iter("meta") if m.get("property")}
        links = {link.get("rel"): link.get("href") for link in page.iter("link")}
        if any(m.get("name") == "robots" for m in page.iter("meta")):
            assert "canonical" not in links and "og:url" not in meta
            continue
        assert meta["og:title"] and meta["og:type"] in ("website", "article")
        assert meta["og:url"] == links["canonical"] == base + path.removesuffix("index.html")
        assert meta["og:image"] == f"{base}opengraph.png"
        assert links["icon"].endswith("assets/icon.svg")
        read = extract_metadata(data.decode())  # a reader of such pages that is not ours
        assert read.url == meta["og:url"] and read.image == meta["og:image"]
        if name != "hostile":  # it takes entities apart twice
            assert " ".join(meta["og:title"].split()) in read.title


def test_the_icon_is_a_picture() -> None:
    painter = pytest.importorskip("resvg_py")
    (icon,) = (data for path, data in built("harbour").items() if path.endswith("icon.svg"))
    assert bytes(painter.svg_to_bytes(svg_string=icon.decode(), width=32)).startswith(b"\x89PNG")
