"""Front matter: YAML between ``---`` (Jekyll, Hugo), TOML between ``+++`` (Hugo), ``Key: value`` lines (Pelican)."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec

from timeline.errors import Diagnostic

LIMIT = 64 * 1024
_FENCED = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<inner>.*?)(?:^|\n)(?P<end>---|\.\.\.|\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_META = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}):[ \t]*(?P<value>.*)$")
_META_KEYS = frozenset(
    [
        "title",
        "date",
        "author",
        "authors",
        "category",
        "tags",
        "slug",
        "summary",
        "status",
        "lang",
        "modified",
    ]
)


class FrontMatter(msgspec.Struct, frozen=True):
    """Fields, the text after them, and what could not be understood."""

    fields: dict[str, Any]
    rest: str
    problem: Diagnostic | None = None


def split(text: str, where: str) -> FrontMatter:
    """Fields and body; without front matter no fields and the whole text.

    >>> split("---\\ntitle: A\\ndate: 2016-12-11\\n---\\nBody.", "a.md").fields
    {'title': 'A', 'date': '2016-12-11'}
    >>> split("Title: A\\nDate: 2016-12-11\\n\\nBody.", "a.md").rest
    'Body.'
    """
    head = text[:LIMIT]
    if head.lstrip()[:3] in ("---", "+++"):
        match = _FENCED.match(head)
        if match is None or (match["fence"] == "+++") != (match["end"] == "+++"):
            if re.match(r"\s*(?:---|\+\+\+)[ \t]*\n\s*[\w-]+\s*[:=]", head):
                return FrontMatter(
                    {},
                    text,
                    _problem(
                        where,
                        "the front matter is never closed",
                        "Close it with a line that holds only --- (YAML) or +++ (TOML).",
                    ),
                )
            return FrontMatter({}, text)
        rest = text[match.end() :]
        return (
            _yaml(match["inner"], rest, where)
            if match["fence"] == "---"
            else _toml(match["inner"], rest, where)
        )
    if head[:1] == "{":
        return _json(text, where)
    return _meta(text)


def _yaml(inner: str, rest: str, where: str) -> FrontMatter:
    import yaml

    # The base loader leaves every scalar as it is written: a date stays a date, 20:54 is no number in base sixty.
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        fields = yaml.load(inner, Loader=loader)  # noqa: S506 (the base loader makes strings, lists and maps only)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it is nested too deeply"
        line = f" in its line {mark.line + 1}" if mark else ""
        return FrontMatter(
            {},
            rest,
            _problem(
                where,
                f"the YAML front matter cannot be read{line}: {reason}",
                "Mend it; a value with a colon in it needs quotation marks.",
            ),
        )
    return _mapping(fields, inner, rest, where)


def _toml(inner: str, rest: str, where: str) -> FrontMatter:
    try:
        fields: object = tomllib.loads(inner)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return FrontMatter(
            {},
            rest,
            _problem(
                where,
                f"the TOML front matter cannot be read: {error}",
                "Mend it; text needs quotation marks in TOML.",
            ),
        )
    return _mapping(fields, inner, rest, where)


def _mapping(fields: object, inner: str, rest: str, where: str) -> FrontMatter:
    if isinstance(fields, dict):
        return FrontMatter({str(key): value for key, value in fields.items()}, rest)
    if not inner.strip():
        return FrontMatter({}, rest)
    return FrontMatter(
        {},
        rest,
        _problem(where, "the front matter holds no fields", "Write one field a line, as title: A headline."),
    )


def _json(text: str, where: str) -> FrontMatter:
    """Hugo's JSON front matter: an object alone at the head."""
    match = re.match(r"\{\n.*?\n\}[ \t]*\n", text[:LIMIT], re.DOTALL)
    if not match:
        return FrontMatter({}, text)
    try:
        fields = msgspec.json.decode(match[0])
    except (msgspec.DecodeError, RecursionError):
        return FrontMatter({}, text)
    return FrontMatter(fields, text[match.end() :]) if isinstance(fields, dict) else FrontMatter({}, text)


def _meta(text: str) -> FrontMatter:
    """Pelican's ``Key: value`` lines at the head; they count only when a key is one that Pelican knows."""
    fields: dict[str, Any] = {}
    at = 0
    key = ""
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        match = _META.match(line)
        if match:
            key = match["key"].lower()
            fields[key] = match["value"].strip()
        elif key and line[:4] == "    ":
            fields[key] = f"{fields[key]} {line.strip()}"
        else:
            break
        at = end + 1
    if "title" in fields and len(_META_KEYS & fields.keys()) >= 2 and (at >= len(text) or not line.strip()):
        return FrontMatter(fields, text[at:].lstrip("\n"))
    return FrontMatter({}, text)


def _problem(where: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(where=where, code="front-matter", message=message, hint=hint)
