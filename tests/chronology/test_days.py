"""Times in headlines that only say how far they are from the day of writing."""

from __future__ import annotations

import pytest

from timeline.chronology.headlines.days import near, with_days, writes_month_first
from timeline.chronology.language.lexicon import lexicon
from timeline.civil import DAY, Grain, Interval, days_from_civil
from timeline.temporal import tag

WRITTEN = "2016-12-14"
THIS_DAY = Interval(days_from_civil(2016, 12, 14) * DAY, days_from_civil(2016, 12, 15) * DAY, Grain.DAY)


def told(head: str, *, month_first: bool = False) -> str:
    return with_days(head, near(tag(head, WRITTEN)), THIS_DAY, lexicon(), month_first=month_first)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The court on Monday freed a man", "The court on 12 December freed a man"),
        ("The court Monday freed a man", "The court on 12 December freed a man"),
        ("A man held since Monday was freed", "A man held since 12 December was freed"),
        ("Rain is forecast for tomorrow", "Rain is forecast for 15 December"),
        ("Rain fell late on Monday", "Rain fell late on 12 December"),
        ("Rain will fall until late Friday", "Rain will fall until late on 16 December"),
        ("The club was closed on Monday night", "The club was closed on the night of 12 December"),
        ("The club will close tomorrow night", "The club will close on the night of 15 December"),
        ("The club closed last night", "The club closed on the night of 13 December"),
        ("The club closed three days ago", "The club closed on 11 December"),
        ("The club closed last week", "The club closed in the week of 5 December"),
        ("The club closed last weekend", "The club closed on the weekend of 10 December"),
        ("The club closed last month", "The club closed in November"),
        ("The club closed late last month", "The club closed in late November"),
        ("The club closed earlier this month", "The club closed earlier in December"),
        ("The club closed last year", "The club closed in 2015"),
        ("The club closed two years ago", "The club closed in 2014"),
        ("The club closed last summer", "The club closed in the summer of 2016"),
        ("The club will close next March", "The club will close in March 2017"),
        ("The club had closed last December", "The club had closed in December 2015"),
        ("The club burnt after Monday's storm", "The club burnt after the 12 December storm"),
        ("The club burnt in last night's storm", "The club burnt in the 13 December storm"),
        ("The club lost last year's vote", "The club lost the 2015 vote"),
        ("The club is short of players for next week's match", "The club is short of players for the match"),
        ("Prices rose more than last month", "Prices rose more than in November"),
        ("They spent Monday night in a tree", "They spent the night of 12 December in a tree"),
        ("Parliament declared Friday a day of mourning", "Parliament declared 9 December a day of mourning"),
        ("The shop was closed on Monday, Tuesday and Wednesday", "The shop was closed on 12 December, 13 December and 14 December"),
        ("Later this week the club will close", "Later in the week of 12 December the club will close"),
        ("Friday is a holiday", "16 December is a holiday"),
        ("Today the club has closed", "The club has closed"),
    ],
)  # fmt: skip
def test_a_headline_tells_its_days(said: str, expected: str) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        '"We close today," Orr said',
        "The club closed in 2014",
        "The club has closed for now",
        "The club was open only yesterday",
        "A Monday meeting chose a chairman",
        "She was hurt in Friday night clashes",
        "Orr said Friday was cold",
        "The club will sell six boats this year and next",
        "Orr sings every Friday",
        "The price is higher than last week's",
        "Monday's two fires were put out",
        "She was hurt during Friday night clashes",
        "The club will sell six boats this year and next in Tarn",
        "Orr sang on Thursday and Friday nights",
        "Women of today earn more",
        "Saturday, alas, was cold",
        "The club closed some two years ago",
        "Profit rose to $3 million from $2 million a year ago",
    ],
)
def test_a_time_that_is_quoted_or_of_a_noun_or_unsure_stays(said: str) -> None:
    assert told(said) == said


def test_words_that_mean_two_days_stay() -> None:
    times = near((*tag("It closed on Monday.", "2016-12-14"), *tag("It closed on Monday.", "2016-12-21")))
    assert with_days("It closed on Monday", times, None, lexicon()) == "It closed on Monday"


def test_the_order_of_a_day_is_that_of_the_article() -> None:
    assert told("The club will close on Friday", month_first=True) == "The club will close on December 16"
    assert not writes_month_first(tag("It closed on 3 May and on 5 June, and opened on May 7.", WRITTEN))
    assert not writes_month_first(())
