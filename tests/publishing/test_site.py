"""The whole site of a small chronology: every page parses, every link leads somewhere, nothing leaves the site."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import html5lib
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publishing.extremes import EXTREMES, told
from tests.publishing.sample import article, day, digest, event, harbour, hours, many, mention, month
from timeline.civil import Grain, Interval
from timeline.config import Config
from timeline.model import Article, Chronology, Event
from timeline.publishing import planned, site
from timeline.publishing.outline import ranks
from timeline.publishing.shared import PAGE_LEAST, PAGE_MOST, paged
from timeline.publishing.timelines import leading
from timeline.publishing.urls import article_page


@lru_cache(maxsize=32)
def built(name: str) -> dict[str, bytes]:
    chronology, digests, config = many(260) if name == "many" else EXTREMES[name]()
    # The search index is Pagefind's work, and has a test of its own.
    return dict(site(chronology, digests, msgspec.structs.replace(config, search=name == "harbour")))


@lru_cache(maxsize=2048)
def parse(data: bytes):  # type: ignore[no-untyped-def]
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(data, transport_encoding="utf-8")


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        path: data for path, data in files.items() if path.endswith(".html") and path != "embed/fragment.html"
    }


SITES = pytest.mark.parametrize("name", ["many", *sorted(EXTREMES.keys() - {"thousand"})])


def test_a_list_says_what_tells_and_an_events_page_what_counts() -> None:
    """Copies count for nothing, so a list is silent about them; the page of the event counts them apart."""
    files = built("harbour")
    assert b"3 copies" not in files["index.html"]
    assert "2 independent reports · 3 copies" in files["events/aground/index.html"].decode()


def test_an_article_with_a_later_version_leads_to_it() -> None:
    _, (first, second, *_), config = harbour()
    superseded = msgspec.structs.replace(first.article, superseded_by=second.article.id)
    files = dict(site(Chronology(events=()), [first.but(article=superseded), second], config))
    one, other = (article_page(digest.article.id) for digest in (first, second))
    assert "A later version of this article is told in its place" in files[one].decode()
    assert "could be dated" not in files[one].decode()
    assert other.removesuffix("index.html") in files[one].decode()
    assert "could be dated" in files[other].decode()


def test_what_is_dated_no_closer_than_its_year_is_not_called_the_year() -> None:
    chronology, digests, config = many(700, span=360)
    year = Interval(day(2014, 1, 1).start, day(2014, 12, 31).end, Grain.YEAR)
    first, *rest = chronology.events
    loose = msgspec.structs.replace(first, when=year, edtf="2014")
    files = dict(site(Chronology(events=(loose, *rest)), digests, config))
    assert "<h1>2014, dated no closer</h1>" in files["2014/year/index.html"].decode()
    assert "of 2014, dated no closer</a>" in files["2014/index.html"].decode()


def test_nothing_is_said_twice_that_stands_beside_itself() -> None:
    ages = built("ages")["index.html"].decode()
    assert '<h3 class="monthname bare"' in ages, "a year alone has no second name"
    assert "→ no date" not in built("harbour")["undated/index.html"].decode()
    assert '<span class="to">no date' not in built("harbour")["undated/index.html"].decode()
    assert "<blockquote" not in built("arabic")["index.html"].decode(), "the headline is the quotation"


def test_what_is_pinned_stands_in_the_story_so_far_though_it_is_background() -> None:
    rows = [(day(2020, 5, number), f"Gate {number} fell on Monday", "happened") for number in range(1, 21)]
    chronology, digests, config = told(rows, "Gates")  # type: ignore[arg-type]
    events = [
        msgspec.structs.replace(
            event, pinned=number == 6, background=number == 6, score=0.1 if number == 6 else event.score
        )
        for number, event in enumerate(chronology.events)
    ]
    index = dict(site(Chronology(events=tuple(events)), digests, config))["index.html"].decode()
    assert "Gate 7 fell" in index[index.index('class="story"') : index.index("</section>")]


def test_a_headline_that_holds_its_quotation_shows_the_words_that_date_it() -> None:
    written = article(
        "a", "t", ["The union struck in March, and in May it won, as it had hoped."], on=day(2020, 6, 1)
    )
    won = mention(written, "in May it won", "May", month(2020, 5), edtf="2020-05")
    chronology = Chronology(events=(event("e", "The union struck in March, and in May it won", won),))
    index = dict(site(chronology, (digest(written, won),), Config(title="t")))["index.html"].decode()
    assert "and in <mark>May</mark> it won" in index
    assert "<blockquote" not in index


def test_the_story_so_far_tells_days_not_hours() -> None:
    rows = [
        (hours(2020, 5, number, 6, 12), f"Gate {number} fell on Monday", "happened") for number in range(1, 9)
    ]
    chronology, digests, config = told(rows, "Gates")  # type: ignore[arg-type]
    index = dict(site(chronology, digests, config))["index.html"].decode()
    story = index[index.index('class="story"') : index.index("</section>")]
    assert "morning" not in story
    assert "morning" in index


@SITES
def test_every_page_is_valid_html(name: str) -> None:
    for path, data in pages(built(name)).items():
        try:
            parse(data)
        except html5lib.html5parser.ParseError as fault:
            pytest.fail(f"{path}: {fault}")


@SITES
def test_every_link_and_anchor_exists(name: str) -> None:
    files = built(name)
    trees = {path: parse(data) for path, data in pages(files).items()}
    ids: dict[str, set[str]] = {}
    for path, tree in trees.items():
        found = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(found) == len(set(found)), f"{path}: an id occurs twice"
        ids[path] = set(found)
    dead = []
    for path, tree in trees.items():
        if path == "404.html":  # its links start at the site's public root
            continue
        for element in tree.iter():
            for attribute in ("href", "src"):
                link = element.get(attribute)
                if link is None or urlsplit(link).scheme:
                    continue
                target, _, fragment = link.partition("#")
                goal = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
                    if target
                    else path
                )
                if goal not in files or (fragment and goal in ids and fragment not in ids[goal]):
                    dead.append(f"{path} -> {link}")
    assert not dead, dead[:10]


@SITES
def test_pages_hold_no_script_style_or_handler_and_name_their_files(name: str) -> None:
    for path, data in pages(built(name)).items():
        for element in parse(data).iter():
            assert not [a for a in element.attrib if a.startswith("on") or a == "style"], path
            assert element.tag != "style", path
            if element.tag == "script":
                assert element.get("src") or element.get("type") == "application/ld+json", path
            if element.tag == "a":
                address = urlsplit(element.get("href"))
                assert address.scheme or not address.path or address.path.rsplit("/")[-1].count("."), path


@SITES
def test_the_policy_is_first_and_strict(name: str) -> None:
    for path, data in pages(built(name)).items():
        head = data.decode().split("<head>\n", 1)[1]
        assert head.startswith('<meta http-equiv="Content-Security-Policy"'), path
        policy = head.split(">", 1)[0]
        if path == "search/index.html":  # Pagefind is WebAssembly
            policy = policy.replace("'wasm-unsafe-eval'", "")
        assert "unsafe-" not in policy, path


def test_every_event_shows_the_words_that_dated_it_and_why() -> None:
    index = parse(built("harbour")["index.html"])
    entries = [element for element in index.iter("li") if "e" in (element.get("class") or "").split()]
    assert len(entries) == 10
    for entry in entries:
        assert any("why" in (d.get("class") or "") for d in entry.iter("details"))
    marked = {"".join(mark.itertext()) for mark in index.iter("mark")}
    assert {
        "Sunday",
        "overnight",
        "late 2018",
        "Thursday",
        "2004",
        "January",
        "Donnerstag",
        "الجمعة",
    } <= marked


def test_foreign_quotations_say_their_language_and_direction() -> None:
    index = parse(built("harbour")["index.html"])
    quotes = {(q.get("lang"), q.get("dir")) for q in index.iter("blockquote")}
    assert quotes == {(None, None), ("de", "ltr"), ("ar", "rtl")}


def test_no_day_is_invented() -> None:
    text = built("harbour")["index.html"].decode().replace("\xa0", " ")
    for coarse in ("about 2004", "since Oct 2018", "Jan 2019", "by Wed 6 Mar 2019"):
        assert coarse in text
    entries = text.split('<div class="timeline">')[1]
    assert not re.search(r"\b\d+ Jan(uary)? 2019", entries)
    datetimes = set(re.findall(r'<time datetime="([^"]+)"', text))
    assert datetimes == {"2019-01", "2019-03-03", "2019-03-05", "2019-03-07", "2019-03-08"}


def test_without_full_text_nobody_is_quoted_at_length() -> None:
    for path, data in pages(built("many")).items():
        for quote in parse(data).iter("blockquote"):
            assert len("".join(quote.itertext()).split()) <= 52, path


def test_the_same_input_gives_the_same_bytes() -> None:
    assert dict(site(*harbour())) == built("harbour")


@pytest.mark.parametrize("path", ["index.html", "newest/index.html"])
def test_every_year_can_be_reached_from_the_index(path: str) -> None:
    """Also the years of which none of the events that matter most is."""
    files = dict(planned(*many(300, first=1800, span=366 * 200)))
    years = {of for of in files if re.fullmatch(r"\d{4}/index.html", of)}
    index = files[path]().decode()
    root = "../" if "/" in path else ""
    assert len(years) > 100
    linked = {href.removeprefix(root) for href in re.findall(r'href="([^"#]+)"', index)}
    assert years <= linked | {f"{year}/index.html" for year in re.findall(r'id="y(\d{4})"', index)}
    assert "#timeline" not in re.findall(r'href="([^"]+)"', index), (
        "a bar of the overview leads to its own years"
    )
    named = re.search(r"<summary>(\d+) more years · 1\d\d\d – (?:19|20)\d\d</summary>", index)
    assert named
    assert 0 < int(named[1]) < len(years)


def test_the_index_keeps_within_its_budget_however_many_events() -> None:
    chronology, digests, config = many(5000)
    for path, make in planned(chronology, digests, config):
        if path == "index.html":
            assert len(gzip.compress(make())) < 60_000
            return
    raise AssertionError("there is no index")


def test_the_two_clocks_keep_within_the_budget_just_below_the_number_where_they_bin() -> None:
    chronology, digests, config = many(2000)
    made = dict(planned(chronology, digests, config))["reported/index.html"]()
    assert b'class="bin"' not in made
    assert len(gzip.compress(made)) < 60_000


def test_style_script_and_font_keep_within_their_budgets() -> None:
    files = built("harbour")
    sizes = {path: len(gzip.compress(data)) for path, data in files.items() if path.startswith("assets/")}
    assert sum(size for path, size in sizes.items() if path.endswith(".css")) < 12_000
    assert sum(size for path, size in sizes.items() if path.startswith("assets/timeline-")) < 10_000
    assert sum(len(data) for path, data in files.items() if path.endswith(".woff2")) < 60_000


def test_pages_grow_with_articles_and_not_with_sentences() -> None:
    few, more = (
        sum(path.startswith("events/") for path, _ in planned(*many(n, articles=50))) for n in (500, 2000)
    )
    assert few == more == 60


def test_the_search_index_holds_events_and_articles_only() -> None:
    files = built("harbour")
    assert "pagefind/pagefind.js" in files
    assert not any(path.startswith(("pagefind/pagefind-ui", "pagefind/pagefind-modular")) for path in files)
    pages_ = [
        path
        for path in files
        if path.startswith(("events/", "articles/")) and b"data-pagefind-body" in files[path]
    ]
    assert sum(path.endswith(".pf_fragment") for path in files) == len(pages_)


def test_how_a_date_was_found_is_nothing_to_search_for() -> None:
    """Else everything would be found by "Sunday", and found with steps of a derivation around it."""
    fragments = [
        gzip.decompress(data).decode("utf-8", "replace")
        for path, data in built("harbour").items()
        if path.endswith(".pf_fragment")
    ]
    assert fragments
    assert not [said for said in fragments if "Why this date" in said or "article of " in said]


def test_an_article_that_tells_an_event_twice_counts_once_and_is_named_once() -> None:
    told = article(
        "wire", "The night", ["It fell on Monday.", "The town was taken on Monday."], on=day(2020, 6, 2)
    )
    both = [
        mention(told, words, "Monday", day(2020, 6, 1))
        for words in ("It fell on Monday", "The town was taken on Monday")
    ]
    chronology = Chronology(events=(event("fall", "The town falls", *both),))
    files = dict(site(chronology, (digest(told, *both),), Config(title="A night", search=False)))
    page = parse(files["events/fall/index.html"])
    assert "".join(page.find(".//h2[@id='told']").itertext()) == "Told by one article"
    titles = [link for link in page.iter("a") if "".join(link.itertext()) == "The night"]
    assert len(titles) == 1
    quotes = ["".join(quote.itertext()) for quote in page.iter("blockquote")]
    assert quotes == ["It fell on Monday", "The town was taken on Monday"]


def test_an_hour_that_one_report_gives_is_explained_by_that_report() -> None:
    first = article("wire", "Quake", ["It struck on Tuesday."], on=day(2020, 6, 4), source="Wire")
    second = article("post", "Quake at night", ["It struck at 16:53."], on=day(2020, 6, 4), source="Post")
    hour = hours(2020, 6, 2, 16, 17)
    both = (
        mention(first, "It struck on Tuesday", "Tuesday", day(2020, 6, 2)),
        mention(second, "It struck at 16:53", "at 16:53", hour),
    )
    quake = msgspec.structs.replace(event("quake", "It struck", *both), when=hour)
    digests = (digest(first, both[0]), digest(second, both[1]))
    files = dict(site(Chronology(events=(quake,)), digests, Config(title="A quake", search=False)))
    why = parse(files["events/quake/index.html"]).find(".//ol[@class='steps']")
    assert "“at 16:53”" in "".join(why.itertext())


def test_apostrophes_are_set_as_print_has_them_and_the_data_keep_the_articles_words() -> None:
    made = told([(day(2020, 5, 30), "Haiti's rebels' road was cut on Saturday", "happened")], "One event")
    files = dict(site(*made))
    assert "Haiti’s rebels’ road was cut on" in "".join(parse(files["index.html"]).itertext())
    assert b"Haiti's rebels' road was cut" in files["timeline.json"]


def test_an_articles_text_has_the_same_apostrophes_as_its_title() -> None:
    made = told([(day(2020, 5, 30), "Haiti's rebels' road was cut on Saturday", "happened")], "One event")
    config = msgspec.structs.replace(made[2], full_text=True)
    files = dict(site(made[0], made[1], config))
    (page,) = (
        data for path, data in files.items() if path.startswith("articles/") and path.endswith(".html")
    )
    words = "".join(parse(page).find(".//main").itertext())
    assert "Haiti’s rebels’ road" in words
    assert "Haiti's" not in words


def test_quotation_marks_are_set_as_print_has_them_and_within_others_as_single_ones() -> None:
    clause = 'and said the "cessation" would hold on Saturday'
    made = told([(day(2020, 5, 30), clause, "happened")], 'A day of "calm"')
    events = (msgspec.structs.replace(made[0].events[0], headline='The "cessation" held'),)
    files = dict(site(Chronology(events=events), made[1], made[2]))
    listed = "".join(parse(files["index.html"]).find(".//main").itertext())
    assert "The “cessation” held" in listed
    assert "and said the ‘cessation’ would hold on" in listed
    assert b'the \\"cessation\\" would hold' in files["timeline.json"]


def test_quotation_marks_of_other_languages_stand_as_they_are_written() -> None:
    made = told([(day(2020, 5, 30), 'Die "Waffenruhe" hielt am Samstag', "happened")], "x", lang="de")
    listed = "".join(parse(dict(site(*made))["index.html"]).find(".//main").itertext())
    assert 'Die "Waffenruhe" hielt' in listed


@pytest.mark.parametrize("path", ["embed/index.html", "embed/fragment.html"])
def test_what_is_planned_is_not_embedded_as_if_it_had_happened(path: str) -> None:
    page = html5lib.parse(built("harbour")[path], transport_encoding="utf-8", namespaceHTMLElements=False)
    (planned,) = (one for one in page.iter("li") if one.get("class"))
    assert "Operator plans to refloat the ship" in "".join(planned.itertext())
    assert "planned · North Wire" in "".join(planned.itertext())


def test_where_sources_disagree_a_date_is_said_once() -> None:
    page = parse(built("harbour")["events/aground/index.html"])
    said = "".join(page.find(".//section[@aria-labelledby='conflict']").itertext())
    assert said.count("Saturday 2 March 2019, night") == 1


def test_what_was_skipped_or_half_understood_is_on_the_about_page_with_its_reason_and_remedy() -> None:
    from timeline.errors import Diagnostic

    chronology, digests, config = harbour()

    def finding(where: str, code: str = "empty-file", level: str = "warning") -> Diagnostic:
        return Diagnostic(where=where, code=code, message=f"why {where}", hint=f"Mend {where}.", level=level)  # type: ignore[arg-type]

    skipped = [finding(f"lost/{number:03}<b>.txt") for number in range(130)]
    kept_back = [
        finding("secret.txt", "embargo", "note"),
        finding("corrections.toml", "correction-stale"),
        finding("wanted.txt", "no-date"),
    ]
    half = msgspec.structs.replace(digests[0], diagnostics=(finding("half.txt", "weekday-mismatch"),))
    config = msgspec.structs.replace(config, search=False, check={"no-date": "ignore"})
    chronology = msgspec.structs.replace(chronology, diagnostics=(*skipped, *kept_back))
    files = dict(site(chronology, (half, *digests[1:]), config))
    about = [files[path] for path in ("about/index.html", "about/2/index.html")]
    listed = [
        "".join(item.itertext())
        for page in about
        for item in parse(page).iterfind(".//ul[@class='plain findings']/li")
    ]
    assert listed == [
        f"{name}: why {name}. Mend {name}." for name in ("half.txt", *(d.where for d in skipped))
    ]
    assert "about/3/index.html" not in files


def test_a_page_on_its_own_without_its_style_still_shows_its_picture() -> None:
    for path, classes in (
        ("index.html", ("hit", "coarse", "planned")),
        ("reported/index.html", ("planned",)),
    ):
        text = built("harbour")[path].decode()
        for name in classes:
            drawn = re.findall(rf'<(?:rect|circle) class="{name}"[^>]*>', text)
            assert drawn and all('fill="none"' in one for one in drawn), name
    assert not re.search(r"</span><span", built("harbour")["index.html"].decode())


def ranked(lines: Sequence[tuple[str, Interval, float]]) -> tuple[Article, list[Event]]:
    """An article, and an event of each of its sentences, on its day and with its score."""
    paper = article("paper", "Hale", [text for text, _, _ in lines], on=day(2020, 11, 1), source="Paper")
    events = [
        event(f"e{number}", text, mention(paper, text, None, when), score=score)
        for number, (text, when, score) in enumerate(lines)
    ]
    return paper, events


def test_the_story_so_far_says_nothing_twice() -> None:
    lines = (
        ("The army takes the town of Hale", day(2020, 5, 1), 9.0),
        (
            "The army is in full control of the town of Hale, a day after the garrison left",
            day(2020, 5, 2),
            8.0,
        ),
        ("The army takes the town of Hale again", day(2020, 9, 1), 7.0),
        ("Rain ends the drought in the valley", day(2020, 5, 2), 6.0),
        ("Bread is rationed in the valley", day(2020, 10, 2), 5.0),
        ("The mill burns", day(2020, 10, 3), 4.0),
        ("The mayor resigns", day(2020, 10, 4), 3.0),
        ("The bridge opens", day(2020, 10, 5), 2.0),
        ("Schools close", day(2020, 10, 6), 1.0),
    )
    paper, events = ranked(lines)
    mentions = [event.mentions[0] for event in events]
    made = dict(site(Chronology(events=tuple(events)), (digest(paper, *mentions),), Config(title="Hale")))
    story = made["index.html"].decode().partition('class="story"')[2].partition("</section>")[0]
    assert [f"#e-e{n}" in story for n in range(5)] == [True, False, True, True, False]


def test_the_story_so_far_is_of_more_than_one_day() -> None:
    lines = (
        ("The dam breaks above Hale", day(2020, 5, 1), 0.9),
        ("Forty people drown in the valley", day(2020, 5, 1), 0.8),
        ("Soldiers look for the missing", day(2020, 5, 1), 0.5),
        ("The minister resigns", day(2020, 5, 9), 0.4),
        ("An engineer is charged", day(2020, 6, 2), 0.35),
    )
    _, events = ranked(lines)
    assert [told.id for told in leading(events, 3)] == ["e0", "e1", "e3"]
    assert [told.id for told in leading(events, 4)] == ["e0", "e1", "e3", "e4"]
    pinned = [*events[:2], msgspec.structs.replace(events[2], score=1.0, pinned=True), *events[3:]]
    assert leading(pinned, 3)[0].id == "e2"


def test_of_very_many_plans_the_page_lists_those_that_matter_most() -> None:
    rows = [
        (day(2021, 1 + n % 12, 1 + n % 28), f"Stage {n} of the works is to begin", "planned")
        for n in range(200)
    ]
    made = dict(planned(*told(rows, "Plans")))
    page = made["reported/index.html"]().decode()
    assert page.count('class="row telling plan"') == 150
    assert "150 events that matter most, of 200" in page


def test_one_event_more_changes_its_own_page_of_a_long_list_and_the_first_which_counts_them() -> None:
    chronology, digests, config = many(8000)
    at = 4000
    tag = chronology.events[at].tags[0]
    fewer = Chronology(events=(*chronology.events[:at], *chronology.events[at + 1 :]))
    before, after = (dict(planned(each, digests, config)) for each in (fewer, chronology))
    lists = [path for path in after if path.startswith(f"tags/{tag}/")]
    changed = [path for path in lists if path not in before or before[path]() != after[path]()]
    assert len(lists) > 3
    assert len(changed) <= 2 and (changed[0] == f"tags/{tag}/index.html")


def test_a_page_of_a_long_list_says_what_stretch_of_time_it_tells() -> None:
    made = dict(planned(*many(8000)))
    for name in ("council", "harbour"):
        assert '<p class="facts"><span>400 events</span></p>' in made[f"tags/{name}/index.html"]().decode()
        later = made[f"tags/{name}/2/index.html"]().decode()
        assert re.search(r'<p class="facts"><span>[\w ]+ 20\d\d – [\w ]+ 20\d\d</span></p>', later)


@lru_cache
def _thousand() -> Chronology:
    return many(1500)[0]


@given(st.integers(0, 1500), st.integers(0, 1500))
def test_a_list_in_pages_is_whole_and_most_pages_stay_where_an_event_goes(count: int, gone: int) -> None:
    events = _thousand().events[:count]
    whole = paged(events)
    assert [event.id for page in whole for event in page] == [event.id for event in events]
    assert all(PAGE_LEAST <= len(page) <= PAGE_MOST for page in whole[:-1])
    assert not whole or 0 < len(whole[-1]) <= PAGE_MOST
    without = paged((*events[:gone], *events[gone + 1 :]))
    assert sum(page not in without for page in whole) <= 3


def test_events_of_one_score_weigh_the_same() -> None:
    _, events = ranked([(f"Mill {n} burns", day(2020, 5, 1 + n % 28), 1.0 - n // 10 / 10) for n in range(60)])
    weights = ranks(events)
    assert [weights[f"e{n}"] for n in (0, 4, 5, 19, 20, 59)] == [1, 1, 2, 2, 3, 3]
    assert [weights[f"e{n}"] for n in (20, 29)] == [3, 3]
    assert ranks(events[:45])["e19"] == ranks(events[:45])["e14"] == 2
