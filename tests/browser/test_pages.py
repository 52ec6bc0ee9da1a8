"""The pages in a real browser: without script, by keyboard alone, narrow, dark, printed, from disk and from a server."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publishing.extremes import EXTREMES
from timeline.publishing import site, write
from tools.browser import find

CHROMIUM = find()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM and os.environ.get("CI") != "true", reason="there is no Chromium here"),
]
KINDS = (
    "index.html", "newest/index.html", "events/aground/index.html", "articles/harbour-post/2019-03-06/index.html",
    "undated/index.html", "reported/index.html", "tags/almandine/index.html", "sources/index.html", "about/index.html",
    "changes/index.html", "embed/index.html", "sources/north-wire/index.html", "search/index.html",
)  # fmt: skip


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    @functools.cache
    def build(name: str) -> Path:
        chronology, digests, config = EXTREMES[name]()
        out = tmp_path_factory.mktemp("sites") / name
        write(site(chronology, digests, config), out)
        return out

    return build


@pytest.fixture(scope="module")  # as long as it is open, its event loop is that of the thread
def chrome() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        # What the browser asks of the world by itself is switched off; what a page asks is watched below.
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-sync",
        ]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(sites) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The small site under a sub-path, as on many hosts."""
    folder = sites("harbour").parent
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/harbour"
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(chrome):  # type: ignore[no-untyped-def]
    """Opens pages that must say nothing on the console and ask nothing of another host."""
    said: list[str] = []
    opened = []

    def open_(address: str, **context):  # type: ignore[no-untyped-def]
        made = chrome.new_context(**{"viewport": {"width": 1280, "height": 900}, **context})
        opened.append(made)
        page = made.new_page()
        page.on("console", lambda message: said.append(f"{address}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{address}: {error}"))
        page.on(
            "request",
            lambda r: (
                said.append(f"asked {r.url}") if not r.url.startswith(("file:", "http://127.0.0.1")) else None
            ),
        )
        page.goto(address)
        return page

    yield open_
    for context in opened:
        context.close()
    assert not said


def from_disk(folder: Path, path: str = "index.html") -> str:
    return (folder / path).as_uri()


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [320, 768])
def test_no_page_scrolls_sideways_or_complains(path: str, width: int, sites, served, tab) -> None:  # type: ignore[no-untyped-def]
    for address in (from_disk(sites("harbour"), path), f"{served}/{path}"):
        page = tab(address, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


@pytest.mark.parametrize("name", sorted(EXTREMES))
def test_the_edge_fits_a_phone(name: str, sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites(name)), viewport={"width": 320, "height": 800})  # 1280 px at 400 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.title()


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize(
    "path", ["events/e001/index.html", "events/e002/index.html", "events/e004/index.html"]
)
def test_long_words_fit_an_event_s_page(path: str, width: int, sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("lengths"), path), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", KINDS)
def test_letters_and_lines_may_be_set_apart(path: str, sites, tab) -> None:  # type: ignore[no-untyped-def]
    set_apart(tab(from_disk(sites("harbour"), path), viewport={"width": 320, "height": 800}, bypass_csp=True))


def test_letters_and_lines_of_the_sample_may_be_set_apart(tab) -> None:  # type: ignore[no-untyped-def]
    sample = Path(__file__).parents[2] / "site"
    set_apart(tab(from_disk(sample), viewport={"width": 320, "height": 800}, bypass_csp=True))


def set_apart(page) -> None:  # type: ignore[no-untyped-def]
    apart = (
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    )
    page.add_style_tag(content=apart + " .e { content-visibility: visible !important }")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_leads_to_the_very_place(width: int, sites, tab) -> None:  # type: ignore[no-untyped-def]
    address = from_disk(sites("thousand"))
    page = tab(address, viewport={"width": width, "height": 800})
    far = page.evaluate("[...document.querySelectorAll('li.e')].at(-20).id")
    page = tab(f"{address}#{far}", viewport={"width": width, "height": 800})
    page.wait_for_timeout(300)
    assert page.evaluate(f"document.getElementById('{far}').getBoundingClientRect().top") == pytest.approx(
        56, abs=1
    )
    page.locator(".jump a").last.click()
    page.wait_for_timeout(300)
    year = "document.querySelector(document.querySelector('.jump li:last-child a').getAttribute('href'))"
    assert 0 <= page.evaluate(f"{year}.getBoundingClientRect().top") <= 57


