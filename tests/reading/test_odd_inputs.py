"""What arrives in practice and fits no manual: odd dates, mail, saved pages of many makes, links that lead to themselves."""

from __future__ import annotations

import json
import os
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.reading.samples import DAY, FIRST, PROSE, SECOND, THIRD, TITLE, docx, pdf
from tests.reading.test_formats import article, reading
from tests.reading.test_walk import found, tree
from timeline.config import Config
from timeline.reading import Source, read, walk

# --- dates ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (946684800, "2000-01-01T00:00"),  # nine digits: before September 2001
        (946684800000, "2000-01-01T00:00"),
        (-286000000, "1960-12-08T19:33"),
        (-286000000000, "1960-12-08T19:33"),
        ("-2208988800", "1900-01-01T00:00"),
        (1481489640.25, "2016-12-11T20:54"),
        ({"$date": "2016-12-11T20:54:00Z"}, "2016-12-11T20:54"),
        ({"$date": {"$numberLong": "1481489640000"}}, "2016-12-11T20:54"),
        (["2016-12-11"], "2016-12-11"),
    ],
)
def test_dates_as_programs_write_them(value: object, moment: str) -> None:
    anchor = article("a.json", json.dumps({"date": value, "text": PROSE})).anchor
    assert anchor
    assert anchor.moment.earliest == moment


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (-1, "“-1” is not a date"),
        (-3600000, "“-3600000” is not a date"),
        (-62135596800, "“-62135596800” is not a date"),  # what .NET and Go write for none
        (["2016-12-11", "2016-12-12"], '“["2016-12-11","2016-12-12"]” is not a date'),
        ({"year": 2016, "month": 12}, "is not a date"),
        ("2999-01-01", "“2999-01-01” is in no year that an article can have"),
        ("0000-00-00", "“0000-00-00” is in no year that an article can have"),
    ],
)
def test_what_is_no_date_is_named(value: object, says: str) -> None:
    faults = reading("a.json", json.dumps({"date": value, "text": PROSE})).diagnostics
    assert [fault.code for fault in faults] == ["no-date"]
    assert says in faults[0].message


@pytest.mark.parametrize("value", ["null", "~", "", "no"])
def test_a_field_left_empty_says_nothing(value: str) -> None:
    faults = reading("a.md", f"---\ntitle: x\ndate: {value}\n---\n{PROSE}").diagnostics
    assert [fault.message for fault in faults] == ["nothing says when this was written"]


def test_a_zone_that_nobody_knows_is_named_and_left_away() -> None:
    given = reading(
        "a.md", f"---\ntitle: x\ndate: {DAY} 20:54\nzone: Mars/Base\n---\n{PROSE}", Config(zone="Asia/Amman")
    )
    assert [fault.code for fault in given.diagnostics] == ["unknown-zone"]
    assert "Mars/Base" in given.diagnostics[0].message
    anchor = given.articles[0].anchor
    assert anchor
    assert anchor.zone == "Asia/Amman"


@pytest.mark.parametrize("zone", ["Asia/Amman", "UTC", "EST", "+04:00", "GMT", "Z"])
def test_zones_that_are_known(zone: str) -> None:
    assert article("a.md", f"---\ntitle: x\ndate: {DAY} 20:54\nzone: '{zone}'\n---\n{PROSE}").anchor


def test_a_zone_of_dates_csv_is_checked(tmp_path: Path) -> None:
    tree(tmp_path, {"a.txt": PROSE, "dates.csv": "path,date,zone\na.txt,2016-12-11,Mars/Base\n"})
    sources, faults = found(tmp_path)
    assert [(fault.code, fault.line) for fault in faults] == [("dates-csv", 2)]
    assert "Mars/Base" in faults[0].message
    assert sources[0].row
    assert (sources[0].row.date, sources[0].row.zone) == ("2016-12-11", None)


# --- files ------------------------------------------------------------------------------------------------


def test_a_link_that_leads_to_itself_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    tree(tmp_path, {"a.txt": PROSE})
    (tmp_path / "b.txt").symlink_to("b.txt")
    (tmp_path / "c.txt").symlink_to("d.txt")
    (tmp_path / "d.txt").symlink_to("c.txt")
    sources, faults = found(tmp_path)
    assert [source.path for source in sources] == ["a.txt"]
    assert [(fault.where, fault.code) for fault in faults] == [
        ("b.txt", "unreadable-file"), ("c.txt", "unreadable-file"), ("d.txt", "unreadable-file"),
    ]  # fmt: skip


