"""The extraction cache: what was made of each source of articles, kept by the digest of all that made it.

One SQLite file of opaque values with their checksums: no pickles, safe to share between machines, safe to delete at any
time. A file that is corrupt, foreign or of another version is set aside with a note, and the build goes on.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from zlib import crc32

import msgspec

from timeline.errors import Diagnostic

FILE_NAME = "extraction.sqlite3"
FOLDER_NAME = ".timeline-cache"
_APPLICATION = 0x746C696E  # "tlin", in SQLite's header
_VERSION = 2
_DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises; SQLite's own words about it may hold bytes of the file, which are no text."""
_ATTEMPTS = 500
"""How often it is asked for what others hold for a moment; a hundredth of a second lies between."""
_KEEP = 60
"""An entry that was not asked for in so many writings in a row is dropped (at half of them it counts as asked for until
then): some ten to twenty builds that had something to do."""


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """What ``timeline cache info`` tells."""

    path: Path
    exists: bool
    entries: int = 0
    size: int = 0


def default_folder(project: Path | None, environ: Mapping[str, str]) -> Path | None:
    """Where the cache lies unless somebody says otherwise.

    Beside ``timeline.toml`` in ``project``, where that can be written; else in the user's cache folder; ``None`` where
    there is neither.
    """
    if project is not None and os.access(project, os.W_OK):
        return project / FOLDER_NAME
    home = environ.get("XDG_CACHE_HOME") or (environ["HOME"] + "/.cache" if environ.get("HOME") else None)
    return Path(home) / "timeline" if home else None


def digest(*parts: bytes) -> bytes:
    """A digest of a sequence of byte strings, each with its length, so that no two sequences share one."""
    state = hashlib.blake2b(digest_size=20)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()


class Store:
    """A map from digest to bytes on disk. What cannot be opened or written is a note, never an error."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.notes: list[Diagnostic] = []
        self._connection: sqlite3.Connection | None = None
        self._fading: set[bytes] = set()
        self._new: list[tuple[bytes, bytes]] = []
        self._build = 0
        self._wrote = False
        try:
            self._open()
        except sqlite3.OperationalError as error:
            self._give_up(str(error))
        except _DAMAGED as error:
            self._set_aside(str(error))
        except OSError as error:
            self._give_up(error.strerror or str(error))

    def get(self, key: bytes) -> bytes | None:
        """The value of a key, or ``None``; a value that does not fit its checksum is none."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "select value, sum, build from entry where key = ?", (key,)
            ).fetchone()
        except _DAMAGED as error:
            self._set_aside(str(error))
            return None
        if row is None:
            return None
        value, checksum, build = row
        if not isinstance(value, bytes) or crc32(value) != checksum:
            self._set_aside("an entry does not fit its checksum")
            return None
        if build < self._build - _KEEP // 2:
            self._fading.add(key)
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value; it is on disk once :meth:`close` returns."""
        self._new.append((key, value))
        if len(self._new) >= 500:
            self._flush()

    def close(self) -> None:
        """Write what is new, drop what no build asked for in a long time, and let go of the file."""
        self._flush()
        if self._connection is None:
            return
        try:
            if self._wrote or self._fading:
                self._age(self._connection)
        except _DAMAGED as error:
            self._set_aside(str(error))
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _age(self, connection: sqlite3.Connection) -> None:
        """Note what was asked for after a long time, and drop what was not; what only looks ages nothing."""
        with connection:
            connection.executemany(
                "update entry set build = ? where key = ?", ((self._build, key) for key in self._fading)
            )
            connection.execute("delete from entry where build < ?", (self._build - _KEEP,))

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        ignore = self.path.parent / ".gitignore"
        if self.path.parent.name == FOLDER_NAME and not ignore.exists():
            ignore.write_text("*\n")
        fresh = not self.path.exists() or self.path.stat().st_size == 0
        self._connection = sqlite3.connect(self.path, timeout=60)
        _write_ahead(self._connection)
        self._connection.execute("pragma synchronous = normal")
        with self._connection:
            self._connection.execute("begin immediate")
            [[application]] = self._connection.execute("pragma application_id")
            [[version]] = self._connection.execute("pragma user_version")
            if fresh or (application == 0 and version == 0 and not _tables(self._connection)):
                self._connection.execute(f"pragma application_id = {_APPLICATION}")
                self._connection.execute(f"pragma user_version = {_VERSION}")
                self._connection.execute(
                    # numbered rows: a tree of keys that held the values too would have four of them on a page
                    "create table if not exists entry (number integer primary key, key blob not null unique, "
                    "value blob not null, sum integer not null, build integer not null)"
                )
                self._connection.execute("create table if not exists build (number integer not null)")
            elif (application, version) != (_APPLICATION, _VERSION):
                raise sqlite3.DatabaseError("it is not a cache of this version")
            self._connection.execute("create index if not exists entry_build on entry (build)")
            [[self._build]] = self._connection.execute("select coalesce(max(number), 0) from build")

    def _flush(self) -> None:
        if self._connection is None or not self._new:
            self._new.clear()
            return
        try:
            with self._connection:
                if not self._wrote:
                    self._wrote = True
                    self._build += 1
                    self._connection.execute("delete from build")
                    self._connection.execute("insert into build values (?)", (self._build,))
                self._connection.executemany(
                    "insert or replace into entry (key, value, sum, build) values (?, ?, ?, ?)",
                    ((key, value, crc32(value), self._build) for key, value in self._new),
                )
        except sqlite3.OperationalError as error:
            self._give_up(str(error))
        except _DAMAGED as error:
            self._set_aside(str(error))
        self._new.clear()

    def _give_up(self, why: str) -> None:
        self._let_go()
        self._note(
            code="cache-unusable",
            message=f"the cache cannot be used: {why}",
            hint="Everything is made anew; name another folder with --cache.",
        )

    def _set_aside(self, why: str) -> None:
        """Rename the file, so that it can be looked at, and go on without; the next build makes a new one."""
        self._let_go()
        try:
            self.path.replace(self.path.with_suffix(".broken"))
            for leftover in _companions(self.path):
                leftover.unlink(missing_ok=True)
        except OSError:
            pass
        self._note(
            code="cache-set-aside",
            message=f"the cache was set aside: {why}",
            hint="Nothing is lost: the next build fills a new one.",
        )

    def _note(self, *, code: str, message: str, hint: str) -> None:
        self.notes.append(
            Diagnostic(where=str(self.path), code=code, message=message, level="note", hint=hint)
        )

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Readers and a writer at once. For this step SQLite does not wait for others that open or close the file."""
    for attempt in range(_ATTEMPTS):
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.01)


def info(folder: Path) -> Info:
    """What lies in a cache folder."""
    path = folder / FILE_NAME
    if not path.exists():
        return Info(path=path, exists=False)
    size = sum(file.stat().st_size for file in (path, *_companions(path)) if file.exists())
    try:
        with closing(sqlite3.connect(path)) as connection:
            [[entries]] = connection.execute("select count(*) from entry")
    except sqlite3.DatabaseError:
        entries = 0
    return Info(path=path, exists=True, entries=entries, size=size)


def clean(folder: Path) -> Iterator[Path]:
    """Delete the files of a cache, and only those; yields each."""
    path = folder / FILE_NAME
    for file in (path, *_companions(path), path.with_suffix(".broken")):
        if file.exists():
            file.unlink()
            yield file


def _companions(path: Path) -> Iterable[Path]:
    return (path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def _tables(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("select 1 from sqlite_master limit 1").fetchone())
