"""What the grammar's data cannot say: what is no time after all, and what times that stand together say of each other.

Each refiner is one function with one reason. They run in the order of :func:`refiners`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from timeline.temporal.beside import Beside
from timeline.temporal.eras import years_of_an_era
from timeline.temporal.figures import (
    compare_periods,
    count_from_figures,
    drop_halves,
    keep_quarter,
    time_told_of,
    year_of_figures,
    year_of_its_day,
)
from timeline.temporal.hours import (
    begin_at_midnight,
    begin_next_year,
    carry_halves,
    cross_midnight,
    hours_of_parts,
    look_to_the_night,
    share_days,
    tell_again,
)
from timeline.temporal.logs import read_hours, read_stamps
from timeline.temporal.misread import (
    drop_bent,
    drop_counts,
    drop_over,
    drop_than,
    drop_that,
    drop_verbs,
    tell_rates,
)
from timeline.temporal.numerals import drop_impossible
from timeline.temporal.shared import (
    date_names,
    day_told_of,
    keep_years,
    say_what_day,
    say_when_in_year,
    share_weekdays,
    share_years,
    year_of_month,
)
from timeline.temporal.tagger import Timex

Refiner = Callable[[str, list[Timex]], list[Timex]]


def refiners(says: Beside) -> tuple[Refiner, ...]:
    """The refiners of a language, in the order in which they run."""
    return (
        partial(read_hours, says.logs),
        partial(drop_halves, says.figures),
        partial(years_of_an_era, says),
        partial(drop_impossible, says.numerals),
        drop_bent,
        partial(drop_counts, says.misread),
        partial(drop_verbs, says.misread),
        partial(drop_over, says.misread),
        partial(drop_than, says.misread),
        partial(drop_that, says.misread),
        partial(tell_rates, says.misread),
        partial(share_years, says),
        partial(year_of_month, says),
        partial(keep_years, says),
        day_told_of,
        partial(date_names, says),
        partial(read_stamps, says.logs),
        partial(share_weekdays, says),
        partial(say_what_day, says),
        partial(say_when_in_year, says),
        partial(look_to_the_night, says),
        partial(begin_next_year, says),
        partial(share_days, says),
        partial(hours_of_parts, says),
        partial(carry_halves, says),
        partial(tell_again, says),
        partial(cross_midnight, says),
        partial(begin_at_midnight, says),
        partial(year_of_its_day, says.figures),
        partial(compare_periods, says.figures),
        count_from_figures,
        keep_quarter,
        partial(time_told_of, says.figures),
        partial(year_of_figures, says.figures),
    )