def test_dates_csv_of_a_project_speaks_for_a_file_that_is_named_by_itself(tmp_path: Path) -> None:
    tree(tmp_path, {
        "timeline.toml": "", "dates.csv": "path,date\nx.txt,2001-01-01\n",
        "articles/dates.csv": "path,date\nscans/p3.txt,1889-06-14\n", "articles/scans/p3.txt": PROSE,
    })  # fmt: skip
    (only,) = walk([tmp_path / "articles/scans/p3.txt"], Config())
    assert isinstance(only, Source)
    assert only.row
    assert (only.row.date, only.path) == ("1889-06-14", "p3.txt")


def test_dates_csv_above_a_file_is_not_looked_at_outside_a_project(tmp_path: Path) -> None:
    tree(tmp_path, {"dates.csv": "path,date\nb/a.txt,1889-06-14\n", "b/a.txt": PROSE})
    (only,) = walk([tmp_path / "b/a.txt"], Config())
    assert isinstance(only, Source)
    assert only.row is None


# --- mail and pages saved as one file ---------------------------------------------------------------------


def mail(body: str = PROSE, kind: str = "plain", **heads: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in (
        {
            "Subject": TITLE,
            "From": "Jane Doe <jane@courier.example>",
            "Date": "Sun, 11 Dec 2016 20:54:00 +0200",
        }
        | heads
    ).items():
        message[name.replace("_", "-")] = value
    message.set_content(body, subtype=kind)
    return message


def test_a_mail_is_its_subject_its_day_and_its_text() -> None:
    told = article("a.eml", mail(Subject="Brücke: ferry ran").as_bytes())
    assert (told.title, told.byline) == ("Brücke: ferry ran", "Jane Doe")
    assert told.anchor
    assert (told.anchor.moment.earliest, told.anchor.zone, told.anchor.evidence.source) == (
        "2016-12-11T20:54",
        "+02:00",
        "metadata",
    )
    assert told.text.split("\n\n") == PROSE.strip().split("\n\n")


def test_a_date_of_a_mail_beyond_all_measure_says_nothing() -> None:
    data = mail().as_bytes().replace(b"20:54:00", b"20:54:" + b"9" * 40)
    told = reading("a.eml", data)
    assert [one.code for one in told.diagnostics] == ["no-date"]
    assert told.articles[0].text.split("\n\n") == PROSE.strip().split("\n\n")


def test_the_head_of_a_story_that_was_sent_on_is_trusted_before_the_mail() -> None:
    told = article(
        "a.eml", mail(f"{TITLE}\n\n9 December 2016\n\n{PROSE}", Subject="Fwd: for tomorrow").as_bytes()
    )
    assert told.anchor
    assert (told.title, told.anchor.moment.earliest) == (TITLE, "2016-12-09")


def test_a_dateline_without_a_year_takes_that_of_the_mail() -> None:
    told = article("a.eml", mail(f"CAIRO, Dec 9 (Reuters) - {PROSE}").as_bytes())
    assert told.anchor
    assert told.anchor.moment.earliest == "2016-12-09"


@pytest.mark.parametrize(
    "charset",
    ["; charset=iso-8859-1", "; charset=us-ascii", "", "; charset=windows-1252", "; charset=klingon"],
)
def test_a_mail_that_names_its_letters_wrongly_is_read_as_browsers_would(charset: str) -> None:
    words = PROSE.replace("The ferry ran", "The café’s ferry – “the old one” – ran")
    data = f"Subject: x\nDate: Sun, 11 Dec 2016 20:54:00 +0200\nContent-Type: text/plain{charset}\n\n{words}\n".encode(
        "cp1252"
    )
    assert "The café’s ferry – “the old one” – ran" in reading("a.eml", data).articles[0].text


def test_a_mail_in_letters_of_its_own() -> None:
    words = "渡し船は日曜日にまた走った。"
    data = f"Subject: x\nDate: Sun, 11 Dec 2016 20:54:00 +0900\nContent-Type: text/plain; charset=iso-2022-jp\n\n{words}\n".encode(
        "iso-2022-jp"
    )
    assert reading("a.eml", data).articles[0].text == words


def test_of_two_forms_of_a_mail_the_plain_one_is_read() -> None:
    message = mail()
    message.add_alternative("<p>Something else.</p>", subtype="html")
    assert FIRST in article("a.eml", message.as_bytes()).text


def test_a_mail_of_markup_is_read_as_a_page() -> None:
    body = "".join(f"<p>{part}</p>" for part in (FIRST, SECOND, THIRD))
    told = article("a.eml", mail(f"<html><body>{body}</body></html>", "html").as_bytes())
    assert (told.title, FIRST in told.text, "<p>" in told.text) == (TITLE, True, False)


def test_what_is_attached_to_a_mail_is_named() -> None:
    message = mail()
    message.add_attachment(docx(), maintype="application", subtype="octet-stream", filename="story.docx")
    given = reading("a.eml", message.as_bytes())
    assert FIRST in given.articles[0].text
    assert [(fault.code, fault.level, "story.docx" in fault.message) for fault in given.diagnostics] == [
        ("not-articles", "note", True)
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: x\r\nContent-Type: text/plain; charset=klingon\r\n\r\nThe ferry ran on Sunday.\r\n",
        b"Subject: x\r\nContent-Type: multipart/mixed; boundary=\r\n\r\nThe ferry ran on Sunday.\r\n",
        b"Subject: =?utf-8?q?\xff?=\r\nDate: never\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n",
        b"no head at all",
        b"\r\n\r\n",
    ],
)
def test_a_mail_that_is_broken_is_no_crash(data: bytes) -> None:
    given = reading("a.eml", data)
    assert given.articles or given.diagnostics


