"""Nothing that an article says becomes markup, script, a foreign link or a path outside the site."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest

from tests.publishing.hostile import HOSTILE
from tests.publishing.sample import article, day, digest, event, mention
from timeline.config import Config, SourceConfig
from timeline.model import Chronology, Conflict, Link, Review
from timeline.publishing import site, write

# Every element that the shipped templates use; anything else came out of an article.
OURS = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "a",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "span",
    "nav",
    "ul",
    "ol",
    "li",
    "main",
    "section",
    "article",
    "div",
    "svg",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "symbol",
    "circle",
    "rect",
    "path",
    "use",
    "line",
    "text",
    "figure",
    "figcaption",
    "details",
    "summary",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "time",
    "blockquote",
    "mark",
    "q",
    "footer",
    "dl",
    "dt",
    "dd",
    "template",
    "form",
    "label",
    "input",
    "select",
    "option",
    "output",
    "button",
    "dialog",
    "kbd",
    "strong",
    "br",
    "pre",
    "base",
}


@lru_cache(maxsize=2)
def hostile_site(full_text: bool) -> dict[str, bytes]:
    digests, events = [], []
    for number, words in enumerate(HOSTILE):
        text = words if words.strip() else f"{words} nothing"
        of = article(
            words or f"empty {number}", words, [f"{text} on Monday {text}"], on=day(2020, 1, 1 + number % 28),
            source=words, byline=words, places=(words, words), url=words, rights=words, deck=words, section=words,
            lang=words or "en", tags=(words,),
        )  # fmt: skip
        told = mention(
            of,
            of.text,
            "on Monday",
            day(2020, 1, 1 + number % 28),
            headline=words,
            edtf=words,
            why=(words, words),
            asserted_by=words,
        )
        events.append(
            event(
                words or f"event {number}", words, told, tags=(words, "common"), score=number, aliases=(f"old/{words}",),
                review=Review(state=("corrected", "accepted", "proposed")[number % 3], by=words, because=words, on=words),
                conflicts=(Conflict(about="date", edtf=words, mentions=(told.id,), reason=words),),
                links=(Link(relation="denies", event=words, reason=words),), merged_because=(words,), why_here=words,
            )
        )  # fmt: skip
        digests.append(digest(of, told))
    undated = tuple(
        event(f"u{n}", words, digests[n].mentions[0], when=None) for n, words in enumerate(HOSTILE)
    )
    chronology = Chronology(events=tuple(events), undated=undated, withdrawn=(events[3],))
    config = Config(
        title="<b>{{ title }}</b> & \u202e'\"", deck="</p><script>alert(1)</script>", author="<i>", rights="&<>\"'",
        base_url="https://example.org/x", full_text=full_text, search=False,
        sources=tuple(SourceConfig(name=words, rights=words) for words in HOSTILE if words),
    )  # fmt: skip
    return dict(site(chronology, digests, config))


MODES = pytest.mark.parametrize("full_text", [False, True])


def test_the_corpus_is_large() -> None:
    assert len(set(HOSTILE)) >= 150


@MODES
def test_nothing_becomes_markup_script_or_a_foreign_link(full_text: bool) -> None:
    files = hostile_site(full_text)
    seen = 0
    for path, data in files.items():
        if not path.endswith(".html"):
            continue
        parser = html5lib.HTMLParser(strict=path != "embed/fragment.html", namespaceHTMLElements=False)
        tree = parser.parse(data, transport_encoding="utf-8")
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue  # a comment
            tag = element.tag.rsplit("}")[-1]
            assert tag in OURS, f"{path}: <{tag}>"
            for name, value in element.attrib.items():
                assert not str(name).lower().startswith("on") and name not in (
                    "style",
                    "srcdoc",
                    "formaction",
                ), path
                if name in ("href", "src", "action", "data", "content") and tag != "meta":
                    assert urlsplit(value).scheme in ("", "https", "http", "mailto"), f"{path}: {value}"
                    assert not value.startswith("//") and "evil" not in urlsplit(value).netloc, (
                        f"{path}: {value}"
                    )
                if tag == "meta" and element.get("http-equiv") == "refresh":
                    assert path.startswith("events/"), path
            if tag == "script":
                assert (element.get("src") or "").startswith(("../", "assets/", "/x/")) or json.loads(
                    element.text
                ), path
            if tag == "base":
                assert path == "embed/index.html"
            seen += 1
    assert seen > 10_000


@MODES
def test_what_deceives_the_eye_is_gone(full_text: bool) -> None:
    forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    for path, data in hostile_site(full_text).items():
        if path.endswith((".html", ".xml")):
            found = forbidden.search(data.decode("utf-8"))
            assert not found, f"{path}: {found!r}"


def test_the_words_are_still_there_as_words() -> None:
    text = "".join(
        "".join(html5lib.parse(data, namespaceHTMLElements=False).itertext())
        for path, data in hostile_site(False).items()
        if path.startswith("articles/")
    )
    for words in (
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "&lt;script&gt;alert(41)",
        "%s%s%s%s%s%s",
        "<plaintext>",
    ):
        assert words in text


@MODES
def test_no_path_leaves_the_site(full_text: bool, tmp_path: Path) -> None:
    files = hostile_site(full_text)
    for path in files:
        assert re.fullmatch(r"[a-z0-9_][a-z0-9._-]*(?:/[a-z0-9_][a-z0-9._-]*)*", path), path
        assert ".." not in path and all(len(part) <= 100 for part in PurePosixPath(path).parts), path
    assert len({path.casefold() for path in files}) == len(files)
    out = tmp_path / "deep" / "site"
    assert write(files.items(), out).files == len(files)
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"site"}


@MODES
def test_feeds_and_data_stay_well_formed(full_text: bool) -> None:
    files = hostile_site(full_text)
    for path, data in files.items():
        if path.endswith(".xml"):
            ET.fromstring(data)
        if path.endswith(".json"):
            json.loads(data)
    feed = ET.fromstring(files["feed.xml"])
    assert {
        link.get("href", "").split("/x/")[0] for link in feed.iter("{http://www.w3.org/2005/Atom}link")
    } == {"https://example.org"}
