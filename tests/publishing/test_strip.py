"""The pictures: what they draw, and what they leave to words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.publishing.sample import article, day, event, harbour, many, mention, month, year
from timeline.civil import civil_from_days, days_from_civil
from timeline.model import Event
from timeline.publishing.clocks import Report, clocks, finding, height_of
from timeline.publishing.dates import Dates
from timeline.publishing.i18n import Words
from timeline.publishing.strip import CHARACTER, MIDDLE, Strip, _lanes, _Name, bins, edges, labelled, strip


def draw(events: list[Event]) -> Strip | None:
    return strip(
        events, events, Dates("en"), Words("en"), lambda y, m, last: f"#y{y}-{m:02}", lambda e: f"#{e.id}"
    )


def on(when: object, number: int = 0, kind: str = "happened") -> Event:
    of = article(f"a{number}", "t", ["It fell."], on=day(2020, 1, 1))
    told = mention(of, "It fell.", None, when, kind=kind)  # type: ignore[arg-type]
    return event(f"e{number}", f"Event number {number} of a few", told)


def test_the_bars_hold_every_event_that_they_cover() -> None:
    chronology, _, _ = many(1000)
    shown = draw(list(chronology.events))
    assert shown and sum(bar.count for bar in shown.bars) == pytest.approx(1000, abs=20)
    assert [bar.top != "" for bar in shown.bars].count(True) == 1
    assert max(bar.solid + bar.coarse + bar.planned for bar in shown.bars) <= 60
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in shown.bars)


def test_what_is_planned_or_coarse_is_drawn_apart() -> None:
    shown = draw(
        [
            on(day(2020, 1, 5), 1),
            on(month(2020, 1), 2),
            on(day(2020, 1, 9), 3, "planned"),
            on(day(2020, 3, 1), 4),
        ]
    )
    assert shown
    assert sum(bar.solid > 0 for bar in shown.bars) == 2
    assert sum(bar.planned > 0 for bar in shown.bars) == 1
    assert sum(bar.coarse > 0 for bar in shown.bars) > 1  # a month is spread over its weeks or days


def test_history_far_before_the_story_does_not_squeeze_it() -> None:
    days = [days_from_civil(-500, 1, 1), *(days_from_civil(2016, 1, 1) + n for n in range(20))]
    assert civil_from_days(edges(days)[0])[0] == 2016
    assert edges([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) == (0, 9)


def test_a_few_far_years_on_both_sides_do_not_squeeze_one_month() -> None:
    month = [days_from_civil(2010, 1, 1) + n % 31 for n in range(600)]
    far = [days_from_civil(year, 1, 1) for year in (*range(1940, 2010, 3), 2032, 2045, 2057)]
    first, last = edges(month + far)
    assert (civil_from_days(first)[0], civil_from_days(last)) == (2010, (2010, 1, 31))
    history = [days_from_civil(year, 1, 1) for year in range(-500, 2100, 20)]
    assert edges(history) == (history[0], history[-1])


@pytest.mark.parametrize("span", [1, 5, 40, 400, 4000, 40_000, 400_000, 4_000_000])
def test_no_more_bars_than_fit(span: int) -> None:
    _, borders = bins(0, span)
    assert 1 <= len(borders) - 1 <= 120
    assert borders[0] <= 0 and borders[-1] > span
    assert borders == sorted(set(borders))


def test_too_little_is_no_picture() -> None:
    assert draw([]) is None
    assert draw([on(day(2020, 1, 1), n) for n in range(60)]) is None
    assert draw([on(year(2020), 1)]) is None


def test_a_long_silence_is_named() -> None:
    shown = draw(
        [*(on(day(2015, 1, n), n) for n in range(1, 5)), *(on(day(2019, 1, n), 10 + n) for n in range(1, 5))]
    )
    assert shown and [gap.text for gap in shown.gaps] == ["nothing, 2015–2018"]


def test_the_words_under_the_line_end_within_it() -> None:
    months = draw([on(day(2021, n, 10), n, "planned") for n in range(1, 13)])
    assert months
    assert all(tick.x + len(tick.text) * 100 * 7 / 720 <= 100 for tick in months.ticks)
    on_a_phone = [tick for tick in months.ticks if not tick.minor]
    assert on_a_phone and all(tick.x + len(tick.text) * 100 * 7 / 328 <= 100 for tick in on_a_phone)


def test_years_under_the_line_begin_with_the_first_and_are_round_before_the_common_era() -> None:
    recent = draw([on(day(2015, 4, 1), 1), on(day(2016, 8, 1), 2), on(day(2017, 3, 1), 3)])
    assert recent and [tick.text for tick in recent.ticks] == ["2015", "2016", "2017"]
    old = draw([on(year(-499), 1), on(year(800), 2), on(year(1990), 3)])
    assert old and old.ticks[0].text == "500 BC"


def test_the_number_of_the_highest_bar_gives_way_to_a_name() -> None:
    events = [on(day(2020, 1, n), n) for n in (5, 9, 30)]
    crossed = draw(events)
    free = strip(events, [], Dates("en"), Words("en"), lambda y, m, last: "#", lambda e: "#")
    assert crossed and {bar.top for bar in crossed.bars} == {"", "beside"}
    assert free and {bar.top for bar in free.bars} == {"", "above"}


def test_no_hairline_crosses_a_name() -> None:
    names = [
        _Name(10, 40, 10, "a", ""),
        _Name(20, 50, 20, "b", ""),
        _Name(60, 90, 90, "c", ""),
        _Name(45, 80, 80, "d", ""),
    ]
    lanes = _lanes(names)
    assert lanes is not None
    for name, lane in zip(names, lanes, strict=True):
        for other, below in zip(names, lanes, strict=True):
            if other is not name and other.left <= name.x <= other.right:
                assert below < lane, "the other stands above, out of the way of this hairline"
    assert _lanes([_Name(10, 40, 10, "a", ""), _Name(5, 35, 35, "b", "")]) is None


def test_the_same_day_is_the_same_day() -> None:
    from timeline.publishing.entries import lag_days

    chronology, _, _ = harbour()
    by_id = {e.id: e for e in chronology.events}
    published = day(2019, 3, 4).start
    assert lag_days(by_id["aground"].mentions[0], published) == 1
    assert lag_days(by_id["lifeboats"].mentions[0], published) == 0
    assert lag_days(by_id["refloat"].mentions[0], published) == -3
    assert lag_days(by_id["built"].mentions[0], published) is None


@pytest.mark.parametrize(
    ("lags", "said"),
    [
        ([0, 0, 5], "Half of what is told here was told on the very day."),
        ([1, 1, 1], "Half of what is told here was told within a day."),
        ([2, 9, 400], "Half of what is told here was told within 9 days."),
        ([-3, -2], "Everything told here was still to come when it was told."),
    ],
)
def test_the_finding_is_computed(lags: list[int], said: str) -> None:
    found = [Report(100, lag, f"e{n}", False, False) for n, lag in enumerate(lags)]
    assert finding(found, Words("en")) == said


def test_the_scale_of_lags_is_symmetric() -> None:
    assert height_of(-7) == -height_of(7)
    assert height_of(0) < height_of(1) < height_of(7) < height_of(365)


def test_words_under_the_strip_leave_each_other_room() -> None:
    shown = draw([on(day(2021, number, 10), number, "planned") for number in range(1, 13)])
    assert shown
    for before, behind in pairwise(shown.ticks):
        assert before.x + len(before.text) * CHARACTER / MIDDLE * 100 < behind.x, (before.text, behind.text)


def test_a_name_takes_the_other_side_of_its_hairline_where_only_so_all_have_room() -> None:
    events = [(on(day(2020, 1, 1), number), at) for number, at in enumerate((97.0, 68.0, 95.0, 93.0, 16.0))]
    labels, _ = labelled(events, lambda event: event.id)
    assert {label.href for label in labels} == {"e0", "e1", "e2", "e3", "e4"}


@pytest.mark.parametrize(
    ("first", "last", "wide", "narrow"),
    [
        ((2010, 1, 1), (2010, 1, 29), ["Fri 1 Jan 2010", "Fri 29 Jan 2010"], ["1 Jan", "29 Jan"]),
        ((2018, 10, 9), (2019, 2, 2), ["November 2018", "December 2018", "January 2019", "February 2019"], ["Nov", "Dec", "2019", "Feb"]),
        ((2015, 3, 1), (2017, 2, 1), ["2015", "2016", "2017"], ["2015", "2016", "2017"]),
        ((2015, 12, 20), (2017, 12, 1), ["2016", "2017"], ["2016", "2017"]),
        ((-499, 1, 1), (400, 1, 1), ["500 BC", "400 BC", "300 BC", "200 BC", "100 BC", "AD 1", "AD 100", "AD 200", "AD 300", "AD 400"], None),
    ],
)  # fmt: skip
def test_the_two_clocks_always_say_when(first, last, wide, narrow) -> None:  # type: ignore[no-untyped-def]
    low, high = days_from_civil(*first), days_from_civil(*last)
    days = [low + (high - low) * step // 20 for step in range(21)]
    told = [Report(day, 1, f"e{day}", planned=False, coarse=False) for day in days]
    drawn = clocks(told, [], Dates("en"), Words("en"), str, str)
    assert drawn
    assert [[tick.text for tick in picture.ticks] for picture in drawn] == [wide, narrow or wide]
