"""Emphasis and links of an article's own text: as its author set them, and nothing else of its markup."""

from __future__ import annotations

import html5lib
import pytest
from msgspec.structs import replace

from tests.publishing.hostile import HOSTILE
from tests.publishing.sample import article, day, digest, event, mention
from tests.publishing.test_hostile import OURS
from timeline.config import Config
from timeline.model import Article, Chronology
from timeline.publishing import site
from timeline.publishing.phrasing import EMPHASIS, phrases
from timeline.reading.markup import body_of


def written(html: str) -> Article:
    body = body_of(html)
    of = article("wire", "The night", [], on=day(2020, 6, 2))
    return replace(of, text=body.text, blocks=body.blocks, html=body.html)


def said(of: Article) -> list[tuple[str, str, str]]:
    return [(phrase.name, of.text[phrase.start : phrase.end], phrase.href) for phrase in phrases(of)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>It <em>fell</em> on Monday.</p>", [("em", "fell", "")]),
        ("<p>A</p><ul><li><b>One</b> and</li><li>two &amp; <i>three</i></li></ul>", [("b", "One", ""), ("i", "three", "")]),
        ("<p><strong>Both <em>of them</em></strong><br>next</p>", [("strong", "Both of them", ""), ("em", "of them", "")]),
        ("<p>See <a href='https://e.example/x'>the text</a></p>", [("a", "the text", "https://e.example/x")]),
        ("<p>See <a href='javascript:alert(1)'>the text</a></p>", []),
        ("<p>See <a href='/local'>the text</a></p>", []),
        ("<p>No emphasis at all</p>", []),
        ("<pre>a  <code>b\n  c</code></pre>", [("code", "b\n  c", "")]),
    ],
)  # fmt: skip
def test_phrases_are_spans_of_the_text(html: str, found: list[tuple[str, str, str]]) -> None:
    assert said(written(html)) == found


def test_where_body_and_text_part_there_are_none() -> None:
    of = written("<p>It <em>fell</em> on Monday.</p>")
    assert phrases(replace(of, text=of.text.replace("fell", "rose"))) == ()
    assert phrases(replace(of, html=None)) == ()


def page_of(of: Article, full_text: bool) -> str:
    told = mention(of, of.text, "Monday" if "Monday" in of.text else None, day(2020, 6, 1))
    chronology = Chronology(events=(event("fall", "It falls", told),))
    config = Config(title="A night", search=False, full_text=full_text)
    return dict(site(chronology, (digest(of, told),), config))["articles/wire/index.html"].decode()


def test_the_page_keeps_emphasis_and_links_around_the_marks() -> None:
    of = written("<p>It <em>fell on Monday</em>, says <a href='https://e.example/'>the mayor</a>.</p>")
    page = page_of(of, True)
    assert 'rel="noopener noreferrer nofollow ugc">the mayor</a>' in page
    prose = page.split('class="what prose"', 1)[1].split("</section>", 1)[0]
    assert "<em>fell on </em>" in prose and "<em>" in prose.split("fell on </em>")[1]
    quoted = page_of(of, False)
    assert "<em>" not in quoted and "e.example" not in quoted, (
        "another's article is quoted without its markup"
    )


def test_hostile_words_in_emphasis_stay_words() -> None:
    digests = []
    for number, raw in enumerate(HOSTILE):
        words = raw.encode("utf-8", "replace").decode()
        of = written(f'<p><em>{words}</em> on Monday <a href="{words}">there</a></p>')
        digests.append(digest(replace(of, id=f"wire {number}")))
    config = Config(title="A night", search=False, full_text=True)
    names, seen = OURS | set(EMPHASIS), 0
    for path, data in site(Chronology(), tuple(digests), config):
        if not path.startswith("articles/"):
            continue
        for element in html5lib.parse(data, transport_encoding="utf-8", namespaceHTMLElements=False).iter():
            assert element.tag in names
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
            seen += element.tag == "em"
            if element.tag == "a":
                scheme, colon, _ = element.get("href").partition(":")
                assert not colon or scheme in ("http", "https", "mailto")
    assert seen > 50
