"""``timeline tag``: texts in, time expressions out; one document at a time."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from timeline.cli.habits import Habits, configured, formats, instant, shared, strict

if TYPE_CHECKING:
    from timeline.build import Tagged


@click.command(short_help="Find the time expressions of texts and what they mean.")
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, allow_dash=True), metavar="[FILE|FOLDER|-]..."
)
@click.option("--dct", metavar="DATE", callback=instant,
              help="The creation time of documents that do not say theirs: 2016-12-11 or 2016-12-11T20:54+04:00.")  # fmt: skip
@click.option("--input", "input_", type=click.Choice(["auto", "jsonl"]), default="auto", show_default=True,
              help="What is given; 'auto' goes by a file's name and by the first character of standard input.")  # fmt: skip
@formats("jsonl", "timeml", "text", help="A JSON record a document, TimeML documents, or a table to read.")
@strict
@configured
@shared
def tag(
    habits: Habits, files: tuple[str, ...], dct: str | None, input_: str, format_: str, strict: bool
) -> None:
    """Find the time expressions of texts and what they mean.

    JSON lines in, a document a line: {"id", "dct", "lang", "text"}, optionally "genre". JSON lines out, in the same
    order, each written before the next is read. Offsets are code points of the text as given. Plain text is tagged
    from its first character; of other formats, and of a folder's articles, the body is, and the record holds it.

    Without a creation time, relative expressions ("on Sunday") have no value.

    \b
    Examples:
      timeline tag story.txt --dct 2016-12-11 --format text
      timeline tag archive.jsonl > timexes.jsonl
      echo '{"dct": "2016-12-11", "text": "They met on Sunday."}' | timeline tag
    """
    from timeline.build import tag_documents
    from timeline.errors import Diagnostic, InputError

    project = habits.project(file for file in files if file != "-")
    documents = tag_documents(
        files or ("-",), project, dct=dct, jsonl=input_ == "jsonl", stdin=sys.stdin.buffer
    )
    write = {"jsonl": jsonl, "timeml": _timeml, "text": _text}[format_]
    lacking: list[str] = []
    findings: list[Diagnostic] = []
    count = 0
    for tagged in documents:
        habits.tell(tagged.diagnostics)
        findings += tagged.diagnostics
        if tagged.article is None and all(finding.level == "note" for finding in tagged.diagnostics):
            continue
        count += 1
        out = write(tagged)
        sys.stdout.buffer.write(out)
        sys.stdout.buffer.flush()
        if tagged.lacks_anchor:
            lacking.append(_name(tagged))
    if not count and any(map(os.path.isdir, files)):
        raise InputError(Diagnostic(where=", ".join(files), code="no-articles", message="no article was found here", level="error",
                                    hint="Name a file, folder or archive of articles (docs/formats.md)."))  # fmt: skip
    if lacking:
        who = "the document has" if count == 1 else f"{len(lacking)} of {count} documents have"
        findings.append(Diagnostic(where=lacking[0], code="no-dct", message=f"{who} no creation time, so relative expressions have no value",
                                   hint='Give --dct 2016-12-11, or "dct" in each record.'))  # fmt: skip
        habits.tell(findings[-1:])
    habits.fail_on_warnings(findings, strict)


def jsonl(tagged: Tagged) -> bytes:
    """The record of one document."""
    import msgspec

    from timeline.temporal.records import timex_record

    timexes = [timex_record(resolution) for resolution in tagged.resolutions]
    record: dict[str, object] = {"id": tagged.ident, "timexes": timexes}
    if tagged.ident is None and tagged.article:
        record["id"] = tagged.article.id
    if tagged.article is None:
        record["error"] = "; ".join(finding.message for finding in tagged.diagnostics)
    elif not tagged.as_given:
        record |= {"dct": dct(tagged), "text": tagged.article.text}
    return msgspec.json.encode(record) + b"\n"


def dct(tagged: Tagged) -> str | None:
    """The document's creation time in ISO 8601."""
    return tagged.article.anchor.moment.earliest if tagged.article and tagged.article.anchor else None


def _name(tagged: Tagged) -> str:
    return str(tagged.ident or (tagged.article.id if tagged.article else "?"))


def _timeml(tagged: Tagged) -> bytes:
    from timeline.temporal.timeml import write_timeml

    if tagged.article is None:
        return b""
    return write_timeml(tagged.article.text, tagged.resolutions, id=_name(tagged), dct=dct(tagged)).encode()


def _text(tagged: Tagged) -> bytes:
    from timeline.cli.terminal import printable

    if tagged.article is None:
        return b""
    lines = [f"{printable(_name(tagged))} ({dct(tagged) or 'no creation time'})"]
    for timex in tagged.resolutions:
        value = (timex.value or "?") + (f" {timex.mod}" if timex.mod else "")
        lines.append(f"  {timex.start:>6}  {timex.type:<8}  {value:<22}  {printable(timex.text)}")
    return ("\n".join(lines) + "\n\n").encode()
