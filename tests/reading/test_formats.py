"""Every format gives the same article; and what is particular to each."""

from __future__ import annotations

import builtins
import json
from typing import Any

import pytest

from tests.reading.samples import DAY, FIRST, HTML, PROSE, SAMPLES, SECOND, THIRD, TITLE, docx, pdf
from timeline.config import Config, SourceConfig
from timeline.model import Article, Reading
from timeline.reading import Row, Source, read


def reading(name: str, data: str | bytes, config: Config | None = None, **more: Any) -> Reading:
    given = data.encode() if isinstance(data, str) else data
    return read(Source(path=name, data=given, id="story", **more), config or Config())


def article(name: str, data: str | bytes, config: Config | None = None, **more: Any) -> Article:
    found = reading(name, data, config, **more)
    assert found.diagnostics == ()
    return found.articles[0]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_same_story_in_every_format(name: str) -> None:
    found = article(name, SAMPLES[name], **({"line": 1} if name.endswith("jsonl") else {}))
    assert found.title == TITLE
    assert found.anchor is not None
    assert found.anchor.moment.earliest is not None
    assert found.anchor.moment.earliest.startswith(DAY)
    prose = found.text[found.body_start :]
    assert prose.startswith(FIRST)
    assert SECOND in prose
    assert "Gorge Courier" not in prose


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("yaml.md", "front matter", DAY),
        ("lines.jsonl", "record", DAY),
        ("item.ninjs.json", "metadata", "2016-12-11T20:54:00+02:00"),
        ("page.html", "metadata", "datePublished: 2016-12-11T20:54:00+02:00"),
        ("story.nitf", "metadata", "20161211T205400+0200"),
        ("item.xml", "metadata", "2016-12-11T20:54:00+02:00"),
        ("a.txt", "header", "11 December 2016"),
    ],
)
def test_the_evidence_of_the_date_is_kept(name: str, source: str, words: str) -> None:
    found = article(name, SAMPLES[name], **({"line": 1} if name.endswith("jsonl") else {}))
    assert found.anchor
    assert (found.anchor.evidence.source, found.anchor.evidence.words) == (source, words)


# --- the order of trust -----------------------------------------------------------------------------------


def test_the_order_of_trust() -> None:
    row = Row(date="2016-12-13", zone="Asia/Amman", source="Courier")
    head = f"{TITLE}\n\n12 December 2016\n\n{PROSE}"
    front = f"---\ntitle: {TITLE}\ndate: 2016-12-11\n---\n"

    def said(text: str, path: str = "a.md", **more: Any) -> tuple[str | None, str | None]:
        anchor = article(path, text, **more).anchor
        return (anchor.moment.earliest, anchor.evidence.source) if anchor else (None, None)

    assert said(front + head, "2016-12-14.md", row=row) == ("2016-12-11", "front matter")
    assert said(head, "2016-12-14.md", row=row) == ("2016-12-12", "header")
    assert said(f"{TITLE}\n\n{PROSE}", "2016-12-14.md", row=row) == ("2016-12-13", "dates.csv")
    assert said(f"{TITLE}\n\n{PROSE}", "2016-12-14.md") == ("2016-12-14", "path")
    assert said(f"{TITLE}\n\n{PROSE}", "2016/12/14/a.md") == ("2016-12-14", "path")


def test_zones_of_stamp_row_source_and_project() -> None:
    config = Config(
        zone="Europe/Oslo",
        sources=(SourceConfig(name="Gorge Courier", zone="Asia/Amman", paths=("courier/*",)),),
    )
    text = f"{TITLE}\n\n12 December 2016 20:54\n\n{PROSE}"
    stamped = article("courier/a.txt", text.replace("20:54", "20:54 GMT"), config)
    assert stamped.anchor
    assert (stamped.anchor.zone, stamped.source) == ("GMT", "Gorge Courier")
    by_source = article("courier/a.txt", text, config).anchor
    by_project = article("a.txt", text, config).anchor
    by_row = article("courier/a.txt", text, config, row=Row(date="", zone="UTC")).anchor
    assert by_source and by_project and by_row
    assert (by_source.zone, by_project.zone, by_row.zone) == ("Asia/Amman", "Europe/Oslo", "UTC")


