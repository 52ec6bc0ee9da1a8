"""The one writer of ``corrections.toml``: nothing that a person decided is lost.

The file stays what a person would write: comments, order and hand edits are kept (tomlkit), a new decision is put
where its article's others stand. Every change goes first into a journal beside the file (``.corrections.journal``,
append-only, one JSON object a line) and then, in one step, into the file; after a crash between the two the change is
made again. So undo reaches back without limit, and replaying the journal gives the file. Two processes take turns by
a lock.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import msgspec

from timeline.chronology.blocks import KEYS, Fields, TableName, entries, key_of, put
from timeline.chronology.corrections import Corrections, conflict_lines, parse_corrections
from timeline.chronology.reconcile import reconcile, resolve
from timeline.errors import CorrectionsError, Diagnostic, OutputError


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the journal.

    ``put`` replaces the entry that ``key`` names by ``after`` (none: removes it); ``text`` is the whole file after an
    edit by other hands, so that a replay needs nothing else. ``undoes`` is the number of the change that it takes back.
    """

    number: int
    kind: Literal["put", "text"]
    table: TableName = "correction"
    key: dict[str, Any] = {}
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    text: str | None = None
    undoes: int | None = None
    step: int = 0
    """Changes that were made in one step share it: they are undone together."""
    to: str = ""
    """Digest of the file's bytes after the change."""


Decisions = list[tuple[TableName, Fields, Fields | None]]
"""Entries to set: table, key, and the fields without the key; ``None`` removes."""

_DECODER = msgspec.json.Decoder(Change)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def replay(changes: Iterator[Change] | list[Change]) -> str:
    """The file that a journal leads to."""
    text = ""
    for change in changes:
        text = _applied(text, change)
    return text


def _applied(text: str, change: Change) -> str:
    if change.kind == "text":
        return change.text or ""
    return put(text, change.table, change.key, change.after)


def merge_file(base: Path, ours: Path, theirs: Path) -> tuple[str, ...]:
    """Put the decisions of ``theirs`` into the file ``ours``; the words that both decided differently.

    Raises :class:`~timeline.errors.CorrectionsError` where one of them is no valid file.
    """
    texts = []
    for path in (base, ours, theirs):
        data = path.read_bytes()
        parse_corrections(data)
        texts.append(data.decode("utf-8-sig"))
    found = reconcile(*texts)
    Ledger(ours).replace(found.text)
    return found.disputed


