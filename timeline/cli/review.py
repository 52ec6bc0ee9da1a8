"""``timeline review``: one decision at a time, in the browser or from the terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from timeline.cli.habits import (
    F,
    Habits,
    answer,
    articles,
    clock,
    clock_kept,
    configured,
    formats,
    kept,
    port,
    shared,
    working,
)

if TYPE_CHECKING:
    from timeline.build import Project
    from timeline.preview.desk import Desk
    from timeline.preview.queue import Item
    from timeline.preview.view import Piece


class _WithPage(click.Group):
    """A group whose own name, with or without ARTICLES, opens the page."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front, unless a command or a request for help stands there, or is still to be typed."""
        if not args and ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            near = get_close_matches(args[0], self.commands, n=1) if args else ()
            if near and not Path(args[0]).exists():
                raise click.UsageError(
                    f"There is no command or file {args[0]!r}. Did you mean {near[0]!r}?", ctx
                )
            args = ["page", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands, and files, since ARTICLES may stand there, too."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


@click.group(
    cls=_WithPage,
    short_help="Decide what is doubtful, one key a decision.",
    subcommand_metavar="[ARTICLES]... | COMMAND [ARGS]...",
)
def review() -> None:
    """Decide what is doubtful, one key a decision.

    `timeline review [ARTICLES]` opens a page that shows one decision at a time, the most rewarding first, with all its
    evidence. Decisions are kept in corrections.toml beside the articles; the articles are never changed. The commands
    below do the same from a terminal or a script; their PROJECT is a folder with timeline.toml, or any folder of articles.

    \b
    Examples:
      timeline review                            the project in this folder, in the browser
      timeline review list --format json         the queue, for a script
      timeline review accept 1f0c9ab23d41        it stands as it is
      timeline review set 1f0c9ab23d41 --date "last Friday" --because "the agency corrected itself"
    """


@review.command(short_help="Open the page (what `timeline review` alone does).")
@articles()
@port
@click.option("--open/--no-open", "open_", default=False, help="Open it in the browser.")
@click.option(
    "--by", metavar="NAME", envvar="TIMELINE_REVIEWER", help="Who decides; kept with each decision."
)
@clock
@working
@configured
@shared
def page(
    habits: Habits, articles: tuple[str, ...], port: int | None, open_: bool, by: str | None, now: str | None
) -> None:
    """Open the review of ARTICLES in the browser, at an address of this machine that no other can reach.

    \b
    Example:
      timeline review page wire/ --no-open --by mk        the address is printed
    """
    from timeline.cli.preview import needed

    needed("review")
    import secrets
    from threading import Thread

    from timeline.chronology.ledger import Ledger
    from timeline.errors import TimelineError
    from timeline.preview.live import Live, finder
    from timeline.preview.review import Review
    from timeline.preview.run import run
    from timeline.preview.serve import application
    from timeline.preview.when import warmed

    find = finder(articles, habits.config, habits.settings, os.environ)
    Ledger(find().corrections).mend()
    with habits.means(find()) as means:
        live = Live(find, means, now)
        live.report = habits.tell
        if not live.rebuild():
            raise TimelineError(live.faults)
    token = secrets.token_urlsafe(24)
    reviewing = Review(live, token, by)
    # Reading dates takes half a second to load: nobody should wait for it when they press the first `e`.
    Thread(target=warmed, daemon=True).start()

    def started(address: str) -> None:
        left = reviewing.desk.progress.left
        habits.say(f"{left} to decide: {address}-/review/  Every decision is kept at once; Ctrl-C ends it.")
        if open_:
            click.launch(f"{address}-/review/")

    run(
        live, application(live, reviewing.routes()), host="127.0.0.1", port=port, token=token, started=started
    )


def _on_project(command: F) -> F:
    """``--project``: where the decisions are."""
    option = kept("-C", "--project", "where", keep="where", metavar="PROJECT", type=click.Path(exists=True), help="The project; otherwise the one in this folder.")  # fmt: skip
    return configured(shared(option(command)))


def _reading(command: F) -> F:
    """``--project``, and with what its chronology is made."""
    return _on_project(clock_kept(working(command)))


def _deciding(command: F) -> F:
    """The same, and ``--by``: who decides."""
    return _reading(kept("--by", keep="by", metavar="NAME", envvar="TIMELINE_REVIEWER", help="Who decides; kept with the decision.")(command))  # fmt: skip


_given = click.argument("project", required=False, type=click.Path(exists=True), metavar="[PROJECT]")


def _project(habits: Habits, given: str | None = None) -> Project:
    where = given or habits.where
    return habits.project((where,) if where else ())


def _desk(habits: Habits, given: str | None = None) -> Desk:
    from timeline.build import tell
    from timeline.chronology.ledger import Ledger
    from timeline.preview.desk import Desk

    project = _project(habits, given)
    ledger = Ledger(project.corrections)
    ledger.mend()
    with habits.means(project) as means:
        return Desk(ledger, tell(project, now=habits.now, means=means), habits.by)


def _rows(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    from timeline.preview.view import row
    from timeline.publishing.dates import Dates

    dates = Dates("en")
    return [row(item, dates) for item in items]


@review.command("list", short_help="The queue, the most rewarding decision first.")
@click.option("--all", "all_", is_flag=True, help="Every event, also those in no doubt.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N.")
@_given
@formats("text", "json")
@_reading
def list_(habits: Habits, project: str | None, all_: bool, limit: int | None, format_: str) -> None:
    """The queue, the most rewarding decision first, with how far the review is.

    \b
    Examples:
      timeline review list --limit 5
      timeline review list --all --format json           every event, for a script
    """
    desk = _desk(habits, project)
    rows = _rows(desk.all if all_ else desk.queue)[:limit]
    progress = desk.progress
    if format_ == "json":
        stale = [
            {"name": one.name, "line": one.finding.line, "said": one.said, "message": one.finding.message}
            for one in desk.lost
            if not one.applies
        ]
        answer({"decided": progress.decided, "total": progress.total, "items": rows, "stale": stale})
        return
    for one in rows:
        mark = {"proposed": "?", "accepted": "✓", "corrected": "✎", "stale": "⟲"}.get(one["state"], "·")
        click.echo(f"{mark} {one['id']}  {one['date'] or 'undated'}: {one['headline']}")
        for doubt in one["doubts"]:
            click.echo(f"    {doubt}")
    for gone in desk.lost:
        if not gone.applies:
            click.echo(
                f"⟲ line {gone.finding.line}, {gone.said}: {gone.finding.message} (timeline review forget {gone.name})"
            )
    click.echo(f"{progress.decided} of {progress.total} decided.")


@review.command(short_help="One event with all its evidence.")
@click.argument("event")
@formats("text", "json")
@_reading
def show(habits: Habits, event: str, format_: str) -> None:
    """One event with all its evidence: the sentence, the derivation, other readings, other sources.

    \b
    Example:
      timeline review show 1f0c9ab23d41
    """
    from timeline.preview.decisions import refuse
    from timeline.preview.view import decision
    from timeline.publishing.dates import Dates

    desk = _desk(habits)
    item = desk.item(event)
    if item is None:
        raise refuse(f"there is no event {event!r}", "Take its id from `timeline review list --all`.")
    told = decision(desk, item, Dates("en"))
    if format_ == "json":
        answer(told)
        return
    lines = [
        told.headline,
        f"  {told.date or 'no date'}  {told.edtf}  {told.kind}{f', says {told.by}' if told.by else ''}  ({told.state}, {told.confidence})",
    ]
    lines += [f"  ? {doubt}" for doubt in told.doubts]
    lines += [
        "",
        "  " + _around(told.passage),
        "",
    ]
    lines += [
        f"  {told.title}{f' · {told.source}' if told.source else ''}{f' · written {told.written}' if told.written else ''}"
    ]
    lines += [f"  because {step}" for step in told.steps]
    lines += [f"  or {choice.words} ({choice.edtf}): {choice.why}" for choice in told.choices]
    lines += [f"  also {other.source}, {other.date}: “{other.text}” ({other.id})" for other in told.others]
    click.echo("\n".join(lines))


_NEAR = 300
"""So many characters of a paragraph are shown on either side of a statement."""


def _around(passage: Sequence[Piece]) -> str:
    """A statement in its paragraph, its date in »«; a long paragraph is cut at the words beside it."""
    marked = [n for n, piece in enumerate(passage) if piece.mark]
    text = [f"»{piece.text}«" if piece.mark == "time" else piece.text for piece in passage]
    if marked:
        before, after = "".join(text[: marked[0]]), "".join(text[marked[-1] + 1 :])
        if len(before) > _NEAR:
            before = "… " + before[-_NEAR:].partition(" ")[2]
        if len(after) > _NEAR:
            after = after[:_NEAR].rpartition(" ")[0] + " …"
        text = [before, *text[marked[0] : marked[-1] + 1], after]
    return "".join(text).replace("\n", " ")


def _decide(habits: Habits, *many: dict[str, Any]) -> None:
    from timeline.preview.decisions import Said

    desk = _desk(habits)
    desk.decide_all([Said(because=habits.because, **said) for said in many])
    habits.say(f"Written to {desk.ledger.path}.")


_because = kept("--because", keep="because", metavar="WORDS", help="Why; shown in the public list of corrections.")  # fmt: skip


@review.command(short_help="Events stand as they are.")
@click.argument("events", nargs=-1, required=True)
@_because
@_deciding
def accept(habits: Habits, events: tuple[str, ...]) -> None:
    """EVENTS stand as they are: a person has seen them.

    \b
    Example:
      timeline review accept 1f0c9ab23d41 77aa03be19c2 --by mk
    """
    _decide(habits, *({"action": "accept", "event": event} for event in events))


@review.command(short_help="Events are none.")
@click.argument("events", nargs=-1, required=True)
@_because
@_deciding
def reject(habits: Habits, events: tuple[str, ...]) -> None:
    """EVENTS are no events and leave the chronology.

    \b
    Example:
      timeline review reject 1f0c9ab23d41 --because "a caption"
    """
    _decide(habits, *({"action": "reject", "event": event} for event in events))


_SETTABLE = (
    ("date", "date", "value"),
    ("headline", "headline", "headline"),
    ("kind", "kind", "kind"),
    ("source", "source", "value"),
)
"""Option, action, field of the decision."""


@review.command("set", short_help="Set an event's date, headline, kind or source; pin it.")
@click.argument("event")
@click.option(
    "--date", metavar="DATE", help="EDTF (2016-12-11, ../2016-12), or words read as of the article's date."
)
@click.option("--headline", metavar="WORDS", help="What its headline shall say.")
@click.option(
    "--kind",
    type=click.Choice(("happened", "ongoing", "planned", "conditional", "denied", "stated")),
    help="What kind of statement it is.",
)
@click.option("--source", metavar="WORDS", help="Who says so; empty where the article itself does.")
@click.option("--mention", metavar="ID", help="The mention that is meant, where an event has several.")
@click.option("--pin", is_flag=True, help="Always on the first page.")
@_because
@_deciding
def set_(habits: Habits, event: str, **given: Any) -> None:
    """Set what EVENT's date, headline, kind or source is.

    \b
    Examples:
      timeline review set 1f0c9ab23d41 --date 2016-12-10 --because "harbour log"
      timeline review set 1f0c9ab23d41 --kind planned --headline "The quay is to reopen"
    """
    wanted: list[dict[str, Any]] = [
        {"action": action, field: given[option]}
        for option, action, field in _SETTABLE
        if given[option] is not None
    ]
    if given["pin"]:
        wanted.append({"action": "pin"})
    if not wanted:
        raise click.UsageError("Say what to set: --date, --headline, --kind, --source or --pin.")
    _decide(habits, *({**one, "event": event, "mention": given["mention"]} for one in wanted))


@review.command(short_help="Events are one.")
@click.argument("event")
@click.argument("others", nargs=-1, required=True)
@_because
@_deciding
def merge(habits: Habits, event: str, others: tuple[str, ...]) -> None:
    """EVENT and OTHERS are one event.

    \b
    Example:
      timeline review merge 1f0c9ab23d41 77aa03be19c2
    """
    _decide(habits, *({"action": "merge", "event": event, "other": other} for other in others))


@review.command(short_help="A mention is another event.")
@click.argument("event")
@click.option(
    "--mention", metavar="ID", help="The mention to set apart; otherwise the one that dates the event."
)
@_because
@_deciding
def split(habits: Habits, event: str, mention: str | None) -> None:
    """A mention of EVENT is an event of its own.

    \b
    Example:
      timeline review split 1f0c9ab23d41
    """
    _decide(habits, {"action": "split", "event": event, "mention": mention})


@review.command(short_help="Add an event that no article tells.")
@click.option("--date", required=True, metavar="DATE", help="EDTF, e.g. 2016-12-11.")
@click.option("--headline", required=True, metavar="WORDS", help="What happened.")
@_because
@_deciding
def add(habits: Habits, date: str, headline: str) -> None:
    """Add an event that no article tells.

    \b
    Example:
      timeline review add --date 2016-12-11 --headline "The quay reopens"
    """
    _decide(habits, {"action": "add", "value": date, "headline": headline})


@review.command(short_help="Remove a decision that applies to nothing now.")
@click.argument("name")
@_deciding
def forget(habits: Habits, name: str) -> None:
    """Remove a decision whose words are gone; `timeline review list` names it.

    \b
    Example:
      timeline review forget 0a1b2c3d4e5f
    """
    _decide(habits, {"action": "forget", "value": name})


@review.command(short_help="Take the last decision back.")
@_given
@_on_project
def undo(habits: Habits, project: str | None) -> None:
    """Take the last decision back; again and again, to the first.

    \b
    Example:
      timeline review undo
    """
    from timeline.chronology.ledger import Ledger

    change = Ledger(_project(habits, project).corrections).undo()
    habits.say("There is nothing to take back." if change is None else "Taken back.")


@review.command(short_help="Keep both sides of a merge conflict in corrections.toml.")
@_on_project
def resolve(habits: Habits) -> None:
    """Take git's conflict markers out of the corrections file and keep every decision of both sides.

    \b
    Example:
      timeline review resolve && git add corrections.toml

    Exit code 1 when both sides decided the same words differently: both blocks then stand in the file, to choose from.
    """
    from timeline.chronology.ledger import Ledger

    path = _project(habits).corrections
    disputed = Ledger(path).resolve()
    if disputed is None:
        habits.say(f"There is no conflict in {path}: nothing was changed.")
        return
    _disputed(habits, disputed, str(path))
    habits.say(f"{path} holds the decisions of both sides. Now: git add {path}")


@review.command("merge-file", short_help="Merge corrections for git, decision by decision.")
@click.argument("base", type=click.Path(exists=True, dir_okay=False))
@click.argument("ours", type=click.Path(exists=True, dir_okay=False, writable=True))
@click.argument("theirs", type=click.Path(exists=True, dir_okay=False))
@shared
def merge_file(habits: Habits, base: str, ours: str, theirs: str) -> None:
    """Merge THEIRS into OURS, as git's merge driver: what both people decided is kept, wherever it stands.

    \b
    Once for each clone, and once for the repository:
      git config merge.timeline.driver "timeline review merge-file %O %A %B"
      echo "corrections.toml merge=timeline" >> .gitattributes
    """
    from timeline.chronology.ledger import merge_file as run

    _disputed(habits, run(Path(base), Path(ours), Path(theirs)), "corrections.toml")


def _disputed(habits: Habits, words: tuple[str, ...], where: str) -> None:
    """Say what two people decided differently, and leave with 1."""
    from timeline.errors import Diagnostic

    if words:
        habits.tell(
            Diagnostic(where=where, code="correction-duplicate", message=f"both sides decided “{one}”, and differently", level="error",
                       hint="Both blocks stand in the file, one below the other: keep one, then `git add` it.")
            for one in words
        )  # fmt: skip
        click.get_current_context().exit(1)