def test_everything_is_read_without_script(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour")), java_script_enabled=False)
    assert page.locator("li.e").count() == 10
    page.locator("#e-aground summary").click()
    assert page.get_by_text("the latest Sunday up to that day").first.is_visible()
    page.get_by_role("link", name="Ferry Almandine runs aground off Sorrel Point").last.click()
    assert page.locator("h1").inner_text() == "Ferry Almandine runs aground off Sorrel Point"
    assert page.url.endswith("/events/aground/index.html")
    page.get_by_role("link", name="In the timeline").click()
    assert page.url.endswith("index.html#e-aground")


@pytest.mark.parametrize("width", [640, 768, 1120, 1280])
@pytest.mark.parametrize("path", ["events/aground/index.html", "articles/harbour-post/2019-03-06/index.html"])
def test_no_date_is_cut_inside_its_words(path: str, width: int, sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour"), path), viewport={"width": width, "height": 800}, bypass_csp=True)
    page.add_style_tag(content=".when { overflow-wrap: normal !important; }")
    dates = page.locator(".row > .when")
    longest = "Wednesday 26\u00a0September\u00a02019"
    for number in range(dates.count()):
        dates.nth(number).evaluate(f"(one) => {{ one.textContent = '{longest}'; }}")
        assert dates.nth(number).evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0


def test_a_name_that_is_not_shown_has_no_line(sites, tab) -> None:  # type: ignore[no-untyped-def]
    for width, shown in ((1280, True), (768, False)):
        page = tab(
            from_disk(sites("harbour"), "reported/index.html"), viewport={"width": width, "height": 800}
        )
        for part in (".wide .label", ".wide .leader"):
            assert page.locator(part).first.evaluate("(one) => one.checkVisibility()") == shown
        page.context.close()


def test_a_page_sent_on_without_its_folder_is_whole_and_overlaps_nowhere(
    sites, chrome, tab, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "sent.html").write_bytes((sites("harbour") / "index.html").read_bytes())
    page = chrome.new_page(viewport={"width": 360, "height": 800})
    page.goto((tmp_path / "sent.html").as_uri())
    assert page.locator("li.e").count() == 10
    assert not page.locator(".names-of").is_visible()
    page.close()
    assert tab(from_disk(sites("harbour"))).locator(".names-of").is_visible()


def test_a_former_address_leads_on(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour"), "events/aground-old/index.html"))
    page.wait_for_url("**/events/aground/index.html")


def test_the_keyboard_reaches_everything(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour")))
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], summary, input, select, button')]"
        ".filter((e) => e.tabIndex >= 0 && e.checkVisibility() && !e.closest('dialog')).length"
    )
    reached = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(() => { const e = document.activeElement; const s = getComputedStyle(e); "
                "return [...document.querySelectorAll('*')].indexOf(e) + (s.outlineStyle === 'none' && e !== document.body ? ' unseen' : ''); })()"
            )
        )
    assert not [one for one in reached if "unseen" in str(one)]
    assert len(reached) >= wanted


def test_travel_by_single_keys(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour")))
    first = "document.activeElement.closest('li.e').id"
    page.keyboard.press("j")
    one = page.evaluate(first)
    page.keyboard.press("j")
    two = page.evaluate(first)
    page.keyboard.press("k")
    assert one != two and page.evaluate(first) == one
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("kein solches wort")
    assert page.locator("li.e:visible").count() == 0


def test_single_keys_pass_over_what_is_folded_away(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("sixty")))
    here = "document.activeElement.closest('li.e')?.id"
    reached = []
    for _ in range(12):
        page.keyboard.press("j")
        reached.append(page.evaluate(here))
    folded = page.evaluate("[...document.querySelectorAll('details.fold:not([open]) li.e')].map((e) => e.id)")
    assert len({*reached} - {None}) == 12
    assert folded
    assert not {*reached} & {*folded}


def test_filtering_keeps_its_state_in_the_address(served, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(f"{served}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("lifeboats")
    assert page.locator("li.e:visible").count() == 1
    assert "1 of 10 events" in page.locator("[role=status]").inner_text()
    assert page.locator("li.e:visible .when").inner_text().split() == [
        "night",
        "of",
        "3–\u20604",
        "Mar",
        "2019",
    ]
    assert page.url.endswith("?q=lifeboats")
    again = tab(page.url)
    assert again.locator("li.e:visible").count() == 1
    again.get_by_role("button", name="Show all").click()
    assert again.locator("li.e:visible").count() == 10
    assert again.url.endswith("index.html")


def test_filtering_works_from_disk(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour")))
    page.keyboard.press("/")
    page.select_option("select[name=kind]", "planned")
    assert page.locator("li.e:visible").count() == 1
    assert page.url.endswith("?kind=planned")  # behind the hash where a browser allows no query to a file


def test_as_known_on_goes_back_in_time_by_keyboard(served, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(f"{served}/index.html")
    page.keyboard.press("/")
    page.locator("input[type=range]").focus()
    page.keyboard.press("Home")
    assert page.locator("output").inner_text() == "4 March 2019"
    assert page.locator("li.e:visible").count() == 6
    assert "known=2019-03-04" in page.url


SHIFT = (
    "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) "
    "sum += e.value; }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 500); })"
)


def test_nothing_jumps_when_the_script_arrives(served, tab) -> None:  # type: ignore[no-untyped-def]
    assert tab(f"{served}/index.html").evaluate(SHIFT) == 0


@pytest.mark.parametrize("width", [412, 1280])
def test_a_long_list_does_not_jump_as_it_is_laid_out(width: int, sites, tab) -> None:  # type: ignore[no-untyped-def]
    lists = [path for path in (sites("thousand") / "tags").rglob("index.html") if path.parent.name != "tags"]
    longest = max(lists, key=lambda path: path.stat().st_size)
    page = tab(longest.as_uri(), viewport={"width": width, "height": 823})
    assert page.locator("li.e").count() > 30
    assert page.evaluate(SHIFT) == 0


def test_the_search_finds(served, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(f"{served}/search/index.html")
    page.fill("#q", "lifeboats")
    page.wait_for_selector(".results li")
    assert "lifeboats" in page.locator(".results").inner_text().lower()
    assert page.evaluate(
        "[...document.querySelectorAll('.results mark')].some((m) => / $/.test(m.previousSibling.data))"
    )
    page.locator(".results a").first.click()
    assert page.locator("h1").count() == 1


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_the_paper(scheme: str, sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour")), color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    texts = page.evaluate(
        "[...new Set([...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && "
        "[...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())).map((e) => getComputedStyle(e).color))]"
    )
    assert len(texts) >= 3
    assert all(contrast(text, paper) >= 4.5 for text in texts)


def test_print_opens_what_is_folded_and_hides_what_is_pressed(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("harbour")))
    page.emulate_media(media="print")
    assert not page.locator(".nav").is_visible()
    assert page.get_by_text("the latest Sunday up to that day").first.is_visible()
    assert not page.locator("#e-aground .gloss").is_visible()  # its steps say the same


def test_a_page_is_one_column_and_its_lists_may_be_two(sites, tab) -> None:  # type: ignore[no-untyped-def]
    for path in KINDS:
        page = tab(from_disk(sites("harbour"), path))
        assert page.evaluate("getComputedStyle(document.body).columnCount") == "auto", path
        page.context.close()


def test_right_to_left_is_mirrored(sites, tab) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites("arabic")))
    date, text = (
        page.locator("li.e .when").first.bounding_box(),
        page.locator("li.e .what").first.bounding_box(),
    )
    assert date["x"] > text["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize(("words", "onward"), [("11 December 2016", True), ("4 يوليو 2024", False)])
@pytest.mark.parametrize("name", ["arabic", "harbour"])
def test_the_words_that_date_run_in_their_own_direction(
    name: str, words: str, onward: bool, sites, tab
) -> None:  # type: ignore[no-untyped-def]
    page = tab(from_disk(sites(name)))
    first, last = page.evaluate(
        """words => {
            const q = document.querySelector(".gloss q");
            q.textContent = words;
            return [0, words.length - 1].map((place) => {
                const range = document.createRange();
                range.setStart(q.firstChild, place);
                range.setEnd(q.firstChild, place + 1);
                return range.getBoundingClientRect().left;
            });
        }""",
        words,
    )
    assert (first < last) is onward
