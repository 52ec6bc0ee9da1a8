"""Findings as text, JSON, GitHub annotations or SARIF 2.1.0, on standard output: the answer of ``check``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from timeline.cli.terminal import counted, printable
from timeline.errors import Diagnostic

SARIF_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def write(findings: Sequence[Diagnostic], format_: str, out: TextIO) -> None:
    """Write all findings in one format."""
    out.write({"text": _text, "json": _json, "github": _github, "sarif": _sarif}[format_](findings))


def _text(findings: Sequence[Diagnostic]) -> str:
    lines = [f"{finding.level}: {printable(str(finding))}" for finding in findings]
    levels = Counter(finding.level for finding in findings)
    told = [counted(levels[level], level) for level in ("error", "warning", "note") if levels[level]]
    return "\n".join([*lines, ", ".join(told) if told else "No problem found."]) + "\n"


def _json(findings: Sequence[Diagnostic]) -> str:
    import msgspec

    records = [
        {"where": d.where, "line": d.line, "column": d.column, "code": d.code, "level": d.level, "message": d.message, "hint": d.hint}
        for d in findings
    ]  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(records), indent=2).decode() + "\n"


def _place(d: Diagnostic) -> tuple[str, int | None]:
    """The file and the line: a record of JSON lines is called by both, ``archive.jsonl:12``."""
    if d.line is None and (record := re.fullmatch(r"(.+\.(?:jsonl|ndjson)(?:\.gz)?):(\d+)", d.where)):
        return record[1], int(record[2])
    return d.where, d.line


def _github(findings: Sequence[Diagnostic]) -> str:
    """Workflow commands; a property escapes also ``:`` and ``,``."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    lines = []
    for d in findings:
        file, line = _place(d)
        properties = {"file": file, "line": line, "col": d.column, "title": d.code}
        told = ",".join(
            f"{key}={escape(str(value)).replace(':', '%3A').replace(',', '%2C')}"
            for key, value in properties.items()
            if value is not None
        )
        level = {"error": "error", "warning": "warning", "note": "notice"}[d.level]
        lines.append(f"::{level} {told}::{escape(f'{d.message}. {d.hint}')}\n")
    return "".join(lines)


def _sarif(findings: Sequence[Diagnostic]) -> str:
    from urllib.parse import quote

    import msgspec

    from timeline import __version__

    def result(d: Diagnostic) -> dict[str, Any]:
        file, line = _place(d)
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
        if line:
            physical["region"] = {"startLine": line} | ({"startColumn": d.column} if d.column else {})
        return {
            "ruleId": d.code,
            "level": SARIF_LEVELS[d.level],
            "message": {"text": f"{d.message}. {d.hint}"},
            "locations": [{"physicalLocation": physical}],
        }

    codes = sorted({d.code for d in findings})
    driver = {"name": "timeline", "version": __version__, "rules": [{"id": code} for code in codes]}
    log = {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [result(d) for d in findings]}],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"
