"""A corpus of invented articles: `python benchmarks/corpus.py N FOLDER [--text]`.

Each is about 3 kB of dated sentences in the manner of agency copy, all from word lists here and a seeded generator, so
that the same call gives the same bytes. Places, people and agencies are invented. The stories overlap: an event is told
by several articles on the following days, as in a real archive.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

PLACES = ["Ardent Bay", "Corvale", "Dunmere", "Eastholm", "Farrow Point", "Glanmouth", "Hest", "Ironbridge", "Karsten",
          "Lowmoor", "Marisk", "Northgate", "Oakhollow", "Pellworth", "Quarrel Hill", "Ravensey", "Saltmarsh", "Tarn",
          "Upper Wend", "Vassel", "Westerby", "Yarrow", "Zell"]  # fmt: skip
GROUPS = ["the harbour board", "the transport ministry", "the coast guard", "the teachers' union", "a regional court",
          "the water company", "the army", "rebel fighters", "the opposition", "a monitoring group", "the mayor's office",
          "the hospital", "a shipping firm", "the central bank", "the election commission"]  # fmt: skip
DEEDS = ["closed the bridge", "reopened the port", "called off a strike", "seized a warehouse", "signed an agreement",
         "ordered an inquiry", "lost control of the depot", "evacuated two districts", "raised its forecast",
         "rejected the ruling", "began repairs", "launched an offensive", "released 40 prisoners", "cut 300 jobs",
         "restored power", "withdrew from the valley", "announced a ceasefire", "counted the votes again"]  # fmt: skip
REASONS = ["after days of talks", "despite warnings from residents", "following a complaint by fishermen",
           "as floodwater rose", "under pressure from the capital", "to the surprise of observers",
           "in the face of large protests", "for the first time in two years", "while negotiators met abroad"]  # fmt: skip
FILLER = ["Residents described queues outside shops and a heavy presence of police near the old market.",
          "The road along the river remained passable, though lorries were told to take the longer way.",
          "Neither side would say how many people were affected, and figures could not be checked independently.",
          "Shopkeepers swept broken glass from the pavement and said that they would open as usual.",
          "The town lies on a plain that has been fought over, farmed and flooded for as long as records exist.",
          "A spokeswoman declined to comment beyond a short statement, which gave no reasons.",
          "Analysts said that the decision would cost more than it saved, and that nobody had been asked."]  # fmt: skip
SYLLABLES = ["bar", "col", "den", "el", "fas", "gor", "hal", "in", "jor", "kel", "lam", "mor", "nes", "ol", "per", "quin", "ros",
             "sal", "tor", "ul", "ven", "wal", "yar", "zor"]  # fmt: skip
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]  # fmt: skip
FIRST = date(2014, 1, 6)
ABOUT = 3_000
DATED = 0.2
"""So much of what is told is dated: ten time expressions and thirteen statements in 3 kB, where news has 7 to 12 and 6 to 12
(four topics of Timeline17, AQUAINT, TimeBank, read by this program)."""


def article(number: int, total: int, seed: int = 11) -> tuple[str, str, str]:
    """Title, day and body of one article; the dates spread over three years.

    Most of what is told is this article's own (it has a name or a number that no other has); one event is shared with
    three others of the same days.
    """
    rng = random.Random(f"{seed}:{number}")
    day = FIRST + timedelta(days=number * 1095 // max(total, 1))
    story = random.Random(f"{seed}:story:{number // 4}")
    who, deed, where = story.choice(GROUPS), story.choice(DEEDS), story.choice(PLACES)
    toll = story.randint(20, 900)
    title = _title(number, who.removeprefix("the ").removeprefix("a "), deed, where)
    told = WEEKDAYS[(day.weekday() - number % 4) % 7]
    body = [
        f"{where}: {who.capitalize()} {deed} in {where} on {told}, {toll} days into the dispute, officials said."
    ]
    length = len(body[0])
    while length < ABOUT:
        sentence = _dated(rng, day, number) if rng.random() < DATED else _plain(rng)
        body.append(sentence)
        length += len(sentence) + 1
    paragraphs = [" ".join(body[at : at + 3]) for at in range(0, len(body), 3)]
    return title, day.isoformat(), "\n\n".join(paragraphs)


def _title(number: int, who: str, deed: str, where: str) -> str:
    """A headline of its own for each article of a story: of articles of one headline all but the last are old versions."""
    return (
        f"{who.capitalize()} {deed} in {where}",
        f"{where}: {who} {deed}",
        f"Questions in {where} after {who} {deed}",
        f"What is known of the day when {who} {deed} in {where}",
    )[number % 4]


def _name(rng: random.Random) -> str:
    """An invented family name."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()


def _dated(rng: random.Random, day: date, number: int) -> str:
    who, deed, why, place = (
        rng.choice(GROUPS).capitalize(),
        rng.choice(DEEDS),
        rng.choice(REASONS),
        rng.choice(PLACES),
    )
    then = day - timedelta(days=rng.randint(1, 700))
    name, count = _name(rng), rng.randint(11, 9_999)
    return rng.choice([
        f"{who} {deed} near {place} on {rng.choice(WEEKDAYS)}, {why}, according to {name}.",
        f"In {MONTHS[then.month - 1]} {then.year} {who.lower()} {deed} at {name} Street, {why}.",
        f"On {then.day} {MONTHS[then.month - 1]} {then.year} {count:,} people left {place} after {who.lower()} {deed}.",
        f"{name}, who speaks for {who.lower()}, said on {rng.choice(WEEKDAYS)} that the work in {place} would go on.",
        f"Talks between {name} and {_name(rng)} are due to resume in {place} next {rng.choice(WEEKDAYS)}.",
        f"Two days earlier {count:,} households at {name} had been told to boil their water.",
        f"{name} lost the post late last year, and won it back three weeks ago, {why}.",
    ])  # fmt: skip


def _plain(rng: random.Random) -> str:
    name, place = _name(rng), rng.choice(PLACES)
    return rng.choice([
        rng.choice(FILLER),
        f"The road from {place} to {name} remained passable, though lorries were told to take the longer way.",
        f"{name} swept broken glass from the pavement and said that the shop would open as usual.",
        f"Neither side would say how many of the {rng.randint(11, 9_999):,} people in {place} were affected.",
        f"It is a plain that has been fought over, farmed and flooded for as long as {name} and its records exist.",
        f"A spokesman for {name} declined to comment beyond a statement of {rng.choice(['one line', 'a few words', 'regret'])}.",
    ])  # fmt: skip


def write(total: int, folder: Path, markdown: bool = True) -> int:
    """Write the corpus; gives its size in bytes."""
    size = 0
    for number in range(total):
        title, day, body = article(number, total)
        path = folder / day[:4] / day[5:7] / f"{day}-{number:06}.{'md' if markdown else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {title!r}\ndate: {day}\n---\n\n" if markdown else f"{title}\n\n{day}\n\n"
        size += path.write_text(head + body + "\n", "utf-8")
    return size


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("total", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", action="store_true", help="plain text instead of Markdown")
    options = parser.parse_args()
    print(
        f"{write(options.total, options.folder, not options.text):,} characters in {options.total:,} articles"
    )