class Ledger:
    """The corrections file of a project, to be written to. Every method takes the lock for as long as it runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journal = path.with_name(f".{path.stem}.journal")

    def read(self) -> tuple[str, Corrections]:
        """The text and what it says. Raises :class:`~timeline.errors.CorrectionsError`."""
        text = self._text()
        return text, parse_corrections(text.encode(), self.path.name)

    def mend(self) -> None:
        """Make the change that a crash cut off between the journal and the file."""
        if self._cut_off(self._text(), self.history()) is not None:
            with self._locked():
                self._caught_up()

    def decide(self, decisions: Decisions | Callable[[Corrections], Decisions]) -> str:
        """Set entries (table, key, fields without the key; ``None`` removes), all in one step; the new text.

        What depends on the decisions that stand is given as a function of them: nobody writes between the two.

        The file is on the disk when this returns. Raises :class:`~timeline.errors.CorrectionsError` when the file
        does not hold TOML at present or would not be valid after, :class:`~timeline.errors.OutputError` when it
        cannot be written.
        """
        with self._locked():
            text, changes = self._caught_up()
            step = changes[-1].step + 1 if changes else 1
            fresh: list[Change] = []
            if callable(decisions):
                decisions = decisions(parse_corrections(text.encode(), self.path.name))
            for table, key, fields in decisions:
                before = self._entry(text, table, key)
                number = len(changes) + len(fresh) + 1
                after = None if fields is None else dict(fields)
                text = put(text, table, key, after)
                fresh.append(
                    Change(number=number, kind="put", table=table, key=dict(key), before=before, after=after, step=step, to=_digest(text))
                )  # fmt: skip
            return self._commit(text, fresh)

    def undo(self) -> Change | None:
        """Take the last step that still stands back; ``None`` when there is nothing left to undo.

        An edit by other hands is nobody's step here: undo passes over it and leaves it as it is.
        """
        with self._locked():
            text, changes = self._caught_up()
            undone = {change.undoes for change in changes if change.undoes}
            standing = [c for c in changes if c.kind == "put" and c.undoes is None and c.number not in undone]
            if not standing:
                return None
            step = standing[-1].step
            fresh: list[Change] = []
            for change in reversed([c for c in standing if c.step == step]):
                text = put(text, change.table, change.key, change.before)
                fresh.append(
                    Change(number=len(changes) + len(fresh) + 1, kind="put", table=change.table, key=change.key, before=change.after,
                           after=change.before, undoes=change.number, step=changes[-1].step + 1, to=_digest(text))
                )  # fmt: skip
            self._commit(text, fresh)
            return standing[-1]

    def resolve(self) -> tuple[str, ...] | None:
        """Keep every decision of both sides of git's conflict markers; the words that both decided differently.

        ``None`` where there is no conflict.

        Raises as :meth:`decide`.
        """
        with self._locked():
            text = self._text()
            if not conflict_lines(text.encode()):
                return None
            found = resolve(text, self.path.name)
            self.replace(found.text)
            return found.disputed

    def history(self) -> list[Change]:
        """The journal; a last line that a crash cut off does not count."""
        try:
            data = self.journal.read_bytes()
        except FileNotFoundError:
            return []
        changes = []
        for line in data.split(b"\n")[:-1]:
            try:
                changes.append(_DECODER.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError) as fault:
                raise CorrectionsError(
                    Diagnostic(where=self.journal.name, line=len(changes) + 1, code="journal-broken", level="error",
                               message="the undo journal holds a line that is none of its own",
                               hint=f"Move {self.journal.name} away: {self.path.name} itself stays as it is, only undo begins anew.")
                ) from fault  # fmt: skip
        return changes

    # ------------------------------------------------------------------------------------------------------

    def _text(self) -> str:
        try:
            return self.path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as fault:
            raise CorrectionsError(
                Diagnostic(where=self.path.name, code="corrections-invalid", level="error",
                           message="the file is not UTF-8", hint="Save it as UTF-8.")
            ) from fault  # fmt: skip

    def _entry(self, text: str, table: TableName, key: Fields) -> dict[str, Any] | None:
        found = next((one for one in entries(text, table) if key_of(table, one) == key_of(table, key)), None)
        return None if found is None else {k: v for k, v in found.items() if k not in KEYS[table]}

    def _caught_up(self) -> tuple[str, list[Change]]:
        """The file and its journal, in step: a change cut off by a crash is made, an edit by other hands is noted."""
        self._mend_journal()
        text, changes = self._text(), self.history()
        if (_digest(text) if text else "") == (
            changes[-1].to if changes and changes[-1].to != _digest("") else ""
        ):
            return text, changes
        parse_corrections(text.encode(), self.path.name)
        cut = self._cut_off(text, changes)
        if cut is not None:
            self.replace(cut)
            return cut, changes
        step = changes[-1].step if changes else 0
        change = Change(number=len(changes) + 1, kind="text", text=text, step=step, to=_digest(text))
        self._append([change])
        return text, [*changes, change]

    @staticmethod
    def _cut_off(text: str, changes: list[Change]) -> str | None:
        """What the file should hold, when it stands where the last step of the journal began."""
        if not changes or changes[-1].kind == "text":
            return None
        first = next(
            n for n, change in enumerate(changes) if change.step == changes[-1].step and change.kind == "put"
        )
        began = changes[first - 1].to if first else _digest("")
        if _digest(text) != began:
            return None
        for change in changes[first:]:
            text = _applied(text, change)
        return text

    def _mend_journal(self) -> None:
        """Cut a half-written last line off."""
        try:
            with self.journal.open("r+b") as file:
                data = file.read()
                if data and not data.endswith(b"\n"):
                    file.truncate(data.rfind(b"\n") + 1)
        except FileNotFoundError:
            pass

    def _commit(self, text: str, fresh: list[Change]) -> str:
        parse_corrections(text.encode(), self.path.name)
        self._append(fresh)
        self.replace(text)
        return text

    def _append(self, changes: list[Change]) -> None:
        encoded = b"".join(msgspec.json.encode(change) + b"\n" for change in changes)
        with self._told(), self.journal.open("ab") as file:
            size = file.tell()
            try:
                file.write(encoded)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise

    def replace(self, text: str) -> None:
        """Write the whole file in one step; no journal knows of it."""
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            with self._told():
                with temporary.open("w", encoding="utf-8", newline="") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise OutputError(
                Diagnostic(where=str(self.path), code="cannot-write", level="error",
                           message=f"the decision could not be written: {fault.strerror}",
                           hint="Make room or give this user the right to write here, then decide again.")
            ) from fault  # fmt: skip

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._told():
            file = self.journal.with_suffix(".lock").open("a")
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)
