"""``timeline serve`` in a process of its own: what it answers, and how it follows the files."""

from __future__ import annotations

import asyncio
import gc
import http.client
import json
import re
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from tests.preview.conftest import Server, headers_of
from timeline.build import Means
from timeline.errors import TimelineError
from timeline.preview.live import Live, Pages, finder
from timeline.preview.serve import with_live
from timeline.publishing.shared import Entries

Start = Callable[..., Server]
Closed = Callable[[Any], Any]


@pytest.fixture
def closed() -> Iterator[Closed]:
    """What is passed through it is closed at the end."""
    with ExitStack() as stack:
        yield lambda thing: stack.enter_context(closing(thing))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def test_it_shows_the_site_and_ends_when_told(start: Start) -> None:
    server = start("serve")
    answer = server.get("/index.html")
    assert status(answer) == 200
    assert b"Orrin" in answer
    assert answer.count(b'src="/-/live.js?') == 1
    assert b"content-security-policy: default-src 'none'" in answer.lower()
    assert status(server.get("/")) == 307
    assert status(server.get("/feed.xml")) == 200
    assert status(server.get("/-/live.js")) == 200
    assert server.stop() == 0


def test_a_page_loaded_again_waits_for_nothing_that_did_not_change(start: Start) -> None:
    server = start("serve")
    page = server.get("/index.html")
    kept = re.findall(rb'(?:href|src)="(/-/live[^"]+|[^":]*assets/[^"]+\.(?:css|js))"', page)
    assert len(kept) == 4
    for path in kept:
        told = headers_of(server.get("/" + path.decode().lstrip("/")))
        assert told["cache-control"] == "max-age=31536000, immutable", path
    for path in ("/index.html", "/feed.xml", "/-/live.js", "/-/live.js?0", "/assets/style-00000000.css"):
        assert headers_of(server.get(path))["cache-control"] == "no-store", path


def test_what_an_earlier_build_left_goes_once_nobody_saves(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2016-12-14\n---\n# Harbour\n\nThe harbour closed on Monday.\n")
    live = Live(finder((str(tmp_path),), None, (), {}), Means())
    live.rebuild()
    assert live.good

    async def save_and_rest() -> bool:
        assert live.good
        first = weakref.ref(_entries_of(live.good.pages))
        stop = asyncio.Event()
        watching = asyncio.create_task(live.watch(stop))
        await live.watching.wait()
        (tmp_path / "b.md").write_text(
            "---\ndate: 2016-12-15\n---\n# Bridge\n\nThe bridge fell on Tuesday.\n"
        )
        for _ in range(200):
            await asyncio.sleep(0.05)
            if live.number > 1 and first() is None:
                break
        stop.set()
        await watching
        return live.number > 1 and first() is None

    try:
        assert asyncio.run(save_and_rest())
    finally:
        gc.unfreeze()


def _entries_of(pages: Pages) -> Entries:
    """The entries of a build, which hold what was told and, in a circle, themselves."""
    pages.get("index.html")
    return next(each for each in gc.get_objects() if isinstance(each, Entries))


def test_pages_are_planned_as_far_as_somebody_asks() -> None:
    asked: list[str] = []

    def plan() -> Iterator[tuple[str, Callable[[], bytes]]]:
        for path in ("index.html", "a.html", "b.html"):
            asked.append(path)
            yield path, path.encode

    pages = Pages(plan())
    assert "index.html" in pages
    assert asked == ["index.html"]
    made = pages.get("a.html")
    assert made
    assert made() == b"a.html"
    assert pages.get("index.html")
    assert asked == ["index.html", "a.html"]
    assert "nothing" not in pages
    assert "nothing" not in pages
    assert asked == ["index.html", "a.html", "b.html"]


OUTSIDE = [
    "/../timeline.toml", "/..%2ftimeline.toml", "/%2e%2e/timeline.toml", "/articles/../../timeline.toml", "/..\\timeline.toml",
    "//etc/passwd", "/%00", "/.git/config", "/timeline.toml", "/-/../index.html/x", "/-/review.py", "/assets/", "/assets",
    "/%ff%fe", "/" + "a" * 3000, "/./././etc/passwd", "/file:///etc/passwd", "/;/", "/~root", "/-/",
]  # fmt: skip
MALFORMED = [
    b"", b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00\x01\x02" * 500, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000 + b"\r\n", b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    b"POST /-/decide HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]  # fmt: skip


def test_nothing_but_the_site_is_answered(start: Start) -> None:
    server = start("serve")
    for path in OUTSIDE:
        answer = server.get(path)
        assert status(answer) in (307, 400, 404), path
        assert b"full_text" not in answer
        assert b"root:" not in answer
    for request in MALFORMED:
        assert status(server.raw(request, patience=1)) in (0, 400, 404, 405, 421, 431)
    assert status(server.get("/index.html")) == 200, "it is still there"


def test_a_save_is_seen_and_a_fault_leaves_the_last_good_page(
    start: Start, project: Path, closed: Closed
) -> None:
    server = start("serve")
    connection = closed(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20))
    connection.request("GET", "/-/events")
    events = closed(connection.getresponse())

    def news() -> dict[str, object]:
        while line := events.readline():
            if line.startswith(b"data: "):
                told: dict[str, object] = json.loads(line[6:])
                return told
        raise AssertionError("the server hung up")

    assert news() == {"number": 1, "faults": [], "notes": []}
    config = project / "timeline.toml"
    config.write_text('title = "Orrin"\nfull_txt = true\n')
    [fault] = news()["faults"]  # type: ignore[misc]
    assert (fault["where"], fault["line"]) == ("timeline.toml", 2)
    assert "full_text" in fault["hint"]
    assert b"Orrin" in server.get("/index.html")
    config.write_text('title = "Orrin again"\nfull_text = true\n')
    assert news()["faults"] == []
    assert b"Orrin again" in server.get("/index.html")


