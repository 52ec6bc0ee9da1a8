"""The text of ``corrections.toml``, block by block: one is set, added or removed, and every other line stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

import tomlkit

if TYPE_CHECKING:
    from tomlkit.items import AoT

TableName = Literal["correction", "event", "article"]
Fields = Mapping[str, Any]
Entries = list[dict[str, Any]]

KEYS: Mapping[TableName, tuple[str, ...]] = {
    "correction": ("article", "exact", "prefix", "suffix", "id"),
    "event": ("id",),
    "article": ("id",),
}
"""What names an entry of each table."""


def put(text: str, table: TableName, key: Fields, entry: Fields | None) -> str:
    """The file's text with one entry set, or removed where ``entry`` is ``None``; all else stays to the letter.

    An entry is found by its key (``article``, ``exact``, ``prefix``, ``suffix``, or ``id``). A new one stands before
    the first of its table that sorts behind it, so that two people's decisions seldom meet in one place.

    >>> print(put("# ours\\n", "correction", {"article": "a", "exact": "on Sunday"}, {"value": "2016-12-11"}), end="")
    # ours
    <BLANKLINE>
    [[correction]]
    article = "a"
    exact = "on Sunday"
    value = "2016-12-11"
    """
    known = entries(text, table)
    number = next((n for n, one in enumerate(known) if key_of(table, one) == key_of(table, key)), None)
    if entry is None:
        return text if number is None else _without(text, table, known, number)
    given = {name: value for name, value in (*key.items(), *entry.items()) if value is not None}
    return add(text, table, given) if number is None else _changed(text, table, known, number, given)


def entries(text: str, table: TableName) -> Entries:
    """The entries of one table, in the file's order."""
    found: Entries = tomllib.loads(text).get(table, [])
    return found


def key_of(table: TableName, entry: Fields) -> tuple[str, ...]:
    """What names an entry, comparable."""
    return tuple(str(entry.get(name) or "") for name in KEYS[table])


def _item(value: Any) -> Any:
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        rows = tomlkit.array()
        for row in value:
            inline = tomlkit.inline_table()
            inline.update(row)
            rows.append(inline)
        return rows
    return value


def _block(table: str, fields: Fields) -> str:
    rows = tomlkit.table()
    for name, value in fields.items():
        rows[name] = _item(value)
    return f"[[{table}]]\n{tomlkit.dumps(rows).strip()}\n"


def add(text: str, table: TableName, fields: Fields, block: str | None = None) -> str:
    """The text with a new block, by lines: nothing else is touched, so a diff shows the decision alone.

    ``block`` is the block as somebody wrote it, with its comments.
    """
    known = entries(text, table)
    block = block or _block(table, fields)
    end = text.rstrip("\n")
    appended = f"{end}\n\n{block}" if end else block
    behind = next((n for n, one in enumerate(known) if key_of(table, one) > key_of(table, fields)), None)
    lines = text.splitlines(keepends=True)
    span = None if behind is None else _span(lines, table, known, behind)
    if span is None:
        return appended
    at = _with_comments(lines, span[0])
    return "".join(lines[:at]) + f"{block}\n" + "".join(lines[at:])


def written(text: str, table: TableName, number: int) -> str | None:
    """One block as it stands in the text, with the comments above it; ``None`` where it cannot be cut out safely."""
    lines = text.splitlines(keepends=True)
    span = _span(lines, table, entries(text, table), number)
    return None if span is None else "".join(lines[_with_comments(lines, span[0]) : span[1]]).rstrip() + "\n"


def _with_comments(lines: list[str], at: int) -> int:
    """The first of the comment lines that stand right above a line."""
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _changed(text: str, table: TableName, known: Entries, number: int, fields: Fields) -> str:
    """The text with other fields in one block, which keeps its comments."""
    lines = text.splitlines(keepends=True)
    span = _span(lines, table, known, number)
    document = tomlkit.parse("".join(lines[slice(*span)]) if span else text)
    found = cast("AoT", document[table])[0 if span else number]
    for name in [name for name in found if name not in fields]:
        del found[name]
    for name, value in fields.items():
        if name not in found or found[name] != value:
            found[name] = _item(value)
    block = tomlkit.dumps(document)
    return "".join([*lines[: span[0]], block, *lines[span[1] :]]) if span else block


def _without(text: str, table: TableName, known: Entries, number: int) -> str:
    lines = text.splitlines(keepends=True)
    span = _span(lines, table, known, number)
    if span is None:
        document = tomlkit.parse(text)
        del cast("AoT", document[table])[number]
        return tomlkit.dumps(document)
    kept, rest = (part.strip("\n") for part in ("".join(lines[: span[0]]), "".join(lines[span[1] :])))
    return "\n\n".join(filter(None, (kept, rest))) + ("\n" if kept or rest else "")


def _span(lines: list[str], table: TableName, known: Entries, number: int) -> tuple[int, int] | None:
    """The lines of one block, from its header to its last key; ``None`` where a header's look-alike inside a string
    of several lines makes counting lines unsafe."""
    headers = _header_lines(lines, table)
    if len(headers) != len(known):
        return None
    start = headers[number]
    after = next((n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("[[")), len(lines))
    while not lines[after - 1].strip() or lines[after - 1].lstrip().startswith("#"):
        after -= 1
    return start, after


def _header_lines(lines: list[str], table: str) -> list[int]:
    """Where the blocks of a table begin."""
    wanted = f"[[{table}]]"
    return [n for n, line in enumerate(lines) if "".join(line.split("#")[0].split()) == wanted]
