"""``timeline.toml`` → :class:`Config`, every fault at once.

A value is looked for in this order: ``--set key=value``, environment (``TIMELINE_…``), ``timeline.toml``,
the default. Unknown keys are refused with the nearest known one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from timeline.errors import CODES, ConfigError, Diagnostic

DateOrder = Literal["DMY", "MDY", "YMD"]
CheckLevel = Literal["error", "warning", "note", "ignore"]

FILE_NAME = "timeline.toml"
LANGUAGES = ("ar", "de", "en", "es", "fr")
"""What the pages can speak: one catalogue each in ``publishing/locale`` (English is in the code)."""
ENVIRONMENT_PREFIX = "TIMELINE_"
OTHER_VARIABLES = frozenset({"TIMELINE_REVIEWER"})
"""Variables of the command line that are no settings."""


class SourceConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one source of articles: matched by ``name``, by folder or by the host of its URL."""

    name: str
    url: str | None = None
    rights: str | None = None
    zone: str | None = None
    paths: tuple[str, ...] = ()


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that a project can say about itself; the defaults build any folder."""

    title: str = "Timeline"
    deck: str = ""
    base_url: str | None = None
    language: str = "en"
    zone: str | None = None
    date_order: DateOrder = "DMY"
    articles: tuple[str, ...] = ("articles",)
    exclude: tuple[str, ...] = ()
    sources: tuple[SourceConfig, ...] = ()
    author: str | None = None
    rights: str | None = None
    full_text: bool = False
    noindex: bool = False
    provenance: bool = True
    search: bool = True
    drafts: bool = False
    embargo: str | None = None
    theme: str | None = None
    corrections: str = "corrections.toml"
    check: dict[str, CheckLevel] = msgspec.field(default_factory=dict)


DESCRIPTIONS: Mapping[str, str] = {
    "title": "The timeline's name, at the head of every page.",
    "deck": "One or two sentences under the title: what the timeline is about.",
    "base_url": "Where the site will be published, for feeds, the sitemap and canonical links; "
    "the pages themselves work anywhere.",
    "language": "The language of the pages (en, de, fr, es, ar). Articles say their own.",
    "zone": "The time zone of articles that name none, as an IANA name: Asia/Damascus.",
    "date_order": "How 11/12/2016 is read: DMY, MDY or YMD.",
    "articles": "Folders, files or archives to read, relative to this file; without the key and a folder of that name, this file's own folder.",
    "exclude": "Patterns of paths to leave out, as in .gitignore.",
    "sources": "What is known of the sources: name, url, rights, zone, and the paths that are theirs.",
    "author": "Who publishes the timeline; feeds ask for it.",
    "rights": "Under which terms; printed at the foot of every page.",
    "full_text": "Publish whole articles. Only for texts that are yours: otherwise quotations of at most 50 words.",
    "noindex": "Ask search engines to stay away.",
    "search": "A search page, where the extra for it is installed: pip install 'timeline[search]'.",
    "provenance": "Write build.json: the digests of program, settings, decisions and articles.",
    "drafts": "Publish articles marked as drafts, too.",
    "embargo": "Hold back articles until this moment, unless they name their own: 2017-03-01T06:00+01:00.",
    "theme": "A folder of templates and style variables that override the built-in ones, relative to this file.",
    "corrections": "The file of your decisions, relative to this file.",
    "check": 'The level of each finding by its code: error, warning, note or ignore, e.g. weekday-mismatch = "error".',
}


SOURCE_DESCRIPTIONS: Mapping[str, str] = {
    "name": "The source's name, as articles and pages give it.",
    "url": "Its home page; an article whose address has the same host is from it.",
    "rights": "Under which terms its words may be quoted; printed beside them.",
    "zone": "The time zone of its stamps that name none: Asia/Damascus.",
    "paths": "Folders whose articles are from it, relative to the folder of articles.",
}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration and where each of its values came from (``default`` where nobody said)."""

    config: Config
    origins: Mapping[str, str]
    file: Path | None = None
    findings: tuple[Diagnostic, ...] = ()
    """What was passed over without being a fault."""


def find(start: Path) -> Path | None:
    """The nearest ``timeline.toml`` in ``start`` (a folder, or a file's own) or above it.

    It is named as ``start`` is: relative to the current folder, as far as it lies below.
    """
    for candidate in (start, *start.parents, *start.resolve().parents):
        if (file := candidate / FILE_NAME).is_file():
            return file
    return None


