"""The cache: what it keeps, what it refuses, and that it never stands in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.store import FILE_NAME, Store, clean, default_folder, digest, info


def filled(folder, **values):
    store = Store(folder)
    for key, value in values.items():
        store.put(key.encode(), value)
    store.close()
    return folder / FILE_NAME


def test_what_was_put_is_there_the_next_time(tmp_path):
    filled(tmp_path, a=b"1", b=b"\0" * 100_000)
    store = Store(tmp_path)
    assert (store.get(b"a"), store.get(b"b"), store.get(b"c")) == (b"1", b"\0" * 100_000, None)
    assert store.notes == []
    store.close()


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_two_sequences_share_no_digest(one, other):
    assert (digest(*one) == digest(*other)) == (one == other)


def _foreign(path):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("create table something (x)")
    connection.commit()
    connection.close()


def _of_another_version(path):
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 99")
    connection.close()


def _changed(path):
    connection = sqlite3.connect(path)
    connection.execute("update entry set value = x'00'")
    connection.commit()
    connection.close()


def _retyped(path):
    connection = sqlite3.connect(path)
    connection.execute("update entry set value = 'text'")
    connection.commit()
    connection.close()


BROKEN = {
    "no database": lambda path: path.write_bytes(b"this is no database at all" * 100),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "overwritten": lambda path: path.write_bytes(path.read_bytes()[:100] + os.urandom(8000)),
    "foreign": _foreign,
    "another version": _of_another_version,
    "words that are no text": lambda path: path.write_bytes(
        path.read_bytes().replace(b"unique", b"\xdenique")
    ),
    "a changed value": _changed,
    "a value of another type": _retyped,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_or_foreign_cache_is_set_aside_with_a_note(tmp_path, name):
    path = filled(tmp_path, a=b"1" * 3000, b=b"2" * 3000)
    BROKEN[name](path)
    store = Store(tmp_path)
    assert store.get(b"a") is None
    store.close()
    assert [note.code for note in store.notes] == ["cache-set-aside"]
    assert [note.level for note in store.notes] == ["note"]
    assert path.with_suffix(".broken").exists()
    filled(tmp_path, a=b"3")
    again = Store(tmp_path)
    assert (again.get(b"a"), again.notes) == (b"3", [])
    again.close()


def test_an_empty_file_is_a_new_cache(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"")
    filled(tmp_path, a=b"1")
    store = Store(tmp_path)
    assert (store.get(b"a"), store.notes) == (b"1", [])
    store.close()


def test_a_cache_that_cannot_be_written_is_a_note(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "below")
    store.put(b"a", b"1")
    assert store.get(b"a") is None
    store.close()
    assert [note.code for note in store.notes] == ["cache-unusable"]


def test_what_no_build_asks_for_is_dropped_in_the_end(tmp_path):
    filled(tmp_path, old=b"1", kept=b"2")
    for number in range(70):
        store = Store(tmp_path)
        assert store.get(b"kept") == b"2"
        store.put(b"new", b"%d" % number)
        store.close()
    store = Store(tmp_path)
    assert (store.get(b"old"), store.get(b"kept")) == (None, b"2")
    store.close()


def test_builds_that_had_nothing_to_write_make_nothing_old(tmp_path):
    filled(tmp_path, articles=b"1", report=b"2")
    for _ in range(200):
        store = Store(tmp_path)
        assert store.get(b"report") == b"2"
        store.close()
    filled(tmp_path, report=b"3")
    store = Store(tmp_path)
    assert store.get(b"articles") == b"1"
    store.close()


def test_what_is_only_looked_at_stays_while_others_write(tmp_path):
    filled(tmp_path, articles=b"1")
    for number in range(200):
        filled(tmp_path, decisions=b"%d" % number)
        store = Store(tmp_path)
        assert store.get(b"articles") == b"1"
        store.close()


def test_two_builds_at_once_share_it(tmp_path):
    def build(number):
        store = Store(tmp_path)
        for entry in range(300):
            store.put(f"{number}-{entry}".encode(), b"x" * 200)
        store.close()
        problems.extend(store.notes)

    problems: list[object] = []
    threads = [threading.Thread(target=build, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert info(tmp_path).entries == 1200


def test_a_build_that_is_killed_leaves_a_cache_that_works(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path; from timeline.store import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for n in range(1200): store.put(str(n).encode(), b'x' * 500)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    store = Store(tmp_path)
    assert store.get(b"0") == b"x" * 500
    assert store.notes == []
    store.close()


def test_clean_deletes_the_cache_and_nothing_else(tmp_path):
    filled(tmp_path, a=b"1")
    (tmp_path / "mine.txt").write_text("mine")
    deleted = list(clean(tmp_path))
    assert [path.name for path in deleted] == [FILE_NAME]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert not info(tmp_path).exists


def test_where_it_lies(tmp_path):
    assert default_folder(tmp_path, {}) == tmp_path / ".timeline-cache"
    assert str(default_folder(None, {"HOME": "/h"})) == "/h/.cache/timeline"
    assert str(default_folder(None, {"HOME": "/h", "XDG_CACHE_HOME": "/x"})) == "/x/timeline"
    assert default_folder(None, {}) is None


def test_it_keeps_itself_out_of_git(tmp_path):
    filled(tmp_path / ".timeline-cache", a=b"1")
    assert (tmp_path / ".timeline-cache" / ".gitignore").read_text() == "*\n"
