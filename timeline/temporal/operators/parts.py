"""What the operators of every family are built with: units, numbers, bases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeline.civil import Grain
from timeline.temporal import tokens
from timeline.temporal.expression import (
    Dct,
    Expression,
    Period,
    Previous,
    Reading,
    Reported,
    Running,
    This,
    Unit,
)

Table = Mapping[str, Mapping[str, Any]]


Number = int | float | str
"""A count; ``X`` where the text is vague ("several")."""

LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "Y", "century": "Y", "millennium": "Y", "fortnight": "W", "weekend": "WE",
}  # fmt: skip

MULTIPLES = {"decade": 10, "century": 100, "millennium": 1000, "fortnight": 2}

HALVES = {"year": (6, "month"), "day": (12, "hour")}

CLOCK_UNITS = ("hour", "minute", "second")

GRAINS = {name: Grain[name.upper()] for name in LETTERS if name != "fortnight"} | {
    "fortnight": Grain.WEEK,
    "half": Grain.HALF,
}


def integer(word: int | str) -> int:
    """The number of a numeral."""
    return word if isinstance(word, int) else tokens.number(word)


def year_of(year: int | str, era: str | None = None) -> int:
    """The astronomical year of a numeral, of an era or of two figures ("'98")."""
    number = integer(year)
    if era == "BC":
        return 1 - number
    if era is not None:
        return number
    if isinstance(year, str) and year[0] in "'’" and number < 100:
        return number + (1900 if number >= 30 else 2000)
    if isinstance(year, str) and len(year) == 2:
        return number + (1900 if number >= 30 else 2000)
    return number


def date_of(expression: Expression, mod: str | None = None) -> Reading:
    """A date."""
    return Reading("DATE", expression, mod)


_NEAR = (
    (Grain.HOUR, Grain.HOUR),
    (Grain.DAY, Grain.DAY),
    (Grain.WEEK, Grain.WEEK),
    (Grain.QUARTER, Grain.MONTH),
)
"""From how fine a time a unit is counted, by the coarsest unit that is so; years are from any."""


def base_of(base: str, grain: Grain = Grain.DAY) -> Expression:
    """What a rule's ``base`` names; a day is counted from a day, a year from any time."""
    match base:
        case "previous" if grain is Grain.QUARTER:
            return Reported()
        case "previous":
            return Previous(next((near for most, near in _NEAR if grain <= most), Grain.YEAR))
        case "running":
            return Running()
        case "week":
            return This(Unit(Grain.WEEK))
    return Dct()


def amount_of(duration: Reading) -> tuple[int, Grain] | None:
    """How many of which unit a duration is, where it is a whole number of one."""
    if not isinstance(duration.expression, Period):
        return None
    text = duration.expression.amount.removeprefix("P")
    clock = text.startswith("T")
    digits, letter = text.removeprefix("T")[:-1], text[-1]
    if not digits.isdecimal():
        return None
    grain = {
        "Y": Grain.YEAR,
        "Q": Grain.QUARTER,
        "W": Grain.WEEK,
        "D": Grain.DAY,
        "H": Grain.HOUR,
        "S": Grain.SECOND,
        "M": Grain.MINUTE if clock else Grain.MONTH,
    }[letter]
    return int(digits), grain
