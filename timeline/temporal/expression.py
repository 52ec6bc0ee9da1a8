"""The algebra of time expressions: what words say before anyone knows the date.

An :class:`Expression` is free of any anchor, frozen and comparable, so that ``Sunday`` in two articles is the same
value. The operators follow SCATE (Bethard and Parker, "A Semantically Compositional Annotation Scheme for Time
Normalization", LREC 2016): ``Last``, ``Next``, ``This``, ``Nth``, ``Between``, ``Period``, ``Repeating``.
A :class:`Reading` is an expression with what TIMEX3 says beside it: its type and modifier.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from timeline.civil import Grain
from timeline.model import TimexType

Part = Literal["MO", "MI", "AF", "EV", "NI", "DT"]
Field = Literal[
    "month", "day", "weekday", "weekend", "quarter", "half", "season", "holiday", "week", "day_of_month"
]


class Expression(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Base of the algebra."""


class Dct(Expression, frozen=True):
    """The document creation time."""


class Previous(Expression, frozen=True):
    """The last time mentioned that is at least as fine as a grain; the document creation time where there is none."""

    grain: Grain = Grain.YEAR


class Running(Expression, frozen=True):
    """Where the text is: the document creation time in news, the last time mentioned in a narrative."""


class Reported(Expression, frozen=True):
    """The quarter that a report is about: the last one mentioned, else the last one that is over."""


class ReportedIn(Expression, frozen=True):
    """The quarter that a report is about, in another year."""

    year: int
    base: Expression = Reported()


class Unit(Expression, frozen=True):
    """A calendar unit: the year, the week…"""

    grain: Grain


class Repeating(Expression, frozen=True):
    """A piece of the calendar that comes round: March, 12 December, Sunday, the third quarter, Easter.

    ``value`` is the month, weekday (Monday 1), quarter, half, season letters or the holiday's name; ``day`` the day
    of the month where both are said.
    """

    field: Field
    value: int | str
    day: int = 0
    weekday: int = 0
    """The day of the week that is said beside the date; it tells which year is meant."""


class Fixed(Expression, frozen=True):
    """A year (astronomical), or a piece of it."""

    year: int
    within: Repeating | None = None


class Numeric(Expression, frozen=True):
    """A date in numerals whose order is the reader's to say: 11/12/2016."""

    text: str


class EraYear(Expression, frozen=True):
    """A year whose era the text goes on with: after 264 BC, "in 255" is before Christ as well."""

    number: int
    base: Expression = Running()


class Years(Expression, frozen=True):
    """A decade, century or millennium by its first year."""

    first: int
    grain: Grain


class This(Expression, frozen=True):
    """The unit that holds the base, or the occurrence of something repeating inside it."""

    what: Unit
    base: Expression = Dct()


class Shift(Expression, frozen=True):
    """The unit that lies ``count`` units after the base (before it when negative): last week, two days ago."""

    what: Unit
    count: int
    base: Expression = Dct()
    fine: bool = False
    """Keeps the grain of a finer base: two weeks after Christmas is a day."""


def is_earlier(expression: Expression) -> bool:
    """Whether a time is counted back from the one before it: "the month before", "a year earlier"."""
    return isinstance(expression, Shift) and expression.count < 0 and isinstance(expression.base, Previous)


class Nearest(Expression, frozen=True):
    """Something repeating, its side unsaid: "Sunday", "in March". Context decides between past and future."""

    what: Repeating
    base: Expression = Running()


class Last(Expression, frozen=True):
    """The latest occurrence before the base (``included``: or holding it; ``before_week``: or before the working week of it)."""

    what: Repeating
    base: Expression = Dct()
    count: int = 1
    included: bool = False
    before_week: bool = False


class Next(Expression, frozen=True):
    """The first occurrence after the base (``included``: or holding it)."""

    what: Repeating
    base: Expression = Dct()
    count: int = 1
    included: bool = False


class Within(Expression, frozen=True):
    """The occurrence of something repeating inside a longer time: March of last year, Sunday of that week."""

    what: Repeating
    base: Expression


class Nth(Expression, frozen=True):
    """The n-th unit or occurrence inside a longer time; counted from its end when negative."""

    what: Unit | Repeating
    number: int
    base: Expression
    count: int = 1


class Daypart(Expression, frozen=True):
    """A part of a day: morning, night…"""

    part: Part
    base: Expression = Dct()
    through: bool = False
    """Until the next morning: overnight."""
    early: bool = False
    """The hours before the morning proper: "the early hours of Monday"."""


class Clock(Expression, frozen=True):
    """A time of day; ``minute`` is ``None`` where only the hour is said. ``zone`` as written: ``GMT``, ``EDT``."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    base: Expression = Dct()
    begun: bool = False
    """The midnight just past, where only the day of writing says its day: "the strike began at midnight"."""


class Between(Expression, frozen=True):
    """From the beginning of one time to the end of another."""

    first: Expression
    last: Expression


class Period(Expression, frozen=True):
    """A length of time: ``amount`` is its ISO 8601 duration; it dates nothing."""

    amount: str


class Every(Expression, frozen=True):
    """A set: every Friday, annually. ``value`` is its TIMEX3 value."""

    value: str


class Vague(Expression, frozen=True):
    """A time without borders: ``PAST_REF``, ``PRESENT_REF``, ``FUTURE_REF``."""

    value: str


class Reading(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """What a rule says of its words: the expression with its TIMEX3 type, modifier, quantifier and frequency."""

    type: TimexType
    expression: Expression
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
