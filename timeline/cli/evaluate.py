"""``timeline evaluate``: how good the engine is on gold annotations."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.cli.habits import Habits, answer, formats, shared


@click.command(short_help="Score the engine against gold annotations.")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--errors", type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="Write what went wrong here, one JSON object a line.")  # fmt: skip
@click.option("--split", type=click.Choice(["dev", "held-out"]),
              help="Only this part: a third of the documents, chosen by their ids, is held out.")  # fmt: skip
@formats("text", "json", help="Tables to read, or all figures as one JSON object.")
@shared
def evaluate(habits: Habits, gold: Path, errors: Path | None, split: str | None, format_: str) -> None:
    """Score the engine against gold annotations, with the measures of TempEval-3.

    GOLD is a file of JSON lines ({"id", "text", "dct", "timexes": [{"start", "end", "text", "type", "value"}]}), a
    TimeML file (.tml), or a folder of either. Printed: strict, relaxed, type and value precision, recall and F1, in
    all and by type, grain and rule, the agreement of modifiers, and how far the engine's confidence can be trusted.

    \b
    Examples:
      timeline evaluate gold.jsonl
      timeline evaluate gold/ --split dev --errors errors.jsonl
    """
    from timeline.cli.terminal import counted
    from timeline.errors import Diagnostic, InputError
    from timeline.temporal.evaluation import as_text, predictor, read_gold, split_of, write_errors
    from timeline.temporal.evaluation import evaluate as score

    documents = (one for one in read_gold(gold) if split in (None, split_of(one.id)))
    report = score(documents, predictor())
    if not report.total.gold:
        part = f" of the part '{split}'" if split else ""
        if report.documents:
            what = f"no time expression is annotated in {counted(report.documents, 'document')}{part}"
            hint = 'Give each its "timexes": [{"start", "end", "text", "type", "value"}], or TimeML with TIMEX3 elements.'
        else:
            what, hint = f"no document{part}", "Leave --split away, or give more documents."
        raise InputError(
            Diagnostic(where=str(gold), code="gold-empty", message=what, hint=hint, level="error")
        )
    if errors:
        write_errors(report, errors)
        habits.say(f"{len(report.errors)} errors written to {errors}")
    if format_ == "json":
        answer(report.as_dict())
    else:
        click.echo(as_text(report))
