"""On which side of the day of writing a weekday or a month lies, in the sentences that news is made of, and what a story goes on
from: each frame with every time in its place.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations, product

import pytest

from timeline.temporal import tag

WRITTEN = date(2016, 12, 14)
DAYS = ("Monday", "Tuesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "April", "July", "September", "October")

PLANNED = (
    "The mayor will visit Tarn {on}{ahead}",
    "The talks will resume {on}{ahead}",
    "The court is to rule {on}{ahead}",
    "The strike is due to begin {on}{ahead}",
    "Schools are expected to reopen {on}{ahead}",
    "The team plans to leave {on}{ahead}",
    "The bank may cut rates {on}{ahead}",
    "Elections are to be held {on}{ahead}",
    "A vigil will be held {on}{ahead} in Tarn",
)
SAID = (
    ", the palace said {on}{back}.",
    ", officials said {on}{back}.",
    ", a spokesman for the firm said {on}{back}.",
    ", the ministry announced {on}{back}.",
    ", Mayor Ana Hale told reporters {on}{back}.",
    ", state television reported {on}{back}.",
    ", his lawyer confirmed {on}{back}.",
    ", he said {on}{back}.",
    ", a spokesman told the Post {on}{back}.",
    ", according to a report published {on}{back}.",
    ", after a court lifted the ban {on}{back}.",
    "; a similar plan failed {on}{back}.",
)
OTHERS = (
    "The palace said {on}{back} that the mayor will visit Tarn {on}{ahead}.",
    "Officials announced {on}{back} that talks would resume {on}{ahead}.",
    "A judge ruled {on}{back} that the trial will begin {on}{ahead}.",
    "Hale told reporters {on}{back} she would resign {on}{ahead}.",
    "In a letter sent {on}{back}, the bank said the branch will close {on}{ahead}.",
    "The board met {on}{back} and will meet again {on}{ahead}.",
    "The strike, which began {on}{back}, will end {on}{ahead}.",
    "After talks failed {on}{back}, drivers will walk out {on}{ahead}.",
    "The union called {on}{back} for a strike {on}{ahead}.",
    "The ministry warned {on}{back} of storms {on}{ahead}.",
    "A plan approved {on}{back} will come into force {on}{ahead}.",
    "The airport was shut {on}{back}. It is expected to reopen {on}{ahead}.",
)
FRAMES = (*(plan + said for plan, said in product(PLANNED, SAID)), *OTHERS)


def weekday(name: str, step: int) -> str:
    """The next one or the last one of a weekday, from the day of writing on."""
    days = (WRITTEN + timedelta(step * n) for n in range(7))
    return next(day for day in days if f"{day:%A}" == name).isoformat()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("on", ["on ", ""])
def test_weekdays(frame: str, on: str) -> None:
    for ahead, back in permutations(DAYS, 2):
        found = {
            each.text: each.value
            for each in tag(frame.format(on=on, ahead=ahead, back=back), WRITTEN.isoformat())
        }
        assert found == {ahead: weekday(ahead, 1), back: weekday(back, -1)}, (ahead, back)


@pytest.mark.parametrize("plan", ["The museum will open in {}", "The trial is due to begin in {}", "Elections are to be held in {}",
                                  "The firm plans to sell the mill in {}", "The bridge should be finished in {}"])  # fmt: skip
@pytest.mark.parametrize(
    "said",
    [
        ", officials said in {}.",
        ", a year after it was damaged in a storm in {}.",
        *(said.replace("{on}{back}", "in {}") for said in SAID[-4:]),
    ],
)
def test_a_month_to_come_and_one_that_is_over(plan: str, said: str) -> None:
    for ahead, back in permutations(MONTHS, 2):
        text = plan.format(ahead) + said.format(back)
        found = {each.text: each.value for each in tag(text, WRITTEN.isoformat())}
        numbers = {f"{date(2016, n, 1):%B}": f"-{n:02}" for n in range(1, 13)}
        assert found[ahead] == f"2017{numbers[ahead]}", text
        assert found[back] == f"2016{numbers[back]}", text


@pytest.mark.parametrize(
    "frame",
    [
        "They hope to have a deal by {}.",
        "The bridge should reopen on {}.",
        "The {} summit will be held in Tarn.",
        "Come {}, he will be 60.",
        "The trial could start as early as {}.",
        "It is expected to reopen in {}.",
    ],
)
def test_what_lies_ahead_however_far(frame: str) -> None:
    for day in (WRITTEN + timedelta(n) for n in range(20, 340, 20)):
        said = f"{day.day} {day:%B}" if " on " in frame else f"{day:%B}"
        found = tag(frame.format(said), WRITTEN.isoformat())
        assert found[0].value == day.isoformat()[: 10 if " on " in frame else 7], said


@pytest.mark.parametrize(
    "frame",
    ["The guests will arrive on {} and fly home on {}.", "The team will train {} and play {}."],
)
def test_two_things_to_come_follow_each_other(frame: str) -> None:
    for first, then in permutations(DAYS, 2):
        one = date.fromisoformat(weekday(first, 1))
        two = next(day for n in range(1, 8) if f"{(day := one + timedelta(n)):%A}" == then)
        found = [each.value for each in tag(frame.format(first, then), WRITTEN.isoformat())]
        assert found == [one.isoformat(), two.isoformat()], (first, then)


@pytest.mark.parametrize(
    ("hour", "value"),
    [
        ("one o'clock", "01:00"),
        ("a quarter to one", "00:45"),
        ("12:30", "00:30"),
        ("half past eleven", "23:30"),
    ],
)
def test_the_small_hours_of_a_night_are_of_the_next_day(hour: str, value: str) -> None:
    for name in DAYS:
        day = date.fromisoformat(weekday(name, -1)) + timedelta(value < "12")
        found = tag(f"He called at {hour} on {name} night.", WRITTEN.isoformat())
        assert found[0].value == f"{day}T{value}"


BEGINNINGS = (
    "In July 1931 the queen received the envoys. In March 1934 the bridge was washed away.",
    "On 8 May 1927 the harbour was opened. In 1930 the mill burned down. On 14 March 1934 the bridge was washed away.",
    "The revolt of 1930\n\nThe bishop refused to leave. Four years later, the council met. In March the bridge was washed away.",
)
ASIDES = (
    "Hale, a veteran of the {before} campaign, took command.",
    "Under the treaty of {before}, the port was free to all.",
    "It was the worst flood since {before}.",
    "Its owner, who was born in {before}, had no heirs.",
    "The fort, built in {before}, lay in ruins.",
    "The church had been built in {before}.",
    "The plan was drawn by Anna Holt ({before}–{after}), a teacher.",
    "The last of them, who died in {after}, left a diary.",
    "As in {before}, the owners hired guards.",
    "Unlike in {before}, no one was hurt.",
    "It was later described in a novel of {after}.",
    "It was no accident (Brand, {after}).",
    "His son, born in {after}, became a painter.",
    "Hale would be elected to parliament in {after}.",
    "It would remain in use until {after}.",
)
GOING_ON = {
    "By July they had reached the lake.": ("July", "1934-07"),
    "The town surrendered on 16 June.": ("16 June", "1934-06-16"),
    "On August 24, rebels burned the archive.": ("August 24", "1934-08-24"),
    "The following month, the town surrendered.": ("The following month", "1934-04"),
    "The army crossed the pass on the 26th.": ("the 26th", "1934-03-26"),
    "In the autumn the talks broke down.": ("the autumn", "1934-FA"),
}


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("aside", ASIDES)
def test_a_story_goes_on_behind_what_it_mentions_in_passing(beginning: str, aside: str) -> None:
    for going_on, (words, value) in GOING_ON.items():
        for before, after in ((1933, 1936), (1930, 1939), (1924, 1951), (1902, 1960)):
            text = " ".join((beginning, aside.format(before=before, after=after), going_on))
            found = {each.text: each.value for each in tag(text, WRITTEN.isoformat())}
            assert found[words] == value, text


@pytest.mark.parametrize("leap", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("after", ["", " He had left the town in 1868.", " It was the worst storm since 1871.", " In 1891 it was over."])  # fmt: skip
def test_a_story_leaps_on(leap: int, after: str) -> None:
    for year in range(1872, 1884):
        text = f"In July {year} the queen received the envoys. On 3 May {year + leap} the mill burned. The town fell on 24 June.{after}"
        found = {each.text: each.value for each in tag(text, WRITTEN.isoformat())}
        assert found["24 June"] == f"{year + leap}-06-24", text


@pytest.mark.parametrize("weeks", ["two", "five", "ten"])
def test_days_are_counted_from_the_day_that_is_weeks_later(weeks: str) -> None:
    later = date(1863, 6, 15) + timedelta(7 * {"two": 2, "five": 5, "ten": 10}[weeks])
    for words, days in (("The next day", 1), ("That evening", 0), ("Three days later", 3)):
        text = f"On 15 June 1863 the queen came. The bridge fell {weeks} weeks later. {words} the town surrendered."
        value = (later + timedelta(days)).isoformat() + "TEV" * (days == 0)
        assert tag(text, WRITTEN.isoformat(), genre="narrative")[-1].value == value, text


@pytest.mark.parametrize("late", ["At the end of {}", "In late {}", "Late in {}", "Towards the end of {}"])
def test_the_end_of_a_year_is_gone_on_from_in_the_next(late: str) -> None:
    for year in range(1884, 1894, 3):
        for month in range(1, 6):
            text = f"{late.format(year)} the weavers struck. In {date(2016, month, 1):%B} the owners gave way. They marched home."
            assert tag(text, WRITTEN.isoformat())[-1].value == f"{year + 1}-{month:02}", text


def test_what_was_so_by_the_end_of_a_year_leaves_a_story_in_it() -> None:
    text = "By the end of 1893 forty mills were shut. In May the owners gave way."
    assert tag(text, WRITTEN.isoformat(), genre="narrative")[-1].value == "1893-05"


@pytest.mark.parametrize(
    "lead",
    [
        "The Tarn mutiny was a revolt of dockers that broke out in February 1919 and was put down in the autumn.",
        "The Tarn mutiny\n\nIt was one of many revolts, begun in February 1919 and over by December.",
        "The siege of Tarn was a siege that began on 1 February 1919 and ended on 9 November 1920.",
    ],
)
def test_a_story_begins_where_its_first_sentence_does(lead: str) -> None:
    for month in range(2, 10):
        text = f"{lead} On 3 {date(1919, month, 1):%B} the crews refused to sail. The following day others joined them."
        found = [each.value for each in tag(text, WRITTEN.isoformat())]
        assert found[-2:] == [f"1919-{month:02}-03", f"1919-{month:02}-04"], text


def test_a_winter_passed_brings_the_next_year() -> None:
    for month in range(1, 8):
        name = f"{date(1919, month, 1):%B}"
        text = f"In May 1931 they sailed. They came on 8 August and wintered there. In {name} the ice broke."
        assert tag(text, WRITTEN.isoformat())[-1].value == f"1932-{month:02}", text


@pytest.mark.parametrize("headline", ["Ferry crews to strike from {}", "Mayor to visit Tarn on {}", "Storm to hit coast by {}", "Bank to cut 400 jobs from {}"])  # fmt: skip
def test_a_headline_says_what_is_to_be(headline: str) -> None:
    for name in DAYS:
        found = tag(headline.format(name) + "\n\nThe council said so.", WRITTEN.isoformat())
        assert found[0].value == weekday(name, 1), name


AFTER_THE_NEWS = (
    "The inquiry is to begin on {ahead}.",
    "Schools are expected to reopen {ahead}.",
    "The plant, opened in 1991, employs 90 people.",
    "A similar attack killed nine people in 2012.",
    "The gates had been open, his lawyer said on {said}.",
    "It was an accident, police told reporters on {said}. Nobody was to blame.",
    "Officials said on {said} that nobody was to blame. The mayor left.",
)


@pytest.mark.parametrize("one", AFTER_THE_NEWS)
@pytest.mark.parametrize("two", ["", *AFTER_THE_NEWS])
def test_a_report_goes_on_from_the_day_that_it_tells_of(one: str, two: str) -> None:
    for days in range(3, 6):
        day = WRITTEN - timedelta(days)
        said, ahead = (f"{WRITTEN + timedelta(n):%A}" for n in (-1, 3))
        between = f"{one} {two}".strip().format(said=said, ahead=ahead)
        for words, value in {
            "The next day": f"{day + timedelta(1)}",
            "Two days later": f"{day + timedelta(2)}",
            "That evening": f"{day}TEV",
            "At 9:40 p.m.": f"{day}T21:40",
        }.items():
            text = f"The dam broke on {day:%A}, officials said. Rebels fled. {between} {words}, two men were seen near the bank."
            assert tag(text, WRITTEN.isoformat())[-1].value == value, text


@pytest.mark.parametrize(
    "comes", ["the president flies home", "they are to play City", "the court hears his appeal"]
)
def test_a_report_goes_on_from_what_it_looks_ahead_to(comes: str) -> None:
    text = f"The dam broke on Sunday. The summit opens on Friday. The next day {comes}."
    assert tag(text, WRITTEN.isoformat())[-1].value == "2016-12-17"


@pytest.mark.parametrize("heading", ["", "The flood\n\n"])
def test_a_section_goes_back_to_the_day_that_a_story_is_about(heading: str) -> None:
    for days in range(-12, 13, 3):
        day = date(1954, 8, 17) + timedelta(days)
        text = (
            "On 17 August 1954 the dam above Tarn broke, killing 61 people.\n\nIt had been built in 1908. An engineer found cracks in "
            f"March 1949. In 1953 the county voted for a new one.\n\n{heading}It rained on {day.day} {day:%B}. The next day the river rose."
        )
        found = [each.value for each in tag(text, WRITTEN.isoformat())]
        assert found[-2:] == [day.isoformat(), (day + timedelta(1)).isoformat()], text
