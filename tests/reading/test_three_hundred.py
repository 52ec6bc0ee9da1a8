"""300 articles of which 60 are broken, each in a way of its own: each is named once, and the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.reading.samples import FIRST, PROSE, SAMPLES, SECOND, THIRD, TITLE, docx, pdf
from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import Article
from timeline.reading import read, walk
from timeline.reading.source import FILE_LIMIT

DATED = f"{TITLE}\n\n11 December 2016\n\n{PROSE}\n"


def head(stamp: str) -> bytes:
    return f"{TITLE}\n\n{stamp}\n\n{PROSE}\n".encode()


def front(fields: str, fence: str = "---") -> bytes:
    return f"{fence}\n{fields}\n{fence}\n{PROSE}\n".encode()


def zipped(name: str, data: bytes, *, encrypted: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    packed = bytearray(out.getvalue())
    if encrypted:
        packed[6] |= 1
        packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def record(**fields: object) -> bytes:
    return json.dumps({"title": TITLE, "text": PROSE, **fields}).encode()


XML = '<?xml version="1.0"?>'
PAGE = "<!DOCTYPE html><html><head><title>{}</title>{}</head><body>{}</body></html>"
PARAGRAPHS = f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"

# What is wrong → (file name, bytes, code, whether an article is made of it all the same).
BROKEN: dict[str, tuple[str, bytes, str, bool]] = {
    "nothing in it": ("txt", b"", "empty-file", False),
    "only white space": ("txt", b" \n\n\t\r\n", "empty-file", False),
    "only a byte order mark": ("txt", "\ufeff".encode(), "empty-file", False),
    "a head without a body": ("md", b"---\ntitle: x\ndate: 2016-12-11\n---\n", "empty-file", False),
    "empty HTML": ("html", b"<html><body></body></html>", "no-text", False),
    "a picture called text": ("txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary-file", False),
    "a program": ("txt", b"\x7fELF" + bytes(200), "binary-file", False),
    "zeros": ("txt", bytes(500), "binary-file", False),
    "noise": ("txt", random.Random(1).randbytes(4000), "binary-file", False),
    "an old Word document": ("txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "binary-file", False),
    "Rich Text": ("txt", b"{\\rtf1\\ansi Ferry runs again.}", "binary-file", False),
    "Rich Text by its name": ("rtf", b"{\\rtf1\\ansi Ferry runs again.}", "binary-file", False),
    "no date": ("txt", f"{TITLE}\n\n{PROSE}".encode(), "no-date", True),
    "no date in front matter": ("md", front(f"title: {TITLE}"), "no-date", True),
    "a date that is none": ("md", front("title: x\ndate: soon"), "no-date", True),
    "a month only": ("md", front("title: x\ndate: 2016-12"), "coarse-date", True),
    "a year only": ("md", front("title: x\ndate: 2016"), "coarse-date", True),
    "a day that no calendar has": ("md", front("title: x\ndate: 2016-02-30"), "impossible-date", True),
    "a month that no calendar has": ("md", front("title: x\ndate: 2016-13-01"), "impossible-date", True),
    "an impossible stamp": ("txt", head("31 June 2016"), "impossible-date", True),
    "hours ago": ("txt", head("Updated 3 hours ago"), "relative-stamp", True),
    "yesterday": ("txt", head("Published yesterday"), "relative-stamp", True),
    "two days ago": ("txt", head("2 days ago"), "relative-stamp", True),
    "the wrong weekday": ("txt", head("Monday, 11 December 2016"), "weekday-mismatch", True),
    "the wrong weekday in French": ("txt", head("Lundi 11 décembre 2016"), "weekday-mismatch", True),
    "a dateline without a year": ("txt", f"{TITLE}\n\nAMMAN, Dec 11 (Reuters) - {PROSE}".encode(), "date-without-year", True),
    "Windows-1252": ("txt", DATED.replace("ferry", "“ferry”").encode("cp1252"), "wrong-encoding", True),
    "Windows-1251": ("txt", ("Паром снова ходит\n\n11 декабря 2016\n\n" + "В воскресенье паром снова пошёл через ущелье. " * 9).encode("cp1251"), "wrong-encoding", True),
    "a cut character": ("txt", (DATED + "é").encode()[:-1], "wrong-encoding", True),
    "UTF-16 cut in two": ("txt", DATED.encode("utf-16")[:-1], "wrong-encoding", True),
    "front matter never closed": ("md", f"---\ntitle: x\ndate: 2016-12-11\n\n{PROSE}".encode(), "front-matter", True),
    "YAML with a bare colon": ("md", front("title: a: b\ndate: 2016-12-11"), "front-matter", True),
    "YAML with a tab": ("md", front("title: x\n\tdate: 2016-12-11"), "front-matter", True),
    "YAML that is a list": ("md", front("- title"), "front-matter", True),
    "TOML without quotation marks": ("md", front("title = x", "+++"), "front-matter", True),
    "an unknown genre": ("md", front("title: x\ndate: 2016-12-11\ngenre: poem"), "unknown-genre", True),
    "JSON cut in two": ("json", record(date="2016-12-11")[:-9], "bad-json", False),
    "JSON of a number": ("json", b"42", "bad-json", False),
    "JSON of strings": ("json", b'["a", "b"]', "bad-json", False),
    "JSON without text": ("json", b'{"date": "2016-12-11", "title": "x"}', "no-text", False),
    "JSON nested for ever": ("json", b"[" * 100_000, "bad-json", False),
    "a line that is no JSON": ("jsonl", b"Ferry runs again\n", "bad-json", False),
    "a line without text": ("jsonl", b'{"date": "2016-12-11"}\n', "no-text", False),
    "a line that is a list": ("jsonl", b"[1, 2]\n", "bad-json", False),
    "ninjs of a picture": ("json", b'{"uri": "x", "type": "picture", "pubstatus": "usable", "versioncreated": "2016-12-11", "headline": "x"}', "no-text", False),
    "a page that a script fills": ("html", PAGE.format("x", "", "<div id=app></div><script>go()</script>").encode(), "no-text", False),
    "a page without a date": ("html", PAGE.format("x", "", PARAGRAPHS).encode(), "no-date", True),
    "a page with a bad date": ("html", PAGE.format("x", '<meta name="date" content="today">', PARAGRAPHS).encode(), "relative-stamp", True),
    "XML of another kind": ("xml", f"{XML}<invoice><sum>3</sum></invoice>".encode(), "unknown-xml", False),
    "no XML": ("xml", b"Ferry runs again", "bad-xml", False),
    "NITF without a body": ("xml", f"{XML}<nitf><head/></nitf>".encode(), "no-text", False),
    "NewsML of a picture": ("xml", SAMPLES["item.xml"].replace(b"inlineXML", b"remoteContent"), "no-text", False),
    "a feed without entries": ("rss", f'{XML}<rss version="2.0"><channel><title>x</title></channel></rss>'.encode(), "empty-feed", False),
    "a feed of excerpts": ("rss", f'{XML}<rss version="2.0"><channel><item><title>x</title><description>Short…</description></item></channel></rss>'.encode(), "excerpt-only", False),
    "a damaged Word document": ("docx", docx()[:2000], "damaged-file", False),
    "a damaged PDF": ("pdf", pdf([["x"]])[:60], "damaged-file", False),
    "a PDF of pictures": ("pdf", pdf([[""]]), "no-text", False),
    "gzip cut in two": ("txt.gz", gzip.compress(DATED.encode())[:-10], "unreadable-file", False),
    "no gzip": ("txt.gz", b"Ferry runs again", "unreadable-file", False),
    "no zip": ("zip", b"Ferry runs again", "unreadable-file", False),
    "an encrypted zip": ("zip", zipped("a.txt", DATED.encode(), encrypted=True), "unreadable-file", False),
    "a zip in a zip": ("zip", zipped("inner.zip", zipped("a.txt", DATED.encode())), "unreadable-file", False),
}  # fmt: skip


def make(root: Path) -> dict[str, str]:
    """The folder; and which code each broken file is to be named with, by its name."""
    expected: dict[str, str] = {}
    for number, (reason, (ending, data, code, _)) in enumerate(BROKEN.items()):
        name = f"broken/{number:02}-{reason.replace(' ', '-')}.{ending}"
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
        expected[name] = code
    os.mkfifo(root / "broken" / "pipe.txt")
    expected["broken/pipe.txt"] = "unreadable-file"
    (root / "broken" / "outside.txt").symlink_to("/etc/hostname")
    expected["broken/outside.txt"] = "outside-folder"
    with (root / "broken" / "huge.txt").open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    expected["broken/huge.txt"] = "too-large"
    sound = sorted(SAMPLES.keys() - {"table.csv"})  # in a folder tables are passed over
    for number in range(300 - len(expected)):
        name = sound[number % len(sound)]
        ending = name.split(".", 1)[1]
        folder = root / f"sound{number % 7}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:03}.{ending}").write_bytes(SAMPLES[name])
    return expected


@pytest.fixture(scope="module")
def three_hundred(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, str], list[Article], list[Diagnostic]]:
    root = tmp_path_factory.mktemp("articles")
    expected = make(root)
    articles: list[Article] = []
    findings: list[Diagnostic] = []
    for item in walk([root], Config()):
        if isinstance(item, Diagnostic):
            findings.append(item)
            continue
        reading = read(item, Config())
        articles += reading.articles
        findings += reading.diagnostics
    return expected, articles, findings


def test_there_are_as_many_as_promised(
    three_hundred: tuple[dict[str, str], list[Article], list[Diagnostic]],
) -> None:
    expected, _, _ = three_hundred
    assert len(expected) >= 60
    assert len({(code, reason) for reason, (_, _, code, _) in BROKEN.items()}) == len(BROKEN)


def test_each_broken_one_is_named_once_with_its_reason_and_remedy(
    three_hundred: tuple[dict[str, str], list[Article], list[Diagnostic]],
) -> None:
    expected, _, findings = three_hundred
    named = {
        name: [
            finding.code
            for finding in findings
            if finding.where == name or finding.where.startswith((f"{name}:", f"{name}/"))
        ]
        for name in expected
    }
    assert named == {name: [code] for name, code in expected.items()}
    assert Counter(finding.level for finding in findings) == {"warning": len(expected)}
    for finding in findings:
        assert len(finding.message) > 8
        assert finding.hint.endswith((".", ")", "'"))


def test_the_sound_ones_are_all_read_and_so_are_the_half_understood(
    three_hundred: tuple[dict[str, str], list[Article], list[Diagnostic]],
) -> None:
    expected, articles, _ = three_hundred
    sound = [article for article in articles if article.path.startswith("sound")]
    assert len(sound) == 300 - len(expected)
    assert all(article.anchor and article.anchor.moment.earliest for article in sound)
    half = sorted(article.path for article in articles if article.path.startswith("broken"))
    assert len(half) == sum(made for _, _, _, made in BROKEN.values())
    by_path = [article.id for article in sound if article.id.startswith("sound")]
    assert len(set(by_path)) == len(by_path)