def test_a_stamp_that_cannot_be_read_is_said_even_where_another_date_is_found() -> None:
    found = reading("2016-12-11.md", f"---\ntitle: {TITLE}\ndate: soon\n---\n{PROSE}")
    assert [finding.code for finding in found.diagnostics] == ["no-date"]
    assert "soon" in found.diagnostics[0].message
    assert found.articles[0].anchor
    assert found.articles[0].anchor.evidence.source == "path"


# --- front matter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark", ["draft: true", "published: false", "status: draft", "status: hidden", "draft: yes"]
)
def test_drafts_of_hugo_jekyll_and_pelican(mark: str) -> None:
    assert article("a.md", f"---\ntitle: {TITLE}\ndate: {DAY}\n{mark}\n---\n{PROSE}").draft


def test_what_lies_in_jekylls_folder_of_drafts_is_a_draft() -> None:
    said = f"---\ntitle: {TITLE}\ndate: {DAY}\n---\n{PROSE}"
    assert article("blog/_drafts/a.md", said).draft
    assert article("_drafts/a.md", said).draft
    assert not article("_posts/my_drafts/a.md", said).draft


def test_front_matter_names_what_blogs_name() -> None:
    found = article(
        "a.md",
        f"---\ntitle: '{TITLE}'\nsubtitle: Deck\ndate: {DAY} 20:54:00 +0200\nlastmod: 2016-12-12\nauthors: [Jane Doe, Max Roe]\n"
        "categories: [region]\ntags: 'ferry, gorge'\nlang: en-GB\nsource: {name: Courier}\ncanonical_url: https://c.example/1\n"
        f"license: CC BY\nembargo: 2016-12-13\nplaces: Amman\ngenre: narrative\n---\n{PROSE}",
    )
    assert found.anchor
    assert (found.deck, found.anchor.moment.earliest, found.anchor.zone) == (
        "Deck",
        "2016-12-11T20:54",
        "+02:00",
    )
    assert (found.modified, found.byline, found.section) == ("2016-12-12", "Jane Doe, Max Roe", "region")
    assert (found.tags, found.lang, found.source, found.url) == (
        ("ferry", "gorge"),
        "en",
        "Courier",
        "https://c.example/1",
    )
    assert (found.rights, found.embargo, found.places, found.genre) == (
        "CC BY",
        "2016-12-13",
        ("Amman",),
        "narrative",
    )


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("---\ntitle: a: b\n---\n", "line 1"),
        ("---\ntitle: x\n\n", "never closed"),
        ("---\n- a\n- b\n---\n", "no fields"),
        ("+++\ntitle = x\n+++\n", "TOML"),
        ("---\n" + "a: " + "[" * 3000 + "\n---\n", "cannot be read"),
    ],
)
def test_front_matter_that_cannot_be_read_is_a_finding_and_the_article_stands(front: str, says: str) -> None:
    found = reading("2016-12-11-a.md", front + PROSE)
    assert [finding.code for finding in found.diagnostics] == ["front-matter"]
    assert says in found.diagnostics[0].message
    assert FIRST in found.articles[0].text
    assert found.articles[0].anchor


# --- saved pages ------------------------------------------------------------------------------------------


def page(head: str, body: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>{TITLE} | Courier</title>{head}</head><body>{body}<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article></body></html>"


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ('<meta property="article:published_time" content="2016-12-11T20:54:00+02:00">', "article:published_time: 2016-12-11T20:54:00+02:00"),
        ('<meta name="DC.date.issued" content="2016-12-11">', "dc.date.issued: 2016-12-11"),
        ('<meta itemprop="datePublished" content="2016-12-11">', "datepublished: 2016-12-11"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["ReportageNewsArticle"], "datePublished": "2016-12-11"}]}</script>', "datePublished: 2016-12-11"),
        ('<script type="application/ld+json">{broken</script><meta name="date" content="2016-12-11">', "date: 2016-12-11"),
    ],
)  # fmt: skip
def test_what_a_page_says_of_its_date(head: str, words: str) -> None:
    found = article("a.html", page(head)).anchor
    assert found
    assert found.evidence.words == words


