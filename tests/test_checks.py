"""``check`` beyond the findings of a build: doubtful dates, and every fault that a finished page can have."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from timeline.build.checks import of_site
from timeline.cli import main

ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom'><id>a</id><title>T</title><updated>2016-12-11T00:00:00Z</updated><author><name>x</name></author>%s</feed>"
GOOD = b"<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title></head><body><p id=a>One<p>Two<br></body></html>"


def found(**files):
    pages = {name.replace("__", "/").replace("_", "."): data for name, data in files.items()}
    return [(d.code, d.where, d.message) for d in of_site(pages.items())]


def codes(**files):
    return [code for code, _, _ in found(**files)]


def test_a_good_page_has_no_fault():
    assert found(index_html=GOOD) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<div><p>One</div></section>", "broken-html"),
        (b"<div><span>One</div>", "broken-html"),
        (b"<div>One", "broken-html"),
        (b"<i id=x></i><i id=x></i>", "duplicate-anchor"),
        (b"<a href=gone.html>x</a>", "dead-link"),
        (b"<a href=#gone>x</a>", "dead-link"),
        (b"<img src=gone.png>", "dead-link"),
        (b"<a href=about/>x</a>", "dead-link"),
    ],
)
def test_each_fault_of_a_page(body, code):
    assert codes(index_html=b"<!doctype html><title>T</title>" + body) == [code]


@pytest.mark.parametrize(
    "link",
    [
        "about/index.html",
        "about/",
        "about/index.html#a",
        "./about/index.html",
        "#here",
        "https://x.example/",
        "mailto:a@b.example",
        "/about/index.html",
        "about/index.html?x=1",
    ],
)
def test_links_that_lead_somewhere(link):
    page = f'<!doctype html><title>T</title><a id=here href="{link}">x</a>'.encode()
    assert found(index_html=page, about__index_html=GOOD) == []


def test_links_upwards():
    page = b'<!doctype html><title>T</title><a href="../index.html#a">x</a><a href="../../index.html#b">x</a>'
    assert [message for _, _, message in found(index_html=GOOD, about__index_html=page)] == [
        "a link leads to ../index.html, which is not there"
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a_json", b"{"),
        ("feed_xml", b"<feed><a></feed>"),
        ("a_svg", b"<svg"),
        ("a_ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:notadate\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        ("b_ics", b"nothing of the kind"),
        ("feed_json", b'{"version":"https://jsonfeed.org/version/1.1","items":[]}'),
        ("feed_json", b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{}]}'),
        ("feed_xml", b"<feed xmlns='http://www.w3.org/2005/Atom'><id>a</id><title>T</title></feed>"),
        (
            "feed_xml",
            ATOM % (b"<entry><id>b</id><title>T</title><updated>2016-12-11T00:00:00Z</updated></entry>" * 2),
        ),
        ("feed_xml", ATOM % b"<entry><id>b</id><updated>2016-12-11T00:00:00Z</updated></entry>"),
    ],
)
def test_files_that_no_program_can_read(name, data):
    assert codes(**{name: data}) == ["broken-file"]


def test_files_that_programs_can_read():
    calendar = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
    assert found(a_json=b"{}", feed_xml=b"<feed/>", a_svg=b"<svg/>", a_ics=calendar) == []


# --- of the chronology ------------------------------------------------------------------------------------


def check(folder, *options):
    result = CliRunner().invoke(main, ["check", str(folder), "--format", "json", "--no-cache", *options])
    return result.exit_code, [(d["code"], d["where"]) for d in json.loads(result.stdout)["findings"]]


def test_a_site_of_ours_has_no_fault(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: A & <b>\ndate: 2016-12-11\ntags: [x, y z]\n---\nThe bridge fell on Sunday. It had opened in March.\n"
    )
    assert check(tmp_path) == (0, [])


VAGUE = "It fell the day before the storm. It rose the day after the vote. It sank the day before the fire. It ended in 2014.\n"


def test_dates_that_could_not_be_resolved(tmp_path):
    (tmp_path / "a.md").write_text(f"---\ntitle: A\ndate: 2016-12-11\n---\n{VAGUE}")
    assert ("unresolved", "a.md") in check(tmp_path)[1]


def test_an_article_without_a_date_is_told_of_once(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: A\n---\nIt fell on Sunday. It rose on Monday. It sank on Tuesday. It ended in 2014.\n"
    )
    assert check(tmp_path)[1] == [("no-date", "a.md")]


def test_articles_of_one_text(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(
            "---\ntitle: A\ndate: 2016-12-11\n---\nThe bridge fell on Sunday.\n"
        )
    assert ("duplicate-article", "b.md") in check(tmp_path)[1]


def test_review_is_required_of_what_is_doubtful(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: A\ndate: 2016-12-11\n---\nThe bridge fell on Sunday.\n")
    code, findings = check(tmp_path, "--require-review", "--below", "1")
    assert (code, findings) == (1, [("unreviewed", "a.md")])
    assert check(tmp_path, "--require-review", "--below", "0") == (0, [])


def test_a_review_that_is_done_passes_and_one_that_is_not_does_not(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: A\ndate: 2016-12-14\n---\nForty people were killed on Sunday night. The fair opened.\n"
    )
    assert check(tmp_path, "--require-review") == (1, [("unreviewed", "a.md")])
    listed = CliRunner().invoke(main, ["review", "list", "-C", str(tmp_path), "--format", "json"])
    [asked] = json.loads(listed.stdout)["items"]
    CliRunner().invoke(main, ["review", "accept", asked["id"], "-C", str(tmp_path)], catch_exceptions=False)
    assert check(tmp_path, "--require-review") == (0, [])


def test_everything_that_check_looks_for_in_one_project(tmp_path):
    """A line of the list each: a project with one of every problem."""
    articles = tmp_path / "articles"
    articles.mkdir()
    head = "---\ntitle: {}\ndate: 2016-12-11\n---\n"
    told = {
        "a": head.format("A") + "The bridge fell on Sunday. The dam broke on Saturday. The dam broke on Saturday.\n",
        "twin": head.format("A") + "The bridge fell on Sunday. The dam broke on Saturday. The dam broke on Saturday.\n",
        "none": "---\ntitle: N\n---\nIt fell on Sunday. It rose on Monday. It sank on Tuesday. It ended in 2014.\n",
        "vague": head.format("V") + VAGUE,
        "mismatch": head.format("M") + "The mill burned on Monday 11 December 2016.\n",
        "later": head.format("L") + "The tower fell on 14 December 2016.\n",
    }  # fmt: skip
    for name, text in told.items():
        (articles / f"{name}.md").write_text(text)
    (tmp_path / "timeline.toml").write_text('title = "T"\n')
    (tmp_path / "corrections.toml").write_text(
        "".join(
            f'[[correction]]\narticle = "a"\nexact = "{words}"\nvalue = "{value}"\n\n'
            for words, value in [("The bridge fell", "2016"), ("The bridge fell on Sunday", "2015"), ("It never stood there", "2016")]
        )
    )  # fmt: skip
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "404.html").write_text(
        '<!doctype html><title>x</title><p id="a"><p id="a"><a href="gone.html">x</a><div>'
    )
    _, findings = check(tmp_path, "--require-review", "--below", "1")
    assert {code for code, _ in findings} >= {
        "dead-link", "broken-html", "duplicate-anchor", "correction-stale", "correction-duplicate", "unresolved",
        "weekday-mismatch", "after-report", "duplicate-article", "no-date", "unreviewed",
    }  # fmt: skip


def test_the_level_of_a_code_that_there_is_not_is_a_fault(tmp_path):
    (tmp_path / "a.md").write_text("---\ndate: 2016-12-11\n---\nIt fell on Sunday.\n")
    (tmp_path / "timeline.toml").write_text('[check]\nno-dates = "error"\n')
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert "did you mean 'no-date'" in result.output
