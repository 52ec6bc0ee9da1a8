"""``timeline explain``: every time expression in its sentence, what it means, and the derivation."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from timeline.cli.habits import Habits, configured, formats, instant, shared

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from timeline.build import Tagged
    from timeline.model import Article, Resolution


@click.command(short_help="Show every time expression of an article and why it means what.")
@click.argument("file", type=click.Path(exists=True, allow_dash=True), default="-", metavar="[FILE|-]")
@click.option("--dct", metavar="DATE", callback=instant, help="Read the article as if it were written then.")
@formats("text", "json", help="To read, or one JSON record an article.")
@configured
@shared
def explain(habits: Habits, file: str, dct: str | None, format_: str) -> None:
    """Show every time expression of an article in its sentence, what it resolved to, and the derivation.

    \b
    Examples:
      timeline explain wire/market.txt
      timeline explain notes.txt --dct 2016-12-11        as if it were written then
      pbpaste | timeline explain                         what was copied
    """
    from timeline.build import explain_articles
    from timeline.cli.terminal import console

    project = habits.project([file] if file != "-" else [])
    out = console(sys.stdout)
    for tagged in explain_articles(file, project, dct=dct, stdin=sys.stdin.buffer):
        habits.tell(tagged.diagnostics)
        if format_ == "json":
            from timeline.cli.tag import jsonl

            sys.stdout.buffer.write(jsonl(tagged))
        elif tagged.article:
            _article(tagged, tagged.article, out)


def _article(tagged: Tagged, article: Article, out: Console) -> None:
    from timeline.cli.terminal import printable

    out.print(printable(article.title or article.id), style="bold")
    if article.anchor:
        evidence = article.anchor.evidence
        when = " ".join(filter(None, [article.anchor.moment.earliest, article.anchor.zone]))
        source = evidence.source if "." in evidence.source else f"the {evidence.source}"
        out.print(f"  written {when}, says {source}: “{printable(evidence.words)}”")
    else:
        out.print("  no creation time: relative expressions stay open")
    for timex in tagged.resolutions:
        out.print()
        out.print(_sentence(article.text, timex))
        for line in _meaning(timex):
            out.print(f"    {printable(line)}")
    out.print()


def _sentence(text: str, timex: Resolution) -> Text:
    """The sentence around an expression, which stands in guillemets so that it shows without colour."""
    from rich.text import Text

    from timeline.cli.terminal import printable

    start, end = _borders(text, timex.start, timex.end)
    before, words, after = text[start : timex.start], text[timex.start : timex.end], text[timex.end : end]
    return Text.assemble("  ", printable(before), ("»" + printable(words) + "«", "bold"), printable(after))


_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+|\n")


def _borders(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds ``text[start:end]``, near enough for reading, and never more than 600 each way."""
    first = max(0, start - 600)
    left = max((match.end() for match in _SENTENCE_END.finditer(text, first, start)), default=first)
    right = _SENTENCE_END.search(text, end, end + 600)
    return left, len(text[: right.end()].rstrip()) if right else min(len(text), end + 600)


def _meaning(timex: Resolution) -> list[str]:
    head = " ".join(filter(None, [timex.type, timex.value or "no value", timex.mod]))
    if timex.interval:
        first, last = timex.interval.earliest, timex.interval.latest
        when = first if first == last else f"{first or '…'} to {last or '…'}"
        head += f"  ·  {when} ({timex.interval.grain.label})"
    if timex.edtf:
        head += f"  ·  EDTF {timex.edtf}"
    lines = [head + f"  ·  confidence {timex.confidence:.2f}  ·  {timex.rule}"]
    lines += [f"because {step}" if n == 0 else f"        {step}" for n, step in enumerate(timex.why)]
    lines += [f"or {a.value} ({a.confidence:.2f}): {a.why}" for a in timex.alternatives]
    return lines