def load_text(text: str) -> Config | None:
    """The configuration in a piece of TOML, or ``None`` where it holds a fault."""
    faults: list[Diagnostic] = []
    values = {key: value for _, key, value in _from_text(text, FILE_NAME, faults)}
    return None if faults else Config(**values)


def load(
    file: Path | None = None, *, environ: Mapping[str, str] | None = None, settings: Iterable[str] = ()
) -> Settings:
    """Read the configuration from its four places.

    ``environ`` is the process's environment (none when omitted), ``settings`` are ``key=value`` strings. Raises
    :class:`ConfigError` with every fault found in all of them.
    """
    faults: list[Diagnostic] = []
    values: dict[str, Any] = {}
    origins = dict.fromkeys(_FIELDS, "default")
    places = [
        *_from_file(file, faults),
        *_from_environment(environ or {}, faults),
        *_from_settings(settings, faults),
    ]
    for origin, key, value in places:
        values[key], origins[key] = value, origin
    if faults:
        raise ConfigError([*faults, *_not_there(values, origins, file)])
    findings = (*_unknown_variables(environ or {}), *_without_decisions(values, origins, file))
    return Settings(config=Config(**values), origins=origins, file=file, findings=findings)


def _not_there(
    values: Mapping[str, Any], origins: Mapping[str, str], file: Path | None
) -> Iterator[Diagnostic]:
    """Folders that are named and not there: told beside other faults, since alone they are told by who looks for them."""
    root = file.parent if file else Path()
    if (theme := values.get("theme")) and not (root / theme).is_dir():
        yield Diagnostic(where=origins["theme"], line=_said(file, origins, "theme"), code="theme-missing", level="error",
                         message=f"theme: there is no folder '{theme}'", hint="Make it with: timeline theme copy index.html")  # fmt: skip
    for name in values.get("articles", ()):
        if not (root / name).exists():
            yield Diagnostic(where=origins["articles"], line=_said(file, origins, "articles"), code="not-found", level="error",
                             message=f"articles: there is no '{name}'", hint=DESCRIPTIONS["articles"])  # fmt: skip


def _without_decisions(
    values: Mapping[str, Any], origins: Mapping[str, str], file: Path | None
) -> Iterator[Diagnostic]:
    """A file of decisions that is named and not there: they would be missed by nobody."""
    named = values.get("corrections")
    if file and named and origins["corrections"] == file.name and not (file.parent / named).exists():
        yield Diagnostic(where=file.name, line=_said(file, origins, "corrections"), code="corrections-missing",
                         message=f"corrections: there is no file '{named}', so no decision applies",
                         hint="Correct the name, or make the file; it may be empty.")  # fmt: skip


def _said(file: Path | None, origins: Mapping[str, str], key: str) -> int | None:
    """The line on which the file sets a key, where it was the file that did."""
    return _line_of(file.read_text("utf-8-sig"), key) if file and origins[key] == file.name else None


Found = tuple[str, str, Any]
_FIELDS = {field.name: field for field in msgspec.structs.fields(Config)}
_SOURCE_FIELDS = {field.name: field for field in msgspec.structs.fields(SourceConfig)}


def _from_file(file: Path | None, faults: list[Diagnostic]) -> Iterator[Found]:
    if file is None:
        return
    where = file.name
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        faults.append(_fault(where, "the file is not UTF-8", "Save it as UTF-8."))
        return
    yield from _from_text(text, where, faults)


def _from_text(text: str, where: str, faults: list[Diagnostic]) -> Iterator[Found]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        faults.append(_fault(where, f"this is not TOML: {error}", "Mend the line; text values stand in quotes.",
                             int(line[1]) if line else None))  # fmt: skip
        return
    for key, value in table.items():
        line_number = _line_of(text, key)
        before = len(faults)
        if key == "sources":
            _check_sources(value, where, text, faults)
        elif key == "check":
            _check_levels(value, where, text, faults)
        if len(faults) > before:
            continue
        converted = _convert(key, value, where, line_number, faults)
        if converted is not _WRONG:
            yield where, key, converted


