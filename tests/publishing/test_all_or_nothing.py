"""A site is published whole or not at all: real kills, a full disk, folders that may not be written."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from timeline.errors import OutputError
from timeline.publishing import swap
from timeline.publishing.writer import MANIFEST, write

SCRIPT = """
import sys
from pathlib import Path
from timeline.publishing.writer import write
number, out = int(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
write(((f"{n % 7}/{n}.html", f"{'same' if n % 3 else number} {n}".encode() * 300) for n in range(number % 3, 160)), out, keep=len(sys.argv) > 3)
print("done", flush=True)
"""


def site(number):
    return {
        f"{n % 7}/{n}.html": f"{'same' if n % 3 else number} {n}".encode() * 300
        for n in range(number % 3, 160)
    }


def tree(out: Path) -> dict[str, bytes]:
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return {path: data for path, data in found.items() if path != MANIFEST}


def _kill_at_random(tmp_path, times, seed, *keep):
    rng = random.Random(seed)
    out = tmp_path / "site"
    write(site(0).items(), out)
    last, landed = 0, 0
    for number in range(1, times + 1):
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(number), str(out), *keep],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        process.stdout.readline()
        process.stdin.write(b"go\n")
        process.stdin.flush()
        time.sleep(rng.random() * 0.06)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        now = tree(out)
        assert now in (site(last), site(number)), (
            f"neither the old site nor the new one after kill {number} (seed {seed})"
        )
        if now == site(number):
            last, landed = number, landed + 1
    write(site(999).items(), out)
    assert tree(out) == site(999)
    assert {path.name for path in tmp_path.iterdir()} - {".site.timeline-spare"} == {"site"}
    return landed


def test_killed_at_fifty_random_moments(tmp_path):
    _kill_at_random(tmp_path, 50, 7)


def test_killed_at_random_moments_where_the_site_before_the_last_is_kept(tmp_path):
    _kill_at_random(tmp_path, 50, 9, "keep")


def test_the_kept_site_becomes_the_next_one(tmp_path):
    out, spare = tmp_path / "site", tmp_path / ".site.timeline-spare" / "site"
    write(site(0).items(), out, keep=True)
    for number in (1, 2, 4, 3, 3):
        write(site(number).items(), out, keep=True)
        assert tree(out) == site(number)
        assert not [folder for folder in out.iterdir() if folder.is_dir() and not any(folder.iterdir())]
    assert spare.stat().st_ino != out.stat().st_ino
    one, other = spare.stat().st_ino, out.stat().st_ino
    write(site(5).items(), out, keep=True)
    assert (out.stat().st_ino, spare.stat().st_ino) == (one, other)
    assert (tree(out), tree(spare)) == (site(5), site(3))
    write(site(6).items(), out)
    assert (tree(out), spare.parent.exists()) == (site(6), False)


def _written_to(path: Path) -> None:
    path.unlink()
    path.write_bytes(b"not ours")


MEDDLING = {
    "a file written to": lambda spare: _written_to(spare / "1/1.html"),
    "a file more": lambda spare: (spare / "1/more.html").write_bytes(b"more"),
    "a folder in the place of a file": lambda spare: ((spare / "1/1.html").unlink(), (spare / "1/1.html").mkdir()),
    "a link in the place of a file": lambda spare: ((spare / "1/1.html").unlink(), (spare / "1/1.html").symlink_to("8.html")),
    "a file in the place of a folder": lambda spare: (shutil.rmtree(spare / "1"), (spare / "1").write_bytes(b"")),
    "a folder gone": lambda spare: shutil.rmtree(spare / "1"),
    "nothing left": shutil.rmtree,
}  # fmt: skip


@pytest.mark.parametrize("name", MEDDLING)
def test_nothing_is_believed_of_the_kept_site(tmp_path, name):
    out, spare = tmp_path / "site", tmp_path / ".site.timeline-spare" / "site"
    write(site(1).items(), out, keep=True)
    write(site(2).items(), out, keep=True)
    MEDDLING[name](spare)
    write(site(4).items(), out, keep=True)
    assert tree(out) == site(4)


def test_the_kept_site_is_none_behind_a_symbolic_link(tmp_path):
    out, spare = tmp_path / "site", tmp_path / ".site.timeline-spare"
    write(site(1).items(), out, keep=True)
    (tmp_path / "elsewhere/site").mkdir(parents=True)
    (tmp_path / "elsewhere/site/mine.txt").write_text("mine")
    spare.symlink_to(tmp_path / "elsewhere")
    write(site(2).items(), out, keep=True)
    assert tree(out) == site(2)
    assert (tmp_path / "elsewhere/site/mine.txt").read_text() == "mine"


@pytest.mark.soak
def test_killed_at_a_thousand_random_moments(tmp_path):
    assert _kill_at_random(tmp_path, 1000, 11) > 0


def test_killed_at_the_very_first_build(tmp_path):
    out = tmp_path / "site"
    for number in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(number), str(out)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        process.stdout.readline()
        process.stdin.write(b"go\n")
        process.stdin.flush()
        time.sleep(0.01 * number)
        process.kill()
        process.communicate()
        assert not out.exists() or tree(out) in [site(n) for n in range(4)]
    write(site(5).items(), out)
    assert tree(out) == site(5)


def test_a_system_that_cannot_exchange_folders(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    out = tmp_path / "site"
    for number in (1, 2, 3):
        write(site(number).items(), out)
        assert tree(out) == site(number)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_what_was_killed_between_two_renames_is_mended(tmp_path):
    out = tmp_path / "site"
    write(site(1).items(), out)
    out.rename(tmp_path / ".site.timeline-old")
    (tmp_path / ".site.timeline-new").mkdir()
    made = write(site(1).items(), out)
    assert (made.written, made.unchanged) == (0, 160 - 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_file_system_without_hard_links(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    out = tmp_path / "site"
    for number in (1, 2):
        write(site(number).items(), out)
        assert tree(out) == site(number)


def test_other_peoples_files_stay_where_they_are(tmp_path):
    out = tmp_path / "site"
    write(site(1).items(), out)
    (out / "CNAME").write_text("example.org")
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_text("ref")
    inode = out.stat().st_ino
    write(site(2).items(), out)
    assert tree(out) == site(2) | {"CNAME": b"example.org", ".git/HEAD": b"ref"}
    assert out.stat().st_ino == inode, "written in place"


def test_nothing_new_touches_nothing(tmp_path):
    out = tmp_path / "site"
    write(site(1).items(), out)
    before = {path: path.stat().st_mtime_ns for path in [out, *out.rglob("*")]}
    write(site(1).items(), out)
    assert before == {path: path.stat().st_mtime_ns for path in [out, *out.rglob("*")]}


def test_a_failure_half_way_leaves_the_old_site(tmp_path):
    def failing():
        yield from list(site(2).items())[:80]
        raise OSError(28, "No space left on device")

    out = tmp_path / "site"
    write(site(1).items(), out)
    with pytest.raises(OutputError, match="disk is full"):
        write(failing(), out)
    assert tree(out) == site(1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_full_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        out = disk / "site"
        write([("index.html", b"old")], out)
        with pytest.raises(OutputError, match="disk is full"):
            write([("index.html", b"new"), ("large.html", os.urandom(3_000_000))], out)
        assert tree(out) == {"index.html": b"old"}
        write([("index.html", b"newer")], out)
        assert tree(out) == {"index.html": b"newer"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_the_folder_is_a_mount_of_its_own(tmp_path):
    out = tmp_path / "site"
    out.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(out)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        for number in (1, 2):
            write(site(number).items(), out)
            assert tree(out) == site(number)
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_two_builds_at_once_do_not_mix(tmp_path):
    out = tmp_path / "site"
    write(site(0).items(), out)

    def slowly(number):
        for item in site(number).items():
            time.sleep(0.0005)
            yield item

    threads = [threading.Thread(target=write, args=(slowly(number), out)) for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tree(out) in [site(1), site(2), site(3)]