MHT = """From: <Saved by Blink>
Snapshot-Content-Location: https://courier.example/2016/ferry
Subject: =?utf-8?Q?Ferry=20runs=20again?=
Date: Wed, 3 Apr 2019 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----M"

------M
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://courier.example/2016/ferry

<html><head><meta name=3D"date" content=3D"2016-12-11"></head><body><article><h1>Fer=
ry runs again</h1>{body}</article></body></html>
------M
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://courier.example/x.png

iVBORw0KGgo=
------M--
"""


@pytest.mark.parametrize("ending", ["mht", "mhtml"])
def test_a_page_that_was_saved_as_one_file(ending: str) -> None:
    body = "".join(f"<p>{part}</p>" for part in (FIRST, SECOND, THIRD))
    told = article(f"a.{ending}", MHT.replace("{body}", body).replace("\n", "\r\n"))
    assert told.anchor
    assert (told.title, told.url, told.anchor.moment.earliest) == (
        "Ferry runs again",
        "https://courier.example/2016/ferry",
        "2016-12-11",
    )
    assert FIRST in told.text


def test_the_day_on_which_a_page_was_saved_dates_nothing() -> None:
    body = "".join(f"<p>{part}</p>" for part in (FIRST, SECOND, THIRD))
    given = reading(
        "a.mht", MHT.replace("{body}", body).replace('<meta name=3D"date" content=3D"2016-12-11">', "")
    )
    assert [fault.code for fault in given.diagnostics] == ["no-date"]


# --- pages ------------------------------------------------------------------------------------------------


def page(body: str, head: str = "") -> str:
    parts = "".join(f"<p>{part}</p>" for part in (FIRST, SECOND, THIRD))
    return f"<!doctype html><html><head><title>{TITLE} | Courier</title>{head}</head><body><nav><a href='/'>Home</a></nav>{body.format(body=parts)}</body></html>"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Submitted by jane on Fri, 12/09/2016 - 14:05", "2016-12-09T14:05"),
        ("Submitted by jane on Fri, 09/12/2016 - 14:05", "2016-12-09T14:05"),
    ],
)
def test_the_weekday_beside_a_page_s_date_tells_day_and_month(said: str, day: str) -> None:
    shown = page(
        f"<h1>{TITLE}</h1><div class='submitted'>{said}</div><div class='field-name-body'>{{body}}</div>"
    )
    anchor = article("a.html", shown).anchor
    assert anchor
    assert anchor.moment.earliest == day


def test_the_order_of_the_project_tells_day_and_month_of_a_page() -> None:
    shown = page(f"<h1>{TITLE}</h1><div class='submitted'>Posted 12/09/2016</div><div>{{body}}</div>")
    for order, day in (("MDY", "2016-12-09"), ("DMY", "2016-09-12")):
        anchor = article("a.html", shown, Config(date_order=order)).anchor  # type: ignore[arg-type]
        assert anchor
        assert anchor.moment.earliest == day


