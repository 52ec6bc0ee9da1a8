"""Whatever the bytes, reading gives articles or findings, never an exception; and what it gives holds together."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.samples import SAMPLES, docx, pdf
from timeline.config import Config
from timeline.model import Article
from timeline.reading import Source, markup, read

NAMES = sorted(SAMPLES)
PIECES = [
    b"<", b">", b"&", b"]]>", b"<!--", b"\x00", b"\xff", b"\xed\xa0\x80", b"---\n", b"+++\n", b"{", b"[" * 50, b"\n\n", b"\r",
    b"\x0c", b"%", b"<div>" * 30, b"<b>" * 40, b"11/12/2016", b"\xe2\x80\xae", b"  ", b"- ", b"> ", b"```\n", b"|a|b|\n|-|-|\n",
    b"99999999999999999999", b"date: [", b"&a;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"[x](javascript:alert(1))", b"<script>alert(1)</script>",
]  # fmt: skip


def holds_together(article: Article) -> None:
    assert article.id
    assert article.text.strip()
    assert 0 <= article.body_start <= len(article.text)
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(article.text)
        end = block.end
    if article.html is not None:
        assert markup.project(article.html) == (article.text, article.blocks)
        is_safe(article.html)


def is_safe(html: str) -> None:
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iterdescendants():
        assert element.tag in markup.BLOCKS | markup.CONTAINERS | markup.PHRASING | {"br"}
        assert set(element.attrib) <= {"href", "rel", "title", "start", "colspan", "rowspan"}
        scheme, colon, _ = element.get("href", "").partition(":")
        assert (
            not colon or re.search(r"[/?#]", scheme) or scheme.strip().lower() in ("http", "https", "mailto")
        )


def check(name: str, data: bytes) -> None:
    line = 1 if name.endswith(".jsonl") else None
    reading = read(Source(path=name, data=data, id="x", line=line), Config())
    assert reading.articles or reading.diagnostics
    for article in reading.articles:
        holds_together(article)
    for finding in reading.diagnostics:
        assert finding.code
        assert finding.message
        assert finding.hint


@settings(max_examples=1200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([*NAMES, "x.docx", "x.pdf", "noending"]), st.binary(max_size=300))
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    check(name, data)


@settings(max_examples=1200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.integers(0, 40)), min_size=1, max_size=4),
)
def test_sound_articles_with_anything_put_in(name: str, edits: list[tuple[float, bytes, int]]) -> None:
    data = SAMPLES[name]
    for place, piece, gone in edits:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + gone :]
    check(name, data)


@settings(max_examples=250, deadline=None)
@given(st.text(max_size=400))
def test_any_text_as_plain_text_and_markdown(text: str) -> None:
    check("a.txt", text.encode("utf-8", "surrogatepass"))
    check("a.md", text.encode("utf-8", "surrogatepass"))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</li>", "<pre>", "\n x ", "<td>", "<table>", "<br>", "a", " b ", "<h2>", "</h2>", "<blockquote>", "</blockquote>", "<a href='x:y'>", "<a href=/z>", "</a>", "&lt;", "<div>", "</div>", "<dl><dt>", "\u00a0", "<!-- c -->"]), max_size=25))  # fmt: skip
def test_canonical_html_agrees_with_its_text_and_is_safe_and_stable(parts: list[str]) -> None:
    body = markup.body_of("".join(parts))
    assert body.html is not None
    assert markup.project(body.html) == (body.text, body.blocks)
    again = markup.body_of(body.html)
    assert (again.html, again.text) == (body.html, body.text)
    is_safe(body.html)


@pytest.mark.parametrize(
    "href",
    ["java&#173;script:alert(1)", "java\u00adscript:alert(1)", "java\u200bscript:alert(1)", "java&#1;script:alert(1)", "&#14;javascript:alert(1)",
     "java&nbsp;script:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "//ok.example/"],
)  # fmt: skip
def test_no_address_becomes_a_script_by_what_is_taken_out(href: str) -> None:
    for html in (f'<p><a href="{href}">x</a></p>', f'<p><a href="{href}">' + "<b>" * 3000 + "x"):
        body = markup.body_of(html)
        assert body.text == "x"
        is_safe(body.html or "")
        plain = re.sub(r"[^a-z:]", "", (body.html or "").lower())
        assert "javascript:" not in plain


@pytest.mark.parametrize("data", [docx(), pdf([["A line of text."], ["Another page."]])], ids=["docx", "pdf"])
def test_damaged_documents_are_findings(data: bytes) -> None:
    name = "x.docx" if data.startswith(b"PK") else "x.pdf"
    for step in range(0, len(data), max(1, len(data) // 40)):
        check(name, data[:step] + b"\x00\xff" + data[step + 9 :])
        check(name, data[: step + 1])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.json", b"[" * 200_000),
        ("deep.jsonl", b'{"a":' * 100_000),
        ("deep.html", b"<html><body>" + b"<div>" * 50_000 + b"text of the page"),
        ("deep.html", b"<html><body><p>" + b"<b>" * 20_000 + b"text of the page"),
        ("deep.md", b"> " * 3_000 + b"text"),
        ("deep.md", b"[" * 5_000),
        ("deep.md", b"*_" * 5_000 + b"a"),
        ("lists.md", b"".join(b" " * i + b"- a\n" for i in range(400))),
        ("deep.xml", b"<a>" * 100_000),
        ("laughs.xml", b'<!DOCTYPE nitf [<!ENTITY a "ha">' + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12)) + b"]><nitf><body><body.content><p>&m;</p></body.content></body></nitf>"),
        ("outside.xml", b'<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/hostname">]><nitf><body><body.content><p>x &a; y</p></body.content></body></nitf>'),
        ("anchors.md", b"---\na: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c,*%c]\n" % (98 + i, 98 + i, 97 + i, 97 + i, 97 + i) for i in range(20)) + b"title: *u\n---\ntext of the story"),
        ("deep.md", b"---\na: " + b"[" * 5_000 + b"\n---\ntext of the story"),
        ("deep.md", b"+++\na = " + b"[" * 20_000 + b"\n+++\ntext of the story"),
        ("digits.txt", b"1" * 100_000),
        ("dashes.txt", b"-" * 100_000 + b"\ntext"),
        ("words.txt", b"By " + b"A" * 50_000),
        ("numbers.txt", b"\n".join(b"%d" % i for i in range(20_000))),
        ("spaces.txt", b" " * 300_000 + b"a"),
        ("stamps.txt", b"Title\n11 December 2016\nText of it.\n\n" * 3_000),
        ("brackets.txt", b"(" * 100_000),
        ("capitals.txt", b"A B " * 50_000),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_built_to_hurt_does_not(name: str, data: bytes) -> None:
    check(name, data)
