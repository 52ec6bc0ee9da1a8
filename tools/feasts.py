"""Write timeline/temporal/feasts.toml: the days of feasts of other calendars, as the ``holidays`` library has them.

    python tools/feasts.py [--check]

The library takes half a second to import, too long for a tagger; its days fit into a table of a few kilobytes. Days
that are not yet observed are the library's estimates.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hebrew import _HebrewLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar

FIRST, LAST = 1925, 2070
TARGET = Path(__file__).resolve().parent.parent / "timeline" / "temporal" / "feasts.toml"
ISLAMIC = {
    "ramadan": "ramadan_beginning_dates",
    "eid-al-fitr": "eid_al_fitr_dates",
    "eid-al-adha": "eid_al_adha_dates",
    "ashura": "ashura_dates",
    "mawlid": "mawlid_dates",
    "islamic-new-year": "hijri_new_year_dates",
}
HEBREW = ("passover", "rosh_hashanah", "yom_kippur", "hanukkah", "purim", "sukkot")
HINDU = ("diwali", "holi")
CHINESE = ("lunar_new_year", "mid_autumn")


def days() -> Iterable[tuple[str, date]]:
    """Every feast with every day it falls on."""
    islamic = _IslamicLunar()
    for year in range(FIRST, LAST + 1):
        for name, method in ISLAMIC.items():
            for day, _ in getattr(islamic, method)(year):
                if day.year == year:
                    yield name, day
        for calendar, names in (
            (_HebrewLunisolar(), HEBREW),
            (_HinduLunisolar(), HINDU),
            (_ChineseLunisolar(), CHINESE),
        ):
            for name in names:
                found = getattr(calendar, f"{name}_date")(year)
                first = found[0] if isinstance(found, tuple) else found
                for day in first if isinstance(first, set) else [first]:
                    if day:
                        yield name.replace("_", "-"), day


def table() -> str:
    """The file: per feast, its days in order."""
    by_name: dict[str, list[str]] = {}
    for name, day in sorted(set(days())):
        by_name.setdefault(name, []).append(day.isoformat())
    lines = ["# Made by tools/feasts.py from the holidays library; do not edit. First days, Gregorian."]
    for name, found in by_name.items():
        lines.append(f'{name} = "{" ".join(found)}"')
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table, or with --check say whether it is the one that is there."""
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text() == table() else f"{TARGET.name} is not what tools/feasts.py makes")
    TARGET.write_text(table())


if __name__ == "__main__":
    main()