def test_what_is_newly_found_in_a_saved_article_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    article = tmp_path / "a.md"
    sound = "---\ndate: 2016-12-14\n---\n# Harbour\n\nThe harbour closed on Monday.\n"
    article.write_text(sound)
    (tmp_path / "b.md").write_text("# Undated\n\nThe bridge fell on Monday.\n")
    live = Live(finder((str(tmp_path),), None, (), {}), Means())
    live.report = lambda found: told.extend(one.code for one in found)
    live.rebuild()
    assert live.notes == (), "what was so from the beginning is told by the command"

    async def save() -> None:
        stop = asyncio.Event()
        watching = asyncio.create_task(live.watch(stop))
        await live.watching.wait()
        article.write_text(sound.replace("2016-12-14", "["))
        for _ in range(200):
            await asyncio.sleep(0.05)
            if told:
                break
        stop.set()
        await watching

    try:
        asyncio.run(save())
    finally:
        gc.unfreeze()
    assert "front-matter" in told
    assert "front-matter" in [one.code for one in live.notes]
    article.write_text(sound)
    live.rebuild()
    assert live.notes == ()


def test_a_broken_template_leaves_the_last_good_page(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(
        "---\ndate: 2016-12-14\n---\n# Harbour\n\nThe harbour closed on Monday.\n"
    )
    (tmp_path / "theme").mkdir()
    (tmp_path / "timeline.toml").write_text('title = "Orrin"\narticles = ["articles"]\ntheme = "theme"\n')
    config = str(tmp_path / "timeline.toml")
    live = Live(finder((), config, (), {}), Means())
    assert live.rebuild()
    good = live.page("index.html")
    (tmp_path / "theme" / "index.html").write_text(
        "{% extends 'base.html' %}\n{{ nosuch.thing }}{% endfor %}"
    )
    assert live.rebuild()
    assert live.page("index.html") == good
    assert [(one.where, one.line) for one in live.faults] == [("theme/index.html", 2)]
    begun_broken = Live(finder((), config, (), {}), Means())
    assert begun_broken.rebuild()
    with pytest.raises(TimelineError):
        begun_broken.page("index.html")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])
def test_other_machines_are_kept_out(project: Path, host: str) -> None:
    from click.testing import CliRunner

    from timeline.cli import main

    result = CliRunner().invoke(main, ["serve", str(project), "--host", host])
    assert result.exit_code == 2
    assert "--public" in result.output


@pytest.mark.parametrize(
    "policy",
    ["default-src 'none'; style-src 'self'", "default-src 'none'; style-src 'self'; connect-src 'self'"],
)
def test_a_page_may_ask_for_what_is_new_and_says_so_once(policy: str) -> None:
    page = (
        f'<head><meta http-equiv="Content-Security-Policy" content="{policy}"></head><body>connect-src</body>'
    )
    head = with_live(page.encode()).partition(b"</head>")[0]
    assert head.count(b"connect-src 'self'") == 1
