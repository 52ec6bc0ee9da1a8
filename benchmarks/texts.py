"""Texts to measure on: the gold corpora where they are at hand, else prose made here, always the same."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = SHARED / "gold"
ARCHIVE = SHARED / "tls" / "t17"
CORPORA = ("timebank.jsonl", "aquaint.jsonl", "wikiwars-train.jsonl")


class Text(TypedDict):
    """One document as every worker reads it."""

    id: str
    dct: str
    text: str


def texts(folder: Path) -> list[Text]:
    """The documents of the gold corpora in a folder; a megabyte of made prose when there are none."""
    found = [folder / name for name in CORPORA if (folder / name).is_file()]
    if not found:
        return list(made(1_000_000))
    documents = []
    for path in found:
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            documents.append(Text(id=document["id"], dct=document["dct"][:10], text=document["text"]))
    return documents


def archive(folder: Path) -> list[Text]:
    """The articles of an archive: ``articles.jsonl`` of each topic in a folder; none where there is no such file."""
    documents = []
    for path in sorted(folder.glob("*/articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            documents.append(Text(id=article["id"], dct=article["date"][:10], text=article["text"]))
    return documents


_SENTENCES = (
    "The council of {place} met {when} to settle the price of grain, which had doubled since the mills closed.",
    "Officials said the crossing would reopen {when}, though nobody on the quay seemed to believe them.",
    "{count} families left {place} with what they could carry, according to the mayor's office.",
    "The second vote, on the harbour dues, was lost by {count} to 212 and drew little comment.",
    "{when}, the ferry company offered its pilots a new contract; they may accept it, their union said.",
    "Fishermen from {place} have long complained that the channel silts up and that no one dredges it.",
    "A spokesman declined to name the buyer, who is thought to have paid about {count} crowns a share.",
    "The bridge, which engineers had called sound {when}, was shut to lorries while inspectors went over it.",
    "In the market square of {place} the stalls were open, and the talk was of the weather and the war.",
    "Nobody was hurt, the brigade said, but the storehouse and {count} barrels of lamp oil were lost.",
)
_WHENS = (
    "on Sunday",
    "last week",
    "in March",
    "two days later",
    "on 14 June 1998",
    "late last year",
    "in the early 1990s",
    "between 3 and 5 May",
    "on the morning of Oct. 9, 2003",
    "for nearly six years",
    "every Friday",
    "yesterday",
    "at 9:30 p.m. on Tuesday",
    "in the third quarter",
)
_PLACES = ("Varna", "Oldport", "the upper valley", "St. Clement", "Marrow Bay", "Kessel")


def made(size: int, seed: int = 7) -> Iterator[Text]:
    """Prose of our own, at least ``size`` characters in documents of about four thousand."""
    draw = random.Random(seed)
    done = number = 0
    while done < size:
        number += 1
        paragraphs = []
        length = 0
        while length < 4000:
            sentences = [
                draw.choice(_SENTENCES).format(
                    place=draw.choice(_PLACES), when=draw.choice(_WHENS), count=draw.randrange(20, 9000)
                )
                for _ in range(draw.randrange(2, 6))
            ]
            paragraphs.append(" ".join(sentence[0].upper() + sentence[1:] for sentence in sentences))
            length += len(paragraphs[-1])
        text = "\n\n".join(paragraphs)
        done += len(text)
        yield Text(id=f"made-{number}", dct=f"2016-{number % 12 + 1:02}-11", text=text)