def test_a_page_that_only_says_when_it_was_changed_is_of_that_day() -> None:
    shown = page(
        f"<article><h1>{TITLE}</h1><p>Updated 3:15 PM ET, Sat December 10, 2016</p>{{body}}</article>"
    )
    anchor = article("a.html", shown).anchor
    assert anchor
    assert anchor.moment.earliest == "2016-12-10T15:15"


def test_an_old_page_of_tables_and_fonts_shows_its_date_under_its_title() -> None:
    lines = "<br><br>".join((FIRST, SECOND, THIRD))
    shown = (
        f"<html><head><title>{TITLE} - Courier</title></head><body><table><tr><td>Sunday, March 5, 2023<br><a href='/'>News</a></td>"
        f"<td><font size=5><b>{TITLE}</b></font><br><i>Friday, December 9, 2016</i><br><br>{lines}</td></tr></table></body></html>"
    )
    anchor = article("a.html", shown).anchor
    assert anchor
    assert anchor.moment.earliest == "2016-12-09"


def test_a_day_over_the_title_of_a_page_is_not_its_date() -> None:
    shown = page(f"<div>Saturday, 4 March 2023</div><article><h1>{TITLE}</h1>{{body}}</article>")
    assert [fault.code for fault in reading("a.html", shown).diagnostics] == ["no-date"]


def test_a_text_that_is_called_a_page_is_read_as_text() -> None:
    told = article("a.html", f"{TITLE}\n\n11 December 2016\n\n{PROSE}")
    assert (told.title, told.html) == (TITLE, None)


def test_a_second_article_of_a_page_is_named() -> None:
    other = "<p>The strike at the quarry ended on Monday after nine days, the union said, with a rise of two per cent.</p>"
    both = page(
        f"<article><h2>{TITLE}</h2>{{body}}</article><article><h2>Strike ends</h2>{other}{other}</article>",
        f"<meta name='date' content='{DAY}'>",
    )
    given = reading("a.html", both)
    assert [fault.code for fault in given.diagnostics] == ["several-articles"]
    assert "Strike ends" in given.diagnostics[0].message


def test_a_front_page_is_told_of_as_one() -> None:
    teasers = "".join(
        f"<article><h2><a href='/{day}'>Story {day} of the quay</a></h2><time datetime='2016-12-0{day}'>{day} December</time><p>{words}</p></article>"
        for day, words in enumerate((FIRST, SECOND, THIRD), 1)
    )
    given = reading("a.html", page(f"<main>{teasers}</main>"))
    assert [fault.code for fault in given.diagnostics] == ["several-articles"]
    assert "3" in given.diagnostics[0].message
    live = teasers.replace("<a href", "<span title").replace("</a>", "</span>")
    assert reading("a.html", page(f"<main>{live}</main>")).diagnostics == ()


def test_teasers_beside_an_article_are_no_second_one() -> None:
    teasers = "".join(
        f"<article class='card'><h3>Teaser {n}</h3><p>The quarry reopened on Monday.</p></article>"
        for n in range(5)
    )
    assert article(
        "a.html",
        page(
            f"<article><h1>{TITLE}</h1>{{body}}</article><aside>{teasers}</aside>",
            f"<meta name='date' content='{DAY}'>",
        ),
    )


def test_a_page_that_is_nested_too_deeply_is_named() -> None:
    deep = page(
        "<div>" * 600 + f"<h1>{TITLE}</h1>{{body}}" + "</div>" * 600, f"<meta name='date' content='{DAY}'>"
    )
    given = reading("a.html", deep)
    assert given.articles == ()
    assert [fault.code for fault in given.diagnostics] == ["too-deep"]


# --- documents --------------------------------------------------------------------------------------------


def test_a_word_document_without_text_is_not_told_to_be_scanned() -> None:
    import io

    import docx as word

    empty = io.BytesIO()
    word.Document().save(empty)
    (fault,) = reading("a.docx", empty.getvalue()).diagnostics
    assert fault.code == "no-text"
    assert "OCR" not in fault.hint


