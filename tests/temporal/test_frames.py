"""On which side of the day of writing a weekday or a month lies, in the sentences that news is made of: each frame with every
time in its place.
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
def test_a_month_to_come_and_when_that_was_said(plan: str) -> None:
    for ahead, back in permutations(MONTHS, 2):
        text = f"{plan.format(ahead)}, officials said in {back}."
        found = {each.text: each.value for each in tag(text, WRITTEN.isoformat())}
        numbers = {f"{date(2016, n, 1):%B}": f"-{n:02}" for n in range(1, 13)}
        assert found == {ahead: f"2017{numbers[ahead]}", back: f"2016{numbers[back]}"}, text
