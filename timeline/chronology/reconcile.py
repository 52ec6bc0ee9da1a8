"""Two people's corrections as one file: what a merge by lines cannot know, a merge by decisions can.

Git merges the file line by line, and decisions apart from each other need no more. Where both people wrote at one place
(the first decisions of a project; the same article) it leaves its conflict markers; here both sides are read as
decisions, and each is kept. Only what both decided about the same words, and differently, is left to people: both blocks
then stand in the file, one below the other.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from timeline.chronology.blocks import KEYS, Fields, TableName, add, entries, key_of, put, written
from timeline.chronology.corrections import parse_corrections
from timeline.errors import CorrectionsError, Diagnostic

_SIGNATURE = ("because", "by", "on")
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})( .*)?$")


class Reconciled(NamedTuple):
    """The one file, and the quoted words (or ids) that both decided differently."""

    text: str
    disputed: tuple[str, ...]


def reconcile(base: str, ours: str, theirs: str) -> Reconciled:
    """The decisions of both sides; ``base`` is what both began with, or nothing where that is not known.

    The text is ours, with theirs put in as they are written. Raises :class:`~timeline.errors.CorrectionsError` where one
    of the three is no valid corrections file.

    >>> a, b = put("", "event", {"id": "a"}, {"headline": "A"}), put("", "event", {"id": "b"}, {"headline": "B"})
    >>> [entry["id"] for entry in entries(reconcile("", b, a).text, "event")]
    ['a', 'b']
    """
    for text in (base, ours, theirs):
        parse_corrections(text.encode())
    disputed: list[str] = []
    for table in KEYS:
        ours, more = _table(table, base, ours, theirs)
        disputed += more
    return Reconciled(ours, tuple(disputed))


def _table(table: TableName, base: str, ours: str, theirs: str) -> tuple[str, list[str]]:
    """Our text with one table of theirs in it, and what is disputed."""
    disputed = []
    old, own = _by_key(base, table), _by_key(ours, table)
    others = _by_key(theirs, table)
    for number, entry in enumerate(entries(theirs, table)):
        name = key_of(table, entry)
        if others[name] is not entry and others[name] != entry:
            continue  # an earlier one of two about the same words: the later wins
        before, mine = old.get(name), own.get(name)
        if entry in (before, mine):
            continue
        if mine is None:
            ours = add(ours, table, entry, written(theirs, table, number))
            continue
        joined = _joined(before or {}, mine, entry)
        if joined is None:
            ours = add(ours, table, entry, written(theirs, table, number))
            disputed.append(str(entry.get("exact") or entry.get("id")))
        else:
            ours = put(ours, table, _key(table, entry), joined)
    for name, before in old.items():
        if name not in others and own.get(name) == before:
            ours = put(ours, table, _key(table, before), None)
    return ours, disputed


def _by_key(text: str, table: TableName) -> dict[tuple[str, ...], dict[str, Any]]:
    return {key_of(table, entry): entry for entry in entries(text, table)}


def _key(table: TableName, entry: Fields) -> Fields:
    return {name: entry[name] for name in KEYS[table] if name in entry}


def _joined(base: Fields, ours: Fields, theirs: Fields) -> dict[str, Any] | None:
    """What both changed, field by field; ``None`` where they decided one thing differently."""
    found: dict[str, Any] = {}
    for name in dict.fromkeys((*ours, *theirs)):
        old, mine, other = base.get(name), ours.get(name), theirs.get(name)
        if other in (mine, old):
            value = mine
        elif mine == old:
            value = other
        elif name == "because":
            value = f"{mine} / {other}"
        elif name in _SIGNATURE:
            value = mine
        else:
            return None
        if value is not None:
            found[name] = value
    contradictory = {"drop", "keep"} <= found.keys() or {"merge", "split"} <= found.keys()
    return None if contradictory else found


def sides(text: str) -> tuple[str, str, str]:
    """Base (as far as the markers tell it), ours and theirs of a text with git's conflict markers.

    >>> sides("a\\n<<<<<<< HEAD\\nb\\n=======\\nc\\n>>>>>>> other\\n")
    ('', 'a\\nb\\n', 'a\\nc\\n')
    """
    base: list[str] = []
    ours: list[str] = []
    theirs: list[str] = []
    here, told = "", False
    for line in text.splitlines(keepends=True):
        if marker := _MARKER.match(line.rstrip("\r\n")):
            here = marker[1][0]
            told = told or here == "|"
            here = "" if here == ">" else here
            continue
        for sign, side in (("<", ours), ("|", base), ("=", theirs)):
            if here in ("", sign):
                side.append(line)
    return "".join(base) if told else "", "".join(ours), "".join(theirs)


def resolve(text: str, where: str) -> Reconciled:
    """The text without its conflict markers, every decision of both sides kept.

    Raises :class:`~timeline.errors.CorrectionsError` where a side is no valid file by itself.
    """
    base, ours, theirs = sides(text)
    try:
        tomllib.loads(base)
    except tomllib.TOMLDecodeError:
        base = ""
    try:
        return reconcile(base, ours, theirs)
    except CorrectionsError as fault:
        told = "; ".join(one.message for one in fault.diagnostics)
        raise CorrectionsError(
            Diagnostic(where=where, code="corrections-invalid", level="error",
                       message=f"the two sides of the conflict cannot be told apart: {told}",
                       hint="Remove the markers by hand: keep both blocks, each with its own [[correction]] line.")
        ) from fault  # fmt: skip