def test_linked_data_comes_before_meta_tags_and_publication_before_change() -> None:
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2016-12-11", "dateModified": "2016-12-14", "author": {"name": "Jane Doe"}, "publisher": {"name": "Courier"}}</script>'
    found = article("a.html", page(linked + '<meta property="article:published_time" content="2016-12-12">'))
    assert found.anchor
    assert (found.anchor.moment.earliest, found.modified) == ("2016-12-11", "2016-12-14")
    assert (found.byline, found.source) == ("Jane Doe", "Courier")


def test_a_page_that_only_shows_its_date() -> None:
    found = article(
        "a.html",
        page(
            "",
            f"<h1>{TITLE}</h1><p class='date'><time datetime='2016-12-11T20:54'>11 December 2016</time></p>",
        ),
    )
    assert found.anchor
    assert found.anchor.moment.earliest is not None
    assert found.anchor.moment.earliest.startswith("2016-12-11")


def test_a_blog_s_own_marks_of_date_and_author() -> None:
    meta = f"<h1>{TITLE}</h1><div class='entry-meta'>Posted on <time class='entry-date' datetime='2016-12-11T09:00:00+02:00'>December 11</time> by <a rel='author' href='/j'>Jane Doe</a></div>"
    found = article("a.html", page("", meta))
    assert found.anchor
    assert (found.byline, found.anchor.evidence.words) == ("Jane Doe", "time: 2016-12-11T09:00:00+02:00")


def test_a_copyright_year_is_no_date() -> None:
    found = reading("a.html", page("", "").replace("</body>", "<footer>© 2014 Courier</footer></body>"))
    assert [finding.code for finding in found.diagnostics] == ["no-date"]
    assert found.articles[0].anchor is None


def test_a_page_of_tags_is_refused() -> None:
    found = reading("a.html", "<html><body><article>" + "<p><a href='/x'>The ferry</a> ran.</p>" * 20_000)
    assert [finding.code for finding in found.diagnostics] == ["too-large"]


def test_a_page_that_a_script_fills_holds_no_article() -> None:
    found = reading(
        "a.html",
        "<html><head><title>x</title></head><body><div id='app'></div><script>go()</script></body></html>",
    )
    assert [finding.code for finding in found.diagnostics] == ["no-text"]
    assert found.articles == ()


def test_a_page_in_the_encoding_that_it_names() -> None:
    data = (
        page('<meta charset="iso-8859-2"><meta name="date" content="2016-12-11">')
        .replace("ferry", "łódź")
        .encode("iso-8859-2")
    )
    assert "łódź" in article("a.html", data).text


def test_a_page_that_a_word_processor_wrote_has_its_head_in_paragraphs() -> None:
    head = f"<p class=MsoTitle>{TITLE}<o:p></o:p></p><p>By Jane Doe</p><p>11 December 2016</p>"
    found = article("a.html", f"<html><body><div>{head}<p>{FIRST}</p><p>{SECOND}</p></div></body></html>")
    assert found.anchor
    assert (found.title, found.byline, found.anchor.moment.earliest) == (TITLE, "Jane Doe", DAY)
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_a_page_under_another_name_is_still_a_page() -> None:
    assert article("a.txt", HTML).html is not None


# --- JSON, ninjs, XML, feeds ------------------------------------------------------------------------------


def test_a_list_of_records_and_its_faulty_items() -> None:
    records = json.dumps(
        [{"date": DAY, "text": PROSE}, 7, {"id": "x", "date": DAY}, {"id": "y", "date": DAY, "text": SECOND}]
    )
    found = reading("a.json", records)
    assert [(one.id, one.path) for one in found.articles] == [("story:1", "a.json:1"), ("y", "a.json:4")]
    assert [(finding.where, finding.code) for finding in found.diagnostics] == [
        ("a.json:2", "bad-json"),
        ("a.json:3", "no-text"),
    ]


@pytest.mark.parametrize("value", [1481489640, "1481489640", 1481489640000, "2016-12-11T20:54:00Z"])
def test_seconds_since_1970_are_a_date(value: object) -> None:
    found = article("a.json", json.dumps({"date": value, "text": PROSE})).anchor
    assert found
    assert (found.moment.earliest, found.zone) == ("2016-12-11T20:54", "UTC")


