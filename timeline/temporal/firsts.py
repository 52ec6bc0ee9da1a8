"""With which classes a rule's pattern can begin, so that only those rules are tried that may match somewhere.

The regular expressions that :mod:`timeline.temporal.grammar` makes use a small part of the syntax: groups,
look-aheads that forbid, sets, single classes, ``|`` and the quantifiers ``?``, ``*`` and ``+``.
"""

from __future__ import annotations

import re

_PIECE = re.compile(r"\(\?P<\w+>|\(\?:|\(\?!|\(|\)|\[[^]]*\]|[|?*+^$]|.", re.DOTALL)


def first_classes(source: str) -> frozenset[str]:
    """The characters that a match can begin with.

    >>> sorted(first_classes("(?P<x>a?(?:[bc]|d*e)f)"))
    ['a', 'b', 'c', 'd', 'e']
    >>> sorted(first_classes("(?!z)(?P<x>(?:a|b)+c)"))
    ['a', 'b']

    Raises :class:`ValueError` where the pattern could match nothing at all, or is not closed.
    """
    pieces = _PIECE.findall(source)
    firsts, empty, end = _alternatives(pieces, 0)
    if end != len(pieces):
        raise ValueError("a bracket is not open")
    if empty:
        raise ValueError("the pattern can match nothing")
    return frozenset(firsts)


def _alternatives(pieces: list[str], at: int) -> tuple[set[str], bool, int]:
    """What ``a|b|c`` can begin with, whether it can be empty, and where it ends."""
    firsts, empty, at = _sequence(pieces, at)
    while at < len(pieces) and pieces[at] == "|":
        more, other_empty, at = _sequence(pieces, at + 1)
        firsts |= more
        empty |= other_empty
    return firsts, empty, at


def _sequence(pieces: list[str], at: int) -> tuple[set[str], bool, int]:
    firsts: set[str] = set()
    empty = True
    while at < len(pieces) and pieces[at] not in "|)":
        more, piece_empty, at = _piece(pieces, at)
        if at < len(pieces) and pieces[at] in "?*+":
            piece_empty |= pieces[at] != "+"
            at += 1
        if empty:
            firsts |= more
            empty = piece_empty
    return firsts, empty, at


def _piece(pieces: list[str], at: int) -> tuple[set[str], bool, int]:
    piece = pieces[at]
    if piece in "^$":
        return set(), True, at + 1
    if piece[0] == "(":
        firsts, empty, at = _alternatives(pieces, at + 1)
        if at >= len(pieces):
            raise ValueError("a bracket is not closed")
        return (set(), True, at + 1) if piece == "(?!" else (firsts, empty, at + 1)
    if len(piece) > 1:
        return set(piece[1:-1]), False, at + 1
    return {piece}, False, at + 1