def _from_environment(environ: Mapping[str, str], faults: list[Diagnostic]) -> Iterator[Found]:
    for name in sorted(environ):
        key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
        if name.startswith(ENVIRONMENT_PREFIX) and key in _FIELDS:
            converted = _convert_text(key, environ[name], f"${name}", faults)
            if converted is not _WRONG:
                yield f"${name}", key, converted


def _unknown_variables(environ: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Variables that look like ours; no fault, since other programs may own names with this prefix."""
    for name in sorted(environ):
        key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
        if name.startswith(ENVIRONMENT_PREFIX) and key not in _FIELDS and name not in OTHER_VARIABLES:
            told = _unknown(key, _FIELDS, f"${name}")
            yield msgspec.structs.replace(told, code="unknown-variable", level="warning", message="no setting has this name; it was passed over",
                                          hint=told.hint if told.hint.startswith("Did") else "Unset it, if it was meant for this program: `timeline config` lists what there is.")  # fmt: skip


def _from_settings(settings: Iterable[str], faults: list[Diagnostic]) -> Iterator[Found]:
    for setting in settings:
        key, equals, value = setting.partition("=")
        key = key.strip().replace("-", "_") if "." not in key else key.strip()
        where = f"--set {key}"
        if not equals:
            faults.append(_fault(f"--set {setting}", "there is no '='", "Write --set key=value."))
            continue
        head, dot, rest = key.partition(".")
        if dot and head == "check":
            value, key = f'{{"{rest}" = "{value}"}}', head
        converted = _convert_text(key, value, where, faults)
        if converted is not _WRONG:
            yield where, key, converted


_WRONG = object()


def _convert_text(key: str, text: str, where: str, faults: list[Diagnostic]) -> object:
    """A value written as text: as it stands where the key takes text, as TOML elsewhere, lists also by commas."""
    field = _FIELDS.get(key)
    if field is not None and field.type in (str, str | None, DateOrder):
        return _convert(key, text, where, None, faults)
    if field is not None and field.type == tuple[str, ...] and not text.lstrip().startswith("["):
        return _convert(key, [part.strip() for part in text.split(",") if part.strip()], where, None, faults)
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text
    return _convert(key, value, where, None, faults)


def _convert(key: str, value: object, where: str, line: int | None, faults: list[Diagnostic]) -> object:
    if key not in _FIELDS:
        faults.append(_unknown(key, _FIELDS, where, line))
        return _WRONG
    try:
        converted = msgspec.convert(value, _FIELDS[key].type)
        if check := _CHECKS.get(key):
            check(converted)
    except ValueError as error:
        faults.append(_fault(where, f"{key}: {_plain(error, _FIELDS[key].type)}", DESCRIPTIONS[key], line))
        return _WRONG
    return converted


def _zone(value: str | None) -> None:
    from zoneinfo import ZoneInfo

    if value is not None:
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError):
            raise ValueError(f"no time zone is called '{value}'") from None


def _base_url(value: str | None) -> None:
    from urllib.parse import urlsplit

    if value is not None and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
        raise ValueError(f"'{value}' is no web address; it begins with https:// or http://")


def _language(value: str) -> None:
    base, *rest = re.split("[-_]", value)
    if base.lower() not in LANGUAGES:
        raise ValueError(f"the pages do not speak '{value}'; {_near_language(value)}")
    if rest:
        from babel import Locale, UnknownLocaleError

        try:
            Locale.parse(value.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            raise ValueError(f"'{value}' is no language code; did you mean '{base.lower()}'?") from None


def _near_language(value: str) -> str:
    """What was meant instead: a code, by itself or by the language's name in English or in itself."""
    from difflib import get_close_matches

    from babel import Locale

    names = {
        str(Locale(code).get_display_name(of)).casefold(): code for code in LANGUAGES for of in ("en", code)
    }
    names |= {code: code for code in LANGUAGES}
    near = get_close_matches(value.casefold(), names, n=1, cutoff=0.6)
    return f"did you mean '{names[near[0]]}'?" if near else f"they speak {', '.join(LANGUAGES)}"


def _embargo(value: str | None) -> None:
    from datetime import datetime

    if value is not None:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"'{value}' is no ISO 8601 date") from None


