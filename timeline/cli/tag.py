"""``timeline tag``: texts in, time expressions out; one document at a time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from timeline.cli.habits import Habits, configured, formats, instant, shared

if TYPE_CHECKING:
    from timeline.build import Tagged


@click.command(short_help="Find the time expressions of texts and what they mean.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, allow_dash=True), metavar="[FILE|-]...")
@click.option("--dct", metavar="DATE", callback=instant,
              help="The creation time of documents that do not say theirs: 2016-12-11 or 2016-12-11T20:54+04:00.")  # fmt: skip
@click.option("--input", "input_", type=click.Choice(["auto", "jsonl"]), default="auto", show_default=True,
              help="What is given; 'auto' goes by a file's name and by the first character of standard input.")  # fmt: skip
@formats("jsonl", "timeml", "text", help="A JSON record a document, TimeML documents, or a table to read.")
@configured
@shared
def tag(habits: Habits, files: tuple[str, ...], dct: str | None, input_: str, format_: str) -> None:
    """Find the time expressions of texts and what they mean.

    JSON lines in, a document a line: {"id", "dct", "lang", "text"}, optionally "genre". JSON lines out, in the same
    order, each written before the next is read. Offsets are code points of the text as given. Plain text is tagged
    from its first character; of other formats the article's body is, and the record holds it.

    Without a creation time, relative expressions ("on Sunday") have no value.
    """
    from timeline.build import tag_documents
    from timeline.errors import Diagnostic

    project = habits.project(file for file in files if file != "-")
    documents = tag_documents(
        files or ("-",), project, dct=dct, jsonl=input_ == "jsonl", stdin=sys.stdin.buffer
    )
    write = {"jsonl": jsonl, "timeml": _timeml, "text": _text}[format_]
    lacking: list[str] = []
    number = 0
    for number, tagged in enumerate(documents, 1):
        habits.tell(tagged.diagnostics)
        out = write(tagged)
        sys.stdout.buffer.write(out)
        sys.stdout.buffer.flush()
        if tagged.lacks_anchor:
            lacking.append(str(tagged.id))
    if lacking:
        count = "the document has" if number == 1 else f"{len(lacking)} of {number} documents have"
        habits.tell([Diagnostic(where=lacking[0], code="no-dct", message=f"{count} no creation time, so relative expressions have no value",
                                hint='Give --dct 2016-12-11, or "dct" in each record.')])  # fmt: skip


def jsonl(tagged: Tagged) -> bytes:
    """The record of one document."""
    import msgspec

    from timeline.temporal.records import timex_record

    record: dict[str, object] = {"id": tagged.id, "timexes": [timex_record(r) for r in tagged.resolutions]}
    if tagged.from_article:
        record |= {"dct": tagged.anchor.moment.earliest if tagged.anchor else None, "text": tagged.text}
    return msgspec.json.encode(record) + b"\n"


def _timeml(tagged: Tagged) -> bytes:
    from timeline.temporal.timeml import to_timeml

    return to_timeml(tagged.id, tagged.text, tagged.anchor, tagged.resolutions)


def _text(tagged: Tagged) -> bytes:
    from timeline.cli.terminal import printable

    dct = tagged.anchor.moment.earliest if tagged.anchor else "no creation time"
    lines = [f"{printable(str(tagged.id))} ({dct})"]
    for timex in tagged.resolutions:
        value = timex.value or "?"
        mod = f" {timex.mod}" if timex.mod else ""
        lines.append(f"  {timex.start:>6}  {timex.type:<8}  {value + mod:<22}  {printable(timex.text)}")
    return ("\n".join(lines) + "\n\n").encode()
