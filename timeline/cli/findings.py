"""Findings as text, JSON, GitHub annotations or SARIF 2.1.0, on standard output: the answer of ``check``."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from timeline.cli.terminal import counted, printable
from timeline.errors import Diagnostic

if TYPE_CHECKING:
    from timeline.build import Project

VERSION = 1
"""Of the JSON form: fields may be added, never retyped or taken away (docs/schema/check.schema.json)."""

Locate = Callable[[str], str]


def write(
    findings: Sequence[Diagnostic], format_: str, out: TextIO, locate: Locate = lambda where: where
) -> None:
    """Write all findings in one format. ``locate`` makes a file of what a finding names, as seen from the current folder."""
    if format_ == "text":
        out.write(_text(findings))
    elif format_ == "json":
        out.write(_json(findings))
    else:
        out.write({"github": _github, "sarif": _sarif}[format_](findings, locate))


def locator(project: Project) -> Locate:
    """Where the files of a project's findings lie: a host shows a finding beside its line only when it knows the path.

    Articles are named as from the folder that holds them; a member of an archive is found in the archive.
    """
    roots = [Path(given) for given in (*project.articles, *project.roots) if given != "-"]
    folders = [*(folder for root in roots for folder in (root, root.parent)), project.root]

    def locate(where: str) -> str:
        for folder in folders:
            named = folder / where
            for path in (named, *named.parents):
                # By os.path, to which a name that no file can have is none.
                if os.path.isfile(path) or (path == named and os.path.islink(path)):  # noqa: PTH113, PTH114
                    return os.path.relpath(path).replace(os.sep, "/")
        return where

    return locate


def _text(findings: Sequence[Diagnostic]) -> str:
    lines = [f"{finding.level}: {printable(str(finding))}" for finding in findings]
    levels = Counter(finding.level for finding in findings)
    told = [counted(levels[level], level) for level in ("error", "warning", "note") if levels[level]]
    return "\n".join([*lines, ", ".join(told) if told else "No problem found."]) + "\n"


def _json(findings: Sequence[Diagnostic]) -> str:
    import msgspec

    levels = Counter(finding.level for finding in findings)
    counts = {level: levels[level] for level in ("error", "warning", "note")}
    told = {"version": VERSION, "counts": counts, "findings": records(findings)}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def records(findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Findings as the JSON of ``check`` has them."""
    names = ("where", "line", "column", "code", "level", "message", "hint")
    return [{name: getattr(finding, name) for name in names} for finding in findings]


def _place(d: Diagnostic, locate: Locate) -> tuple[str, int | None]:
    """The file and the line: a record of JSON lines is called by both, ``archive.jsonl:12``."""
    if d.line is None and (record := re.fullmatch(r"(.+\.(?:jsonl|ndjson|csv|tsv)(?:\.gz)?):(\d+)", d.where)):
        return locate(record[1]), int(record[2])
    return locate(d.where), d.line


def _github(findings: Sequence[Diagnostic], locate: Locate) -> str:
    """Workflow commands; a property escapes also ``:`` and ``,``."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    lines = []
    for d in findings:
        file, line = _place(d, locate)
        properties = {"file": file, "line": line, "col": d.column, "title": d.code}
        told = ",".join(
            f"{key}={escape(str(value)).replace(':', '%3A').replace(',', '%2C')}"
            for key, value in properties.items()
            if value is not None
        )
        level = {"error": "error", "warning": "warning", "note": "notice"}[d.level]
        lines.append(f"::{level} {told}::{escape(f'{d.message}. {d.hint}')}\n")
    return "".join(lines)


def _sarif(findings: Sequence[Diagnostic], locate: Locate) -> str:
    from urllib.parse import quote

    import msgspec

    from timeline import __version__

    def result(d: Diagnostic) -> dict[str, Any]:
        file, line = _place(d, locate)
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
        if line:
            physical["region"] = {"startLine": line} | ({"startColumn": d.column} if d.column else {})
        return {
            "ruleId": d.code,
            "level": d.level,
            "message": {"text": f"{d.message}. {d.hint}"},
            "locations": [{"physicalLocation": physical}],
        }

    codes = {d.code: d for d in reversed(findings)}
    rules = [
        {"id": code, "shortDescription": {"text": code.replace("-", " ")}, "help": {"text": codes[code].hint}}
        for code in sorted(codes)
    ]
    driver = {"name": "timeline", "version": __version__, "rules": rules}
    log = {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [result(d) for d in findings]}],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"