def _codes(levels: dict[str, CheckLevel]) -> None:
    from difflib import get_close_matches

    wrong = [code for code in levels if code not in CODES]
    if wrong:
        near = {code: get_close_matches(code, CODES, n=1, cutoff=0.5) for code in wrong}
        told = [
            f"'{code}'" + (f" (did you mean '{found[0]}'?)" if found else "") for code, found in near.items()
        ]
        raise ValueError(f"no finding has the code {', '.join(told)}; docs/diagnostics.md lists them")


_CHECKS: Mapping[str, Callable[[Any], None]] = {
    "check": _codes,
    "zone": _zone,
    "base_url": _base_url,
    "language": _language,
    "embargo": _embargo,
}
_SOURCE_CHECKS: Mapping[str, Callable[[Any], None]] = {"zone": _zone, "url": _base_url}


def _check_sources(value: object, where: str, text: str, faults: list[Diagnostic]) -> None:
    """Every fault of every ``[[sources]]`` table; what is not even a list of tables is left to the conversion."""
    if not isinstance(value, list):
        return
    heads = [match.end() for match in re.finditer(r"^\s*\[\[\s*sources", text, re.MULTILINE)]
    for number, table in enumerate(value):
        if not isinstance(table, dict):
            continue
        head = heads[number] if number < len(heads) else None
        if "name" not in table:
            line = None if head is None else text.count("\n", 0, head) + 1
            faults.append(
                _fault(where, "a source has no name", 'Add name = "…" to this [[sources]] table.', line)
            )
        for key, said in table.items():
            line = _line_of(text, key, head)
            if key not in _SOURCE_FIELDS:
                faults.append(_unknown(key, _SOURCE_FIELDS, where, line, "sources."))
                continue
            try:
                told = msgspec.convert(said, _SOURCE_FIELDS[key].type)
                if check := _SOURCE_CHECKS.get(key):
                    check(told)
            except ValueError as error:
                what = f"sources.{key}: {_plain(error, _SOURCE_FIELDS[key].type)}"
                faults.append(_fault(where, what, SOURCE_DESCRIPTIONS[key], line))


def _check_levels(value: object, where: str, text: str, faults: list[Diagnostic]) -> None:
    """Every fault of the ``[check]`` table, each with its own line."""
    if not isinstance(value, dict):
        return
    head = re.search(r"^\s*\[\s*check\s*\]", text, re.MULTILINE)
    for code, level in value.items():
        line = _line_of(text, code, head.end()) if head else _line_of(text, "check")
        _convert("check", {code: level}, where, line, faults)


def _unknown(
    key: str, known: Iterable[str], where: str, line: int | None = None, prefix: str = ""
) -> Diagnostic:
    from difflib import get_close_matches

    near = get_close_matches(key.lower().replace("-", "_"), list(known), n=1, cutoff=0.5)
    hint = f"Did you mean '{prefix}{near[0]}'?" if near else f"Known keys: {', '.join(known)}."
    return _fault(where, f"unknown key '{prefix}{key}'", hint, line)


def _plain(error: ValueError, type_: Any) -> str:
    """msgspec's message in a reader's words: ``Expected `bool`, got `str``` → ``expected true or false, got text``."""
    message = str(error).split(" - at `")[0]
    if not isinstance(error, msgspec.ValidationError):
        return message
    if wrong := re.fullmatch(r"Invalid enum value ('.*')", message):
        literal = next((part for part in get_args(type_) if get_origin(part) is Literal), type_)
        return f"{wrong[1]} is none of {', '.join(get_args(literal))}"
    words = {"`str`": "text", "`bool`": "true or false", "`array`": "a list", "`object`": "a table",
             "`int`": "a number", "`float`": "a number", "`str | null`": "text", "`null`": "nothing"}  # fmt: skip
    for technical, plain in words.items():
        message = message.replace(technical, plain)
    return message[:1].lower() + message[1:]


def _line_of(text: str, key: str, start: int | None = None) -> int | None:
    """The line on which a key is set, at the top or behind ``start``, the head of its table."""
    said = re.compile(rf"""^\s*\[{{0,2}}\s*["']?{re.escape(key)}["']?\s*[=.\]]""", re.MULTILINE)
    match = said.search(text, start or 0)
    return text.count("\n", 0, match.end()) + 1 if match else None


def _fault(where: str, message: str, hint: str, line: int | None = None) -> Diagnostic:
    return Diagnostic(where=where, code="config", message=message, hint=hint, level="error", line=line)
