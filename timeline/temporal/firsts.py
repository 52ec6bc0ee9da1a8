"""With which two classes a rule's match can begin, so that only those rules are tried that may match somewhere.

The regular expressions that :mod:`timeline.temporal.grammar` makes use a small part of the syntax: groups,
look-aheads that forbid, sets, single classes, ``|`` and the quantifiers ``?``, ``*`` and ``+``.
"""

from __future__ import annotations

import re

Classes = frozenset[str]
Opening = tuple[Classes, ...]
"""The classes of the first place and, where the match goes on, of the second."""
_LONG = 2
_PIECE = re.compile(r"\(\?P<\w+>|\(\?:|\(\?!|\(|\)|\[[^]]*\]|[|?*+^$]|.", re.DOTALL)
_NOTHING: frozenset[Opening] = frozenset({()})


def openings(source: str) -> dict[Classes, Classes | None]:
    """What a match can begin with: first classes, and the second ones that go with them (``None``: any, or none).

    >>> found = openings("(?P<x>a?(?:[bc]|d)e*)")
    >>> sorted(("".join(sorted(first)), second and "".join(sorted(second))) for first, second in found.items())
    [('a', 'bcd'), ('bc', None), ('d', None)]

    Raises :class:`ValueError` where the pattern could match nothing at all, or is not closed.
    """
    pieces = _PIECE.findall(source)
    found, end = _alternatives(pieces, 0)
    if end != len(pieces):
        raise ValueError("a bracket is not open")
    if () in found:
        raise ValueError("the pattern can match nothing")
    table: dict[Classes, Classes | None] = {}
    for opening in found:
        first, known = opening[0], table.get(opening[0], frozenset())
        table[first] = None if known is None or len(opening) < _LONG else known | opening[1]
    return table


def _alternatives(pieces: list[str], at: int) -> tuple[frozenset[Opening], int]:
    found, at = _sequence(pieces, at)
    while at < len(pieces) and pieces[at] == "|":
        more, at = _sequence(pieces, at + 1)
        found |= more
    return found, at


def _sequence(pieces: list[str], at: int) -> tuple[frozenset[Opening], int]:
    found = _NOTHING
    while at < len(pieces) and pieces[at] not in "|)":
        more, at = _piece(pieces, at)
        if at < len(pieces) and pieces[at] in "?*+":
            if pieces[at] != "?":
                more |= _joined(more, more)
            if pieces[at] != "+":
                more |= _NOTHING
            at += 1
        found = _joined(found, more)
    return found, at


def _joined(left: frozenset[Opening], right: frozenset[Opening]) -> frozenset[Opening]:
    return frozenset(
        joined
        for one in left
        for joined in ([one] if len(one) == _LONG else [(one + two)[:_LONG] for two in right])
    )


def _piece(pieces: list[str], at: int) -> tuple[frozenset[Opening], int]:
    piece = pieces[at]
    if piece in "^$":
        return _NOTHING, at + 1
    if piece[0] == "(":
        found, at = _alternatives(pieces, at + 1)
        if at >= len(pieces):
            raise ValueError("a bracket is not closed")
        return (_NOTHING if piece == "(?!" else found), at + 1
    return frozenset({(frozenset(piece[1:-1] if len(piece) > 1 else piece),)}), at + 1