def test_a_canceled_item_is_killed_and_keeps_its_story() -> None:
    item = json.loads(SAMPLES["item.ninjs.json"]) | {"pubstatus": "canceled"}
    found = article("a.json", json.dumps(item))
    assert (found.status, found.version, found.story) == ("killed", 2, "tag:gorge.example,2016:1")


def test_a_version_that_is_no_plain_number_is_none() -> None:
    item = json.loads(SAMPLES["item.ninjs.json"]) | {"version": "¹2"}
    assert article("a.json", json.dumps(item)).version == 0


def test_news_ml_says_what_it_says() -> None:
    found = article("a.xml", SAMPLES["item.xml"])
    assert (found.byline, found.source, found.places, found.version) == (
        "Jane Doe",
        "Gorge Wire",
        ("Amman",),
        3,
    )
    assert (found.rights, found.story, found.modified) == (
        "Subscribers only",
        "urn:newsml:gorge.example:1",
        "2016-12-11T21:10",
    )


def test_a_message_of_several_items() -> None:
    one = SAMPLES["item.xml"].decode().split("?>", 1)[1]
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{one}{one.replace("urn:newsml:gorge.example:1", "urn:2")}</itemSet></newsMessage>'
    found = reading("a.xml", message)
    assert [(one.id, one.path, one.story) for one in found.articles] == [
        ("story:1", "a.xml:1", "urn:newsml:gorge.example:1"),
        ("story:2", "a.xml:2", "urn:2"),
    ]


def test_entities_are_never_expanded() -> None:
    evil = f'<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "bee">]><nitf><body><body.content><p>{FIRST} &a; &b;</p></body.content></body></nitf>'
    found = reading("2016-12-11.xml", evil)
    assert "root:" not in found.articles[0].text
    assert "bee" not in found.articles[0].text


def test_xml_of_another_kind_is_named() -> None:
    found = reading("a.xml", "<invoice><total>3</total></invoice>")
    assert [finding.code for finding in found.diagnostics] == ["unknown-xml"]
    assert "<invoice>" in found.diagnostics[0].message


def test_an_entry_with_an_excerpt_only_is_named_and_the_others_are_read() -> None:
    feed = (
        SAMPLES["feed.rss"]
        .decode()
        .replace(
            "</item>",
            "</item><item><title>Second story</title><description>The first words… Read more</description></item>",
        )
    )
    found = reading("feed.rss", feed)
    assert [one.id for one in found.articles] == ["story/ferry"]
    assert [(finding.where, finding.code) for finding in found.diagnostics] == [
        ("feed.rss:2", "excerpt-only")
    ]
    assert "Second story" in found.diagnostics[0].message


# --- documents --------------------------------------------------------------------------------------------


def test_word_documents() -> None:
    found = article("a.docx", docx())
    assert found.anchor
    assert (found.title, found.byline, found.anchor.moment.earliest) == (TITLE, "Jane Doe", "2016-12-11")
    assert found.text == "\n\n".join((FIRST, SECOND, THIRD))


def test_pdf_without_its_running_heads() -> None:
    pages = [
        [
            "THE COURIER",
            TITLE,
            "11 December 2016",
            "",
            "The ferry ran again on Sunday, two hours late and with forty",
            "people aboard, and the harbour",
        ],
        ["THE COURIER", "master said that it would run every", "day until the spring."],
    ]
    found = article("a.pdf", pdf(pages))
    assert found.title == TITLE
    assert "COURIER" not in found.text
    assert "harbour master said" in found.text.replace("\n\n", " ")


@pytest.mark.parametrize(("name", "data"), [("a.docx", docx()), ("a.pdf", pdf([["x"]]))])
def test_without_the_extra_a_finding_says_how_to_get_it(
    name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(module: str, *rest: Any, **more: Any) -> Any:
        if module in ("docx", "pypdf"):
            raise ImportError(module)
        return real(module, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    found = reading(name, data)
    assert [finding.code for finding in found.diagnostics] == ["missing-extra"]
    assert "timeline[documents]" in found.diagnostics[0].hint


def test_a_pdf_of_pictures_has_no_text() -> None:
    assert [finding.code for finding in reading("a.pdf", pdf([[""]])).diagnostics] == ["no-text"]


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2016-12-13", "2016-12-13"),
        ("13 December 2016 20:54 GMT", "2016-12-13T20:54Z"),
        ("2016-12-13T20:54:00+0400", "2016-12-13T20:54+04:00"),
        ("false", None),
    ],
)
def test_an_embargo_is_a_moment(said: str, until: str | None) -> None:
    assert article("a.md", f"---\ntitle: x\ndate: {DAY}\nembargo: {said}\n---\n{PROSE}").embargo == until


