"""What the grammar's data cannot say: what is no time after all, and what times that stand together say of each other.

Each refiner is one function with one reason. They run in the order of :data:`REFINERS`.
"""

from __future__ import annotations

from timeline.temporal.eras import years_of_an_era
from timeline.temporal.figures import compare_periods, count_from_figures, drop_halves
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
from timeline.temporal.misread import drop_bent, drop_over, drop_that, drop_verbs, tell_rates
from timeline.temporal.numerals import drop_impossible
from timeline.temporal.shared import (
    date_names,
    day_told_of,
    keep_years,
    say_what_day,
    say_when_in_year,
    share_years,
)

REFINERS = (
    read_hours,
    drop_halves,
    years_of_an_era,
    drop_impossible,
    drop_bent,
    drop_verbs,
    drop_over,
    drop_that,
    tell_rates,
    share_years,
    keep_years,
    day_told_of,
    date_names,
    read_stamps,
    say_what_day,
    say_when_in_year,
    look_to_the_night,
    begin_next_year,
    share_days,
    hours_of_parts,
    carry_halves,
    tell_again,
    cross_midnight,
    begin_at_midnight,
    compare_periods,
    count_from_figures,
)
