"""Readers of phrases: the words of a number, an ordinal, a year, a day → its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from timeline.temporal import tokens
from timeline.temporal.operators.parts import Number, Table


def read_number(words: tuple[str, ...], table: Table) -> Number | None:
    """Digits, decimals, fractions and words: "2 1/2", "twenty-five", "two and a half", "several" (``X``)."""
    total: float = 0
    group: float = 0
    seen = False
    cardinals, vague = table["cardinal"], table["vague"]
    for word in words:
        if vague.get(word) == "X":
            return "X"
        thousands = table["million"].get(word) or cardinals.get(word, 0)
        if thousands >= 1000:
            total, group, seen = total + (group or 1) * thousands, 0, True
            continue
        value = 100 if cardinals.get(word) == 100 else 12 if word == "dozen" else 0
        if value:
            group, seen = (group or 1) * value, True
            continue
        addend = _addend(word, words, cardinals, vague)
        if addend is not None:
            group, seen = group + addend, True
    if not seen:
        return None
    total += group
    return int(total) if total == int(total) else total


def _addend(
    word: str, words: tuple[str, ...], cardinals: Mapping[str, int], vague: Mapping[str, Any]
) -> float | None:
    if word in vague:
        return float(vague[word])
    if word in cardinals:
        return cardinals[word]
    if word == "half":
        return 0.5
    if "/" in word and len(word) > 1:
        above, _, below = word.partition("/")
        return int(above) / int(below) if int(below) else None
    if word[0].isdigit():
        return float(word) if "." in word else tokens.number(word)
    return 1 if words in (("a",), ("an",)) else None


def read_ordinal(words: tuple[str, ...], table: Table) -> int | None:
    """ "third", "21st", "twenty-first"; "last" is -1."""
    total = 0
    for word in words:
        if word[0].isdigit():
            total += tokens.number(word)
        elif word in table["ordinal"]:
            total += table["ordinal"][word]
        elif word in table["cardinal"]:
            total += table["cardinal"][word]
    return total or None


def read_year(words: tuple[str, ...], table: Table) -> int | None:
    """A year in digits or in words: "nineteen ninety-seven", "two thousand and four", "nineteen hundred"."""
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0])
    values = [table["cardinal"][word] for word in words if word in table["cardinal"]]
    if not values:
        return None
    if 1000 in values:
        at = values.index(1000)
        year = sum(values[:at]) * 1000 + sum(values[at + 1 :])
    elif 100 in values:
        at = values.index(100)
        year = sum(values[:at]) * 100 + sum(values[at + 1 :])
    elif len(values) >= 2 and 10 <= values[0] <= 20 and (sum(values[1:]) >= 10 or values[1] == 0):
        year = values[0] * 100 + sum(values[1:])
    else:
        return None
    return year if 1000 <= year <= 2100 else None


def read_day(words: tuple[str, ...], table: Table) -> int | None:
    """A day of the month in words: "twenty-nine", "thirty first"."""
    day = read_ordinal(words, table)
    return day if day is not None and 20 < day <= 31 else None


READERS: dict[str, Callable[[tuple[str, ...], Table], Any]] = {
    "number": read_number,
    "mixednumber": read_number,
    "ordinalnumber": read_ordinal,
    "yearnumber": read_year,
    "daywords": read_day,
}