def test_an_embargo_that_cannot_be_read_holds_the_article_back() -> None:
    found = reading("a.md", f"---\ntitle: x\ndate: {DAY}\nembargo: soon\n---\n{PROSE}")
    assert [finding.code for finding in found.diagnostics] == ["bad-date"]
    assert found.articles[0].embargo == "9999-12-31"


def test_a_table_holds_an_article_a_row() -> None:
    table = '\ufeffDate;Headline;Body-Text;Source\r\n2016-12-11;Bridge;"It fell on Sunday.\r\n""Nobody"" was hurt; all is well.";Gull\r\n;Pier;It was shut.;\r\n'
    first, second = reading("a.csv", table).articles
    assert (first.id, first.title, first.source, first.path) == ("story:2", "Bridge", "Gull", "a.csv:2")
    assert first.text == 'It fell on Sunday.\n"Nobody" was hurt; all is well.'
    assert first.anchor is not None
    assert first.anchor.moment.earliest == "2016-12-11"
    assert (second.path, second.title, second.anchor) == ("a.csv:4", "Pier", None)
    (tabbed,) = reading("a.tsv", "id\ttext\nx7\tIt fell.\n").articles
    assert (tabbed.id, tabbed.text) == ("x7", "It fell.")


def test_a_table_that_breaks_off_keeps_its_rows() -> None:
    found = reading("a.csv", "id,date,text\na,2016-12-11,It fell.\nb,2016-12-11," + "x" * 5_000_000 + "\n")
    assert [one.id for one in found.articles] == ["a"]
    assert [(one.code, one.where) for one in found.diagnostics] == [("bad-table", "a.csv:3")]


@pytest.mark.parametrize(
    ("name", "data", "more"),
    [
        ("a.jsonl:1", '{"text": "It fell."}', {"line": 1}),
        ("a.json", '{"text": "It fell."}', {}),
        ("a.csv", "text\nIt fell.\n", {}),
    ],
)
def test_a_record_without_a_date_is_told_to_get_a_field_not_front_matter(name, data, more) -> None:
    (found,) = reading(name, data, **more).diagnostics
    assert (found.code, found.hint) == ("no-date", "Give the record a field date: 2016-12-11.")


# --- what sites keep and give out ---------------------------------------------------------------------------


def test_names_of_fields_are_one_however_they_are_spelled() -> None:
    record = {
        "publishedAt": DAY,
        "Head-Line": "x",
        "headline": None,
        "bodyText": PROSE,
        "source": {"id": None, "name": "Gull"},
    }
    found = article("a.json", json.dumps(record))
    assert (found.title, found.source, found.text) == ("x", "Gull", PROSE)
    assert found.anchor
    assert found.anchor.moment.earliest == DAY


HTML_BODY = f"<p>{FIRST}</p>\n<p>{SECOND}</p>"
DUMPS = {
    "WordPress": [{"id": 7, "date": f"{DAY}T20:54:00", "status": "publish", "link": "https://g.example/?p=7",
                   "title": {"rendered": "Ferry &#8216;runs&#8217; <em>again</em>"}, "content": {"rendered": HTML_BODY, "protected": False}}],
    "Drupal": {"jsonapi": {"version": "1.0"}, "data": [{"type": "node--article", "id": "7", "attributes": {
        "title": "Ferry ‘runs’ again", "created": f"{DAY}T20:54:00+00:00", "status": True, "body": {"value": "x", "format": "full", "processed": HTML_BODY}}}]},
    "Ghost": {"db": [{"meta": {"version": "5"}, "data": {"users": [{"id": "u", "name": "Jane"}], "posts": [
        {"id": "7", "title": "Ferry ‘runs’ again", "html": HTML_BODY, "published_at": f"{DAY}T20:54:00.000Z", "status": "published"}]}}]},
    "Elasticsearch": {"took": 3, "hits": {"total": 1, "hits": [{"_id": "7", "_source": {"headline": "Ferry ‘runs’ again", "date": DAY, "body": HTML_BODY, "id": "7"}}]}},
    "GraphQL": {"data": {"posts": {"edges": [{"node": {"id": "7", "title": "Ferry ‘runs’ again", "date": DAY, "content": HTML_BODY}}]}}},
    "an open platform": {"response": {"status": "ok", "results": [
        {"id": "7", "webTitle": "Ferry ‘runs’ again", "webPublicationDate": f"{DAY}T20:54:00Z", "webUrl": "https://g.example/7", "fields": {"body": HTML_BODY}}]}},
}  # fmt: skip


