"""What changed between two states of a chronology: exports, folders, or revisions of a git repository."""

from __future__ import annotations

import posixpath
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from timeline.build.projects import Project
from timeline.errors import Diagnostic, InputError
from timeline.model import Chronology, Event, Kind
from timeline.reading.names import is_no_article


class _Words(msgspec.Struct):
    """What may be there of the words that date a mention."""

    text: str | None = None


class _Reviewed(msgspec.Struct):
    """What may be there of a person's decision."""

    state: str | None = None
    by: str | None = None
    because: str | None = None


class _Told(msgspec.Struct):
    """What must be there of a mention."""

    article: str
    id: str | None = None
    quote: str | None = None
    published: str | None = None
    timex: _Words | None = None


class _Shape(msgspec.Struct):
    """What must be there of an event record to compare it."""

    id: str
    headline: str
    mentions: list[_Told]
    edtf: str | None = None
    kind: Kind = "happened"
    aliases: list[str] = []
    merged_because: list[str] | None = None
    score: float | None = None
    why_here: str | None = None
    review: _Reviewed | str | None = None
    asserted_by: str | None = None


Find = Callable[[Path], Project]
Records = list[dict[str, Any]]


def records(given: str, find: Find, tell_records: Callable[[Project], Records]) -> Records:
    """The event records of one state: an export (``.jsonl``, ``.json``), a folder or file of articles, or ``REV`` or
    ``REV:FOLDER`` of the git repository here.

    Raises :class:`~timeline.errors.InputError` for what is none of these.
    """
    path = Path(given)
    if path.suffix in (".jsonl", ".json") and path.is_file() and (found := _exported(path)) is not None:
        return found
    if path.is_file() and is_no_article(path.name) and path.suffix not in (".csv", ".tsv"):
        raise _incomparable(given)
    if path.exists():
        try:
            return tell_records(find(path))
        except InputError as error:
            if path.is_file() and error.diagnostics[-1].code == "no-articles":
                raise _incomparable(given) from error
            raise
    with _checked_out(given) as folder:
        return tell_records(find(folder))


def publication(file: Path, out: Path) -> Records:
    """The event records of an earlier publication, given by its ``timeline.json``.

    Raises :class:`~timeline.errors.InputError` for what is no such file, and for the one in ``out``: it is about to be
    replaced, so that the same build would say something else the second time.
    """
    if not file.is_file():
        raise _not_earlier(file, "there is no such file to compare with")
    if file.resolve().is_relative_to(out.resolve()):
        raise _not_earlier(file, "this is the publication that is about to be replaced")
    found = _exported(file) if file.suffix in (".json", ".jsonl") else None
    if found is None:
        raise _not_earlier(file, "this is no export of a chronology")
    return found


def followed(
    chronology: Chronology, earlier: Records, record: Callable[[Event], dict[str, Any]]
) -> Chronology:
    """A chronology in which every event keeps the ids that it had in an earlier publication, and its page, so that old links
    lead to it: also one whose words were edited since. ``record`` makes an event's record."""
    from timeline.chronology.diff import edited, known_as, names

    events = (*chronology.events, *chronology.undated)
    standing = (*chronology.withdrawn, *reversed(events))
    of = {name: event.id for event in standing for name in (event.id, *event.aliases)}
    was = {name for each in earlier for name in names(each)}
    gone = [each for each in earlier if of.keys().isdisjoint(names(each))]
    fresh = [event for event in events if was.isdisjoint((event.id, *event.aliases))]
    become = edited(gone, list(map(record, fresh)))
    now = {gone[old]["id"]: fresh[new].id for old, new in become.items()}
    former: defaultdict[str, list[str]] = defaultdict(list)
    paged: set[str] = set()
    for each in earlier:
        event = now.get(each["id"]) or known_as(each, of) or ""
        former[event] += [name for name in dict.fromkeys(names(each)) if name not in of]
        if each.get("page"):
            paged.add(event)

    def named(event: Event) -> Event:
        more = former.get(event.id, ())
        page = event.page or (event.id in paged and event.when is not None and bool(event.mentions))
        if not more and page == event.page:
            return event
        return msgspec.structs.replace(event, aliases=(*event.aliases, *more), page=page)

    return msgspec.structs.replace(
        chronology, events=tuple(map(named, chronology.events)), undated=tuple(map(named, chronology.undated))
    )


def _exported(path: Path) -> Records | None:
    """The records of an export; ``None`` where the file holds something else, such as articles."""
    data = path.read_bytes()
    try:
        if path.suffix == ".json":
            whole = msgspec.json.decode(data)
            rows = whole.get("events") if isinstance(whole, dict) else whole
        else:
            rows = [msgspec.json.decode(line) for line in data.splitlines() if line.strip()]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    try:
        msgspec.convert(rows, list[_Shape])
    except msgspec.ValidationError:
        return None
    return list(rows or ())


@contextmanager
def _checked_out(given: str) -> Iterator[Path]:
    """A revision's files in a folder of their own, for as long as the context lasts. The work tree is not touched."""
    revision, _, below = given.partition(":")
    hint = "Give an export, a folder of articles, or a revision of the git repository here, such as HEAD~1 or main:seeds."
    if not revision or revision.startswith("-"):
        raise _unknown(given, "there is no such file, folder or revision", hint)
    with tempfile.TemporaryDirectory(prefix="timeline-") as name:
        packed = Path(name) / "tree.tar"
        command = [
            "git",
            "archive",
            "--format=tar",
            f"--output={packed}",
            f"{revision}:{below}" if below else revision,
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell, no option from outside
        except OSError as fault:
            raise _unknown(
                given, "there is no such file or folder, and git is not installed", hint
            ) from fault
        if done.returncode:
            said = done.stderr.strip().splitlines()
            raise _unknown(
                given,
                f"there is no such file, folder or revision ({said[-1] if said else 'git failed'})",
                hint,
            )
        folder = Path(name) / "tree"
        with tarfile.open(packed) as archive:
            within = [member for member in archive if _stays(member)]
            archive.extractall(folder, within, **_CAREFULLY)  # noqa: S202 - only what stays within
        yield folder


_CAREFULLY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python 3.11 knows the filter from its fourth patch on; what git packs has no path that leads out."""


def _stays(member: tarfile.TarInfo) -> bool:
    """Whether a packed file lies within its tree, and a link leads to what does: others are no articles."""
    if not member.issym():
        return member.isreg() or member.isdir()
    target = posixpath.normpath(posixpath.join(posixpath.dirname(member.name), member.linkname))
    return not target.startswith(("/", "../")) and target != ".."


def _not_earlier(file: Path, message: str) -> InputError:
    hint = "Give timeline.json of an earlier build, kept outside of the folder that is built."
    return InputError(
        Diagnostic(where=str(file), code="since-unknown", message=message, hint=hint, level="error")
    )


def _incomparable(given: str) -> InputError:
    hint = "Give an export in the format json or jsonl, or articles."
    return _unknown(given, "this is nothing that can be compared", hint)


def _unknown(given: str, message: str, hint: str) -> InputError:
    return InputError(Diagnostic(where=given, code="diff-unknown", message=message, hint=hint, level="error"))
