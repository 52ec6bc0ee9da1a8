"""What a bare month or day is told from: the day of writing in news, the last time mentioned in a narrative."""

from __future__ import annotations

import pytest

from timeline.temporal import tag

STORY = (
    "The republic was proclaimed in November 1911. In December its envoys reached the coast, and in February the court "
    "gave way. The truce of 1913 held until 3 May. By late summer the railways were quiet, and in 1914 the loans were "
    "called in; {}"
)


def values(text: str, dct: str, genre: str | None = None) -> list[str | None]:
    return [found.value for found in tag(text, dct, genre=genre)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ending", "value"),
    [
        ("on 6 June the envoys left.", "1914-06-06"),
        ("that year the envoys left.", "1914"),
        ("on 6 June 1914 they left, and two days later the bridge fell.", "1914-06-08"),
        ("on 6 June they left, and on the 20th the bridge fell.", "1914-06-20"),
        ("on 28 December they left, and by January the bridge was down.", "1915-01"),
        ("in the following spring the bridge fell.", "1915-SP"),
    ],
)
def test_a_narrative_goes_on_from_the_last_time_mentioned(ending: str, value: str) -> None:
    assert values(STORY.format(ending), "2009-12-19")[-1] == value


def test_a_winter_crossed_brings_the_next_year() -> None:
    assert values(STORY.format(""), "2009-12-19")[:3] == ["1911-11", "1911-12", "1912-02"]


def test_the_same_words_in_news_are_told_from_the_day_of_writing() -> None:
    news = (
        "The envoys, received on Sunday, were expected in May. On 6 June they left, officials said on Monday."
    )
    assert values(news, "2016-12-13")[-2:] == ["2016-06-06", "2016-12-12"]


def test_the_genre_can_be_said() -> None:
    text = "It began in 1914. On 6 June they left."
    assert values(text, "2016-12-13", "narrative") == ["1914", "1914-06-06"]
    assert values(text, "2016-12-13", "news") == ["1914", "2016-06-06"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began in 1914. On 6 June they left.", "1914-06-06"),
        ("It began in 1914. On 6 June they left, and last year they came back.", "2016-06-06"),
        ("The club, founded in 1914, played on 6 June, its owner said.", "2016-06-06"),
        ("The club, founded in 1914, won the May 2015 vote and met on 6 June.", "2016-06-06"),
    ],
)
def test_a_single_year_of_old_makes_a_story_where_nobody_speaks_and_nothing_is_new(
    text: str, value: str
) -> None:
    assert value in values(text, "2016-12-13")


def test_the_derivation_says_what_a_time_is_told_from() -> None:
    text = "It began in 1914. On 6 June they left, and last year is long ago."
    narrative = {found.text: found.why for found in tag(text, "2016-12-13", genre="narrative")}
    assert "told from the last time mentioned" in narrative["6 June"]
    news = {found.text: found.why for found in tag(text, "2016-12-13", genre="news")}
    assert "told from the day of writing" in news["last year"]
    assert not any("last time mentioned" in step for step in news["6 June"])


WAR = (
    "On 3 March 1871 the army crossed the Lenn. Five days later it took Harrow. The duke asked for terms on 12 March, "
    "but talks broke down the next day. The truce of 1872 held until February. Peace was made on New Year's Day 1873, "
    "and the treaty came into force the same week. The last garrison left on 30 June that year."
)


@pytest.mark.parametrize("dct", ["2010-05-04", None])
def test_a_narrative_tells_its_times_itself_whenever_it_was_written(dct: str | None) -> None:
    assert [found.value for found in tag(WAR, dct)] == [
        "1871-03-03",
        "1871-03-08",
        "1871-03-12",
        "1871-03-13",
        "1872",
        "1872-02",
        "1873-01-01",
        "1873-W01",
        "1873-06-30",
    ]


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert [
        found.value for found in tag("It rained in the week of 1 January 2015. That year was dry.", None)
    ] == [
        "2015-W01",
        "2015",
    ]


def test_a_chapter_that_begins_with_a_year_is_told_from_it_however_far_it_lies_back() -> None:
    war = (
        "The front collapsed in September 1918, and the armistice was signed on 11 November.\n\n"
        "In 1914 the fleet lay in harbour. In December it raided the coast. In 1917 the boats were let loose; "
        "by April they had sunk 800 ships. The crews mutinied in October 1918."
    )
    assert values(war, "2010-06-01") == [
        "1918-09",
        "1918-11-11",
        "1914",
        "1914-12",
        "1917",
        "1917-04",
        "1918-10",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what is told of the years before is taken up one after the other
        (
            "It began on 14 June 1912. In the 1890s both claimed the mines, and in 1904 a court gave them away. Two years later a king came. In 1909 he armed.",
            ["1912-06-14", "189", "1904", "1906", "1909"],
        ),
        # a clause that looks ahead moves nothing
        (
            "The siege began in July 1915. The blockade, which lasted until December 1916, brought famine. On 8 November it rained.",
            ["1915-07", "1916-12", "1915-11-08"],
        ),
        (
            "They landed on 5 May 1942. The rainy season, which starts in October, was far off. On the night of 30 May a ship was hit.",
            ["1942-05-05", "1942-10", "1942-05-30TNI"],
        ),
        (
            "In March 1913 he replaced Vost, who was to be tried six months later, with Henn. In May Henn attacked.",
            ["1913-03", "1913-09", "1913-05"],
        ),
        (
            "On 15 January 1975 they agreed that independence would come on 11 November. On 1 February there was shooting.",
            ["1975-01-15", "1975-11-11", "1975-02-01"],
        ),
        (
            "He fled on 20 February 1917 and resigned two days after. On the 27th it rained.",
            ["1917-02-20", "1917-02-22", "1917-02-27"],
        ),
    ],
)
def test_a_story_goes_back_for_what_led_to_it_and_not_on_to_what_came_of_it(
    text: str, told: list[str]
) -> None:
    assert values(text, "2009-12-19", "narrative") == told