def test_ligatures_of_a_pdf_are_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    from timeline.reading import documents

    monkeypatch.setattr(
        documents,
        "_pages_of",
        lambda data: ["Oﬃcials ﬁnd the ﬂeet\n\n11 December 2016\n\nThe ﬂeet left on Sunday.\n"],
    )
    told = article("a.pdf", pdf([["x"]]))
    assert (told.title, told.text) == ("Officials find the fleet", "The fleet left on Sunday.")


def test_days_at_the_heads_of_pages_are_no_running_heads() -> None:
    stories = [[f"{words} at the quay", f"{day} December 2016", "", f"The ferry ran on Sunday before the {words.lower()}, with forty people aboard.", "",
                f"It will run again next week, said the harbour master of the {words.lower()}."] for day, words in ((9, "Strike"), (10, "Storm"), (12, "Ferry"))]  # fmt: skip
    given = reading("a.pdf", pdf(stories))
    days = [told.anchor.moment.earliest if told.anchor else None for told in given.articles]
    assert days == ["2016-12-09", "2016-12-10", "2016-12-12"]


@pytest.mark.parametrize("rows", ["", "\n", ",,\n", '2016-12-11,"Ferry'])
def test_a_table_without_rows_is_no_silence(rows: str) -> None:
    given = reading("a.csv", f"date,title,text\n{rows}")
    assert given.articles == ()
    assert [fault.code for fault in given.diagnostics][:1] in (["empty-file"], ["no-text"])


def test_what_jekyll_would_fill_in_is_no_text() -> None:
    liquid = "{{ page.title | escape }} The ferry ran on Sunday. {{- site.url -}} {% include x %}It was {{ late }}."
    told = article("a.md", f"---\ntitle: x\ndate: {DAY}\n---\n{liquid}\n")
    assert told.text.split() == ["The", "ferry", "ran", "on", "Sunday.", "It", "was", "{{", "late", "}}."]


# --- feeds ------------------------------------------------------------------------------------------------


def test_an_entry_without_a_title_is_named_by_its_place() -> None:
    feed = "<rss version='2.0'><channel><title>G</title><item></item></channel></rss>"
    (fault,) = reading("a.rss", feed).diagnostics
    assert (fault.where, fault.code) == ("a.rss:1", "excerpt-only")
    assert "“”" not in fault.message


def test_never_a_name_that_breaks_a_build(tmp_path: Path) -> None:
    names = [
        "a b.txt",
        "q\"uo'te.txt",
        "ha#sh?.txt",
        "per%20cent.txt",
        "new\nline.txt",
        "\u202ertl.txt",
        "x" * 250 + ".txt",
        "<b>.txt",
    ]
    tree(tmp_path, dict.fromkeys(names, f"{TITLE}\n\n11 December 2016\n\n{PROSE}"))
    os.close(os.open(os.fsencode(tmp_path) + b"/bad\xff.txt", os.O_CREAT))
    sources, faults = found(tmp_path)
    assert len(sources) == len(names) + 1
    assert faults == []
    told: list[Any] = [read(source, Config()) for source in sources]
    assert sum(len(one.articles) for one in told) == len(names)


def test_a_paragraph_is_looked_at_once_however_many_articles_it_stands_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from lxml.html import HtmlMixin

    calls = 0
    real = HtmlMixin.text_content

    def counted(element: HtmlMixin) -> str:
        nonlocal calls
        calls += 1
        return str(real(element))

    monkeypatch.setattr(HtmlMixin, "text_content", counted)
    told = "".join(f"<p>{FIRST} {number} {SECOND}</p>" for number in range(20))
    looks = []
    for between, behind in (("</article><article>", ""), ("<article>", "</article>" * 39)):
        calls = 0
        assert reading("a.html", page(f"<article>{between.join([told] * 40)}</article>{behind}")).articles
        looks.append(calls)
    beside, within = looks
    assert within < 2 * beside


@pytest.mark.parametrize(
    "words", ["<em>The Courier</em> in 2015", "<a href='http://example.org/a'>Ann Moor</a> then"]
)
def test_a_bare_line_keeps_the_space_behind_what_opens_it(words: str) -> None:
    told = f"{words} told of the <em>Bell</em> by the bridge. {PROSE}"
    shown = f"<html><head><meta name='date' content='2016-12-11'></head><body><div id='content' class='content'><div class='post-content'>{told}</div></div></body></html>"
    text = article("a.html", shown).text
    assert text.startswith(("The Courier in 2015 told of the Bell by", "Ann Moor then told of the Bell by"))