@pytest.mark.parametrize("name", DUMPS)
def test_what_a_site_gives_out_is_read_as_it_comes(name: str) -> None:
    found = article("dump.json", json.dumps(DUMPS[name]))
    assert (found.id, found.title, found.text) == ("7", "Ferry ‘runs’ again", f"{FIRST}\n\n{SECOND}")
    assert found.anchor
    assert (found.anchor.moment.earliest or "")[:10] == DAY


def test_what_hangs_on_a_record_is_no_article_of_its_own() -> None:
    found = reading("a.json", json.dumps({"title": TITLE, "comments": [{"date": DAY, "text": FIRST}]}))
    assert [finding.code for finding in found.diagnostics] == ["no-text"]


def test_a_record_s_own_text_counts_before_what_stands_within_or_hangs_on_it() -> None:
    record = {
        "date": DAY,
        "content": FIRST,
        "attributes": {"text": "no"},
        "replies": [{"title": "no", "text": "no"}],
    }
    assert article("a.json", json.dumps(record)).text == FIRST
    assert article("a.json", json.dumps({"items": [record]})).text == FIRST


@pytest.mark.parametrize(
    "status", ["draft", "pending", "private", "future", "trash", "auto-draft", "scheduled", False]
)
def test_what_a_site_does_not_show_is_held_back(status: object) -> None:
    assert article(
        "a.json", json.dumps({"date": DAY, "title": TITLE, "html": HTML_BODY, "status": status})
    ).draft


def test_an_export_of_wordpress_gives_its_posts_and_no_drafts() -> None:
    def item(name: str, said: str) -> str:
        body = f"<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded>"
        return f"<item><title>{TITLE}</title><guid>{name}</guid><pubDate>Sun, 11 Dec 2016 20:54:00 +0000</pubDate>{body}{said}</item>"

    def post(status: str, kind: str = "post", more: str = "") -> str:
        return f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}"

    items = {
        "open": post("publish"), "draft": post("draft"), "locked": post("publish", more="<wp:post_password>x</wp:post_password>"),
        "private": post("private"), "page": post("publish", "page"), "picture": post("inherit", "attachment"), "menu": post("publish", "nav_menu_item"),
    }  # fmt: skip
    names = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    told = "".join(item(name, said) for name, said in items.items())
    found = reading(
        "export.xml", f'<rss version="2.0" {names}><channel><title>Gull</title>{told}</channel></rss>'
    )
    held = {one.id.rpartition("/")[2]: one.draft for one in found.articles}
    assert held == {"open": False, "draft": True, "locked": True, "private": True, "page": False}
    assert [(one.code, one.level) for one in found.diagnostics] == [("not-articles", "note")]
    assert "2 of its entries" in found.diagnostics[0].message


def test_an_atom_entry_may_be_a_draft() -> None:
    feed = (
        SAMPLES["feed.atom"]
        .decode()
        .replace(
            "<entry>",
            '<entry><app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>',
        )
    )
    assert article("feed.atom", feed).draft


def test_a_short_text_that_ends_in_a_date_is_not_all_head() -> None:
    found = article("a.txt", "Bridge shut\n\nThe bridge shut on Monday.\n\nJane Doe, 5 March 2024\n")
    assert found.anchor
    assert (found.title, found.anchor.moment.earliest) == ("Bridge shut", "2024-03-05")
    assert found.text.startswith("The bridge shut on Monday.")
    assert [one.code for one in reading("a.txt", "Bridge shut\n\n5 March 2024\n").diagnostics] == [
        "empty-file"
    ]
